"""Broken input breaks nothing: some cases of each part of `benchmarks/fuzz.py`, which runs as many as time allows."""

import importlib.util
import random
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.errors import SaysoError

SCRIPT = Path(__file__).resolve().parent.parent / "benchmarks" / "fuzz.py"


@pytest.mark.parametrize(("part", "cases"), [("intake", 40), ("filters", 300), ("exports", 2_000), ("endless", 3)])
def test_cases_end_in_an_answer_or_in_an_error_of_our_own(part: str, cases: int) -> None:
    spec = importlib.util.spec_from_file_location("fuzz", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    fuzz = importlib.util.module_from_spec(spec)
    sys.modules["fuzz"] = fuzz  # its data class looks itself up
    spec.loader.exec_module(fuzz)
    case = fuzz.PARTS[part](random.Random(5))  # noqa: S311 - the same cases each time
    ended = 0
    for _ in range(cases):
        made, work = case()
        try:
            work()
        except SaysoError:
            pass
        except Exception as error:
            pytest.fail(f"{made!r}: {error!r}")
        ended += 1
    assert ended == cases


def test_what_breaks_is_told(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("fuzz", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    fuzz = importlib.util.module_from_spec(spec)
    sys.modules["fuzz"] = fuzz
    spec.loader.exec_module(fuzz)
    count = fuzz.run(lambda: ("made", lambda: 1 / 0), 60, tmp_path, "intake")
    assert len(count.broken) == 20
    assert "ZeroDivisionError" in count.broken[0]
    assert (tmp_path / "intake-1").read_text() == "'made'"


@pytest.mark.slow
@pytest.mark.parametrize("part", ["cells", "numbers", "days", "dateline", "intake"])
def test_guided_cases_break_nothing(part: str, tmp_path: Path) -> None:
    pytest.importorskip("atheris")  # python -m pip install atheris
    command = [sys.executable, str(SCRIPT.with_name("guided.py")), part, "-runs=2000", "-max_len=1000"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)  # noqa: S603 - our own script
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Done 2000 runs" in done.stderr
