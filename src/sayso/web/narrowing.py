"""The page that asks to narrow a selection too large to follow, with links that do."""

from dataclasses import dataclass

from fastapi.responses import HTMLResponse

from sayso.export.actors import country_name
from sayso.export.wording import day
from sayso.ledger.narrowing import narrower
from sayso.ledger.relevant import MOST, Course
from sayso.web.kept import kept
from sayso.web.templating import render
from sayso.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Way:
    """A link to a smaller selection."""

    label: str
    link: str
    number: str
    fits: bool


def too_many(visit: Visit, course: Course, title: str, what: str) -> HTMLResponse:
    """Answer with the ways to a smaller selection; `what` names in words what is followed."""
    asked = visit.address.selection

    def find() -> list[Way]:
        with visit.reading() as connection:
            found = narrower(connection, course, asked)
        ways = []
        for one in found:
            dates = f"{day(one.since)} to {day(one.until)}" if one.since and one.until else ""
            since = f"since {day(one.since)}" if one.since else ""
            label = ", ".join(filter(None, (country_name(one.country) if one.country else "", dates or since)))
            change = {"country": one.country, "since": str(one.since or ""), "until": str(one.until or "")}
            kept_filters = {name: value for name, value in change.items() if value}
            link = visit.address.link(visit.request.url.path, **kept_filters)
            ways.append(Way(label, link, f"{one.number:,}" if one.fits else f"more than {MOST:,}", one.fits))
        return ways

    ways = kept(visit, ("narrower", course, asked, visit.request.url.path), find)
    return render(visit, "narrow.html", title=title, what=what, most=MOST, ways=ways)
