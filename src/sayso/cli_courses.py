"""The commands on what follows from incidents over time: truces, who holds a place, talks, counts by day, the brief."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli_filters import Chosen, FormatOption, RedactOption, TableFormat, day, filtered
from sayso.cli_writing import connected, midnight, plain, write_csv, write_json, write_lines
from sayso.errors import SettingError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sayso.model.incident import HeldEvent, Incident


class Step(StrEnum):
    """What a timeline counts by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class BriefFormat(StrEnum):
    """What a brief is written as."""

    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the ledger answers: the incidents of a selection and, by key, the events that their courses rest on."""

    connection: "Connection"
    incidents: "list[Incident]"
    events: "dict[str, HeldEvent]"


def register(app: typer.Typer) -> None:
    """Give the application these commands."""
    for command in (ceasefires, control, talks, timeline, brief):
        app.command()(filtered(command))


def ceasefires(chosen: Chosen, format_: FormatOption = TableFormat.TEXT) -> None:
    """List truces: their phases day by day, who made them, and who accuses whom of breaking them.

    **Example**

    - `sayso ceasefires --country SYR`
    """
    from sayso.ledger.ceasefires import ceasefires as lives

    with _asked(chosen) as asked:
        _show(lives(asked.incidents, asked.events), format_, _ceasefire_lines)


def control(
    chosen: Chosen,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", show_default=False, help="Only who is said to hold it on DAY.")
    ] = None,
    format_: FormatOption = TableFormat.TEXT,
) -> None:
    """List who is said to hold which place, since when, on whose word, and whether that is contested.

    **Example**

    - `sayso control --place Manbij --on 2016-08-15`
    """
    from sayso.ledger.control import holders

    asked_day = day(on, "--on")
    places = chosen.selection.places or (None,)
    anywhere = replace(chosen, selection=replace(chosen.selection, places=()))
    with _asked(anywhere) as asked:
        found = [h for place in places for h in holders(asked.incidents, place, asked_day, asked.events)]
        _show(found, format_, _holding_lines)


def talks(chosen: Chosen, format_: FormatOption = TableFormat.TEXT) -> None:
    """List rounds of talks: between whom, where, who mediated, and what became of them.

    As text, those of which neither a day nor a place nor who met is told are counted at the end; JSON and CSV have all.

    **Example**

    - `sayso talks --since 2016-01-01`
    """
    from sayso.ledger.talks import talks as rounds

    with _asked(chosen) as asked:
        found = rounds(asked.incidents)
        if format_ is not TableFormat.TEXT:
            _show(found, format_, _talks_lines)
            return
        told = [talk for talk in found if talk.parties or talk.venue or talk.start or talk.end]
        _show(told, format_, _talks_lines)
        if len(told) < len(found):
            write_lines([f"{len(found) - len(told):,} more of which neither day, place nor parties are told"])


def timeline(
    chosen: Chosen,
    by: Annotated[Step, typer.Option("--by", metavar="day|week|month", help="What to count by.")] = Step.DAY,
    format_: FormatOption = TableFormat.TEXT,
) -> None:
    """Count incidents over time by kind and status; those of no known day are counted apart.

    **Example**

    - `sayso timeline --by week --country SYR`
    """
    from sayso.ledger.timeline import timeline as counts

    with _asked(chosen) as asked:
        found = counts(asked.incidents, by.value)
        if format_ is not TableFormat.TEXT:
            _show(found.buckets, format_, _bucket_lines)
            return
        _show(found.buckets, format_, _bucket_lines)
        write_lines([f"{len(found.wider):>6,}  known only to a longer span", f"{len(found.undated):>6,}  day unknown"])


def brief(
    chosen: Chosen,
    format_: Annotated[
        BriefFormat, typer.Option("--format", "-f", metavar="markdown|html", help="Text with marks, or one page.")
    ] = BriefFormat.MARKDOWN,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", show_default=False, help="Write to FILE.")
    ] = None,
    redact: RedactOption = None,
) -> None:
    """Write a situation report since a day, every line with its sources.

    **Example**

    - `sayso brief --since 2016-07-18 --until 2016-07-24 -f html -o week.html`
    """
    from sayso.cli_output import opened
    from sayso.export.brief import brief as report
    from sayso.export.redact import read_names
    from sayso.ledger.history import changes_since
    from sayso.model.course import Change

    names = read_names(redact) if redact else None
    since = chosen.selection.since
    if since is None:
        raise SettingError("brief: give the first day of the report with --since")
    until = chosen.selection.until or max(since, datetime.datetime.now(datetime.UTC).date())
    whole = replace(chosen, selection=replace(chosen.selection, since=None, until=None))
    with _asked(whole) as asked:
        end = midnight(until + datetime.timedelta(days=1))
        changes = [
            Change(c.incident, c.at, c.what, c.before, c.after, c.why)
            for c in changes_since(asked.connection, midnight(since), end)
            if c.what == "status"
        ]
        text = report(asked.incidents, changes, since, until, format_.value, asked.events)
        if names is not None:
            text = names.markup(text) if format_ is BriefFormat.HTML else names.plain(text)
        with opened(output) as file:
            file.write(text)


@contextmanager
def _asked(chosen: Chosen) -> Iterator[_Asked]:
    from sayso.ledger import queries

    with connected(chosen.ledger) as connection:
        if chosen.as_of is not None:
            found = list(queries.held_on(connection, chosen.as_of, chosen.selection))
        else:
            found = list(queries.incidents(connection, chosen.selection))
        yield _Asked(connection, found, queries.events_by_key(connection, found))


def _show(found: Sequence[Any], format_: TableFormat, lines: Any) -> None:
    if format_ is TableFormat.JSON:
        write_json([plain(item) for item in found])
    elif format_ is TableFormat.CSV:
        write_csv({name: _cell(value) for name, value in plain(item).items() if name != "basis"} for item in found)
    else:
        for item in found:
            write_lines(lines(item))


def _cell(value: Any) -> Any:
    """Return a value as one cell of a table: names of parties, days and counts; what has more parts as JSON."""
    import json

    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def _ceasefire_lines(truce: Any) -> Iterable[str]:
    where = ", ".join(part for part in (truce.place, truce.country) if part) or "place unknown"
    parties = " and ".join(a.text for a in truce.parties) or "parties unknown"
    yield f"{truce.id}  {where}: {parties}  [{truce.state or 'state unknown'}]"
    for phase in truce.phases:
        told = f"told {phase.told}" if phase.told else "no date"
        notes = [told, *(["contested"] if phase.contested else []), ", ".join(phase.basis.incidents)]
        yield f"    {_days(phase.start, phase.end)}  {phase.name} ({phase.realis}; {'; '.join(notes)})"
    for breach in truce.violations:
        days = ", ".join(str(d) for d in breach.days) or "day unknown"
        acts = f"{breach.acts} breach{'' if breach.acts == 1 else 'es'}"
        yield f"    {breach.accuser.text} accuses {breach.accused.text or 'somebody unnamed'} of {acts} ({days})"


def _holding_lines(held: Any) -> Iterable[str]:
    since = _days(held.since.start, held.since.end) if held.since else "since when is not told"
    until = f" until {held.until}" if held.until else ""
    mark = "  [contested]" if held.contested else ""
    yield f"{held.place}, {held.country or 'country unknown'}: {held.holder.text} ({held.holder.party}){mark}"
    yield f"    {held.how}, {held.extent}; {since}{until}; said by {', '.join(held.said) or 'nobody named'}"
    if held.denied:
        yield f"    denied by {', '.join(held.denied)}"


def _talks_lines(talk: Any) -> Iterable[str]:
    parties = " and ".join(a.text for a in talk.parties) or "parties unknown"
    yield f"{talk.id}  {_days(talk.start, talk.end)}  {talk.venue or 'venue unknown'}: {parties}  [{talk.outcome}]"
    yield f"    {talk.why}; said by {', '.join(talk.said) or 'nobody named'}"


def _bucket_lines(bucket: Any) -> Iterable[str]:
    most_first = sorted(bucket.by_kind.items(), key=lambda pair: (-pair[1], pair[0]))
    kinds = ", ".join(f"{name} {number}" for name, number in most_first)
    disputed = bucket.by_status.get("disputed", 0)
    yield f"{_days(bucket.start, bucket.end)}  {bucket.total:>5,}  ({disputed} disputed)  {kinds}"


def _days(start: datetime.date | None, end: datetime.date | None) -> str:
    if start is None and end is None:
        return "day unknown"
    return str(start) if start == end else f"{start or ''}/{end or ''}"
