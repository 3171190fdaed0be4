"""Texts in `pre`, with lines broken at a width, as pages of the 1990s and archives of mailing lists have them."""

import re

from lxml.html import HtmlElement, fragment_fromstring

from sayso.intake import characters
from sayso.intake.plain import unwrapped

LEAST = 200  # characters; a shorter one is code or a table
_SIGNATURE = re.compile(r"\n-- ?\n|\n_{10,}\n")


def unwrap_preformatted(tree: HtmlElement) -> None:
    """Make paragraphs, in place, of the texts in `pre` of a page: lines joined, a mail's signature off."""
    for block in list(tree.iter("pre")):
        text = characters.cleaned("".join(block.itertext()))
        if len(text) < LEAST or block.getparent() is None:
            continue
        text = _SIGNATURE.split(text, maxsplit=1)[0]
        frame = fragment_fromstring("<div></div>")
        # Each paragraph alone, for a short one would pass for a line that ends where it does on purpose.
        paragraphs = [part.strip("\n") for part in re.split(r"\n\s*\n", text) if part.strip()]
        for line in "\n\n".join(paragraphs).split("\n\n"):
            for joined in unwrapped(line).split("\n"):
                paragraph = fragment_fromstring("<p></p>")
                paragraph.text = joined
                frame.append(paragraph)
        frame.tail = block.tail
        block.tail = None
        block.addnext(frame)
        block.drop_tree()
