"""Words of the knowledge files are words: YAML takes a bare "on", "off", "yes" or "no" for a truth value."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.knowledge.files import locate, read_yaml

FOLDER = Path(str(locate("kinds.yaml"))).parent
FILES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.yaml"))


def listed(value: Any) -> Iterator[Any]:
    """Yield every value that stands in a list, and every key."""
    if isinstance(value, dict):
        for key, held in value.items():
            yield key
            yield from listed(held)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict | list):
                yield from listed(item)
            else:
                yield item


@pytest.mark.parametrize("name", FILES)
def test_no_word_is_a_truth_value(name: str) -> None:
    assert [value for value in listed(read_yaml(name)) if isinstance(value, bool)] == []
