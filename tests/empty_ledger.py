"""A new ledger with nothing in it, for trials that fill it themselves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.ledger.database import Ledger, open_ledger

__all__ = ["ledger"]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An open SQLite ledger without a report."""
    opened = open_ledger(str(tmp_path / "ledger.db"), create=True)
    yield opened
    opened.close()
