"""EDTF strings: bounds, precision, and that what is read is printed again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import edtf

years = st.integers(1, 9999)
days = st.dates()
points = st.one_of(
    days.map(lambda when: edtf.Point(when.year, when.month, when.day)),
    st.builds(edtf.Point, st.none() | years, st.integers(1, 12)),
    st.builds(edtf.Point, years, st.sampled_from(sorted(edtf.GROUPS))),
    st.builds(edtf.Point, years),
    st.builds(edtf.Point, st.integers(1, 999).map(lambda decade: decade * 10), decade=st.just(True)),
    days.map(lambda when: edtf.Point(None, when.month, when.day)),
)
qualified = st.builds(
    lambda point, mark: edtf.Point(point.year, point.month, point.day, point.decade, mark),
    points,
    st.sampled_from(("", "?", "~", "%")),
)


@given(qualified)
def test_what_is_printed_is_read_again(point: edtf.Point) -> None:
    assert edtf.parse(str(point)) == point


@given(points)
def test_bounds_are_ordered_and_missing_only_without_a_year(point: edtf.Point) -> None:
    found = edtf.bounds(str(point))
    assert (found is None) == (point.year is None)
    if found is not None:
        assert found[0] <= found[1]
        assert (found[0] == found[1]) == (point.day is not None)


@given(days)
def test_a_day_is_its_own_bounds(when: date) -> None:
    assert edtf.bounds(edtf.day(when)) == (when, when)
    assert edtf.precision(edtf.day(when)) == "day"


@given(st.dates(max_value=date(9999, 12, 26)))
def test_a_day_lies_in_its_week_month_year_and_decade(when: date) -> None:
    for unit, name in ((edtf.week, "week"), (edtf.month, "month"), (edtf.year, "year"), (edtf.decade, "decade")):
        found = edtf.bounds(unit(when))
        assert found is not None
        assert found[0] <= when <= found[1]
        if name != "decade" or when.year >= 10:
            assert edtf.precision(unit(when)) == name


@given(days, days)
def test_an_interval_is_read_if_its_ends_are_in_order(first: date, last: date) -> None:
    text = f"{first.isoformat()}/{last.isoformat()}"
    interval = edtf.parse(text)
    assert (interval is not None) == (first <= last)
    assert edtf.bounds(text) == ((first, last) if first <= last else None)
    assert interval is None or str(interval) == text


@given(st.text(alphabet="0123456789X-/.T?~%Z:", max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    parsed = edtf.parse(text)
    assert parsed is None or edtf.parse(str(parsed)) == parsed


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("1972-21", date(1972, 3, 1), date(1972, 5, 31), "season"),
        ("1978-24", date(1978, 12, 1), date(1979, 2, 28), "season"),
        ("2021-29", date(2021, 9, 1), date(2021, 11, 30), "season"),
        ("2021-34", date(2021, 4, 1), date(2021, 6, 30), "season"),
        ("2021-38", date(2021, 5, 1), date(2021, 8, 31), "season"),
        ("2021-41", date(2021, 7, 1), date(2021, 12, 31), "season"),
        ("197X", date(1970, 1, 1), date(1979, 12, 31), "decade"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("2021", date(2021, 1, 1), date(2021, 12, 31), "year"),
        ("2021-05-17/2021-05-23", date(2021, 5, 17), date(2021, 5, 23), "week"),
        ("2021-05-18/2021-05-24", date(2021, 5, 18), date(2021, 5, 24), "day"),
        ("2021-05-18/2022", date(2021, 5, 18), date(2022, 12, 31), "year"),
        ("2021-05-18/..", date(2021, 5, 18), date.max, "day"),
        ("../1979", date.min, date(1979, 12, 31), "year"),
        ("2021-05-24T10:00:00Z", date(2021, 5, 24), date(2021, 5, 24), "day"),
        ("2021-05-24?", date(2021, 5, 24), date(2021, 5, 24), "day"),
        ("9999-24", date(9999, 12, 1), date.max, "season"),
    ],
)
def test_bounds_by_hand(text: str, first: date, last: date, precision: str) -> None:
    assert edtf.bounds(text) == (first, last)
    assert edtf.precision(text) == precision


@pytest.mark.parametrize("text", ["XXXX-05-24", "XXXX-06-16/XXXX-06-17", "XXXX-11"])
def test_an_unspecified_year_has_no_bounds(text: str) -> None:
    assert edtf.parse(text) is not None
    assert edtf.bounds(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "May",
            "2021-13",
            "2021-02-30",
            "XXXX",
            "XXXX-02-30",
            "0000",
            "2021-5-4",
            "197X-05",
            "2021-21-03",
            "../..",
        ),
        *("/2021", "2022/2021", "2021/2022/2023", "2021-42", "20210524", "21-05-24"),
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert edtf.parse(text) is None
    assert edtf.bounds(text) is None
    assert edtf.precision(text) is None


def test_a_week_is_monday_to_sunday() -> None:
    assert edtf.week(date(2021, 5, 23)) == "2021-05-17/2021-05-23"
    assert edtf.week(date(2021, 5, 24)) == "2021-05-24/2021-05-30"
