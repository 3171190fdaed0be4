"""The situation report: what it says in both formats, that nobody is counted twice, that hostile text stays text.

The whole of both formats stands in `tests/snapshots`; after a wanted change write them anew with
`SAYSO_SNAPSHOTS=write pytest tests/test_brief.py` and read the difference.
"""

import datetime
import os
import re
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest

from courses_sample import day, incident, truce
from sayso.errors import SettingError
from sayso.export.brief import brief, escape_markdown, safe_address
from sayso.export.brief_tolls import killed_by_source, tolls_of
from sayso.model import PlacePrecision, Realis, TimePrecision
from sayso.model.course import Change
from sayso.model.incident import Incident

SNAPSHOTS = Path(__file__).parent / "snapshots"
WEEK = day("2016-09-19"), day("2016-09-25")
HOSTILE = [
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "**bold** _under_ `code` # head | cell",
    "{{ 7 * 7 }}{% include 'brief.css' %}",
    "line one\n# line two\n- three",
    "1. list",
    "\u202egnirts\u202c \x1b[31m",
    "https://evil.example www.evil.example",
]


def week() -> list[Incident]:
    """A week of a made-up war with something for every section."""
    country = {"at": "Varland", "country": "VAR", "precision": PlacePrecision.COUNTRY}
    there = {"country": "VAR", "publisher": "Northern Post"}
    return [
        incident("airstrike", "jets hit the market of Varda", id="strike", when="2016-09-20", at="Varda",
                 by="jets=unknown", to="the market=CIV", says="residents=CIV", killed="12+ residents; 8 medics",
                 **there),
        incident("shelling", "shells killed five in Lom", id="shells", when="2016-09-21", at="Lom", killed="5 medics",
                 says="medics=CIV", denies="the army=VAR-MIL", **there),
        incident("clash", "40 killed since June", id="total", when="2016-06-01/2016-09-22", at="Varda",
                 span=TimePrecision.RANGE, killed="40 residents", realis=Realis.ONGOING, **there),
        incident("capture", "the army captured Lom from rebels", id="capture", when="2016-09-22", at="Lom",
                 by="the army=VAR-MIL", to="rebels=VAR-REB", says="state radio=MED", **there),
        truce("agreed", "2016-09-19", "a UN-brokered nationwide truce was agreed", id="deal", **country),
        truce("violated", "2016-09-20", "the army broke the truce", id="breach", by="the army=VAR-MIL",
              says="a rebel=VAR-REB", **country),
        incident("talks", "the envoy met the minister in Harbour", id="talks", when="2016-09-19", at="Harbour",
                 country="HAR", by="the envoy=UN", to="the minister=VAR-GOV"),
        incident("aid_blocked", "soldiers turned back a convoy", id="convoy", when="2016-09-23", at="Lom",
                 by="soldiers=VAR-MIL", says="an aid worker=NGO", **there),
        incident("attack", "gunmen killed a teacher", id="undated", told="2016-09-24", at="Varda", **there),
        incident("attack", "a mine killed two", id="unplaced", when="2016-09-24", told="2016-09-24", killed="2"),
        incident("airstrike", "jets hit Varda in spring", id="old", when="2016-04-02", told="2016-09-24", at="Varda",
                 killed="90", **there),
    ]  # fmt: skip


def changes() -> list[Change]:
    """One change inside the week and one after it."""
    at = datetime.datetime(2016, 9, 22, 9, 30, tzinfo=datetime.UTC)
    return [
        Change("shells", at, "status", "single", "disputed", "denied by the army"),
        Change("strike", at + datetime.timedelta(days=30), "status", "single", "corroborated", "later"),
    ]


@pytest.mark.parametrize(("fmt", "name"), [("markdown", "brief.md"), ("html", "brief.html")])
def test_the_whole_report_is_as_kept(fmt: str, name: str) -> None:
    text = brief(week(), changes(), *WEEK, fmt)  # type: ignore[arg-type]
    kept = SNAPSHOTS / name
    if os.environ.get("SAYSO_SNAPSHOTS") == "write":
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("fmt", ["markdown", "html"])
def test_the_order_of_incidents_does_not_matter(fmt: str) -> None:
    assert brief(week()[::-1], changes()[::-1], *WEEK, fmt) == brief(week(), changes(), *WEEK, fmt)  # type: ignore[arg-type]


def test_every_line_names_its_sources() -> None:
    root = lxml.html.document_fromstring(brief(week(), changes(), *WEEK, "html"))
    lines = root.xpath("//ul[@class='lines']/li")
    assert len(lines) > 15
    for line in lines:
        assert line.xpath(".//code"), line.text_content()
        assert "sources:" in line.text_content()
    ids = set(root.xpath("//@id"))
    assert {href[1:] for href in root.xpath("//a/@href") if href.startswith("#")} <= ids


def test_both_sides_of_a_dispute_are_told() -> None:
    text = brief(week(), [], *WEEK)
    part = text.split("## Disputed incidents")[1].split("\n## ")[0]
    for words in ("said by: medics", "**denied by**: the army", "it did not happen, held by the army", "shells"):
        assert words in part


def section(text: str, title: str) -> str:
    """Return one section of a Markdown report."""
    return text.split(f"## {title}")[1].split("\n## ")[0]


