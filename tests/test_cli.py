"""The command line: what it prints where, and the exit code it ends with."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import lxml.html
import pytest

from export_reader import stub
from sayso import __version__, cli, cli_read
from sayso.batch import local

STORY = "Clashes broke out near the village on Monday and several fighters were wounded, a local official said."
Run = Callable[..., int]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `sayso ARGUMENTS` with the stand-in reader; returns the exit code."""
    monkeypatch.setattr(cli_read, "read_all", partial(local.read_all, make_reader=stub))
    handler = signal.getsignal(signal.SIGTERM)

    def run(*arguments: object) -> int:
        monkeypatch.setattr(sys, "argv", ["sayso", *map(str, arguments)])
        try:
            cli.main()
        except SystemExit as end:
            return int(end.code or 0)
        finally:
            signal.signal(signal.SIGTERM, handler)

    return run


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """A file of three reports, the second of which the stand-in cannot read, and a broken line."""
    path = tmp_path / "reports.jsonl"
    texts = [STORY, f"{STORY} But raise this.", f"{STORY} Again."]
    rows = [json.dumps({"id": f"r{n}", "text": text, "published": "2023-05-10"}) for n, text in enumerate(texts)]
    path.write_text("\n".join([rows[0], rows[1], '{"id": "broken', rows[2]]), encoding="utf-8")
    return path


