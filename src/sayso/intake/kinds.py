"""What kind of input some bytes are: by content first, by the name's extension where content does not tell."""

import json
import re
from enum import StrEnum
from pathlib import PurePath


class Kind(StrEnum):
    """The kinds of input that sayso takes in."""

    TEXT = "text"
    HTML = "html"
    JSON_LINES = "JSON lines"
    JSON = "JSON"


# First bytes of formats that are not text (or not yet read), with the name that the message gives them.
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (image, sound or video)"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"(\xb5/\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"WARC/", "a WARC archive"),
)
_HTML = re.compile(
    r"<(?:!doctype\s{1,9}html|html|head|body|article|main|section|div|meta|title|table|script|style|span|p|h1)\b", re.I
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.I)
_MARKUP_START = re.compile(r"\s*<(?:[a-z!?])", re.I)
_SAVED_PAGE = re.compile(r"(?:From: <Saved by|MIME-Version:)[^\n]*\n", re.I)

EXTENSIONS = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
    ".json": Kind.JSON,
}
SNIFF_CHARACTERS = 4096


def foreign_format(head: bytes) -> str:
    """Name the format if `head` begins like one that sayso does not read ("a PDF"), else return ""."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head[4:8] == b"ftyp":
        return "a video"
    return ""


def foreign_text(text: str) -> str:
    """Name the format if decoded `text` is of a kind that is not a report ("a news feed"), else return ""."""
    head = text[:SNIFF_CHARACTERS]
    if _SAVED_PAGE.match(head):
        return "a web archive (MHTML)"
    if _MARKUP_START.match(head) and not _HTML.search(head):
        if _FEED.search(head):
            return "a news feed"
        if head.lstrip().startswith("<?xml"):
            return "an XML document"
    controls = sum(c < " " and c not in "\n\r\t\f\x1b" for c in head)
    return "a binary file" if controls > 0.1 * len(head) else ""


def kind_of(head: str, name: str) -> Kind:
    """Tell the kind of an input from its first characters and, where they leave it open, from its name."""
    named = EXTENSIONS.get(PurePath(name).suffix.lower())
    start = head[:SNIFF_CHARACTERS].lstrip("\ufeff \t\r\n")
    if named is Kind.JSON_LINES:
        return named
    if start.startswith("{") or (start.startswith("[") and named is Kind.JSON):
        kind = _kind_of_json(head.lstrip("\ufeff \t\r\n"))
        if kind is not None:
            return kind
    if start.startswith("<") and (_HTML.search(start) or named is Kind.HTML):
        return Kind.HTML
    if named is Kind.HTML and "<" in start:
        return Kind.HTML
    return named or Kind.TEXT


def _kind_of_json(start: str) -> Kind | None:
    """Tell JSON lines from one JSON document by the first line: a whole object, or the first line of one laid out."""
    line, ended, _ = start.partition("\n")
    line = line.strip()
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        if len(line) > 1 and line[1:].lstrip().startswith(('"', "}")):
            laid_out = line.endswith((",", "{", "[")) or not ended
            return Kind.JSON if ended and laid_out else Kind.JSON_LINES
        return Kind.JSON if line in ("{", "[", "[{") else None
    return Kind.JSON_LINES if line.startswith("{") else Kind.JSON
