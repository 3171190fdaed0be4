"""What the commands share: a ledger to read from, and answers written as lines, JSON or CSV."""

import datetime
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from sqlalchemy import Connection


@contextmanager
def connected(where: str | None) -> "Iterator[Connection]":
    """Give a connection to the ledger that sees one state of it."""
    from sayso.ledger.database import open_ledger

    ledger = open_ledger(where)
    try:
        with ledger.reading() as connection:
            yield connection
    finally:
        ledger.close()


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output."""
    for line in lines:
        typer.echo(line)


def write_json(data: Any) -> None:
    """Write a value to standard output as JSON."""
    import json

    typer.echo(json.dumps(data, ensure_ascii=False, indent=1, default=str))


def write_csv(rows: Iterable[dict[str, Any]]) -> None:
    """Write rows to standard output as CSV, headings first."""
    import csv

    from sayso.export.tables_csv import cell

    writer = csv.writer(sys.stdout, lineterminator="\n")
    for n, row in enumerate(rows):
        if n == 0:
            writer.writerow(row)
        writer.writerow(
            [cell(value if isinstance(value, (int, float, type(None))) else str(value)) for value in row.values()]
        )


def plain(value: Any) -> dict[str, Any]:
    """Return a value of the model as plain values."""
    from dataclasses import asdict

    return asdict(value)


def midnight(of: datetime.date) -> datetime.datetime:
    """Return the beginning of a day, in UTC."""
    return datetime.datetime.combine(of, datetime.time(), datetime.UTC)


def say(message: str) -> None:
    """Write a line to standard error, where it does not mix with what is written for programs."""
    print(message, file=sys.stderr)
