"""Who: the party that a noun phrase of a report names."""

import datetime
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from sayso.extract.parties_data import government_side, sectors
from sayso.extract.parties_foes import foe_of
from sayso.extract.parties_learn import learn_people, learn_short_names, opened_groups
from sayso.extract.parties_match import NOBODY, TOLD, PartyMatch, match_of
from sayso.extract.parties_outlets import speaks_for_a_state
from sayso.extract.parties_phrase import Chunk, chunks_of
from sayso.extract.parties_sides import Sides
from sayso.extract.parties_text import Name, Words, chosen_names, home_country, raw_names
from sayso.extract.parties_words import stem

__all__ = ["PartyMatch", "ReportParties"]

# Words back over which "the group" or "the militants" reaches for the group it stands for; where several are named, the
# nearer words decide.
_REACHES = (150, 40, 15)


class ReportParties:
    """The parties of one report, written on `day` and issued by `publisher`.

    `home` is the ISO3 country it is about ("" when unknown).
    """

    def __init__(self, doc: Doc, day: datetime.date | None, publisher: str = "") -> None:
        self.doc = doc
        self._publisher = publisher
        self.day = day
        self.rules = sectors()
        self.text = Words(doc)
        raw = raw_names(self.text)
        self.home = home_country(self.text, raw)
        chosen = chosen_names(self.text, raw, self.home, day)
        opened = opened_groups(self.text, chosen)
        covered = {at for name in opened for at in range(name.start, name.end)}
        self.names = [*opened, *(name for name in chosen if name.start not in covered)]
        self.names = sorted([*self.names, *learn_short_names(self.text, self.names)], key=lambda n: (n.start, -n.end))
        self._sides = Sides(self.text, self.names, self.rules, self.home)
        self._by_start = {name.start: name for name in reversed(self.names)}
        self._cache: dict[tuple[int, int, str, bool], PartyMatch] = {}

    def of(self, span: Span | Token, role: str = "", *, violent: bool = False) -> PartyMatch:
        """Return the party of a noun phrase; a token means the phrase it heads.

        `role` ("agent", "target", "source" or "") decides what a place or "a man" stands for; `violent` says that
        the phrase names who uses force, so that a bare country means its military. Never raises; `unknown` when
        nothing tells.
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
        """Return (first token, token after the last, party) of every named party in the report, cities left out."""
        token = self.text.token
        return [
            (token[n.start], token[n.end - 1] + 1, match_of(n.entry.code, n.entry.sort))
            for n in self.names
            if n.entry.sort != "city"
        ]

    @cached_property
    def official(self) -> bool:
        """Tell whether the report is by or after a state's own media, to which its foes are "terrorists"."""
        return speaks_for_a_state(self._publisher) or any(
            n.entry.sort == "outlet" and speaks_for_a_state(n.entry.name) for n in self.names
        )

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
        if (foe := self._foe(start, end)).known:
            return foe
        chunks = chunks_of(self.text, self._by_start, self.rules, start, end)
        self._sides.share_head(chunks, force=violent and role == "agent")
        owner = self._owner(chunks, start)
        if owner.known:
            return owner
        best = NOBODY
        for index, chunk in enumerate(chunks):
            if index and chunk.joint not in {",", "and"} and best.known:
                break
            found = self._sides.chunk(chunks, index, role, violent)
            if found.known:
                best = found
                break
        if best.known and best.how != "head":
            return best
        learned = self._learned(start, end)
        if learned is not None and violent and role == "agent" and learned.code == "CIV":
            learned = None  # "Salman Abedi, the British-Libyan who carried out the bombing" is no bystander
        if best.known:
            # a bare rank is of the report's own country, but for a name that it ties to another
            told = learned is not None and (learned.how in TOLD or learned.country not in ("", self.home))
            return learned if learned is not None and told else best
        return learned or self._from_context(chunks, start)

    def _foe(self, start: int, end: int) -> PartyMatch:
        """Return whom "the enemy", "enemy aircraft", "the occupation army" are; not "the Israeli enemy"."""
        if not self.foe or any(name.start >= start and name.end <= end for name in self.names):
            return NOBODY
        told = (word.text for word in self.text.words[start:end])
        named = not self.rules.sets["enemies"].isdisjoint(form for text in told for form in (text, stem(text)))
        return match_of(self.foe, "context") if named else NOBODY

    @cached_property
    def foe(self) -> str:
        """The party that "the enemy" is in this report, "" where nobody can tell."""
        return foe_of(self._publisher, self.home, self.day)

    def title(self, start: int, end: int) -> PartyMatch:
        """Return the party of the words `[start, end)` of a title or apposition, by names and nouns alone."""
        chunks = chunks_of(self.text, self._by_start, self.rules, start, end)
        self._sides.share_head(chunks)
        return next(
            (m for m in (self._sides.chunk(chunks, i, "source", False) for i in range(len(chunks))) if m.known), NOBODY
        )

    def _covering(self, start: int, end: int) -> Name | None:
        """Return the longer name inside which the phrase stands ("Observatory" of the full name), if any."""
        for name in self.names:
            if name.start > start:
                return None
            if name.end >= end and name.end - name.start > end - start:
                return name
        return None

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

    def _owner(self, chunks: list[Chunk], start: int) -> PartyMatch:
        """ "The group's interior ministry" is an organ of the group, not of the state."""
        atoms = [a for a in chunks[0].atoms if a.sort == "noun"]
        if len(atoms) < 2 or self.doc[self.text.token[atoms[0].end - 1] + 1].tag_ != "POS":
            return NOBODY
        return self._from_context(chunks, start)

    def _from_context(self, chunks: list[Chunk], start: int) -> PartyMatch:
        """ "The group", "the jihadists", "the group's fighters": the one armed group that the report named before."""
        sets, words = self.rules.sets, self.text.words
        atoms = [a for a in chunks[0].atoms if a.sort == "noun"]
        first = self.doc[self.text.token[chunks[0].start]]
        if not atoms or not (first.lower_ in sets["pointing"] or first.tag_ == "NNS"):
            return NOBODY
        if any(token.lower_ in sets["based"] for token in self.doc[first.i : self.text.token[atoms[-1].end - 1]]):
            return NOBODY  # "the London-based group" is a monitor
        owned = self.doc[self.text.token[atoms[0].end - 1] + 1 :][:1]
        last = atoms[0] if len(atoms) > 1 and owned and owned[0].tag_ == "POS" else atoms[-1]  # "the group's fighters"
        text = " ".join(w.text for w in words[atoms[0].start : last.end])
        form = text if text in sets["short_group"] | sets["jihadist_words"] else stem(text)
        if form not in sets["short_group"] and form not in sets["jihadist_words"]:
            return NOBODY
        kinds = sets["outlaw_kinds"] if "irregulars" in last.classes else sets["armed_kinds"] - sets["of_states"]
        if form in sets["jihadist_words"]:
            kinds = frozenset({"jihadist"})
        loyal = government_side() if form in sets["foes"] | sets["jihadist_words"] else frozenset[str]()
        before = [n for n in self.names if n.start < start and n.entry.kind in kinds and n.entry.code not in loyal]
        for reach in _REACHES:
            near = {n.entry.code for n in before if start - reach <= n.start}
            if len(near) == 1:
                return match_of(near.pop(), "context")
        return NOBODY
