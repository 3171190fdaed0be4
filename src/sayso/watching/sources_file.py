"""The file that names what is watched: TOML to sources, and every mistake with its line and key."""

import re
import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sayso.errors import FetchError, SettingError
from sayso.intake.fetching.addresses import parse
from sayso.ledger.sources import Watched

KINDS = ("feed", "sitemap", "index")
_TEXTS = ("name", *KINDS, "every", "language", "publisher", "owner")
_LISTS = ("links",)
_KEYS = (*_TEXTS, *_LISTS, "most")
_DEFAULTS = ("every", "language", "most")
_EVERY = re.compile(r"(\d{1,5})(s|m|h|d)")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=30)
EVERY = timedelta(minutes=30)
MOST = 100  # reports of one source taken in at a time
MOST_SOURCES = 500  # each has a thread of its own
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class Source:
    """A source: where it lists its reports, how often to look, and what is known of it.

    `links` are patterns that addresses must fit, none for all of them; `most` is how many addresses of one listing are
    taken at most, the newest first.
    """

    watched: Watched
    links: tuple[str, ...] = ()
    most: int = MOST


def read_sources(path: Path) -> list[Source]:
    """Return the sources of a file; raises SettingError with every mistake, a line each."""
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except FileNotFoundError:
        raise SettingError(f"{path}: no such file") from None
    except UnicodeDecodeError:
        raise SettingError(f"{path}: is no text in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingError(f"{path}: {error}") from None
    return _File(path, text, data).sources()


class _File:
    def __init__(self, path: Path, text: str, data: dict[str, Any]) -> None:
        self._path = path
        self._lines = text.splitlines()
        self._data = data
        self._wrong: list[tuple[int, str]] = []

    def sources(self) -> list[Source]:
        given = self._data.get("source", [])
        for key in self._data:
            if key not in (*_DEFAULTS, "source"):
                self._say(-1, key, "is no setting here; sources begin with [[source]]")
        defaults = {key: self._data[key] for key in _DEFAULTS if key in self._data}
        self._check_types(-1, defaults)
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            self._say(-1, "source", "write each source as [[source]], with two brackets")
            given = []
        elif not given:
            self._wrong.append((1, "names no source; write [[source]] and its keys below it"))
        elif len(given) > MOST_SOURCES:
            self._wrong.append((1, f"names {len(given)} sources; {MOST_SOURCES} are the most one watcher takes"))
        found = [self._source(n, {**defaults, **one}, one) for n, one in enumerate(given)]
        seen: dict[str, int] = {}
        for n, one in enumerate(found):
            name = one.watched.name if one else ""
            if name and name in seen:
                self._say(n, "name", f"{name!r} is the name of another source too; names must differ")
            seen.setdefault(name, n)
        if self._wrong:
            shown = [f"{self._path}:{line}: {said}" for line, said in sorted(self._wrong)]
            raise SettingError("\n".join(shown))
        return [one for one in found if one]

    def _source(self, n: int, values: dict[str, Any], own: dict[str, Any]) -> Source | None:
        before = len(self._wrong)
        for key in own:
            if key not in _KEYS:
                self._say(n, key, f"is no key of a source; there are {', '.join(_KEYS)}")
        self._check_types(n, own)
        if len(self._wrong) > before:
            return None
        kinds = [kind for kind in KINDS if kind in own]
        if len(kinds) != 1:
            self._say(n, kinds[1] if kinds else "", "give exactly one of feed, sitemap and index, with an address")
            return None
        kind, name = kinds[0], str(own.get("name", "")).strip()
        if not 0 < len(name) <= 100 or not name.isprintable():
            self._say(n, "name", "give the source a name of at most 100 characters")
        try:
            url = parse(own[kind]).url
        except FetchError as error:
            url = ""
            self._say(n, kind, str(error))
        links = own.get("links", [])
        links = (links,) if isinstance(links, str) else tuple(links)
        if kind == "index" and not links:
            self._say(n, "index", 'give links, the pattern of the addresses of reports, such as links = "/news/*"')
        for link in links:
            if not link.startswith(("/", "http://", "https://")):
                self._say(n, "links", f"{link!r}: begin a pattern with / or with http:// or https://")
        every = self._every(n, values.get("every"))
        language = values.get("language", "")
        if language and not _LANGUAGE.fullmatch(language):
            self._say(n, "language", f"{language!r} is no code of a language, such as en or ar")
        most = values.get("most", MOST)
        if not 1 <= most <= 50_000:
            self._say(n, "most", "give a number from 1 to 50000")
        if len(self._wrong) > before:
            return None
        publisher, owner = own.get("publisher", "").strip(), own.get("owner", "").strip()
        return Source(Watched(name, kind, url, every, publisher, owner, language), links, most)

    def _check_types(self, n: int, values: dict[str, Any]) -> None:
        for key, value in values.items():
            if key in _TEXTS and not isinstance(value, str):
                self._say(n, key, "must be a text in quotes")
            if key == "most" and (not isinstance(value, int) or isinstance(value, bool)):
                self._say(n, key, "must be a whole number")
            many = value if isinstance(value, list) else [value]
            if key in _LISTS and not all(isinstance(one, str) for one in many):
                self._say(n, key, "must be a text in quotes, or a list of such")

    def _every(self, n: int, given: str | None) -> int:
        if given is None:
            return int(EVERY.total_seconds())
        match = _EVERY.fullmatch(given.strip())
        seconds = int(match[1]) * _UNITS[match[2]] if match else 0
        if not SHORTEST.total_seconds() <= seconds <= LONGEST.total_seconds():
            self._say(n, "every", f'{given!r}: write a time from "1m" to "30d", such as "15m" or "2h"')
        return seconds

    def _say(self, n: int, key: str, said: str) -> None:
        """Keep a mistake with the line of its key: in the source of that number, or before all sources for -1."""
        starts = [i for i, line in enumerate(self._lines) if re.match(r"\s*\[\[\s*source\s*\]\]", line)]
        first = starts[n] if 0 <= n < len(starts) else 0
        last = starts[n + 1] if n + 1 < len(starts) else len(self._lines)
        pattern = re.compile(rf"\s*[\[\"']*{re.escape(key)}[\]\"']*\s*(?:=|$)") if key else None
        line = next((i for i in range(first, last) if pattern and pattern.match(self._lines[i])), first)
        self._wrong.append((line + 1, f"{key}: {said}" if key else said))
