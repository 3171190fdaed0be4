"""A translator that looks sentences up in a file: for tests, and for texts that somebody has translated by hand."""

import json
from pathlib import Path

from sayso.errors import SettingError, TranslationError
from sayso.intake.translating.translator import Translation, put_together
from sayso.intake.translating.units import units

MAX_BYTES = 50_000_000


class Phrasebook:
    """Translates sentences, or whole lines, that its file has; what it lacks it says, and translates nothing.

    The file is JSON lines of pairs: `{"from": "...", "to": "..."}`. Spaces do not count.
    """

    def __init__(self, path: Path) -> None:
        """Read the file; raises SettingError for one that is missing, too large or has another shape."""
        self.name = f"phrasebook {path.name}"
        self._known: dict[str, str] = {}
        try:
            if path.stat().st_size > MAX_BYTES:
                raise SettingError(f"{path}: is larger than {MAX_BYTES // 1_000_000} MB")
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingError(f"{path}: no phrasebook that can be read ({error})") from None
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                pair = json.loads(line)
                self._known[_key(pair["from"])] = str(pair["to"])
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                raise SettingError(f'{path}:{number}: not a pair like {{"from": "...", "to": "..."}}') from None

    def translate(self, text: str, source_language: str) -> Translation:
        """Translate a text sentence by sentence; raises TranslationError with the first that the file lacks."""
        del source_language  # the words tell it
        found = units(text)
        told = []
        for unit in found:
            words = self._known.get(_key(unit.of(text)))
            if words is None:
                raise TranslationError(f"{self.name}: has no translation of {unit.of(text)[:60]!r}")
            told.append(words)
        return put_together(text, found, told)


def _key(text: str) -> str:
    return " ".join(text.split())
