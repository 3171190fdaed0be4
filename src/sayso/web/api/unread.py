"""Reports that are kept and not read, since their language is not."""

import datetime
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from sayso.errors import SettingError
from sayso.intake.language import is_code, language_name
from sayso.ledger.unread import Unread, unread, unread_languages
from sayso.web.api.incidents import After, Limit, Total
from sayso.web.asked import Published
from sayso.web.problems import READS, documented
from sayso.web.reply import answered, token, untoken
from sayso.web.shapes import Counted

router = APIRouter(tags=["reports"], responses=documented(*READS))
Code = Annotated[
    str | None,
    Query(
        max_length=20,
        description="Only in a language, by its code.",
        examples=["ar"],
        json_schema_extra={"pattern": "^([A-Za-z]{2,3})?$"},
    ),
]


class UnreadLine(BaseModel):
    """A report that waits for a translation."""

    report: str = Field(description="Permanent id.")
    language: str = Field(description="The code of its language; und where it is not known.")
    language_name: str
    publisher: str
    published: datetime.date | None
    title: str
    url: str
    characters: int = Field(description="The length of its text.")
    added_at: datetime.datetime


class UnreadPage(Counted[UnreadLine]):
    """One page of the reports that are not read."""

    languages: dict[str, int] = Field(description="How many there are of each language, most first.")


@router.get("/unread", response_model=UnreadPage)
def list_unread(
    visit: Published, language: Code = None, limit: Limit = 50, after: After = None, total: Total = False
) -> Response:
    """List reports that are kept and not read, since their language is not English; the last added first.

    `sayso reread --language CODE --translator NAME` reads them in translation.
    """
    code = (language or "").strip().lower()
    if code and not is_code(code):
        raise SettingError("language: not the code of a language, like ar")
    codes, publishers = (code,) if code else (), visit.address.selection.publishers
    before = untoken("unread", after, int)[0] if after is not None else None
    with visit.reading() as connection:
        counts = unread_languages(connection, publishers=publishers)
        rows = list(unread(connection, languages=codes, publishers=publishers, before=before, limit=limit + 1))
    return answered(
        {
            "items": [_line(row) for row in rows[:limit]],
            "next": token("unread", rows[limit - 1].row) if len(rows) > limit else None,
            "total": sum(n for one, n in counts.items() if not codes or one in codes) if total else None,
            "languages": counts,
        }
    )


def _line(one: Unread) -> dict[str, Any]:
    found = asdict(one)
    del found["row"]
    return {"report": found.pop("ref"), **found, "language_name": language_name(one.language)}
