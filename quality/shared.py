"""The annotated reports that stand beside the repository, and their own scorer, run as a program of its own."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from quality.measure import PARTS

# The scorer's names for parts that we call otherwise.
_NAMES = {"geo<=20km": "geo"}
# Scoring takes about a second; a scorer that hangs must not hang the gate.
TIMEOUT_SECONDS = 60


def score_outside(scorer: Path, gold: Path, readings: dict[str, dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Return p, r, f1 and n by part, as the program `scorer` gives them for readings of the folder `gold`.

    Raises RuntimeError with the program's own words when it fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "readings.jsonl"
        lines.write_text("".join(json.dumps(reading) + "\n" for reading in readings.values()), encoding="utf-8")
        command = [sys.executable, str(scorer), str(gold), str(lines), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False)  # noqa: S603 - our own paths
    if done.returncode:
        raise RuntimeError(f"{scorer.name} failed: {done.stderr.strip()[-300:]}")
    table = json.loads(done.stdout.splitlines()[-1])
    named = {_NAMES.get(name, name): row for name, row in table.items()}
    return {part: named[part] for part in PARTS if part in named}
