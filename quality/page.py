"""The generated part of `docs/quality.md`: one table a set, between two markers."""

from collections.abc import Mapping
from pathlib import Path

BEGIN = "<!-- figures: written by `python -m quality --docs`, do not edit -->"
END = "<!-- end of figures -->"

Rows = Mapping[str, Mapping[str, float]]


def table(rows: Rows) -> str:
    """Return a Markdown table of rows with the keys p, r, f1 and n."""
    lines = ["| part | precision | recall | F1 | annotated |", "|---|---:|---:|---:|---:|"]
    for part, row in rows.items():
        lines.append(f"| {part} | {row['p']:.3f} | {row['r']:.3f} | {row['f1']:.3f} | {row['n']:.0f} |")
    return "\n".join(lines)


def section(sets: Mapping[str, tuple[str, str, Rows]], commit: str) -> str:
    """Return the whole generated part; `sets` gives for each heading its line of explanation, digest and rows."""
    parts = [BEGIN, "", f"Measured at commit `{commit}`."]
    for heading, (about, digest, rows) in sets.items():
        parts += ["", f"### {heading}", "", f"{about} Digest of the set: `{digest}`.", "", table(rows)]
    return "\n".join([*parts, "", END])


def replace(page: str, generated: str) -> str:
    """Return the page with what stands between its markers replaced; raises ValueError when a marker is missing."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the page has no markers for the figures")
    return before + generated + after


def write(path: Path, generated: str) -> None:
    """Put the generated part into the page at `path`."""
    path.write_text(replace(path.read_text(encoding="utf-8"), generated), encoding="utf-8")
