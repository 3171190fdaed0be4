"""The command that fetches pages by their address."""

import io
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli_filters import JobsOption, LedgerOption, OverPublisherOption, PipelineOption, PublishedOption, day
from sayso.cli_read import STANDARD_INPUT, Job
from sayso.errors import IntakeError, SettingError
from sayso.intake.address_lists import PLAIN, Address, layout_of, read_list
from sayso.model import Report

HEAD = 65_536  # characters looked at to tell how a list is laid out
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
        typer.Option(
            "--list",
            metavar="FILE",
            show_default=False,
            help="A file of addresses, one a line, or a table of them; `-` too.",
        ),
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
    published: PublishedOption = None,
    publisher: OverPublisherOption = None,
    jobs: JobsOption = 1,
    pipeline: PipelineOption = "",
) -> None:
    """Fetch pages and read them: into the ledger that is named, else out as `sayso read` writes them.

    robots.txt is obeyed, each host is asked one thing at a time with a pause, and nothing is fetched from private
    networks. A page that cannot be had is named on standard error with what to do, and the others go on.

    **Examples**

    - `sayso fetch https://news.example/story.html`: one page, for people

    - `sayso fetch --list addresses.txt --ledger war.db`: many, into the ledger
    """
    from sayso import cli_add, cli_read

    wanted: list[Address | IntakeError] = [*map(Address, urls or ()), *(_listed(list_) if list_ else ())]
    if not wanted:
        raise SettingError("nothing to fetch: name addresses, or a file of them with --list")
    where = ledger or (None if format_ or output else os.environ.get("SAYSO_LEDGER"))
    if where and (format_ or output):
        raise SettingError("--ledger keeps what is read; to write it out, leave --ledger away")
    if format_ not in (None, *FORMATS):
        raise SettingError(f"--format {format_}: choose text, jsonl or html")
    paths = [one.url for one in wanted if isinstance(one, Address)]
    job = Job(paths, day(published, "--published"), publisher, format_ or "text", output, jobs, pipeline)
    if where:
        raise typer.Exit(cli_add.run(job, where, again=False, source=partial(_fetched, wanted)))
    raise typer.Exit(cli_read.run(job, partial(_fetched, wanted)))


def _fetched(
    wanted: list[Address | IntakeError], job: Job, _say: Callable[[str], None]
) -> Iterator[Report | IntakeError]:
    from sayso.intake import Overrides
    from sayso.intake.fetching import from_environment
    from sayso.intake.fetching.many import fetch_reports

    overrides = Overrides(published=job.published, publisher=job.publisher)
    yield from (one for one in wanted if isinstance(one, IntakeError))  # lines of a list that are no address
    addresses = [one for one in wanted if isinstance(one, Address)]
    yield from fetch_reports(addresses, from_environment(), overrides)


def _listed(file: str) -> list[Address | IntakeError]:
    """Return the addresses of a file: one a line, or a table of GDELT, of Media Cloud or with a column of addresses."""
    try:
        raw = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SettingError(f"--list {file}: is no text in UTF-8; write one address a line") from None
    except OSError as error:
        raise SettingError(f"--list {file}: {(error.strerror or str(error)).lower()}") from None
    if not text.strip():
        return []
    return list(read_list(io.BytesIO(text.encode()), file, layout_of(text[:HEAD]) or PLAIN))
