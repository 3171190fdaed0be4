"""Names that are not told: each is blacked out wherever it stands, however it is written, and texts keep their length.

A list of names is kept by whoever runs the ledger, in a file of their own. Names are compared as words are in a search:
without capitals, accents and vowel signs, whatever stands between their words. What is shown in their place is as long
as they are, so that places in a text stay right.
"""

import dataclasses
import html
import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, unquote_plus

from sayso.errors import SettingError
from sayso.ledger.words import folds, tokens

T = TypeVar("T")
BLACK = "█"
# So many names are looked for at once; a list that long belongs into the reports that are not added.
MOST = 5_000
# A name of fewer letters would black out half of every text.
FEWEST = 3
# Tags that stand inside words and sentences; any other tag parts words.
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|bdo|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u|wbr)\b", re.I)
_CODES = r"(?:%[0-9a-fA-F]{2})+"  # letters in an address
_PLAIN = re.compile(rf"{_CODES}|[^%]+|%", re.S)
_MARKUP = re.compile(
    rf"<[^<>]*>|&(?:#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});|{_CODES}|[^<&%]+|[<&%]", re.S
)
_ESCAPED = re.compile(rf"\\(?:u[0-9a-fA-F]{{4}}|.)|{_CODES}|[^\\%]+|[\\%]", re.S)


@dataclass(frozen=True, slots=True)
class Redaction:
    """Names as the words they are compared by."""

    names: tuple[tuple[str, ...], ...]

    def plain(self, text: str) -> str:
        """Return a text, or an address, with every name in it blacked out; as long as before."""
        return self._blacked(text, _PLAIN)

    def markup(self, text: str) -> str:
        """Return HTML or XML with every name blacked out, those with tags or references inside and in tags too."""
        return self._blacked(text, _MARKUP)

    def json(self, text: str) -> str:
        """Return JSON with every name in its strings blacked out."""
        return self._blacked(text, _ESCAPED)

    def touches(self, text: str) -> bool:
        """Tell whether a text has a word of a name in it: searching for it would find out where the name stands."""
        words = {word for name in self.names for word in name if len(word) >= FEWEST}
        return not words.isdisjoint(tokens(text))

    def of(self, value: T) -> T:
        """Return a value of the model with every text in it, however deep, blacked out."""
        found: Any = value
        if isinstance(value, Enum):
            return value
        if isinstance(value, str):
            found = self.plain(value)
        elif isinstance(value, tuple | list):
            found = type(value)(map(self.of, value))
        elif isinstance(value, dict):
            found = {self.of(key): self.of(one) for key, one in value.items()}
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            new = {one.name: self.of(getattr(value, one.name)) for one in dataclasses.fields(value) if one.init}
            found = dataclasses.replace(value, **new)
        return found  # type: ignore[no-any-return]

    def _held(self, text: str) -> list[tuple[str, ...]]:
        """Return the names that may be in a text: all words of each are somewhere in it, inside tags or across them."""
        plain = "".join(tokens(html.unescape(unquote_plus(text.replace("\\n", " ")))))
        bare = "".join(tokens(html.unescape(re.sub(r"<[^<>]*>", "", text))))
        return [name for name in self.names if all(word in plain or word in bare for word in name)]

    def _blacked(self, text: str, cut: re.Pattern[str]) -> str:
        names = self._held(text)
        if not names:
            return text
        shown: list[str] = []
        stream: list[str] = []
        whose: list[int] = []  # which piece each character of the stream comes from
        for found in cut.finditer(text):
            piece = found.group()
            tag = len(piece) > 1 and piece[0] == "<" and cut is _MARKUP
            whole = tag or (len(piece) > 1 and piece[0] in _LEADS[cut])
            for part in (piece,) if whole else piece:
                compared = _compared(part) if whole else part
                folded = "".join(map(folds, compared))
                stream.append(folded)
                whose.extend([len(shown)] * len(folded))
                shown.append(self.plain(part) if tag else part)
        joined = "".join(stream)
        hidden: set[int] = set()
        for found in _pattern(names).finditer(joined):
            hidden.update(whose[at] for at in range(*found.span(1)) if not joined[at].isspace())
        return "".join(_black(part) if at in hidden else part for at, part in enumerate(shown))


# What a piece of several characters begins with that stands for other ones, by how a text is cut.
_LEADS = {_PLAIN: "%", _MARKUP: "<&%", _ESCAPED: "\\%"}


def _compared(piece: str) -> str:
    """Return the characters that a tag, a reference, an escape or a code of an address stands for."""
    if piece[0] == "<":
        return "" if _INLINE.match(piece) else " "
    if piece[0] == "&":
        return html.unescape(piece)
    if piece[0] == "%":
        return unquote(piece)
    return chr(int(piece[2:], 16)) if piece[1] == "u" and len(piece) == 6 else " "


def _black(piece: str) -> str:
    """Return what is shown for a piece: as many characters as the text has there, of which a reference is one."""
    return BLACK * len(piece) if piece[0] == "%" else BLACK


def _pattern(names: list[tuple[str, ...]]) -> re.Pattern[str]:
    """Return what finds names in folded text, overlapping ones too: their words with nothing but gaps between them."""
    told = (r"\s*".join(map(re.escape, name)) for name in sorted(names, key=lambda name: -len("".join(name))))
    return re.compile(rf"(?<!\w)(?=({'|'.join(told)})(?!\w))")


def read_names(path: Path) -> Redaction:
    """Return the names of a file, one a line; empty lines and those that begin with # are left out.

    Raises SettingError where the file cannot be read, holds no name, too many, or one that is too short.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"--redact {path}: {error}; give a text file (UTF-8) with a name on each line") from error
    names: dict[tuple[str, ...], None] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        words = tokens(line)
        if len("".join(words)) < FEWEST:
            raise SettingError(f"--redact {path}, line {number}: a name needs at least {FEWEST} letters")
        names[words] = None
    if not names:
        raise SettingError(f"--redact {path}: no names; write one on each line")
    if len(names) > MOST:
        raise SettingError(f"--redact {path}: {len(names):,} names; at most {MOST:,} are looked for")
    return Redaction(tuple(names))
