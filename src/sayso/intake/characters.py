"""Characters: which may stand in a report's text, and how the rest is taken out or replaced."""

import re
import unicodedata

# The control characters of ASCII but tab and line ends, and lone surrogates, which no encoding can carry. Marks of
# writing direction are format characters, not control characters: they stay.
_HOSTILE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_HIGH_CONTROLS = re.compile("[\x80-\x9f]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")  # soft hyphen, zero-width space, word joiner, byte order mark


def replaced(text: str) -> tuple[str, int]:
    """Return `text` of the same length with each hostile character made a space (surrogates U+FFFD), and their number.

    For texts whose offsets belong to somebody else: nothing moves.
    """
    return _HOSTILE.subn(lambda m: "\ufffd" if "\ud800" <= m.group() <= "\udfff" else " ", text)


def cleaned(text: str) -> str:
    """Return `text` with line ends as "\\n", one space between words, and no hostile or invisible characters.

    For texts that are ours to lay out. Accents come out composed (NFC), so that names compare equal.
    """
    text = _HOSTILE.sub("", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))
    text = _HIGH_CONTROLS.sub(_as_windows, text)
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", text))


def one_line(text: str, limit: int = 200) -> str:
    """Return `text` fit for an error message: printable, on one line, at most `limit` characters."""
    shown = "".join(c if c.isprintable() else "?" for c in text.encode("utf-8", "replace").decode("utf-8"))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _as_windows(match: re.Match[str]) -> str:
    """Read a control character of the upper range as the windows-1252 character that was meant (quotes, dashes)."""
    return bytes([ord(match.group())]).decode("windows-1252", "ignore")
