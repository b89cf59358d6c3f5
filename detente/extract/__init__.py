"""Extraction: one article in, its reading out. Pure: no store, no clock, no network."""

from __future__ import annotations

from detente.extract import dates, events, forecasts, mentions, multilingual, quotes, statements
from detente.language import english, tongues
from detente.model import Article, Reading, Span


def extract(article: Article) -> Reading:
    """Read an article: mentions, dates, statements, forecasts, deeds, each with the span of its words.

    Deeds are read in English alone.

    Raises:
        ModelMissingError: what its language needs is not installed.
    """
    if article.language in tongues.TONGUES:
        return multilingual.extract(article)
    blocks = english.parse(article)
    spans = [Span(b.start, b.start + len(b.text)) for b in blocks]
    roster = mentions.named(article.id, blocks)
    times = dates.find(article.text, article.published, article.id)
    marks = quotes.find(article.text, spans)
    told = statements.find(article, blocks, (roster, marks, times))
    said = tuple(row for row, _ in told)
    deeds = tuple(events.find(article, blocks, roster, times, said))
    return Reading(
        article,
        mentions=roster.mentions(),
        times=times,
        statements=said,
        forecasts=tuple(forecasts.find(article, blocks, said)),
        deeds=deeds,
    )
