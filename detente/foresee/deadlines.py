"""By when a forecast is to come true: what its words, and those that lead up to it or follow it, say of its end.

Stated: a date ("by June 1972"), a feast ("before New Year's Day"), a stretch from the day it was made ("within two
months"), the end of the year or month at hand ("before the year is out"), or an end named before ("by then"). Implied:
a word about time without a date ("soon"). Where a span of time can be read in two ways the later end is taken, so that
no forecast is called false too early: a season ends with the equinox or solstice, not with the month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from detente import edtf
from detente.extract import dates

DeadlineKind = Literal["stated", "implied", "none"]
Deadline = tuple[str | None, DeadlineKind, str | None]
# What a word about time without a date is read as, in days from when the forecast was made: conventions of this
# project, shown as "implied".
IMPLIED = {
    "imminent": 30,
    "imminently": 30,
    "within days": 14,
    "within weeks": 45,
    "within months": 183,
    "shortly": 60,
    "soon": 92,
    "before long": 183,
    "in the near future": 183,
    "in the coming weeks": 45,
    "in the coming months": 183,
    "in the coming years": 1096,
    "in the years to come": 1827,
    "in the months to come": 183,
}
_IMPLIED = re.compile(r"\b(" + "|".join(sorted(map(re.escape, IMPLIED), key=len, reverse=True)) + r")\b", re.IGNORECASE)
# "Before 1972" ends with 1971; "before the end of 1972" and "before 1972 is over" with 1972.
_BEFORE = re.compile(r"\b(?:before|until|till|prior to)\s+(?:the\s+)?\Z", re.IGNORECASE)
_NOT_BEFORE = re.compile(
    r"\b(?:not|n.t|never|no|hardly|scarcely)\b[^.;]{0,60}\b(?:before|until|till)\s+(?:the\s+)?\Z", re.I
)
_OUT = re.compile(r"\s+(?:is|are|was|were)\s+(?:out|over|up|through)\b", re.IGNORECASE)
_END = re.compile(r"\bend\b|\bclose\b", re.IGNORECASE)
_NO_DEADLINE = re.compile(r"\b(?:since|after|from|following)\s+(?:the\s+)?\Z", re.IGNORECASE)
_PART = re.compile(r"\b(?:(?P<early>early|beginning|start)|(?P<mid>middle|mid))\b[\s-]*(?:in|of)?\s*\Z", re.IGNORECASE)
_EARLY_DAY, _MIDDLE_DAY = 10, 20
_RUNNING = re.compile(
    r"\bbefore (?:the|this) (?P<unit>year|month|week) (?:is|was) (?:out|over|up|through)\b", re.IGNORECASE
)
_OPENS = re.compile(r"(?:by|before|within|in|until|this|next|at|on|over|during)\b[^,;]{2,60},\s*\Z", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+(?:well\s+)?(?:by|before|within|in|until|this|next|at|on|during)\b", re.IGNORECASE)
_BARE_SEASON = re.compile(
    r"\b(?P<link>in|by|before|until|till) (?:the )?(?P<season>spring|summer|autumn|fall|winter)\b(?! (?:of|[0-9]))",
    re.IGNORECASE,
)
_THEN = re.compile(r"\b(?:by|before|until) then\b", re.IGNORECASE)
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = rf"(?P<number>[0-9]{{1,3}}|an?|{'|'.join(_NUMBERS)})"
_WITHIN = re.compile(
    rf"\b(?:within|inside|in) (?:the (?:next|coming) )?{_NUMBER}[\s-](?P<unit>day|week|month|year)s?\b", re.IGNORECASE
)
_FEAST = re.compile(
    r"\b(?P<link>(?i:by|before|until|till|at|on|over))\s+"
    r"(?P<feast>Christmas|Easter|New Year['’]s (?:Day|Eve)|(?:the )?New Year)\b"
)
# Sub-year groups of ISO 8601-2 to month and day of the equinox or solstice that ends them (northern hemisphere).
_SEASON_ENDS = {21: (6, 20), 22: (9, 22), 23: (12, 20), 24: (3, 20)}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


def of(content: str, made_on: str | None, *, lead: str = "", trail: str = "") -> Deadline:
    """Return the last day (YYYY-MM-DD) on which a forecast can come true, how it is known, and the words that say so.

    Args:
        content: the forecast's words.
        made_on: when it was made, EDTF.
        lead: the text before it, up to some hundred characters.
        trail: the text after it.
    """
    made = edtf.bounds(made_on) if made_on else None
    day = made_on if made and made[0] == made[1] else None
    for words in filter(None, (content, _opening(lead), _ending(trail))):
        met = [each for each in _stated(words, made, day) if made is None or each[0] >= made[0]]
        if met:
            last, said = max(met)
            return last.isoformat(), "stated", said
    if then := _THEN.search(content):
        met = [each for each in _stated(lead, made, day) if made is None or each[0] >= made[0]]
        if met:
            # The end named last is the one that "then" takes up.
            return met[-1][0].isoformat(), "stated", then[0]
    implied = _IMPLIED.search(content) or _IMPLIED.search(_ending(trail))
    if implied and made:
        return (made[1] + timedelta(days=IMPLIED[implied[1].lower()])).isoformat(), "implied", implied[1]
    return None, "none", None


def sentence_before(lead: str) -> str:
    """Return what of the text before a forecast stands in its own sentence."""
    return re.split(r"[.!?]['”\"’)]*\s|\n", lead)[-1]


def _opening(lead: str) -> str:
    """Return words that open the forecast's sentence and say when: "Before 1973 is over, "."""
    words = sentence_before(lead)
    opens = re.match(
        r"(?:by|before|within|in|until|this|next|at|on|over|during)\b[^,;]{2,60},\s*\Z", words, re.IGNORECASE
    )
    return words if opens else ""


