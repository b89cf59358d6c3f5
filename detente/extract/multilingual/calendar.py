"""Dates in other languages, by the templates of ``dates.tsv``, understood against the day of publication.

A template is a pattern with the places {day}, {month}, {year} and {weekday}; its meaning says which of them the words
give or how far from the day of publication they lie.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dateutil.relativedelta import relativedelta

from detente import edtf
from detente.language.tongue import rows
from detente.model import Precision, TimeExpression

NUMBER = r"(?<![\d.,])"
DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}


@dataclass(frozen=True, slots=True)
class Template:
    """A pattern, what it means (``date``, ``day``, ``week``, ``month``, ``year``, ``weekday``), and how far off."""

    pattern: re.Pattern[str]
    unit: str
    offset: int


@cache
def _words(code: str, kind: str) -> dict[str, int]:
    """Return the words for months or weekdays and their numbers."""
    return {r["form"].casefold(): int(r["offset"]) for r in rows(code, "dates") if r["unit"] == kind}


@cache
def templates(code: str) -> tuple[Template, ...]:
    """Return the templates of a language, the longest first."""
    places = {
        "day": rf"{NUMBER}(?P<day>[12]?\d|3[01])",
        "year": rf"{NUMBER}(?P<year>(?:1[89]|20)\d\d)",
        "number": rf"{NUMBER}(?P<number>1[0-2]|0?[1-9])",
        "month": rf"(?P<month>{'|'.join(sorted(_words(code, 'name of month'), key=len, reverse=True))})",
        "weekday": rf"(?P<weekday>{'|'.join(sorted(_words(code, 'name of weekday'), key=len, reverse=True))})",
    }
    edge = "" if code == "zh" else r"\b"
    out = []
    for row in rows(code, "dates"):
        if not row["unit"].startswith("name"):
            body = row["form"].replace(" ", r"\s+")
            for place, pattern in places.items():
                body = body.replace("{" + place + "}", pattern)
            out.append(
                (row["form"], Template(re.compile(edge + body + edge, re.I), row["unit"], int(row["offset"] or 0)))
            )
    return tuple(t for _, t in sorted(out, key=lambda item: -len(item[0])))


def find(text: str, published: str | None, article: str, code: str) -> tuple[TimeExpression, ...]:
    """Return the dates a text names, in order, none overlapping another.

    Args:
        text: the article's.
        published: EDTF; without it what is relative has no date and a day without year none of its own.
        article: its id.
        code: the language.
    """
    days = edtf.bounds(published) if published else None
    day = days[0] if days is not None and days[0] == days[1] else None
    taken: list[tuple[int, int]] = []
    out: list[TimeExpression] = []
    for template in templates(code):
        for match in template.pattern.finditer(text):
            start, end = match.span()
            if any(s < end and start < e for s, e in taken):
                continue
            meaning = _meaning(template, match, day, code)
            if meaning is not None:
                taken.append((start, end))
                out.append(TimeExpression(article, start, end, match.group(), *meaning))
    return tuple(sorted(out, key=lambda t: t.start))


def _meaning(
    template: Template, match: re.Match[str], day: date | None, code: str
) -> tuple[str | None, Precision | None] | None:
    if template.unit == "date":
        return _absolute(match.groupdict(), day, template.offset, code)
    if day is None:
        return None, None
    if template.unit == "weekday":
        named = _words(code, "name of weekday")[match["weekday"].casefold()]
        if template.offset:
            monday = day - timedelta(days=day.weekday()) + timedelta(weeks=template.offset)
            return (monday + timedelta(days=named - 1)).isoformat(), "day"
        return (day - timedelta(days=(day.isoweekday() - named) % 7)).isoformat(), "day"
    if template.unit == "day":
        return (day + timedelta(days=template.offset)).isoformat(), "day"
    if template.unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=template.offset)
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}", "week"
    if template.unit == "month":
        return (day + relativedelta(months=template.offset)).strftime("%Y-%m"), "month"
    return str(day.year + template.offset), "year"


def _absolute(
    parts: dict[str, str | None], day: date | None, offset: int, code: str
) -> tuple[str | None, Precision | None] | None:
    """Return the date of words that name a day, a month or a year; one without a year is the nearest one."""
    word, number = parts.get("month"), parts.get("number")
    month = _words(code, "name of month")[word.casefold()] if word else int(number) if number else None
    year = int(parts.get("year") or 0) or None
    numbered = int(parts.get("day") or 0) or None
    if month is None and numbered is None:
        return (str(year), "year") if year is not None else None
    if month is None:
        if day is None:
            return None, None
        near = list(_days(day, numbered or 1))
        return min(near, key=lambda d: (abs((d - day).days), d > day)).isoformat(), "day"
    if year is None and offset and day is not None:
        year = day.year + offset
    if year is None and day is not None:
        years = [y for y in (day.year - 1, day.year, day.year + 1) if _valid(y, month, numbered)]
        middle = {y: abs((date(y, month, numbered or 15) - day).days) for y in years}
        year = min(years, key=lambda y: (middle[y], y), default=None)
    if numbered is not None:
        if not _valid(year or 2000, month, numbered):
            return None
        return (f"{year:04d}" if year else "XXXX") + f"-{month:02d}-{numbered:02d}", "day"
    return (f"{year:04d}" if year else "XXXX") + f"-{month:02d}", "month"


def _days(day: date, number: int) -> Iterator[date]:
    for months in (-1, 0, 1):
        first = day.replace(day=1) + relativedelta(months=months)
        if _valid(first.year, first.month, number):
            yield first.replace(day=number)


def _valid(year: int, month: int, day: int | None) -> bool:
    try:
        date(year, month, day or 1)
    except ValueError:
        return False
    return True
