"""The pages; each is an address that stays."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from detente.errors import AbsentError
from detente.faces.web.render import chosen, page
from detente.store import Store
from detente.tell import articles, dates, search
from detente.tell.articles import Read
from detente.tell.marking import Stretch, marked

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
A_PAGE = 20
ARTICLES_A_PAGE = 50
FACETS_SHOWN = 8
# What a search of everything looks like when nothing was typed.
FIELDS = {"speaker": "speaker", "actor": "actor", "outlet": "outlet", "year": "said"}
PageNumber = Annotated[int, Query(ge=1, le=100_000)]


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


@router.get("/")
def today(request: Request) -> HTMLResponse:
    """Show what is newest in the store, and what it holds."""
    store = _store(request)
    newest, _ = articles.newest(store, most=12)
    latest = store.search(search.ALL, None, None, (0, 12))
    rows = search.cards(store, latest.ids)
    values = {"counts": store.counts(), "articles": newest, "statements": rows, "meta": store.meta()}
    return page(request, "today", values)


@router.get("/articles")
def listed(
    request: Request, outlet: str | None = None, number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1
) -> HTMLResponse:
    """List the articles, the newest first."""
    rows, total = articles.newest(
        _store(request), outlet=outlet, passed=(number - 1) * ARTICLES_A_PAGE, most=ARTICLES_A_PAGE
    )
    onward = _onward(number, number * ARTICLES_A_PAGE < total, [("outlet", outlet)])
    return page(request, "articles", {"articles": rows, "total": total, "chosen": outlet, "onward": onward})


@router.get("/articles/{identity}")
def article(request: Request, identity: str) -> HTMLResponse:
    """Show one article with its findings marked in the text."""
    read = articles.article(_store(request), identity)
    return page(request, "article", {"read": read, "text": marked(read.article["text"], _stretches(read))})


@router.get("/statements")
def statements(
    request: Request, q: str = "", number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1
) -> HTMLResponse:
    """Search the statements."""
    store = _store(request)
    passed = (number - 1) * A_PAGE
    if q.strip():
        found = search.search(store, q, passed=passed, most=A_PAGE)
    else:
        hits = store.search(search.ALL, None, None, (passed, A_PAGE))
        facets = {name: list(each) for name, each in hits.facets.items()}
        found = search.Found(search.cards(store, hits.ids), hits.total, hits.more, facets)
    values = {
        "q": q,
        "rows": found.statements,
        "found": found,
        "facets": [(name, _narrower(q, field, found.facets[name])) for name, field in FIELDS.items()],
        "onward": _onward(number, found.more or passed + A_PAGE < found.total, [("q", q)]),
    }
    return page(request, "statements", values)


@router.get("/statements/{identity}")
def statement(request: Request, identity: str) -> HTMLResponse:
    """Show one statement, with the other wordings of what it reports, what was corrected, and forms to correct it."""
    store = _store(request)
    met = search.cards(store, [identity])
    if not met:
        raise AbsentError(f"the store holds no statement {identity!r}")
    row = met[0]
    others = articles.wordings(store, row["utterance"]) if row["utterance"] else []
    values = {
        "row": row,
        "others": [each for each in others if each["id"] != identity],
        "people": articles.speakers(store, row["article_id"]),
    }
    return page(request, "statement", values)


def _onward(number: int, more: bool, kept: list[tuple[str, object]]) -> dict[str, str | None]:
    """Return the query strings of the pages before and after this one."""
    before = chosen([*kept, ("page", number - 1)]) if number > 1 else None
    return {"before": before, "after": chosen([*kept, ("page", number + 1)]) if more else None}


def _narrower(q: str, field: str, counts: list[tuple[str, int]]) -> list[tuple[str, int, str]]:
    """Return the most frequent values of a facet, each with the query string that narrows the search to it."""
    shown = []
    for value, count in counts[:FACETS_SHOWN]:
        term = value if value.isalnum() else '"' + value.replace("\\", " ").replace('"', " ") + '"'
        shown.append(
            (value, count, chosen([("q", f"({q}) {field}:{term}" if " OR " in q else f"{q} {field}:{term}".strip())]))
        )
    return shown


def _stretches(read: Read) -> list[Stretch]:
    found = [Stretch(start, end, "residue") for start, end in read.article["boilerplate"]]
    for row in read.passages:
        says = f"also in {row['outlet'] or row['title'] or row['path']}"
        found.append(Stretch(row["start"], row["end"], "passage", says=says, key=f"p{row['other']}-{row['start']}"))
    for row in read.statements:
        found.append(Stretch(row["start"], row["end"], "statement", says=_said(row), key=f"s{row['id']}"))
    for row in read.events:
        says = f"{row['type']}: {' '.join(row['source'])} to {' '.join(row['target'])}, {row['status']}"
        found.append(Stretch(row["start"], row["end"], "event", says=says, key=f"v{row['id']}"))
    for row in read.forecasts:
        found.append(
            Stretch(row["start"], row["end"], "forecast", says=f"forecast by {row['holder']}", key=f"f{row['id']}")
        )
    return found


def _said(row: dict[str, Any]) -> str:
    who = row["speaker"] or (row["source"] or {}).get("text") or "somebody"
    when = dates.in_words(row["said_on"]) if row["said_on"] else None
    return f"{who}{', ' + when if when else ''} ({row['kind']})"
