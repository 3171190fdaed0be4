"""`sayso add`, `unread`, `reread` and `report` over one ledger, by the real reader."""

import json
from pathlib import Path

import pytest

from conftest import Run
from model_server import Answer, model_server, said
from sayso import cli_reread
from sayso.intake import plain
from sayso.ledger.database import open_ledger
from sayso.ledger.queries import incidents
from sayso.ledger.review_acts import accept
from sayso.ledger.tables_captures import rereading

ACT = "Gunmen attacked a convoy of aid lorries near Nyala on Thursday and wounded a driver, a witness said."
MORE = "The army shelled a village near Kutum on Friday, killing four people, a doctor at the hospital there said."
FRENCH = {
    "Des avions ont bombardé un marché à Nyala jeudi, tuant trente personnes, selon des habitants de la ville.": (
        "Warplanes bombed a market in Nyala on Thursday, killing thirty people, residents of the town said."
    ),
}


@pytest.fixture
def run(command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command over a ledger of its own; gives exit code, standard output and standard error."""
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.delenv("SAYSO_TRANSLATOR", raising=False)
    return command


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{ACT}\nPlease install our app to go on reading\n{ACT[:-1]} too.")
    (folder / "b.txt").write_text(MORE)
    return folder


@pytest.fixture
def french(tmp_path: Path) -> Path:
    (tmp_path / "nord.txt").write_text("\n".join(FRENCH))
    return tmp_path / "nord.txt"


def ids(run: Run) -> list[str]:
    return [one["id"] for one in (json.loads(run("incidents", "-f", "json")[1])["incidents"])]


def test_reading_anew_with_the_same_sayso_changes_nothing(run: Run, pages: Path) -> None:
    run("add", pages, "--published", "2023-07-14", "--publisher", "Northline")
    before = run("incidents", "-f", "json")
    code, out, err = run("reread")
    assert (code, out) == (0, "")
    assert "2 read anew; 0 events fewer, 0 more; 0 incidents new or changed" in err
    assert run("incidents", "-f", "json") == before


def test_a_better_cleaning_is_told_kept_as_a_version_and_what_people_said_stays(
    run: Run, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", pages, "--published", "2023-07-14", "--publisher", "Northline")
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        with ledger.reading() as connection:
            found = {one.id: one for one in incidents(connection)}
        for ref in found:
            accept(ledger, "Ann", ref)
    clean = plain.unwrapped
    monkeypatch.setattr(plain, "unwrapped", lambda text: clean(text).split("\nPlease install")[0])
    dry = run("reread", "--dry-run")
    assert "2 would be read anew, 1 of them with another text" in dry[2]
    code, out, _err = run("reread")
    assert code == 0
    assert out == dry[1]
    [line] = out.splitlines()
    assert "text of 245 characters now 100" in line
    with open_ledger(str(tmp_path / "ledger.db")) as ledger, ledger.reading() as connection:
        after = {one.id: one for one in incidents(connection)}
    assert set(found) <= set(after)
    assert {after[ref].reviewed for ref in found} == {"accepted"}
    [ref] = {source.report for one in after.values() for source in one.sources if source.version == 2}
    assert ACT in run("report", ref)[1]
    assert "Please install" in run("report", ref, "--version", 1)[1]
    # What was said when they were added is said still: the day of publication and the publisher.
    assert json.loads(run("report", ref, "-f", "json")[1])["published"] == "2023-07-14"


def test_stopped_it_goes_on_where_it_was(
    run: Run, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", pages)
    add = cli_reread.add

    def once(*given: object, **named: object) -> object:
        monkeypatch.setattr(cli_reread, "add", stopped)
        return add(*given, **named)  # type: ignore[arg-type]

    def stopped(*_given: object, **_named: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli_reread, "add", once)
    assert run("reread")[0] == 130
    monkeypatch.setattr(cli_reread, "add", add)
    _code, _out, err = run("reread")
    assert "going on with the run of" in err
    assert "1 read anew" in err
    assert "2 read anew" in run("reread")[2]
    with open_ledger(str(tmp_path / "ledger.db")) as ledger, ledger.reading() as connection:
        assert all(row.ended_at for row in connection.execute(rereading.select()))


def test_another_language_is_kept_unread_listed_and_read_in_translation(run: Run, french: Path) -> None:
    code, _out, err = run("add", french, "--published", "2023-07-14", "--publisher", "Nord")
    assert code == 0
    assert "1 kept unread for their language; 0 events" in err
    assert run("read", french)[0] == 1
    [line] = run("unread")[1].splitlines()
    assert line.split()[1:4] == ["fr", "2023-07-14", "Nord"]
    [row] = json.loads(run("unread", "--language", "FR", "--publisher", "Nord", "-f", "json")[1])
    assert (row["language"], row["characters"]) == ("fr", len("\n".join(FRENCH)))
    assert run("unread", "--language", "ar")[1] == ""
    assert run("unread", "-f", "csv")[1].startswith("ref,language,publisher")
    assert "1 still unread" in run("reread")[2]

    def answer(body: dict[str, list[dict[str, str]]]) -> Answer:
        return said(json.dumps([FRENCH[words] for words in json.loads(body["messages"][1]["content"])]))

    with pytest.MonkeyPatch.context() as patch, model_server(answer) as (address, asked):  # type: ignore[arg-type]
        patch.setenv("SAYSO_MODEL_URL", address)
        code, out, err = run("reread", "--language", "fr", "--translator", "served:tiny")
        assert code == 0, err
        assert "translated by tiny at this machine" in out
        assert "1 read anew, 1 of them with another text, 1 of them translated" in err
        assert len(asked) == 1
        run("reread", "--translator", "served:tiny")
        assert len(asked) == 1  # what is translated is not translated again
    assert run("unread")[1] == ""
    [found] = json.loads(run("incidents", "-f", "json")[1])["incidents"]
    assert found["kind"] == "airstrike"
    shown = run("report", found["sources"][0]["report"])[1]
    assert "machine translation from French by tiny at this machine" in shown
    assert next(iter(FRENCH)) in shown
    assert next(iter(FRENCH.values())) in shown


def test_a_model_that_is_not_there_stops_the_run_and_loses_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [{"id": n, "text": f"{next(iter(FRENCH))} Article {n}."} for n in range(4)]
    (tmp_path / "nord.jsonl").write_text("\n".join(map(json.dumps, lines)))
    run("add", tmp_path / "nord.jsonl")
    monkeypatch.setenv("SAYSO_MODEL_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setattr("sayso.served_model.WAITS", ())
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    code, _out, err = run("reread", "--translator", "served")
    assert code == 1
    assert "no model answers here" in err
    assert len(run("unread")[1].splitlines()) == 4


def test_the_raw_bytes_are_written_as_they_came(run: Run, pages: Path, tmp_path: Path) -> None:
    run("add", pages / "b.txt")
    ref = json.loads(run("incidents", "-f", "json")[1])["incidents"][0]["sources"][0]["report"]
    assert run("report", ref, "--raw", "-o", tmp_path / "out")[0] == 0
    assert (tmp_path / "out").read_bytes() == (pages / "b.txt").read_bytes()
    assert run("report", ref, "--raw")[1] == MORE
    assert run("report", "r000000000000", "--raw")[0] == 1
    assert run("report", ref, "-o", tmp_path / "out")[0] == 2
