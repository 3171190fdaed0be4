"""Accounts: every voice that tells of an event or denies it, from the statements that hold the event's tellings."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from sayso.extract.acts import VIOLENT, Act
from sayso.extract.frames import frame_book
from sayso.extract.grammar import direct_object, prep_object
from sayso.extract.lexicon import lexicon
from sayso.extract.merging import Cluster
from sayso.extract.parties import ReportParties
from sayso.extract.voices import SpokenStatement, TokenSpan, voice_at
from sayso.model import OUTLET, UNKNOWN, Account, Realis, Span, Stance, Voice
from sayso.reading.boundaries import token_range

OUTLET_VOICE = Voice("", OUTLET)
# Stances that leave open whether the speaker holds the act for true; they make no account.
NO_STAND = frozenset((Stance.DOUBTS,))
# Kinds of act that a party is charged with and denies.
CHARGED = VIOLENT | {
    "capture",
    "detention",
    "siege",
    "aid_blocked",
    "shootdown",
    "displacement",
    "support",
    "withdrawal",
}
# How many sentences after an event a bare denial ("denied the charge") may stand to be an answer to it.
ANSWER_REACH = 2
# How many sentences after an act its witness may be heard without naming it.
WITNESS_REACH = 2
# How many steps up the parse a clause is searched.
DEPTH = 8
# Clauses that a denial takes for granted: reasons, purposes, relative clauses.
GRANTED = frozenset(("advcl", "relcl", "acl"))
# Codes that many voices share: two of them are one voice only if their words agree too.
SHARED = frozenset(("CIV", "MED", "NGO", "UN", UNKNOWN))


# Monitors and bodies with a code of their own that deny on others' behalf; they are no suspects.
PASSIVE = frozenset((OUTLET, "sohr", "white-helmets", "opcw", "european-union", "syrian-coalition"))


class AccountFinder:
    """Finds the accounts of the clusters of one report."""

    def __init__(self, doc: Doc, statements: Sequence[SpokenStatement], parties: ReportParties) -> None:
        self._doc = doc
        self._statements = statements
        self._parties = parties
        self._voices: dict[TokenSpan, Voice] = {}

    def accounts(self, clusters: Sequence[Cluster], anchors: Mapping[int, int]) -> list[list[Account]]:
        """Return the accounts of each cluster, each voice and stance once, in the order of the report.

        `anchors` maps the index of a figure to the token that carries it: who gives a toll asserts the act.
        """
        found: list[list[Account]] = []
        for cluster in clusters:
            mine: list[Account] = []
            for act in cluster.acts:
                for account in self._of_act(act):
                    add(mine, account)
            for act in cluster.acts:
                for index in act.figures:
                    for account in self._of_figure(anchors[index]):
                        add(mine, account)
            found.append(mine)
        for number, statement in enumerate(self._statements):
            if statement.speaker is not None and not self._is_own(statement):
                self._attach(number, statement, clusters, found)
        return found

    def teller(self, token: int) -> Voice:
        """Return the voice that tells a token of the report: the innermost speaker, else the outlet."""
        for statement in voice_at(self._statements, token):
            if statement.speaker is not None and statement.stance is not Stance.DENIES:
                return self.voice(statement.speaker)
        return OUTLET_VOICE

    def voice(self, speaker: TokenSpan) -> Voice:
        """Return the voice of a phrase: its words and its party."""
        known = self._voices.get(speaker)
        if known is None:
            span = self._doc[speaker.start : speaker.end]
            known = Voice(span.text, self._parties.of(span, "source").code, Span(span.start_char, span.end_char))
            self._voices[speaker] = known
        return known

    def suspect(self, cluster: Cluster, accounts: Sequence[Account]) -> Token | None:
        """Return the head of the party that voices hold for the doer: who claims the act, is accused of it, or denies it."""
        tokens = {i for act in cluster.acts for i in act.tokens}
        for statement in self._statements:
            if (
                statement.stance is Stance.CLAIMS
                and statement.speaker is not None
                and any(statement.covers(i) for i in tokens)
            ):
                return self._doc[statement.speaker.start : statement.speaker.end].root
        for statement in self._statements:
            if statement.stance is not Stance.ACCUSES or not statement.cue:
                continue
            near = any(statement.covers(i) for i in tokens) or any(
                up.i in tokens for up in self._doc[statement.cue[0].start].ancestors
            )
            accused = self._accused(statement) if near else None
            if accused is not None:
                return accused
        for account in accounts:
            if (
                account.stance is Stance.DENIES
                and account.source.span is not None
                and self._may_do(account.source.party)
            ):
                tokens = token_range(self._doc, account.source.span)
                if tokens is not None:
                    return self._doc[tokens[0] : tokens[1]].root
        return None

    def planner(self, act: Act) -> Token | None:
        """Return the head of an armed speaker who tells of a coming act without saying whose: it is his side's."""
        for statement in voice_at(self._statements, act.trigger.head.i):
            if statement.speaker is None:
                continue
            party = self.voice(statement.speaker).party
            if party.endswith(("-MIL", "-REB")):
                return self._doc[statement.speaker.start : statement.speaker.end].root
            return None
        return None

    def _accused(self, statement: SpokenStatement) -> Token | None:
        """Return whom an accusation names: "accused X of", "blamed X for", "blamed it on X"."""
        cue = self._doc[statement.cue[0].start]
        on = prep_object(cue, "on")
        held = on if on is not None and self._parties.of(on, "agent").known else direct_object(cue)
        if held is None and statement.contents:
            held = self._doc[statement.contents[0].start : statement.contents[0].end].root
            held = next((kid for kid in held.lefts if kid.dep_ == "nsubj"), held)
        return held if held is not None and self._may_do(self._parties.of(held, "agent").code) else None

    @staticmethod
    def _may_do(party: str) -> bool:
        return (
            party[4:].lower() in lexicon().nonevents["deniers"] if party[3:4] == "-" else party not in PASSIVE | SHARED
        )

    # a voice that tells the act itself

    def _of_act(self, act: Act) -> list[Account]:
        telling = [s for s in voice_at(self._statements, act.trigger.head.i) if s.speaker is not None]
        if telling and self._is_own(telling[0]):
            telling = []
        if not telling:
            return [] if act.headline or act.reality.unreal else [Account(OUTLET_VOICE, Stance.ASSERTS, Stance.ASSERTS)]
        inner = telling[0]
        if inner.stance in NO_STAND:
            return []
        denied = inner.stance is Stance.DENIES and (inner.rebuts is None or inner.rebuts.covers(act.trigger.head.i))
        if denied and not any(
            c.covers(act.trigger.head.i) and denied_itself(c, act.trigger.head) for c in inner.contents
        ):
            return []
        if act.reality.negated and not denied:
            return [self._account(inner, Stance.DENIES, telling)]
        if act.reality.hypothetical and not denied:
            return []
        return [self._account(inner, Stance.DENIES if denied else Stance.ASSERTS, telling)]

    def _is_own(self, statement: SpokenStatement) -> bool:
        """Tell whether "we" speaks outside a quotation: the body that issues the report."""
        speaker = statement.speaker
        return (
            speaker is not None
            and not statement.resolved
            and self._doc[speaker.start].lower_ in lexicon().nonevents["first_person"]
        )

    def _of_figure(self, anchor: int) -> list[Account]:
        telling = [s for s in voice_at(self._statements, anchor) if s.speaker is not None]
        if not telling or telling[0].stance is Stance.DENIES or telling[0].stance in NO_STAND:
            return []
        return [self._account(telling[0], Stance.ASSERTS, telling)]

    # a voice that speaks of an act told elsewhere

    def _attach(
        self, number: int, statement: SpokenStatement, clusters: Sequence[Cluster], found: list[list[Account]]
    ) -> None:
        """Add the account of a statement to the events it speaks of without telling them."""
        denies = statement.stance is Stance.DENIES
        held = [k for k, c in enumerate(clusters) if any(statement.covers(a.trigger.head.i) for a in c.acts)]
        told = any(statement.covers(a.trigger.head.i) and not a.reality.negated for k in held for a in clusters[k].acts)
        rebuts = statement.rebuts
        if rebuts is not None and (denies or not told):
            for k, cluster in enumerate(clusters):
                if any(rebuts.covers(a.trigger.head.i) and denied_itself(rebuts, a.trigger.head) for a in cluster.acts):
                    add(found[k], self._account(statement, Stance.DENIES))
                    held.append(k)
        if denies and not any(self._pinned(clusters[k], statement) for k in held):
            for k in self._answered(statement, clusters, set(held)):
                add(found[k], self._account(statement, Stance.DENIES))
        elif not told and not denies and statement.negated:
            for k in self._answered(statement, clusters, set(held), near=True):
                add(found[k], self._account(statement, Stance.DENIES))
        elif not held and not denies and statement.stance not in NO_STAND:
            k = self._carrier(statement, clusters)
            if k is None:
                k = self._witnessed(statement, clusters)
            if k is not None:
                add(found[k], self._account(statement, Stance.ASSERTS))

    @staticmethod
    def _pinned(cluster: Cluster, statement: SpokenStatement) -> bool:
        """Tell whether a denial tells its act with a place, a day or a figure of its own: then it denies that act alone."""
        return any(
            (a.place_own or a.time_own or bool(a.figures) or a.definite)
            and (
                statement.covers(a.trigger.head.i)
                or (statement.rebuts is not None and statement.rebuts.covers(a.trigger.head.i))
            )
            for a in cluster.acts
        )

    def _answered(
        self, statement: SpokenStatement, clusters: Sequence[Cluster], held: set[int], *, near: bool = False
    ) -> list[int]:
        """Return the events that a bare denial answers ("Damascus denies using gas", "rejected the charges").

        They are the events told before of which the denier's own side is the agent, of the kinds that the denial names;
        where nobody is named as their agent, the last one of them. `near` asks for a named agent not far before: what is
        negated ("it had not fired in that area") answers only what was just said.
        """
        assert statement.speaker is not None
        denier = self.voice(statement.speaker).party
        kinds = {clusters[k].kind for k in held} | self._kinds_named(statement)
        at = self._sentence(statement)
        before = [
            k
            for k, c in enumerate(clusters)
            if c.acts[0].trigger.head.i < statement.evidence.start
            and c.kind in (kinds or CHARGED)
            and c.main.reality.realis is not Realis.PLANNED
        ]
        accused = [
            k
            for k in before
            if k not in held
            and (not near or at - max(a.sentence for a in clusters[k].acts) <= ANSWER_REACH)
            and (one_side(self._agent(clusters[k]), denier) or (kinds and not near and not self._agent(clusters[k])))
        ]
        if accused:
            return accused
        if held or near:
            return []
        return [k for k in before if at - max(a.sentence for a in clusters[k].acts) <= ANSWER_REACH][-1:]

    def _kinds_named(self, statement: SpokenStatement) -> set[str]:
        """Return the kinds of act that the words of a denial name without telling an act ("any such support")."""
        nouns = frame_book().nouns
        return {
            frame.kind
            for span in statement.contents
            for token in self._doc[span.start : span.end]
            if token.pos_ == "NOUN"
            for frame in nouns.get(token.lemma_.lower(), ())
            if len(frame.words) == 1 and not frame.generic
        }

    @staticmethod
    def _agent(cluster: Cluster) -> str:
        return next(
            (a.agent_party.party for a in cluster.acts if a.agent_party is not None and a.agent_party.party != UNKNOWN),
            "",
        )

    def _sentence(self, statement: SpokenStatement) -> int:
        at = statement.evidence.start
        return next((n for n, s in enumerate(self._doc.sents) if s.start <= at < s.end), 0)

    def _carrier(self, statement: SpokenStatement, clusters: Sequence[Cluster]) -> int | None:
        """Return the event whose own clause a voice characterises ("bombed Aleppo with what residents described as ...")."""
        if not statement.cue:
            return None
        by_token = {i: k for k, c in enumerate(clusters) for a in c.acts for i in a.tokens if not a.reality.unreal}
        here = self._doc[statement.cue[0].start]
        for _ in range(DEPTH):
            if here.i in by_token:
                return by_token[here.i]
            if here.head == here or here.dep_ == "conj" and here.pos_ == "VERB":
                break
            here = here.head
        for kid in self._doc[statement.cue[0].start].children:  # "called a long and painful meeting"
            for noun in kid.subtree:
                if noun.i in by_token and kid.dep_ in ("oprd", "dobj", "attr"):
                    return by_token[noun.i]
        return None

    def _witnessed(self, statement: SpokenStatement, clusters: Sequence[Cluster]) -> int | None:
        """Return the act of arms that a witness speaks of right after it is told ("a doctor said the ward was full")."""
        assert statement.speaker is not None
        if self.voice(statement.speaker).party != "CIV" or statement.stance is not Stance.ASSERTS:
            return None
        at = self._sentence(statement)
        before = [
            k
            for k, c in enumerate(clusters)
            if c.kind in VIOLENT
            and c.main.reality.realis is not Realis.PLANNED
            and 0 <= at - max(a.sentence for a in c.acts) <= WITNESS_REACH
        ]
        return before[-1] if before else None

    def _account(self, statement: SpokenStatement, stance: Stance, telling: Sequence[SpokenStatement] = ()) -> Account:
        assert statement.speaker is not None
        source = self.voice(statement.speaker)
        evidence = self._doc[statement.evidence.start : statement.evidence.end]
        via = statement.via
        if via is None and telling and statement.parent is not None:
            via = self._statements[statement.parent].speaker
        carrier = self.voice(via) if via is not None else None
        if carrier is not None and same_voice(carrier, source):
            carrier = None
        manner = statement.stance if (stance is Stance.DENIES) == (statement.stance is Stance.DENIES) else stance
        return Account(source, stance, manner, Span(evidence.start_char, evidence.end_char), carrier)


