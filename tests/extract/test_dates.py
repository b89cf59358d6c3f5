"""Dates in text: labelled sentences in tests/cases/dates.tsv, properties, and time on hostile input.

The file has a row per text: the words found, what they mean and how precisely, separated by " | "; "-" for a date that
nothing resolves, a backslash and "n" for a line break.
"""

import csv
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import edtf
from detente.extract import dates
from detente.extract.dates import absolute, relative
from detente.extract.dates.words import MONTH_NAMES, WEEKDAY_NAMES, Rule, Tense

CASES = Path(__file__).parents[1] / "cases" / "dates.tsv"
Row = tuple[str, str | None, list[tuple[str, str | None, str]]]


def rows() -> list[Row]:
    read = []
    with CASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True):
            fields = {name: value.replace("\\n", "\n") for name, value in row.items()}
            parts = [fields[name].split(" | ") if fields[name] else [] for name in ("words", "on", "precision")]
            found = [(words, None if on == "-" else on, exact) for words, on, exact in zip(*parts, strict=True)]
            read.append((fields["text"], fields["published"] or None, found))
    return read


ROWS = rows()
RULES = [
    pytest.param(rule, id=f"{number}{rule.build.__name__}")
    for number, rule in enumerate((*absolute.RULES, *relative.RULES))
]


@pytest.mark.parametrize(("text", "published", "expected"), ROWS, ids=[row[0][:60] for row in ROWS])
def test_labelled_sentences(text: str, published: str | None, expected: list[tuple[str, str | None, str]]) -> None:
    found = dates.find(text, published, "a")
    assert [(each.text, each.on, each.precision) for each in found] == expected


