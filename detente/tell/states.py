"""States by the names a person types, and by the name a reader is shown."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from importlib.resources import files

from detente.errors import UsageError

UNION = ("EUU", "European Union", ("EU",))


@cache
def _names() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return name and other names by code, from ``data/states.tsv``."""
    text = files("detente.data").joinpath("states.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    table = {
        row["code"]: (
            row["name"],
            tuple(filter(None, ";".join(row[c] for c in ("aliases", "adjectives", "people", "capitals")).split(";"))),
        )
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    }
    code, name, others = UNION
    return table | {code: (name, others)}


@cache
def _codes() -> dict[str, str]:
    """Return the code by folded name; a state's own name wins over another's alias, and a code over any name."""
    table = _names()
    aliases = {_fold(other): code for code, (_, others) in reversed(table.items()) for other in others}
    return aliases | {_fold(name): code for code, (name, _) in table.items()} | {_fold(code): code for code in table}


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in decomposed if char.isalnum() or char.isspace())
    return " ".join(kept.split()).removeprefix("the ")


def name(code: str) -> str:
    """Return the state's name in English, the code itself where it is not known."""
    return _names().get(code, (code, ()))[0]


def code(text: str) -> str:
    """Return the code of a state given as code, name, adjective, people or capital, in any case ("RUS", "russia").

    Raises:
        UsageError: no state is called so; the message names those spelt most alike.
    """
    found = _codes().get(_fold(text))
    if found is None:
        raise UsageError(f"no state is called {text!r}{_near(text)}; give a name or an ISO 3166 code, as Russia or RUS")
    return found


def _near(text: str) -> str:
    from rapidfuzz import fuzz, process

    # Codes and initials are too short to be told from each other by their letters.
    names = [known for known in _codes() if len(known) > 3]
    met = process.extract(_fold(text), names, scorer=fuzz.ratio, limit=6, score_cutoff=70)
    codes = list(dict.fromkeys(_codes()[match] for match, _, _ in met))[:3]
    return f" (did you mean {' or '.join(f'{name(c)}, {c}' for c in codes)}?)" if codes else ""


def is_name(text: str) -> bool:
    """Say whether the words are a name of a state and nothing else."""
    return _fold(text) in _codes()
