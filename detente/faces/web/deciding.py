"""What readers decide, posted by forms of the pages: only with ``--write``; every decision is logged and undoable."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse

from detente.faces.web.forms import Form, Posted, back
from detente.tell import corrections, ledger, news, records

router = APIRouter(include_in_schema=False)
Identity = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]
Number = Annotated[int, Path(ge=1, le=2**53)]


def _why(fields: Posted) -> str | None:
    return fields.get("reason", "").strip()[:2_000] or None


@router.post("/statements/{identity}/corrections")
def correct(request: Request, identity: Identity, fields: Form) -> RedirectResponse:
    """Log a correction of a statement."""
    state = request.app.state
    corrections.correct(state.store, identity, fields, author=state.settings.author, reason=_why(fields))
    return back(fields, f"/statements/{identity}#corrections")


@router.post("/corrections/{decision}/undo")
def undo_correction(request: Request, decision: Number, fields: Form) -> RedirectResponse:
    """Undo a correction."""
    state = request.app.state
    corrections.undo(state.store, decision, author=state.settings.author, reason=_why(fields))
    return back(fields, "/corrections")


@router.post("/ledger/{identity}/resolution")
def resolve(request: Request, identity: Identity, fields: Form) -> RedirectResponse:
    """Log what became of a forecast."""
    state = request.app.state
    rests_on = fields.get("evidence", "").split()
    ledger.decide(
        state.store,
        identity,
        fields.get("outcome", ""),
        evidence=rests_on,
        author=state.settings.author,
        reason=_why(fields),
    )
    return back(fields, f"/ledger/{identity}")


@router.post("/ledger/{identity}/undo")
def undo_resolution(request: Request, identity: Identity, fields: Form) -> RedirectResponse:
    """Undo the decision in force on a forecast."""
    state = request.app.state
    ledger.undo(state.store, identity, author=state.settings.author, reason=_why(fields))
    return back(fields, f"/ledger/{identity}")


@router.post("/ratings")
def rate(request: Request, fields: Form) -> RedirectResponse:
    """Log a rating of an outlet or of a statement; ``undo`` takes the one in force back."""
    state = request.app.state
    subject, author = fields.get("subject", ""), state.settings.author
    if "undo" in fields:
        records.undo(state.store, subject, author=author)
    else:
        records.rate(state.store, subject, fields.get("value", ""), author=author, reason=_why(fields))
    return back(fields, "/sources")


@router.post("/visits")
def look(request: Request, fields: Form) -> RedirectResponse:
    """Log that what is new has been looked at."""
    state = request.app.state
    news.look(state.store, author=state.settings.author)
    return back(fields, "/")


@router.post("/searches")
def save(request: Request, fields: Form) -> RedirectResponse:
    """Save a search, or forget one."""
    state = request.app.state
    if fields.get("forget", "").isdecimal():
        news.forget(state.store, int(fields["forget"][:18]), author=state.settings.author)
    else:
        news.save(state.store, fields.get("name", ""), fields.get("q", ""), author=state.settings.author)
    return back(fields, "/statements")
