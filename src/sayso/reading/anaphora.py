"""Who "he", "they", "the group" and "Ayraud" are: speakers of a report, remembered in order and found again.

Only speakers are resolved here, and only to phrases of the same report; when nothing fits, nothing is guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from spacy.attrs import LOWER, ORTH
from spacy.tokens import Doc

from sayso.reading.boundaries import sentence_numbers
from sayso.reading.spelling import columns

# A pronoun reaches back over so many sentences, "the group" over so many; a phrase with a name over the whole report.
PRONOUN_REACH = 5
DEFINITE_REACH = 12
UNKNOWN_REACH = 3
# Words for whose a text is, and the pronouns that stand for the same speaker.
POSSESSIVES, PRONOUNS = ("its", "his", "her", "their"), ("it", "he", "she", "they")
ACRONYM_LENGTH = range(2, 8)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A phrase `[start, end)`; `kind` is person, body, outlet, plural or unknown, `names` its telling words."""

    start: int
    end: int
    head: int
    kind: str
    gender: str
    names: frozenset[str]


class SpeakerMemory:
    """The speakers met so far in one report.

    `words` gives the word sets of `knowledge/cues.yaml` by name ("person", "group", "outlet", "generic", ...).
    """

    def __init__(self, doc: Doc, words: Mapping[str, frozenset[str]]) -> None:
        self._doc = doc
        self._words = words
        self._owners = dict(zip(POSSESSIVES, PRONOUNS, strict=True))
        self._met: list[Speaker] = []
        self._genders: dict[int, str] = {}
        self._recent: list[int] = []  # speakers by last use, latest at the end
        self._entities = [(e.start, e.end, e.label_) for e in doc.ents]
        # Lists, not slices of the text: each name is compared with each entity.
        self._text, self._lower = columns(doc, ORTH, LOWER)
        self._sentence = sentence_numbers(doc)
        self._last_use: dict[int, int] = {}
        self._speaks_as: dict[int, int] = {}  # a person -> the body whose voice is his

    def resolve(self, start: int, end: int, head: int) -> tuple[int, int] | None:
        """Return the phrase that the source `[start, end)` stands for, or None when it points to nobody in the report.

        Whom "we" and "I" stand for, the quotation around them tells, not what was said before.
        """
        low = self._doc[head].lower_
        if end - start == 1 and self._doc[start].tag_ == "PRP$":  # "its statement said"
            owner = self._owners.get(low)
            return self._pronoun(start, owner) if owner is not None else None
        if end - start == 1 and low in self._words["speaking_self"]:
            return None
        if end - start == 1 and (low in self._words["he_or_she"] or low in self._words["stand_ins"]):
            return self._pronoun(start, low)
        if low in self._words["texts"] and self._definite(start) and end - start <= 2:
            number = self._latest(start, lambda s: s.kind != "unknown")
            return self._use(number, start) if number is not None else (start, end)
        speaker = self._describe(start, end, head)
        known = self._known(speaker)
        if known is None:
            full = self.full_name(start, end, head)
            if full != (start, end):
                speaker = self._describe(*full, full[1] - 1)
                known = self._known(speaker)
        return self._remember(speaker, start) if known is None else self._use(known, start)

    def is_at_hand(self, at: int) -> bool:
        """Tell whether a body spoke in this sentence or the one right before it, in the same paragraph."""
        number = self._latest(at, lambda s: s.kind in ("body", "outlet", "unknown"), 1)
        if number is None:
            return False
        used = next((i for i in range(at, -1, -1) if self._sentence[i] == self._last_use[number]), at)
        return not any("\n" in self._doc[i].text for i in range(used, at))

    def _pronoun(self, at: int, low: str) -> tuple[int, int] | None:
        if low in self._words["he_or_she"]:
            gender = "male" if low in self._words["male"] else "female"
            number = self._latest(at, lambda s: s.kind == "person" and self._gender(s) in ("", gender))
            if number is None:
                person = self._entity_before(at, ("PERSON",))
                if person is None:  # "a pathologist told reporters ... he said": of whom it is not known what he is
                    near = self._latest(at, lambda s: s.kind == "unknown", UNKNOWN_REACH)
                    return self._use(near, at) if near is not None else None
                return self._remember(self._describe(*person, person[1] - 1), at)
            self._genders[self._met[number].start] = gender
        elif low in self._words["for_many"]:
            number = self._latest(at, lambda s: s.kind == "plural")
            if number is None and (plural := self._plural_before(at)):
                return self._remember(self._describe(*plural, plural[1] - 1), at)
            if number is None:
                number = self._latest(at, lambda s: s.kind in ("body", "outlet"))
        else:
            number = self._latest(at, self._impersonal)
            if number is None:
                body = self._entity_before(at, ("ORG", "GPE"))
                return self._remember(self._describe(*body, body[1] - 1), at) if body else None
        return self._use(number, at) if number is not None else None

    def _latest(self, at: int, fits: Callable[[Speaker], bool], reach: int = PRONOUN_REACH) -> int | None:
        here = self._sentence[at]
        for number in reversed(self._recent):
            if here - self._last_use.get(number, 0) > reach:
                break
            if fits(self._met[number]):
                return number
        return None

    def _impersonal(self, speaker: Speaker) -> bool:
        """Tell whether "it" can stand for the speaker: a body, an outlet, or "a source"."""
        nameless = self._doc[speaker.head].lemma_.lower() in self._words["impersonal"]
        return nameless or speaker.kind in ("body", "outlet", "unknown")

    def _gender(self, speaker: Speaker) -> str:
        return self._genders.get(speaker.start, speaker.gender)

    def _use(self, number: int, at: int) -> tuple[int, int]:
        voice = self._speaks_as.get(number, number)
        for used in (voice, number):
            if used in self._recent:
                self._recent.remove(used)
            self._recent.append(used)
            self._last_use[used] = self._sentence[at]
        return self._met[voice].start, self._met[voice].end

    def _remember(self, speaker: Speaker, at: int) -> tuple[int, int]:
        self._met.append(speaker)
        return self._use(len(self._met) - 1, at)

    def _describe(self, start: int, end: int, head: int) -> Speaker:
        doc, words = self._doc, self._words
        low, lemma = doc[head].lower_, doc[head].lemma_.lower()
        label = doc[head].ent_type_
        names = frozenset(
            t.lower_
            for t in doc[start:end]
            if t.tag_ not in ("DT", "IN", "POS", "CC", ",", "PRP$")
            and t.text[0].isalnum()
            and t.lower_.rstrip(".") not in words["address"]
            and not self._is_cause(t.i, start)
        )
        if label == "PERSON" and doc[head].tag_ in ("NNP", "NNPS"):
            kind = "person"
        elif doc[head].tag_ == "NNP" and end - start > 2 and doc[start].lower_ in words["speaks_for"]:
            kind = "person"  # "head of the Observatory Rami Abdel Rahman"
        elif low in words["outlet"] or low in words["outlet_names"]:
            kind = "outlet"
        elif low in words["plural"] or (doc[head].tag_ == "NNS" and (lemma in words["person"] or not label)):
            kind = "plural"
        elif lemma in words["person"]:
            kind = "person"
        elif lemma in words["group"] or label in ("ORG", "GPE", "NORP"):
            kind = "body"
        elif doc[head].tag_ in ("NNP", "NNPS"):
            kind = "person" if names & words["male"] or names & words["female"] else "unknown"
        else:
            kind = "unknown"
        around = {*self._lower[start : end + 3]}
        gender = "male" if around & words["male"] else "female" if around & words["female"] else ""
        if kind == "person":
            names |= self._speaks_for(start, end)
        return Speaker(start, end, head, kind, gender, names)

    def _is_cause(self, at: int, start: int) -> bool:
        """Tell whether a word only says whose side somebody is on: "coalition" in "pro-coalition media"."""
        return at >= start + 2 and self._doc[at - 1].text == "-" and self._doc[at - 2].lower_ in self._words["siding"]

    def _speaks_for(self, start: int, end: int) -> frozenset[str]:
        """Return the words of the body a person speaks for: "Rami Abdel Rahman, director of the Observatory"."""
        doc, words = self._doc, self._words
        stop = min(len(doc), end + 10)
        sentence = self._sentence[start]
        near = [i for i in range(max(0, start - 8), stop) if self._sentence[i] == sentence]
        lower, heading = self._lower, words["heading"]
        office = next((i for i in near if lower[i] in words["speaks_for"] or doc[i].lemma_.lower() in heading), None)
        if office is None:
            return frozenset()
        bodies = (i for i in near if lower[i] in words["group"] and abs(i - office) < 8)
        return frozenset({lower[i] for i in bodies if start - 4 <= i} & words["linking"])

    def _known(self, speaker: Speaker) -> int | None:
        """Return the speaker met before that this phrase names again."""
        doc, words = self._doc, self._words
        first, head = doc[speaker.start], doc[speaker.head].lower_
        if first.lower_ in words["indefinite"]:
            return None
        lemma = doc[speaker.head].lemma_.lower()
        for number in reversed(self._recent):
            met = self._met[number]
            if speaker.names == met.names and speaker.names:
                return number
        if speaker.kind == "person" and (linked := self._speaks_for(speaker.start, speaker.end)):
            for number in reversed(self._recent):
                met = self._met[number]
                if met.kind in ("body", "unknown") and linked & met.names and self._one_body(speaker, met, linked):
                    self._met.append(speaker)
                    self._speaks_as[len(self._met) - 1] = number
                    return len(self._met) - 1
        if speaker.kind == "person" and first.lower_ in words["mouthpieces"] and speaker.end - speaker.start > 1:
            body = self._latest(speaker.start, lambda s: s.kind == "body", DEFINITE_REACH)
            if body is not None:
                self._met.append(speaker)
                self._speaks_as[len(self._met) - 1] = body
                return len(self._met) - 1
        watching = lemma in words["monitors"] or bool(speaker.names & words["monitor_modifiers"])
        if (
            watching
            and speaker.head == speaker.end - 1
            and doc[speaker.head].tag_[:3] != "NNP"
            and first.lower_ in ("the", "this")
        ):
            for number in reversed(self._recent):
                if self._met[number].kind in ("body", "unknown") and words["monitor_names"] & self._met[number].names:
                    return number
        if doc[speaker.head].tag_ == "NNP" and len(speaker.names) == 1:
            for number in reversed(self._recent):
                met = self._met[number]
                if met.end - met.start > 1 and doc[met.end - 1].lower_ == head and met.kind in ("person", "unknown"):
                    return number
        if doc[speaker.head].tag_ == "NNS" and speaker.end - speaker.start == 1:
            return None  # "activists" again may be others
        word, initials = doc[speaker.head].text, self._initials(speaker.start, speaker.end)
        short = len(word) in ACRONYM_LENGTH
        bare = speaker.end - speaker.start <= 2 and (self._definite(speaker.start) or first.lower_ == head)
        described = self._described(speaker)
        bare = bare or described is not None
        for number in reversed(self._recent):
            met = self._met[number]
            if (
                head in met.names
                and speaker.names <= met.names
                and not self._is_owner(met, head)
                and (
                    speaker.kind == met.kind
                    or "unknown" in (speaker.kind, met.kind)
                    or ({speaker.kind, met.kind} == {"body", "person"} and head in words["linking"])
                )
            ):
                return number
            if (
                met.names
                and met.names < speaker.names
                and doc[met.head].lower_ == head
                and doc[met.head].tag_[:3] == "NNP"
            ):
                return number
            if short and self._initials(met.start, met.end) == word:
                return number
            if initials and initials == doc[met.head].text and len(initials) in ACRONYM_LENGTH:
                return number
        if bare and first.lower_ in words["definite"] and lemma in words["generic"]:
            kinds: tuple[str, ...] = ("body", "outlet", "unknown")
            if lemma in words["person"]:
                kinds = ("person",)
            elif lemma in words["own_bodies"] or (
                lemma in words["group"] and lemma not in words["linking"] | words["outlet"]
            ):
                kinds = ("body", "unknown")  # "the group" is no television
            if described and described <= words["outlet"]:
                kinds = ("outlet",)
            people = "person" in kinds
            latest = self._latest(
                speaker.start,
                lambda s: s.kind in kinds and (people or not self._is_state(s)) and self._may_be(s, lemma),
                PRONOUN_REACH if people else DEFINITE_REACH,
            )
            far = latest is None or self._sentence[speaker.start] - self._last_use[latest] > 1
            if far and lemma in words["own_bodies"]:
                doer = self._entity_before(speaker.start, ("ORG",))
                if doer is not None and self._is_doer(doer[1] - 1):
                    self._met.append(self._describe(*doer, doer[1] - 1))
                    return len(self._met) - 1
            return latest
        return None

    def _described(self, speaker: Speaker) -> frozenset[str] | None:
        """Return the words of sort in "the news agency", "the Nairobi-based rights group"; None if it says which."""
        if not speaker.start < speaker.head == speaker.end - 1:
            return None
        between = self._lower[speaker.start + 1 : speaker.head]
        if "based" in between:  # the town before it tells no more
            between = between[between.index("based") + 1 :]
        elif not between:
            return None
        sorts = self._words["outlet"] | self._words["monitor_modifiers"]
        return frozenset(between) if all(word in sorts for word in between) else None

    def _may_be(self, met: Speaker, lemma: str) -> bool:
        """Tell whether "the group", "the minister" may be the speaker met: no ministry, and no senator."""
        head = self._doc[met.head]
        own, words = head.lemma_.lower(), self._words
        if own == lemma or lemma in words["impersonal"] or lemma in words["any_person"]:
            return True
        if lemma in words["person"]:
            return head.tag_ not in ("NN", "NNS") or own not in words["person"]
        return own not in words["organs"]

    def _is_doer(self, at: int) -> bool:
        """Tell whether a name is, or is part of, the subject of its clause: "rebels of the Salam Front shelled"."""
        here = self._doc[at]
        if any(token.lemma_.lower() in self._words["organs"] for token in self._doc[max(0, at - 3) : at + 1]):
            return False
        for _ in range(4):
            if here.dep_ in ("nsubj", "nsubjpass"):
                return True
            here = here.head
        return False

    def _is_state(self, met: Speaker) -> bool:
        """Tell whether a speaker met is a country or its capital: "the group" is neither."""
        head = self._doc[met.head]
        return head.ent_type_ == "GPE" or head.lower_ in self._words.get("states", frozenset())

    def _one_body(self, person: Speaker, met: Speaker, linked: frozenset[str]) -> bool:
        """Tell whether a person's body may be the one met: not the Belgian ministry for the Russian one."""
        if linked & self._words["monitor_names"]:
            return True
        one, other = self._styles(person, linked), self._styles(met, linked)
        return one <= other or other <= one

    def _styles(self, speaker: Speaker, linked: frozenset[str]) -> frozenset[str]:
        """Return the words that tell a body from others of its name: "Russian" and "defence" before "ministry"."""
        doc = self._doc
        here = self._sentence[speaker.start]
        near = doc[max(0, speaker.start - 4) : speaker.end]
        bodies = [t.i for t in near if t.lower_ in linked and self._sentence[t.i] == here]
        return frozenset(
            t.lower_
            for i in bodies
            for t in doc[max(0, i - 2) : i]
            if t.tag_[:2] in ("NN", "JJ") and t.lower_ not in linked
        )

    def _definite(self, start: int) -> bool:
        """Tell whether a phrase opens as one met before does: "the group", "its report"."""
        low = self._doc[start].lower_
        return low in self._words["definite"] or low == "its"

    def _is_owner(self, met: Speaker, word: str) -> bool:
        """Tell whether the word only says whose or where the speaker is: "Israel" in "Israel's military"."""
        for token in self._doc[met.start : met.end]:
            if token.lower_ == word and token.i != met.head:
                owned = token.i + 1 < met.end and self._doc[token.i + 1].tag_ == "POS"
                return owned or (
                    token.ent_type_ in ("GPE", "NORP") and self._doc[met.head].ent_type_ != token.ent_type_
                )
        return False

    def full_name(self, start: int, end: int, head: int) -> tuple[int, int]:
        """Return the fullest phrase of the report for a short name: "WHO", "Ayraud", "the Observatory"."""
        doc = self._doc
        word = doc[head].text
        if end - start > 3 or (not word[:1].isupper() and doc[head].lower_ not in self._words["linking"]):
            return start, end
        low, upper = word.lower(), len(word) in ACRONYM_LENGTH and word.isupper()
        for ent_start, ent_end, label in self._entities:
            if ent_end - ent_start <= end - start or ent_end - ent_start > 9:
                continue
            inside = self._lower[ent_start:ent_end]
            acronym = upper and self._initials(ent_start, ent_end) == word
            surname = (
                label == "PERSON"
                and inside[-1] == low
                and (ent_end <= start or ent_start >= end)
                and doc[head].ent_type_ in ("PERSON", "ORG", "GPE", "NORP", "")
            )
            body = label == "ORG" and low in inside and low in self._words["linking"] and ent_start < start
            if acronym or surname or body:
                return ent_start, ent_end
        return start, end

    def _entity_before(self, at: int, labels: tuple[str, ...]) -> tuple[int, int] | None:
        """Return the last entity of these kinds that is the subject of its clause, at most one sentence back."""
        best = None
        for start, end, label in self._entities:
            if start >= at:
                break
            close = 0 <= self._sentence[at] - self._sentence[start] <= 1
            if close and label in labels and self._doc[end - 1].dep_ in ("nsubj", "nsubjpass", "pobj", "appos"):
                if self._doc[end - 1].dep_ == "pobj" and best is not None:
                    continue
                best = (start, end)
        return best

    def _plural_before(self, at: int) -> tuple[int, int] | None:
        """Return the last plural phrase of speakers in the sentence before."""
        for i in range(at - 1, -1, -1):
            if self._sentence[at] - self._sentence[i] > 1:
                return None
            word = self._doc[i]
            person = word.lower_ in self._words["plural"] or word.lemma_.lower() in self._words["person"]
            if person and word.tag_ == "NNS" and word.dep_ in ("nsubj", "pobj", "dobj") and not self._is_counted(i):
                start = i
                while start > 0 and self._doc[start - 1].tag_ in ("JJ", "NN", "NNP", "DT"):
                    start -= 1
                return start, i + 1
        return None

    def _is_counted(self, at: int) -> bool:
        """Tell whether people are a count of those hit: "killed nine doctors"."""
        return any(kid.dep_ == "nummod" for kid in self._doc[at].children)

    def _initials(self, start: int, end: int) -> str:
        if end - start < 2:
            return ""
        words = zip(self._text[start:end], self._lower[start:end], strict=True)
        return "".join([word[0] for word, low in words if low != "the" and word[0].isupper()])
