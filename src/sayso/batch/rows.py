"""What a record comes to in the tables of a batch; `knowledge/columns.yaml` says what each column holds."""

from collections.abc import Iterator

from sayso.export.columns import Row
from sayso.export.parse import from_line
from sayso.export.rows import text, texts
from sayso.ledger.identity import event_keys, report_identity, report_ref
from sayso.model import Event, Participant, Record, Span, Statement


def rows(line: str, fetched: str) -> Iterator[tuple[str, Row]]:
    """Yield the rows of a record in its order, each with its table; `line` is the record as a line of JSON."""
    record = from_line(line, "a part of the batch")
    report = record.report
    ref, sha256 = report_ref(report_identity(report)), report.sha256
    own: Row = {"report_id": ref, "sha256": sha256}
    yield "read_reports", own | _report(record, line, fetched)
    for number, statement in enumerate(record.statements):
        yield "read_statements", own | {"number": number} | _statement(statement, report.text)
    for event, key in zip(record.events, event_keys(ref, sha256, record.events), strict=True):
        of: Row = own | {"event_key": key}
        yield "read_events", of | _event(event, report.text)
        yield from (("read_accounts", of | row) for row in _accounts(event, report.text))
        yield from (("read_figures", of | row) for row in _figures(event))


def _report(record: Record, line: str, fetched: str) -> Row:
    report = record.report
    return {
        "own_id": text(report.id),
        "publisher": text(report.publisher),
        "published": report.published,
        "title": text(report.title),
        "url": text(report.url),
        "byline": text(report.byline),
        "agency": text(report.agency),
        "language": text(report.language),
        "fetched": text(fetched),
        "raw_sha256": text(report.raw_sha256),
        "notes": texts(report.notes),
        "statements": len(record.statements),
        "events": len(record.events),
        "record": line,
    }


def _statement(statement: Statement, words: str) -> Row:
    return {
        "voice": text(statement.source.text),
        "party": text(statement.source.party),
        "stance": statement.stance.value,
        "direct": statement.direct,
        "cue": _words(statement.cue, words),
        "via": text(statement.via.text) if statement.via else None,
        "words": text(" ".join(span.of(words) for span in statement.content)),
        "start": min((span.start for span in statement.content), default=None),
        "end": max((span.end for span in statement.content), default=None),
        "inside": statement.inside,
    }


def _event(event: Event, words: str) -> Row:
    place, time, told = event.place, event.time, event.mentions[0]
    return {
        "kind": text(event.kind),
        "phase": text(event.phase),
        "realis": event.realis.value,
        "trigger": _words(told.trigger, words),
        "quote": _words(told.clause, words),
        "start": told.clause.start,
        "end": told.clause.end,
        **_who("agent", event.agent),
        **_who("target", event.target),
        "means": text(event.means.text) if event.means else None,
        "place": text(place.name) if place else None,
        "country": text(place.country) if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "place_precision": place.precision.value if place else None,
        "date_start": time.start if time else None,
        "date_end": time.end if time else None,
        "date_precision": time.precision.value if time else None,
    }


def _who(role: str, part: Participant | None) -> Row:
    return {role: text(part.text) if part else None, f"{role}_party": text(part.party) if part else None}


def _accounts(event: Event, words: str) -> Iterator[Row]:
    for number, account in enumerate(event.accounts):
        yield {
            "number": number,
            "voice": text(account.source.text),
            "party": text(account.source.party),
            "stance": account.stance.value,
            "manner": account.manner.value,
            "via": text(account.via.text) if account.via else None,
            "words": _words(account.evidence, words),
        }


def _figures(event: Event) -> Iterator[Row]:
    for number, figure in enumerate(event.figures):
        yield {
            "number": number,
            "outcome": figure.outcome.value,
            "low": figure.low,
            "high": figure.high,
            "who": text(figure.who),
            "words": text(figure.text),
            "source": text(figure.source),
        }


def _words(span: Span | None, words: str) -> str | None:
    found = text(span.of(words)) if span else None
    return found if isinstance(found, str) else None
