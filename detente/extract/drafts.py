"""Attributions in characters: the tree's content joined with the quotation marks around it.

The tree knows which clause a cue governs, the marks know how far a quotation runs; a draft takes both. Quotations that
no cue reaches are given to the cue beside them, to the sentence before them, or to whoever spoke last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from detente.extract import attribution
from detente.extract.clauses import cue_of, noun_phrase, pieces, subject, trim
from detente.extract.cues import CueKind
from detente.extract.quotes import Quote
from detente.language.english import Block
from detente.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

WORD = re.compile(r"\w+(?:[.'’\-]\w+)*")
# A quotation of fewer words that a sentence merely uses is a scare quote, no statement of its own.
SCARE_WORDS = 4
SPOKEN = frozenset({"speech", "belief"})
# So many words may always part the pieces of one quotation.
ASIDE = 14
# How far from a quotation its cue may stand, in characters.
NEAR = 120
Origin = Literal["tree", "beside", "runs_on", "label"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution in article offsets, not yet given to a speaker.

    Attributes:
        block: index of the paragraph.
        source: head token of the source's noun phrase, or None where no words name it.
        source_span: the noun phrase's words.
        cue: the cue's words, head token first, or empty.
        cue_span: span of the cue.
        pieces: content, in order.
        kind: spoken, believed, intended, shown.
        frame: shape of content.
        head: head token of the content, where the tree gave it.
        origin: what found it: the tree, a cue beside the quotation, a quotation that runs on, a speaker's label.
        sure: the probability that content and source are right, where the judge was asked.
    """

    block: int
    source: Token | None
    source_span: Span | None
    cue: tuple[Token, ...]
    cue_span: Span | None
    pieces: tuple[Span, ...]
    kind: CueKind
    frame: str
    origin: Origin = "tree"
    head: Token | None = None
    sure: float | None = None

    @property
    def start(self) -> int:
        """First character of the content."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """End of the content."""
        return self.pieces[-1].end

    @property
    def span(self) -> Span:
        """The stretch that holds all pieces."""
        return Span(self.start, self.end)


def find(
    text: str, blocks: Sequence[Block], quotes: Sequence[Quote], trees: Sequence[list[Draft]] | None = None
) -> list[Draft]:
    """Return the drafts of an article, in the order of their content.

    ``trees`` are the drafts that the sentences give, paragraph by paragraph; without them the rules find those.
    """
    by_block = in_blocks(quotes)
    drafts: list[Draft] = []
    for index, block in enumerate(blocks):
        marks = by_block.get(index, [])
        told = trees[index] if trees is not None else by_rules(text, index, block, marks)
        drafts.extend(_with_strays(text, (index, block), marks, told))
    return sorted(drafts, key=lambda d: (d.start, -d.end))


def in_blocks(quotes: Sequence[Quote]) -> dict[int, list[Quote]]:
    """Return the quotations by the paragraph they stand in."""
    by_block: dict[int, list[Quote]] = {}
    for quote in quotes:
        by_block.setdefault(quote.block, []).append(quote)
    return by_block


def by_rules(text: str, index: int, block: Block, quotes: list[Quote]) -> list[Draft]:
    """Return what the rules find in the sentences of a paragraph."""
    drafts: list[Draft] = []
    for sentence in block.sentences:
        for found in attribution.find(sentence):
            if found.content:
                drafts.append(with_quotes(text, _outspoken(from_tree(index, block, found), quotes), quotes))
    return list(_distinct([draft for draft in drafts if draft.pieces and not crosses(draft, quotes)]))


def _with_strays(text: str, place: tuple[int, Block], quotes: list[Quote], told: list[Draft]) -> list[Draft]:
    drafts = list(told)
    for quote in quotes:
        if any(_takes(draft, quote) for draft in drafts):
            continue
        extra = _stray_quote(text, place, quote, (drafts, quotes))
        if isinstance(extra, tuple):
            old, new = extra
            drafts[drafts.index(old)] = new
        elif extra is not None:
            drafts.append(extra)
    return drafts


def from_tree(index: int, block: Block, found: attribution.Attribution) -> Draft:
    """Return an attribution of a paragraph's tree in the article's offsets."""
    runs = tuple(block.span(run[0], run[-1]) for run in map(trim, pieces(list(found.content))) if run)
    head = found.cue[0]
    first, last = min(found.cue, key=lambda t: t.i), max(found.cue, key=lambda t: t.i)
    near = last.i - first.i <= 4
    cue_span = block.span(first, last) if near else block.span(head, head)
    inside = {t.i for t in found.content}
    top = next((t for t in found.content if t.head.i not in inside or t.head is t), None)
    source = source_span(block, found.source)
    return Draft(index, found.source, source, found.cue, cue_span, runs, found.kind, found.frame, head=top)


def _outspoken(draft: Draft, quotes: list[Quote]) -> Draft:
    """Take away a source that stands inside a quotation while its cue stands outside: the parser took a wrong turn."""
    source, cue = draft.source_span, draft.cue_span
    if source is None or cue is None or any(cue.overlaps(q.span) for q in quotes):
        return draft
    quoted = any(source.within(q.span) for q in quotes)
    return replace(draft, source=None, source_span=None) if quoted else draft


def source_span(block: Block, source: Token | None) -> Span | None:
    """Return the span of the source's noun phrase."""
    if source is None:
        return None
    phrase = noun_phrase(source)
    return block.span(phrase[0], phrase[-1])


