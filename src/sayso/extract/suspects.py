"""Whom voices hold for the doer of an act that no clause gives one: who claims it, is accused of it, or denies it."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from sayso.extract.acts import Act
from sayso.extract.clusters import Cluster
from sayso.extract.disclaimers import kept_clear
from sayso.extract.grammar import direct_object, prep_object
from sayso.extract.lexicon import lexicon
from sayso.extract.open_doers import OpenDoers
from sayso.extract.parties import ReportParties
from sayso.extract.tellers import Tellers, is_shared
from sayso.extract.voices import SpokenStatement, voice_at
from sayso.model import Account, Stance
from sayso.reading.boundaries import token_range


class Suspects:
    """Finds doers in claims, accusations and denials of one report."""

    def __init__(self, doc: Doc, tellers: Tellers, parties: ReportParties) -> None:
        self._doc = doc
        self._tellers = tellers
        self._statements = tellers.statements
        self._parties = parties
        self._open = OpenDoers(doc)

    def suspect(self, cluster: Cluster, accounts: Sequence[Account]) -> Token | None:
        """Return the head of the party that claims the act, is accused of it, or denies it."""
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
        if cluster.kind in lexicon().kinds["strikes"]:
            for doer in self._open.of(cluster):
                if may_do(self._parties.of(doer, "agent", violent=True).code):
                    return doer
        if cluster.kind not in lexicon().kinds["admitted"]:
            return None  # who denies that a town fell is the one who lost it
        if any(kept_clear(act.trigger.head) is not None for act in cluster.acts):
            return None  # "the mayor said the army was not responsible": he clears somebody else
        hit = {act.target_party.party for act in cluster.acts if act.target_party is not None}
        for account in accounts:
            if account.stance is not Stance.DENIES or account.source.span is None or account.source.party in hit:
                continue
            if may_do(account.source.party):
                words = token_range(self._doc, account.source.span)
                if words is not None:
                    return self._doc[words[0] : words[1]].root
        return None

    def teller(self, act: Act, sectors: tuple[str, ...], *, groups: bool = False) -> Token | None:
        """Return the head of a speaker of such a sector who tells of an act without saying whose: it is his side's.

        So it is with an army that tells of a coming attack, and with police who tell of arrests; with `groups` also
        with a named armed group.
        """
        for statement in voice_at(self._statements, act.trigger.head.i):
            if statement.speaker is None:
                continue
            party = self._tellers.voice(statement.speaker).party
            if party.endswith(tuple(f"-{sector}" for sector in sectors)) or (
                groups and party[3:4] != "-" and may_do(party)
            ):
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
        return held if held is not None and may_do(self._parties.of(held, "agent").code) else None


def may_do(party: str) -> bool:
    """Tell whether a party is one that does acts of force: an organ of a state, or an armed group."""
    words = lexicon().nonevents
    if party[3:4] == "-":
        return party[4:].lower() in words["deniers"]
    return not is_shared(party) and not is_bystander(party)


def is_bystander(party: str) -> bool:
    """Tell whether a party never fights: monitors, rescuers and aid agencies tell of strikes and battles."""
    return party.lower() in lexicon().nonevents["bystanders"]
