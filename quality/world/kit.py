"""Readings for the measures: parses are kept between runs, since a parse costs most of a reading and rules change."""

import hashlib
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.tokens import Doc

from sayso.extract.acts import ActFinder
from sayso.extract.extraction import Extraction, Head
from sayso.extract.reader import BATCH, Reader, batches
from sayso.extract.triggers import TriggerFinder
from sayso.model import Record, Report
from sayso.reading.mends import mend
from sayso.reading.pipeline import DEFAULT_PIPELINE, PINNED_DIGESTS, load_pipeline


class Store:
    """A small file of values by key in the cache folder; one that cannot be opened is done without."""

    def __init__(self, path: Path | None) -> None:
        """Open or make the store at `path`; None keeps nothing."""
        where = ":memory:"
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            where = str(path)
        self._base = sqlite3.connect(where)
        self._base.execute("CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value BLOB NOT NULL)")

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key."""
        row = self._base.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        return None if row is None else zlib.decompress(row[0])

    def put(self, key: str, value: bytes) -> None:
        """Keep a value under a key."""
        with self._base:
            self._base.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (key, zlib.compress(value, 1)))


class Worker(Reader):
    """A reader that remembers its parses in a store, and counts what it has read on the terminal."""

    def __init__(self, store: Store, *, quiet: bool = True) -> None:
        """Load the pinned pipeline."""
        super().__init__()
        self._store = store
        self._finder = ActFinder(TriggerFinder())
        self._quiet = quiet
        self._done = 0

    def records(self, reports: Iterable[Report]) -> Iterator[Record]:
        """Yield sayso's record of each report."""
        for head, doc in self._parsed_reports(reports):
            yield self.extract(head, doc)

    def extractions(self, reports: Iterable[Report]) -> Iterator[Extraction]:
        """Yield the extraction of each report, not yet told."""
        for head, doc in self._parsed_reports(reports):
            mend(doc)
            yield Extraction(head, doc, self._finder)

    def docs(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Yield the bare parse of each text."""
        nlp = load_pipeline()
        for text in texts:
            key = _key("bare", text, [], [])
            blob = self._store.get(key)
            if blob is None:
                doc = nlp(text)
                self._store.put(key, doc.to_bytes(exclude=["tensor"]))
            else:
                doc = Doc(nlp.vocab).from_bytes(blob)
            self._count()
            yield doc

    def _parsed_reports(self, reports: Iterable[Report]) -> Iterator[tuple[Head, Doc]]:
        for batch in batches(reports):
            prepared = [self.prepare(report) for report in batch]
            keys = [_key("report", doc.text, [token.is_sent_start for token in doc], seen(doc)) for doc, _ in prepared]
            blobs = [self._store.get(key) for key in keys]
            fresh = [doc for (doc, _), blob in zip(prepared, blobs, strict=True) if blob is None]
            parsed = iter(self._nlp.pipe(fresh, batch_size=BATCH))
            for key, blob, (_, head) in zip(keys, blobs, prepared, strict=True):
                if blob is None:
                    doc = next(parsed)
                    self._store.put(key, doc.to_bytes(exclude=["tensor"]))
                else:
                    doc = Doc(self._nlp.vocab).from_bytes(blob)
                self._count()
                yield head, doc

    def _count(self) -> None:
        self._done += 1
        if not self._quiet and self._done % 20 == 0:
            print(f"\r  {self._done:6} texts", end="", file=sys.stderr, flush=True)


def seen(doc: Doc) -> list[str]:
    """Return what the model sees of a text's words otherwise than they stand (`reading/short_names.py`)."""
    return [f"{token.i} {token.norm_}" for token in doc if token.norm_ != token.lex.norm_]


def _key(sort: str, text: str, starts: list[bool | None], norms: list[str]) -> str:
    """Return the key of a parse: the pipeline, the text, where sentences begin, and words seen otherwise."""
    whole = "\0".join(
        (PINNED_DIGESTS[DEFAULT_PIPELINE], sort, text, repr([i for i, s in enumerate(starts) if s]), *norms)
    )
    return hashlib.sha256((whole + repr([i for i, s in enumerate(starts) if s is False])).encode()).hexdigest()
