"""How well saved pages are taken in: `python -m quality.layouts`.

Every page of `tests/pages/layouts` has a file of the same name beside it that says, written by hand from the page, its
article's words, day, publisher and what else it tells of itself. Printed are the F1 of the article's words, and how
often day and publisher are right. No page is read for events here; that is `python -m quality`.
"""

import collections
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sayso.errors import SaysoError
from sayso.intake import read_path
from sayso.model import Report

LAYOUTS = Path(__file__).parent.parent / "tests" / "pages" / "layouts"
SUFFIXES = (".html", ".htm", ".xhtml")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Result:
    """One page as measured: F1 of its words (0 to 1), and whether its parts are right; `wrong` says what is not."""

    page: str
    f1: float
    dated: bool
    published_by: bool
    wrong: tuple[str, ...]


def pages(folder: Path = LAYOUTS) -> list[Path]:
    """Return the pages with an article, in the order of their names."""
    found = (path for path in folder.iterdir() if path.suffix in SUFFIXES)
    return sorted(path for path in found if "error" not in known(path))


def known(page: Path) -> dict[str, Any]:
    """Return what is known of a page, from the file beside it."""
    said: dict[str, Any] = yaml.safe_load(page.with_suffix(".yaml").read_text(encoding="utf-8"))
    return said


def word_f1(one: str, other: str) -> float:
    """Return the F1 of two texts as bags of words, 0 to 1; order does not count, case does."""
    first, second = (collections.Counter(_WORD.findall(text)) for text in (one, other))
    both = sum(first.values()) + sum(second.values())
    return 2 * sum((first & second).values()) / both if both else 1.0


def measure(page: Path) -> Result:
    """Take in one page and compare it with what is known of it; a page that cannot be taken in counts 0."""
    said = known(page)
    wanted = said.get("reports", [said])
    outcomes = list(read_path(page))
    read = [outcome for outcome in outcomes if isinstance(outcome, Report)]
    wrong = [str(outcome) for outcome in outcomes if isinstance(outcome, SaysoError)]
    if len(read) != len(wanted):
        wrong.append(f"{len(wanted)} reports wanted, {len(read)} read")
    pairs = list(zip(wanted, read, strict=False))
    f1s = [word_f1(report.text, one["text"]) for one, report in pairs]
    dated = [_same(wrong, "published", report.published, one["published"]) for one, report in pairs]
    by = [_same(wrong, "publisher", report.publisher, said["publisher"]) for _, report in pairs]
    for one, report in pairs:
        for field in ("title", "byline", "agency", "url"):
            if field in one:
                _same(wrong, field, getattr(report, field), one[field])
        for note in one.get("notes", ()):
            if not any(note in other for other in report.notes):
                wrong.append(f"note wanted: {note!r}; read {report.notes}")
        for caption in one.get("captions", ()):
            if not any(other.startswith("caption: ") and caption in other for other in report.notes):
                wrong.append(f"caption wanted: {caption!r}; read {report.notes}")
    number = max(len(wanted), len(read))
    all_there = len(read) == len(wanted)
    return Result(page.name, sum(f1s) / number, all_there and all(dated), all_there and all(by), tuple(wrong))


def _same(wrong: list[str], field: str, read: object, wanted: object) -> bool:
    if str(read) != str(wanted):
        wrong.append(f"{field}: wanted {wanted!s}, read {read!s}")
    return str(read) == str(wanted)


def summary(results: Iterable[Result]) -> str:
    """Return the figures as a table in Markdown."""
    all_of = list(results)
    count = len(all_of)
    rows = [
        ("article text, mean F1 by words", f"{sum(r.f1 for r in all_of) / count:.3f}"),
        ("article text, lowest F1 of a page", f"{min(r.f1 for r in all_of):.3f}"),
        ("pages with an F1 of 0.95 or more", f"{sum(r.f1 >= 0.95 for r in all_of)} of {count}"),
        ("day of publication right", f"{sum(r.dated for r in all_of)} of {count}"),
        ("publisher right", f"{sum(r.published_by for r in all_of)} of {count}"),
    ]
    return "\n".join(["| measure | figure |", "|---|---:|", *(f"| {name} | {figure} |" for name, figure in rows)])


def main(arguments: list[str]) -> int:
    """Print each page that is not wholly right and the figures; `arguments` are names of pages, all if none."""
    chosen = [page for page in pages() if not arguments or page.stem in arguments]
    if not chosen:
        print("no such page", file=sys.stderr)
        return 2
    results = [measure(page) for page in chosen]
    for result in results:
        if result.f1 < 1 or result.wrong:
            print(f"{result.page}: F1 {result.f1:.3f}")
            for line in result.wrong:
                print(f"    {line}")
    print(summary(results))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