def _ending(trail: str) -> str:
    """Return words that follow a forecast in its clause and say when: " before the summer"."""
    words = re.split(r"[.,;:!?\n]", trail)[0]
    return words if _GOES_ON.match(words) else ""


def _stated(words: str, made: tuple[date, date] | None, day: str | None) -> Iterator[tuple[date, str]]:
    """Yield the ends that words state, in their order, with the words of each."""
    met: list[tuple[int, date, str]] = []
    taken: list[tuple[int, int]] = []
    for start, end, last, said in (*_from_now(words, made), *_feasts(words, made), *_seasons(words, made)):
        met.append((start, last, said))
        taken.append((start, end))
    for time in dates.find(words, day, ""):
        if any(start < time.end and time.start < end for start, end in taken):
            continue
        days = edtf.bounds(time.on) if time.on else None
        if days is None or days[1] == date.max or _NO_DEADLINE.search(words[: time.start]) or time.on is None:
            continue
        last = _last(words, (time.start, time.end), time.on, days)
        met.append((time.start, last, words[time.start : time.end]))
    yield from ((last, said) for _, last, said in sorted(met))


def _last(words: str, place: tuple[int, int], on: str, days: tuple[date, date]) -> date:
    """Return the last day that a date leaves, by the words around it."""
    before, text = words[: place[0]], words[place[0] : place[1]]
    first, last = _season(on, days)
    ends = _BEFORE.search(before) and not _END.search(text) and not _OUT.match(words[place[1] :])
    if ends and first > date.min:
        # What will not be before May is settled on the first of it.
        return first if _NOT_BEFORE.search(before) and first.day == 1 else first - timedelta(days=1)
    part = _PART.search(before) or _PART.search(text.split(" of ")[0] if " of " in text else "")
    if part and edtf.precision(on) == "month":
        return last.replace(day=_EARLY_DAY if part["early"] else _MIDDLE_DAY)
    return last


def _season(on: str, days: tuple[date, date]) -> tuple[date, date]:
    """Return the bounds of a date, those of a season by the sun."""
    match edtf.parse(on):
        case edtf.Point(month=int(code), day=None) if code in _SEASON_ENDS:
            starts = _SEASON_ENDS[24 if code == 21 else code - 1]
            first = date(days[0].year, *starts) + timedelta(days=1)
            return first, date(days[1].year, *_SEASON_ENDS[code])
    return days


def _from_now(words: str, made: tuple[date, date] | None) -> Iterator[tuple[int, int, date, str]]:
    """Yield stretches reckoned from the day the forecast was made."""
    if made is None or made[1] == date.max:
        return
    for found in _WITHIN.finditer(words):
        said = found["number"].lower()
        count = 1 if said in {"a", "an"} else _NUMBERS.index(said) + 1 if said in _NUMBERS else int(said)
        step = relativedelta(**{f"{found['unit'].lower()}s": count})  # type: ignore[arg-type]  # days, weeks, months, years
        yield found.start(), found.end(), made[1] + step, found[0]
    for found in _RUNNING.finditer(words):
        unit, at = found["unit"].lower(), made[1]
        month = at.replace(day=28) + timedelta(days=4)
        ends = {
            "year": date(at.year, 12, 31),
            "month": month - timedelta(days=month.day),
            "week": at + timedelta(days=6 - at.weekday()),
        }
        yield found.start(), found.end(), ends[unit], found[0]


def _feasts(words: str, made: tuple[date, date] | None) -> Iterator[tuple[int, int, date, str]]:
    """Yield the next day of a feast; what is to be before it ends the day before."""
    if made is None or made[1] == date.max:
        return
    for found in _FEAST.finditer(words):
        name = found["feast"].removeprefix("the ")
        on = next(each for year in (made[1].year, made[1].year + 1) if (each := _feast(name, year)) >= made[1])
        early = found["link"].lower() in {"before", "until", "till"}
        yield found.start(), found.end(), on - timedelta(days=early), found[0]


def _seasons(words: str, made: tuple[date, date] | None) -> Iterator[tuple[int, int, date, str]]:
    """Yield the end of the next season of a name, for a season that comes without a year."""
    if made is None or made[1] == date.max:
        return
    for found in _BARE_SEASON.finditer(words):
        code = _SEASONS[found["season"].lower()]
        if found["link"].lower() in {"before", "until", "till"}:
            code = 24 if code == 21 else code - 1
        ends = date(made[1].year, *_SEASON_ENDS[code])
        yield found.start(), found.end(), ends if ends >= made[1] else ends.replace(year=ends.year + 1), found[0]


def _feast(name: str, year: int) -> date:
    if name == "Easter":
        return easter(year)
    if name == "Christmas":
        return date(year, 12, 25)
    return date(year, 12, 31) if name.endswith("Eve") else date(year, 1, 1)


__all__ = ["IMPLIED", "Deadline", "DeadlineKind", "of", "sentence_before"]
