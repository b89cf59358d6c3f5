"""Dates in English text: found with their words, understood against the day of publication.

``find`` goes through the words of a text once; a word that can start a date is tried against the rules of
``absolute`` and ``relative`` that start with it, and the longest match wins. Each rule costs a bounded
amount of time, so the whole takes time linear in the text.

What is claimed is what the words and the day of publication give: where they leave the date open, ``on`` is None
("Monday" in a text without a date), or has the year unspecified (``XXXX-05-24``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from detente import edtf
from detente.extract.dates import absolute, relative
from detente.extract.dates.context import is_name
from detente.extract.dates.words import NAME_LIKE, Meaning, Rule, Setting, Tense
from detente.model import Precision, TimeExpression

_WORD = re.compile(r"\w+")
_LONGEST_START = 10  # letters of the longest word that starts a rule
_NUMBER = "#"
# Directly before a number these make it part of another number, an address, a price or a version.
_NUMBER_GLUE = frozenset(".,:/$€£#+-_=&@\\")
_WORD_GLUE = frozenset("/@#_=&\\")
_ADDRESS_AFTER = re.compile(r"[@/\\_]\w|\.[a-z]{2,12}\b")
_LEADING = re.compile(
    r"(?:on|in|at|by|since|until|till|during|from|before|after|of|for|over|throughout|between)\s+", re.I
)


def _rules_by_start() -> dict[str, tuple[Rule, ...]]:
    rules = (*absolute.RULES, *relative.RULES)
    starts = {start for each in rules for start in each.starts}
    return {start: tuple(each for each in rules if start in each.starts) for start in starts}


_RULES = _rules_by_start()


def find(text: str, published: str | None, article_id: str) -> tuple[TimeExpression, ...]:
    """Return the dates an English text names, in order, none overlapping another.

    ``published`` is EDTF. A weekday is taken as the nearest one on or before that day; a day or month without a year
    as the nearest, preferring the past. Where it is None, the year of a full date is carried to the dates after it,
    unless dates without a year came before it. Words whose verb is in the future are for ``resolve`` with that tense.
    """
    setting, coarse = _setting(published)
    return tuple(
        TimeExpression(article_id, start, end, text[start:end], found.on, found.precision)
        for start, end, found in _scan(text, setting, coarse)
    )


def resolve(words: str, published: str | None, tense: Tense | None = None) -> tuple[str | None, Precision | None]:
    """Understand words that are known to be a date, with or without a preposition before them.

    Returns EDTF (None where nothing can resolve it) and precision; (None, None) for words that are no date. ``tense``
    is that of the verb the words belong to: "will meet on Monday" looks ahead. Without it the past is preferred.
    """
    setting, coarse = _setting(published)
    bare = words.strip()
    setting = replace(setting, tense=tense, alone=True)
    for candidate in (bare, _LEADING.sub("", bare, count=1)):
        for start, _, found in _scan(candidate, setting, coarse):
            if start == 0 or candidate is not bare:
                return found.on, found.precision
            break
    return None, None


def _setting(published: str | None) -> tuple[Setting, tuple[date, date] | None]:
    """Return what dates are understood against, and the bounds of a day of publication not known to the day."""
    days = edtf.bounds(published) if published else None
    if days is None:
        return Setting(), None
    if days[0] == days[1]:
        return Setting(reference=days[0]), None
    return Setting(year=days[0].year if days[0].year == days[1].year else None), days


def _scan(text: str, setting: Setting, coarse: tuple[date, date] | None) -> Iterator[tuple[int, int, Meaning]]:
    position = 0
    for word in _WORD.finditer(text):
        start, end = word.span()
        if start < position or end - start > _LONGEST_START:
            continue
        written = word[0]
        number = written[0] in "0123456789"
        rules = _RULES.get(_NUMBER if number else written.lower())
        if rules is None or text[start - 1 : start] in (_NUMBER_GLUE if number else _WORD_GLUE):
            continue
        if written in NAME_LIKE and is_name(text, (start, end)):
            setting = replace(setting, names=setting.names | {written})
            continue
        longest = _longest(text, start, rules, (setting, coarse))
        if longest is None:
            continue
        position, found = longest
        yield start, position, found
        setting = _after(setting, found, coarse)


def _longest(
    text: str, start: int, rules: tuple[Rule, ...], against: tuple[Setting, tuple[date, date] | None]
) -> tuple[int, Meaning] | None:
    """Return the end and the meaning of the longest match that is a date."""
    matches = [(match, each) for each in rules if (match := each.pattern.match(text, start))]
    for match, each in sorted(matches, key=lambda pair: -pair[0].end()):
        if _ADDRESS_AFTER.match(text, match.end()):
            continue
        found = _understand(each, match, against)
        if found is not None:
            return match.end(), found
    return None


def _understand(each: Rule, match: re.Match[str], against: tuple[Setting, tuple[date, date] | None]) -> Meaning | None:
    """Apply a rule; against a month or a year of publication, what both of its ends agree on."""
    setting, coarse = against
    try:
        if coarse is not None:
            first, last = (each.build(match, replace(setting, reference=end)) for end in coarse)
            if first is not None and first == last:
                return first
        return each.build(match, setting)
    except (OverflowError, ValueError):
        # The calendar of datetime ends with the years 1 and 9999.
        return None


def _after(setting: Setting, found: Meaning, coarse: tuple[date, date] | None) -> Setting:
    """Return the setting for what follows: the anchor moves, a year that was spelled out is carried."""
    if found.on is None:
        return setting
    setting = replace(setting, anchor=found.on, named_day=found.on if found.names_day else setting.named_day)
    if setting.reference is not None or coarse is not None:
        return setting
    if found.on.startswith("XXXX"):
        # A writer who leaves out the year before having named one means the year of writing, which is not known: a
        # year spelled out after that is another one.
        return replace(setting, carries=False)
    if setting.carries and found.names_day and found.spelled_year is not None:
        # The latest year named, not the last: a look back at an old treaty does not move the story there.
        return replace(setting, year=max(found.spelled_year, setting.year or 0))
    return setting
