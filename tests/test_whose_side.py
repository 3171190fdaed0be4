"""Whose side a phrase is on, and who stands against whom, where the words beside the act do not tell it outright."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell, Told


def one(events: list[Told], kind: str) -> Told:
    [event] = [event for event in events if event.kind == kind]
    return event


@pytest.mark.parametrize(
    ("text", "kind", "party"),
    [
        # a capital that is hit is its people, not who governs from it
        ("The Houthis fired a missile at Riyadh on Monday.", "shelling", "CIV"),
        # one of a people is no government
        ("Israeli soldiers shot a Palestinian near Hebron on Monday.", "attack", "CIV"),
        # who is counted or gathered, not the count or the gathering
        ("Malian army jets bombed a gathering of rebels near Kidal on Monday.", "airstrike", "MLI-REB"),
        ("The Malian army killed scores of rebels in Kidal on Monday.", "attack", "MLI-REB"),
        # the only country named is a power that bombs somebody else's rebels
        ("Russia bombed rebel areas on Monday, killing six people.", "airstrike", "unknown"),
        # the dead of a gas attack are its target, as of any other
        ("A chlorine attack killed 12 people on Monday.", "chemical", "CIV"),
    ],
)  # fmt: skip
def test_whose_the_target_is(tell: Tell, text: str, kind: str, party: str) -> None:
    assert one(tell(text), kind).target_party == party


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "U.S. Defence Secretary Jim Mattis landed in Iraq. The defence secretary met his Iraqi counterpart in Baghdad on Monday.",
            ("USA-GOV", "IRQ-GOV"),
        ),
        (
            "Foreign Secretary Boris Johnson flew to Kyiv in 2017. The Foreign Secretary met Ukrainian President Petro Poroshenko on Monday.",
            ("GBR-GOV", "UKR-GOV"),
        ),
        (
            "Foreign Minister Jan Kok met his Turkish counterpart Ali Demir in Ankara on Monday.",
            ("unknown", "TUR-GOV"),
        ),
    ],
)  # fmt: skip
def test_whose_an_office_is(tell: Tell, text: str, parties: tuple[str, str]) -> None:
    event = one(tell(text), "talks")
    assert (event.agent_party, event.target_party) == parties


def test_the_group_is_no_coalition_of_states(tell: Tell) -> None:
    text = "The U.S.-led coalition and Islamic State fought in Raqqa. The group shelled a school in Raqqa on Monday."
    assert one(tell(text), "shelling").agent_party == "islamic-state"


@pytest.mark.parametrize(
    ("text", "kind", "agent", "target"),
    [
        ("The army drove the rebels out of Kidal on Monday.", "capture", "The army", "the rebels"),
        ("The army forced the rebels to retreat from Kidal on Monday.", "withdrawal", "the rebels", "The army"),
        ("The rebels were driven out of Kidal by the army on Monday.", "withdrawal", "The rebels", "the army"),
        ("Foreign Minister Jan Kok told President Ali Demir in a telephone call on Monday that he would come.", "talks", "Foreign Minister Jan Kok", "President Ali Demir"),
        ("The army took Kidal after a three-week siege on Monday.", "siege", "The army", ""),
        ("The villages near Kidal were brought back under the control of government forces on Monday.", "capture", "government forces", ""),
        ("Most of the city of Kidal returned to rebel control on Monday.", "capture", "rebel", ""),
        ("The army freed the town of Kidal with the support of Russian jets on Monday.", "support", "Russian jets", "The army"),
        ("Clashes between soldiers and rebels backed by Turkey went on in Idlib on Monday.", "support", "Turkey", "rebels"),
        ("Army units made major advances in Kidal, killing 35 militants in fierce clashes.", "clash", "Army units", "35 militants"),
        ("An army base under siege by rebels near Kidal ran out of food on Monday.", "siege", "rebels", "An army base"),
        ("Anti-government protests broke out in Bamako on Monday.", "protest", "", "government"),
        ("Thousands of people joined an anti-coup rally in Bamako on Monday.", "protest", "Thousands of people", ""),
        # who comes to attack and is beaten off did it, and the dead are his
        ("The army repelled a fierce attack on its posts in Kidal on Monday, killing 30 militants.", "attack", "30 militants", "its posts"),
    ],
)  # fmt: skip
def test_who_stands_against_whom(tell: Tell, text: str, kind: str, agent: str, target: str) -> None:
    event = one(tell(text), kind)
    assert (event.agent, event.target) == (agent, target)


def test_ground_freed_from_the_control_of_militants(tell: Tell) -> None:
    event = one(tell("The village of Ansa was liberated from the control of the militants on Monday."), "capture")
    assert event.target == "the militants"


def test_two_sides_of_a_war_named_with_it(tell: Tell) -> None:
    event = one(tell("The war between al-Shabaab and the Somali army began in July."), "clash")
    assert (event.agent_party, event.target_party) == ("al-shabaab", "SOM-MIL")


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Rebels shelled Kidal. Malian soldiers killed six militants near Kidal on Monday.", "MLI-REB"),
        # where nobody speaks of a rebellion they may be anybody
        ("Malian soldiers killed six militants near Kidal on Monday.", "unknown"),
    ],
)
def test_militants_whom_the_army_fights_are_the_opposition_of_a_country_that_has_one(
    tell: Tell, text: str, party: str
) -> None:
    assert one(tell(text), "attack").target_party == party
