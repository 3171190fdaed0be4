"""Whether the tellings of one act are brought together: `python -m quality.tellings`.

Every trigger that sayso had found in the first three lists of `quality/corpus` was labelled by hand with the annotated
event that it tells of ("e2"), with an act that the annotators left out ("n1"), or as none ("-"). Measured are B-cubed
precision, recall and F1 (Bagga and Baldwin 1998) over the labelled triggers that are still found, each "-" for itself.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Hashable, Sequence

from quality import standoff
from quality.reading import read_all
from sayso.extract.reader import Reader

SHEETS = standoff.FOLDER / "tellings.jsonl"
LISTS = ("first", "second", "third")


def main() -> int:
    """Print B-cubed of each list; return 0, or 2 when the corpus is not beside the repository."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    corpus = standoff.texts()
    if not corpus:
        print(f"{standoff.CORPUS}: the corpus is not there; nothing measured", file=sys.stderr)
        return 2
    labels = {sheet["id"]: dict(sheet["tellings"]) for sheet in map(json.loads, SHEETS.read_text("utf-8").splitlines())}
    reader = Reader()
    print(f"{'list':8} {'P':>6} {'R':>6} {'F1':>6} {'n':>6}")
    for name in LISTS:
        wanted: list[Hashable] = []
        read: list[Hashable] = []
        annotated = standoff.load(name, corpus)
        for report in annotated:
            told = labels.get(report["id"], {})
            for number, event in enumerate(read_all(reader, [report]).read[report["id"]]["events"]):
                for start in (mention["trigger"][0] for mention in event["mentions"]):
                    label = told.get(start, "?")
                    if label != "?":
                        wanted.append((report["id"], label if label != "-" else start))
                        read.append((report["id"], number))
        precision, recall = b_cubed(wanted, read)
        print(f"{name:8} {precision:6.3f} {recall:6.3f} {_f1(precision, recall):6.3f} {len(wanted):6}")
    return 0


def b_cubed(wanted: Sequence[Hashable], read: Sequence[Hashable]) -> tuple[float, float]:
    """Return precision and recall of a grouping, given the group of each item by hand and as read; 0 for no items."""
    by_hand, as_read, both = Counter(wanted), Counter(read), Counter(zip(wanted, read, strict=True))
    total = len(wanted) or 1
    precision = sum(both[pair] / as_read[pair[1]] for pair in zip(wanted, read, strict=True)) / total
    recall = sum(both[pair] / by_hand[pair[0]] for pair in zip(wanted, read, strict=True)) / total
    return precision, recall


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    sys.exit(main())
