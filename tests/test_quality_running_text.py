"""Reports that came as words, as running text."""

import json
from pathlib import Path

from quality import running_text, standoff


def test_words_set_apart_are_joined(tmp_path: Path) -> None:
    folder = tmp_path / "wikievents"
    folder.mkdir()
    sentences = ['The army ’ s spokesman ( in Goma ) did n\'t say , " no " .', " A car - bomb went off"]
    (folder / "train.jsonl").write_text(json.dumps({"docid": "d1", "sentences": sentences}) + "\n", encoding="utf-8")
    (found,) = running_text.texts(tmp_path)
    assert found["id"] == "wikitrain-d1"
    assert found["text"] == 'The army’s spokesman (in Goma) didn\'t say, " no ". A car-bomb went off'


def test_lines_of_fixed_width_are_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "muc4"
    folder.mkdir()
    (folder / "train.json").write_text(
        json.dumps({"docid": "DEV-1", "doctext": "guerrillas  attacked\na post. "}) + "\n", encoding="utf-8"
    )
    (found,) = running_text.texts(tmp_path)
    assert (found["id"], found["text"]) == ("muc4-DEV-1", "guerrillas attacked a post.")


def test_a_folder_without_them_has_none(tmp_path: Path) -> None:
    assert list(running_text.texts(tmp_path)) == []
    assert standoff.texts(tmp_path / "corpus") == {}
