"""Every sort of page over the invented month, by axe-core: no serious fault, nothing to scroll sideways."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sayso.demo import fill
from sayso.ledger.database import open_ledger
from sayso.web.settings import Settings
from web_site import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = Path(__file__).resolve().parent.parent / "assets" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")
# Addresses that are downloads, feeds or files, not pages.
NO_PAGE = re.compile(r"/(static|api|brief/|changes\.|marks\.css)|[^?]*(\.csv|/raw)\b")
# So many pages of one sort are looked at.
OF_A_SORT = 2


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the served month of `sayso demo`."""
    ledger = open_ledger(str(tmp_path_factory.mktemp("axe") / "demo.db"), create=True)
    fill(ledger)
    with served(ledger, Settings()) as url:
        yield url
    ledger.close()


def sort_of(address: str) -> str:
    """Return which page an address shows, whatever it is about: `/incidents/i12` and `/incidents/i34` are one."""
    return re.sub(r"^(/[a-z]+)/(?!tour)[^/?]+", r"\1/*", address.split("?")[0])


def pages(url: str, page: Page) -> list[str]:
    """Return the addresses of some pages of every sort that links lead to."""
    found: dict[str, list[str]] = {}
    queue = ["/", "/?words=market", "/?status=retracted", "/incidents/unknown", "/control?place=al-Wazia"]
    while queue:
        address = queue.pop(0)
        own = found.setdefault(address if "?" in address and sort_of(address) == "/" else sort_of(address), [])
        if len(own) >= OF_A_SORT or address in own:
            continue
        own.append(address)
        links = re.findall(r'href="(/[^"#]*)', page.request.get(url + address).text())
        queue += [link.replace("&amp;", "&") for link in links if not NO_PAGE.match(link) and not link.startswith("/?")]
    return [address for own in found.values() for address in own]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault(month: str, browser: Browser, scheme: str, width: int) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make assets")
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,
    )
    page, faults = context.new_page(), []
    every = pages(month, page)
    assert {"/", "/review", "/control", "/help/tour"} <= set(every)
    for address in every:
        page.goto(month + address)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((all) => all.violations)")
        faults += [(address, one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in GRAVE]
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults += [(address, "scrolls sideways", str(wide))] if wide > width else []
    context.close()
    assert not faults, faults
