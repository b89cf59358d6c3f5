"""Forecasts in other languages: clauses that speak of the future, with who holds them.

Left out, as in English: questions, which claim nothing. Schedules are not told from forecasts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.language.tongue import Sentence, Tongue
from detente.model import Article, Forecast, Span, Statement, content_id

# A convention, as in English: forecasts of other languages are not yet measured.
CONFIDENCE = 0.5
SHORTEST = 4  # characters


def find(
    article: Article, tongue: Tongue, sentences: Sequence[Sentence], statements: Sequence[Statement]
) -> Iterator[Forecast]:
    """Yield the forecasts of an article, the widest where they nest."""
    last = -1
    for sentence in sentences:
        if article.text[sentence.start : sentence.end].rstrip("”\"'»“ ").endswith(("?", "？")):
            continue
        rows = sorted(tongue.futures(article.text, sentence), key=lambda f: (f[0].start, -f[0].end))
        for span, wording in rows:
            if span.start < last or span.end - span.start < SHORTEST:
                continue
            last = span.end
            holder = _holder(span, statements)
            cut = _within(span, holder) if holder is not None else span
            yield Forecast(
                id=content_id(article.id, "forecast", cut.start, cut.end),
                article=article.id,
                start=cut.start,
                end=cut.end,
                content=cut.of(article.text),
                holder="author",
                wording=wording,
                condition=None,
                confidence=CONFIDENCE,
                statement=holder.id if holder is not None else None,
            )


def _holder(span: Span, statements: Sequence[Statement]) -> Statement | None:
    """Return the innermost statement that holds most of a clause."""
    around = [s for s in statements if 2 * _shared(span, s) > min(span.end - span.start, s.end - s.start)]
    return min(around, key=lambda s: s.end - s.start, default=None)


def _shared(span: Span, statement: Statement) -> int:
    return sum(max(0, min(span.end, p.end) - max(span.start, p.start)) for p in statement.pieces)


def _within(span: Span, statement: Statement) -> Span:
    """Return the part of a clause that lies in the statement's content."""
    start, end = max(span.start, statement.start), min(span.end, statement.end)
    return Span(start, end) if end > start else span
