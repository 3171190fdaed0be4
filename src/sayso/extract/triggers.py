"""Finds the words that name acts: frames matched to the parse, with the verb that carries each noun."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from spacy.attrs import LEMMA, LOWER
from spacy.tokens import Doc, Token

from sayso.extract.figurative import figurative, nursed, only_shows
from sayso.extract.frames import Frame, FrameBook, frame_book
from sayso.extract.grammar import VERBAL, by_agent, child
from sayso.extract.lexicon import Lexicon, lexicon
from sayso.extract.seen import Seen
from sayso.extract.trigger_carriers import carrier_of
from sayso.extract.trigger_nouns import NounMatcher
from sayso.extract.trigger_phrases import word_before
from sayso.extract.trigger_verbs import VerbMatcher
from sayso.extract.word_classes import WordClasses
from sayso.reading.spelling import columns

NOMINAL_PLACES = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "compound", "attr", "conj", "appos", "ROOT", "amod"))
CLAUSE_MARKS, OWN_SUBJECTS = frozenset(("mark", "advmod")), frozenset(("nsubj", "nsubjpass"))
NOT_A_CLAUSE = frozenset(("amod", "compound", "aux", "auxpass"))


@dataclass(slots=True, eq=False)
class Trigger:
    """A word or phrase that names an act: its token range, its frame, the verb that carries it and how.

    `link` says how `verb` stands to a noun trigger: "agent" (the verb's subject does it), "target" (the subject suffers
    it), "outcome" (the act is the subject), "occur", or "" where the verb has nothing to do with it. `inner` is the
    verb that the frame asked for behind it ("an operation to recapture"): it tells the same act. `shared` is one of two
    acts that one noun names ("air and artillery strikes"). `listed` is false where no frame lists it.
    """

    head: Token
    start: int
    end: int
    frame: Frame
    verb: Token | None
    link: str = ""
    kind: str = ""
    absorbed: bool = False
    parts: list["Trigger"] = field(default_factory=list)
    inner: Token | None = None
    shared: bool = False
    listed: bool = True

    @property
    def is_noun(self) -> bool:
        """Whether the trigger is a noun."""
        return self.frame.form == "noun"


Match = tuple[int, int, Token | None, str, Token | None]


class TriggerFinder:
    """Matches the frames of a book to parsed text."""

    def __init__(self, book: FrameBook | None = None, words: Lexicon | None = None) -> None:
        self.book = book or frame_book()
        self.words = words or lexicon()
        self._classes = WordClasses(self.words)
        self._nouns = NounMatcher(self.book, self.words, self._classes)
        self._verbs = VerbMatcher(self.words, self._classes)
        self._heads = frozenset(self.book.nouns) | frozenset(self.book.verbs) | frozenset(self.words.irregular)

    def is_a(self, noun: Token, name: str) -> bool:
        """Tell whether a noun belongs to a word class, by its lemma or by what its name denotes."""
        return self._classes.is_a(noun, name)

    def find(self, doc: Doc, skip: frozenset[int] | set[int] = frozenset(), seen: Sequence[Seen] = ()) -> list[Trigger]:
        """Return every trigger of the text in order; tokens in `skip` are passed over.

        `seen` are further words that may name acts: they do where no frame fits any of them.
        """
        found: list[Trigger] = []
        heads = self._heads
        lowers, lemmas = columns(doc, LOWER, LEMMA)
        for i, (lower, lemma) in enumerate(zip(lowers, map(str.lower, lemmas), strict=True)):
            if lower not in heads and lemma not in heads and lower.rstrip("s") not in heads:
                continue  # no token object for a word that names nothing: most do not
            if i in skip:
                continue
            trigger = self._at(doc[i], lower, lemma)
            if trigger is not None:
                found.extend(self._shared_heads(trigger))
                found.append(trigger)
        taken = {i for t in found if len(t.frame.words) > 1 for i in range(t.start, t.end) if i != t.head.i}
        found = [t for t in found if t.head.i not in taken]
        if seen:
            named = {i for t in found for i in range(t.start, t.end)}
            further = [one for one in seen if named.isdisjoint(one.run) and one.token not in skip]
            unlisted = (self._unlisted(doc[one.token], one.kind) for one in further)
            found = sorted((*found, *filter(None, unlisted)), key=lambda t: (t.head.i, t.start))
        self._swallow(found)
        return found

    def _at(self, token: Token, lower: str, lemma: str) -> Trigger | None:
        nouns, verbs, irregular = self.book.nouns, self.book.verbs, self.words.irregular
        if _nominal(token):
            frames = nouns.get(lower) or nouns.get(lemma) or nouns.get(lower.rstrip("s")) or ()
            if len(frames) > 1:
                before = word_before(token)  # of many phrases with one head, hardly any stands there
                frames = tuple(frame for frame in frames if len(frame.words) == 1 or frame.words[-2] in before)
            trigger = self._first(token, frames, self._nouns.match)
            if trigger is not None:
                return trigger
        base = lemma if lemma in verbs else irregular.get(lower, lemma)
        if token.pos_ in VERBAL:
            if token.dep_ not in NOT_A_CLAUSE:
                return self._first(token, verbs.get(base, ()), self._verbs.match)
        elif base in verbs and token.pos_ in ("NOUN", "PROPN"):  # a verb that the parser took for a noun
            return self._first(token, verbs[base], self._verbs.match_mistaken)
        return None

    def _unlisted(self, token: Token, kind: str) -> Trigger | None:
        """Return the trigger of a word that no frame lists, None where it stands as neither a noun nor a clause."""
        i, lemma = token.i, token.lemma_.lower()
        open_kind = kind == "attack"
        if _nominal(token):
            verb, link = carrier_of(token, self.words)
            return Trigger(
                token, i, i + 1, Frame(kind, "noun", (lemma,), generic=open_kind), verb, link, kind, listed=False
            )
        idle = self._verbs.is_idiom(token) or nursed(token, self.words)
        if token.pos_ in VERBAL and token.dep_ not in NOT_A_CLAUSE and not idle:
            return Trigger(
                token, i, i + 1, Frame(kind, "verb", (lemma,), generic=open_kind), token, "self", kind, listed=False
            )
        return None

    def _first(
        self, token: Token, frames: tuple[Frame, ...], test: Callable[[Token, Frame], Match | None]
    ) -> Trigger | None:
        for frame in frames:
            match = test(token, frame)
            if match is not None:
                start, end, verb, link, inner = match
                noun = frame.form == "noun"
                if frame.kind in self.words.kinds["warlike"] and figurative(token, verb, link, self.words, noun=noun):
                    return None
                if not noun and (only_shows(token, self.words) or nursed(token, self.words)):
                    return None
                return Trigger(token, start, end, frame, verb, link, frame.kind, inner=inner)
        return None

    def _shared_heads(self, trigger: Trigger) -> list[Trigger]:
        """Return the second act of a noun that two modifiers share ("air and artillery strikes")."""
        doc, head = trigger.head.doc, trigger.head
        if (
            not trigger.is_noun
            or len(trigger.frame.words) != 2
            or trigger.start < 2
            or doc[trigger.start - 1].dep_ != "cc"
        ):
            return []
        other = doc[trigger.start - 2]
        for frame in self.book.nouns.get(trigger.frame.words[-1], ()):
            if frame.words == (other.lower_, trigger.frame.words[-1]) and frame.kind != trigger.kind:
                trigger.shared = True
                return [Trigger(head, other.i, trigger.end, frame, trigger.verb, trigger.link, frame.kind, shared=True)]
        return []

    # words of one act

    def _swallow(self, found: list[Trigger]) -> None:
        """Let a trigger take in the words of its own clause that tell no act of their own."""
        at = {t.head.i: t for t in found}
        for trigger in found:
            if trigger.inner is not None and trigger.inner.i in at:
                self._take(trigger, at[trigger.inner.i])
            kinds = self.book.kinds[trigger.kind].swallows
            inside, seen = self._inside(trigger), set()
            while inside:
                other = at.get(inside.pop())
                if other is None or other is trigger or other.head.i in seen:
                    continue
                if other.kind not in kinds and not (
                    other.frame.weak and trigger.kind not in self.words.kinds["warlike"]
                ):
                    continue
                if other.kind == "support" and not other.is_noun and by_agent(other.head) is not None:
                    continue  # "the army, backed by militias, shelled the town"
                seen.add(other.head.i)
                self._take(trigger, other)
                inside.extend(self._inside(other))

    @staticmethod
    def _take(trigger: Trigger, other: Trigger) -> None:
        if other is not trigger and not other.absorbed:
            other.absorbed = True
            trigger.parts.append(other)
            trigger.parts.extend(other.parts)

    def _inside(self, trigger: Trigger) -> list[int]:
        """Return the tokens of a trigger's clause: subject, objects, what it keeps from, what it brings about."""
        head = trigger.head
        found = []
        verb = trigger.verb if trigger.is_noun and trigger.link else None
        for holder in (head, verb) if verb is not None else (head,):
            for kid in holder.children:
                doer = child(kid, OWN_SUBJECTS) if kid.dep_ == "advcl" and child(kid, CLAUSE_MARKS) else None
                if doer is not None and doer.pos_ != "PRON":
                    continue  # "bombed the town since they intervened": an act of its own
                if kid.dep_ in ("dobj", "nsubj", "nsubjpass", "csubjpass", "attr", "advcl", "compound"):
                    found.append(kid.i)
                    found.extend(deep.i for deep in kid.children if deep.dep_ == "acl")
                elif kid.dep_ in ("prep", "agent"):
                    struck = kid.lower_ in self.words.triggers["aimed"] and trigger.kind in self.words.kinds["strikes"]
                    for deep in kid.children:  # "an attack on an aid convoy": the convoy is what was hit
                        if deep.dep_ == "pcomp" or (deep.dep_ == "pobj" and (struck or not trigger.is_noun)):
                            found.append(deep.i)
        if trigger.is_noun:  # "an agreement on a truce", "a ceasefire agreement"
            if head.dep_ == "pobj" and head.head.dep_ == "prep":
                found.append(head.head.head.i)
            elif head.dep_ == "compound":
                found.append(head.head.i)
        return found


def _nominal(token: Token) -> bool:
    if token.pos_ in ("NOUN", "PROPN"):
        return True
    if token.tag_ in ("VBG", "NN", "NNS", "JJ") and token.lower_.endswith("ing") and token.dep_ in NOMINAL_PLACES:
        held = child(token, frozenset(("dobj", "nsubj", "aux")))
        return held is None and (token.dep_ != "ROOT" or token.pos_ != "VERB")
    return False
