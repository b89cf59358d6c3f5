"""Rules for dates that name a day, month, season, year or decade: "May 24", "June 16-17", "the spring of 1972"."""

from __future__ import annotations

import re
from datetime import date

from detente import edtf
from detente.extract.dates.context import (
    counts_things,
    is_count,
    is_day_of_month,
    is_month,
    is_noun,
    is_year,
    word_before,
)
from detente.extract.dates.reckoning import year_of_day, year_of_month
from detente.extract.dates.words import (
    DASH,
    DAY,
    END,
    MONTH,
    MONTH_FULL,
    MONTH_NAMES,
    NOT_MEASURE,
    NUMBER_END,
    PART_OF,
    SEASON,
    SEASON_NAMES,
    SP,
    WEEKDAY_ANY,
    YEAR,
    Meaning,
    Rule,
    Setting,
    day_number,
    direction,
    month_number,
    rule,
    weekday_number,
)

_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec " + " ".join(MONTH_NAMES).lower()
_WEEKDAYS = "mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday"
_EDGES = "the early mid late start beginning middle end close first second latter"

# "1972", "last year" or "of that year", after a day, a month or a season.
_YEAR_WORDS = (
    rf"(?:(?P<year>{YEAR})|(?:of{SP})?(?P<relative>(?i:last|this|next|that|the{SP}(?:same|following|previous)))"
    rf"{SP}year{END})"
)
_YEAR_TAIL = rf"(?:(?:,?{SP}|,|{SP}(?:of|in){SP}|{DASH}){_YEAR_WORDS}|{NUMBER_END})"
_ON_WEEKDAY = rf"(?:(?P<weekday>{WEEKDAY_ANY})(?:,?{SP}|{SP}?(?P<bracket>\()|,?{SP}the{SP}))?"
_CLOSE = r"(?(bracket)\))"
_TO = rf"(?P<joint>{SP}?{DASH}{SP}?|/|{SP}(?:to|through|until|till|and){SP})"
_AFTER_MONTH = rf"(?:{SP}(?:the{SP})?|(?<=\.))"
_EDGE = rf"(?P<edge>(?i:{PART_OF}|(?:the{SP})?(?:early|mid|late)(?:{SP}|{DASH})))?"


def _group(match: re.Match[str], name: str) -> str | None:
    """Return a group that not every pattern of the same builder has."""
    return match[name] if name in match.re.groupindex else None


def _year(match: re.Match[str], setting: Setting) -> int | None:
    """Return the year that stands in the words, as a number or as "last year"."""
    if match["year"]:
        return int(match["year"])
    if match["relative"] is None:
        return None
    words = match["relative"].lower()
    told = words == "that" or words.startswith("the")
    anchor = edtf.bounds(setting.anchor) if setting.anchor and told else None
    base = anchor[0] if told and anchor else None if told else setting.reference
    return None if base is None else base.year + direction(words)


def _names_year(match: re.Match[str]) -> bool:
    return bool(match["year"] or match["relative"])


def _spelled(match: re.Match[str]) -> int | None:
    return int(match["year"]) if match["year"] else None


def _day_text(year: int | None, month: int, day: int) -> str:
    return f"XXXX-{month:02d}-{day:02d}" if year is None else f"{year:04d}-{month:02d}-{day:02d}"


def _day(match: re.Match[str], setting: Setting) -> Meaning | None:
    month, day = month_number(match["month"]), day_number(match["day"])
    if not edtf.is_day(None, month, day):
        return None
    if not _names_year(match):
        if not setting.alone and match.start("day") > match.start("month") and is_count(match.string, match.span()):
            return None
        weekday = _group(match, "weekday")
        year = year_of_day(month, day, setting, weekday_number(weekday) if weekday else None)
        return Meaning(_day_text(year, month, day), "day", names_day=True)
    year = _year(match, setting)
    if year is None or not edtf.is_day(year, month, day):
        return Meaning(None, "day", _spelled(match))
    return Meaning(_day_text(year, month, day), "day", _spelled(match), names_day=True)


def _iso_day(match: re.Match[str], _setting: Setting) -> Meaning | None:
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    if not edtf.is_day(year, month, day):
        return None
    return Meaning(_day_text(year, month, day), "day", year, names_day=True)


def _iso_month(match: re.Match[str], _setting: Setting) -> Meaning | None:
    year, month = int(match["y"]), int(match["m"])
    # "2009-10" is more often two years than October.
    return None if month > year % 100 and year % 100 else Meaning(f"{year:04d}-{month:02d}", "month", year)


