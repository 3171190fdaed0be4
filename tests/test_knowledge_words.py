"""Words of the knowledge files are words (YAML takes a bare "on" for a truth value), and no list hides another."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso.errors import KnowledgeError
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


class _Once(yaml.SafeLoader):
    """A loader that keeps the keys that stand twice in one mapping: YAML lets the second hide the first."""


def _mapping(loader: Any, node: Any, deep: bool = False) -> Any:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    loader.twice = getattr(loader, "twice", []) + [key for key in set(keys) if keys.count(key) > 1]
    return yaml.SafeLoader.construct_mapping(loader, node, deep)


_Once.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def keys_twice(text: str) -> list[Any]:
    loader: Any = _Once(text)
    loader.get_single_data()
    return list(getattr(loader, "twice", []))


def test_a_key_that_stands_twice_is_seen() -> None:
    assert keys_twice("seated: [in]\ncrowds: [group]\nseated: [based]") == ["seated"]


@pytest.mark.parametrize("name", FILES)
def test_no_list_hides_another_of_its_name(name: str) -> None:
    assert keys_twice(locate(name).read_text(encoding="utf-8")) == []


def test_a_file_in_which_a_list_hides_another_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cues.yaml").write_text("near: [by]\nfar: [off]\nnear: [beside]\n", encoding="utf-8")
    monkeypatch.setattr("sayso.knowledge.files.files", lambda _: tmp_path)
    with pytest.raises(KnowledgeError, match=r"cues\.yaml: 'near' stands here twice .* line 3"):
        read_yaml("cues.yaml")
