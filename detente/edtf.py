"""Dates as strings in EDTF (ISO 8601-2:2019): read, print, and bound by days.

The part of the standard that news needs: years, months, days, sub-year groups (21 to 41: seasons, quarters, thirds,
halves), unspecified years (``XXXX-05-24``), decades (``197X``), intervals, also with an open end (``2021-05-24/..``),
and the qualifiers ``?``, ``~`` and ``%``. A time of day is read and dropped; the calendar is the proleptic Gregorian
of ``datetime.date``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from detente.model import Precision

# Sub-year group -> first month, months it lasts (ISO 8601-2:2019, 4.8). The standard leaves open which months a season
# has; these are the meteorological seasons, so that winter (24) begins in December and ends in the next year.
# 21 to 24 do not name a hemisphere and are read as the northern ones.
GROUPS = {
    **{21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3)},
    **{25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3)},
    **{29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3)},
    **{33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)},
    **{37: (1, 4), 38: (5, 4), 39: (9, 4)},
    **{40: (1, 6), 41: (7, 6)},
}
_LEAP_YEAR = 2000  # for asking whether a day exists in some year

_POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|XXXX)(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?:T[0-9:.+Z-]{2,20})?)?)?"
    r"(?P<qualifier>[?~%]?)"
)


@dataclass(frozen=True, slots=True)
class Point:
    """One date without its bounds: a day, month, sub-year group (``month`` above 12), year or decade.

    ``year`` is the first year of the decade where ``decade`` is set, and None where it is unspecified.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    decade: bool = False
    qualifier: str = ""

    def __str__(self) -> str:
        """Return the EDTF string."""
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        if self.decade:
            year = year[:3] + "X"
        parts = [year] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts) + self.qualifier

    @property
    def precision(self) -> Precision:
        """How much of a date this is. Quarters and halves of a year count as seasons, as the standard codes them."""
        if self.day is not None:
            return "day"
        if self.month is not None:
            return "month" if self.month <= 12 else "season"
        return "decade" if self.decade else "year"


@dataclass(frozen=True, slots=True)
class Interval:
    """From one point to another, both included; None is an open end (``..``)."""

    start: Point | None
    end: Point | None

    def __str__(self) -> str:
        """Return the EDTF string."""
        return "/".join(".." if point is None else str(point) for point in (self.start, self.end))


def _point(text: str) -> Point | None:
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    year = None if match["year"] == "XXXX" else int(match["year"].replace("X", "0"))
    month = int(match["month"]) if match["month"] else None
    day = int(match["day"]) if match["day"] else None
    decade = match["year"][3:] == "X" and year is not None
    point = Point(year, month, day, decade, match["qualifier"])
    return point if _exists(point) else None


def _exists(point: Point) -> bool:
    if (point.year == 0 and not point.decade) or (point.month is None and point.year is None):
        return False
    if point.month is None:
        return True
    if point.decade or not (1 <= point.month <= 12 or point.month in GROUPS):
        return False
    return point.day is None or (point.month <= 12 and is_day(point.year, point.month, point.day))


def is_day(year: int | None, month: int, day: int) -> bool:
    """Say whether the day exists; without a year, whether it exists in some year."""
    try:
        date(_LEAP_YEAR if year is None else year, month, day)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def parse(text: str) -> Point | Interval | None:
    """Read an EDTF string of the kinds named above; None where it is none of them or names a day that never was."""
    if "/" not in text:
        return _point(text)
    first, _, second = text.partition("/")
    start = None if first == ".." else _point(first)
    end = None if second == ".." else _point(second)
    if (start is None and first != "..") or (end is None and second != "..") or (start is None and end is None):
        return None
    interval = Interval(start, end)
    days = _interval_bounds(interval)
    return None if days is not None and days[0] > days[1] else interval


def _point_bounds(point: Point) -> tuple[date, date] | None:
    if point.year is None:
        return None
    if point.decade:
        return date(max(point.year, 1), 1, 1), date(point.year + 9, 12, 31)
    if point.month is None:
        return date(point.year, 1, 1), date(point.year, 12, 31)
    if point.day is not None:
        only = date(point.year, point.month, point.day)
        return only, only
    month, count = GROUPS.get(point.month, (point.month, 1))
    first = date(point.year, month, 1)
    if point.year == date.max.year and month + count > 12:
        return first, date.max
    return first, first + relativedelta(months=count, days=-1)


def _interval_bounds(interval: Interval) -> tuple[date, date] | None:
    start = (date.min, date.min) if interval.start is None else _point_bounds(interval.start)
    end = (date.max, date.max) if interval.end is None else _point_bounds(interval.end)
    return None if start is None or end is None else (start[0], end[1])


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> tuple[date, date] | None:
    """Return the earliest and the latest day the string allows; None for an unspecified year or no EDTF.

    An open end gives ``date.min`` or ``date.max``. Qualifiers do not widen the bounds.
    """
    parsed = parse(edtf)
    if parsed is None:
        return None
    return _interval_bounds(parsed) if isinstance(parsed, Interval) else _point_bounds(parsed)


def precision(edtf: str) -> Precision | None:
    """Return how much of a date the string gives: ``week`` for Monday to Sunday, else an interval's coarser end."""
    parsed = parse(edtf)
    if parsed is None:
        return None
    if isinstance(parsed, Point):
        return parsed.precision
    days = _interval_bounds(parsed)
    ends = [point.precision for point in (parsed.start, parsed.end) if point is not None]
    if days is not None and ends == ["day", "day"] and days[0].weekday() == 0 and (days[1] - days[0]).days == 6:
        return "week"
    coarseness: tuple[Precision, ...] = ("day", "month", "season", "year", "decade")
    return max(ends, key=coarseness.index)


def day(when: date) -> str:
    """Return one day as EDTF."""
    return when.isoformat()


def month(when: date) -> str:
    """Return the month of a day as EDTF."""
    return f"{when.year:04d}-{when.month:02d}"


def year(when: date) -> str:
    """Return the year of a day as EDTF."""
    return f"{when.year:04d}"


def decade(when: date) -> str:
    """Return the decade of a day as EDTF."""
    return f"{when.year:04d}"[:3] + "X"


def week(when: date) -> str:
    """Return the week of a day, Monday to Sunday (ISO 8601), as an EDTF interval."""
    monday = when - timedelta(days=when.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
