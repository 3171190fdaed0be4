"""Coverage-guided fuzzing: atheris looks for inputs that reach new lines of sayso, and tells of what breaks it.

    python -m pip install atheris
    python benchmarks/guided.py intake|days|numbers|dateline|cells [-runs=20000] [-max_total_time=120] [-max_len=4096]

What stands behind the part goes to libFuzzer. A case breaks it by an exception that is no error of sayso's own, or by
more than 5 seconds (`-timeout`). libFuzzer then ends with a trace and writes the case into the folder it runs in.
"""

import io
import random
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]

with atheris.instrument_imports(include=["sayso.intake", "sayso.extract", "sayso.export"]):
    from fuzz import NAMES, NEWS, _cell, _shown, changed
    from intake_files import docx, packed, page, pdf, record, zipped
    from sayso.errors import SaysoError
    from sayso.extract.numbers import find_numbers
    from sayso.extract.times import find_times
    from sayso.intake import read_stream
    from sayso.intake.dateline import find_dateline

DAY = date(2016, 9, 24)
TEXTS = [
    NEWS,
    "KYIV, Ukraine, Sept 23 (Reuters) - two dozen people, some 1,200 of them on 3 May 2016",
    "(Goma, 3 May 2016) –",
]


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _intake(raw: bytes) -> None:
    name = NAMES[raw[0] % len(NAMES)] if raw else "a"
    for item in read_stream(io.BytesIO(raw[1:]), name):
        _shown(item)


PARTS: dict[str, Callable[[bytes], object]] = {
    "intake": _intake,
    "days": lambda raw: find_times(_text(raw), DAY),
    "numbers": lambda raw: list(find_numbers(_text(raw))),
    "dateline": lambda raw: find_dateline(_text(raw), DAY),
    "cells": lambda raw: _cell(_text(raw)),
}


def main() -> None:
    """Give the seeds of a part to libFuzzer and run it; it ends the process."""
    if len(sys.argv) < 2 or sys.argv[1] not in PARTS:
        sys.exit(f"{__doc__}\nthe first word is one of {', '.join(PARTS)}")
    part, work = sys.argv[1], PARTS[sys.argv[1]]

    def case(raw: bytes) -> None:
        with suppress(SaysoError):
            work(raw)

    folder = tempfile.mkdtemp(prefix="sayso-guided-")
    files = [
        page(),
        record("https://example.org/a", page()),
        packed(record("https://example.org/a", page())),
        pdf(NEWS),
    ]
    files += [zipped({"a.html": page()}), docx(f"<w:p><w:r><w:t>{NEWS}</w:t></w:r></w:p>")]
    seeds = files if part == "intake" else [text.encode() for text in TEXTS]
    draw = random.Random(1)
    for number, seed in enumerate([*seeds, *(changed(draw, seeds) for _ in range(20))]):
        Path(folder, str(number)).write_bytes((b"\1" if part == "intake" else b"") + seed)
    atheris.Setup([sys.argv[0], "-timeout=5", *sys.argv[2:], folder], case)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
