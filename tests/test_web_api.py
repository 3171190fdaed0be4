"""The JSON API: lists that go on by token, whole things, exports of the filtered set, acts that are not forged."""

import csv
import io
import zipfile

import pytest
from fastapi.testclient import TestClient

from sayso.web.settings import LARGEST_BODY

API = "/api/v1"


def test_pages_of_a_list_hold_every_incident_once(client: TestClient) -> None:
    whole = client.get(f"{API}/incidents?limit=500&total=true").json()
    ids: list[str] = []
    after = ""
    while True:
        page = client.get(f"{API}/incidents", params={"limit": 1, "after": after} if after else {"limit": 1}).json()
        ids += [one["id"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert ids == [one["id"] for one in whole["items"]]
    assert whole["total"] == len(ids) > 2


@pytest.mark.parametrize("path", ["incidents", "changes", "reports", "parties", "review/queue", "review/log"])
def test_a_token_that_was_made_up_is_refused(client: TestClient, path: str) -> None:
    answer = client.get(f"{API}/{path}?after=WyJ4IiwxXQ")
    assert (answer.status_code, "not a token" in answer.json()["error"]["message"]) == (400, True)


def test_an_export_has_as_many_rows_as_the_list_and_repeats_the_query(client: TestClient) -> None:
    total = client.get(f"{API}/incidents?country=SDN&total=true").json()["total"]
    answer = client.get(f"{API}/export/csv?country=SDN&table=incidents")
    assert len(list(csv.DictReader(io.StringIO(answer.text)))) == total == int(answer.headers["x-sayso-selected"])
    assert client.get(f"{API}/export/csv/query?country=SDN").json()["query"] == {"countries": ["SDN"]}
    together = zipfile.ZipFile(io.BytesIO(client.get(f"{API}/export/csv?country=SDN").content))
    assert "sayso-csv.csv.query.json" in together.namelist()


@pytest.mark.parametrize("ask", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_a_foreign_page_changes_nothing(client: TestClient, ask: dict[str, str]) -> None:
    assert client.post(f"{API}/reports", json={"text": "Shells fell."}, headers=ask).status_code == 403


def test_a_form_of_a_foreign_page_changes_nothing(client: TestClient) -> None:
    answer = client.post(f"{API}/reports", content='{"text": "x"}', headers={"content-type": "text/plain"})
    assert answer.status_code in (403, 422)
    assert client.get(f"{API}/reports?limit=500").json()["items"][0]["publisher"] == "Westline"


def test_an_act_on_what_changed_since_is_a_conflict(client: TestClient) -> None:
    ref = client.get(f"{API}/incidents").json()["items"][0]["id"]
    seen = client.get(f"{API}/incidents/{ref}").json()["revision"]
    body = {"seen": seen}
    assert client.post(f"{API}/incidents/{ref}/accept", json=body).status_code == 200
    assert client.post(f"{API}/incidents/{ref}/accept", json=body).json()["error"]["status"] == 409


def test_what_did_not_change_is_not_sent_again(client: TestClient) -> None:
    first = client.get(f"{API}/incidents")
    assert client.get(f"{API}/incidents", headers={"if-none-match": first.headers["etag"]}).status_code == 304


def test_head_is_get_without_the_body(client: TestClient) -> None:
    answer = client.head(f"{API}/kinds")
    assert (answer.status_code, answer.content) == (200, b"")


def test_every_error_has_the_one_shape(client: TestClient) -> None:
    large = client.post(
        f"{API}/reports", content=b" " * (LARGEST_BODY + 1), headers={"content-type": "application/json"}
    )
    answers = [
        client.get(f"{API}/incidents/nothing"),
        client.delete(f"{API}/incidents"),
        client.get(f"{API}/incidents?limit=0"),
        client.post(f"{API}/reports", json={"url": "http://127.0.0.1/story"}),
        large,
    ]
    assert [one.json()["error"]["status"] for one in answers] == [404, 405, 422, 400, 413]


def test_a_filter_has_fifty_values_at_most_the_same_one_again_too(client: TestClient) -> None:
    once = "&".join(["status=disputed"] * 50)
    assert client.get(f"{API}/summary?{once}").status_code == 200
    answer = client.get(f"{API}/summary?{once}&status=disputed")
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, "status: more than 50 values")
