"""Measure sayso, part by part, into one JSON file, and print a table of what it holds.

    python -m benchmarks [FILE ...] [--quick] [--part reading,peers,...] [--json benchmarks.json]

FILE is a JSON-lines file of reports; without one the project's own 18 invented reports are read again and again. Parts:

    reading   CPU time of the full reading against the bare parse, by stage, on one core
    peers     libraries that do part of the job, on the same texts; needs --peers-python (see benchmarks/peers.txt)
    workers   reports a second in one process and in two
    memory    memory of a process that reads a long stream
    ledger    size, adding and asking of ledgers of growing size, on SQLite and, with --postgres, on PostgreSQL
    pages     time of every page and list of the API over the largest ledger

Each part runs in a process of its own. What the JSON file held of other parts stays in it with the commit it was
measured at: a run that was broken off goes on with `--missing`, which leaves out the parts that are there.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import collecting  # noqa: E402
from table import table  # noqa: E402

REPORTS = HERE.parent / "quality" / "reports"
# Sizes of each part: honest ones, and those of --quick, which show that it runs.
SIZES: dict[str, tuple[dict[str, int], dict[str, int]]] = {
    "reading": ({"reports": 64, "rounds": 5}, {"reports": 16, "rounds": 1}),
    "peers": ({"reports": 64, "rounds": 3}, {"reports": 4, "rounds": 1}),
    "workers": ({"reports": 400, "rounds": 3}, {"reports": 32, "rounds": 1}),
    "memory": ({"stream": 10_000}, {"stream": 100}),
}
LEDGERS = "1000,10000,100000,1000000"
QUICK = "300,1000"


def main() -> None:
    """Measure the parts asked for one after the other, and print the table of all there are."""
    args = _arguments()
    parts = collecting.read(args.json)
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        for name in args.part:
            if args.missing and name in parts:
                continue
            if name == "peers" and args.peers_python is None:
                print("peers: left out; --peers-python names the Python they are installed for", file=sys.stderr)
                continue
            print(f"== {name}", file=sys.stderr, flush=True)
            found = collecting.conditions()
            before = collecting.load()
            found["sizes"], found["figures"] = PARTS[name](args, folder)
            found["load"] = [before, collecting.load()]
            parts = {**collecting.read(args.json), name: found}  # another run may have written meanwhile
            collecting.write(args.json, parts)
    print(table(parts))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="reports to read")
    parser.add_argument("--part", type=_parts, default=list(PARTS), metavar="NAME,...", help="these parts (all)")
    parser.add_argument("--missing", action="store_true", help="leave out parts that the JSON file has")
    parser.add_argument("--quick", action="store_true", help="small sizes, which only show that it runs")
    parser.add_argument("--json", type=Path, default=Path("benchmarks.json"), help="the file (benchmarks.json)")
    parser.add_argument("--folder", type=Path, help="keep generated ledgers here, for the next run; else they go away")
    for key in ("reports", "rounds", "stream"):
        parser.add_argument(f"--{key}", type=int, help=f"in the place of the usual number of {key}")
    parser.add_argument("--sizes", help=f"events of the SQLite ledgers ({LEDGERS})")
    parser.add_argument("--postgres", metavar="URL", help="a PostgreSQL server on which databases may be made")
    parser.add_argument("--postgres-sizes", help=f"events of the PostgreSQL ledgers ({LEDGERS})")
    parser.add_argument("--ledger", type=Path, help="a large ledger to ask and to serve too; it is not written to")
    parser.add_argument("--peers-python", type=Path, metavar="PYTHON", help="the Python with the peers installed")
    parser.add_argument("--gold", type=Path, help=f"folder of annotated reports ({REPORTS.relative_to(HERE.parent)})")
    return parser.parse_args()


def _parts(given: str) -> list[str]:
    names = [name.strip() for name in given.split(",")]
    if unknown := [name for name in names if name not in PARTS]:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: no such part; there are {', '.join(PARTS)}")
    return names


Measured = tuple[dict[str, Any], Any]  # sizes and figures


def _sizes(args: argparse.Namespace, name: str) -> dict[str, int]:
    usual = SIZES[name][args.quick]
    return {key: usual[key] if getattr(args, key) is None else getattr(args, key) for key in usual}


def _options(sizes: dict[str, Any]) -> list[str]:
    return [word for key, value in sizes.items() for word in (f"--{key.replace('_', '-')}", str(value))]


def _run(script: str, *arguments: object) -> Any:
    """Run a script of this folder, which writes a JSON file, and return what it wrote; its lines go to stderr."""
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary) / "figures.json"
        command = [sys.executable, str(HERE / script), *map(str, arguments), "--json", str(out)]
        done = subprocess.run(command, stdout=sys.stderr, check=False)
        if done.returncode:
            raise SystemExit(f"{script}: failed; parts measured before it are kept")
        return json.loads(out.read_text(encoding="utf-8"))


def _files(args: argparse.Namespace) -> list[Path]:
    return args.files or [REPORTS]


def _reading(args: argparse.Namespace, _folder: Path) -> Measured:
    sizes = _sizes(args, "reading")
    return sizes, _run("reading.py", *_files(args), *_options(sizes), "--stream", 0)["files"]


def _peers(args: argparse.Namespace, _folder: Path) -> Measured:
    sizes = _sizes(args, "peers")
    gold = args.gold or REPORTS
    figures = _run("peers.py", _files(args)[0], gold, "--peers-python", args.peers_python, *_options(sizes))
    return sizes | {"file": _files(args)[0].stem, "gold": gold.name}, figures


def _workers(args: argparse.Namespace, _folder: Path) -> Measured:
    sizes = _sizes(args, "workers")
    return sizes | {"file": _files(args)[0].stem}, _run("workers.py", _files(args)[0], *_options(sizes))


def _memory(args: argparse.Namespace, _folder: Path) -> Measured:
    sizes = _sizes(args, "memory")
    return sizes | {"file": _files(args)[0].stem}, _run(
        "reading.py", _files(args)[0], "--only-stream", *_options(sizes)
    )


def _ledger(args: argparse.Namespace, folder: Path) -> Measured:
    sizes: dict[str, Any] = {"sizes": args.sizes or (QUICK if args.quick else LEDGERS)}
    more: list[object] = []
    if args.postgres:
        sizes["postgres_sizes"] = args.postgres_sizes or (QUICK if args.quick else LEDGERS)
        more += ["--postgres", args.postgres]
    if args.ledger:
        more += ["--ledger", args.ledger]
    return sizes, _run("growth.py", "--folder", folder, *_options(sizes), *more)


def _pages(args: argparse.Namespace, folder: Path) -> Measured:
    largest = max(map(int, (args.sizes or (QUICK if args.quick else LEDGERS)).split(",")))
    ledger = args.ledger or folder / f"generated-{largest}.db"
    if not ledger.exists():
        _run("growth.py", "--folder", folder, "--sizes", largest, "--only-fill")
    return {}, _run("pages.py", ledger, "--read-only")


PARTS: dict[str, Callable[[argparse.Namespace, Path], Measured]] = {
    "reading": _reading,
    "peers": _peers,
    "workers": _workers,
    "memory": _memory,
    "ledger": _ledger,
    "pages": _pages,
}

if __name__ == "__main__":
    main()