def test_there_are_enough_rows_and_none_twice() -> None:
    assert len(ROWS) >= 150
    assert len({row[:2] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_matches_the_words_of_some_row(rule: Rule) -> None:
    words = [words for _, _, found in ROWS for words, _, _ in found]
    assert any(rule.pattern.fullmatch(each) for each in words)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_listed_under_the_first_word_of_what_it_matches(rule: Rule) -> None:
    for _, _, found in ROWS:
        for words, _, _ in found:
            first = dates._WORD.search(words)
            if rule.pattern.fullmatch(words) and first is not None:
                start = "#" if first[0][0].isdigit() else first[0].lower()
                assert start in rule.starts, words


FORMATS = (
    "{month} {day}, {year}",
    "{day} {month} {year}",
    "{weekday}, {month} {day}, {year}",
    "the {day}th of {month}, {year}",
)
any_day = st.dates(min_value=date(1800, 1, 1), max_value=date(2099, 12, 31))


@given(any_day, st.sampled_from(FORMATS), st.none() | any_day)
def test_a_full_date_is_found_whenever_it_is_published(when: date, form: str, published: date | None) -> None:
    words = form.format(
        day=when.day, month=MONTH_NAMES[when.month - 1], year=when.year, weekday=WEEKDAY_NAMES[when.weekday()]
    )
    text = f"The two sides met on {words} in Vienna."
    (found,) = dates.find(text, published.isoformat() if published else None, "a")
    assert (found.text, found.on, found.precision) == (words, when.isoformat(), "day")
    assert dates.resolve(words, None) == (when.isoformat(), "day")


@given(any_day, st.integers(-180, 0))
def test_a_day_of_the_last_half_year_keeps_its_year(published: date, ago: int) -> None:
    when = published + timedelta(days=ago)
    words = f"{MONTH_NAMES[when.month - 1]} {when.day}"
    (found,) = dates.find(f"They met on {words}.", published.isoformat(), "a")
    assert found.on == when.isoformat()


@given(any_day, st.sampled_from(WEEKDAY_NAMES))
def test_a_weekday_is_the_nearest_in_the_direction_of_the_tense(published: date, name: str) -> None:
    for tense, low, high in (("past", -6, 0), (None, -6, 0), ("future", 0, 6)):
        on, precision = dates.resolve(f"on {name}", published.isoformat(), tense)  # type: ignore[arg-type]  # a Literal
        assert on is not None
        when = date.fromisoformat(on)
        assert precision == "day"
        assert WEEKDAY_NAMES[when.weekday()] == name
        assert low <= (when - published).days <= high


@pytest.mark.parametrize(
    ("words", "published", "tense", "expected"),
    [
        ("on May 24", "2021-05-26", "future", ("2022-05-24", "day")),
        ("on May 24", "2021-05-24", "future", ("2021-05-24", "day")),
        ("on June 2", "2021-05-24", "past", ("2020-06-02", "day")),
        ("in March", "2021-05-24", "future", ("2022-03", "month")),
        ("in May", "2021-05-24", None, ("2021-05", "month")),
        ("2021", None, None, ("2021", "year")),
        ("on the 28th", "2021-05-24", "future", ("2021-05-28", "day")),
        ("on the 28th", "2021-05-24", None, ("2021-04-28", "day")),
        ("at the weekend", "2021-05-26", "future", ("2021-05-29/2021-05-30", "day")),
        ("Monday to Friday", "2021-05-26", "future", ("2021-05-31/2021-06-04", "day")),
        ("in two weeks", "2021-05-26", None, ("2021-06-07/2021-06-13", "week")),
        ("on Monday", None, None, (None, "day")),
        ("on Monday", "not a date", None, (None, "day")),
        ("soldiers", "2021-05-26", None, (None, None)),
        ("", "2021-05-26", None, (None, None)),
        ("yesterday", "0001-01-01", None, (None, None)),
        ("next week", "9999-12-31", None, (None, None)),
    ],
)
def test_resolve(
    words: str, published: str | None, tense: Tense | None, expected: tuple[str | None, str | None]
) -> None:
    assert dates.resolve(words, published, tense) == expected


PIECES = (
    *("the", "May", "24", "May 24", ",", " ", "  ", "\n", "2021", "-", "/", "on Monday", "last", "next", "week", "of"),
    *("1970s", "'70s", "early ", "two", "weeks", "ago", "(", ")", "first half of", "and", "to", "from", "will ", "in"),
    *("28th", "year", "that", "day", "before", "é", "\u00a0", ".", "’s", "000", "soldiers", "31", "February", "spring"),
    *("a", "Theresa "),
)
jumble = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=80)
maybe_published = st.none() | st.sampled_from(
    ("2021-05-24", "2021-05", "2021", "XXXX-05-24", "197X", "1969-03-16", "9999")
)


@settings(max_examples=400)
@given(jumble, maybe_published)
def test_findings_point_at_their_words_and_are_valid(text: str, published: str | None) -> None:
    end = 0
    for found in dates.find(text, published, "a"):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert found.precision is not None
        if found.on is not None:
            assert str(edtf.parse(found.on)) == found.on
        end = found.end


@given(jumble, maybe_published)
def test_the_same_text_gives_the_same_dates(text: str, published: str | None) -> None:
    assert dates.find(text, published, "a") == dates.find(text, published, "a")


def seconds(text: str) -> float:
    """CPU seconds of the faster of two runs."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        dates.find(text, "2021-05-24", "a")
        taken.append(time.process_time() - start)
    return min(taken)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4), st.sampled_from(("", " ", "\n")))
def test_time_is_linear_on_hostile_text(pieces: list[str], joint: str) -> None:
    unit = joint.join(pieces) + joint
    short = (unit * (8_000 // len(unit) + 1))[:8_000]
    # Four times the text; a quadratic scan would take sixteen times as long. The constant is for the clock's grain.
    assert seconds(short * 4) < 8 * seconds(short) + 0.02


def test_a_million_characters_of_prose_take_seconds_at_most() -> None:
    prose = " ".join(row[0] for row in ROWS)
    filler = "The two governments said little about the talks and the papers wrote much about them. " * 10
    text = (prose + filler * 15) * (1_000_000 // len(prose + filler * 15))
    assert seconds(text) < 5
