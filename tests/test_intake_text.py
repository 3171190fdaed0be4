"""Plain text: character sets, wrapped lines, headlines, bylines, datelines and foot matter."""

import datetime
import io
import textwrap
from pathlib import Path

import pytest

from sayso.errors import LanguageError
from sayso.intake import Overrides, foot_matter_start, noise_spans, read_path, read_stream, report_from_text
from sayso.model import Report, Span

EXAMPLES = Path(__file__).parent.parent / "examples"
NEWS = "The army said on Friday that it had taken the bridge, but this was denied by rebels."
MORE = "They said three attempts to cross the river had failed and that 15 soldiers had been killed."


def read_text(raw: bytes | str, name: str = "story.txt") -> Report:
    stream = io.BytesIO(raw.encode() if isinstance(raw, str) else raw)
    [report] = read_stream(stream, name, Overrides())
    assert isinstance(report, Report), report
    return report


def test_the_example_wire_story() -> None:
    [report] = read_path(EXAMPLES / "wire-story.txt")
    assert isinstance(report, Report)
    assert report.title == "Shells hit market in Taiz as prisoner talks break off"
    assert report.text.startswith(report.title + "\nTAIZ, Yemen, March 5, 2021 (Northline News) - Artillery")
    assert report.text.endswith("since Wednesday, he said.")
    assert report.anchor == datetime.date(2021, 3, 5)
    assert report.notes == ()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252", "cp1250"]
)
def test_character_sets(encoding: str) -> None:
    text = f"{NEWS} “We saw nothing,” said a trader in the town – he gave no name."
    assert read_text(text.encode(encoding)).text == text


def test_latin_1_accents() -> None:
    text = f"{NEWS} The officer, Ramón Núñez, spoke in Bogotá."
    assert read_text(text.encode("latin-1")).text == text


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\u2028"])
def test_line_ends(ends: str) -> None:
    assert read_text(ends.join([NEWS, "", MORE])).text == f"{NEWS}\n{MORE}"


def test_wrapped_lines_are_joined() -> None:
    wrapped = f"{textwrap.fill(NEWS, 40)}\n\n{textwrap.fill(MORE, 40)}"
    assert wrapped.count("\n") > 4
    assert read_text(wrapped).text == f"{NEWS}\n{MORE}"


def test_marks_of_direction_are_kept_and_control_characters_are_not() -> None:
    assert read_text(f"\u200f{NEWS}\x07 Their slogan, \u202bالصرخة\u202c, was painted\u00a0on it.").text == (
        f"\u200f{NEWS} Their slogan, \u202bالصرخة\u202c, was painted on it."
    )


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Army and rebels both claim bridge", "Army and rebels both claim bridge"),
        ("The army has gone.", ""),
        ("By Ann Example", ""),
    ],
)
def test_headline(head: str, title: str) -> None:
    report = read_text(f"{head}\n\n{NEWS}\n")
    assert report.title == title
    assert report.text == f"{head}\n{NEWS}"


@pytest.mark.parametrize("line", ["By Ann Example", "By Ann Example and Bo Sample", "Written by Ann Example in Cairo"])
def test_byline(line: str) -> None:
    report = read_text(f"A bridge falls twice\n{line}\n\n{NEWS}\n")
    assert report.byline == line.replace("Written by ", "").replace("By ", "")
    assert [span.of(report.text) for span in noise_spans(report.text)] == [line]


@pytest.mark.parametrize(
    "sentence", ["By Saturday the army had gone home.", "By Friday, Aleppo was quiet", "Bystanders Saw Army Leave Town"]
)
def test_no_byline(sentence: str) -> None:
    assert noise_spans(f"{NEWS}\n{sentence}\n{MORE}") == []


@pytest.mark.parametrize(
    "foot",
    [
        "No comments:\nPost a Comment",
        "No comments: Post a Comment",
        "3 comments\nLeave a Reply",
        "Reporting by Ann Example; Editing by Bo Sample",
        "(Reporting by Ann Example in Cairo; editing by Bo Sample)",
        "Share on Facebook\nShare on Twitter\n\nRelated articles",
        "Copyright 2016 The Example. All rights reserved.",
        "© The Example",
        "Home | Archive | Contact us",
        "Posted by reader at 9:30 AM\nLabels: Syria, truce",
        "Read also: Ten killed as ferry sinks\nSubscribe to our newsletter",
        "Enditem",
        "***",
    ],
)
def test_foot_matter_goes(foot: str) -> None:
    assert read_text(f"{NEWS}\n\n{MORE}\n\n{foot}\n").text == f"{NEWS}\n{MORE}"


@pytest.mark.parametrize(
    "last",
    [
        "The ministry declined to comment.",
        "No comments were made by the army.",
        "Topics discussed in Geneva included prisoners.",
        "Reporting by state media could not be verified, and by nightfall the army had not said who held the bridge, "
        "which both sides had claimed in the morning and which neither side had shown in pictures, while a third group "
        "said it had blown the bridge up long before.",
        "Copyright of the video could not be established.\nThe rebels said it was theirs.",
    ],
)
def test_news_that_looks_like_foot_matter_stays(last: str) -> None:
    assert foot_matter_start(f"{NEWS}\n{last}") == len(f"{NEWS}\n{last}")


