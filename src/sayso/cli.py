"""The command line: one thin command per job. Heavy parts are imported by the command that needs them."""

import datetime
import os
import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from sayso import (
    __version__,
    cli_accounts,
    cli_batch,
    cli_courses,
    cli_fetch,
    cli_ledger,
    cli_reports,
    cli_review,
    cli_watch,
    cli_web,
)
from sayso.cli_filters import JobsOption, OverPublisherOption, PipelineOption
from sayso.cli_second import SecondModelOption, SecondOption, second_settings
from sayso.errors import SaysoError, SettingError

OK, FAILED, USAGE, INTERRUPTED, CUT_OFF = 0, 1, 2, 130, 141  # exit codes; the last two as shells give them

app = typer.Typer(
    name="sayso",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
gazetteer = typer.Typer(no_args_is_help=True, help="Add places of your own to those that reports are read against.")
app.add_typer(gazetteer, name="gazetteer")


class Format(StrEnum):
    """What `sayso read` writes."""

    TEXT = "text"
    JSONL = "jsonl"
    HTML = "html"


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"sayso {__version__}")
        raise typer.Exit


@app.callback()
def sayso(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Read news of armed conflict: what happened, on whose word, and who denies it.

    Start with `sayso read FILE`; `sayso read --help` has examples.
    """


@app.command()
def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            show_default=False,
            help="Text files, saved web pages (HTML), JSON-lines files of reports; `-` is standard input.",
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD",
            show_default=False,
            help="Day of publication, for reports that do not tell it or tell it wrongly. Days such as *on Friday* are "
            "resolved against it; without one they stay unknown.",
        ),
    ] = None,
    publisher: OverPublisherOption = None,
    format_: Annotated[
        Format,
        typer.Option(
            "--format",
            "-f",
            metavar="text|jsonl|html",
            help="*text* for people, *jsonl* for programs, *html* for one page to share.",
        ),
    ] = Format.TEXT,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            show_default=False,
            help="Write to FILE instead of standard output. FILE changes only once everything is written.",
        ),
    ] = None,
    jobs: JobsOption = 1,
    pipeline: PipelineOption = "",
    second: SecondOption = "",
    second_model: SecondModelOption = "",
) -> None:
    """Read reports: their voices, what each asserts or denies, and the events they tell of.

    A report that cannot be read is named on standard error and the others go on; the exit code is then 1.

    **Examples**

    - `sayso read story.txt --published 2016-09-24`: one story, for people

    - `sayso read page.html -f html -o page-read.html`: the same as a page

    - `sayso read reports.jsonl -f jsonl -o events.jsonl -j 4`: many, for programs

    - `sayso read - --publisher "Northern Post" < story.txt`: standard input
    """
    from sayso.cli_read import Job, run

    asked = second_settings(second, second_model)
    try:
        code = run(Job(paths, _day(published), publisher, format_.value, output, jobs, pipeline, asked))
    except BrokenPipeError:
        code = CUT_OFF
    raise typer.Exit(code)


@gazetteer.command("add")
def gazetteer_add(
    path: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A GeoNames country dump (.txt, .zip) or a CSV with a header line."),
    ],
) -> None:
    """Add the places of a file to those that reports are read against. Adding a file twice adds it once.

    A CSV has the columns *name*, *country* (ISO code), *lat* and *lon*, and may have *admin*, *alternatenames*,
    *feature* and *population*.

    **Example**

    - `sayso gazetteer add villages.csv`
    """
    from sayso.export.visible import one_line
    from sayso.extract.gazetteer import add_gazetteer

    count = add_gazetteer(path)
    typer.echo(f"added {count:,} place{'' if count == 1 else 's'} from {one_line(path.name)}")


@gazetteer.command("list")
def gazetteer_list() -> None:
    """List the files of places that were added, with the number of places in each."""
    from sayso.extract.gazetteer import list_gazetteers

    for name, count in list_gazetteers():
        typer.echo(f"{count:>9,}  {name}")


@app.command()
def kinds() -> None:
    """List the kinds of event that are read, each with what it means and its phases."""
    from sayso.extract.frames import frame_book

    for name, kind in sorted(frame_book().kinds.items()):
        phases = f" Phases: {', '.join(sorted(kind.phases))}." if kind.phases else ""
        typer.echo(f"{name:13} {kind.about}{phases}")


cli_ledger.register(app)
cli_reports.register(app)
cli_batch.register(app)
cli_fetch.register(app)
cli_watch.register(app)
cli_courses.register(app)
cli_review.register(app)
cli_web.register(app)
cli_accounts.register(app)


def main() -> NoReturn:
    """Run the command line and exit: errors as one line, codes 0 all read, 1 something failed, 2 wrong usage."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that half-written files are taken away
    try:
        app()
        code: int | str | None = OK
    except SystemExit as end:
        code = end.code
    except KeyboardInterrupt:
        _say("interrupted")
        code = INTERRUPTED
    except SettingError as error:
        _say(str(error))
        code = USAGE
    except SaysoError as error:
        _say(str(error))
        code = FAILED
    except OSError as error:
        _say(f"{error.filename or 'input or output'}: {error.strerror or error}")
        code = FAILED
    sys.exit(_flushed(code))


def _flushed(code: int | str | None) -> int | str | None:
    """Write out what is left; a reader that went away early (`sayso read ... | head`) is no error worth a message."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CUT_OFF
    return code


def _day(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day like 2016-09-24", param_hint="--published") from None


def _say(message: str) -> None:
    from sayso.export.visible import one_line

    print(f"sayso: {one_line(message)}", file=sys.stderr)
