"""The one loader of data files: finds a file of `knowledge/`, parses it, and says which line is wrong."""

import csv
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from sayso.errors import KnowledgeError


def locate(name: str) -> Traversable:
    """Return the data file or folder called `name` ("cues.yaml", "frames"); raises KnowledgeError if there is none."""
    found = files("sayso.knowledge").joinpath(*name.split("/"))
    if not (found.is_file() or found.is_dir()):
        raise KnowledgeError(f"knowledge/{name}: no such data file")
    return found


def read_yaml(name: str) -> Any:
    """Parse a YAML data file; raises KnowledgeError with the parser's own line number."""
    try:
        return yaml.load(locate(name).read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise KnowledgeError(f"knowledge/{name}: {' '.join(str(error).split())}") from error


def read_csv(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV data file with a header; lines starting with "#" are comments."""
    lines = locate(name).read_text(encoding="utf-8").splitlines(keepends=True)
    yield from csv.DictReader(line for line in lines if not line.startswith("#"))


class _Strict:
    """Refuses a mapping that has an entry twice: YAML would keep the last and forget the first in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set[str]()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} stands here twice", key.start_mark)
            seen.add(key.value)
        built: dict[Any, Any] = super().construct_mapping(node, deep=deep)  # type: ignore[misc]
        return built


_LOADER = type("_Loader", (_Strict, getattr(yaml, "CSafeLoader", yaml.SafeLoader)), {})


def split(cell: str) -> list[str]:
    """Return the values of a cell that holds a list, separated by semicolons."""
    return [value.strip() for value in cell.split(";") if value.strip()]
