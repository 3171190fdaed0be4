"""The commands that watch sources and tell how they do."""

import datetime
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli_filters import FormatOption, LedgerOption, PipelineOption, TableFormat

if TYPE_CHECKING:
    from sayso.ledger.database import Ledger

FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="A TOML file of sources; docs/fetching.md has its keys.")
]


def register(app: typer.Typer) -> None:
    """Give the application the commands."""
    app.command()(watch)
    app.command()(sources)


def watch(
    file: FileArgument,
    ledger: LedgerOption = None,
    once: Annotated[
        bool, typer.Option("--once", help="Look at each source one time, read what is new, and end.")
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="Check the file and end; nothing is fetched.")] = False,
    listen: Annotated[
        str | None,
        typer.Option("--listen", metavar="HOST:PORT", show_default=False, help="Answer /healthz and /metrics there."),
    ] = None,
    pipeline: PipelineOption = "",
) -> None:
    """Watch feeds, sitemaps and index pages, and read what is new into the ledger, day and night.

    Where it stands is kept in the ledger: stopped or killed at any moment, it goes on there. Ctrl-C or SIGTERM stop it
    after the report in hand.

    **Examples**

    - `sayso watch sources.toml --ledger war.db`

    - `sayso watch sources.toml --ledger war.db --once`: one round, for a timer of the system

    - `sayso watch sources.toml --check`
    """
    from sayso.errors import SettingError
    from sayso.watching.sources_file import read_sources

    try:
        found = read_sources(file)
    except SettingError as error:
        for mistake in str(error).splitlines():
            _say(mistake)
        raise typer.Exit(2) from None
    if check:
        typer.echo(f"{file}: {len(found)} source{'' if len(found) == 1 else 's'}, no mistakes")
        return
    from sayso.cli_read import prepare_places
    from sayso.intake.fetching import from_environment
    from sayso.ledger.database import open_ledger
    from sayso.watching.listening import listen as answer
    from sayso.watching.reading_process import ReadingProcess
    from sayso.watching.watcher import Watcher

    settings = from_environment()
    opened = open_ledger(ledger, create=True)
    try:
        prepare_places()
        watcher = Watcher(opened, found, settings, ReadingProcess(pipeline), _say, once=once)
        quiet = answer(listen, watcher) if listen else None
        signal.signal(signal.SIGTERM, lambda *_: watcher.stop.set())
        signal.signal(signal.SIGINT, lambda *_: watcher.stop.set())
        _say(f"{opened.name}: watching {len(found)} source{'' if len(found) == 1 else 's'}")
        code = watcher.run()
        if quiet:
            quiet()
        _print_health(opened, sys.stderr.isatty())
    finally:
        opened.close()
    raise typer.Exit(code)


def sources(ledger: LedgerOption = None, format_: FormatOption = TableFormat.TEXT) -> None:
    """Tell how each source does: its last success, what it listed and what became of that, its last error.

    **Example**

    - `sayso sources --ledger war.db`
    """
    from sayso.ledger.database import open_ledger
    from sayso.ledger.sources import healths
    from sayso.watching import health

    with open_ledger(ledger) as opened, opened.reading() as connection:
        found = healths(connection)
    if format_ is TableFormat.JSON:
        typer.echo(health.as_json(found), nl=False)
    elif format_ is TableFormat.CSV:
        typer.echo(health.as_csv(found), nl=False)
    elif not found:
        typer.echo("no source is watched; `sayso watch sources.toml` begins")
    elif sys.stdout.isatty():
        from rich.console import Console

        Console(highlight=False).print(health.table(found, datetime.datetime.now(datetime.UTC)))
    else:
        for one in found:
            typer.echo(health.line(one, datetime.datetime.now(datetime.UTC)))


def _print_health(opened: "Ledger", table: bool) -> None:
    from sayso.ledger.sources import healths
    from sayso.watching import health

    now = datetime.datetime.now(datetime.UTC)
    with opened.reading() as connection:
        found = [one for one in healths(connection) if one.watched]
    if table:
        from rich.console import Console

        Console(stderr=True, highlight=False).print(health.table(found, now))
    else:
        for one in found:
            print(health.line(one, now), file=sys.stderr)


def _say(message: str) -> None:
    from sayso.export.visible import one_line

    print(f"sayso: {one_line(message)}", file=sys.stderr, flush=True)
