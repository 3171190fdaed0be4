"""Acts of review that the ledger refuses: a conflict, told in the one shape and on the page, no fault of the server."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from web_people import csrf

API = "/api/v1"


def some(client: TestClient) -> str:
    found: str = client.get(f"{API}/incidents").json()["items"][0]["id"]
    return found


def asked(client: TestClient, path: str, body: Any) -> tuple[int, str]:
    answer = client.post(f"{API}/{path}", json=body)
    assert list(answer.json()) == ["error"], answer.text
    return answer.json()["error"]["status"], answer.json()["error"]["message"]


def test_an_incident_is_not_merged_with_itself(client: TestClient) -> None:
    ref = some(client)
    assert asked(client, f"incidents/{ref}/merge", {"others": [ref]}) == (
        409,
        f"{ref}: name at least one other incident to merge into it",
    )
    answer = client.post(f"/incidents/{ref}/merge", data={"csrf": csrf(client), "others": ref})
    assert (answer.status_code, "name at least one other incident" in answer.text) == (409, True)


def test_a_stale_state_is_told_with_who_came_first(client: TestClient) -> None:
    ref = some(client)
    seen = client.get(f"{API}/incidents/{ref}").json()["revision"]
    client.post(f"{API}/incidents/{ref}/accept", json={})
    for act, more in (("reject", {}), ("edit", {"field": "place", "value": "Kutum|SDN"})):
        status, said = asked(client, f"incidents/{ref}/{act}", {"seen": seen, **more})
        assert (status, "changed since you saw it" in said) == (409, True)
    answer = client.post(f"/incidents/{ref}/reject", data={"csrf": csrf(client), "seen": seen})
    assert (answer.status_code, "your reject was not kept" in answer.text) == (409, True)


def test_what_was_not_set_is_not_given_back(client: TestClient) -> None:
    status, said = asked(client, f"incidents/{some(client)}/edit", {"field": "place", "value": None})
    assert (status, said.endswith("place was not set by hand")) == (409, True)


def test_an_act_is_undone_once(client: TestClient) -> None:
    ref = some(client)
    number = client.post(f"{API}/incidents/{ref}/accept", json={}).json()["review"]
    assert client.post(f"{API}/review/{number}/undo", json={}).status_code == 200
    status, said = asked(client, f"review/{number}/undo", {})
    assert (status, "undone already" in said) == (409, True)
    form = {"csrf": csrf(client), "review": str(number)}
    assert client.post(f"/incidents/{ref}/undo", data=form).status_code == 409
    assert asked(client, "review/99999/undo", {})[0] == 404


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("split", {"events": ["nosuchevent"]}),
        ("edit", {"field": "weather", "value": "fine"}),
        ("edit", {"field": "day", "value": "soon"}),
        ("comment", {"words": "Where?", "field": "weather"}),
        ("comment", {"words": "Where?", "reply_to": 99999}),
        ("comment", {"words": "Where?", "reply_to": 99999.0}),  # one number in JSON
    ],
)
def test_input_that_means_nothing_is_the_askers(client: TestClient, act: str, body: dict[str, Any]) -> None:
    assert asked(client, f"incidents/{some(client)}/{act}", body)[0] == 400
