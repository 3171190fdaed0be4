"""Takes the pictures of docs/pages.md: the pages over the invented month of `sayso demo`. Needs Chromium.

python scripts/screenshots.py
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from sayso.demo import fill
from sayso.ledger import queries
from sayso.ledger.database import open_ledger
from sayso.ledger.selection import Selection
from sayso.web.settings import Settings

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from web_site import served

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZE = {"width": 1280, "height": 860}
SETTLED = 60_000  # milliseconds that a map may take to draw without a graphics card
DRAWN = "() => [...document.querySelectorAll('[data-built]')].every((map) => map.dataset.ready)"
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-sync",
    "--use-angle=swiftshader",
]


def main() -> None:
    """Write docs/pictures/*.png."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(str(Path(folder) / "demo.db"), create=True)
        fill(ledger)
        with ledger.reading() as connection:
            disputed = Selection(places=("Taiz",), kinds=("shelling",), statuses=("disputed",))
            market = max(queries.incidents(connection, disputed), key=lambda one: len(one.sources))
        with served(ledger, Settings()) as url, sync_playwright() as playwright:
            path = shutil.which("chromium") or sys.exit("needs Chromium")
            browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, "--enable-unsafe-swiftshader"])
            page = browser.new_page(viewport=SIZE, color_scheme="light")
            page.goto(f"{url}/ceasefires")
            truce = page.locator('main a[href^="/ceasefires/"]').first.get_attribute("href") or "/ceasefires"
            shots = {
                "overview": "/",
                "incident": f"/incidents/{market.id}",
                "report": f"/reports/{market.sources[0].report}",
                "ceasefire": truce,
                "control": "/control?on=2021-03-28",
                "review": "/review",
                "talks": "/talks",
                "parties": "/parties",
                "outlets": "/outlets",
                "changes": "/changes",
                "brief": "/brief",
            }
            for name, address in shots.items():
                page.goto(f"{url}{address}")
                page.wait_for_function(DRAWN, timeout=SETTLED)
                page.wait_for_timeout(500)
                page.screenshot(path=str(PICTURES / f"{name}.png"))
            browser.close()
        ledger.close()


if __name__ == "__main__":
    main()
