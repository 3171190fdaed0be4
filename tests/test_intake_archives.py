"""WARC, WACZ, ZIP and packed files: what is a report in them comes out, the rest is told in one line."""

import bz2
import datetime
import gzip
import io
import lzma
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake_files import MORE, NEWS, docx, packed, page, pdf, record, taken, zipped
from sayso.errors import IntakeError, LanguageError
from sayso.intake import read_path, read_stream, unpacking
from sayso.intake.read import read_bytes
from sayso.model import Report

ONE = record("https://www.example.org/a", page(), http="X-Seen: yes\r\n")
TWO = record("https://example.org/b", page(MORE))
BLANK = (b" " * 999_999 + b"\n") * 70
GZIPPED = "Content-Encoding: gzip\r\n"


def test_a_page_of_a_warc_has_its_capture() -> None:
    [report], errors, told = taken(packed(ONE), "pages.warc.gz")
    assert (report.text, report.url, report.publisher) == (NEWS, "https://www.example.org/a", "example.org")
    assert report.published is None  # the moment of capture is no day of publication
    assert report.capture is not None
    assert report.capture.body == page()
    assert report.capture.captured == datetime.datetime(2016, 9, 24, 10, 11, 12, tzinfo=datetime.UTC)
    assert (report.capture.media_type, report.capture.status) == ("text/html", 200)
    assert ("x-seen", "yes") in report.capture.headers
    assert errors == told == []


def test_what_is_no_article_is_told_in_one_line() -> None:
    raw = [record(f"https://example.org/{n}.png", b"\x89PNG", "image/png") for n in range(30)]
    raw += [record("https://example.org/gone", page(), status="404 Not Found")]
    raw += [
        record("https://example.org/a", type="revisit"),
        record("https://example.org/robots.txt", b"Disallow: /", "text/plain"),
    ]
    raw += [record("https://example.org/links", b"<html><body><a href='x'>x</a></body></html>")]
    reports, errors, told = taken(packed(*raw, ONE), "pages.warc.gz")
    assert [report.text for report in reports] == [NEWS]
    assert errors == []
    [line] = told
    assert line.startswith("pages.warc.gz: passed over 34: 30 images, scripts and others that are no page, ")
    assert "2 pages without an article" in line
    assert "1 answers other than 200" in line
    assert "1 unchanged since an earlier visit" in line


@pytest.mark.parametrize(
    ("http", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(page())),
        ("Content-Encoding: gzip\r\n", page()),  # undone by the crawler, which left the field
        ("Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(page()), page())),
        ("Transfer-Encoding: chunked\r\n", page()),
    ],
)
def test_encodings_are_undone(http: str, body: bytes) -> None:
    [report], errors, _ = taken(record("https://example.org/a", body, http=http), "a.warc")
    assert report.capture is not None
    assert (report.text, report.capture.body, errors) == (NEWS, page(), [])


def test_the_character_set_of_the_answer_counts() -> None:
    body = page(NEWS + " Mr Żak agreed.").decode().encode("iso-8859-2")
    [report], _, _ = taken(record("https://example.org/a", body, "text/html; charset=ISO-8859-2"), "a.warc")
    assert report.text.endswith("Mr Żak agreed.")


def test_a_page_cannot_pass_for_one_of_another_site() -> None:
    own = page(head="<link rel=canonical href='https://example.org/own'>")
    foreign = page(MORE, head="<link rel=canonical href='https://example.com/theirs'>")
    reports, _, _ = taken(
        record("https://m.example.org/a?x=1", own) + record("https://example.org/b", foreign), "a.warc"
    )
    assert [report.url for report in reports] == ["https://example.org/own", "https://example.org/b"]


def test_documents_in_a_warc() -> None:
    reports, _, _ = taken(record("https://example.org/a.pdf", pdf(NEWS), "application/pdf"), "a.warc")
    assert [(report.text, report.url) for report in reports] == [(NEWS, "https://example.org/a.pdf")]


def test_a_warc_that_is_cut_off_gives_what_came_before() -> None:
    reports, errors, _ = taken((ONE + TWO)[:-60], "a.warc")
    assert [report.text for report in reports] == [NEWS]
    assert errors == ["a.warc: is cut off inside the record of https://example.org/b"]
    reports, errors, _ = taken(packed(ONE, TWO)[:-30], "a.warc.gz")
    assert [report.text for report in reports] == [NEWS]
    assert errors == ["a.warc.gz: is cut off: its gzip stream ends before its end"]


