"""Passwords: which are taken, how they are hashed, how one is checked."""

import secrets
import threading
import unicodedata
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sayso.access.names import folded
from sayso.errors import SettingError
from sayso.knowledge.files import read_yaml

# Length is what makes a password hard to guess; no kinds of character are asked for. In characters.
SHORTEST, LONGEST = 12, 1_000
# Random bytes of a password that sayso makes up: 96 bits, 16 characters.
MADE_UP = 12
# How many are hashed at once: each takes 64 MiB, and many sign-ins at once must not take the memory of the machine.
AT_ONCE = 4

_hasher = PasswordHasher()  # Argon2id with the parameters the library recommends now
_turns = threading.BoundedSemaphore(AT_ONCE)


def fit(password: str, name: str) -> str:
    """Return a password as it is hashed; raises SettingError if it is too short, too long, or easily guessed."""
    found = _normal(password)
    if len(found) < SHORTEST:
        raise SettingError(f"a password has at least {SHORTEST} characters; several words make a good one")
    if len(found) > LONGEST:
        raise SettingError(f"a password has at most {LONGEST} characters")
    plain = folded(found)
    if plain in _common() or not plain.replace(folded(name), "").strip(" 0123456789.-_!"):
        raise SettingError("this password is easily guessed; several unrelated words make a good one")
    return found


def hashed(password: str) -> str:
    """Return the Argon2 hash of a password."""
    with _turns:
        return _hasher.hash(_normal(password))


def matches(hash_: str | None, password: str) -> bool:
    """Tell whether a password is the one hashed; without a hash it takes as long, and is never so."""
    nobody = _nobody()
    try:
        with _turns:
            return _hasher.verify(hash_ or nobody, _normal(password)[:LONGEST]) and hash_ is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(hash_: str) -> bool:
    """Tell whether a hash was made with other parameters than are recommended now."""
    return _hasher.check_needs_rehash(hash_)


def made_up() -> str:
    """Return a new random password."""
    return secrets.token_urlsafe(MADE_UP)


def _normal(password: str) -> str:
    """Return the same characters whatever keyboard wrote them; surrogates, which no keyboard writes, made harmless."""
    return unicodedata.normalize("NFC", password.encode("utf-8", "replace").decode())


@lru_cache(maxsize=1)
def _nobody() -> str:
    """Return a hash that nobody's password has."""
    return hashed(secrets.token_urlsafe(MADE_UP))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(folded(str(word)) for word in read_yaml("passwords.yaml")["common"])
