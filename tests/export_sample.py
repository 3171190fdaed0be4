"""A record built by hand from an invented text, so that the views are tested without the reader."""

import datetime

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
    Statement,
    TimeInterval,
    TimePrecision,
    Voice,
)

TEXT = (
    "Jets hit the market of Varda on Tuesday, killing at least 12 people, residents said.\n"
    "A spokesman for the northern army told Morning Radio that its planes had not attacked the market. "
    "Fighters will leave the town on Sunday, the governor warned."
)
NO_ONE = Voice("", OUTLET)


def span(words: str, text: str = TEXT) -> Span:
    """Return the span of the first `words` in `text`; fails if they are not there."""
    start = text.index(words)
    return Span(start, start + len(words))


def sample_record() -> Record:
    """Return a report with a disputed air strike, a planned withdrawal and three statements."""
    residents = Voice("residents", "CIV", span("residents"))
    army = Voice("A spokesman for the northern army", "XNO-MIL", span("A spokesman for the northern army"))
    governor = Voice("the governor", "XNO-GOV", span("the governor"))
    radio = Voice("Morning Radio", "MED", span("Morning Radio"))
    strike = Event(
        id="e1",
        kind="airstrike",
        realis=Realis.HAPPENED,
        mentions=(
            Mention(span("hit"), span("Jets hit the market of Varda on Tuesday")),
            Mention(span("attacked"), span("its planes had not attacked the market")),
        ),
        accounts=(
            Account(residents, Stance.ASSERTS, Stance.ASSERTS, span("residents said")),
            Account(
                army, Stance.DENIES, Stance.DENIES, span("A spokesman for the northern army told Morning Radio"), radio
            ),
        ),
        agent=Participant("Jets", "unknown", span("Jets")),
        target=Participant("the market of Varda", "CIV", span("the market of Varda")),
        place=Place("Varda", span("Varda"), "Varda", "XNO", 41.25, 12.5, PlacePrecision.SETTLEMENT, "sayso"),
        time=TimeInterval("on Tuesday", span("on Tuesday"), datetime.date(2023, 5, 9), datetime.date(2023, 5, 9)),
        figures=(
            Figure(Outcome.KILLED, 12, None, "people", "at least 12 people", span("at least 12 people"), "residents"),
        ),
    )
    leaving = Event(
        id="e2",
        kind="withdrawal",
        realis=Realis.PLANNED,
        mentions=(Mention(span("leave"), span("Fighters will leave the town on Sunday")),),
        accounts=(Account(governor, Stance.ASSERTS, Stance.WARNS, span("the governor warned")),),
        agent=Participant("Fighters", "unknown", span("Fighters")),
        time=TimeInterval("on Sunday", span("on Sunday"), datetime.date(2023, 5, 14), None, TimePrecision.RANGE),
    )
    return Record(
        Report(
            TEXT,
            id="varda-1",
            title="Market hit in Varda",
            publisher="Northern Post",
            url="https://post.example/varda",
            byline="I. Writer",
            published=datetime.date(2023, 5, 10),
            dateline_place="VARDA",
        ),
        (
            Statement(
                residents,
                Stance.ASSERTS,
                (span("Jets hit the market of Varda on Tuesday, killing at least 12 people"),),
                span("said"),
                span("residents"),
                span("residents said"),
            ),
            Statement(
                army,
                Stance.DENIES,
                (span("its planes had not attacked the market"),),
                span("told"),
                span("A spokesman for the northern army"),
                span("A spokesman for the northern army told"),
                via=radio,
            ),
            Statement(
                governor, Stance.WARNS, (span("Fighters will leave the town on Sunday"),), span("warned"), inside=None
            ),
        ),
        (strike, leaving),
    )
