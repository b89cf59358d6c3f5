"""Families of articles that render one text, and the traces of machines."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.model import Pair, PairKind
from detente.tell import origins
from tell.small_store import Scribe, make, standard

SPUN = (
    "The board met twice this week.\n\nIt said the beforehand plan was the bigst in the town, and that the folk who "
    "live nigh the harbour had been asked."
)


def told(*names: str) -> dict[str, Scribe]:
    return {name: Scribe(f"{name}.txt", f"This is what {name} has to tell.") for name in names}


def pair(earlier: Scribe, later: Scribe, kept: float, kind: PairKind = "edited") -> Pair:
    """Return the pair of an article and one made from it that has ``kept`` of its words from there."""
    a, b = sorted((earlier.article.id, later.article.id))
    first = earlier.article.id
    shares = (0.5, kept) if a == first else (kept, 0.5)
    return Pair(a, b, 0.97, *shares, kind=kind, first=first, a_first=0.9 if a == first else 0.1)


def test_an_article_made_of_two_has_two_origins(tmp_path: Path) -> None:
    by = told("one", "two", "both")
    pairs = [pair(by["one"], by["both"], 0.4), pair(by["two"], by["both"], 0.6)]
    with make(tmp_path / "store", [*by.values()], pairs) as store:
        rows = {row["article"]: row for row in origins.families(store).to_pylist()}
    made = rows["both.txt"]
    assert (made["sources"], made["origins"], made["members"]) == (["two.txt", "one.txt"], 2, 3)
    assert (made["parent"], made["probability"]) == ("two.txt", pytest.approx(0.9))
    assert rows["one.txt"]["parent"] is rows["two.txt"]["parent"] is None


def test_sources_that_render_one_another_are_one_origin(tmp_path: Path) -> None:
    by = told("one", "two", "three", "four")
    pairs = [
        pair(by["one"], by["three"], 0.9),
        pair(by["one"], by["two"], 0.9),
        pair(by["two"], by["three"], 0.8),
        pair(by["one"], by["four"], 0.1, "same story"),
    ]
    with make(tmp_path / "store", [*by.values()], pairs) as store:
        rows = {row["article"]: row for row in origins.families(store).to_pylist()}
    assert set(rows) == {"one.txt", "two.txt", "three.txt"}
    assert (rows["three.txt"]["sources"], rows["three.txt"]["origins"]) == (["one.txt", "two.txt"], 1)
    assert {row["family"] for row in rows.values()} == {"one.txt"}


def test_traces_are_the_exact_words(tmp_path: Path) -> None:
    plain = Scribe("plain.txt", "The board met twice this week. It spoke of the harbour and of the town.")
    with make(tmp_path / "store", [plain, Scribe("spun.txt", SPUN)]) as store:
        found = origins.traces(store, "spun.txt").to_pylist()
        listed = origins.spinning(store).to_pylist()
    assert [row["article"] for row in listed] == ["spun.txt", "plain.txt"]
    assert listed[0]["traces"] == len(found) > listed[1]["traces"]
    assert all(SPUN[row["start"] : row["end"]] == row["words"] for row in found)


def test_an_article_that_is_not_there_is_said(tmp_path: Path) -> None:
    with standard(tmp_path / "store") as store, pytest.raises(UsageError, match="holds no article"):
        origins.traces(store, "nowhere.txt")
