"""Which act told before a voice speaks of without telling it: "police confirmed the incident", "this was horrific"."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from sayso.extract.clusters import Cluster
from sayso.extract.lexicon import lexicon
from sayso.extract.tellers import Tellers
from sayso.extract.voices import SpokenStatement
from sayso.model import Realis, Stance

# How many sentences after an act its witness may be heard without naming it.
WITNESS_REACH = 2
# The same for whoever confirms, judges or blames what was told.
REMARK_REACH = 2
# How many steps up the parse the clause of a voice is searched.
DEPTH = 8
# How a word hangs that says what somebody or something is: "was horrific", "called it unacceptable".
PREDICATES = frozenset(("acomp", "attr", "oprd", "pobj", "amod", "ROOT", "ccomp"))
REMARKING = frozenset((Stance.ASSERTS, Stance.CONFIRMS, Stance.ACCUSES, Stance.CLAIMS))


class SpokenOf:
    """Finds the act that a statement without an act of its own is about."""

    def __init__(self, doc: Doc, sentences: Sequence[int], tellers: Tellers) -> None:
        self._doc = doc
        self._sentences = sentences
        self._tellers = tellers

    def find(self, statement: SpokenStatement, clusters: Sequence[Cluster]) -> int | None:
        """Return the event that a statement characterises, remarks upon or bears witness to, None if there is none."""
        found = self._carrier(statement, clusters)
        if found is None and statement.stance in REMARKING and not statement.negated and self._remarks(statement):
            found = self._last(statement, clusters, "incidents", REMARK_REACH)
        if found is None and self._bears_witness(statement):
            found = self._last(statement, clusters, "violent", WITNESS_REACH)
        return found

    def _carrier(self, statement: SpokenStatement, clusters: Sequence[Cluster]) -> int | None:
        """Return the event whose clause a voice characterises ("bombed it with what residents described as ...")."""
        if not statement.cue:
            return None
        by_token = {i: k for k, c in enumerate(clusters) for a in c.acts for i in a.tokens if not a.reality.unreal}
        here = self._doc[statement.cue[0].start]
        for _ in range(DEPTH):
            if here.i in by_token:
                return by_token[here.i]
            if here.head == here or (here.dep_ == "conj" and here.pos_ == "VERB"):
                break
            here = here.head
        for kid in self._doc[statement.cue[0].start].children:  # "called a long and painful meeting"
            for noun in kid.subtree:
                if noun.i in by_token and kid.dep_ in ("oprd", "dobj", "attr"):
                    return by_token[noun.i]
        return None

    def _last(self, statement: SpokenStatement, clusters: Sequence[Cluster], kinds: str, reach: int) -> int | None:
        """Return the act of some kinds told last before a voice is heard, at most `reach` sentences before."""
        start = statement.evidence.start
        told = [
            (act.trigger.head.i, k)
            for k, cluster in enumerate(clusters)
            if cluster.kind in lexicon().kinds[kinds] and cluster.main.reality.realis is not Realis.PLANNED
            for act in cluster.acts
            if act.trigger.head.i < start and self._sentences[start] - act.sentence <= reach
        ]
        return max(told)[1] if told else None

    def _bears_witness(self, statement: SpokenStatement) -> bool:
        """Tell whether somebody who was there speaks ("a doctor said the ward was full")."""
        if statement.speaker is None or statement.stance not in (Stance.ASSERTS, Stance.CONFIRMS):
            return False
        return self._tellers.voice(statement.speaker).party == "CIV"

    def _remarks(self, statement: SpokenStatement) -> bool:
        """Tell whether a statement points to what was told: confirms it, blames somebody, judges it, names its dead."""
        if statement.stance is Stance.CLAIMS:  # "claimed responsibility for the fire", not "claimed the hill"
            return len(statement.cue) > 1 or any(span.end - span.start > 1 for span in statement.cue)
        if statement.stance is Stance.ACCUSES:
            return self._blames_for_it(statement)
        tokens = [t for span in statement.contents for t in self._doc[span.start : span.end]]
        return any(self._points(t) or self._judges(t) or self._holds_responsible(t) for t in tokens)

    def _points(self, token: Token) -> bool:
        """Tell whether a noun takes up the act or who was in it: "the incident", "these crimes", "the dead"."""
        words = lexicon().nonevents
        if token.lower_ in words["those"]:  # "all those killed were fighters"
            return any(kid.dep_ == "acl" and kid.lemma_.lower() in words["harmed"] for kid in token.rights)
        if token.lemma_.lower() in words["of_him"] and any(kid.tag_ == "PRP$" for kid in token.lefts):
            return True  # "confirmed his death"
        if token.lemma_.lower() not in words["of_the_act"] and token.lower_ not in words["of_the_act"]:
            return False
        return any(kid.lower_ in words["taking_up"] for kid in token.lefts if kid.dep_ == "det")

    def _judges(self, token: Token) -> bool:
        """Tell whether a word judges what was told: "this was horrific", "considered it as unacceptable"."""
        words = lexicon().nonevents
        if token.lower_ not in words["judging"] or token.dep_ not in PREDICATES:
            return False
        before = self._doc[max(0, token.i - 4) : token.i]
        return any(t.lower_ in words["standing_for_it"] and t.dep_ in ("nsubj", "dobj", "pobj") for t in before)

    def _holds_responsible(self, token: Token) -> bool:
        """Tell whether a clause says who bears the blame without saying for what: "the regime was responsible"."""
        if token.lemma_.lower() not in lexicon().nonevents["blame"]:
            return False
        return self._for_it(token) and any(t.dep_ in ("nsubj", "nsubjpass") for t in token.head.children)

    def _blames_for_it(self, statement: SpokenStatement) -> bool:
        """Tell whether an accusation names no other act: "blamed the rebels", "accused them of the crime"."""
        if not statement.cue or not statement.contents:
            return False
        cues = [t for span in statement.cue for t in self._doc[span.start : span.end]]
        blaming = [t for t in cues if t.lemma_.lower() in lexicon().nonevents["blame"]]
        return bool(blaming) and all(self._for_it(t) for t in cues)

    def _for_it(self, word: Token) -> bool:
        """Tell whether what stands behind "for" or "of" takes up the act told, or nothing stands there."""
        words = lexicon().nonevents
        objects = [
            noun
            for kid in word.subtree
            if kid.dep_ == "prep" and kid.lower_ in words["object_clauses"] and kid.i > word.i
            for noun in kid.children
            if noun.dep_ in ("pobj", "pcomp")
        ]
        return all(noun.lower_ in words["standing_for_it"] or self._points(noun) for noun in objects)