def with_quotes(text: str, draft: Draft, quotes: list[Quote]) -> Draft:
    """Let the pieces grow over the quotations they touch, unless the cue itself stands inside the quotation."""
    grown = [_grow(piece, draft.cue_span, quotes) for piece in draft.pieces]
    return replace(draft, pieces=tuple(_merge(text, grown)))


def _grow(piece: Span, cue: Span | None, quotes: list[Quote]) -> Span:
    start, end = piece.start, piece.end
    for quote in quotes:
        if not quote.span.overlaps(piece):
            continue
        if cue is not None and cue.within(quote.span):
            # Said inside a quotation of somebody else: it cannot run past that quotation.
            end = max(start, min(end, quote.end - 1 if quote.closed else quote.end))
        elif cue is None or not cue.overlaps(quote.span):
            start, end = min(start, quote.start), max(end, quote.end)
    swallows = cue is not None and cue.within(Span(start, end)) and not cue.within(piece)
    return piece if swallows else Span(start, end)


def crosses(draft: Draft, quotes: list[Quote]) -> bool:
    """Say whether a cue inside one quotation reaches for words outside it: the parser took a wrong turn."""
    cue = draft.cue_span
    around = next((q.span for q in quotes if cue is not None and cue.within(q.span)), None)
    return around is not None and not all(piece.within(around) for piece in draft.pieces)


