"""Bytes to text: byte order marks, declared character sets, and a guess where nothing is declared."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Pages that say Latin-1 or ASCII are windows-1252 in practice, and browsers read them so.
_MEANT = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252"}
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^<>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})""", re.I
)

_HIGH = re.compile(r"[^\x00-\x7f]")

DECLARATION_BYTES = 4096  # where a declaration is looked for; the HTML standard asks for it in the first 1,024
GUESS_BYTES = 65_536  # how much the guess looks at; more only costs time
# Text with at most this share of bytes outside ASCII is taken as windows-1252 when it decodes as such: in English the
# few bytes are typographic quotes and accents, too few for any statistical guess.
FEW_HIGH_BYTES = 0.05
MAX_REPLACED = 0.01  # share of undecodable characters above which a declared character set counts as wrong


def decode(raw: bytes, declared: str = "") -> str | None:
    """Return the text that `raw` encodes, or None if no character set fits.

    `declared` is the character set named by what `raw` came in (an HTTP answer, a mail), which goes before its own.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _try(raw, name)
    wide = _unmarked_utf16(raw)
    if wide:
        return _try(raw, wide)
    text = _try(raw, "utf-8", strict=True)
    if text is not None:
        return text
    own = _DECLARED.search(raw[:DECLARATION_BYTES])
    labels = [declared.strip().lower(), own.group(1).decode("ascii", "replace").lower() if own else ""]
    for label in filter(None, labels):
        text = _try(raw, _MEANT.get(label, label))
        if text is not None:
            return text
    high = sum(byte > 0x7F for byte in raw[:GUESS_BYTES])
    if high <= FEW_HIGH_BYTES * min(len(raw), GUESS_BYTES):
        text = _try(raw, "utf-8") or _try(raw, "windows-1252")
        if text is not None:
            return text
    return _guess(raw)


def _try(raw: bytes, name: str, strict: bool = False) -> str | None:
    """Decode with the named codec; None if it is no text codec or fits badly (at all, when `strict`)."""
    try:
        if strict:
            return raw.decode(name)
        text = raw.decode(name, "replace")
    except (LookupError, UnicodeError, ValueError):
        return None
    if name.replace("_", "-").lower() in ("utf-8", "utf8") and set(_HIGH.findall(text)) == {"\ufffd"}:
        return None  # no character outside ASCII came out: the bytes are of another set, whatever the page says
    limit = MAX_REPLACED * len(text)
    return text if text.count("\ufffd") <= limit else None


def _unmarked_utf16(raw: bytes) -> str:
    """Name the byte order if `raw` looks like UTF-16 without a mark: every other byte of Latin text is zero."""
    head = raw[:GUESS_BYTES]
    even, odd = head[::2], head[1::2]
    if len(head) < 4 or b"\0" not in head:
        return ""
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return ""


def _guess(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes  # loaded only for the few inputs that need it

    best = from_bytes(raw[:GUESS_BYTES]).best()
    return _try(raw, best.encoding) if best is not None else None
