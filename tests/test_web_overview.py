"""The overview: one selection shared by list, counts, timeline, map and export; nothing on a guessed point."""

import re

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from sayso.export.exporting import FORMATS
from sayso.ledger import queries
from sayso.ledger import tables as t
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.review import reject
from sayso.ledger.selection import Selection
from sayso.web.app import create_app
from sayso.web.settings import Settings
from sayso.web.templating import format_labels
from web_site import HERE, Site

ROWS = re.compile(r'data-row="(\w+)"')
DRAWN = "[data-map][data-ready=yes]"


def shown(page: str) -> int:
    """Return the number of incidents that a page says it shows."""
    found = re.search(r"data-count>([\d,]+)<", page)
    assert found
    return int(found[1].replace(",", ""))


def test_the_list_is_as_long_as_the_count_says(client: TestClient) -> None:
    page = client.get("/?country=Sudan&since=2023-07-01&until=2023-07-31&status=disputed").text
    assert len(ROWS.findall(page)) == shown(page) > 0
    assert page.count('class="status disputed"') >= shown(page)


def test_counts_timeline_and_map_tell_of_the_selection_that_the_list_shows(client: TestClient) -> None:
    query = "?status=disputed"
    summary = client.get(f"/api/v1/summary{query}").json()
    heaps = client.get(f"/api/v1/clusters{query}").json()["clusters"]
    assert summary["total"] == shown(client.get(f"/{query}").text)
    assert sum(heap["count"] for heap in heaps) == summary["total"] - summary["unplaced"]
    months = client.get(f"/api/v1/timeline{query}&step=month").json()["buckets"]
    assert 0 < sum(month["total"] for month in months) <= summary["total"] - summary["undated"]


def test_every_filter_is_a_chip_that_takes_it_off(client: TestClient) -> None:
    page = client.get("/?kind=airstrike&kind=shelling&words=market").text
    assert 'href="/?kind=shelling&amp;words=market"' in page
    assert 'href="/?kind=airstrike&amp;kind=shelling"' in page


def test_exports_take_the_filters_along(client: TestClient) -> None:
    page = client.get("/?status=disputed&since=2023-07-01").text
    for name in FORMATS:
        assert f'href="/api/v1/export/{name}?status=disputed&amp;since=2023-07-01"' in page


def test_every_format_of_export_has_a_name() -> None:
    assert set(format_labels()) == set(FORMATS)


def test_hits_are_marked(client: TestClient) -> None:
    assert re.search(r"<mark>market</mark>", client.get("/?words=market").text)


def test_a_hit_that_only_a_report_has_is_shown_from_there(client: TestClient) -> None:
    page = client.get("/?words=Eastline").text
    assert shown(page) > 0
    assert "<mark>Eastline</mark>" in page


def test_without_a_place_an_incident_is_in_the_tray_and_on_no_map(client: TestClient, ledger: Ledger) -> None:
    with ledger.reading() as connection:
        unplaced = [i for i in queries.incidents(connection) if i.where is None or i.where.lat is None]
    assert unplaced
    page = client.get("/").text
    assert f"{len(unplaced)} without a place on the map" in page
    listed = ROWS.findall(client.get("/?only=unplaced").text)
    assert sorted(listed) == sorted(i.id for i in unplaced)
    assert client.get("/api/v1/clusters?only=unplaced").json() == {"clusters": []}


def test_without_a_day_an_incident_is_listed_apart(client: TestClient) -> None:
    summary = client.get("/api/v1/summary").json()
    assert shown(client.get("/?only=undated").text) == summary["undated"]


def test_only_what_lies_in_a_frame_is_one_selection_for_all(client: TestClient) -> None:
    frame = "24,11,26,13"  # around Nyala
    page = client.get(f"/?box={frame}").text
    heaps = client.get(f"/api/v1/clusters?frame={frame}&zoom=8").json()["clusters"]
    assert shown(page) == len(ROWS.findall(page)) == sum(heap["count"] for heap in heaps) > 0


