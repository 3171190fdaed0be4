"""The headline figures of a situation report: killed, as ranges by source, nobody counted twice."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.ledger.evidence import days
from sayso.model import OUTLET, Outcome, Realis
from sayso.model.incident import Count, Incident, Matter, Status

# An act told for more days than this is a total over a period: its dead may be those of single acts too.
_PERIOD = 3


@dataclass(frozen=True, slots=True)
class Toll:
    """Killed in some incidents: least and most (`high` None where open), ids of the incidents, and who counts."""

    low: int
    high: int | None
    incidents: tuple[str, ...]
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tolls:
    """`sure` sums what nobody disputes, `disputed` the rest; `periods` are totals that are not added to either.

    `by_source` gives, for each source, what it alone gives in the undisputed incidents.
    """

    sure: Toll
    disputed: Toll
    periods: tuple[Incident, ...]
    by_source: tuple[Toll, ...]


def tolls_of(incidents: Iterable[Incident]) -> Tolls:
    """Return the killed of incidents. One count in one report is summed once, even if two incidents carry it.

    Within an incident sources are alternatives, never added; counts of one source there overlap as far as they can
    (the greatest counts), since "12, among them 5 children" are not 17.
    """
    chosen = _once([one for one in incidents if _killed(one)])
    periods = [one for one in chosen if _is_period(one)]
    single = [one for one in chosen if not _is_period(one)]
    disputed = [one for one in single if is_disputed(one)]
    sure = [one for one in single if not is_disputed(one)]
    by_source: defaultdict[str, dict[str, list[Count]]] = defaultdict(dict)
    for incident in sure:
        for count in _killed(incident):
            by_source[_origin(count)].setdefault(incident.id, []).append(count)
    tolls = [_sum(held) for held in by_source.values()]
    ranked = sorted(tolls, key=lambda toll: (-toll.low, toll.voices))
    return Tolls(_total(sure), _total(disputed), tuple(periods), tuple(ranked))


def is_disputed(incident: Incident) -> bool:
    """Tell whether an incident's dead are in dispute: it is denied, or its figures are."""
    return incident.status is Status.DISPUTED or any(
        dispute.about in (Matter.HAPPENED, Matter.FIGURES) for dispute in incident.disputes
    )


def killed_by_source(incident: Incident) -> list[tuple[str, int | None, int | None]]:
    """Return (source, low, high) of the killed of an incident, each origin once with its greatest count."""
    groups: defaultdict[str, list[Count]] = defaultdict(list)
    for count in _killed(incident):
        groups[_origin(count)].append(count)
    return sorted((_label(counts), *_greatest(counts)) for counts in groups.values())


def _origin(count: Count) -> str:
    """Return what makes two sources one: the origin they go back to, else the name under which they are given."""
    return (count.origin or _source(count)).casefold()


def _source(count: Count) -> str:
    """Return who gives a count; a report's own voice goes by its publisher."""
    return f"{count.publisher or 'a report'} itself" if count.source in ("", OUTLET) else count.source


def _label(counts: Iterable[Count]) -> str:
    """Return one name for the sources of one origin: the shortest by which any report names it, else a publisher."""
    found = {(count.source in ("", OUTLET), len(_source(count)), _source(count)) for count in counts}
    return min(found)[2]


def number(low: int | None, high: int | None) -> str:
    """Return a range in words: `40`, `40 or more`, `up to 33`, `20 to 30`, `number not told`."""
    if low is None and high is None:
        return "number not told"
    if high is None:
        return f"{low:,} or more"
    if low is None or (low == 0 and high > 0):
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _killed(incident: Incident) -> list[Count]:
    if incident.realis is Realis.PLANNED:
        return []
    if Outcome.KILLED.value in incident.human:
        return _set_by_hand(incident)
    return [count for count in incident.counts if count.live and count.outcome is Outcome.KILLED]


def _set_by_hand(incident: Incident) -> list[Count]:
    """Return what a reviewer has set as the only count: it takes the place of what the reports give."""
    return [
        Count(incident.id, incident.id, "", r.outcome, r.low, r.high, "", "", "a reviewer", "a reviewer")
        for r in incident.ranges
        if r.outcome is Outcome.KILLED
    ]


def _once(incidents: list[Incident]) -> list[Incident]:
    """Leave out incidents whose every count stands, in the same words of the same report, in another one."""
    seen: set[tuple[str, str, int | None, int | None]] = set()
    kept = []
    for incident in sorted(incidents, key=lambda one: (-len(_killed(one)), one.id)):
        marks = {(count.report, count.text, count.low, count.high) for count in _killed(incident)}
        if not marks <= seen:
            kept.append(incident)
        seen |= marks
    return sorted(kept, key=lambda one: one.id)


def _is_period(incident: Incident) -> bool:
    start, end = days(incident)
    if start is None or end is None:
        return incident.when is not None
    return (end - start) > datetime.timedelta(days=_PERIOD)


def _greatest(counts: list[Count]) -> tuple[int | None, int | None]:
    """Return the greatest count of one source, open above if that one is."""
    top = max(counts, key=lambda count: (count.low or count.high or 0, count.high is None, count.high or 0))
    return top.low, top.high


def _sum(held: dict[str, list[Count]]) -> Toll:
    bounds = [_greatest(counts) for counts in held.values()]
    highs = [high for _, high in bounds if high is not None]
    label = _label(count for counts in held.values() for count in counts)
    low, high = sum(low or 0 for low, _ in bounds), sum(highs) if len(highs) == len(bounds) else None
    return Toll(low, high, tuple(sorted(held)), (label,))


def _total(incidents: list[Incident]) -> Toll:
    """Return the sum of each incident's least and most over its sources."""
    low, high, is_open = 0, 0, False
    voices: dict[str, None] = {}
    for incident in incidents:
        given = killed_by_source(incident)
        voices |= dict.fromkeys(name for name, _, _ in given)
        low += min(least if least is not None else 0 for _, least, _ in given)
        most = [top for _, _, top in given]
        is_open = is_open or None in most
        high += max((top if top is not None else least or 0) for _, least, top in given)
    return Toll(low, None if is_open else high, tuple(sorted(one.id for one in incidents)), tuple(voices))
