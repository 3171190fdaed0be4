"""Whom "the enemy", "the occupiers" and "the occupation army" are, by whose report it is."""

import datetime

import pytest

from sayso.extract.parties_foes import FOES, foe_of
from sayso.extract.reader import Reader
from sayso.knowledge.files import read_csv
from sayso.model import Report

DAY = datetime.date(2023, 6, 15)


@pytest.mark.parametrize(
    ("publisher", "text", "party"),
    [
        ("Ukrinform", "The enemy shelled Kherson on Sunday.", "RUS-MIL"),
        ("TASS", "Enemy drones hit a fuel depot in Belgorod on Sunday.", "UKR-MIL"),
        ("Ukrinform", "Occupation forces shelled Kherson in Ukraine on Sunday.", "RUS-MIL"),
        ("WAFA", "The occupation army shelled Khan Younis on Sunday.", "ISR-MIL"),
        ("WAFA", "The Israeli enemy shelled Khan Younis on Sunday.", "ISR-MIL"),
        ("IRNA", "Zionist warplanes bombed Tehran on Sunday.", "ISR-MIL"),
        ("TASS", "Enemy shells hit Gao in Mali on Sunday.", "unknown"),  # of another war
        ("Meduza", "The enemy shelled Kherson in Ukraine on Sunday.", "unknown"),  # of the opposition
        ("Reuters", "Enemy drones hit Odesa in Ukraine, its air force said.", "unknown"),  # whoever is quoted
        ("Reuters", "Enemy fighters shelled Gao in Mali on Sunday.", "unknown"),
    ],
)
def test_the_enemy_of_a_report(reader: Reader, publisher: str, text: str, party: str) -> None:
    events = reader.read(Report(text, publisher=publisher, published=DAY)).events
    assert [event.agent.party for event in events if event.agent is not None] == [party]


def test_a_foe_is_one_only_in_its_years() -> None:
    assert foe_of("Ukrinform", "", datetime.date(2010, 1, 1)) == ""
    assert foe_of("Al-Manar", "LBN", datetime.date(2020, 1, 1)) == "ISR-MIL"
    assert foe_of("Al-Manar", "LBN", datetime.date(1980, 1, 1)) == ""
    assert foe_of("Ukrinform", "", None) == "RUS-MIL"
    assert foe_of("", "UKR", None) == ""


def test_every_row_names_its_source_and_starts_before_it_ends() -> None:
    rows = list(read_csv(FOES))
    assert rows and all(row["source"] and row["foe"] for row in rows)
    assert all(not row["to"] or row["from"] <= row["to"] for row in rows)


def test_every_side_and_foe_is_a_party_that_sayso_knows() -> None:
    countries = {row["iso3"] for row in read_csv("parties/countries.csv")}
    groups = {row["slug"] for row in read_csv("parties/groups.csv")}
    for row in read_csv(FOES):
        assert row["side"] in countries | groups
        assert row["foe"] in groups or row["foe"].removesuffix("-MIL") in countries
