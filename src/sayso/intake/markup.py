"""Parts of a page that are not its article, told by tag, role, class or id, and the lines of what is left."""

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml.html import HtmlElement

from sayso.intake import characters
from sayso.intake.boilerplate import boilerplate

# A part that holds more of the page's running text than this is not dropped for its name: sites call the body
# "has-sidebar" and the article "paywall".
MOST_OF_THE_PAGE = 0.4
# One whose name can mean no article (comments, a consent notice) is dropped unless it holds this much and a heading, or
# all but everything.
ALL_OF_THE_PAGE = 0.9
# One that holds this much of the part of the page with the headline is kept too: boxes of maps open as "popups".
MOST_BESIDE_HEADLINE = 0.6
RARELY = 0.1  # share of the page's running text below which no part is looked at for that
# A table with a cell of more characters than this holds the page and not figures: it is laid out as running text.
LAYOUT_CELL = 300
# A stretch of text between two tags of fewer characters than this is a label and no running text.
RUNNING = 40
LINK_WORDS = 25  # a line that is one link and has more words than this is a paragraph that somebody linked
_NEVER = frozenset({"html", "head", "body", "article", "main"})
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
    }
    | {"form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table"}
    | {"tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_UNREAD = frozenset({"script", "style", "noscript", "template", "head"})
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_HIDDEN = re.compile(r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)", re.I)
_ENDS = (".", "!", "?", '"', "”", "’", ":")


def prune(tree: HtmlElement) -> None:
    """Drop from `tree`, in place, every part that `boilerplate.yaml` marks as no part of an article."""
    rules = boilerplate()
    sizes = _running_sizes(tree)
    whole = sizes[tree]
    holders = {part for heading in tree.iter("h1") for part in (heading, *heading.iterancestors())}
    gone: set[HtmlElement] = set()
    doomed = [element for element in tree.iter() if isinstance(element.tag, str) and is_extra(element)]
    for element in doomed:
        parent = element.getparent()
        if parent is None or element.tag in _NEVER or element in gone:
            continue
        if element.tag not in rules.always and whole:
            share = sizes[element] / whole
            strong = element not in holders and not rules.strong.isdisjoint(words_of(element))
            if share > (ALL_OF_THE_PAGE if strong else MOST_OF_THE_PAGE):
                continue
            if not strong and share > RARELY and _is_most_beside_headline(element, sizes, holders):
                continue
        if _inside_prose(element) and not _is_mark_of_note(element):
            element.drop_tag()
        else:
            gone.update(element.iter())  # what it holds is gone with it
            element.drop_tree()
    for mark in list(tree.iter("sup")):
        if _is_mark_of_note(mark):
            mark.drop_tree()
    _drop_links(tree)


def flatten_layout(tree: HtmlElement) -> None:
    """Make plain blocks, in place, of the tables that old pages are laid out with; tables of figures stay tables.

    A `span` or `font` that has a line to itself, between two line ends, becomes a block too.
    """
    for line in list(tree.iter("span", "font")):
        if _has_line_to_itself(line):
            line.tag = "div"
    for table in list(tree.iter("table")):
        cells = [cell for cell in table.iter("td", "th") if next(cell.iterancestors("table"), None) is table]
        if any(len("".join(cell.itertext()).strip()) > LAYOUT_CELL for cell in cells):
            rows = {row for cell in cells for row in cell.iterancestors("tr", "tbody", "thead", "tfoot", "table")}
            for element in (*cells, *(row for row in rows if row is table or table in row.iterancestors("table"))):
                element.tag = "div"


def words_of(element: HtmlElement) -> list[str]:
    """Return the words of an element's class and id, in lower case: "post-body entryContent" gives four."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return [] if names == " " else [word.lower() for word in _WORD.findall(names[:500])]


def lines_of(element: HtmlElement) -> list[str]:
    """Return the text of an element, a block a line, without empty lines; scripts and styles have no text."""
    return [line for part in "".join(_pieces(element)).split("\n") if (line := characters.cleaned(part).strip())]


def words_in(element: HtmlElement) -> str:
    """Return the text of an element as one line."""
    return " ".join(lines_of(element))


def short_words(element: HtmlElement, limit: int) -> str:
    """Return the text of an element as one line, "" if it is longer than `limit`; never reads a long one whole."""
    length = 0
    for piece in element.itertext():
        length += len(piece.strip())
        if length > limit:
            return ""
    return words_in(element) if length else ""


def running_text(element: HtmlElement) -> int:
    """Count the characters of an element that stand in stretches as long as those of sentences, links left out."""
    return _running_sizes(element)[element]


def _pieces(element: HtmlElement) -> Iterator[str]:
    if element.tag in _UNREAD or not isinstance(element.tag, str):
        return
    block = element.tag in _BLOCKS
    if block:
        yield "\n"
    if element.text:
        yield element.text.replace("\n", " ")
    for child in element:
        yield from _pieces(child)
        if child.tail:
            yield child.tail.replace("\n", " ")
    if block:
        yield "\n"


def _drop_links(tree: HtmlElement) -> None:
    """Drop paragraphs, lists and items of a list that are links and nothing else, with a short heading over them."""
    for block in list(tree.iter("p", "ul", "ol", "li", "div")):
        if block.getparent() is None or not _is_link(block) or (block.tag == "div" and _links_of_one(block)):
            continue
        heading = block.getprevious()
        if heading is not None and not (heading.tail or "").strip() and _is_heading_of_links(heading, block):
            heading.drop_tree()
        block.drop_tree()


def _is_heading_of_links(heading: HtmlElement, block: HtmlElement) -> bool:
    text = words_in(heading)
    return (
        block.tag in ("ul", "ol")
        and heading.tag in ("p", "b", "strong", "h2", "h3", "h4", "h5", "h6", "div", "span")
        and len(text.split()) <= 6
        and not text.endswith(_ENDS[:5])
    )


def _is_most_beside_headline(element: HtmlElement, sizes: dict[HtmlElement, int], holders: set[HtmlElement]) -> bool:
    """Tell whether an element holds most of the running text of the part of the page that its headline stands in."""
    part = next((part for part in element.iterancestors() if part in holders), None)
    return part is not None and part.tag != "body" and sizes[element] > MOST_BESIDE_HEADLINE * sizes[part]


def _running_sizes(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Return `running_text` of every element of a tree, in one pass over it."""
    sizes: dict[HtmlElement, int] = {}
    for element in reversed(list(tree.iter())):  # what is inside comes before what holds it
        own = 0
        if isinstance(element.tag, str) and element.tag not in _UNREAD:
            if element.tag != "a" and element.text and len(element.text) > RUNNING:
                own = len(element.text)
            for child in element:
                own += sizes[child]
                own += len(child.tail) if child.tail and len(child.tail) > RUNNING else 0
        sizes[element] = own
    return sizes


def _links_of_one(block: HtmlElement) -> bool:
    """Tell whether a block holds fewer than two links, or blocks of its own: it may be the frame of an article."""
    return len(list(block.iter("a"))) < 2 or next(block.iter("p", "h1"), None) is not None


def _is_mark_of_note(element: HtmlElement) -> bool:
    """Tell whether an element is the number of a footnote: "1", "[12]", in small type or as a link."""
    text = "".join(element.itertext()).strip(" []()")
    return text.isdigit() and len(text) <= 3


def _has_line_to_itself(element: HtmlElement) -> bool:
    before, after, parent = element.getprevious(), element.getnext(), element.getparent()
    if parent is None or parent.tag not in _BLOCKS or (before is None and after is None):
        return False
    left = (parent.text if before is None else before.tail) or ""
    return (
        not left.strip()
        and not (element.tail or "").strip()
        and (before is None or before.tag == "br")
        and (after is None or after.tag in ("br", "div", "p"))
    )


def _is_link(block: HtmlElement) -> bool:
    """Tell whether every word of a block stands in links that read like headlines: short, without a full stop."""
    links = list(block.iter("a"))
    if not links or (block.tag == "li" and len(block.getparent()) == 1):
        return False
    texts = [words_in(link) for link in links]
    inside = sum(map(len, texts))
    whole = words_in(block)
    if not inside or len(whole) > inside + 3 * len(links):
        return False
    return not any(text.endswith(_ENDS[:5]) or len(text.split()) > LINK_WORDS for text in texts)


def is_extra(element: HtmlElement) -> bool:
    """Tell whether an element is marked, by tag, role, style, class or id, as no part of an article."""
    rules = boilerplate()
    if element.tag in rules.tags:
        return True
    if (element.get("role") or "").lower() in rules.roles or element.get("hidden") is not None:
        return True
    if _HIDDEN.search((element.get("style") or "")[:500]):
        return True
    words = words_of(element)
    if not rules.words.isdisjoint(words):
        return True
    return any(pair in rules.pairs for pair in pairwise(words))


def _inside_prose(element: HtmlElement) -> bool:
    """Tell whether the element is a stretch of a sentence (a link, a word), which loses its mark and not its words."""
    parent = element.getparent()
    return (
        element.tag in ("a", "span", "b", "i", "em", "strong", "mark", "q")
        and parent is not None
        and parent.tag == "p"
        and bool((parent.text or "").strip() or (element.tail or "").strip())
    )
