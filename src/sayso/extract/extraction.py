"""One report on its way from parse to record: tellings of acts first, then the events they tell of."""

from dataclasses import dataclass
from functools import partial

from spacy.tokens import Doc

from sayso.extract import joint_places, joint_voices
from sayso.extract.accounts import AccountFinder
from sayso.extract.acts import ActFinder
from sayso.extract.air_power import settle_ground_fire
from sayso.extract.circumstances import Circumstances
from sayso.extract.enmities import enmities
from sayso.extract.events import EventBuilder
from sayso.extract.figures import find_figures
from sayso.extract.figures_alone import alone
from sayso.extract.figures_moved import Moved
from sayso.extract.joint import Sight, joint_model
from sayso.extract.joint_doubts import doubts
from sayso.extract.joint_kept import without_unlikely
from sayso.extract.joint_views import Views
from sayso.extract.means import settle_means
from sayso.extract.meant import with_aims
from sayso.extract.merging import Gatherer, Weights
from sayso.extract.moments import Moments
from sayso.extract.outlaws import settle_outlaws
from sayso.extract.participants import ParticipantFinder
from sayso.extract.parties import ReportParties
from sayso.extract.place_context import lend
from sayso.extract.places import find_mentions
from sayso.extract.places_looked_up import looked_up
from sayso.extract.references import References
from sayso.extract.rivals import Rivals
from sayso.extract.suspects import Suspects
from sayso.extract.tellers import OUTLET_VOICE, Tellers
from sayso.extract.times import find_times
from sayso.extract.told import is_event
from sayso.extract.tolls import deal_figures, sourced
from sayso.extract.voices import SpokenStatement, find_statements, voice_at
from sayso.intake.dateline import Dateline
from sayso.model import Event, Place, PlacePrecision, Record, Report, Span, Stance, Statement
from sayso.reading.boundaries import sentence_numbers, token_range


@dataclass(frozen=True, slots=True)
class Head:
    """A report and what is known of its text before parsing: dateline, page furniture, the token after the headline."""

    report: Report
    dateline: Dateline | None
    noise: list[Span]
    headline: int


def sight(text: str) -> Sight:
    """Return a report's text as the joint model sees it."""
    return joint_model().see(text)


