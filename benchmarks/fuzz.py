"""Throw broken input at intake, reading, filters and exports; count the cases, name the slowest, stop at what breaks.

    python benchmarks/fuzz.py [--seconds 60 | --cases 1000] [--part intake] [--seed 1] [--keep DIR]

A case breaks it by an exception that is no error of sayso's own, or by taking more than 5 seconds of CPU. What broke is
written to the folder `--keep`, and the exit code is 1. Cases are made from examples of each kind of input by changing,
cutting, repeating and joining them; the same seed gives the same cases.
"""

import argparse
import atexit
import csv
import io
import json
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from intake_files import MORE, NEWS, docx, packed, page, pdf, record, zipped  # noqa: E402
from sayso.cli_filters import chosen  # noqa: E402
from sayso.errors import SaysoError  # noqa: E402
from sayso.export.cells import clean, unguard  # noqa: E402
from sayso.export.tables_csv import cell  # noqa: E402
from sayso.extract.reader import Reader  # noqa: E402
from sayso.intake import read_stream, report_from_text  # noqa: E402
from sayso.ledger.database import open_ledger  # noqa: E402
from sayso.ledger.queries import incidents  # noqa: E402

SLOW = 5.0  # seconds of CPU that one case may take
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
ODD = [
    "\0",
    "\x1b[2J",
    "\u202e",
    "\ud800",
    "\ufeff",
    "'",
    '"',
    "%",
    "\\",
    "*",
    "; DROP TABLE report;--",
    "=1+1",
    "\n",
    "🕊",
]
NAMES = ("a", "a.html", "a.txt", "a.jsonl", "a.csv", "a.eml", "a.warc.gz", "a.json", "a.pdf")


@dataclass(slots=True)
class Count:
    """What one part came to."""

    cases: int = 0
    slowest: float = 0.0
    broken: list[str] = field(default_factory=list)


