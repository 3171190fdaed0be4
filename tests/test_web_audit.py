"""The audit log: acts of review for reviewers, sign-ins for admins."""

import csv
import datetime
import io

import pytest

from sayso.ledger import queries, review
from sayso.ledger.database import Ledger
from web_people import Team, sign_in, team

__all__ = ["team"]


@pytest.fixture
def refs(ledger: Ledger) -> list[str]:
    """Two incidents: one accepted by Rahim, one commented on by Amira."""
    with ledger.reading() as connection:
        found = [one.id for one in queries.incidents(connection)][:2]
    review.accept(ledger, "Rahim", found[0], note="<script>alert(1)</script>")
    review.comment(ledger, "Amira", found[1], "", '=HYPERLINK("x")')
    return found


def test_a_reviewer_sees_who_did_what(team: Team, refs: list[str]) -> None:
    page = team.client("reviewer").get("/audit").text
    assert page.index("Amira") < page.index("&lt;script&gt;")  # the newest first
    assert "<script>alert" not in page
    assert f'<a href="/incidents/{refs[0]}">' in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("who=Rahim", [0]),
        ("action=comment", [1]),
        ("incident={0}", [0]),
        ("day={today}", [0, 1]),
        ("day=2001-01-01", []),
        ("who=Nobody", []),
    ],
)
def test_the_log_is_filtered(team: Team, refs: list[str], query: str, shown: list[int]) -> None:
    today = datetime.datetime.now(datetime.UTC).date().isoformat()  # told here: midnight may pass while tests run
    page = team.client("reviewer").get(f"/audit?{query.format(*refs, today=today)}").text
    assert [n for n, ref in enumerate(refs) if f'href="/incidents/{ref}"' in page] == shown
    assert ("No entry fits" in page) == (not shown)


@pytest.mark.parametrize("query", ["day=soon", "before=x", "before=-1", "before=9" + "9" * 30, "log=other"])
def test_a_question_that_means_nothing_is_said(team: Team, query: str) -> None:
    assert team.client("admin").get(f"/audit?{query}").status_code == 400
    assert team.client("admin").get(f"/audit.csv?{query}").status_code == 400


def test_an_unknown_incident_is_said(team: Team) -> None:
    assert team.client("reviewer").get("/audit?incident=nothere").status_code == 404


def test_a_long_log_has_pages_and_one_file(team: Team, refs: list[str]) -> None:
    for n in range(105):
        review.comment(team.ledger, "Rahim", refs[0], "", f"remark {n}")
    client = team.client("reviewer")
    first = client.get("/audit?who=Rahim").text
    assert "remark 104" in first and "remark 3" not in first.split("remark 10")[-1]
    older = first.split('<a class="button" href="/audit?')[1].split('"')[0].replace("&amp;", "&")
    assert "remark 1<" in client.get(f"/audit?{older}").text
    rows = list(csv.DictReader(io.StringIO(client.get("/audit.csv").text)))
    assert len(rows) == 107
    assert rows[-2]["after"] == '\'=HYPERLINK("x")'  # no spreadsheet runs it
    assert rows[-1]["incidents"] == refs[0]


def test_only_an_admin_sees_sign_ins(team: Team) -> None:
    sign_in(team.client(), "Vera", "wrong")
    sign_in(team.client(), "<img src=x>", "wrong")
    page = team.client("admin").get("/audit?log=access").text
    assert "sign in failed" in page
    assert "&lt;img src=x&gt;" in page and "<img" not in page
    assert "Vera" in team.client("admin").get("/audit.csv?log=access&action=sign_in_failed").text
    reviewer = team.client("reviewer")
    assert reviewer.get("/audit?log=access").status_code == 400
    assert reviewer.get("/audit.csv?log=access").status_code == 400
    assert team.client("viewer").get("/audit").status_code == 403
