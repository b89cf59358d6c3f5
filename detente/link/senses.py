"""The lexicon of all dictionaries, and the choice among the senses of a phrase by date and by the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from detente import edtf
from detente.link import tables
from detente.link.lexicon import Kind, Lexicon, Sense, slug, spellings

FORM_SCORES = {"name": 1.0, "adjective": 0.95, "people": 0.95, "capital": 0.9}
OUTLET_SCORE, ORGANISATION_SCORE = 0.95, 0.95
# How far the words of a "not:" rule may stand away, in characters.
NEAR = 60
BEFORE = re.compile(r"([^\W_][\w.’'-]*)[^\S\n]+$")
AFTER = re.compile(r"[^\S\n]+([^\W_][\w.’'-]*)")
# Capitalised words beside a name that are no part of it.
BESIDE = frozenset(
    "A According After Against Although An And As At Because Before Between But By Could Did Does For From Has "
    "Have How If In Into Is Like Meanwhile Near Of On Or Over Since So That The Then To Toward Towards Under Was "
    "Were What When Where While Who Why Will With Would Mr Mrs Monday Tuesday Wednesday Thursday Friday Saturday "
    "Sunday January February March April May June July August September October November December".split()
)


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of every phrase of the dictionaries, built once."""
    made = Lexicon()
    decided = frozenset(row.form for row in tables.state_forms())
    names = {row.code: row.name for row in tables.states()}
    for state in tables.states():
        for form_kind, form in state.forms:
            if form not in decided:
                sense = Sense(
                    state.code,
                    state.name,
                    "state",
                    state.code,
                    FORM_SCORES[form_kind],
                    form_kind,
                    period=state.period,
                )
                _add(made, form, sense, capitals=True)
    names["EUU"] = "European Union"
    for row in tables.state_forms():
        sense = Sense(
            row.code, names[row.code], "state", row.code, row.score, row.kind, True, row.period, True, row.rules
        )
        _add(made, row.form, sense, capitals=row.kind != "prefix")
    _add_organisations(made)
    _add_offices(made)
    for phrase in tables.not_actors():
        _add(made, phrase, Sense("", phrase, "none"), capitals=True)
    for leader in tables.leaders():
        sense = Sense(
            f"person:{slug(leader.person)}", leader.person, "person", score=0.95, form="", period=leader.period
        )
        for name in (leader.person, *leader.spellings):
            # One word may be anybody's; it is looked up where a person is known to be meant (``people``).
            if " " in name:
                _add(made, name, sense, capitals=False)
    return made


def _add(made: Lexicon, phrase: str, sense: Sense, *, capitals: bool, article: bool = True) -> None:
    for spelling in spellings(phrase, exact="exact" in sense.rules, capitals=capitals):
        if not spelling.startswith("the ") or phrase.startswith("the "):
            made.add(spelling, sense)
        elif article:
            # "the Guardian", but not in "the Guardian Council".
            made.add(spelling, replace(sense, rules=("alone",)))


def _add_organisations(made: Lexicon) -> None:
    for row in tables.organisations():
        kind: Kind = "state" if row.id == "EUU" else row.kind  # type: ignore[assignment]  # tables checked it
        state = row.state if row.voice else None
        score = OUTLET_SCORE if kind == "outlet" else ORGANISATION_SCORE
        for phrase in (row.name, *row.aliases):
            sense = Sense(row.id, row.name, kind, state, score, "name", row.voice, row.period)
            # "the Guardian" is "The Guardian"; "the Washington Post" is known without its article.
            article = phrase.removeprefix("The ") not in {row.name, *row.aliases}
            _add(made, phrase, sense, capitals=kind != "outlet" and " " in phrase, article=article)


def _add_offices(made: Lexicon) -> None:
    for row in tables.offices():
        kind: Kind = row.kind  # type: ignore[assignment]  # tables checked it
        for phrase in (row.name, *row.variants):
            # A single small word ("leader", "aide") says little by itself.
            score = 0.9 if row.state else 0.6 if " " in phrase or "-" in phrase else 0.4
            sense = Sense(row.id, row.name, kind, row.state, score, "", row.acts, row.period)
            _add(made, phrase, sense, capitals=True)


def choose(senses: Sequence[Sense], place: tuple[str, int, int], on: date) -> Sense | None:
    """Return what a phrase means here on a day: of the senses that the words around allow, the one valid then.

    A name outlives its bearer: where no sense covers the day, the nearest one counts, at half its score before it
    began. A sense that is strict about its period does not.

    Args:
        senses: what the phrase may mean.
        place: the text, and where in it the phrase begins and ends.
        on: the day the text is read as of.
    """
    if len(senses) == 1 and senses[0].bare:
        return senses[0]
    allowed = [s for s in senses if not s.rules or not _withheld(s.rules, place)]
    valid = [s for s in allowed if s.period.covers(on, on)]
    if len({s.actor for s in valid if s.kind == "person"}) > 1:
        return None  # Two people in office are called so: neither is guessed.
    if valid:
        return max(valid, key=lambda s: s.score)
    lenient = [s for s in allowed if not s.strict]
    if not lenient:
        return None
    nearest = min(lenient, key=lambda s: s.period.gap(on))
    return replace(nearest, score=nearest.score / 2) if on < nearest.period.since else nearest


def _withheld(rules: tuple[str, ...], place: tuple[str, int, int]) -> bool:
    return any(_applies(rule, *place) for rule in rules)


def _applies(rule: str, text: str, start: int, end: int) -> bool:
    if rule == "alone":
        return _in_longer_name(text, start, end)
    if rule == "caps":
        return _in_capitals(text, start, end)
    if rule.startswith("not:"):
        around = text[max(0, start - NEAR) : start] + " " + text[end : end + NEAR]
        return re.search(rf"\b(?:{rule[4:]})\b", around) is not None
    return False


def _in_longer_name(text: str, start: int, end: int) -> bool:
    before = BEFORE.search(text, max(0, start - NEAR), start)
    after = AFTER.match(text, end)
    return (before is not None and _part_of_name(before[1])) or (after is not None and _part_of_name(after[1]))


def _part_of_name(word: str) -> bool:
    """Say whether a word beside a name makes it a longer name: capitalised, and no word that stands by itself."""
    bare = word.rstrip(".,")
    return bare[:1].isupper() and bare not in BESIDE and not known_alone(bare)


@cache
def known_alone(word: str) -> bool:
    """Say whether one word by itself names a state's people, an organisation or an office ("King", "French")."""
    match = re.match(r"\w+", word)
    found = lexicon().find_at(word, match, len(word)) if match else []
    return any(sense.kind in {"post", "body", "state"} for _, senses in found for sense in senses)


def _in_capitals(text: str, start: int, end: int) -> bool:
    beside = (BEFORE.search(text, max(0, start - NEAR), start), AFTER.match(text, end))
    words = [m[1] for m in beside if m is not None]
    return bool(words) and all(len(w) > 1 and w.isupper() and not known_alone(w) for w in words)


def day_of(on: str | None) -> date:
    """Return the first day an EDTF date allows, the last of days for none: an undated text is read as of today."""
    found = edtf.bounds(on) if on else None
    return found[0] if found else date.max