def test_text_is_for_people(run: Run, story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", story) == 0
    shown = capsys.readouterr()
    assert "CLASH happened" in shown.out
    assert "{Clashes}¹ broke out" in shown.out
    assert shown.err == ""


def test_jsonl_is_one_line_a_report(run: Run, story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", story, "-f", "jsonl", "--published", "2023-05-10", "--publisher", "Northern Post") == 0
    (line,) = capsys.readouterr().out.splitlines()
    record = json.loads(line)
    assert (record["publisher"], record["published"]) == ("Northern Post", "2023-05-10")
    assert record["events"][0]["evidence"] == record["text"] == STORY


def test_html_is_one_page(run: Run, story: Path, tmp_path: Path) -> None:
    place = tmp_path / "page.html"
    assert run("read", story, story, "-f", "html", "-o", place) == 0
    root = lxml.html.parse(place).getroot()
    assert [node.text_content() for node in root.xpath("//div[@class='text']")] == [STORY, STORY]


def test_one_bad_report_never_stops_the_rest(run: Run, lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", lines, lines.parent / "none.txt", "-f", "jsonl") == 1
    shown = capsys.readouterr()
    assert [json.loads(line)["id"] for line in shown.out.splitlines()] == ["r0", "r2"]
    errors = shown.err.splitlines()
    assert len(errors) == 4
    assert errors[0].startswith("sayso: r1: could not be read (ValueError")
    assert "reports.jsonl:3: broken JSON" in errors[1]
    assert "none.txt: no such file" in errors[2]
    assert errors[3] == "read 2 reports, 3 failed"


def test_processes_side_by_side_write_the_same(run: Run, lines: Path, tmp_path: Path) -> None:
    assert run("read", lines, "-f", "jsonl", "-o", tmp_path / "one") == 1
    assert run("read", lines, "-f", "jsonl", "-o", tmp_path / "two", "-j", "2") == 1
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes() != b""


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "x.txt", "--format", "yaml"],
        ["read", "x.txt", "--published", "yesterday"],
        ["read", "x.txt", "--published", "2016-13-01"],
        ["read", "x.txt", "--published", "0001-01-01"],
        ["read", "x.txt", "--jobs", "0"],
        ["read", "-", "-"],
        ["read", "x.txt", "--output", "no/such/folder/out"],
        ["reed"],
    ],
)
def test_wrong_usage_is_said_and_ends_with_2(
    run: Run, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    shown = capsys.readouterr()
    assert shown.err.strip()
    assert "Traceback" not in shown.err
    assert shown.out == ""


def test_an_input_is_never_overwritten(run: Run, story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", story, "-o", story) == 2
    assert "is both input and output" in capsys.readouterr().err
    assert story.read_text(encoding="utf-8") == STORY


def test_a_missing_pipeline_is_one_line(run: Run, story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", story, "--pipeline", "missing") == 1
    assert capsys.readouterr().err == "sayso: language pipeline 'missing' is not installed\n"


def test_nothing_is_written_when_nothing_could_be_read_with(run: Run, story: Path, tmp_path: Path) -> None:
    assert run("read", story, "--pipeline", "missing", "-o", tmp_path / "out") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["story.txt"]


def test_names_of_files_cannot_steer_the_terminal(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", "\x1b[2Jx.txt") == 1
    assert "\x1b" not in capsys.readouterr().err


def test_the_version_and_the_kinds_are_told(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out == f"sayso {__version__}\n"
    assert run("kinds") == 0
    assert "airstrike" in capsys.readouterr().out


def test_places_of_ones_own_are_added_and_listed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAYSO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SAYSO_CACHE", str(tmp_path / "cache"))
    table = tmp_path / "villages.csv"
    table.write_text("name,country,lat,lon\nVarda,SYR,35.5,36.5\n", encoding="utf-8")
    assert run("gazetteer", "add", table) == 0
    assert run("gazetteer", "list") == 0
    assert capsys.readouterr().out == "added 1 place from villages.csv\n        1  villages.csv\n"
    table.write_text("name,lat\n", encoding="utf-8")
    assert run("gazetteer", "add", table) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_every_command_and_option_has_a_help_text() -> None:
    import typer.main

    commands = [("sayso", typer.main.get_command(cli.app))]
    while commands:
        name, command = commands.pop()
        assert command.help, name
        for option in command.params:
            assert option.name == "help" or getattr(option, "help", ""), f"{name}: {option.name}"
        commands += [(f"{name} {word}", inner) for word, inner in getattr(command, "commands", {}).items()]


def sayso(*arguments: object, code: str = "from sayso.cli import main; main()") -> list[str]:
    return [sys.executable, "-c", code, *map(str, arguments)]


def test_help_does_not_wait_for_the_parser() -> None:
    code = "import sys\nfrom sayso.cli import main\ntry: main()\nfinally: sys.stderr.write(str('spacy' in sys.modules))"
    done = subprocess.run(sayso("read", "--help", code=code), capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stderr == "False"
    assert "--published" in done.stdout


STUBBED = (
    f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
    "from functools import partial\n"
    "from export_reader import stub\n"
    "from sayso import cli, cli_read\nfrom sayso.batch import local\n"
    "cli_read.read_all = partial(local.read_all, make_reader=stub)\n"
    "cli.main()"
)


def test_a_reader_that_goes_away_is_no_error_worth_a_message(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    with many.open("w", encoding="utf-8") as file:
        for number in range(3000):
            file.write(json.dumps({"id": f"r{number}", "text": f"{STORY} {number}"}) + "\n")
    command = sayso("read", many, "-f", "jsonl", code=STUBBED)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(30) == cli.CUT_OFF
        assert process.stderr.read() == b""


@pytest.mark.parametrize(("number", "jobs"), [(signal.SIGINT, 1), (signal.SIGINT, 2), (signal.SIGTERM, 1)])
def test_an_interrupted_run_leaves_nothing_half_written(tmp_path: Path, number: int, jobs: int) -> None:
    arguments = ("read", "-", "-f", "jsonl", "-o", tmp_path / "out", "-j", jobs)
    with subprocess.Popen(  # noqa: S603
        sayso(*arguments, code=STUBBED), stdin=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdin and process.stderr
        for row in range(200):
            process.stdin.write((json.dumps({"id": f"r{row}", "text": f"{STORY} {row}"}) + "\n").encode())
        process.stdin.flush()
        deadline = time.monotonic() + 30
        while not any(path.stat().st_size for path in tmp_path.iterdir()):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        os.killpg(process.pid, number)
        assert process.wait(30) == 128 + number
        assert b"Traceback" not in process.stderr.read()
    assert list(tmp_path.iterdir()) == []
