"""The figures of an event: each count once, and side by side where two voices count other people."""

from collections.abc import Sequence
from functools import lru_cache

from sayso.extract.clusters import Cluster
from sayso.extract.figures_words import outcome_words
from sayso.knowledge.files import read_yaml
from sayso.model import OUTLET, Figure, Outcome


def figures_of(cluster: Cluster, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return each distinct figure of an act once, as first given; acts hold theirs as places in `figures`."""
    kept: list[Figure] = []
    given: dict[tuple[Outcome, int | None, int | None], int] = {}  # the sentence of the act that gives it
    for act in cluster.acts:
        for index in act.figures:
            figure = figures[index]
            key = (figure.outcome, figure.low, figure.high)
            # "a woman and a child": two figures where one sentence counts two sorts of people alike
            alike = [f for f in kept if (f.outcome, f.low, f.high) == key]
            others = given.get(key) == act.sentence and all(_are_others(f, figure) for f in alike)
            if not alike or others or all(_are_rivals(f, figure) for f in alike):
                kept.append(figure)
                given.setdefault(key, act.sentence)
    if cluster.main.phase == "release":  # those let go are held no more
        kept = [figure for figure in kept if figure.outcome is not Outcome.DETAINED]
    return tuple(kept)


def _are_others(one: Figure, other: Figure) -> bool:
    """Tell whether two figures count different people: no word for them is shared."""
    articles = outcome_words().sets["indefinite"]
    words, more = (set(figure.who.lower().split()[-2:]) - articles for figure in (one, other))
    return bool(words and more) and words.isdisjoint(more)


def _are_rivals(one: Figure, other: Figure) -> bool:
    """Tell whether of two voices that count as many people one says fighters and the other civilians."""
    if one.source == other.source or OUTLET in (one.source, other.source):
        return False
    words, more = set(one.who.lower().split()), set(other.who.lower().split())
    fighters, civilians = _sorts()
    return any(not a.isdisjoint(fighters) and not b.isdisjoint(civilians) for a, b in ((words, more), (more, words)))


@lru_cache(maxsize=1)
def _sorts() -> tuple[frozenset[str], frozenset[str]]:
    data = read_yaml("merging.yaml")
    return frozenset(data["sorts"]["fighters"]), frozenset(data["unarmed"])
