"""Names in another language, rendered into the English words that the English dictionaries know.

What a name means is decided in one place, the English gazetteer; here it is only translated, by ``names.tsv`` of the
language: "министр иностранных дел России" to "Russian foreign minister", "俄外长" to the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from detente.language.tongue import NameRow, Tongue, names
from detente.model import MentionKind, Span

WORD = re.compile(r"\w+(?:[-–‑’'.]\w+)*")
STATES = frozenset({"state", "capital", "adjective", "prefix"})
PROPER = frozenset({"state", "capital"})
OFFICES = frozenset({"post", "body", "group"})
# Offices that only say in which body: the holder of "head" of a "foreign ministry" is its minister.
HEAD, MINISTRY, MINISTER = "head", "ministry", "minister"
# Posts that English names together with the body they serve.
OF_BODY = frozenset({"spokesperson", "official", "diplomat", "aide", "head", "source"})
# Words after which a state is a place, not whose somebody is.
# A family name of fewer letters is too common to know somebody by.
SHORTEST_FAMILY = 4
PLACES = frozenset({"в", "во", "на", "при", "驻", "在", "对", "in", "bei", "im"})
ABSTRACT = frozenset({"head of state", "leader", "minister", "ministry", "official", "general", "chairman"})


@dataclass(frozen=True, slots=True)
class Named:
    """Words that the dictionary of names knows, or a person's name."""

    span: Span
    kind: str
    english: str
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """A noun phrase in English.

    Attributes:
        span: the words that name it.
        kind: of the mention.
        english: the name, "Sergey Lavrov", or what it is called, "Russian foreign minister".
        title: the English title of a person.
    """

    span: Span
    kind: MentionKind
    english: str
    title: str | None = None


