"""Invented records with events that may be one act: few places, days and parties, so that much of it meets."""

import datetime
import random

from sayso.model import (
    OUTLET,
    Account,
    Event,
    Figure,
    Mention,
    Outcome,
    Participant,
    Place,
    PlacePrecision,
    Realis,
    Record,
    Report,
    Span,
    Stance,
    TimeInterval,
    Voice,
)

PLACES = {"Nyala": (12.05, 24.88), "Zalingei": (12.91, 23.47), "Kutum": (14.2, 24.66)}
KINDS = {"airstrike": "bombed", "shelling": "shelled", "clash": "fought over"}
PARTIES = {"the army": "SDN-MIL", "rebels": "SDN-REB"}
FIRST = datetime.date(2023, 7, 14)


def invented(reports: int, seed: int) -> list[Record]:
    """Return records of one to three events each; every seventh report is another text of an earlier page."""
    dice = random.Random(seed)  # noqa: S311 - an example, no secret
    found: list[Record] = []
    for n in range(reports):
        day = FIRST + datetime.timedelta(days=dice.randrange(6))
        url = f"https://example.org/{dice.randrange(n)}" if n and n % 7 == 0 else f"https://example.org/{n}"
        acts = [_act(dice, day) for _ in range(dice.randint(1, 3))]
        text, events = "", []
        for act in acts:
            events.append(_event(len(text), day, *act))
            text += _words(*act) + " "
        report = Report(text, id=f"r{n}", publisher=dice.choice(["northline", "southline"]), url=url, published=day)
        found.append(Record(report, (), tuple(events)))
    return found


Act = tuple[str, str, str, int, int]


def _act(dice: random.Random, day: datetime.date) -> Act:
    return (
        dice.choice(sorted(PARTIES)),
        dice.choice(sorted(KINDS)),
        dice.choice(sorted(PLACES)),
        dice.choice([3, 4, 12, 30]),
        dice.randrange(3),
    )


def _words(agent: str, kind: str, place: str, killed: int, before: int) -> str:
    return f"{agent} {KINDS[kind]} {place} {before} days ago, killing {killed} people."


def _event(at: int, day: datetime.date, agent: str, kind: str, place: str, killed: int, before: int) -> Event:
    text = _words(agent, kind, place, killed, before)

    def span(words: str) -> Span:
        return Span(at + text.index(words), at + text.index(words) + len(words))

    when = day - datetime.timedelta(days=before)
    lat, lon = PLACES[place]
    return Event(
        id=f"e{at}",
        kind=kind,
        realis=Realis.HAPPENED,
        mentions=(Mention(span(KINDS[kind]), Span(at, at + len(text))),),
        accounts=(Account(Voice("", OUTLET), Stance.ASSERTS, Stance.ASSERTS),),
        agent=Participant(agent, PARTIES[agent], span(agent)),
        place=Place(place, span(place), place, "SDN", lat, lon, PlacePrecision.SETTLEMENT),
        time=TimeInterval(f"{before} days ago", span(f"{before} days ago"), when, when),
        figures=(Figure(Outcome.KILLED, killed, killed, "people", f"{killed} people", span(f"{killed} people")),),
    )
