"""What a reader posts: only where writing is allowed, and only from a page of ours."""

from __future__ import annotations

import secrets
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, HTTPException, Request
from fastapi.responses import RedirectResponse

MOST_BYTES = 128_000
FORM = "application/x-www-form-urlencoded"
KEY_HEADER = "x-detente-key"
READ_ONLY = "this workbench is read-only; start it with: detente serve --write"


class Posted(dict[str, str]):
    """The fields of a form, each once; ``many`` of one that may come several times are joined by line breaks."""


def allowed(request: Request, key: str) -> None:
    """Refuse what may not be written.

    Raises:
        HTTPException: 403, the server is read-only, or the form's key is not the server's.
    """
    settings = request.app.state.settings
    if not settings.write:
        raise HTTPException(403, READ_ONLY)
    if not secrets.compare_digest(key.encode("utf-8", "replace"), settings.form_key.encode()):
        raise HTTPException(403, "this form is not of this server, or of one that has ended; open the page again")


async def _posted(request: Request) -> Posted:
    """Read a form.

    Raises:
        HTTPException: 403 as ``allowed``; 415, it is no form; 413, it is too long; 400, it cannot be read.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise HTTPException(415, "a form is posted as application/x-www-form-urlencoded")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise HTTPException(413, f"a form is no longer than {MOST_BYTES:,} bytes")
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, strict_parsing=bool(body), max_num_fields=50)
    except ValueError as error:
        raise HTTPException(400, "the form cannot be read") from error
    fields = Posted()
    for name, value in pairs:
        fields[name] = f"{fields[name]}\n{value}" if name in fields else value
    allowed(request, fields.pop("key", ""))
    return fields


Form = Annotated[Posted, Depends(_posted)]


def back(fields: Posted, otherwise: str) -> RedirectResponse:
    """Send the reader on after a post: to the page the form names, where it is one of ours, with GET."""
    to = fields.get("back") or otherwise
    ours = to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable()
    return RedirectResponse(to if ours else otherwise, status_code=303)
