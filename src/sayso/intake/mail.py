"""Mails and pages saved as MHTML: the message, and the files attached to it that are reports themselves."""

import datetime
import hashlib
import io
import re
from collections import Counter
from dataclasses import replace
from email import errors, message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from functools import cache
from pathlib import PurePath
from typing import Any

from sayso.errors import IntakeError, NoArticleError
from sayso.intake import boilerplate, captured, characters, charset, kinds, plain, reports
from sayso.intake.options import FIRST_YEAR, LAST_YEAR
from sayso.intake.passed import passed_over
from sayso.intake.taking import Outcomes, Taking
from sayso.knowledge.files import read_yaml
from sayso.model import Capture, Report

MEDIA_TYPE = "message/rfc822"
MAX_PARTS = 500  # parts of one mail, parts in parts counted
# Media types that are read whatever the file is called.
_ATTACHED = captured.READ | {
    MEDIA_TYPE,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/csv",
    "application/gzip",
    "application/zip",
    "application/warc",
    "application/mbox",
}
# What the parser of the standard library stumbles over in heads that break its rules.
_STUMBLES: tuple[type[Exception], ...] = (
    errors.MessageError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    KeyError,
    LookupError,
)
_STUMBLES += (RecursionError, AssertionError, OverflowError)


def read_mail(raw: bytes, name: str, taking: Taking) -> Outcomes:
    """Yield the report of a mail or saved page, and those of its attachments; raises IntakeError.

    A mail of a line or two that only brings attachments is no report of its own.
    """
    message = _parsed(raw, name)
    if _is_page(message):
        yield from _page(message, raw, name, taking)
        return
    texts, attached = _parts(message)
    passed: Counter[str] = Counter()
    known = []
    for part in attached:
        if (_file_name(part) and kinds.is_known(_file_name(part))) or part.get_content_type() in _ATTACHED:
            known.append(part)
        else:
            passed["attachments of no kind that is read"] += 1
    try:
        yield _letter(message, texts, raw, name, taking)
    except NoArticleError:
        if not known:
            raise
        passed["mails that only bring attachments"] += 1
    except IntakeError as error:
        yield error
    for number, part in enumerate(known, start=1):
        inner = f"{name}: {characters.one_line(_file_name(part) or f'attachment {number}')}"
        try:
            body = _bytes(part)
            for found in taking.inside(io.BytesIO(body), inner):
                yield _dated(found, message) if isinstance(found, Report) else found
        except IntakeError as error:
            yield error
    passed_over(name, passed, taking)


def _parsed(raw: bytes, name: str) -> EmailMessage:
    try:
        message = message_from_bytes(raw, policy=_POLICY)
    except _STUMBLES:
        raise IntakeError(name, "is a damaged mail") from None
    assert isinstance(message, EmailMessage)  # noqa: S101 - the policy makes no other
    return message


_POLICY = policy.default.clone(raise_on_defect=False)


def _parts(message: EmailMessage) -> tuple[list[EmailMessage], list[EmailMessage]]:
    """Return the parts of a mail that hold its text and those that are attached to it; a mail in it is attached."""
    texts: list[EmailMessage] = []
    attached: list[EmailMessage] = []
    waiting = [message]
    number = 0
    while waiting and number < MAX_PARTS:
        part = waiting.pop(0)
        number += 1
        kind = part.get_content_type()
        if part.is_multipart() and kind != MEDIA_TYPE:
            waiting[:0] = [inner for inner in part.iter_parts() if isinstance(inner, EmailMessage)]
        elif kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            texts.append(part)
        else:
            attached.append(part)
    return texts, attached


def _letter(message: EmailMessage, texts: list[EmailMessage], raw: bytes, name: str, taking: Taking) -> Report:
    """Return the Report of what the mail itself says: its plain text, or its page where that says more."""
    subject = _field(message, "Subject")
    address, sender = parseaddr(_field(message, "From"))[::-1]
    digest = hashlib.sha256(raw).hexdigest()
    found = _from_plain(texts, digest, name, taking) or _from_page(texts, digest, name, taking)
    notes = tuple(note for note in found.notes if note != reports.NO_DATE)
    report = reports.build(
        found.text,
        name=name,
        id=_field(message, "Message-ID").strip("<> "),
        title=subject or found.title,
        publisher=sender or address.rpartition("@")[2],
        url=_field(message, "Archived-At").strip("<> "),
        byline=found.byline,
        agency=found.agency,
        published=_day(message) or found.published,
        raw_sha256=digest,
        notes=notes,
        overrides=taking.overrides,
    )
    return replace(report, capture=Capture(raw, MEDIA_TYPE, headers=_headers(message)))


