"""Rules for dates that are understood from another day: "yesterday", "last Friday", "two weeks ago", "that year"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from detente import edtf
from detente.extract.dates import reckoning
from detente.extract.dates.context import speaks_of_future, word_before
from detente.extract.dates.words import (
    COUNT,
    DASH,
    DAY,
    END,
    MONTH_FULL,
    NUMBER_WORDS,
    PART_OF,
    SEASON,
    SEASON_NAMES,
    SP,
    UNIT,
    VAGUE_NUMBERS,
    WEEKDAY,
    WEEKDAY_NAMES,
    Meaning,
    Rule,
    Setting,
    Tense,
    count,
    direction,
    month_number,
    rule,
    weekday_number,
)
from detente.model import Precision


def _day_word(match: re.Match[str], setting: Setting) -> Meaning | None:
    words = " ".join(match[0].lower().split())
    # "Russia Today" and "USA Today" are names.
    if match["word"] and match["word"][0].isupper() and word_before(match.string, match.start())[:1].isupper():
        return None
    days = 0
    if "yesterday" in words or words == "last night":
        days = -1
    elif "tomorrow" in words:
        days = 1
    if words.startswith("the day"):
        days *= 2
    return Meaning(edtf.day(setting.reference + timedelta(days=days)) if setting.reference else None, "day")


_FIRM_WEEKDAY = {"on", "last", "next", "this", "since", "until", "till", "by"}


def _weekday(match: re.Match[str], setting: Setting) -> Meaning | None:
    weekday, preceding = weekday_number(match["weekday"]), word_before(match.string, match.start()).lower()
    if preceding in {"every", "each"}:
        return None
    word = match["word"].lower() if match["word"] else None
    if match["weekday"] in setting.names and not (word or preceding in _FIRM_WEEKDAY or setting.alone):
        return None
    if word and word.startswith("the"):
        return Meaning(_weekday_beside_anchor(weekday, direction(word), setting), "day")
    return Meaning(
        edtf.day(_pick(match, weekday, setting.reference, setting.tense)) if setting.reference else None, "day"
    )


def _pick(match: re.Match[str], weekday: int, reference: date, tense: Tense | None) -> date:
    if match["week"]:
        week = reckoning.monday_of(reference) + timedelta(weeks=direction(match["week"]))
        return week + timedelta(days=weekday)
    if match["word"]:
        return reckoning.weekday_by(direction(match["word"]), weekday, reference)
    return reckoning.weekday_near(weekday, reference, tense)


def _weekday_beside_anchor(weekday: int, turn: int, setting: Setting) -> str | None:
    point = edtf.parse(setting.anchor) if setting.anchor else None
    days = edtf.bounds(setting.anchor) if setting.anchor else None
    if not isinstance(point, edtf.Point) or point.day is None or days is None:
        return None
    return edtf.day(reckoning.weekday_by(turn, weekday, days[0]))


def _weekday_range(match: re.Match[str], setting: Setting) -> Meaning | None:
    if match["joint"].strip() == "and" and word_before(match.string, match.start()).lower() != "between":
        return None
    if setting.reference is None:
        return Meaning(None, "day")
    first, last = weekday_number(match["weekday"]), weekday_number(match["weekday2"])
    if first == last:
        return None
    if setting.tense == "future":
        start = reckoning.weekday_near(first, setting.reference, "future")
        end = reckoning.weekday_near(last, start, "future")
    else:
        end = reckoning.weekday_near(last, setting.reference, "past")
        start = reckoning.weekday_near(first, end, "past")
    return Meaning(f"{edtf.day(start)}/{edtf.day(end)}", "day")


def _period(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Understand "last week", "earlier this month", "the end of the year"."""
    unit = match["unit"].lower()
    turn = direction(match["word"]) if match["word"] else 0
    if setting.reference is None:
        return Meaning(None, reckoning.unit_precision(unit))
    moved = reckoning.step(setting.reference, unit, turn)
    return Meaning(reckoning.whole(moved, unit), reckoning.unit_precision(unit))


