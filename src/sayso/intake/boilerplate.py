"""Foot matter and noise: the stretches of a text that are no part of the report, by the data of `boilerplate.yaml`."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sayso.errors import KnowledgeError
from sayso.intake import amendments
from sayso.intake.linerules import LineRules, line_rules
from sayso.knowledge.files import read_yaml
from sayso.model import Span

NAMES_IN_BYLINE = 0.6  # share of capitalised words from which on "By X Y and Z" names people and is no clause


@dataclass(frozen=True, slots=True)
class RunOn:
    """Foot matter inside the last line: where to look, and the compiled phrases, menu entries and last words.

    `headlines` begins a list of other reports before it; how near and with how many full stops, the next two say.
    """

    within: int
    phrases: re.Pattern[str]
    menu: re.Pattern[str]
    enough: int
    headlines: re.Pattern[str]
    headlines_within: int
    full_stops: int
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The whole of `boilerplate.yaml`, ready to match; from `tags` on it is for web pages.

    `always` are tags and `strong` words that go whatever they hold; `captions` are words of what is under a picture.
    """

    foot: LineRules
    lines: LineRules
    byline: LineRules
    run_on: RunOn
    tags: frozenset[str]
    always: frozenset[str]
    strong: frozenset[str]
    captions: frozenset[str]
    roles: frozenset[str]
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]


@lru_cache(maxsize=1)
def boilerplate() -> Boilerplate:
    """Load `boilerplate.yaml`; raises KnowledgeError if it lacks a part."""
    data: dict[str, Any] = read_yaml("boilerplate.yaml")
    try:
        run_on, markup = data["run_on"], data["markup"]
        return Boilerplate(
            foot=line_rules(data["foot"]),
            lines=line_rules(data["lines"]),
            byline=line_rules(data["byline"]),
            run_on=RunOn(
                int(run_on["within"]),
                _any_of(run_on["phrases"]),
                _any_of(run_on["menu"]),
                int(run_on["enough"]),
                _any_of(run_on["headlines"]),
                int(run_on["headlines_within"]),
                int(run_on["full_stops"]),
                tuple(run_on["last"]),
            ),
            tags=frozenset(markup["tags"]),
            always=frozenset(markup["always"]),
            strong=frozenset(markup["strong"]),
            captions=frozenset(markup["captions"]),
            roles=frozenset(markup["roles"]),
            words=frozenset(markup["words"]),
            pairs=frozenset((first, second) for first, second in (pair.split("-") for pair in markup["pairs"])),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"knowledge/boilerplate.yaml: {type(error).__name__} {error}") from error


def foot_matter_start(text: str) -> int:
    """Return the offset in `text` from which on there is only foot matter; `len(text)` if there is none.

    Works upwards from the end, so nothing between two paragraphs of news is ever touched.
    """
    rules = boilerplate()
    end = len(text.rstrip())
    start = end
    while True:
        line_start = text.rfind("\n", 0, start) + 1
        line = text[line_start:start].strip()
        if line and not (rules.foot.match(line) or rules.lines.match(line)):
            break
        if line_start == 0:
            return _run_on_start(text, end, rules.run_on)  # nothing but noise: keep the words, they are all there is
        start = line_start - 1
    start = line_start + len(text[line_start:start].rstrip())
    start = _run_on_start(text, start, rules.run_on)
    return start if text[start:].strip() else len(text)


def noise_spans(text: str) -> list[Span]:
    """Return the stretches of `text` that are no part of the report, in order and apart from each other.

    These are lines that are a button, a link to another report, a caption, a notice, a byline, a correction, or the
    credit of an agency, credits in mid-line, and the foot matter.
    """
    rules = boilerplate()
    foot = foot_matter_start(text)
    spans = []
    start = 0
    while start < foot:
        end = text.find("\n", start, foot)
        end = foot if end < 0 else end
        line = text[start:end]
        noise = rules.lines.match(line) or is_byline(line) or bool(amendments.kind_of(line))
        if line.strip() and noise and (start, end) != (0, len(text)):
            spans.append(Span(start, end))
        else:
            spans += [Span(start + first, start + last) for first, last in amendments.credits_within(line)]
        start = end + 1
    if foot < len(text):
        spans.append(Span(foot, len(text)))
    return spans


def is_noise(line: str) -> bool:
    """Tell whether one line of a page is a button, link, caption or notice and not a line of the report."""
    return boilerplate().lines.match(line)


def is_byline(line: str) -> bool:
    """Tell whether a line only names who wrote the report ("By Ann Example in Cairo")."""
    if line.rstrip().endswith((".", "!", "?", '"', "”")) or not boilerplate().byline.match(line):
        return False
    words = without_introduction(line).split()
    names = [word for word in words if word[0].isupper()]
    if len(names) < 2 or not words[0][0].isupper() or any(c.isdigit() for c in line):
        return False
    return len(names) > NAMES_IN_BYLINE * len(words)


def author_of(line: str) -> str:
    """Return the names in a byline without the words that introduce them; "" if `line` is no byline."""
    return without_introduction(line) if is_byline(line) else ""


def without_introduction(names: str) -> str:
    """Return who a byline names: "Ann Example" for "By Ann Example", whatever the case of the name."""
    names = " ".join(names.split())
    introductions = [phrase for phrases in boilerplate().byline.begins.values() for phrase in phrases]
    for phrase in sorted(introductions, key=len, reverse=True):
        if names.lower().startswith((phrase + " ", phrase + ":")):
            return names[len(phrase) :].strip(" :")
    return names


# How often a page was shared, before its links: "... 85 Related".
_COUNTER = re.compile(r"(?:\.{3}|…)\s*\d{1,6}\s*\Z")
_FULL_STOP = re.compile(r"\w[.](?:\s|$)")


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    """Return a pattern for any of some phrases, the longest first; "#" in one stands for a number."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(re.escape(phrase).replace(r"\#", r"\d+") for phrase in longest_first))


def _run_on_start(text: str, end: int, rules: RunOn) -> int:
    """Return where foot matter starts inside the last line of `text[:end]`, `end` if nowhere."""
    floor = max(end - rules.within, text.rfind("\n", 0, end) + 1, end // 2)
    start = end
    found = rules.phrases.search(text, floor, end)
    if found:
        start = found.start()
    entries = list(rules.menu.finditer(text, floor, start))
    if len({entry.group() for entry in entries}) >= rules.enough:
        start = entries[0].start()
    if start < end:
        start = _headlines_start(text, start, rules)
        floor = min(floor, start)
    for last in rules.last:
        kept = text[floor:start].rstrip()
        if kept.endswith(last) and kept[: -len(last)].rstrip().endswith((".", '"', "”", ")", "!", "?")):
            start = floor + len(kept) - len(last)
    counter = _COUNTER.search(text, floor, start) if start < end else None
    if counter is not None:
        start = counter.start()
    return start if start == end else floor + len(text[floor:start].rstrip())


def _headlines_start(text: str, foot: int, rules: RunOn) -> int:
    """Return where a list of headlines of other reports starts right before the foot matter, `foot` if nowhere.

    Of several such words ("Related News ... More Stories ...") the first counts.
    """
    floor = max(foot - rules.headlines_within, text.rfind("\n", 0, foot) + 1, foot // 2)
    found = rules.headlines.search(text, floor, foot)
    if found is None or len(_FULL_STOP.findall(text, found.end(), foot)) > rules.full_stops:
        return foot
    return found.start()
