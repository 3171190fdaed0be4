"""Events: the tellings of one act put together into one record, with its accounts, figures, place and time."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from sayso.extract.acts import Act
from sayso.extract.air_power import flown, is_on_foot
from sayso.extract.circumstances import Circumstances
from sayso.extract.clusters import Cluster, fullness
from sayso.extract.confidence import place_features, telling_features, with_probabilities
from sayso.extract.event_figures import figures_of
from sayso.extract.figures import CasualtyMention
from sayso.extract.frames import frame_book
from sayso.extract.grammar import surface_subject
from sayso.extract.joint_doubts import doubts
from sayso.extract.joint_opinion import Opinion
from sayso.extract.joint_views import Views
from sayso.extract.lexicon import lexicon
from sayso.extract.moments import Moments
from sayso.extract.outlaws import branded, outlawed
from sayso.extract.participants import ParticipantFinder
from sayso.extract.place_within import within
from sayso.extract.realis_settled import RUNNING_TOTAL, agree, settle
from sayso.extract.reality import Reality
from sayso.extract.rivals import Rivals
from sayso.extract.same_day import SameDay
from sayso.extract.targets import takes_back
from sayso.extract.tellers import OUTLET_VOICE
from sayso.extract.told import is_told
from sayso.model import (
    UNKNOWN,
    Account,
    Event,
    Figure,
    Mention,
    Participant,
    Place,
    Realis,
    Span,
    Stance,
    TimeInterval,
)


class EventBuilder:
    """Builds the events of one report; `figures` and `mentions` of them run in parallel."""

    def __init__(
        self,
        doc: Doc,
        casting: ParticipantFinder,
        scene: Circumstances,
        rivals: Rivals,
        moments: Moments,
        mentions: Sequence[CasualtyMention],
        figures: Sequence[Figure],
        views: Views,
        times: Sequence[TimeInterval],
        places: Sequence[Place],
        unlisted: Sequence[Place],
    ) -> None:
        self.doc = doc
        self._views, self._times, self._places, self._unlisted = views, times, places, unlisted
        self.casting = casting
        self.scene = scene
        self.rivals = rivals
        self._moments = moments
        self.mentions = mentions
        self.figures = figures
        self._days = SameDay(moments)
        self._doers: list[tuple[str, Participant]] = []  # of the events built so far, with their kind
        self.placings: list[list[str]] = []  # for each event built, the signs of how its place was found
        self.tellings: list[list[str]] = []  # and of how it is told
        self.voicings: list[list[list[str]]] = []  # and of each of its accounts

    def build(self, cluster: Cluster, accounts: Sequence[Account], number: int) -> Event | None:
        """Return the event of a cluster, or None where the report tells too little of it or nobody tells it.

        What the joint model is sure of is an act however little is told of it.
        """
        if not accounts and not all(act.headline for act in cluster.acts):
            return None
        if not is_told(cluster) and self._views.told(cluster.acts) < doubts().bare:
            return None
        main = cluster.main
        ranked = sorted(cluster.acts, key=fullness, reverse=True)
        opinion = Opinion(self._views, self.doc, ranked)
        told_kind = self._kind(cluster)
        kind = opinion.kind(told_kind)
        told = tuple(accounts) or (Account(OUTLET_VOICE, Stance.ASSERTS, Stance.ASSERTS),)
        time = next((a.time for a in ranked if a.time is not None and a.time_own and not a.time_said), None)
        time = time or next((a.time for a in ranked if a.time is not None and a.time_own), None)
        time = opinion.time(time or self._days.of(cluster), self._times)
        figures = figures_of(cluster, self.figures)
        agent, target = self._agent(cluster, ranked, told), self._target(cluster, ranked)
        if agent is not None and target is not None and (agent.span == target.span or agent.text == target.text):
            if _last_word(agent) in lexicon().nonevents["dying_doers"]:
                target = self._harmed(cluster, agent)  # "the bomber and ten others were killed"
            else:
                agent = None  # "some of the fighters were killed in shelling": those hit, whatever else the parse says
        if agent is not None and kind == "bombing" and _is_bomb(agent):
            agent = None  # "the car blew up"
        agent = agent or self._inherited(cluster) or self._outlaws(cluster)
        agent, target = opinion.sides(kind, agent, target, self.casting)
        kind = flown(kind, told_kind, agent.party if agent is not None else "", cluster.acts, self.doc)
        if kind in lexicon().kinds["sided"]:
            at = self.doc[main.trigger.start].idx
            target = target or self.rivals.of(agent, at)
            agent = agent or self.rivals.of(target, at)
        place, placing = self._place(cluster, ranked, time)
        place = opinion.place(place, self._places, self._unlisted)
        if place is not None:
            place = within(self.doc, place, self.scene.told_before, self.casting.parties.home)
        if kind == "capture" and target is None and any(map(takes_back, cluster.acts)):
            target = self.rivals.had(place, agent)
        if agent is not None:
            self._doers.append((kind, agent))
        means = next((a.means for a in ranked if a.means is not None), None)
        if place is not None and agent is not None and place.span == agent.span and kind in lexicon().kinds["violent"]:
            place, placing = None, place_features("none", 0.0)  # "Moscow fired missiles": who did it, not where
        running, reality = self._moments.is_running(time), self._reality(cluster)
        realis = settle(
            frame_book().kinds[kind], main.trigger.frame, reality, time=time, figures=figures, running=running
        )
        realis, time = agree(opinion.realis(realis), time, self._moments.anchor)
        self._days.note(cluster, time if realis is not Realis.PLANNED else None)
        event = Event(
            id=f"e{number}",
            kind=kind,
            realis=realis,
            mentions=tuple(self._mention(a) for a in ranked),
            accounts=told,
            phase=main.phase,
            agent=agent,
            target=target,
            means=self.casting.participant(means),
            place=place,
            time=time,
            figures=figures,
        )
        seen = opinion.signs(kind, place, told)
        telling = [*telling_features(cluster, len(self.doc)), *seen.act]
        placing = [*placing, *seen.place]
        self.placings.append(placing)
        self.tellings.append(telling)
        self.voicings.append(seen.accounts)
        event = replace(event, learned=opinion.learned(event))
        return with_probabilities(event, telling, placing, seen.accounts)

    def _kind(self, cluster: Cluster) -> str:
        """Return the kind of an act; the many thousands who "have been killed" by nobody named fell in a war."""
        tolls = (self.mentions[index].figure.low or 0 for act in cluster.acts for index in act.figures)
        at_war = cluster.kind == "attack" and all(act.casualty_only and act.agent is None for act in cluster.acts)
        return "clash" if at_war and max(tolls, default=0) >= RUNNING_TOTAL else cluster.kind

    @staticmethod
    def _reality(cluster: Cluster) -> Reality:
        """Return what the fullest telling says of whether it happened; of a whole war, what says that it goes on."""
        if cluster.main.trigger.frame.total:
            lasting = (a.reality for a in cluster.acts if a.reality.realis is Realis.ONGOING)
            return next(lasting, cluster.main.reality)
        return cluster.main.reality

    def _agent(self, cluster: Cluster, ranked: list[Act], accounts: Sequence[Account]) -> Participant | None:
        planned = cluster.main.reality.realis is Realis.PLANNED  # who plans the next strike need not have done this one
        doing = [a for a in ranked if planned or a.reality.realis is not Realis.PLANNED]
        if cluster.kind == "airstrike":
            doing = [a for a in doing if not is_on_foot(a)]  # "20 rebels were killed in an air strike"
        agent = best([a.agent_party for a in doing])
        if agent is None:
            agent = self.casting.participant(self.casting.suspects.suspect(cluster, accounts), "agent", violent=True)
            if agent is not None and agent.party in (UNKNOWN, "CIV"):
                agent = None
        return agent

    def _inherited(self, cluster: Cluster) -> Participant | None:
        """Return the doer of acts told before that a further one of their kind is joined to, if all had the same.

        "Army shells hit the market. The tenth killed a child", "Three men were abducted ... Two have been released".
        """
        planned = cluster.main.reality.realis is Realis.PLANNED
        if planned or not any(self._further(act) for act in cluster.acts):
            return None
        known = [agent for kind, agent in self._doers if kind == cluster.kind]
        hands = {agent.text if agent.party == UNKNOWN else agent.party for agent in known}
        return known[-1] if len(hands) == 1 else None

    def _outlaws(self, cluster: Cluster) -> Participant | None:
        """Return whom a state's media name by the word for their act ("terrorist attacks"), if nobody else is told."""
        if not self.casting.parties.official or cluster.kind not in lexicon().kinds["strikes"]:
            return None
        brand = next(filter(None, (branded(act.trigger) for act in cluster.acts)), None)
        return outlawed(self.casting.participant(brand, "agent", violent=True), self.casting.parties.home)

    @staticmethod
    def _further(act: Act) -> bool:
        """Tell whether an act is told as one more of those before, or as how they ended."""
        trigger, words = act.trigger, lexicon().nonevents["further"]
        if act.phase == "release":
            return True
        if act.kind not in lexicon().kinds["strikes"]:
            return False
        verb = trigger.verb if trigger.is_noun else trigger.head
        subject = surface_subject(verb) if verb is not None else None
        if act.victims is not None and any(
            kid.lower_ in lexicon().nonevents["more_of_them"] and kid.i < act.victims.i for kid in act.victims.children
        ):
            return True  # "another 39 people were killed by air strikes"
        told = [kid for kid in trigger.head.children if kid.i < trigger.head.i]
        # "also carried out strikes", "strikes also hit"; not "he also condemned the bombings"
        if verb is not None and (not trigger.is_noun or trigger.link == "agent" or subject == trigger.head):
            told += [kid for kid in verb.children if kid.dep_ == "advmod"]
        return any(kid.lower_ in words for kid in told) or (subject is not None and subject.ent_type_ == "ORDINAL")

    def _target(self, cluster: Cluster, ranked: list[Act]) -> Participant | None:
        target = best([a.target_party for a in ranked])
        if cluster.kind in lexicon().kinds["strikes"] and target is not None and target.party == "CIV":
            # what was struck, where another telling only counts the dead
            struck = best([a.target_party for a in ranked if a.target != a.victims])
            target = struck if struck is not None and struck.party == "CIV" else target
        if target is None and cluster.kind in lexicon().kinds["harming"]:
            target = self._harmed(cluster)
        return target

    def _place(self, cluster: Cluster, ranked: list[Act], time: TimeInterval | None) -> tuple[Place | None, list[str]]:
        """Return where an act took place, and the signs of how sure that is."""
        own = cluster.place
        if own is not None:
            odds = max(a.place_odds for a in cluster.acts if a.place_own and a.place == own)
            return own, place_features("own", odds)
        place = next((a.place for a in ranked if a.place is not None), None)
        if place is not None:
            return place, place_features("referred", 0.0)
        hinting = next((a for a in ranked if a.hint is not None), None)
        if hinting is not None:
            return hinting.hint, place_features("hint", hinting.place_odds)
        if cluster.main.trigger.frame.total:
            return self.scene.trail.country(), place_features("country", 0.0)
        # long ago it was the war at large, not the town of today's news
        placeless = cluster.kind in lexicon().kinds["placeless"] or cluster.main.phase == "release"
        if not placeless and self._moments.is_background(time) and cluster.kind in lexicon().kinds["at_large"]:
            return self.scene.trail.country(), place_features("country", 0.0)
        if placeless or self._moments.is_background(time):
            return None, place_features("none", 0.0)
        return self.scene.trail.before(cluster.main.trigger.head.i), place_features("before", 0.0)

    def _harmed(self, cluster: Cluster, doer: Participant | None = None) -> Participant | None:
        """Return the dead or wounded of an act as its target, other than its doer."""
        for act in cluster.acts:
            for index in act.figures:
                mention = self.mentions[index]
                if mention.figure.high != 0 and mention.figure.who:
                    harmed = self.casting.participant(self.doc[mention.person_token], "target")
                    if doer is None or (harmed is not None and _last_word(harmed) != _last_word(doer)):
                        return harmed
        return None

    def _mention(self, act: Act) -> Mention:
        trigger = self.doc[act.trigger.start : act.trigger.end]
        clause = self.doc[act.clause[0] : act.clause[1]]
        return Mention(Span(trigger.start_char, trigger.end_char), Span(clause.start_char, clause.end_char))


def _is_bomb(doer: Participant) -> bool:
    """Tell whether a doer of no side is what went off itself."""
    classes = lexicon().classes
    bombs = classes["vehicle"] & classes["explosive"] - lexicon().nonevents["doers"]
    return doer.party in (UNKNOWN, "CIV") and _last_word(doer) in bombs


def _last_word(party: Participant) -> str:
    return party.text.split()[-1].lower()


def best(found: list[Participant | None]) -> Participant | None:
    """Return the first participant whose party is known, else the first."""
    named = [p for p in found if p is not None]
    return next((p for p in named if p.party != UNKNOWN), named[0] if named else None)