def test_a_selection_by_frame_is_the_same_in_sql_and_in_plain(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        everything = list(queries.incidents(connection))
        for selection in (
            Selection(box=(24.0, 11.0, 26.0, 13.0)),
            Selection(box=(170.0, -10.0, 30.0, 60.0)),
            Selection(only="undated"),
            Selection(only="unplaced"),
        ):
            asked = {i.id for i in queries.incidents(connection, selection)}
            assert asked == {i.id for i in everything if selection.holds(i)}


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_pages_of_the_list_hold_every_incident_once(
    client: TestClient, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    monkeypatch.setattr("sayso.web.overview_view.PAGE", 2)
    link, seen = f"/?sort={sort}", []
    while link:
        page = client.get(link).text
        seen += ROWS.findall(page)
        more = re.search(r'href="([^"]+)" rel="next"', page)
        link = more[1].replace("&amp;", "&") if more else ""
    with ledger.reading() as connection:
        assert sorted(seen) == sorted(i.id for i in queries.incidents(connection))


def test_a_page_that_nobody_made_is_refused(client: TestClient) -> None:
    answer = client.get("/?after=nonsense")
    assert (answer.status_code, "go back to the first page" in answer.text) == (400, True)


def test_a_form_with_empty_fields_leads_to_the_short_address(client: TestClient) -> None:
    answer = client.get("/?words=&since=&kind=airstrike")
    assert (answer.status_code, answer.headers["location"]) == (303, "/?kind=airstrike")


def test_nothing_found_names_the_filter_to_drop(client: TestClient) -> None:
    page = client.get("/?kind=airstrike&publisher=Nobody").text
    assert re.search(r'href="/\?kind=airstrike">\d+ without publisher', page)


def test_what_a_reviewer_rejected_is_left_out_and_said(client: TestClient, ledger: Ledger) -> None:
    whole = shown(client.get("/").text)
    with ledger.reading() as connection:
        ref = next(iter(queries.incidents(connection))).id
    reject(ledger, "tester", ref)
    page = client.get("/").text
    assert shown(page) == whole - 1
    assert "1 more was rejected by a reviewer and is left out" in page


def test_frames_do_not_find_coarsened_places(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.web.visit.Visit.coarsen_km", 50.0)
    with TestClient(create_app(Settings(), ledger), base_url=HERE) as client:
        heaps = client.get("/api/v1/clusters?zoom=14").json()["clusters"]
        assert client.get("/?box=24,11,26,13").status_code == 403
    with ledger.reading() as connection:
        exact = {(i.where.lat, i.where.lon) for i in queries.incidents(connection) if i.where and i.where.lat}
    assert heaps
    assert not exact & {(heap["lat"], heap["lon"]) for heap in heaps}


def test_a_past_day_shows_what_was_held_then(client: TestClient) -> None:
    then, now = client.get("/?as_of=2023-07-14").text, client.get("/").text
    assert shown(then) < shown(now)
    assert "As the ledger held it at the end of Fri 14 Jul 2023" in then


def test_an_empty_ledger_says_how_to_fill_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = open_ledger(str(tmp_path_factory.mktemp("empty") / "empty.db"), create=True)
    with TestClient(create_app(Settings(), empty), base_url=HERE) as client:
        page = client.get("/").text
    empty.close()
    assert "sayso add" in page
    assert "sayso demo" in page


def test_hostile_words_of_a_report_stay_words(client: TestClient, ledger: Ledger) -> None:
    with ledger.reading() as connection:
        row, incident = queries.find(connection, next(iter(queries.incidents(connection))).id)
        state = connection.scalar(select(t.incident.c.state).where(t.incident.c.id == row))
    nasty = "<script>alert(1)</script>\u202e" + "x" * 10_000
    with ledger.writing() as connection:
        changed = state | {"summary": nasty, "why": '"><img src=x>'}
        connection.execute(update(t.incident).where(t.incident.c.id == row).values(state=changed))
    page = client.get("/").text
    assert "<script>alert" not in page
    assert "<img src=x>" not in page
    assert "x" * 1_000 not in page
    assert incident.id in page


def test_words_of_one_selection_are_values_of_the_ledger(client: TestClient) -> None:
    values = client.get("/api/v1/vocabulary").json()
    assert "Nyala" in [one["value"] for one in values["place"]]
    assert {"value": "SDN", "label": "Sudan"} in values["country"]
    assert "Eastline" in [one["value"] for one in values["publisher"]]


@pytest.mark.browser
@pytest.mark.usefixtures("mapped")
def test_the_map_draws_what_has_a_place(site: Site, page: Page) -> None:
    page.goto(site.url)
    map_ = page.locator(DRAWN)
    expect(map_).to_be_visible()
    assert page.locator("[data-map] canvas").count() == 1
    assert int(map_.get_attribute("data-points") or 0) + int(map_.get_attribute("data-clusters") or 0) > 0


@pytest.mark.browser
@pytest.mark.usefixtures("mapped")
def test_the_unplaced_are_on_no_map(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/?only=unplaced")
    map_ = page.locator(DRAWN)
    expect(map_).to_be_visible()
    assert (map_.get_attribute("data-points"), map_.get_attribute("data-clusters")) == ("0", "0")
    assert page.locator("[data-row]").count() > 0


@pytest.mark.browser
@pytest.mark.usefixtures("mapped")
def test_dragging_over_the_timeline_chooses_days_for_all(site: Site, page: Page) -> None:
    page.goto(site.url)
    expect(page.locator(DRAWN)).to_be_visible()
    bars = page.locator("[data-brush]").bounding_box()
    assert bars
    page.mouse.move(bars["x"] + bars["width"] * 0.3, bars["y"] + 30)
    page.mouse.down()
    page.mouse.move(bars["x"] + bars["width"] * 0.6, bars["y"] + 30, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=**until=**")
    expect(page.locator(".chips.on .chip")).to_have_count(2)
    assert page.locator("#f-since").input_value() in page.url


@pytest.mark.browser
@pytest.mark.usefixtures("mapped")
def test_a_status_chosen_leaves_the_map_standing(site: Site, page: Page) -> None:
    page.goto(site.url)
    expect(page.locator(DRAWN)).to_be_visible()
    page.locator("[data-map] canvas").evaluate("canvas => canvas.id = 'the-same'")
    page.locator("a.facet", has_text="disputed").click()
    page.wait_for_url("**status=disputed")
    expect(page.locator("a.facet.on")).to_have_count(1)
    assert page.locator("#the-same").count() == 1
    assert page.locator("[data-row]").count() == int(page.locator("[data-count]").inner_text())
    page.go_back()
    expect(page.locator("a.facet.on")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.usefixtures("mapped")
def test_keys_search_and_walk_through_the_list(site: Site, page: Page) -> None:
    page.goto(site.url)
    expect(page.locator(DRAWN)).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-row]").nth(1)).to_have_class(re.compile("here"))
    page.keyboard.press("k")
    expect(page.locator("[data-row]").nth(0)).to_have_class(re.compile("here"))
    page.keyboard.press("/")
    expect(page.locator("#f-words")).to_be_focused()
    page.keyboard.type("jk")
    expect(page.locator("#f-words")).to_have_value("jk")
    page.keyboard.press("Escape")
    expect(page.locator("#f-words")).not_to_be_focused()


@pytest.mark.browser
@pytest.mark.usefixtures("mapped")
def test_it_works_without_script(site: Site, page: Page) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain = context.new_page()
    plain.goto(site.url)
    plain.fill("#f-words", "market")
    plain.click("text=Show")
    plain.wait_for_url(f"{site.url}/?words=market")
    plain.locator("mark").first.wait_for()  # a count does not wait for a page that is still coming in
    plain.locator("a.facet", has_text="disputed").click()
    plain.wait_for_url("**disputed**")
    assert plain.locator("[data-row]").count() == int(plain.locator("[data-count]").inner_text())
    assert "needs JavaScript" in plain.locator("[data-map]").inner_text()
    context.close()
