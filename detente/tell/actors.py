"""States and persons as pages show them: what they said when, of whom, through which outlets, on what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.errors import AbsentError
from detente.model import Article, Pair, Role, Statement
from detente.relate import positions as lines
from detente.relate.evidence import origins
from detente.relate.positions import Position
from detente.relate.subjects import Subject, define
from detente.store.tables import from_arrow
from detente.tell import search

if TYPE_CHECKING:
    from detente.store import Store

Row = dict[str, Any]
# Newest statements that a line is drawn from, and those that matters are counted in.
MOST, COUNTED = 3_000, 400
# What states talk about, each name a family of ``subject_words.tsv``.
MATTERS = (
    "alliance arms border confrontation independence membership partnership recognition sanctions talks trade treaty "
    "troops"
).split()


def states(store: Store) -> list[Row]:
    """Return the states that speak or are spoken of: code, spoken, about, events, first, last; the most heard first."""
    return store.query("answer_states", {}).to_pylist()  # type: ignore[no-any-return]  # Arrow's rows are dictionaries


def state(store: Store, code: str) -> dict[str, list[Row]]:
    """Return what is known of a state by parts: ``years`` (on, count), ``speakers``, ``about``, ``outlets``, ``deals``.

    Raises:
        AbsentError: the store holds nothing of it.
    """
    found = _parts(store, "answer_state", {"state": code})
    if not any(found.values()):
        raise AbsentError(f"the store holds nothing said by or of {code!r}, and no event with it")
    return found


def person(store: Store, name: str) -> dict[str, list[Row]]:
    """Return what is known of a speaker by parts: ``years``, ``states``, ``about``, ``outlets``, ``offices``.

    Raises:
        AbsentError: nobody of this name says anything in the store.
    """
    found = _parts(store, "answer_person", {"name": name})
    if not found.get("years"):
        raise AbsentError(f"nobody called {name!r} says anything in the store")
    return found


def _parts(store: Store, query: str, asked: dict[str, str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in store.query(query, asked).to_pylist():
        found.setdefault(row["part"], []).append(row)
    return found


def latest(store: Store, *, actor: str | None = None, speaker: str | None = None, most: int = 10) -> list[Row]:
    """Return the newest statements of a state or of a speaker, as ``search.cards`` gives them."""
    rows = store.query("answer_latest_of", {"actor": actor, "speaker": speaker, "most": most}).to_pylist()
    return search.cards(store, [row["id"] for row in rows])


def matters(store: Store, code: str) -> list[tuple[str, int]]:
    """Return what the newest statements of a state are about, by families of words, with how many; the most first."""
    told = store.query("answer_state_statements", {"actor": code, "most": COUNTED})["content"].to_pylist()
    counts = [(name, sum(map(define(name).met, told))) for name in MATTERS]
    return sorted(((name, count) for name, count in counts if count), key=lambda each: (-each[1], each[0]))


def position(store: Store, code: str, words: str) -> Position:
    """Return the line of a state on a subject named in a few words, from the newest statements that may be on it.

    Raises:
        UsageError: the words name no subject.
    """
    subject: Subject = define(words)
    asked = {"actor": code, "most": MOST}
    told = from_arrow(Statement, store.query("answer_state_statements", asked))
    told = [each for each in told if subject.met(each.content) or (each.cue is not None and subject.met(each.cue.text))]
    inside = {"articles": sorted({each.article for each in told})}
    articles = from_arrow(Article, store.query("answer_articles_whole", inside))
    roles = from_arrow(Role, store.query("answer_roles", inside))
    pairs = from_arrow(Pair, store.query("answer_pairs_whole", inside))
    return lines.position(lines.remarks(told, articles, roles, origins(pairs)), code, subject)
