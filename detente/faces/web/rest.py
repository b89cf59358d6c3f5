"""The questions and answers as REST; every answer is ``{"rows": [...]}`` with the columns of ``detente.tell``."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Path, Query, Request
from pydantic import BaseModel, Field

from detente.faces.web.forms import allowed
from detente.tell import actors, answers, articles, comparing, corrections, ledger, records, search, states

router = APIRouter(tags=["answers"])
MOST = 1_000
Identity = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]


class Rows(BaseModel):
    """An answer: rows whose keys are the columns named in ``detente.tell``."""

    rows: list[dict[str, Any]]
    total: int


class Correction(BaseModel):
    """What is right of a statement: ``field``, and the value that goes with it (see ``detente.tell.corrections``)."""

    field: Literal["speaker", "actor", "said_on", "link", "span"]
    speaker: Annotated[str, Field(max_length=2_000)] = ""
    actor: Annotated[str, Field(max_length=200)] = ""
    said_on: Annotated[str, Field(max_length=100)] = ""
    words: Annotated[str, Field(max_length=20_000)] = ""
    reason: Annotated[str | None, Field(max_length=2_000)] = None


class Decided(BaseModel):
    """What became of a forecast, and the ids of the events and statements that this rests on."""

    outcome: Literal["true", "false", "void", "open"]
    evidence: Annotated[list[str], Field(max_length=100)] = []
    reason: Annotated[str | None, Field(max_length=2_000)] = None


class Logged(BaseModel):
    """A decision as it was logged."""

    id: int
    at: str
    author: str


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


WRITING: dict[int | str, dict[str, Any]] = REFUSALS | {403: {"model": Problem}}
Key = Annotated[str, Header(alias="X-Detente-Key", description="The key that detente serve --write printed.")]


@router.post("/statements/{identity}/corrections", responses=WRITING)
def correct(request: Request, identity: Identity, given: Correction, key: Key = "") -> Logged:
    """Correct a statement; only with --write."""
    allowed(request, key)
    fields = {name: value for name, value in given.model_dump(exclude={"reason"}).items() if value}
    state = request.app.state
    made = corrections.correct(state.store, identity, fields, author=state.settings.author, reason=given.reason)
    return Logged(id=made.id, at=made.at, author=made.author)


@router.post("/ledger/{identity}/resolution", responses=WRITING)
def resolve(request: Request, identity: Identity, given: Decided, key: Key = "") -> Logged:
    """Decide what became of a forecast; only with --write."""
    allowed(request, key)
    state = request.app.state
    rests_on, why = given.evidence, given.reason
    made = ledger.decide(
        state.store, identity, given.outcome, evidence=rests_on, author=state.settings.author, reason=why
    )
    return Logged(id=made.id, at=made.at, author=made.author)


@router.get("/compare", responses=REFUSALS)
def compare(request: Request, a: str, b: str, limit: Limit = 1_000, offset: Offset = 0) -> Rows:
    """Return what changed from one article to another, passage by passage."""
    table = comparing.compare(request.app.state.store, a, b)
    return Rows(rows=table.slice(offset, limit).to_pylist(), total=table.num_rows)


@router.get("/sources", responses=REFUSALS)
def sources(request: Request, limit: Limit = 100, offset: Offset = 0) -> Rows:
    """List the outlets with their records and reliabilities."""
    store = request.app.state.store
    rows = [each.row() for each in request.app.state.memory.of(store, "records", lambda: records.records(store))]
    return Rows(rows=rows[offset : offset + limit], total=len(rows))


@router.get("/states", responses=REFUSALS)
def spoken_of(request: Request, limit: Limit = 100, offset: Offset = 0) -> Rows:
    """List the states that speak, are spoken of or act."""
    rows = actors.states(request.app.state.store)
    return Rows(rows=rows[offset : offset + limit], total=len(rows))


@router.get("/{listing}", responses=REFUSALS)
def listing(
    request: Request,
    listing: Literal["forecasts", "retellings", "pairs", "rejects", "stories", "corrections", "ledger"],
    limit: Limit = 100,
    offset: Offset = 0,
) -> Rows:
    """Return one of the other listings of the command line."""
    asked = {
        "forecasts": answers.forecasts,
        "retellings": answers.retellings,
        "pairs": answers.pairs,
        "rejects": answers.rejects,
        "stories": comparing.stories,
        "corrections": corrections.table,
        "ledger": ledger.ledger,
    }
    table = asked[listing](request.app.state.store)
    return Rows(rows=table.slice(offset, limit).to_pylist(), total=table.num_rows)
