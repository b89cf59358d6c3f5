"""The ledger of forecasts: what was predicted, what has been proposed of it, what people decided."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from detente.errors import AbsentError
from detente.faces.web.render import Download, PageNumber, download, onward, page
from detente.foresee.resolution import OUTCOMES, Resolution
from detente.store import Store
from detente.store.decisions import Decisions
from detente.tell import ledger, search

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
A_PAGE = 40


def _standing(request: Request) -> list[Resolution]:
    store: Store = request.app.state.store
    held: list[Resolution] = request.app.state.memory.of(store, "ledger", lambda: ledger.standing(store))
    return held


@router.get("/ledger")
def listed(
    request: Request,
    outcome: Literal["", "true", "false", "void", "open"] = "",
    holder: str = "",
    number: PageNumber = 1,
    form: Download = None,
) -> Response:
    """List the forecasts with their ranges, deadlines and outcomes; the shares of all outcomes stand above any part."""
    every = _standing(request)
    if form:
        kept = ledger.ledger(request.app.state.store, outcome=outcome or None, holder=holder or None)
        return download(kept.to_pylist(), "ledger", form)
    counts = Counter(each.outcome for each in every)
    words = holder.casefold().strip()
    rows = [
        each
        for each in every
        if (not outcome or each.outcome == outcome) and (not words or words in each.entry.holder.casefold())
    ]
    passed = (number - 1) * A_PAGE
    values = {
        "rows": rows[passed : passed + A_PAGE],
        "total": len(rows),
        "every": len(every),
        "counts": [(name, counts[name]) for name in OUTCOMES],
        "vague": sum(each.entry.vague for each in every),
        "outcome": outcome,
        "holder": holder,
        "onward": onward(number, passed + A_PAGE < len(rows), [("outcome", outcome), ("holder", holder)]),
        "downloads": ("csv", "jsonl"),
    }
    return page(request, "ledger", values)


@router.get("/ledger/{identity}")
def entry(request: Request, identity: str) -> HTMLResponse:
    """Show one forecast: who carries it, what would settle it, what speaks for which outcome, and forms to decide."""
    store: Store = request.app.state.store
    met = [each for each in _standing(request) if any(claim.id == identity for claim in each.entry.claims)]
    if not met:
        raise AbsentError(f"the ledger holds no forecast {identity!r}")
    stands = met[0]
    # A decision may name any of the claims that are one forecast.
    decided = Decisions(store.folder).standing("resolution")
    made = [decided[key] for claim in stands.entry.claims if (key := ledger.SUBJECT + claim.id) in decided]
    ids = [claim.article for claim in stands.entry.claims]
    ids += [each.evidence.article for each in stands.proposals if each.evidence]
    held = store.query("answer_sources_short", {"articles": sorted(set(ids))}).to_pylist()
    said = [each.evidence.id for each in stands.proposals if each.evidence and each.evidence.kind == "statement"]
    values = {
        "stands": stands,
        "made": made[0] if made else None,
        "articles": {row["id"]: row for row in held},
        "statements": {row["id"]: row for row in search.cards(store, said)},
        "outcomes": OUTCOMES,
    }
    return page(request, "forecast", values)
