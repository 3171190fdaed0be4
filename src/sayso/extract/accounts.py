"""Accounts: every voice that tells of an event or denies it, from the statements that hold the event's tellings."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from sayso.extract.acts import Act
from sayso.extract.answers import Answers, agent_of, denied_itself, pinned
from sayso.extract.clusters import Cluster
from sayso.extract.disclaimers import disclaims
from sayso.extract.likeness import one_side
from sayso.extract.own_word import is_aside, is_hearsay, is_stated
from sayso.extract.spoken_of import SpokenOf
from sayso.extract.tellers import OUTLET_VOICE, Tellers, add, same_voice
from sayso.extract.voices import SpokenStatement
from sayso.extract.voices.cues import load_cues
from sayso.model import Account, Realis, Stance

# Stances that leave open whether the speaker holds the act for true; they make no account.
NO_STAND = frozenset((Stance.DOUBTS,))
# How the word of a claim hangs that is only added to the name of an act ("the attack, claimed by the Front, ...").
ASIDES = frozenset(("acl", "relcl"))
# Stances towards what is to come: "not" in them denies nothing that has happened.
COMING = frozenset((Stance.WARNS, Stance.THREATENS, Stance.DEMANDS, Stance.PROMISES, Stance.PLANS))


def to_come(act: Act) -> bool:
    """Tell whether it is said what will come of an act ("will not go unpunished"): that takes it for done."""
    return act.trigger.is_noun and act.trigger.head.dep_ == "nsubj" and act.reality.realis is Realis.PLANNED


def _one_stance(accounts: list[Account]) -> list[Account]:
    """Leave out what the same words assert of an act and deny of it: "said nobody was killed", "... was repelled"."""
    denying = {a.evidence for a in accounts if a.stance is Stance.DENIES and a.evidence is not None}
    return [a for a in accounts if a.stance is Stance.DENIES or a.evidence not in denying]


def _is_gerund(act: Act) -> bool:
    """Tell whether an act is told by a verb without a clause of its own ("denies targeting civilians")."""
    verb = act.trigger.head
    return verb.tag_ == "VBG" and not any(kid.dep_ in ("aux", "nsubj") for kid in verb.children)


class AccountFinder:
    """Finds the accounts of the clusters of one report."""

    def __init__(self, doc: Doc, sentences: Sequence[int], tellers: Tellers, body: int = 0) -> None:
        """Look for accounts from token `body` on: what stands before is the headline."""
        self._doc = doc
        self._body = body
        self._tellers = tellers
        self._statements = tellers.statements
        self._answers = Answers(doc, sentences, tellers)
        self._spoken_of = SpokenOf(doc, sentences, tellers)
        self.general: set[int] = set()  # clusters that only say what is denied of others

    def accounts(self, clusters: Sequence[Cluster], anchors: Mapping[int, int]) -> list[list[Account]]:
        """Return the accounts of each cluster, each voice and stance once, in the order of the report.

        `anchors` maps the index of a figure to the token that carries it: who gives a toll asserts the act.
        """
        found: list[list[Account]] = []
        for cluster in clusters:
            mine: list[Account] = []
            acts = [act for act in cluster.acts if not act.headline] or cluster.acts  # a headline is no account
            for act in acts:
                for account in self._of_act(act, agent_of(cluster)):
                    add(mine, account)
            for act in acts:
                for index in () if disclaims(act.trigger.head) else act.figures:
                    for account in self._of_figure(anchors[index]):
                        add(mine, account)
            found.append(self._vouched(cluster, mine))
        for statement in self._statements:
            if statement.evidence.end <= self._body:
                continue
            if statement.speaker is not None and not self._tellers.is_own(statement):
                self._attach(statement, clusters, found)
        for cluster, accounts in zip(clusters, found, strict=True):
            accounts[:] = [account for account in accounts if not self._is_itself(account, cluster)]
            if self._only_reported(cluster, accounts):
                accounts[:] = [account for account in accounts if not account.source.is_outlet]
        return [_one_stance(accounts) for accounts in found]

    def _vouched(self, cluster: Cluster, accounts: list[Account]) -> list[Account]:
        """Leave out the outlet's account of an act that it takes from the voices beside it and never states itself."""
        if not any(a.stance is Stance.ASSERTS and not a.source.is_outlet for a in accounts):
            return accounts
        if any(is_stated(act) and self._tellers.teller(act.trigger.head.i).is_outlet for act in cluster.acts):
            return accounts
        if any(self._released(act) for act in cluster.acts):
            return accounts
        return [a for a in accounts if not a.source.is_outlet]

    def _only_reported(self, cluster: Cluster, accounts: Sequence[Account]) -> bool:
        """Tell whether an act that somebody denies is nowhere stated: "claims that the army used gas were rejected"."""
        if not any(account.stance is Stance.DENIES for account in accounts):
            return False
        own = [a for a in cluster.acts if not a.headline and self._tellers.teller(a.trigger.head.i).is_outlet]
        return bool(own) and all(is_hearsay(act.trigger.head) for act in own)

    def _released(self, act: Act) -> bool:
        """Tell whether a press release takes an act for done: "Minister Haddad welcomes the liberation of Sinjar"."""
        telling = self._tellers.telling(act.trigger.head.i)
        if not self._tellers.is_release or len(telling) != 1 or not telling[0].cue or act.headline:
            return False
        verb = self._doc[telling[0].cue[0].start]
        return verb.lemma_.lower() in load_cues().words["judged"]

    def _is_itself(self, account: Account, cluster: Cluster) -> bool:
        """Tell whether what "speaks" is the act ("a protest movement demanding reforms")."""
        span = account.source.span
        if span is None:
            return False
        acts = (act.trigger for act in cluster.acts if act.trigger.is_noun and not act.trigger.frame.casualty)
        ends = (self._doc[trigger.end - 1] for trigger in acts)
        return any(span.start < last.idx + len(last) == span.end for last in ends)

    # a voice that tells the act itself

    def _of_act(self, act: Act, agent: str) -> list[Account]:
        telling = self._tellers.telling(act.trigger.head.i)
        if not telling:
            return [] if act.headline or act.reality.unreal else [Account(OUTLET_VOICE, Stance.ASSERTS, Stance.ASSERTS)]
        inner = telling[0]
        if self._answers_the_outlet(inner, act) and not act.headline and is_stated(act):
            return [
                Account(OUTLET_VOICE, Stance.ASSERTS, Stance.ASSERTS),
                *self._tellers.accounts(inner, Stance.DENIES),
            ]
        if inner.stance in NO_STAND:
            return []
        if not inner.direct and not act.denied and is_aside(act.trigger.head, inner):
            return [Account(OUTLET_VOICE, Stance.ASSERTS, Stance.ASSERTS)]
        denied = inner.stance is Stance.DENIES and (inner.rebuts is None or inner.rebuts.covers(act.trigger.head.i))
        if denied and act.trigger.frame.total:  # "denied using gas during the war that has gone on for years"
            return [Account(OUTLET_VOICE, Stance.ASSERTS, Stance.ASSERTS)]
        if denied and not any(
            c.covers(act.trigger.head.i) and denied_itself(c, act.trigger.head) for c in inner.contents
        ):
            return []
        if act.reality.negated and (inner.stance in COMING or to_come(act)):
            return []  # who says that an attack "will not go unpunished" does not deny it
        if act.reality.negated and not denied and self._answers.hoped(inner):
            return []
        if act.reality.negated and act.reality.hypothetical and not denied:
            return []  # "hardship could not be eased by a truce of three hours"
        if act.reality.negated and not denied:
            return self._tellers.accounts(inner, Stance.DENIES, telling)
        if not denied and disclaims(act.trigger.head):  # "said the army was not behind the raid"
            return self._tellers.accounts(inner, Stance.DENIES, telling)
        if act.reality.hypothetical and not denied:
            return []
        beside = [s for s in telling[1:] if self._tells_beside(inner, s)]
        if not beside and self._turns_the_charge(inner, act, agent):  # two that accuse each other hold that it was done
            denied = True
        carried = () if beside else telling
        found = [Account(OUTLET_VOICE, Stance.ASSERTS, Stance.ASSERTS)] if self._released(act) else []
        found += self._tellers.accounts(inner, Stance.DENIES if denied else Stance.ASSERTS, carried)
        for other in beside:
            found += self._tellers.accounts(other, Stance.DENIES if other.stance is Stance.DENIES else Stance.ASSERTS)
        return found

    @staticmethod
    def _answers_the_outlet(statement: SpokenStatement, act: Act) -> bool:
        """Tell whether a voice denies what the report itself told before: "Gunmen killed ten. The group denied it"."""
        told, head = statement.rebuts, act.trigger.head
        if told is None or statement.stance is not Stance.DENIES or statement.rebuts_statement is not None:
            return False
        behind = told.covers(head.i) and head.sent.end <= statement.evidence.start
        return behind and act.denied and not act.reality.unreal

    def _turns_the_charge(self, statement: SpokenStatement, act: Act, agent: str) -> bool:
        """Tell whether the side that is held for the doer of an act lays it at another's door."""
        if statement.stance is not Stance.ACCUSES or statement.speaker is None:
            return False
        voice = self._tellers.voice(statement.speaker).party
        alone = len(self._tellers.parts(statement.speaker)) == 1
        return alone and one_side(agent, voice) and not one_side(act.party, voice)

    def _tells_beside(self, inner: SpokenStatement, other: SpokenStatement) -> bool:
        """Tell whether another voice tells an act as much as the innermost one does.

        So do two that accuse each other, and whoever tells of an attack "claimed by" a group, whose claim is an aside.
        """
        if inner.stance is Stance.ACCUSES:
            return other.cue == inner.cue
        aside = inner.stance is Stance.CLAIMS and bool(inner.cue)
        return aside and self._doc[inner.cue[0].start].dep_ in ASIDES

    def _of_figure(self, anchor: int) -> list[Account]:
        telling = self._tellers.telling(anchor)
        if not telling or telling[0].stance is Stance.DENIES or telling[0].stance in NO_STAND:
            return []
        return self._tellers.accounts(telling[0], Stance.ASSERTS, telling)

    # a voice that speaks of an act told elsewhere

    def _attach(self, statement: SpokenStatement, clusters: Sequence[Cluster], found: list[list[Account]]) -> None:
        """Add the account of a statement to the events it speaks of without telling them."""
        denies = statement.stance is Stance.DENIES
        held = [k for k, c in enumerate(clusters) if any(statement.covers(a.trigger.head.i) for a in c.acts)]
        if denies and self._answers.at_large(statement, [clusters[k] for k in held]):
            return
        told = any(statement.covers(a.trigger.head.i) and not a.reality.negated for k in held for a in clusters[k].acts)
        if statement.stance is Stance.ACCUSES:  # "blamed the army, which denied the attack": both speak of it
            for k in held:
                if any(statement.covers(a.trigger.head.i) and a.denied for a in clusters[k].acts):
                    add(found[k], *self._tellers.accounts(statement, Stance.ASSERTS))
        rebuts = statement.rebuts
        if rebuts is not None and told and statement.stance in (Stance.CONFIRMS, Stance.CLAIMS):
            # "the news was confirmed by the mayor", "the group claimed it"
            for k in held:
                add(found[k], *self._tellers.accounts(statement, Stance.ASSERTS))
        if rebuts is not None and (denies or not told):
            for k in self._answers.rebutted(statement, rebuts, clusters):
                if self._holds_for_true(statement, clusters[k], found[k]):
                    continue
                add(found[k], *self._tellers.accounts(statement, Stance.DENIES))
                held.append(k)
        if denies and not any(pinned(clusters[k], statement) for k in held):
            answered = self._answers.answered(statement, clusters, set(held))
            answered = [k for k in answered if not self._holds_for_true(statement, clusters[k], found[k])]
            for k in answered:
                add(found[k], *self._tellers.accounts(statement, Stance.DENIES))
            if answered:  # "Russia, which denies targeting civilians": the act denied is the one it is charged with
                bare = {k for k in held if all(a.denied and _is_gerund(a) for a in clusters[k].acts)}
                self.general |= bare.difference(answered)
            return
        answers = (
            not told
            and not denies
            and (statement.negated or self._answers.blames_others(statement))
            and not self._answers.hoped(statement)
            and not any(statement.covers(a.trigger.head.i) and to_come(a) for k in held for a in clusters[k].acts)
        )
        answered = self._answers.answered(statement, clusters, set(held), near=True) if answers else []
        for k in answered:
            add(found[k], *self._tellers.accounts(statement, Stance.DENIES))
        # who names the doer, and is none himself, asserts: "Washington said Moscow was responsible"
        if not (held or denies or answered) and not statement.negated and statement.stance not in NO_STAND:
            spoken_of = self._spoken_of.find(statement, clusters)
            if spoken_of is not None:
                add(found[spoken_of], *self._tellers.accounts(statement, Stance.ASSERTS))

    def _holds_for_true(self, statement: SpokenStatement, cluster: Cluster, accounts: Sequence[Account]) -> bool:
        """Tell whether a voice that told of an act only dismisses what others say of it, and is not charged with it."""
        if statement.speaker is None or statement.rebuts_statement is None:
            return False
        answered = self._statements[statement.rebuts_statement]
        if answered.stance is not Stance.ASSERTS or answered.covers(statement.evidence.start):
            return False
        if any(answered.covers(a.trigger.head.i) for a in cluster.acts):
            return False
        voice = self._tellers.voice(statement.speaker)
        if one_side(agent_of(cluster), voice.party):
            return False
        return any(a.stance is Stance.ASSERTS and same_voice(a.source, voice) for a in accounts)
