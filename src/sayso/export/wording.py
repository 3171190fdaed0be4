"""How values of a record are put into words for people; shared by the terminal view and the page."""

import datetime
from dataclasses import dataclass

from sayso.model import Account, Event, Figure, Place, PlacePrecision, Record, Span, Stance, TimeInterval, TimePrecision

OWN_VOICE = "the report itself"


@dataclass(frozen=True, slots=True)
class Row:
    """One field of an event: its label, its value, the verbatim `words` it rests on ("" if same as value), their span.

    `note` says what the value leaves open (party code, coordinates, precision, who gives a figure).
    """

    label: str
    value: str
    note: str = ""
    words: str = ""
    span: Span | None = None


def headline(record: Record) -> str:
    """Return the title of a report, else its first words, else its id."""
    report = record.report
    if report.title.strip():
        return " ".join(report.title.split())
    words = report.text[:400].split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "") if words else report.id or "(empty report)"


def byline(record: Record) -> list[str]:
    """Return what is known of the publication, in the order people look for it."""
    report = record.report
    parts = [report.publisher or "publisher unknown"]
    if report.agency and report.agency.lower() != report.publisher.lower():
        parts.append(f"from {report.agency}")
    if report.byline:
        parts.append(f"by {report.byline}")
    parts.append(f"published {day(report.published)}" if report.published else "date of publication unknown")
    place, dated = report.dateline_place, day(report.dateline_date) if report.dateline_date else ""
    if place or dated:
        parts.append(f"dateline {', '.join(filter(None, (place, dated)))}")
    return parts


def day(value: datetime.date) -> str:
    """Return a day with its weekday, the way people check it: `Fri 23 Sep 2016`."""
    return f"{value:%a} {value.day} {value:%b} {value.year}"


def days(time: TimeInterval) -> str:
    """Return the days of an interval; an open side is said, never filled in."""
    start, end = time.start, time.end
    if start is None and end is None:
        return "day unknown"
    if start is None or end is None:
        return f"from {day(start)}, end not told" if start else f"until {day(end)}, start not told" if end else ""
    if start == end:
        return day(start)
    if time.precision is TimePrecision.YEAR and start.year == end.year:
        return f"{start.year} ({start:%d %b} to {end:%d %b})"
    return f"{day(start)} to {day(end)}"


def place_note(place: Place) -> str:
    """Return country, coordinates and precision of a place; a place without coordinates is said to be so."""
    parts = [place.country] if place.country else []
    if place.lat is None or place.lon is None:
        parts.append("no coordinates")
    else:
        parts.append(f"{place.lat:.3f}, {place.lon:.3f}")
    if place.precision is not PlacePrecision.UNKNOWN:
        parts.append(f"{place.precision.value} level")
    return " · ".join(parts)


def count(figure: Figure) -> str:
    """Return the range of a figure in words: `40`, `40 or more`, `up to 33`, `20 to 30`, `number not told`."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        return "number not told"
    if high is None:
        return f"{low:,} or more"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def figure_source(figure: Figure) -> str:
    """Return who gives a figure."""
    return OWN_VOICE if figure.source in ("", "outlet") else figure.source


def speaker(account: Account) -> str:
    """Return the name of the voice of an account."""
    return OWN_VOICE if account.source.is_outlet else account.source.text or account.source.party


def manner(account: Account) -> str:
    """Return the finer stance where it says more than the coarse one: `accuses`, `warns`; else nothing."""
    return "" if account.manner in (account.stance, Stance.ASSERTS, Stance.DENIES) else account.manner.value


def kind_line(event: Event) -> str:
    """Return kind and phase: `ceasefire, violated`."""
    kind = event.kind.replace("_", " ")
    return f"{kind}, {event.phase}" if event.phase else kind


def verdict(event: Event) -> str:
    """Return in two or three words how this report's voices stand to the act."""
    asserted = any(account.stance is Stance.ASSERTS for account in event.accounts)
    denied = any(account.stance is Stance.DENIES for account in event.accounts)
    if asserted and denied:
        return "disputed"
    return "denied only" if denied else ""


# What the parts of an act are called on a page.
_LABELS = {
    "trigger": "the act",
    "kind": "kind",
    "realis": "whether it happened",
    "agent": "who",
    "target": "to whom",
    "means": "with what",
    "place": "where",
    "time": "when",
}


def rows(event: Event) -> list[Row]:
    """Return the told fields of an event in a fixed order; a field the report does not tell has no row."""
    found = []
    for name, part in (("agent", event.agent), ("target", event.target), ("means", event.means)):
        if part:
            note = part.party if part.party != "unknown" else "party unknown"
            found.append(Row(_LABELS[name], part.text, "" if name == "means" else note, span=part.span))
    if event.place:
        place = event.place
        differs = place.name and place.name != place.text
        found.append(
            Row(
                _LABELS["place"], place.name or place.text, place_note(place), place.text if differs else "", place.span
            )
        )
    if event.time:
        found.append(Row(_LABELS["time"], days(event.time), "", event.time.text, event.time.span))
    for figure in event.figures:
        value = f"{count(figure)} {figure.outcome.value}"
        if figure.who and figure.who not in figure.text:  # else the verbatim words beside it say who
            value += f" ({figure.who})"
        found.append(Row("figures", value, f"according to {figure_source(figure)}", figure.text, figure.span))
    if event.learned:
        told = ", ".join(_LABELS[part] for part in event.learned)
        found.append(Row("learned", told, "from the model of words in context, not from a rule"))
    if event.by:
        found.append(Row("proposed by", event.by, "no reading of sayso's own; every word checked against the text"))
    return found
