"""Names behind a title: "President of the Republic of Syldavia Anna Kovacs", "Spokesperson Ned Price".

The recogniser runs a state and the name behind it together, or takes the name for an organisation. A title tells that
what stands behind it, and behind the state it may carry, is a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from detente.language.english import Block

if TYPE_CHECKING:
    from spacy.tokens import Token

TITLES = (
    r"President|Premier|Chancellor|Minister|King|Queen|Emir|Sultan|Pope|Prince|Princess|Secretary|Ambassador|Advis[eo]r|"
    r"Spokes(?:person|man|woman)|Chair(?:person|man|woman)?|Commissioner|Representative|Director|Governor|Speaker|"
    r"Senator|Administrator|Envoy|Assistant|Deputy|Counsel|Adviser|Official|Leader|Admiral|General|Judge|Justice"
)
# What an office is of besides a state: "Minister of Foreign Affairs", "Secretary of State".
FIELD = r"(?:\s+(?:of|for)\s+(?:Foreign|Home|Internal|External)\s+Affairs|\s+of\s+(?:State|Defen[cs]e)|[\s-]General)"
PART = r"[^\W\d_a-z][\w'’-]*\w"
NAME = (
    rf"(?P<name>{PART}(?:\s+(?:[A-Z]\.(?:\s?[A-Z]\.)*|bin|al|el|van|von|der|den|de|da|la|dos|{PART})){{0,4}}\s+{PART})"
)
# Words with a capital that are no part of a name.
NO_NAME = re.compile(
    r"^(?:Mr|Mrs|Ms|Dr|Sir|His|Her|The|On|In|At|And|For|Of|To|As|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|"
    r"Sunday|January|February|March|April|May|June|July|August|September|October|November|December)$"
)
# Words of a title that stands before another one: "Deputy Prime Minister", "State Councillor and Foreign Minister".
TITLE = re.compile(rf"^(?:{TITLES}|Prime|Foreign|Interior|Finance|Defen[cs]e|Vice|Supreme|Commander)s?$")
# Shorter names of states are initials.
SHORTEST = 3
NOUNS = frozenset({"PROPN", "ADP", "X", "PART", "PUNCT"})


def _column(table: str, column: str) -> list[str]:
    """Return one column of a dictionary."""
    lines = files("detente.data").joinpath(f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [row[header.index(column)] for row in rows]


@cache
def _pattern() -> re.Pattern[str]:
    names = {
        n.strip() for column in ("name", "aliases") for field in _column("states", column) for n in field.split(";")
    }
    names |= set(_column("state_forms", "form"))
    names = {n for n in names if len(n) > SHORTEST}
    known = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(names, key=lambda n: (-len(n), n)))
    state = rf"(?:\s+(?:of|to)\s+(?:the\s+)?(?:(?:{PART}\s+){{1,4}}of\s+(?:the\s+)?)?(?:{known})(?:\s+of\s+America)?)?"
    return re.compile(rf"\b(?:{TITLES}){FIELD}?{state},?\s+{NAME}")


def people(block: Block) -> Iterator[list[Token]]:
    """Yield the tokens of each name of two words or more that stands behind a title."""
    for match in _pattern().finditer(block.text):
        span = block.doc.char_span(*match.span("name"), alignment_mode="contract")
        tokens = list(span) if span is not None else []
        tokens = list(dropwhile(lambda t: TITLE.match(t.text) is not None, takewhile(_names, tokens)))
        if len(tokens) > 1:
            yield tokens


def _names(token: Token) -> bool:
    """Say whether a token may be part of a name."""
    apart = token.pos_ not in NOUNS or token.tag_ == "POS" or token.ent_type_ in {"DATE", "TIME"}
    return not apart and NO_NAME.match(token.text) is None
