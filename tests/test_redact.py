"""Names that are not told: found however they are written, blacked out at their length, in exports and on pages."""

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.routing import Route

from sayso.errors import SettingError
from sayso.export.exporting import FORMATS, export
from sayso.export.redact import Redaction, read_names
from sayso.ledger import queries
from sayso.ledger.database import Ledger
from sayso.ledger.words import tokens
from sayso.web.app import create_app
from web_people import Team, team_of

API = "/api/v1"
HIDDEN = Redaction((tokens("Abu Ahmed"), tokens("José Muñoz"), tokens("أحمد")))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ABU-AHMED was there.", "███-█████ was there."),
        ("Jose\nMunoz's car", "████\n█████'s car"),
        ("the Abu Ahmedi family", "the Abu Ahmedi family"),
        ("احمد", "████"),
        ("https://x.org/abu-ahmed-killed", "https://x.org/███-█████-killed"),
        ("/?words=%41bu%20Ahmed", "/?words=█████%20█████"),
    ],
)
def test_a_name_is_blacked_out_however_it_is_written(text: str, shown: str) -> None:
    assert HIDDEN.plain(text) == shown
    assert len(shown) == len(text)


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>Abu <mark>Ah</mark>med</p>", "<p>███ <mark>██</mark>███</p>"),
        ('<a href="/?words=Abu+Ahmed" title="Abu Ahmed">x</a>', '<a href="/?words=███+█████" title="███ █████">x</a>'),
        ("Jos&eacute; Mu&#241;oz &amp; co", "████ █████ &amp; co"),
        ("<p>Abu</p>\n<p>Ahmed</p>", "<p>███</p>\n<p>█████</p>"),
    ],
)
def test_tags_and_references_hide_no_name(page: str, shown: str) -> None:
    assert HIDDEN.markup(page) == shown


def test_escapes_of_json_hide_no_name() -> None:
    assert HIDDEN.json('{"text":"Abu\\nAhmed, \\u0041bu Ahmed"}') == '{"text":"███\\n█████, ███ █████"}'


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_is_around_a_name_stays_and_the_name_never_does(before: str, after: str) -> None:
    text = f"{before} Abu Ahmed {after}"
    shown = HIDDEN.plain(text)
    assert len(shown) == len(text)
    assert not any(HIDDEN.plain(shown) != shown for _ in "1")
    assert "Abu Ahmed" not in shown


@pytest.mark.parametrize(
    ("lines", "told"),
    [("# only a remark\n", "no names"), ("Jo\n", "line 1: a name needs at least 3 letters"), ("x" * 9, None)],
)
def test_a_file_of_names(tmp_path: Path, lines: str, told: str | None) -> None:
    (tmp_path / "names.txt").write_text(lines)
    if told is None:
        assert read_names(tmp_path / "names.txt").names == (("x" * 9,),)
        return
    with pytest.raises(SettingError, match=told):
        read_names(tmp_path / "names.txt")


def test_a_missing_file_of_names_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"--redact .*none.txt"):
        read_names(tmp_path / "none.txt")


def a_name(ledger: Ledger) -> str:
    """A word that stands in what a voice says of some incident."""
    with ledger.reading() as connection:
        words = [w for one in queries.incidents(connection) for claim in one.claims for w in tokens(claim.words)]
    return max(words, key=len)


@pytest.mark.parametrize("format", FORMATS)
def test_no_export_tells_a_name(ledger: Ledger, tmp_path: Path, format: str) -> None:
    name = a_name(ledger)
    with ledger.reading() as connection:
        done = export(
            queries.incidents(connection), format, tmp_path / "out.x", {}, redaction=Redaction((tokens(name),))
        )
    for path in done.paths:
        assert name.encode() not in path.read_bytes().lower(), path
    assert '"redacted_names": 1' in done.sidecar.read_text()


def addresses(team: Team, ledger: Ledger) -> list[str]:
    """Every address that is read with GET, filled with what the ledger holds."""
    with ledger.reading() as connection:
        held = list(queries.incidents(connection))
    found = []
    for route in team.app.routes:
        inner = getattr(route, "routes", None) or [route]
        for one in inner:
            if isinstance(one, Route) and "GET" in (one.methods or ()):
                found.append(one.path)
    for path in list(team.app.openapi()["paths"]):
        found.append(path)
    filled = set()
    for path in found:
        for incident in held:
            fill = {"format": "csv", "fmt": "html", "code": "SDN-MIL", "name:path": incident.sources[0].publisher}
            of = {**fill, "ref": incident.sources[0].report if "reports" in path else incident.id}
            filled.add(re.sub(r"\{([^}]+)\}", lambda m: str(of.get(m[1], "x")), path))  # noqa: B023
    return sorted(one for one in filled if "openapi" not in one and "/help" not in one)  # those show invented examples


def test_no_page_tells_a_viewer_a_name(ledger: Ledger) -> None:
    name = a_name(ledger)
    team = team_of(ledger, redaction=Redaction((tokens(name),)))
    viewer, reviewer = team.client("viewer"), team.client("reviewer")
    seen = 0
    for address in addresses(team, ledger):
        answer = viewer.get(address)
        plain = re.sub(r"<[^>]*>", "", answer.text).lower()
        assert name not in plain, address
        assert name not in answer.text.lower(), address
        seen += name in reviewer.get(address).text.lower()
    assert seen >= 4  # a reviewer reads it on the pages of its incident and report and in the API


def test_nobody_finds_out_where_a_name_stands(ledger: Ledger) -> None:
    name = a_name(ledger)
    team = team_of(ledger, redaction=Redaction((tokens(name),)))
    for address in (f"/?words={name}", f"{API}/incidents?words={name}", f"{API}/export/csv?words={name.upper()}"):
        answer = team.client("viewer").get(address)
        assert answer.status_code == 403, address
        assert "part of a name that is not shown" in answer.text
        assert team.client("reviewer").get(address).status_code == 200


def test_viewers_are_shown_nothing_of_the_last_days(ledger: Ledger) -> None:
    """With a delay that cuts the ledger's days in two, no page names what lies after the cut."""
    with ledger.reading() as connection:
        held = list(queries.incidents(connection))
    days = sorted(one.when.start for one in held if one.when and one.when.start)
    cut = days[len(days) // 2]
    today = datetime.datetime.now(datetime.UTC).date()
    team = team_of(ledger, delay=(today - cut).days)
    fresh = {one.id for one in held if one.when and one.when.start and one.when.start > cut}
    old = {one.id for one in held if one.when and one.when.start and one.when.start <= cut}
    late = {s.report for one in held for s in one.sources if s.published and s.published > cut}
    assert fresh
    assert late
    viewer, reviewer = team.client("viewer"), team.client("reviewer")
    shown = 0
    for address in addresses(team, ledger):
        answer = viewer.get(address)
        if any(ref in address for ref in fresh | late):
            assert answer.status_code in (403, 404, 405), address
            continue
        assert not [ref for ref in fresh if ref in answer.text], address
        shown += any(ref in answer.text for ref in old)
    assert shown >= 3
    for ref in fresh:
        assert "held back" in viewer.get(f"/incidents/{ref}").text
        assert reviewer.get(f"/incidents/{ref}").status_code == 200
    assert viewer.get("/outlets").status_code == 403


def test_a_delay_beyond_reason_is_refused(ledger: Ledger) -> None:
    from sayso.web.settings import Settings

    with pytest.raises(SettingError, match="--delay-days 40000"):
        create_app(Settings(delay=40_000), ledger)
