"""Which language a report is in: told from its commonest words, by a statistical model where those leave doubt."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sayso.knowledge.files import read_yaml

LOOK_AT = 2000  # characters judged; more does not change the answer, and costs time
# Latin text with fewer words than this gets the benefit of the doubt: names of places and groups outweigh the rest.
FEW_WORDS = 12
# Share of the letters that must be outside the Latin script for the script alone to settle it.
MOSTLY_FOREIGN = 0.5
# How sure the model must be of another language. Calibrated: of 930 English reports the most doubtful gets 0.43, with
# their words not looked at first; of paragraphs in 24 other languages the least sure gets 0.83.
SURE = 0.7
UNDETERMINED = "und"  # the code of ISO 639-2 for a language that is not known


@dataclass(frozen=True, slots=True)
class Language:
    """A language found: its code ("" if only the script is known) and the name that a message gives it."""

    code: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.code else self.name


def foreign_language(text: str) -> Language | None:
    """Return the language of `text` if it is not English, None if it is English or too short to tell."""
    head = text[:LOOK_AT]
    letters = [c for c in head if c.isalpha()]
    script = _foreign_script(letters)
    words = _WORD.findall(head.casefold())
    if script and len(letters) < FEW_WORDS:
        return Language("", f"{script.capitalize()} script")
    if not script:
        if len(words) < FEW_WORDS:
            return None
        knowledge = _knowledge()
        if sum(word in knowledge.words for word in words) >= knowledge.share * len(words):
            return None
    code, probability = _model().classify(head)
    names = _knowledge().names
    if script:
        found = code != "en" and code in names
        return Language(code, names[code]) if found else Language("", f"{script.capitalize()} script")
    if code == "en" or probability < SURE:
        return None
    return Language(code, names.get(code, f"language {code}"))


def language_of(code: str) -> Language | None:
    """Return the language of a code, None for English."""
    code = code.strip().lower()
    return None if code == "en" else Language(code, language_name(code))


def is_code(code: str) -> bool:
    """Tell whether this is the code of a language that can be told or named."""
    return code.strip().lower() in _knowledge().names or code.strip().lower() in ("en", UNDETERMINED)


def language_name(code: str) -> str:
    """Return the English name of a language by its code, the code itself where there is none."""
    return "an unknown language" if code == UNDETERMINED else _knowledge().names.get(code, code)


@dataclass(frozen=True, slots=True)
class _Knowledge:
    words: frozenset[str]
    share: float
    names: dict[str, str]


@lru_cache(maxsize=1)
def _knowledge() -> _Knowledge:
    data = read_yaml("languages.yaml")
    return _Knowledge(frozenset(data["english"]["words"]), float(data["english"]["share"]), data["names"])


@lru_cache(maxsize=1)
def _model() -> Any:
    """Load the model of py3langid, about half a second, at the first text that needs it."""
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(Path(langid.MODEL_FILE), norm_probs=True)


def _foreign_script(letters: list[str]) -> str:
    """Name the script ("ARABIC") of most of the letters if they are mostly not Latin, else return ""."""
    foreign = [c for c in letters if c > "\u024f" and not "\u1e00" <= c <= "\u1eff"]
    if not foreign or len(foreign) < MOSTLY_FOREIGN * len(letters):
        return ""
    return unicodedata.name(foreign[len(foreign) // 2], "an unknown").split()[0]


_WORD = re.compile(r"[^\W\d_]+")
