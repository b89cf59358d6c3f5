"""EDTF dates as a reader says them, and as limits of a question."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

from detente import edtf
from detente.edtf import Interval, Point
from detente.errors import UsageError

# Sub-year groups of ISO 8601-2:2019, 4.8, without and with a hemisphere.
SEASONS = ("spring", "summer", "autumn", "winter")
ORDINALS = ("first", "second", "third", "fourth")


def between(dates: Iterable[str], since: str | None, until: str | None) -> list[str]:
    """Return those EDTF strings that can mean a day from ``since``'s first to ``until``'s last; None is no limit.

    Raises:
        UsageError: a limit is no EDTF date with a year.
    """
    low = limit(since, "since")[0] if since else date.min
    high = limit(until, "until")[1] if until else date.max
    spans = ((text, edtf.bounds(text)) for text in dates)
    return [text for text, days in spans if days is not None and days[1] >= low and days[0] <= high]


def limit(text: str, name: str) -> tuple[date, date]:
    """Return the days a limit covers.

    Raises:
        UsageError: it is no EDTF date with a year.
    """
    days = edtf.bounds(text)
    if days is None:
        raise UsageError(f"--{name} {text!r} is no date; write a year, a month or a day: 2021, 2021-05 or 2021-05-24")
    return days


def middle(text: str | None) -> date | None:
    """Return the middle day of what an EDTF string can mean; None without a year or with an open end."""
    days = edtf.bounds(text) if text else None
    if days is None or days[0] == date.min or days[1] == date.max:
        return None
    return days[0] + timedelta(days=(days[1] - days[0]).days // 2)


def in_words(text: str) -> str | None:
    """Return an EDTF string as a reader says it; None where it is no EDTF, or an interval of no known years.

    ``24 May 2021``, ``May 2021``, ``spring 2021``, ``2021``, ``the 1970s``, ``17 to 23 May 2021``, ``since May 2021``,
    and ``24 May`` where the year is not given.
    """
    match edtf.parse(text):
        case Point() as point:
            return _point(point)
        case Interval() as interval if edtf.bounds(text) is not None:
            return _interval(interval)
        case _:
            return None


def _point(point: Point) -> str:
    year = "" if point.year is None else f"{point.year}"
    if point.decade:
        return f"the {year}s"
    if point.month is None:
        return year
    if point.month > 12:
        return _group(point.month, year).removesuffix(" of ").strip()
    month = f"{calendar.month_name[point.month]} {year}".strip()
    return month if point.day is None else f"{point.day} {month}"


def _group(code: int, year: str) -> str:
    if code < 33:
        return f"{SEASONS[(code - 21) % 4]} {year}"
    parts, first = {**dict.fromkeys(range(33, 37), ("quarter", 33)), **dict.fromkeys(range(37, 40), ("third", 37))}.get(
        code, ("half", 40)
    )
    return f"the {ORDINALS[code - first]} {parts} of {year}"


def _interval(interval: Interval) -> str:
    if interval.start is None or interval.end is None:
        known = interval.start or interval.end
        return f"{'until' if interval.start is None else 'since'} {_point(known)}" if known else ""
    first, last = _point(interval.start).split(" "), _point(interval.end)
    # What both ends share is said once: "17 to 23 May 2021", "28 May to 3 June 2021".
    shared = last.split(" ")
    while 1 < len(first) == len(shared) and first[-1] == shared[-1]:
        first.pop()
        shared.pop()
    return f"{' '.join(first)} to {last}"
