"""Lines that tell of the text and not of the world: corrections, updates, credits of agencies, walls before it."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sayso.intake.linerules import LineRules, line_rules
from sayso.knowledge.files import read_yaml

CORRECTION, UPDATE = "correction: ", "update: "  # how notes that hold one begin
MOST_NOTES = 20
_LABEL = re.compile(r"^(?:corrections?|clarification|editor['’]?s note)\s{0,2}[:–—-]\s{0,2}", re.I)
_AT_END = re.compile(
    r"\s{0,3}(?:[(\[](?P<signed>[^()\[\]\n]{2,60})[)\]]|(?<=[.!?”\"’])\s{0,2}[–—/-]{1,2}\s{0,2}(?P<dashed>[^.\n–—/]{2,40}))\s{0,2}\.?$"
)
_BRACKETS, _STOPS = re.compile(r"\(([^()\n]{2,60})\)"), (".", "!", "?", '"', "”", ")")
_TOKEN = re.compile(r"\w+")


@dataclass(slots=True)
class Parted:
    """The lines of a report, and what other lines said of it: notes in their order, and the agency credited ("")."""

    lines: list[str] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    agency: str = ""


def part(lines: list[str]) -> Parted:
    """Take corrections, updates and credits of agencies out of the lines of a report.

    A heading "Correction" takes the line under it along. Of a last line that ends in a credit ("... said. (Reuters)")
    only the credit goes.
    """
    parted = Parted()
    notes: list[str] = []
    heading = False
    for line in lines:
        kind = kind_of(line)
        if heading and not kind:
            kind = CORRECTION
        heading = False
        if kind == CORRECTION:
            bare = line[1:-1] if line.startswith("(") and line.endswith(")") else line
            words = _LABEL.sub("", bare).strip()
            heading = _rules("corrections").match(line) and len(line.split()) <= 4
            if not heading:
                notes.append(CORRECTION + words)
        elif kind == UPDATE:
            notes.append(UPDATE + line)
        elif kind:
            parted.agency = parted.agency or credited(line)
        else:
            parted.lines.append(line)
    if parted.lines:
        last, agency = _without_credit(parted.lines[-1])
        parted.lines[-1] = last
        parted.agency = parted.agency or agency
    parted.notes = tuple(dict.fromkeys(notes))[:MOST_NOTES]
    return parted


def kind_of(line: str) -> str:
    """Tell what a line that is no line of the news is: CORRECTION, UPDATE, "credit"; "" for every other line."""
    if _rules("corrections").match(line) and any(c.isalpha() for c in line):
        return CORRECTION
    if _rules("updates").match(line) and any(c.isalpha() for c in line):
        return UPDATE
    return "credit" if is_credit(line) else ""


def is_credit(line: str) -> bool:
    """Tell whether a line only credits somebody: "With Associated Press", "AFP contributed to this report"."""
    rules = _credits()
    words = line.split()
    if not words or len(words) > rules.most_words:
        return False
    if line.casefold().rstrip(" .)").endswith(rules.ends):
        return True
    found, rest = _agencies_in(line)
    return bool(found) and all(word.casefold() in rules.words for word in _TOKEN.findall(rest))


def credited(line: str) -> str:
    """Return the agencies that a line of credit names, joined by commas; "" if it names none that is known."""
    return ", ".join(_agencies_in(line)[0])


def credit_at_end(text: str) -> str:
    """Return the agency that the last line of a text credits, whether alone or behind its last sentence; "" if none."""
    last = text.rstrip().rsplit("\n", 1)[-1]
    return credited(last) if is_credit(last) else _without_credit(last)[1]


def credits_within(line: str) -> list[tuple[int, int]]:
    """Return where a line holds credits of pictures and texts between its sentences: "... in Gao. (AFP photo) Troops".

    Flattened pages have the caption of a picture and its credit in mid-text. An agency behind its own name is none:
    "Agence France-Presse (AFP) said", "Saba News Agency (Saba) Monday".
    """
    return [found.span() for found in _BRACKETS.finditer(line) if is_credit(found[1]) and _between(line, *found.span())]


def _between(line: str, start: int, end: int) -> bool:
    """Tell whether a stretch stands between two sentences, or between a caption without a full stop and a sentence."""
    before, after = line[:start].rstrip()[-40:], line[end : end + 3].lstrip()
    if before.endswith(_STOPS):
        return True
    word = before.rsplit(maxsplit=1)[-1:]
    opens = not after or after[0].isupper() or after[0] in '"“'
    return opens and bool(word) and (not word[0][0].isupper() or len(line[start:end].split()) > 1)


def is_wall(line: str) -> bool:
    """Tell whether a line asks for money or an account in the place of the text."""
    return _rules("paywall").match(line) and any(c.isalpha() for c in line)


def is_consent(line: str) -> bool:
    """Tell whether a line asks for agreement to cookies in the place of the text."""
    return _rules("consent").match(line) and any(c.isalpha() for c in line)


def is_check(line: str) -> bool:
    """Tell whether a line asks the reader to show that it is no program."""
    return _rules("check").match(line)


def _without_credit(line: str) -> tuple[str, str]:
    """Return a line without the credit of an agency behind its last sentence, and the agency."""
    found = _AT_END.search(line[-100:])
    if found:
        name = found["signed"] or found["dashed"]
        if is_credit(name):
            kept = line[: len(line) - len(line[-100:]) + found.start()].rstrip()
            if kept:
                return kept, credited(name)
    return line, ""


def _agencies_in(line: str) -> tuple[list[str], str]:
    """Return the known agencies that a line names, each once, and the line without them."""
    found = dict.fromkeys(match.group() for match in _agencies().finditer(line))
    return [name.removeprefix("The ") for name in found], _agencies().sub(" ", line)


@dataclass(frozen=True, slots=True)
class _Credits:
    words: frozenset[str]
    ends: tuple[str, ...]
    most_words: int


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml("saved_pages.yaml")
    return data


@lru_cache(maxsize=8)
def _rules(section: str) -> LineRules:
    return line_rules(_data()[section])


@lru_cache(maxsize=1)
def _credits() -> _Credits:
    data = _data()["credits"]
    return _Credits(frozenset(data["words"]), tuple(data["ends"]), int(data["most_words"]))


@lru_cache(maxsize=1)
def _agencies() -> re.Pattern[str]:
    names = sorted(read_yaml("datelines.yaml")["agencies"], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")
