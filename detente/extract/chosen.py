"""The likeliest reading of each cue, and how likely each draft is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from detente.extract import drafts, judge, readings, traits
from detente.extract.drafts import WORD, Draft
from detente.extract.quotes import Quote
from detente.extract.traits import Counts, Quoted, Row
from detente.language.english import Block

if TYPE_CHECKING:
    from spacy.tokens import Token

# A reading less likely than this is left out: about half of F1 is where a find stops to raise F1 (Lipton et al. 2014).
LEAST = 0.33
# So much likelier another source must be than the one the rules give.
MARGIN = 0.1
BY_RULE = frozenset({"rule", "none"})
# What layout gives (a speaker's label, a quotation that runs on) is too rare in the corpus to fit: 4 of 11 are right.
BY_LAYOUT = {"label": 0.5, "runs_on": 0.35}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading as a draft without a source, one of its possible sources, and the traits of both."""

    draft: Draft
    source: Token | None
    by_rule: bool
    row: Row


def candidates(text: str, blocks: Sequence[Block], quotes: Sequence[Quote]) -> Iterator[list[Candidate]]:
    """Yield the candidates of each paragraph."""
    words = Quoted([m.start() for m in WORD.finditer(text)], quotes)
    by_block = drafts.in_blocks(quotes)
    for index, block in enumerate(blocks):
        yield list(_of_block(text, (index, block), by_block.get(index, []), words))


def _of_block(text: str, place: tuple[int, Block], quotes: list[Quote], words: Quoted) -> Iterator[Candidate]:
    index, block = place
    counts: Counts | None = None
    cues: dict[int, Row] = {}
    sources: dict[tuple[int, int, str], Row] = {}
    for sentence in block.sentences:
        for reading in readings.find(sentence):
            found, cue = reading.found, reading.found.cue[0]
            draft = drafts.with_quotes(text, drafts.from_tree(index, block, replace(found, source=None)), quotes)
            if not draft.pieces or drafts.crosses(draft, quotes):
                continue
            counts = counts or Counts(block)
            if cue.i not in cues:
                cues[cue.i] = traits.of_cue(draft, quotes)
            first = [float(reading.licence), *cues[cue.i]]
            seen = traits.of_tokens(draft.head, cue, found.content, counts)
            content = traits.of_content(draft, words, reading.extent, seen)
            for relation, source in reading.sources:
                key = (cue.i, source.i if source is not None else -1, relation)
                if key not in sources:
                    sources[key] = traits.of_source(source, cue, relation, counts)
                yield Candidate(draft, source, relation in BY_RULE, [*first, *sources[key], *content])


def choose(text: str, blocks: Sequence[Block], quotes: Sequence[Quote]) -> list[list[Draft]]:
    """Return the likeliest reading of each cue, paragraph by paragraph, where it is likely enough."""
    found = list(candidates(text, blocks, quotes))
    sure = iter(_probabilities([c.row for group in found for c in group]))
    return [
        _best(block, [(next(sure), candidate) for candidate in group])
        for block, group in zip(blocks, found, strict=True)
    ]


def _best(block: Block, group: list[tuple[float, Candidate]]) -> list[Draft]:
    best: dict[int, tuple[float, Candidate]] = {}
    for sure, candidate in group:
        cue = candidate.draft.cue[0].i
        if sure >= LEAST and (cue not in best or _better(sure, candidate, best[cue])):
            best[cue] = sure, candidate
    kept: list[Draft] = []
    for sure, candidate in sorted(best.values(), key=lambda pair: -pair[0]):
        span = drafts.source_span(block, candidate.source)
        draft = replace(candidate.draft, source=candidate.source, source_span=span, sure=sure)
        if not any(_repeats(draft, other) for other in kept):
            kept.append(draft)
    return kept


def _better(sure: float, candidate: Candidate, best: tuple[float, Candidate]) -> bool:
    """Say whether a candidate beats the best so far: the source the rules give is left only for a much likelier one."""
    return sure - best[0] > MARGIN * (best[1].by_rule - candidate.by_rule)


def _repeats(draft: Draft, other: Draft) -> bool:
    """Say whether two cues of one saying gave one content: "expressed the hope that ..."."""
    source = draft.source is None or other.source is None or draft.source.i == other.source.i
    return source and drafts.same(draft.span, other.span)


def weigh(text: str, found: Sequence[Draft], quotes: Sequence[Quote]) -> list[Draft]:
    """Return drafts with a probability each; a cue beside a quotation is judged here, layout has its own."""
    found = [replace(d, sure=BY_LAYOUT[d.origin]) if d.origin in BY_LAYOUT else d for d in found]
    asked = [d for d in found if d.sure is None]
    if not asked:
        return list(found)
    words = Quoted([m.start() for m in WORD.finditer(text)], quotes)
    sure = iter(_probabilities([row_of(d, words, quotes) for d in asked]))
    return [d if d.sure is not None else replace(d, sure=next(sure)) for d in found]


def row_of(draft: Draft, words: Quoted, quotes: Sequence[Quote]) -> Row:
    """Return the traits of a draft that no reading of a sentence gave."""
    cue: Token | None = draft.cue[0] if draft.cue else None
    relation = "rule" if draft.source is not None else "none"
    source = traits.of_source(draft.source, cue, relation, None)
    return [2.0, *traits.of_cue(draft, quotes), *source, *traits.of_content(draft, words)]


def _probabilities(rows: list[Row]) -> list[float]:
    if not rows:
        return []
    forest = judge.trees()
    return forest.probability(forest.ask(np.asarray(rows, dtype=np.float32))).round(3).tolist()  # type: ignore[no-any-return]  # numpy's tolist