def _merge(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Join pieces that touch or have only punctuation between them; drop pieces without a word."""
    last: Span | None = None
    for span in sorted(_whole_words(text, s) for s in spans if WORD.search(text, s.start, s.end)):
        if last is not None and (span.start < last.end or not WORD.search(text, last.end, span.start)):
            last = Span(last.start, max(last.end, span.end))
        else:
            if last is not None:
                yield last
            last = span
    if last is not None:
        yield last


def _whole_words(text: str, span: Span) -> Span:
    """Let a span end and begin with whole words: the parser takes "re-opening" for three."""
    start, end = span.start, span.end
    while end < len(text) and text[end - 1].isalnum() and (text[end].isalnum() or _joins(text, end)):
        end += 1 if text[end].isalnum() else 2
    while start > 0 and text[start].isalnum() and (text[start - 1].isalnum() or _joins(text, start - 1)):
        start -= 1 if text[start - 1].isalnum() else 2
    return Span(start, end)


def _joins(text: str, at: int) -> bool:
    """Say whether a hyphen stands between two letters or digits."""
    return text[at] in "-‑" and 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def _takes(draft: Draft, quote: Quote) -> bool:
    """Say whether the draft accounts for the quotation; one whose own cue stands inside it does not."""
    inside = draft.cue_span is not None and draft.cue_span.within(quote.span)
    return not inside and any(quote.span.overlaps(piece) for piece in draft.pieces)


def _distinct(drafts: list[Draft]) -> Iterator[Draft]:
    """Of drafts with one content keep the one whose source is known, clauses before phrases."""
    order = {"that": 0, "q": 0, "wh": 1, "ob": 1, "as": 1, "oc": 2, "to": 2, "np": 3, "prep": 3}
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.source is None, order[d.frame], d.start)):
        if not any(same(draft.span, other.span) and _same_source(draft, other) for other in kept):
            kept.append(draft)
    yield from kept


def same(a: Span, b: Span) -> bool:
    """Say whether two spans share nearly all of their characters."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return 2 * shared > 0.8 * (a.end - a.start + b.end - b.start)


def _same_source(a: Draft, b: Draft) -> bool:
    return a.source is None or b.source is None or a.source.i == b.source.i


def _stray_quote(
    text: str,
    place: tuple[int, Block],
    quote: Quote,
    found: tuple[list[Draft], list[Quote]],
) -> Draft | tuple[Draft, Draft] | None:
    """Give a quotation no content reaches to somebody: a new draft, or an old one with a further piece."""
    (index, block), (drafts, quotes) = place, found
    if len(WORD.findall(text, quote.start, quote.end)) < SCARE_WORDS:
        return None
    before = [d for d in drafts if d.end <= quote.start and d.kind in SPOKEN and not _inside_any(d, quotes)]
    before.sort(key=lambda d: d.end)
    if before and _quoted(text, before[-1]) and _goes_on(text, block, before[-1], quote):
        # “A,” he said. “B”: one act of speaking in two pieces.
        old = before[-1]
        return old, replace(old, pieces=(*old.pieces, quote.span))
    beside = _cue_beside(block, quote)
    if beside is not None:
        verb, source = beside
        span = block.span(verb, verb)
        return Draft(index, source, source_span(block, source), (verb,), span, (quote.span,), "speech", "q", "beside")
    stands_alone = not WORD.search(text, block.start, quote.start) or _ends_sentence(text, block.start, quote.start)
    if stands_alone and _ends_itself(text, block, quote):
        return Draft(index, None, None, (), None, (quote.span,), "speech", "q", "runs_on")
    return None


def _inside_any(draft: Draft, quotes: list[Quote]) -> bool:
    return draft.cue_span is not None and any(draft.cue_span.within(q.span) for q in quotes)


def _quoted(text: str, draft: Draft) -> bool:
    return any(text[p.end - 1] in "”\"»'" or text[p.start] in '“"„«' for p in draft.pieces)


def _goes_on(text: str, block: Block, draft: Draft, quote: Quote) -> bool:
    """Say whether a quotation goes on with what a draft began: only the rest of the cue's sentence parts them."""
    cue = draft.cue_span
    if cue is None or cue.end > quote.start or cue.start < draft.start:
        return False
    if len(WORD.findall(text, draft.end, quote.start)) <= ASIDE:
        return True
    end = next((s.end_char for s in block.sentences if s.end_char > cue.start - block.start), 0)
    return end > 0 and not WORD.search(text, block.start + end, quote.start)


def _ends_itself(text: str, block: Block, quote: Quote) -> bool:
    """Say whether a quotation is sentences of its own: the sentence around it does not go on behind it."""
    rest = text[quote.end : block.start + len(block.text)]
    return not quote.closed or not WORD.search(rest) or text[quote.end - 2] in ".!?…"


def _ends_sentence(text: str, start: int, end: int) -> bool:
    before = text[start:end].rstrip()
    return before.endswith((".", "!", "?", ":", ".”", '."', "?”", "!”"))


def _cue_beside(block: Block, quote: Quote) -> tuple[Token, Token | None] | None:
    """Find a speech verb in the quotation's own sentence, or one that ends the sentence before with a colon."""
    start, end = quote.start - block.start, quote.end - block.start
    best: tuple[int, Token, Token | None] | None = None
    for position, sentence in enumerate(block.sentences):
        if not _reaches(block.sentences, position, start, end):
            continue
        for token in sentence:
            cue = cue_of(token)
            if cue is None or cue.pos != "V" or cue.kind != "speech" or start <= token.idx < end:
                continue
            distance = start - token.idx if token.idx < start else token.idx - end
            if "q" in cue.frames and distance <= NEAR and (best is None or distance < best[0]):
                best = (distance, token, subject(token))
    return (best[1], best[2]) if best is not None else None


def _reaches(sentences: Sequence[Sentence], position: int, start: int, end: int) -> bool:
    """Say whether a sentence may hold the cue of a quotation: its own, the one before a colon, the one right behind."""
    sentence = sentences[position]
    if sentence.start_char < end and sentence.end_char > start:
        return True
    leads = sentence.end_char <= start and sentence.text.rstrip().endswith((":", ","))
    if leads:
        return position + 1 < len(sentences) and sentences[position + 1].start_char <= start
    text = sentence.doc.text
    return 0 <= sentence.start_char - end <= 2 and text[:end].rstrip("”\"' ").endswith((",", "?", "!"))
