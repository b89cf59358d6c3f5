"""Statements that report one act of speaking."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.link import utterances as module
from detente.link.utterances import join, utterances
from detente.model import Retelling, Span, Statement

PIPELINE = "the northern gas pipeline will be finished before the winter"
PIPELINE_TOO = "the gas pipeline in the north would be finished before winter"
FISHING = "fishing boats may return to the disputed bay next spring"


def said(
    ident: str, content: str, *, article: str = "a", speaker: str | None = "Sergey Lavrov", on: str | None = None,
    start: int = 0,
) -> Statement:  # fmt: skip
    span = Span(start, start + len(content))
    return Statement(
        ident, article, span.start, span.end, content, (span,), "indirect", None, None, speaker=speaker, said_on=on
    )


def grouped(statements: Sequence[Statement], published: dict[str, str | None] | None = None) -> set[frozenset[str]]:
    return sets(utterances(statements, published or {}, []))


def sets(ids: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(s for s, u in ids.items() if u == utterance) for utterance in ids.values()}


ALONE = {frozenset({"1"}), frozenset({"2"})}
TOGETHER = {frozenset({"1", "2"})}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (said("1", PIPELINE), said("2", PIPELINE_TOO, article="b"), TOGETHER),
        (said("1", PIPELINE), said("2", FISHING, article="b"), ALONE),
        (said("1", PIPELINE), said("2", PIPELINE, article="b", speaker="Wang Yi"), ALONE),
        (said("1", PIPELINE), said("2", PIPELINE, article="b", speaker="Sergei Lavrov"), TOGETHER),
        (said("1", PIPELINE, on="2021-05-24"), said("2", PIPELINE_TOO, article="b", on="2021-05"), TOGETHER),
        (said("1", PIPELINE, on="2021-05-24"), said("2", PIPELINE, article="b", on="2021-06-01"), ALONE),
        (said("1", PIPELINE, on="2021-05-24"), said("2", PIPELINE, article="b", on="XXXX-05-24"), TOGETHER),
        (said("1", PIPELINE, speaker=None), said("2", PIPELINE, article="b", speaker=None), ALONE),
        (said("1", "no"), said("2", "no", article="b"), ALONE),
        (
            said("1", PIPELINE, speaker="Chinese Foreign Ministry"),
            said("2", PIPELINE, article="b", speaker="China's Foreign Ministry"),
            TOGETHER,
        ),
    ],
)
def test_two_statements(first: Statement, second: Statement, expected: set[frozenset[str]]) -> None:
    assert grouped([first, second]) == expected


def test_an_undated_statement_is_as_old_as_its_article_allows() -> None:
    dated, undated = said("1", PIPELINE, on="2021-05-24"), said("2", PIPELINE_TOO, article="b")
    assert grouped([dated, undated], {"b": "2021-05-26"}) == TOGETHER
    assert grouped([dated, undated], {"b": "2023-05-26"}) == ALONE
    assert grouped([dated, undated], {"b": None}) == TOGETHER


def test_corresponding_passages_join_what_is_worded_otherwise() -> None:
    one = said("1", "the northern gas pipeline will be finished before the first snow falls", start=100)
    two = said("2", "work on that pipeline, he hoped, ends ahead of snow", article="b", start=300)
    far = said("3", "work on that pipeline, he hoped, ends ahead of snow", article="c", start=300)
    passage = Retelling("a", 90, 200, "b", 290, 400, 0.8)
    assert sets(utterances([one, two], {}, [])) == ALONE
    assert sets(utterances([one, two], {}, [passage])) == TOGETHER
    assert sets(utterances([one, far], {}, [passage])) == {frozenset({"1"}), frozenset({"3"})}


def test_corresponding_passages_do_not_join_dates_that_contradict() -> None:
    one, two = said("1", PIPELINE, on="2021-05-24"), said("2", PIPELINE, article="b", on="2022-05-24")
    assert sets(utterances([one, two], {}, [Retelling("a", 0, 90, "b", 0, 90, 0.8)])) == ALONE


def test_the_utterance_is_named_by_its_smallest_statement() -> None:
    rows = [said("7", PIPELINE), said("3", PIPELINE, article="b"), said("9", PIPELINE, article="c")]
    assert utterances(rows, {}, []) == {"7": "3", "3": "3", "9": "3"}


def test_join_keeps_the_order_and_all_else() -> None:
    rows = [said("2", PIPELINE), said("1", PIPELINE, article="b"), said("3", FISHING, speaker=None)]
    joined = list(join(iter(rows), {}, []))
    assert [s.utterance for s in joined] == ["1", "1", "3"]
    assert [(s.id, s.content, s.speaker) for s in joined] == [(s.id, s.content, s.speaker) for s in rows]


WORDS = ["gas", "pipeline", "winter", "treaty", "border", "missile", "summit", "harvest", "visa", "tariff", "not", "3"]
statements = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=7),
        st.sampled_from("abc"),
        st.sampled_from(["Sergey Lavrov", "Wang Yi", None]),
        st.sampled_from([None, "2021-05-24", "2021-05", "2022"]),
        st.integers(0, 60),
    ),
    max_size=14,
)


@settings(max_examples=80, deadline=None)
@given(rows=statements, seed=st.integers(0, 99))
def test_order_does_not_matter(rows: list[tuple[list[str], str, str | None, str | None, int]], seed: int) -> None:
    made = [
        said(f"s{n:02d}", " ".join(words), article=article, speaker=speaker, on=on, start=start)
        for n, (words, article, speaker, on, start) in enumerate(rows)
    ]
    passages = [Retelling("a", 0, 40, "b", 0, 50, 0.5), Retelling("b", 10, 90, "c", 5, 70, 0.5)]
    published: dict[str, str | None] = {"a": "2021-05-25", "b": "2021-06-01", "c": None}
    once = utterances(made, published, passages)
    shuffled = random.Random(seed).sample(made, len(made))
    assert utterances(shuffled, published, passages[::-1]) == once
    assert all(once[u] == u and u <= s for s, u in once.items())


def test_blocking_loses_nothing_that_comparing_all_pairs_finds() -> None:
    rng = random.Random(11)
    words = [f"word{n}" for n in range(400)]
    made = []
    for number in range(70):
        content = rng.choices(words, [1 / (n + 3) for n in range(400)], k=12)
        for version in range(3):
            worded = [w if rng.random() > 0.12 else rng.choice(words) for w in content]
            made.append(said(f"{number:03d}{version}", " ".join(worded), article=f"a{version}"))
    plain = {frozenset(ids) for ids in all_pairs(made)}
    assert sum(len(group) > 1 for group in plain) > 45
    assert sets(utterances(made, {}, [])) == plain


def all_pairs(statements: Sequence[Statement]) -> list[list[str]]:
    """Join whatever two statements join when they stand alone: slow and plain."""
    groups = [[s.id] for s in statements]
    of = {s.id: group for s, group in zip(statements, groups, strict=True)}
    for n, first in enumerate(statements):
        for second in statements[n + 1 :]:
            if of[first.id] is not of[second.id] and len(set(utterances([first, second], {}, []).values())) == 1:
                of[first.id].extend(moved := of[second.id])
                for ident in moved:
                    of[ident] = of[first.id]
    return [of[s.id] for s in statements]


def test_a_speaker_with_ten_thousand_statements_is_no_burden(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(5)
    words = [f"word{n}" for n in range(2_000)]
    weights = [1 / (n + 1) for n in range(2_000)]
    many = [
        said(
            f"{n:05d}", " ".join(rng.choices(words, weights, k=14)), article=f"a{n % 900}",
            on=f"20{rng.randint(10, 22)}-0{rng.randint(1, 9)}-{rng.randint(10, 28)}",
        )
        for n in range(10_000)
    ]  # fmt: skip
    compared = 0
    decided = module._compatible

    def counted(a: module.Said, b: module.Said) -> bool:
        nonlocal compared
        compared += 1
        return decided(a, b)

    monkeypatch.setattr(module, "_compatible", counted)
    assert len(utterances(many, {}, [])) == 10_000
    # All pairs would be 50 million.
    assert compared <= 10_000 * module.RAREST * module.NEIGHBOURS < 5_000_000


def test_the_reason_is_kept() -> None:
    one = said("1", "The pipeline will be finished before the winter", article="a")
    two = said("2", "the pipeline would be finished before winter", article="b")
    alone = said("3", "The harvest was poor in the southern provinces", article="c")
    joined = {each.id: each for each in join([one, two, alone], {}, [])}
    assert joined["1"].utterance == joined["2"].utterance == "1"
    assert "of the rarer words" in (joined["1"].utterance_reason or "")
    assert joined["3"].utterance_reason is None
