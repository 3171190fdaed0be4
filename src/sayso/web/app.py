"""The application: ledger, guards, pages, API, static files."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from sayso import __version__
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.overview import Overview
from sayso.web import errors, exchange, guard
from sayso.web.api import router as api
from sayso.web.openapi import describe, operation_name
from sayso.web.pages import routers
from sayso.web.reading import OneReader
from sayso.web.settings import Settings, checked
from sayso.web.static_files import StampedFiles

log = logging.getLogger("sayso.web")


def create_app(settings: Settings, ledger: Ledger | None = None) -> FastAPI:
    """Return the application over a ledger, which must be there; raises LedgerError or SettingError."""
    settings = checked(settings)
    held = ledger or open_ledger(settings.ledger)

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        yield
        if ledger is None:
            held.close()

    app = FastAPI(
        title="sayso",
        version=__version__,
        summary="Who says what happened, and who denies it.",
        docs_url=None,  # its page would load scripts from elsewhere; /help/api shows the endpoints
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=life,
        generate_unique_id_function=operation_name,
    )
    app.state.ledger = held
    app.state.overview = Overview(held)  # reads the ledger when it is first asked, or when the server starts
    app.state.settings = settings
    app.state.reader = OneReader()
    errors.register(app)
    exchange.register(app)
    guard.register(app, settings)
    app.mount("/static", StampedFiles(), name="static")
    app.include_router(api, prefix="/api/v1")
    describe(app)
    for router in routers():
        app.include_router(router, include_in_schema=False)
    return app
