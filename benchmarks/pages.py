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

from sayso.ledger.database import open_ledger
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
)


def main() -> None:
    """Print a line for each address and write the figures where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", help="the ledger to serve")
    parser.add_argument("--address", action="append", help="ask this instead of the usual ones; may be repeated")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    args = parser.parse_args()
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    ledger = open_ledger(args.ledger)
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(), ledger), log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    root = f"http://127.0.0.1:{taken.getsockname()[1]}"
    figures = {address: _timed(root, address) for address in args.address or ADDRESSES}
    server.should_exit = True
    thread.join()
    ledger.close()
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _timed(root: str, address: str) -> float | None:
    """Return the median of the rounds in milliseconds, None where the address fails."""
    taken: list[float] = []
    began = time.perf_counter()
    while len(taken) < ROUNDS and (time.perf_counter() - began < LONGEST or not taken):
        started = time.perf_counter()
        try:
            with urllib.request.urlopen(root + address) as answer:
                size = len(answer.read())
        except urllib.error.HTTPError as error:
            print(f"{address}: failed, {error.code}")
            return None
        taken.append(1000 * (time.perf_counter() - started))
    median = statistics.median(taken)
    print(f"{address}: median {median:.0f} ms of {len(taken)}, worst {max(taken):.0f} ms, {size:,} bytes", flush=True)
    return round(median, 1)


if __name__ == "__main__":
    main()
