"""A line small enough to be run a hundred times: plain text in, quoted words out, real rows throughout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from detente.config import Config
from detente.errors import UnreadableError
from detente.model import (
    Article,
    Event,
    Link,
    Mention,
    Pair,
    Reading,
    Retelling,
    Role,
    Span,
    Statement,
    Story,
    content_id,
)
from detente.pipeline import Stages
from detente.read.files import Source, load

_QUOTED = re.compile(r'"([^"]+)"')
_NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")


def read(source: Source, config: Config, identity: str) -> Article:
    """Read plain text; a file named after a fault has that fault."""
    text = load(source, config.max_bytes).decode("utf-8")
    if "locked" in source.file.name:
        raise UnreadableError("encrypted", "it is locked with a password")
    address = source.file.name.removesuffix(".copy")
    return Article(
        content_id(address, text), source.path, address, identity, "text/plain", text, words=len(text.split())
    )


def identify(article: Article) -> Article:
    return replace(article, language="fr" if article.text.startswith("Le ") else "en")


def extract(article: Article) -> Reading:
    if "chokes the parser" in article.text:
        raise ValueError("it choked")
    names = [
        Mention(identity, article.id, *found.span(), found[0], "person", identity, found[0])
        for found in _NAME.finditer(article.text)
        for identity in [content_id(article.id, found.start())]
    ]
    said = [
        Statement(
            content_id(article.id, found.start(1)), article.id, *found.span(1), found[1], (Span(*found.span(1)),),
            "direct", None, None,
        )
        for found in _QUOTED.finditer(article.text)
    ]  # fmt: skip
    return Reading(article, mentions=tuple(names), statements=tuple(said))


def within(reading: Reading) -> Reading:
    links = [
        Link(name.id, name.article, f"person:{name.name}", name.name, None, "name", 0.5) for name in reading.mentions
    ]
    return replace(reading, links=tuple(links))


def across(links: Iterable[Link], roles: Iterable[Role]) -> Iterator[Link]:
    assert not list(roles)
    return (replace(link, score=0.75) for link in links)


def correct(statements: Iterable[Statement], links: Iterable[Link]) -> Iterator[Statement]:
    people = {link.article: link.name for link in links}
    return (replace(said, speaker=people.get(said.article)) for said in statements)


def find(articles: Iterable[Article]) -> tuple[list[Pair], list[Retelling]]:
    by_line: dict[str, list[tuple[str, int, int]]] = {}
    for article in articles:
        start = 0
        for line in article.text.splitlines(keepends=True):
            if len(line) > 80:
                by_line.setdefault(line.strip(), []).append((article.id, start, start + len(line.strip())))
            start += len(line)
    met = [places for _, places in sorted(by_line.items()) if len(places) > 1]
    passages = [Retelling(*a, *b, 1.0) for places in met for a, b in pairwise(places)]
    pairs = sorted({(passage.a, passage.b) for passage in passages})
    return [Pair(a, b, 1.0, 0.5, 0.5) for a, b in pairs], passages


def stories(articles: Iterable[Article], pairs: Iterable[Pair]) -> list[Story]:
    told = {pair.b: pair.a for pair in pairs}
    return [Story(told.get(article.id, article.id), article.path, article.id) for article in articles]


def join(
    statements: Iterable[Statement], published: Mapping[str, str | None], retellings: Sequence[Retelling]
) -> Iterator[Statement]:
    first: dict[str, str] = {}
    told = {passage.b for passage in retellings}
    for said in statements:
        assert said.article in published
        yield replace(
            said, utterance=first.setdefault(said.content, said.id), confidence=0.9 if said.article in told else 0.5
        )


def happen(
    events: Iterable[Event], published: Mapping[str, str | None], retellings: Sequence[Retelling]
) -> Iterator[Event]:
    assert set(published) or not list(retellings)
    return (replace(event, happening=event.id) for event in events)


def stages() -> Stages:
    return Stages(read, identify, extract, within, across, correct, find, stories, join, happen)


def counted(log: Path) -> Stages:
    """Return the same, with a line in a file for every source that is read."""

    def reading(source: Source, config: Config, identity: str) -> Article:
        with log.open("a") as stream:
            stream.write(source.file.name + "\n")
        return read(source, config, identity)

    return replace(stages(), read=reading)
