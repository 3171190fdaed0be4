"""Who: the party that a noun phrase of a report names."""

import datetime
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from sayso.extract.parties_data import iso_of, sectors
from sayso.extract.parties_learn import learn_people, learn_short_names
from sayso.extract.parties_phrase import Atom, Chunk, chunks_of
from sayso.extract.parties_text import Name, Words, chosen_names, home_country, raw_names
from sayso.extract.parties_words import stem
from sayso.model import UNKNOWN

_ARMED_KINDS = frozenset({"rebel", "jihadist", "militia", "separatist", "coalition", "cartel", "gang", "army"})
_PLAIN = frozenset({"CIV", "MED", "NGO"})
_STATE = frozenset({"GOV", "MIL"})
# Words back over which "the group" or "the militants" reaches for the group it stands for.
_REACH = 150


@dataclass(frozen=True, slots=True)
class PartyMatch:
    """A resolved party: its code, ISO3 country and sector where it has them, and how it was found ("" when unknown)."""

    code: str
    country: str = ""
    sector: str = ""
    how: str = ""

    @property
    def known(self) -> bool:
        """Whether the phrase was resolved to a party."""
        return self.code != UNKNOWN


NOBODY = PartyMatch(UNKNOWN)


def match_of(code: str, how: str) -> PartyMatch:
    """Return the match for a party code, its country and sector read off the code."""
    country = iso_of(code)
    return PartyMatch(code, country, code[4:] if country else (code if code in _PLAIN else ""), how)


