"""The pages under load: 50 people reading and 5 reviewing at once, over a large ledger, on this machine only.

    python benchmarks/ledger.py --events 1000000 --folder FOLDER
    cp FOLDER/generated-1000000.db copy.db
    python benchmarks/load.py copy.db --seconds 600 --json load.json

Accounts and acts of review are WRITTEN into the ledger: give it a copy. `sayso serve` runs in a process of its own with
accounts, and with `--proxied`, for each person asks from an address of their own, as behind a proxy; the limits are
those of everybody. What is timed is the whole answer as it comes to the person; the people look at each page for a time
that is exponentially distributed. How long the server takes to start is told, and is in no other figure.
"""

import argparse
import asyncio
import datetime
import json
import os
import random
import re
import secrets
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import insert, update

from load_people import Asked, Person, Reader, Reviewer
from sayso.access import passwords, people
from sayso.access.names import folded
from sayso.ledger import tables_access as t
from sayso.ledger.database import open_ledger

Process = subprocess.Popen[str]
WORST = 500.0  # p95 in milliseconds that is not to be exceeded
START = 600.0  # seconds that a server may take until it has its columns


def main() -> None:
    """Print the table, write the figures where asked; the exit code is 1 after an error or with a p95 too long."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", help="a copy of a ledger: accounts and acts of review are written into it")
    parser.add_argument("--seconds", type=float, default=600, help="how long they are at it")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--reviewers", type=int, default=5)
    parser.add_argument("--think", type=float, default=5.0, help="mean seconds that somebody looks at a page")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--serve", action="append", default=[], help="a further option for `sayso serve`; repeatable")
    parser.add_argument("--at", metavar="URL", help="ask this server, which serves LEDGER, and start none")
    args = parser.parse_args()
    roles = ["viewer"] * args.readers + ["reviewer"] * args.reviewers
    password = secrets.token_urlsafe(12)
    names = _accounts(args.ledger, roles, password)
    server, root = (None, args.at) if args.at else _serve(args.ledger, args.serve)
    try:
        started = _warmed(root, names[0], password)
        print(f"server ready after {started:.0f} s", flush=True)
        before = _cpu(server)
        crowd = [
            (Reader if role == "viewer" else Reviewer)(
                root, name, password, f"10.9.{n // 250}.{n % 250 + 1}", args.think, random.Random(n)
            )
            for n, (role, name) in enumerate(zip(roles, names, strict=True))
        ]
        began = time.monotonic()
        asyncio.run(_together(crowd, args.seconds))
        taken = time.monotonic() - began
        figures = _figures([one for person in crowd for one in person.asked], taken)
        figures |= {
            "readers": args.readers,
            "reviewers": args.reviewers,
            "think": args.think,
            "seconds": round(taken, 1),
            "start_seconds": round(started, 1),
            "server_cpu_seconds": round(_cpu(server) - before, 1),
            "server_memory_mb": _memory(server),
            "cores": os.cpu_count(),
            "load_of_machine": [round(part, 1) for part in os.getloadavg()],
        }
    finally:
        if server:
            server.terminate()
            server.wait(60)
    _print(figures)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    sys.exit(1 if figures["errors"] or figures["all"]["p95"] > WORST else 0)


def _accounts(ledger: str, roles: Sequence[str], password: str) -> list[str]:
    """Make sure of an admin and an account for everybody, with one password; return the names of all but the admin."""
    names = [f"load-{role}-{n}" for n, role in enumerate(roles)]
    now, hash_ = datetime.datetime.now(datetime.UTC), passwords.hashed(password)  # one hash: making one takes long
    with open_ledger(ledger) as opened, opened.writing() as connection:
        known = {one.name for one in people.everyone(connection)}
        for name, role in [("load-admin", "admin"), *zip(names, roles, strict=True)]:
            row = {"hash": hash_, "role": role, "password_at": now}
            if name in known:
                connection.execute(update(t.account).where(t.account.c.name == name).values(**row))
            else:
                connection.execute(insert(t.account).values(name=name, folded=folded(name), created_at=now, **row))
    return names


def _serve(ledger: str, more: Sequence[str]) -> tuple[Process, str]:
    command = [sys.executable, "-m", "sayso", "serve", "--ledger", ledger, "--accounts", "--proxied", "--port", "0"]
    server = subprocess.Popen([*command, *more], stderr=subprocess.PIPE, text=True)
    assert server.stderr
    for line in server.stderr:
        found = re.search(r"at (http://[\d.:]+)/", line)
        if found:
            # What else it says goes to our own standard error, so that it never waits for a full pipe.
            subprocess.Popen(["cat"], stdin=server.stderr, stdout=sys.stderr)
            return server, found[1]
    raise SystemExit("the server did not start")


def _warmed(root: str, name: str, password: str) -> float:
    """Wait until the overview is there; return the seconds."""
    began = time.monotonic()
    with httpx.Client(base_url=root, timeout=START, headers={"X-Forwarded-For": "10.9.9.9"}) as client:
        token = re.search(r'name="csrf" value="([^"]+)"', client.get("/signin").text)
        data = {"name": name, "password": password, "csrf": token[1] if token else ""}
        answer = client.post("/signin", data=data, headers={"Origin": root})
        if answer.status_code != 303:
            raise SystemExit(f"signing in was answered {answer.status_code}")
        client.get("/").raise_for_status()
    return time.monotonic() - began


async def _together(crowd: Sequence[Person], seconds: float) -> None:
    """Let everybody come within the first mean look or two, and go when it is time."""
    until = time.monotonic() + seconds

    async def come(person: Person) -> None:
        await asyncio.sleep(person.dice.uniform(0, min(3 * person.think, seconds / 4)))
        await person.live(until)

    await asyncio.gather(*(come(person) for person in crowd))


def _figures(asked: Sequence[Asked], seconds: float) -> dict[str, Any]:
    kinds: dict[str, list[Asked]] = {}
    for one in asked:
        kinds.setdefault(one.kind, []).append(one)
    return {
        "all": _times(asked),
        "a_second": round(len(asked) / seconds, 2),
        "kinds": {kind: _times(kinds[kind]) for kind in sorted(kinds)},
        "errors": dict(Counter(f"{one.kind}: {one.wrong}" for one in asked if one.wrong)),
    }


def _times(asked: Sequence[Asked]) -> dict[str, float]:
    """Return how many, how many failed, and percentiles in milliseconds."""
    taken = sorted(1000 * one.seconds for one in asked)
    parts = {f"p{p}": round(taken[min(len(taken) - 1, len(taken) * p // 100)], 1) for p in (50, 95, 99)}
    return {"requests": len(taken), "errors": sum(bool(o.wrong) for o in asked), **parts, "worst": round(taken[-1], 1)}


def _print(figures: dict[str, Any]) -> None:
    print("| page | requests | errors | p50 | p95 | p99 | worst |\n|---|---|---|---|---|---|---|")
    for kind, row in {**figures["kinds"], "**all**": figures["all"]}.items():
        numbers = " | ".join(f"{row[name]:,.0f}" for name in ("requests", "errors", "p50", "p95", "p99", "worst"))
        print(f"| {kind} | {numbers} |")
    for kind, number in figures["errors"].items():
        print(f"error: {kind}: {number}")
    rest = {name: value for name, value in figures.items() if name not in ("all", "kinds", "errors")}
    print(", ".join(f"{name} {value}" for name, value in rest.items()))


def _cpu(process: Process | None) -> float:
    """Return the CPU time of a process of ours in seconds, 0 where the system does not tell."""
    try:
        told = Path(f"/proc/{process.pid if process else 0}/stat").read_text(encoding="ascii")
    except OSError:
        return 0.0
    fields = told.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: Process | None) -> int:
    """Return the most memory that a process of ours has had, in MB, 0 where the system does not tell."""
    try:
        told = Path(f"/proc/{process.pid if process else 0}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", told)
    return int(found[1]) // 1000 if found else 0


if __name__ == "__main__":
    main()
