"""Pages on how texts travel: two articles beside each other, all wordings of one utterance, stories, who names whom."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from detente.errors import AbsentError
from detente.faces.web.render import Download, PageNumber, download, onward, page
from detente.model import Span
from detente.store import Store
from detente.tell import articles, comparing
from detente.tell.comparing import Aligned
from detente.tell.library import Source
from detente.tell.marking import Stretch, marked

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
STORIES_A_PAGE = 50
# Articles offered to compare, the newest; outlets offered for their naming habits.
OFFERED = 200
Changes = tuple[tuple[str, Span, Span], ...]


@router.get("/compare")
def compare(request: Request, a: str = "", b: str = "", form: Download = None) -> Response:
    """Set two articles beside each other, passage by passage, every change marked and named."""
    store: Store = request.app.state.store
    if not a or not b:
        offered, _ = articles.newest(store, most=OFFERED)
        pairs = store.query("answer_pairs_page", {"most": OFFERED}).to_pylist()
        return page(request, "choose", {"articles": offered, "pairs": pairs, "a": a, "b": b})
    if form:
        return download(comparing.compare(store, a, b).to_pylist(), "changes", form)
    one, other = comparing.pair(store, a, b)

    def make() -> list[dict[str, Any]]:
        return [_beside(each, one, other) for each in comparing.aligned(one, other)]

    rows = request.app.state.memory.of(store, ("compare", one.id, other.id), make)
    counts: dict[str, int] = {}
    for row in rows:
        for name in row["all"]:
            counts[name] = counts.get(name, 0) + 1
    values = {"one": one, "other": other, "rows": rows, "counts": sorted(counts.items()), "downloads": ("csv", "jsonl")}
    return page(request, "compare", values)


def _beside(each: Aligned, one: Source, other: Source) -> dict[str, Any]:
    """Return one row of the page: both passages marked, the names of what changed."""
    names = [name for name, _, _ in each.changes]
    alone = "omitted" if each.b is None else "added" if each.a is None else None
    if alone is None and not names:
        same = each.a is not None and each.b is not None and _plain(each.a, one) == _plain(each.b, other)
        alone = "same words" if same else "reworded"
    left = [(name, span) for name, span, _ in each.changes]
    right = [(name, span) for name, _, span in each.changes]
    return {
        "number": each.number,
        "a": _words(one.text, each.a, left, f"a{each.number}") if each.a else None,
        "b": _words(other.text, each.b, right, f"b{each.number}") if each.b else None,
        "names": list(dict.fromkeys(names)) or [alone],
        "all": names or [alone],
        "alone": alone in {"omitted", "added"},
    }


def _plain(span: Span, source: Source) -> str:
    return " ".join(span.of(source.text).split())


def _words(text: str, span: Span, changes: list[tuple[str, Span]], key: str) -> Markup:
    """Return a passage with its changes marked."""
    marks = [
        Stretch(at.start - span.start, at.end - span.start, "change", says=name, key=f"{key}-{number}")
        for number, (name, at) in enumerate(changes)
        if span.start <= at.start < at.end <= span.end
    ]
    return marked(span.of(text), marks)


@router.get("/utterances/{identity}")
def utterance(request: Request, identity: str, form: Download = None) -> Response:
    """Show every wording of one act of speaking against the earliest, word by word."""
    from detente.travel import variants

    store: Store = request.app.state.store
    rows = articles.wordings(store, identity)
    if not rows:
        raise AbsentError(f"the store holds no utterance {identity!r}")
    if form:
        return download(rows, "wordings", form)
    first, rest = rows[0], rows[1:]
    texts = [(first["content"], row["content"]) for row in rest]
    found = request.app.state.memory.of(store, ("wordings", identity), lambda: variants.compared(texts))
    beside = []
    for row, changes in zip(rest, found, strict=True):
        sides = [[(each.name, side.span) for each in changes for side in (pick(each),)] for pick in (_of_a, _of_b)]
        beside.append(
            {
                "row": row,
                "first": _words(first["content"], Span(0, len(first["content"])), sides[0], f"a{row['id']}"),
                "words": _words(row["content"], Span(0, len(row["content"])), sides[1], f"b{row['id']}"),
                "names": list(dict.fromkeys(each.name for each in changes))
                or ["same words" if first["content"].split() == row["content"].split() else "reworded"],
            }
        )
    return page(request, "utterance", {"first": first, "beside": beside, "downloads": ("csv", "jsonl")})


def _of_a(change: Any) -> Any:
    return change.a


def _of_b(change: Any) -> Any:
    return change.b


@router.get("/stories")
def stories(request: Request, number: PageNumber = 1, form: Download = None) -> Response:
    """List what happened as several tell it, those with most independent origins first."""
    store: Store = request.app.state.store
    rows = request.app.state.memory.of(store, "stories", lambda: comparing.stories(store).to_pylist())
    if form:
        return download(rows, "stories", form)
    passed = (number - 1) * STORIES_A_PAGE
    values = {
        "rows": rows[passed : passed + STORIES_A_PAGE],
        "total": len(rows),
        "onward": onward(number, passed + STORIES_A_PAGE < len(rows), []),
        "downloads": ("csv", "jsonl"),
    }
    return page(request, "stories", values)


@router.get("/stories/{identity}")
def story(request: Request, identity: str, form: Download = None) -> Response:
    """Show the articles of one story, and which of them are whose text."""
    store: Store = request.app.state.store
    rows = store.query("answer_story_articles", {"story": identity}).to_pylist()
    if not rows:
        raise AbsentError(f"the store holds no story {identity!r}")
    family = comparing.families(store.query("answer_story_pairs", {"story": identity}).to_pylist())
    origin: dict[str, dict[str, Any]] = {}
    told = [row | {"origin": origin.setdefault(family.get(row["article"], row["article"]), row)} for row in rows]
    if form:
        plain = [row | {"origin": row["origin"]["path"]} for row in told]
        return download(plain, "story", form)
    values = {"rows": told, "title": rows[0]["story"], "origins": len(origin), "downloads": ("csv", "jsonl")}
    return page(request, "story", values)


@router.get("/naming")
def naming(request: Request, a: str = "", b: str = "", form: Download = None) -> Response:
    """Show what two outlets call the same actors."""
    store: Store = request.app.state.store
    outlets = store.query("answer_outlets", {})["outlet"].to_pylist()[:OFFERED]
    rows: list[dict[str, Any]] = []
    if a and b:
        key = ("naming", a, b)
        rows = request.app.state.memory.of(store, key, lambda: comparing.naming(store, a, b).to_pylist())
    if form:
        return download(rows, "naming", form)
    values = {"outlets": outlets, "a": a, "b": b, "rows": rows, "downloads": ("csv", "jsonl") if rows else ()}
    return page(request, "naming", values)
