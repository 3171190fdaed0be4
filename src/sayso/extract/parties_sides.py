"""Whose side a chunk of a noun phrase is on: names first, then the head noun with its modifiers and complements."""

import itertools

from sayso.extract.parties_countries import country_alone
from sayso.extract.parties_data import Sectors, iso_of
from sayso.extract.parties_heads import Heads
from sayso.extract.parties_home import Home
from sayso.extract.parties_match import NOBODY, PartyMatch, match_of
from sayso.extract.parties_phrase import Atom, Chunk
from sayso.extract.parties_text import Name, Words
from sayso.extract.parties_words import stem

_NAMED = frozenset({"group", "body", "person", "outlet"})


class Sides:
    """The rules, over the words, names and country of one report."""

    def __init__(self, text: Words, names: list[Name], rules: Sectors, home: str) -> None:
        self.text = text
        self.doc = text.doc
        self.rules = rules
        self._home = Home(text, names, rules, home)
        self._heads = Heads(self._home, self.chunk, self.complement)

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
                or (force and _governs(last))  # "regime and Russian forces"
            )
            if bare and head.sort == "noun" and "forces" in head.classes and self._adjoins(second):
                first.atoms.append(head)

    def _adjoins(self, chunk: Chunk) -> bool:
        """Tell whether a chunk has no article of its own."""
        return self.doc[self.text.token[chunk.start]].pos_ != "DET"

    def chunk(self, chunks: list[Chunk], index: int, role: str, violent: bool) -> PartyMatch:
        """Return the party of one chunk; see `ReportParties.of` for `role` and `violent`."""
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
            return self._heads.party(chunks, index, heads[-1], countries, role, violent)
        if countries:
            return country_alone(self._home, countries[0], role, violent)
        return self._bare(chunk, role)

    def _named(self, named: list[Atom], heads: list[Atom]) -> PartyMatch:
        """A group, body or person is named: it is the party, unless the head noun is people or media beside it."""
        atom = next((a for a in named if a.entry and a.entry.sort == "person"), named[0])
        assert atom.entry is not None  # noqa: S101 - named atoms have entries
        head = heads[-1] if heads and heads[-1].start >= atom.end else None
        sector = head.classes[0] if head else ""
        if sector in {"CIV", "MED"} and atom.entry.kind not in self.rules.sets["civil_kinds"]:
            return match_of(sector, "head")
        if head and atom.entry.sort == "group" and self._is_civil(head):
            return match_of("CIV", "head")
        if head and iso_of(atom.entry.code):
            country = iso_of(atom.entry.code)
            if sector in {"MIL", "forces"} or (sector == "irregulars" and atom.entry.code.endswith(("GOV", "MIL"))):
                return match_of(f"{country}-MIL", "name+head")
        return match_of(atom.entry.code, atom.entry.sort)

    def _is_civil(self, head: Atom) -> bool:
        """Tell whether a noun is a civilian building, whoever it is named after: "Al-Amal hospital"."""
        forms = {form for word in self.text.words[head.start : head.end] for form in (word.text, stem(word.text))}
        return not self.rules.sets["civil_buildings"].isdisjoint(forms)

    def _bare(self, chunk: Chunk, role: str) -> PartyMatch:
        """No head noun at all: modifiers ("rebel"), holders, or a city."""
        for atom in chunk.atoms:
            if atom.role == "holder" or atom.sort == "mod":
                found = self._home.holder(atom)
                if found.known:
                    return found
        if role == "target" and any(a.entry and a.entry.sort == "city" for a in chunk.atoms):
            return match_of("CIV", "place")
        return NOBODY

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


def _governs(atom: Atom) -> bool:
    """Tell whether a word stands for a government."""
    return "GOV" in atom.classes or (atom.entry is not None and atom.entry.code.endswith("-GOV"))
