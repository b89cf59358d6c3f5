"""Kinds: what lies between two articles, from a plain copy to the same story told by two.

Decided by what share of either article corresponds (``score.retold``), how much of it stands word for word
(``reuse.compare``), who is credited (``credits``), and whether the words put for others are those a machine puts
(a word or few for a word that has a sense in common with it, again and again, and little else changed), or one of the
two shows the traces of a machine (``spinning``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from detente.model import Article, Pair, PairKind, Retelling
from detente.travel.credits import credited, says_translated
from detente.travel.passages import passages
from detente.travel.reuse import Reuse
from detente.travel.score import LIKELY
from detente.travel.spinning import machine_made

# Shares of an article that stand for all of it, and of its words for word for word.
_ALL, _VERBATIM = 0.95, 0.93
# Of an edited text at least this share of the words is kept, where no word was put for another for its own sake.
_KEPT = 0.6
# Spinners keep the frame of a sentence, change at least such a share of its words for akin ones, and little else.
_FRAME, _SPUN_WORDS, _SPUN_CHANGES = 0.45, 0.03, 0.2
# One article is machine-made from this probability on.
_SURE = 0.95
# Each of two children of one parent has this much of its own.
_OWN = 0.12
# A quotation of so many words that two articles share is no phrase that two people may use.
_QUOTED = 6

_WORD = re.compile(r"\w+")


def kind_of(pair: Pair, a: Article, b: Article, rows: Sequence[Retelling], reuse: Reuse) -> PairKind:
    """Return the kind of a pair; ``a.id < b.id``."""
    if pair.probability < LIKELY:
        return "same quotation" if quotations_shared(a, b) else "same story"
    if a.language != b.language and "und" not in {a.language, b.language}:
        return "translation"
    if _is_spun(reuse) or (min(reuse.kept_a, reuse.kept_b) < _VERBATIM and _shows_traces(a, b)):
        return "machine-spun"
    if says_translated(a.text) != says_translated(b.text):
        return "translation"
    if _one_source(pair, a, b, reuse):
        return "common source"
    return _plain_kind(pair, reuse, rows)


def _plain_kind(pair: Pair, reuse: Reuse, rows: Sequence[Retelling]) -> PairKind:
    in_order = all(one.b_start <= two.b_start for one, two in pairwise(rows))
    kept = reuse.kept_a, reuse.kept_b
    shares = pair.share_a, pair.share_b
    whole = [share >= _ALL and part >= _VERBATIM for share, part in zip(shares, kept, strict=True)]
    if in_order and all(whole):
        return "exact copy"
    if in_order and any(whole):
        return "trimmed"
    return "edited" if max(kept) >= _KEPT else "paraphrase"


def _is_spun(reuse: Reuse) -> bool:
    return (
        min(reuse.kept_a, reuse.kept_b) >= _FRAME
        and reuse.synonyms >= _SPUN_WORDS * reuse.words
        and reuse.synonyms >= _SPUN_CHANGES * reuse.changed
    )


def _shows_traces(a: Article, b: Article) -> bool:
    """Say whether one of the two, and not the other, shows that a machine was at work."""
    one, two = machine_made(a)[0], machine_made(b)[0]
    return max(one, two) >= _SURE and min(one, two) < _SURE


def _one_source(pair: Pair, a: Article, b: Article, reuse: Reuse) -> bool:
    """Say whether both come from a third: both credit it, or share words for word while each has more of its own."""
    others = {name for name in credited(a.text) & credited(b.text) if name not in {_name(a), _name(b)}}
    if others:
        return True
    verbatim = min(reuse.kept_a, reuse.kept_b) >= _VERBATIM
    return verbatim and max(pair.share_a, pair.share_b) <= 1 - _OWN


def _name(article: Article) -> str:
    return (article.outlet or "").casefold().removeprefix("the ")


def quotations_shared(a: Article, b: Article) -> bool:
    """Say whether the two quote the same words, ``_QUOTED`` of them in a row."""
    return bool(_quoted(a) & _quoted(b))


def _quoted(article: Article) -> set[tuple[str, ...]]:
    found = set()
    for passage in passages(article):
        for span in passage.spoken(article.text):
            words = [word.lower() for word in _WORD.findall(article.text, span.start, span.end)]
            found |= {tuple(words[i : i + _QUOTED]) for i in range(len(words) - _QUOTED + 1)}
    return found
