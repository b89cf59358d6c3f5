"""When undated articles were written, as far as the people they name tell.

An article that calls somebody by an office was written while he held it, if most of those it names held theirs then
("former" holders aside). Articles that render one text have one date. No article of a collection is taken to be later
than the latest day its collection knows. A day without a year gets the one year that these bounds allow, or that of
the same day in an article whose year is known, marked as uncertain (EDTF ``?``); else the date is the whole stretch.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from detente import edtf
from detente.link.people import HEADS, TOP, alike, people
from detente.model import Article, Role, Statement

Window = tuple[date, date]
_FORMER = re.compile(r"\b(?:former|ex|late|then|onetime|predecessor|retired)[\s-]*$", re.IGNORECASE)
_MONTHS = "January February March April May June July August September October November December".split()
_NAMED_DAY = re.compile(rf"\b({'|'.join(_MONTHS)}) (\d{{1,2}})\b(?!,? \d{{4}})")
_DAY = re.compile(r"^XXXX-(\d\d-\d\d)")
_MANY = 200  # years looked at in a window without a beginning
_NEAR = 24  # characters before a role in which such a word stands


def windows(
    articles: Iterable[Article], roles: Iterable[Role], statements: Iterable[Statement], origins: Mapping[str, str]
) -> dict[str, Window]:
    """Return the days between which each article can have been written: its own date, or what its people tell.

    ``origins`` gives the text that an article renders, for those that render one.
    """
    held = {article.id: article for article in articles}
    told = list(statements)
    latest = _latest(held.values(), told)
    named: dict[str, list[Role]] = defaultdict(list)
    for role in roles:
        article = held.get(role.article)
        if article and not _FORMER.search(article.text, max(0, role.start - _NEAR), role.start):
            named[role.article].append(role)
    together: dict[str, list[Role]] = defaultdict(list)
    for key in held:
        together[origins.get(key, key)] += named[key]
    found = {}
    for key, article in held.items():
        own = edtf.bounds(article.published) if article.published else None
        found[key] = own or _served(together[origins.get(key, key)], latest)
    return _by_shared_days(found, told)


def _by_shared_days(found: dict[str, Window], statements: Iterable[Statement]) -> dict[str, Window]:
    """Narrow windows of several years to the one in which another article has the same day, if it is one."""
    days: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        for on in _DAY.findall(f"{statement.said_on} "):
            days[statement.article].add(on)
        for month, number in _NAMED_DAY.findall(statement.content):
            days[statement.article].add(f"{_MONTHS.index(month) + 1:02d}-{int(number):02d}")
    years: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for article, (first, last) in found.items():
        for on in days[article]:
            fitting = [year for year in _years(first, last) if _inside(f"{year:04d}-{on}", (first, last))]
            if len(fitting) == 1:
                years[on].add((article, fitting[0]))
    narrowed = {}
    for article, (first, last) in found.items():
        told = {year for on in days[article] for other, year in years[on] if other != article}
        if len(told) == 1 and (year := next(iter(told))) and len(_years(first, last)) > 1 and first.year <= year:
            narrowed[article] = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        else:
            narrowed[article] = first, last
    return narrowed


def _years(first: date, last: date) -> range:
    return range(first.year, min(last.year, first.year + _MANY) + 1)


def _latest(articles: Iterable[Article], statements: Iterable[Statement]) -> date:
    days = [bounds[1] for a in articles if a.published and (bounds := edtf.bounds(a.published))]
    days += [bounds[1] for s in statements if s.said_on and (bounds := edtf.bounds(s.said_on))]
    return max((day for day in days if day < date.max), default=date.max)


def _served(roles: Iterable[Role], latest: date) -> Window:
    """Return the days, up to the latest, on which most of these people held the office they are called by."""
    terms: list[list[Window]] = []
    for person, office in sorted({(role.person, role.office) for role in roles}):
        known = people().by_id.get(person)
        if known is not None:
            wanted = TOP if office in HEADS else alike(office)
            terms.append([(t.period.since, t.period.until) for t in known.terms if t.office in wanted])
    edges = sorted({day for spans in terms for first, _ in spans for day in [first] if day <= latest})
    counts = [(sum(any(a <= day <= b for a, b in spans) for spans in terms), day) for day in edges]
    if not counts:
        return date.min, latest
    most = max(count for count, _ in counts)
    days = [day for count, day in counts if count == most]
    ends = [b for spans in terms for a, b in spans if a <= days[-1] <= b]
    return days[0], min([latest, *ends])


def placed(on: str | None, window: Window) -> str | None:
    """Return a date with its year, as far as the window allows; None where nothing is known.

    ``XXXX-05-24`` in a window with one such day gives ``2021-05-24?``; with several, or without a day, the stretch.
    """
    if on is not None and edtf.bounds(on) is not None:
        return on
    first, last = window
    if first == date.min or last == date.max or first > last:
        return None
    if on is not None and on.startswith("XXXX-"):
        found = [on.replace("XXXX", f"{year:04d}").rstrip("?~%") for year in range(first.year, last.year + 1)]
        found = [each for each in found if _inside(each, window)]
        if len(found) == 1:
            return found[0] + "?"
    return edtf.day(first) if first == last else f"{edtf.day(first)}/{edtf.day(last)}"


def _inside(on: str, window: Window) -> bool:
    days = edtf.bounds(on)
    return days is not None and window[0] <= days[0] and days[1] <= window[1]


__all__ = ["Window", "placed", "windows"]
