"""Saved web pages of a dozen layouts: the article's words, and what the page says of itself."""

import collections
import datetime
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso.errors import IntakeError, LanguageError
from sayso.intake import Overrides, read_path
from sayso.model import Report

PAGES = Path(__file__).parent / "pages"
EXAMPLES = Path(__file__).parent.parent / "examples"
SAID: list[dict[str, Any]] = yaml.safe_load((PAGES / "pages.yaml").read_text(encoding="utf-8"))


def read_one(path: Path, overrides: Overrides | None = None) -> Report:
    [report] = read_path(path, overrides or Overrides())
    assert isinstance(report, Report), report
    return report


def word_f1(one: str, other: str) -> float:
    first, second = (collections.Counter(re.findall(r"\w+", text)) for text in (one, other))
    return 2 * sum((first & second).values()) / (sum(first.values()) + sum(second.values()))


@pytest.mark.parametrize("said", SAID, ids=lambda said: said["page"])
def test_page(said: dict[str, Any]) -> None:
    report = read_one(PAGES / said["page"])
    article = (PAGES / said["page"]).with_suffix(".txt").read_text(encoding="utf-8").strip()
    assert word_f1(report.text, article) >= 0.95
    assert len(report.text.split("\n")) == len(article.split("\n"))
    assert str(report.published) == str(said["published"])
    for field in ("publisher", "title", "byline", "url"):
        if field in said:
            assert getattr(report, field) == said[field]
    if "note" in said:
        assert said["note"] in report.notes[0]


def test_a_page_without_a_date_is_not_given_todays() -> None:
    report = read_one(PAGES / "no-date.html")
    assert report.published is None
    assert report.notes == ("no date of publication: relative days stay unresolved",)


def test_what_the_caller_says_goes_before_what_the_page_says() -> None:
    report = read_one(PAGES / "wire-jsonld.html", Overrides(datetime.date(2020, 1, 2), "Another Paper"))
    assert (report.published, report.publisher) == (datetime.date(2020, 1, 2), "Another Paper")


def test_a_page_of_links_holds_no_article() -> None:
    [error] = read_path(PAGES / "no-article.html")
    assert isinstance(error, IntakeError)
    assert str(error).endswith("no-article.html: holds no article: no running text found on the page")


@pytest.mark.parametrize(("page", "language"), [("french.html", "French (fr)"), ("arabic-1256.html", "Arabic (ar)")])
def test_a_page_in_another_language_is_said_to_be(page: str, language: str) -> None:
    [error] = read_path(PAGES / page)
    assert isinstance(error, LanguageError)
    assert f"{page}: written in {language}, which sayso does not read yet" in str(error)


def test_the_example_blog_page_leaves_only_its_wire_story() -> None:
    report = read_one(EXAMPLES / "blog-page.html")
    assert report.text.startswith("LOIKAW, Myanmar, June 24 (Meridian Press) - Fighter jets bombed")
    assert report.text.endswith("Another round of talks is planned for next week.")
    for left in ("omment", "Read also", "Share", "cookie", "Smoke over", "Copyright", "e-mail", "Labels", "Popular"):
        assert left not in report.text
    assert report.title == "Jets bomb Loikaw as truce collapses, rebels deny losing bridge"
    assert report.publisher == "The Harbour Log"
    assert report.agency == "Meridian Press"
    assert (report.published, report.anchor) == (datetime.date(2022, 6, 25), datetime.date(2022, 6, 24))
    assert len(report.raw_sha256) == 64


def page_of(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>A page</title></head><body>{body}</body></html>".encode()


NEWS = "The army said on Friday that it had taken the bridge, but this was denied by rebels who hold the other bank."


@pytest.mark.parametrize(
    "extra",
    [
        "<figure><img src='x'><figcaption>Smoke rises over the bridge in a file photo.</figcaption></figure>",
        "<div class='photo-caption'>Smoke rises over the bridge.</div>",
        "<p>Read also: <a href='/x'>Ten killed as ferry sinks off the coast</a></p>",
        "<p>READ MORE: <a href='/x'>Ten killed as ferry sinks off the coast</a></p>",
        "<aside><p>Ten killed as ferry sinks off the coast, the coast guard said on Monday.</p></aside>",
        "<div class='related-stories'><p>Ten killed as ferry sinks, the coast guard said on Monday.</p></div>",
        "<div id='disqus_thread'><p>The rebels bombed the ferry, everybody knows it, ten killed.</p></div>",
        "<p>Sign up for our newsletter and get the ferry story in your inbox every morning.</p>",
        "<p>Copyright 2019 The Ferry Times. All rights reserved.</p>",
        "<p style='display:none'>The ferry was bombed by rebels and ten were killed, sources said.</p>",
        "<p>12 comments</p><p>Post a Comment</p>",
    ],
)
def test_what_surrounds_an_article_never_survives(tmp_path: Path, extra: str) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(page_of(f"<article><h1>A bridge</h1><p>{NEWS}</p>{extra}<p>{NEWS}</p></article>"))
    assert set(read_one(page).text.split("\n")) == {NEWS}


def test_a_marked_word_inside_a_sentence_is_kept(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(
        page_of(f"<p>{NEWS}</p><p>Fighters of the <a class='related' href='/x'>Third Brigade</a> fled.</p>")
    )
    assert "Fighters of the Third Brigade fled." in read_one(page).text


def test_a_body_called_paywall_is_not_dropped(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(page_of(f"<div class='paywall has-comments'><p>{NEWS}</p><p>{NEWS}</p></div>"))
    assert NEWS in read_one(page).text


def test_paragraphs_stay_apart(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(page_of(f"<div>{NEWS}<br><br>Two soldiers were killed there on Monday, a medic said.</div>"))
    assert read_one(page).text == f"{NEWS}\nTwo soldiers were killed there on Monday, a medic said."
