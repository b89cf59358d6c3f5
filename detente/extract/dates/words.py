"""The words English has for the calendar, as pieces of regular expressions, and what a rule of the grammar is.

Every repetition in these pieces is bounded, so that a match at one place costs a bounded amount of time and a scan
of a text a time linear in its length, whatever the text.

The extent of an expression follows TIMEX3 (ISO 24617-1, ISO-TimeML): articles and "ago" belong to it, a preposition
does not ("on [Monday]", "in [2021]"), save where the preposition is what makes a point in time ("in two weeks").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.model import Precision

Tense = Literal["past", "future"]

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASON_NAMES = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
NUMBER_WORDS = {
    **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15},
    **{"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40},
    **{"fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
}
# Before, at or after the day, week, month or year that is spoken from.
DIRECTIONS = {
    **{"last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "same": 0, "that": 0, "current": 0},
    **{"next": 1, "coming": 1, "following": 1},
}
VAGUE_NUMBERS = ("few", "several", "many", "some")
# Names of people (Theresa May, April Glaspie, Joe Friday) and, in "March", of demonstrations and verbs.
NAME_LIKE = frozenset({"March", "April", "May", "June", "August", *WEEKDAY_NAMES})

# A space of running text: it may hold one line break (hard-wrapped text), never an empty line.
SP = r"(?:[^\S\n]{1,3}\n?[^\S\n]{0,3}|\n[^\S\n]{0,3})"
DASH = r"[-\u2010-\u2015]"
END = r"(?!\w)"

_FULL = "|".join(MONTH_NAMES)
_SHORT = "|".join(rf"{name[:3]}\.?" for name in MONTH_NAMES if name != "May")
MONTH = rf"(?:{_FULL}|{_FULL.upper()}|Sept\.?|SEPT\.?|{_SHORT}|{_SHORT.upper()}){END}"
MONTH_FULL = rf"(?:{_FULL}|Sept\.|{_SHORT.replace('?', '')}){END}"
WEEKDAY = rf"(?:{'|'.join(WEEKDAY_NAMES)}|{'|'.join(WEEKDAY_NAMES).upper()}){END}"
WEEKDAY_ANY = rf"(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun){END}\.?)"
SEASON = rf"(?i:{'|'.join(SEASON_NAMES)}){END}"
# What measures never date: "May 24 percent", "2021 km".
_MEASURES = (
    r"percent|per[ ]cent|percentage|million|billion|trillion|thousand|hundred|km|kilomet(?:re|er)s?|miles?"
    r"|met(?:re|er)s?|feet|tons?|tonnes?|barrels?|dollars?|euros?|rou?bles?|pounds?|hours?|minutes?|megawatts?"
    r"|hectares?|kg|mph"
)
NOT_MEASURE = rf"(?!%|{SP}?(?:{_MEASURES}){END})"
# The number ends here: no decimals, no thousands, no clock time.
NUMBER_END = r"(?!\w|[.,:/][0-9])"
DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?!\w)"
YEAR = rf"(?:1[0-9]{{3}}|20[0-9]{{2}}){NUMBER_END}{NOT_MEASURE}"
COUNT = (
    r"(?:[0-9]{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-[a-z]{3,5}"
    rf"|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}|half{SP}an?|an?{SP}half"
    rf"|an?{SP}few|a{SP}couple{SP}of|a{SP}couple|{'|'.join(VAGUE_NUMBERS)})"
)
UNIT = r"(?:day|week|fortnight|month|quarter|year|decade)"

# Parts of a period, which EDTF has no words for: the period itself stands for them.
PART_OF = (
    rf"(?:the{SP})?(?:(?:first|second|latter){SP}half|(?:first|last){SP}(?:days|weeks|months)|(?:very{SP})?(?:start"
    rf"|beginning|middle|end|close)){SP}of{SP}"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is understood against.

    ``reference`` is the day of publication; ``year`` the year to take for dates that name none, where there is no
    reference; ``anchor`` the EDTF of the last date the text named ("the next day") and ``named_day`` of the last day it
    named with its month ("the 28th"); ``tense`` that of the verb the expression belongs to, where the caller knows it;
    ``names`` the words of the calendar that the text has used as somebody's name. ``carries``: a year that is spelled
    out holds for later dates. ``alone``: the words stand alone and are known to be a date, so no context is asked for.
    """

    reference: date | None = None
    year: int | None = None
    anchor: str | None = None
    named_day: str | None = None
    tense: Tense | None = None
    names: frozenset[str] = frozenset()
    carries: bool = True
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression means: EDTF or None, precision, the year if the words spell it out, and if they name a day."""

    on: str | None
    precision: Precision
    spelled_year: int | None = None
    names_day: bool = False


Build = Callable[["re.Match[str]", Setting], Meaning | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A form of the grammar: its pattern, the words it can start with (``#`` for a number), and how to understand it.

    ``build`` returns None where the words turn out to be no date.
    """

    pattern: re.Pattern[str]
    starts: frozenset[str]
    build: Build


def rule(pattern: str, starts: str, build: Build) -> Rule:
    """Compile a rule; ``starts`` lists its first words, lower case, separated by spaces."""
    return Rule(re.compile(pattern), frozenset(starts.split()), build)


def month_number(word: str) -> int:
    """Return 1 to 12 for a month's name or abbreviation."""
    return [name[:3].lower() for name in MONTH_NAMES].index(word[:3].lower()) + 1


def weekday_number(word: str) -> int:
    """Return 0 (Monday) to 6 for a weekday's name or abbreviation."""
    return [name[:3].lower() for name in WEEKDAY_NAMES].index(word[:3].lower())


def day_number(words: str) -> int:
    """Return the number of "24", "24th" or "03"."""
    return int(words.rstrip("stndrh"))


def count(words: str) -> float | None:
    """Return the number that the words of ``COUNT`` name, 0.5 for "half a", or None for "a few" and "several"."""
    text = " ".join(words.lower().split())
    if text.isdecimal():
        return int(text)
    if "half" in text:
        return 0.5
    if "couple" in text:
        return 2
    tens, _, ones = text.partition("-")
    if tens not in NUMBER_WORDS:
        return None
    return NUMBER_WORDS[tens] + NUMBER_WORDS.get(ones, 0)


def direction(words: str) -> int:
    """Return -1, 0 or 1 for "last", "this", "next" and their like; the last word counts ("this past week")."""
    return DIRECTIONS[words.lower().split()[-1]]
