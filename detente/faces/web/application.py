"""The web application: who may call it, what every answer carries, what an error looks like."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from detente import __version__
from detente.errors import AbsentError, DetenteError, StoreBusyError, StoreMissingError, UsageError
from detente.faces.web.memory import Memory
from detente.faces.web.render import page
from detente.store import Store

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
# Nothing is loaded from elsewhere, nothing inline runs, nobody may frame a page.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
TOKEN_COOKIE = "detente_token"  # noqa: S105  (the cookie's name)


@dataclass(frozen=True, slots=True)
class Settings:
    """How the workbench is served.

    Attributes:
        store: folder of the store.
        write: decisions (corrections, resolutions, ratings, saved searches) may be made.
        token: who calls must show it, as ``Authorization: Bearer`` or once as ``?token=``; None on loopback.
        hosts: names the server answers to; others are refused, so that no page elsewhere reads it through a name that
            was made to point here (DNS rebinding).
        author: who the decisions are by.
        form_key: a secret that forms carry, so that no page elsewhere can post them.
    """

    store: Path
    write: bool = False
    token: str | None = None
    hosts: tuple[str, ...] = LOOPBACK
    author: str = "reader"
    form_key: str = field(default_factory=lambda: secrets.token_urlsafe(24))


def create(settings: Settings) -> FastAPI:
    """Return the application over one store.

    Raises:
        StoreError: there is no store, or it cannot be read.
    """
    from detente.faces.web import deciding, ledgers, pages, relations, rest, sources, travels

    application = FastAPI(
        title="detente",
        version=__version__,
        summary="Who said what about whom, when, and through whom it reached the page.",
        openapi_url="/api/openapi.json",
        # The pages that FastAPI offers load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
    )
    application.state.settings = settings
    application.state.store = Store.open(settings.store)
    application.state.memory = Memory()
    application.include_router(rest.router, prefix="/api")
    for part in (pages, travels, relations, sources, ledgers, deciding):
        application.include_router(part.router)
    application.mount("/static", StaticFiles(directory=str(files("detente.faces.web") / "static")), name="static")
    application.middleware("http")(_guarded(settings))
    application.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts))
    application.add_exception_handler(DetenteError, _on_error)
    application.add_exception_handler(HTTPException, _on_error)
    application.add_exception_handler(RequestValidationError, _on_error)
    return application


def _guarded(
    settings: Settings,
) -> Callable[[Request, Callable[[Request], Awaitable[Response]]], Awaitable[Response]]:
    async def guard(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
        answer = _refused(request, settings) or await call(request)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer

    return guard


def _refused(request: Request, settings: Settings) -> Response | None:
    """Return the refusal of a call without the token; a call that brings it in its address is sent on with a cookie."""
    if settings.token is None:
        return None
    brought = request.query_params.get("token", "")
    if brought and secrets.compare_digest(brought.encode(), settings.token.encode()):
        onward = RedirectResponse(request.url.remove_query_params("token").path or "/", status_code=303)
        onward.set_cookie(TOKEN_COOKIE, settings.token, httponly=True, samesite="strict")
        return onward
    shown = request.headers.get("authorization", "").removeprefix("Bearer ") or request.cookies.get(TOKEN_COOKIE, "")
    if secrets.compare_digest(shown.encode(), settings.token.encode()):
        return None
    return JSONResponse({"detail": "a token is needed: open the address that detente serve printed"}, status_code=401)


async def _on_error(request: Request, error: Exception) -> Response:
    match error:
        case HTTPException():
            status, said = error.status_code, str(error.detail)
        case RequestValidationError():
            first = error.errors()[0]
            status, said = 422, f"{'.'.join(map(str, first['loc'][1:])) or 'the call'}: {first['msg']}"
        case AbsentError():
            status, said = 404, str(error)
        case UsageError():
            status, said = 400, str(error)
        case StoreMissingError() | StoreBusyError():
            status, said = 503, str(error)
        case _:
            status, said = 500, str(error)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": said}, status_code=status)
    return page(request, "error", {"status": status, "said": said}, status=status)
