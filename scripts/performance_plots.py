"""Pictures of the measured parts for docs/performance.md: the same figures give the same files. Needs matplotlib."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

# Dark enough on the white ground that every picture brings along, so that a dark page shows them too.
OURS, OTHERS, THIRD, INK, FAINT = "#1a6680", "#c4692b", "#7a6aa8", "#333333", "#999999"
COLOURS = (OURS, OTHERS, THIRD)
AIM_PAGE = 300  # milliseconds
STYLE = {
    "svg.hashsalt": "sayso",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",  # comes with matplotlib
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": FAINT,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": "white",
    "legend.frameon": False,
}
# Our stages and the peers that do the same part of the job, by job.
STAGES = {"voices": "statements", "places": "places", "days": "times"}


def draw(parts: dict[str, Any], folder: Path) -> None:
    """Write `performance-PART.svg` for each measured part that has a picture."""
    with plt.rc_context(STYLE):
        for name, plot in PLOTS.items():
            if name in parts:
                figure = plot(parts[name]["figures"])
                figure.savefig(folder / f"performance-{name}.svg", metadata={"Date": None, "Creator": None})
                plt.close(figure)


def _reading(figures: dict[str, Any]) -> Figure:
    stages = list(next(iter(figures.values()))["stages_ms"])
    figure, axes = plt.subplots(figsize=(7.2, 0.36 * len(stages) + 1), layout="constrained")
    height = 0.8 / len(figures)
    for n, (name, found) in enumerate(figures.items()):
        shares = [100 * found["stages_ms"][stage] / found["bare_ms"] for stage in stages]
        at = [row + n * height for row in range(len(stages))]
        axes.barh(at, shares, height, color=COLOURS[n % 3], label=f"{name}: all {100 * found['ratio']:.0f}%")
    axes.set_yticks([row + 0.4 - height / 2 for row in range(len(stages))], stages)
    axes.invert_yaxis()
    axes.set_xlabel("CPU time, % of the bare parse")
    axes.legend()
    return figure


def _peers(figures: dict[str, Any]) -> Figure:
    rows: list[tuple[str, str, float | None, dict[str, Any]]] = []
    for job, by_name in figures["found"].items():
        for name, found in by_name.items():
            ours = name == "sayso"
            cost = figures["stages_ms"][STAGES[job]] if ours else figures["time"][name]["ms"]
            rows.append((f"{job}: {name}", OURS if ours else OTHERS, cost, found))
    figure, (left, right) = plt.subplots(1, 2, figsize=(7.2, 0.34 * len(rows) + 1.1), layout="constrained", sharey=True)
    left.barh(range(len(rows)), [row[2] for row in rows], color=[row[1] for row in rows], log=True)
    left.axvline(figures["parse_ms"]["sayso"], color=FAINT, linestyle="--", zorder=0)
    left.text(figures["parse_ms"]["sayso"] * 1.3, 1, "the parse", color=FAINT, fontsize=8)
    left.set_yticks(range(len(rows)), [row[0] for row in rows])
    left.invert_yaxis()
    left.set_xlabel("CPU ms a report, without the parse")
    left.xaxis.set_major_formatter(FuncFormatter(_plain))
    shares = [100 * found["found"] / max(found["wanted"], 1) for *_, found in rows]
    right.barh(range(len(rows)), shares, color=[row[1] for row in rows])
    for at, (*_, found) in enumerate(rows):
        right.text(shares[at] + 1, at, f"{found['found']} of {found['wanted']}", va="center", fontsize=8)
    right.set_xlim(0, 118)
    right.set_xlabel("found of what was annotated, %")
    return figure


def _workers(figures: dict[str, Any]) -> Figure:
    figure, axes = plt.subplots(figsize=(3.6, 2.6), layout="constrained")
    names = list(figures)
    speeds = [figures[n]["reports_per_second"] for n in names]
    axes.bar(names, speeds, 0.6, color=OURS)
    for n, speed in zip(names, speeds, strict=True):
        axes.text(n, speed, f"{speed:.1f}", ha="center", va="bottom")
    axes.set_xlabel("processes")
    axes.set_ylabel("reports a second")
    return figure


def _memory(figures: dict[str, Any]) -> Figure:
    figure, axes = plt.subplots(figsize=(5.4, 2.8), layout="constrained")
    for key, label, colour in (("peak_mb", "most until then", OTHERS), ("rss_mb", "in memory", OURS)):
        marks = [int(mark) for mark in figures[key]]
        axes.plot(marks, list(figures[key].values()), "o-", color=colour, label=label)
    axes.axhline(700, color=FAINT, linestyle="--")
    axes.text(0, 708, "aim: under 700 MB", color=FAINT, fontsize=8)
    axes.set_xlim(left=0)
    axes.set_ylim(0, 800)
    axes.set_xlabel("reports read")
    axes.set_ylabel("MB")
    axes.xaxis.set_major_formatter(FuncFormatter(_plain))
    axes.legend(loc="lower right")
    return figure


def _ledger(figures: dict[str, Any]) -> Figure:
    figure, panels = plt.subplots(1, 3, figsize=(10.5, 3), layout="constrained")
    asked = ("list", "incident page", "words, common, of one month")
    for database, line in zip(figures, ("o-", "s--"), strict=False):
        by_size = figures[database]
        _line(panels[0], by_size, lambda one: one["bytes"] / 1e6, line, OURS, database)
        _line(panels[1], by_size, lambda one: _took(one, "adding a report"), line, OURS, database)
        if database == "SQLite":
            _line(panels[1], by_size, lambda one: _took(one, "adding a report", "cpu"), "o:", OURS, "SQLite, CPU")
        for name, colour in zip(asked, COLOURS, strict=True):
            _line(panels[2], by_size, lambda one, n=name: _took(one, n), line, colour, f"{name},\n{database}")
    for panel, title in zip(panels, ("size, MB", "adding a report, ms", "asking, ms"), strict=True):
        panel.set_xscale("log")
        panel.set_title(title, fontsize=9)
        panel.set_xlabel("events")
        panel.xaxis.set_major_formatter(FuncFormatter(_plain))
    panels[0].legend(fontsize=8)
    panels[1].legend(fontsize=8)
    panels[2].legend(fontsize=8, loc="center left", bbox_to_anchor=(1.02, 0.5))
    for panel in (panels[0], panels[2]):
        panel.set_yscale("log")
        panel.yaxis.set_major_formatter(FuncFormatter(_plain))
    panels[1].set_ylim(bottom=0)
    return figure


def _took(one: dict[str, Any], name: str, what: str = "time") -> float | None:
    return one["ms"][name][what] if name in one["ms"] else None


def _line(
    axes: Axes, by_size: dict[str, Any], value: Callable[[Any], float | None], line: str, colour: str, label: str
) -> None:
    points = [(int(size), value(one)) for size, one in by_size.items()]
    known = [(size, much) for size, much in points if much is not None]
    if known:
        axes.plot(*zip(*known, strict=True), line, color=colour, label=label, markersize=4)


def _pages(figures: dict[str, Any]) -> Figure:
    figure, axes = plt.subplots(figsize=(7.2, 3), layout="constrained")
    answered = [one for one in figures["addresses"].values() if one]
    for key, label, colour in (
        ("cpu", "median, CPU time", THIRD),
        ("median", "median", OURS),
        ("first", "first request", OTHERS),
    ):
        times = sorted(max(one[key], 1) for one in answered)
        axes.step(times, range(1, len(times) + 1), where="post", color=colour, label=label)
    axes.axvline(AIM_PAGE, color=FAINT, linestyle="--")
    axes.text(AIM_PAGE * 1.05, 1, "aim: 300 ms", color=FAINT, fontsize=8)
    axes.set_xscale("log")
    axes.set_xlabel("ms")
    axes.set_ylabel(f"of {len(answered)} addresses, answered within")
    axes.xaxis.set_major_formatter(FuncFormatter(_plain))
    axes.set_ylim(bottom=0)
    axes.legend(loc="upper left")
    return figure


def _plain(value: float, _at: int) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


PLOTS: dict[str, Callable[[dict[str, Any]], Figure]] = {
    "reading": _reading,
    "peers": _peers,
    "workers": _workers,
    "memory": _memory,
    "ledger": _ledger,
    "pages": _pages,
}
