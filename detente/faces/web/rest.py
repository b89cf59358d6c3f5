"""The questions and answers as REST; every answer is ``{"rows": [...]}`` with the columns of ``detente.tell``."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel

from detente.tell import answers, articles, search, states

router = APIRouter(tags=["answers"])
MOST = 1_000
Identity = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]


class Rows(BaseModel):
    """An answer: rows whose keys are the columns named in ``detente.tell``."""

    rows: list[dict[str, Any]]
    total: int


class Problem(BaseModel):
    """What was wrong with a call."""

    detail: str


REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem},
    404: {"model": Problem},
    422: {"model": Problem},
    503: {"model": Problem},
}


@router.get("/counts", responses=REFUSALS)
def counts(request: Request) -> dict[str, int]:
    """Return how many rows each table of the store holds."""
    held: dict[str, int] = request.app.state.store.counts()
    return held


@router.get("/articles", responses=REFUSALS)
def list_articles(request: Request, limit: Limit = 100, offset: Offset = 0) -> Rows:
    """List the articles, the newest first."""
    rows, total = articles.newest(request.app.state.store, passed=offset, most=limit)
    return Rows(rows=rows, total=total)


@router.get("/articles/{identity}", responses=REFUSALS)
def article(request: Request, identity: Identity) -> dict[str, Any]:
    """Return one article with its text and all that was found in it."""
    read = articles.article(request.app.state.store, identity)
    return {
        "article": read.article,
        "statements": read.statements,
        "events": read.events,
        "forecasts": read.forecasts,
        "passages": read.passages,
    }


@router.get("/statements", responses=REFUSALS)
def statements(  # noqa: PLR0913, PLR0917  (each parameter of the call is an argument of the function)
    request: Request,
    speaker: str | None = None,
    actor: str | None = None,
    about: str | None = None,
    since: str | None = None,
    until: str | None = None,
    outlet: str | None = None,
    kind: Literal["direct", "indirect", "mixed"] | None = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> Rows:
    """List who said what, about whom, when and through whom, in the order of the articles' paths."""
    wanted = answers.StatementQuery(
        speaker=speaker,
        actor=states.code(actor) if actor and actor.strip() else actor,
        about=states.code(about) if about and about.strip() else about,
        since=since,
        until=until,
        outlet=outlet,
        kind=kind,
    )
    table = answers.statements(request.app.state.store, wanted)
    return Rows(rows=table.slice(offset, limit).to_pylist(), total=table.num_rows)


@router.get("/search", responses=REFUSALS)
def find(request: Request, q: str, limit: Limit = 20, offset: Offset = 0) -> dict[str, Any]:
    """Search the statements, the newest first, with counts by speaker, actor, outlet and year."""
    found = search.search(request.app.state.store, q, passed=offset, most=limit)
    return {
        "rows": found.statements,
        "total": found.total,
        "more": found.more,
        "facets": found.facets,
    }


@router.get("/{listing}", responses=REFUSALS)
def listing(
    request: Request,
    listing: Literal["forecasts", "retellings", "pairs", "rejects"],
    limit: Limit = 100,
    offset: Offset = 0,
) -> Rows:
    """Return one of the other listings of the command line."""
    asked = {
        "forecasts": answers.forecasts,
        "retellings": answers.retellings,
        "pairs": answers.pairs,
        "rejects": answers.rejects,
    }
    table = asked[listing](request.app.state.store)
    return Rows(rows=table.slice(offset, limit).to_pylist(), total=table.num_rows)
