"""Who may ask for what: every address of the application, roles, sessions, forged forms, rates, tokens, places."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page

from sayso.access import people, tokens
from sayso.errors import SettingError
from sayso.export.coarsen import Grid, told
from sayso.ledger import queries
from sayso.ledger.database import Ledger
from sayso.web.rules import SAFE, rules
from sayso.web.settings import Access, Settings, checked
from web_people import ACCOUNTS, NAMES, WORDS, Team, addresses, csrf, sign_in, team, team_of
from web_site import HERE, served

__all__ = ["team"]
# What everybody with an account may change: their own.
OWN = {"/signin", "/signout"}
# What nobody need sign in for.
OPEN = {"/signin", "/healthz"}


def token_of(ledger: Ledger, role: str) -> str:
    with ledger.reading() as connection:
        who = people.find(connection, NAMES[role])
    return tokens.issue(ledger, who, "test", role, by="setup")


def filled_in(path: str, ledger: Ledger) -> str:
    """Put the id of an incident, or of a report, where a path leaves room for one."""
    with ledger.reading() as connection:
        one = next(iter(queries.incidents(connection)))
    ref = one.sources[0].report if "report" in path else one.id
    given = {"format": "geojson", "path": "x", "session": "1", "number": "1"}
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: given.get(found[1], ref), path)


def test_every_page_asks_who_is_there(team: Team) -> None:
    anyone, found = team.client(), 0
    for method, path in addresses(team.app.router.routes):
        if method != "GET" or path in OPEN:
            continue
        answer = anyone.get(filled_in(path, team.ledger))
        assert answer.status_code == (401 if path.startswith("/api/") else 303), path
        found += 1
    assert found >= 6


def test_every_change_is_refused_to_nobody_and_to_viewers(team: Team) -> None:
    anyone, viewer, found = team.client(), team.client("viewer"), 0
    forms = {"csrf": csrf(viewer)}
    for method, path in addresses(team.app.router.routes):
        if method in SAFE or path in OWN:
            continue
        wanted = filled_in(path, team.ledger)
        assert anyone.request(method, wanted).status_code == 401, path
        if not path.startswith("/account/"):
            assert viewer.request(method, wanted, data=forms).status_code == 403, path
        found += 1
    assert found >= 9


def test_the_api_refuses_in_the_one_shape(team: Team) -> None:
    answer = team.client().get("/api/v1/incidents")
    assert answer.status_code == 401
    assert answer.json()["error"]["title"] == "Unauthorized"
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("method", "path", "needed"),
    [
        ("GET", "/static/sayso.css", None),
        ("GET", "/staticx", "viewer"),
        ("GET", "/incidents/abc", "viewer"),
        ("POST", "/incidents/abc/accept", "reviewer"),
        ("POST", "/account/password", "viewer"),
        ("POST", "/accounts/add", "admin"),
        ("GET", "/accounts", "admin"),
        ("GET", "/audit", "reviewer"),
        ("DELETE", "/api/v1/anything", "reviewer"),
    ],
)
def test_what_an_address_needs(method: str, path: str, needed: str | None) -> None:
    assert rules().needed(method, path) == needed


def test_signing_in_leads_to_where_one_wanted_to_go(team: Team) -> None:
    client = team.client()
    onward = client.get("/help?since=2023-07-01").headers["location"]
    assert onward == "/signin?next=%2Fhelp%3Fsince%3D2023-07-01"
    data = {"csrf": csrf(client, onward), "name": "vera", "password": WORDS}
    assert client.post(onward, data=data).headers["location"] == "/help?since=2023-07-01"
    assert client.get("/help").status_code == 200


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "",
        "/ /e",
    ],
)
def test_signing_in_leads_nowhere_else(team: Team, onward: str) -> None:
    assert sign_in(team.client(), "Vera", onward=onward).headers["location"] == "/"


def test_the_cookie_is_kept_from_scripts_and_is_new_each_time(team: Team) -> None:
    client = team.client()
    first = sign_in(client, "Vera")
    again = client.post("/signin", data={"csrf": csrf(client), "name": "Vera", "password": WORDS})
    cookies = [one for one in first.headers.get_list("set-cookie") if one.startswith("sayso_session")]
    assert "HttpOnly" in cookies[0] and "SameSite=lax" in cookies[0]
    old = TestClient(team.app, base_url=HERE, cookies=dict(first.cookies), follow_redirects=False)
    assert again.cookies["sayso_session"] != first.cookies["sayso_session"]
    assert old.get("/help").status_code == 303  # signing in again has ended the session before


def test_over_https_cookies_are_bound_to_the_host(ledger: Ledger) -> None:
    answer = team_of(ledger, secure=True).client().get("/signin")
    assert answer.headers["set-cookie"].startswith("__Host-sayso_csrf=")
    assert "Secure" in answer.headers["set-cookie"]
    assert "max-age" in answer.headers["strict-transport-security"]


def test_signed_in_pages_stay_out_of_caches(team: Team) -> None:
    assert team.client("viewer").get("/help").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("given", ["", "x", "wrong.token.here", "é" * 50])
def test_a_form_without_our_token_is_refused(team: Team, given: str) -> None:
    client = team.client("admin")
    answer = client.post("/accounts/add", data={"csrf": given, "name": "Eve", "role": "admin"})
    assert answer.status_code == 403
    assert "Eve" not in client.get("/accounts").text


def test_the_token_of_another_session_is_refused(team: Team) -> None:
    stolen = csrf(team.client("reviewer"))
    assert team.client("admin").post("/accounts/enable", data={"csrf": stolen, "name": "Vera"}).status_code == 403


@pytest.mark.parametrize("accounts", [True, False])
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_foreign_page_changes_nothing(
    team: Team, client: TestClient, headers: dict[str, str], accounts: bool
) -> None:
    used = team.client("admin") if accounts else client
    data = {"csrf": csrf(used), "name": "Vera"}
    assert used.post("/accounts/disable", data=data, headers=headers).status_code == 403
    own = {"origin": HERE, "sec-fetch-site": "same-origin"}
    assert used.post("/accounts/disable", data=data, headers=own).status_code == 303


def test_a_program_shows_its_token(team: Team) -> None:
    program = team.client()
    good = {"authorization": f"Bearer {token_of(team.ledger, 'viewer')}"}
    assert program.get("/api/v1/openapi.json", headers=good).status_code == 200
    assert program.post("/api/v1/anything", headers=good, json={}).status_code == 403  # a viewer's token
    assert program.get("/help", headers=good).status_code == 303  # pages are for people


@pytest.mark.parametrize("given", ["Bearer wrong", "Bearer ", "Basic dmVyYTp4", "Bearer \u00e9", "x" * 5000])
def test_a_forged_token_opens_nothing(team: Team, given: str) -> None:
    headers = {"authorization": given.encode("latin-1")}
    assert team.client().get("/api/v1/openapi.json", headers=headers).status_code == 401  # type: ignore[arg-type]


def test_a_wrong_token_is_not_made_good_by_a_cookie(team: Team) -> None:
    headers = {"authorization": "Bearer wrong"}
    assert team.client("admin").get("/api/v1/openapi.json", headers=headers).status_code == 401


def test_a_disabled_account_is_out_at_once(team: Team) -> None:
    viewer = team.client("viewer")
    people.disable(team.ledger, "Vera", by="Amira")
    assert viewer.get("/help").status_code == 303
    assert sign_in(viewer, "Vera").status_code == 401


def test_a_role_changes_at_once(team: Team) -> None:
    reviewer = team.client("reviewer")
    assert reviewer.get("/audit").status_code == 200
    people.set_role(team.ledger, "Rahim", "viewer", by="Amira")
    assert reviewer.get("/audit").status_code == 403


def test_guessing_is_slowed_down(ledger: Ledger) -> None:
    team = team_of(ledger, limits=(("sign-in", "100/minute"),))
    client = team.client()
    assert [sign_in(client, "Vera", f"wrong {n}").status_code for n in range(6)] == [401] * 5 + [429]
    blocked = sign_in(client, "VERA")
    assert blocked.status_code == 429
    assert 1 <= int(blocked.headers["retry-after"]) <= 60
    assert sign_in(client, "Amira").status_code == 303  # others are not held up


def test_the_api_is_slowed_down_in_the_one_shape(ledger: Ledger) -> None:
    team = team_of(ledger, limits=(("api", "3/minute"),))
    client = team.client("viewer")
    answers = [client.get("/api/v1/openapi.json") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[-1].json()["error"]["retry_after"] == int(answers[-1].headers["retry-after"])
    assert team.client("admin").get("/api/v1/openapi.json").status_code == 200


def test_only_the_last_hop_of_a_proxy_is_believed(ledger: Ledger) -> None:
    team = team_of(ledger, proxied=True, limits=(("sign-in", "2/minute"),))
    client = team.client()

    def tried(hops: str) -> int:
        data = {"csrf": csrf(client, "/signin"), "name": "x", "password": "y"}
        return int(client.post("/signin", data=data, headers={"x-forwarded-for": hops}).status_code)

    assert [tried(f"10.0.0.{n}, 192.0.2.1") for n in range(3)] == [401, 401, 429]
    assert tried("192.0.2.1, 192.0.2.2") == 401
    assert [tried(f"2001:db8::{n}") for n in range(3)] == [401, 401, 429]  # one network


def test_without_a_proxy_nobody_chooses_their_address(ledger: Ledger) -> None:
    client = team_of(ledger, limits=(("sign-in", "2/minute"),)).client()
    data = {"csrf": csrf(client, "/signin"), "name": "x", "password": "y"}
    found = [client.post("/signin", data=data, headers={"x-forwarded-for": f"192.0.2.{n}"}) for n in range(3)]
    assert [one.status_code for one in found] == [401, 401, 429]


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (Settings(names=("*",)), "host names in full"),
        (Settings(proxied=True), "--accounts"),
        (Settings(coarsen_km=0.01), "0.1 to 500"),
    ],
)
def test_settings_that_would_not_be_safe(settings: Settings, why: str) -> None:
    with pytest.raises(SettingError, match=why):
        checked(settings)


@pytest.mark.parametrize("limit", [("api", "often"), ("nothing", "1/minute")])
def test_a_limit_that_is_none(ledger: Ledger, limit: tuple[str, str]) -> None:
    with pytest.raises(SettingError, match="--limit"):
        team_of(ledger, limits=(limit,))


def test_without_an_admin_nothing_is_served(filled: Path) -> None:
    from sayso.web.serving import run

    with pytest.raises(SettingError, match="sayso accounts add NAME --role admin"):
        run(Settings(ledger=str(filled), access=Access.ACCOUNTS, port=0), open_browser=False, say=print)


def test_no_viewer_sees_a_place_closer_than_they_may(ledger: Ledger) -> None:
    """Walks every address that a viewer may read, and looks for each point of the ledger in what comes back."""
    with ledger.reading() as connection:
        held = [(one.where.lat, one.where.lon) for one in queries.incidents(connection) if one.where]
    exact = {f"{value:.3f}".rstrip("0") for pair in held for value in pair if value is not None}
    assert len(exact) >= 4
    team = team_of(ledger, coarsen_km=50)
    viewer = team.client("viewer")
    for method, path in addresses(team.app.router.routes):
        if (
            method == "GET"
            and rules().needed(method, path) in (None, "viewer")
            and "towns" not in path
            and "openapi" not in path
        ):
            answer = viewer.get(filled_in(path, ledger))
            assert answer.status_code < 500, path
            assert [value for value in exact if re.search(rf"(?<![\d.]){re.escape(value)}", answer.text)] == [], path


def test_a_place_is_moved_to_the_middle_of_its_cell() -> None:
    lat, lon, precision = told(12.05, 24.88, "settlement", Grid(50))
    assert (lat, lon) != (12.05, 24.88)
    assert abs((lat or 0) - 12.05) < 0.5
    assert precision == "grid of 50 km"
    assert told(12.05, 24.88, "settlement", None) == (12.05, 24.88, "settlement")
    assert told(None, None, "province", Grid(50)) == (None, None, "province")


@pytest.mark.browser
def test_somebody_signs_in_works_and_signs_out(ledger: Ledger, page: Page) -> None:
    team_of(ledger)
    with served(ledger, ACCOUNTS) as url:
        page.goto(f"{url}/account")
        page.get_by_label("Name").fill("Vera")
        page.get_by_label("Password").fill(WORDS)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{url}/account")
        page.get_by_label("What it is for").fill("weekly <export>")
        page.get_by_role("button", name="Make a token").click()
        assert page.locator("code.secret").text_content().startswith("sayso_")  # type: ignore[union-attr]
        assert page.get_by_role("cell", name="weekly <export>").is_visible()
        page.get_by_role("button", name="Sign out", exact=True).click()
        page.wait_for_url(f"{url}/signin")
        page.goto(f"{url}/account")
        assert page.url == f"{url}/signin?next=%2Faccount"


def test_a_body_that_comes_too_slowly_is_given_up(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    from sayso.web import wire

    monkeypatch.setattr(wire, "PATIENCE", 0.05)
    said: list[int] = []

    async def receive() -> dict[str, object]:
        await asyncio.sleep(5)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            said.append(int(str(message["status"])))

    headers = [(b"host", b"localhost"), (b"content-type", b"application/x-www-form-urlencoded")]
    scope = {
        "type": "http", "method": "POST", "path": "/signin", "raw_path": b"/signin", "query_string": b"",
        "headers": headers, "scheme": "http", "client": ("127.0.0.1", 1), "server": ("localhost", 80),
        "http_version": "1.1", "root_path": "",
    }  # fmt: skip
    # A thread of its own: the browser of other tests has a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(team.app(scope, receive, send))).result(20)  # type: ignore[arg-type]
    assert said == [408]
