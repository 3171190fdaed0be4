"""The feed of changes: page, RSS, Atom."""

import datetime
import html
import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from lxml import etree

from conftest import Read
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger
from sayso.web.changes_view import Entry
from sayso.web.feeds import atom, rss
from web_site import BEGAN

NOW = datetime.datetime(2023, 8, 1, tzinfo=datetime.UTC)


def test_a_denial_three_days_later_turns_an_incident_disputed(client: TestClient) -> None:
    page = client.get("/changes?what=status").text
    assert "turned disputed" in page and "denied by" in page
    feed = etree.fromstring(client.get("/changes.rss?what=status").content)
    titles = feed.xpath("//item/title/text()")
    assert any("turned disputed" in title for title in titles)
    links = feed.xpath("//item/link/text()")
    assert all(link.startswith("http://localhost/incidents/") and link.endswith("#history") for link in links)


def test_a_new_report_comes_first_and_keeps_the_guids_before(client: TestClient, ledger: Ledger, read: Read) -> None:
    before = _guids(client)
    record = read("Warplanes bombed a school in Kutum on Monday, residents said.", day=datetime.date(2023, 8, 1))
    add(ledger, replace(record, report=replace(record.report, id="later", publisher="Late Post")), now=NOW)
    after = _guids(client)
    assert after[-len(before) :] == before
    assert len(after) > len(before)


def test_pages_follow_one_another_without_a_gap(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _ids(client.get("/changes").text)
    monkeypatch.setattr("sayso.web.pages.changes.PAGE", 2)
    found: list[str] = []
    link = "/changes"
    while link:
        page = client.get(link).text
        found += _ids(page)
        link = html.unescape(page.split('rel="next" href="')[1].split('"')[0]) if 'rel="next"' in page else ""
    assert found == whole
    assert len(whole) == len(set(whole)) > 5


def test_feeds_are_whole_xml_whatever_a_report_says() -> None:
    hostile = "\x00\x0b<script>&]]>\ufffe\ud800‮" + "x" * 10_000
    entry = Entry("i1-1-0", "/incidents/i1#history", BEGAN, "new", hostile, hostile, hostile, hostile, hostile, hostile)
    for write in (rss, atom):
        root = etree.fromstring(write([entry], "http://h", "http://h/changes", "http://h/changes.rss"))
        assert b"<script>" not in etree.tostring(root)


def test_a_kind_of_change_that_is_none_is_said(client: TestClient) -> None:
    assert client.get("/changes?what=nonsense").status_code == 400
    assert client.get("/changes?after=nonsense").status_code == 400


def _ids(page: str) -> list[str]:
    return re.findall(r'class="card change" id="([^"]+)"', page)


def _guids(client: TestClient) -> list[str]:
    root = etree.fromstring(client.get("/changes.rss").content)
    return [str(guid) for guid in root.xpath("//item/guid/text()")]
