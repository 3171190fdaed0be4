"""What users will judge sayso by, each line of theirs as one trial: reports added by `sayso add`, pages over HTTP."""

import csv
import io
import json
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

NORTHLINE, SANA, GAZETTE = "Northline News", "Idlib Post", "Southline Gazette"
STRIKE = (
    "Warplanes bombed a market in Ariha on Thursday, killing at least 12 people, most of them children, residents "
    "said. The Ariha Medical Council said 14 people had been killed in the air strike on the market."
)
DENIAL = (
    "The Syrian army denied on Sunday that its warplanes had bombed a market in Ariha on Thursday. "
    "The army said rebels had shelled the market."
)
# Publisher, day of publication, title, text: all invented.
STORIES = (
    (NORTHLINE, "2016-07-15", "Market bombed in Ariha", STRIKE),
    (
        NORTHLINE,
        "2016-07-16",
        "Hospital hit",
        "Shells hit a hospital in Aleppo on Friday, killing 5 people, a doctor said.",
    ),
    (
        SANA,
        "2016-07-17",
        "Clash",
        "Rebels clashed with the army in Homs on Saturday, killing 9 soldiers, an officer said.",
    ),
    (
        GAZETTE,
        "2016-07-18",
        "Village",
        "Gunmen killed an aid worker, the United Nations said. No comments: Post a Comment",
    ),
)
LATER = (GAZETTE, "2016-07-18", "Army denies raid on market", DENIAL)
DATES = "?country=SYR&since=2016-07-01&until=2016-07-31"


class Desk:
    """A user's desk: a ledger, the command line and the served pages."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ledger, self.url = folder, folder / "war.db", ""

    def add(self, *stories: tuple[str, str, str, str], again: bool = False) -> None:
        """Add reports as a user does, from a file of JSON lines."""
        lines = [
            json.dumps({"id": f"s-{title}-{paper}", "publisher": paper, "published": day, "title": title, "text": text})
            for paper, day, title, text in stories
        ]
        given = self.folder / "reports.jsonl"
        given.write_text("\n".join(lines) + "\n", encoding="utf-8")
        extra = ["--again"] if again else []
        self.run("add", str(given), *extra)

    def run(self, command: str, *more: str) -> str:
        """Run a command on the ledger; what it prints."""
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "sayso", command, *more, "--ledger", str(self.ledger)],
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Serve the ledger with `sayso serve` on a free port for as long as the block lasts."""
        command = [sys.executable, "-m", "sayso", "serve", "--port", "0", "--ledger", str(self.ledger)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own command
            try:
                assert server.stderr is not None
                found = next(re.search(r"http://127\.0\.0\.1:\d+", line) for line in server.stderr if "http://" in line)
                assert found
                self.url = found.group()
                _await(self.url)
                yield self.url
            finally:
                server.terminate()
                server.wait(timeout=30)


def _await(url: str) -> None:
    """Wait until the pages answer: the address is said a moment before."""
    for _ in range(200):
        try:
            httpx.get(f"{url}/help")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"nothing answers at {url}")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the stories, filled once by `sayso add`."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    desk.add(*STORIES)
    return desk.ledger


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Desk:
    mine = Desk(tmp_path)
    mine.ledger.write_bytes(filled.read_bytes())
    return mine


@pytest.fixture
def opened(desk: Desk, page: Page) -> Iterator[Callable[[str], Page]]:
    """The pages of the desk, open in a browser at any address."""
    with desk.serving() as url:

        def at(path: str) -> Page:
            page.goto(url + path)
            return page

        yield at


def market(page: Page) -> None:
    """From the overview to the incident of the market."""
    page.locator("[data-row]", has_text="Ariha").first.locator("[data-open]").click()
    page.locator("#accounts").wait_for()


