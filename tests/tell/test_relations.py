"""Relations asked of a store: copies count once, every row names its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.model import Event, Pair, content_id
from detente.store import Store
from detente.tell import relations
from tell.small_store import Scribe, make


def event(scribe: Scribe, words: str, kind: str, sides: tuple[str, str], on: str, intensity: float) -> None:
    excerpt = scribe.excerpt(words)
    identity = content_id("event", scribe.article.id, excerpt.start)
    scribe.rows.append(
        Event(
            identity,
            scribe.article.id,
            excerpt.start,
            excerpt.end,
            words,
            kind,
            None,
            (),
            None,
            (sides[0],),
            (sides[1],),
            on,
            "day",
            None,
            "happened",
            intensity,
            0.9,
            None,
            f"{kind} {on}",
        )
    )


def scribes(copies: int = 1) -> list[Scribe]:
    made = []
    for number in range(copies):
        one = Scribe(f"a{number}.txt", "Russia and China signed a pact. China met America.", published="2021-05-24")
        event(one, "Russia and China signed a pact", "COOPERATE", ("RUS", "CHN"), "2021-05-20", 9.5)
        event(one, "China met America", "CONSULT", ("CHN", "USA"), "2021-05-21", 2.5)
        made.append(one)
    other = Scribe("b.txt", "Washington imposed sanctions on Moscow.", published="2021-06-02")
    event(other, "Washington imposed sanctions on Moscow", "SANCTION", ("USA", "RUS"), "2021-06-01", -5.0)
    return [*made, other]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make(tmp_path, scribes()) as opened:
        yield opened


def test_a_series_names_its_evidence(store: Store) -> None:
    table = relations.relation_table(relations.relation(store, "RUS", "CHN"))
    told = {row["id"]: row for row in store.query("answer_events_all", {}).to_pylist()}
    rows = [row for row in table.to_pylist() if row["evidence"]]
    assert [row["on"] for row in rows] == ["2021-05"]
    assert told[rows[0]["evidence"][0]]["content"] == "Russia and China signed a pact"
    assert rows[0]["low90"] < rows[0]["low50"] < rows[0]["level"] < rows[0]["high50"] < rows[0]["high90"]


def test_fifty_copies_move_nothing(store: Store, tmp_path: Path) -> None:
    many = scribes(50)
    ids = sorted(each.article.id for each in many[:-1])
    pairs = [Pair(ids[0], other, 0.99, 1.0, 1.0) for other in ids[1:]]
    with make(tmp_path / "many", many, pairs) as copied:
        for pair in (("RUS", "CHN"), ("CHN", "USA"), ("USA", "RUS")):
            alone, with_copies = (relations.relation(each, *pair) for each in (store, copied))
            assert [p.level for p in alone.points] == pytest.approx([p.level for p in with_copies.points])
            assert [p.low90 for p in alone.points] == pytest.approx([p.low90 for p in with_copies.points])
        assert relations.balance(store).camps == relations.balance(copied).camps


def test_a_triangle_sums_to_one(store: Store) -> None:
    for row in relations.triangle_table(relations.triangle(store, ("USA", "RUS", "CHN"))).to_pylist():
        whole = row["menage"] + sum(row["marriage"]) + sum(row["romance"]) + row["veto"] + row["undecided"]
        assert whole == pytest.approx(1.0, abs=1e-6)


def test_words_and_deeds_are_set_against_each_other(store: Store) -> None:
    (year,) = relations.deeds_table(relations.deeds(store, "USA", "RUS")).to_pylist()
    assert (year["since"], year["deeds_count"], year["words_count"]) == ("2021-01-01", 1, 0)
    assert year["deeds"] < 0


def test_a_window_has_two_ends() -> None:
    with pytest.raises(UsageError):
        relations.window("2021", None)
    assert relations.window(None, None) is None
