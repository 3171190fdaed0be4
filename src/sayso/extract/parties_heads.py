"""Whose side a head noun is on, by its class, its modifiers and what stands behind it ("rebels of the Front")."""

from collections.abc import Callable
from dataclasses import dataclass

from sayso.extract.parties_countries import country_alone
from sayso.extract.parties_home import Home
from sayso.extract.parties_match import NOBODY, PLAIN_SECTORS, PartyMatch, match_of
from sayso.extract.parties_phrase import Atom, Chunk
from sayso.extract.parties_words import stem

_STATE = frozenset({"GOV", "MIL"})
# Word classes of an earlier noun that colour a later one ("army" in "army soldiers").
_COLOURS = frozenset({"GOV", "MIL", "REB", "CIV", "MED"})
# Classes of nouns whose side what stands behind them does not tell.
_ALONE = frozenset({"CIV", "MED", "NGO", "places", "anyone"})
# Classes of those who bear arms.
_BEARING_ARMS = frozenset({"irregulars", "REB", "MIL", "forces"})


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun, its chunk, the classes of its modifiers, the country beside it and the party behind it."""

    atom: Atom
    chunks: list[Chunk]
    index: int
    mods: set[str]
    country: str
    further: PartyMatch

    @property
    def chunk(self) -> Chunk:
        """The chunk that the noun is the head of."""
        return self.chunks[self.index]

    @property
    def following(self) -> Chunk | None:
        """The chunk behind it."""
        return self.chunks[self.index + 1] if self.index + 1 < len(self.chunks) else None


class Heads:
    """The rules for head nouns; `chunk` and `complement` give the party of a chunk and of what stands behind one."""

    def __init__(
        self,
        home: Home,
        chunk: Callable[[list[Chunk], int, str, bool], PartyMatch],
        complement: Callable[[list[Chunk], int], PartyMatch],
    ) -> None:
        self._home, self._chunk, self._complement = home, chunk, complement

    def party(
        self, chunks: list[Chunk], index: int, atom: Atom, countries: list[Atom], role: str, violent: bool
    ) -> PartyMatch:
        """Return the party of a chunk by its head noun; `countries` are those named in it."""
        kind = atom.classes[0]
        if kind in {"CIV", "anyone"} and (counted := self._counted(chunks, index, atom)):
            return self._chunk(chunks, counted, role, violent)  # "scores of terrorists", "a gathering of rebels"
        further = self._complement(chunks, index) if kind not in _ALONE else NOBODY
        country = countries[0].entry.country if countries and countries[0].entry else ""
        head = Head(atom, chunks, index, self._modifiers(chunks[index], atom), country, further)
        if kind in PLAIN_SECTORS:
            return self._plain(head, kind)
        if kind in {"OPP", "BODY"}:
            armed = kind == "BODY" and (country or self._home.country) in self._home.sets["armed_opposition"]
            return self._home.party("REB" if armed else "OPP", "head", country)
        if kind in {"irregulars", "REB"} and (branch := _branch(chunks[index])):
            return match_of(branch, "group")  # "Hamas-led gunmen"
        if kind == "REB":
            return further if further.how == "group" else self._home.party("REB", "head", country)
        if kind in _STATE:
            return self._of_state(head, kind)
        if kind in {"forces", "irregulars"}:
            return self._armed(head, kind)
        if kind == "places":
            return self._place(head)
        if kind == "anyone":
            return self._anyone(head, role)
        if countries and not further.known and countries[0].start > atom.start:
            return country_alone(self._home, countries[0], role, violent)
        return self._role(head)

    def _modifiers(self, chunk: Chunk, head: Atom) -> set[str]:
        """Return the modifier classes before the head, with those of an earlier noun ("army" in "army soldiers")."""
        found: set[str] = set()
        for atom in chunk.atoms:
            if atom is head or atom.start >= head.start:
                continue
            if atom.role in {"loyal"} and (atom.entry is not None or "GOV" in atom.mods or "GOV" in atom.classes):
                if atom.entry is None or atom.entry.country in {self._home.country, ""}:
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
        sets = self._home.sets
        following = chunks[index + 1] if index + 1 < len(chunks) else None
        last = self._home.text.words[head.end - 1].text
        if following is None or following.joint not in sets["crowd_joints"] or not {last, stem(last)} & sets["crowds"]:
            return 0
        return index + 1 if any(_BEARING_ARMS & set(atom.classes) for atom in following.atoms) else 0

    # by the class of the noun

    def _plain(self, head: Head, kind: str) -> PartyMatch:
        """Civilians, journalists, aid workers; but opponents where the noun before says so."""
        opposed = any("OPP" in atom.classes for atom in head.chunk.atoms)
        if kind == "CIV" and "REB" in head.mods and head.atom.start and opposed:
            return self._home.party("OPP", "head", head.country)
        return match_of(kind, "head")

    def _of_state(self, head: Head, kind: str) -> PartyMatch:
        """A government or an army: of the country beside it, behind it, of its seat, or of the report."""
        country, further = head.country, head.further
        if "FOREIGN" in head.mods and not country:
            return further
        if kind == "GOV" and "MIL" in head.mods and not country and further.known and not further.country:
            return further
        if not country and further.known:
            if not further.country and further.code not in PLAIN_SECTORS:
                return further
            country = further.country
        country = country or self._home.seat(head.chunk)
        sector = "MIL" if "LOYAL" in head.mods else kind
        return self._home.party(sector, "head", country or self._home.paired(head.atom))

    def _armed(self, head: Head, kind: str) -> PartyMatch:
        """Fighters, jets, strikes: the side of their modifier, else of what they belong to."""
        home, mods, country, further = self._home, head.mods, head.country, head.further
        if "LOYAL" in mods:
            return home.party("MIL", "loyal", country)
        if "REB" in mods:
            return home.party("REB", "modifier", country)
        if mods & {"GOV", "MIL"}:
            return home.party("MIL", "modifier", country)
        if country:
            irregular = kind == "irregulars" or "IRREGULAR" in mods
            return match_of(f"{country}-{'REB' if irregular else 'MIL'}", "country+head")
        if further.known and further.code not in PLAIN_SECTORS:
            return match_of(f"{further.country}-MIL", "complement") if further.sector in _STATE else further
        possessor = home.possessor(head.chunk)
        return home.party("MIL", "possessive", possessor.country) if possessor.sector in _STATE else possessor

    def _place(self, head: Head) -> PartyMatch:
        """A place is its people, unless somebody is said to hold it."""
        for atom in head.chunk.atoms:
            if atom.role == "holder" and atom.start < head.atom.start:
                found = self._home.holder(atom)
                if found.known:
                    return found
        if "CIV" not in head.mods:
            for sector in ("MIL", "REB", "GOV"):
                if sector in head.mods:
                    return self._home.party(sector, "modifier", head.country)
        following = head.following
        if following is not None and following.joint in {"loyal", "of"}:
            held = self._complement(head.chunks, head.index)
            if held.known and (following.joint == "loyal" or held.how in {"group", "body"}):
                return held
        return match_of("CIV", "place")

    def _anyone(self, head: Head, role: str) -> PartyMatch:
        """Men, people: what their modifier says, else civilians to whom something is done."""
        if "IRREGULAR" in head.mods:
            return self._armed(head, "irregulars")
        if "MIL" in head.mods:
            return self._home.party("MIL", "modifier", head.country)  # "the army men"
        return NOBODY if role in {"agent", "source"} else match_of("CIV", "anyone")

    def _role(self, head: Head) -> PartyMatch:
        """Spokesmen, sources, members, groups: what they belong to, else their modifier, else their country."""
        home, mods, further = self._home, head.mods, head.further
        political = home.text.words[head.atom.end - 1].text in home.sets["political"]
        country = "" if political else head.country
        if further.known and (not country or not further.country) and further.code != "CIV":
            of_army = further.sector == "GOV" and "MIL" in mods
            return match_of(f"{further.country}-MIL", "complement") if of_army else further
        for sector in ("MIL", "REB", "GOV"):
            if sector in mods:
                return home.party(sector, "modifier", country)
        for sector in ("MED", "CIV"):
            if sector in mods:
                return match_of(sector, "modifier")
        if further.known:
            return further
        if "IRREGULAR" in mods:
            return NOBODY
        return match_of(f"{country}-GOV", "country+role") if country else self._possessor_role(head.chunk)

    def _possessor_role(self, chunk: Chunk) -> PartyMatch:
        """Return whose spokesman "its spokesman" is; nobody's where that would be an army."""
        found = self._home.possessor(chunk)
        return found if found.how == "possessive" and found.sector != "MIL" else NOBODY


def _branch(chunk: Chunk) -> str:
    """Return the code of the group that leads those named, "" if none."""
    return next((a.entry.code for a in chunk.atoms if a.role == "branch" and a.entry is not None), "")
