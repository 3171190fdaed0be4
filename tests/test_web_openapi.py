"""The description of the API and its documentation: an example for each endpoint, as it is answered now."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from fastapi.testclient import TestClient

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "scripts"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def operations(client: TestClient) -> list[tuple[str, str, dict[str, Any]]]:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    return [(m, path, one) for path, found in paths.items() for m, one in found.items()]


def test_each_endpoint_has_an_example_of_its_answer_and_its_body(client: TestClient) -> None:
    for method, path, one in operations(client):
        good = [r for status, r in one["responses"].items() if status.startswith("2")]
        shown = [c for r in good for c in r.get("content", {}).values() if "example" in c]
        assert shown, f"{method} {path}"
        if method == "post":
            assert "example" in one["requestBody"]["content"]["application/json"], path


@pytest.mark.joint
def test_the_examples_are_what_is_answered_now() -> None:
    kept = (ROOT / "src" / "sayso" / "web" / "api_examples.json").read_text(encoding="utf-8")
    assert json.loads(script("api_examples").answered()) == json.loads(kept)


def test_the_page_for_programmers_is_current_and_names_each_endpoint(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(SCRIPTS)])
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert page == script("api_doc").page(), "run scripts/make_docs.py"
    assert all(f"### {method.upper()} {path}\n" in page for method, path, _ in operations(client))


def test_help_leads_to_the_api_and_lists_each_endpoint(client: TestClient) -> None:
    assert 'href="/help/api"' in client.get("/help").text
    page = client.get("/help/api").text
    assert all(f"<code>{method.upper()} {path}</code>" in page for method, path, _ in operations(client))
