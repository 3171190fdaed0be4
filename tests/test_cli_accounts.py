"""The commands that keep accounts."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso.access import people, tokens
from sayso.cli import app
from sayso.errors import SettingError
from sayso.ledger.database import open_ledger

WORDS = "harbour lantern seven"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    path = str(tmp_path / "book.db")
    open_ledger(path, create=True).close()
    monkeypatch.setenv("SAYSO_LEDGER", path)
    return path


def run(*words: str, typed: str | None = None) -> str:
    result = CliRunner().invoke(app, ["accounts", *words], input=typed)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def test_an_account_is_added_and_kept(book: str) -> None:
    assert run("add", "Amira", "--role", "admin", "--password-stdin", typed=f"{WORDS}\n") == "added Amira, admin\n"
    run("add", "Bo", "--password-stdin", typed=f"{WORDS}\n")
    assert run("role", "bo", "reviewer") == "Bo is reviewer\n"
    run("disable", "bo")
    assert "Bo  (disabled)" in run("list")
    run("enable", "bo")
    assert "disabled" not in run("list")
    run("password", "bo", "--password-stdin", typed="another lantern here\n")
    ledger = open_ledger(book)
    assert people.proven(ledger, "Bo", "another lantern here")
    ledger.close()


def test_a_token_is_printed_once_listed_and_revoked(book: str) -> None:
    run("add", "Amira", "--role", "admin", "--password-stdin", typed=f"{WORDS}\n")
    made = run("tokens", "add", "amira", "weekly export").strip()
    assert made.startswith("sayso_")
    listed = run("tokens", "list", "amira")
    assert "never used" in listed and "weekly export" in listed and made not in listed
    run("tokens", "revoke", "amira", "weekly export")
    assert run("tokens", "list", "amira") == ""
    ledger = open_ledger(book)
    assert tokens.bearer(ledger, made) is None
    ledger.close()


def test_without_a_terminal_a_password_comes_by_standard_input(book: str) -> None:
    with pytest.raises(SettingError, match="--password-stdin"):
        run("add", "Amira", typed=f"{WORDS}\n{WORDS}\n")


def test_a_role_that_is_none_is_said_before_a_password_is_asked(book: str) -> None:
    with pytest.raises(SettingError, match="viewer, reviewer, admin"):
        run("add", "Amira", "--role", "boss")
