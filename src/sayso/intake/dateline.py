"""The head of a report: the place, day and agency of its dateline, and the date that the page puts over the text."""

import datetime
import itertools
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sayso.extract.times import find_times
from sayso.knowledge.files import read_yaml
from sayso.model.report import Span
from sayso.model.times import TimeInterval, TimePrecision

# A page's own date stands within so many characters of the start, an agency's dateline within so many.
_HEADER_REACH = 300
_DATELINE_REACH = 800
# Capitals this short before a sentence are no place.
_ACRONYM = 3

_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_CAPITALS = r"[A-Z][A-Z'’]+(?:[ /-][A-Z][A-Z'’]+){0,3}(?!\w)"
_TITLE = r"[A-Z](?:[a-z'’-]|(?<=-)[A-Z])+(?: [A-Z][a-z'’-]+| of| the){0,3}(?!\w)"
_DAY = r"[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?: \d{4})?"
_DASH = r"\s?(?:--|[-–—_])"
_SIGNED = re.compile(
    rf"(?P<place>{_CAPITALS}|(?<![^\W\d_])(?<![^\W\d_] ){_TITLE})(?P<area>,? (?!{_DAY}){_TITLE})?"
    rf"(?:,? (?P<day>{_DAY}))?,? ?\((?P<agency>[^()\n]{{2,40}})\)(?P<dash>{_DASH})?"
)
_TRAILING = re.compile(
    rf"(?P<place>{_TITLE}|{_CAPITALS})(?P<area>)(?P<day>),? (?P<agency>[A-Z]{{2,8}})(?P<dash>\s?[-–—])"
)
_UNSIGNED = re.compile(
    rf"(?P<place>{_CAPITALS})(?P<area>, {_TITLE})?(?:,? (?P<day>{_DAY}))?,? ?(?P<dash>--|[–—]| -)(?=\s)"
)
# "PESHAWAR: Gunmen killed", at the head of a text or of a line, as South Asian papers write it
_COLON = re.compile(
    rf"(?:^|(?<=\n))(?P<place>{_CAPITALS})(?P<area>, (?!{_DAY}){_TITLE})?(?:, (?P<day>{_DAY}))?(?P<dash>:)(?= [A-Z])"
)
# "(Nairobi, March 18, 2021) -" of rights groups
_BRACKETED = re.compile(
    rf"\((?P<place>{_TITLE}|{_CAPITALS})(?P<area>, (?!{_DAY}){_TITLE})?,? (?P<day>{_DAY})\)(?P<dash>{_DASH})(?=\s)"
)
# "Beirut- Opposition groups": a hyphen with a space only behind it
_HYPHENED = re.compile(r"(?<!\w)(?P<place>[A-Z][a-z]+)(?P<area>)(?P<day>)(?P<dash>-)(?= [A-Z][a-z])")
_BARE = re.compile(rf"\s(?P<place>{_CAPITALS})(?P<area>)(?P<day>)(?= [A-Z][a-z]| A )")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What the head of a report says of its origin; `span` covers those words, `date` is None if none is told.

    `filed` covers the place and its agency where they stand apart from the date over the page.
    """

    place: str
    date: datetime.date | None
    agency: str
    span: Span
    filed: Span | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The words of the dateline, in one stretch or two."""
        return (self.span,) if self.filed is None else (self.span, self.filed)

    def covers(self, span: Span) -> bool:
        """Tell whether words are of the dateline, not of what the report tells."""
        return any(own.overlaps(span) for own in self.spans)


def find_dateline(text: str, published: datetime.date | None = None) -> Dateline | None:
    """Return the dateline of a report, or None when its text has none.

    `published` tells the year of a date without one and the reading of "03/04/2016". A dated dateline of an agency
    ("ALEPPO, Syria, Sept 23 (Reuters) -") goes before the page's own date ("Published April 18 2017"). Never raises.
    """
    header = _header(text, published)
    day = header.start if header else None
    place = _place(text, header.span.end if header else 0)
    if place is None:
        if header is None:
            return None
        return Dateline("", day, _agency_before(text, header.span.start), header.span)
    told = place["day"]
    if told:
        latest = day or published
        # A report filed after midnight somewhere may carry tomorrow's date.
        anchor = latest and latest + datetime.timedelta(days=latest < datetime.date.max)
        read = [one for one in find_times(told, anchor, ahead=False) if one.precision is TimePrecision.DAY]
        day = read[0].start if read else day
    groups = place.groupdict()
    agency = groups.get("agency") or (_agency_before(text, header.span.start) if header else "")
    start, end = place.start("place"), place.end()
    name = (place["place"] + (place["area"] or "")).strip(" ,")
    if header and text[header.span.end : start].strip():
        return Dateline(name, day, agency.strip(), header.span, Span(start, end))
    # one span over both where they stand together
    return Dateline(name, day, agency.strip(), Span(header.span.start if header else start, end))


