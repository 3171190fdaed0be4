"""Text made fit to stand in a cell of any table: nothing a file format cannot hold, nothing a spreadsheet would run."""

import re

# What some format of ours cannot carry, or what splits a line for some reader of it: controls, odd line ends, halves of
# surrogate pairs, the two code points XML forbids. Tab and line feed stay.
_UNFIT = re.compile("\r\n?|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = frozenset("\r\x85\u2028\u2029")
# First characters at which spreadsheets take a text for a formula or a command, their full-width twins included. An
# apostrophe before one of them counts as well, so that the one we add can be told from one that was there.
_COMMAND = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
SEPARATOR = "; "


def clean(text: str) -> str:
    """Return `text` with odd line ends as line feeds and every character unfit for a table replaced by one stand-in."""
    return _UNFIT.sub(_stand_in, text)


def commands(text: str) -> bool:
    """Tell whether a spreadsheet might run `text` instead of showing it."""
    return _COMMAND.match(text) is not None


def guard(text: str) -> str:
    """Return `text` as CSV holds it: with an apostrophe before it where a spreadsheet might run it."""
    return f"'{text}" if commands(text) else text


def unguard(cell: str) -> str:
    """Return the text of a guarded cell: the inverse of `guard`."""
    return cell[1:] if cell.startswith("'") and commands(cell) else cell


def join(values: list[str]) -> str:
    """Return a list as one cell that can be split again at "; ": a semicolon within a value becomes a comma."""
    return SEPARATOR.join(value.replace(";", ",") for value in values)


def _stand_in(match: re.Match[str]) -> str:
    char = match.group()[0]
    if char in _LINE_ENDS:
        return "\n"
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)  # the picture of that control
    return "\u2421" if code == 0x7F else "\ufffd"
