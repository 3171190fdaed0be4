"""Which act a sentence tells: the tables in tests/examples, read by the whole reader.

`kinds.yaml` lists sentences by the kind (and phase) of the one act they tell, `no_events.yaml` those that tell none.
"""

import datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from sayso.extract.frames import frame_book
from sayso.extract.reader import Reader
from sayso.model import Report

EXAMPLES = Path(__file__).parent / "examples"
PUBLISHED = datetime.date(2020, 5, 14)
# Sentences a kind must have, and sentences without an act that the tables must hold.
ENOUGH_A_KIND = 8
ENOUGH_WITHOUT = 80


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader()


def table(name: str) -> dict[str, list[str]]:
    return yaml.safe_load((EXAMPLES / name).read_text(encoding="utf-8"))


KINDS, NO_EVENTS = table("kinds.yaml"), table("no_events.yaml")


def told(text: str) -> list[tuple[str, str]]:
    """Return (kind, phase) of each event that a sentence tells."""
    return [(event.kind, event.phase) for event in reader().read(Report(text, published=PUBLISHED)).events]


@pytest.mark.parametrize(("entry", "text"), [(entry, text) for entry, texts in KINDS.items() for text in texts])
def test_a_sentence_tells_one_act_of_its_kind(entry: str, text: str) -> None:
    kind, has_phase, phase = entry.partition("/")
    events = told(text)
    assert [event[0] for event in events] == [kind]
    if has_phase:
        assert events[0][1] == phase


@pytest.mark.parametrize(("why", "text"), [(why, text) for why, texts in NO_EVENTS.items() for text in texts])
def test_a_sentence_without_an_act_tells_none(why: str, text: str) -> None:
    assert told(text) == [], why


def test_every_kind_has_its_examples() -> None:
    count = dict.fromkeys(frame_book().kinds, 0)
    for entry, texts in KINDS.items():
        count[entry.partition("/")[0]] += len(texts)
    assert {kind: n for kind, n in count.items() if n < ENOUGH_A_KIND} == {}
    assert sum(map(len, NO_EVENTS.values())) >= ENOUGH_WITHOUT


def test_every_phase_has_an_example() -> None:
    phases = {
        f"{frame.kind}/{frame.phase}"
        for table in (frame_book().nouns, frame_book().verbs)
        for frames in table.values()
        for frame in frames
        if frame.phase
    }
    assert phases <= set(KINDS)


def test_no_example_stands_twice() -> None:
    texts = [text for part in (KINDS, NO_EVENTS) for sentences in part.values() for text in sentences]
    assert len(texts) == len(set(texts))


def test_every_kind_has_a_file_of_its_name() -> None:
    names = {path.name for path in files("sayso").joinpath("knowledge", "frames").iterdir()}
    assert names == {f"{kind}.yaml" for kind in frame_book().kinds}
