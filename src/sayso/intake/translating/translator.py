"""What a translator is, and how a report in another language becomes one that is read.

Offsets of everything that is read then point into the translation. The original stays with the report, with the pairs
of stretches that translate each other, so that each sentence can be held against what it is made of.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sayso.errors import TranslationError
from sayso.intake import reports
from sayso.intake.language import foreign_language, language_name
from sayso.intake.options import Overrides
from sayso.model import Aligned, Original, Report, Span


@dataclass(frozen=True, slots=True)
class Translation:
    """An English text, and which stretch of it translates which stretch of the original, in order."""

    text: str
    aligned: tuple[Aligned, ...]


class Translator(Protocol):
    """What translates into English. `name` is what a report says it was translated by."""

    @property
    def name(self) -> str:
        """The name of the translator and, where it has one, of its model."""

    def translate(self, text: str, source_language: str) -> Translation:
        """Translate a text from a language (ISO 639-1, "und" where unknown); raises TranslationError or ModelError."""


def translated(report: Report, translator: Translator) -> Report:
    """Return a report with its text and title in English and the original beside it.

    Raises TranslationError where what comes back is no English text, IntakeError where it is too long.
    """
    made = translator.translate(report.text, report.language)
    _check(made, report)
    title = translator.translate(report.title, report.language).text if report.title else ""
    built = reports.build(
        made.text,
        name=report.id,
        id=report.id,
        title=title,
        publisher=report.publisher,
        url=report.url,
        byline=report.byline,
        agency=report.agency,
        published=report.published,
        raw_sha256=report.raw_sha256,
        notes=(
            *(note for note in report.notes if note != reports.NO_DATE),
            f"machine translation from {language_name(report.language)} by {translator.name}",
        ),
        overrides=Overrides(language="en"),
    )
    original = Original(report.text, report.language, translator.name, made.aligned)
    return replace(built, original=original, capture=report.capture)


def put_together(text: str, units: Sequence[Span], told: Sequence[str]) -> Translation:
    """Return the translation of a text of which each unit was translated by itself; between them the text stays.

    `units` are stretches of the text in order, `told` what each says in English.
    """
    parts: list[str] = []
    aligned: list[Aligned] = []
    at = length = 0
    for unit, words in zip(units, told, strict=True):
        between, plain = text[at : unit.start], " ".join(words.split())
        parts += [between, plain]
        start = length + len(between)
        length = start + len(plain)
        aligned.append(Aligned(start, length, unit.start, unit.end))
        at = unit.end
    return Translation("".join([*parts, text[at:]]), tuple(aligned))


def _check(made: Translation, report: Report) -> None:
    if not made.text.strip():
        raise TranslationError(f"{report.id}: the translation is empty")
    foreign = foreign_language(made.text)
    if foreign is not None:
        raise TranslationError(f"{report.id}: what came back is no English but {foreign}")
    for pair in made.aligned:
        inside = 0 <= pair.start <= pair.end <= len(made.text)
        if not (inside and 0 <= pair.original_start <= pair.original_end <= len(report.text)):
            raise TranslationError(f"{report.id}: the translation points beyond the end of a text")
