"""The commands over the ledger, each one thin: options to a selection, the ledger asked, lines written."""

import datetime
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli_filters import (
    Chosen,
    FormatOption,
    JobsOption,
    LedgerOption,
    OverPublisherOption,
    PipelineOption,
    PublishedOption,
    RedactOption,
    TableFormat,
    day,
    filtered,
)
from sayso.cli_second import SecondModelOption, SecondOption, second_settings
from sayso.cli_writing import connected, midnight, plain, say, write_csv, write_json, write_lines
from sayso.errors import SettingError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sayso.ledger.selection import Selection
    from sayso.model.incident import Incident

LimitOption = Annotated[
    int | None,
    typer.Option("--limit", "-n", metavar="N", min=1, show_default=False, help="Write at most N; else all of them."),
]
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="The id of an incident, or the beginning of it.")]


def register(app: typer.Typer) -> None:
    """Give the application the commands over the ledger."""
    app.command()(add)
    for command in (incidents, disputes):
        app.command()(filtered(command))
    app.command()(filtered(export))
    app.command()(incident)
    app.command()(changes)


def add(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH", show_default=False, help="Reports, as for `sayso read`; `-` is standard input."),
    ],
    ledger: LedgerOption = None,
    published: PublishedOption = None,
    publisher: OverPublisherOption = None,
    jobs: JobsOption = 1,
    again: Annotated[
        bool,
        typer.Option("--again", help="Read known reports anew, with this sayso; what reviewers have set stays."),
    ] = False,
    pipeline: PipelineOption = "",
    second: SecondOption = "",
    second_model: SecondModelOption = "",
) -> None:
    """Read reports into the ledger and bring what they tell together with what it holds.

    Adding a report twice changes nothing; a changed page is kept as a new version beside the old one. Each report is
    one transaction: stop it at any moment and run it again, it goes on where it was.

    **Examples**

    - `sayso add reports.jsonl`: into `sayso.db` in this folder

    - `sayso add *.html --publisher "Northern Post" --ledger war.db -j 4`

    - `sayso add reports.jsonl --again`: after an update of sayso
    """
    from sayso.cli_add import run
    from sayso.cli_read import Job

    job = Job(
        paths, day(published, "--published"), publisher, "", None, jobs, pipeline, second_settings(second, second_model)
    )
    raise typer.Exit(run(job, ledger, again=again))


def incidents(chosen: Chosen, format_: FormatOption = TableFormat.TEXT, limit: LimitOption = None) -> None:
    """List incidents: what happened, where, when, who did it to whom, and how that stands.

    **Examples**

    - `sayso incidents --country SYR --since 2016-07-01 --until 2016-07-31 --status disputed`

    - `sayso incidents --party "Islamic State" --kind bombing --format csv > bombings.csv`

    - `sayso incidents --as-of 2016-07-20`: as the ledger stood that evening
    """
    _list(chosen, chosen.selection, format_, limit)


def disputes(chosen: Chosen, format_: FormatOption = TableFormat.TEXT, limit: LimitOption = None) -> None:
    """List the incidents that voices do not agree on, each with its sides.

    **Example**

    - `sayso disputes --place Aleppo`
    """
    from dataclasses import replace

    from sayso.model.incident import Status

    selection = replace(chosen.selection, statuses=(Status.DISPUTED.value,))
    _list(chosen, selection, format_, limit, sides=True)


def incident(
    ref: IdArgument,
    ledger: LedgerOption = None,
    format_: FormatOption = TableFormat.TEXT,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", show_default=False, help="As it was held on that day.")
    ] = None,
) -> None:
    """Show one incident whole: every side in its own words, figures by source, reports, and how it came to stand so.

    **Example**

    - `sayso incident i3f9c`
    """
    from sayso.export.incident_json import incident_json
    from sayso.export.incident_text import block
    from sayso.export.review_text import comment_lines, event_lines, hand_lines
    from sayso.ledger import queries, review

    with connected(ledger) as connection:
        row, found = queries.find(connection, ref)
        merged, past = queries.merged_into(connection, row), queries.past(connection, row)
        values, said = review.values(connection, row), review.comments(connection, row)
        asked = day(as_of, "--as-of")
        if asked is not None:
            found, past = queries.as_held(connection, row, asked)
        if format_ is TableFormat.TEXT:
            hand = [] if asked is not None else [*hand_lines(values), *comment_lines(said)]
            write_lines([*block(found, merged, past), *hand, *event_lines(found)])
        elif format_ is TableFormat.JSON:
            parts: dict[str, Sequence[Any]] = {"history": past}
            parts |= {} if asked is not None else {"values": values, "comments": said}
            lists = {name: [plain(one) for one in part] for name, part in parts.items()}
            write_json({**incident_json(found), "merged": merged, **lists})
        else:
            _table([found])


