"""Files of the pages in the cache of a browser: for good by an address with their stamp, else asked for each time."""

import re

import pytest
from fastapi.testclient import TestClient

from sayso.web.static_files import stamp

FOR_GOOD = "public, max-age=31536000, immutable"


def test_every_versioned_file_of_a_page_is_kept_for_good(client: TestClient) -> None:
    found = re.findall(r'(?:href|src)="(/static/[^"]+\?v=[^"]+)"', client.get("/").text)
    assert any(path.endswith(f"sayso.css?v={stamp()}") for path in found)
    for path in found:
        answer = client.get(path)
        if answer.status_code == 200 or "/vendor/" not in path:  # built apart
            assert answer.headers["cache-control"] == FOR_GOOD, path


@pytest.mark.parametrize("path", ["/static/sayso.css", "/static/sayso.css?v=0000", "/static/icon.svg"])
def test_any_other_address_is_asked_for_each_time(client: TestClient, path: str) -> None:
    first = client.get(path)
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["cache-control"]) == (304, b"", "no-cache")


def test_a_file_that_is_not_there_is_not_kept(client: TestClient) -> None:
    answer = client.get(f"/static/nothing.css?v={stamp()}")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("cache-control", "")


@pytest.mark.parametrize(("host", "status"), [("localhost", 200), ("127.0.0.1:8420", 200), ("testserver", 400)])
def test_only_the_names_of_the_settings_are_answered_to(client: TestClient, host: str, status: int) -> None:
    assert client.get("/help", headers={"host": host}).status_code == status
