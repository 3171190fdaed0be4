"""Counts in running text: digits, spelled numbers, "dozens", and the words that bound them ("at least", "up to")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sayso.extract.times.tokens import FIRST_YEAR, LAST_YEAR
from sayso.knowledge.files import read_yaml
from sayso.model import Span

# Counts past this are a phone number, an account or an article id, never people.
_LARGEST_COUNT = 8_000_000_000
# Characters looked at before a number for its modifier; the longest modifier in numbers.yaml is shorter.
_LOOK_BACK = 32
_HUNDRED = 100

_DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,10}(?:\.\d+)?(?!\d)"
_JOINT = re.compile(r"[-\s]|\s+and\s+")
_RUN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Number:
    """A count of something: `span` with the words that bound it, `core` the bare number, `low` and `high` inclusive.

    An open side is None: "at least 12" is 12 to None, "up to 12" None to 12, "about 12" 12 to 12.
    """

    span: Span
    low: int | None
    high: int | None
    core: Span


@dataclass(slots=True)
class _Core:
    """A bare number before modifiers: `plural` for "dozens" and the like, whose top is open."""

    start: int
    end: int
    value: int
    plural: bool = False
    digits: bool = False


@dataclass(frozen=True, slots=True)
class _Grammar:
    """numbers.yaml, compiled."""

    atom: re.Pattern[str]
    openings: frozenset[str]
    words: dict[str, tuple[str, int]]
    plurals: dict[str, int]
    multipliers: dict[str, int]
    phrases: dict[str, int]
    low: re.Pattern[str]
    high: re.Pattern[str]
    exact: re.Pattern[str]
    vague: re.Pattern[str]
    low_after: re.Pattern[str]
    opens: re.Pattern[str]
    ranging: frozenset[str]
    unit_after: re.Pattern[str]
    month_after: re.Pattern[str]
    month_before: re.Pattern[str]
    label_before: re.Pattern[str]
    year_before: re.Pattern[str]
    people_after: re.Pattern[str]


def _either(words: list[str]) -> str:
    """Return a pattern for any of `words`, longest first, blanks matching any run of white space."""
    return "|".join(r"\s+".join(map(re.escape, w.split())) for w in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    data: dict[str, Any] = read_yaml("numbers.yaml")
    words = {w: (kind, v) for kind in ("units", "teens", "tens", "scales") for w, v in data[kind].items()}
    words |= {w: ("short", v) for w, v in data["short_scales"].items()}
    spelled = [w for w, (kind, _) in words.items() if kind != "short"]
    after, before = data["after"], data["before"]
    units = [w for kind in ("time", "space", "amount", "part") for w in after[kind]]
    months = _either(after["month"])

    def ending(choices: list[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{_either(choices)})\s*$", re.I)

    return _Grammar(
        atom=re.compile(
            rf"(?P<digits>(?:(?<![\w.,:/-])|(?<=\d-))(?:{_DIGITS}))(?:\s?(?P<short>{_either(list(data['short_scales']))})(?!\w))?"
            rf"|\b(?P<phrase>{_either(list(data['phrases']))})\b"
            rf"|\b(?P<plural>{_either(list(data['plurals']))})\b"
            rf"|(?<![\w])(?P<word>{_either(spelled)})(?!\w)",
            re.I,
        ),
        openings=frozenset(_RUN.findall(w)[0].lower() for w in (*spelled, *data["phrases"], *data["plurals"])),
        words=words,
        plurals=data["plurals"],
        multipliers=data["multipliers"],
        phrases=data["phrases"],
        low=ending(data["low"]),
        high=ending(data["high"]),
        exact=ending(data["exact"]),
        vague=ending(data["vague"]),
        low_after=re.compile(rf"\s?-?(?:{_either(data['low_after'])})(?!\w)", re.I),
        opens=re.compile(rf"\s+(?:\d|(?:{_either([*spelled, *data['plurals']])})(?!\w))", re.I),
        ranging=frozenset(data["ranging"]),
        unit_after=re.compile(rf"[\s-]*(?:%|°|(?:{_either([u for u in units if u != '%'])})(?![\w]))", re.I),
        month_after=re.compile(rf"(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{months})\b\.?", re.I),
        month_before=re.compile(rf"\b(?:{months})\.?\s*$", re.I),
        label_before=re.compile(
            rf"(?<![\w])(?:(?:{_either(before['label'])})\.?\s?|{_either(before['money'])}\s?)$", re.I
        ),
        year_before=re.compile(rf"(?:\b(?:{_either(before['year'])}))\s*$", re.I),
        people_after=re.compile(rf"\s+(?:[\w-]+\s+){{0,2}}(?:{_either(read_yaml('outcomes.yaml')['people'])})\b", re.I),
    )


def find_numbers(text: str) -> list[Number]:
    """Return the counts of `text` in order, never overlapping: years, dates, ages, measures and money are left out.

    "a" and "one" are read by `find_figures`, which knows what noun follows; here a bare "one" is 1.
    """
    grammar = _grammar()
    cores = _cores(text, grammar)
    found: list[Number] = []
    i = 0
    while i < len(cores):
        core = cores[i]
        last = core
        after = text[core.end : cores[i + 1].start] if i + 1 < len(cores) else ""
        start, mode = _modifier(text, core.start, grammar, found[-1].span.end if found else 0)
        before = text[max(0, start - _LOOK_BACK) : start]
        ranging = grammar.ranging if before.lower().split()[-1:] == ["from"] else frozenset[str]()
        if i + 1 < len(cores) and _is_range(after, before, core, cores[i + 1], ranging):
            last = cores[i + 1]
            i += 1
            lead = "from" if ranging else "between"
            if before.lower().rstrip().endswith(lead):
                start = start - (len(before) - before.lower().rindex(lead))
        i += 1
        if _is_count(text, core, last, start, mode, grammar):
            found.append(_number(text, core, last, start, mode, grammar))
    return found


def _number(text: str, core: _Core, last: _Core, start: int, mode: str, grammar: _Grammar) -> Number:
    low: int | None = core.value
    high: int | None = None if last.plural else last.value
    end = last.end
    if core is last and not core.plural:
        tail = grammar.low_after.match(text, end)
        if tail and grammar.opens.match(text, tail.end()):  # "on 09042017 at least 15 civilians"
            tail = None
        if mode == "high":
            low = None
        elif mode == "low" or tail:
            high = None
        if tail and mode != "high":
            end = tail.end()
    return Number(Span(start, end), low, high, Span(core.start, last.end))


def _cores(text: str, grammar: _Grammar) -> list[_Core]:
    """Find the bare numbers, joining the words of a spelled one ("two hundred and fifty")."""
    cores: list[_Core] = []
    scale = 0  # the last factor joined, 0 when nothing may be joined to the last core
    for match in _atoms(text, grammar):
        start, end = match.span()
        kind, word = match.lastgroup or "", match.group().lower()
        before = cores[-1] if cores else None
        gap = text[before.end : start] if before else None
        if kind in ("digits", "short"):
            number = float(match["digits"].replace(",", ""))
            if match["short"]:
                number *= grammar.words[match["short"].lower()][1]
            whole = int(number) if number == int(number) else -1  # "1.5": a count only with a scale after it
            cores.append(_Core(start, end, whole, digits=True))
            fraction, scale = number, -1
        elif kind == "phrase":
            cores.append(_Core(start, end, grammar.phrases[" ".join(word.split())]))
            fraction, scale = float(cores[-1].value), -1
        elif kind == "plural":
            factor = grammar.multipliers.get(text[before.start : before.end].lower()) if before else None
            if before and before.plural and factor and gap is not None and gap.split() == ["of"]:
                before.end, before.value = end, factor * grammar.plurals[word] // 2 * 2
            else:
                cores.append(_Core(start, end, grammar.plurals[word], plural=True))
            scale = 0
        else:
            group, value = grammar.words[word]
            joined = before is not None and gap is not None and bool(_JOINT.fullmatch(gap))
            if group == "scales" and joined and before and scale and (not gap or "and" not in gap):
                before.value = _scaled(before.value, fraction, value)
                before.end, fraction, scale = end, float(before.value), value
            elif group == "scales":
                start, plural = _vague_start(text, start, grammar)
                if plural:
                    cores.append(_Core(start, end, 2 * value, plural=True))
                    scale = 0
                else:
                    cores.append(_Core(start, end, value))
                    fraction, scale = float(value), value
            elif joined and before and _adds(scale, value, gap or "", group):
                before.value += value
                before.end, fraction = end, float(before.value)
                scale = -10 if group == "tens" else -1
            else:
                cores.append(_Core(start, end, value))
                fraction, scale = float(value), -10 if group == "tens" else -1
    return cores


def _atoms(text: str, grammar: _Grammar) -> Iterator[re.Match[str]]:
    """Yield the matches of `grammar.atom` in order, trying it only at words that can open one: most words cannot."""
    openings, end = grammar.openings, 0
    for run in _RUN.finditer(text):
        word, at = run.group(), run.start()
        if at >= end and (word[0].isdecimal() or word.lower() in openings or not word.isascii()):
            match = grammar.atom.match(text, at)
            if match is not None:
                end = match.end()
                yield match


def _vague_start(text: str, start: int, grammar: _Grammar) -> tuple[int, bool]:
    """Tell whether "several" or "a few" stands before the scale word at `start`, and where it begins."""
    vague = grammar.vague.search(text, max(0, start - _LOOK_BACK), start)
    return (vague.start(), True) if vague else (start, False)


def _scaled(value: int, fraction: float, scale: int) -> int:
    """Multiply by a scale: "two hundred thousand" wholly, "one million two hundred" only its last part."""
    if value < 0 or fraction != value:
        return round(fraction * scale)
    rest = value % (1000 if scale == _HUNDRED else scale * 1000)
    return value - rest + rest * scale


def _adds(scale: int, value: int, gap: str, group: str) -> bool:
    """Tell whether a spelled value continues the number before it: "twenty-one", "two hundred and fifty"."""
    if scale == -10:
        return group == "units" and "and" not in gap
    return scale >= 100 and value < scale


def _modifier(text: str, start: int, grammar: _Grammar, floor: int) -> tuple[int, str]:
    """Return where the words that bound the number at `start` begin, and whether they bound its low or high side."""
    mode = ""
    for _ in range(2):  # "at least some 20", "an additional more than 20"
        window = max(floor, start - _LOOK_BACK)
        named = (("low", grammar.low), ("high", grammar.high), ("exact", grammar.exact))
        hits = [(m.start(), name) for name, pattern in named if (m := pattern.search(text, window, start))]
        if not hits:
            break
        start, name = min(hits)  # the longest: "no more than", not "more than"
        mode = mode if mode in ("low", "high") else name
    return start, mode


def _is_range(gap: str, before: str, first: _Core, second: _Core, ranging: frozenset[str]) -> bool:
    if first.plural or second.plural or not 0 < first.value < second.value:
        return False
    words = gap.lower().split()
    lead = before.lower().split()[-1:]
    if words == ["and"]:
        return lead == ["between"]
    if words == ["to"]:
        if lead == ["from"]:  # "anywhere from 30 to 50", but "rose from 30 to 50"
            return not ranging.isdisjoint(before.lower().split()[-2:-1])
        return True
    if words == ["or"]:
        return second.value <= first.value * 2
    return gap.strip() in ("-", "–", "—") and first.digits == second.digits


def _is_count(text: str, core: _Core, last: _Core, start: int, mode: str, grammar: _Grammar) -> bool:
    """Tell whether the number can count people by what stands right before and after it."""
    if core.value < 0 or last.value < 0 or last.value > _LARGEST_COUNT or (core is last and core.value == 0):
        return core.value == 0 and mode == "" and not core.digits
    end = last.end
    following = text[end : end + 2]
    if following[:1] in ("/", ":", "°", "%") or (following[:1] in ".-," and following[1:2].isdigit()):
        return False
    if following[:1].isalpha():  # "35km", "19th", "F16s", but not "1.5m" which its scale has taken
        return False
    if text[start - 1 : start] == "-" and core.digits:  # the rest of "10-07-2016"
        return False
    if grammar.unit_after.match(text, end) or grammar.label_before.search(text, max(0, start - _LOOK_BACK), start):
        return False
    if grammar.label_before.search(text, max(0, core.start - _LOOK_BACK), core.start):
        return False
    if not core.digits:
        return True
    if core.value <= 31 and (
        grammar.month_after.match(text, end) or grammar.month_before.search(text, max(0, core.start - 12), core.start)
    ):
        return False
    plain_year = (
        FIRST_YEAR <= last.value <= LAST_YEAR and last.end - last.start >= 4 and text[last.start : last.end].isdigit()
    )
    if not plain_year or mode in ("low", "high"):
        return True
    return not grammar.year_before.search(text, max(0, start - _LOOK_BACK), start) and bool(
        grammar.people_after.match(text, end)
    )
