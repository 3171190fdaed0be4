"""A report's words and every party name in it; which country the report is about."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from spacy.attrs import ORTH, POS
from spacy.symbols import PROPN
from spacy.tokens import Doc

from sayso.extract.parties_data import Entry, names, sectors
from sayso.extract.parties_words import Word, fold

# How much one name says about the country a report is about: a place where things happen counts most, a capital that
# may stand for a government abroad least. Set on the development reports, where the country comes out right in all.
_WEIGHTS = {
    "city": 2.0,
    "country": 1.0,
    "adjective": 1.0,
    "capital": 0.5,
    "group": 0.7,
    "body": 0.5,
    "person": 0.5,
    "outlet": 0.0,
}
# Folded words by the parser's hash of the token's text, which is the same in every vocabulary.
_FOLDED: dict[int, tuple[Word, ...]] = {}
_MOST_FOLDED = 200_000
_LOCATIVE_FACTOR = 3.0
_POWER_FACTOR = 0.4
# What is only told as lying beside the war ("near the Lebanese border").
_BESIDE_FACTOR = 0.4


@dataclass(frozen=True, slots=True)
class Name:
    """One party name in a report: word range `[start, end)`, what it means, whether in plural or possessive."""

    start: int
    end: int
    entry: Entry
    stemmed: bool


class Words:
    """The folded words of a parsed report, with the way back to its tokens."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words: list[Word] = []
        self.token: list[int] = []
        self.first: list[int] = []
        # Arrays, not tokens: making a token object for each word would cost more than everything else here.
        orths, kinds = doc.to_array([ORTH, POS]).T.tolist() if len(doc) else ([], [])
        strings = doc.vocab.strings
        self.brackets: list[int] = []
        self.proper: list[bool] = [kind == PROPN for kind in kinds]
        words, token, first = self.words, self.token, self.first
        for i, orth in enumerate(orths):
            first.append(len(words))
            folded = _FOLDED.get(orth)
            if folded is None:
                if len(_FOLDED) > _MOST_FOLDED:
                    _FOLDED.clear()
                folded = _FOLDED[orth] = fold(strings[orth])
            if len(folded) == 1:  # most are one word
                words.append(folded[0])
                token.append(i)
            elif folded:
                words.extend(folded)
                token.extend([i] * len(folded))
            elif strings[orth] == "(":
                self.brackets.append(i)
        self.first.append(len(self.words))

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return the word range of the token range `[start, end)`."""
        return self.first[start], self.first[end]


def raw_names(text: Words, start: int = 0, end: int | None = None) -> list[tuple[int, int, list[Entry], bool]]:
    """Return (start, end, candidates, stemmed) for every name of a range, longest first from the left, in any sense."""
    root, found, at = names().root, [], start
    total = len(text.words) if end is None else end
    while at < total:
        word = text.words[at].text
        if word in root or word[:-1] in root:
            name = _longest(text, at, total)
            if name is not None and not _is_epithet(text, at, name[2]):
                found.append(name)
                at = name[1]
                continue
        at += 1
    return found


def _is_epithet(text: Words, at: int, entries: list[Entry]) -> bool:
    """Tell whether a people's name is a person's by the article on it ("Abu Ahmed al-Kuwaiti")."""
    if at == 0 or entries[0].sort != "adjective" or text.words[at - 1].text not in sectors().sets["epithet_articles"]:
        return False
    here, before = text.token[at], text.token[at - 1]
    return here == before or (here == before + 2 and text.doc[before + 1].text == "-")


def _longest(text: Words, start: int, bound: int) -> tuple[int, int, list[Entry], bool] | None:
    """Return the longest name at a word that has the capitals it needs: "Iraqi" of "Iraqi security forces"."""
    while True:
        end, values, stemmed = names().longest(text.words, start, bound)
        fitting = [entry for entry in values if entry.fits(text.words, start)]
        if fitting or end <= start:
            return (start, end, fitting, stemmed) if fitting else None
        bound = end - 1


def home_country(text: Words, raw: list[tuple[int, int, list[Entry], bool]]) -> str:
    """Return the ISO3 code of the country the report is about, "" if nothing tells."""
    sets = sectors().sets
    score: dict[str, float] = defaultdict(float)
    groups = {start: entries[0] for start, _, entries, _ in raw if entries[0].sort == "group"}
    for start, end, entries, _ in raw:
        entry = entries[0]
        if entry.sort == "adjective" and end in groups:
            continue  # "Lebanese Hezbollah": where it comes from, not where it fights
        if entry.homes and not any(entry.caps):
            continue  # "the rebels" are somebody's short form in one war: they do not tell which war it is
        own = entry.homes or entry.seats
        country = entry.country or (next(iter(own)) if len(own) == 1 else "")
        if not country:
            continue
        weight = _WEIGHTS[entry.sort]
        before = text.words[start - 1].text if start else ""
        behind = text.words[end].text if end < len(text.words) else ""
        if behind in sets["bordering"] or (before in sets["close_to"] and entry.sort == "country"):
            weight *= _BESIDE_FACTOR
        elif before in sets["locative"] and entry.sort in {"country", "city", "capital"}:
            weight *= _LOCATIVE_FACTOR
        elif country in sets["powers"]:
            weight *= _POWER_FACTOR
        score[country] += weight
    return max(score, key=lambda iso: (score[iso], iso)) if score else ""


def choose(entries: list[Entry], home: str, day: datetime.date | None) -> Entry | None:
    """Return what a name means on `day` in a report about `home`; None if it means none of its parties there.

    A person named outside his years keeps his nearest office; a short form needs its country.
    """
    here = [e for e in entries if not e.homes or home in e.homes or (e.sort == "group" and not home and any(e.caps))]
    valid = [e for e in here if e.valid(day)] or [e for e in here if e.sort != "city"]
    if not valid:
        return None
    best = [e for e in valid if e.homes] or [e for e in valid if e.country == home and home] or valid
    if day and len(best) > 1 and not any(e.valid(day) for e in best):
        return min(best, key=lambda e: _distance(e, day))
    return best[0] if day else best[-1]


def chosen_names(
    text: Words, raw: list[tuple[int, int, list[Entry], bool]], home: str, day: datetime.date | None
) -> list[Name]:
    """Return the names of `raw` with their meaning, in order of the text; those without any are left out."""
    found: list[Name] = []
    ended = -1
    waiting = list(reversed(raw))
    while waiting:
        start, end, entries, stemmed = waiting.pop()
        entry = choose(entries, home, day)
        if entry is None and end - start > 1:
            # what means nothing here may hold a name that does: "Lebanese" of the army of some other country's town
            shorter = _longest(text, start, end - 1)
            inner = [shorter] if shorter is not None else []
            inner += raw_names(text, shorter[1] if shorter is not None else start + 1, end)
            waiting += reversed(inner)
            continue
        short = entry is not None and entry.homes and _is_anothers(text, start, end, entry, beside=ended == start)
        inside = entry is not None and entry.sort == "person" and _is_inside_name(text, start, end)
        if entry is not None and not (short or inside):
            found.append(Name(start, end, entry, stemmed))
        ended = end
    return found


def _is_anothers(text: Words, start: int, end: int, entry: Entry, *, beside: bool) -> bool:
    """Tell whether a short form is said of others: "the rebel coalition", "a coalition of militias", the end of a name.

    `beside` is whether another name ends right before it.
    """
    if any(entry.caps):
        return not beside and _is_end_of_name(text, start, end)
    before = text.words[start - 1].text if start else ""
    behind = text.words[end].text if end < len(text.words) else ""
    if before in sectors().sets["not_allied"] or behind in sectors().sets["allied_with"]:
        return entry.kind == "coalition"
    return not beside and _is_end_of_name(text, start, end)


def _is_end_of_name(text: Words, start: int, end: int) -> bool:
    """Tell whether a short form is the end of another body's own name ("Observatory" of the Taiz Civil Observatory)."""
    if end - start > 1 or not start or not text.words[start].initial or not text.words[start - 1].initial:
        return False
    before = text.token[start - 1]
    return text.proper[before] and text.token[start] == before + 1


def _is_inside_name(text: Words, start: int, end: int) -> bool:
    """Tell whether a leader's last name stands in the middle of somebody else's name ("Sajida Mubarak Atrous")."""
    titled = start > 0 and sectors().nouns.longest(text.words, start - 1, start)[1]
    if titled or end >= len(text.words) or not _is_end_of_name(text, start, end):
        return False
    after = text.token[end]
    return text.words[end].initial and text.proper[after] and after == text.token[end - 1] + 1


def _distance(entry: Entry, day: datetime.date) -> int:
    gaps = [abs((edge - day).days) for edge in (entry.start, entry.end) if edge]
    return min(gaps, default=0)
