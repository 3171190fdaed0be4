"""The description of the API: OpenAPI 3.1 made from the endpoints, with examples that were really answered."""

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from sayso.web.problems import Problem

ABOUT = "Everything that the pages show, as JSON. Every answer of an error has the one shape `Problem`."
TAGS = {
    "overview": "Counts and places of a selection.",
    "incidents": "What happened, on whose word, and who denies it.",
    "reports": "The reports that tell of it, and adding one.",
    "changes": "What came to be held otherwise, and why.",
    "courses": "What follows from incidents over time.",
    "review": "What people correct.",
    "vocabulary": "Kinds, parties, outlets.",
    "export": "Exactly the filtered set, in every format.",
}


def operation_name(route: APIRoute) -> str:
    """Return the id of an operation: the name of its function."""
    return route.name


def describe(app: FastAPI) -> None:
    """Have the application answer with its description, examples in it."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = description(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def description(app: FastAPI) -> dict[str, Any]:
    """Return the description of the endpoints that there are."""
    found = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=ABOUT,
        routes=app.routes,
        tags=[{"name": name, "description": about} for name, about in TAGS.items()],
    )
    for path, operations in found["paths"].items():
        for operation in operations.values():
            _exemplify(path, operation)
    found["components"]["schemas"].pop("HTTPValidationError", None)
    found["components"]["schemas"].pop("ValidationError", None)
    return found


@lru_cache(maxsize=1)
def examples() -> dict[str, dict[str, Any]]:
    """Return by operation what was asked (`method`, `path`, `body`) and answered (`status`, `answer`)."""
    text = files("sayso.web").joinpath("api_examples.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = json.loads(text)
    return found


def _exemplify(path: str, operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        if status >= "400":
            response["content"] = {"application/json": {"schema": _SCHEMA, "example": _problem(int(status))}}
        elif status.startswith("3"):
            response.pop("content", None)
    example = examples().get(operation["operationId"])
    if example is None:
        return
    content = operation["responses"][str(example["status"])]["content"]
    if example["media"] in content:
        content[example["media"]]["example"] = example["answer"]
    if "body" in example:
        operation["requestBody"]["content"]["application/json"]["example"] = example["body"]


_SCHEMA = {"$ref": f"#/components/schemas/{Problem.__name__}"}


def _problem(status: int) -> dict[str, Any]:
    from http import HTTPStatus

    from sayso.web.problems import ABOUT

    return {"error": {"status": status, "title": HTTPStatus(status).phrase, "message": ABOUT[status]}}
