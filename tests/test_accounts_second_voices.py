"""On whose word, where commas are lost, two speak together, others back an account, or a cue tells a deed."""

# ruff: noqa: E501 - an example sentence stays on one line

import datetime

import pytest

from conftest import Tell
from sayso.extract.reader import Reader
from sayso.model import Report


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        # what was told before "said adding"
        ("Six people were killed in a drone strike on a village in Hajjah province the Saudi Defense Ministry said adding that the area was a front.", ("the Saudi Defense Ministry asserts",)),
        # a cue that closes its sentence
        ("Saudi jets bombed a bridge in Hajjah on Monday one medical source told Anadolu Agency on condition of anonymity due to fears of reprisal.", ("one medical source asserts",)),
        # two who speak together
        ("Rockets struck the port of Aden on Sunday residents and a monitor said.", ("residents asserts", "a monitor asserts")),
        ("Rockets struck the port of Aden on Sunday killing ten residents and a monitor said it was a massacre.", ("outlet asserts", "a monitor asserts")),
        # an account that others share
        ("The army accused rebels of shelling Kadugli on Monday, an account backed by Chad and Egypt.", ("The army asserts", "Chad asserts", "Egypt asserts")),
        ("The mayor said rebels had shelled Kadugli on Monday, a version backed by witnesses.", ("The mayor asserts", "witnesses asserts")),
        # reports that nobody signs
        ("On Sunday reports emerged that rebels had shelled the town of Kadugli.", ("reports asserts",)),
        # what somebody describes
        ("A shopkeeper in Sumy described fierce fighting in the town on Friday.", ("A shopkeeper in Sumy asserts",)),
        # a witness told with his name
        ("A bomber struck a wedding in Gao on Monday. A witness named Omar Haddad said the bomber struck at noon.", ("outlet asserts", "A witness named Omar Haddad asserts")),
        # counted on behind "and"
        ("Ten people were killed by shells in Kadugli on Monday and another man died of his wounds according to the Red Cross.", ("the Red Cross asserts",)),
        # a deed, no word
        ("The raid on Aden on Monday was undertaken only by Saudi jets.", ("outlet asserts",)),
    ],
)  # fmt: skip
def test_second_voices(tell: Tell, text: str, accounts: tuple[str, ...]) -> None:
    event = tell(text)[0]
    assert event.accounts == accounts


@pytest.mark.parametrize(
    ("text", "kind", "accounts"),
    [
        # crowds that demand have no voice of their own
        ("The junta answered with force to peaceful protests demanding reforms in Mandalay on Monday.", "protest", ("outlet asserts",)),
        # who turned himself in does not contradict who arrested him
        ("Police arrested a man in Osaka on Friday. Osaka police said Ken Mori, 40, turned himself in on Thursday.", "detention", ("outlet asserts",)),
        # what is yet to come is not denied of what was done
        ('Jets struck the port of Hodeidah on Monday. "I do not believe it will be the last," the governor said.', "airstrike", ("outlet asserts",)),
    ],
)  # fmt: skip
def test_what_gives_no_account(tell: Tell, text: str, kind: str, accounts: tuple[str, ...]) -> None:
    event = next(event for event in tell(text) if event.kind == kind)
    assert event.accounts == accounts


@pytest.mark.parametrize(
    ("publisher", "text", "parties"),
    [
        # a state that publishes its own word is the outlet
        ("US State Department", "The United States condemns the suicide attack on a mosque in Kano on Monday.", ["outlet"]),
        ("The Courier", "The United States condemns the suicide attack on a mosque in Kano on Monday.", ["USA-GOV"]),
        # what its official welcomes it takes for done
        ("UK Government", "British minister Tom Reed welcomes the capture of Sirte on Monday by Libyan forces.", ["outlet", "GBR-GOV"]),
    ],
)  # fmt: skip
def test_a_press_release_judges(reader: Reader, publisher: str, text: str, parties: list[str]) -> None:
    report = Report(text, publisher=publisher, published=datetime.date(2022, 6, 15))
    event = reader.read(report).events[0]
    assert [account.source.party for account in event.accounts] == parties
