"""Grounding: a proposal becomes an event only if every word of it stands in the report and every value is known.

What the words mean (parties, places, days, counts) is looked up by sayso's own tables and rules, as for its own events;
nothing that a model says of them is taken.
"""

from functools import cached_property, lru_cache

from sayso.extract.extraction import Extraction
from sayso.extract.frames import frame_book
from sayso.extract.lexicon import lexicon
from sayso.extract.numbers import Number, find_numbers
from sayso.extract.parties_match import PLAIN_SECTORS
from sayso.extract.second.proposals import Proposal, ProposedAccount, ProposedFigure, Refusal, RefusedError
from sayso.extract.second.quotes import Quotes
from sayso.extract.tellers import OUTLET_VOICE
from sayso.extract.tolls import sourced
from sayso.model import (
    UNKNOWN,
    Account,
    Event,
    Figure,
    Mention,
    Outcome,
    Participant,
    Place,
    Realis,
    Span,
    Stance,
    TimeInterval,
    Voice,
)
from sayso.reading.boundaries import token_range

STANCES = (Stance.ASSERTS, Stance.DENIES)


class Ground:
    """What the proposals about one report are held against: its text and what sayso's own reading resolved in it."""

    def __init__(self, read: Extraction, by: str) -> None:
        self._read = read
        self._by = by
        dateline = read.dateline.spans if read.dateline is not None else ()
        self._quotes = Quotes(read.report.text, [*read.head.noise, *dateline])

    def event(self, proposal: Proposal, piece: Span) -> Event:
        """Return the event that a proposal made of `piece` of the text tells; raises RefusedError if it may not enter.

        The id is left empty: it follows from the other events of the record.
        """
        _check_values(proposal)
        clause, trigger = self._quotes.clause(proposal.clause, proposal.trigger, piece)
        kinds = lexicon().kinds
        violent = proposal.kind in kinds["armed"] or proposal.kind in kinds["violent"]
        agent = self._participant(proposal.agent, trigger, "agent", violent=violent)
        if agent is not None and agent.party in PLAIN_SECTORS and proposal.kind in kinds["armed"]:
            raise RefusedError(Refusal.DOER)
        return Event(
            id="",
            kind=proposal.kind,
            realis=Realis(proposal.realis),
            mentions=(Mention(trigger, clause),),
            accounts=tuple(self._account(account, trigger) for account in proposal.accounts),
            phase=proposal.phase,
            agent=agent,
            target=self._participant(proposal.target, trigger, "target"),
            means=self._participant(proposal.means, trigger),
            place=self._place(proposal.place, trigger),
            time=self._time(proposal.time, trigger),
            figures=tuple(self._figure(figure, trigger) for figure in proposal.figures),
            by=self._by,
        )

    def _participant(self, words: str, near: Span, role: str = "", *, violent: bool = False) -> Participant | None:
        if not words:
            return None
        span = self._named(words, near)
        return Participant(words, self._party(span, role, violent=violent), span)

    def _named(self, words: str, near: Span) -> Span:
        if words.lower() in lexicon().nonevents["pronouns"]:
            raise RefusedError(Refusal.PRONOUN)
        return self._quotes.nearest(words, near)

    def _party(self, span: Span, role: str, *, violent: bool = False) -> str:
        words = token_range(self._read.doc, span)
        if words is None:  # signs and spaces name nobody
            return UNKNOWN
        return self._read.parties.of(self._read.doc[words[0] : words[1]], role, violent=violent).code

    def _voice(self, words: str, near: Span) -> Voice:
        if not words:
            return OUTLET_VOICE
        span = self._named(words, near)
        return Voice(words, self._party(span, "source"), span)

    def _account(self, account: ProposedAccount, near: Span) -> Account:
        stance = Stance(account.stance)
        source = self._voice(account.source, near)
        evidence = self._quotes.nearest(account.words, source.span or near) if account.words else None
        via = self._voice(account.via, source.span or near) if account.via else None
        return Account(source, stance, stance, evidence, via)

    def _place(self, words: str, near: Span) -> Place | None:
        """Return the place that sayso itself finds in the quoted words; else the words without coordinates."""
        if not words:
            return None
        span = self._quotes.nearest(words, near)
        own = next((m.place for m in self._read.places if m.place.span.overlaps(span)), None)
        return own or Place(words, span, words)

    def _time(self, words: str, near: Span) -> TimeInterval | None:
        """Return the time that sayso itself finds in the quoted words; else the words without days."""
        if not words:
            return None
        span = self._quotes.nearest(words, near)
        own = next((time for time in self._read.times if time.span.overlaps(span)), None)
        return own or TimeInterval(words, span, None, None)

    def _figure(self, figure: ProposedFigure, near: Span) -> Figure:
        """Return the figure that sayso itself finds in the quoted words, else the one number that stands in them."""
        outcome = Outcome(figure.outcome)
        span = self._quotes.nearest(figure.text, near)
        source = self._voice(figure.source, span).text or "outlet"
        own = next(
            (m for m in self._read.figures if m.figure.outcome is outcome and m.figure.span.overlaps(span)), None
        )
        if own is not None:
            return sourced(self._read.doc, own, self._read.tellers)
        numbers = [number for number in self._numbers if span.covers(number.core)]
        if len(numbers) != 1:
            raise RefusedError(Refusal.COUNT)
        whole = Span(min(span.start, numbers[0].span.start), max(span.end, numbers[0].span.end))
        text = whole.of(self._read.report.text)
        return Figure(outcome, numbers[0].low, numbers[0].high, "", text, whole, source)

    @cached_property
    def _numbers(self) -> list[Number]:
        return find_numbers(self._read.report.text)


@lru_cache(maxsize=1)
def phases() -> dict[str, frozenset[str]]:
    """Return the phases that each kind of event can have; most kinds have none."""
    book = frame_book()
    found = {name: {kind.phase, *kind.phases} for name, kind in book.kinds.items()}
    for frames in (*book.nouns.values(), *book.verbs.values()):
        for frame in frames:
            found[frame.kind].add(frame.phase)
    return {name: frozenset(told - {""}) for name, told in found.items()}


def _check_values(proposal: Proposal) -> None:
    """Raise RefusedError (VALUE, SHAPE) unless every value of a proposal is of the vocabulary and somebody tells it."""
    known = phases().get(proposal.kind)
    if known is None or (proposal.phase and proposal.phase not in known) or proposal.realis not in tuple(Realis):
        raise RefusedError(Refusal.VALUE)
    if frame_book().kinds[proposal.kind].needs_phase and not proposal.phase:
        raise RefusedError(Refusal.VALUE)
    if any(figure.outcome not in tuple(Outcome) for figure in proposal.figures):
        raise RefusedError(Refusal.VALUE)
    if any(account.stance not in STANCES for account in proposal.accounts):
        raise RefusedError(Refusal.VALUE)
    if not proposal.accounts or not proposal.trigger or not proposal.clause:
        raise RefusedError(Refusal.SHAPE)
