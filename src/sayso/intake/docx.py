"""A DOCX document to a Report: its paragraphs, without tables, what was deleted, notes, heads and feet.

The layout of the parts is that of ECMA-376, part 1, 17.3, and part 2, annex D.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from sayso.errors import IntakeError
from sayso.intake import boilerplate, characters, plain, reports
from sayso.intake.markup import LAYOUT_CELL
from sayso.intake.options import Overrides
from sayso.intake.pdf import made_note
from sayso.intake.zips import DOCX, Opened
from sayso.model import Capture, Report

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CORE = "docProps/core.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
# Parts of a paragraph that are not its words: what was deleted or moved away, and the copy for older programs.
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText"})
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def report(archive: Opened, name: str, overrides: Overrides) -> Report:
    """Return the Report of an opened document; raises IntakeError and LanguageError.

    The day on which it was made is told in a note, as with PDF.
    """
    raw = archive.whole()
    root = _parsed(archive.bytes_of(DOCX), name)
    styled = [(_style(p), text) for p in _paragraphs(root) if (text := characters.cleaned(_words(p)).strip())]
    lines = "\n".join(text for _, text in styled)
    text = lines[: boilerplate.foot_matter_start(lines)].strip()
    if not text:
        raise IntakeError(name, "holds no text: the document is empty or of pictures")
    about = _about(archive, name)
    title = next((text for style, text in styled if style == "title"), "") or plain.headline(text)
    made = _DAY.match(about.get("created", ""))
    found = reports.build(
        text,
        name=name,
        title=title or about.get("title", ""),
        raw_sha256=Capture(raw).sha256,
        notes=(made_note(made[0]),) if made else (),
        overrides=overrides,
    )
    return replace(found, capture=Capture(raw, MEDIA_TYPE))


def _parsed(raw: bytes, name: str) -> etree._Element:
    """Parse one part; no entity is ever expanded, nothing fetched, and a document type is refused."""
    if b"<!DOCTYPE" in raw[:2000] or b"<!ENTITY" in raw:
        raise IntakeError(name, "is no DOCX document: its XML declares entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        return etree.fromstring(raw, parser)
    except (etree.LxmlError, ValueError):
        raise IntakeError(name, "is a damaged DOCX document") from None


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of the running text; those of a table only where a cell holds so much that it is layout."""
    for paragraph in root.iter(f"{_WORD}p", f"{_STRICT}p"):
        above = {_local(element): element for element in paragraph.iterancestors()}
        if "p" in above or not _LEFT_OUT.isdisjoint(above):
            continue  # of a text box: read with the paragraph that it is anchored in
        cell = above.get("tc")
        if cell is None or sum(len(p.text or "") for p in cell.iter(f"{_WORD}t", f"{_STRICT}t")) > LAYOUT_CELL:
            yield paragraph


def _words(paragraph: etree._Element) -> str:
    """Return the words of a paragraph as they stand when all changes are accepted."""
    parts: list[str] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        name = _local(element)
        if name in _LEFT_OUT:
            continue
        if name == "t":
            parts.append(element.text or "")
        elif name in _BREAKS and len(element) == 0:
            parts.append(_BREAKS[name])
        elif name == "p" and element is not paragraph:
            parts.append("\n")
        if name != "pPr":
            waiting.extend(reversed(element))
    return "".join(parts)


def _style(paragraph: etree._Element) -> str:
    for element in paragraph.iter(f"{_WORD}pStyle", f"{_STRICT}pStyle"):
        return next((str(value).lower() for key, value in element.attrib.items() if str(key).endswith("}val")), "")
    return ""


def _about(archive: Opened, name: str) -> dict[str, str]:
    """Return what the document says of itself: title, creator, created; {} where it says nothing that can be read."""
    if _CORE not in archive.files:
        return {}
    try:
        root = _parsed(archive.bytes_of(_CORE), name)
    except IntakeError:
        return {}
    return {_local(element): characters.cleaned(element.text or "").strip()[:300] for element in root}


def _local(element: etree._Element) -> str:
    """Return the name of an element without its namespace, "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
