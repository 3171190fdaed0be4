"""What hostile visitors and hostile reports send: answered plainly, shown as text, kept to one line of the log."""

import logging
import secrets
from dataclasses import replace
from datetime import date

import pytest
from fastapi.testclient import TestClient

from conftest import Read
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger
from web_people import Team, addresses, csrf, team
from web_site import BEGAN

__all__ = ["team"]
MARK = '"><script>alert(1)</script>\u202egnp\u0000'
BIG = "x" * 1_000_000
STRANGE = [
    "%",
    "%zz",
    "%ff%fe",
    "%c0%ae%c0%ae",
    "%2e%2e%2f",
    "%00",
    "%0d%0aset-cookie:a=b",
    "%F0%9F%92%A3",
    "%ed%a0%80",
]


def get_pages(team: Team) -> list[str]:
    return sorted({path for method, path in addresses(team.app.router.routes) if method == "GET"})


def test_a_report_full_of_scripts_is_shown_as_text(read: Read, ledger: Ledger, client: TestClient) -> None:
    text = "Warplanes bombed a market in Nyala on Thursday, killing 3 people, <script>alert(1)</script> residents said."
    record = read(text, day=date(2023, 7, 14), title=MARK)
    fields = {name: MARK for name in ("publisher", "title", "id", "agency") if hasattr(record.report, name)}
    report = replace(record.report, url=f"https://evil.example/{MARK}", **fields)
    add(ledger, replace(record, report=report), now=BEGAN)
    team_like = [path for method, path in addresses(client.app.router.routes) if method == "GET"]  # type: ignore[attr-defined]
    with ledger.reading() as connection:
        from sayso.ledger import queries

        [found] = [one for one in queries.incidents(connection) if "evil.example" in str(one.sources)]
    for path in team_like:
        ref = found.sources[0].report if "report" in path else found.id
        answer = client.get(path.replace("{ref}", ref))
        assert answer.status_code < 500, path
        if "html" in answer.headers.get("content-type", ""):
            assert "<script>alert" not in answer.text, path


@pytest.mark.parametrize("strange", STRANGE)
def test_strange_addresses_are_answered(team: Team, strange: str) -> None:
    client = team.client("admin")
    for path in get_pages(team):
        for wanted in (
            f"{path.rstrip('/')}/{strange}",
            f"{path}?since={strange}",
            f"{path}?{strange}={strange}",
            f"/{strange}",
        ):
            answer = client.get(wanted)
            assert answer.status_code < 500, wanted
            assert "set-cookie" not in answer.headers or "a=b" not in answer.headers["set-cookie"]


@pytest.mark.parametrize("name", ["since", "until", "as_of", "day", "before", "place", "country", "party", "kind"])
@pytest.mark.parametrize("value", ["soon", "9999-99-99", "0000-00-00", "-1", "1e400", "NaN", "' OR 1=1 --", "<script>"])
def test_nonsense_in_the_address_is_answered(client: TestClient, name: str, value: str) -> None:
    for path in ("/help", "/audit", "/audit.csv"):
        answer = client.get(path, params={name: value})
        assert answer.status_code < 500
        assert "<script>" not in answer.text.replace("<script src", "").replace('<script type="module"', "")


@pytest.mark.parametrize(
    "cookie", ["", "x", "a" * 10_000, '"; drop table session', "\u00ff\u00fe", "of the length of a true one"]
)
def test_a_forged_session_is_nobodys(team: Team, cookie: str) -> None:
    cookie = secrets.token_urlsafe(32) if cookie.startswith("of the length") else cookie
    headers = {"cookie": f"sayso_session={cookie}; sayso_csrf={cookie}".encode("latin-1")}
    answer = team.client().get("/help", headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 303
    assert answer.headers["location"] == "/signin?next=%2Fhelp"


@pytest.mark.parametrize("field", [MARK, BIG, "\ud800", "\0", "a\r\nWARNING forged line", ""])
def test_strange_fields_of_forms_are_answered(team: Team, field: str) -> None:
    sent = field.encode("utf-8", "surrogatepass")
    anyone, admin = team.client(), team.client("admin")
    asked = {b"csrf": csrf(anyone, "/signin").encode(), b"name": sent, b"password": sent}
    assert anyone.post("/signin", content=_form(asked), headers=FORM).status_code in (401, 413, 429)
    token = csrf(admin).encode()
    posts = [path for method, path in addresses(team.app.router.routes) if method == "POST" and path != "/signout"]
    for path in posts:
        names = (b"name", b"role", b"old", b"new", b"again", b"note", b"words", b"field", b"value")
        content = _form({b"csrf": token, **dict.fromkeys(names, sent if len(sent) < 1000 else sent[:200_000])})
        answer = admin.post(
            path.replace("{session}", "9" * 30).replace("{ref}", "nothere"), content=content, headers=FORM
        )
        assert answer.status_code < 500, (path, answer.text)
        assert "<script>alert" not in answer.text, path


FORM = {"content-type": "application/x-www-form-urlencoded"}


def _form(fields: dict[bytes, bytes]) -> bytes:
    from urllib.parse import quote_from_bytes

    return b"&".join(name + b"=" + quote_from_bytes(value).encode() for name, value in fields.items())


def test_a_body_that_is_too_large_is_turned_away(team: Team) -> None:
    client = team.client("reviewer")
    assert client.post("/audit", content=b"x" * 2_000_001).status_code == 413
    answer = client.post("/api/v1/anything", content=b"", headers={"content-length": "9" * 30})
    assert (answer.status_code, answer.json()["error"]["status"]) == (413, 413)
    parts = (b"a=" + b"x" * 99_997 + b"&" for _ in range(21))  # without a length told beforehand
    assert client.post("/account/tokens", content=parts, headers=FORM).status_code == 413


def test_an_address_that_is_too_long_is_turned_away(client: TestClient) -> None:
    assert client.get("/help?a=" + "b" * 20_000).status_code == 414


def test_nothing_that_is_sent_makes_a_line_of_the_log(team: Team, caplog: pytest.LogCaptureFixture) -> None:
    client, password = team.client(), "a secret that is typed"
    with caplog.at_level(logging.INFO):
        token = csrf(client, "/signin")
        client.post("/signin", data={"csrf": token, "name": "x\r\nERROR forged\x1b[2J", "password": password})
        client.get("/no%1bthing%0d%0aforged")
    assert "sign-in as x ERROR forged" in caplog.text
    assert password not in caplog.text and token not in caplog.text
    assert all("\n" not in one.getMessage() and "\x1b" not in one.getMessage() for one in caplog.records)


@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/form-data", "multipart/form-data; boundary=x", "x/\u00ff"]
)
@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"--x\r\n\r\n"])
def test_bodies_that_are_no_forms_are_answered(team: Team, kind: str, body: bytes) -> None:
    headers = {"content-type": kind.encode("latin-1")}
    for path in ("/signin", "/api/v1/anything"):
        assert team.client().post(path, content=body, headers=headers).status_code < 500  # type: ignore[arg-type]