WHOLE = [record(f"https://example.org/{n}", page(f"{NEWS} Report {n} said so.")) for n in range(5)]
GARBLED = gzip.compress(WHOLE[2], mtime=0)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"".join(WHOLE[:2]) + b"nonsense\r\n\r\n" + b"".join(WHOLE[3:]), "after 2 records: goes on with the next"),
        (b"".join(WHOLE[:2]) + WHOLE[2][:300] + b"".join(WHOLE[3:]), "after 3 records: goes on with the next"),
        (
            b"".join(WHOLE[:2]) + WHOLE[2].replace(b"Content-Length: ", b"Content-Length: 9") + b"".join(WHOLE[3:]),
            "is cut off inside the record of https://example.org/2: goes on with the next",
        ),
        (
            b"".join(WHOLE[:2]) + WHOLE[2].replace(b"Content-Length: ", b"Content-Length: 1") + b"".join(WHOLE[3:]) * 9,
            "the record of https://example.org/2 runs into the next one: goes on with the next",
        ),
        (packed(*WHOLE[:2]) + GARBLED[:80] + b"\xff" * 20 + GARBLED[100:] + packed(*WHOLE[3:]), "cannot be unpacked"),
        (packed(*WHOLE[:2]) + GARBLED[: len(GARBLED) // 2] + packed(*WHOLE[3:]), "cannot be unpacked"),
        (packed(*WHOLE[:2]) + b"lost" + GARBLED[4:] + packed(*WHOLE[3:]), "goes on with the next"),
    ],
)
def test_a_damaged_record_costs_a_warc_no_other(raw: bytes, message: str) -> None:
    reports, errors, _ = taken(raw, "a.warc")
    assert [report.url[-1] for report in reports][:4] == ["0", "1", "3", "4"]
    assert all(report.text == f"{NEWS} Report {report.url[-1]} said so." for report in reports)
    assert message in errors[0]
    assert len(errors) <= 2


def test_a_warc_that_is_damaged_at_its_end_says_how_far_it_was_read() -> None:
    reports, errors, _ = taken(ONE + b"nonsense\r\n\r\n", "a.warc")
    assert [report.text for report in reports] == [NEWS]
    assert errors == ["a.warc: is a damaged WARC: it cannot be read any further after 1 record"]


def test_a_page_in_another_language_is_handed_on_to_be_kept_unread() -> None:
    french = "Le porte-parole de l’armée a déclaré vendredi que le pont avait été pris, mais les rebelles le nient."
    outcomes = list(read_stream(io.BytesIO(packed(record("https://example.org/fr", page(french)), TWO)), "a.warc.gz"))
    [foreign, report] = outcomes
    assert isinstance(foreign, LanguageError)
    assert (foreign.report.language, foreign.report.url) == ("fr", "https://example.org/fr")
    assert foreign.report.capture is not None
    assert foreign.report.capture.captured is not None
    assert isinstance(report, Report)


def test_wacz() -> None:
    files = {"archive/data.warc.gz": packed(ONE, TWO), "datapackage.json": b"{}", "pages/pages.jsonl": b'{"text": "x"}'}
    reports, errors, told = taken(zipped(files, zipfile.ZIP_STORED), "site.wacz")
    assert ([report.text for report in reports], errors, told) == ([NEWS, MORE], [], [])


def test_a_zip_of_reports_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"../../up.txt": NEWS.encode(), "/abs.html": page(MORE), "x.png": b"\x89PNG", "__MACOSX/a.txt": b"x"}
    files |= {"empty.txt": b"", "inner.zip": zipped({"a.txt": NEWS.encode()})}
    reports, errors, told = taken(zipped(files), "a.zip")
    assert [report.text for report in reports] == [NEWS, MORE, NEWS]
    assert errors == ["a.zip: empty.txt: is empty"]
    assert told == ["a.zip: passed over 2: 2 files of no kind that is read"]
    assert list(tmp_path.iterdir()) == []


def test_a_zip_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": NEWS.encode(), "b.txt": MORE.encode()}))
    assert [one.text for one in read_path(tmp_path) if isinstance(one, Report)] == [NEWS, MORE]


