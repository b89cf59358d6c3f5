"""How texts travel: which articles render one text, and which of their passages correspond.

>>> pairs, passages = find(articles)

Read on in ``passages`` (what is compared), ``residue`` (what of it is no evidence), ``features`` (words and their
weights), ``candidates`` (which pairs are looked at), ``align`` (which sentences correspond), ``concepts`` and ``order``
(is the same told in the same order?), ``score`` (how likely it is that two articles are one text).
"""

from __future__ import annotations

from collections.abc import Iterable

from detente.model import Article, Pair, Retelling
from detente.travel.candidates import propose
from detente.travel.concepts import meanings
from detente.travel.features import Lexicon, background, read_words, weights
from detente.travel.residue import part, recurring
from detente.travel.score import evidence, retold

__all__ = ["LIKELY", "find"]

# A pair is reported from this probability on.
LIKELY = 0.5


def find(articles: Iterable[Article]) -> tuple[list[Pair], list[Retelling]]:
    """Find the pairs of articles that render one text, and the passages that correspond.

    The result does not depend on the order of the articles. Passages are paragraphs outside of boilerplate, one row
    for each two that correspond, ``a < b`` by id; rows come by pair, then in the order of ``a``. A pair's probability
    is that of a retelling rather than of two independent articles on one happening, of which at least ``LIKELY`` are
    returned; words in quotation marks, which independent articles share too, do not count towards it, nor do passages
    of a few words and those a site sets under all it prints. Versions of one file (same path) are no pair.
    """
    corpus = sorted({article.id: article for article in articles}.values(), key=lambda article: article.id)
    lexicon = Lexicon(background())
    parted = [part(article) for article in corpus]
    left_out = recurring(parted)
    read = [read_words(each, lexicon, left_out) for each in parted]
    weight, meaning = weights(read, lexicon), meanings(lexicon)
    pairs: list[Pair] = []
    retellings: list[Retelling] = []
    for i, j in propose(read, weight):
        if corpus[i].path == corpus[j].path:
            continue
        probability = round(evidence(read[i], read[j], weight, meaning).probability(), 6)
        if probability >= LIKELY:
            pair, rows = retold(read[i], read[j], weight, probability)
            pairs.append(pair)
            retellings += rows
    return pairs, retellings
