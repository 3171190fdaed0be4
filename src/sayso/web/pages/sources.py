"""Sources that are watched: how each does, as a page and for programs that keep an eye on it."""

import datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from sayso.ledger.sources import healths
from sayso.watching.health import ago, as_csv
from sayso.watching.metrics import MEDIA_TYPE, metrics
from sayso.web.templating import render
from sayso.web.visit import Visiting

router = APIRouter()


@router.get("/sources")
def sources_page(visit: Visiting) -> HTMLResponse:
    """Show how every source does."""
    now = datetime.datetime.now(datetime.UTC)
    with visit.reading() as connection:
        found = healths(connection)
    rows = [(one, ago(one.succeeded_at, now), ago(one.last_read_at, now), ago(one.error_at, now)) for one in found]
    return render(visit, "sources.html", rows=rows)


@router.get("/sources.csv")
def sources_table(visit: Visiting) -> Response:
    """Give the same as CSV."""
    with visit.reading() as connection:
        text = as_csv(healths(connection))
    return Response(text, media_type="text/csv", headers={"content-disposition": 'attachment; filename="sources.csv"'})


@router.get("/metrics")
def metrics_text(visit: Visiting) -> Response:
    """Give the metrics of the sources to Prometheus."""
    with visit.reading() as connection:
        return Response(metrics(healths(connection)), media_type=MEDIA_TYPE)


@router.get("/healthz")
def health(request: Request) -> JSONResponse:
    """Tell whether the server answers and can read its ledger; of the sources nothing, for anyone may ask."""
    with request.app.state.ledger.reading() as connection:
        connection.exec_driver_sql("SELECT 1")
    return JSONResponse({"status": "ok"})
