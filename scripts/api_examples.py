"""What the API really answers over the invented reports of the tests: the examples of its description.

scripts/make_docs.py writes them to `src/sayso/web/api_examples.json`; a test asks again and compares.
"""

import json
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from sayso.batch.worker import load_reader
from sayso.intake.listings.found import Found
from sayso.ledger import review
from sayso.ledger.adding import add, add_unread
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.sources import Watched, register, succeeded
from sayso.model import Capture, Record, Report
from sayso.web.app import create_app
from sayso.web.settings import Settings
from web_site import BEGAN, HERE, fill

START = "/api/v1"
LONGEST = 1_500  # characters of an answer that is no JSON: an example, not the whole
WHO = "Ada"
ARABIC = "سقطت قذائف على مدرسة في كتم يوم الخميس، فقتلت أربعة أشخاص، بحسب طبيب."
NEW = {
    "text": "Shells hit a school in Nyala on Thursday, killing four people, a doctor said.",
    "title": "School shelled in Nyala",
    "publisher": "Northline News",
    "published": "2023-07-21",
    "url": "https://5.example.org/story",
}
Ask = Callable[..., Any]


def examples(client: TestClient, ledger: Ledger) -> dict[str, dict[str, Any]]:
    """Return by operation one request and its answer; the ledger is changed on the way."""
    found: dict[str, dict[str, Any]] = {}

    def ask(name: str, method: str, path: str, body: Any = None) -> Any:
        answer = client.request(method, START + path, json=body)
        assert answer.status_code < 300, (path, answer.text)
        media = answer.headers["content-type"].partition(";")[0]
        found[name] = {"method": method, "path": START + path}
        if body is not None:
            found[name]["body"] = body
        content = answer.json() if media == "application/json" else answer.text[:LONGEST]
        found[name] |= {"status": answer.status_code, "media": media, "answer": content}
        return content

    _read(ask, ledger)
    _others(client, found, ask)
    _change(ask)
    _kept(ask, ledger)
    return found


def _read(ask: Ask, ledger: Ledger) -> None:
    listed = ask("list_incidents", "GET", "/incidents?country=SDN&kind=airstrike&limit=1&total=true")
    ref = listed["items"][0]["id"]
    review.accept(ledger, WHO, ref, note="read both reports", now=BEGAN + timedelta(days=9))
    review.comment(ledger, WHO, ref, "", "The union gives one more.", now=BEGAN + timedelta(days=9, minutes=5))
    ask("list_disputes", "GET", "/disputes?until=2023-07-15&limit=1")
    ask("get_incident", "GET", f"/incidents/{ref}")
    ask("list_events", "GET", f"/incidents/{ref}/events")
    reports = ask("list_reports", "GET", "/reports?limit=2")
    ask("get_report", "GET", f"/reports/{reports['items'][0]['report']}")
    ask("list_changes", "GET", "/changes?limit=2")
    ask("list_ceasefires", "GET", "/ceasefires?country=SDN")
    ask("list_control", "GET", "/control?place=Kutum")
    ask("list_talks", "GET", "/talks?since=2023-07-01")
    ask("get_brief", "GET", "/brief?since=2023-07-10&until=2023-07-20")
    ask("list_parties", "GET", "/parties?limit=2")
    ask("list_outlets", "GET", "/outlets?limit=2")
    ask("get_export", "GET", "/export/csv?table=incidents&kind=airstrike")
    ask("get_export_query", "GET", "/export/csv/query?kind=airstrike")["written"] = "2023-07-24T12:00:00Z"
    ask("list_queue", "GET", "/review/queue?limit=1")
    ask("list_log", "GET", "/review/log?limit=2")


def _others(client: TestClient, found: dict[str, dict[str, Any]], ask: Ask) -> None:
    """Ask every other endpoint that is read and has nothing to fill in."""
    for path, operations in client.get(f"{START}/openapi.json").json()["paths"].items():
        name = operations.get("get", {}).get("operationId")
        if name and name not in found and "{" not in path:
            ask(name, "GET", path.removeprefix(START))


def _change(ask: Ask) -> None:
    from copy import deepcopy

    added = ask("add_report", "POST", "/reports", NEW)
    first = added["changed"][0]
    queue = deepcopy(ask("list_queue", "GET", "/review/queue?limit=2"))
    one = next(item for item in queue["items"] if item["incident"]["id"] != first)
    ref, seen = one["incident"]["id"], one["revision"]
    ask("edit_incident", "POST", f"/incidents/{ref}/edit", {"field": "place", "value": "Nyala|SDN", "seen": seen})
    ask("comment_incident", "POST", f"/incidents/{ref}/comment", {"words": "The report names no town."})
    ask("accept_incident", "POST", f"/incidents/{ref}/accept", {"note": "checked"})
    merged = ask("merge_incidents", "POST", f"/incidents/{ref}/merge", {"others": [first], "note": "one act"})
    ask("undo_review", "POST", f"/review/{merged['review']}/undo", {})
    again = ask("merge_incidents", "POST", f"/incidents/{ref}/merge", {"others": [first], "note": "one act"})
    events = ask("list_again", "GET", f"/incidents/{again['incident']}/events")
    ask("split_incident", "POST", f"/incidents/{ref}/split", {"events": [events["items"][-1]["key"]]})
    ask("reject_incident", "POST", f"/incidents/{first}/reject", {"note": "an exercise, not an attack"})


def _kept(ask: Ask, ledger: Ledger) -> None:
    """Ask for what is kept and not read: another language, raw bytes, the state of sources."""
    later = BEGAN + timedelta(days=10)
    foreign = Report(ARABIC, language="ar", publisher="Southline Post", published=later.date(), title="مدرسة في كتم")
    add_unread(ledger, foreign, now=later)
    ask("list_unread", "GET", "/unread?language=ar&total=true")
    page = Capture(b"<p>Shells fell.</p>", "text/html", later, "https://6.example.org/story", 200)
    came = Report("Shells fell.", url=page.url, raw_sha256=page.sha256, capture=page)
    ref = add(ledger, Record(came, (), ()), now=later).report
    ask("get_raw", "GET", f"/reports/{ref}/raw")
    feed = Watched("Northline", "feed", "https://n.example.org/rss", 600, publisher="Northline News")
    row = register(ledger, [feed])["Northline"]
    succeeded(ledger, row, [Found("https://n.example.org/1")], later, later + timedelta(minutes=10))
    ask("list_sources", "GET", "/sources")


def answered() -> str:
    """Return the file of examples, asked anew of a ledger made for it."""
    with tempfile.TemporaryDirectory() as folder:
        reader, path = load_reader(""), Path(folder) / "site.db"
        fill(path, lambda text, day, title: reader.read(Report(text, title=title, published=day)))
        ledger = open_ledger(str(path))
        with TestClient(create_app(Settings(), ledger), base_url=HERE) as client:
            found = text(examples(client, ledger))
        ledger.close()
    return found


def text(found: dict[str, dict[str, Any]]) -> str:
    """Return the file of examples."""
    found.pop("list_again", None)
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