def _numeric(match: re.Match[str], _setting: Setting) -> Meaning | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    orders = {(day, month) for day, month in ((first, second), (second, first)) if edtf.is_day(year, month, day)}
    if not orders:
        return None
    # Which of the two is the month differs between countries: where both fit, nothing is claimed.
    if len(orders) == 2:
        return Meaning(None, "day", year)
    ((day, month),) = orders
    return Meaning(_day_text(year, month, day), "day", year, names_day=True)


def _day_range(match: re.Match[str], setting: Setting) -> Meaning | None:
    second_month = _group(match, "month2")
    month2 = month_number(second_month or match["month"])
    month1 = month_number(match["month"])
    day1, day2 = day_number(match["day"]), day_number(match["day2"])
    joint = match["joint"].strip()
    if joint == "and" and not _and_joins(match, (month1, day1), (month2, day2)):
        return None
    if joint == "/" and (month1, day1 + 1) != (month2, day2):
        return None
    wraps = (month2, day2) < (month1, day1)
    if (wraps and second_month is None) or (month1, day1) == (month2, day2):
        return None
    first_year = _group(match, "year1")
    year1 = int(first_year) if first_year else None
    year2 = _year(match, setting) if _names_year(match) else None
    if year1 is None and year2 is None and match["relative"] is None and edtf.is_day(None, month2, day2):
        # The end decides: "December 28 to January 3" is news in January.
        year2 = year_of_day(month2, day2, setting)
    year1, year2 = _both_years(year1, year2, wraps)
    if not (edtf.is_day(year1, month1, day1) and edtf.is_day(year2, month2, day2)):
        return None
    on = f"{_day_text(year1, month1, day1)}/{_day_text(year2, month2, day2)}"
    return Meaning(on, "day", year1 if first_year else _spelled(match)) if edtf.parse(on) else None


def _both_years(first: int | None, last: int | None, wraps: bool) -> tuple[int | None, int | None]:
    """Return the years of a range's ends from the one that is known; ``wraps`` where it passes New Year."""
    if last is None and first is not None:
        last = first + wraps
    if first is None and last is not None:
        first = last - wraps
    return first, last


