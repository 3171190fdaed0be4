"""`python -m quality.world.page`: writes `docs/quality.json` into `docs/quality.md` and `docs/how-right.md`."""

import json
from pathlib import Path
from typing import Any

import yaml

from quality.world.digests import ROOT

FIGURES = ROOT / "docs" / "quality.json"
PUBLISHED = Path(__file__).with_name("published.yaml")
BEGIN = "<!-- world: written by `python -m quality.world.page`, do not edit -->"
END = "<!-- end of world -->"
# Rows of a table of error classes that a page shows; all of them are in the JSON.
CLASSES = 12
Parts = dict[str, dict[str, Any]]


def cell(value: Any) -> str:
    """Return a value as it stands in a table; bars and brackets of the web's own text are made harmless."""
    if isinstance(value, float):
        return f"{value:.3f}"
    text = str(value).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "'")
    return text.replace("[", "\\[").replace("*", "\\*").replace("_", "\\_")


def rows(columns: list[str], lines: list[list[Any]]) -> list[str]:
    """Return a Markdown table."""
    numbers = [
        bool(lines) and (not isinstance(lines[0][i], str) or lines[0][i][:1].isdigit()) for i in range(len(columns))
    ]
    head = [
        "| " + " | ".join(cell(c) for c in columns) + " |",
        "|" + "|".join("---:" if n else "---" for n in numbers) + "|",
    ]
    return [*head, *("| " + " | ".join(cell(value) for value in line) + " |" for line in lines)]


def figures(entry: dict[str, Any]) -> list[str]:
    """Return the table of figures of a part."""
    lines = []
    for name, row in entry["figures"].items():
        more = [f"{row[key]:.3f}" if key in row else "" for key in ("p", "r")]
        value = f"{row['value']:.1f}" if "km, of" in name and "median" in name else f"{row['value']:.3f}"
        lines.append([name, value, *more, f"{row['n']:.0f}"])
    return rows(["measure", "value", "precision", "recall", "of"], lines)


def published(told: dict[str, Any]) -> list[str]:
    """Return what others have published on a set, and how far it compares."""
    best = [f"{one['figure']} {one['of']}, {one['who']}" for one in told["best"]]
    return [f"*Published:* {'; '.join(best) if best else 'none known'}. {told['note'].strip()}"]


def quality_section(parts: Parts, skipped: dict[str, str], others: dict[str, Any]) -> str:
    """Return the generated part of `docs/quality.md`."""
    out = [BEGIN, ""]
    for name, entry in parts.items():
        out += [f"### {entry['title']}", "", *figures(entry), "", *published(others[name]), ""]
        out += [
            f"`python -m quality.world FOLDER --only {name}`, commit `{entry['commit']}`, set `{entry['set']}`.",
            "",
        ]
    for name, why in skipped.items():
        out += [f"### {name}", "", f"Not measured: {why}. {others[name]['note'].strip()}", ""]
    return "\n".join([*out, END])


def errors_section(parts: Parts) -> str:
    """Return the generated part of `docs/how-right.md`: tables by publisher, kind and sort, and errors by class."""
    out = [BEGIN, ""]
    for entry in parts.values():
        out += [f"### {entry['title']}", ""]
        for title, told in entry["tables"].items():
            out += [f"{title[0].upper()}{title[1:]}:", "", *rows(told["columns"], told["rows"]), ""]
        if entry["errors"]:
            total = sum(error["count"] for error in entry["errors"])
            shown = entry["errors"][:CLASSES]
            lines = [[e["class"], e["count"], "; ".join(f"“{x}”" for x in e["examples"][:1])] for e in shown]
            out += [f"Errors, {total} in {len(entry['errors'])} classes, the largest:", ""]
            out += [*rows(["class", "number", "example"], lines), ""]
    return "\n".join([*out, END])


def replace(page: str, generated: str) -> str:
    """Return a page with what stands between its markers replaced; raises ValueError when a marker is missing."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no markers for the figures: {BEGIN} and {END}")
    return before + generated + after


def main() -> None:
    """Write both pages."""
    told = json.loads(FIGURES.read_text(encoding="utf-8"))
    others = yaml.safe_load(PUBLISHED.read_text(encoding="utf-8"))
    for name, generated in (
        ("quality.md", quality_section(told["parts"], told["skipped"], others)),
        ("how-right.md", errors_section(told["parts"])),
    ):
        path = ROOT / "docs" / name
        path.write_text(replace(path.read_text(encoding="utf-8"), generated), encoding="utf-8")


if __name__ == "__main__":
    main()
