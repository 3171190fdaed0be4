"""Incidents of six months against those brought together by hand: `python -m quality.months [--jobs N] [--json FILE]`.

The whole of FA-KES is added to one new ledger with `sayso add`; what `sayso incidents` lists is compared, month by
month, with the shared incidents of July 2016 and with ours of five other months (`quality/months`: report ids, offsets
of the evidence and our own words), by the shared scorer. The rules of the ledger were set with July and the months of
`OPEN` in view; of the others only the figures were looked at. Takes about two minutes. Exit code 2 without the shared
folder.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from quality.gate import SHARED

FOLDER = Path(__file__).resolve().parent / "months"
CORPUS = SHARED.parent / "corpus" / "fakes.jsonl"
OPEN = ("2013-08", "2016-06", "2016-10")
_COLUMNS = (("links", "f1"), ("incidents", "recall"), ("status", "accuracy"), ("disputed", "f1"), ("reprints", "f1"))


def main() -> int:
    """Print the figures of each month; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2, help="processes that read (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    args = parser.parse_args()
    if not CORPUS.exists():
        print(f"{CORPUS}: the corpus is not there; nothing measured", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        ledger, found = Path(folder) / "ledger.db", Path(folder) / "incidents.json"
        _run("-m", "sayso", "add", str(CORPUS), "--ledger", str(ledger), "--jobs", str(args.jobs))
        found.write_text(
            _run("-m", "sayso", "incidents", "--format", "json", "--ledger", str(ledger)), encoding="utf-8"
        )
        figures = {name: _score(gold, found) for name, gold in golds().items()}
    print(f"{'month':9}" + "".join(f"{name:>11}" for name, _ in _COLUMNS) + f"{'incidents':>11}")
    for name, row in figures.items():
        cells = "".join(f"{row[part][key]:11.3f}" for part, key in _COLUMNS)
        print(f"{name:9}{cells}{row['incidents']['n']:11}{'' if name in ('2016-07', *OPEN) else '  held out'}")
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def golds() -> dict[str, Path]:
    """Return the files of incidents brought together by hand, by month."""
    ours = {path.stem: path for path in FOLDER.glob("*.json")}
    return dict(sorted((ours | {"2016-07": SHARED / "incidents_jul.json"}).items()))


def _score(gold: Path, found: Path) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(_run(str(SHARED / "score_incidents.py"), str(gold), str(found), "--json"))
    return row


def _run(*arguments: str) -> str:
    """Return what a program of this interpreter prints; what it says of errors goes to the terminal, and ends this."""
    done = subprocess.run([sys.executable, *arguments], stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603 - our own paths
    if done.returncode:
        sys.exit(f"{' '.join(arguments[:3])}: ended with code {done.returncode}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
