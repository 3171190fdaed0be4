"""The bundled examples through the whole of `sayso read`: everything told rests on words of the report."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso import cli

EXAMPLES = Path(__file__).parent.parent / "examples"
STORIES = [EXAMPLES / "wire-story.txt", EXAMPLES / "blog-page.html"]
Records = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return read(tmp_path_factory.mktemp("story") / "one.jsonl")


@pytest.fixture(scope="module")
def records(written: Path) -> Records:
    lines = written.read_text(encoding="utf-8").splitlines()
    return {path.name: json.loads(line) for path, line in zip(STORIES, lines, strict=True)}


def read(place: Path, *options: str) -> Path:
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as end:
        patch.setattr(sys, "argv", ["sayso", "read", *map(str, STORIES), "-f", "jsonl", "-o", str(place), *options])
        cli.main()
    assert end.value.code == 0
    return place


def quoted(data: Any) -> Iterator[tuple[str, list[int]]]:
    """Yield every verbatim text of a record that has a span beside it, with the span."""
    if isinstance(data, list):
        for value in data:
            yield from quoted(value)
    if isinstance(data, dict):
        for words, span in (("text", "span"), ("evidence", "evidence_span"), ("cue", "cue_span"), ("via", "via_span")):
            if data.get(words) and data.get(span):
                yield data[words], data[span]
        for value in data.values():
            yield from quoted(value)


@pytest.mark.parametrize("story", [path.name for path in STORIES])
def test_every_value_stands_where_its_span_says(records: Records, story: str) -> None:
    record = records[story]
    found = list(quoted(record["events"])) + list(quoted(record["statements"]))
    assert len(found) > 40
    assert [
        (words, record["text"][slice(*span)]) for words, span in found if record["text"][slice(*span)] != words
    ] == []


@pytest.mark.parametrize("story", [path.name for path in STORIES])
def test_a_story_tells_events_that_somebody_denies(records: Records, story: str) -> None:
    events = records[story]["events"]
    denied = [event for event in events for account in event["accounts"] if account["stance"] == "denies"]
    assert len(events) >= 5
    assert denied
    assert all(event["trigger"] in event["evidence"] in records[story]["text"] for event in events)
    assert all(event["accounts"] for event in events)


def test_the_foot_of_the_blog_page_is_gone(records: Records) -> None:
    assert "Post a Comment" not in records["blog-page.html"]["text"]


@pytest.mark.joint
def test_two_processes_read_the_same_as_one(tmp_path: Path) -> None:
    one = read(tmp_path / "one.jsonl").read_bytes()
    assert read(tmp_path / "two.jsonl", "--jobs", "2").read_bytes() == one