class Lexicon:
    """The names of a language by the keys of their first word."""

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue
        self._by_first: dict[str, list[tuple[tuple[frozenset[str], ...], NameRow]]] = {}
        for row in names(tongue.code):
            keys = tuple(tongue.keys(word) for word, _ in self._split(row.form, 0, len(row.form)))
            for first in keys[0]:
                self._by_first.setdefault(first, []).append((keys, row))
        for key, row in self._families():
            for first in key:
                self._by_first.setdefault(first, []).append(((key,), row))
        for told in self._by_first.values():
            told.sort(key=lambda item: -len(item[0]))

    def _families(self) -> Iterator[tuple[frozenset[str], NameRow]]:
        """Yield the family names by which one person of the dictionary alone may be meant."""
        bearers: dict[str, set[str]] = {}
        people = [row for row in names(self._tongue.code) if row.kind == "person" and " " in row.form]
        for row in people:
            bearers.setdefault(row.form.split()[-1], set()).add(row.english)
        for row in people:
            family = row.form.split()[-1]
            if len(bearers[family]) == 1 and len(family) >= SHORTEST_FAMILY:
                yield self._tongue.keys(family), NameRow(family, "person", row.english, None)

    def _split(self, text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
        if self._tongue.spaced:
            yield from ((m.group(), m.start()) for m in WORD.finditer(text, start, end))
        else:
            yield from ((text[at], at) for at in range(start, end))

    def find(self, text: str, span: Span) -> list[Named]:
        """Return the longest names in a stretch of text, in order, none overlapping another."""
        words = list(self._split(text, span.start, span.end))
        keys = [self._tongue.keys(word) for word, _ in words]
        found: list[Named] = []
        at = 0
        while at < len(words):
            hit = self._longest(words, keys, at)
            if hit is None:
                at += 1
                continue
            length, row = hit
            last, start = words[at + length - 1]
            found.append(Named(Span(words[at][1], start + len(last)), row.kind, row.english, row.state))
            at += length
        return [n for i, n in enumerate(found) if n.kind != "prefix" or _leads(found, i)]

    def _longest(
        self, words: Sequence[tuple[str, int]], keys: Sequence[frozenset[str]], at: int
    ) -> tuple[int, NameRow] | None:
        best: tuple[int, NameRow] | None = None
        for key in keys[at]:
            for pattern, row in self._by_first.get(key, ()):
                if best is not None and len(pattern) <= best[0]:
                    break
                if at + len(pattern) > len(words) or not all(
                    wanted & have for wanted, have in zip(pattern, keys[at : at + len(pattern)], strict=True)
                ):
                    continue
                if self._tongue.spaced and _lowered(row, words[at][0]):
                    continue
                if at == 0 and len(pattern) == 1 and row.kind in PROPER and self._tongue.ordinary(words[0][0]):
                    continue
                best = (len(pattern), row)
                break
        return best


def _lowered(row: NameRow, word: str) -> bool:
    """Say whether a proper name stands in lower case: then it is another word ("рим", "бит")."""
    return row.form[0].isupper() and word[0].islower()


def _leads(found: Sequence[Named], n: int) -> bool:
    """Say whether an office, body or group stands right behind a short form of a state."""
    return n + 1 < len(found) and found[n + 1].span.start == found[n].span.end and found[n + 1].kind in OFFICES


@cache
def _adjectives() -> dict[str, str]:
    lines = files("detente.data").joinpath("adjectives_of_states.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t")[:2] for line in lines if line and not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a sentence, and what is to be known of its language.

    Attributes:
        known: names of the dictionary.
        persons: names of persons.
        home: the state that a body is of where nobody says whose.
        head_first: which of several offices counts.
    """

    known: Sequence[Named]
    persons: Sequence[Named]
    home: str | None
    head_first: bool


def render(text: str, phrase: Span, names: Names) -> Rendering | None:
    """Return what a noun phrase is called in English, None where the dictionaries know none of it."""
    inside = [n for n in names.known if n.span.within(phrase)]
    people = [n for n in names.persons if n.span.within(phrase)] or [n for n in inside if n.kind == "person"]
    state = _state(text, phrase, inside)
    title = _title(inside, state.state if state is not None else None, names)
    if people:
        person = people[0] if names.head_first else people[-1]
        return Rendering(person.span, "person", person.english, title[1] if title else None)
    if title is not None:
        return Rendering(phrase, title[0], title[1])
    bare = next((n for n in inside if n.kind in {"org", "outlet"}), None)
    if bare is not None:
        return Rendering(bare.span, "organisation", bare.english)
    if state is not None and state.kind in {"state", "capital"} and _covers(phrase, state.span):
        return Rendering(state.span, "state", state.english)
    return None


def _covers(phrase: Span, name: Span) -> bool:
    """Say whether a name is nearly all of a phrase, so that it is not only a part of some other thing's."""
    return (name.end - name.start) * 2 >= phrase.end - phrase.start


def _state(text: str, phrase: Span, inside: Sequence[Named]) -> Named | None:
    own = [n for n in inside if n.kind in STATES]
    placed = [n for n in own if _place(text, phrase, n)]
    return next((n for n in own if n not in placed), None)


def _place(text: str, phrase: Span, name: Named) -> bool:
    before = text[phrase.start : name.span.start].rstrip()
    last = before.split()[-1].lower() if before.split() else ""
    return last in PLACES or before[-1:] in {"驻"}


def _title(inside: Sequence[Named], state: str | None, names: Names) -> tuple[MentionKind, str] | None:
    """Return the kind and the English words of the office, body or group named."""
    posts = [n.english for n in inside if n.kind == "post"]
    bodies = [n.english for n in inside if n.kind == "body"]
    groups = [n.english for n in inside if n.kind == "group"]
    org = next((n.english for n in inside if n.kind == "org"), None)
    kind: MentionKind = "office" if posts else "group" if groups and not bodies else "organisation"
    if posts:
        chosen = posts[0] if names.head_first else posts[-1]
        named = [p for p in posts if p not in ABSTRACT] if chosen in ABSTRACT and len(posts) > 1 else []
        words = _of_body(named[0] if named else chosen, bodies, groups)
    elif bodies:
        # The widest body is named with the narrowest: "embassy", "press office of the ministry".
        words = bodies[0] if names.head_first else bodies[-1]
    elif groups:
        words = groups[0]
    else:
        return None
    owner = _adjectives().get(state or "") or org
    if owner is None and bodies and bodies[0] not in {MINISTRY, "embassy"}:
        owner = _adjectives().get(names.home or "")
    # What is capitalised says whose it is by itself ("Kremlin", "US State Department").
    if owner is None or words[0].isupper() or (owner and words.startswith(owner)):
        return kind, words
    return kind, f"{owner} {words}"


def _of_body(post: str, bodies: Sequence[str], groups: Sequence[str]) -> str:
    body = next(iter(bodies), None) or next(iter(groups), None)
    if body is None or post not in OF_BODY:
        return post
    if post == HEAD:
        return body.removesuffix(MINISTRY) + MINISTER if body.endswith(MINISTRY) else f"{body} head"
    return f"{body} {post}"
