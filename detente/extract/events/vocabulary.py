"""The words of events (``data/plover_words.tsv``): what each does to a code of PLOVER."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from detente.plover import TYPES, rows

# Words that work on the acts and things beside them; the head of the file says how.
OPERATORS = frozenset(
    "DO START END PROMISE ASK REFUSE DEFY ALLOW MENACE FAIL GIVE SEND MOVE LEAVE FREE TAKE SAY MUST JUDGE ACCEPT "
    "REVERSE CANCEL PROVIDE BUILD".split()
)
THINGS = frozenset("TROOPS WEAPON CAPTIVE PEOPLE ENVOY KEEPERS LAND GOODS TIES DEAL OFFER RULE INSTRUMENT HELP".split())


@dataclass(frozen=True, slots=True)
class Word:
    """One meaning of a word: a PLOVER type with mode and context, an operator, or a thing."""

    kind: str
    mode: str | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The dictionary: meanings by dictionary form (``_`` for a space); the verbs that forms of several words begin."""

    verbs: dict[str, tuple[Word, ...]]
    nouns: dict[str, tuple[Word, ...]]
    adjectives: dict[str, tuple[Word, ...]]
    beginnings: frozenset[str]


@cache
def words() -> Words:
    """Return the dictionary.

    Raises:
        ValueError: a row names an unknown class or part of speech.
    """
    tables: dict[str, dict[str, list[Word]]] = {"v": {}, "n": {}, "a": {}}
    for pos, kind, mode, context, forms in rows("plover_words.tsv"):
        if pos not in tables or (kind not in TYPES and kind not in OPERATORS and kind not in THINGS):
            raise ValueError(f"plover_words.tsv: unknown class or part of speech {pos} {kind}")
        for form in forms.split():
            tables[pos].setdefault(form, []).append(Word(kind, mode or None, context or None))
    beginnings = frozenset(form.partition("_")[0] for form in tables["v"] if "_" in form)
    verbs, nouns, adjectives = ({form: tuple(held) for form, held in tables[pos].items()} for pos in "vna")
    return Words(verbs, nouns, adjectives, beginnings)


@cache
def things() -> dict[tuple[str, str], tuple[str, str | None, float]]:
    """Return what becomes of a thing by the class of the verb: type, mode, how surely; ``*`` for no thing at all.

    Raises:
        ValueError: a row names an unknown class or type.
    """
    table: dict[tuple[str, str], tuple[str, str | None, float]] = {}
    for kind, thing, type_, mode, sure in rows("plover_things.tsv"):
        if kind not in OPERATORS or (thing not in THINGS and thing != "*") or type_ not in TYPES:
            raise ValueError(f"plover_things.tsv: unknown class or type {kind} {thing} {type_}")
        table[kind, thing] = (type_, mode or None, float(sure))
    return table
