"""What is new: since the last look that was logged, since a day the reader names, or of the latest month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from detente import edtf
from detente.errors import UsageError
from detente.store.decisions import Decision, Decisions
from detente.tell import search

if TYPE_CHECKING:
    from detente.store import Store

Row = dict[str, Any]
SUBJECT, SEARCH = "today", "search:"
# Days that are shown where nobody has looked before.
LATELY = 30
MOST = 12


@dataclass(frozen=True, slots=True)
class News:
    """What was published or said since a day (YYYY-MM-DD).

    ``visit`` is the last look that was logged, ``grown`` by how many rows each table has grown since then. ``echoes``
    of the ``articles`` render a text that another had first.
    """

    since: str
    visit: Decision | None
    grown: Mapping[str, int]
    articles: int
    echoes: int
    outlets: int
    said: list[Row]
    retold: list[Row]


def news(store: Store, since: str | None = None) -> News:
    """Return what is new.

    Args:
        store: the store.
        since: EDTF, a day, month or year; else the day up to which the store told at the last look, else a month back.

    Raises:
        UsageError: ``since`` is no date.
    """
    visit = Decisions(store.folder).standing("visit").get(SUBJECT)
    newest = newest_day(store)
    if since:
        days = edtf.bounds(since)
        if days is None:
            raise UsageError(f"{since!r} is no date; write a year, a month or a day: 2021, 2021-05 or 2021-05-24")
        first = days[0].isoformat()
    elif visit is not None and visit.value.get("newest"):
        first = str(visit.value["newest"])
    else:
        first = (newest - timedelta(days=LATELY)).isoformat() if newest else date.min.isoformat()
    before: Mapping[str, int] = visit.value.get("counts", {}) if visit else {}
    grown = {name: count - before[name] for name, count in store.counts().items() if name in before}
    (counted,) = store.query("answer_news", {"since": first}).to_pylist()
    hits = store.search(search.ALL, first, None, (0, MOST))
    return News(
        first,
        visit,
        {name: more for name, more in grown.items() if more > 0},
        **counted,
        said=search.cards(store, hits.ids),
        retold=store.query("answer_news_pairs", {"since": first, "most": MOST}).to_pylist(),
    )


def newest_day(store: Store) -> date | None:
    """Return the latest day on which an article of the store was published, or None."""
    found = store.query("answer_newest_day", {})["newest"][0].as_py()
    days = edtf.bounds(found) if found else None
    return days[1] if days else None


def look(store: Store, *, author: str) -> Decision:
    """Log that somebody has looked: what comes after is new to them."""
    newest = newest_day(store)
    value = {"newest": newest.isoformat() if newest else None, "counts": store.counts()}
    return Decisions(store.folder).record("visit", SUBJECT, value, author=author)


def saved(store: Store) -> list[Decision]:
    """Return the searches that were saved and are in force, by name."""
    held = Decisions(store.folder).standing("search").values()
    return sorted(held, key=lambda each: str(each.value["name"]).casefold())


def save(store: Store, name: str, text: str, *, author: str) -> Decision:
    """Save a search under a name; one of that name before gives way to it.

    Raises:
        UsageError: it has no name, or cannot be read.
    """
    called = " ".join(name.split())[:100]
    if not called:
        raise UsageError("give the search a name")
    search.query(text)
    return Decisions(store.folder).record("search", SEARCH + called, {"name": called, "q": text}, author=author)


def forget(store: Store, decision: int, *, author: str) -> Decision:
    """Undo a saved search.

    Raises:
        UsageError: no such search is saved.
    """
    if decision not in {each.id for each in saved(store)}:
        raise UsageError(f"no search {decision} is saved")
    return Decisions(store.folder).undo(decision, author=author)
