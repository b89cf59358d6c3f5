"""Which events report one thing: copies, other words for it, and what only looks like it."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.link.happenings import happenings, join
from detente.model import Event, EventStatus, Retelling, content_id

PUBLISHED = {"a": "2021-05-26", "b": "2021-05-26", "c": "2021-05-27", "d": "2021-06-20"}


def event(
    article: str, start: int, content: str, on: str | None = None, *, ends: str = "RUS USA", type_: str = "CONSULT",
    status: EventStatus = "happened",
) -> Event:  # fmt: skip
    source, target = ends.split()
    ident = content_id(article, start, type_, source, target)
    return Event(
        ident, article, start, start + len(content), content, type_, None, (), None, (source,), (target,), on,
        "day" if on else None, None, status, 1.0, 0.8,
    )  # fmt: skip


def groups(events: list[Event], retellings: list[Retelling] | None = None) -> list[set[str]]:
    ids = happenings(events, PUBLISHED, retellings or [])
    return sorted(({e.article for e in events if ids[e.id] == one} for one in set(ids.values())), key=sorted)


def test_one_meeting_told_twice_is_one() -> None:
    told = [
        event("a", 0, "Lavrov met Blinken in Reykjavik", "2021-05-19"),
        event("b", 9, "the two ministers sat down in the Harpa hall", "2021-05-19"),
    ]
    assert groups(told) == [{"a", "b"}]


def test_other_days_sides_types_and_mere_plans_are_others() -> None:
    first = event("a", 0, "Lavrov met Blinken in Reykjavik", "2021-05-19")
    for other in (
        event("b", 0, "Lavrov met Blinken in Reykjavik", "2021-05-20"),
        event("b", 0, "Lavrov met Wang in Guilin", "2021-05-19", ends="RUS CHN"),
        event("b", 0, "Lavrov accused Blinken", "2021-05-19", type_="ACCUSE"),
        event("b", 0, "Lavrov will meet Blinken in Reykjavik", "2021-05-19", status="scheduled"),
    ):
        assert len(groups([first, other])) == 2


def test_undated_words_need_to_be_alike() -> None:
    first = event("a", 0, "Moscow accused Washington of arming the rebels in Kessab", type_="ACCUSE")
    alike = event("b", 0, "Moscow accused Washington of arming rebels near Kessab", type_="ACCUSE")
    unlike = event("b", 0, "the Kremlin criticised the sanctions", type_="ACCUSE")
    late = event("d", 0, "Moscow accused Washington of arming the rebels in Kessab", type_="ACCUSE")
    assert len(groups([first, alike])) == 1
    assert len(groups([first, unlike])) == 2
    assert len(groups([first, late])) == 2


def test_rewordings_in_passages_that_render_one_another_are_one() -> None:
    first = event("a", 10, "Moscow accused Washington of theft", type_="ACCUSE")
    spun = event("d", 40, "the Kremlin turned down what the White House holds", type_="REJECT")
    assert len(groups([first, spun])) == 2
    assert len(groups([first, spun], [Retelling("a", 0, 200, "d", 0, 200, 0.9)])) == 1


def test_both_ways_of_one_event_are_one() -> None:
    there = event("a", 0, "Lavrov met Blinken")
    back = event("a", 0, "Lavrov met Blinken", ends="USA RUS")
    assert len(groups([there, back])) == 1


@settings(max_examples=40)
@given(st.data())
def test_the_order_of_what_comes_in_does_not_matter(data: st.DataObject) -> None:
    words = ["met in Kessab", "accused over Kessab", "talks in the Harpa hall", "accused of theft in Kessab"]
    told = [
        event(
            data.draw(st.sampled_from("abcd")),
            start,
            data.draw(st.sampled_from(words)),
            data.draw(st.sampled_from([None, "2021-05-19", "2021-05-20", "2021-05"])),
            type_=data.draw(st.sampled_from(["CONSULT", "ACCUSE"])),
        )
        for start in range(data.draw(st.integers(0, 9)))
    ]
    passages = [Retelling("a", 0, 30, "b", 0, 30, 0.9), Retelling("b", 0, 30, "d", 0, 30, 0.8)]
    before = happenings(told, PUBLISHED, passages)
    shuffled = random.Random(1).sample(told, len(told))
    assert happenings(shuffled, PUBLISHED, passages[::-1]) == before
    assert [e.happening for e in join(told, PUBLISHED, passages)] == [before[e.id] for e in told]
