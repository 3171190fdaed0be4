"""A report of the ledger for people in a terminal: where it comes from, how it was come by, and its text."""

from collections.abc import Iterator

from sayso.export.visible import one_line, visible
from sayso.intake.language import language_name
from sayso.ledger.captures import Captured
from sayso.ledger.records import Kept
from sayso.ledger.unread import Unread


def report_lines(kept: Kept, captured: Captured | None) -> Iterator[str]:
    """Yield the lines of a report: what is known of it, then its text, and the original of a translation."""
    report = kept.record.report
    yield from (
        f"{label:<11} {one_line(value)}"
        for label, value in (
            ("report", f"{kept.ref}, version {kept.version.number} of {len(kept.versions)}"),
            ("title", report.title),
            ("publisher", report.publisher),
            ("published", str(report.published or "")),
            ("address", report.url),
            ("language", language_name(report.language) if report.language != "en" else "English"),
            ("captured", _captured(captured)),
            ("asked at", captured.url if captured else ""),
            ("raw bytes", f"{captured.size:,}, SHA-256 {captured.sha256}" if captured else "not kept"),
            ("read by", f"sayso {kept.version.reader}" if kept.version.reader else "not read for its language"),
            ("notes", "; ".join(report.notes)),
        )
        if value
    )
    yield ""
    yield visible(report.text)
    if report.original is not None:
        yield ""
        yield f"The original, in {language_name(report.original.language)}:"
        yield ""
        yield visible(report.original.text)


def unread_line(one: Unread) -> str:
    """Return a report that is not read as a line."""
    title = one.title or one.url or "without a title"
    return one_line(f"{one.ref}  {one.language:<3}  {one.published or '          '}  {one.publisher or '-'}  {title}")


def _captured(captured: Captured | None) -> str:
    if captured is None:
        return ""
    if captured.captured_at is None:
        return f"moment unknown; kept {captured.kept_at:%Y-%m-%d %H:%M} UTC"
    return f"{captured.captured_at:%Y-%m-%d %H:%M:%S} UTC"
