"""What the joint model holds of one act, set against what the rules have found of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from spacy.tokens import Doc, Token

from sayso.extract import joint_parts, joint_signs
from sayso.extract.acts import Act
from sayso.extract.air_power import has_no_aircraft, names_drone
from sayso.extract.comparisons import beyond_comparison
from sayso.extract.frames import frame_book
from sayso.extract.joint_doubts import doubts
from sayso.extract.joint_parts import share_of
from sayso.extract.joint_views import Pointed, Views
from sayso.extract.lexicon import lexicon
from sayso.extract.likeness import one_side
from sayso.extract.participants import ParticipantFinder
from sayso.model import UNKNOWN, Account, Event, Participant, Place, Realis, TimeInterval

Part = TypeVar("Part")

# Of an act that is none rather than any, no kind is asked about.
_RATHER_NONE = 0.6


class Opinion:
    """The model's opinion of an act, by its tellings with the fullest first."""

    def __init__(self, views: Views, doc: Doc, ranked: Sequence[Act]) -> None:
        self._views, self._doc, self._acts = views, doc, ranked
        self._body = [act for act in ranked if not act.headline] or list(ranked)
        self._parts: dict[str, Pointed] = {}
        self._followed: dict[str, object] = {}  # what the model put in the place of what the rules told

    def kind(self, told: str) -> str:
        """Return the kind of the act: that of the rules, but for one that is far likelier."""
        odds = self._views.kinds(self._acts)
        none = odds.pop("none", 1.0)
        held = told if none >= _RATHER_NONE else _likelier(odds, told, doubts().kind * (1.0 - none))
        return self._heard("kind", told, held)

    def realis(self, told: Realis) -> Realis:
        """Return whether the act has happened: as the rules say, but for what is far likelier."""
        held = Realis(_likelier(self._views.reality(self._acts), told.value, doubts().realis))
        return self._heard("realis", told, held)

    def time(self, told: TimeInterval | None, times: Iterable[TimeInterval]) -> TimeInterval | None:
        """Return when the act was, of the times that the report names."""
        own = any(a.time_own and a.time == told and not a.time_said for a in self._acts)
        fitting = [time for time in times if not self._compares(time)]
        return self._heard("time", told, joint_parts.time(self._pointed("time"), told, self._views, fitting, own=own))

    def _compares(self, time: TimeInterval) -> bool:
        """Tell whether a time only says what the act is compared with: "the heaviest fire since the war of 2014"."""
        tokens = self._views.tokens(time.span)
        if tokens is None:
            return False
        top = self._doc[tokens[0] : tokens[1]].root
        return any(beyond_comparison(top, [part.head for part in (a.trigger, *a.trigger.parts)]) for a in self._acts)

    def place(self, told: Place | None, places: Iterable[Place], unlisted: Iterable[Place]) -> Place | None:
        """Return where the act was, of the places that the report names.

        `unlisted` are those that no rule has found: they are asked only where nothing with a point comes of the others.
        """
        held = self._placed(told, places)
        if held is None or held.lat is None:
            held = self._placed(held, unlisted)
        return self._heard("place", told, held)

    def _placed(self, told: Place | None, others: Iterable[Place]) -> Place | None:
        own = any(a.place_own and a.place == told for a in self._acts)
        return joint_parts.place(self._pointed("place"), told, self._views, others, own=own)

    def sides(
        self, kind: str, agent: Participant | None, target: Participant | None, casting: ParticipantFinder
    ) -> tuple[Participant | None, Participant | None]:
        """Return who did the act and to whom.

        Nobody fights himself: of one side twice the rules' own word stands.
        Civilians who flee or are under fire are whom it is done to.
        """
        kinds = lexicon().kinds
        doer, other = self._doer(kind, agent, casting), self._target(target, casting)
        if kind in kinds["warlike"] and _against_itself(doer, other):
            other = target
            if _against_itself(doer, other):
                doer = agent
        doer, other = self._parted(doer, other)
        fled = kind in kinds["fled"] and other is None
        if doer is not None and doer.party == "CIV" and (fled or kind in kinds["by_arms"]):
            doer, other = None, other or doer
        return self._heard("agent", agent, doer), self._heard("target", target, other)

    def _doer(self, kind: str, told: Participant | None, casting: ParticipantFinder) -> Participant | None:
        kinds = lexicon().kinds
        violent = kind in kinds["armed"] or kind in kinds["violent"]
        doer = joint_parts.participant(
            "agent",
            self._pointed("agent"),
            told,
            self._views,
            lambda token: casting.doer(self._doc[token], violent=violent),
            own=any(a.agent_party == told and _beside(a, a.agent) for a in self._acts),
        )
        if kind == "airstrike" and doer is not None and has_no_aircraft(doer.party):
            return doer if any(map(names_drone, self._acts)) else told
        if self._acts and frame_book().kinds[kind].state and all(a.trigger.frame.agent == "none" for a in self._acts):
            return told  # "outside the control of the army" is held by somebody else
        return doer

    def _target(self, told: Participant | None, casting: ParticipantFinder) -> Participant | None:
        return joint_parts.participant(
            "target",
            self._pointed("target"),
            told,
            self._views,
            lambda token: _cast(casting, self._doc[token]),
            own=any(a.target_party == told and _beside(a, a.target) for a in self._acts),
        )

    def _parted(
        self, doer: Participant | None, other: Participant | None
    ) -> tuple[Participant | None, Participant | None]:
        """Return doer and target; where they are the same words, those are what the model rather holds them for."""
        if doer is None or other is None or not _one_phrase(doer, other):
            return doer, other
        doing, suffering = self._pointed("agent"), self._pointed("target")
        if share_of(self._views, doing, doer.span) < share_of(self._views, suffering, other.span):
            return None, other
        return doer, None

    def signs(self, kind: str, place: Place | None, accounts: Sequence[Account]) -> joint_signs.Signs:
        """Return the signs of how sure the act, its place and each of its accounts are."""
        asserting, denying = (self._pointed(stance) for stance in ("asserts", "denies"))
        return joint_signs.Signs(
            act=joint_signs.of_act(self._views, self._acts, kind),
            place=joint_signs.of_place(self._pointed("place"), place, self._views),
            accounts=[joint_signs.of_account(asserting, denying, one, self._views) for one in accounts],
        )

    def learned(self, event: Event) -> tuple[str, ...]:
        """Return what of an event the model gave in the place of the rules."""
        told = ["trigger"] if not any(act.trigger.listed for act in self._acts) else []
        return *told, *(name for name, held in self._followed.items() if held == getattr(event, name))

    def _heard(self, name: str, told: Part, held: Part) -> Part:
        """Return what is held, and note it where it is something else than what the rules told."""
        if held is not None and held != told:
            self._followed[name] = held
        return held

    def _pointed(self, part: str) -> Pointed:
        if part not in self._parts:
            self._parts[part] = self._views.pointed(self._body, part)
        return self._parts[part]


def _cast(casting: ParticipantFinder, word: Token) -> Participant | None:
    """Return whom a word that is pointed to names; by a quality of no party ("an impoverished area") its noun."""
    found = casting.participant(word, "target")
    quality = word.pos_ == "ADJ" and word.dep_ == "amod" and word.head.pos_ == "NOUN"
    return casting.participant(word.head, "target") if quality and found and found.party == UNKNOWN else found


def _likelier(odds: Mapping[str, float], told: str, margin: float) -> str:
    best = max(odds, key=lambda name: odds[name], default=told)
    return best if odds and odds[best] - odds.get(told, 0.0) > margin else told


def _beside(act: Act, part: Token | None) -> bool:
    """Tell whether a part of an act stands in the sentence that tells the act."""
    return part is not None and part.sent.start == act.trigger.head.sent.start


def _one_phrase(doer: Participant, other: Participant) -> bool:
    alike = doer.text == other.text and doer.party == other.party and doer.party != UNKNOWN
    return doer.span == other.span or alike


def _against_itself(doer: Participant | None, other: Participant | None) -> bool:
    return doer is not None and other is not None and one_side(doer.party, other.party)
