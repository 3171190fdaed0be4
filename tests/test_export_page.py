"""The page: its text is the report's text whatever it holds, its marks can be told apart, its links lead somewhere."""

import re
from dataclasses import replace
from itertools import pairwise

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from export_sample import TEXT, sample_record, span
from sayso.export.html_text import marked_html
from sayso.export.marks import Mark, MarkKind
from sayso.export.page import page
from sayso.model import OUTLET, Account, Record, Report, Span, Stance, Voice

HOSTILE = [
    "<script>alert(1)</script>",
    "</style><style>body{display:none}</style>",
    "{{ 7 * 7 }} {% for x in y %}",
    '" onmouseover="x" \'',
    "&lt;b&gt; &amp; ]]>",
    "<!-- \u202e reversed -->",
    "javascript:alert(1)",
]
marks = st.builds(
    Mark,
    st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda p: Span(min(p), max(p) + 1)),
    st.sampled_from(MarkKind),
    st.lists(st.integers(1, 12), max_size=2).map(tuple),
    st.sampled_from(["", "the army", '"><script>']),
)
plain = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff\u202d\u202e"),
    min_size=1,
    max_size=32,
)
fragments = st.lists(st.sampled_from([*"<>&\"' ab\n", "<b>", "</span>", "&amp;"]), min_size=1).map("".join)


def tree(html: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(html)


@given(plain | fragments, st.lists(marks, max_size=6), st.lists(marks, max_size=3))
def test_marked_text_reads_as_the_report(text: str, given_marks: list[Mark], linked: list[Mark]) -> None:
    inside = [mark for mark in given_marks if mark.span.end <= len(text)]
    inside.sort(key=lambda mark: (mark.span.start, -mark.span.end))
    html = marked_html(text, inside, [mark.span for mark in linked], 1)
    root = lxml.html.fragment_fromstring(f"<div>{html}</div>")
    assert root.text_content() == text
    assert not root.xpath("//script|//b")
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    wanted = {
        f"r1-{s.start}-{s.end}" for s in [*(m.span for m in inside), *(m.span for m in linked)] if s.end <= len(text)
    }
    assert set(ids) == wanted


@given(plain, st.lists(marks, min_size=1, max_size=6))
def test_every_marked_character_lies_in_its_mark(text: str, given_marks: list[Mark]) -> None:
    inside = sorted({m.span: m for m in given_marks if m.span.end <= len(text)}.values(), key=lambda m: m.span)
    root = lxml.html.fragment_fromstring(f"<div>{marked_html(text, inside, [], 1)}</div>")
    covered = ""
    for node in root.xpath(".//text()"):
        holder = node.getparent().getparent() if node.is_tail else node.getparent()
        owners = [a for a in [holder, *holder.iterancestors()] if a.get("class")]
        covered += ("x" if owners else ".") * len(str(node))
    expected = "".join("x" if any(m.span.start <= i < m.span.end for m in inside) else "." for i in range(len(text)))
    assert covered == expected


def test_crossing_spans_are_split_and_only_the_first_part_has_the_address() -> None:
    crossing = [Mark(Span(0, 4), MarkKind.CONTENT), Mark(Span(2, 6), MarkKind.DENIED)]
    html = str(marked_html("abcdef", crossing, [], 1))
    assert html.count('class="denied"') == 2
    assert html.count('id="r1-2-6"') == 1
    assert "data-part" in html.split('id="r1-2-6"')[1]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_are_shown_and_never_run(hostile: str) -> None:
    report = Report(
        f"Before {hostile} after", title=hostile, publisher=hostile, byline=hostile, url=hostile, notes=(hostile,)
    )
    root = tree(page([Record(report, (), ())] * 2))
    shown = report.text.replace("\u202e", "\ufffd")  # nor may it turn what follows it round
    assert root.xpath("//div[@class='text']")[0].text_content() == shown
    assert root.xpath("//article/header/h2")[0].text_content() == hostile
    assert not root.xpath("//script|//img|//iframe|//*[@onmouseover]")
    assert len(root.xpath("//style")) == 1
    assert all(href.startswith(("#", "https://", "http://")) for href in root.xpath("//@href"))


def test_every_link_leads_to_something_on_the_page() -> None:
    record = sample_record()
    outlet = Account(Voice("", OUTLET), Stance.ASSERTS, Stance.ASSERTS)
    told = replace(record, events=tuple(replace(event, accounts=(outlet, *event.accounts)) for event in record.events))
    root = tree(page([told, record]))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = {href[1:] for href in root.xpath("//@href") if href.startswith("#")}
    assert "" not in inner
    assert inner - {"reports"} and inner <= set(ids)


def test_an_event_links_to_its_words_and_they_link_back() -> None:
    root = tree(page([sample_record()]))
    figure = span("at least 12 people")
    assert root.xpath(f"//article[@id='r1-e1']//a[@href='#r1-{figure.start}-{figure.end}']")
    assert root.get_element_by_id(f"r1-{figure.start}-{figure.end}").text_content() == "at least 12 people"
    trigger = root.get_element_by_id(f"r1-{TEXT.index('hit')}-{TEXT.index('hit') + 3}")
    assert trigger.xpath(".//a/@href") == ["#r1-e1"]


def test_a_disputed_event_says_so_and_names_both_sides() -> None:
    card = tree(page([sample_record()])).get_element_by_id("r1-e1").text_content()
    for words in (
        "✗ disputed",
        "asserted by",
        "residents",
        "denied by",
        "A spokesman for the northern army",
        "Morning Radio",
    ):
        assert words in " ".join(card.split())


def test_marks_differ_by_more_than_colour() -> None:
    html = page([sample_record()])
    style = tree(html).xpath("//style")[0].text
    rules = {
        name: re.search(rf"^\.{name} \{{(.*)\}}", style, re.M)
        for name in ("content", "denied", "doubted", "voice", "cue")
    }
    drawn = [
        re.search(r"(dotted|double|dashed|2px solid|wavy)", rule.group(1)).group(1) for rule in rules.values() if rule
    ]
    assert len(set(drawn)) == len(rules) == 5
    assert '.denied:not([data-part])::before { content: "✗' in style


def test_the_page_asks_nothing_of_the_network() -> None:
    html = page([sample_record()])
    root = tree(html)
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not root.xpath("//script|//link|//img|//@src|//@style")
    assert "@import" not in html
    assert "url(" not in html


def test_several_reports_stand_under_a_list_and_one_has_none() -> None:
    many = tree(page([sample_record(), sample_record(), Record(Report("Nothing here."), (), ())]))
    assert many.xpath("//nav//a/@href") == ["#r1", "#r2", "#r3"]
    assert "1 disputed" in many.xpath("//nav//li")[0].text_content()
    assert not tree(page([sample_record()])).xpath("//nav")


def test_a_page_of_no_reports_is_still_a_page() -> None:
    assert "0 reports" in tree(page([])).text_content()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_headings_step_down_one_by_one(number: int) -> None:
    levels = [int(node.tag[1]) for node in tree(page([sample_record()] * number)).iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_text_of_any_direction_keeps_its_own() -> None:
    root = tree(page([Record(Report("قصفت الطائرات حلب", title="حلب"), (), ())]))
    assert root.xpath("//div[@class='text']/@dir") == root.xpath("//article/header/h2/@dir") == ["auto"]
