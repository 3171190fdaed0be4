"""Records as one self-contained page: marked text beside its events, linked both ways, without script or network.

Reports are rendered as they come into a temporary file and joined under their list at the end, so that memory does not
grow with their number.
"""

import base64
import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import IO, Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sayso.export import wording
from sayso.export.html_text import marked_html
from sayso.export.marks import marks_of
from sayso.model import Account, Event, Record, Span, Stance


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the list at the head of a page."""

    number: int
    title: str
    publisher: str
    published: str
    events: int
    disputed: int


class PageWriter:
    """Collects records and writes one HTML page to a text file when closed."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._entries: list[_Entry] = []
        self._bodies = tempfile.TemporaryFile(  # noqa: SIM115 - closed by `close`, or with the writer
            "w+", encoding="utf-8", errors="replace", newline="\n"
        )

    def add(self, record: Record) -> None:
        """Render one record; it appears on the page once `close` is called."""
        number = len(self._entries) + 1
        report = record.report
        disputed = sum(bool(wording.verdict(event)) for event in record.events)
        published = wording.day(report.published) if report.published else "date unknown"
        title = wording.headline(record)
        self._entries.append(_Entry(number, title, report.publisher, published, len(record.events), disputed))
        self._bodies.write(_template("report.html").render(report_view(record, number)))

    def close(self) -> None:
        """Write the page: head and list, every report, foot. The file stays open for its owner."""
        style = _style()
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        page = _template("page.html").render(
            entries=self._entries,
            style=Markup(style),  # noqa: S704 - our own style sheet, not text of a report
            style_hash=f"sha256-{digest}",
            body=Markup(_SEAM),  # noqa: S704 - a constant, replaced below by what report.html rendered
        )
        head, foot = page.split(_SEAM)
        self._file.write(head)
        self._bodies.seek(0)
        shutil.copyfileobj(self._bodies, self._file)
        self._file.write(foot)
        self._file.flush()
        self._bodies.close()


def page(records: list[Record]) -> str:
    """Return the page of a few records as one string."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n") as file:
        writer = PageWriter(file)
        for record in records:
            writer.add(record)
        writer.close()
        file.seek(0)
        return file.read()


_SEAM = "<!--reports-->"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    loader = PackageLoader("sayso.export", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _template(name: str) -> Any:
    return _environment().get_template(name)


@lru_cache(maxsize=1)
def _style() -> str:
    page = files("sayso.export").joinpath("templates", "page.css").read_text(encoding="utf-8")
    return page + marks_style()


@lru_cache(maxsize=1)
def marks_style() -> str:
    """Return the style sheet of the marks in a report's text."""
    return files("sayso.export").joinpath("templates", "marks.css").read_text(encoding="utf-8")


def report_view(
    record: Record, number: int = 1, *, at: Span | None = None, hits: Iterable[Span] = ()
) -> dict[str, Any]:
    """Return what report.html shows of a record that is the `number`th of its page.

    `at` are words to point out and `hits` words that a search found, as `marked_html` takes them.
    """
    report = record.report
    linked = sorted({span for event in record.events for span in _linked(event) if 0 <= span.start < span.end})
    return {
        "number": number,
        "title": wording.headline(record),
        "byline": wording.byline(record),
        "url": report.url,
        "safe_url": _safe(report.url),
        "language": report.language or None,
        "notes": report.notes,
        "text": marked_html(report.text, marks_of(record), linked, number, at=at, hits=hits),
        "events": [_event_view(event, report.text, number, index) for index, event in enumerate(record.events, 1)],
        "sha256": report.sha256,
    }


def _safe(url: str) -> bool:
    """Tell whether an address may become a link: a page of the web, never `javascript:` and its like."""
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _linked(event: Event) -> Iterator[Span]:
    """Yield the spans that an event's card points to."""
    for row in wording.rows(event):
        if row.span:
            yield row.span
    for account in event.accounts:
        if where := account.evidence or account.source.span:
            yield where
    for mention in event.mentions:
        yield mention.trigger


def _event_view(event: Event, text: str, report: int, number: int) -> dict[str, Any]:
    accounts = {stance: [a for a in event.accounts if a.stance is stance] for stance in (Stance.ASSERTS, Stance.DENIES)}
    return {
        "number": number,
        "anchor": f"r{report}-e{number}",
        "kind": wording.kind_line(event),
        "realis": event.realis.value,
        "verdict": wording.verdict(event),
        "evidence": event.mentions[0].clause.of(text),
        "mentions": [(_at(report, mention.trigger), mention.trigger.of(text)) for mention in event.mentions],
        "rows": [(row, _at(report, row.span)) for row in wording.rows(event)],
        "asserts": [_account_view(account, event, text, report) for account in accounts[Stance.ASSERTS]],
        "denies": [_account_view(account, event, text, report) for account in accounts[Stance.DENIES]],
    }


def _account_view(account: Account, event: Event, text: str, report: int) -> dict[str, Any]:
    """Return an account; it points to its attribution, else to its voice, else (the outlet's own) to the act."""
    return {
        "speaker": wording.speaker(account),
        "party": "" if account.source.is_outlet else account.source.party,
        "party_link": "",
        "manner": wording.manner(account),
        "via": account.via.text if account.via else "",
        "words": account.evidence.of(text) if account.evidence else "",
        "at": _at(report, account.evidence or account.source.span or event.mentions[0].trigger),
    }


def _at(report: int, span: Span | None) -> str:
    return f"r{report}-{span.start}-{span.end}" if span else ""
