"""Reckoning with dates the way news does: which year, which Monday, how long ago.

Where words leave a choice ("May 24", "Monday"), the past is preferred, because news reports what happened, unless the
tense of the verb says otherwise; a choice that the reference day cannot decide gives None.
"""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import MO, relativedelta

from detente import edtf
from detente.extract.dates.words import Setting
from detente.model import Precision

HALF_A_YEAR = 183  # days
_DUMMY_YEAR = 2003  # any year without 29 February: for stepping a day from a date whose year is unknown
_STEPS: dict[str, tuple[str, int]] = {
    **{"day": ("days", 1), "week": ("weeks", 1), "fortnight": ("weeks", 2), "month": ("months", 1)},
    **{"quarter": ("months", 3), "year": ("years", 1), "decade": ("years", 10)},
}
_UNIT_PRECISION: dict[str, Precision] = {
    **{"day": "day", "week": "week", "fortnight": "week", "month": "month"},
    **{"quarter": "season", "year": "year", "decade": "decade"},
}


def _occurrences(month: int, day: int, reference: date) -> tuple[date | None, date | None]:
    """Return the last such day on or before the reference and the first after it (29 February is not in each year)."""
    days = [
        date(year, month, day)
        for year in range(max(1, reference.year - 8), min(9999, reference.year + 8) + 1)
        if edtf.is_day(year, month, day)
    ]
    past = [found for found in days if found <= reference]
    future = [found for found in days if found > reference]
    return (past[-1] if past else None), (future[0] if future else None)


def year_of_day(month: int, day: int, setting: Setting, weekday: int | None = None) -> int | None:
    """Return the year of a day that names none, or None.

    The nearest such day within half a year of the reference, the past one if there is one; where a weekday stands
    with the date and only one of the two falls on it, that one. Without a reference, the setting's year.
    """
    if setting.reference is None:
        return setting.year
    past, future = _occurrences(month, day, setting.reference)
    if past is None or future is None:
        return setting.reference.year
    if weekday is not None and (past.weekday() == weekday) != (future.weekday() == weekday):
        return past.year if past.weekday() == weekday else future.year
    if setting.tense is not None:
        return _by_tense(past, future, setting).year
    since, until = (setting.reference - past).days, (future - setting.reference).days
    return past.year if since <= max(HALF_A_YEAR, until) else future.year


def _by_tense(past: date, future: date, setting: Setting) -> date:
    # The day itself may be meant in both tenses: "will meet on May 24", published that morning.
    return past if setting.tense == "past" or past == setting.reference else future


def year_of_month(month: int, setting: Setting) -> int | None:
    """Return the year of a month that names none, or None; the month of the reference itself is the nearest."""
    reference = setting.reference
    if reference is None:
        return setting.year
    if month == reference.month:
        return reference.year
    past = reference.year if month < reference.month else reference.year - 1
    if setting.tense is not None:
        return past if setting.tense == "past" else past + 1
    since = (reference.year - past) * 12 + reference.month - month
    return past if since <= 6 else past + 1


def year_of_season(season: int, setting: Setting) -> int | None:
    """Return the year of a season (21 to 24) that names none, or None; see ``year_of_month``."""
    reference = setting.reference
    if reference is None:
        return setting.year
    # The season counts as come once it has begun: December for winter (24), which lasts into the next year.
    return year_of_month(edtf.GROUPS[season][0], setting)


def weekday_near(weekday: int, reference: date, tense: str | None) -> date:
    """Return the nearest such weekday on or before the reference, or on or after it for ``tense`` "future"."""
    ahead = (weekday - reference.weekday()) % 7
    if tense == "future":
        return reference + timedelta(days=ahead)
    return reference - timedelta(days=(7 - ahead) % 7)


def weekday_by(direction: int, weekday: int, reference: date) -> date:
    """Return the weekday that "last" (-1), "this" (0) or "next" (1) picks: nearest before, of the same week, after."""
    if direction == 0:
        return monday_of(reference) + timedelta(days=weekday)
    if direction < 0:
        return weekday_near(weekday, reference - timedelta(days=1), "past")
    return weekday_near(weekday, reference + timedelta(days=1), "future")


def season_by(direction: int, season: int, reference: date) -> str:
    """Return the season that "last" (ended before the day), "this" or "next" (begins after the day) picks, as EDTF."""
    # In January and February "this winter" is the one that began the year before.
    year = reference.year - (season == 24 and reference.month <= 2)
    around = [f"{each:04d}-{season}" for each in range(year - 1, year + 2)]
    spans = {each: edtf.bounds(each) for each in around}
    if direction < 0:
        return [each for each, days in spans.items() if days is not None and days[1] < reference][-1]
    if direction > 0:
        return next(each for each, days in spans.items() if days is not None and days[0] > reference)
    return around[1]


def monday_of(when: date) -> date:
    """Return the Monday of a day's week (ISO 8601)."""
    return when + relativedelta(weekday=MO(-1))


def step(when: date, unit: str, amount: float) -> date:
    """Return the day so many units away. Half a unit is taken in the next smaller one.

    Raises:
        ValueError, OverflowError: the calendar ends before.

    """
    name, size = _STEPS[unit]
    if amount == int(amount):
        return when + relativedelta(**{name: int(amount) * size})  # type: ignore[arg-type]  # names are days to years
    if unit in {"year", "quarter", "decade"}:
        return when + relativedelta(months=round(12 * amount * (size if unit != "quarter" else 0.25)))
    return when + timedelta(days=round(amount * {"day": 1, "week": 7, "fortnight": 14, "month": 30}[unit]))


def unit_precision(unit: str) -> Precision:
    """Return the precision that a count of such units has."""
    return _UNIT_PRECISION[unit]


def whole(when: date, unit: str) -> str:
    """Return the calendar unit that holds the day, as EDTF: its week, month, quarter, year or decade."""
    if unit in {"week", "fortnight"}:
        return edtf.week(when)
    if unit == "quarter":
        return f"{when.year:04d}-{33 + (when.month - 1) // 3}"
    return {"day": edtf.day, "month": edtf.month, "year": edtf.year, "decade": edtf.decade}[unit](when)


def weekend_of(when: date) -> str:
    """Return Saturday and Sunday of a day's week, as an EDTF interval."""
    saturday = monday_of(when) + timedelta(days=5)
    return f"{edtf.day(saturday)}/{edtf.day(saturday + timedelta(days=1))}"


def stretch(when: date, unit: str, amount: float, precision: Precision) -> str:
    """Return the interval from a day to so many units before (negative) or after it, at the unit's own precision."""
    first, last = sorted((when, step(when, unit, amount)))
    if precision == "month":
        return f"{edtf.month(first)}/{edtf.month(last)}"
    if precision in {"year", "decade"}:
        return f"{edtf.year(first)}/{edtf.year(last)}"
    return f"{edtf.day(first)}/{edtf.day(last)}"


def beside_anchor(anchor: str | None, days: int) -> str | None:
    """Return the day so many days from the anchor, EDTF; None where the anchor is no single day.

    An anchor without a year gives a day without one.
    """
    point = edtf.parse(anchor) if anchor else None
    if not isinstance(point, edtf.Point) or point.day is None or point.month is None:
        return None
    year = _DUMMY_YEAR if point.year is None else point.year
    if not edtf.is_day(year, point.month, point.day):
        return None
    moved = date(year, point.month, point.day) + timedelta(days=days)
    return edtf.day(moved) if point.year is not None else f"XXXX-{moved.month:02d}-{moved.day:02d}"
