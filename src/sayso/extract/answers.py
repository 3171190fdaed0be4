"""What a bare denial answers: "Damascus rejected the charges" is read against what was told before."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from sayso.extract.acts import Act
from sayso.extract.clusters import Cluster
from sayso.extract.frames import frame_book
from sayso.extract.grammar import VERBAL, child, surface_subject
from sayso.extract.lexicon import lexicon
from sayso.extract.likeness import one_side
from sayso.extract.tellers import Tellers
from sayso.extract.voices import SpokenStatement, TokenSpan
from sayso.extract.voices.cues import load_cues
from sayso.model import UNKNOWN, Realis, Stance

# How many sentences after an event a bare denial ("denied the charge") may stand to be an answer to it.
ANSWER_REACH = 2
# The same where it names the very thing that the act was done to.
THING_REACH = 8
# How many steps up the parse a clause is searched.
DEPTH = 8
# Clauses that a denial takes for granted: reasons, purposes, relative clauses.
GRANTED = frozenset(("advcl", "relcl", "acl"))
# The doer of an active clause.
DOER = frozenset(("nsubj",))


class Answers:
    """Finds the events that denials without an act of their own answer."""

    def __init__(self, doc: Doc, sentences: Sequence[int], tellers: Tellers) -> None:
        self._doc = doc
        self._sentences = sentences
        self._tellers = tellers

    def answered(
        self, statement: SpokenStatement, clusters: Sequence[Cluster], held: set[int], *, near: bool = False
    ) -> list[int]:
        """Return the events that a bare denial answers ("Damascus denies using gas", "rejected the charges").

        They are the events told before of which the denier's own side is the agent, of the kinds that the denial names;
        where nobody is named as their agent, the last one of them. `near` asks for a named agent not far before: what
        is negated ("it had not fired in that area") answers only what was just said.
        """
        if statement.speaker is None:
            return []
        denier = self._tellers.voice(statement.speaker).party
        sides = {denier} | (self._cleared(statement) if statement.stance is Stance.DENIES else set())
        # "it had not fired a shot" answers a charge of shelling: what is negated need not be of the kind charged
        kinds = set() if near else {clusters[k].kind for k in held} | self._kinds_named(statement)
        at = self._sentences[statement.evidence.start]
        before = [
            k
            for k, c in enumerate(clusters)
            if c.acts[0].trigger.head.i < statement.evidence.start
            and c.kind in (kinds or lexicon().kinds["charged"])
            and c.main.reality.realis is not Realis.PLANNED
        ]
        accused = [
            k
            for k in before
            if k not in held
            and (not near or at - max(a.sentence for a in clusters[k].acts) <= ANSWER_REACH)
            and (
                any(one_side(agent_of(clusters[k]), side) for side in sides)
                or (kinds and not near and not agent_of(clusters[k]))
                or (near and not agent_of(clusters[k]) and self._blamed(clusters[k], denier))
            )
        ]
        if accused:
            return accused
        if near or not all(self._at_large(clusters[k]) for k in held):
            return []
        near_by = [k for k in before if at - max(a.sentence for a in clusters[k].acts) <= ANSWER_REACH]
        named = self._names(statement)
        # "denied that Bria had fallen" answers what was told of Bria
        same = [k for k in near_by if named and any(named & self._names_of(a) for a in clusters[k].acts)]
        return same[-1:] or self._done_to(statement, clusters, at)[-1:] or near_by[-1:]

    @staticmethod
    def _at_large(cluster: Cluster) -> bool:
        """Tell whether acts are only spoken of at large ("denied that any withdrawal had been discussed")."""
        words = lexicon().nonevents["whatever"]
        return all(any(kid.lower_ in words for kid in act.trigger.head.lefts) for act in cluster.acts)

    def at_large(self, statement: SpokenStatement, held: Sequence[Cluster]) -> bool:
        """Tell whether what is denied is a charge of no act in particular ("dismissed accusations of war crimes").

        `held` are the events in its content, of which those told in its own sentence are what it denies.
        """
        sentence = self._doc[statement.evidence.start].sent
        if any(sentence.start <= act.trigger.head.i < sentence.end for cluster in held for act in cluster.acts):
            return False
        said = " ".join(token.lemma_.lower() for token in sentence)
        return any(charge in said for charge in lexicon().nonevents["charges_at_large"])

    def hoped(self, statement: SpokenStatement) -> bool:
        """Tell whether a voice only hopes that something is not so, and denies nothing ("I hope we were not there")."""
        spans = [*statement.cue, *statement.contents[:1]]
        words = lexicon().nonevents["hoping"]
        return any(
            token.lemma_.lower() in words and any(kid.dep_ == "ccomp" for kid in token.rights)
            for span in spans
            for token in self._doc[span.start : span.end]
        )

    def _cleared(self, statement: SpokenStatement) -> set[str]:
        """Return whom a voice speaks up for: "denied that Eritrean forces were there", "the army has no such gas"."""
        return {
            code
            for start, code in self._tellers.named()
            for content in statement.contents
            if content.covers(start)
            for token in (self._doc[start], self._doc[start].head)
            if token.dep_ in ("nsubj", "nsubjpass") and content.covers(token.i) and code != UNKNOWN
        }

    def blames_others(self, statement: SpokenStatement) -> bool:
        """Tell whether somebody says that others did it ("that local militias were to blame")."""
        words = lexicon().nonevents["blame"]
        for content in statement.contents:
            for token in self._doc[content.start : content.end]:
                if token.lemma_.lower() not in words:
                    continue
                verb = token if token.pos_ in VERBAL else token.head
                doer = surface_subject(verb) if verb.pos_ in VERBAL else None
                if doer is not None and content.covers(doer.i) and doer.pos_ in ("NOUN", "PROPN"):
                    return True
        return False

    def _blamed(self, cluster: Cluster, party: str) -> bool:
        """Tell whether a group is named in a sentence that tells an act of which no doer is told."""
        if party[3:4] == "-":
            return False  # the organs of a state are named for many reasons
        sentences = {act.sentence for act in cluster.acts}
        return any(code == party and self._sentences[start] in sentences for start, code in self._tellers.named())

    def rebutted(self, statement: SpokenStatement, claim: TokenSpan, clusters: Sequence[Cluster]) -> list[int]:
        """Return the acts of a claim that a statement answers: those done to what it names, else the claim itself.

        "It said the plane had crashed by a fault" answers that the plane was shot down, not that its pilot was killed.
        """
        # "denied the charges" has the claim for its content, which tells nothing of its own
        things = self._things([c for c in statement.contents if not claim.covers(c.start)])
        within = [(k, a) for k, cluster in enumerate(clusters) for a in cluster.acts if claim.covers(a.trigger.head.i)]
        named = {k for k, a in within if a.target is not None and a.target.lemma_ in things}
        return sorted(named or {k for k, a in within if denied_itself(claim, a.trigger.head)})

    def _done_to(self, statement: SpokenStatement, clusters: Sequence[Cluster], at: int) -> list[int]:
        """Return the acts told not long before of what a statement names."""
        things = self._things(statement.contents)
        return [
            k
            for k, cluster in enumerate(clusters)
            if any(
                a.target is not None and a.target.lemma_ in things and 0 < at - a.sentence <= THING_REACH
                for a in cluster.acts
            )
        ]

    def _things(self, contents: Sequence[TokenSpan]) -> set[str]:
        return {t.lemma_ for c in contents for t in self._doc[c.start : c.end] if t.pos_ == "NOUN"}

    def _names(self, statement: SpokenStatement) -> set[str]:
        """Return the proper names in what is denied."""
        return {t.text for c in statement.contents for t in self._doc[c.start : c.end] if t.pos_ == "PROPN"}

    def _names_of(self, act: Act) -> set[str]:
        """Return the proper names that hang on the word of an act."""
        near = (t for kid in act.trigger.head.rights for t in self._doc[kid.i : min(kid.i + 6, kid.right_edge.i + 1)])
        return {t.text for t in near if t.pos_ == "PROPN"}

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


def pinned(cluster: Cluster, statement: SpokenStatement) -> bool:
    """Tell whether a denial tells its act with a place, a day or a figure of its own: it denies that act alone.

    "The attack" is enough where it was brought together with what others tell of it.
    """
    alone = all(a.denied for a in cluster.acts)
    return any(
        (_placed(a, statement) or a.time_own or bool(a.figures) or (a.definite and not alone))
        and (
            statement.covers(a.trigger.head.i)
            or (statement.rebuts is not None and statement.rebuts.covers(a.trigger.head.i))
        )
        for a in cluster.acts
    )


def _placed(act: Act, statement: SpokenStatement) -> bool:
    """Tell whether an act is told with a place of its own; what a denial of it alone says stands within the denial."""
    if not act.place_own or act.place is None or not act.denied:
        return act.place_own
    head = act.trigger.head
    doc, start = head.doc, act.place.span.start
    spans = [*statement.contents, *([statement.rebuts] if statement.rebuts is not None else [])]
    return any(doc[s.start].idx <= start < doc[s.end - 1].idx + len(doc[s.end - 1]) for s in spans)


def agent_of(cluster: Cluster) -> str:
    """Return the party code of the first known doer of an act, "" if none is known."""
    return next((a.party for a in cluster.acts if a.party != UNKNOWN), "")


def denied_itself(content: TokenSpan, head: Token) -> bool:
    """Tell whether an act inside a denied clause is what is denied, not something that the denial takes for granted."""
    here = head
    charges = load_cues().words["pointing"]
    for _ in range(DEPTH):
        # "denied charges that he had shot them": he names the act; "that civilians were killed" may be any
        charged = here.dep_ == "acl" and here.head.lemma_.lower() in charges and child(here, DOER) is not None
        if here.dep_ in GRANTED and not charged and here.i > content.start + 2 and content.covers(here.head.i):
            return False
        if here.head == here or not content.covers(here.head.i):
            return True
        here = here.head
    return True
