"""Dates as a page prints them, as EDTF with the precision that is stated. Nothing is filled in.

Month names are those of the Unicode CLDR, by way of Babel, for the languages that are read. A date of three numbers
whose order cannot be told ("03/04/2022") gives the year alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from babel.dates import get_day_names, get_month_names

from detente import edtf

LOCALES = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "tr", "ru", "uk", "ar")
CONTEXTS: Final[tuple[Literal["format", "stand-alone"], ...]] = ("format", "stand-alone")

LETTERS = re.compile(r"[^\W\d_]+")
MOST_CHARS = 80  # a line of a date is not longer

_YEAR = r"(?P<year>(?:1[5-9]|2[01])\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|[.ºª])?"
_NAME = r"(?P<name>[^\W\d_]{3,12})\.?"
_MONTH = r"(?P<month>\d{1,2})"
# Longer forms first: at one place the longest match counts.
PATTERNS: Final[tuple[re.Pattern[str], ...]] = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d){_YEAR}-{_MONTH}-(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_YEAR}/{_MONTH}/(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_YEAR}\s*[年년]\s*{_MONTH}\s*[月월]\s*(?P<day>\d{{1,2}})\s*[日일号號]",
        rf"(?<!\d){_YEAR}\s*[年년]\s*{_MONTH}\s*[月월]",
        rf"{_DAY}[\s-]+(?:(?:of|de|del)\s+)?{_NAME},?[\s-]+(?:(?:de|del)\s+)?{_YEAR}",
        rf"\b{_NAME}\s+{_DAY},?\s+{_YEAR}",
        rf"(?<!\d)(?P<day>\d{{1,2}})\.{_MONTH}\.{_YEAR}",
        rf"(?<!\d)(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/{_YEAR}",
        rf"\b{_NAME},?\s+(?:(?:de|del)\s+)?{_YEAR}",
        rf"(?<!\d){_MONTH}\s*[月월]\s*(?P<day>\d{{1,2}})\s*[日일号號]",
        rf"\b{_NAME}\s+{_DAY}(?![\d:])\b",
        rf"{_DAY}\s+(?:(?:of|de|del)\s+)?{_NAME}",
    )
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date at ``text[start:end]``; ``on`` is EDTF."""

    start: int
    end: int
    on: str


def dates_in(text: str) -> list[PrintedDate]:
    """Return the dates that ``text`` prints, in order, none overlapping another."""
    found: list[PrintedDate] = []
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            if (on := _edtf(match)) and not any(
                date.start < match.end() and match.start() < date.end for date in found
            ):
                found.append(PrintedDate(match.start(), match.end(), on))
    return sorted(found, key=lambda date: date.start)


def date_of(text: str) -> str | None:
    """Return the first date in ``text``, near its beginning, as EDTF, or None."""
    return next((date.on for date in dates_in(text[:MOST_CHARS])), None)


def _edtf(match: re.Match[str]) -> str | None:
    part = match.groupdict()
    year = int(part["year"]) if part.get("year") else None
    day = int(part["day"]) if part.get("day") else None
    if part.get("one"):
        return _of_three_numbers(year, int(part["one"]), int(part["two"]))
    month = months().get(part["name"].casefold()) if part.get("name") else int(part["month"])
    if month is None or (year is None and part.get("name") and part["name"].casefold() not in yearless_months()):
        return None
    return _valid(edtf.Point(year, month, day))


def _of_three_numbers(year: int | None, one: int, two: int) -> str | None:
    readings = {reading for month, day in ((one, two), (two, one)) if (reading := _valid(edtf.Point(year, month, day)))}
    return readings.pop() if len(readings) == 1 else (str(year) if readings else None)


def _valid(point: edtf.Point) -> str | None:
    if point.month is None or not 1 <= point.month <= 12:
        return None
    return str(point) if point.day is None or edtf.is_day(point.year, point.month, point.day) else None


@cache
def months() -> dict[str, int]:
    """Return month names and abbreviations, casefolded and without a full stop; those of two meanings left out."""
    table: dict[str, set[int]] = {}
    for name, number in _names("wide", "abbreviated"):
        table.setdefault(name, set()).add(number)
    table.setdefault("sept", set()).add(9)  # AP style; the CLDR has "Sep"
    return {name: numbers.pop() for name, numbers in table.items() if len(numbers) == 1}


@cache
def yearless_months() -> frozenset[str]:
    """Return the names that count without a year: whole names, and English abbreviations as agencies write them.

    Abbreviations of other languages are left out: "out", "set" and "ago" are months in Portuguese.
    """
    whole = {name for name, _ in _names("wide")}
    english = {name for name, _ in _names("abbreviated", locales=("en",))}
    return frozenset(whole | english | {"sept"})


def _names(*widths: Literal["wide", "abbreviated"], locales: tuple[str, ...] = LOCALES) -> Iterator[tuple[str, int]]:
    for locale in locales:
        for context in CONTEXTS:
            for width in widths:
                for number, name in get_month_names(width, context, locale).items():
                    yield name.casefold().rstrip("."), number


def line_date(text: str) -> str | None:
    """Return the date of a text that says a date and nothing else but a weekday, an hour and a zone; else None."""
    found = dates_in(text) if len(text) <= MOST_CHARS else []
    if not found:
        return None
    rest = text[: found[0].start] + " " + text[found[0].end :]
    words = [word.casefold() for word in LETTERS.findall(rest)]
    others = [word for word in words if word not in weekdays()]
    return found[0].on if len(others) <= 4 and all(len(word) <= 4 for word in others) else None


@cache
def weekdays() -> frozenset[str]:
    """Return the names of the days of the week, casefolded."""
    return frozenset(
        part
        for locale in LOCALES
        for context in CONTEXTS
        for name in get_day_names("wide", context, locale).values()
        for part in LETTERS.findall(name.casefold())
    )
