from __future__ import annotations

from datetime import date

import pytest

from detente.errors import UsageError
from detente.tell import dates


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2021-05-24", "24 May 2021"),
        ("2021-05", "May 2021"),
        ("2021", "2021"),
        ("2021-21", "spring 2021"),
        ("2021-33", "the first quarter of 2021"),
        ("2021-41", "the second half of 2021"),
        ("197X", "the 1970s"),
        ("2021-05-17/2021-05-23", "17 to 23 May 2021"),
        ("2021-05-28/2021-06-03", "28 May to 3 June 2021"),
        ("2021-12-28/2022-01-03", "28 December 2021 to 3 January 2022"),
        ("2021-05/..", "since May 2021"),
        ("../2020", "until 2020"),
        ("2021-05-24~", "24 May 2021"),
        ("XXXX-05-24", "24 May"),
        ("XXXX-05", "May"),
        ("XXXX-24", "winter"),
        ("XXXX-33", "the first quarter"),
        ("XXXX-05-24/XXXX-05-26", None),
        ("2021-02-30", None),
        ("soon", None),
    ],
)
def test_dates_are_said_as_a_reader_says_them(edtf: str, said: str | None) -> None:
    assert dates.in_words(edtf) == said


@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        ("2021-05-24", None, ["2021-05-24", "2021-05", "2021", "2022"]),
        ("2021-05-25", None, ["2021-05", "2021", "2022"]),
        (None, "2021-05-23", ["2021-05", "2021"]),
        ("2022", "2022", ["2022"]),
        (None, None, ["2021-05-24", "2021-05", "2021", "2022"]),
    ],
)
def test_a_date_is_kept_when_any_of_its_days_lies_between(
    since: str | None, until: str | None, kept: list[str]
) -> None:
    assert dates.between(["2021-05-24", "2021-05", "2021", "2022", "XXXX-05-24"], since, until) == kept


def test_a_limit_that_is_no_date_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match=r"--until '24\.5\.2021' is no date"):
        dates.between([], None, "24.5.2021")


def test_the_middle_of_a_month() -> None:
    assert dates.middle("2021-05") == date(2021, 5, 16)
    assert dates.middle("2021/..") is None
    assert dates.middle(None) is None
