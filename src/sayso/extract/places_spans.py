"""Where a text may name a place: runs of capitalised tokens, what the tagger makes of them, and the words around."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.attrs import IDX, LOWER, ORTH, POS, SPACY
from spacy.tokens import Doc

from sayso.extract.gazetteer_fold import key
from sayso.extract.places_cues import cues
from sayso.extract.word_classes import PLACE_ENTITIES, TIMED
from sayso.reading.spelling import columns

_LONGEST = 7  # tokens of a name: "Deir ez-Zor Military Airport" has six
_HYPHENS = frozenset("-–'’`")


@dataclass(slots=True)
class Shape:
    """Facts of every token of one text, taken once because asking spaCy for them is slow."""

    whole: str  # spaCy puts the text together anew each time it is asked
    text: list[str]
    lower: list[str]
    entity: list[str]
    entity_start: list[int]
    entity_end: list[int]
    pos: list[str]
    offset: list[int]
    surnames: set[str]
    capital: list[bool]
    starts: list[bool]

    @classmethod
    def of(cls, doc: Doc) -> "Shape":
        """Read the facts off a parsed text."""
        size = len(doc)
        offset, spaces = doc.to_array([IDX, SPACY]).T.tolist() if size else ([], [])
        text, lowers, pos = columns(doc, ORTH, LOWER, POS)
        capital = [*map(_capital, text)]
        shape = cls(
            whole="".join([word + " " if space else word for word, space in zip(text, spaces, strict=True)]),
            text=text,
            lower=lowers,
            entity=[""] * size,
            entity_start=list(range(size)),
            entity_end=list(range(1, size + 1)),
            pos=pos,
            offset=offset,
            surnames=set(),
            capital=capital,
            starts=_starts(text, lowers, capital),
        )
        for ent in doc.ents:
            for i in range(ent.start, ent.end):
                shape.entity[i], shape.entity_start[i], shape.entity_end[i] = ent.label_, ent.start, ent.end
            if ent.label_ == "PERSON" and ent.end - ent.start > 1:
                shape.surnames.update(shape.lower[ent.start : ent.end])
        return shape

    def end_of(self, last: int) -> int:
        """Return the character after token `last`."""
        return self.offset[last] + len(self.text[last])

    def is_place(self, start: int, end: int) -> bool:
        """Whether the tagger sees a place over all of `[start, end)`."""
        return all(self.entity[i] in PLACE_ENTITIES for i in range(start, end) if self.text[i] not in _HYPHENS)

    def is_other(self, start: int, end: int) -> bool:
        """Whether the tagger sees a date, a sum or the like there."""
        return any(self.entity[i] in TIMED for i in range(start, end))

    def word(self, i: int) -> str:
        """Return the lower-case token at `i`, or "" outside the text."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""


def _capital(text: str) -> bool:
    first = text[:1]
    return first.isupper() and first.isalpha()


def _article_like(word: str) -> bool:
    """Whether a token is, or starts with, the Arabic article: "al", "al-Bab", "el"."""
    return word.partition("-")[0] in cues().articles and word != "the"


def starts_name(shape: Shape, i: int) -> bool:
    """Whether a name can start at token `i`: a capital, or an Arabic article joined to one."""
    return shape.starts[i]


def _starts(text: list[str], lower: list[str], capital: list[bool]) -> list[bool]:
    """Tell of each token whether a name can start there."""
    not_first, articles, last = cues().not_first, cues().articles, len(text) - 1
    found = []
    for i, word in enumerate(text):
        if lower[i] in not_first and (i == last or lower[i + 1] != "-"):
            found.append(False)  # "As Syria's Kurds advance"
        elif capital[i]:
            found.append(True)
        else:
            found.append(word.partition("-")[0] in articles and word != "the" and _joins_name(text, capital, i))
    return found


def _joins_name(text: list[str], capital: list[bool], i: int) -> bool:
    """Whether the article at token `i` is joined to a capital."""
    if "-" in text[i]:
        return _capital(text[i].partition("-")[2])
    nxt = i + 1
    if nxt < len(text) and text[nxt] == "-":
        nxt += 1
        return nxt < len(text) and capital[nxt]
    return text[i] in cues().lone_articles and nxt < len(text) and capital[nxt]


def name_ends(shape: Shape, start: int) -> Iterator[int]:
    """Yield the ends (exclusive) that a name starting at `start` can have, shortest first."""
    link_words, articles = cues().link_words, cues().articles
    for end in range(start + 1, min(start + _LONGEST, len(shape.text)) + 1):
        text = shape.text[end - 1]
        if shape.lower[end - 1] in articles:
            continue
        if (
            shape.capital[end - 1]
            or ("-" in text and _article_like(text))
            or (text[:1].isdigit() and end > start + 1 and len(text) < 4)
        ):
            yield end
        elif text in _HYPHENS:
            if end > start + 1 and shape.offset[end - 1] != shape.end_of(end - 2):
                return  # a dash, not a hyphen
        elif text not in link_words:
            return


def surface(shape: Shape, start: int, end: int) -> str:
    """Return the text of tokens `[start, end)`."""
    return shape.whole[shape.offset[start] : shape.end_of(end - 1)]


def candidate_keys(shape: Shape) -> dict[tuple[int, int], str]:
    """Return the key of every stretch of tokens that could be a name."""
    found: dict[tuple[int, int], str] = {}
    for start, opens in enumerate(shape.starts):
        if opens:
            for end in name_ends(shape, start):
                if filed := key(surface(shape, start, end)):
                    found[start, end] = filed
    return found


def kind_before(shape: Shape, start: int) -> str:
    """Return the kind told before a name ("the town of X", "X and Y provinces" is not read), or ""."""
    return cues().kinds.get(_sort_before(shape, start), "")


def _sort_before(shape: Shape, start: int) -> str:
    """Return the word right before a name that may tell its sort: "town" of "the town of X" and of "the town X"."""
    i = start - 1
    if shape.word(i) == "the":
        i -= 1
    if shape.word(i) in cues().naming:
        return shape.word(i - 1)
    return shape.word(i) if shape.word(i) in cues().kinds_before else ""


def is_village(shape: Shape, start: int, end: int) -> bool:
    """Tell whether a name is said to be a village's ("the village of X", "X village")."""
    return _sort_before(shape, start) in cues().small_kinds or shape.word(end) in cues().small_kinds


def kind_after(shape: Shape, end: int) -> str:
    """Return the kind told right after a name ("X province", "X residential neighbourhood"), or ""."""
    return cues().kinds.get(_sort_after(shape, end), "")


def _sort_after(shape: Shape, end: int) -> str:
    """Return the word right after a name that may tell its sort: "camp" of "Jabalia refugee camp"."""
    return shape.word(end + 1 if shape.word(end) in cues().camp_words else end)


def is_quarter(shape: Shape, start: int, end: int) -> bool:
    """Tell whether a name is said to be a part of a town ("X neighbourhood", "the quarter of X"), not an area."""
    told = (_sort_before(shape, start), _sort_after(shape, end))
    return any(cues().kinds.get(word) == "neighbourhood" and word in cues().in_town for word in told)


def locative_before(shape: Shape, start: int) -> bool:
    """Whether a preposition of place stands before the name, with a compass word or article between them at most."""
    i = start - 1
    while shape.word(i) in ("the", "'s") or shape.word(i) in cues().directions or shape.word(i) in cues().wide:
        i -= 1
    return shape.word(i) in cues().locative and shape.word(i - 1) not in cues().telling
