"""docs/api.md: the JSON API for a programmer, made from its description and the answers kept as its examples."""

import json
import shlex
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from sayso.web.api import router
from sayso.web.openapi import TAGS, description, examples, operation_name
from sayso.web.problems import ABOUT

HOST = "http://127.0.0.1:8420"
# How much of an answer is shown: so many items of a list, characters of a text, and lines.
ITEMS, LETTERS, LINES = 1, 80, 24
FILTERS = "list_incidents"  # the operation that has every filter
VIEW = ("sort", "limit", "after", "total")
HEAD = Path(__file__).with_name("api_head.md")


def page() -> str:
    """Return docs/api.md."""
    app = FastAPI(title="sayso", generate_unique_id_function=operation_name)
    app.include_router(router, prefix="/api/v1")
    found = description(app)
    every = [
        (method.upper(), path, operation)
        for path, operations in found["paths"].items()
        for method, operation in operations.items()
    ]
    listed = next(operation for _, _, operation in every if operation["operationId"] == FILTERS)
    lines = [HEAD.read_text(encoding="utf-8").rstrip(), "", "## Filters", "", "| filter | meaning |", "|---|---|"]
    lines += [f"| `{p['name']}` | {p['description']} |" for p in listed["parameters"] if p["name"] not in VIEW]
    lines += ["", "## Errors", "", "| status | meaning |", "|---|---|"]
    lines += [f"| {status} | {about} |" for status, about in ABOUT.items() if status >= 400]
    for tag, about in TAGS.items():
        lines += ["", f"## {tag.capitalize()}", "", about]
        for method, path, operation in every:
            if tag in operation["tags"]:
                lines += _endpoint(method, path, operation)
    return "\n".join(lines) + "\n"


def _endpoint(method: str, path: str, operation: dict[str, Any]) -> list[str]:
    example = examples()[operation["operationId"]]
    curl = ["curl", *(["-X", method] if method != "GET" else []), HOST + example["path"]]
    if "body" in example:
        curl += ["-H", "content-type: application/json", "-d", json.dumps(example["body"], ensure_ascii=False)]
    answer = example["answer"]
    text = answer if isinstance(answer, str) else json.dumps(short(answer), ensure_ascii=False, indent=1)
    shown = text.splitlines()
    more = ["..."] if len(shown) > LINES else []
    kind = "json" if example["media"] == "application/json" else "text"
    return [
        "",
        f"### {method} {path}",
        "",
        " ".join(operation["description"].split()),
        "",
        "```sh",
        shlex.join(curl),
        "```",
        "",
        f"```{kind}",
        *(line if len(line) <= 2 * LETTERS else f"{line[: 2 * LETTERS]}…" for line in shown[:LINES]),
        *more,
        "```",
    ]


def short(value: Any) -> Any:
    """Return an answer with its lists and texts cut to what shows their shape."""
    if isinstance(value, dict):
        return {name: short(one) for name, one in list(value.items())[:16]}
    if isinstance(value, list):
        return [short(one) for one in value[:ITEMS]]
    return f"{value[:LETTERS]}…" if isinstance(value, str) and len(value) > LETTERS else value
