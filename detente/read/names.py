"""Whether words can be the names of people, as lines of authors give them."""

from __future__ import annotations

import re

from detente.read.lines import IDEOGRAPH

# Lower-case parts of names (nobiliary particles, articles, patronymics) in the languages that are read.
PARTICLES = frozenset(
    (
        "af al ap av ben bin bint da dal de dei del della den der des di do dos du e el ibn la le ten ter van vom von y"
    ).split()
)
AND = re.compile(r"\s*(?:;|&|/|\band\b|\bund\b|\bet\b|\bи\b|\bта\b|、)\s*")
COMMA = re.compile(r"\s*,\s*")
# What follows the names on the line: a place, an outlet, a role.
AFTER = re.compile(r"\s+(?:in|at|for|from|with|of|is)\s+.*$|\s*[|(（].*$", re.DOTALL)
IDEOGRAPHIC = re.compile(rf"[{IDEOGRAPH}·・]{{2,12}}|[가-힣]{{2,5}}")


def people(text: str) -> list[str]:
    """Return the names of people that ``text`` lists, or nothing if its first part is no name.

    A name has two to five words that begin with a capital letter, or two to twelve ideographs. Parts after the names
    (roles, places) are dropped.
    """
    text = AFTER.sub("", text.strip(" .,:;*_"))
    *before, last = AND.split(text)
    # A comma stands between names only where "and" follows; behind the last name comes a role ("Staff Writer").
    parts = [part for group in before for part in COMMA.split(group)] + COMMA.split(last)[:1]
    found: list[str] = []
    for part in parts:
        if not is_name(part):
            break
        found.append(part)
    return found


def is_name(text: str, most: int = 5) -> bool:
    """Say whether ``text`` is shaped like the full name of one person."""
    if IDEOGRAPHIC.fullmatch(text):
        return True
    words = text.split()
    if not 2 <= len(words) <= most or any(char.isdigit() or char in ':!?"“”' for char in text):
        return False
    proper = [word for word in words if word.casefold() not in PARTICLES or word[:1].isupper()]
    return len(proper) >= 2 and all(word[:1].isupper() for word in proper) and proper[0] == words[0]
