"""Whose side a chunk of a noun phrase is on: names first, then the head noun with its modifiers and complements."""

import itertools

from sayso.extract.parties_data import Sectors, iso_of
from sayso.extract.parties_match import NOBODY, PLAIN_SECTORS, PartyMatch, match_of
from sayso.extract.parties_phrase import Atom, Chunk
from sayso.extract.parties_text import Name, Words
from sayso.extract.parties_words import stem

_STATE = frozenset({"GOV", "MIL"})
_NAMED = frozenset({"group", "body", "person", "outlet"})
# Word classes of an earlier noun that colour a later one ("army" in "army soldiers").
_COLOURS = frozenset({"GOV", "MIL", "REB", "CIV", "MED"})


class Sides:
    """The rules, over the words, names and country of one report."""

    def __init__(self, text: Words, names: list[Name], rules: Sectors, home: str) -> None:
        self.text = text
        self.doc = text.doc
        self.names = names
        self.rules = rules
        self.home = home
        # the only country named may be a great power that bombs somebody else's rebels
        named = [name.entry for name in names if name.entry.country == home]
        self._own_rebels = home not in rules.sets["powers"] or any(e.sort in {"city", "capital"} for e in named)

    def share_head(self, chunks: list[Chunk], *, force: bool = False) -> None:
        """Give the head of "Syrian and Russian warplanes" to its first modifier too.

        With `force`, who uses it: then a government joined to forces is its own forces.
        """
        for first, second in itertools.pairwise(chunks):
            if second.joint != "and" or not first.atoms or not second.atoms or first.atoms[-1].role:
                continue
            last, head = first.atoms[-1], second.atoms[-1]
            bare = (
                last.sort == "mod"
                or (last.mods and not last.stemmed)
                or (last.entry and last.entry.sort == "adjective")
                or (force and self._governs(last))  # "regime and Russian forces"
            )
            if bare and head.sort == "noun" and "forces" in head.classes and self._adjoins(second):
                first.atoms.append(head)

    def _seat(self, chunk: Chunk) -> str:
        """Return the country of the capital that stands behind an organ of state ("the defence ministry in Ankara")."""
        words, end = self.text.words, chunk.end
        if end + 1 >= len(words) or words[end].text not in self.rules.sets["seated"]:
            return ""
        seat = next((name for name in self.names if name.start == end + 1), None)
        return seat.entry.country if seat is not None and seat.entry.sort == "capital" else ""

    @staticmethod
    def _governs(atom: Atom) -> bool:
        return "GOV" in atom.classes or (atom.entry is not None and atom.entry.code.endswith("-GOV"))

    def _adjoins(self, chunk: Chunk) -> bool:
        return self.doc[self.text.token[chunk.start]].pos_ != "DET"

    def chunk(self, chunks: list[Chunk], index: int, role: str, violent: bool) -> PartyMatch:
        chunk = chunks[index]
        atoms = [a for a in chunk.atoms if a.role not in {"beside", "branch", "against", "loyal"}]
        heads = [a for a in atoms if a.sort == "noun" and a.role != "holder"]
        named = [a for a in atoms if a.entry and a.role != "holder" and a.entry.sort in _NAMED]
        countries = [
            a for a in atoms if a.entry and a.role != "holder" and a.entry.sort in {"country", "adjective", "capital"}
        ]
        if named:
            return self._named(named, heads)
        if heads:
            return self._headed(chunks, index, heads[-1], countries, role, violent)
        if countries:
            return self._country(countries[0], role, violent)
        return self._bare(chunk, role)

    def _named(self, named: list[Atom], heads: list[Atom]) -> PartyMatch:
        """A group, body or person is named: it is the party, unless the head noun is people or media beside it."""
        atom = next((a for a in named if a.entry and a.entry.sort == "person"), named[0])
        assert atom.entry is not None  # noqa: S101 - named atoms have entries
        head = heads[-1] if heads and heads[-1].start >= atom.end else None
        sector = head.classes[0] if head else ""
        if sector in {"CIV", "MED"} and atom.entry.kind not in self.rules.sets["civil_kinds"]:
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
        if role == "target" and violent and atom.entry.sort == "capital":
            return match_of("CIV", "place")  # "missiles hit Riyadh": the town, not who governs from it
        if atom.entry.sort == "adjective" and self._one_person(atom):
            return match_of("CIV", "demonym")  # "a Palestinian"
        if atom.entry.sort == "adjective" and atom.stemmed:
            counted = atom.start and self.doc[self.text.token[atom.start] - 1].pos_ in {"NUM", "ADJ"}
            foreign = iso != self.home and not counted and role != "target"
            return match_of(f"{iso}-GOV" if foreign else "CIV", "demonym")
        follower = words[atom.end].text if atom.end < len(words) else ""
        strikes = follower in sets["strike_nouns"] or stem(follower) in sets["strike_nouns"]
        strikes = strikes and self.doc[self.text.token[atom.end]].pos_ in {"NOUN", "PROPN", "ADJ"}
        if (violent and role == "agent" and atom.entry.sort != "capital") or (
            atom.entry.sort != "capital" and strikes and not atom.stemmed
        ):
            return match_of(f"{iso}-MIL", "country+force")
        return match_of(f"{iso}-GOV", atom.entry.sort)

    def _one_person(self, atom: Atom) -> bool:
        """Tell whether an adjective of a country stands as a noun for one of its people ("a Syrian was shot")."""
        first, last = self.text.token[atom.start], self.text.token[atom.end - 1]
        alone = self.doc[last].tag_ in {"NN", "NNP"} and self.doc[last].dep_ not in {"compound", "amod", "nmod"}
        alone = alone and (last + 1 == len(self.doc) or self.doc[last + 1].pos_ not in {"NOUN", "PROPN"})
        return alone and first > 0 and self.doc[first - 1].lower_ in self.rules.sets["one_of"]

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
        if sector == "REB" and not country and not self._own_rebels:
            return NOBODY
        country = country or self.home
        return match_of(f"{country}-{sector}", how) if country else NOBODY

    def _headed(
        self, chunks: list[Chunk], index: int, head: Atom, countries: list[Atom], role: str, violent: bool
    ) -> PartyMatch:
        chunk = chunks[index]
        kind = head.classes[0]
        country = countries[0].entry.country if countries and countries[0].entry else ""
        mods = self._modifiers(chunk, head)
        if kind in {"CIV", "anyone"} and (counted := self._counted(chunks, index, head)):
            return self.chunk(chunks, counted, role, violent)  # "scores of terrorists", "a gathering of rebels"
        further = self.complement(chunks, index) if kind not in {"CIV", "MED", "NGO", "places", "anyone"} else NOBODY
        if kind in PLAIN_SECTORS:
            if kind == "CIV" and "REB" in mods and head.start and self._opposition(chunk):
                return self._at_home("OPP", "head", country)
            return match_of(kind, "head")
        if kind == "OPP":
            return self._at_home("OPP", "head", country)
        if kind == "BODY":
            armed = (country or self.home) in self.rules.sets["armed_opposition"]
            return self._at_home("REB" if armed else "OPP", "head", country)
        branch = next((a for a in chunk.atoms if a.role == "branch" and a.entry is not None), None)
        if branch is not None and branch.entry is not None and kind in {"irregulars", "REB"}:
            return match_of(branch.entry.code, "group")  # "Hamas-led gunmen"
        if kind == "REB":
            return further if further.how == "group" else self._at_home("REB", "head", country)
        if kind in _STATE:
            if "FOREIGN" in mods and not country:
                return further
            if kind == "GOV" and "MIL" in mods and not country and further.known and not further.country:
                return further
            if not country and further.known:
                if not further.country and further.code not in PLAIN_SECTORS:
                    return further
                country = further.country
            country = country or self._seat(chunk)
            return self._at_home("MIL" if "LOYAL" in mods else kind, "head", country or self._paired(head))
        if kind in {"forces", "irregulars"}:
            return self._armed(kind, mods, country, further, chunk)
        if kind == "places":
            return self._place(chunk, head, mods, country, chunks, index)
        if kind == "anyone":
            if "IRREGULAR" in mods:
                return self._armed("irregulars", mods, country, further, chunk)
            if "MIL" in mods:
                return self._at_home("MIL", "modifier", country)  # "the army men"
            return NOBODY if role in {"agent", "source"} else match_of("CIV", "anyone")
        if countries and not further.known and countries[0].start > head.start:
            return self._country(countries[0], role, violent)
        political = self.text.words[head.end - 1].text in self.rules.sets["political"]
        return self._role(mods, "" if political else country, further, chunk)

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
                found.update(c for c in atom.classes if c in _COLOURS)
                if "irregulars" in atom.classes:
                    found.add("IRREGULAR")
        return found

    def _counted(self, chunks: list[Chunk], index: int, head: Atom) -> int:
        """Return which chunk says who is meant where the head only counts or gathers those who bear arms, 0 if none."""
        following = chunks[index + 1] if index + 1 < len(chunks) else None
        last = self.text.words[head.end - 1].text
        if (
            following is None
            or following.joint not in {"of", "for"}
            or not {last, stem(last)} & self.rules.sets["crowds"]
        ):
            return 0
        armed = {"irregulars", "REB", "MIL", "forces"}
        return index + 1 if any(armed & set(atom.classes) for atom in following.atoms) else 0

    def _opposition(self, chunk: Chunk) -> bool:
        return any("OPP" in a.classes for a in chunk.atoms)

    def complement(self, chunks: list[Chunk], index: int) -> PartyMatch:
        """What stands behind the head: "of the Syrian army", "loyal to President Assad", "at the Observatory"."""
        sets = self.rules.sets
        for chunk in chunks[index + 1 :]:
            if chunk.joint not in sets["joining"] | sets["agent_joints"] and chunk.joint not in {"loyal", ","}:
                if chunk.atoms:
                    return NOBODY
                continue
            if not chunk.atoms:
                continue
            found = self.chunk(chunks, chunks.index(chunk), "", False)
            if found.known and not (found.how == "place" and chunk.joint == "in"):
                return found
            if chunk.joint == ",":
                return NOBODY
        return NOBODY

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
        if further.known and further.code not in PLAIN_SECTORS:
            return match_of(f"{further.country}-MIL", "complement") if further.sector in _STATE else further
        possessor = self._possessor(chunk)
        return self._at_home("MIL", "possessive", possessor.country) if possessor.sector in _STATE else possessor

    def _possessor(self, chunk: Chunk) -> PartyMatch:
        """Who "its" or "their" is: the nearest party named before it in the sentence."""
        token = self.doc[self.text.token[chunk.start]]
        if token.tag_ != "PRP$":
            return NOBODY
        first = token.sent.start
        people = token.lower_ in self.rules.sets["personal"]
        for name in reversed([n for n in self.names if n.end <= chunk.start]):
            if self.text.token[name.start] < first:
                break
            if name.entry.sort != "city" and (name.entry.sort == "person") == people:
                return match_of(name.entry.code, "possessive")
        return NOBODY

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
        if following is not None and following.joint in {"loyal", "of"}:
            held = self.complement(chunks, index)
            if held.known and (following.joint == "loyal" or held.how in {"group", "body"}):
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
        return found if found.how == "possessive" and found.sector != "MIL" else NOBODY

    def _paired(self, head: Atom) -> str:
        """The country that a report last gave to the same noun ("the Turkish ministry ... the ministry")."""
        doc, token = self.doc, self.text.token
        if "GOV" not in head.classes or not self.rules.sets["offices"] & {
            w.text for w in self.text.words[head.start : head.end]
        }:
            return ""
        words = self.text.words
        target = [w.text for w in words[head.start : head.end]]
        size, best = len(target), ""
        for name in self.names:
            titled = name.start >= size and [w.text for w in words[name.start - size : name.start]] == target
            if titled and name.entry.sort == "person" and iso_of(name.entry.code):
                best = iso_of(name.entry.code)  # "Foreign Secretary Philip Hammond ... the foreign secretary"
            if name.start >= head.start:
                break
            if name.entry.sort in {"adjective", "country"}:
                for at in range(name.end, min(name.end + 2, head.start)):
                    if token[at] > token[name.end - 1] + 2 or doc[token[at] - 1].is_punct:
                        break
                    if [w.text for w in words[at : at + size]] == target:
                        best = name.entry.country
        return best
