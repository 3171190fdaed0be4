"""The life of each truce: its phases by day, who is bound by it, its brokers, and who accuses whom of breaking it."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sayso.ledger.evidence import alive, basis, camp, claims_of, homes, is_bystander, is_neutral, told
from sayso.ledger.phrases import between, bound, brokers, is_state, makers
from sayso.ledger.truces import Step, Truce, steps_of, truces_of
from sayso.ledger.violations import alleged, violations_of
from sayso.model import Realis, Stance
from sayso.model.course import Ceasefire, Phase
from sayso.model.incident import Actor, HeldEvent, Incident


def ceasefires(incidents: Iterable[Incident], events: Mapping[str, HeldEvent] | None = None) -> list[Ceasefire]:
    """Return the truces that incidents tell of, by country, place and first day; the order given does not matter.

    Give all incidents, not only those of kind ceasefire: acts of force tell which country a report is about, and some
    are alleged to be breaches. `events` (by key) lets an act of force count as a breach where its clause overlaps one
    that tells of a violation. Retracted incidents, attempts that failed and claims that no longer stand are left out.
    """
    standing = alive(incidents)
    truces = truces_of(steps_of(standing, homes(standing)))
    charged = alleged(standing, events or {}, truces)
    found = [_ceasefire(truce, charged[index]) for index, truce in enumerate(truces)]
    return _with_own_ids(sorted(found, key=lambda one: (one.country, one.place, one.start or _LATE, one.id)))


_LATE = datetime.date.max


def _ceasefire(truce: Truce, acts: list[Incident]) -> Ceasefire:
    phases = _phases(truce.steps)
    parties, mediators = _actors(truce)
    took_place = [phase for phase in phases if phase.realis is not Realis.PLANNED]
    lived = [phase for phase in took_place if phase.name not in ("proposed", "rejected")]
    start = min((day for phase in lived if (day := phase.start or phase.end)), default=None)
    over = truce.collapsed is not None
    state = "collapsed" if over else _state(lived or took_place or phases)
    ended = [phase for phase in lived if phase.name == "collapsed"] if over else []
    end = max((day for phase in ended if (day := phase.start or phase.end)), default=None)
    first = start or min((phase.told for phase in phases if phase.told), default=None)
    label = "-".join(filter(None, (truce.country or "unknown", truce.place, first.isoformat() if first else "undated")))
    incidents = [step.incident for step in truce.steps]
    return Ceasefire(
        id="truce-" + "-".join("".join(c if c.isalnum() else " " for c in label).split()).lower(),
        country=truce.country,
        place=truce.place,
        parties=parties,
        mediators=mediators,
        phases=phases,
        violations=violations_of([i for i in incidents if i.phase == "violated"] + acts),
        state=state,
        start=start,
        end=end,
        basis=basis([*incidents, *acts]),
    )


def _with_own_ids(found: list[Ceasefire]) -> list[Ceasefire]:
    """Number the truces of one country, place and first day."""
    seen: Counter[str] = Counter()
    numbered = []
    for one in found:
        seen[one.id] += 1
        fields = {name: getattr(one, name) for name in Ceasefire.__slots__}
        numbered.append(one if seen[one.id] == 1 else Ceasefire(**{**fields, "id": f"{one.id}-{seen[one.id]}"}))
    return numbered


def _state(phases: Sequence[Phase]) -> str:
    """Return the last phase that changes what the truce is: a breach does not end it."""
    changing = [phase.name for phase in phases if phase.name != "violated"]
    return changing[-1] if changing else phases[-1].name


def _phases(steps: list[Step]) -> tuple[Phase, ...]:
    """Return the phases in time order; what several incidents tell of one phase on one day is one phase.

    A phase told without a day, or for a span, is put to the same phase told for a day (inside that span), if any.
    """
    groups: list[list[Step]] = []
    exactness = sorted(steps, key=lambda s: (s.start is None, s.width, s.sort_key))
    for step in exactness:
        same = [group for group in groups if group[0].joins(step)]
        if same:
            min(same, key=lambda group: (abs(group[0].day - step.day), group[0].sort_key)).append(step)
        else:
            groups.append([step])
    groups.sort(key=lambda group: group[0].sort_key)
    return tuple(map(_phase, groups))


def _phase(group: list[Step]) -> Phase:
    first, incidents = group[0], [step.incident for step in group]
    return Phase(
        name=first.phase,
        start=first.start,
        end=first.end,
        told=min((day for one in incidents if (day := told(one))), default=None),
        realis=first.incident.realis,
        contested=any(claims_of(one, Stance.DENIES) for one in incidents),
        basis=basis(incidents),
    )


def _actors(truce: Truce) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return who is bound by a truce and who brokered it.

    A broker is who the words name as one, and who stands between the sides by what it is (the United Nations). Anybody
    else named as agent or target is a party; a state named as broker stays one although it also "agreed" the truce.
    """
    mediators: dict[str, Actor] = {}
    named: defaultdict[str, Counter[Actor]] = defaultdict(Counter)
    sure: set[str] = set()
    words_only: dict[str, Actor] = {}
    for step in truce.steps:
        foreign = [a for a in makers(step.text) if is_state(a.party) not in ("", truce.country)]
        for actor in (*brokers(step.text), *foreign):
            mediators[camp(actor.party) or actor.party] = actor
    for step in truce.steps:
        by_words = {camp(code): Actor(code, code) for code in bound(step.text, truce.country)}
        for actor in (*step.incident.agents, *step.incident.targets):
            side = camp(actor.party)
            if not side or (is_bystander(actor) and not is_neutral(actor)):
                continue
            named[side][actor] += 1
            own = side == truce.country and is_state(actor.party)
            if own or side in by_words or between(step.text, actor.text):
                sure.add(side)
        words_only |= by_words
    for side, actors in named.items():
        if all(map(is_neutral, actors)) and side not in sure:
            mediators.setdefault(side, _usual(actors))
    parties = words_only | {
        side: _usual(actors) for side, actors in named.items() if side in sure or side not in mediators
    }
    return _listed(parties), _listed({s: a for s, a in mediators.items() if s not in parties})


def _usual(actors: Counter[Actor]) -> Actor:
    return min(actors, key=lambda actor: (-actors[actor], actor.text, actor.party))


def _listed(sides: dict[str, Actor]) -> tuple[Actor, ...]:
    return tuple(sides[side] for side in sorted(sides))