def _and_joins(match: re.Match[str], first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Say whether "and" makes one stretch: days that follow each other, or after "between"."""
    between = word_before(match.string, match.start()).lower() == "between"
    return between or (first[0], first[1] + 1) == second


def _month(match: re.Match[str], setting: Setting) -> Meaning | None:
    month = month_number(match["month"])
    year = _year(match, setting)
    if match["year"] and year is not None and year % 100 == 0 and counts_things(match.string, match.end(), year):
        return None
    return Meaning(None if year is None else f"{year:04d}-{month:02d}", "month", _spelled(match))


def _bare_month(match: re.Match[str], setting: Setting) -> Meaning | None:
    if not (setting.alone or match["edge"] or is_month(match.string, match.span("month"), setting.names)):
        return None
    month = month_number(match["month"])
    year = year_of_month(month, setting)
    return Meaning(f"{'XXXX' if year is None else f'{year:04d}'}-{month:02d}", "month")


def _month_range(match: re.Match[str], setting: Setting) -> Meaning | None:
    if match["joint"].strip() == "and" and word_before(match.string, match.start()).lower() != "between":
        return None
    month1, month2 = month_number(match["month"]), month_number(match["month2"])
    year1 = int(match["year1"]) if match["year1"] else None
    year2 = _year(match, setting) if _names_year(match) else None
    if year1 is None and year2 is None and match["relative"] is None:
        year2 = year_of_month(month2, setting)
    year1, year2 = _both_years(year1, year2, month2 < month1)
    if year2 is None:
        return Meaning(f"XXXX-{month1:02d}/XXXX-{month2:02d}", "month")
    on = f"{year1:04d}-{month1:02d}/{year2:04d}-{month2:02d}"
    return Meaning(on, "month", _spelled(match)) if edtf.parse(on) else None


def _season(match: re.Match[str], setting: Setting) -> Meaning | None:
    word = match["season"]
    if word == "fall" and not (match["of"] or match["the"] or setting.alone or is_noun(match.string, match.start())):
        return None
    year = _year(match, setting)
    on = None if year is None else f"{year:04d}-{SEASON_NAMES[word.lower()]}"
    return Meaning(on, "season", _spelled(match))


_ORDINALS = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "last": -1}


def _part_of_year(match: re.Match[str], setting: Setting) -> Meaning | None:
    number = _ORDINALS[match["nth"].lower()]
    size = 2 if match["part"].lower() == "half" else 4
    if number >= size:
        return None
    if match["the_year"]:
        year = setting.reference.year if setting.reference else setting.year
    else:
        year = _year(match, setting)
    code = (40 if size == 2 else 33) + number % size
    return Meaning(None if year is None else f"{year:04d}-{code}", "season", _spelled(match))


def _decade(match: re.Match[str], setting: Setting) -> Meaning | None:
    if match["long"]:
        return Meaning(f"{match['long'][:3]}X", "decade")
    apostrophe = match.string[max(0, match.start() - 1) : match.start()] in {"'", "’", "‘"}
    if not (match["edge"] or apostrophe or match["the"] or setting.alone):
        return None
    # "the 20s" may be of this century or of the last one.
    return Meaning(f"19{match['short'][0]}X" if match["short"][0] in "3456789" else None, "decade")


def _bare_year(match: re.Match[str], setting: Setting) -> Meaning | None:
    year = int(match["year"])
    if not (setting.alone or match["edge"] or match["word"] or is_year(match.string, match.span("year"))):
        return None
    return Meaning(f"{year:04d}", "year", year)


def _year_range(match: re.Match[str], setting: Setting) -> Meaning | None:
    year1, tail, joint = int(match["year1"]), match["year2"], match["joint"].strip()
    preceding = word_before(match.string, match.start()).lower()
    if joint == "and" and preceding != "between":
        return None
    year2 = int(tail) if len(tail) == 4 else year1 // 100 * 100 + int(tail)
    if not (1600 <= year1 < year2 <= 2099) or counts_things(match.string, match.end(), year2):
        return None
    # "rose from 1700 to 1900" is about numbers as often as about years.
    if joint.isalpha() and year1 % 100 == 0 and year2 % 100 == 0 and not setting.alone:
        return None
    return Meaning(f"{year1:04d}/{year2:04d}", "year", year2)


def _day_of_month(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Understand "the 28th": of the month the text last named a day of, if that is near the reference, else of its own.

    Without either, the month stays unknown and nothing is claimed.
    """
    day, text = day_number(match["day"]), match.string
    if not 1 <= day <= 31:
        return None
    if not (setting.alone or match["relative_month"] or is_day_of_month(text, match.start(), match.end())):
        return None
    if match["relative_month"]:
        return _day_of_relative_month(day, match["relative_month"].lower(), setting)
    point = edtf.parse(setting.named_day) if setting.named_day else None
    if isinstance(point, edtf.Point) and point.month is not None and _near(point, setting):
        on = _day_text(point.year, point.month, day)
        return Meaning(on if edtf.is_day(point.year, point.month, day) else None, "day")
    if setting.reference is None:
        return Meaning(None, "day")
    step = 1 if setting.tense == "future" else -1
    year, month = setting.reference.year, setting.reference.month
    if (day - setting.reference.day) * step < 0:
        year, month = _next_month(year, month, step)
    # "the 31st" of a shorter month is that of the one before.
    if not edtf.is_day(year, month, day):
        year, month = _next_month(year, month, step)
    return Meaning(_day_text(year, month, day) if edtf.is_day(year, month, day) else None, "day")


def _day_of_relative_month(day: int, word: str, setting: Setting) -> Meaning:
    if setting.reference is None:
        return Meaning(None, "day")
    year, month = setting.reference.year, setting.reference.month
    if word != "this":
        year, month = _next_month(year, month, -1 if word == "last" else 1)
    return Meaning(_day_text(year, month, day) if edtf.is_day(year, month, day) else None, "day")


def _near(point: edtf.Point, setting: Setting) -> bool:
    """Say whether a date the text named is recent enough for "the 28th" to mean its month, not the reference's."""
    if setting.reference is None or point.year is None or point.month is None:
        return setting.reference is None
    return abs((date(point.year, point.month, 15) - setting.reference).days) <= 60


def _next_month(year: int, month: int, step: int) -> tuple[int, int]:
    months = year * 12 + month - 1 + step
    return months // 12, months % 12 + 1


def _week_of(match: re.Match[str], setting: Setting) -> Meaning | None:
    found = _day(match, setting)
    if found is None:
        return None
    days = edtf.bounds(found.on) if found.on else None
    return Meaning(edtf.week(days[0]) if days else None, "week", found.spelled_year)


_MONTH_DAY = rf"(?P<month>{MONTH}){_AFTER_MONTH}(?P<day>{DAY}){NOT_MEASURE}{_YEAR_TAIL}"
_DAY_MONTH = rf"(?P<day>{DAY})(?:{SP}(?:of{SP})?|{DASH})(?P<month>{MONTH}){_YEAR_TAIL}"
_DAY2 = rf"(?P<day2>{DAY}){NOT_MEASURE}"
_YEAR1 = rf"(?:,?{SP}(?P<year1>{YEAR}),?)?"
_WEEK = rf"(?:the{SP})?week{SP}(?:of|beginning|starting|commencing|ending){SP}(?:on{SP})?(?:{WEEKDAY_ANY},?{SP})?"

RULES: tuple[Rule, ...] = (
    rule(rf"{_ON_WEEKDAY}{_MONTH_DAY}{_CLOSE}", f"{_MONTHS} {_WEEKDAYS}", _day),
    rule(rf"{_ON_WEEKDAY}(?:the{SP})?{_DAY_MONTH}{_CLOSE}", f"# the {_WEEKDAYS}", _day),
    rule(
        r"(?P<y>[12][0-9]{3})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})(?=T[0-9]|(?!\w|[-/][0-9]))",
        "#",
        _iso_day,
    ),
    rule(r"(?P<y>[12][0-9]{3})-(?P<m>0[1-9]|1[0-2])(?!\w|[-/.][0-9])", "#", _iso_month),
    rule(
        r"(?P<a>[0-9]{1,2})(?P<sep>[-/.])(?P<b>[0-9]{1,2})(?P=sep)(?P<y>(?:1[5-9]|20)[0-9]{2})(?!\w|[-/.][0-9])",
        "#",
        _numeric,
    ),
    rule(rf"(?P<month>{MONTH}){_AFTER_MONTH}(?P<day>{DAY}){_TO}(?:the{SP})?{_DAY2}{_YEAR_TAIL}", _MONTHS, _day_range),
    rule(
        rf"(?P<month>{MONTH}){_AFTER_MONTH}(?P<day>{DAY}){_YEAR1}{_TO}(?P<month2>{MONTH}){_AFTER_MONTH}{_DAY2}{_YEAR_TAIL}",
        _MONTHS,
        _day_range,
    ),
    rule(rf"(?P<day>{DAY}){_TO}{_DAY2}{SP}(?P<month>{MONTH}){_YEAR_TAIL}", "#", _day_range),
    rule(
        rf"(?P<day>{DAY}){SP}(?P<month>{MONTH}){_YEAR1}{_TO}{_DAY2}{SP}(?P<month2>{MONTH}){_YEAR_TAIL}",
        "#",
        _day_range,
    ),
    rule(rf"(?i:{_WEEK}){_MONTH_DAY}", "the week", _week_of),
    rule(rf"(?i:{_WEEK}){_DAY_MONTH}", "the week", _week_of),
    rule(rf"{_EDGE}(?P<month>{MONTH})(?:,?{SP}(?:of{SP})?|{DASH}){_YEAR_WORDS}", f"{_MONTHS} {_EDGES}", _month),
    rule(
        rf"(?P<month>{MONTH})(?:,?{SP}(?P<year1>{YEAR}))?{_TO}(?P<month2>{MONTH})(?:,?{SP}(?:of{SP})?{_YEAR_WORDS})?",
        _MONTHS,
        _month_range,
    ),
    rule(rf"{_EDGE}(?P<month>{MONTH_FULL})", f"{_MONTHS} {_EDGES}", _bare_month),
    rule(
        rf"(?P<the>(?i:the){SP})?(?:(?i:early|mid|late)(?:{SP}|{DASH}))?(?P<season>{SEASON})"
        rf"(?P<of>{SP}(?:of|in){SP})?(?(of)|,?{SP}){_YEAR_WORDS}(?:[-–/][0-9]{{2}}{END})?",
        "the early mid late spring summer autumn fall winter",
        _season,
    ),
    rule(
        rf"(?i:(?:the{SP})?(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th){SP}(?P<part>half|quarter)"
        rf"{SP}of{SP})(?:(?P<the_year>the{SP}year){END}|{_YEAR_WORDS})",
        "the first second third fourth last #",
        _part_of_year,
    ),
    rule(
        rf"(?P<the>(?i:the){SP})?{_EDGE}(?:the{SP})?(?:(?P<long>1[5-9][0-9]0|20[0-9]0)|['’‘]?(?P<short>[1-9]0))['’]?s{END}",
        f"# {_EDGES}",
        _decade,
    ),
    rule(
        rf"{_EDGE}(?P<word>(?i:(?:the{SP})?(?:calendar{SP})?year){SP})?(?P<year>{YEAR})", f"# year {_EDGES}", _bare_year
    ),
    rule(rf"(?P<year1>{YEAR}){_TO}(?P<year2>{YEAR}|(?<=[-–])[0-9]{{2}}{NUMBER_END})", "#", _year_range),
    rule(
        rf"(?i:the){SP}(?P<day>[0-9]{{1,2}}(?:st|nd|rd|th)){END}"
        rf"(?:{SP}of{SP}(?P<relative_month>(?i:last|this|next)){SP}month{END})?",
        "the",
        _day_of_month,
    ),
)
