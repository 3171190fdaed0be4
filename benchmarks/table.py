"""The table that `python -m benchmarks` prints: one line a figure, with the commit and the load of its part."""

from collections.abc import Iterator
from typing import Any

Row = tuple[str, str, str]  # what, how much, of what


def table(parts: dict[str, Any]) -> str:
    """Return all parts that were measured as plain text."""
    if not parts:
        return "nothing is measured yet"
    lines = []
    for name, rows in ROWS.items():
        if name not in parts:
            continue
        part = parts[name]
        load = "-".join("?" if one is None else f"{one:.1f}" for one in part["load"])
        lines.append(f"\n{name}: commit {part['commit'] or '?'}, {part['date']}, load {load}; {_sizes(part['sizes'])}")
        found = list(rows(part["figures"]))
        wide = [max(len(row[n]) for row in found) for n in range(2)]
        lines += [f"  {what:<{wide[0]}}  {much:>{wide[1]}}  {of}".rstrip() for what, much, of in found]
    return "\n".join(lines).strip()


def _sizes(sizes: dict[str, Any]) -> str:
    return ", ".join(f"{key} {value}" for key, value in sizes.items())


def _reading(figures: dict[str, Any]) -> Iterator[Row]:
    for name, found in figures.items():
        rounds = found["ratio_by_round"]
        yield f"{name}: bare parse", f"{found['bare_ms']:.1f}", "CPU ms a report"
        yield f"{name}: full reading", f"{found['full_ms']:.1f}", "CPU ms a report"
        yield f"{name}: ratio", f"{found['ratio']:.2f}", f"rounds {min(rounds):.2f} to {max(rounds):.2f}"
        yield f"{name}: speed", f"{found['reports_per_second']:.1f}", "reports a second per core"
        for stage, cost in found["stages_ms"].items():
            yield f"{name}: {stage}", f"{cost:.2f}", f"CPU ms, {cost / found['bare_ms']:.1%} of the bare parse"


def _peers(figures: dict[str, Any]) -> Iterator[Row]:
    parse = figures["parse_ms"]["peers"]
    yield "parse alone, as the peers call it", f"{parse:.1f}", "CPU ms a report"
    yield "sayso: parse alone", f"{figures['parse_ms']['sayso']:.1f}", "CPU ms a report"
    yield "sayso: parse and everything", f"{figures['full_ms']:.1f}", "CPU ms a report"
    for stage in ("statements", "places", "times"):
        yield f"sayso: {stage}", f"{figures['stages_ms'][stage]:.2f}", "CPU ms a report"
    for name, one in figures["time"].items():
        if "failed" in one:
            yield name, "-", f"does not run: {one['failed']}"
            continue
        more = f", {parse + one['ms']:.1f} with the parse" if one["takes"] == "parse" else ""
        yield f"{name} {one['version']}", f"{one['ms']:.2f}", f"CPU ms a report{more}"
    for job, by_name in figures["found"].items():
        for name, one in by_name.items():
            narrow = [key.removeprefix("wanted_") for key in one if key.startswith("wanted_")]
            more = "".join(f"; {n}: {one[f'found_{n}']} of {one[f'wanted_{n}']}" for n in narrow)
            yield f"{job}: {name}", f"{one['found']} of {one['wanted']}", f"found; {one['said']} said{more}"


def _workers(figures: dict[str, Any]) -> Iterator[Row]:
    for n, found in figures.items():
        yield f"{n} at once", f"{found['reports_per_second']:.1f}", "reports a second, start apart"
        yield f"{n} at once: CPU", f"{found['cpu_seconds']:.1f}", "s, of all processes"
        yield f"{n} at once: start", f"{found['start_seconds']:.1f}", "s"


def _memory(figures: dict[str, Any]) -> Iterator[Row]:
    for mark, now in figures["rss_mb"].items():
        yield f"after {int(mark):,} reports", f"{now}", f"MB, at most {figures['peak_mb'][mark]} until then"


def _ledger(figures: dict[str, Any]) -> Iterator[Row]:
    for database, by_size in figures.items():
        for size, found in by_size.items():
            name = f"{database}, {int(size):,} events"
            yield f"{name}: size", f"{found['bytes'] / 1e6:.0f}", "MB"
            for what, one in found["ms"].items():
                yield f"{name}: {what}", f"{one['time']:.1f}", f"ms, CPU of sayso {one['cpu']:.1f}"


def _pages(figures: dict[str, Any]) -> Iterator[Row]:
    yield "events", f"{figures['events']:,}", ""
    for address, one in figures["addresses"].items():
        if one is None:
            yield address, "-", "fails"
        else:
            yield (
                address,
                f"{one['median']:.0f}",
                f"ms, CPU {one['cpu']:.0f}, first {one['first']:.0f}, worst {one['worst']:.0f}",
            )


ROWS = {
    "reading": _reading,
    "peers": _peers,
    "workers": _workers,
    "memory": _memory,
    "ledger": _ledger,
    "pages": _pages,
}
