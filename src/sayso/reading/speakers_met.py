"""The speakers met so far in a report, in the order in which they were last heard."""

from collections.abc import Callable, Iterator

from sayso.reading.speakers import Speaker, SpeakersText

# A pronoun reaches back over so many sentences, "the group" over so many; a phrase with a name over the whole report.
PRONOUN_REACH = 5
DEFINITE_REACH = 12


class SpeakersMet:
    """Speakers by number, in the order in which they were met."""

    def __init__(self, text: SpeakersText) -> None:
        self._sentence = text.sentence
        self._met: list[Speaker] = []
        self._recent: list[int] = []  # speakers by last use, latest at the end
        self._last_use: dict[int, int] = {}
        self._speaks_as: dict[int, int] = {}  # a person -> the body whose voice is his

    def __getitem__(self, number: int) -> Speaker:
        return self._met[number]

    def latest_first(self) -> Iterator[tuple[int, Speaker]]:
        """Yield the speakers heard so far with their numbers, the latest first."""
        return ((number, self._met[number]) for number in reversed(self._recent))

    def last_use(self, number: int) -> int:
        """Return the sentence in which a speaker was last heard."""
        return self._last_use[number]

    def latest(self, at: int, fits: Callable[[Speaker], bool], reach: int = PRONOUN_REACH) -> int | None:
        """Return the last speaker that fits, if he was heard at most `reach` sentences before."""
        here = self._sentence[at]
        for number in reversed(self._recent):
            if here - self._last_use.get(number, 0) > reach:
                break
            if fits(self._met[number]):
                return number
        return None

    def add(self, speaker: Speaker, voice: int | None = None) -> int:
        """Add a speaker, and the body whose voice is his; return his number."""
        self._met.append(speaker)
        number = len(self._met) - 1
        if voice is not None:
            self._speaks_as[number] = voice
        return number

    def use(self, number: int, at: int) -> tuple[int, int]:
        """Note that a speaker is heard, and his body with him; return the phrase of the one whose voice it is."""
        voice = self._speaks_as.get(number, number)
        for used in (voice, number):
            if used in self._recent:
                self._recent.remove(used)
            self._recent.append(used)
            self._last_use[used] = self._sentence[at]
        return self._met[voice].start, self._met[voice].end
