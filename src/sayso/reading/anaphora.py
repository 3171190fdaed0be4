"""Who "he", "they", "the group" and "Ayraud" are: speakers of a report, remembered in order and found again.

Only speakers are resolved here, and only to phrases of the same report; when nothing fits, nothing is guessed.
"""

from collections.abc import Mapping

from spacy.tokens import Doc

from sayso.reading.speakers import Speaker, SpeakersText
from sayso.reading.speakers_again import KnownAgain
from sayso.reading.speakers_described import describe
from sayso.reading.speakers_met import SpeakersMet
from sayso.reading.speakers_named import entity_before, full_name, plural_before

# Somebody of whom it is not known what he is may be "he" over so many sentences.
UNKNOWN_REACH = 3
# Words for whose a text is, and the pronouns that stand for the same speaker.
POSSESSIVES, PRONOUNS = ("its", "his", "her", "their"), ("it", "he", "she", "they")


class SpeakerMemory:
    """The speakers met so far in one report.

    `words` gives the word sets of `knowledge/cues.yaml` by name ("person", "group", "outlet", "generic", ...).
    """

    def __init__(self, doc: Doc, words: Mapping[str, frozenset[str]]) -> None:
        self._doc = doc
        self._words = words
        self._owners = dict(zip(POSSESSIVES, PRONOUNS, strict=True))
        self._text = SpeakersText(doc, words)
        self._met = SpeakersMet(self._text)
        self._again = KnownAgain(self._text, self._met)
        self._genders: dict[int, str] = {}

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
        if low in self._words["texts"] and self._text.is_definite(start) and end - start <= 2:
            number = self._met.latest(start, lambda s: s.kind != "unknown")
            return self._met.use(number, start) if number is not None else (start, end)
        return self._named(start, end, head)

    def is_at_hand(self, at: int) -> bool:
        """Tell whether a body spoke in this sentence or the one right before it, in the same paragraph."""
        number = self._met.latest(at, lambda s: s.kind in ("body", "outlet", "unknown"), 1)
        if number is None:
            return False
        heard = self._met.last_use(number)
        used = next((i for i in range(at, -1, -1) if self._text.sentence[i] == heard), at)
        return not any("\n" in self._doc[i].text for i in range(used, at))

    def _named(self, start: int, end: int, head: int) -> tuple[int, int]:
        """Return the speaker of a phrase that is no pronoun: one met before, by short or full name, or a new one."""
        speaker = describe(self._text, start, end, head)
        known = self._again.find(speaker)
        if known is None:
            full = full_name(self._text, start, end, head)
            if full != (start, end):
                speaker = describe(self._text, *full, full[1] - 1)
                known = self._again.find(speaker)
        return self._met.use(self._met.add(speaker) if known is None else known, start)

    # pronouns

    def _pronoun(self, at: int, low: str) -> tuple[int, int] | None:
        """Return whom a pronoun stands for."""
        if low in self._words["he_or_she"]:
            return self._one_person(at, low)
        return self._many(at) if low in self._words["for_many"] else self._it(at)

    def _one_person(self, at: int, low: str) -> tuple[int, int] | None:
        """Return whom "he" or "she" stands for; he is of that sex from then on."""
        gender = "male" if low in self._words["male"] else "female"
        number = self._met.latest(at, lambda s: s.kind == "person" and self._gender(s) in ("", gender))
        if number is not None:
            self._genders[self._met[number].start] = gender
            return self._met.use(number, at)
        person = entity_before(self._text, at, ("PERSON",))
        if person is None:  # "a pathologist told reporters ... he said": of whom it is not known what he is
            near = self._met.latest(at, lambda s: s.kind == "unknown", UNKNOWN_REACH)
            return self._met.use(near, at) if near is not None else None
        return self._meet(person, at)

    def _many(self, at: int) -> tuple[int, int] | None:
        """Return whom "they" stands for: several people, else a body."""
        number = self._met.latest(at, lambda s: s.kind == "plural")
        if number is None and (plural := plural_before(self._text, at)):
            return self._meet(plural, at)
        if number is None:
            number = self._met.latest(at, lambda s: s.kind in ("body", "outlet"))
        return self._met.use(number, at) if number is not None else None

    def _it(self, at: int) -> tuple[int, int] | None:
        """Return what "it" or "which" stands for."""
        number = self._met.latest(at, self._impersonal)
        if number is None:
            body = entity_before(self._text, at, ("ORG", "GPE"))
            return self._meet(body, at) if body else None
        return self._met.use(number, at)

    def _meet(self, phrase: tuple[int, int], at: int) -> tuple[int, int]:
        """Take a phrase of the report for a new speaker, heard at a token."""
        return self._met.use(self._met.add(describe(self._text, *phrase, phrase[1] - 1)), at)

    def _impersonal(self, speaker: Speaker) -> bool:
        """Tell whether "it" can stand for the speaker: a body, an outlet, or "a source"."""
        nameless = self._doc[speaker.head].lemma_.lower() in self._words["impersonal"]
        return nameless or speaker.kind in ("body", "outlet", "unknown")

    def _gender(self, speaker: Speaker) -> str:
        return self._genders.get(speaker.start, speaker.gender)
