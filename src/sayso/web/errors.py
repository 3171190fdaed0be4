"""What goes wrong, said in one way: a page to people, one JSON shape to programs; all of it logged."""

import logging
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match
from starlette.types import Scope

from sayso.errors import ForbiddenError, IntakeError, LedgerError, NotFoundError, RefusedError, SaysoError, SettingError
from sayso.export.visible import one_line
from sayso.ledger.relevant import TooManyError
from sayso.web.headers import harden
from sayso.web.templating import environment

log = logging.getLogger("sayso.web")
API = "/api/"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


_STATUS: tuple[tuple[type[SaysoError], HTTPStatus], ...] = (
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (RefusedError, HTTPStatus.CONFLICT),
    (TooManyError, HTTPStatus.BAD_REQUEST),
    (IntakeError, HTTPStatus.BAD_REQUEST),
    (ForbiddenError, HTTPStatus.FORBIDDEN),
    (SettingError, HTTPStatus.BAD_REQUEST),
    (LedgerError, HTTPStatus.SERVICE_UNAVAILABLE),
    (SaysoError, HTTPStatus.INTERNAL_SERVER_ERROR),
)


def register(app: FastAPI) -> None:
    """Have every error of the application answered in the one shape."""
    app.add_exception_handler(SaysoError, _on_sayso)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(Exception, _on_anything)


def answer(request: Request, status: int, message: str, **more: Any) -> Response:
    """Return an error as a page, or under /api as `{"error": {"status", "title", "message"}}`."""
    title = HTTPStatus(status).phrase
    log.log(
        logging.ERROR if status >= 500 else logging.INFO,
        "%s %s: %d %s",
        request.method,
        _path(request),
        status,
        one_line(message),
    )
    if request.url.path.startswith(API):
        return JSONResponse({"error": {"status": status, "title": title, "message": message, **more}}, status)
    page = environment().get_template("error.html")
    return HTMLResponse(page.render(status=status, title=title, message=message), status)


def _path(request: Request) -> str:
    return one_line(request.url.path)[:200]


async def _on_sayso(request: Request, error: Exception) -> Response:
    status = next(code for kind, code in _STATUS if isinstance(error, kind))
    return answer(request, status, str(error))


async def _on_http(request: Request, error: Exception) -> Response:
    wrong = cast("HTTPException", error)
    response = answer(request, wrong.status_code, str(wrong.detail))
    response.headers.update(wrong.headers or {})
    if wrong.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["allow"] = ", ".join(_allowed(request))
    return response


def _allowed(request: Request) -> list[str]:
    """Return the methods that an address knows; each endpoint there knows only its own."""
    found = {m for m in METHODS for route in request.app.routes if _takes(route, {**request.scope, "method": m})}
    return sorted(found | {"HEAD"} if "GET" in found else found)


def _takes(route: BaseRoute, scope: Scope) -> bool:
    return route.matches(scope)[0] is Match.FULL


async def _on_validation(request: Request, error: Exception) -> Response:
    found = cast("RequestValidationError", error).errors()
    said = "; ".join(
        f"{'.'.join(str(part) for part in one['loc'][1:]) or one['loc'][0]}: {one['msg']}" for one in found[:5]
    )
    return answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, said)


async def _on_anything(request: Request, error: Exception) -> Response:
    log.exception("%s %s failed", request.method, _path(request), exc_info=error)
    said = answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, "something went wrong; the log of the server says what")
    harden(request, said, request.app.state.settings)  # this answer goes out past the guards
    return said
