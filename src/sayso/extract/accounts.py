"""Accounts: every voice that tells of an event or denies it, from the statements that hold the event's tellings."""

from collections.abc import Sequence

from spacy.tokens import Doc

from sayso.extract.acts import Act
from sayso.extract.merging import Cluster
from sayso.extract.parties import ReportParties
from sayso.extract.voices import SpokenStatement, TokenSpan, voice_at
from sayso.model import OUTLET, UNKNOWN, Account, Span, Stance, Voice

OUTLET_VOICE = Voice("", OUTLET)
# Stances that leave open whether the speaker holds the act for true; they make no account.
NO_STAND = frozenset((Stance.DOUBTS,))
# Codes that many voices share: two of them are one voice only if their words agree too.
SHARED = frozenset(("CIV", "MED", "NGO", "UN", UNKNOWN))


class AccountFinder:
    """Finds the accounts of the clusters of one report."""

    def __init__(self, doc: Doc, statements: Sequence[SpokenStatement], parties: ReportParties) -> None:
        self._doc = doc
        self._statements = statements
        self._parties = parties
        self._voices: dict[TokenSpan, Voice] = {}

    def accounts(self, cluster: Cluster) -> tuple[Account, ...]:
        """Return the accounts of an event, each voice and stance once, in the order of the report."""
        found: list[Account] = []
        for act in cluster.acts:
            for account in self._of_act(act):
                self._add(found, account)
        for statement in self._statements:
            if statement.rebuts is not None and statement.speaker is not None:
                if any(statement.rebuts.covers(act.trigger.head.i) for act in cluster.acts):
                    self._add(found, self._account(statement, Stance.DENIES))
        body = [a for a in cluster.acts if not a.headline]
        if not found and not body:
            found.append(Account(OUTLET_VOICE, Stance.ASSERTS, Stance.ASSERTS))
        return tuple(found)

    def teller(self, token: int) -> Voice:
        """Return the voice that tells a token of the report: the innermost speaker, else the outlet."""
        for statement in voice_at(self._statements, token):
            if statement.speaker is not None and statement.stance is not Stance.DENIES:
                return self.voice(statement.speaker)
        return OUTLET_VOICE

    def voice(self, speaker: TokenSpan) -> Voice:
        """Return the voice of a phrase: its words without a leading comma or quote, and its party."""
        known = self._voices.get(speaker)
        if known is None:
            span = self._doc[speaker.start : speaker.end]
            known = Voice(span.text, self._parties.of(span).code, Span(span.start_char, span.end_char))
            self._voices[speaker] = known
        return known

    def _of_act(self, act: Act) -> list[Account]:
        telling = voice_at(self._statements, act.trigger.head.i)
        telling = [s for s in telling if s.speaker is not None]
        if not telling:
            if act.headline or act.reality.unreal:
                return []
            return [Account(OUTLET_VOICE, Stance.ASSERTS, Stance.ASSERTS)]
        inner = telling[0]
        if inner.stance in NO_STAND:
            return []
        if act.reality.negated and inner.stance is not Stance.DENIES:
            return [self._account(inner, Stance.DENIES, telling)]
        if act.reality.hypothetical:
            return []
        if inner.rebuts is not None and inner.stance is Stance.DENIES and not inner.rebuts.covers(act.trigger.head.i):
            return [self._account(inner, Stance.ASSERTS, telling)]
        return [self._account(inner, Stance.DENIES if inner.stance is Stance.DENIES else Stance.ASSERTS, telling)]

    def _account(self, statement: SpokenStatement, stance: Stance, telling: Sequence[SpokenStatement] = ()) -> Account:
        assert statement.speaker is not None
        source = self.voice(statement.speaker)
        evidence = self._doc[statement.evidence.start : statement.evidence.end]
        via = statement.via
        if via is None and len(telling) > 1 and telling[1].speaker is not None:
            via = telling[1].speaker
        carrier = self.voice(via) if via is not None else None
        if carrier is not None and same_voice(carrier, source):
            carrier = None
        manner = statement.stance if (stance is Stance.DENIES) == (statement.stance is Stance.DENIES) else stance
        return Account(source, stance, manner, Span(evidence.start_char, evidence.end_char), carrier)

    @staticmethod
    def _add(found: list[Account], account: Account) -> None:
        for at, other in enumerate(found):
            if other.stance is account.stance and same_voice(other.source, account.source):
                if len(account.source.text.split()) > len(other.source.text.split()) and account.source.party == other.source.party:
                    found[at] = account
                return
        found.append(account)


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