HEADLINES = (
    "Related News Bridge opens in Mombasa | The week in pictures Talks in Lusaka on copper prices Is tea good for you?"
)
MENU = "Follow us Subscribe Copyright 2022 Careers Contact Us Privacy Policy Cookie Policy"


def test_headlines_before_the_foot_are_no_news() -> None:
    news = "Shells hit a market in Taiz on Monday, killing nine people. Doctors said that many of them were traders."
    text = f"{news} {news}"
    assert foot_matter_start(f"{text} {HEADLINES} {MENU}") == len(text)


def test_sentences_behind_such_words_are_kept() -> None:
    news = "Shells hit a market in Taiz on Monday, killing nine people. Doctors said that many of them were traders."
    told = f"{news} {news} Related News agencies closed. The army shelled Taiz. Nine people died."
    assert foot_matter_start(f"{told} {MENU}") == len(told)
    assert foot_matter_start(f"{news} {news} The Related News agency said so.") > len(news)


def test_foot_matter_is_never_taken_from_the_middle() -> None:
    text = f"{NEWS}\nNo comments:\nPost a Comment\n{MORE}"
    assert read_text(text).text == text
    assert [span.of(text) for span in noise_spans(text)] == ["No comments:", "Post a Comment"]


@pytest.mark.parametrize(
    "foot",
    [
        " Read Also",
        " Enditem",
        " Community standards Discussion Comment via Facebook",
        " ... 427 Related Jets Bomb School in Sirte Dozens Killed - Reports Tags Sirte Community standards",
        " Follow us on Instagram. Subscribe Careers Press Releases Contact Us Terms of Use Privacy Policy",
    ],
)
def test_foot_matter_run_on_in_one_line(foot: str) -> None:
    text = f"{NEWS} {MORE}"
    assert text + foot[: noise_spans(text + foot)[-1].start - len(text)] == text
    assert noise_spans(text) == []


@pytest.mark.parametrize(
    ("text", "credits"),
    [
        ("A ruined house in Goma. (AFP and agencies) Rebels left on Monday.", ["(AFP and agencies)"]),
        ("Smoke rises over the port on 3 May (Reuters photo) Two people died.", ["(Reuters photo)"]),
        ("Thousands fled the town (Reuters) Troops came at night.", ["(Reuters)"]),
        ("The Saudi Press Agency (SPA) reported a raid.", []),
        ("Officials told Agence France-Presse (AFP) Monday that the road was cut.", []),
        ("The army (AFP said so) left.", []),
        ("The Somali National Army (SNA) Sunday took the town.", []),
    ],
)
def test_credits_between_sentences_are_no_words_of_the_report(text: str, credits: list[str]) -> None:
    assert [span.of(text) for span in noise_spans(text)] == credits


def test_a_text_of_nothing_but_foot_matter_keeps_its_words() -> None:
    assert noise_spans("Advertisement") == []


def test_the_library_takes_text_exactly_as_given() -> None:
    text = f"  {NEWS}\r\n\r\nNo comments:\nPost a Comment "
    report = report_from_text(text, published="2016-09-24", publisher="Example")
    assert report.text == text
    assert report.published == datetime.date(2016, 9, 24)
    assert noise_spans(text) == [Span(text.index("\r\n"), len(text))]
    assert report.id == report_from_text(text).id
    assert report_from_text(text, id="r1").id == "r1"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("El ejército dijo que había recuperado el control de la carretera, pero los rebeldes lo negaron.", "Spanish"),
        ("Die Armee teilte mit, sie habe die Straße eingenommen. Die Rebellen bestritten das am Abend.", "German"),
        ("Ordu kentin güneybatısındaki yolu ele geçirdiğini duyurdu, ama isyancılar bunu hemen yalanladı.", "Turkish"),
        ("Армия заявила, что взяла под контроль дорогу на юго-западе города, но повстанцы опровергли.", "Russian"),
        ("军方星期五表示已控制该市西南部的一条公路，但反对派否认了这一说法。", "Chinese"),
        ("הצבא", "Hebrew script"),
    ],
)  # fmt: skip
def test_other_languages_are_named_and_not_read(text: str, language: str) -> None:
    with pytest.raises(LanguageError, match=language):
        report_from_text(text)


@pytest.mark.parametrize("text", [NEWS, "Clashes in Qamishli, Hasakah.", "Boko Haram raids Baga", NEWS.upper(), "12"])
def test_english_and_short_texts_are_read(text: str) -> None:
    assert report_from_text(text).language == "en"


def test_the_language_check_can_be_waived() -> None:
    assert report_from_text("הצבא", language="en").text == "הצבא"
