"""Captions of pictures: taken out of a page before its article is looked for, and kept as notes of the report."""

from lxml.html import HtmlElement

from sayso.intake.boilerplate import boilerplate
from sayso.intake.markup import is_extra, lines_of, running_text, words_of

NOTE = "caption: "  # how a note that holds a caption begins
LEAST_WORDS = 3  # fewer are a credit or a button
MOST_CAPTIONS = 60  # of one page; a gallery of more is no report
LONGEST = 600  # characters; what is longer is the article of a page that calls everything a caption
# A part called a caption that holds more of the running text than this is the article (half a page: photo essays).
SHARE_OF_PAGE = 0.5


def take_captions(tree: HtmlElement) -> tuple[str, ...]:
    """Remove the captions from `tree`, in place, and return their texts in the order of the page, each once."""
    whole = running_text(tree)
    found: dict[str, None] = {}
    for element in list(tree.iter()):
        if not _is_caption(element) or element.getparent() is None:
            continue
        text = " ".join(lines_of(element))
        if any(map(_is_box, element.iterancestors())):
            continue  # what stands under a button or in a box about something else goes with it
        if running_text(element) > max(SHARE_OF_PAGE * whole, LONGEST):
            continue
        if len(text.split()) >= LEAST_WORDS and any(c.isalpha() for c in text):
            found[text[:LONGEST]] = None
        element.drop_tree()
    return tuple(found)[:MOST_CAPTIONS]


def _is_caption(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("html", "body", "article", "main", "img"):
        return False
    return element.tag == "figcaption" or not boilerplate().captions.isdisjoint(words_of(element))


def _is_box(part: HtmlElement) -> bool:
    """Tell whether a frame is of a box about something else, and not of the picture or of the whole page."""
    if part.tag in ("html", "body", "article", "main", "figure") or _is_caption(part):
        return False
    return is_extra(part) and next(part.iter("h1"), None) is None
