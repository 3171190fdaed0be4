"""The tables of parties keep their own rules."""

import datetime
import re
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import KnowledgeError
from sayso.extract.parties_data import BODIES, COUNTRIES, GROUPS, LEADERS, entries, iso_of, parse_day
from sayso.extract.parties_outlets import OUTLETS
from sayso.extract.parties_words import fold
from sayso.knowledge.files import read_csv, split

KNOWN_CODES = {"UN", "NGO", "MED", "CIV", "icc", "unknown"}
SECTORS = {"GOV", "MIL", "REB", "OPP"}


def isos() -> set[str]:
    return {row["iso3"] for row in read_csv(COUNTRIES)}


def slugs() -> list[str]:
    return [row["slug"] for row in read_csv(GROUPS)]


def test_slugs_are_unique_and_plain() -> None:
    assert len(set(slugs())) == len(slugs()) >= 250
    assert [slug for slug in slugs() if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_every_country_is_there_once() -> None:
    rows = [row["iso3"] for row in read_csv(COUNTRIES)]
    assert len(rows) == len(set(rows)) >= 195
    assert all(re.fullmatch("[A-Z]{3}", iso) for iso in rows)


@pytest.mark.parametrize("table", [GROUPS, BODIES])
def test_countries_and_sponsors_of_groups_exist(table: str) -> None:
    known = isos() | set(slugs())
    wrong = [
        value
        for row in read_csv(table)
        for value in [*split(row["country"]), *split(row.get("sponsor") or "")]
        if value not in known
    ]
    assert wrong == []


@pytest.mark.parametrize("table", [BODIES, LEADERS])
def test_codes_are_known(table: str) -> None:
    known = KNOWN_CODES | set(slugs())
    for row in read_csv(table):
        iso = iso_of(row["code"])
        assert (iso in isos() and row["code"][4:] in SECTORS) if iso else row["code"] in known, row


def test_outlets_belong_to_known_countries_and_parties() -> None:
    known = isos() | set(slugs()) | {"", "UN"}
    for row in read_csv(OUTLETS):
        assert row["country"] in known and row["alignment"].partition(":")[2] in known, row
        assert row["kind"] in {"agency", "broadcaster", "paper", "site", "press-office"}, row


def test_dates_are_in_order() -> None:
    for _, entry in entries():
        assert entry.start is None or entry.end is None or entry.start <= entry.end, entry


def test_no_name_means_two_parties_of_one_country_at_the_same_time() -> None:
    claims = defaultdict(list)
    for words, entry in entries():
        if entry.sort in {"group", "body", "person"}:
            claims[words].append(entry)
    clashes = []
    for words, claimed in claims.items():
        for i, one in enumerate(claimed):
            for other in claimed[i + 1 :]:
                apart = one.homes and other.homes and not one.homes & other.homes
                early, late = datetime.date.min, datetime.date.max
                overlap = (one.start or early) <= (other.end or late) and (other.start or early) <= (one.end or late)
                if one.code != other.code and not apart and overlap and one.homes == other.homes:
                    clashes.append((" ".join(words), one.code, other.code))
    assert clashes == []


def test_dates_are_years_or_days() -> None:
    assert parse_day("2016") == datetime.date(2016, 1, 1)
    assert parse_day("2016", last=True) == datetime.date(2016, 12, 31)
    assert parse_day("") is None
    with pytest.raises(KnowledgeError, match="neither a year nor a day"):
        parse_day("spring 2016")


@given(st.text(max_size=40))
def test_folded_words_are_bare(text: str) -> None:
    for word in fold(text):
        assert word.text and not re.search(r"['’.\s]", word.text)


def test_folding_undoes_typography() -> None:
    assert [w.text for w in fold("Da’esh")] == ["daesh"]
    assert [w.text for w in fold("U.S.-led")] == ["us", "led"]
    assert [w.text for w in fold("Assad's")] == ["assad"]