def _from_plain(texts: list[EmailMessage], digest: str, name: str, taking: Taking) -> Report | None:
    parts = [_text(part, name) for part in texts if part.get_content_type() == "text/plain"]
    own = "\n".join(filter(None, (_own_words(text) for text in parts)))
    return plain.report(own, name, digest, taking.overrides) if plain.has_sentence(plain.unwrapped(own)) else None


def _from_page(texts: list[EmailMessage], digest: str, name: str, taking: Taking) -> Report:
    for part in texts:
        if part.get_content_type() == "text/html":
            from sayso.intake import html  # loads the parser of pages only where there is one to read

            return html.report(_text(part, name), name, digest, taking.overrides)
    raise NoArticleError(name, "holds no article: no running text found in the mail")


def _own_words(text: str) -> str:
    """Return what the sender wrote: without the quoted words of an earlier mail and the signature."""
    kept = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if line in _knowledge()["signature"] or any(quoting.fullmatch(line.strip()) for quoting in _quoting()):
            break
        if not line.lstrip().startswith(">"):
            kept.append(line)
    clean = characters.cleaned("\n".join(kept))
    return clean[: boilerplate.foot_matter_start(clean)].strip()


def _is_page(message: EmailMessage) -> bool:
    saved = _field(message, "From").lower().startswith("<saved by") or message.get("Snapshot-Content-Location")
    return message.get_content_type() == "multipart/related" and bool(saved or not _field(message, "To"))


def _page(message: EmailMessage, raw: bytes, name: str, taking: Taking) -> list[Report]:
    """Return the reports of a page saved as MHTML, the moment of saving as that of its capture."""
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() in captured.HTML:
            from sayso.intake import html

            text = _text(part, name)
            found = html.reports_of(text, name, hashlib.sha256(raw).hexdigest(), taking.overrides)
            url = _field(message, "Snapshot-Content-Location") or _field(part, "Content-Location")
            moment = _moment(message)
            url = url if url.startswith(("http://", "https://")) else ""
            capture = Capture(raw, "multipart/related", moment, url)
            return [captured.placed(one, capture, taking.overrides) for one in found]
    raise NoArticleError(name, "holds no article: there is no page in it")


def _dated(found: Report, message: EmailMessage) -> Report:
    """Return the report of an attachment with a note on the mail that brought it; its day is not the mail's."""
    day = _day(message)
    return replace(found, notes=(*found.notes, f"attached to a mail of {day.isoformat()}")) if day else found


def _text(part: EmailMessage, name: str) -> str:
    declared = part.get_content_charset() or ""
    text = charset.decode(_bytes(part), declared)
    if text is None:
        raise IntakeError(name, "is in a character set that sayso cannot make out")
    return text


def _bytes(part: EmailMessage) -> bytes:
    """Return the decoded bytes of a part, those of a mail in a mail as it would be sent."""
    try:
        if part.get_content_type() == MEDIA_TYPE:
            inner = part.get_payload(0)
            return bytes(inner) if isinstance(inner, EmailMessage) else b""
        payload = part.get_payload(decode=True)
    except _STUMBLES:
        return b""
    return payload if isinstance(payload, bytes) else b""


def _field(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(characters.cleaned(str(message.get(name) or "")).split())
    except _STUMBLES:
        return ""


def _file_name(part: EmailMessage) -> str:
    try:
        return PurePath(part.get_filename() or "").name
    except _STUMBLES:
        return ""


def _headers(message: EmailMessage) -> tuple[tuple[str, str], ...]:
    return tuple((key.lower(), _field(message, key)) for key in dict.fromkeys(message.keys()))


def _moment(message: EmailMessage) -> datetime.datetime | None:
    try:
        found = parsedate_to_datetime(_field(message, "Date"))
        return found.astimezone(datetime.UTC) if found.tzinfo else found.replace(tzinfo=datetime.UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _day(message: EmailMessage) -> datetime.date | None:
    """Return the day on which a mail was sent, where its sender was."""
    try:
        day = parsedate_to_datetime(_field(message, "Date")).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


@cache
def _quoting() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.I) for pattern in _knowledge()["quoting"])


@cache
def _knowledge() -> Any:
    return read_yaml("mails.yaml")
