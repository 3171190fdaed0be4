"""Bad input: one clear line for each, never an exception, never half a report."""

import io
import itertools
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import IntakeError, SettingError
from sayso.intake import Overrides, foot_matter_start, noise_spans, read_path, read_stream
from sayso.intake import read as reading
from sayso.model import Report

NEWS = "The army said on Friday that it had taken the bridge, but this was denied by rebels."


def message(raw: bytes, name: str) -> str:
    [error] = read_stream(io.BytesIO(raw), name, Overrides())
    assert isinstance(error, IntakeError), error
    assert error.name == name
    assert "\n" not in str(error)
    return str(error)


@pytest.mark.parametrize(
    ("raw", "name", "said"),
    [
        (b"", "a.txt", "a.txt: is empty"),
        (b" \n\t\n", "a.html", "a.html: is empty"),
        (b"\xef\xbb\xbf", "a.txt", "a.txt: has no text"),
        (b"%PDF-1.7\n%\xe2\xe3", "a.pdf", "a.pdf: is a PDF, which sayso cannot read yet"),
        (b"%PDF-1.7\n%\xe2\xe3", "a.txt", "a.txt: is a PDF, which sayso cannot read yet"),
        (b"PK\x03\x04\x14\0", "a.docx", "a.docx: is a ZIP archive or office document, which sayso cannot read yet"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.png", "a.png: is a PNG image, which sayso cannot read yet"),
        (b"\x1f\x8b\x08", "a.gz", "a.gz: is a gzip archive, which sayso cannot read yet"),
        (b"WARC/1.0\r\n", "a.warc", "a.warc: is a WARC archive, which sayso cannot read yet"),
        (b"MIME-Version: 1.0\nA: x\n", "a.mht", "a.mht: is a web archive (MHTML), which sayso cannot read yet"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "a.xml", "a.xml: is a news feed, which sayso cannot read yet"),
        (b"<?xml version='1.0'?><a>b</a>", "a.xml", "a.xml: is an XML document, which sayso cannot read yet"),
        (b"<html></html>", "a.html", "a.html: holds no article"),
        (b"<html><body><p>Hello</p></body></html>", "a.html", "a.html: holds no article"),
        (b"\0\1\2\3\4\5\6\7" * 50, "a.bin", "a.bin: is a binary file"),
        (b"No comments:\nPost a Comment", "a.txt", ""),
    ],
)  # fmt: skip
def test_each_says_what_is_wrong(raw: bytes, name: str, said: str) -> None:
    if said:
        assert message(raw, name).startswith(said)
    else:
        [report] = read_stream(io.BytesIO(raw), name, Overrides())
        assert isinstance(report, Report)


def test_paths(tmp_path: Path) -> None:
    assert [str(e) for e in read_path(tmp_path / "none.txt")] == [f"{tmp_path}/none.txt: no such file or folder"]
    assert next(str(e) for e in read_path(tmp_path)).startswith(f"{tmp_path}: holds no file to read (.txt ")
    assert len(list(read_path(Path("a\0b")))) == 1
    [error] = read_path(tmp_path / "new\nline.txt")
    assert "\n" not in str(error)


def test_a_folder_is_read_in_order_with_its_folders(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    for name in ("b.txt", "a.txt", "inner/c.md", "picture.png", ".hidden.txt"):
        (tmp_path / name).write_text(f"{NEWS} {name}")
    reports = list(read_path(tmp_path))
    assert [r.text[-5:].strip() for r in reports if isinstance(r, Report)] == ["a.txt", "b.txt", "/c.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch(0o000)
    assert [str(e) for e in read_path(path)] == [f"{path}: cannot be read: permission denied"]


def test_a_page_of_50_mb() -> None:
    raw = b"<html><body><p>" + b"x " * 25_000_000 + b"</p></body></html>"
    assert message(raw, "big.html") == "big.html: is larger than 20 MB, the most that one report may have"


def test_a_gigantic_line_of_text() -> None:
    assert "characters of text; one report may have 120,000" in message(b"The army said so. " * 50_000, "a.txt")


def test_a_page_with_its_pictures_inside() -> None:
    picture = b"<img src='data:image/png;base64," + b"QUJD" * 1_000_000 + b"'>"
    [report] = read_stream(io.BytesIO(b"<html><body>" + picture + f"<p>{NEWS}</p>".encode()), "a.html", Overrides())
    assert isinstance(report, Report)
    assert report.text == NEWS


@pytest.mark.parametrize("depth", [500, 100_000])
def test_deep_nesting(depth: int) -> None:
    raw = b"<html><body>" + b"<div>" * depth + f"<p>{NEWS}</p>".encode() + b"</div>" * depth
    [outcome] = read_stream(io.BytesIO(raw), "a.html", Overrides())
    assert isinstance(outcome, Report | IntakeError)


def test_a_tag_of_a_hundred_thousand_attributes() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(100_000))
    [report] = read_stream(io.BytesIO(f"<html><body><p {attributes}>{NEWS}</p>".encode()), "a.html", Overrides())
    assert isinstance(report, Report)
    assert report.text == NEWS


def test_entity_bomb() -> None:
    entities = "".join(f'<!ENTITY b{i} "{f"&b{i - 1};" * 10}">' for i in range(1, 12))
    raw = f'<!DOCTYPE html [<!ENTITY b0 "boom">{entities}]><html><body><p>&b11; {NEWS}</p></body></html>'
    [report] = read_stream(io.BytesIO(raw.encode()), "a.html", Overrides())
    assert isinstance(report, Report)
    assert len(report.text) < 200


def test_local_files_named_in_a_page_are_not_read() -> None:
    raw = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x; {NEWS}</p></body></html>'
    [report] = read_stream(io.BytesIO(raw.encode()), "a.html", Overrides())
    assert isinstance(report, Report)
    assert "root:" not in report.text


def test_a_pipe_that_delivers_in_small_pieces() -> None:
    class Slow(io.RawIOBase):
        def __init__(self, raw: bytes) -> None:
            self.left = raw

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            part, self.left = self.left[:7], self.left[7:]
            return part

    [report] = read_stream(Slow(f"{NEWS}\n\n{NEWS}".encode()), "standard input", Overrides())  # type: ignore[arg-type]
    assert isinstance(report, Report)
    assert report.text == f"{NEWS}\n{NEWS}"


@pytest.mark.parametrize("language", ["zz", "French", ""])
def test_a_language_is_given_by_its_code(language: str) -> None:
    with pytest.raises(SettingError, match="give a code like en or ar"):
        Overrides(language=language)


NAMES = st.sampled_from(["a", "a.txt", "a.html", "a.jsonl", "a.json", "a.pdf"])
LINKED = '<script type="application/ld+json">{"@type": ["Article"], "author": [[[{}]]], "headline": 3}</script>'
PIECES = [LINKED, NEWS, "<time datetime='9999-99-99'>", "<div class=date>31 Febber 2019</div>", "<meta charset=utf-7>"]
PIECES += [
    "<p>",
    "</p>",
    "</div>",
    "<script>",
    "<!--",
    "]]>",
    "&#0;",
    "&#x110000;",
    "<br>",
    "<table><tr><td>",
    "</html>",
]
PIECES += [
    "<div class='ad'>",
    "<a href='x'>",
    "<link rel=canonical href='http://[x'>",
    "<link rel=canonical href=http://a>",
]
HTML = st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=25).map(
    lambda pieces: ("<html>" + "".join(pieces)).encode("utf-8", "surrogatepass")
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30), lambda inner: st.lists(inner, max_size=3)
)
ROWS = st.lists(st.dictionaries(st.sampled_from(["id", "text", "published", "title", "url"]), VALUES), max_size=4)
JSON_LINES = ROWS.map(lambda rows: "\n".join(map(json.dumps, rows)).encode())
UTF16 = st.text().map(lambda text: text.encode("utf-16"))


@settings(max_examples=300, deadline=None)
@given(raw=st.binary(max_size=400) | HTML | JSON_LINES | UTF16, name=NAMES)
def test_any_bytes_give_reports_or_errors(raw: bytes, name: str) -> None:
    for outcome in reading.read_stream(io.BytesIO(raw), name, Overrides()):
        if isinstance(outcome, Report):
            assert outcome.text.strip()
            assert not any(c < " " and c not in "\n\r\t" for c in outcome.text)
            assert outcome.sha256 and outcome.id
        else:
            assert isinstance(outcome, IntakeError)
            assert str(outcome).startswith(name)
            assert "\n" not in str(outcome)


LINES = st.sampled_from([NEWS, "Advertisement", "No comments:", "Post a Comment", "", "Read also: x", "Read Also", "©"])


@settings(deadline=None)
@given(st.lists(LINES | st.text(max_size=40), max_size=12).map("\n".join))
def test_noise_spans_lie_in_the_text_in_order(text: str) -> None:
    spans = noise_spans(text)
    assert 0 <= foot_matter_start(text) <= len(text)
    assert all(span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
    if NEWS in text.split("\n"):
        start = text.index(NEWS)
        assert not any(span.start < start + len(NEWS) and start < span.end for span in spans)
