"""The commands over the reports of the ledger: one as it was kept, what is unread, reading them anew."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli_filters import FormatOption, JobsOption, LedgerOption, PipelineOption, TableFormat, day
from sayso.cli_second import SecondModelOption, SecondOption, second_settings
from sayso.cli_writing import connected, plain, say, write_csv, write_json, write_lines
from sayso.errors import SettingError

LanguageOption = Annotated[
    list[str] | None,
    typer.Option(
        "--language", metavar="CODE", show_default=False, help="Only in a language (ar, uk); may be repeated."
    ),
]
PublisherOption = Annotated[
    list[str] | None,
    typer.Option("--publisher", metavar="NAME", show_default=False, help="Only of this publisher; may be repeated."),
]


def register(app: typer.Typer) -> None:
    """Give the application the commands over reports."""
    app.command()(report)
    app.command()(unread)
    app.command()(reread)


def report(
    ref: Annotated[str, typer.Argument(metavar="ID", help="The id of a report.")],
    ledger: LedgerOption = None,
    version: Annotated[
        int | None, typer.Option(metavar="N", min=1, show_default=False, help="An older text, by its number.")
    ] = None,
    raw: Annotated[bool, typer.Option("--raw", help="The bytes it came from, exactly as they came.")] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", show_default=False, help="Write the bytes to FILE."),
    ] = None,
    format_: FormatOption = TableFormat.TEXT,
) -> None:
    """Show a report as the ledger keeps it: where it comes from, and its text; or the bytes it came from.

    **Examples**

    - `sayso report r12ab34cd56ef`

    - `sayso report r12ab34cd56ef --raw -o page.html`: for a browser, off the net
    """
    from sayso.export.jsonl import to_dict
    from sayso.export.report_text import report_lines
    from sayso.ledger.captures import capture_for, captured_for
    from sayso.ledger.records import kept

    if output is not None and not raw:
        raise SettingError("--output: only the raw bytes are written to a file; add --raw")
    if format_ is TableFormat.CSV:
        raise SettingError("--format csv: a report is no table; there is text and json")
    with connected(ledger) as connection:
        if raw:
            _write(capture_for(connection, ref, version).body, output)
            return
        found, captured = kept(connection, ref, version), captured_for(connection, ref, version)
    if format_ is TableFormat.JSON:
        write_json({**to_dict(found.record), "report": ref, "captured": plain(captured) if captured else None})
    else:
        write_lines(report_lines(found, captured))


def unread(
    ledger: LedgerOption = None,
    language: LanguageOption = None,
    publisher: PublisherOption = None,
    format_: FormatOption = TableFormat.TEXT,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", "-n", metavar="N", min=1, show_default=False, help="Write at most N; else all of them."
        ),
    ] = None,
) -> None:
    """List the reports that are kept and not read, since sayso does not read their language: the last added first.

    **Examples**

    - `sayso unread --language ar`

    - `sayso reread --language ar --translator served`: read them in translation
    """
    from sayso.export.report_text import unread_line
    from sayso.intake.language import language_name
    from sayso.ledger import unread as kept

    codes = tuple(code.strip().lower() for code in language or ())
    with connected(ledger) as connection:
        found = kept.unread(connection, languages=codes, publishers=tuple(publisher or ()), limit=limit)
        if format_ is TableFormat.TEXT:
            write_lines(unread_line(one) for one in found)
            counts = kept.unread_languages(connection, publishers=tuple(publisher or ()))
            shown = {code: number for code, number in counts.items() if not codes or code in codes}
            total = sum(shown.values())
            parts = ", ".join(f"{number:,} in {language_name(code)}" for code, number in shown.items())
            say(f"{total:,} report{'' if total == 1 else 's'} not read{': ' if parts else ''}{parts}")
            return
        rows = [{name: value for name, value in plain(one).items() if name != "row"} for one in found]
    if format_ is TableFormat.JSON:
        write_json(rows)
    else:
        write_csv(rows)


def reread(
    ledger: LedgerOption = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", show_default=False, help="Only published on DAY or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", show_default=False, help="Only published on DAY or before.")
    ] = None,
    publisher: PublisherOption = None,
    language: LanguageOption = None,
    report: Annotated[
        list[str] | None,
        typer.Option("--report", metavar="ID", show_default=False, help="Only this report; may be repeated."),
    ] = None,
    translator: Annotated[
        str | None,
        typer.Option(
            "--translator",
            metavar="NAME",
            show_default=False,
            help="Read other languages in translation: phrasebook:FILE, served or served:MODEL; else SAYSO_TRANSLATOR.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing; nothing is translated.")
    ] = False,
    afresh: Annotated[
        bool, typer.Option("--afresh", help="Begin anew where the same command was stopped before its end.")
    ] = False,
    jobs: JobsOption = 1,
    pipeline: PipelineOption = "",
    second: SecondOption = "",
    second_model: SecondModelOption = "",
) -> None:
    """Read what the ledger holds anew, from the bytes it came from, with this sayso; say what came out otherwise.

    A text that is cleaned better becomes a new version beside the old one. What reviewers have set stays. Each report
    is one transaction; stopped at any moment, the same command goes on where it was.

    **Examples**

    - `sayso reread --dry-run`: what an update of sayso would change

    - `sayso reread --publisher "Northern Post" -j 4`

    - `sayso reread --language ar --translator served`: Arabic reports in translation
    """
    from sayso.cli_reread import Job, run
    from sayso.intake.translating import translator_of
    from sayso.ledger.rereading import Asked

    asked = Asked(
        publishers=tuple(publisher or ()),
        since=day(since, "--since"),
        until=day(until, "--until"),
        languages=tuple(code.strip().lower() for code in language or ()),
        refs=tuple(report or ()),
    )
    job = Job(asked, translator_of(translator), dry_run, afresh, jobs, pipeline, second_settings(second, second_model))
    raise typer.Exit(run(job, ledger))


def _write(body: bytes, output: Path | None) -> None:
    if output is None:
        if sys.stdout.isatty():
            raise SettingError("--raw: these bytes are not for a terminal; name a file with -o, or pipe them on")
        sys.stdout.buffer.write(body)
        return
    output.write_bytes(body)
    say(f"{output}: {len(body):,} bytes")
