"""Echoes and origins: how many articles tell of a happening, how many of them are their own, who took it from whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.model import Article, Span
from detente.tell.comparing import families
from detente.tell.evidence import Citation
from detente.tell.library import Source

Row = Mapping[str, Any]
# Kinds of pairs in which neither article renders the other.
APART = frozenset({"same quotation", "same story"})
# A first sentence of fewer words is a headline or a date line; the evidence of an article is what comes after it.
FEWEST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Echo:
    """Articles of one story, the earliest first, how many of them render no other one, and the pairs that do."""

    articles: tuple[str, ...]
    origins: int
    pairs: tuple[Row, ...]

    @property
    def figures(self) -> tuple[str, str]:
        """How many articles and how many origins, in words."""
        return f"{len(self.articles)} articles", f"{self.origins} origin{'s' if self.origins > 1 else ''}"


def gather(rows: Sequence[Row], pairs: Sequence[Row]) -> list[Echo]:
    """Return the echoes of a pair of states, those of most articles first.

    Args:
        rows: the places of articles in stories, the earliest first within each (``answer_brief_stories``).
        pairs: the pairs of articles that render one text (``answer_brief_pairs``).
    """
    retold = [pair for pair in pairs if pair["kind"] not in APART]
    family = families(retold)
    held: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        held[row["story"]].append(row["article"])
    found = []
    for members in held.values():
        own = tuple(pair for pair in retold if pair["a"] in members and pair["b"] in members)
        origins = len({family.get(article, article) for article in members})
        found.append(Echo(tuple(members), origins, own))
    return sorted(found, key=lambda echo: (-len(echo.articles), -echo.origins, echo.articles))


def opening(source: Source) -> Citation:
    """Return the words an article opens with, its headline passed over where more follows."""
    from detente.travel.passages import passages

    text = source.text
    article = Article(source.id, source.path, source.address, "", "", text, boilerplate=source.boilerplate)
    first = [passage.sentences[0] for passage in passages(article)]
    long = [span for span in first if len(span.of(text).split()) >= FEWEST_WORDS]
    span = next(iter([*long, *first]), Span(0, len(text)))
    words = span.of(text).rstrip()
    return Citation(source.id, span.start, span.start + len(words), words)
