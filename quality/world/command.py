"""The command `python -m quality.world FOLDER`: measures every part, keeps what it found, prints it and writes JSON.

Exit codes: 0 measured (parts whose set is absent are named as skipped); 1 a part broke; 2 the command cannot run.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quality.world import digests
from quality.world.kit import Store, Worker
from quality.world.parts import PARTS
from quality.world.shape import AbsentError, Part

ROOT = digests.ROOT
SHARED = ROOT.parent / "shared"
FIGURES = ROOT / "docs" / "quality.json"
SETTING = "SAYSO_CACHE"


def cache_folder() -> Path:
    """Return where parses and findings are kept between runs: SAYSO_CACHE, else the user's cache folder."""
    given = os.environ.get(SETTING)
    base = Path(given) if given else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sayso"
    return base / "quality"


def key_of(part: Part, folder: Path, reader: str) -> str:
    """Return what names the findings of a part: the code that reads, the code that measures, and the set."""
    own = sys.modules[part.measure.__module__].__file__ or ""
    code = [Path(own), ROOT / "quality/world/shape.py", *(ROOT / "quality" / name for name in part.sources)]
    return "-".join((part.name, reader, digests.of_files(code, ROOT), digests.of_set(folder, part.files)))


def run(part: Part, folder: Path, kit: Worker, store: Store, reader: str, *, again: bool = False) -> dict[str, Any]:
    """Return the findings of a part as plain values, from the store if nothing they hang on has changed.

    Raises AbsentError when the set is not in the folder.
    """
    if not part.present(folder):
        raise AbsentError(f"no {' or '.join(part.files)} in the folder")
    key = key_of(part, folder, reader)
    kept = None if again else store.get(key)
    if kept is not None:
        entry: dict[str, Any] = json.loads(kept)
        return entry
    findings = part.measure(folder, kit).to_json()
    entry = {"title": part.title, "set": digests.of_set(folder, part.files), "reader": reader, **findings}
    store.put(key, json.dumps(entry).encode())
    return entry


def show(name: str, entry: dict[str, Any]) -> None:
    """Print the figures of a part and its largest classes of errors."""
    print(f"{name}: {entry['title']}")
    for figure, row in entry["figures"].items():
        more = f"  p {row['p']:.3f}  r {row['r']:.3f}" if "p" in row else ""
        print(f"  {figure:52} {row['value']:8.3f}{more}  (of {row['n']:.0f})")
    for error in entry["errors"][:8]:
        print(f"    {error['count']:5}  {error['class']}")
    print()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m quality.world", description="Measure sayso on public sets.")
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED, help="holds data/, gold/ and corpus/")
    parser.add_argument("--only", action="append", choices=[p.name for p in PARTS], help="one part; may be given again")
    parser.add_argument("--json", type=Path, help="write the figures here; parts not measured now stay as they are")
    parser.add_argument("--again", action="store_true", help="measure even what is kept from an earlier run")
    parser.add_argument("--errors", action="store_true", help="print every class of error with its examples")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"{options.folder}: no such folder; name the one that holds data/, gold/ and corpus/", file=sys.stderr)
        return 2
    store = Store(cache_folder() / "world.db")
    kit = Worker(store, quiet=not sys.stderr.isatty())
    reader = digests.of_reader()
    chosen = [part for part in PARTS if not options.only or part.name in options.only]
    measured: dict[str, Any] = {}
    skipped: dict[str, str] = {}
    broke = False
    for number, part in enumerate(chosen, 1):
        print(f"[{number}/{len(chosen)}] {part.name} ...", file=sys.stderr, flush=True)
        began = time.monotonic()
        try:
            measured[part.name] = run(part, options.folder, kit, store, reader, again=options.again)
        except AbsentError as absent:
            skipped[part.name] = str(absent)
            print(f"{part.name}: skipped: {absent}\n")
            continue
        except Exception as error:  # one part that breaks must not hide the others
            broke = True
            print(f"{part.name}: broke: {type(error).__name__}: {error}", file=sys.stderr)
            continue
        print(f"\r  {part.name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        show(part.name, measured[part.name])
        if options.json:  # after each part, so that a run that is stopped loses one at most
            write(options.json, measured, skipped)
        if options.errors:
            for found in measured[part.name]["errors"]:
                print(f"  {found['count']:5} {found['class']}", *found["examples"], sep="\n          ")
    if options.json:
        write(options.json, measured, skipped)
    return 1 if broke else 0


def write(path: Path, measured: dict[str, Any], skipped: dict[str, str]) -> None:
    """Write the figures into a file, each part with the commit it was measured at; other parts there stay."""
    from quality.gate import commit

    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"parts": {}}
    at = commit()
    parts = before["parts"] | {name: {"commit": at, **entry} for name, entry in measured.items()}
    order = [part.name for part in PARTS]
    whole = {
        "parts": {name: parts[name] for name in order if name in parts},
        "skipped": {n: why for n, why in (before.get("skipped", {}) | skipped).items() if n not in parts},
    }
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
