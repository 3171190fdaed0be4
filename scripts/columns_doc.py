"""Write the tables of columns in docs/exports.md from `knowledge/columns.yaml`. A test fails when they are stale.

python scripts/columns_doc.py
"""

from pathlib import Path

from sayso.export.columns import NESTED, READ, SHAPES, TABLES, Column, columns

PAGE = Path(__file__).resolve().parent.parent / "docs" / "exports.md"
START, END = "<!-- columns: scripts/columns_doc.py writes them -->\n", "<!-- end of columns -->\n"
TITLES = {
    "incidents": "Incidents: one row an incident",
    "accounts": "Accounts: one row for each voice in each report",
    "figures": "Figures: one row for each figure in each report",
    "sources": "Sources: one row for each version of a report",
    "disputes": "Disputes, within a JSON line",
    "sides": "Sides of a dispute, within a JSON line",
    "hxl": "HXL",
    "acled": "ACLED",
    "ucdp": "UCDP GED",
    "plover": "PLOVER",
    "cameo": "CAMEO",
    "read_reports": "`sayso batch`: reports, one row for each text of each",
    "read_statements": "`sayso batch`: statements",
    "read_events": "`sayso batch`: events, one row for each act as one report tells it",
    "read_accounts": "`sayso batch`: accounts",
    "read_figures": "`sayso batch`: figures",
}


def tables() -> str:
    """Return the tables of columns as Markdown, one for each exported table."""
    lines: list[str] = []
    for table in (*TABLES, *NESTED, *SHAPES, *READ):
        tagged = any(column.tag for column in columns(table))
        head = ["column", "type", *["tag"] * tagged, "what it holds"]
        lines += [f"### {TITLES[table]}", "", _line(head), "|---" * len(head) + "|"]
        lines += [_line(_cells(column, tagged=tagged)) for column in columns(table)]
        lines.append("")
    return "\n".join(lines)


def page() -> str:
    """Return docs/exports.md with the tables as they are now."""
    head, rest = PAGE.read_text(encoding="utf-8").split(START)
    return f"{head}{START}\n{tables()}{END}{rest.split(END)[1]}"


def _cells(column: Column, *, tagged: bool) -> list[str]:
    return [f"`{column.name}`", column.type.value, *[f"`{column.tag}`"] * tagged, column.about]


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
