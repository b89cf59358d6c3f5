"""Phrases and what they may mean, as a trie over words: where in a text does the longest known phrase begin here?

Words are compared as they are written, so that "us" is not "US". A phrase that the dictionaries write in small letters
is also known with capitals; accents may be missing; "’" is "'".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Literal

from detente.link.tables import ALWAYS, Period

Kind = Literal["state", "organisation", "party", "outlet", "post", "body", "group", "person", "none"]
WORD = re.compile(r"\w+")
# A phrase may run over a line end, not over a paragraph's.
NEXT = re.compile(r"[^\S\n]*\n?[^\S\n]*(\w+|[^\w\s])")
TOKEN = re.compile(r"\w+|[^\w\s]")
SAME = {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-"}
SMALL_WORDS = frozenset("a an and at by for from in of on or the to".split())
END = ""


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing a phrase may mean.

    Attributes:
        actor: id of the actor; for a post, body or group without a state the id of the office alone.
        kind: what it is; ``none`` for a phrase that names no actor and hides the names in it.
        state: the state it is, belongs to or speaks for; None where the words do not say.
        form: name, adjective, people, capital, metonym, prefix; "" for what is no state.
        strict: True where the phrase has this meaning in ``period`` only.
    """

    actor: str
    name: str
    kind: Kind
    state: str | None = None
    score: float = 1.0
    form: str = "name"
    acts: bool = True
    period: Period = ALWAYS
    strict: bool = False
    rules: tuple[str, ...] = ()

    @property
    def bare(self) -> bool:
        """Say whether neither date nor words around matter."""
        return not self.rules and self.period == ALWAYS


class Lexicon:
    """A trie over words; each phrase leads to its senses, in the order they were added."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, phrase: str, sense: Sense) -> None:
        """Add a meaning of a phrase that is matched as it is written."""
        node = self._root
        for token in TOKEN.findall(phrase):
            node = node.setdefault(SAME.get(token, token), {})
        senses = node.setdefault(END, [])
        if sense not in senses:
            senses.append(sense)

    def find_at(self, text: str, match: re.Match[str], end: int) -> list[tuple[int, list[Sense]]]:
        """Return the phrases that begin with the word matched, as (end, senses), the longest first."""
        node = self._root.get(match[0])
        if node is None:
            return []
        found: list[tuple[int, list[Sense]]] = []
        at = match.end()
        while True:
            senses = node.get(END)
            if senses is not None:
                found.append((at, senses))
                if len(node) == 1:
                    break
            following = NEXT.match(text, at, end)
            if following is None:
                break
            token = following[1]
            node = node.get(SAME.get(token, token))
            if node is None:
                break
            at = following.end()
        found.reverse()
        return found

    def phrases(self) -> int:
        """Return how many phrases there are."""
        count, nodes = 0, [self._root]
        while nodes:
            node = nodes.pop()
            count += END in node
            nodes.extend(child for key, child in node.items() if key != END)
        return count


def spellings(phrase: str, *, exact: bool = False, capitals: bool = False) -> set[str]:
    """Return the ways a phrase of the dictionaries may be written.

    Args:
        phrase: as the dictionary has it.
        exact: only so, with its accents.
        capitals: also all in capitals, as in headlines.
    """
    if exact:
        return {phrase}
    forms = {phrase, phrase[0].upper() + phrase[1:]}
    if phrase.startswith("The "):
        forms.add("the " + phrase[4:])
    if phrase.endswith(".") and phrase.count(".") > 1:
        forms.add(phrase[:-1])
    if any(word.islower() and word not in SMALL_WORDS for word in phrase.split()):
        forms.add(" ".join(w if w in SMALL_WORDS else w[0].upper() + w[1:] for w in phrase.split()))
    if capitals and sum(char.islower() for char in phrase) > 2:
        forms.add(phrase.upper())
    return forms | {without_accents(form) for form in forms}


def without_accents(text: str) -> str:
    """Return the text with its letters bare ("Élysée" as "Elysee"); what has no bare letter is dropped."""
    decomposed = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def slug(name: str) -> str:
    """Return the name as an identifier: small letters, digits and hyphens ("sergey-lavrov")."""
    bare = without_accents(name).casefold().replace("'", "").replace("’", "")
    return re.sub(r"[^\w]+", "-", bare).strip("-")
