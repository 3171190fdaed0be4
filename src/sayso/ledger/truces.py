"""Which incidents belong to the life of one truce."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sayso.ledger.evidence import camp, claims_of, days, home_of, is_bystander, is_neutral, told, words_of
from sayso.ledger.phrases import bound, brokers, covers, dates_origin, is_state, makers, says
from sayso.model import PlacePrecision, Realis, Stance
from sayso.model.incident import Incident

# In the order in which they follow one another on one day.
PHASES = ("proposed", "rejected", "agreed", "begun", "extended", "violated", "collapsed", "revived")
# Phases with which a truce begins anew after it has collapsed.
_OPENING = ("proposed", "agreed", "begun")
# What becomes of a truce that is in force already.
_AFTERWARDS = ("extended", "violated", "collapsed", "revived")
# Days after a collapse in which "the truce agreed" still means the one that collapsed, unless told as "new":
# reports on a collapse tell how the truce came about. Set by reading the reports of September 2016.
_SETTLING = 3
# Days without a word about a truce after which an agreement is another one. A truce in force is spoken of every week;
# a month is set by judgement, not measured.
_SILENCE = 30
# A step told for more days than this ("in September") goes to the truce that has the like inside them, if one has.
_WIDE = 7
# A span longer than this many days says when the war or the year was, not when the phase was.
_SPAN = 62


@dataclass(frozen=True, slots=True)
class Step:
    """An incident of kind ceasefire as a step in a truce's life; `day` (an ordinal) is the best there is to sort by."""

    incident: Incident
    country: str
    place: str
    tied: bool
    text: str
    start: datetime.date | None
    end: datetime.date | None
    day: int
    sides: frozenset[str]
    came: int | None = None  # the last day on which the truce it speaks of may have come about

    @property
    def phase(self) -> str:
        """The phase told, or "" if none is."""
        return self.incident.phase

    @property
    def width(self) -> int:
        """How many days the step may fall on."""
        return (self.end - self.start).days if self.start and self.end else 0

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """In time, then in the order of phases."""
        return self.day, PHASES.index(self.phase), self.incident.id

    @property
    def wide(self) -> bool:
        """Whether it tells for a month or so what became of a truce: of which, others tell better."""
        return self.phase in _AFTERWARDS and self.width > _WIDE

    @property
    def late(self) -> int:
        """When it is put to a truce: after those told for a day; last if only told at some place."""
        loose = self.place and not self.tied and not (self.phase in _OPENING and self.start)
        return 2 if loose else int(self.wide)

    def joins(self, other: "Step") -> bool:
        """Tell whether `other` tells of this very step: same phase and day, a span around it, or no day."""
        planned = [step.incident.realis is Realis.PLANNED for step in (self, other)]
        if self.phase != other.phase or planned[0] != planned[1]:
            return False
        if other.start is None or self.start is None:
            heard = told(other.incident)
            return planned[0] or heard is None or self.start is None or self.start <= heard
        if other.incident.realis is Realis.ONGOING and self.start <= other.start:
            return True  # "covered by a truce": it is in force since it was agreed
        return other.start <= self.start and (self.end or self.start) <= (other.end or other.start)


@dataclass(slots=True)
class Truce:
    """The steps of one truce, in time order; `place` is "" for a whole country."""

    country: str
    place: str
    steps: list[Step] = field(default_factory=list)

    @property
    def sides(self) -> frozenset[str]:
        """The sides known to be bound by it."""
        return frozenset(side for step in self.steps for side in step.sides)

    @property
    def only_proposed(self) -> bool:
        """Whether nobody says that it was ever agreed."""
        return all(step.phase in ("proposed", "rejected") for step in self.steps)

    @property
    def nationwide(self) -> bool:
        """Whether it is told to cover the country."""
        return any(says(step.text, "wide") for step in self.steps)

    @property
    def collapsed(self) -> int | None:
        """The day of the collapse that nothing revived after, else None."""
        last = None
        for step in sorted(self.steps, key=lambda one: one.sort_key):
            if step.incident.realis is Realis.PLANNED:
                continue
            if step.phase == "collapsed":
                last = step.day if last is None else last  # told again later, it is the same collapse
            elif step.phase in ("revived", "extended") and last is not None and step.day > last:
                last = None
        return last

    @property
    def known_until(self) -> int:
        """The last day on which a step of it falls."""
        return max(step.day + (step.width if step.width <= _SPAN else 0) for step in self.steps)


def steps_of(incidents: Iterable[Incident], home: Mapping[str, str]) -> list[Step]:
    """Return the steps that incidents tell of; `home` is the country each report is about.

    Attempts that failed and steps that only deniers tell of are none.
    """
    found = []
    for incident in incidents:
        if incident.kind != "ceasefire" or incident.phase not in PHASES or incident.realis is Realis.FAILED:
            continue
        if claims_of(incident) and not claims_of(incident, Stance.ASSERTS):
            continue
        found.append(_step(incident, home))
    return sorted(_local_named(found), key=lambda step: step.sort_key)


def truces_of(steps: list[Step]) -> list[Truce]:
    """Return the truces that the steps make up; a step of one place joins a truce of the country if one is in force."""
    truces: list[Truce] = []
    for step in sorted(steps, key=lambda s: (s.late, s.sort_key)):
        _put(truces, step)
    for truce in truces:
        truce.steps = sorted(_looked_back(truce), key=lambda step: step.sort_key)
    return truces


