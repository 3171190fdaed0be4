"""The pages of accounts: one's own, and all of them for admins."""

import re

import pytest
from fastapi.testclient import TestClient

from sayso.access import people, tokens
from web_people import WORDS, Team, csrf, sign_in, team

__all__ = ["team"]
BETTER = "another lantern here"


def post(client: TestClient, path: str, **data: str):  # type: ignore[no-untyped-def]
    return client.post(path, data={"csrf": csrf(client), **data})


def secret(page: str) -> str:
    found = re.search(r'class="secret">([^<]+)<', page)
    assert found, page
    return found[1]


def test_a_password_is_changed_and_every_session_ends(team: Team) -> None:
    client, other = team.client("viewer"), team.client("viewer")
    assert "was changed" in post(client, "/account/password", old=WORDS, new=BETTER, again=BETTER).text
    assert client.get("/account").status_code == other.get("/account").status_code == 303
    assert sign_in(client, "Vera").status_code == 401
    assert sign_in(client, "Vera", BETTER).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "why"),
    [
        ("wrong", BETTER, BETTER, "present password is wrong"),
        (WORDS, BETTER, "other", "differ"),
        (WORDS, "short", "short", "at least 12"),
        (WORDS, "password1234", "password1234", "easily guessed"),
    ],
)
def test_a_password_that_is_not_changed(team: Team, old: str, new: str, again: str, why: str) -> None:
    client = team.client("viewer")
    answer = post(client, "/account/password", old=old, new=new, again=again)
    assert answer.status_code == 400
    assert why in answer.text
    assert client.get("/account").status_code == 200


def test_one_signs_out_here_or_everywhere(team: Team) -> None:
    here, there = team.client("viewer"), team.client("viewer")
    assert post(here, "/signout").headers["location"] == "/signin"
    assert (here.get("/help").status_code, there.get("/help").status_code) == (303, 200)
    sign_in(here, "Vera")
    post(there, "/signout", everywhere="true")
    assert (here.get("/help").status_code, there.get("/help").status_code) == (303, 303)


def test_one_ends_another_session_of_ones_own(team: Team) -> None:
    here, there = team.client("viewer"), team.client("viewer")
    [end] = re.findall(r'action="(/account/sessions/\d+/end)"', here.get("/account").text)
    assert post(team.client("admin"), end).status_code == 303  # does nothing: it is not theirs
    assert there.get("/help").status_code == 200
    post(here, end)
    assert (here.get("/help").status_code, there.get("/help").status_code) == (200, 303)


def test_a_token_is_shown_once_and_revoked(team: Team) -> None:
    client = team.client("reviewer")
    made = secret(post(client, "/account/tokens", name="weekly", role="viewer").text)
    assert tokens.bearer(team.ledger, made)
    assert made not in client.get("/account").text
    assert "weekly" in client.get("/account").text
    post(client, "/account/tokens/revoke", name="weekly")
    assert tokens.bearer(team.ledger, made) is None


def test_no_token_above_ones_role(team: Team) -> None:
    assert post(team.client("viewer"), "/account/tokens", name="x", role="admin").status_code == 400


def test_an_admin_adds_somebody_who_then_signs_in(team: Team) -> None:
    admin = team.client("admin")
    made = secret(post(admin, "/accounts/add", name="Bo <b>", role="reviewer").text)
    assert "Bo &lt;b&gt;" in admin.get("/accounts").text
    assert sign_in(team.client(), "bo <B>", made).status_code == 303
    assert "there is an account" in post(admin, "/accounts/add", name="BO <b>", role="viewer").text


def test_an_admin_gives_roles_and_passwords_and_shuts_out(team: Team) -> None:
    admin, viewer = team.client("admin"), team.client("viewer")
    post(admin, "/accounts/role", name="Vera", role="reviewer")
    assert viewer.get("/audit").status_code == 200
    made = secret(post(admin, "/accounts/password", name="Vera").text)
    assert viewer.get("/help").status_code == 303
    post(admin, "/accounts/disable", name="Vera")
    assert sign_in(viewer, "Vera", made).status_code == 401
    post(admin, "/accounts/enable", name="Vera")
    assert sign_in(viewer, "Vera", made).status_code == 303


def test_the_last_admin_stays(team: Team) -> None:
    admin = team.client("admin")
    for path, data in (("/accounts/disable", {}), ("/accounts/role", {"role": "viewer"})):
        answer = post(admin, path, name="Amira", **data)
        assert (answer.status_code, "last admin" in answer.text) == (400, True)
    with team.ledger.reading() as connection:
        assert people.admins(connection) == 1


def test_the_local_user_has_no_account_but_keeps_them(client: TestClient) -> None:
    assert client.get("/account").status_code == 404
    assert "There are no accounts yet" in client.get("/accounts").text
    assert client.get("/signin").headers["location"] == "/"
    data = {"csrf": client.cookies["sayso_csrf"], "name": "Amira", "role": "admin"}
    assert secret(client.post("/accounts/add", data=data).text)
