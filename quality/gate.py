"""The command `python -m quality`: reads the annotated reports, prints the figures, holds them to the floors.

Exit codes: 0 every part at or above its floor; 1 a part below it, or the reports changed; 2 the command cannot run.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quality import floors as book
from quality import page, standoff
from quality.annotated import digest, load
from quality.measure import PARTS, Tally, measure
from quality.reading import read_all
from quality.shared import score_outside
from sayso.extract.reader import Reader

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "quality" / "reports"
FLOORS = ROOT / "quality" / "floors.json"
PAGE = ROOT / "docs" / "quality.md"
SHARED = ROOT.parent / "shared" / "gold"

OWN, OUTSIDE = "reports", "shared-gold"
# Lists of sheets in quality/corpus: those whose errors have been read, and three sorts that nobody reads.
SEEN, UNSEEN = "corpus-seen", "corpus-unseen"
SENTENCES, INVENTED = "sentences-unseen", "invented-unseen"
SHEETS = {SEEN: standoff.READ, UNSEEN: standoff.UNREAD, SENTENCES: standoff.SENTENCES, INVENTED: standoff.INVENTED}
ABOUT = {
    OWN: (
        "Our own reports",
        "{n} invented reports from other wars and in other styles, measured by `quality/measure.py`.",
    ),
    OUTSIDE: (
        "The shared annotated reports",
        "{n} annotated reports beside the repository, measured by their own scorer.",
    ),
    SEEN: (
        "Reports of the corpus, errors read",
        "{n} reports drawn at random and annotated by us, by the scorer of the shared ones.",
    ),
    UNSEEN: (
        "Reports of the corpus, never looked at",
        "{n} more of the same, whose errors nobody reads: what to expect of a report that sayso has not seen.",
    ),
    SENTENCES: (
        "Sentences from other wars, never looked at",
        "{n} sentences of event_location, wires and others, annotated by us; nobody reads their errors.",
    ),
    INVENTED: (
        "Invented reports of other wars, never looked at",
        "{n} reports of wars all over the world, most written to be hard; nobody reads their errors.",
    ),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One set's figures: rows with p, r, f1 and n by part."""

    name: str
    digest: str
    count: int
    failed: Mapping[str, str]
    rows: Mapping[str, Mapping[str, float]]

    @property
    def f1(self) -> dict[str, float]:
        """F1 by part."""
        return {part: row["f1"] for part, row in self.rows.items()}


def measure_own(reader: Reader, folder: Path = REPORTS) -> tuple[Measured, Tally]:
    """Return the figures of sayso over our own annotated reports, and the tally they come from."""
    annotated = load(folder)
    readings = read_all(reader, annotated)
    tally = measure(annotated, readings.read)
    rows = {
        part: {"p": score.precision, "r": score.recall, "f1": score.f1, "n": float(score.wanted)}
        for part, score in tally.scores().items()
    }
    return Measured(OWN, digest(annotated), len(annotated), readings.failed, rows), tally


def measure_shared(reader: Reader, folder: Path = SHARED) -> Measured | None:
    """Return the figures over the annotated reports beside the repository; None where they are absent."""
    scorer, gold = folder / "score.py", folder / "dev"
    if not scorer.is_file() or not gold.is_dir():
        return None
    annotated = load(gold)
    readings = read_all(reader, annotated)
    rows = score_outside(scorer, gold, readings.read)
    return Measured(OUTSIDE, digest(annotated), len(annotated), readings.failed, rows)


def measure_corpus(reader: Reader, name: str, folder: Path = SHARED) -> Measured | None:
    """Return the figures over reports of the corpus that we have annotated; None where corpus or scorer are absent."""
    scorer, corpus = folder / "score.py", standoff.texts(folder.parent / "corpus")
    annotated = standoff.load_all(SHEETS[name], corpus)
    if not scorer.is_file() or not annotated:
        return None
    readings = read_all(reader, annotated)
    with tempfile.TemporaryDirectory() as written:
        for report in annotated:
            Path(written, f"{report['id']}.json").write_text(json.dumps(report), encoding="utf-8")
        rows = score_outside(scorer, Path(written), readings.read)
    return Measured(name, digest(annotated), len(annotated), readings.failed, rows)