@pytest.mark.parametrize(("pack", "end"), [(gzip.compress, "gz"), (bz2.compress, "bz2"), (lzma.compress, "xz")])
def test_packed_files(pack: object, end: str) -> None:
    assert callable(pack)
    for raw, name in ((NEWS.encode(), "a.txt"), (page(), "a.html"), (b'{"text": "' + NEWS.encode() + b'"}', "a.jsonl")):
        [report], errors, _ = taken(pack(raw), f"{name}.{end}")
        assert (report.text, errors) == (NEWS, [])
        _, errors, _ = taken(pack(raw)[:-12], f"{name}.{end}")
        assert len(errors) == 1  # never half a report


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (gzip.compress(b"a" * 30_000_000), "a: is larger than 20 MB"),
        (gzip.compress(b'{"text": "x"}\n' + BLANK), "a: unpacks to more than 200 times its size"),
        (bz2.compress(b'{"text": "x"}\n' + BLANK), "a: unpacks to more than 200 times its size"),
        (zipped({"a.jsonl": b'{"text": "x"}\n' + BLANK}), "a: unpacks to more than 200 times its size"),
        (packed(record("http://a.example/", b"a" * 30_000_000)), "a: http://a.example/: is larger than 20 MB"),
        (record("http://a.example/", gzip.compress(b"a" * 30_000_000), http=GZIPPED), "a: http://a.example/: un"),
    ],
    ids=["text", "gzip", "bzip2", "zip", "record", "answer"],
)  # fmt: skip
def test_bombs(raw: bytes, said: str) -> None:
    _, errors, _ = taken(raw, "a")
    assert errors[-1].startswith(said)


def test_an_archive_in_an_archive_in_an_archive() -> None:
    raw = NEWS.encode()
    for _ in range(12):
        raw = gzip.compress(raw)
    assert taken(raw, "a.txt.gz")[1] == ["a.txt.gz: lies in more than 8 archives, one inside the other"]


def test_a_zip_of_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.intake.zips.MAX_ENTRIES", 3)
    _, errors, _ = taken(zipped({f"{n}.txt": b"x" for n in range(4)}), "a.zip")
    assert errors == ["a.zip: holds more than 3 files, the most that one ZIP archive may"]


def test_other_documents_that_are_zips_inside() -> None:
    assert "save the sheet as CSV" in taken(zipped({"xl/workbook.xml": b""}), "a.xlsx")[1][0]
    assert "an EPUB book" in taken(zipped({"META-INF/container.xml": b""}), "a.epub")[1][0]
    assert taken(zipped({"a.png": b"x"}), "a.zip")[1] == ["a.zip: is a ZIP archive that holds no file to read"]


FILES = [
    packed(ONE, TWO),
    ONE + TWO,
    zipped({"a.txt": NEWS.encode()}),
    docx(f"<w:p><w:r><w:t>{NEWS}</w:t></w:r></w:p>"),
]
FILES += [pdf(NEWS), lzma.compress(NEWS.encode()), bz2.compress(NEWS.encode())]


@settings(max_examples=150, deadline=None)
@given(
    raw=st.sampled_from(FILES),
    cut=st.floats(0, 1),
    places=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=4),
)
def test_damaged_files_give_reports_or_errors(raw: bytes, cut: float, places: list[tuple[float, int]]) -> None:
    damaged = bytearray(raw)
    for place, value in places:
        damaged[int(place * (len(raw) - 1))] = value
    reports, errors, told = taken(bytes(damaged[: int(cut * len(raw))]), "a")
    assert reports or errors or told
    assert all("\n" not in error and error.startswith("a: ") for error in errors)


def test_a_stream_that_trickles_is_unpacked() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(1)

    stream = unpacking.Unpacked(Slow(gzip.compress(b"one") + gzip.compress(b"two") + b"\0\0"), "a", unpacking.Kind.GZIP)
    assert stream.read() == b"onetwo"


def test_errors_only_descend_from_intake_error() -> None:
    with pytest.raises(IntakeError):
        unpacking.Unpacked(io.BytesIO(b"\x1f\x8b\x08nonsense"), "a", unpacking.Kind.GZIP).read()


def test_a_day_in_the_address_counts_where_the_page_tells_none() -> None:
    [report], _, _ = taken(record("https://example.org/2023/07/14/bridge", page()), "a.warc")
    assert report.published == datetime.date(2023, 7, 14)
    assert report.capture is not None
    [again] = read_bytes(report.capture.body, "report.html", capture=report.capture)  # as `sayso reread` does
    assert isinstance(again, Report)
    assert again.published == datetime.date(2023, 7, 14)


def test_a_damaged_record_of_a_kind_that_is_passed_over_is_met_once() -> None:
    broken = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 3\r\n\r\nabcdefgh"  # longer than it says
    reports, errors, _ = taken(ONE + b"nonsense\r\n\r\n" + broken + TWO, "a.warc")
    assert [report.url[-1] for report in reports] == ["a", "b"]
    assert len(errors) == 2
