"""The reader: a report in, its statements and events out. One instance a process; safe to use for many reports."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from sayso.extract.accounts import OUTLET_VOICE, AccountFinder
from sayso.extract.acts import VIOLENT, Act, ActFinder
from sayso.extract.circumstances import Circumstances, path_cost
from sayso.extract.frames import frame_book
from sayso.extract.figures import CasualtyMention, find_figures
from sayso.extract.grammar import is_passive, phrase
from sayso.extract.means import settle_means
from sayso.extract.merging import Cluster, Gatherer, Weights, fullness
from sayso.extract.realis import settle
from sayso.extract.parties import ReportParties
from sayso.extract.lexicon import lexicon
from sayso.extract.places import find_mentions
from sayso.extract.references import References
from sayso.extract.targets import target_of
from sayso.extract.times import find_times
from sayso.extract.triggers import TriggerFinder
from sayso.extract.voices import SpokenStatement, find_statements, voice_at
from sayso.intake.boilerplate import noise_spans
from sayso.intake.dateline import Dateline, find_dateline
from sayso.model import (
    Account,
    Event,
    Figure,
    Mention,
    Outcome,
    Participant,
    PlacePrecision,
    Realis,
    Record,
    Report,
    Span,
    Stance,
    Statement,
    TimeInterval,
)
from sayso.reading.boundaries import mark_boundaries, token_range
from sayso.reading.pipeline import load_pipeline

# Phases of a detention after which nobody is held.
RELEASED = frozenset(("release",))
# Reports parsed together; larger batches gain nothing on one core and hold more memory.
BATCH = 16


class Reader:
    """Reads reports with one language pipeline."""

    def __init__(self, pipeline: str = "") -> None:
        """Load the pipeline called `pipeline` ("" for the pinned one); raises PipelineError if it cannot be loaded."""
        self._nlp = load_pipeline(pipeline)
        self._acts = ActFinder(TriggerFinder())

    def read(self, report: Report) -> Record:
        """Read one report."""
        return next(self.read_many([report]))

    def read_many(self, reports: Iterable[Report]) -> Iterator[Record]:
        """Read reports in batches, in order, holding one batch at a time."""
        prepared = (self.prepare(report) for report in reports)
        for doc, head in self._nlp.pipe(prepared, as_tuples=True, batch_size=BATCH):
            yield self.extract(head, doc)

    def prepare(self, report: Report) -> tuple[Doc, "Head"]:
        """Split a report into words and set apart what is no sentence of it, before it is parsed."""
        doc = self._nlp.make_doc(report.text)
        dateline = find_dateline(report.text, report.published)
        noise = noise_spans(report.text)
        apart = [*noise, dateline.span] if dateline is not None else noise
        return doc, Head(report, dateline, noise, mark_boundaries(doc, report.title, apart))

    def extract(self, head: "Head", doc: Doc) -> Record:
        """Return what a prepared and parsed report says."""
        return _Extraction(head, doc, self._acts).record()


@dataclass(frozen=True, slots=True)
class Head:
    """A report and what is known of its text before parsing: dateline, page furniture, the token after the headline."""

    report: Report
    dateline: Dateline | None
    noise: list[Span]
    headline: int


class _Extraction:
    """One report on its way from parse to record."""

    def __init__(self, head: Head, doc: Doc, finder: ActFinder) -> None:
        report = head.report
        self.report = report
        self.head = head
        self.dateline = head.dateline
        self.doc = doc
        self.finder = finder
        self.statements: list[SpokenStatement] = find_statements(doc)
        anchor = report.anchor
        if report.dateline_date is None and self.dateline is not None and self.dateline.date is not None:
            anchor = self.dateline.date
        self.anchor = anchor
        self.parties = ReportParties(doc, anchor)
        self.references = References(doc, self.statements, self.parties)
        self.voices = AccountFinder(doc, self.statements, self.parties)
        self.times = find_times(report.text, anchor)
        if self.dateline is not None:  # the page's own date is no act's
            self.times = [t for t in self.times if not t.span.overlaps(self.dateline.span)]
        self.places = find_mentions(doc, report)
        if self.dateline is not None:  # where a report was written is not where its acts took place
            self.places = [m for m in self.places if not m.place.span.overlaps(self.dateline.span)]
        self.place_tokens = {
            i
            for m in self.places
            if m.role == "locative" and m.place.precision is not PlacePrecision.COUNTRY
            for i in range(m.token_start, m.token_end)
        }
        self.figures: list[CasualtyMention] = find_figures(doc)

    def record(self) -> Record:
        """Return the report's statements and events."""
        self.tell()
        return self.assemble()

    def tell(self) -> None:
        """Find every telling of an act, with its place, time, parties and figures."""
        skip = self._skip()
        spoken = {
            i
            for s in self.statements
            if s.speaker is not None
            for span in s.contents
            for i in range(span.start, span.end)
        }
        acts = self.finder.find(self.doc, skip, spoken, self.references.named)
        for act in acts:
            act.headline = act.trigger.head.i < self.head.headline
            telling = voice_at(self.statements, act.trigger.head.i)
            act.denied = bool(telling) and telling[0].stance is Stance.DENIES
        told = {i for s in self.statements for span in s.contents for i in range(span.start, span.end)}
        saying = {i for s in self.statements for i in range(s.evidence.start, s.evidence.end)} - told
        self.places = [
            m for m in self.places if m.token_start not in saying
        ]  # "a source in Kabul said": not where it was
        cues = {i for s in self.statements for span in s.cue for i in range(span.start, span.end)}
        scene = self.scene = Circumstances(
            self.doc, self.places, self.times, cues, self.parties.home, self.anchor, self.references.named
        )
        for act in acts:
            self._furnish(act, scene)
        settle_means(acts)
        self._deal_figures(acts)
        self.acts = [act for act in acts if self._is_event(act)]

    def assemble(self, weights: Weights | None = None) -> Record:
        """Bring tellings of one act together and give each event its accounts."""
        figures, scene = [self._figure(mention) for mention in self.figures], self.scene
        clusters = Gatherer(figures, weights).gather(self.acts)
        events = []
        anchors = {index: mention.anchor_token for index, mention in enumerate(self.figures)}
        for cluster, accounts in zip(clusters, self.voices.accounts(clusters, anchors), strict=True):
            event = self._event(cluster, tuple(accounts), figures, scene, len(events) + 1)
            if event is not None:
                events.append(event)
        return Record(self.report, tuple(self._statement(s) for s in self.statements), tuple(events))

    def _skip(self) -> set[int]:
        skip: set[int] = set()
        dateline = [self.dateline.span] if self.dateline is not None else []
        for noise in (*self.head.noise, *dateline):
            tokens = token_range(self.doc, noise)
            if tokens is not None:
                skip.update(range(*tokens))
        return skip

    # one act

    def _furnish(self, act: Act, scene: Circumstances) -> None:
        act.place = scene.place(act)
        act.place_own = act.place is not None
        if act.place is None:
            act.place = scene.referred(act)
        act.time = scene.time(act)
        act.time_own = act.time is not None
        violent = act.kind in lexicon().nonevents["armed_kinds"] or act.kind in VIOLENT
        act.agent_party = self._participant(act.agent, "agent", violent=violent)
        if act.agent_party is not None and not self._can_act(act, act.agent_party):
            act.agent, act.agent_party = None, None
        if act.agent_party is None and self._active(act):
            act.agent = self.references.doer_before(act.trigger.head, act.trigger.head.sent.start)
            act.agent_party = self._participant(act.agent, "agent", violent=violent)
            if act.agent_party is not None and not self._can_act(act, act.agent_party):
                act.agent, act.agent_party = None, None
        if act.agent_party is None and violent and act.reality.realis is Realis.PLANNED:
            act.agent = self.voices.planner(act)
            act.agent_party = self._participant(act.agent, "agent")
        act.target = target_of(act, self.parties)
        act.target_party = self._participant(act.target, "target")

    def _participant(self, token: Token | None, role: str = "", *, violent: bool = False) -> Participant | None:
        if token is None:
            return None
        start, end = phrase(self.references.resolve(token))
        while end - start > 1 and self.doc[start].is_quote:  # a quotation that begins inside the phrase
            start += 1
        span = self.doc[start:end]
        return Participant(
            span.text, self.parties.of(span, role, violent=violent).code, Span(span.start_char, span.end_char)
        )

    @staticmethod
    def _active(act: Act) -> bool:
        """Tell whether the words of an act are in the active voice, so that who does it should stand before them."""
        trigger = act.trigger
        verb = trigger.head if not trigger.is_noun else (trigger.verb if trigger.link in ("agent", "with") else None)
        if verb is None or trigger.frame.agent == "none" or (trigger.frame.casualty and not act.told_means):
            return False
        return not is_passive(verb) and verb.tag_ != "VBN"

    def _can_act(self, act: Act, agent: Participant) -> bool:
        """Tell whether a phrase can be who does an act of this kind: a party, fighters, people; no place, no thing."""
        words = lexicon()
        if act.trigger.frame.total or agent.text.lower() in words.nonevents["pronouns"]:
            return False
        if agent.party in ("CIV", "MED", "NGO") and act.kind in words.nonevents["armed_kinds"]:
            return False
        head = act.agent
        if head is None:
            return False
        if act.trigger.is_noun and head.i < act.trigger.head.i and head.i in self.place_tokens:
            return False  # "the Boukamal strike" says where
        if head.lower_ in words.nonevents["first_person"] and head.head.i != act.trigger.head.i:
            return False  # "I saw soldiers firing": the subject was borrowed across a clause
        if agent.party == "CIV" and act.kind in VIOLENT and (head.tag_ in ("NNS", "NNPS") or head.pos_ == "NUM"):
            return False  # crowds are hurt; one man may shoot
        if agent.party != "unknown":
            return True
        if head.lemma_.lower() in frame_book().nouns:
            return False  # "the offensive would bring a ground assault"
        if act.trigger.is_noun and head.i < act.trigger.head.i and head.dep_ in ("compound", "amod", "nmod", "poss"):
            return False
        lemma = head.lemma_.lower()
        return (
            head.ent_type_ in ("PERSON", "ORG", "NORP")
            or head.pos_ == "PRON"
            or any(lemma in words.classes[name] for name in ("fighter", "person", "aircraft", "armed"))
            or lemma in words.means["attack"]
            or lemma in words.nonevents["doers"]
        )

    def _is_event(self, act: Act) -> bool:
        """Tell whether an act is one that the report places in the world, or that some voice denies."""
        pinned = act.place_own or act.time_own or bool(act.figures)
        frame, head = act.trigger.frame, act.trigger.head
        if frame.weak and not (pinned or act.agent is not None):
            return False
        if frame.total and not act.figures:
            return False
        if act.casualty_only and not (pinned or act.headline) and act.target_party is None:
            return False
        if (
            act.agent_party is not None
            and act.kind in VIOLENT
            and act.agent_party.party.lower() in lexicon().nonevents["harmless"]
        ):
            return False
        # "rebels fighting Assad", "a town held by rebels": who they are, not what is told
        if not act.trigger.is_noun and head.dep_ in ("acl", "relcl") and act.kind in ("clash", "control", "support"):
            if not (act.time_own or bool(act.figures)) and head.dep_ == "acl" and act.kind != "support":
                return False
        if act.reality.habitual and not act.time_own and not act.headline:
            return False
        if act.reality.unreal:
            return any(s.covers(head.i) and (act.reality.negated or s.stance is Stance.DENIES) for s in self.statements)
        return True

    @staticmethod
    def _told(cluster: Cluster) -> bool:
        """Tell whether a report says enough of an act to place it in the world: where, when, how many, or who to whom."""
        acts = cluster.acts
        if any(a.place_own or a.time_own or a.figures for a in acts):
            return True
        if any(a.agent is not None and a.reality.realis is Realis.PLANNED for a in acts):
            return True
        target = any(a.target is not None for a in acts)
        return target and (any(a.agent is not None for a in acts) or not all(a.trigger.is_noun for a in acts))

    # figures

    def _deal_figures(self, acts: list[Act]) -> None:
        """Give each figure to the act whose words carry it, else to the nearest act of the sentence, else the last one."""
        sentences = {i: n for n, s in enumerate(self.doc.sents) for i in range(s.start, s.end)}
        for index, mention in enumerate(self.figures):
            at = mention.anchor_token
            owner = next((a for a in acts if at in a.tokens), None)
            if owner is None:
                near = [
                    a
                    for a in acts
                    if a.sentence == sentences[at]
                    and a.kind
                    in VIOLENT | {"offensive", "capture", "detention", "displacement", "protest", "withdrawal"}
                ]
                if near:
                    owner = min(near, key=lambda a: (path_cost(self.doc, a.trigger.head, at), a.order))
                else:
                    before = [a for a in acts if a.sentence < sentences[at] and a.kind in VIOLENT]
                    owner = before[-1] if before else None
            if owner is not None:
                owner.figures.append(index)

    def _figure(self, mention: CasualtyMention) -> Figure:
        figure = mention.figure
        voice = self.voices.teller(mention.anchor_token)
        source = "outlet" if voice.is_outlet else voice.text
        return Figure(figure.outcome, figure.low, figure.high, figure.who, figure.text, figure.span, source)

    # events

    def _event(
        self, cluster: Cluster, accounts: tuple[Account, ...], figures: list[Figure], scene: Circumstances, number: int
    ) -> Event | None:
        if not accounts and not all(act.headline for act in cluster.acts):
            return None
        if not self._told(cluster):
            return None
        accounts = accounts or (Account(OUTLET_VOICE, Stance.ASSERTS, Stance.ASSERTS),)
        main, kind = cluster.main, cluster.kind
        ranked = sorted(cluster.acts, key=fullness, reverse=True)
        agent = self._best([a.agent_party for a in ranked])
        if agent is None:
            suspect = self.voices.suspect(cluster, accounts)
            agent = self._participant(suspect, "agent", violent=True)
            if agent is not None and agent.party in ("unknown", "CIV"):
                agent = None
        target = self._best([a.target_party for a in ranked])
        if target is None and kind in lexicon().nonevents["harming"]:
            target = self._harmed(cluster)
        place = cluster.place or next((a.place for a in ranked if a.place is not None), None)
        if place is None and main.trigger.frame.total:
            place = scene.country()
        elif place is None and kind not in lexicon().nonevents["placeless"]:
            place = scene.before(main.trigger.head.i)
        time: TimeInterval | None = next((a.time for a in ranked if a.time_own), None)
        kept: list[Figure] = []
        for act in cluster.acts:
            for index in act.figures:
                figure = figures[index]
                if not any((f.outcome, f.low, f.high) == (figure.outcome, figure.low, figure.high) for f in kept):
                    kept.append(figure)
        if main.phase in RELEASED:  # those let go are held no more
            kept = [figure for figure in kept if figure.outcome is not Outcome.DETAINED]
        realis = settle(frame_book().kinds[kind], main.trigger.frame, main.reality, time=time, figures=kept)
        means = next((a.means for a in ranked if a.means is not None), None)
        return Event(
            id=f"e{number}",
            kind=kind,
            realis=realis,
            mentions=tuple(self._mention(a) for a in ranked),
            accounts=accounts,
            phase=main.phase,
            agent=agent,
            target=target,
            means=self._participant(means),
            place=place,
            time=time,
            figures=tuple(kept),
        )

    def _harmed(self, cluster: Cluster) -> Participant | None:
        """Return the dead or wounded of an act as its target."""
        for act in cluster.acts:
            for index in act.figures:
                mention = self.figures[index]
                if mention.figure.high != 0 and mention.figure.who and mention.person_token is not None:
                    return self._participant(self.doc[mention.person_token], "target")
        return None

    @staticmethod
    def _best(found: list[Participant | None]) -> Participant | None:
        """Return the first participant whose party is known, else the first."""
        named = [p for p in found if p is not None]
        return next((p for p in named if p.party != "unknown"), named[0] if named else None)

    def _mention(self, act: Act) -> Mention:
        trigger = self.doc[act.trigger.start : act.trigger.end]
        clause = self.doc[act.clause[0] : act.clause[1]]
        return Mention(Span(trigger.start_char, trigger.end_char), Span(clause.start_char, clause.end_char))

    # statements

    def _statement(self, spoken: SpokenStatement) -> Statement:
        def chars(span: tuple[int, int] | None) -> Span | None:
            if span is None:
                return None
            found = self.doc[span[0] : span[1]]
            return Span(found.start_char, found.end_char)

        contents = tuple(span for span in (chars(c) for c in spoken.contents) if span is not None)
        return Statement(
            source=self.voices.voice(spoken.speaker) if spoken.speaker is not None else OUTLET_VOICE,
            stance=spoken.stance,
            content=contents,
            cue=chars(spoken.cue[0]) if spoken.cue else None,
            source_span=chars(spoken.source),
            evidence=chars(spoken.evidence),
            direct=spoken.direct,
            via=self.voices.voice(spoken.via) if spoken.via is not None else None,
            inside=spoken.parent,
        )
