"""Acts as the clauses of a report tell them: one entry a telling, before tellings of one act are brought together."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from sayso.extract.absorption import Absorption
from sayso.extract.frames import frame_book
from sayso.extract.grammar import NOMINAL, VERBAL, child, surface_subject
from sayso.extract.instruments import instruments
from sayso.extract.lexicon import lexicon
from sayso.extract.noun_phrases import joined, phrase
from sayso.extract.realis import judge
from sayso.extract.reality import Reality
from sayso.extract.repetition import is_repeated
from sayso.extract.roles import RoleFinder
from sayso.extract.seen import Seen
from sayso.extract.triggers import Trigger, TriggerFinder
from sayso.model import UNKNOWN, Participant, Place, Realis, TimeInterval

# Words of a clause kept as its evidence, at most: the shortest verbatim clause, not the sentence.
EVIDENCE_REACH = 40


@dataclass(slots=True, eq=False)
class Act:
    """One telling of an act. Token ranges throughout; `order` is its place in the report."""

    trigger: Trigger
    kind: str
    reality: Reality
    sentence: int
    order: int
    clause: tuple[int, int]
    agent: Token | None = None
    target: Token | None = None
    victims: Token | None = None
    agent_party: Participant | None = None
    target_party: Participant | None = None
    means: Token | None = None
    place: Place | None = None
    place_own: bool = False
    place_beside: bool = False
    hint: Place | None = None
    place_odds: float = 0.0
    time: TimeInterval | None = None
    time_own: bool = False
    time_said: bool = False
    figures: list[int] = field(default_factory=list)
    phase: str = ""
    definite: bool = False
    told_means: bool = False
    tokens: set[int] = field(default_factory=set)
    headline: bool = False
    fresh: bool = False
    denied: bool = False
    repeated: bool = False
    _words: list[str] | None = None

    @property
    def words(self) -> list[str]:
        """The words of its clause in lower case, punctuation left out."""
        if self._words is None:
            self._words = [t.lower_ for t in self.trigger.head.doc[slice(*self.clause)] if not t.is_punct]
        return self._words

    @property
    def party(self) -> str:
        """The code of the party that does it, UNKNOWN where no doer is told."""
        return self.agent_party.party if self.agent_party is not None else UNKNOWN

    @property
    def casualty_only(self) -> bool:
        """Whether the telling is a bare word for death or injury with no doer and no means."""
        return self.trigger.frame.casualty and self.agent is None and not self.told_means


class ActFinder:
    """Turns triggers into acts: absorbs what tells of the same act in one sentence, sets kind, roles and realis."""

    def __init__(self, finder: TriggerFinder) -> None:
        self._finder = finder
        self._roles = RoleFinder(finder)
        self._book = frame_book()
        self._words = lexicon()

    def find(
        self,
        doc: Doc,
        sentences: Sequence[int],
        skip: set[int],
        spoken: set[int],
        named: set[int],
        seen: Sequence[Seen] = (),
    ) -> list[Act]:
        """Return the acts of a report in order.

        `sentences` holds the number of each token's sentence; `spoken` are the tokens told by a voice other than the
        outlet, `named` those of named parties, `seen` words that may name acts though no frame lists them.
        """
        triggers = self._finder.find(doc, skip, seen)
        Absorption().absorb(triggers)
        acts = []
        for order, trigger in enumerate(t for t in triggers if not t.absorbed):
            act = self._act(trigger, order, sentences[trigger.head.i], named, spoken=trigger.head.i in spoken)
            if act is not None:
                acts.append(act)
        return acts

    # one act

    def _act(self, trigger: Trigger, order: int, sentence: int, named: set[int], *, spoken: bool) -> Act | None:
        reality = judge(trigger, spoken=spoken)
        roles = self._roles.roles(trigger, named)
        for part in trigger.parts:
            more = self._roles.roles(part, named)
            if part.kind == "aid" and trigger.kind in self._words.kinds["strikes"]:
                continue  # "a convoy carrying food came under attack": who carries it does not attack
            if self._beaten_off(trigger, part, more.agent):
                # "the army repelled an attack, killing 30 militants": the dead had come to attack
                armed = more.victims is not None and self._finder.is_a(more.victims, "armed")
                roles.agent = roles.agent or (more.victims if armed else None)
                continue
            roles.agent = roles.agent or (
                more.agent if more.agent is not None and more.agent.i != trigger.head.i else None
            )
            if part.kind != "support" or trigger.kind == part.kind:  # "supported the army with air strikes": not on it
                roles.target = roles.target or more.target
            roles.victims = roles.victims or more.victims
        if (
            trigger.kind == "clash"
            and roles.agent is None
            and roles.victims is not None
            and self._finder.is_a(roles.victims, "armed")
        ):
            roles.agent = roles.victims  # "12 rebels were killed in clashes with the army"
            other = next((side for side in joined(roles.agent) if side.i != roles.agent.i), None)
            roles.target = other if roles.target is None or roles.target is roles.victims else roles.target
        if roles.victims is not None and roles.target is None and roles.agent is not roles.victims:
            roles.target = roles.victims
        act = Act(
            trigger=trigger,
            kind=trigger.kind,
            reality=reality,
            sentence=sentence,
            order=order,
            clause=self._clause(trigger, roles.agent, roles.target, roles.victims),
            agent=roles.agent,
            target=roles.target,
            victims=roles.victims,
        )
        act.tokens = {i for t in (trigger, *trigger.parts) for i in range(t.start, t.end)}
        self._means(act)
        self._phase(act)
        if self._book.kinds[act.kind].needs_phase and not act.phase:
            return None
        act.definite = self._definite(trigger)
        act.repeated = is_repeated(trigger)
        act.fresh = trigger.is_noun and any(
            kid.lower_ in self._words.nonevents["fresh"] for kid in trigger.head.children if kid.i < trigger.head.i
        )
        if trigger.frame.realis and reality.realis in (Realis.HAPPENED, Realis.ONGOING):
            reality.realis = Realis(trigger.frame.realis)
        return act

    @staticmethod
    def _beaten_off(trigger: Trigger, part: Trigger, killer: Token | None) -> bool:
        """Tell whether a part of an act tells whom those killed who beat it off."""
        verb = trigger.verb
        if not trigger.is_noun or verb is None or killer is None or not part.frame.casualty:
            return False
        return verb.lemma_.lower() in lexicon().realis["failed"]["verbs"] and surface_subject(verb) == killer

    def _means(self, act: Act) -> None:
        """Let the means told beside the trigger decide the kind of an act whose word leaves it open."""
        trigger = act.trigger
        frame = trigger.frame
        if act.kind not in self._words.kinds["strikes"]:
            return
        if trigger.shared:  # the other word before the noun is of the other act
            act.told_means = True
            return
        found: dict[str, Token] = {}
        for token in instruments(trigger, act.agent):
            kind = self._words.kind_of_means(token)
            if kind and token.i not in range(trigger.start, trigger.end):
                found.setdefault(kind, token)
        kinds = [kind for kind in self._words.precedence if kind in found]
        open_kind = frame.generic or frame.casualty
        if kinds:
            act.means = found[kinds[0]]
            if open_kind or (act.kind == "shelling" and kinds[0] == "airstrike") or (kinds[0] == "chemical"):
                act.kind = kinds[0]
            act.told_means = True
        elif not open_kind:
            act.told_means = True
        elif frame.means:
            act.kind = frame.means

    def _phase(self, act: Act) -> None:
        kind = self._book.kinds[act.kind]
        act.phase = act.trigger.frame.phase or kind.phase
        if not kind.phases:
            return
        words = self._carriers(act.trigger)
        for phase, lemmas in kind.phases.items():
            if words & lemmas:
                act.phase = phase
                return

    @staticmethod
    def _carriers(trigger: Trigger) -> set[str]:
        """Return the lemmas of the verb or noun that says what became of a truce or a siege."""
        noun, found = trigger.head, set()
        for kid in noun.children:
            if kid.dep_ in ("relcl", "acl") and kid.pos_ in VERBAL:
                found.add(kid.lemma_.lower())
            if kid.dep_ == "amod" and kid.tag_ in ("VBN", "VBD"):
                found.add(kid.lemma_.lower())
        head = noun.head
        if noun.dep_ in ("compound", "nmod") and head.pos_ in NOMINAL:
            found.add(head.lemma_.lower())
            noun, head = head, head.head
        if noun.dep_ in ("nsubj", "nsubjpass", "dobj") and head.pos_ in VERBAL:
            found.add(head.lemma_.lower())
            for kid in head.children:  # "went into effect", "fell apart"
                if kid.dep_ == "xcomp":
                    found.add(kid.lemma_.lower())
        elif noun.dep_ == "pobj":
            found.add(noun.head.head.lemma_.lower())
        return found

    def _definite(self, trigger: Trigger) -> bool:
        """Tell whether the words point back to an act told before ("the attack", "that strike", "its bombing")."""
        if not trigger.is_noun:
            return False
        noun = trigger.head
        if (
            noun.lemma_.lower() not in self._words.nonevents["anaphoric"]
            and noun.lower_ not in self._words.nonevents["anaphoric"]
        ):
            return False
        subject = surface_subject(noun.head) if noun.dep_ == "attr" else None
        if subject is not None and subject.lower_ in self._words.nonevents["standing_for_it"]:
            return True  # "this was an indefensible attack": it judges what was told
        return any(
            kid.lower_ in self._words.nonevents["definite"]
            for kid in noun.children
            if kid.dep_ in ("det", "poss", "case")
        )

    @staticmethod
    def _clause(trigger: Trigger, *others: Token | None) -> tuple[int, int]:
        sentence = trigger.head.sent
        first, last = sentence.start, sentence.end
        start, end = trigger.start, trigger.end
        for token in others:
            if token is not None and first <= token.i < last and abs(token.i - trigger.head.i) < EVIDENCE_REACH // 2:
                left, right = phrase(token)
                start, end = min(start, left), max(end, right)
        if trigger.is_noun:
            left, right = phrase(trigger.head)
            start, end = min(start, left), max(end, right)
            for (
                kid
            ) in trigger.head.children:  # "the truce, which collapsed on Monday": the clause is what happened to it
                if kid.dep_ == "relcl" and kid.i - trigger.head.i < EVIDENCE_REACH // 4 and trigger.kind == "ceasefire":
                    end = max(end, kid.i + 1)
        verb = trigger.verb
        if verb is not None and trigger.link and abs(verb.i - trigger.head.i) < EVIDENCE_REACH // 2:
            start, end = min(start, verb.i), max(end, verb.i + 1)
            held = child(verb, frozenset(("dobj",)))
            if held is not None and held.i - verb.i < EVIDENCE_REACH // 2:
                end = max(end, phrase(held)[1])
        return max(start, first), min(end, last, start + EVIDENCE_REACH)
