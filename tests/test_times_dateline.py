"""Datelines: the head of a report in, its place, day and agency out."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Tell
from sayso.intake.dateline import find_dateline
from sayso.model import Span

PUBLISHED = datetime.date(2016, 9, 24)


@pytest.mark.parametrize(
    ("text", "place", "day", "agency"),
    [
        ("ALEPPO, Syria, Sept 23 (Reuters) - Warplanes bombed", "ALEPPO, Syria", "2016-09-23", "Reuters"),
        ("ALEPPO Syria Sept 23 (Reuters) Warplanes bombed", "ALEPPO Syria", "2016-09-23", "Reuters"),
        (
            "GOMA, Democratic Republic of Congo, 2 May (AFP) — Fighters",
            "GOMA, Democratic Republic of Congo",
            "2016-05-02",
            "AFP",
        ),
        ("KYIV, Ukraine (AP) — Russian missiles hit", "KYIV, Ukraine", None, "AP"),
        ("BEIRUT/GENEVA (Reuters) - The truce", "BEIRUT/GENEVA", None, "Reuters"),
        ("KANDAHAR, Afghanistan, Oct. 3 (Xinhua) -- Seven", "KANDAHAR, Afghanistan", "2015-10-03", "Xinhua"),
        ("Damascus, SANA – The army", "Damascus", None, "SANA"),
        ("LONDON — Britain's security services", "LONDON", None, ""),
        ("Surveillance PrioritiesLONDON —\xa0For the second time", "LONDON", None, ""),
        ("Wed 05 Apr 2017 Syria attack symptoms consistent", "", "2017-04-05", ""),
        ("Last updated at Jul 262016 BEIRUT Syrian government forces", "BEIRUT", "2016-07-26", ""),
        ("Posted on July 20 2016 by Asharq Al-Awsat Dozens Killed", "", "2016-07-20", ""),
        ("Date of publication 4 October 2017 A Russian airstrike", "", "2017-10-04", ""),
        ("Bomb in Idlib kills 30 Reuters Tuesday 6 May 2014 About 30 Syrian", "", "2014-05-06", "Reuters"),
        ("24.09.2014 Airstrikes carried out by the United States", "", "2014-09-24", ""),
        ("Attack in Aleppo city 6 October 2016 SANA reporter in Aleppo", "", "2016-10-06", ""),
        ("Khartoum. 14 April 2023. Fighting has spread.", "", None, ""),
        ("(Nairobi, March 18, 2021) - Soldiers shot dead", "Nairobi", "2021-03-18", ""),
        (
            "(Goma, Democratic Republic of Congo, 3 May 2016) – Rebels",
            "Goma, Democratic Republic of Congo",
            "2016-05-03",
            "",
        ),
        ("Massacre Defies the World Beirut London- Warplanes bombed", "London", None, ""),
        ("On the Homs- Hama road rebels attacked a convoy", "", None, ""),
    ],
)
def test_heads_of_reports(text: str, place: str, day: str | None, agency: str) -> None:
    found = find_dateline(text, PUBLISHED)
    if not (place or day):
        assert found is None
        return
    assert found is not None
    assert (found.place, found.date and str(found.date), found.agency) == (place, day, agency)


@pytest.mark.parametrize(
    "text",
    [
        "On the morning of 1 March 2019, Taliban gunmen attacked Camp Shorabak.",
        "On August 21 2013 the regime fired rockets at Ghouta.",
        "Warplanes bombed Aleppo on Friday after the truce collapsed.",
        "The U.N. said on Monday that ISIS (the Islamic State group) had fled.",
        "",
    ],
)
def test_a_body_has_no_dateline(text: str) -> None:
    assert find_dateline(text, PUBLISHED) is None


def test_the_span_covers_the_words() -> None:
    text = "Published April 18 2017 An overnight airstrike struck the town."
    found = find_dateline(text, None)
    assert found is not None
    assert found.span.of(text) == "Published April 18 2017"
    text = "MOSCOW, October 18 (RIA Novosti) - The army said"
    found = find_dateline(text, datetime.date(2014, 10, 18))
    assert found is not None
    assert found.span.of(text) == "MOSCOW, October 18 (RIA Novosti) -"


def test_the_year_comes_from_the_date_of_publication() -> None:
    found = find_dateline("ADEN, Yemen, Dec. 30 (Xinhua) -- Troops", datetime.date(2019, 1, 1))
    assert found is not None and found.date == datetime.date(2018, 12, 30)
    undated = find_dateline("ADEN, Yemen, Dec. 30 (Xinhua) -- Troops", None)
    assert undated is not None and undated.date is None


@given(st.text(max_size=120) | st.text("ABC abc (),-—./0123456789\n", max_size=80), st.dates() | st.none())
def test_any_text_is_read(text: str, published: datetime.date | None) -> None:
    found = find_dateline(text, published)
    assert found is None or 0 <= found.span.start < found.span.end <= len(text)


def test_a_dateline_below_the_lead_is_no_place_of_the_news(tell: Tell) -> None:
    text = (
        "12.03.2021 Over 20 fighters were killed near Marib. CAIRO (Reuters) An air strike on a bus station killed"
        " nine people, medics said on Friday."
    )
    assert "CAIRO" not in {event.place for event in tell(text)}
    assert find_dateline(text).covers(Span(text.index("CAIRO"), text.index("CAIRO") + 5))
