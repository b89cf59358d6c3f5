"""One article with all that was found in it, and pages of articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.errors import AbsentError
from detente.tell import corrections, search

if TYPE_CHECKING:
    from detente.store import Store

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """An article as a reader sees it: rows as the store has them, in the order of its words.

    ``passages`` are those that correspond to a passage of another article, by that article's date.
    """

    article: Row
    statements: list[Row]
    events: list[Row]
    forecasts: list[Row]
    passages: list[Row]


def article(store: Store, identity: str) -> Read:
    """Return an article with its findings.

    Raises:
        AbsentError: the store holds no article of this id.
    """
    met = store.query("answer_article", {"article": identity}).to_pylist()
    if not met:
        raise AbsentError(f"the store holds no article {identity!r}")
    found = (
        store.query(f"answer_article_{part}", {"article": identity}).to_pylist()
        for part in ("statements", "events", "forecasts", "passages")
    )
    statements, events, forecasts, passages = found
    return Read(met[0], corrections.applied(store, statements), events, forecasts, passages)


def kin(passages: list[Row], identity: str) -> list[Row]:
    """Return the articles that share passages with one, by its passages: id, outlet ..., ``kind``, ``way``, ``starts``.

    ``way`` is ``from`` where the other was there first, ``to`` where this one was, ``with`` where that is not known;
    ``starts`` are where in this one the passages begin.
    """
    found: dict[str, Row] = {}
    for row in passages:
        way = "with" if row["first"] is None else "to" if row["first"] == identity else "from"
        kept = {key: row[key] for key in ("other", "path", "address", "title", "outlet", "published", "kind")}
        found.setdefault(row["other"], kept | {"way": way, "starts": []})["starts"].append(row["start"])
    return sorted(found.values(), key=lambda row: ("from", "with", "to").index(row["way"]))


def wordings(store: Store, utterance: str) -> list[Row]:
    """Return all statements that report one utterance, as ``search.cards`` gives them, the earliest published first."""
    ids = store.query("answer_utterance", {"utterance": utterance})["id"].to_pylist()
    found = search.cards(store, ids)
    return sorted(found, key=lambda row: (row["published"] or "9999", row["article"], row["start"]))


def speakers(store: Store, article: str) -> list[Row]:
    """Return who may have said something in an article: persons and organisations it names, and their states.

    Keys: name, actor (the state they act for, or None); the most named first.
    """
    return store.query("answer_article_people", {"article": article}).to_pylist()  # type: ignore[no-any-return]  # Arrow's rows are dictionaries


def newest(store: Store, *, outlet: str | None = None, passed: int = 0, most: int = 50) -> tuple[list[Row], int]:
    """Return a page of the articles, the newest first, and how many there are; of one outlet, or of all."""
    rows = store.query("answer_articles_page", {"outlet": outlet, "passed": passed, "most": most}).to_pylist()
    return rows, rows[0]["total"] if rows else 0
