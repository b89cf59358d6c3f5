"""Credits: whom an article names as the source of its text, and whether it says that it is a translation.

Only credit lines are read: the date line ("MOSCOW, 12 May (Reuters) -"), and what stands in the first and last lines
("Source: ...", "first published in ..."). Who is quoted in the text is no matter of credit.
"""

from __future__ import annotations

import re

from detente.model import Article

# Credit lines stand this near (characters) to the beginning or the end.
_HEAD, _TAIL = 300, 400
# A report of another outlet is credited within so many characters of its name.
_NEAR = 50

_NAME = r"(?:[Tt]he\s+)?((?:[A-Z][\w.&'’-]*|of|and)(?:\s+(?:[A-Z][\w.&'’-]*|of|and))*)"
_DATE_LINE = re.compile(r"^[^\n]{2,60}\(" + _NAME + r"\)\s*[-–—]", re.MULTILINE)
_LINE = re.compile(
    r"(?:\b[Ss]ource|\b[Oo]rigin|\bvia|\b[Cc]redit)s?\s*:\s*" + _NAME + r"|"
    r"\b(?:[Oo]riginally|[Ff]irst)\s+(?:published|appeared|carried)\s+(?:by|in|on)\s+" + _NAME + r"|"
    r"\b(?:[Mm]aterial|[Rr]eporting|[Tt]ext)\s+(?:from|by)\s+" + _NAME + r"|©\s*" + _NAME
)
_TRANSLATED = re.compile(
    r"\b[Tt]ranslat(?:ed|ion)\s*(?:from|by|:|of the)|\b[Oo]riginal(?:ly)? in [A-Z][a-z]+(?:ese|ian|ish|ench|ic|an)\b"
)
_REPORT = re.compile(
    r"\b(?:report(?:ed|s|ing)?|according|cit(?:ed|es|ing)|quot(?:ed|es|ing)|sources?|wrote|writes|published|carried|"
    r"via|original|credit|said in (?:a|its) (?:report|dispatch))\b",
    re.IGNORECASE,
)


def credited(text: str) -> frozenset[str]:
    """Return the names credited as source, in lower case, without article."""
    head, tail = text[:_HEAD], text[-_TAIL:]
    found = [match for part in (head, tail) for match in _LINE.finditer(part)] + list(_DATE_LINE.finditer(head))
    names = (next(filter(None, match.groups()), "") for match in found)
    return frozenset(name.strip(" .").casefold() for name in names if name)


def says_translated(text: str) -> bool:
    """Say whether the first or last lines call the text a translation."""
    return any(_TRANSLATED.search(part) for part in (text[:_HEAD], text[-_TAIL:]))


def credits_to(article: Article, other: Article) -> bool:
    """Say whether an article reports as the other's what it says: the other's outlet beside a word of reporting."""
    name = (other.outlet or "").strip()
    own = (article.outlet or "").strip()
    if len(name) < 3 or name.casefold() == own.casefold():
        return False
    for match in re.finditer(rf"\b{re.escape(name)}\b", article.text):
        if _REPORT.search(article.text, max(0, match.start() - _NEAR), match.end() + _NEAR):
            return True
    return name.removeprefix("The ").casefold() in credited(article.text)
