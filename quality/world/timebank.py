"""Dates: are the days of each DATE expression of TimeML news found and right? TimeBank 1.2 and AQUAINT TimeML.

Every TIMEX3 of type DATE whose value names days (a day, week, month, quarter, half, season, year, decade) counts; vague
ones (PAST_REF, "recently") and durations do not, and what `find_times` reads on those is left out. The GUIDE's
conventions are applied: "since X" and "this X" end on the day of the report; "late November" is right inside November,
since the value leaves the part out; a range read over two marks ("from 1991 to 1997") is right at either. Otherwise
both days must be equal.
"""

import datetime
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from quality.world.shape import Errors, Findings, Kit, Part, prf, quote, table
from sayso.extract.times import find_times
from sayso.extract.times.calendar import Days, month_days, period, season, shift_days
from sayso.model.report import Span
from sayso.model.times import TimeInterval

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
Mark = tuple[int, int, str, str]  # start, end, TIMEX3 type, value


def days_of(value: str) -> Days | None:
    """Return the first and last day of a TIMEX3 value, or None when it names no days."""
    value = value.split("T")[0].replace("-XX", "")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return (datetime.date.fromisoformat(value),) * 2
    if re.fullmatch(r"\d{4}-\d{2}", value):
        return month_days(int(value[:4]), int(value[5:]))
    if re.fullmatch(r"\d{4}", value):
        return period(datetime.date(int(value), 1, 1), "year")
    if re.fullmatch(r"\d{3}X?", value):
        return period(datetime.date(int(value[:3]) * 10, 1, 1), "decade")
    if match := re.fullmatch(r"(\d{4})-W(\d{2})(-WE)?", value):
        monday = datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return (shift_days(monday, 5 if match[3] else 0), shift_days(monday, 6))
    if match := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        months = 3 if match[2] == "Q" else 6
        last = int(match[3]) * months
        return month_days(int(match[1]), last - months + 1)[0], month_days(int(match[1]), last)[1]
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return season(int(match[1]), _SEASONS[match[2]])
    return None


def read(path: Path) -> tuple[str, datetime.date | None, list[Mark]]:
    """Return the body text of a TimeML file, the day it was made, and its marks by offset into that text."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a set named by who measures
    made = None
    for node in root.iter("TIMEX3"):
        if node.get("functionInDocument") in ("CREATION_TIME", "PUBLICATION_TIME"):
            days = days_of(node.get("value", ""))
            made = days[0] if days else made
    body = root.find("TEXT")
    parts: list[str] = []
    marks: list[Mark] = []

    def walk(node: ElementTree.Element) -> None:
        start = sum(map(len, parts))
        parts.append(node.text or "")
        for child in node:
            walk(child)
            parts.append(child.tail or "")
        if node.tag == "TIMEX3":
            marks.append((start, sum(map(len, parts)), node.get("type", ""), node.get("value", "")))

    if body is not None:
        walk(body)
    return "".join(parts), made, marks


def is_right(mark: Mark, text: str, found: TimeInterval, made: datetime.date, both_ends: bool) -> bool:
    """Tell whether the days found are those of the mark, under the GUIDE's conventions."""
    days = days_of(mark[3])
    if days is None:
        return False
    words = text[mark[0] : mark[1]].lower()
    ends_now = found.text.lower().startswith("since") or re.search(r"\bthis\b|earlier in the", words)
    if ends_now and days[0] <= made:
        days = days[0], made
    got = found.start, found.end
    if got[0] is None or got[1] is None:
        return False
    if re.search(r"\b(early|mid|late|end|beginning|start|middle)\b", words):  # the value leaves the part out
        return days[0] <= got[0] and got[1] <= days[1]
    if both_ends:  # one range over two marks
        return days[0] == got[0] or days[1] == got[1]
    return days == got


def compare(name: str, text: str, made: datetime.date, marks: list[Mark], errors: Errors) -> Counter[str]:
    """Return how many dates of one document are annotated (gold), read, found and right."""
    counts: Counter[str] = Counter()
    times = find_times(text, made)
    dates = [mark for mark in marks if mark[2] == "DATE" and days_of(mark[3])]
    used: set[Span] = set()
    shared = {one.span: sum(one.span.start < m[1] and m[0] < one.span.end for m in dates) for one in times}
    for mark in dates:
        counts["gold"] += 1
        over = [one for one in times if one.span.start < mark[1] and mark[0] < one.span.end]
        used.update(one.span for one in over)
        counts["found"] += bool(over)
        if any(is_right(mark, text, one, made, shared[one.span] > 1) for one in over):
            counts["right"] += 1
            continue
        words = text[mark[0] : mark[1]]
        read = "; ".join(f"{one.start} to {one.end}" for one in over)
        told = f"{quote(words)} in a text of {made}: {mark[3]}" + (f", read {read}" if over else "")
        errors.add(f"{'wrong days' if over else 'missed'}: {shape(words)}", told)
    others = [mark for mark in marks if mark not in dates]
    for one in times:
        counts["read"] += one.span in used
        if one.span not in used and not any(one.span.start < m[1] and m[0] < one.span.end for m in others):
            counts["read"] += 1
            errors.add("made up", quote(text, one.span.start, one.span.end, 25))
    return counts


_SHAPES = (
    ("a year", r"\d{4}"),
    ("with digits", r"\d"),
    ("a quarter", r"\bquarters?\b"),
    ("a weekday", r"day\b"),
    ("now, today", r"\b(now|today|tonight|currently|current|yesterday|tomorrow)\b"),
    (
        "a month or season",
        r"\b(month|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|fall|winter)",
    ),
    ("a week", r"\bweek"),
    ("year without digits", r"\byear|decade|century"),
)


def shape(words: str) -> str:
    """Return what sort of expression the words are, for the table of errors."""
    return next((name for name, pattern in _SHAPES if re.search(pattern, words.lower())), "other")


def measure(folder: Path, _kit: Kit) -> Findings:
    """Return value precision, recall and F1 over all documents that say when they were made."""
    found = Findings()
    total: Counter[str] = Counter()
    rows = []
    for sub in ("TimeBank", "AQUAINT"):
        counts: Counter[str] = Counter()
        for path in sorted((folder / "data" / "timebank" / sub).glob("*.tml")):
            text, made, marks = read(path)
            if made is not None:
                counts += compare(path.name, text, made, marks, found.errors)
        rows.append([sub, counts["gold"], prf(counts["right"], counts["read"], counts["gold"])["value"]])
        total += counts
    found.figures["value F1"] = prf(total["right"], total["read"], total["gold"])
    found.figures["detection F1"] = prf(total["found"], total["read"], total["gold"])
    found.tables["by collection"] = table(["collection", "dates", "value F1"], rows)
    return found


PART = Part("timebank", "Dates (TimeBank and AQUAINT TimeML)", ("data/timebank/*/*.tml",), measure)
