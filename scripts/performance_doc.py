"""Write the measured figures into docs/performance.md and draw its pictures, from what `python -m benchmarks` measured.

python scripts/performance_doc.py [FILE]

FILE takes the place of docs/performance.json. Each part stands in the page between `<!-- figures: PART -->` and
`<!-- end of figures -->`; what is around them is written by hand.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE, KEPT, PICTURES = DOCS / "performance.md", DOCS / "performance.json", DOCS / "pictures"
_BLOCK = re.compile(r"(<!-- figures: (\w+) -->\n).*?(<!-- end of figures -->)", re.DOTALL)


def page(text: str, parts: dict[str, Any]) -> str:
    """Return the page with the figures of each measured part in its place; a part that was not measured stays."""

    def block(found: re.Match[str]) -> str:
        head, name, tail = found.groups()
        if name not in parts:
            return found[0]
        part = parts[name]
        rows = [conditions(part), "", picture(name, part), "", *RENDERED[name](part["figures"])]
        return head + "\n".join(rows) + "\n" + tail

    return _BLOCK.sub(block, text)


def conditions(part: dict[str, Any]) -> str:
    """Return a line on when, where and at which sizes a part was measured."""
    machine, versions = part["machine"], part["versions"]
    where = f"{machine['cores']} cores ({machine['processor']}), {machine['memory_gb']} GB"
    load = " to ".join("?" if one is None else f"{one:g}" for one in part["load"])
    sizes = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in part["sizes"].items())
    return (
        f"Measured on {part['date']} at commit `{part['commit'] or 'unknown'}`: {where}, Python {versions['python']},"
        f" spaCy {versions['spacy']}; load before and after {load}{'; ' + sizes if sizes else ''}."
    )


def picture(name: str, part: dict[str, Any]) -> str:
    """Return the link to a part's picture with what it shows in words."""
    return f"![{ALT[name](part['figures'])}](pictures/performance-{name}.svg)"


def _reading(figures: dict[str, Any]) -> Iterator[str]:
    yield "| reports | words each | bare parse | full reading | ratio (lowest to highest round) | reports a second |"
    yield "|---|---|---|---|---|---|"
    for name, found in figures.items():
        rounds = found["ratio_by_round"]
        yield (
            f"| {name}, {found['reports']:,} | {found['words']} | {found['bare_ms']:.1f} | {found['full_ms']:.1f} |"
            f" **{found['ratio']:.2f}** ({min(rounds):.2f} to {max(rounds):.2f}) | {found['reports_per_second']} |"
        )
    yield ""
    yield f"| stage, CPU ms a report | {' | '.join(figures)} |"
    yield "|---|" + "---|" * len(figures)
    for stage in next(iter(figures.values()))["stages_ms"]:
        yield f"| {stage} | " + " | ".join(f"{found['stages_ms'][stage]:.2f}" for found in figures.values()) + " |"


def _peers(figures: dict[str, Any]) -> Iterator[str]:
    stages = {"voices": "statements", "places": "places", "days": "times"}
    parse = figures["parse_ms"]
    yield "| | CPU ms a report, alone | with the parse | found | of them, narrower | said in all |"
    yield "|---|---|---|---|---|---|"
    for job, by_name in figures["found"].items():
        for name, found in by_name.items():
            yield _peer_row(figures, job, name, found, stages[job])
    counted = {name for by_name in figures["found"].values() for name in by_name}
    for name, one in figures["time"].items():
        if "ms" not in one:
            yield f"| {name} | does not run | | | | |"
        elif name not in counted:
            whole = _with_parse(one, parse["peers"])
            yield f"| {name} {one['version']} | {one['ms']:.2f} | {whole} | not counted | | |"
    yield (
        f"| sayso, everything | {figures['full_ms'] - parse['sayso']:.1f} | {figures['full_ms']:.1f} |"
        " voices, places and days as above, and acts, parties, figures, accounts | | |"
    )


def _peer_row(figures: dict[str, Any], job: str, name: str, found: dict[str, Any], stage: str) -> str:
    narrow = next((key.removeprefix("wanted_") for key in found if key.startswith("wanted_")), "")
    more = f"{narrow}: {found[f'found_{narrow}']} of {found[f'wanted_{narrow}']}" if narrow else ""
    share = f"{found['found']} of {found['wanted']} ({found['found'] / max(found['wanted'], 1):.0%})"
    if name == "sayso":
        cost = figures["stages_ms"][stage]
        label, alone, whole = f"sayso, `{stage}`", f"{cost:.2f}", f"{figures['parse_ms']['sayso'] + cost:.1f}"
    else:
        one = figures["time"][name]
        label, alone = f"{name} {one['version']}", f"{one['ms']:.2f}"
        whole = _with_parse(one, figures["parse_ms"]["peers"])
        if one.get("annotated_refused"):
            more += f"; refused {one['annotated_refused']} of {figures['annotated']} texts"
    return f"| {job}: {label} | {alone} | {whole} | {share} | {more} | {found['said']} |"


