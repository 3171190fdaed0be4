"""Figures on the record: which act a count is of, counts of single persons, two counts alike in one sentence."""

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # one person held, told by name or as "he"
        ("Police arrested Omar Haddad in Lyon on Friday.", ("detained 1 Omar Haddad",)),
        ("He was captured near Agadez on Friday.", ("detained 1 He",)),
        ("Soldiers detained him and his brother on Friday.", ()),
        # women and children counted alike are two figures; one sort of people told twice is one
        (
            "The raid on Lodar killed three women and three children on Monday.",
            ("killed 3 women", "killed 3 children"),
        ),
        # what a war did is told as one
        (
            "The war has killed more than 90,000 people and displaced millions since 2011.",
            ("killed 90000+ people", "displaced 2000000+"),
        ),
        # words of death or injury that only say how an act ended
        ("The clash between students and police in Merida has left one student injured.", ("injured 1 student",)),
        ("There has been fierce shelling since Monday and 165 people have been wounded.", ("injured 165 people",)),
        ("All five on board a helicopter that was shot down over Idlib are believed to have died.", ("killed 5",)),
        # none at all
        (
            "Gunmen raided a base in Mopti. The army said not a single soldier was hurt.",
            ("injured 0 soldier: The army",),
        ),
        # people moved
        ("Under the deal, 30,000 people will be evacuated from Lodar.", ("displaced 30000 people",)),
        ("More than 5,000 people left Lodar on Friday.", ("displaced 5000+ people",)),
        ("Some 45 buses carrying 3,000 people left the town of Lodar on Friday.", ("displaced 3000 people",)),
    ],
)
def test_an_act_and_its_figures(tell: Tell, text: str, figures: tuple[str, ...]) -> None:
    (event,) = tell(text)
    assert tuple(figure.strip() for figure in event.figures) == figures


def test_a_denied_arrest_is_no_figure_of_its_own(tell: Tell) -> None:
    events = tell("Gunmen abducted the mayor on Monday, his family said. A rebel spokesman denied holding him.")
    assert [event.figures for event in events if event.kind == "detention"] == [("detained 1 the mayor: his family",)]


def test_as_many_fighters_as_another_voice_counts_civilians_are_a_figure_of_their_own(tell: Tell) -> None:
    (event,) = tell(
        "An air strike on a wedding in Kunduz killed 30 civilians on Monday, elders said. "
        "The Afghan defence ministry said 30 militants were killed in the strike."
    )
    assert [figure.strip() for figure in event.figures] == [
        "killed 30 civilians: elders",
        "killed 30 militants: The Afghan defence ministry",
    ]


def test_who_puts_a_loss_at_a_number_gives_it(tell: Tell) -> None:
    (event,) = tell("Gunmen ambushed a convoy near Ansongo on Monday. Traders put the army's loss at nine.")
    assert event.figures == ("killed 9: Traders",)


def test_the_toll_of_a_war_is_not_that_of_the_raid_told_with_it(tell: Tell) -> None:
    raid, *wars = tell(
        "A raid on Lodar killed three people on Monday, "
        "bringing the number of dead since the war began in 2014 to more than 13,000."
    )
    assert (raid.kind, raid.figures) == ("attack", ("killed 3 people",))
    assert [figure for war in wars for figure in war.figures] == ["killed 13000+"]


def test_a_town_taken_back_is_nobody_held(tell: Tell) -> None:
    (event,) = tell("The army said on Saturday it had recaptured Shusha.")
    assert (event.kind, event.figures) == ("capture", ())