def _looked_back(truce: Truce) -> list[Step]:
    """Return the steps of a truce; how it came about has no day after its collapse, whatever day stands beside it."""
    over = truce.collapsed
    if over is None or not any(step.phase in _OPENING and step.day < over for step in truce.steps):
        return truce.steps
    return [replace(s, start=None, end=None) if s.phase in _OPENING and s.day >= over else s for s in truce.steps]


def _local_named(steps: list[Step]) -> list[Step]:
    """Give a local truce told without place the place of the one local truce that the same report names."""
    places: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for step in steps:
        if step.tied:
            for source in step.incident.sources:
                places[source.report].add((step.country, step.place))
    named = []
    for step in steps:
        known = {place for source in step.incident.sources for place in places[source.report]}
        if not step.place and says(step.text, "local"):
            country, place = known.pop() if len(known) == 1 else (step.country, _SOMEWHERE)
            step = replace(step, country=country, place=place, tied=True)
        named.append(step)
    return named


def _sides(incident: Incident, text: str, country: str) -> frozenset[str]:
    """Return the sides that a step names as bound, brokers and bystanders left out."""
    actors = [a for a in (*incident.agents, *incident.targets) if not is_bystander(a) and not is_neutral(a)]
    own = {a.party for a in actors if is_state(a.party) in ("", country)}  # another state guarantees it, as a rule
    named = {camp(party) for party in (*own, *bound(text, country))}
    return frozenset(named - {camp(actor.party) for actor in makers(text)} - {""})


def _step(incident: Incident, home: Mapping[str, str]) -> Step:
    text, where, country = words_of(incident), incident.where, home_of(incident, home)
    place, tied = "", False
    if where:
        named = where.name.lower() in text.lower() and all(where.country != actor.party[:3] for actor in brokers(text))
        if not country or (named and where.country):
            country = where.country
        narrow = where.precision not in (PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN)
        if where.country == country and narrow and not says(text, "wide"):
            place, tied = where.name, covers(text, where.name)
    start, end = days(incident)
    origin = None
    if incident.phase in _AFTERWARDS and dates_origin(text):
        origin, start, end = end or start, None, None
    if start and end and (end - start).days > _SPAN and incident.realis is not Realis.ONGOING:
        start = end = None
    known = start or end or told(incident)
    day = known.toordinal() if known else _NEVER
    came = origin.toordinal() if origin else None
    return Step(incident, country, place, tied, text, start, end, day, _sides(incident, text, country), came)


# The place of a local truce whose place no report tells.
_SOMEWHERE = "place not told"
_NEVER = datetime.date.max.toordinal()


def _put(truces: list[Truce], step: Step) -> None:
    """Put a step to the truce it goes on with: one surely of its place, else of its country; or begin another."""
    loose = bool(step.place) and not step.tied
    places = {step.place, ""} if loose and step.country else {step.place}
    of_scope = [t for t in truces if t.country == step.country and t.place in places]
    fitting = [t for t in of_scope if step.wide and any(_like(other, step) for other in t.steps)]
    fitting = fitting or [t for t in of_scope if _fits(t, step)]
    fitting = [t for t in fitting if step.came is not None and t.steps[0].day <= step.came] or fitting
    if fitting:
        max(fitting, key=lambda truce: _nearness(truce, step)).steps.append(step)
    else:
        truces.append(Truce(step.country, step.place, [step]))


def _nearness(truce: Truce, step: Step) -> tuple[bool, int, bool, bool, tuple[int, int, str]]:
    """Return what makes one truce a better home for a step: in force, its scope, both sides, the latest begun."""
    over = truce.collapsed
    lives = over is None or step.day <= over or step.phase == "revived"
    local = any(known.tied for known in truce.steps)
    scope = 2 if local else int(not truce.place)
    first = truce.steps[0]
    return lives, scope, len(truce.sides & step.sides) > 1, first.day <= step.day, first.sort_key


def _like(known: Step, step: Step) -> bool:
    """Tell whether a step known to a day lies inside one told for a wide span, and is of its phase."""
    last = step.day + step.width
    return known.phase == step.phase and known.start is not None and step.day <= known.day <= last


def _fits(truce: Truce, step: Step) -> bool:
    """Tell whether a step goes on with a truce: same sides, and no agreement after a collapse or a long silence."""
    mine, its = step.sides, truce.sides
    if len(mine) > 1 and len(its) > 1 and len(mine & its) < 2:
        return False
    if len(mine) > 1 and len(mine & its) < 2 and truce.nationwide and not says(step.text, "wide"):
        return False
    if truce.only_proposed and step.phase in _AFTERWARDS:
        return False
    if step.phase == "proposed" and not truce.only_proposed:
        return False
    after = step.day - truce.known_until
    ahead = truce.steps[0].day - step.day
    if ahead > 0:  # told without a day before the truce has one
        return step.start is None and step.phase in _OPENING and ahead <= _SILENCE
    if after <= 0:
        return True
    collapsed = truce.collapsed
    if collapsed is None:
        return step.phase not in _OPENING or after <= _SILENCE
    if step.phase in _OPENING:
        return step.day - collapsed <= _SETTLING and not says(step.text, "fresh")
    again = step.phase == "collapsed" and step.start is None  # told again, long after
    return again or step.phase == "revived" or step.day - collapsed <= _SILENCE
