"""Residue: passages that are no evidence that one text lies behind two articles, as they say too little.

They are passages of a few words (thanks, a date line, a label), and those that a site sets under everything it prints.
The latter are told from a text that many outlets carry by what stands around them: articles that carry one text have
most of their passages in common, articles of one site little but its residue.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice, pairwise

import numpy as np

from detente.model import Article
from detente.travel.passages import Passage, passages

# A passage of fewer words tells nothing that another article would not tell by chance.
FEWEST_WORDS = 6
# So many files must carry a passage before it can be the residue of a site.
MANY = 3
# Articles that have more of their passages in common than this are one text.
_ONE_TEXT = 0.5
# Carriers of a passage that are looked at.
_SAMPLE = 64
_BYTES = 8

# Addresses are not words, whole or broken by a line's end; what is left of one is no evidence either.
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Chinese, Japanese and Thai are written without spaces; a word of theirs is about two characters.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_DIGITS = re.compile(r"\d+")

Key = bytes


@dataclass(frozen=True, slots=True)
class Parted:
    """An article and its passages, with for each what it says whatever its numbers, or None where that is too little.

    ``keys[i]`` belongs to ``passages[i]``; two passages of the same words have one key.
    """

    article: Article
    passages: tuple[Passage, ...]
    keys: tuple[Key | None, ...]


def part(article: Article) -> Parted:
    """Part an article into its passages and give each its key."""
    found = passages(article)
    return Parted(article, tuple(found), tuple(_key(article.text[piece.start : piece.end]) for piece in found))


def recurring(corpus: Sequence[Parted]) -> frozenset[Key]:
    """Return the keys of the passages that ``MANY`` files carry which have little else in common.

    Versions of one file (same path) count as one. A family of retellings that keep one passage word for word and put
    all others anew looks the same; that passage is then left out, and the others speak for the family.
    """
    many = _carried_by_many(corpus)
    carriers: dict[Key, dict[str, frozenset[Key | None]]] = defaultdict(dict)
    for parted in corpus if many else ():
        keys = frozenset(parted.keys) - {None}
        for key in many.intersection(key for key in keys if key is not None):
            if len(carriers[key]) < _SAMPLE:
                carriers[key].setdefault(_file(parted), keys)
    return frozenset(key for key, held in carriers.items() if not _one_text([*held.values()]))


def _carried_by_many(corpus: Iterable[Parted]) -> frozenset[Key]:
    """Return the keys that ``MANY`` files carry; takes 16 bytes a passage."""
    keys, files = array("Q"), array("Q")
    for parted in corpus:
        own = {key for key in parted.keys if key is not None}
        keys.extend(int.from_bytes(key) for key in own)
        files.extend([int.from_bytes(_digest(_file(parted)))] * len(own))
    if not keys:
        return frozenset()
    each = np.unique(np.stack([np.frombuffer(keys, np.uint64), np.frombuffer(files, np.uint64)]), axis=1)[0]
    found, count = np.unique(each, return_counts=True)
    return frozenset(int(key).to_bytes(_BYTES) for key in found[count >= MANY])


def _file(parted: Parted) -> str:
    return parted.article.path or parted.article.id


def _one_text(articles: Sequence[Collection[Key | None]]) -> bool:
    """Say whether neighbours among the articles (a sample of all pairs) mostly have most passages in common."""
    shares = [len(set(a) & set(b)) / min(len(a), len(b)) for a, b in pairwise(articles)]
    return sum(share > _ONE_TEXT for share in shares) > len(shares) / 2


def count_words(text: str) -> int:
    """Return about how many words a text has, addresses and numbers apart."""
    if "/" in text or "www." in text.lower():
        text = _ADDRESS.sub(" ", text)
    if text.isascii():
        return len(_WORD.findall(text))
    unspaced = len(_UNSPACED.findall(text))
    return len(_WORD.findall(_UNSPACED.sub(" ", text))) + unspaced // 2


def _says_enough(text: str) -> bool:
    # Most passages say enough by far: no need then to count to their end, nor to look for what is no word.
    if text.isascii() and "/" not in text and "www." not in text.lower():
        return sum(1 for _ in islice(_WORD.finditer(text), FEWEST_WORDS)) == FEWEST_WORDS
    return count_words(text) >= FEWEST_WORDS


def _key(text: str) -> Key | None:
    if not _says_enough(text):
        return None
    said = " ".join(_DIGITS.sub("0", text).casefold().split())
    return _digest(said)


def _digest(text: str) -> Key:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
