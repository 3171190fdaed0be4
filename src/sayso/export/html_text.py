"""A report's text as HTML: marks and link targets set into it, crossing spans split, every character escaped."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from sayso.export.marks import Mark, MarkKind
from sayso.model import Span

_LABELS = {
    MarkKind.CONTENT: "told by",
    MarkKind.DENIED: "denied by",
    MarkKind.DOUBTED: "doubted by",
}
# XML and HTML have no place for these; the stand-in keeps the number of characters.
_NO_PLACE = dict.fromkeys((*range(0x20), 0x7F, *range(0x80, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd")
_NO_PLACE |= dict.fromkeys((0x202D, 0x202E), "\ufffd")  # they make a line read backwards; real text does without them
for _kept in "\n\t":
    _NO_PLACE.pop(ord(_kept))
_NO_PLACE[0x0D] = "\n"
_LINE_ENDS = re.compile("\n+")  # set in an element of their own, which the style sheet gives its height


@dataclass(frozen=True, slots=True)
class _Piece:
    """An element to set into the text: its span, its opening tag up to the id, whether it can be linked to, its end."""

    span: Span
    tag: str
    attributes: str
    after: str = ""


def marked_html(
    text: str,
    marks: Iterable[Mark],
    linked: Iterable[Span],
    report: int,
    *,
    at: Span | None = None,
    hits: Iterable[Span] = (),
) -> Markup:
    """Return `text` as HTML whose own text is exactly the clean text, apart from marks made by the style sheet.

    Elements nest; where two spans cross, the later one is closed and opened again, and its first part carries the id.
    Ids are `r{report}-{start}-{end}`, one for each distinct span, so that a card can point to its words.
    `at` are words that an address asks for: they carry the id `at`. `hits` are words that a search found.
    """
    pieces = [_piece(mark, report) for mark in marks]
    pieces += [_Piece(span, "span", ' class="at"') for span in linked if span.end <= len(text)]
    pieces += [_Piece(span, "mark", ' class="hit"') for span in hits if span.end <= len(text)]
    lit = _Piece(at, "mark", ' class="lit"') if at and at.start < at.end <= len(text) else None
    pieces += [lit] if lit else []
    pieces.sort(key=lambda piece: (piece.span.start, -piece.span.end))
    out: list[str] = []
    stack: list[_Piece] = []
    named: set[Span] = set()
    position = 0

    def emit(until: int) -> None:
        nonlocal position
        words = str(escape(text[position:until].translate(_NO_PLACE)))
        out.append(_LINE_ENDS.sub(r'<span class="gap">\g<0></span>', words))
        position = until

    def open_(piece: _Piece) -> None:
        anchor = ""
        if piece is lit and lit.span.start == position:
            anchor = ' id="at"'
        elif piece is not lit and piece.span not in named:
            named.add(piece.span)
            anchor = f' id="r{report}-{piece.span.start}-{piece.span.end}"'
        part = "" if piece.span.start == position else " data-part"
        out.append(f"<{piece.tag}{anchor}{part}{piece.attributes}>")
        stack.append(piece)

    def close_until(limit: int) -> None:
        """Close every element that ends at or before `limit`, opening again those that only cross it."""
        while any(piece.span.end <= limit for piece in stack):
            emit(min(piece.span.end for piece in stack))
            reopen: list[_Piece] = []
            while any(piece.span.end == position for piece in stack):
                piece = stack.pop()
                ended = piece.span.end == position
                out.append((piece.after if ended else "") + f"</{piece.tag}>")
                if not ended:
                    reopen.append(piece)
            for piece in reversed(reopen):
                open_(piece)

    for piece in pieces:
        close_until(piece.span.start)
        emit(piece.span.start)
        open_(piece)
    close_until(len(text))
    emit(len(text))
    return Markup("".join(out))  # noqa: S704 - every part is escaped above or is a constant of this module


def _piece(mark: Mark, report: int) -> _Piece:
    if mark.kind is MarkKind.ACT:
        # The number is shown by the style sheet from `data-n`, so that it is not part of the text.
        links = "".join(
            f'<a class="to" href="#r{report}-e{number}" data-n="{number}" aria-label="event {number}"></a>'
            for number in mark.events
        )
        return _Piece(mark.span, "mark", ' class="act"', links)
    label = f"{_LABELS[mark.kind]} {mark.voice}" if mark.kind in _LABELS and mark.voice else ""
    title = f' title="{escape(label.translate(_NO_PLACE))}"' if label else ""
    return _Piece(mark.span, "span", f' class="{mark.kind.value}"{title}')
