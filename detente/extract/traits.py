"""What can be seen of a reading: numbers for the judge, of cue, source and content.

Every trait is a count, a share or a yes (1.0) or no (0.0). Their names, in order, are ``NAMES``; the fitted trees of
``data/judge.npz`` refer to them by position, and carry the names so that a change is noticed.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.extract.attribution import IMPERSONAL, UNREAL
from detente.extract.clauses import SUBJECTS, child, cue_of, has_to, is_finite
from detente.extract.cues import FRAMES, KINDS, speakers
from detente.extract.readings import EXTENTS, RELATIONS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from detente.extract.drafts import Draft
    from detente.extract.quotes import Quote
    from detente.language.english import Block

TAGS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "NN", "NNS", "JJ")
DEPENDENCIES = "ROOT conj advcl relcl acl ccomp xcomp pcomp parataxis dobj pobj nsubj acomp prep attr".split()
ENTITIES = ("PERSON", "ORG", "GPE", "NORP")
PARTS = ("VERB", "AUX", "NOUN", "PROPN", "PRON", "ADJ")
SORTS = ("person", "body", "document")
SHAPES = (*sorted(FRAMES), "prep")
ORIGINS = ("tree", "beside", "runs_on", "label")
FIRST = frozenset({"i", "we", "you"})
RELATIVE = frozenset({"who", "which", "that"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
FAR = 40
_CUE = (
    *(f"cue {kind}" for kind in sorted(KINDS)),
    *(f"cue {tag}" for tag in TAGS),
    *(f"cue {label}" for label in DEPENDENCIES),
    *"negated unreal perfect passive infinitive quoted question".split(),
    *"under-cue under-verb-cue under-modal marked verb".split(),
)
_SOURCE = (
    *(f"relation {name}" for name in RELATIONS),
    *(f"source {sort}" for sort in SORTS),
    *(f"source {label}" for label in ENTITIES),
    *(f"source {part}" for part in PARTS),
    *"impersonal first-person relative it".split(),
)
_BETWEEN = "before distance commas nouns verbs marks own-head subject possessor object passive-subject plural".split()
_CONTENT = (
    *(f"extent {name}" for name in EXTENTS),
    *(f"frame {name}" for name in SHAPES),
    *(f"origin {name}" for name in ORIGINS),
    *"words pieces quoted-share all-quoted none-quoted".split(),
)
_HEAD = (
    *(f"head {part}" for part in PARTS),
    *"finite that to has-subject behind-cue gap conjuncts cue-conjuncts entity to-the-end next-comma next-cc".split(),
)
NAMES = ("licence", *_CUE, *_SOURCE, *_BETWEEN, *_CONTENT, *_HEAD)
Row = list[float]


class Quoted:
    """The words of a text that stand inside quotations, to be counted fast."""

    def __init__(self, starts: Sequence[int], quotes: Sequence[Quote]) -> None:
        self.starts, self.quotes = starts, quotes
        self._inside = [0]
        at = 0
        for start in starts:
            while at < len(quotes) and quotes[at].end <= start:
                at += 1
            self._inside.append(self._inside[-1] + (at < len(quotes) and quotes[at].start <= start))

    def count(self, start: int, end: int) -> tuple[int, int]:
        """Return the number of words that begin in a stretch, and how many of them are quoted."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return last - first, self._inside[last] - self._inside[first]


def of_cue(draft: Draft, quotes: Sequence[Quote]) -> Row:
    """Return the traits of a draft's cue."""
    if not draft.cue:
        return [0.0] * len(_CUE)
    cue = draft.cue[0]
    known = cue_of(cue)
    helpers = [c for c in cue.children if c.dep_ in {"aux", "auxpass"}]
    words = {c.lower_ for c in helpers}
    above = cue.head if cue.head is not cue else None
    over = cue_of(above) if above is not None else None
    values = (
        *_one_of(sorted(KINDS), known.kind if known is not None else ""),
        *_one_of(TAGS, cue.tag_),
        *_one_of(DEPENDENCIES, cue.dep_),
        child(cue, "neg") is not None,
        bool(words & UNREAL),
        bool(words & {"have", "has", "had"}),
        any(c.dep_ == "auxpass" for c in helpers),
        "to" in words,
        draft.cue_span is not None and any(draft.cue_span.within(q.span) for q in quotes),
        cue.sent[-1].text == "?",
        over is not None,
        over is not None and over.pos == "V",
        above is not None and above.lower_ in UNREAL,
        child(cue, "mark") is not None,
        cue.pos_ == "VERB",
    )
    return [float(v) for v in values]


