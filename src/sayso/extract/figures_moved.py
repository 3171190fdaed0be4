"""People moved, as the act itself counts them: "3,000 people left the town", "buses carrying 300 people left"."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from sayso.extract.acts import Act
from sayso.extract.figures import CasualtyMention
from sayso.extract.figures_people import People, find_people
from sayso.extract.figures_words import outcome_words
from sayso.extract.grammar import direct_object, surface_subject
from sayso.model import Figure, Outcome, Span


class Moved:
    """The counts of people whom the acts of one report move; the report is searched only if an act asks for it."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._people: list[People] | None = None

    def count(self, act: Act, given: Sequence[CasualtyMention]) -> CasualtyMention | None:
        """Return the count of people that a displacement tells of its own, `given` the figures it has already."""
        if act.kind != "displacement" or act.denied or act.reality.negated or act.reality.hypothetical:
            return None
        if any(mention.figure.outcome is Outcome.DISPLACED for mention in given):
            return None
        head = act.trigger.head
        phrases = [noun for noun in (act.target, surface_subject(head), direct_object(head)) if noun is not None]
        people = next((p for noun in phrases for p in self._counted() if self._within(p, noun, head)), None)
        if people is None:
            return None
        who = self._doc[people.noun : people.end].text
        span = self._doc[people.start : people.end]
        figure = Figure(
            Outcome.DISPLACED, people.low, people.high, who, span.text, Span(span.start_char, span.end_char)
        )
        return CasualtyMention(figure, head.i, people.head)

    def _counted(self) -> list[People]:
        if self._people is None:
            self._people = [
                p for p in find_people(self._doc, self._doc.text, []) if not p.thing and not p.one and not p.inner
            ]
        return self._people

    def _within(self, people: People, noun: Token, verb: Token) -> bool:
        """Tell whether people are counted by a noun, or by what it carries ("buses carrying 300 people")."""
        head = self._doc[people.head]
        if not (people.known or people.elided) or head.sent.start != verb.sent.start:
            return False
        if people.start <= noun.i < people.end:
            return True
        return people.known and any(
            kid.lemma_.lower() in outcome_words().sets["carrying"]
            and head.head == kid
            and head.dep_ in ("dobj", "pobj")
            for kid in noun.children
        )
