"""How ``travel.find`` grows: ``python -m bench.travel_scale [ARTICLES ...]``, by default 2,500 to 20,000.

Articles are made as they are asked for, of invented words as frequent as words are (Zipf), in stories of a few
independent articles that share names, with one in ten a retelling of the article before it: a third of its words put
anew, its sentences in part left out. Each size runs in a process of its own, so that its memory is its own. Last comes
the recall of the candidates against comparing all with all.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bench import travel_sets as sets
from detente import travel
from detente.model import Article
from detente.travel.candidates import FEATURES, Index, propose
from detente.travel.concepts import meanings
from detente.travel.features import Floats, Lexicon, Words, background, weights, words
from detente.travel.score import LIKELY, evidence

SIZES = (2500, 5000, 10000, 20000)
SEED = 5
# An invented language: so many words, so many of them a sentence, so many sentences an article.
VOCABULARY, SENTENCE, SENTENCES = 60_000, 18, 14
# Of the articles of a story each sentence has a name of the story, one in so many articles retells the one before it.
STORY, NAMES, RETOLD, ANEW = 5, 12, 10, 0.33
# Pairs that share less than this share of their words' weight (cosine) are not looked at by brute force either.
LEAST = 0.2
_SYLLABLES = "ba be di do fa fe ga ki ko la le mi mo na ne pa po ra ri sa so ta ti va vo ze zu cho sha thu".split()

Numbers = NDArray[np.int64]


def invented(count: int) -> Iterator[Article]:
    """Make so many articles, the same at every call."""
    chance = np.random.default_rng(SEED)
    share = np.cumsum(1 / np.arange(2, VOCABULARY + 2))
    before: list[Numbers] = []
    names = chance.integers(VOCABULARY // 2, VOCABULARY, NAMES)
    for number in range(count):
        if number % STORY == 0:
            names = chance.integers(VOCABULARY // 2, VOCABULARY, NAMES)
        if number % RETOLD == RETOLD - 1:
            kept = [sentence.copy() for sentence in before if chance.random() < 0.8]
            for sentence in kept:
                new = chance.random(SENTENCE) < ANEW
                sentence[new] = _drawn(chance, share, int(new.sum()))
            sentences = kept
        else:
            sentences = [_drawn(chance, share, SENTENCE) for _ in range(SENTENCES)]
            for sentence in sentences:
                sentence[:2] = chance.choice(names, 2)
        before = sentences
        text = "\n\n".join(" ".join(map(_word, sentence.tolist())).capitalize() + "." for sentence in sentences)
        yield sets.article(f"{number:07}", [text])


def _drawn(chance: np.random.Generator, share: Floats, count: int) -> Numbers:
    drawn: Numbers = np.searchsorted(share, chance.random(count) * share[-1]).astype(np.int64)
    return drawn


def _word(number: int) -> str:
    size = len(_SYLLABLES)
    return _SYLLABLES[number % size] + _SYLLABLES[number // size % size] + _SYLLABLES[number // size**2 % size] + "n"


def run(count: int) -> None:
    """Find the pairs among so many articles; print the time of one processor, the memory and what was found."""
    made = -time.process_time()
    size = sum(article.text.count(" ") + 1 for article in invented(count))
    made += time.process_time()
    start = time.process_time()
    pairs, _ = travel.find(invented(count))
    took = time.process_time() - start - made
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wanted = {(number - 1, number) for number in range(RETOLD - 1, count, RETOLD)}
    found = {(int(pair.a), int(pair.b)) for pair in pairs}
    print(
        f"{count:10,}{1000 * took / count:12.2f}{size / took:12,.0f}{count * (count - 1) / 2 / took:16,.0f}{peak:10.0f}"
        f"{len(found & wanted) / len(wanted):10.3f}{len(found - wanted):10}",
        flush=True,
    )


def recall(count: int = 2000) -> float:
    """Return what share of the retellings among open texts and mixtures of them the candidates hold."""
    corpus = mixtures(count, random.Random(SEED))
    lexicon = Lexicon(background())
    read = [words(article, lexicon) for article in corpus]
    weight, meaning = weights(read, lexicon), meanings(lexicon)
    proposed = set(propose(read, weight))
    near = [
        (i, j) for i, j in _near(read, weight) if evidence(read[i], read[j], weight, meaning).probability() >= LIKELY
    ]
    index = Index.of(read, weight)
    held = sum(pair in proposed for pair in near) / len(near)
    print(f"\n{len(corpus)} articles, {len(near)} retellings by comparing all with all: candidates hold {held:.4f}")
    size = (index.low.nbytes + index.high.nbytes + index.size.nbytes + index.day.nbytes) / len(corpus)
    print(f"index: {size:.0f} bytes an article ({FEATURES} features at most)")
    return held


def mixtures(count: int, chance: random.Random) -> list[Article]:
    """Return the open texts, then articles half of which is spun from one of them and half taken from another."""
    texts = list(sets.open_texts().values())
    found = [sets.article(f"{number:05}", text) for number, text in enumerate(texts)]
    while len(found) < count:
        one, two = chance.sample(texts, 2)
        taken = [sets.spun(text, 0.5, chance) for text in one if chance.random() < 0.5]
        other = [text for text in two if chance.random() < 0.5]
        if taken and other:
            found.append(sets.article(f"{len(found):05}", [*taken, *other]))
    return found


def _near(corpus: list[Words], weight: Floats) -> list[tuple[int, int]]:
    from scipy import sparse

    rows = np.repeat(np.arange(len(corpus)), [len(article.vocabulary) for article in corpus])
    columns = np.concatenate([article.vocabulary for article in corpus])
    matrix = sparse.csr_array((weight[columns], (rows, columns)), shape=(len(corpus), len(weight)))
    norms = np.sqrt(matrix.power(2).sum(axis=1))
    unit = matrix.multiply((1 / np.maximum(norms, 1e-9))[:, None]).tocsr()
    first, second = np.nonzero(np.triu((unit @ unit.T).toarray(), 1) > LEAST)
    return list(zip(first.tolist(), second.tolist(), strict=True))


def main(sizes: list[int]) -> None:
    """Run each size by itself."""
    print(
        f"{'articles':>10}{'ms each':>12}{'words/s':>12}{'pairs/s':>16}{'peak MB':>10}{'recall':>10}{'others':>10}",
        flush=True,
    )
    for size in sizes or SIZES:
        subprocess.run([sys.executable, "-m", "bench.travel_scale", "--one", str(size)], check=True)
    if sets.SHARED.is_dir():
        recall()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        run(int(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]])
