"""Files of every kind that is taken in, made by the tests themselves; every word in them is invented."""

import gzip
import io
import zipfile

from fpdf import FPDF

from sayso.errors import IntakeError
from sayso.intake import read_stream
from sayso.model import Report

NEWS = "The army said on Friday that it had taken the bridge, but this was denied by rebels."
MORE = "Residents told a reporter that three shops had burned down near the market on Thursday night."
MOMENT = "2016-09-24T10:11:12Z"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def taken(raw: bytes, name: str) -> tuple[list[Report], list[str], list[str]]:
    """Return the reports of a file, its errors, and what was told of what was passed over."""
    told: list[str] = []
    outcomes = list(read_stream(io.BytesIO(raw), name, say=told.append))
    reports = [outcome for outcome in outcomes if isinstance(outcome, Report)]
    return reports, [str(outcome) for outcome in outcomes if isinstance(outcome, IntakeError)], told


def page(text: str = NEWS, head: str = "") -> bytes:
    return f"<html><head><title>Bridge taken</title>{head}</head><body><p>{text}</p></body></html>".encode()


def record(url: str, body: bytes = b"", media: str = "text/html", status: str = "200 OK", **more: str) -> bytes:
    """Return one WARC record; `more` may give its type, further WARC fields, and `http` fields."""
    kind = more.pop("type", "response")
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more.pop('http', '')}\r\n".encode() + body
    fields = "".join(f"{key.replace('_', '-')}: {value}\r\n" for key, value in more.items())
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: {url}\r\n{fields}"
    head += f"WARC-Date: {MOMENT}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}"
    return head.encode() + b"\r\n\r\n" + answer + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Return records packed one by one, as WARCs are."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def zipped(files: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return out.getvalue()


def docx(body: str, core: str = "") -> bytes:
    files = {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()}
    if core:
        space = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        files["docProps/core.xml"] = f"<cp:coreProperties xmlns:cp='x' {space}>{core}</cp:coreProperties>".encode()
    return zipped(files)


def pdf(*pages: str, password: str = "", head: str = "") -> bytes:
    made = FPDF()
    made.set_font("Helvetica", size=11)
    if password:
        made.set_encryption(owner_password=password, user_password=password)
    for number, text in enumerate(pages, start=1):
        made.add_page()
        if head:
            made.multi_cell(0, 6, f"{head}\n{number}", new_x="LMARGIN", new_y="NEXT")
        if text:
            made.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())
