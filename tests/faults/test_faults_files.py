"""Files that are half written: what is whole in them is read, nothing of what is not, and in the end all of it."""

import json

import pytest

from intake_files import NEWS, packed, page, record, taken

TEXTS = [f"{NEWS} Report {n} said so." for n in range(4)]
LINES = "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(TEXTS)).encode()
WARC = packed(*(record(f"https://example.org/{n}", page(text)) for n, text in enumerate(TEXTS)))


@pytest.mark.parametrize(("raw", "name"), [(LINES, "a.jsonl"), (WARC, "a.warc.gz")])
def test_a_file_cut_anywhere_gives_whole_reports_only(raw: bytes, name: str) -> None:
    most = 0
    for cut in range(1, len(raw), 23):
        reports, errors, _ = taken(raw[:cut], name)
        texts = [report.text for report in reports]
        assert texts == TEXTS[: len(texts)], cut
        assert len(errors) <= 1
        assert len(texts) >= most
        most = len(texts)
    assert [report.text for report in taken(raw, name)[0]] == TEXTS
