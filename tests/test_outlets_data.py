"""The table of outlets keeps its own rules, and an outlet is found however a publisher writes its name."""

import re
from collections import Counter

import pytest

from sayso.extract.parties_data import COUNTRIES, GROUPS
from sayso.knowledge.files import read_csv
from sayso.ledger.outlets import host, outlet, outlet_in, outlets


@pytest.mark.parametrize(
    ("short", "name", "alignment"),
    [
        ("nna", "National News Agency", "state:LBN"),
        ("ahram", "Al-Ahram", "state:EGY"),
        ("manar", "Al-Manar", "group:hezbollah"),
        ("dailysabah", "Daily Sabah", "state:TUR"),
        ("alaraby", "Al-Araby Al-Jadeed", "state:QAT"),
        ("alalam", "Al-Alam", "state:IRN"),
        ("etilaf", "etilaf", "group:syrian-coalition"),
        ("trt", "TRT World", "state:TUR"),
        ("jordantimes", "Jordan Times", "state:JOR"),
        ("arabiya", "Al Arabiya", "state:SAU"),
        ("asharqalawsat", "Asharq Al-Awsat", "state:SAU"),
        ("tass", "TASS", "state:RUS"),
        ("sana", "SANA", "state:SYR"),
        ("sputnik", "Sputnik", "state:RUS"),
        ("reuters", "Reuters", "private"),
        ("BBC Online", "BBC", "public"),
        ("Wikipedia", "Wikipedia", "private"),
    ],
)
def test_publishers_of_the_corpora_are_known(short: str, name: str, alignment: str) -> None:
    found = outlet(short)
    assert found is not None
    assert (found.name, found.alignment) == (name, alignment)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Reuters", "Reuters"),
        ("REUTERS", "Reuters"),
        ("AFP", "Agence France-Presse"),
        ("The Associated Press", "Associated Press"),
        ("Al Jazeera", "Al Jazeera"),
        ("al-jazeera", "Al Jazeera"),
        ("www.aljazeera.com", "Al Jazeera"),
        ("https://english.alarabiya.net/News/2016/07/01/story.html?x=1", "Al Arabiya"),
        ("http://www.bbc.co.uk:80/news", "BBC"),
        ("sana.sy", "SANA"),
        ("Hürriyet", "Hurriyet"),
        ("Xinhua", "Xinhua"),
        ("Anadolu", "Anadolu Agency"),
        ("Jiji Press", "Jiji Press"),
        ("voanews.com", "Voice of America"),
    ],
)
def test_names_and_addresses_find_the_outlet(written: str, name: str) -> None:
    found = outlet(written)
    assert found is not None and found.name == name


@pytest.mark.parametrize(
    "written", ["", " ", "the", "notreuters.com", "reuters.com.evil.example", "http://[", "Nobody's Gazette", "com"]
)
def test_what_is_no_outlet_is_none(written: str) -> None:
    assert outlet(written) is None


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Turkey's official Anadolu Agency", "Anadolu Agency"),
        ("Turkeys official Anadolu Agency", "Anadolu Agency"),
        ("the pro-government al-Watan newspaper", "Al-Watan"),
        ("an AP reporter", "Associated Press"),
        ("Saudi-owned Al Arabiya television", "Al Arabiya"),
        ("a correspondent of The Times", "The Times"),
    ],
)
def test_an_outlet_is_found_in_a_phrase(phrase: str, name: str) -> None:
    found = outlet_in(phrase)
    assert found is not None and found.name == name


@pytest.mark.parametrize(
    "phrase", ["", "local media", "a television channel at the time", "a map of the north", "state media"]
)
def test_everyday_words_are_no_outlet(phrase: str) -> None:
    assert outlet_in(phrase) is None


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.Reuters.com/world", "reuters.com"),
        ("reuters.com", "reuters.com"),
        ("Reuters", ""),
        ("two words.com here", ""),
        ("http://[bad", ""),
        ("", ""),
    ],
)
def test_host_of_an_address(address: str, expected: str) -> None:
    assert host(address) == expected


def test_keys_names_and_domains_are_unique() -> None:
    keys = Counter(one.key for one in outlets())
    domains = Counter(domain for one in outlets() for domain in one.domains)
    assert [key for key, times in keys.items() if times > 1 or not key] == []
    assert [domain for domain, times in domains.items() if times > 1] == []
    assert len(outlets()) >= 400


def test_every_name_and_domain_finds_its_own_row() -> None:
    for one in outlets():
        for written in (one.name, *one.aliases, *one.domains):
            assert outlet(written) == one, written


def test_columns_hold_known_values() -> None:
    isos = {row["iso3"] for row in read_csv(COUNTRIES)}
    slugs = {row["slug"] for row in read_csv(GROUPS)}
    for one in outlets():
        sort, _, whose = one.alignment.partition(":")
        assert sort in {"private", "public", "state", "group", "opposition", "body"}, one
        assert whose in {"state": isos, "opposition": isos, "group": slugs, "body": {"UN"}}.get(sort, {""}), one
        assert one.owner and one.country in isos | {""}, one
        assert all(re.fullmatch(r"[^\s/:]+\.[^\s/:]+", domain) for domain in one.domains), one


def test_official_organs_have_an_owner_to_speak_for() -> None:
    official = [one for one in outlets() if one.official]
    assert [one.name for one in official if ":" not in one.alignment] == []
    assert {"SANA", "KCNA", "Al-Manar", "etilaf", "TASS"} <= {one.name for one in official}
    assert not {"Al Jazeera", "BBC", "Daily Sabah", "Voice of America"} & {one.name for one in official}
    assert {row["speaks"] for row in read_csv("outlets.csv")} == {"", "owner"}