def _header(text: str, published: datetime.date | None) -> TimeInterval | None:
    """Return the date that the page puts over the text; its span takes in the words that announce it."""
    for found in find_times(text, published, 0, min(len(text), _HEADER_REACH)):
        if found.precision is not TimePrecision.DAY or found.start != found.end or not _YEAR.search(found.text):
            continue
        before = text[: found.span.start].rstrip(" :\n")
        announced = _announcers().search(before + " " + found.text.split(" ", 1)[0]) or _announcers().search(before)
        if announced:
            start = announced.start()
        elif found.text[0].islower() or found.text.split(" ", 1)[0] in _data()["openers"]:
            continue
        elif (
            not before
            or _agency_before(text, found.span.start)
            or _has_weekday(found.text)
            or _heads_text(text, found.span)
        ):
            start = found.span.start
        else:
            continue
        return TimeInterval(text[start : found.span.end], Span(start, found.span.end), found.start, found.end)
    return None


def _heads_text(text: str, span: Span) -> bool:
    """Tell whether a date stands between a headline and the first sentence: no full stop before, a capital after."""
    before, after = text[: span.start], text[span.end : span.end + 20].split()
    last = before.split()[-1] if before.split() else ""
    return (
        not re.search(r"[.,;:!?]\s", before)
        and last.lower() not in _data()["linking"]
        and bool(after)
        and (after[0][0].isupper() or after[0][0].isdecimal() or after[0][0] == "(")
    )


def _place(text: str, after: int) -> re.Match[str] | None:
    """Return the words of an agency's dateline: signed ("(Reuters)"), before a dash, or straight after the date."""
    head = text[: after + _DATELINE_REACH]
    known = _data()["agencies"]
    for match in _SIGNED.finditer(head):
        if match["place"] in _data()["not_places"]:
            continue
        if match["agency"].strip() in known or (match["dash"] and match["place"].isupper()):
            return match
    for match in _TRAILING.finditer(head):
        if match["agency"] in known and match["place"] not in _data()["not_places"]:
            return match
    for match in _UNSIGNED.finditer(head):
        starts = match.start() == 0 or head[match.start() - 1] == "\n" or head[match.start() - 1].islower()
        if (starts or match.start() - after <= 1) and match["place"] not in _data()["not_places"]:
            return match
    colons = list(itertools.islice(_COLON.finditer(text), 2))
    if len(colons) == 1 and colons[0].end() <= len(head):  # of several each tells who speaks
        name = colons[0]["place"]
        if not set(name.split()) & _data()["not_places"] and len(name) > _ACRONYM:
            return colons[0]
    bracketed = _BRACKETED.search(head)
    if bracketed:
        return bracketed
    for match in _HYPHENED.finditer(head, 0, after + _HEADER_REACH):
        before = head[: match.start()].split()
        if not before or before[-1][0].isupper():  # not "on the Homs- Hama road"
            return match
    if after:
        bare = _BARE.match(head, after)
        if bare and not set(bare["place"].split()) & _data()["not_places"] and len(bare["place"]) > _ACRONYM:
            return bare
    return None


def _agency_before(text: str, start: int) -> str:
    """Return the agency named in the words directly before an offset; empty if there is none."""
    words = text[max(0, start - 40) : start].split()
    for count in (3, 2, 1):
        name = " ".join(words[-count:])
        if name in _data()["agencies"]:
            return name
    return ""


def _has_weekday(words: str) -> bool:
    """Tell whether a date is written with its day of the week, as pages and no sentences write it."""
    parts = words.split()
    return len(parts) >= 4 and parts[0].isalpha() and parts[0].istitle()


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    data = read_yaml("datelines.yaml")
    return {name: frozenset(values) for name, values in data.items()}


@lru_cache(maxsize=1)
def _announcers() -> re.Pattern[str]:
    names = sorted(_data()["announcers"], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")\W{0,3}$", re.IGNORECASE)
