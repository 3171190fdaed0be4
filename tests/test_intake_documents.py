"""PDF, DOCX, mails, mailboxes, saved pages and tables: a file in, its reports out."""

import datetime
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake_files import MORE, NEWS, docx, page, pdf, taken, zipped

THIRD = "A monitor said that four people had been wounded there."
PASSWORD = "open sesame"  # noqa: S105 - of an invented file
SATURDAY = datetime.date(2016, 9, 24)


def run(*texts: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def mail(text: str = NEWS, html: str = "", **attached: bytes) -> bytes:
    message = EmailMessage()
    message["From"] = "Example Desk <desk@example.org>"
    message["To"] = "reader@example.com"
    message["Subject"] = "Bridge taken"
    message["Date"] = "Sat, 24 Sep 2016 01:30:00 +0300"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, raw in attached.items():
        message.add_attachment(raw, maintype="application", subtype="octet-stream", filename=name.replace("_", "."))
    return message.as_bytes()


def test_a_pdf_without_running_heads_and_page_numbers() -> None:
    [report], _, _ = taken(pdf(NEWS, MORE, THIRD, head="Example Monitor Weekly"), "a.pdf")
    assert report.text.split() == f"{NEWS} {MORE} {THIRD}".split()
    assert report.published is None
    assert any(note.startswith("the file was made on ") for note in report.notes)
    assert report.capture is not None
    assert report.capture.media_type == "application/pdf"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (pdf(NEWS, password=PASSWORD), "a.pdf: is an encrypted PDF; save it without its password"),
        (pdf(""), "a.pdf: holds no text: its pages are scanned or empty"),
        (pdf(NEWS)[:300], "a.pdf: is a PDF that is damaged or cut off"),
        (docx(""), "a.pdf: holds no text: the document is empty or of pictures"),
        (docx(run(NEWS))[:-40], "a.pdf: is a ZIP archive that is cut off"),
    ],
)
def test_documents_that_cannot_be_read(raw: bytes, said: str) -> None:
    assert taken(raw, "a.pdf")[1] == [said]


def test_docx() -> None:
    title = '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Bridge taken</w:t></w:r></w:p>'
    table = f"<w:tbl><w:tr><w:tc>{run('Killed', '30')}</w:tc></w:tr></w:tbl>"
    changed = "<w:p><w:del><w:r><w:delText>Nothing</w:delText></w:r></w:del>"
    changed += "<w:ins><w:r><w:t>Three shops burned.</w:t></w:r></w:ins></w:p>"
    core = "<dcterms:created>2016-09-24T10:00:00Z</dcterms:created>"
    [report], _, _ = taken(docx(title + run(NEWS) + table + changed, core), "a.docx")
    assert report.text == f"Bridge taken\n{NEWS}\nThree shops burned."
    assert report.title == "Bridge taken"
    assert report.published is None
    assert "the file was made on 2016-09-24, which may not be its day of publication" in report.notes


def test_entities_in_a_docx_are_refused() -> None:
    raw = docx(run(NEWS))
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="x">&a;</w:document>'
    assert taken(zipped({"word/document.xml": bomb}), "a.docx")[1] == [
        "a.docx: is no DOCX document: its XML declares entities"
    ]
    assert taken(raw, "a.docx")[0]


def test_a_mail() -> None:
    text = f"{NEWS}\n\n> Earlier words of another that are quoted here at some length for context.\n-- \nThe desk\n"
    [report], errors, _ = taken(mail(text), "a.eml")
    assert (report.text, report.title, report.publisher) == (NEWS, "Bridge taken", "Example Desk")
    assert (report.published, report.id, errors) == (SATURDAY, "1@example.org", [])
    assert report.capture is not None
    assert report.capture.media_type == "message/rfc822"


def test_a_mail_whose_page_says_more() -> None:
    [report], _, _ = taken(mail("View in a browser", page(MORE).decode()), "a.eml")
    assert report.text == MORE


def test_attachments_that_are_reports() -> None:
    raw = mail("Please see attached.", a_pdf=pdf(MORE), b_docx=docx(run(NEWS)), c_png=b"\x89PNG")
    reports, errors, told = taken(raw, "a.eml")
    assert ([report.text for report in reports], errors) == ([MORE, NEWS], [])
    assert "attached to a mail of 2016-09-24" in reports[0].notes
    assert told == ["a.eml: passed over 2: 1 attachments of no kind that is read, 1 mails that only bring attachments"]


