"""docs/performance.md says what docs/performance.json holds, in words and in pictures."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).resolve().parent.parent / "docs"


@pytest.fixture
def parts() -> dict[str, Any]:
    return dict(json.loads((DOCS / "performance.json").read_text(encoding="utf-8"))["parts"])


@pytest.fixture(autouse=True)
def scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS.parent / "scripts"))


def test_the_page_says_what_the_file_holds(parts: dict[str, Any]) -> None:
    import performance_doc

    text = (DOCS / "performance.md").read_text(encoding="utf-8")
    assert performance_doc.page(text, parts) == text, "run `python scripts/performance_doc.py`"
    assert set(re.findall(r"<!-- figures: (\w+) -->", text)) == set(parts)


def test_a_part_that_was_not_measured_stays_as_it_is(parts: dict[str, Any]) -> None:
    import performance_doc

    blocks = [f"<!-- figures: {part} -->\nold\n<!-- end of figures -->\n" for part in ("memory", "pages")]
    page = performance_doc.page("".join(blocks), {"memory": parts["memory"]})
    assert f"at most {parts['memory']['figures']['peak_rss_mb']} MB](pictures/performance-memory.svg)" in page
    assert page.endswith(blocks[1])


def test_each_part_has_its_picture_with_words_for_it(parts: dict[str, Any]) -> None:
    shown = re.findall(r"!\[([^\]]+)\]\((pictures/[^)]+)\)", (DOCS / "performance.md").read_text(encoding="utf-8"))
    assert [name for _, name in shown if not (DOCS / name).is_file()] == []
    assert {name for _, name in shown} == {f"pictures/performance-{part}.svg" for part in parts}
    assert all(len(words) > 30 for words, _ in shown)


def test_the_same_figures_give_the_same_pictures(parts: dict[str, Any], tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    import performance_plots

    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        performance_plots.draw(parts, folder)
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert files == sorted(f"performance-{part}.svg" for part in parts)
    for name in files:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
        assert b"<dc:date>" not in (tmp_path / "a" / name).read_bytes()
