"""Quotations: the stretches of a report between quotation marks, and which of them are speech.

Marks come curly, straight, doubled by a spreadsheet (`""`), and left open at a paragraph's end when the next paragraph
carries on the same speech.
"""

from dataclasses import dataclass

from spacy.tokens import Doc

OPENING = frozenset("“«„‟")
CLOSING = frozenset("”»")
STRAIGHT = frozenset(('"', "''", "``", '""'))
VERB_TAGS = ("VB", "MD")

# Fewer words than this, with no verb that could make a sentence, is a scare quote: "terrorist positions".
SPEECH_WORDS = 4
# An opening mark with no closing one within so many tokens is taken for a stray mark.
LONGEST = 400
# More words than this, left open at the end of the text, are no last sentence.
SENTENCE = 60


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens `[start, end)` with marks, `[inner_start, inner_end)` without.

    `speech` tells a quotation that can stand as speech from a scare quote or a title.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    speech: bool


def find_quotations(doc: Doc, words: list[str] | None = None) -> list[Quotation]:
    """Return the quotations of a report in order; they never overlap. `words` are its tokens, if known."""
    words = [token.text for token in doc] if words is None else words
    marks = [i for i, word in enumerate(words) if word in STRAIGHT or word in OPENING or word in CLOSING]
    if not marks:
        return []
    found: list[Quotation] = []
    opened: int | None = None
    for i in marks:
        if opened is not None and i - opened > LONGEST:
            opened = None
        if opened is not None and words[i] == '""' and i - opened > 1 and _between_words(doc, words, i):
            # `he said."" Next: one quotation ends and another begins at the same two marks.
            found.append(_quotation(doc, words, opened, i, closed=False))
            opened = i
            continue
        side = _side(doc, words, i, opened is not None)
        if side == "open":
            if opened is None:
                opened = i
            elif _starts_paragraph(words, i):
                found.append(_quotation(doc, words, opened, _trim(words, i), closed=False))
                opened = i
            elif i - opened > 1:
                # Two opening marks in a row: the first was never closed; it ends with its paragraph or is stray.
                stop = _paragraph_end(words, opened)
                if stop < i:
                    found.append(_quotation(doc, words, opened, _trim(words, stop), closed=False))
                opened = i
        elif opened is not None and i - opened > 1:  # two marks side by side are one mark
            found.append(_quotation(doc, words, opened, i + 1, closed=True))
            opened = None
    if opened is not None and opened + 1 < len(words) and len(words) - opened <= LONGEST:
        stop = _paragraph_end(words, opened)
        # A straight mark that a text without paragraphs never closes is a stray one.
        stray = stop == len(words) and words[opened] in STRAIGHT and stop - opened > SENTENCE
        if stop - opened > SPEECH_WORDS and not stray:
            found.append(_quotation(doc, words, opened, _trim(words, stop), closed=False))
    return found


def _side(doc: Doc, words: list[str], i: int, inside: bool) -> str:
    """Tell an opening from a closing mark: by its shape, else by the space around it, else by turns."""
    if words[i] in OPENING:
        return "open"
    if words[i] in CLOSING:
        return "close"
    spaced_before = (
        i == 0 or bool(doc[i - 1].whitespace_) or not words[i - 1].strip() or words[i - 1] in ("(", "[", "-", "—", "–")
    )
    spaced_after = i + 1 == len(words) or bool(doc[i].whitespace_) or not words[i + 1].strip()
    if spaced_before and not spaced_after:
        return "open"
    if spaced_after and not spaced_before:
        return "close"
    return "close" if inside else "open"


def _between_words(doc: Doc, words: list[str], i: int) -> bool:
    return (
        0 < i < len(words) - 1 and not doc[i - 1].whitespace_ and not doc[i].whitespace_ and words[i + 1][:1].isalnum()
    )


def _starts_paragraph(words: list[str], i: int) -> bool:
    return i == 0 or "\n" in words[i - 1]


def _paragraph_end(words: list[str], i: int) -> int:
    while i < len(words) and "\n" not in words[i]:
        i += 1
    return i


def _trim(words: list[str], end: int) -> int:
    while end > 1 and not words[end - 1].strip():
        end -= 1
    return end


def _quotation(doc: Doc, words: list[str], start: int, end: int, closed: bool) -> Quotation:
    inner_start, inner_end = start + 1, end - 1 if closed else end
    spoken = [i for i in range(inner_start, inner_end) if words[i][:1].isalnum()]
    verb = any(doc[i].tag_.startswith(VERB_TAGS) for i in spoken)
    ends = inner_end > inner_start and words[inner_end - 1] in (",", ".", "?", "!")
    capital = bool(spoken) and words[spoken[0]][:1].isupper()
    speech = bool(spoken) and ((len(spoken) >= SPEECH_WORDS and (verb or ends)) or (ends and capital))
    return Quotation(start, end, inner_start, inner_end, speech)
