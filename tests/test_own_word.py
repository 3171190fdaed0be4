"""The outlet's own word: an act that the report states itself, and one that it only points to or has heard of."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import DAY, Tell, told
from sayso.extract.reader import Reader
from sayso.model import Report


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        # pointing back to what a voice told
        ("Jets bombed a market in Nyala on Monday, residents said. The ministry had no immediate toll of the air strike.", ("residents asserts",)),
        ("Drones struck a depot in Sumy on Monday, the governor said. Schools stayed shut after the attack.", ("the governor asserts",)),
        # passing on what others hold
        ("Jets bombed a market in Nyala on Monday, residents said. Jets reportedly bombed the market for an hour.", ("residents asserts",)),
        ("Gunmen killed nine farmers near Jos on Monday, villagers said. The gunmen are believed to have killed nine farmers on Monday.", ("villagers asserts",)),
        ("Envoys met to discuss reports of a chemical attack in Saraqib that medics say killed 40 people on Monday.", ("medics asserts",)),
    ],
)  # fmt: skip
def test_what_the_outlet_only_points_to_is_not_its_word(tell: Tell, text: str, accounts: tuple[str, ...]) -> None:
    assert {event.accounts for event in tell(text) if event.kind in ("airstrike", "attack", "chemical")} == {accounts}


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        ("Jets bombed a market in Nyala on Monday. Residents said the air strike on the market had killed nine traders.", ("outlet asserts", "Residents asserts")),
        # what the strike did is stated, though "the strike" points back
        ("Drones struck a depot in Sumy on Monday, the governor said. The strike killed three guards.", ("the governor asserts", "outlet asserts")),
        # with nobody beside it, somebody must tell it
        ("Nine farmers were reportedly killed by gunmen near Jos on Monday.", ("outlet asserts",)),
    ],
)  # fmt: skip
def test_what_the_outlet_states_is(tell: Tell, text: str, accounts: tuple[str, ...]) -> None:
    assert [event.accounts for event in tell(text)] == [accounts]


@pytest.mark.parametrize(
    ("publisher", "text", "accounts"),
    [
        ("Radio Benadir", "Radio Benadir's correspondent reported that shells hit a market in Kismayo on Monday.", ("outlet asserts",)),
        ("Radio Benadir", "Our reporter in Kismayo said that shells hit a market in Kismayo on Monday.", ("outlet asserts",)),
        ("Horn Rights Network", "Soldiers shot dead 40 men in Adwa on Monday, Horn Rights Network said today.", ("outlet asserts",)),
        # the press office of a body
        ("etilaf", "The Syrian Coalition said that soldiers had shot dead 40 men in Daraa on Monday.", ("outlet asserts",)),
        ("etilaf", "A member of the Syrian Coalition, Omar Haddad, said that soldiers had shot dead 40 men in Daraa on Monday.", ("Omar Haddad asserts",)),
        ("etilaf", "The Syrian Coalition met. Omar Haddad, president of the Syrian Coalition, said that soldiers had shot dead 40 men in Daraa on Monday.", ("Omar Haddad asserts",)),
        # other people's
        ("Horn Rights Network", "Soldiers shot dead 40 men in Adwa on Monday, Radio Benadir said today.", ("Radio Benadir asserts",)),
        ("", "Soldiers shot dead 40 men in Adwa on Monday, Horn Rights Network said today.", ("Horn Rights Network asserts",)),
    ],
)  # fmt: skip
def test_who_issues_a_report_is_the_outlet(
    reader: Reader, publisher: str, text: str, accounts: tuple[str, ...]
) -> None:
    record = reader.read(Report(text, publisher=publisher, published=DAY))
    assert [told(event, text).accounts for event in record.events] == [accounts]


def test_the_denial_of_who_issues_a_report_is_the_outlets(reader: Reader) -> None:
    text = "Local deputies said army jets had bombed a wedding in Gossi on Monday. The General Staff denies that jets bombed a wedding."
    record = reader.read(Report(text, publisher="General Staff of the Armed Forces", published=DAY))
    assert "outlet denies" in {account for event in record.events for account in told(event, text).accounts}
