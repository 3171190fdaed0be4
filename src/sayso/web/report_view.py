"""Everything the page of a report shows: marked text and events, where they went, metadata, versions, reprints."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sayso.errors import SettingError
from sayso.export import wording
from sayso.export.coarsen import Grid
from sayso.export.page import report_view
from sayso.intake.language import language_name
from sayso.ledger.captures import Captured
from sayso.ledger.records import Kept
from sayso.ledger.words import highlight
from sayso.model import Report, Span
from sayso.web.links import incident_link, outlet_link, party_link, report_link
from sayso.web.visit import Visit

_WEB = re.compile(r"https?://", re.I)
_AT = re.compile(r"(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Difference:
    """A paragraph that a version took out (`gone`) or put in."""

    gone: bool
    words: str


def asked_span(given: str, text: str) -> Span | None:
    """Return the words that an address points to ("120-180"), None for none; raises SettingError for nonsense."""
    if not given:
        return None
    found = _AT.fullmatch(given)
    if not found:
        raise SettingError("at: give the first and the last character of the words, like 120-180")
    span = Span(int(found[1]), int(found[2]))
    if not span.start < span.end <= len(text):
        raise SettingError(f"at {given}: this version of the report has {len(text):,} characters")
    return span


def report_values(kept: Kept, visit: Visit, captured: Captured | None = None) -> dict[str, Any]:
    """Return what the template of the page needs; raises SettingError where the address points nowhere."""
    record, address = kept.record, visit.address
    report = record.report
    at = asked_span(address.view.get("at", ""), report.text)
    words = address.view.get("q", "") or address.selection.words
    hits = [Span(*hit) for hit in highlight(report.text, words)] if words else []
    view = report_view(record, 1, at=at, hits=hits)
    grid = visit.grid
    for event, shown, ref in zip(record.events, view["events"], kept.incidents, strict=True):
        shown["incident"] = ref
        shown["incident_link"] = incident_link(ref) if ref else ""
        if grid and event.place:
            note = _coarse_note(event.place.country, event.place.lat, event.place.lon, grid)
            shown["rows"] = [(_with_note(row, note) if row.label == "where" else row, a) for row, a in shown["rows"]]
        for account in (*shown["asserts"], *shown["denies"]):
            account["party_link"] = party_link(account["party"])
    view["url"] = ""  # it stands in the table below
    return view | {
        "kept": kept,
        "captured": captured,
        "asked_safely": captured.url if captured and _WEB.match(captured.url) else "",
        "raw_link": f"{report_link(kept.ref).partition('?')[0]}/raw?version={kept.version.number}" if captured else "",
        "side_by_side": side_by_side(report),
        "language_name": language_name,
        "report": report,
        "address_of_report": report.url,
        "safe_address": report.url if view["safe_url"] else "",
        "asked": at,
        "words_asked": words,
        "hits": len(hits),
        "newest": kept.versions[-1].number == kept.version.number,
        "differences": list(differences(kept.before, report.text)) if kept.before is not None else [],
        "gone_to": _destinations(kept),
        "incident_link": incident_link,
        "outlet_link": outlet_link,
        "report_link": report_link,
    }


def side_by_side(report: Report) -> list[tuple[str, str]]:
    """Return the sentences of a translation, each with what it translates; [] for a text that is none."""
    original = report.original
    if original is None:
        return []
    pairs = [(report.text[a:b], original.text[c:d]) for a, b, c, d in original.aligned]
    return pairs or [(report.text, original.text)]


def differences(before: str, after: str) -> Iterator[Difference]:
    """Yield the paragraphs in which two texts differ, in order."""
    old, new = ([line.strip() for line in text.split("\n") if line.strip()] for text in (before, after))
    for tag, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (Difference(True, words) for words in old[a:b])
            yield from (Difference(False, words) for words in new[c:d])


def _destinations(kept: Kept) -> list[tuple[int, str, str]]:
    """Return for each event its number, its kind in words and the id of its incident ("" if it is in none)."""
    pairs = zip(kept.record.events, kept.incidents, strict=True)
    return [(n, wording.kind_line(event), ref) for n, (event, ref) in enumerate(pairs, 1)]


def _coarse_note(country: str, lat: float | None, lon: float | None, grid: Grid) -> str:
    at = "no coordinates"
    if lat is not None and lon is not None:
        at = "{:.3f}, {:.3f}".format(*grid.snap(lat, lon)) + f" · {grid.precision}"
    return " · ".join(part for part in (country, at) if part)


def _with_note(row: wording.Row, note: str) -> wording.Row:
    return wording.Row(row.label, row.value, note, row.words, row.span)