class ReportParties:
    """The parties of one report. `day` is the day the report was written; `home` the ISO3 country it is about ("" unknown).

    A caller that knows the country better (from a gazetteer) may pass `home`.
    """

    def __init__(self, doc: Doc, day: datetime.date | None, home: str = "") -> None:
        self.doc = doc
        self.day = day
        self.rules = sectors()
        self.text = Words(doc)
        raw = raw_names(self.text)
        self.home = home or home_country(self.text, raw)
        self.names = chosen_names(self.text, raw, self.home, day)
        self.names = sorted([*self.names, *learn_short_names(self.text, self.names)], key=lambda n: (n.start, -n.end))
        self._by_start = {name.start: name for name in reversed(self.names)}
        self._cache: dict[tuple[int, int, str, bool], PartyMatch] = {}

    def of(self, span: Span | Token, role: str = "", *, violent: bool = False) -> PartyMatch:
        """Return the party of a noun phrase; a token means the phrase it heads.

        `role` ("agent", "target", "source" or "") decides what a place or "a man" stands for; `violent` says that the phrase
        names who uses force, so that a bare country means its military. Never raises; `unknown` when nothing tells.
        """
        start, end = (span.i, span.i + 1) if isinstance(span, Token) else (span.start, span.end)
        if isinstance(span, Token):
            start, end = min(span.left_edge.i, start), max(span.right_edge.i + 1, end)
        start, end = max(start, 0), min(end, len(self.doc))
        if start >= end:
            return NOBODY
        key = (start, end, role, violent)
        if key not in self._cache:
            self._cache[key] = self._resolve(*self.text.range(start, end), role, violent)
        return self._cache[key]

    def mentions(self) -> list[tuple[int, int, PartyMatch]]:
        """Return (first token, token after the last, party) of every named party in the report; cities are not parties."""
        token = self.text.token
        return [
            (token[n.start], token[n.end - 1] + 1, match_of(n.entry.code, n.entry.sort))
            for n in self.names
            if n.entry.sort != "city"
        ]

    @cached_property
    def people(self) -> dict[str, PartyMatch]:
        """People whom the report itself ties to a party: folded full name and last name to the party."""
        return learn_people(self)

    def _resolve(self, start: int, end: int, role: str, violent: bool) -> PartyMatch:
        if start >= end:
            return NOBODY
        around = self._covering(start, end)
        if around is not None:
            start, end = around.start, around.end
        chunks = chunks_of(self.text, self._by_start, self.rules, start, end)
        self._share_head(chunks)
        best = NOBODY
        for index, chunk in enumerate(chunks):
            if index and chunk.joint not in {",", "and"} and best.known:
                break
            found = self._chunk(chunks, index, role, violent)
            if found.known:
                best = found
                break
        if not best.known or best.how == "place":
            learned = self._learned(start, end)
            if learned is not None:
                return learned
        return best if best.known else self._from_context(chunks, start, end)

    def _title(self, start: int, end: int) -> PartyMatch:
        """Return the party of the words `[start, end)` of a title or apposition, without what the report teaches of people."""
        chunks = chunks_of(self.text, self._by_start, self.rules, start, end)
        self._share_head(chunks)
        return next(
            (m for m in (self._chunk(chunks, i, "source", False) for i in range(len(chunks))) if m.known), NOBODY
        )

    def _covering(self, start: int, end: int) -> Name | None:
        """Return the longer name inside which the phrase stands, if it is a piece of one ("Observatory" of the full name)."""
        for name in self.names:
            if name.start > start:
                return None
            if name.end >= end and name.end - name.start > end - start:
                return name
        return None

    def _share_head(self, chunks: list[Chunk]) -> None:
        """Give the head of "Syrian and Russian warplanes" to its first modifier too."""
        for first, second in zip(chunks, chunks[1:], strict=False):
            if second.joint != "and" or not first.atoms or not second.atoms or first.atoms[-1].role:
                continue
            last, head = first.atoms[-1], second.atoms[-1]
            bare = (
                last.sort == "mod"
                or (last.mods and not last.stemmed)
                or (last.entry and last.entry.sort == "adjective")
            )
            if bare and head.sort == "noun" and "forces" in head.classes and self._adjoins(second):
                first.atoms.append(head)

    def _adjoins(self, chunk: Chunk) -> bool:
        return self.doc[self.text.token[chunk.start]].pos_ != "DET"

    def _chunk(self, chunks: list[Chunk], index: int, role: str, violent: bool) -> PartyMatch:
        chunk = chunks[index]
        atoms = [a for a in chunk.atoms if a.role not in {"beside", "against", "loyal"}]
        heads = [a for a in atoms if a.sort == "noun" and a.role != "holder"]
        named = [a for a in atoms if a.entry and a.role != "holder" and a.entry.sort in {"group", "body", "person"}]
        countries = [
            a for a in atoms if a.entry and a.role != "holder" and a.entry.sort in {"country", "adjective", "capital"}
        ]
        if named:
            return self._named(named, heads)
        if heads:
            return self._headed(chunks, index, heads[-1], countries, role)
        if countries:
            return self._country(countries[0], role, violent)
        return self._bare(chunk, role)

    def _named(self, named: list[Atom], heads: list[Atom]) -> PartyMatch:
        """A group, body or person is named: it is the party, unless the head noun is people or media beside it."""
        atom = named[0]
        assert atom.entry is not None  # noqa: S101 - named atoms have entries
        head = heads[-1] if heads and heads[-1].start >= atom.end else None
        sector = head.classes[0] if head else ""
        if sector in {"CIV", "MED"} and atom.entry.kind not in {"rescue", "un"}:
            return match_of(sector, "head")
        if head and iso_of(atom.entry.code):
            country = iso_of(atom.entry.code)
            if sector in {"MIL", "forces"} or (sector == "irregulars" and atom.entry.code.endswith(("GOV", "MIL"))):
                return match_of(f"{country}-MIL", "name+head")
        return match_of(atom.entry.code, atom.entry.sort)

    def _country(self, atom: Atom, role: str, violent: bool) -> PartyMatch:
        """Nothing but a country: its government, its military if it strikes, its people if they are many."""
        assert atom.entry is not None  # noqa: S101
        iso, sets = atom.entry.country, self.rules.sets
        words = self.text.words
        if atom.entry.sort == "adjective" and atom.stemmed:
            counted = atom.start and self.doc[self.text.token[atom.start] - 1].pos_ in {"NUM", "ADJ"}
            foreign = iso != self.home and not counted and role != "target"
            return match_of(f"{iso}-GOV" if foreign else "CIV", "demonym")
        follower = words[atom.end].text if atom.end < len(words) else ""
        strikes = follower in sets["strike_nouns"] or stem(follower) in sets["strike_nouns"]
        if (violent and role == "agent") or (atom.entry.sort == "adjective" and strikes):
            return match_of(f"{iso}-MIL", "country+force")
        return match_of(f"{iso}-GOV", atom.entry.sort)

    def _bare(self, chunk: Chunk, role: str) -> PartyMatch:
        """No head noun at all: modifiers ("rebel"), holders, or a city."""
        for atom in chunk.atoms:
            if atom.role == "holder" or atom.sort == "mod":
                found = self._holder(atom)
                if found.known:
                    return found
        if role == "target" and any(a.entry and a.entry.sort == "city" for a in chunk.atoms):
            return match_of("CIV", "place")
        return NOBODY

    def _holder(self, atom: Atom) -> PartyMatch:
        """The party of a modifier or holder: "rebel-held", "government-held", "ISIS-held"."""
        if atom.entry is not None:
            return NOBODY if atom.entry.sort == "city" else match_of(atom.entry.code, "holder")
        for sector in (*atom.mods, *atom.classes):
            if sector in {"GOV", "MIL", "REB"}:
                return self._at_home(sector, "modifier")
            if sector in {"IRREGULAR", "irregulars"} and atom.role == "holder":
                return self._at_home("REB", "modifier")
            if sector == "LOYAL":
                return self._at_home("MIL", "modifier")
        return NOBODY

    def _at_home(self, sector: str, how: str, country: str = "") -> PartyMatch:
        country = country or self.home
        return match_of(f"{country}-{sector}", how) if country else NOBODY

    def _headed(self, chunks: list[Chunk], index: int, head: Atom, countries: list[Atom], role: str) -> PartyMatch:
        chunk = chunks[index]
        kind = head.classes[0]
        country = countries[0].entry.country if countries and countries[0].entry else ""
        mods = self._modifiers(chunk, head)
        further = self._complement(chunks, index) if kind not in {"CIV", "MED", "NGO", "places", "anyone"} else NOBODY
        if kind in _PLAIN:
            if kind == "CIV" and "REB" in mods and head.start and self._opposition(chunk):
                return self._at_home("OPP", "head", country)
            return match_of(kind, "head")
        if kind == "OPP":
            return self._at_home("OPP", "head", country)
        if kind == "REB":
            if not country and further.known and further.country and further.sector not in _STATE:
                country = further.country
            return self._rebels(country)
        if kind in _STATE:
            if kind == "GOV" and "MIL" in mods and not country and further.known and not further.country:
                return further
            if not country and further.known:
                if not further.country and further.code not in _PLAIN:
                    return further
                country = further.country
            return self._at_home("MIL" if "LOYAL" in mods else kind, "head", country or self._paired(head))
        if kind in {"forces", "irregulars"}:
            return self._armed(kind, mods, country, further, chunk)
        if kind == "places":
            return self._place(chunk, head, mods, country, chunks, index)
        if kind == "anyone":
            if "IRREGULAR" in mods:
                return self._armed("irregulars", mods, country, further, chunk)
            return NOBODY if role in {"agent", "source"} else match_of("CIV", "anyone")
        return self._role(mods, country, further, chunk)

    def _modifiers(self, chunk: Chunk, head: Atom) -> set[str]:
        """The modifier classes before the head, with those of an earlier noun ("army" in "army soldiers")."""
        found: set[str] = set()
        for atom in chunk.atoms:
            if atom is head or atom.start >= head.start:
                continue
            if atom.role in {"loyal"} and (atom.entry is not None or "GOV" in atom.mods or "GOV" in atom.classes):
                if atom.entry is None or atom.entry.country in {self.home, ""}:
                    found.add("LOYAL")
            elif atom.role == "against" and (atom.entry is not None or "GOV" in atom.mods):
                found.add("REB")
            elif atom.role == "beside" and "GOV" in atom.mods:
                found.add("LOYAL")
            elif atom.role in {"", "holder"}:
                found.update(atom.mods)
                found.update(c for c in atom.classes if c in {"GOV", "MIL", "REB", "CIV", "MED"})
                if "irregulars" in atom.classes:
                    found.add("IRREGULAR")
        return found

    def _opposition(self, chunk: Chunk) -> bool:
        return any("OPP" in a.classes for a in chunk.atoms)

    def _complement(self, chunks: list[Chunk], index: int) -> PartyMatch:
        """What stands behind the head: "of the Syrian army", "loyal to President Assad", "at the Observatory"."""
        sets = self.rules.sets
        for chunk in chunks[index + 1 :]:
            if chunk.joint not in sets["joining"] and chunk.joint not in {"loyal", "by", "including", ",", "to"}:
                if chunk.atoms:
                    return NOBODY
                continue
            if not chunk.atoms:
                continue
            found = self._chunk(chunks, chunks.index(chunk), "", False)
            if found.known:
                return found
            if chunk.joint == ",":
                return NOBODY
        return NOBODY

    def _rebels(self, country: str) -> PartyMatch:
        """Unnamed rebels: the one rebel group that a report about this country calls so, else the country's rebels."""
        return self._at_home("REB", "head", country)

    def _armed(self, kind: str, mods: set[str], country: str, further: PartyMatch, chunk: Chunk) -> PartyMatch:
        """Fighters, jets, strikes: the side of their modifier, else of what they belong to."""
        if "LOYAL" in mods:
            return self._at_home("MIL", "loyal", country)
        if "REB" in mods:
            return self._at_home("REB", "modifier", country)
        if mods & {"GOV", "MIL"}:
            return self._at_home("MIL", "modifier", country)
        if country:
            irregular = kind == "irregulars" or "IRREGULAR" in mods
            return match_of(f"{country}-{'REB' if irregular else 'MIL'}", "country+head")
        if further.known and further.code not in _PLAIN:
            return replace(match_of(f"{further.country}-MIL", "complement")) if further.sector in _STATE else further
        possessor = self._possessor(chunk)
        return self._at_home("MIL", "possessive", possessor.country) if possessor.sector in _STATE else possessor

    def _possessor(self, chunk: Chunk) -> PartyMatch:
        """Who "its" or "their" is: the nearest party named before it in the sentence."""
        token = self.doc[self.text.token[chunk.start]]
        if token.tag_ != "PRP$":
            return NOBODY
        first = token.sent.start
        for name in reversed([n for n in self.names if n.end <= chunk.start]):
            if self.text.token[name.start] < first:
                break
            if name.entry.sort != "city":
                return match_of(name.entry.code, "possessive")
        return self._at_home("MIL", "possessive")

    def _place(
        self, chunk: Chunk, head: Atom, mods: set[str], country: str, chunks: list[Chunk], index: int
    ) -> PartyMatch:
        """A place is its people, unless somebody is said to hold it."""
        for atom in chunk.atoms:
            if atom.role == "holder" and atom.start < head.start:
                found = self._holder(atom)
                if found.known:
                    return found
        if "CIV" not in mods:
            for sector in ("MIL", "REB", "GOV"):
                if sector in mods:
                    return self._at_home(sector, "modifier", country)
        following = chunks[index + 1] if index + 1 < len(chunks) else None
        if following is not None and following.joint == "loyal":
            held = self._complement(chunks, index)
            if held.known:
                return held
        return match_of("CIV", "place")

    def _role(self, mods: set[str], country: str, further: PartyMatch, chunk: Chunk) -> PartyMatch:
        """Spokesmen, sources, members, groups: what they belong to, else their modifier, else their country."""
        if further.known and (not country or not further.country) and further.code != "CIV":
            return (
                match_of(f"{further.country}-MIL", "complement")
                if further.sector == "GOV" and "MIL" in mods
                else further
            )
        for sector in ("MIL", "REB", "GOV"):
            if sector in mods:
                return self._at_home(sector, "modifier", country)
        for sector in ("MED", "CIV"):
            if sector in mods:
                return match_of(sector, "modifier")
        if further.known:
            return further
        if "IRREGULAR" in mods:
            return NOBODY
        return match_of(f"{country}-GOV", "country+role") if country else self._possessor_role(chunk)

    def _possessor_role(self, chunk: Chunk) -> PartyMatch:
        found = self._possessor(chunk)
        return found if found.how == "possessive" and not found.sector == "MIL" else NOBODY

    def _paired(self, head: Atom) -> str:
        """The country that a report last gave to the same noun ("the Turkish ministry ... the ministry")."""
        if "GOV" not in head.classes:
            return ""
        words = self.text.words
        target = [w.text for w in words[head.start : head.end]]
        size, best = len(target), ""
        for name in self.names:
            if name.start >= head.start:
                break
            if name.entry.sort in {"adjective", "country"}:
                for at in range(name.end, min(name.end + 3, head.start)):
                    if [w.text for w in words[at : at + size]] == target:
                        best = name.entry.country
        return best

    def _learned(self, start: int, end: int) -> PartyMatch | None:
        people = self.people
        if not people:
            return None
        words = self.text.words
        for at in range(start, end):
            if words[at].initial:
                for text in (words[at].text, stem(words[at].text)):
                    if text in people:
                        return people[text]
        return None

    def _from_context(self, chunks: list[Chunk], start: int, end: int) -> PartyMatch:
        """ "The group", "the jihadists": the one armed group that the report named before."""
        sets, words = self.rules.sets, self.text.words
        atoms = [a for a in chunks[0].atoms if a.sort == "noun"]
        if not atoms or self.doc[self.text.token[chunks[0].start]].lower_ not in {"the", "this", "these", "those"}:
            return NOBODY
        text = " ".join(w.text for w in words[atoms[0].start : atoms[-1].end])
        form = text if text in sets["short_group"] | sets["jihadist_words"] else stem(text)
        if form not in sets["short_group"] and form not in sets["jihadist_words"]:
            return NOBODY
        kinds = {"jihadist"} if form in sets["jihadist_words"] else _ARMED_KINDS
        near = [n for n in self.names if start - _REACH <= n.start < start and n.entry.kind in kinds]
        codes = {n.entry.code for n in near}
        return match_of(near[-1].entry.code, "context") if len(codes) == 1 else NOBODY
