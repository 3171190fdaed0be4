"""Text made safe to show in a terminal: nothing in a report may move the cursor, change colours or reorder a line."""

import unicodedata

# Controls that turn the direction of what follows; real text does without them, and they make a line read as another.
_TURNING = set(range(0x202A, 0x202F)) | set(range(0x2066, 0x206A))
_KEPT = frozenset("\n\t")


def visible(text: str) -> str:
    """Return `text` with every control, turning or unpaired surrogate character replaced by one visible stand-in.

    The length and all offsets stay the same. Line feeds and tabs are kept; other line ends become line feeds.
    """
    if text.isprintable():  # the common case; none of the characters below count as printable
        return text
    return "".join(map(_shown, text))


def one_line(text: str) -> str:
    """Return `text` on one line, runs of white space as single spaces, safe to show in a terminal."""
    return " ".join(visible(text).split())


def _shown(char: str) -> str:
    code = ord(char)
    if char in _KEPT:
        return char
    if char in "\r\x85\u2028\u2029":
        return "\n"
    if code < 0x20:
        return chr(0x2400 + code)  # the picture of that control
    if code == 0x7F:
        return "\u2421"
    if code in _TURNING or unicodedata.category(char) in ("Cc", "Cs"):
        return "\ufffd"
    return char
