"""What kind of input some bytes are: by content first, by the name's extension where content does not tell."""

import json
import re
from enum import StrEnum
from pathlib import PurePath

from sayso.intake import address_lists, table_columns


class Kind(StrEnum):
    """The kinds of input that sayso takes in."""

    TEXT = "text"
    HTML = "html"
    JSON_LINES = "JSON lines"
    JSON = "JSON"
    TABLE = "a table"
    ADDRESSES = "a list of addresses"
    MAIL = "mail"
    MAILBOX = "a mailbox"
    PDF = "PDF"
    ZIP = "ZIP"
    WARC = "WARC"
    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"


# First bytes of formats that are not text and that are read.
WARC_BEGINS = b"WARC/"
_PACKED = (
    (b"%PDF-", Kind.PDF),
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (WARC_BEGINS, Kind.WARC),
    (b"\x1f\x8b", Kind.GZIP),
    (b"BZh", Kind.BZIP2),
    (b"\xfd7zXZ\0", Kind.XZ),
)
# First bytes of formats that are not text and not read, with the name that the message gives them.
_SIGNATURES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (image, sound or video)"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"(\xb5/\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"\x1aE\xdf\xa3", "a video"),
)
_HTML = re.compile(
    r"<(?:!doctype\s{1,9}html|html|head|body|article|main|section|div|meta|title|table|script|style|span|p|h1)\b", re.I
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.I)
_MARKUP_START = re.compile(r"\s*<(?:[a-z!?])", re.I)
# A mailbox begins with the line that parts its mails, a mail with the fields of its head.
_MAILBOX = re.compile(r"From \S{1,300} [^\n]{0,100}\d{4}[^\n]{0,20}\n[A-Za-z][A-Za-z-]{1,60}:")
_FIELD = re.compile(r"([A-Za-z][A-Za-z-]{1,60}):[^\n]*(?:\n[ \t][^\n]*)*(?:\n|\Z)")
_MAIL_FIELDS = frozenset({"from", "to", "subject", "date", "message-id", "mime-version", "received", "return-path"})
_MAIL_FIELDS |= {"delivered-to", "content-type", "list-id", "dkim-signature", "snapshot-content-location"}

EXTENSIONS = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
    ".json": Kind.JSON,
    ".csv": Kind.TABLE,
    ".tsv": Kind.TABLE,
    ".tab": Kind.TABLE,
    ".eml": Kind.MAIL,
    ".mhtml": Kind.MAIL,
    ".mht": Kind.MAIL,
    ".mbox": Kind.MAILBOX,
    ".mbx": Kind.MAILBOX,
    ".pdf": Kind.PDF,
    ".docx": Kind.ZIP,
    ".zip": Kind.ZIP,
    ".wacz": Kind.ZIP,
    ".warc": Kind.WARC,
    ".gz": Kind.GZIP,
    ".bz2": Kind.BZIP2,
    ".xz": Kind.XZ,
}
_PACKING = (".gz", ".bz2", ".xz")
# What holds many reports, or many lines, and is read as it comes.
STREAMED = frozenset({Kind.JSON_LINES, Kind.TABLE, Kind.ADDRESSES, Kind.MAILBOX})
SNIFF_CHARACTERS = 4096


def packed_format(head: bytes) -> Kind | None:
    """Tell the kind of an input that is not text from its first bytes; None if it is another, or text."""
    return next((kind for signature, kind in _PACKED if head.startswith(signature)), None)


def foreign_format(head: bytes) -> str:
    """Name the format if `head` begins like one that sayso does not read ("a PDF"), else return ""."""
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head[4:8] == b"ftyp":
        return "a video"
    return ""


def foreign_text(text: str) -> str:
    """Name the format if decoded `text` is of a kind that is not a report ("a news feed"), else return ""."""
    head = text[:SNIFF_CHARACTERS]
    if _MARKUP_START.match(head) and not _HTML.search(head):
        if _FEED.search(head):
            return "a news feed"
        if head.lstrip().startswith("<?xml"):
            return "an XML document"
    controls = sum(c < " " and c not in "\n\r\t\f\x1b" for c in head)
    return "a binary file" if controls > 0.1 * len(head) else ""


def kind_of(head: str, name: str) -> Kind:
    """Tell the kind of an input from its first characters and, where they leave it open, from its name."""
    named = named_kind(name)
    start = head[:SNIFF_CHARACTERS].lstrip("\ufeff \t\r\n")
    if named is Kind.JSON_LINES:
        return named
    if start.startswith("{") or (start.startswith("[") and named is Kind.JSON):
        kind = _kind_of_json(head.lstrip("\ufeff \t\r\n"))
        if kind is not None:
            return kind
    if start.startswith("<") and (_HTML.search(start) or named is Kind.HTML):
        return Kind.HTML
    if named is Kind.HTML and "<" in start:
        return Kind.HTML
    return _kind_of_text(start, named)


def named_kind(name: str) -> Kind | None:
    """Return the kind that the extension of a name speaks of, that of a packing left aside; None if it is unknown."""
    path = PurePath(name)
    while path.suffix.lower() in _PACKING:
        path = path.with_suffix("")
    return EXTENSIONS.get(path.suffix.lower())


def is_known(name: str) -> bool:
    """Tell whether the extension of a name is one of those that are read."""
    return PurePath(name).suffix.lower() in EXTENSIONS


def is_warc(name: str) -> bool:
    """Tell the name of a WARC, packed or not."""
    return named_kind(name) is Kind.WARC


def _kind_of_text(start: str, named: Kind | None) -> Kind:
    """Tell mails, tables and lists from running text."""
    lines = start.replace("\r\n", "\n")
    if _MAILBOX.match(lines) or named is Kind.MAILBOX:
        return Kind.MAILBOX
    if _mail_fields(lines) >= (1 if named is Kind.MAIL else 3):
        return Kind.MAIL
    if named is Kind.TABLE or named in (Kind.TEXT, None):
        if address_lists.layout_of(start) is not None:
            return Kind.ADDRESSES
        if named is Kind.TABLE or table_columns.is_header(start.partition("\n")[0]):
            return Kind.TABLE
    return named if named in (Kind.TEXT, Kind.HTML, Kind.JSON) else Kind.TEXT


def _mail_fields(head: str) -> int:
    """Count the fields of a mail's head that `head` begins with."""
    found, at = set(), 0
    while field := _FIELD.match(head, at):
        found.add(field[1].lower())
        at = field.end()
    return len(found & _MAIL_FIELDS)


def _kind_of_json(start: str) -> Kind | None:
    """Tell JSON lines from one JSON document by the first line: a whole object, or the first line of one laid out."""
    line, ended, _ = start.partition("\n")
    line = line.strip()
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        if len(line) > 1 and line[1:].lstrip().startswith(('"', "}")):
            laid_out = line.endswith((",", "{", "[")) or not ended
            return Kind.JSON if ended and laid_out else Kind.JSON_LINES
        return Kind.JSON if line in ("{", "[", "[{") else None
    return Kind.JSON_LINES if line.startswith("{") else Kind.JSON
