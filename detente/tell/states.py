"""States by the names a person types, and by the name a reader is shown."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from detente.errors import UsageError

UNION, UNION_NAMES = "EUU", ("European Union", "EU")
# Names that English gives an article: unions, kingdoms, republics, and plurals.
ARTICLE = re.compile(
    "^(United|Soviet|European|Central African|Democratic Republic|Czech Republic|Dominican Republic)"
    "|(Islands|Netherlands|Philippines|Maldives|Bahamas|Gambia|Comoros|Republic|Union)$"
)
# A form that means a state less surely than this is no name to type.
SURE = 0.5


def name(code: str) -> str:
    """Return the state's name in English, the code itself where it is not known."""
    return _names().get(code, code)


def code(text: str) -> str:
    """Return the code of a state given as code, name, adjective, people or capital, in any case ("RUS", "russia").

    A form whose state changed with time ("Moscow") means today's.

    Raises:
        UsageError: no state is called so; the message names those spelt most alike.
    """
    found = _codes().get(_fold(text))
    if found is None:
        raise UsageError(f"no state is called {text!r}{_near(text)}; give a name or an ISO 3166 code, as Russia or RUS")
    return found


def named(text: str) -> str | None:
    """Return the code of the state that the words are a name of, and nothing else; None where they are none."""
    return _codes().get(_fold(text))


def meant(text: str) -> frozenset[str]:
    """Return the codes of all states that the words, and nothing else, have named at one time or another."""
    return _ever().get(_fold(text), frozenset())


def spoken(text: str) -> str:
    """Return a state's name as it stands in a sentence ("the United States"); other words as they are."""
    return f"the {text}" if named(text) and ARTICLE.search(text) else text


@cache
def _names() -> dict[str, str]:
    return {UNION: UNION_NAMES[0]} | {row["code"]: row["name"] for row in _rows("states.tsv")}


@cache
def _codes() -> dict[str, str]:
    """Return the code by folded name; a state's own name wins over another's alias, and a code over any name."""
    codes = {_fold(form): UNION for form in UNION_NAMES}
    for row in _rows("states.tsv"):
        for column in ("capitals", "people", "adjectives", "aliases"):
            codes |= {_fold(form): row["code"] for form in row[column].split(";") if form}
    for row in _rows("state_forms.tsv"):
        if not row["until"] and row["kind"] != "prefix" and float(row["score"]) >= SURE:
            codes[_fold(row["form"])] = row["code"]
    return codes | {_fold(known): code for code, known in _names().items()} | {_fold(code): code for code in _names()}


@cache
def _ever() -> dict[str, frozenset[str]]:
    """Return the codes by folded name, those a form had in the past among them ("Moscow": RUS and SUN)."""
    ever = {form: {code} for form, code in _codes().items()}
    for row in _rows("state_forms.tsv"):
        if row["kind"] != "prefix" and float(row["score"]) >= SURE:
            ever.setdefault(_fold(row["form"]), set()).add(row["code"])
    return {form: frozenset(codes) for form, codes in ever.items()}


def _rows(file: str) -> Iterator[dict[str, str]]:
    text = files("detente.data").joinpath(file).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return iter(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in decomposed if char.isalnum() or char.isspace())
    return " ".join(kept.split()).removeprefix("the ")


def _near(text: str) -> str:
    from rapidfuzz import fuzz, process

    # Codes and initials are too short to be told from each other by their letters.
    known = [form for form in _codes() if len(form) > 3]
    met = process.extract(_fold(text), known, scorer=fuzz.ratio, limit=6, score_cutoff=70)
    codes = list(dict.fromkeys(_codes()[match] for match, _, _ in met))[:3]
    return f" (did you mean {' or '.join(f'{name(c)}, {c}' for c in codes)}?)" if codes else ""
