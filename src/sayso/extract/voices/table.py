"""A parsed report as plain lists: one pass over the tokens, then no more calls into the parser's objects."""

from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, ORTH, SENT_START, SPACY, TAG
from spacy.tokens import Doc

from sayso.extract.voices.cues import Cues
from sayso.reading.spelling import columns

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
ENDS = frozenset(".?!:;")
CLOSERS = frozenset("\"'”’)]»")
INSIDE = 1  # the parser's code for a token that goes on with the entity before it


class Table:
    """Words, tags, heads and sentences of a report by token index; `kids` holds each token's children in text order."""

    __slots__ = (
        "after",
        "deps",
        "ents",
        "first",
        "heads",
        "highs",
        "joins",
        "kids",
        "lemmas",
        "lowers",
        "lows",
        "n",
        "sents",
        "space",
        "stop",
        "tags",
        "words",
    )  # fmt: skip

    def __init__(self, doc: Doc, cues: Cues) -> None:
        self.n = n = len(doc)
        # Arrays, not tokens: a token object for each word and each question costs more than the questions.
        self.words, self.tags, self.deps, lemmas, self.ents = columns(doc, ORTH, TAG, DEP, LEMMA, ENT_TYPE)
        heads, after, joins, starts = doc.to_array([HEAD, SPACY, ENT_IOB, SENT_START]).astype("int64").T.tolist()
        self.lowers = [w.lower() for w in self.words]
        # "WHO said" is the organisation: the tagger takes it for the pronoun.
        acronyms = {word.upper() for word in cues.words["acronyms"]}
        if not acronyms.isdisjoint(self.words):
            self.tags = ["NNP" if w in acronyms else tag for tag, w in zip(self.tags, self.words, strict=True)]
        self.lemmas = [lemma.lower() or low for lemma, low in zip(lemmas, self.lowers, strict=True)]
        self.heads = [i + step for i, step in enumerate(heads)]  # an unparsed token is its own head
        self.after = [space == 1 for space in after]
        self.joins = [iob == INSIDE for iob in joins]
        self.space = [not w.strip() for w in self.words]
        self.kids: list[list[int]] = [[] for _ in range(n)]
        for i, head in enumerate(self.heads):
            if head != i:
                self.kids[head].append(i)
        self.lows, self.highs = list(range(n)), list(range(n))
        self._edges()
        self._sentences({i for i, start in enumerate(starts) if start == 1})
        # One of nothing behind the last, so that every token has a word behind it to be asked about.
        for column in (self.words, self.tags, self.deps, self.ents, self.lowers, self.lemmas):
            column.append("")
        for flags in (self.after, self.joins, self.space):
            flags.append(False)

    def _edges(self) -> None:
        """Fill `lows` and `highs`, the outermost tokens under each token: each token tells those it hangs from.

        Taken from the left (for `highs`, from the right), a head that already reaches as far has told its own head.
        """
        heads, lows, highs = self.heads, self.lows, self.highs
        for i in range(self.n):
            at = heads[i]
            while lows[at] > i:
                lows[at] = i
                at = heads[at]
        for i in range(self.n - 1, -1, -1):
            at = heads[i]
            while highs[at] < i:
                highs[at] = i
                at = heads[at]

    def _sentences(self, starts: set[int]) -> None:
        """Cut at blank lines too, and mend a cut that follows no end mark and precedes a small letter."""
        cuts = [0]
        for i in range(1, self.n):
            line = self.space[i - 1] and "\n" in self.words[i - 1]
            if line:
                cuts.append(i)
            elif i in starts:
                before = i - 1
                while before > cuts[-1] and self.words[before] in CLOSERS:
                    before -= 1
                ended = self.words[before][-1:] in ENDS or self.words[before] == ":"
                if ended or not self.words[i][:1].islower():
                    cuts.append(i)
        self.sents: list[tuple[int, int]] = []
        self.first, self.stop = [0] * self.n, [0] * self.n
        for start, end in zip(cuts, [*cuts[1:], self.n], strict=True):
            while end > start and self.space[end - 1]:
                end -= 1
            self.sents.append((start, end))
            for i in range(start, end):
                self.first[i], self.stop[i] = start, end
            for i in range(end, min(self.n, end + 8)):
                if not self.space[i]:
                    break
                self.first[i], self.stop[i] = start, end

    def kid(self, i: int, *deps: str) -> int:
        """Return the first child of `i` with one of these relations, else -1."""
        for k in self.kids[i]:
            if self.deps[k] in deps:
                return k
        return -1

    def subject(self, i: int) -> int:
        """Return the subject child of `i`, else -1; of several before the verb (a failed parse) the nearest."""
        found = -1
        for k in self.kids[i]:
            if self.deps[k] in SUBJECTS and (found < 0 or k < i):
                found = k
        return found

    def is_verb(self, i: int) -> bool:
        """Tell whether the token is tagged as a verb or modal."""
        return self.tags[i][:2] == "VB" or self.tags[i] == "MD"

    def finite(self, i: int) -> bool:
        """Tell whether the token is a verb form that can head a told clause."""
        return self.tags[i] in ("VBD", "VBZ", "VBP", "MD")

    def finite_or_aux(self, i: int) -> bool:
        """Tell whether the token heads a told clause, by its own form or by an auxiliary."""
        return self.finite(i) or any(
            self.deps[k] in ("aux", "auxpass", "cop", "nsubj", "nsubjpass") for k in self.kids[i]
        )

    def is_noun(self, i: int) -> bool:
        """Tell whether the token is tagged as a noun, name, pronoun or number that can head a phrase."""
        return self.tags[i][:2] == "NN" or self.tags[i] in ("PRP", "CD", "DT", "WP")