def export(
    chosen: Chosen,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", show_default=False, help="Where to write; see below.")
    ],
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="NAME",
            show_default=False,
            help="csv, jsonl, geojson, parquet, xlsx, hxl, acled, ucdp, plover or cameo; else by the ending of FILE.",
        ),
    ] = "",
    coarsen: Annotated[
        float | None,
        typer.Option("--coarsen-km", metavar="KM", show_default=False, help="Move places to the middles of cells."),
    ] = None,
    redact: RedactOption = None,
) -> None:
    """Write incidents, accounts, figures and sources to files: exactly what the filters select.

    Beside FILE stands FILE.query.json with the filters, the version of sayso and the numbers of rows. *csv* and
    *parquet* write a file a table: `out.csv`, `out.accounts.csv`, `out.figures.csv`, `out.sources.csv`.
    docs/exports.md describes the columns.

    **Examples**

    - `sayso export --country SYR --since 2016-07-01 --status disputed -o july.csv`

    - `sayso export --kind airstrike -f acled -o airstrikes.csv`
    """
    from sayso.export.exporting import FORMATS
    from sayso.export.exporting import export as write
    from sayso.export.redact import read_names
    from sayso.ledger import queries
    from sayso.ledger.streaming import stream

    name = format_ or {"json": "jsonl"}.get(ending := output.suffix.lstrip(".").lower(), ending)
    if name not in FORMATS:
        raise SettingError(f"--format {name or '(none)'}: there is {', '.join(FORMATS)}")
    names = read_names(redact) if redact else None
    with connected(chosen.ledger) as connection:
        found = (
            stream(connection, chosen.selection)
            if chosen.as_of is None
            else queries.held_on(connection, chosen.as_of, chosen.selection)
        )
        done = write(found, name, output, chosen.query(), coarsen_km=coarsen, redaction=names)
        rejected = 0 if chosen.as_of is not None else queries.rejected(connection, chosen.selection)
    rows = ", ".join(f"{number:,} {table}" for table, number in done.rows.items())
    left = "".join(f"; {number:,} left out: {reason}" for reason, number in done.left_out.items())
    left += f"; {rejected:,} rejected by a reviewer left out" if rejected else ""
    say(f"{', '.join(str(path) for path in done.paths)}: {rows}{left}")


def changes(
    since: Annotated[
        str, typer.Option("--since", metavar="DAY", help="What changed on DAY or later, by when it was added.")
    ],
    ledger: LedgerOption = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", show_default=False, help="And on DAY or before.")
    ] = None,
    format_: FormatOption = TableFormat.TEXT,
) -> None:
    """List what came to be held otherwise: new incidents, changes of status with their reasons, merges.

    **Example**

    - `sayso changes --since 2016-07-20`
    """
    from sayso.export.incident_text import changed
    from sayso.ledger.history import changes_since

    first, last = day(since, "--since"), day(until, "--until")
    assert first is not None  # noqa: S101 - the option is required
    with connected(ledger) as connection:
        found = changes_since(
            connection, midnight(first), midnight(last + datetime.timedelta(days=1)) if last else None
        )
        if format_ is TableFormat.TEXT:
            write_lines(f"{change.incident}  {changed(change)}" for change in found)
        elif format_ is TableFormat.JSON:
            write_json([plain(change) for change in found])
        else:
            write_csv(plain(change) for change in found)


def _list(
    chosen: Chosen, selection: "Selection", format_: TableFormat, limit: int | None, *, sides: bool = False
) -> None:
    from itertools import islice

    from sayso.export.incident_json import lines
    from sayso.export.incident_text import listing, side_lines
    from sayso.ledger import queries

    with connected(chosen.ledger) as connection:
        if chosen.as_of is not None:
            found: Iterable[Incident] = islice(queries.held_on(connection, chosen.as_of, selection), limit)
        else:
            found = queries.incidents(connection, selection, limit=limit)
        if format_ is TableFormat.JSON:
            write_lines(lines(found, {**chosen.query(), **selection.query()}, queries.reprints(connection)))
        elif format_ is TableFormat.CSV:
            _table(found)
        else:
            shown = 0
            for item in found:
                write_lines(listing([item]))
                if sides:
                    write_lines(side_lines(item))
                shown += 1
            say(_summary(connection, chosen, selection, shown))


def _summary(connection: "Connection", chosen: Chosen, selection: "Selection", shown: int) -> str:
    from sayso.ledger import queries

    if chosen.as_of is not None:
        began = queries.first_day(connection)
        if shown == 0 and began is not None and began > chosen.as_of:
            return f"nothing was held on {chosen.as_of}: this ledger was begun on {began}"
        return f"{shown:,} incidents as held on {chosen.as_of}"
    total = queries.count(connection, selection)
    line = f"{shown:,} of {total:,} incidents" if shown < total else f"{total:,} incident{'' if total == 1 else 's'}"
    hidden = queries.undated(connection, selection) if selection.since or selection.until else 0
    rejected = queries.rejected(connection, selection)
    line += f"; {hidden:,} more have no known day" if hidden else ""
    return line + (f"; {rejected:,} rejected by a reviewer left out" if rejected else "")


def _table(found: Iterable["Incident"]) -> None:
    from sayso.export.rows import incident_row
    from sayso.export.tables_csv import CsvTable

    table = CsvTable(sys.stdout, "incidents")
    for item in found:
        table.add(incident_row(item))