def _before_last(match: re.Match[str], setting: Setting) -> Meaning | None:
    unit = match["unit"].lower()
    if setting.reference is None:
        return Meaning(None, reckoning.unit_precision(unit))
    amount = -2 if "last" in match[0].lower() else 2
    return Meaning(
        reckoning.whole(reckoning.step(setting.reference, unit, amount), unit), reckoning.unit_precision(unit)
    )


def _weekend(match: re.Match[str], setting: Setting) -> Meaning | None:
    if setting.reference is None:
        return Meaning(None, "day")
    if match["word"]:
        when = setting.reference + timedelta(weeks=direction(match["word"]))
    elif setting.tense == "future":
        when = setting.reference
    else:
        when = reckoning.weekday_near(5, setting.reference, "past")
    return Meaning(reckoning.weekend_of(when), "day")


def _month(match: re.Match[str], setting: Setting) -> Meaning | None:
    month, turn, reference = month_number(match["month"]), direction(match["word"]), setting.reference
    if reference is None:
        return Meaning(None, "month")
    year = reference.year
    if turn < 0 and month >= reference.month:
        year -= 1
    elif turn > 0 and month <= reference.month:
        year += 1
    return Meaning(f"{year:04d}-{month:02d}", "month")


def _season(match: re.Match[str], setting: Setting) -> Meaning | None:
    season = SEASON_NAMES[match["season"].lower()]
    if match["word"] is None:
        if not setting.alone and word_before(match.string, match.start()).lower() not in _SEASON_CUES:
            return None
        year = reckoning.year_of_season(season, setting)
        return Meaning(None if year is None else f"{year:04d}-{season}", "season")
    if setting.reference is None:
        return Meaning(None, "season")
    return Meaning(reckoning.season_by(direction(match["word"]), season, setting.reference), "season")


_SEASON_CUES = {"in", "by", "since", "until", "till", "during", "throughout", "over", "before", "after"}


