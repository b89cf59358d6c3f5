"""Pages on outlets: what each one's articles did here, and how far it is to be relied on."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from detente.errors import AbsentError
from detente.faces.web.render import Download, PageNumber, download, onward, page
from detente.store import Store
from detente.tell import articles, records

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
A_PAGE = 100


def _records(request: Request) -> list[records.Record]:
    store: Store = request.app.state.store
    held: list[records.Record] = request.app.state.memory.of(store, "records", lambda: records.records(store))
    return held


@router.get("/sources")
def listed(request: Request, number: PageNumber = 1, form: Download = None) -> Response:
    """List the outlets with their records."""
    rows = _records(request)
    if form:
        return download((row.row() for row in rows), "sources", form)
    passed = (number - 1) * A_PAGE
    values = {
        "rows": rows[passed : passed + A_PAGE],
        "total": len(rows),
        "reliability": records.RELIABILITY,
        "onward": onward(number, passed + A_PAGE < len(rows), []),
        "downloads": ("csv", "jsonl"),
    }
    return page(request, "sources", values)


@router.get("/sources/{outlet:path}")
def source(request: Request, outlet: str, form: Download = None) -> Response:
    """Show one outlet's record, what it took from whom, and its rating."""
    store: Store = request.app.state.store
    met = [row for row in _records(request) if row.outlet == outlet]
    if not met:
        raise AbsentError(f"the store knows no outlet {outlet!r}")
    echoes = records.echoes(store, outlet)
    if form:
        return download(echoes, "echoes", form)
    newest, total = articles.newest(store, outlet=outlet, most=12)
    values = {
        "record": met[0],
        "echoes": echoes,
        "articles": newest,
        "total": total,
        "reliability": records.RELIABILITY,
        "downloads": ("csv", "jsonl"),
    }
    return page(request, "source", values)
