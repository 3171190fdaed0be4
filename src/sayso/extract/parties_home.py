"""Whose a force or an organ is that has no country beside it: the report's own, its owner's, or that of its seat.

"The army" is that of the country a report is about, "the defence ministry in Ankara" that of Turkey.
"""

from collections import Counter

from sayso.extract.parties_data import Sectors, iso_of
from sayso.extract.parties_match import NOBODY, PartyMatch, match_of
from sayso.extract.parties_phrase import Atom, Chunk
from sayso.extract.parties_text import Name, Words


class Home:
    """The words, names and country of one report."""

    def __init__(self, text: Words, names: list[Name], rules: Sectors, country: str) -> None:
        self.text = text
        self.doc = text.doc
        self.names = names
        self.sets = rules.sets
        self.country = country
        # the only country named may be a great power that bombs somebody else's rebels
        named = [name.entry for name in names if name.entry.country == country]
        self._own_rebels = country not in self.sets["powers"] or any(e.sort in {"city", "capital"} for e in named)

    def party(self, sector: str, how: str, country: str = "") -> PartyMatch:
        """Return the party of a sector in a country, in that of the report where none is given."""
        if sector == "REB" and not country and not self._own_rebels:
            return NOBODY
        if sector == "MIL" and not country and self.country in self.sets["armyless"]:
            country = self._other()  # "the army" in a report of the West Bank
        country = country or self.country
        return match_of(f"{country}-{sector}", how) if country else NOBODY

    def _other(self) -> str:
        """Return the country that the report names most beside the one it is of, "" if it names none."""
        named = Counter(name.entry.country for name in self.names if name.entry.country not in ("", self.country))
        return max(named, key=lambda country: named[country], default="")

    def holder(self, atom: Atom) -> PartyMatch:
        """Return the party of a modifier or holder: "rebel-held", "government-held", "ISIS-held"."""
        if atom.entry is not None:
            return NOBODY if atom.entry.sort == "city" else match_of(atom.entry.code, "holder")
        for sector in (*atom.mods, *atom.classes):
            if sector in {"GOV", "MIL", "REB"}:
                return self.party(sector, "modifier")
            if sector in {"IRREGULAR", "irregulars"} and atom.role == "holder":
                return self.party("REB", "modifier")
            if sector == "LOYAL":
                return self.party("MIL", "modifier")
        return NOBODY

    def possessor(self, chunk: Chunk) -> PartyMatch:
        """Return who "its" or "their" is: the nearest party named before it in the sentence."""
        token = self.doc[self.text.token[chunk.start]]
        if token.tag_ != "PRP$":
            return NOBODY
        first = token.sent.start
        people = token.lower_ in self.sets["personal"]
        for name in reversed([n for n in self.names if n.end <= chunk.start]):
            if self.text.token[name.start] < first:
                break
            if name.entry.sort != "city" and (name.entry.sort == "person") == people and not self._is_where(name):
                return match_of(name.entry.code, "possessive")
        return NOBODY

    def _is_where(self, name: Name) -> bool:
        """Tell whether a country only says where something is, alone or as one of several ("in Syria and Iraq")."""
        if name.entry.sort != "country":
            return False
        words = self.text.words
        before = words[name.start - 1].text if name.start else ""
        if before not in self.sets["joint"]:
            return before in self.sets["seated"]
        other = next((one for one in self.names if one.end == name.start - 1), None)
        return other is not None and self._is_where(other)

    def seat(self, chunk: Chunk) -> str:
        """Return the country of the capital that stands behind an organ of state ("the defence ministry in Ankara")."""
        words, end = self.text.words, chunk.end
        if end + 1 >= len(words) or words[end].text not in self.sets["seated"]:
            return ""
        seat = next((name for name in self.names if name.start == end + 1), None)
        return seat.entry.country if seat is not None and seat.entry.sort == "capital" else ""

    def paired(self, head: Atom) -> str:
        """Return the country that a report last gave to the same noun ("the Turkish ministry ... the ministry")."""
        words = self.text.words
        noun = [w.text for w in words[head.start : head.end]]
        if not {"GOV", "MIL"}.intersection(head.classes) or not self.sets["offices"].intersection(noun):
            return ""
        size, best = len(noun), ""
        for name in self.names:
            titled = name.start >= size and [w.text for w in words[name.start - size : name.start]] == noun
            if titled and name.entry.sort == "person" and iso_of(name.entry.code):
                best = iso_of(name.entry.code)  # "Foreign Secretary Philip Hammond ... the foreign secretary"
            if name.start >= head.start:
                break
            if name.entry.sort in {"adjective", "country"} and self._stands_before(name, noun, head.start):
                best = name.entry.country
        return best or self._spoke_before(head)

    def _spoke_before(self, head: Atom) -> str:
        """Return the country that is the subject of the sentence before: "Russia confirmed it. The ministry said"."""
        here = self.doc[self.text.token[head.start]]
        for name in reversed([n for n in self.names if n.end <= head.start and n.entry.sort == "country"]):
            token = self.doc[self.text.token[name.end - 1]]
            if token.sent != here.sent:
                before = token.sent.end == here.sent.start and token.dep_ == "nsubj" and token.head.dep_ == "ROOT"
                return name.entry.country if before else ""
        return ""

    def _stands_before(self, name: Name, noun: list[str], stop: int) -> bool:
        """Tell whether a name stands right before a noun, or one word before it; nothing from `stop` on counts."""
        words, token = self.text.words, self.text.token
        for at in range(name.end, min(name.end + 2, stop)):
            if token[at] > token[name.end - 1] + 2 or self.doc[token[at] - 1].is_punct:
                return False
            if [w.text for w in words[at : at + len(noun)]] == noun:
                return True
        return False
