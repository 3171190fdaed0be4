"""Pages of sites for a generated archive: each story within the furniture of a site of one of several makes."""

import datetime
import html
import json
import random
from collections.abc import Callable, Iterator, Sequence

from warc_stories import Story

Layout = Callable[[Story, str, str, str], str]


def address(story: Story, number: int) -> str:
    """Return the address of a story's page."""
    return f"https://www.{site(story.site)}.example/{story.day:%Y/%m/%d}/story-{number}"


def site(number: int) -> str:
    """Return the name of a site."""
    return f"{('northern', 'capital', 'river', 'harbour', 'desert', 'valley')[number % 6]}-gazette-{number}"


def page(story: Story, number: int, others: Sequence[Story]) -> str:
    """Return the page of a story; `others` are stories that it points to beside and below."""
    name = site(story.site).replace("-", " ").title()
    links = "".join(
        f'<li><a href="{address(one, n)}">{html.escape(one.title)}</a></li>' for n, one in enumerate(others)
    )
    return _LAYOUTS[story.site % len(_LAYOUTS)](story, name, address(story, number), links)


def _paragraphs(story: Story, around: str = "<p>{}</p>") -> str:
    return "\n".join(around.format(html.escape(line)) for line in story.paragraphs)


def _head(story: Story, name: str, url: str, *more: str) -> str:
    title = html.escape(story.title)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | {name}</title>'
        f'<link rel="canonical" href="{url}"><meta property="og:title" content="{title}">'
        f'<meta property="og:site_name" content="{name}">{"".join(more)}'
        f"<style>{'.x{margin:0;padding:0} ' * 40}</style></head>"
    )


def _published(story: Story) -> str:
    return f'<meta property="article:published_time" content="{story.day}T08:30:00+00:00">'


_MENU = "".join(
    f'<li><a href="/{word.lower()}">{word}</a></li>'
    for word in ("Home", "World", "Politics", "Business", "Opinion", "Sport", "Culture", "Video", "Weather", "About")
)
_CONSENT = (
    '<div id="consent" class="cookie-banner" aria-hidden="false"><h2>We value your privacy</h2><p>We and our 640 '
    "partners use cookies to store and access information on your device, to show you content and to measure how it is "
    "read. You can change your mind at any time.</p><button>Agree</button><button>Settings</button></div>"
)
_FOOT = (
    "<footer><ul><li>Terms of use</li><li>Privacy</li><li>Contact us</li></ul><p>All rights reserved. No part of this "
    "site may be copied without our leave.</p></footer><script>window.dataLayer=[];function t(){return 1}</script>"
)


def _wire(story: Story, name: str, url: str, links: str) -> str:
    told = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": story.title}
    told |= {"datePublished": f"{story.day}T08:30:00Z", "publisher": {"@type": "Organization", "name": name}}
    data = f'<script type="application/ld+json">{json.dumps(told)}</script>'
    return (
        f"{_head(story, name, url, data)}<body><div id='app'><header><nav><ul>{_MENU}</ul></nav></header><main>"
        f"<article><h1>{html.escape(story.title)}</h1><time "
        f"datetime='{story.day}T08:30:00Z'>{story.day:%B} {story.day.day}, {story.day.year}</time>"
        f"<div class='article-body'>{_paragraphs(story)}</div></article>"
        f"<aside><h3>Read next</h3><ul>{links}</ul></aside></main>{_FOOT}</div></body></html>"
    )


def _press(story: Story, name: str, url: str, links: str) -> str:
    return (
        f"{_head(story, name, url, _published(story))}<body class='post single'>{_CONSENT}<div id='masthead'>"
        f"<a href='/'>{name}</a><ul class='menu'>{_MENU}</ul></div><div id='content'>"
        f"<div class='post'><h1 class='entry-title'>{html.escape(story.title)}</h1>"
        f"<div class='entry-meta'>Posted on {story.day:%d %B %Y} by Staff</div>"
        f"<div class='entry-content'>{_paragraphs(story)}</div><div class='sharedaddy'>Share this: Tweet</div></div>"
        "<div id='comments'><h3>2 thoughts</h3><ol><li><p>Terrible news.</p></li><li><p>When will it end?</p></li>"
        f"</ol></div></div><div id='sidebar'><h4>Recent posts</h4><ul>{links}</ul></div>{_FOOT}</body></html>"
    )


def _divs(story: Story, name: str, url: str, links: str) -> str:
    body = _paragraphs(story, "<div class='par'>{}</div>")
    return (
        f"{_head(story, name, url)}<body><div class='top'>{name}</div><div class='nav'><ul>{_MENU}</ul></div>"
        f"<div class='wrap'><div class='left'><ul>{links}</ul></div><div class='main'><div class='headline'><h1>"
        f"{html.escape(story.title)}</h1></div><div class='date'>{story.day:%d %B %Y}</div><div class='story-text'>"
        f"{body}</div></div></div>{_FOOT}</body></html>"
    )


def _tables(story: Story, name: str, url: str, links: str) -> str:
    return (
        f"{_head(story, name, url, _published(story))}<body><table width='760'><tr><td colspan='2'>{name}</td>"
        f"</tr><tr><td width='140' valign='top'><ul>{_MENU}</ul></td><td valign='top'><h2>"
        f"{html.escape(story.title)}</h2><p><i>{story.day:%A}, {story.day.day} {story.day:%B %Y}</i></p>"
        f"{_paragraphs(story)}<hr><b>See also</b><ul>"
        f"{links}</ul></td></tr></table>{_FOOT}</body></html>"
    )


def _section(story: Story, name: str, url: str, links: str) -> str:
    half = len(story.paragraphs) // 2
    first, rest = (
        Story(story.title, story.day, 0, part) for part in (story.paragraphs[:half], story.paragraphs[half:])
    )
    box = f"<div class='related'><h4>Related</h4><ul>{links}</ul></div>"
    return (
        f"{_head(story, name, url, _published(story))}<body><header><ul>{_MENU}</ul></header><main>"
        f"<section class='story'><header><h1>{html.escape(story.title)}</h1><p class='byline'>By Us</p><time "
        f"datetime='{story.day}'>{story.day:%b} {story.day.day}, {story.day.year}</time></header><figure>"
        f"<img src='a.jpg' alt=''><figcaption>A street after the fighting. {name}</figcaption></figure>"
        f"{_paragraphs(first)}{box}{_paragraphs(rest)}</section></main>{_FOOT}</body></html>"
    )


_LAYOUTS: tuple[Layout, ...] = (_wire, _press, _divs, _tables, _section)


def pages(told: Sequence[Story]) -> Iterator[tuple[str, str, datetime.date]]:
    """Yield the address, page and day of each story, linked to others of the archive."""
    draw = random.Random(11)
    for number, story in enumerate(told):
        yield address(story, number), page(story, number, draw.sample(told, min(6, len(told)))), story.day
