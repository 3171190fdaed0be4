"""Reports that came as words, as running text."""

import gzip
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


def test_sentences_of_one_wire_report_are_one_text(tmp_path: Path) -> None:
    folder = tmp_path / "event_location"
    folder.mkdir()
    told = [
        {"_id": "APW_ENG_20031101.0130_5_shoot", "source": "APW_RA", "text": "He was shot."},
        {"_id": "APW_ENG_20031101.0130_2_kill", "source": "APW_RA", "text": "Two were killed in  Nablus."},
        {"_id": 17, "source": "Unknown_Andy", "text": "Shelling hit Donetsk on Thursday."},
        {"_id": "wiki", "source": "wiki", "text": "The war began in 1861."},
    ]
    lines = "".join(json.dumps(one) + "\n" for one in told)
    (folder / "train.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    wire, alone = running_text.texts(tmp_path)
    assert (wire["id"], wire["published"]) == ("spot-APW_ENG_20031101.0130", "2003-11-01")
    assert wire["text"] == "Two were killed in Nablus. He was shot."
    assert alone["text"] == "Shelling hit Donetsk on Thursday."


def test_a_folder_without_them_has_none(tmp_path: Path) -> None:
    assert list(running_text.texts(tmp_path)) == []
    assert all(name.startswith("written-") for name in standoff.texts(tmp_path / "corpus"))
