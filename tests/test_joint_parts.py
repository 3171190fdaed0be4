"""Parts settled between the rules and the joint model."""

from dataclasses import replace

import numpy as np
import pytest

from sayso.extract import joint_doubts, joint_parts
from sayso.extract.joint_doubts import PartDoubt, doubts
from sayso.extract.joint_kept import without_unlikely
from sayso.extract.joint_views import Pointed
from sayso.extract.reader import Reader
from sayso.model import Account, Event, Place, PlacePrecision, Realis, Record, Report, Span, Stance, Voice

DOUBT = PartDoubt(fill=0.5, switch=0.4, own=0.8, empty=0.9)


def settled(told: str | None, others: dict[str, float], none: float = 0.0, *, own: bool = False) -> str | None:
    pointed = Pointed(np.zeros(3), none)
    return joint_parts.settle(
        DOUBT, pointed, told, others.items(), own=own, share=lambda part: others.get(part, 0.0), key=lambda part: part
    )


@pytest.mark.parametrize(
    ("told", "others", "none", "wanted"),
    [
        ("army", {"army": 0.3, "rebels": 0.6}, 0.1, "army"),  # likelier, but not by enough
        ("army", {"army": 0.1, "rebels": 0.7}, 0.1, "rebels"),
        (None, {"rebels": 0.6}, 0.1, "rebels"),
        (None, {"rebels": 0.4}, 0.1, None),
        (None, {"rebels": 0.5}, 0.6, None),  # none is likelier
        ("army", {"army": 0.05}, 0.95, None),
        ("army", {}, 0.5, "army"),
        (None, {}, 1.0, None),
    ],
)
def test_the_rules_give_way_to_what_is_far_likelier(
    told: str | None, others: dict[str, float], none: float, wanted: str | None
) -> None:
    assert settled(told, others, none) == wanted


def test_what_the_clause_itself_tells_gives_way_to_less() -> None:
    assert settled("Warplanes", {"Warplanes": 0.1, "the army": 0.7}) == "the army"
    assert settled("Warplanes", {"Warplanes": 0.1, "the army": 0.7}, own=True) == "Warplanes"
    assert settled("Warplanes", {}, none=0.99, own=True) == "Warplanes"


def test_phrases_of_one_party_are_weighed_together() -> None:
    pointed = Pointed(np.zeros(3), 0.1)
    found = joint_parts.settle(
        DOUBT,
        pointed,
        "militants",
        [("the army", 0.3), ("soldiers", 0.3)],
        own=False,
        share=lambda part: 0.1,
        key=lambda part: "MIL" if part in ("the army", "soldiers") else part,
    )
    assert found == "the army"


def test_every_part_has_its_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(doubts().parts) == {"agent", "target", "place", "time"}
    assert set(doubts().voices) == {"named", "outlet", "outlet of what is quoted", "denies"}
    doubts.cache_clear()
    monkeypatch.setattr(joint_doubts, "read_yaml", lambda name: {"acts": {"add": 0.5}})
    with pytest.raises(Exception, match=r"knowledge/joint\.yaml"):
        doubts()
    doubts.cache_clear()


def event(probability: float, *accounts: Account, place: float = 0.9) -> Event:
    return Event(
        id="e9",
        kind="attack",
        realis=Realis.HAPPENED,
        mentions=(),
        accounts=accounts,
        place=Place("Goma", Span(0, 4), "Goma"),
        probability=probability,
        place_probability=place,
    )


def test_the_unlikely_is_left_out_and_what_is_denied_stays_more_easily() -> None:
    told = Account(Voice("", "outlet"), Stance.ASSERTS, Stance.ASSERTS, probability=0.1)
    said = Account(Voice("residents", "CIV"), Stance.ASSERTS, Stance.ASSERTS, probability=0.9)
    denied = Account(Voice("the army", "SYR-MIL"), Stance.DENIES, Stance.DENIES, probability=0.6)
    hardly = Account(Voice("the army", "SYR-MIL"), Stance.DENIES, Stance.DENIES, probability=0.05)
    record = Record(
        Report("Goma"),
        (),
        (
            event(0.05, said),
            event(0.05, denied),
            event(0.2, denied),
            event(0.9, told, said, hardly, place=0.05),
            event(0.9, told),
        ),
    )
    kept = without_unlikely(record, ()).events
    assert [(e.id, e.accounts, e.place is not None) for e in kept] == [
        ("e1", (denied,), True),
        ("e2", (said,), False),
        ("e3", (told,), True),  # an act keeps its likeliest account
    ]


def test_a_report_keeps_what_is_surely_told_where_no_act_of_its_kind_is_likely() -> None:
    told = Account(Voice("", "outlet"), Stance.ASSERTS, Stance.ASSERTS, probability=0.9)
    alone = Record(Report("Goma"), (), (event(0.1, told),))
    assert len(without_unlikely(alone, ("e9",)).events) == 1
    assert not without_unlikely(alone, ()).events
    both = Record(Report("Goma"), (), (event(0.1, told), event(0.9, told)))
    assert [e.probability for e in without_unlikely(both, ("e9",)).events] == [0.9]


def test_the_country_behind_a_town_only_says_where_the_town_is(reader: Reader) -> None:
    text = "The Saudi-led raids on Hodeidah in Yemen killed 20 fishermen."
    (read,) = reader.extractions([Report(text)])
    town, country = (Place(name, Span(text.index(name), len(text)), name) for name in ("Hodeidah", "Yemen"))
    town = replace(town, span=Span(town.span.start, country.span.start - 4), precision=PlacePrecision.SETTLEMENT)
    country = replace(country, precision=PlacePrecision.COUNTRY)
    shares = np.array([float(token.text == "Yemen") for token in read.doc])
    assert joint_parts.place(Pointed(shares, 0.0), town, read.views, [town, country], own=False) == town
    assert joint_parts.place(Pointed(shares, 0.0), None, read.views, [town, country], own=False) == country
