"""Templates of the workbench, and what they may say: addresses, dates, names of states, marked text."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import PurePath
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlsplit

from fastapi import Query, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from detente.faces.listing import UNPRINTABLE
from detente.tell import citing, dates, states
from detente.tell.marking import fit

# What may be opened from a page: never javascript: or data:, whatever an article calls its address.
OPENABLE = frozenset({"http", "https"})
LABEL = 60
MEDIA = {"csv": "text/csv", "jsonl": "application/jsonl"}
# Characters of context that ``answer_statements_of.sql`` gives on each side.
CONTEXT = 240


PageNumber = Annotated[int, Query(alias="page", ge=1, le=100_000)]
Download = Annotated[Literal["csv", "jsonl"] | None, Query(alias="format")]


def onward(number: int, more: bool, kept: list[tuple[str, object]]) -> dict[str, str | None]:
    """Return the query strings of the pages before and after this one."""
    before = chosen([*kept, ("page", number - 1)]) if number > 1 else None
    return {"before": before, "after": chosen([*kept, ("page", number + 1)]) if more else None}


def page(request: Request, template: str, values: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """Return a template filled in, everything in it escaped.

    A page given ``downloads`` (names of formats) offers what it shows in them, at its own address with ``format``.
    """
    settings = request.app.state.settings
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "format"]
    given = {
        "here": request.url.path,
        "asked": chosen(asked),
        "write": settings.write,
        "form_key": settings.form_key,
        "downloads": (),
        **values,
    }
    text = _environment().get_template(f"{template}.html.jinja").render(given)
    return HTMLResponse(text.encode("utf-8", "replace"), status_code=status)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("detente.faces.web"),
        autoescape=select_autoescape(default_for_string=True, default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., object]] = {
        "day": lambda text: (dates.in_words(text) or text) if text else "",
        "state": states.name,
        "clean": clean,
        "segment": lambda text: quote(str(text), safe=""),
        "outlet": outlet,
        "outward": outward,
        "before": before,
        "after": after,
        "count": lambda number: f"{number:,}",
        "percent": lambda share: f"{share:.0%}",
        "moment": lambda at: (dates.in_words(str(at)[:10]) or at) if at else "",
        "signed": lambda number: f"{number:+.2f}".replace("-", "\N{MINUS SIGN}"),
    }
    environment.filters |= filters
    return environment


def download(rows: Iterable[Mapping[str, Any]], name: str, form: Literal["csv", "jsonl"]) -> Response:
    """Return rows as a file: JSON Lines, or CSV, whose columns are the keys of the first row."""
    import pyarrow as pa

    from detente.tell.rows import WRITERS

    held = [dict(row) for row in rows]
    if form == "csv":
        held = [{key: _flat(value) for key, value in row.items()} for row in held]
    table = pa.Table.from_pylist(held) if held else pa.table({})
    text = io.StringIO()
    WRITERS[form](table, text)
    return as_file(text.getvalue(), f"{name}.{form}", MEDIA[form])


def cited(rows: list[dict[str, Any]], name: str, form: Literal["bib", "ris", "csl"]) -> Response:
    """Return articles as a file of references."""
    made = {"bib": citing.as_bibtex, "ris": citing.as_ris, "csl": citing.as_csl}[form](rows)
    ending, media = {
        "bib": ("bib", "application/x-bibtex"),
        "ris": ("ris", "application/x-research-info-systems"),
        "csl": ("json", "application/vnd.citationstyles.csl+json"),
    }[form]
    return as_file(made, f"{name}.{ending}", media)


def _flat(value: object) -> object:
    """Return a value as a cell holds it."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {part}" for key, part in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(str(_flat(part)) for part in value)
    return value


def as_file(text: str, name: str, media: str) -> Response:
    """Return a text as a file that the browser keeps."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.encode("utf-8", "replace"), media_type=f"{media}; charset=utf-8", headers=headers)


def clean(text: object) -> str:
    """Return a text from outside as a page may hold it: no control characters, none that turn the reading direction."""
    kept = fit(str(text))
    return UNPRINTABLE.sub(lambda met: met[0] if met[0] in "\n\t" else "\N{REPLACEMENT CHARACTER}", kept)


def outlet(row: Mapping[str, Any]) -> str:
    """Return what a page calls an article's source: its outlet, else its address's host, else the file's name."""
    named = row.get("outlet") or urlsplit(row.get("address") or "").hostname
    name = clean(named or PurePath(str(row.get("path") or row.get("article") or "")).name)
    return name if len(name) <= LABEL else name[: LABEL - 1] + "…"


def outward(row: Mapping[str, Any]) -> str | None:
    """Return an article's address with a text fragment of the words, where a browser can open it; else None."""
    address = row.get("address") or ""
    if urlsplit(address).scheme.lower() not in OPENABLE:
        return None
    from detente.tell.render import fragment

    words = row.get("content")
    return address.partition("#")[0] + (fragment(words) if words else "")


def before(text: str) -> str:
    """Return the words before a statement that belong to its paragraph, from the beginning of one of them."""
    kept = text.rpartition("\n\n")[2]
    return kept if kept != text or len(text) < CONTEXT else "… " + text.partition(" ")[2]


def after(text: str) -> str:
    """Return the words after a statement that belong to its paragraph, to the end of one of them."""
    kept = text.partition("\n\n")[0]
    return kept if kept != text or len(text) < CONTEXT else text.rpartition(" ")[0] + " …"


def chosen(pairs: Iterable[tuple[str, object]]) -> str:
    """Return a query string of those pairs that have a value."""
    return "&".join(f"{quote(name)}={quote(str(value))}" for name, value in pairs if value not in (None, ""))
