"""What an export has written so far: rows by table, what was left out and why."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Counts of one export; `cut` are texts that were too long for a cell of the format."""

    selected: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    cut: int = 0

    def add(self, table: str, rows: int = 1) -> None:
        """Count rows written to a table."""
        self.rows[table] = self.rows.get(table, 0) + rows
