"""The command that fetches pages by their address."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli_filters import LedgerOption, day
from sayso.cli_read import STANDARD_INPUT, Job
from sayso.errors import IntakeError, SettingError
from sayso.model import Report

FORMATS = ("text", "jsonl", "html")


def register(app: typer.Typer) -> None:
    """Give the application the command."""
    app.command()(fetch)


def fetch(
    urls: Annotated[
        list[str] | None, typer.Argument(metavar="URL", show_default=False, help="Addresses of pages.")
    ] = None,
    list_: Annotated[
        str | None,
        typer.Option("--list", metavar="FILE", show_default=False, help="A file of addresses, one a line; `-` too."),
    ] = None,
    ledger: LedgerOption = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", metavar="text|jsonl|html", show_default=False, help="What to write, without a ledger."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", show_default=False, help="Write to FILE instead of standard output."
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", show_default=False, help="Day of publication, over what is found."),
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME", show_default=False, help="Name of the publisher, over what is found.")
    ] = None,
    jobs: Annotated[
        int,
        typer.Option("--jobs", "-j", metavar="N", min=1, max=256, help="Number of processes that read side by side."),
    ] = 1,
    pipeline: Annotated[
        str, typer.Option(metavar="NAME", show_default=False, help="Another installed spaCy pipeline.")
    ] = "",
) -> None:
    """Fetch pages and read them: into the ledger that is named, else out as `sayso read` writes them.

    robots.txt is obeyed, each host is asked one thing at a time with a pause, and nothing is fetched from private
    networks. A page that cannot be had is named on standard error with what to do, and the others go on.

    **Examples**

    - `sayso fetch https://news.example/story.html`: one page, for people

    - `sayso fetch --list addresses.txt --ledger war.db`: many, into the ledger
    """
    from sayso import cli_add, cli_read

    wanted = [*(urls or ()), *(_listed(list_) if list_ else ())]
    if not wanted:
        raise SettingError("nothing to fetch: name addresses, or a file of them with --list")
    where = ledger or (None if format_ or output else os.environ.get("SAYSO_LEDGER"))
    if where and (format_ or output):
        raise SettingError("--ledger keeps what is read; to write it out, leave --ledger away")
    if format_ not in (None, *FORMATS):
        raise SettingError(f"--format {format_}: choose text, jsonl or html")
    job = Job(wanted, day(published, "--published"), publisher, format_ or "text", output, jobs, pipeline)
    if where:
        raise typer.Exit(cli_add.run(job, where, again=False, source=_fetched))
    raise typer.Exit(cli_read.run(job, _fetched))


def _fetched(job: Job) -> Iterator[Report | IntakeError]:
    from sayso.intake import Overrides
    from sayso.intake.fetching import from_environment
    from sayso.intake.fetching.many import fetch_reports

    overrides = Overrides(published=job.published, publisher=job.publisher)
    return fetch_reports(job.paths, from_environment(), overrides)


def _listed(file: str) -> list[str]:
    """Return the addresses of a file, one a line; empty lines and those that begin with # are passed over."""
    try:
        text = sys.stdin.read() if file == STANDARD_INPUT else Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SettingError(f"--list {file}: is no text in UTF-8; write one address a line") from None
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
