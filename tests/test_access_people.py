"""Accounts in the ledger: names, passwords, roles, sessions, tokens, and the log of all that."""

import datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from empty_ledger import ledger
from sayso.access import log, passwords, people, sessions, tokens
from sayso.access.people import Person
from sayso.access.roles import Role
from sayso.errors import NotFoundError, SettingError
from sayso.ledger import tables_access as t
from sayso.ledger.database import Ledger

__all__ = ["ledger"]

WORDS = "harbour lantern seven"
NOW = datetime.datetime.now(datetime.UTC)


@pytest.fixture
def amira(ledger: Ledger) -> Person:
    return people.add(ledger, "Amira", "admin", WORDS, by="setup")


def logged(ledger: Ledger) -> list[tuple[str, str, str]]:
    with ledger.reading() as connection:
        return [(e.what, e.who, e.about) for e in reversed(log.entries(connection))]


def test_a_name_is_one_whatever_its_case(ledger: Ledger, amira: Person) -> None:
    with pytest.raises(SettingError, match="there is an account of this name"):
        people.add(ledger, "AMIRA", "viewer", WORDS, by="setup")
    assert people.proven(ledger, "aMIRA", WORDS) == amira


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\0b", "evil\u202egnp", "a\u200bb", "x" * 61, "\ud800"])
def test_a_name_that_hides_something_is_refused(ledger: Ledger, name: str) -> None:
    with pytest.raises(SettingError, match="not a name"):
        people.add(ledger, name, "viewer", WORDS, by="setup")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short words", "at least 12"),
        ("Password1234", "guessed"),
        ("amira12345678", "guessed"),
        ("x" * 1001, "at most"),
    ],
)
def test_a_weak_password_is_refused(ledger: Ledger, password: str, why: str) -> None:
    with pytest.raises(SettingError, match=why):
        people.add(ledger, "Amira", "viewer", password, by="setup")


def test_neither_password_nor_token_is_kept(ledger: Ledger, amira: Person, tmp_path: Path) -> None:
    secret = sessions.begin(ledger, amira, agent="a browser", address="192.0.2.1")
    token = tokens.issue(ledger, amira, "weekly", "viewer", by="Amira")
    content = (tmp_path / "ledger.db").read_bytes()
    assert all(word.encode() not in content for word in (WORDS, secret, token))
    assert b"$argon2id$" in content


def test_an_unknown_name_takes_as_much_work_as_a_wrong_password(
    ledger: Ledger, amira: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    real = PasswordHasher.verify

    def verify(self: PasswordHasher, hash_: str, password: str) -> bool:
        checked.append(hash_.rpartition("$")[0].rpartition("$")[0])
        return bool(real(self, hash_, password))

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    assert people.proven(ledger, "Amira", "wrong") is None
    assert people.proven(ledger, "nobody", "wrong") is None
    assert len(checked) == 2
    assert checked[0] == checked[1]  # the same parameters


def test_a_hash_of_old_parameters_is_made_anew(ledger: Ledger, amira: Person) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=1024).hash(WORDS)
    with ledger.writing() as connection:
        connection.execute(update(t.account).values(hash=weak))
    assert people.proven(ledger, "Amira", WORDS)
    with ledger.reading() as connection:
        kept = connection.scalar(select(t.account.c.hash))
    assert kept and not passwords.outdated(kept)
    assert people.proven(ledger, "Amira", WORDS)


def test_a_session_ends_when_idle_and_after_a_week(ledger: Ledger, amira: Person) -> None:
    secret = sessions.begin(ledger, amira, agent="", address="", now=NOW)
    hours = datetime.timedelta(hours=1)
    assert sessions.held(ledger, secret, NOW + 11 * hours)
    assert sessions.held(ledger, secret, NOW + 22 * hours)  # used eleven hours ago
    assert sessions.held(ledger, secret, NOW + 35 * hours) is None
    for hour in range(24, 7 * 24, 10):
        with ledger.writing() as connection:
            connection.execute(update(t.session).values(seen_at=NOW + hour * hours))
    assert sessions.held(ledger, secret, NOW + 169 * hours) is None


@pytest.mark.parametrize("ending", ["password", "disable", "everywhere", "one"])
def test_what_ends_a_session(ledger: Ledger, amira: Person, ending: str) -> None:
    bo = people.add(ledger, "Bo", "viewer", WORDS, by="Amira")
    secret, other = (sessions.begin(ledger, who, agent="", address="") for who in (bo, amira))
    held = sessions.held(ledger, secret)
    assert held
    {
        "password": lambda: people.set_password(ledger, "bo", "another lantern here", by="Amira"),
        "disable": lambda: people.disable(ledger, "bo", by="Amira"),
        "everywhere": lambda: sessions.end_all(ledger, bo),
        "one": lambda: sessions.end(ledger, bo, held[1]),
    }[ending]()
    assert sessions.held(ledger, secret) is None
    assert sessions.held(ledger, other)


def test_nobody_ends_the_session_of_another(ledger: Ledger, amira: Person) -> None:
    bo = people.add(ledger, "Bo", "viewer", WORDS, by="Amira")
    held = sessions.held(ledger, secret := sessions.begin(ledger, amira, agent="", address=""))
    assert held
    sessions.end(ledger, bo, held[1])
    assert sessions.held(ledger, secret)


def test_a_token_does_no_more_than_its_owner(ledger: Ledger, amira: Person) -> None:
    token = tokens.issue(ledger, amira, "weekly", "reviewer", by="Amira")
    people.add(ledger, "Bo", "admin", WORDS, by="Amira")
    held = tokens.bearer(ledger, token)
    assert held and held.role is Role.REVIEWER
    people.set_role(ledger, "Amira", "viewer", by="Bo")
    held = tokens.bearer(ledger, token)
    assert held and held.role is Role.VIEWER
    with pytest.raises(SettingError, match="no more than its owner"):
        tokens.issue(ledger, held, "more", "admin", by="Amira")


def test_a_revoked_token_is_none(ledger: Ledger, amira: Person) -> None:
    token = tokens.issue(ledger, amira, "weekly", "viewer", by="Amira")
    tokens.revoke(ledger, amira, "Weekly", by="Amira")
    assert tokens.bearer(ledger, token) is None
    with pytest.raises(NotFoundError):
        tokens.revoke(ledger, amira, "weekly", by="Amira")


def test_the_last_admin_stays(ledger: Ledger, amira: Person) -> None:
    with pytest.raises(SettingError, match="last admin"):
        people.disable(ledger, "amira", by="Amira")
    with pytest.raises(SettingError, match="last admin"):
        people.set_role(ledger, "amira", "viewer", by="Amira")
    with ledger.reading() as connection:
        assert people.find(connection, "amira") == amira


def test_the_log_tells_who_did_what_to_whom(ledger: Ledger, amira: Person) -> None:
    people.add(ledger, "Bo", "viewer", WORDS, by="Amira")
    people.set_role(ledger, "bo", "reviewer", by="Amira")
    people.disable(ledger, "bo", by="Amira")
    people.enable(ledger, "bo", by="Amira")
    assert logged(ledger) == [
        ("account_added", "setup", "Amira"),
        ("account_added", "Amira", "Bo"),
        ("role_changed", "Amira", "Bo"),
        ("account_disabled", "Amira", "Bo"),
        ("account_enabled", "Amira", "Bo"),
    ]