def test_a_mailbox() -> None:
    part = b"From desk@example.org Sat Sep 24 01:30:00 2016\n"
    raw = part + mail() + b"\n" + part + mail("Hello") + b"\n" + part + mail(f">From here on, {MORE}") + b"\n"
    reports, errors, _ = taken(raw, "a.mbox")
    assert [report.text for report in reports] == [NEWS, f"From here on, {MORE}"]
    assert errors == ["a.mbox: mail 2: holds no article: no running text found in the mail"]
    assert taken(b"nonsense", "a.mbox")[1] == ['a.mbox: is no mailbox: it does not begin with a line "From ..."']


def test_a_saved_page() -> None:
    raw = b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nSubject: Bridge taken\r\n"
    raw += b"Date: Sat, 24 Sep 2016 01:30:00 -0000\r\nMIME-Version: 1.0\r\n"
    raw += (
        b'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n'
    )
    raw += page() + b"\r\n--x\r\nContent-Type: image/png\r\n\r\nx\r\n--x--\r\n"
    [report], _, _ = taken(raw, "a.mhtml")
    assert (report.text, report.url, report.published) == (NEWS, "https://example.org/a", None)
    assert report.capture is not None
    assert report.capture.captured == datetime.datetime(2016, 9, 24, 1, 30, tzinfo=datetime.UTC)


@pytest.mark.parametrize("name", ["a.csv", "standard input"])
def test_a_table(name: str) -> None:
    text = f'Headline,Body,Publish Date,Link,Outlet\n"Bridge, taken","{NEWS}\n\n{MORE}",2016-09-24,https://example.org/a,Example\n'
    [report], errors, _ = taken(text.encode(), name)
    assert report.text == f"{NEWS}\n\n{MORE}"  # exactly as given
    assert (report.title, report.published, report.url) == ("Bridge, taken", SATURDAY, "https://example.org/a")
    assert (report.publisher, errors) == ("Example", [])
    assert report.capture is not None
    assert taken(report.capture.body, "again.csv")[0] == [report]  # what was kept can be read again


def test_a_table_with_tabs_in_utf_16() -> None:
    [report], _, _ = taken(f'text\tdate\n"{NEWS}"\t24 September 2016\n'.encode("utf-16"), "a.tsv")
    assert (report.text, report.published) == (NEWS, SATURDAY)


def test_rows_that_cannot_be_read() -> None:
    rows = ["text,date", f"{NEWS[:20]}", "'',x,y", f'"{NEWS}",2016-09-24', f'"{MORE}",9/8/2016', ",2016-09-24"]
    reports, errors, _ = taken("\n".join(rows).encode(), "a.csv")
    assert [report.published for report in reports] == [SATURDAY, None]
    assert "the date '9/8/2016' gives no day" in reports[1].notes
    assert errors == [
        "a.csv:2: has 1 cells, the header 2",
        "a.csv:3: has 3 cells, the header 2",
        "a.csv:6: has no text",
    ]


def test_a_table_without_text_says_what_columns_it_has() -> None:
    [error] = taken(b"name,age\nx,1\n", "a.csv")[1]
    assert error.startswith("a.csv: no column holds the text (it may be called text, ")
    assert error.endswith("its columns are: name, age")


def test_a_list_of_addresses_is_told_from_reports() -> None:
    raw = b"title,url\nOne,https://example.org/a\nTwo,https://example.org/b\n"
    assert taken(raw, "a.csv")[1] == ["a.csv: is a list of 2 addresses: use sayso fetch --list"]


def test_a_line_of_a_table_without_end() -> None:
    raw = b"text,date\n" + b"x" * 9_000_000 + f'\n"{NEWS}",2016-09-24\n'.encode()
    reports, errors, _ = taken(raw, "a.csv")
    assert errors == ["a.csv:2: the line is longer than 4,000,000 bytes"]
    assert [report.text for report in reports] == [NEWS]


NAMES = st.sampled_from(["a.csv", "a.tsv", "a.eml", "a.mbox", "a.mhtml", "a"])
PIECES = st.sampled_from(
    [*mail(a_pdf=b"%PDF-x").splitlines(keepends=True), b"text,date\n", b'"', b"\n", b"\t", b"From x 2016\n"]
)


@settings(max_examples=150, deadline=None)
@given(raw=st.lists(PIECES | st.binary(max_size=20), max_size=20).map(b"".join), name=NAMES)
def test_any_bytes_give_reports_or_errors(raw: bytes, name: str) -> None:
    _, errors, _ = taken(raw, name)
    assert all("\n" not in error and error.startswith(name) for error in errors)
