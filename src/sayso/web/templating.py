"""Pages from templates: everything is escaped, and every page gets the same frame."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined

from sayso import __version__
from sayso.export import wording
from sayso.export.incident_text import actors, at, counted, named
from sayso.knowledge.files import read_yaml
from sayso.ledger.history import days, span
from sayso.web.static_files import stamp
from sayso.web.visit import Role, Visit

VENDOR = "vendor"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the environment all pages are rendered in."""
    # Parts of the self-contained page stand under "export/", so that a report is shown in one way everywhere.
    export = PrefixLoader({"export": PackageLoader("sayso.export", "templates")})
    loader = ChoiceLoader([PackageLoader("sayso.web", "templates"), export])
    found = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    found.filters |= {
        "day": wording.day,
        "days": days,
        "span": span,
        "named": named,
        "at": at,
        "actors": actors,
        "counted": counted,
        "label": label,
    }
    found.globals |= {"version": __version__, "Role": Role, "keys": keys, "stamp": stamp()}
    return found


def render(visit: Visit, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page; its template has `visit`, `viewer`, `address`, `settings`, `built` and the values given."""
    page = environment().get_template(template)
    frame: dict[str, Any] = {
        "visit": visit,
        "viewer": visit.viewer,
        "address": visit.address,
        "settings": visit.settings,
        "path": visit.request.url.path,
        "built": built(),
        "menu": menu(),
        "csrf": getattr(visit.request.state, "csrf", ""),
    }
    return HTMLResponse(page.render(**frame, **values), status_code=status)


@lru_cache(maxsize=1)
def built() -> bool:
    """Tell whether the assets from npm packages (map, htmx) were built into this installation."""
    return files("sayso.web").joinpath("static", VENDOR, "maplibre-gl.mjs").is_file()


def label(code: str) -> str:
    """Return a code as words: `aid_blocked` as `aid blocked`."""
    return code.replace("_", " ")


@lru_cache(maxsize=1)
def menu() -> tuple[dict[str, str], ...]:
    """Return the entries of the menu: `path`, `title` and, where not everyone may, the `role` needed."""
    return tuple(read_yaml("pages.yaml")["menu"])


@lru_cache(maxsize=1)
def keys() -> tuple[dict[str, Any], ...]:
    """Return the keys of the pages: `keys` that do one thing, and what it `does`."""
    return tuple(read_yaml("pages.yaml")["keys"])


@lru_cache(maxsize=1)
def format_labels() -> dict[str, str]:
    """Return what the formats of exports are called on the pages, by their names."""
    return {str(name): str(words) for name, words in read_yaml("pages.yaml")["formats"].items()}
