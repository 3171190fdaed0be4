"""The index of words: one row of tokens for each incident, looked up by SQLite's FTS5 or an array index of PostgreSQL.

Both are given tokens that are folded already (see words.py) and only tell where they are, so that they answer alike.
"""

from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from typing import Any

from sqlalchemy import Column, Connection, Text, bindparam, column, delete, literal, select, table, text
from sqlalchemy.ext.compiler import compiles

from sayso.ledger import tables as t
from sayso.ledger.among import among
from sayso.ledger.codec import incident_from_json
from sayso.ledger.condition import Condition, unindexed
from sayso.ledger.copying import put
from sayso.ledger.words import Term, searched
from sayso.model.incident import Incident

NAME = "incident_words"
_BATCH = 1000
# The tokenizer of ASCII takes all that is not ASCII for letters: it parts at spaces, as both sides need it.
_SQLITE = (f"CREATE VIRTUAL TABLE {NAME} USING fts5(words, columnsize = 0, tokenize = 'ascii')",)
_POSTGRES = (
    f"CREATE TABLE {NAME} (rowid BIGINT PRIMARY KEY REFERENCES incident (id), words TEXT NOT NULL)",
    f"CREATE INDEX ix_{NAME} ON {NAME} USING gin (string_to_array(words, ' '))",
)
WORDS = table(NAME, column("rowid", t.Number), column("words", Text))
_DROP = delete(WORDS).where(WORDS.c.rowid == bindparam("row"))
_DROP_ALL = delete(WORDS).where(among(WORDS.c.rowid, "rows"))
# From so many incidents on that have the words, a list is walked by day rather than gathered and sorted; from so many
# more on the words are looked up for each incident rather than listed first.
FREQUENT, MOST_LISTED = 2_000, 40_000


class Ask(Enum):
    """How SQLite asks for words: it gathers the incidents that have them, or goes through incidents found by other
    means and looks each up in a list of those, or in the index.
    """

    GATHERED, LISTED, PROBED = range(3)

    @property
    def after_others(self) -> "Ask":
        """How to ask it of incidents that another filter finds."""
        return Ask.LISTED if self is Ask.GATHERED else self


class _HasWords(Condition):
    """Whether an incident has all terms: the arguments are its id, an FTS5 query, all tokens, and each phrase."""

    name = "has_words"
    inherit_cache = True


class _ProbedHasWords(_HasWords):
    """The same, looked up in the index for one incident at a time."""

    name = "probed_has_words"
    inherit_cache = True


@compiles(_HasWords, "sqlite")
def _gathered(element: _HasWords, compiler: Any, **options: Any) -> str:
    row, query, *_ = (compiler.process(c, **options) for c in element.clauses)
    return f"{row} IN (SELECT rowid FROM {NAME} WHERE {NAME} MATCH {query})"  # noqa: S608 - parameters are bound


@compiles(_ProbedHasWords, "sqlite")
def _probed(element: _ProbedHasWords, compiler: Any, **options: Any) -> str:
    row, query, *_ = (compiler.process(c, **options) for c in element.clauses)
    return f"EXISTS (SELECT 1 FROM {NAME} WHERE {NAME} MATCH {query} AND rowid = {row})"  # noqa: S608 - as above


@compiles(_HasWords, "postgresql")
def _in_array(element: _HasWords, compiler: Any, **options: Any) -> str:
    row, _query, every, *phrases = element.clauses
    tests = [f"string_to_array(words, ' ') @> string_to_array({compiler.process(every, **options)}, ' ')"]
    tests += [f"strpos(' ' || words || ' ', {compiler.process(p, **options)}) > 0" for p in phrases]
    found = f"SELECT rowid FROM {NAME} WHERE {' AND '.join(tests)}"  # noqa: S608 - as above
    return f"{compiler.process(row, **options)} IN ({found})"


def has_terms(terms: Collection[Term], how: Ask = Ask.GATHERED) -> Condition:
    """Return the condition on the incident table that all terms occur."""
    row = t.incident.c.id
    every = " ".join(sorted({token for term in terms for token in term}))
    phrases = [literal(f" {' '.join(term)} ") for term in terms if len(term) > 1]
    kind = _ProbedHasWords if how is Ask.PROBED else _HasWords
    return kind(unindexed(row) if how is Ask.LISTED else row, literal(_fts(terms)), literal(every), *phrases)


def rows_with(connection: Connection, terms: Collection[Term]) -> Iterator[int]:
    """Yield the rows of the incidents that have all terms, in any order; the incidents themselves are not looked at."""
    if connection.dialect.name == "sqlite":
        query = text(f"SELECT rowid FROM {NAME} WHERE {NAME} MATCH :query")  # noqa: S608 - constants
        yield from connection.execute(query, {"query": _fts(terms)}).scalars()
    else:
        yield from connection.scalars(select(t.incident.c.id).where(has_terms(terms)))


def _fts(terms: Collection[Term]) -> str:
    """Return terms as a query of FTS5; tokens hold letters and digits only, so quotes make each one plain text."""
    return " AND ".join(f'"{" ".join(term)}"' for term in terms)


def best_asked(connection: Connection, terms: Collection[Term]) -> Ask:
    """Return how a list of a few incidents by day is best asked for the terms, by how many have them."""
    if connection.dialect.name != "sqlite":
        return Ask.GATHERED
    query = text(f"SELECT count(*) FROM (SELECT 1 FROM {NAME} WHERE {NAME} MATCH :query LIMIT {MOST_LISTED})")  # noqa: S608 - constants
    number = connection.scalar(query, {"query": _fts(terms)}) or 0
    return Ask.GATHERED if number < FREQUENT else Ask.LISTED if number < MOST_LISTED else Ask.PROBED


def keep_words(connection: Connection, held: Mapping[int, Incident]) -> None:
    """Keep the words of incidents, by row, in the place of those kept before."""
    drop_words(connection, held)
    add_words(connection, held)


def add_words(connection: Connection, held: Mapping[int, Incident]) -> None:
    """Keep the words of incidents, by row, that have none yet."""
    rows = [{"rowid": row, "words": searched(incident)} for row, incident in held.items()]
    put(connection, WORDS, rows)


def drop_words(connection: Connection, rows: Collection[int]) -> None:
    """Forget the words of incidents."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(_DROP, [{"row": row} for row in rows])
    else:
        connection.execute(_DROP_ALL, {"rows": list(rows)})


def make_index(connection: Connection) -> None:
    """Make the index and fill it with what the ledger holds; for a migration."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES:
        connection.execute(text(statement))
    c = t.incident.c
    columns: tuple[Column[Any], ...] = (c.id, c.state)
    last = 0
    while True:
        query = select(*columns).where(c.id > last, c.redirect_id.is_(None)).order_by(c.id).limit(_BATCH)
        rows = connection.execute(query).all()
        if not rows:
            return
        add_words(connection, {row.id: incident_from_json(row.state) for row in rows if row.state is not None})
        last = rows[-1].id


def drop_index(connection: Connection) -> None:
    """Take the index away; for a migration."""
    connection.execute(text(f"DROP TABLE {NAME}"))