def table(page: Page, link: str) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Fetch an export; the rows of its incidents, and every file of it by name."""
    answer = page.request.get(link)
    assert answer.ok, answer.text()
    with zipfile.ZipFile(io.BytesIO(answer.body())) as found:
        files = {name: found.read(name).decode("utf-8-sig") for name in found.namelist()}
    name = next(name for name in files if name.endswith(".csv") and name.count(".") == 1)
    return list(csv.DictReader(io.StringIO(files[name]))), files


def export_csv(page: Page) -> tuple[list[dict[str, str]], dict[str, str]]:
    page.locator("details.export summary").click()
    href = page.locator("details.export a", has_text="CSV, four tables").get_attribute("href")
    return table(page, page.url.split("/?")[0].rstrip("/") + str(href))


def test_1_a_filtered_export_has_the_rows_of_the_screen_and_repeats_the_query(
    desk: Desk, opened: Callable[[str], Page]
) -> None:
    desk.add(LATER)
    page = opened(f"/{DATES}&status=disputed")
    rows, files = export_csv(page)
    assert 0 < len(rows) == int(page.locator("[data-count]").inner_text()) == page.locator("[data-row]").count()
    assert {row["status"] for row in rows} == {"disputed"}
    sidecar = next(text for name, text in files.items() if name.endswith(".json"))
    assert all(part in sidecar for part in ("SYR", "2016-07-01", "2016-07-31", "disputed"))


def test_2_every_figure_shows_the_sentence_it_came_from_highlighted_with_its_voice(
    opened: Callable[[str], Page],
) -> None:
    page = opened("/")
    market(page)
    rows = page.locator(".counts tbody tr")
    assert rows.count() >= 2
    for n in range(rows.count()):
        expect(rows.nth(n).locator("mark").first).not_to_be_empty()
    expect(rows.filter(has_text="Ariha Medical Council").locator("mark").first).to_contain_text("14 people")


def test_3_a_denial_three_days_later_turns_it_disputed_with_history_and_feed(
    desk: Desk, opened: Callable[[str], Page]
) -> None:
    page = opened("/")
    market(page)
    expect(page.locator(".standing .status")).not_to_have_text("disputed")
    desk.add(LATER)
    page.reload()
    expect(page.locator(".standing .status")).to_have_text("disputed")
    turn = page.locator(".history .turn", has_text="disputed").first
    expect(turn).to_contain_text("denied by")
    page.goto(f"{desk.url}/changes")
    expect(page.locator(".change", has_text="disputed").first).to_contain_text("denied by")
    assert "disputed" in page.request.get(f"{desk.url}/changes.rss").text()


def test_4_a_date_corrected_by_hand_stays_when_all_is_read_again(desk: Desk, opened: Callable[[str], Page]) -> None:
    page = opened("/")
    market(page)
    row = page.locator("#field-day")
    row.get_by_text("Edit").click()
    for box in row.locator("input[type=date]").all():
        box.fill("2016-07-13")
    row.get_by_role("button", name="Set days").click()
    expect(page.locator("#field-day strong").first).to_have_text("2016-07-13")
    desk.add(*STORIES, again=True)
    page.reload()
    expect(page.locator("#field-day strong").first).to_have_text("2016-07-13")
    expect(page.locator("#field-day td").first).to_have_text("2016-07-14")


def test_5_after_a_merge_the_old_address_leads_on_and_the_export_has_both_ids(
    desk: Desk, opened: Callable[[str], Page]
) -> None:
    page = opened("/")
    rows = page.locator("[data-row]")
    stays, gone = (str(rows.filter(has_text=place).first.get_attribute("data-row")) for place in ("Ariha", "Homs"))
    page.goto(f"{desk.url}/incidents/{stays}")
    page.keyboard.press("m")
    page.locator(f"#others-{stays}").fill(f"{desk.url}/incidents/{gone}")
    page.get_by_role("button", name="Merge into this one").click()
    page.locator("#notice", has_text="Kept").wait_for()
    page.goto(f"{desk.url}/incidents/{gone}")
    assert page.url.endswith(f"/incidents/{stays}")
    page.goto(f"{desk.url}/")
    found, _files = export_csv(page)
    assert gone in next(row for row in found if stays in row.values())["merged_ids"]


def test_6_twenty_of_the_queue_by_keyboard_only_then_undo_all(desk: Desk, opened: Callable[[str], Page]) -> None:
    towns = ("Ariha", "Aleppo", "Homs", "Hama", "Idlib", "Raqqa", "Palmyra", "Latakia", "Tartus", "Daraa", "Douma")
    told = "Rebels shelled {} on {}, killing {} people, a doctor said.".format
    both = [(town, day) for town in towns for day in ("Monday", "Friday")]
    desk.add(*((NORTHLINE, "2016-07-20", f"No. {n}", told(*both[n], n + 3)) for n in range(len(both))))
    page = opened("/review")
    before = page.locator(".queue li").count()
    for n in range(20):
        with page.expect_response(lambda answer: "/review" in answer.url and answer.status == 200):
            page.keyboard.press("r" if n % 4 == 3 else "a")
        page.locator("#done", has_text=f"{n + 1} acts").wait_for()
    page.locator("#undo-all").focus()
    page.keyboard.press("Enter")
    page.locator("#done", has_text="nothing done yet").wait_for()
    assert page.locator(".queue li").count() == before


def test_7_at_least_12_is_12_or_more_and_most_of_them_children_stays_words(opened: Callable[[str], Page]) -> None:
    page = opened("/")
    market(page)
    row = page.locator(".counts tbody tr", has_text="residents").first
    expect(row).to_contain_text("12 or more")
    expect(page.locator("main")).to_contain_text("most of them children")
    rows, files = table(page, f"{page.url.split('/incidents')[0]}/api/v1/export/csv")
    figures = next(text for name, text in files.items() if "figures" in name)
    assert rows
    assert not [row for row in csv.DictReader(io.StringIO(figures)) if "children" in row.get("who", "")]


def test_8_one_wire_story_in_nine_outlets_is_one_origin(desk: Desk, opened: Callable[[str], Page]) -> None:
    wire = (
        "RAQQA, July 19, 2016 (Northline News) - A car bomb exploded at a checkpoint in Raqqa on Tuesday, killing 7 "
        "people, a medic said. The blast broke windows in three streets and burnt a bakery and two shops to the ground."
    )
    desk.add(*((f"Paper {n}", "2016-07-19", f"Bomb in Raqqa, page {n}", wire) for n in range(1, 10)))
    page = opened("/?place=Raqqa&kind=bombing")
    row = page.locator("[data-row]").first
    expect(row.locator(".stand")).to_contain_text("9 reports")
    expect(row.locator(".stand")).to_contain_text("1 origin")
    expect(row.locator(".status")).to_have_text("single")


def test_9_an_event_without_a_place_is_listed_and_exported_without_a_point(opened: Callable[[str], Page]) -> None:
    page = opened("/")
    row = page.locator("[data-row]", has_text="aid worker").first
    expect(row.locator(".off")).to_contain_text("no place known")
    ref = row.get_attribute("data-row")
    answer = page.request.get(f"{page.url.rstrip('/')}/api/v1/export/geojson")
    found = [one for one in answer.json()["features"] if ref in json.dumps(one)]
    assert found
    assert all(one["geometry"] is None for one in found)


def test_10_the_foot_of_a_page_is_no_event_quote_or_place(desk: Desk, opened: Callable[[str], Page]) -> None:
    page = opened("/?words=comment")
    assert page.locator("[data-row]").count() == 0
    for name in ("incidents", "accounts"):
        assert "Post a Comment" not in page.request.get(f"{desk.url}/api/v1/{name}").text()
    assert "Comment" not in desk.run("incidents")