def main() -> int:
    """Run the parts that are asked for in turn; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="for each part")
    parser.add_argument("--cases", type=int, default=None, help="for each part, instead of a time")
    parser.add_argument("--part", choices=PARTS, action="append")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=None)
    asked = parser.parse_args()
    failed = False
    for part in asked.part or PARTS:
        count = run(PARTS[part](random.Random(asked.seed)), asked.seconds, asked.keep, part, asked.cases)
        print(f"{part}: {count.cases:,} cases, slowest {count.slowest:.2f} s, {len(count.broken)} broke it", flush=True)
        for one in count.broken[:5]:
            print(one)
        failed |= bool(count.broken)
    return int(failed)


def run(
    case: Callable[[], tuple[object, Callable[[], object]]],
    seconds: float,
    keep: Path | None,
    part: str,
    cases: int | None = None,
) -> Count:
    """Make and run cases for so many seconds, or so many of them; a case is what it is made of, and what does it."""
    count, until = Count(), time.monotonic() + seconds
    while (count.cases < cases if cases else time.monotonic() < until) and len(count.broken) < 20:
        made, work = case()
        begun = time.process_time()
        try:
            work()
        except SaysoError:
            pass
        except Exception:
            count.broken.append(f"{made!r:.500}\n{traceback.format_exc()[-1500:]}")
        took = time.process_time() - begun
        count.cases += 1
        count.slowest = max(count.slowest, took)
        if took > SLOW:
            count.broken.append(f"{took:.1f} s: {made!r:.500}")
        if keep and (took > SLOW or (count.broken and count.broken[-1].startswith(f"{made!r:.500}"))):
            keep.mkdir(parents=True, exist_ok=True)
            Path(keep, f"{part}-{count.cases}").write_text(repr(made), encoding="utf-8", errors="backslashreplace")
    return count


def _intake(draw: random.Random) -> Callable[[], tuple[object, Callable[[], object]]]:
    one = record("https://example.org/a", page())
    two = record("https://example.org/b", page(MORE))
    lines = "".join(json.dumps({"id": str(n), "text": f"{NEWS} {n}"}) + "\n" for n in range(3)).encode()
    table = b'title,text,date\r\nA,"' + NEWS.encode() + b'",2016-09-24\r\n'
    mail = b"From: a@example.org\r\nSubject: x\r\nDate: Sat, 24 Sep 2016 10:00:00 +0000\r\n\r\n" + NEWS.encode()
    seeds = [page(), NEWS.encode(), lines, table, mail, one + two, packed(one, two), pdf(NEWS)]
    seeds += [zipped({"a.html": page(), "b.txt": NEWS.encode()}), docx(f"<w:p><w:r><w:t>{NEWS}</w:t></w:r></w:p>")]
    seeds += [b"https://example.org/a\nhttps://example.org/b\n", json.dumps([{"text": NEWS}]).encode()]
    seeds += [NEWS.encode("utf-16"), b"<rss><channel></channel></rss>"]

    def case() -> tuple[object, Callable[[], object]]:
        raw, name = changed(draw, seeds), draw.choice(NAMES)
        return (name, raw), lambda: [_shown(item) for item in read_stream(io.BytesIO(raw), name)]

    return case


def _shown(item: object) -> None:
    if isinstance(item, Exception) and "\n" in str(item):
        raise ValueError(f"a message of more than one line: {item!r}")


def changed(draw: random.Random, seeds: list[bytes]) -> bytes:
    """Return bytes made from the examples: changed at some places, cut, repeated, joined."""
    raw = bytearray(draw.choice(seeds))
    for _ in range(draw.choice((0, 1, 1, 2, 4, 16))):
        at = draw.randrange(len(raw) + 1)
        what = draw.randrange(6)
        if what == 0 and raw:
            raw[at % len(raw)] = draw.randrange(256)
        elif what == 1:
            del raw[at : at + draw.randrange(1, 40)]
        elif what == 2:
            raw[at:at] = draw.randbytes(draw.randrange(1, 20))
        elif what == 3:
            other = draw.choice(seeds)
            begin = draw.randrange(len(other))
            raw[at:at] = other[begin : begin + draw.randrange(1, 400)]
        elif what == 4:
            raw[at:at] = bytes(raw[at : at + draw.randrange(1, 30)]) * draw.randrange(1, 200)
        else:
            raw[at:at] = draw.choice(ODD).encode("utf-8", "surrogatepass")
    return bytes(raw)


def _words(draw: random.Random, vocabulary: list[str], most: int) -> str:
    parts = []
    for _ in range(draw.randrange(1, most)):
        word = draw.choice(ODD) if draw.random() < 0.05 else draw.choice(vocabulary)
        parts.append(word * draw.choice((1, 1, 1, 1, 1, 1, 1, 3)))
    return draw.choice((" ", " ", " ", "", "\n", "-")).join(parts)


def _vocabulary() -> list[str]:
    text = (ROOT / "tests" / "examples" / "kinds.yaml").read_text(encoding="utf-8") + (
        ROOT / "examples" / "wire-story.txt"
    ).read_text(encoding="utf-8")
    return sorted(
        {*text.split(), "12", "3,000", "two dozen", "(Reuters)", "said", "denied", "2016-09-24", "99999999999"}
    )


def _reading(draw: random.Random) -> Callable[[], tuple[object, Callable[[], object]]]:
    reader, vocabulary = Reader(), _vocabulary()

    def case() -> tuple[object, Callable[[], object]]:
        text = _words(draw, vocabulary, 40)
        return text, lambda: _read(reader, text)

    return case


def _endless(draw: random.Random) -> Callable[[], tuple[object, Callable[[], object]]]:
    """Few words, very often: what a regular expression or a nested loop chokes on."""
    reader, vocabulary = (
        Reader(),
        [*_vocabulary(), *"(\"'-–,.;:/[{", " ", "\n", "12,", "1.", "(a", '"b', "said: ", "http://", "@"],
    )

    def case() -> tuple[object, Callable[[], object]]:
        few = [draw.choice(vocabulary) for _ in range(draw.randrange(1, 4))]
        between = draw.choice(("", " ", "\n", ", "))
        text = between.join(few * draw.choice((50, 200, 800, 2_000)))[:20_000]
        return f"{few!r} {between!r} {len(text)}", lambda: _read(reader, text)

    return case


def _read(reader: Reader, text: str) -> None:
    record = reader.read(report_from_text(text, published="2016-09-24"))
    for event in record.events:
        for mention in event.mentions:
            if not mention.trigger.of(record.report.text):
                raise ValueError("an act without words")


def _filters(draw: random.Random) -> Callable[[], tuple[object, Callable[[], object]]]:
    vocabulary = [
        *_vocabulary(),
        "SDN",
        "airstrike",
        "disputed",
        "accepted",
        "2023-07-14",
        "1,2,3,4",
        "-180,-90,180,90",
    ]
    one = ("since", "until", "words", "as_of", "box", "only")
    many = ("place", "country", "party", "kind", "status", "publisher", "reviewed")
    folder = tempfile.mkdtemp(prefix="sayso-fuzz-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    ledger = open_ledger(str(Path(folder, "war.db")), create=True)

    def work(given: dict[str, object]) -> None:
        found = chosen(**given)  # type: ignore[arg-type]
        with ledger.reading() as connection:
            list(incidents(connection, found.selection))

    def case() -> tuple[object, Callable[[], object]]:
        given: dict[str, object] = {}
        for name in draw.sample((*one, *many), draw.randrange(1, 4)):
            text = _words(draw, vocabulary, 4) if draw.random() < 0.5 else draw.choice(vocabulary)
            given[name] = text if name in one else [text]
        return given, lambda: work(given)

    return case


def _exports(draw: random.Random) -> Callable[[], tuple[object, Callable[[], object]]]:
    vocabulary = [*FORMULAS, "＝", "＋", "'", '"', ",", ";", " ", "cmd|' /C calc'!A0", 'HYPERLINK("x")', *ODD, "a", "0"]

    def case() -> tuple[object, Callable[[], object]]:
        text = _words(draw, vocabulary, 8)
        return text, lambda: _cell(text)

    return case


def _cell(text: str) -> None:
    """A cell of CSV begins with nothing that a spreadsheet runs, and gives its text back."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow([cell(clean(text))])
    out.seek(0)
    [[held]] = list(csv.reader(out)) if clean(text) else [[""]]
    if held.startswith(FORMULAS) or held.startswith(("＝", "＋", "－", "＠")):
        raise ValueError(f"a spreadsheet would run {held!r}")
    if unguard(held) != clean(text):
        raise ValueError(f"{held!r} does not give its text back")


PARTS: dict[str, Callable[[random.Random], Callable[[], tuple[object, Callable[[], object]]]]] = {
    "intake": _intake,
    "reading": _reading,
    "endless": _endless,
    "filters": _filters,
    "exports": _exports,
}

if __name__ == "__main__":
    sys.exit(main())
