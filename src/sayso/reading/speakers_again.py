"""Which speaker met before a phrase names again: "Mr Mujahid", "the Observatory", "the rights group"."""

from sayso.reading.speakers import ACRONYM_LENGTH, Speaker, SpeakersText
from sayso.reading.speakers_alike import are_one_body, is_owner, is_state, may_be, sorts
from sayso.reading.speakers_described import describe, speaks_for
from sayso.reading.speakers_met import DEFINITE_REACH, PRONOUN_REACH, SpeakersMet
from sayso.reading.speakers_named import entity_before, is_doer


class KnownAgain:
    """Looks for the speaker of a phrase among those met; who speaks for one of them is met along with him."""

    def __init__(self, text: SpeakersText, met: SpeakersMet) -> None:
        self._text, self._met = text, met
        self._doc, self._words = text.doc, text.words

    def find(self, speaker: Speaker) -> int | None:
        """Return the speaker met before that this phrase names again."""
        if self._first(speaker) in self._words["indefinite"]:
            return None
        ways = (self._same_names, self._spokesman_of, self._mouthpiece, self._watchdog, self._surname)
        for way in ways:
            number = way(speaker)
            if number is not None:
                return number
        if self._doc[speaker.head].tag_ == "NNS" and speaker.end - speaker.start == 1:
            return None  # "activists" again may be others
        number = self._shorter_or_fuller(speaker)
        return number if number is not None else self._by_sort(speaker)

    def _first(self, speaker: Speaker) -> str:
        return self._doc[speaker.start].lower_

    # by name

    def _same_names(self, speaker: Speaker) -> int | None:
        for number, met in self._met.latest_first():
            if speaker.names == met.names and speaker.names:
                return number
        return None

    def _surname(self, speaker: Speaker) -> int | None:
        """Return whom one name alone stands for: "Ayraud" after "Jean-Marc Ayraud"."""
        doc = self._doc
        if doc[speaker.head].tag_ != "NNP" or len(speaker.names) != 1:
            return None
        head = doc[speaker.head].lower_
        for number, met in self._met.latest_first():
            if met.end - met.start > 1 and doc[met.end - 1].lower_ == head and met.kind in ("person", "unknown"):
                return number
        return None

    def _shorter_or_fuller(self, speaker: Speaker) -> int | None:
        """Return whose name this is a part, an extension, or the initials of, or the other way round."""
        for number, met in self._met.latest_first():
            if self._is_part(speaker, met) or self._extends(speaker, met) or self._has_initials(speaker, met):
                return number
        return None

    def _is_part(self, speaker: Speaker, met: Speaker) -> bool:
        """Tell whether a phrase is the shorter name of a speaker: "the ministry" for "the defence ministry"."""
        head = self._doc[speaker.head].lower_
        if head not in met.names or not speaker.names <= met.names or is_owner(self._text, met, head):
            return False
        kinds = (speaker.kind, met.kind)
        linked = {*kinds} == {"body", "person"} and head in self._words["linking"]
        return speaker.kind == met.kind or "unknown" in kinds or linked

    def _extends(self, speaker: Speaker, met: Speaker) -> bool:
        """Tell whether a phrase is the fuller name of a speaker."""
        head, other = self._doc[speaker.head].lower_, self._doc[met.head]
        return bool(met.names) and met.names < speaker.names and other.lower_ == head and other.tag_[:3] == "NNP"

    def _has_initials(self, speaker: Speaker, met: Speaker) -> bool:
        """Tell whether one of two names is the initials of the other: "MSF"."""
        word = self._doc[speaker.head].text
        if len(word) in ACRONYM_LENGTH and self._text.initials(met.start, met.end) == word:
            return True
        initials = self._text.initials(speaker.start, speaker.end)
        return bool(initials) and initials == self._doc[met.head].text and len(initials) in ACRONYM_LENGTH

    # by the body behind a person

    def _spokesman_of(self, speaker: Speaker) -> int | None:
        """Return the person as a new speaker, whose voice is that of a body met: "Observatory head Rami Rahman"."""
        if speaker.kind != "person":
            return None
        linked = speaks_for(self._text, speaker.start, speaker.end)
        if not linked:
            return None
        for number, met in self._met.latest_first():
            near = met.kind in ("body", "unknown") and linked & met.names
            if near and are_one_body(self._text, speaker, met, linked):
                return self._met.add(speaker, number)
        return None

    def _mouthpiece(self, speaker: Speaker) -> int | None:
        """Return the person as a new speaker, whose voice is that of the body heard last: "spokesman Omar Haddad"."""
        post = self._first(speaker) in self._words["mouthpieces"]
        if speaker.kind != "person" or not post or speaker.end - speaker.start < 2:
            return None
        body = self._met.latest(speaker.start, lambda s: s.kind == "body", DEFINITE_REACH)
        return self._met.add(speaker, body) if body is not None else None

    # by sort

    def _watchdog(self, speaker: Speaker) -> int | None:
        """Return the monitor that "the watchdog", "the monitoring group" stands for."""
        words, head = self._words, self._doc[speaker.head]
        watching = head.lemma_.lower() in words["monitors"] or bool(speaker.names & words["monitor_modifiers"])
        if not watching or speaker.head != speaker.end - 1 or head.tag_[:3] == "NNP":
            return None
        if self._first(speaker) not in words["watch_openers"]:
            return None
        for number, met in self._met.latest_first():
            if met.kind in ("body", "unknown") and words["monitor_names"] & met.names:
                return number
        return None

    def _by_sort(self, speaker: Speaker) -> int | None:
        """Return the latest speaker that "the group", "the news agency", "the minister" may stand for."""
        words, lemma = self._words, self._doc[speaker.head].lemma_.lower()
        if self._first(speaker) not in words["definite"] or lemma not in words["generic"] or not self._is_bare(speaker):
            return None
        kinds = self._kinds(speaker, lemma)
        people = "person" in kinds
        latest = self._met.latest(
            speaker.start,
            lambda s: s.kind in kinds and (people or not is_state(self._text, s)) and may_be(self._text, s, lemma),
            PRONOUN_REACH if people else DEFINITE_REACH,
        )
        far = latest is None or self._text.sentence[speaker.start] - self._met.last_use(latest) > 1
        doer = self._doer_before(speaker) if far and lemma in words["own_bodies"] else None
        return doer if doer is not None else latest

    def _is_bare(self, speaker: Speaker) -> bool:
        """Tell whether a phrase says no more than a sort: "the group", "the Nairobi-based rights group"."""
        first, head = self._first(speaker), self._doc[speaker.head].lower_
        short = speaker.end - speaker.start <= 2 and (self._text.is_definite(speaker.start) or first == head)
        return short or sorts(self._text, speaker) is not None

    def _kinds(self, speaker: Speaker, lemma: str) -> tuple[str, ...]:
        """Return of which kinds a speaker is that a noun of sort stands for."""
        words = self._words
        told = sorts(self._text, speaker)
        if told and told <= words["outlet"]:
            return ("outlet",)
        if lemma in words["person"]:
            return ("person",)
        group = lemma in words["group"] and lemma not in words["linking"] | words["outlet"]
        if lemma in words["own_bodies"] or group:
            return ("body", "unknown")  # "the group" is no television
        return ("body", "outlet", "unknown")

    def _doer_before(self, speaker: Speaker) -> int | None:
        """Return as a new speaker the body whose doings were told right before: "Hezbollah fired, the group said"."""
        doer = entity_before(self._text, speaker.start, ("ORG",))
        if doer is None or not is_doer(self._text, doer[1] - 1):
            return None
        return self._met.add(describe(self._text, *doer, doer[1] - 1))
