"""The commands for archives: read them in parallel, on one machine or a cluster, and load what was read."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli_filters import LedgerOption, OverPublisherOption, PipelineOption, PublishedOption, day

if TYPE_CHECKING:
    from sayso.batch.running import Engine, Sums, Told
    from sayso.cli_progress import Meter

OutArgument = Annotated[str, typer.Argument(metavar="OUT", help="The folder of the batch: a path or an address.")]


def register(app: typer.Typer) -> None:
    """Give the application the commands."""
    app.command()(batch)
    app.command()(load)


def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="IN... OUT",
            show_default=False,
            help="Files or folders of Parquet, JSON lines, WARC and whatever `sayso read` reads, as paths or addresses "
            "(s3://archive/2016/), and last the folder to write to.",
        ),
    ],
    workers: Annotated[
        int, typer.Option("--workers", "-w", metavar="N", min=1, max=4096, help="Number of workers that read.")
    ] = 1,
    local: Annotated[
        bool, typer.Option("--local", help="Read in processes of this machine though Ray is installed.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, show_default=False, help="Read the first N reports only.")
    ] = None,
    retry: Annotated[
        bool, typer.Option("--retry-failed", help="Read the parts again in which a report could not be read.")
    ] = False,
    merge: Annotated[
        bool, typer.Option("--merge", help="Bring the events together into incidents too, in OUT/incidents.")
    ] = False,
    published: PublishedOption = None,
    publisher: OverPublisherOption = None,
    pipeline: PipelineOption = "",
) -> None:
    """Read an archive into Parquet files of reports, statements, events, accounts and figures, a folder for each day.

    Runs over Ray where it is installed (on the cluster that RAY_ADDRESS names, else on this machine), else in
    processes. Killed at any moment and run again, it reads nothing that is done. The files are the same however many
    workers read. Reports that cannot be read are listed in OUT/failed.jsonl, and the exit code is then 1.

    **Examples**

    - `sayso batch archive.jsonl read/ --workers 8`

    - `sayso batch s3://crawl/2016/ s3://crawl/read/ --workers 64`: on a cluster

    - `sayso batch crawl.warc.gz read/ --local && sayso load read/ --ledger war.db`
    """
    from sayso.batch import running
    from sayso.batch.parts import How
    from sayso.batch.slices import plan
    from sayso.cli_progress import Meter
    from sayso.cli_read import prepare_places
    from sayso.intake.options import Overrides

    if len(inputs) < 2:
        raise typer.BadParameter("name what to read and, last, the folder to write to", param_hint="IN... OUT")
    overrides = Overrides(published=day(published, "--published"), publisher=publisher)
    how = How(inputs[-1].rstrip("/"), pipeline, overrides, retry)
    slices = plan(inputs[:-1], overrides, limit)
    prepare_places()
    engine = _engine(workers, local)
    try:
        with Meter(shown=sys.stderr.isatty()) as meter:
            sums = running.run(slices, how, engine, lambda told: _tell(meter, told))
        if merge:
            from sayso.batch.merging import merge as merged

            print(f"{how.out}: {merged(how.out, engine):,} incidents", file=sys.stderr)
    finally:
        if not isinstance(engine, running.Local):
            from sayso.batch import cluster

            cluster.stop()
    print(f"{how.out}: {_words(sums)}", file=sys.stderr)
    raise typer.Exit(1 if sums.failed else 0)


def load(
    out: OutArgument,
    ledger: LedgerOption = None,
) -> None:
    """Load what `sayso batch` has read into a ledger, as if each report had been added, by day of publication.

    Stopped at any moment and run again, it goes on where it was; loading twice changes nothing.

    **Example**

    - `sayso load read/ --ledger postgresql://sayso@db/sayso`
    """
    from sayso.batch.loading import waiting
    from sayso.cli_progress import Meter
    from sayso.ledger import bulk
    from sayso.ledger.database import open_ledger

    new = known = events = 0
    with open_ledger(ledger, create=True) as opened, Meter(shown=sys.stderr.isatty()) as meter:
        for added in bulk.load(opened, waiting(out.rstrip("/"))):
            for one in added:
                meter.read()
                known += one.what == "known"
                new += one.what != "known"
                events += one.events
        name = opened.name
    print(f"{name}: {new:,} reports loaded, {known:,} known already; {events:,} events", file=sys.stderr)


def _engine(workers: int, local: bool) -> "Engine":
    from sayso.batch import cluster
    from sayso.batch.running import Local

    if local or not cluster.is_installed():
        return Local(workers)
    cluster.start(workers)
    return cluster.Cluster(workers)


def _tell(meter: "Meter", told: "Told") -> None:
    from sayso.batch.worker import Failure
    from sayso.export.visible import one_line

    if isinstance(told, Failure):
        meter.failed(f"sayso: {one_line(told.message)}")
        return
    for failed in told.failed:
        meter.failed(f"sayso: {one_line(failed['error'])}")
    for _ in range(told.reports if told.fresh else 0):
        meter.read()


def _words(sums: "Sums") -> str:
    words = f"{sums.reports:,} reports read in {sums.parts:,} parts; {sums.events:,} events"
    words += f"; {sums.known:,} read before" if sums.known else ""
    return words + (f"; {len(sums.failed):,} failed, see failed.jsonl" if sums.failed else "")
