"""Parts of a page that are not its article, told by tag, role, class or id."""

import re
from itertools import pairwise

from lxml.html import HtmlElement

from sayso.intake.boilerplate import boilerplate

# A part that holds more of the page's running text than this is never dropped, whatever it is called: sites name the
# body "has-sidebar" and the article "paywall".
MOST_OF_THE_PAGE = 0.4
# A table with a cell of more characters than this holds the page and not figures: it is laid out as running text.
LAYOUT_CELL = 300
_NEVER = frozenset({"html", "head", "body", "article", "main"})
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_HIDDEN = re.compile(r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)", re.I)


def prune(tree: HtmlElement) -> None:
    """Drop from `tree`, in place, every part that `boilerplate.yaml` marks as no part of an article."""
    limit = MOST_OF_THE_PAGE * _running_text(tree)
    doomed = [element for element in tree.iter() if isinstance(element.tag, str) and _is_extra(element)]
    for element in doomed:
        parent = element.getparent()
        if parent is None or element.tag in _NEVER or (limit and _running_text(element) > limit):
            continue
        if _inside_prose(element):
            element.drop_tag()
        else:
            element.drop_tree()


def flatten_layout(tree: HtmlElement) -> None:
    """Make plain blocks, in place, of the tables that old pages are laid out with; tables of figures stay tables."""
    for table in list(tree.iter("table")):
        cells = [cell for cell in table.iter("td", "th") if next(cell.iterancestors("table"), None) is table]
        if any(len("".join(cell.itertext()).strip()) > LAYOUT_CELL for cell in cells):
            rows = {row for cell in cells for row in cell.iterancestors("tr", "tbody", "thead", "tfoot", "table")}
            for element in (*cells, *(row for row in rows if row is table or table in row.iterancestors("table"))):
                element.tag = "div"


def _is_extra(element: HtmlElement) -> bool:
    rules = boilerplate()
    if element.tag in rules.tags:
        return True
    if (element.get("role") or "").lower() in rules.roles or element.get("hidden") is not None:
        return True
    if _HIDDEN.search((element.get("style") or "")[:500]):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if names == " ":
        return False
    words = [word.lower() for word in _WORD.findall(names[:500])]
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


def _running_text(element: HtmlElement) -> int:
    """Count the characters in the paragraphs of `element`."""
    return sum(len("".join(p.itertext())) for p in element.iter("p"))