def _stretch(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Understand "the past decade", "the next two weeks": an interval that ends or begins on the reference day."""
    unit = match["unit"].lower()
    plural = match["plural"] is not None
    amount = count(match["count"]) if match["count"] else (None if plural else 1)
    precision = reckoning.unit_precision(unit)
    # "the last day" is the last of something; "the next day" is told from the text.
    if unit == "day" and not plural:
        return None
    if setting.reference is None or amount is None:
        return Meaning(None, precision)
    return Meaning(reckoning.stretch(setting.reference, unit, amount * direction(match["word"]), precision), precision)


def _vague(match: re.Match[str], _setting: Setting) -> Meaning | None:
    return Meaning(None, reckoning.unit_precision(match["unit"].lower()))


def _amount(match: re.Match[str]) -> float | None:
    amount = count(match["count"])
    return amount + 0.5 if amount is not None and (match["half"] or match["half2"]) else amount


def _away(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Understand "two weeks ago", "a year from now", and "three days later", which is told from the anchor."""
    unit, way, amount = match["unit"].lower(), match["way"].lower().split()[0], _amount(match)
    precision = _precision_of(unit, amount)
    if amount is None:
        return Meaning(None, precision)
    signed = -amount if way in {"ago", "earlier"} else amount
    if way in {"ago", "from", "hence"}:
        return Meaning(_moved(setting.reference, unit, signed, precision), precision)
    if unit == "day":
        return Meaning(reckoning.beside_anchor(setting.anchor, int(signed)), precision)
    return Meaning(_moved(_anchor_for(precision, setting), unit, signed, precision), precision)


def _moved(when: date | None, unit: str, amount: float, precision: Precision) -> str | None:
    if when is None:
        return None
    moved = reckoning.step(when, unit, amount)
    return edtf.month(moved) if precision == "month" else reckoning.whole(moved, unit)


def _precision_of(unit: str, amount: float | None) -> Precision:
    """Return the precision of a count of units: half a year is told to the month."""
    if amount is not None and amount != int(amount):
        finer: dict[str, Precision] = {"decade": "year", "year": "month", "quarter": "month", "month": "week"}
        return finer.get(unit, "day")
    return reckoning.unit_precision(unit)


def _anchor_for(precision: Precision, setting: Setting) -> date | None:
    """Return the anchor's first day, if the anchor is as fine as the precision that is asked for."""
    days = edtf.bounds(setting.anchor) if setting.anchor else None
    if days is None:
        return None
    widest = {"day": 0, "week": 6, "month": 30, "season": 92, "year": 365, "decade": 3652}[precision]
    return days[0] if (days[1] - days[0]).days <= widest else None


def _ahead(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Understand "within two weeks" (an interval) and, after a verb that looks ahead, "in two weeks"."""
    unit, amount = match["unit"].lower(), _amount(match)
    precision = _precision_of(unit, amount)
    within = match["word"].lower() == "within"
    sure = within or match["time"] or setting.alone or setting.tense == "future"
    if not (sure or speaks_of_future(match.string, match.start())):
        return None
    if amount is None or setting.reference is None:
        return Meaning(None, precision)
    if within:
        return Meaning(reckoning.stretch(setting.reference, unit, amount, precision), precision)
    return Meaning(_moved(setting.reference, unit, amount, precision), precision)


def _anaphor(match: re.Match[str], setting: Setting) -> Meaning | None:
    """Understand "that day", "the following year", "the day before": told from the date the text last named."""
    unit = match["unit"].lower()
    if unit in {"morning", "afternoon", "evening", "night"}:
        unit = "day"
    turn = direction(match["word"]) if match["word"] else {"before": -1, "after": 1}[match["way"].lower()]
    precision = reckoning.unit_precision(unit)
    if unit == "day":
        return Meaning(reckoning.beside_anchor(setting.anchor, turn), precision)
    return Meaning(_moved(_anchor_for(precision, setting), unit, turn, precision), precision)


_EDGE = rf"(?:(?:earlier|later|late|early|mid)(?:{SP}|-)(?:in{SP})?|{PART_OF})?"
_TURN = rf"(?P<word>last|next|this{SP}past|this{SP}coming|this)"
_PART_OF_DAY = r"(?:morning|afternoon|evening|night)"
_PERIOD = r"(?P<unit>week|month|quarter|year|decade)"
_NOT_OF = rf"(?!{SP}of{SP}(?!the{SP}year))"  # "the last week of May"
_EDGE_WORDS = "earlier later late early mid the start beginning middle end close first second latter"
_COUNT_WORDS = "# half couple " + " ".join([*NUMBER_WORDS, *VAGUE_NUMBERS])
_HALF = rf"(?:{SP}and{SP}a{SP}half)"

RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:(?:(?i:earlier|later|late|early){SP})?(?P<word>(?i:today|yesterday|tomorrow))(?:{SP}{_PART_OF_DAY})?"
        rf"|[Tt]onight|[Tt]his{SP}(?:morning|afternoon|evening)|[Ll]ast{SP}night"
        rf"|(?i:the{SP}day{SP}(?:before{SP}yesterday|after{SP}tomorrow))){END}",
        "earlier later late early today yesterday tomorrow tonight this last the",
        _day_word,
    ),
    rule(
        rf"(?:(?i:{_TURN[:-1]}|the{SP}(?:following|previous|preceding))){SP})?(?P<weekday>{WEEKDAY})"
        rf"(?:{SP}{_PART_OF_DAY}{END})?(?:{SP}(?:of{SP})?(?P<week>(?i:last|next|this)){SP}week{END})?",
        "last next this the " + " ".join(WEEKDAY_NAMES).lower(),
        _weekday,
    ),
    rule(
        rf"(?P<weekday>{WEEKDAY})(?P<joint>{SP}?{DASH}{SP}?|{SP}(?:to|through|until|till|and){SP})(?P<weekday2>{WEEKDAY})",
        " ".join(WEEKDAY_NAMES).lower(),
        _weekday_range,
    ),
    rule(rf"(?i:{_EDGE}{_TURN}{SP}{_PERIOD}){END}{_NOT_OF}", f"last next this {_EDGE_WORDS}", _period),
    rule(rf"(?i:{PART_OF}(?:the|(?P<word>this)){SP}{_PERIOD}){END}{_NOT_OF}", _EDGE_WORDS, _period),
    rule(rf"(?i:(?:the{SP})?(?P<word>)(?P<unit>year)(?:['’]s{SP}end|-end)){END}", "the year", _period),
    rule(rf"(?i:the{SP}(?P<word>current){SP}{_PERIOD}){END}", "the", _period),
    rule(rf"(?i:the{SP}{_PERIOD}{SP}(?:before{SP}last|after{SP}next)){END}", "the", _before_last),
    rule(rf"(?i:(?:{_TURN}|the){SP}weekend){END}", "last next this the", _weekend),
    rule(rf"(?i:{_EDGE}{_TURN}){SP}(?P<month>{MONTH_FULL})(?!{SP}{DAY})", f"last next this {_EDGE_WORDS}", _month),
    rule(
        rf"(?i:{_EDGE}(?:{_TURN}|the)){SP}(?P<season>{SEASON}){_NOT_OF}",
        f"last next this {_EDGE_WORDS}",
        _season,
    ),
    rule(
        rf"(?i:the{SP}(?P<word>past|last|next|coming)(?:{SP}(?P<count>{COUNT}))?{SP}(?P<unit>{UNIT})(?P<plural>s)?){END}{_NOT_OF}",
        "the",
        _stretch,
    ),
    rule(rf"(?i:(?:recent|coming){SP}(?P<unit>{UNIT})s){END}", "recent coming", _vague),
    rule(rf"(?i:the{SP}(?P<unit>{UNIT})s?{SP}(?:ahead|to{SP}come)){END}", "the", _vague),
    rule(rf"(?i:(?P<unit>{UNIT})s{SP}ago){END}", "days weeks months years decades", _vague),
    rule(
        rf"(?i:(?P<count>{COUNT})(?P<half>{_HALF})?(?:{SP}|-)(?P<unit>{UNIT})s?(?P<half2>{_HALF})?"
        rf"{SP}(?P<way>ago|earlier|later|from{SP}(?:now|today)|hence)){END}(?!{SP}than)",
        _COUNT_WORDS,
        _away,
    ),
    rule(
        rf"(?i:(?P<word>in|within){SP}(?P<count>{COUNT})(?P<half>{_HALF})?(?:{SP}|-)(?P<unit>{UNIT})s?(?P<half2>{_HALF})?"
        rf"(?P<time>['’]s?{SP}time)?){END}(?!{SP}(?:of|ago|earlier|later|before|after))",
        "in within",
        _ahead,
    ),
    rule(
        rf"(?i:(?:the{SP}(?P<word>same|following|previous|preceding|next)){SP}(?P<unit>day|{_PART_OF_DAY})"
        rf"){END}",
        "the",
        _anaphor,
    ),
    rule(rf"(?i:(?P<word>that){SP}(?P<unit>day|{_PART_OF_DAY}|week|month|year)){END}", "that", _anaphor),
    rule(
        rf"(?i:the{SP}(?P<word>same|following|previous|preceding){SP}(?P<unit>week|month|year)){END}{_NOT_OF}",
        "the",
        _anaphor,
    ),
    rule(
        rf"(?i:the{SP}(?P<word>)(?P<unit>day|week|month|year){SP}(?P<way>before|after))(?=\s?[.,;:!?)\"”]|\s?\Z)",
        "the",
        _anaphor,
    ),
)