def _with_parse(one: dict[str, Any], parse: float) -> str:
    return f"{parse + one['ms']:.1f}" if one["takes"] == "parse" else "needs none"


def _workers(figures: dict[str, Any]) -> Iterator[str]:
    yield "| processes | reports a second (each round) | s, all | s, start | CPU s, all processes |"
    yield "|---|---|---|---|---|"
    for n, found in figures.items():
        rounds = ", ".join(map(str, found["reports_per_second_by_round"]))
        yield (
            f"| {n} | {found['reports_per_second']} ({rounds}) | {found['seconds']} | {found['start_seconds']} |"
            f" {found['cpu_seconds']} |"
        )


def _memory(figures: dict[str, Any]) -> Iterator[str]:
    yield "| reports read | in memory, MB | most until then, MB |"
    yield "|---|---|---|"
    for mark, now in figures["rss_mb"].items():
        yield f"| {int(mark):,} | {now} | {figures['peak_mb'][mark]} |"


def _ledger(figures: dict[str, Any]) -> Iterator[str]:
    columns = [(database, size, one) for database, by_size in figures.items() for size, one in by_size.items()]
    yield "| ms, and of these of CPU of sayso | " + " | ".join(f"{d}, {int(s):,}" for d, s, _ in columns) + " |"
    yield "|---|" + "---|" * len(columns)
    yield "| size, MB | " + " | ".join(f"{one['bytes'] / 1e6:,.0f}" for *_, one in columns) + " |"
    for name in columns[0][2]["ms"]:
        took = [one["ms"].get(name) for *_, one in columns]
        yield f"| {name} | " + " | ".join(f"{m['time']:.0f}, {m['cpu']:.0f}" if m else "" for m in took) + " |"


def _pages(figures: dict[str, Any]) -> Iterator[str]:
    yield f"{figures['events']:,} events; read into memory in {figures['load_seconds']} s before the first request.\n"
    yield "| address, ms | first | median | worst | CPU, median |"
    yield "|---|---|---|---|---|"
    for address, one in figures["addresses"].items():
        name = re.sub(r"\{(\w+)\}", lambda found: found[1].upper(), address)
        if one is None:
            yield f"| `{name}` | fails | | | |"
        else:
            times = (one["first"], one["median"], one["worst"], one["cpu"])
            yield f"| `{name}` | {' | '.join(f'{time:,.0f}' for time in times)} |"


def _alt_reading(figures: dict[str, Any]) -> str:
    told = ", ".join(f"{found['ratio']:.0%} in {name}" for name, found in figures.items())
    return f"Bars: what each stage of reading costs in per cent of the bare parse; all of them together {told}"


def _alt_peers(figures: dict[str, Any]) -> str:
    told = "; ".join(
        f"{job}: " + ", ".join(f"{name} {one['found']} of {one['wanted']}" for name, one in by_name.items())
        for job, by_name in figures["found"].items()
    )
    return (
        f"Bars: CPU time of sayso's stages and of peers, and the share of what was annotated that each finds ({told})"
    )


def _alt_workers(figures: dict[str, Any]) -> str:
    told = ", ".join(f"{found['reports_per_second']} with {n}" for n, found in figures.items())
    return f"Bars: reports a second by number of processes: {told}"


def _alt_memory(figures: dict[str, Any]) -> str:
    return f"Lines: memory over the reports read; at most {figures['peak_rss_mb']} MB"


def _alt_ledger(figures: dict[str, Any]) -> str:
    told = ", ".join(f"{name} to {max(map(int, by_size)):,} events" for name, by_size in figures.items())
    return f"Lines: size of the ledger, time of adding a report and of asking, as it grows ({told})"


def _alt_pages(figures: dict[str, Any]) -> str:
    answered = [one for one in figures["addresses"].values() if one]
    under, busy = (sum(one[key] <= 300 for one in answered) for key in ("median", "cpu"))
    return (
        f"Lines: addresses answered within a time; of {len(answered)} {under} have a median of 300 ms or less,"
        f" {busy} of CPU time"
    )


RENDERED: dict[str, Callable[[dict[str, Any]], Iterator[str]]] = {
    "reading": _reading,
    "peers": _peers,
    "workers": _workers,
    "memory": _memory,
    "ledger": _ledger,
    "pages": _pages,
}
ALT: dict[str, Callable[[dict[str, Any]], str]] = {
    "reading": _alt_reading,
    "peers": _alt_peers,
    "workers": _alt_workers,
    "memory": _alt_memory,
    "ledger": _alt_ledger,
    "pages": _alt_pages,
}


def main() -> None:
    """Write the page and the pictures; a FILE given is kept as docs/performance.json."""
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else KEPT
    whole = given.read_text(encoding="utf-8")
    parts = json.loads(whole)["parts"]
    if given != KEPT:
        KEPT.write_text(whole, encoding="utf-8")
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), parts), encoding="utf-8")
    from performance_plots import draw

    draw(parts, PICTURES)


if __name__ == "__main__":
    main()
