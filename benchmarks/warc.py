"""Measure taking in an archive: pages of one WARC through reading and ledger by `sayso add`, against the bare parse.

    python benchmarks/warc.py [--pages 10000] [--days 365] [--reports FILE ...] [--folder DIR] [--bare 200] [--jobs N]

The archive is generated (`warc_stories.py`, `warc_pages.py`): stories made from the sentences of the reports in the
JSON lines given, or of our own (`quality/reports`), of as many days as said, a quarter of them printed again elsewhere,
within the furniture of sixty sites; each page among three records that are none. `sayso add` runs in a process of its
own on a terminal of its own, so that it shows its progress; after each tenth of the pages that tells of, time, CPU time
and memory of it and its children are looked at. The bare parse (`nlp.pipe`) is that of the texts of `--bare` pages,
half of it before the run and half behind it, scaled to all of them. With `--folder` archive and ledger stay there.
"""

import argparse
import datetime
import gzip
import os
import pty
import re
import resource
import select
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.reading.pipeline import bare_pipeline
from warc_pages import pages
from warc_stories import Story, stories

_TOLD = re.compile(rb"read ([\d,]+) report")
PARTS = 10  # times that the run is looked at


@dataclass(frozen=True, slots=True)
class Glance:
    """How far the run was: pages done, seconds by the clock, CPU seconds, memory in MB."""

    pages: int
    wall: float
    cpu: float
    memory: float


def main() -> None:
    """Run the measurement and print its figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=int, default=10_000)
    arguments.add_argument("--days", type=int, default=365, help="that the stories are of")
    arguments.add_argument("--reports", type=Path, nargs="*", default=(), help="JSON lines with a text each")
    arguments.add_argument("--bare", type=int, default=200)
    arguments.add_argument("--jobs", type=int, default=1)
    arguments.add_argument("--folder", type=Path, default=None)
    asked = arguments.parse_args()
    told = stories(asked.pages, asked.days, asked.reports)
    with tempfile.TemporaryDirectory() as own:
        folder = asked.folder or Path(own)
        archive = folder / "pages.warc.gz"
        write(archive, told)
        words = sum(len(one.text.split()) for one in told) // len(told)
        print(f"{len(told):,} pages of {words} words, {archive.stat().st_size / 1e6:.1f} MB packed", flush=True)
        sample = [one.text for one in told[:: max(1, len(told) // asked.bare)]]
        bare = _bare(sample[::2])
        last = _add(archive, folder / "ledger.db", len(told), asked.jobs)
        bare = (bare + _bare(sample[1::2])) * len(told) / len(sample)
    print(
        f"sayso add: {last.wall:.0f} s, CPU {last.cpu:.0f} s ({1000 * last.cpu / len(told):.0f} ms a page), "
        f"{len(told) / last.wall:.1f} pages a second"
    )
    print(f"bare parse: CPU {bare:.0f} s, so {last.cpu / bare:.2f} times it")


def write(archive: Path, told: list[Story]) -> None:
    """Write an archive of the pages of stories."""
    with archive.open("wb") as file:
        for url, page, day in pages(told):
            file.write(gzip.compress(_record(url, "text/html; charset=utf-8", page.encode(), day)))
            for kind, media in (("png", "image/png"), ("css", "text/css"), ("js", "text/javascript")):
                file.write(gzip.compress(_record(f"{url}.{kind}", media, os.urandom(2_000), day)))


def _record(url: str, media: str, body: bytes, day: datetime.date) -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Target-URI: {url}\r\n"
    head += f"WARC-Date: {day}T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    return f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"


def _add(archive: Path, ledger: Path, number: int, jobs: int) -> Glance:
    """Run `sayso add`; print a line a tenth of the way and return the figures of all of it."""
    command = [sys.executable, "-m", "sayso", "add", str(archive), "--ledger", str(ledger), "--jobs", str(jobs)]
    begun = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(sys.executable, command)
    due = step = max(1, number // PARTS)
    said = b""
    for said in _said(terminal):
        done = max((int(found.replace(b",", b"")) for found in _TOLD.findall(said)), default=0)
        if done >= due:
            glance = Glance(done, time.perf_counter() - begun, sum(map(_cpu, _all(pid))), sum(map(_memory, _all(pid))))
            print(f"{done:,} pages: {glance.wall:.0f} s, CPU {glance.cpu:.0f} s, {glance.memory:.0f} MB", flush=True)
            due = (done // step + 1) * step
    _pid, status = os.waitpid(pid, 0)
    print(said.decode(errors="replace").strip().splitlines()[-1])
    if status:
        sys.exit(f"sayso add ended with {os.waitstatus_to_exitcode(status)}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Glance(number, time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _said(terminal: int) -> Iterator[bytes]:
    """Yield what a program says on its terminal, the last few thousand bytes, until it ends."""
    said = b""
    while True:
        select.select([terminal], [], [])
        try:
            more = os.read(terminal, 4096)
        except OSError:  # on Linux the end of a terminal is an error
            more = b""
        if not more:
            return
        said = (said + more)[-4096:]
        yield said


def _all(pid: int) -> list[int]:
    """Return a process and its children."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        below = []
    return [pid, *(one for child in below for one in _all(int(child)))]


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    try:
        pages_held = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages_held * resource.getpagesize() / 1e6


def _bare(texts: list[str]) -> float:
    nlp = bare_pipeline()
    list(nlp.pipe(texts[:8]))
    begun = time.process_time()
    list(nlp.pipe(texts, batch_size=16))
    return time.process_time() - begun


if __name__ == "__main__":
    main()