class Counts:
    """How many commas, nouns, verbs, marks and coordinated verbs a paragraph has before each of its tokens."""

    def __init__(self, block: Block) -> None:
        rows = [(0, 0, 0, 0, 0, 0)]
        commas = nouns = verbs = marks = conjuncts = cues = 0
        for token in block.doc:
            part = token.pos_
            if part in NOMINAL:
                nouns += 1
            elif part == "VERB":
                verbs += 1
                if token.dep_ == "conj" and token.tag_ in {"VBD", "VBZ"}:
                    conjuncts += 1
                    cues += cue_of(token) is not None
            elif part == "PUNCT":
                commas += token.text == ","
                marks += token.is_quote
            rows.append((commas, nouns, verbs, marks, conjuncts, cues))
        self._rows = rows

    def between(self, first: int, end: int) -> Sequence[int]:
        """Return the counts of the tokens from one position up to another: commas, nouns, verbs, marks."""
        return [b - a for a, b in zip(self._rows[first][:4], self._rows[end][:4], strict=True)]

    def conjuncts(self, first: int, end: int) -> Sequence[int]:
        """Return the number of finite verbs coordinated with others, and how many of them are cues."""
        return [b - a for a, b in zip(self._rows[first][4:], self._rows[end][4:], strict=True)]


def of_source(source: Token | None, cue: Token | None, relation: str, counts: Counts | None) -> Row:
    """Return the traits of a source and of the way from it to the cue; without counts there is no way."""
    if source is None:
        return [float(relation == name) for name in RELATIONS] + [0.0] * (len(_SOURCE) + len(_BETWEEN) - len(RELATIONS))
    lower = source.lower_
    sort = speakers().get(source.lemma_.lower()) or speakers().get(lower) or ""
    values = (
        *_one_of(RELATIONS, relation),
        *_one_of(SORTS, sort),
        *_one_of(ENTITIES, source.ent_type_),
        *_one_of(PARTS, source.pos_),
        lower in IMPERSONAL,
        lower in FIRST,
        lower in RELATIVE,
        lower == "it",
    )
    return [float(v) for v in values] + _between(source, cue, counts)


def _between(source: Token, cue: Token | None, counts: Counts | None) -> Row:
    if cue is None or counts is None:
        return [0.0] * len(_BETWEEN)
    low, high = sorted((source.i, cue.i))
    values = (
        source.i < cue.i,
        min(high - low, FAR),
        *counts.between(low + 1, max(low + 1, min(high, low + FAR))),
        source.head.i == cue.i,
        source.dep_ == "nsubj",
        source.dep_ == "poss",
        source.dep_ in {"dobj", "pobj"},
        source.dep_ == "nsubjpass",
        source.tag_ in {"NNS", "NNPS"},
    )
    return [float(v) for v in values]


def of_content(draft: Draft, words: Quoted, extent: str = "rule", of_tree: Row | None = None) -> Row:
    """Return the traits of a content: its pieces, and what ``of_tokens`` sees where the tree gave it."""
    numbers = [words.count(p.start, p.end) for p in draft.pieces]
    total, quoted = sum(n for n, _ in numbers), sum(q for _, q in numbers)
    values = (
        *_one_of(EXTENTS, extent),
        *_one_of(SHAPES, draft.frame),
        *_one_of(ORIGINS, draft.origin),
        math.log(total + 1),
        len(draft.pieces),
        quoted / max(total, 1),
        quoted >= 0.9 * total,
        quoted == 0,
    )
    return [float(v) for v in values] + (of_tree or [0.0] * len(_HEAD))


def of_tokens(head: Token | None, cue: Token, tokens: Sequence[Token], counts: Counts) -> Row:
    """Return the traits of a content's tokens and of its head."""
    if head is None:
        return [0.0] * len(_HEAD)
    marker, first, last = child(head, "mark"), tokens[0], tokens[-1]
    behind = last.doc[last.i + 1] if last.i + 1 < len(last.doc) else None
    values = (
        *_one_of(PARTS, head.pos_),
        is_finite(head),
        marker is not None and marker.lower_ == "that",
        has_to(head),
        child(head, *SUBJECTS, "expl") is not None,
        first.i > cue.i,
        min(abs(first.i - cue.i), FAR),
        *counts.conjuncts(first.i, last.i + 1),
        bool(head.ent_type_),
        last.i + 2 >= last.sent.end,
        behind is not None and behind.text == ",",
        behind is not None and behind.dep_ == "cc",
    )
    return [float(v) for v in values]


def _one_of(names: Sequence[str], name: str) -> list[bool]:
    return [name == other for other in names]
