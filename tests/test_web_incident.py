"""The page of an incident: accounts side by side, figures with their words, history, and what reviewers do there."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect
from sqlalchemy import event

from conftest import Read
from sayso.ledger import queries, review
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger
from sayso.ledger.selection import Selection
from sayso.model.incident import Incident, Status
from sayso.web.guard import CSRF_COOKIE
from sayso.web.links import own_page
from web_site import BEGAN, Site


def find(ledger: Ledger, **filters: tuple[str, ...]) -> Incident:
    with ledger.reading() as connection:
        return next(queries.incidents(connection, Selection(**filters)))


@pytest.fixture
def market(ledger: Ledger) -> Incident:
    """The market of Nyala: bombed on Thursday as residents say, denied by the army three days later."""
    return find(ledger, places=("Nyala",), kinds=("airstrike",))


def post(client: TestClient, address: str, **form: str | list[str]) -> tuple[int, str]:
    """Send a form as the page would; return the status and where it leads, else the page."""
    client.get("/help")
    answer = client.post(address, data={"csrf": client.cookies[CSRF_COOKIE], **form})
    return answer.status_code, answer.headers.get("location", answer.text)


def seen(client: TestClient, ref: str) -> str:
    return re.findall(r'name="seen" value="([^"]+)"', client.get(f"/incidents/{ref}").text)[0]


def test_who_asserts_and_who_denies_stand_in_columns(client: TestClient, market: Incident) -> None:
    page = client.get(f"/incidents/{market.id}").text
    assert market.status is Status.DISPUTED
    asserting, denying = page.index("stance asserts"), page.index("stance denies")
    assert asserting < page.index("<bdi>residents</bdi>") < denying < page.index("<bdi>The Sudanese army</bdi>")


def test_every_figure_shows_its_sentence_and_its_voice(client: TestClient, market: Incident) -> None:
    page = client.get(f"/incidents/{market.id}").text
    assert "<mark>31 people</mark> had been killed in the air strike" in page
    assert "<bdi>The Sudan Doctors Union</bdi>" in page
    row = page[page.index('id="count-1"') :]
    link = re.findall(r'href="(/reports/[^"]+)#at"', row)[0].replace("&amp;", "&")
    assert 'id="at" class="lit"' in client.get(link).text


def test_most_of_them_children_stays_words(client: TestClient, market: Incident) -> None:
    page = client.get(f"/incidents/{market.id}").text
    assert "30 or more" in page
    assert ", most of them children" in page


def test_the_day_asked_for_is_said_and_shows_what_was_held(client: TestClient, market: Incident) -> None:
    page = client.get(f"/incidents/{market.id}?as_of=2023-07-14").text
    assert "As held on Fri 14 Jul 2023" in page
    assert "denies" not in page[page.index("side by side") : page.index("Figures</h2>")]
    assert client.get(f"/incidents/{market.id}?as_of=2020-01-01").status_code == 404


def test_the_beginning_of_an_id_leads_to_the_permanent_address(client: TestClient, market: Incident) -> None:
    answer = client.get(f"/incidents/{market.id[:9]}?as_of=2023-07-20")
    assert (answer.status_code, answer.headers["location"]) == (308, f"/incidents/{market.id}?as_of=2023-07-20")


def test_a_merged_incident_leads_to_the_one_it_is_part_of(client: TestClient, ledger: Ledger, market: Incident) -> None:
    other = find(ledger, kinds=("clash",))
    status, to = post(client, f"/incidents/{market.id}/merge", others=f"http://127.0.0.1/incidents/{other.id}")
    assert (status, to.partition("?")[0]) == (303, f"/incidents/{market.id}")
    assert client.get(f"/incidents/{other.id}").headers["location"] == f"/incidents/{market.id}"
    assert client.get(f"/incidents/{other.id}?as_of=2023-07-20").status_code == 200  # it stood on its own then


def test_a_wrong_id_to_merge_is_said_and_what_was_typed_stays(client: TestClient, market: Incident) -> None:
    status, page = post(client, f"/incidents/{market.id}/merge", others="nonsense here")
    assert status == 400
    assert 'value="nonsense here"' in page


def test_a_day_set_by_hand_stands_beside_the_machines(client: TestClient, market: Incident) -> None:
    status, _ = post(client, f"/incidents/{market.id}/edit", field="day", value=["2023-07-12", ""])
    page = client.get(f"/incidents/{market.id}").text
    row = page[page.index('id="field-day"') :]
    assert status == 303
    assert row.index("2023-07-13") < row.index("<strong>2023-07-12</strong>")


def test_a_conflict_says_who_came_first_and_keeps_what_was_typed(
    client: TestClient, ledger: Ledger, market: Incident
) -> None:
    token = seen(client, market.id)
    review.edit(ledger, "Amal", market.id, "day", "2023-07-11")
    status, page = post(client, f"/incidents/{market.id}/edit", field="day", value=["2023-07-12"], seen=token)
    assert status == 409
    assert "Amal changed days to “2023-07-11” at " in page
    assert "your edit of days was not kept: “2023-07-12”" in page
    assert 'value="2023-07-12"' in page
    assert queries_day(ledger, market.id) == date(2023, 7, 11)


def queries_day(ledger: Ledger, ref: str) -> date | None:
    with ledger.reading() as connection:
        when = queries.find(connection, ref)[1].when
        return when.start if when else None


def test_a_value_that_cannot_be_read_is_not_lost(client: TestClient, market: Incident) -> None:
    status, page = post(client, f"/incidents/{market.id}/edit", field="killed", value="a good many")
    assert status == 400
    assert 'value="a good many"' in page


def test_accepting_can_be_undone(client: TestClient, market: Incident) -> None:
    assert post(client, f"/incidents/{market.id}/accept", seen=seen(client, market.id), note="checked")[0] == 303
    page = client.get(f"/incidents/{market.id}").text
    assert "accepted by a reviewer" in page
    number = re.findall(r'name="review" value="(\d+)"', page)[0]
    assert post(client, f"/incidents/{market.id}/undo", review=number)[0] == 303
    assert "accepted by a reviewer" not in client.get(f"/incidents/{market.id}").text


def test_a_form_leads_back_to_the_page_it_came_from_and_nowhere_else(client: TestClient, market: Incident) -> None:
    _, to = post(client, f"/incidents/{market.id}/accept", back="/review?kind=clash#next")
    assert re.fullmatch(r"/review\?kind=clash&done=\d+#next", to)
    assert [own_page(a) for a in ("https://evil.example/", "//evil.example", "/\\evil.example", "/a\nb")] == [""] * 4


def test_a_comment_on_a_field_shows_who_and_when(client: TestClient, market: Incident) -> None:
    status, to = post(client, f"/incidents/{market.id}/comment", field="day", words="<script>alert(1)</script> no")
    page = client.get(to).text
    assert status == 303
    assert "&lt;script&gt;alert(1)&lt;/script&gt; no" in page
    assert "On days" in page
    assert "Post a comment" in page


def test_a_form_from_elsewhere_is_refused(client: TestClient, market: Incident) -> None:
    assert client.post(f"/incidents/{market.id}/accept", data={"csrf": "guessed"}).status_code == 403


def test_hostile_words_stay_words(client: TestClient, ledger: Ledger, read: Read) -> None:
    evil = '<script>alert("x")</script>\u202e'
    record = read(
        "Gunmen shelled Zalingei on Monday, killing 7 people, residents said.", day=date(2023, 7, 18), title=evil
    )
    report = replace(record.report, publisher=f"{evil} ../..", id=evil, url="javascript:alert(1)")
    add(ledger, replace(record, report=report), now=BEGAN + timedelta(days=9))
    found = find(ledger, places=("Zalingei",))
    page = client.get(f"/incidents/{found.id}").text
    assert "<script>alert" not in page
    assert "%3Cscript%3E" in page  # in the address of the publisher's page
    source = client.get(f"/reports/{found.sources[0].report}").text
    assert "<script>alert" not in source
    assert 'href="javascript' not in source


def test_an_incident_without_a_place_says_so(client: TestClient, ledger: Ledger, read: Read) -> None:
    add(ledger, read("Gunmen abducted 17 nurses on Monday, a doctor said.", day=date(2023, 7, 18)))
    with ledger.reading() as connection:
        nowhere = next((i for i in queries.incidents(connection) if i.where is None), None)
    assert nowhere is not None
    page = client.get(f"/incidents/{nowhere.id}").text
    assert "no report places it" in page
    assert 'id="map"' not in page


def statements(client: TestClient, ledger: Ledger, ref: str) -> int:
    """Return how many statements the page of an incident sends to the database."""
    sent: list[str] = []

    def count(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(ledger.engine, "before_cursor_execute", count)
    client.get(f"/incidents/{ref}")
    event.remove(ledger.engine, "before_cursor_execute", count)
    return len(sent)


def test_a_larger_incident_takes_no_more_statements(client: TestClient, ledger: Ledger, market: Incident) -> None:
    small = find(ledger, kinds=("talks",))
    assert len(market.sources) > len(small.sources)
    assert statements(client, ledger, market.id) == statements(client, ledger, small.id)


@pytest.mark.browser
def test_from_a_figure_to_its_words_in_one_click(site: Site, page: Page, market: Incident) -> None:
    page.goto(f"{site.url}/incidents/{market.id}")
    page.locator("#count-1 a.words mark").click()
    page.wait_for_url("**/reports/**")
    expect(page.locator("#at")).to_be_in_viewport()
    assert page.locator("#at").inner_text() in ("at least 30 people", "31 people")


@pytest.mark.browser
def test_a_denial_turns_the_incident_disputed_and_history_says_why(site: Site, page: Page, market: Incident) -> None:
    page.goto(f"{site.url}/incidents/{market.id}#history")
    turn = page.locator(".history > li.turn").first
    expect(turn).to_contain_text("disputed")
    expect(turn).to_contain_text("because denied by the Sudanese armed forces (interested)")


@pytest.mark.browser
def test_an_edit_by_hand_without_leaving_the_page(site: Site, page: Page, market: Incident) -> None:
    page.goto(f"{site.url}/incidents/{market.id}")
    page.locator("#field-day summary", has_text="Edit").click()
    page.get_by_label("first day").fill("2023-07-12")
    page.get_by_label("last day").fill("2023-07-12")
    page.get_by_role("button", name="Set days").click()
    expect(page.locator("#notice")).to_contain_text("Kept: edit of days")
    expect(page.locator("#field-day")).to_contain_text("2023-07-13")
    expect(page.locator("#field-day strong")).to_have_text("2023-07-12")


@pytest.mark.browser
def test_a_comment_is_posted(site: Site, page: Page, market: Incident) -> None:
    page.goto(f"{site.url}/incidents/{market.id}")
    box = page.get_by_label("Comment on the incident as a whole")
    box.fill("Seen the footage.")
    page.locator("form.comment", has=box).get_by_role("button", name="Post a comment").click()
    expect(page.locator(".thread .said")).to_have_text("Seen the footage.")


@pytest.mark.browser
def test_columns_stack_on_a_narrow_screen(site: Site, page: Page, market: Incident) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(f"{site.url}/incidents/{market.id}")
    boxes = [one.bounding_box() for one in page.locator(".column").all()]
    assert len({box["x"] for box in boxes if box}) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