def verdict(measured: Measured, floors: book.Floors | None) -> list[str]:
    """Return why a set fails the gate, one line a reason; no line when it passes."""
    lines = broken([measured])
    if floors is None:
        return [*lines, f"{measured.name}: no floors yet; set them with --update"]
    if floors.digest != measured.digest:
        lines.append(
            f"{measured.name}: the annotated reports changed since the floors were set; set them again with --update"
        )
    for part, (floor, now) in floors.falls(measured.f1).items():
        lines.append(f"{measured.name}: {part} fell to {now:.3f}, below its floor of {floor:.3f}")
    return lines


def broken(sets: Sequence[Measured]) -> list[str]:
    """Return one line for each report that sayso could not read."""
    return [f"{m.name}: {report} could not be read: {error}" for m in sets for report, error in m.failed.items()]


def show(measured: Measured, floors: book.Floors | None) -> None:
    """Print one set's table."""
    print(f"{measured.name}: {measured.count} reports\n{'':12}{'P':>7}{'R':>7}{'F1':>7}{'n':>7}{'floor':>8}")
    for part, row in measured.rows.items():
        floor = f"{floors.floors[part]:.3f}" if floors and part in floors.floors else "-"
        print(f"{part:12}{row['p']:7.3f}{row['r']:7.3f}{row['f1']:7.3f}{row['n']:7.0f}{floor:>8}")
    print()


def commit() -> str:
    """Return the short name of the commit at hand, with a plus when files differ from it; else "unknown"."""
    try:
        command = ["git", "describe", "--always", "--exclude=*", "--dirty=+"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=10, check=True)  # noqa: S603 - a constant
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return done.stdout.strip()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m quality", description="Measure sayso and hold it to its floors.")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument(
        "--lower", metavar="WHY", default="", help="with --update: let floors fall, and keep the reason"
    )
    parser.add_argument("--docs", action="store_true", help="write the figures into docs/quality.md")
    parser.add_argument(
        "--misses", nargs="?", const="all", choices=("all", *PARTS), help="print what was read wrong in our own reports"
    )
    options = parser.parse_args(arguments)
    if options.lower and not options.update:
        parser.error("--lower goes with --update")
    reader = Reader()
    own, tally = measure_own(reader)
    if options.misses:
        for part, line in tally.misses:
            if options.misses in ("all", part):
                print(f"{part}: {line}")
        print()
    outside = measure_shared(reader)
    corpus = [measure_corpus(reader, name) for name in SHEETS]
    sets = [own, *(measured for measured in (outside, *corpus) if measured is not None)]
    floors = book.load(FLOORS)
    for measured in sets:
        show(measured, floors.get(measured.name))
    if outside is None:
        print(f"{OUTSIDE}: skipped, there is no ../{SHARED.parent.name}/{SHARED.name} beside the repository\n")
    if (options.update or options.docs) and any(measured.failed for measured in sets):
        print(*broken(sets), "nothing was written", sep="\n", file=sys.stderr)
        return 1
    if options.update:
        try:
            for measured in sets:
                before = floors.get(measured.name, book.Floors())
                floors[measured.name] = before.raised(measured.digest, measured.f1, options.lower)
        except ValueError as error:
            print(f"{measured.name}: {error}; give a reason with --lower", file=sys.stderr)
            return 1
        book.save(FLOORS, floors)
    if options.docs:
        if outside is None:
            print(f"docs/quality.md tells of both sets, and {OUTSIDE} is not here", file=sys.stderr)
            return 2
        told = {ABOUT[m.name][0]: (ABOUT[m.name][1].format(n=m.count), m.digest, m.rows) for m in sets}
        page.write(PAGE, page.section(told, commit()))
    reasons = [line for measured in sets for line in verdict(measured, floors.get(measured.name))]
    print(*reasons, sep="\n", end="\n" if reasons else "")
    return 1 if reasons else 0
