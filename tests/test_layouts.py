"""Saved pages of many layouts: the floors of the measure, and what is kept beside the text."""

import codecs
from pathlib import Path

import pytest
from quality import layouts

from sayso.errors import IntakeError
from sayso.extract.reader import Reader
from sayso.intake import noise_spans, read_path, report_from_text
from sayso.intake.amendments import part
from sayso.intake.writtendates import written_days
from sayso.ledger.identity import report_identity
from sayso.model import Report

NEWS = "The army said on Friday that it had taken the bridge, but this was denied by rebels who hold the other bank."
MORE = "Two soldiers were killed there on Monday when a mine went off under their car, a medic at the hospital said."


def test_floors() -> None:
    results = [layouts.measure(page) for page in layouts.pages()]
    assert len(results) >= 45
    assert sum(result.f1 for result in results) / len(results) >= 0.95
    assert sum(result.dated for result in results) >= 0.95 * len(results)
    assert sum(result.published_by for result in results) >= 0.95 * len(results)


@pytest.mark.parametrize("page", layouts.pages(), ids=lambda page: page.stem)
def test_page_is_taken_in_as_known(page: Path) -> None:
    result = layouts.measure(page)
    assert (result.wrong, result.f1 >= 0.95) == ((), True)


def test_a_page_taken_in_badly_is_measured_badly(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<html><head><title>T</title></head><body><p>{NEWS}</p></body></html>", encoding="utf-8")
    known = f"published: 2020-01-01\npublisher: P\ntext: |\n  {NEWS}\n  {MORE}\n"
    page.with_suffix(".yaml").write_text(known, encoding="utf-8")
    result = layouts.measure(page)
    assert 0.6 < result.f1 < 0.75
    assert (result.dated, result.published_by) == (False, False)


def page_of(folder: Path, body: str, head: str = "") -> Path:
    page = folder / "page.html"
    page.write_text(f"<!DOCTYPE html><html><head><title>A page</title>{head}</head><body>{body}</body></html>", "utf-8")
    return page


def one(path: Path) -> Report:
    [report] = read_path(path)
    assert isinstance(report, Report), report
    return report


def error(path: Path) -> str:
    [found] = read_path(path)
    assert isinstance(found, IntakeError), found
    return str(found).removeprefix(str(path))


def test_a_caption_is_a_note_and_no_part_of_the_text(tmp_path: Path) -> None:
    figure = "<figure><img src='x'><figcaption>A house shelled by the army, killing nine.</figcaption></figure>"
    report = one(page_of(tmp_path, f"<article><h1>A bridge</h1><p>{NEWS}</p>{figure}<p>{MORE}</p></article>"))
    assert report.text == f"{NEWS}\n{MORE}"
    assert "caption: A house shelled by the army, killing nine." in report.notes


@pytest.mark.parametrize(
    ("line", "note", "agency"),
    [
        ("Correction: The bridge is in Gao, not in Mopti.", "correction: The bridge is in Gao, not in Mopti.", ""),
        ("(Corrects the name of the bridge.)", "correction: Corrects the name of the bridge.", ""),
        ("Updated at 14:30 GMT", "update: Updated at 14:30 GMT", ""),
        ("This story has been updated.", "update: This story has been updated.", ""),
        ("AFP contributed to this report.", "", "AFP"),
        ("With Associated Press", "", "Associated Press"),
        ("(Reuters)", "", "Reuters"),
        ("Source: Reuters, AFP", "", "Reuters, AFP"),
        ("Additional reporting by the Associated Press", "", "Associated Press"),
    ],
)
def test_lines_of_the_text_about_itself(line: str, note: str, agency: str) -> None:
    parted = part([NEWS, MORE, line])
    assert (parted.lines, parted.notes, parted.agency) == ([NEWS, MORE], (note,) if note else (), agency)


@pytest.mark.parametrize(
    "line",
    [
        "UPDATE: Three more bodies were found under the bridge on Saturday, the mayor said.",
        "Correctional officers opened fire on prisoners who had climbed the wall.",
        "Reuters journalists were fired at as they reached the bridge.",
        "The army updated its toll to nine.",
        "AFP reported that the bridge had fallen.",
    ],
)
def test_lines_of_news_stay(line: str) -> None:
    assert part([line, NEWS]).lines == [line, NEWS]


def test_a_heading_takes_the_correction_under_it_along() -> None:
    parted = part([NEWS, "Corrections", "The bridge is in Gao."])
    assert (parted.lines, parted.notes) == ([NEWS], ("correction: The bridge is in Gao.",))


def test_a_credit_behind_the_last_sentence_names_the_agency() -> None:
    parted = part([NEWS, MORE + " (Reuters)"])
    assert (parted.lines, parted.agency) == ([NEWS, MORE], "Reuters")
    assert part([NEWS, MORE + " (two of them)"]).agency == ""


def test_a_text_taken_as_given_keeps_its_correction_and_reading_passes_over_it() -> None:
    text = f"{NEWS}\nCorrection: Nine people were killed in Gao, not in Mopti.\n{MORE}"
    report = report_from_text(text, published="2020-05-04")
    assert report.text == text
    assert "correction: Nine people were killed in Gao, not in Mopti." in report.notes
    assert [span.of(text) for span in noise_spans(text)] == [text.split("\n")[1]]


def test_the_voice_of_a_quoted_tweet_is_its_author(reader: Reader) -> None:
    report = one(layouts.LAYOUTS / "embedded-tweets.html")
    record = reader.read(report)
    said = {s.content[0].of(report.text)[:24]: s.source.text for s in record.statements if s.direct}
    assert said == {"“The situation is under ": "Binali Notreal", "“Helicopter firing at th": "Witness Ankara"}


@pytest.mark.parametrize(
    ("post", "sentence"),
    [
        (
            "<p>Gunfire in Gao. <a>pic.twitter.com/ab</a></p>&mdash; Ann (@ann) <a href='/ann/1'>May 4</a>",
            "Ann (@ann) wrote: “Gunfire in Gao.”",
        ),
        ("<p>Gunfire in Gao tonight #Mali #Gao</p>", "A user of a social network wrote: “Gunfire in Gao tonight.”"),
        ('<p>He said "go". Then he went.</p>&mdash; B (@b)', "B (@b) wrote: “He said 'go'. Then he went.”"),
    ],
)
def test_an_embedded_post_becomes_a_sentence_of_its_author(tmp_path: Path, post: str, sentence: str) -> None:
    body = f"<article><p>{NEWS}</p><blockquote class='twitter-tweet'>{post}</blockquote><p>{MORE}</p></article>"
    assert one(page_of(tmp_path, body)).text == f"{NEWS}\n{sentence}\n{MORE}"


def test_a_consent_page_is_said_to_be_one(tmp_path: Path) -> None:
    body = (
        "<div><h1>Before you continue</h1><p>We use cookies and data to deliver and maintain our services.</p>"
        "<p>If you choose to “Accept all”, we will also use cookies and data to show personalised content.</p>"
        "<p>We and our 212 partners store and access information on a device.</p><button>Accept all</button></div>"
    )
    assert error(page_of(tmp_path, body)) == (
        ": holds no article: a notice that asks for consent stands in its place; save the page again after answering it"
    )


def test_a_wall_without_a_teaser_is_said_to_be_one(tmp_path: Path) -> None:
    offer = "<p>Subscribe to continue reading this story.</p><p>Already a subscriber? Log in.</p>"
    body = f"<main><h1>A bridge falls</h1>{offer}</main>"
    assert error(page_of(tmp_path, body)) == (
        ": holds no article: the page asks for a subscription or an account in its place"
    )


def test_a_teaser_before_a_wall_is_read_and_said_to_be_cut(tmp_path: Path) -> None:
    body = f"<main><h1>A bridge</h1><p>{NEWS}</p><p>{MORE}</p><p>To continue reading, log in or subscribe.</p></main>"
    report = one(page_of(tmp_path, body))
    assert report.text == f"{NEWS}\n{MORE}"
    assert "the page says it is not free to read: the text may be cut short" in report.notes


@pytest.mark.parametrize(
    ("written", "day_first", "day"),
    [
        ("24 Sept. 2016", None, "2016-09-24"),
        ("September 24th, 2016", None, "2016-09-24"),
        ("July/16/2016", None, "2016-07-16"),
        ("24.09.2016 | 18:22", None, "2016-09-24"),
        ("03/04/2019", True, "2019-04-03"),
        ("03/04/2019", False, "2019-03-04"),
        ("03/04/2019", None, None),
        ("25/04/2019", False, "2019-04-25"),
        ("السبت ٢٤ سبتمبر ٢٠١٦", None, "2016-09-24"),
        ("24 septembre 2016", None, "2016-09-24"),
        ("Tue Mar  4 09:12:11 GMT 2014", None, "2014-03-04"),
        ("31/02/2019", True, None),
        ("Issue 12/345", True, None),
    ],
)
def test_days_as_pages_print_them(written: str, day_first: bool | None, day: str | None) -> None:
    assert [str(one.day) for one in written_days(written, day_first)] == ([day] if day else [])


def test_the_day_of_saving_is_not_the_day_of_publication(tmp_path: Path) -> None:
    body = f"<div class='clock'>Saturday 3 May 2025</div><h1>A bridge</h1><p>{NEWS}</p><p>{MORE}</p>"
    assert one(page_of(tmp_path, body)).published is None


@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        ("cp1251", "windows-1251"),
        ("koi8-r", "koi8-r"),
        ("iso8859-9", "iso-8859-9"),
        ("gb18030", "gb2312"),
        ("shift_jis", "Shift_JIS"),
        ("cp1252", "utf-8"),  # a page that says what it is not
        ("utf-8", "iso-8859-1"),
    ],
)
def test_character_sets(tmp_path: Path, charset: str, declared: str) -> None:
    names = {
        "cp1251": "Харьков",
        "koi8-r": "Харьков",
        "iso8859-9": "Şırnak",
        "gb18030": "新华社",
        "shift_jis": "共同通信",
    }
    name = names.get(charset, "“Kidal” – Gao")
    html = (
        f'<html><head><meta charset="{declared}"><title>A page</title></head>'
        f"<body><p>{NEWS}</p><p>{MORE} It is called {name} there.</p></body></html>"
    )
    page = tmp_path / "page.html"
    page.write_bytes(codecs.encode(html, charset))
    assert f"It is called {name} there." in one(page).text


def test_entries_of_one_page_are_reports_of_their_own_and_known_again() -> None:
    page = layouts.LAYOUTS / "live-blog-plain.html"
    identities = [report_identity(one) for one in read_path(page) if isinstance(one, Report)]
    assert identities[0] == "https://morningrecord.example/world/live/2014/jul/18/donetsk#block-53c9b"
    assert len(set(identities)) == 3
    assert identities == [report_identity(one) for one in read_path(page) if isinstance(one, Report)]


def test_an_entry_without_an_address_is_addressed_by_its_first_words(tmp_path: Path) -> None:
    link = "<link rel='canonical' href='https://a.example/live/1'>"
    entry = (
        "<div class='entry' itemprop='liveBlogUpdate'><time datetime='2020-05-04T10:00Z'>10:00</time><p>{}</p></div>"
    )
    body = "<div class='liveblog'>" + entry.format(NEWS) + entry.format(MORE) + "</div>"
    first, second = (one for one in read_path(page_of(tmp_path, body, link)) if isinstance(one, Report))
    assert first.url == "https://a.example/live/1#:~:text=The%20army%20said%20on%20Friday%20that%20it%20had"
    assert report_identity(first) != report_identity(second)
