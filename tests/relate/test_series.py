from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import UsageError
from detente.relate.evidence import Evidence, between, weight
from detente.relate.level import Scale, fit, intensity
from detente.relate.series import plain, relation, starts
from relate.rows import gold, made

DAYS = st.dates(date(1990, 1, 1), date(1992, 12, 31))
ROWS = st.lists(
    st.builds(
        made,
        st.sampled_from("abcdefgh"),
        DAYS.map(str),
        st.floats(-10, 10),
        pair=st.sampled_from(["AAA BBB", "BBB AAA"]),
        origin=st.sampled_from("xyz"),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=30, deadline=None)
@given(ROWS, st.data())
def test_fifty_copies_of_any_report_move_nothing(rows: list[Evidence], data: st.DataObject) -> None:
    copied = data.draw(st.sampled_from(rows))
    order = data.draw(st.permutations(rows + [copied] * 50))
    before, after = (relation(each, "AAA", "BBB", mutual=True) for each in (rows, order))
    assert before.points == after.points


def test_rewordings_of_one_text_under_other_ids_count_once() -> None:
    rows = [made("a", "1990-05-01", -4.0), made("b", "1990-07-01", 3.0)]
    echoes = [replace(rows[0], id=f"echo {n}") for n in range(50)]
    before, after = relation(rows, "AAA", "BBB"), relation(rows + echoes, "AAA", "BBB")
    assert [(p.level, p.low90, p.weight, p.happenings) for p in before.points] == [
        (p.level, p.low90, p.weight, p.happenings) for p in after.points
    ]
    assert len(after.points[0].evidence) == 51


def test_independent_reports_of_one_happening_weigh_more_but_never_twice_as_much() -> None:
    assert weight(1) == 1.0
    assert 1.0 < weight(2) < weight(10) < 2.0
    rows = [made("a", "1990-05-01", -4.0, origin=origin) for origin in "xy"]
    assert between(rows, "AAA", "BBB")[0][0].origins == 2


def test_both_directions_of_a_meeting_are_one_happening() -> None:
    there, back = made("a", "1990-05-01", 2.5), made("a", "1990-05-01", 2.5, pair="BBB AAA")
    alone = relation([there], "AAA", "BBB", mutual=True)
    met = relation([there, back], "AAA", "BBB", mutual=True)
    assert met.points[0].happenings == 1
    assert met.points[0].weight == 2 * alone.points[0].weight
    assert relation([back], "AAA", "BBB").points == ()


def test_a_month_without_evidence_is_skipped_and_known_less_surely() -> None:
    rows = [made(str(n), f"1990-{n:02d}-10", 4.0) for n in (1, 2, 3, 9, 10, 11)]
    points = relation(rows, "AAA", "BBB").points
    assert [p.on for p in points] == [f"1990-{n:02d}" for n in range(1, 12)]
    assert points[5].value is None
    assert points[5].high90 - points[5].low90 > points[2].high90 - points[2].low90
    assert all(p.low90 < p.low50 < p.level < p.high50 < p.high90 for p in points)


def test_what_is_known_later_does_not_move_what_was_known_then() -> None:
    rows = [made(str(n), f"1990-{n:02d}-10", 4.0) for n in range(1, 7)]
    later = made("later", "1990-12-01", -9.0)
    short, long = relation(rows, "AAA", "BBB").points, relation([*rows, later], "AAA", "BBB").points
    assert [p.now for p in short] == pytest.approx([p.now for p in long[:6]])
    assert long[5].level < short[5].level


def test_dates_too_wide_are_left_out_and_named() -> None:
    rows = [
        made("a", "1990-05-01", 1.0),
        made("b", "1990", 1.0),
        made("c", "XXXX-05-24", 1.0),
        made("d", "1990-06", 1.0),
    ]
    found = relation(rows, "AAA", "BBB")
    assert found.left_out == ("b.o", "c.o")
    assert sum(p.happenings for p in found.points) == 2


def test_an_impossible_window_is_refused() -> None:
    with pytest.raises(UsageError, match="before it begins"):
        relation([], "AAA", "BBB", window=(date(1990, 2, 1), date(1990, 1, 1)))
    with pytest.raises(UsageError, match="steps"):
        starts(date(1, 1, 1), date(9999, 1, 1), "day")


def test_the_intervals_hold_the_level_as_often_as_they_say() -> None:
    random = np.random.default_rng(5)
    inside, total = 0, 0
    for drift in (0.05, 0.3):
        for _ in range(20):
            level = random.normal(0, 3) + np.cumsum(random.normal(0, drift, 60))
            seen = np.where(random.random(60) < 0.6, level + random.normal(0, 3.0, 60), np.nan)
            estimate = fit(seen, np.ones(60), intensity(30)).smoothed
            inside += int(((estimate.quantile(0.05) < level) & (level < estimate.quantile(0.95))).sum())
            total += 60
    assert 0.84 < inside / total < 0.97


def test_the_filter_agrees_with_the_textbook_where_nothing_is_left_to_average() -> None:
    # One noise and one drift: the posterior of three values is that of a Gaussian with a known covariance.
    scale = Scale(0.0, 2.0, (1.0, 1.0), (0.5, 0.5))
    values = np.array([1.0, np.nan, 3.0])
    prior = 4.0 + 0.25 * np.minimum.outer(np.arange(3.0), np.arange(3.0))
    seen = [0, 2]
    gain = prior[:, seen] @ np.linalg.inv(prior[np.ix_(seen, seen)] + np.eye(2))
    found = fit(values, np.array([1.0, 0.0, 1.0]), scale).smoothed
    assert found.centre() == pytest.approx(gain @ values[seen])
    assert found.deviation() == pytest.approx(np.sqrt(np.diag(prior - gain @ prior[seen])))


def test_a_column_of_plain_values_is_followed_in_its_own_unit() -> None:
    start = date(2020, 1, 6)
    values = {start + timedelta(days=n): (100.0 if n < 200 else -300.0) + 10 * math.sin(n * n) for n in range(400)}
    values[start] = math.nan
    found = plain(values, ("AAA", "BBB"), step="week")
    assert found.points[0].on == "2020-01-06/2020-01-12"
    assert found.points[10].level == pytest.approx(100, abs=15)
    assert found.points[-1].level == pytest.approx(-300, abs=15)
    assert plain({}, ("AAA", "BBB")).points == ()


def test_the_example_corpus_gives_its_three_series() -> None:
    # By the record: border clashes of 1969, the opening of 1971-72, the summits of 1972 and 1973.
    window = (date(1969, 1, 1), date(1979, 12, 31))
    at = {p.on: p for p in relation(gold(), "USA", "CHN", mutual=True, window=window).points}
    assert at["1969-03"].now < 0 < at["1972-03"].now < at["1979-12"].high90
    soviets = {p.on: p for p in relation(gold(), "CHN", "SUN", mutual=True, window=window).points}
    assert soviets["1969-03"].high90 < 0
    assert soviets["1979-06"].high90 < 0
    assert all(
        name.startswith("01_") or name.startswith("02_") or name.startswith("03_")
        for name in soviets["1969-03"].evidence
    )
