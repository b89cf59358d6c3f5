"""Mentions of an article in another language: persons, states, organisations, and who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from detente.extract.multilingual.renderings import STATES, Lexicon, Named, Names, Rendering, render
from detente.language import tongues
from detente.language.tongue import Sentence, Tongue
from detente.model import Article, Mention, MentionKind, Span, content_id

KINDS: dict[str, MentionKind] = {
    "state": "state",
    "capital": "state",
    "adjective": "state",
    "prefix": "state",
    "org": "organisation",
    "outlet": "organisation",
    "person": "person",
}


# Words of a person's name; more is a list or a line of a page.
LONGEST_NAME = 5


class Roster:
    """The article's mentions, growing while statements are read.

    Args:
        article: the article.
        tongue: its language.
        sentences: its sentences.
    """

    def __init__(self, article: Article, tongue: Tongue, sentences: Sequence[Sentence]) -> None:
        self._article = article
        self._tongue = tongue
        lexicon = lexicon_of(tongue.code)
        self.named = [lexicon.find(article.text, Span(s.start, s.end)) for s in sentences]
        self._full: dict[str, str] = {}
        self._rows: dict[tuple[int, int], Mention] = {}
        self._entities: dict[tuple[str, str], str] = {}
        self._titles: dict[str, str] = {}
        self.persons = [self._persons(n, s) for n, s in enumerate(sentences)]
        for n in range(len(sentences)):
            for named in [*self.named[n], *self.persons[n]]:
                if named.kind in KINDS:
                    self.add(Rendering(named.span, KINDS[named.kind], named.english))

    def _persons(self, n: int, sentence: Sentence) -> list[Named]:
        """Return the persons of a sentence: those the dictionary knows, those the recogniser finds."""
        text = self._article.text
        known = [x for x in self.named[n] if x.kind == "person"]
        out: list[Named] = []
        for span in sentence.persons:
            words = span.of(text)
            own = next((x for x in known if x.span.overlaps(span)), None)
            if any(x.span.overlaps(span) for x in self.named[n] if x.kind not in {"person", "prefix"}):
                continue
            if len(words.split()) > LONGEST_NAME:
                continue
            if own is not None and not self._longer(words, own.span.of(text)):
                continue
            if own is not None:
                self.named[n].remove(own)
                known.remove(own)
            out.append(Named(span, "person", self._called(words)))
        return sorted([*known, *out], key=lambda x: x.span)

    def _longer(self, words: str, known: str) -> bool:
        return len(words.split()) > len(known.split()) and self._tongue.spaced and len(known.split()) == 1

    def _called(self, words: str) -> str:
        """Return a person's name in English; a family name is read as the full name that stood before."""
        name = self._tongue.english_name(words)
        parts = name.split()
        if len(parts) > 1 and len(parts[0].rstrip(".")) == 1:
            return self._full.get(parts[-1], name)
        if len(parts) > 1:
            self._full.setdefault(parts[-1], name)
            return name
        return self._full.get(name, name)

    def render(self, n: int, phrase: Span) -> Rendering | None:
        """Return what a noun phrase of a sentence is called in English."""
        earlier = {x.state for x in self.named[n] if x.kind in STATES and x.span.end <= phrase.start}
        home = self._tongue.home if not earlier - {self._tongue.home} else None
        names = Names(self.named[n], self.persons[n], home, self._tongue.head_first)
        return render(self._article.text, phrase, names)

    def add(self, rendering: Rendering, entity: str | None = None) -> Mention:
        """Return the mention of some words, a new one where there is none; ``entity`` joins it to another."""
        span = rendering.span
        known = self._rows.get((span.start, span.end))
        if known is None:
            ident = content_id(self._article.id, "mention", span.start, span.end)
            key = (rendering.kind, rendering.english.casefold())
            entity = entity or self._entities.setdefault(key, ident)
            words = span.of(self._article.text)
            known = Mention(
                ident, self._article.id, span.start, span.end, words, rendering.kind, entity, rendering.english
            )
            self._rows[span.start, span.end] = known
        if rendering.title and len(rendering.title) > len(self._titles.get(known.entity, "")):
            self._titles[known.entity] = rendering.title
        return known

    def title(self, entity: str) -> str | None:
        """Return the longest title met with a person so far."""
        return self._titles.get(entity)

    def last_person(self, before: int) -> Mention | None:
        """Return the person named last before a place."""
        return max((m for m in self._rows.values() if m.kind == "person" and m.end <= before), default=None, key=_place)

    def mentions(self) -> tuple[Mention, ...]:
        """Return the mentions in the order of the text, persons with their titles."""
        rows = sorted(self._rows.values(), key=_place)
        return tuple(replace(m, title=self._titles.get(m.entity)) for m in rows)


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


@cache
def lexicon_of(code: str) -> Lexicon:
    """Return the lexicon of a language, made once per process."""
    return Lexicon(tongues.tongue(code))
