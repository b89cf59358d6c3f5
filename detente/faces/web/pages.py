"""The pages; each is an address that stays."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from detente.errors import AbsentError
from detente.faces.web.render import Download, PageNumber, chosen, cited, download, onward, page
from detente.store import Store
from detente.tell import articles, citing, comparing, corrections, dates, news, records, search
from detente.tell.articles import Read
from detente.tell.marking import Stretch, marked

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
A_PAGE = 20
CITED = ("bib", "ris", "csl")
LISTED = ("csv", "jsonl", *CITED)
Cited = Annotated[Literal["bib", "ris", "csl"] | None, Query(alias="format")]
Listed = Annotated[Literal["csv", "jsonl", "bib", "ris", "csl"] | None, Query(alias="format")]
ARTICLES_A_PAGE = 50
FACETS_SHOWN = 8
# What a search of everything looks like when nothing was typed.
FIELDS = {"speaker": "speaker", "actor": "actor", "outlet": "outlet", "year": "said"}


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


@router.get("/")
def today(request: Request, since: str = "", form: Download = None) -> Response:
    """Show what is new since the last look, and what the store holds."""
    store = _store(request)
    memory = request.app.state.memory
    asked = since.strip() or None
    told = memory.of(store, ("news", asked), lambda: news.news(store, asked))
    if form:
        return download(told.said, "new-statements", form)
    newest, _ = articles.newest(store, most=news.MOST)
    stories = memory.of(store, "stories", lambda: comparing.stories(store).to_pylist())
    fresh = [row for row in stories if (row["last"] or "") >= told.since]
    values = {
        "counts": memory.of(store, "counts", store.counts),
        "news": told,
        "asked_since": since,
        "articles": newest,
        "statements": told.said or search.cards(store, store.search(search.ALL, None, None, (0, news.MOST)).ids),
        "stories": fresh[: news.MOST],
        "saved": news.saved(store),
        "downloads": ("csv", "jsonl"),
    }
    return page(request, "today", values)


@router.get("/articles")
def listed(request: Request, outlet: str | None = None, number: PageNumber = 1, form: Listed = None) -> Response:
    """List the articles, the newest first."""
    rows, total = articles.newest(
        _store(request), outlet=outlet, passed=(number - 1) * ARTICLES_A_PAGE, most=ARTICLES_A_PAGE
    )
    further = onward(number, number * ARTICLES_A_PAGE < total, [("outlet", outlet)])
    match form:
        case "csv" | "jsonl":
            return download(rows, "articles", form)
        case "bib" | "ris" | "csl":
            return cited(rows, "articles", form)
    values = {"articles": rows, "total": total, "chosen": outlet, "onward": further, "downloads": LISTED}
    return page(request, "articles", values)


@router.get("/articles/{identity}")
def article(request: Request, identity: str, form: Cited = None) -> Response:
    """Show one article with its findings marked in the text, and where its passages came from and went."""
    read = articles.article(_store(request), identity)
    if form:
        return cited([read.article], f"article-{identity}", form)
    values = {
        "read": read,
        "text": marked(read.article["text"], _stretches(read)),
        "kin": articles.kin(read.passages, identity),
        "record": citing.csl(read.article),
        "downloads": CITED,
    }
    return page(request, "article", values)


@router.get("/statements")
def statements(request: Request, q: str = "", number: PageNumber = 1, form: Download = None) -> Response:
    """Search the statements."""
    store = _store(request)
    passed = (number - 1) * A_PAGE
    if q.strip():
        found = search.search(store, q, passed=passed, most=A_PAGE)
    else:
        hits = store.search(search.ALL, None, None, (passed, A_PAGE))
        facets = {name: list(each) for name, each in hits.facets.items()}
        found = search.Found(search.cards(store, hits.ids), hits.total, hits.more, facets)
    if form:
        return download(found.statements, "statements", form)
    values = {
        "q": q,
        "saved": news.saved(store),
        "downloads": ("csv", "jsonl"),
        "rows": found.statements,
        "found": found,
        "facets": [(name, _narrower(q, field, found.facets[name])) for name, field in FIELDS.items()],
        "onward": onward(number, found.more or passed + A_PAGE < found.total, [("q", q)]),
    }
    return page(request, "statements", values)


@router.get("/corrections")
def corrected(request: Request, form: Download = None) -> Response:
    """List what was corrected."""
    rows = corrections.table(_store(request)).to_pylist()
    if form:
        return download(rows, "corrections", form)
    return page(request, "corrections", {"rows": rows, "downloads": ("csv", "jsonl")})


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
        "credible": records.credibility(store, identity, [each["article_id"] for each in [row, *others]]),
        "grades": records.CREDIBILITY,
    }
    return page(request, "statement", values)


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
