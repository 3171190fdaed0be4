"""The audit log: what reviewers did and, for admins, sign-ins and changes of accounts."""

import csv
import io
from collections.abc import Iterator
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, StreamingResponse

from sayso.web import audit
from sayso.web.templating import render
from sayso.web.visit import Role, Visiting, needs

router = APIRouter(dependencies=[Depends(needs(Role.REVIEWER))])


@router.get("/audit")
def audit_page(visit: Visiting) -> HTMLResponse:
    """Show a page of the log."""
    question = audit.asked(visit.address.view, visit.viewer)
    with visit.reading() as connection:
        found = audit.lines(connection, question, audit.PAGE + 1)
        kinds = audit.kinds(connection, question)
    shown = found[: audit.PAGE]
    older = f"/audit?{urlencode({**question.filters, 'before': shown[-1].number})}" if len(found) > len(shown) else ""
    download = f"/audit.csv?{urlencode(question.filters)}"
    return render(
        visit,
        "audit.html",
        question=question,
        lines=shown,
        kinds=kinds,
        older=older,
        download=download,
        longest=audit.SHOWN,
    )


@router.get("/audit.csv")
def audit_file(visit: Visiting) -> StreamingResponse:
    """Give all entries that the filters leave, as CSV."""
    question = audit.asked(visit.address.view, visit.viewer)
    with visit.reading() as connection:
        audit.lines(connection, question, 1)  # what is wrong is said before the file begins

    def rows() -> Iterator[str]:
        out = io.StringIO()
        writer = csv.DictWriter(out, audit.COLUMNS)
        writer.writeheader()
        with visit.reading() as connection:
            for line in audit.whole(connection, question):
                writer.writerow(audit.cells(line))
                yield out.getvalue()
                out.seek(0)
                out.truncate()
        yield out.getvalue()

    name = f"sayso-{question.log}.csv"
    return StreamingResponse(
        rows(), headers={"Content-Disposition": f"attachment; filename={name}"}, media_type="text/csv"
    )
