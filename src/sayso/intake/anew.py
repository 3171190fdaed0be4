"""Bytes that were taken in before, taken in anew: the same report, as the present intake makes it."""

from dataclasses import replace

from sayso.errors import IntakeError, LanguageError
from sayso.intake.captures import name_of, overrides_of
from sayso.intake.read import read_bytes
from sayso.model import Capture, Report


def taken_anew(capture: Capture, before: Report, name: str) -> Report | IntakeError:
    """Return what the bytes of a report give now: the report, or the error of what can no longer be taken in.

    Where the bytes hold several reports it is the one with the id, the address or the text that it had before; for a
    text that is read in translation, the original. `name` is what error messages call it.
    """
    text = before.original.text if before.original else before.text
    found = list(read_bytes(capture.body, name_of(capture), overrides_of(capture), capture))
    fit = found if len(found) == 1 else [item for item in found if _is(_report(item), before, text)]
    if not fit:
        return IntakeError(name, "is no longer found in the bytes it came from")
    [item, *_] = fit
    report = _report(item)
    if report is None:
        return IntakeError(name, str(item).partition(": ")[2] or str(item))
    # What the ledger knows it by stays: an id made of the text changes with the text.
    report = replace(report, id=before.id, capture=capture)
    return LanguageError(name, str(item).partition(": ")[2], report) if isinstance(item, LanguageError) else report


def _report(item: Report | IntakeError) -> Report | None:
    return item.report if isinstance(item, LanguageError) else item if isinstance(item, Report) else None


def _is(report: Report | None, before: Report, text: str) -> bool:
    if report is None:
        return False
    return report.id == before.id or (report.url != "" and report.url == before.url) or report.text == text