def add(found: list[Account], account: Account) -> None:
    """Add an account unless its voice and stance are there; of two names of one voice the fuller stays."""
    for at, other in enumerate(found):
        if other.stance is account.stance and same_voice(other.source, account.source):
            if (
                len(account.source.text.split()) > len(other.source.text.split())
                and account.source.party == other.source.party
            ):
                found[at] = account
            return
    found.append(account)


def denied_itself(content: TokenSpan, head: Token) -> bool:
    """Tell whether an act inside a denied clause is what is denied, not something that the denial takes for granted."""
    here = head
    for _ in range(DEPTH):
        if here.dep_ in GRANTED and here.i > content.start + 2 and content.covers(here.head.i):
            return False
        if here.head == here or not content.covers(here.head.i):
            return True
        here = here.head
    return True


def one_side(a: str, b: str) -> bool:
    """Tell whether two party codes are one side: the same party, or organs of one state."""
    if not a or UNKNOWN in (a, b):
        return False
    return a == b or (a[3:4] == "-" and a[:4] == b[:4] and {a[4:], b[4:]} <= {"GOV", "MIL"})


def same_voice(a: Voice, b: Voice) -> bool:
    """Tell whether two voices are one: one organisation and its spokesman, or the same words."""
    if a.is_outlet or b.is_outlet:
        return a.is_outlet and b.is_outlet
    if a.party == b.party and a.party not in SHARED and "-" not in a.party[3:4]:
        return True
    words_a, words_b = _content(a.text), _content(b.text)
    if not words_a or not words_b:
        return a.text.lower() == b.text.lower()
    return a.party == b.party and (words_a <= words_b or words_b <= words_a)


def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in text.lower().split() if len(word) > 2 and word != "the")
