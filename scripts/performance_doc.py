"""Write the tables of docs/performance.md from what `benchmarks/reading.py --json FILE` measured.

python scripts/performance_doc.py FILE
"""

import json
import sys
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
START, END = "<!-- figures: scripts/performance_doc.py writes them -->\n", "<!-- end of figures -->"


def tables(result: dict[str, Any]) -> str:
    """Return the tables as Markdown: whole reading, stages, memory."""
    files = result["files"]
    rows = [
        f"One core of {result['cores']} ({result['machine']}), Python {result['python']}; CPU milliseconds a report.\n",
        "| reports | words each | bare parse | full reading | ratio (lowest to highest round) | reports a second |",
        "|---|---|---|---|---|---|",
    ]
    for name, found in files.items():
        rounds = found["ratio_by_round"]
        rows.append(
            f"| {name}, {found['reports']:,} | {found['words']} | {found['bare_ms']:.1f} | {found['full_ms']:.1f} |"
            f" **{found['ratio']:.2f}** ({min(rounds):.2f} to {max(rounds):.2f}) | {found['reports_per_second']} |"
        )
    rows += ["", f"| stage | {' | '.join(files)} |", "|---|" + "---|" * len(files)]
    for stage in next(iter(files.values()))["stages_ms"]:
        rows.append(f"| {stage} | " + " | ".join(f"{found['stages_ms'][stage]:.2f}" for found in files.values()) + " |")
    rows += ["", "| reports streamed | in memory after | most until then |", "|---|---|---|"]
    for name, found in files.items():
        for mark, now in found.get("memory", {}).get("rss_mb", {}).items():
            rows.append(f"| {name}, {int(mark):,} | {now} MB | {found['memory']['peak_mb'][mark]} MB |")
    return "\n".join(rows) + "\n"


def main() -> None:
    """Put the tables in the page."""
    result = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    page = PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(START)
    _, _, tail = rest.partition(END)
    PAGE.write_text(f"{head}{START}{tables(result)}{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
