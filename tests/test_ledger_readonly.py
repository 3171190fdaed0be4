"""A ledger that may only be read: questions are answered, adding says in one line why it cannot, nothing is lost."""

import datetime
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import Read
from sayso.ledger.adding import add
from sayso.ledger.database import open_ledger

RAID = "Warplanes bombed a market in Nyala on Thursday, killing 12 people, medics said."
# The superuser may write anywhere unless it gives up these rights.
RIGHTS = "-dac_override,-dac_read_search"


@pytest.fixture
def ledger(read: Read, tmp_path: Path) -> Iterator[Path]:
    """A ledger with one incident whose file and folder may only be read."""
    folder = tmp_path / "archive"
    folder.mkdir()
    path = folder / "ledger.db"
    book = open_ledger(str(path), create=True)
    record = read(RAID, day=datetime.date(2023, 7, 14))
    add(book, replace(record, report=replace(record.report, id="one", publisher="northline")))
    book.close()
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)


def sayso(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the command as somebody whom the marks on files bind."""
    command = [sys.executable, "-m", "sayso", *arguments]
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("run by the superuser, who cannot give up rights without setpriv")
        command = [setpriv, f"--bounding-set={RIGHTS}", *command]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("incidents", "--status", "single"), "Nyala"),
        (("incidents", "--format", "json"), '"killed"'),
        (("disputes",), ""),
        (("changes", "--since", "2020-01-01"), "airstrike"),
        (("brief", "--since", "2023-07-01", "--until", "2023-07-31"), "Nyala"),
    ],
)
def test_questions_are_answered(ledger: Path, arguments: tuple[str, ...], said: str) -> None:
    done = sayso(*arguments, "--ledger", str(ledger))
    assert (done.returncode, said in done.stdout) == (0, True), done.stderr


def test_adding_says_why_it_cannot_and_loses_nothing(ledger: Path, tmp_path: Path) -> None:
    before = ledger.read_bytes()
    story = tmp_path / "story.txt"
    story.write_text("Shells killed two people in Zalingei on Wednesday, a doctor said.", encoding="utf-8")
    done = sayso("add", str(story), "--published", "2023-07-14", "--ledger", str(ledger))
    assert done.returncode != 0
    assert done.stderr.splitlines() == [
        f"sayso: {ledger}: attempt to write a readonly database; the file or its folder cannot be written to"
    ]
    assert ledger.read_bytes() == before
    assert [path.name for path in ledger.parent.iterdir()] == ["ledger.db"]


def test_a_ledger_is_not_made_in_a_folder_that_cannot_be_written_to(ledger: Path, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(RAID, encoding="utf-8")
    new = ledger.parent / "new.db"
    done = sayso("add", str(story), "--ledger", str(new))
    assert done.returncode != 0
    assert done.stderr.splitlines() == [f"sayso: {new}: the folder {ledger.parent} cannot be written to"]
    assert not new.exists()


def test_a_ledger_that_may_not_be_read_is_told_so(ledger: Path) -> None:
    ledger.chmod(0o000)
    done = sayso("incidents", "--ledger", str(ledger))
    ledger.chmod(0o444)
    assert done.returncode != 0
    assert done.stderr.splitlines() == [f"sayso: {ledger}: Permission denied"]
