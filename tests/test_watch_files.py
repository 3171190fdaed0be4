"""What is watched: the file of sources with its mistakes, and listings to addresses."""

import gzip
from pathlib import Path

import pytest

from sayso.errors import FetchError, IntakeError, SettingError
from sayso.intake.listings import feeds, indexes, sitemaps
from sayso.watching.sources_file import read_sources

AT = "https://n.example/list"


def sources(tmp_path: Path, text: str) -> list[str]:
    """Return the mistakes of a file, without its name."""
    file = tmp_path / "s.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingError) as caught:
        read_sources(file)
    return [line.removeprefix(f"{file}:").strip() for line in str(caught.value).splitlines()]


def test_a_file_of_sources(tmp_path: Path) -> None:
    file = tmp_path / "s.toml"
    file.write_text(
        'every = "2h"\n[[source]]\nname = "A"\nfeed = "https://a.example/rss"\n'
        '[[source]]\nname = "B"\nindex = "https://b.example/"\nlinks = "/news/*"\nevery = "90s"\nlanguage = "ar"\n'
    )
    a, b = read_sources(file)
    assert (a.watched.kind, a.watched.every, a.links) == ("feed", 7200, ())
    assert (b.watched.kind, b.watched.every, b.links, b.watched.language) == ("index", 90, ("/news/*",), "ar")


def test_the_bundled_example_has_no_mistakes() -> None:
    assert len(read_sources(Path(__file__).parent.parent / "examples" / "sources.toml")) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1: names no source; write [[source]] and its keys below it"),
        (
            'x = 1\n[[source]]\nname = "A"\nfeed = "https://a.example/"\n',
            "1: x: is no setting here; sources begin with [[source]]",
        ),
        ('[source]\nname = "A"\n', "1: source: write each source as [[source]], with two brackets"),
        ('[[source]]\nname = "A"\n', "1: give exactly one of feed, sitemap and index, with an address"),
        (
            '[[source]]\nname = "A"\nfeed = "https://a.example/"\nindex = "https://a.example/"\n',
            "4: index: give exactly one of feed, sitemap and index, with an address",
        ),
        ('[[source]]\nname = "A"\nfeed = "ftp://a.example/"\n', "3: feed: ftp://a.example/: only http:// and https://"),
        ('[[source]]\nname = "A"\nfeed = 3\n', "3: feed: must be a text in quotes"),
        ('[[source]]\nfeed = "https://a.example/"\n', "1: name: give the source a name"),
        ('[[source]]\nname = "A"\nfeed = "https://a.example/"\nevery = "1 hour"\n', "4: every: '1 hour': write a time"),
        ('[[source]]\nname = "A"\nfeed = "https://a.example/"\nevery = "1s"\n', "4: every: '1s': write a time"),
        ('[[source]]\nname = "A"\nfeed = "https://a.example/"\nlang = "en"\n', "4: lang: is no key of a source"),
        ('[[source]]\nname = "A"\nfeed = "https://a.example/"\nlanguage = "english"\n', "4: language: 'english'"),
        ('[[source]]\nname = "A"\nfeed = "https://a.example/"\nmost = 0\n', "4: most: give a number"),
        ('[[source]]\nname = "A"\nindex = "https://a.example/"\n', "3: index: give links, the pattern"),
        ('[[source]]\nname = "A"\nindex = "https://a.example/"\nlinks = "news*"\n', "4: links: 'news*': begin"),
        (
            '[[source]]\nname = "A"\nfeed = "https://a.example/"\n[[source]]\nname = "A"\nfeed = "https://b.example/"\n',
            "5: name: 'A' is the name of another source too",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_key(tmp_path: Path, text: str, said: str) -> None:
    [found] = sources(tmp_path, text)
    assert found.startswith(said), found


def test_broken_toml_and_all_mistakes_at_once(tmp_path: Path) -> None:
    assert "line 2" in sources(tmp_path, '[[source]]\nname = "A\n')[0]
    assert len(sources(tmp_path, "[[source]]\nname = 1\nx = 2\n[[source]]\ny = 3\n")) == 3


# ---- listings

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>N</title>
<item><title>Market &amp; mosque hit</title><link>/news/1?utm_source=rss</link>
<pubDate>Fri, 14 Jul 2023 09:00:00 GMT</pubDate></item>
<item><title>No link</title></item><item><link>javascript:alert(1)</link></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link href="https://n.example/a"/>
<published>2023-07-14T09:00:00Z</published><updated>2023-07-15T10:00:00Z</updated></entry></feed>"""


def test_rss_and_atom() -> None:
    [one] = feeds.entries(RSS, AT)
    assert one.url == "https://n.example/news/1?utm_source=rss"
    assert (one.title, one.published, one.marker) == ("Market & mosque hit", "2023-07-14", "2023-07-14T09:00:00+00:00")
    [one] = feeds.entries(ATOM, AT)
    assert (one.published, one.marker) == ("2023-07-14", "2023-07-15T10:00:00+00:00")


@pytest.mark.parametrize("body", [b"", b"/etc/passwd", b"<html><p>x</p></html>", b"<rss"])
def test_what_is_no_feed(body: bytes) -> None:
    with pytest.raises(IntakeError, match="no RSS or Atom feed"):
        feeds.entries(body, AT)


MAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://n.example/old</loc><lastmod>2023-07-01</lastmod></url>
<url><loc> https://n.example/new </loc><n:news><n:publication><n:name>N</n:name></n:publication>
<n:publication_date>2023-07-14T09:00:00Z</n:publication_date><n:title>Market hit</n:title></n:news></url></urlset>"""


@pytest.mark.parametrize("body", [MAP, gzip.compress(MAP)])
def test_sitemaps_the_latest_first(body: bytes) -> None:
    new, old = sitemaps.read_sitemap(body, AT, largest=10**6, ratio=200).pages
    assert (new.url, new.published, new.title) == ("https://n.example/new", "2023-07-14", "Market hit")
    assert (old.url, old.marker) == ("https://n.example/old", "2023-07-01")


def test_sitemaps_of_sitemaps() -> None:
    body = b"<sitemapindex><sitemap><loc>/a.xml.gz</loc><lastmod>2023</lastmod></sitemap></sitemapindex>"
    assert sitemaps.read_sitemap(body, AT, largest=10**6, ratio=200).parts == (("https://n.example/a.xml.gz", "2023"),)


def test_hostile_sitemaps() -> None:
    declared = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    laughs = declared + b"<urlset><url><loc>&f;</loc></url></urlset>"
    assert sitemaps.read_sitemap(laughs, AT, largest=10**6, ratio=200).pages == ()
    with pytest.raises(FetchError, match="larger than"):
        sitemaps.read_sitemap(gzip.compress(b"\0" * 10**7), AT, largest=10**6, ratio=200)
    with pytest.raises(IntakeError, match="is no sitemap"):
        sitemaps.read_sitemap(b"<html/>", AT, largest=10**6, ratio=200)


def test_links_of_an_index_page_by_pattern() -> None:
    body = b"""<base href="/en/"><a href="news/1#top">One <b>two</b></a><a href="news/1">again</a><a href="about">x</a>
    <a href="//evil.example/en/news/2">2</a><a href="javascript:x">y</a><a>z</a>"""
    [one] = indexes.links(body, AT, ("/en/news/*",))
    assert (one.url, one.title) == ("https://n.example/en/news/1", "One two")
    assert [o.url for o in indexes.links(body, AT, ("https://evil.example/*",))] == ["https://evil.example/en/news/2"]