@pytest.mark.parametrize(
    ("title", "inside", "outside"),
    [
        ("Headline figures: killed", "killed: 10 or more, in 2 incidents", "killed: 90"),
        ("New incidents by country and kind", "VAR · airstrike", "spring"),
        ("Ceasefires", "a rebel accuses the army of 1 breach", "collapsed"),
        ("Control", "the army took Lom (VAR)", "is said to hold"),
        ("Talks", "venue: Harbour", "failed"),
        ("Humanitarian", "aid blocked · VAR", "airstrike"),
        ("What changed in status", "single to disputed", "corroborated"),
        ("Without place or day", "gunmen killed a teacher", "jets hit"),
    ],
)
def test_sections_hold_what_belongs_to_them(title: str, inside: str, outside: str) -> None:
    part = section(brief(week(), changes(), *WEEK), title)
    assert inside in part
    assert outside not in part


def test_what_was_told_now_of_other_days_is_counted_not_listed() -> None:
    text = brief(week(), [], *WEEK)
    assert "told in them about other days and not listed: 1" in text
    assert "in spring" not in text


def test_a_quiet_week_says_so() -> None:
    text = brief(week(), changes(), day("2020-01-06"), day("2020-01-12"))
    for words in ("No report gives a number", "No incident of these days is disputed", "No truce", "No talks",
                  "Nothing changed", "No report is cited"):  # fmt: skip
        assert words in text


# Figures


def test_sources_of_one_incident_are_alternatives() -> None:
    tolls = tolls_of(week()[:1])
    assert (tolls.sure.low, tolls.sure.high) == (8, None)
    assert [(toll.voices, toll.low, toll.high) for toll in tolls.by_source] == [
        (("residents",), 12, None),
        (("medics",), 8, 8),
    ]


def test_disputed_dead_and_totals_over_periods_stand_apart() -> None:
    tolls = tolls_of(week()[:3])
    assert tolls.sure.incidents == ("strike",)
    assert (tolls.disputed.low, tolls.disputed.incidents) == (5, ("shells",))
    assert [one.id for one in tolls.periods] == ["total"]


def test_a_source_goes_by_its_own_name_whatever_a_report_calls_it() -> None:
    told = incident("airstrike", when="2016-09-20", killed="12 the Idlib monitor")
    known = replace(told, counts=tuple(replace(count, origin="sohr") for count in told.counts))
    assert killed_by_source(known) == [("Syrian Observatory for Human Rights", 12, 12)]


def test_a_part_of_a_count_is_not_added_to_it() -> None:
    told = incident("airstrike", when="2016-09-20", killed="12 medics; 5 medics")
    assert killed_by_source(told) == [("medics", 12, 12)]
    assert tolls_of([told]).sure.high == 12


def test_one_count_of_one_report_in_two_incidents_is_summed_once() -> None:
    twice = [incident(kind, when="2016-09-20", killed="12 medics", report="same") for kind in ("airstrike", "attack")]
    assert tolls_of(twice).sure.low == 12
    apart = [incident(kind, when="2016-09-20", killed="12 medics") for kind in ("airstrike", "attack")]
    assert tolls_of(apart).sure.low == 24


def test_the_dead_of_a_plan_are_not_counted() -> None:
    assert tolls_of([incident("attack", when="2016-09-20", killed="12", realis=Realis.PLANNED)]).sure.low == 0


# Hostile text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words_on_the_page(hostile: str) -> None:
    told = incident("airstrike", hostile, when="2016-09-20", at=hostile, by=f"{hostile}=unknown", says=f"{hostile}=CIV",
                    denies=f"{hostile}=CIV", publisher=hostile, report=hostile)  # fmt: skip
    change = Change(told.id, datetime.datetime(2016, 9, 20, tzinfo=datetime.UTC), hostile, hostile, hostile, hostile)
    html = brief([told], [change], *WEEK, "html")
    root = lxml.html.document_fromstring(html)
    assert not root.xpath("//script|//img|//iframe|//*[@onerror]")
    assert len(root.xpath("//style")) == 1
    assert all(href.startswith("#") for href in root.xpath("//@href"))
    assert "\u202e" not in html
    assert "\x1b" not in html


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words_in_markdown(hostile: str) -> None:
    escaped = escape_markdown(hostile)
    assert "\n" not in escaped
    bare = re.sub(r"\\[!-/:-@\[-`{-~]|&(?:lt|gt|amp);", "", escaped)  # what is left without escaped signs
    assert not re.search(r"[<>\[\]`*_#|{}]|://|\bwww\.", bare)
    assert not re.match(r"[-+=]|\d+[.)]", escaped)
    told = incident("airstrike", hostile, when="2016-09-20", at=hostile, says=f"{hostile}=CIV", publisher=hostile)
    assert "<script" not in brief([told], [], *WEEK)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil", "", "http://[", "file:///etc"])
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    assert safe_address(url) == ""
    assert safe_address("https://post.example/a") == "https://post.example/a"


def test_the_page_asks_nothing_of_the_network() -> None:
    html = brief(week(), [], *WEEK, "html")
    root = lxml.html.document_fromstring(html)
    assert root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")
    assert not root.xpath("//script|//link|//img|//@src|//@style")
    assert "url(" not in html


# Refusals


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(SettingError, match=r"ends .* before it begins"):
        brief([], [], *WEEK[::-1])


def test_another_format_is_refused() -> None:
    with pytest.raises(SettingError, match="markdown or html, not 'pdf'"):
        brief([], [], *WEEK, "pdf")  # type: ignore[arg-type]
