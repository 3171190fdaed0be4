"""A situation report over a window of days, in Markdown or HTML: every line with its voices, incidents and reports."""

import base64
import datetime
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, get_args
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sayso.errors import SettingError
from sayso.export.brief_sections import view_of
from sayso.export.visible import one_line
from sayso.model.course import Change
from sayso.model.incident import HeldEvent, Incident

Format = Literal["markdown", "html"]


def brief(
    incidents: Iterable[Incident],
    changes: Sequence[Change],
    since: datetime.date,
    until: datetime.date,
    fmt: Format = "markdown",
    events: Mapping[str, HeldEvent] | None = None,
) -> str:
    """Return the situation report from `since` to `until` (days, both inclusive) as one text.

    Give all incidents of the ledger that the reader chose, not only those of the window: the lives of truces and who
    held a place need what came before. `events` (by key) helps to tell breaches and holdings. HTML is one page that
    asks nothing of the network; text of reports is escaped in both formats. Raises SettingError for another format or
    a window that ends before it begins.
    """
    if fmt not in get_args(Format):
        raise SettingError(f"brief: format must be markdown or html, not {fmt!r}")
    if until < since:
        raise SettingError(f"brief: the window ends ({until}) before it begins ({since})")
    view = view_of(list(incidents), changes, since, until, events or {})
    if fmt == "markdown":
        text = _markdown().get_template("brief.md").render(view=view)
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    style = files("sayso.export").joinpath("templates", "brief.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        _html()
        .get_template("brief.html")
        .render(
            view=view,
            style=Markup(style),  # noqa: S704 - our own style sheet, not text of a report
            style_hash=f"sha256-{digest}",
            safe=safe_address,
            anchors={source.report: f"r{number}" for number, source in enumerate(view.sources, 1)},
        )
    )


# Signs that Markdown may read as more than themselves, anywhere in a line, and what makes a list at its start.
_MARKS = re.compile(r"[\\`*_{}\[\]#|~$@]")
_TAGS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_OPENING = re.compile(r"^(?:[-+=]|\d+(?=[.)]))")
# Addresses that renderers turn into links unasked.
_LINKS = re.compile(r"://|\bwww\.", re.IGNORECASE)


def escape_markdown(value: object) -> str:
    """Return a value as one line of Markdown that shows as exactly its own words: no link, tag, mark or list."""
    text = _MARKS.sub(r"\\\g<0>", one_line(str(value))).translate(_TAGS)
    text = _LINKS.sub(lambda link: link.group().replace("/", "\\/").replace(".", "\\."), text)
    start = _OPENING.match(text)
    if start is None:
        return text
    head = start.group()
    return f"{head}\\{text[len(head) :]}" if head.isdigit() else f"\\{text}"


def safe_address(url: str) -> str:
    """Return an address that may become a link, "" for any other: only pages of the web, never `javascript:`."""
    try:
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _shown(value: object) -> object:
    """Return what a page shows of a value: text on one line without controls; markup of our own as it is."""
    return one_line(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _markdown() -> Environment:
    return Environment(
        loader=PackageLoader("sayso.export", "templates"),
        autoescape=False,  # noqa: S701 - the finalizer escapes every value, for Markdown
        finalize=escape_markdown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _html() -> Environment:
    return Environment(
        loader=PackageLoader("sayso.export", "templates"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