class Extraction:
    """Reads one parsed report; `tell` finds the tellings of acts, `assemble` the events."""

    def __init__(self, head: Head, doc: Doc, finder: ActFinder) -> None:
        report = head.report
        self.report = report
        self.head = head
        self.dateline = head.dateline
        self.doc = doc
        self.finder = finder
        # the number of each token's sentence
        self.sentences = sentence_numbers(doc)
        self.statements: list[SpokenStatement] = find_statements(doc)
        anchor = report.anchor
        if report.dateline_date is None and self.dateline is not None and self.dateline.date is not None:
            anchor = self.dateline.date
        self.anchor = anchor
        self.parties = ReportParties(doc, anchor, report.publisher)
        self.references = References(doc, self.statements, self.parties, report.publisher)
        self.tellers = Tellers(doc, self.statements, self.parties, report.publisher)
        self.statements = self.tellers.statements
        self.times = find_times(report.text, anchor)
        if self.dateline is not None:  # the page's own date is no act's
            self.times = [t for t in self.times if not self.dateline.covers(t.span)]
        self.places = find_mentions(doc, report)
        self.written: Place | None = None
        if self.dateline is not None:  # where a report was written is not where its acts took place
            covered = [m for m in self.places if self.dateline.covers(m.place.span)]
            self.written = covered[0].place if covered else None
            self.places = [m for m in self.places if m not in covered]
        place_tokens = {
            i
            for m in self.places
            if m.role == "locative" and m.place.precision is not PlacePrecision.COUNTRY
            for i in range(m.token_start, m.token_end)
        }
        self.casting = ParticipantFinder(
            doc, self.parties, self.references, Suspects(doc, self.tellers, self.parties), place_tokens
        )
        self.figures = find_figures(doc, report.text) if len(doc) else []
        self.views = Views(doc, sight(report.text))

    def record(self) -> Record:
        """Return the report's statements and events, without what is unlikely."""
        self.tell()
        record = self.assemble()
        return record if self.views.blind else without_unlikely(record, self.sure)

    def tell(self) -> None:
        """Find every telling of an act, with its place, time, parties and figures."""
        spoken = {
            i
            for s in self.statements
            if s.speaker is not None
            for span in s.contents
            for i in range(span.start, span.end)
        }
        seen = self.views.unnamed(doubts().add)
        acts = self.finder.find(self.doc, self.sentences, self._skip(), spoken, self.references.named, seen)
        self.scene = Circumstances(
            self.doc,
            self.places,
            self.parties.home,
            self.references.named,
            self._saying(),
            self.written,
            partial(looked_up, self.doc, self.report, self.places),
        )
        self.moments = Moments(self.doc, self.sentences, self.times, self._cues(), self.anchor)
        for act in acts:
            act.headline = act.trigger.head.i < self.head.headline
            telling = voice_at(self.statements, act.trigger.head.i)
            act.denied = bool(telling) and telling[0].stance is Stance.DENIES
            self.scene.place_act(act)
            self.moments.time_act(act)
            self.casting.cast(act)
        lend(acts)
        settle_outlaws(acts, self.parties.home, official=self.parties.official)
        settle_means(acts)
        settle_ground_fire(acts)
        self.rivals = Rivals(acts, enmities(self.doc, self.casting))
        speakers = {i for s in self.statements if s.source is not None for i in range(s.source.start, s.source.end)}
        self.figures = [f for f in self.figures if f.person_token not in speakers]  # "two traders told reporters"
        body = [f for f in self.figures if f.anchor_token >= self.head.headline]
        self.figures = body or self.figures  # a headline's count is the body's, rounded
        deal_figures(self.doc, self.sentences, self.figures, acts)
        moved = Moved(self.doc)
        for act in acts:
            given = [self.figures[index] for index in act.figures]
            one = alone(self.doc, act, given) or moved.count(act, given)
            if one is not None:
                act.figures.append(len(self.figures))
                self.figures.append(one)
        self.acts = [act for act in acts if is_event(act, self.statements)]

    def assemble(self, weights: Weights | None = None) -> Record:
        """Bring tellings of one act together and give each event its accounts."""
        figures = [sourced(self.doc, mention, self.tellers) for mention in self.figures]
        clusters = Gatherer(figures, self.views, weights).gather(self.acts)
        anchors = {index: mention.anchor_token for index, mention in enumerate(self.figures)}
        unlisted = joint_places.unlisted(self.views, self.acts, self.report, self.places, self._skip())
        back = joint_places.pointed_back(self.views, self.acts, self.scene.told_before, self.parties.home, self._skip())
        builder = EventBuilder(
            self.doc,
            self.casting,
            self.scene,
            self.rivals,
            self.moments,
            self.figures,
            figures,
            self.views,
            self.times,
            [*self.scene.named_places, *back],
            unlisted,
        )
        finder = AccountFinder(self.doc, self.sentences, self.tellers, self.head.headline)
        accounts = finder.accounts(clusters, anchors)
        events: list[Event] = []
        self.sure: set[str] = set()
        body = any(not act.headline for act in self.acts)
        for number, (cluster, told) in enumerate(zip(clusters, accounts, strict=True)):
            if number in finder.general:
                continue
            if body and all(act.headline for act in cluster.acts):
                continue  # what only the headline tells is told below in other words
            acts = [act for act in cluster.acts if not act.headline] or cluster.acts
            told = joint_voices.settle(
                told,
                self.views.pointed(acts, "asserts"),
                self.views.pointed(acts, "denies"),
                self.doc,
                self.tellers,
                [act.trigger.head.i for act in acts],
            )
            event = builder.build(cluster, told, len(events) + 1)
            if event is not None:
                events.append(with_aims(event, cluster.acts, self.tellers))
                if self.views.kinds(acts).get("none", 1.0) <= 1.0 - doubts().sure:
                    self.sure.add(event.id)
        self.placings, self.tellings, self.voicings = builder.placings, builder.tellings, builder.voicings
        return Record(self.report, tuple(self._statement(s) for s in self.statements), tuple(events))

    def _saying(self) -> set[int]:
        """Return the tokens that only say who speaks."""
        told = {i for s in self.statements for span in s.contents for i in range(span.start, span.end)}
        return {i for s in self.statements for i in range(s.evidence.start, s.evidence.end)} - told

    def _cues(self) -> set[int]:
        """Return the tokens that tell that somebody speaks."""
        return {i for s in self.statements for span in s.cue for i in range(span.start, span.end)}

    def _skip(self) -> set[int]:
        skip: set[int] = set()
        dateline = self.dateline.spans if self.dateline is not None else ()
        for noise in (*self.head.noise, *dateline):
            tokens = token_range(self.doc, noise)
            if tokens is not None:
                skip.update(range(*tokens))
        return skip

    def _statement(self, spoken: SpokenStatement) -> Statement:
        def chars(span: tuple[int, int] | None) -> Span | None:
            if span is None:
                return None
            found = self.doc[span[0] : span[1]]
            return Span(found.start_char, found.end_char)

        contents = tuple(span for span in (chars(c) for c in spoken.contents) if span is not None)
        return Statement(
            source=self.tellers.voice(spoken.speaker) if spoken.speaker is not None else OUTLET_VOICE,
            stance=spoken.stance,
            content=contents,
            cue=chars(spoken.cue[0]) if spoken.cue else None,
            source_span=chars(spoken.source),
            evidence=chars(spoken.evidence),
            direct=spoken.direct,
            via=self.tellers.voice(spoken.via) if spoken.via is not None else None,
            inside=spoken.parent,
        )
