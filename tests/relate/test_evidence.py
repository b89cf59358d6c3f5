from __future__ import annotations

from dataclasses import replace

from detente.model import Event, Pair
from detente.relate.evidence import coded, origins
from detente.relate.series import relation


def event(key: str, kind: str = "ACCUSE", intensity: float = -3.0, **other: object) -> Event:
    made = Event(
        id=key,
        article=f"a{key}",
        start=0,
        end=4,
        content="said",
        type=kind,
        mode=None,
        context=(),
        cameo="11",
        source=("RUS",),
        target=("USA",),
        date="2021-05-24",
        precision="day",
        place=None,
        status="happened",
        intensity=intensity,
        confidence=0.8,
    )
    return replace(made, **other)  # type: ignore[arg-type]  # fields of the row, by the test's own hand


def test_articles_that_render_one_text_are_one_origin() -> None:
    pairs = [Pair("b", "c", 0.9, 0.8, 0.8), Pair("a", "b", 0.9, 0.8, 0.8), Pair("x", "y", 0.9, 0.8, 0.8)]
    pairs += [Pair("c", "x", 0.4, 0.1, 0.1, kind="same story"), Pair("q", "x", 0.4, 0.1, 0.1, kind="same quotation")]
    assert origins(pairs) == {"a": "a", "b": "a", "c": "a", "x": "x", "y": "x"}


def test_only_what_happened_counts_and_each_direction_is_a_row() -> None:
    rows = coded(
        [
            event("1", source=("RUS", "CHN"), happening="h"),
            event("2", status="scheduled"),
            event("3", date=None),
            event("4", target=("RUS",)),
        ],
        {"a1": "origin"},
    )
    assert [(r.id, r.happening, r.origin, r.source, r.target, r.quad) for r in rows] == [
        ("1", "h", "origin", "RUS", "USA", "verbal conflict"),
        ("1", "h", "origin", "CHN", "USA", "verbal conflict"),
    ]


def test_what_has_no_date_happened_when_its_article_appeared() -> None:
    undated = event("1", date=None)
    assert coded([undated], {}) == []
    assert [row.on for row in coded([undated, event("2")], {}, {"a1": "2021-06-02", "a2": "2021-06-02"})] == [
        "2021-06-02",
        "2021-05-24",
    ]


def test_a_hostile_act_that_is_only_claimed_is_left_out() -> None:
    claimed = event("1", "ASSAULT", -9.0, statement="s")
    accused = event("2", "ACCUSE", -3.0, statement="s")
    helped = event("3", "AID", 10.0, statement="s")
    assert [row.id for row in coded([claimed, accused, helped], {})] == ["2", "3"]


def test_fifty_rewordings_of_an_article_move_no_series() -> None:
    own = [event("1", happening="h"), event("2", "CONSULT", 2.5, happening="k", date="2021-07-01")]
    echoes = [replace(own[0], id=f"e{n}", article=f"copy {n}") for n in range(50)]
    pairs = [Pair("a1", f"copy {n}", 0.9, 0.9, 0.9) for n in range(50)]
    before = relation(coded(own, {}), "RUS", "USA").points
    after = relation(coded(own + echoes, origins(pairs)), "RUS", "USA").points
    assert [(p.level, p.low90, p.weight) for p in before] == [(p.level, p.low90, p.weight) for p in after]
