"""Speed of the pages over a large ledger: each address asked again and again by one user on this machine.

    python benchmarks/ledger.py --events 1000000 --folder FOLDER
    python benchmarks/pages.py FOLDER/generated-1000000.db --json figures.json

The ledger is one that `benchmarks/ledger.py` generated, or any other; nothing is written to it. The server runs in a
thread of this process and is asked over the loopback; what is timed is the whole answer. Addresses that fail are said.
"""

import argparse
import json
import socket
import statistics
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import uvicorn
from sqlalchemy import func, select

from growth import read_only
from sayso.ledger import tables as t
from sayso.ledger.database import Ledger, open_ledger
from sayso.web.app import create_app
from sayso.web.settings import Settings

ROUNDS = 15
# No address is asked for longer than this, in seconds: with fewer rounds than `ROUNDS` their number is said.
LONGEST = 20.0
ADDRESSES = (
    "/",
    "/?sort=oldest",
    "/?country=SYR&since=2016-07-01&until=2016-07-31&status=disputed",
    "/?since=2016-07-01&until=2016-07-31",
    "/?kind=airstrike&country=UKR",
    "/?place=Place+17",
    "/?party=houthis",
    "/?publisher=paper-3",
    "/?words=shelling",
    "/?only=undated",
    "/api/v1/summary",
    "/api/v1/summary?since=2016-07-01&until=2016-07-31",
    "/api/v1/timeline?step=month",
    "/api/v1/timeline?step=day&since=2016-07-01&until=2016-07-31",
    "/api/v1/clusters?zoom=2",
    "/api/v1/clusters?zoom=6&frame=35,32,43,38",
    "/api/v1/clusters?zoom=6&frame=35,32,43,38&kind=airstrike",
    "/api/v1/vocabulary",
    "/map/towns.json",
    "/incidents/{incident}",
    "/reports/{report}",
    "/ceasefires",
    "/ceasefires?country=SYR&since=2016-07-01&until=2016-07-31",
    "/control",
    "/control?country=SYR&since=2016-01-01&until=2016-03-31",
    "/talks",
    "/talks?country=SYR&since=2016-01-01&until=2016-01-31",
    "/parties",
    "/parties/SYR-MIL",
    "/outlets",
    "/outlets/paper-3",
    "/changes",
    "/changes?country=SYR",
    "/changes.rss",
    "/brief",
    "/brief?country=SYR&since=2016-07-01&until=2016-07-07",
    "/review",
    "/review?country=SYR&kind=airstrike",
    "/review?words=place17",
    "/audit",
    "/sources",
    "/unread",
    "/help",
    "/help/api",
    "/api/v1/incidents",
    "/api/v1/incidents?country=SYR&since=2016-07-01&until=2016-07-31",
    "/api/v1/incidents/{incident}",
    "/api/v1/incidents/{incident}/events",
    "/api/v1/disputes",
    "/api/v1/reports",
    "/api/v1/reports/{report}",
    "/api/v1/parties",
    "/api/v1/outlets",
    "/api/v1/changes",
    "/api/v1/review/queue",
    "/api/v1/review/queue?country=SYR",
    "/api/v1/review/log",
    "/api/v1/ceasefires?country=SYR&since=2016-07-01&until=2016-07-31",
    "/api/v1/control?country=SYR&since=2016-01-01&until=2016-03-31",
    "/api/v1/talks?country=SYR&since=2016-01-01&until=2016-01-31",
)


def main() -> None:
    """Print a line for each address and write the figures where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", help="the ledger to serve")
    parser.add_argument("--address", action="append", help="ask this instead of the usual ones; may be repeated")
    parser.add_argument("--read-only", action="store_true", help="refuse whatever would write to a SQLite ledger")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    args = parser.parse_args()
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    ledger = read_only(Path(args.ledger)) if args.read_only else open_ledger(args.ledger)
    app = create_app(Settings(), ledger)
    started = time.perf_counter()
    app.state.overview.refresh()  # as `sayso serve` does when it starts
    loaded = time.perf_counter() - started
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    root = f"http://127.0.0.1:{taken.getsockname()[1]}"
    names = _some(ledger)
    with ledger.reading() as connection:
        events = connection.scalar(select(func.max(t.event.c.id))) or 0
    times = {address: _timed(root, address.format_map(names)) for address in args.address or ADDRESSES}
    figures = {"events": events, "load_seconds": round(loaded, 1), "addresses": times}
    server.should_exit = True
    thread.join()
    ledger.close()
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _some(ledger: Ledger) -> dict[str, str]:
    """Return the ids of an incident and a report of the ledger."""
    with ledger.reading() as connection:
        return {
            "incident": connection.scalar(select(t.incident.c.ref).where(t.incident.c.state.is_not(None)).limit(1))
            or "",
            "report": connection.scalar(select(t.report.c.ref).limit(1)) or "",
        }


def _timed(root: str, address: str) -> dict[str, float] | None:
    """Return milliseconds of the rounds, None where the address fails: first, median, worst, and of CPU the median.

    The CPU time is that of the whole process, the server's and the little that asking takes: on a busy machine it says
    more than the clock.
    """
    taken: list[float] = []
    busy: list[float] = []
    began = time.perf_counter()
    while len(taken) < ROUNDS and (time.perf_counter() - began < LONGEST or not taken):
        started, worked = time.perf_counter(), time.process_time()
        try:
            with urllib.request.urlopen(root + address) as answer:
                size = len(answer.read())
        except urllib.error.HTTPError as error:
            print(f"{address}: failed, {error.code}")
            return None
        taken.append(1000 * (time.perf_counter() - started))
        busy.append(1000 * (time.process_time() - worked))
    found = {"first": taken[0], "median": statistics.median(taken), "worst": max(taken), "rounds": len(taken)}
    found["cpu"] = statistics.median(busy)
    told = ", ".join(f"{name} {found[name]:.0f}" for name in ("first", "median", "worst", "cpu"))
    print(f"{address}: {told} ms of {len(taken)}; {size:,} bytes", flush=True)
    return {name: round(value, 1) for name, value in found.items()}


if __name__ == "__main__":
    main()
