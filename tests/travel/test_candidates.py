from __future__ import annotations

import random
import time

import numpy as np

from detente.model import Article
from detente.travel import candidates as module
from detente.travel.candidates import CANDIDATES, propose
from detente.travel.features import Lexicon, Words, background, weights, words

SYLLABLES = "ba de fi go ku la me ni po ru sa te vi wo zu".split()


def word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(3))


def texts(count: int, chance: random.Random) -> list[str]:
    """Make articles of invented words, each with a twin that keeps two thirds of its sentences in other order."""
    found = []
    for _ in range(count):
        sentences = [" ".join(word(chance) for _ in range(12)).capitalize() + "." for _ in range(9)]
        found.append("\n\n".join(sentences))
        found.append("\n\n".join(chance.sample(sentences, 6)))
    return found


def read(bodies: list[str]) -> tuple[list[Words], Lexicon]:
    lexicon = Lexicon(background())
    articles = [Article(f"{n:05}", "", "", "", "", body) for n, body in enumerate(bodies)]
    return [words(article, lexicon) for article in articles], lexicon


def by_brute_force(corpus: list[Words], lexicon: Lexicon) -> set[tuple[int, int]]:
    """Compare all with all, by the weight of everything they share."""
    weight = weights(corpus, lexicon)
    found = set()
    for i, one in enumerate(corpus):
        for j in range(i):
            shared = set(one.vocabulary.tolist()) & set(corpus[j].vocabulary.tolist())
            if sum(weight[feature] for feature in shared) > 300:
                found.add((j, i))
    return found


def test_nothing_that_comparing_all_with_all_finds_is_missed() -> None:
    corpus, lexicon = read(texts(60, random.Random(1)))
    wanted = by_brute_force(corpus, lexicon)
    assert len(wanted) >= 60
    assert wanted <= set(propose(corpus, weights(corpus, lexicon)))


def test_two_thousand_articles_alike_do_not_explode() -> None:
    chance = random.Random(2)
    common = [word(chance) for _ in range(120)]
    bodies = [" ".join([*chance.sample(common, 100), *(word(chance) for _ in range(20))]) for _ in range(2000)]
    corpus, lexicon = read(bodies)
    weight = weights(corpus, lexicon)
    start = time.process_time()
    found = propose(corpus, weight)
    assert time.process_time() - start < 20
    assert len(found) <= CANDIDATES * len(corpus)


def test_a_family_too_large_to_compare_hangs_together() -> None:
    chance = random.Random(3)
    text = " ".join(word(chance) for _ in range(150))
    corpus, lexicon = read([f"{text} {word(chance)}" for _ in range(4 * module.NEIGHBOURS)])
    reached = {0}
    pairs = propose(corpus, weights(corpus, lexicon))
    for _ in range(len(corpus)):
        reached |= {side for pair in pairs if reached & set(pair) for side in pair}
    assert reached == set(range(len(corpus)))


def test_articles_with_nothing_in_common_are_not_proposed() -> None:
    corpus, lexicon = read([" ".join(word(random.Random(n)) for n in range(k, k + 40)) for k in (0, 1000)])
    assert propose(corpus, weights(corpus, lexicon)) == []


def test_empty_corpora() -> None:
    for bodies in ([], [""], ["", "", "one"]):
        corpus, lexicon = read(bodies)
        assert propose(corpus, weights(corpus, lexicon)) == []


def test_articles_months_apart_must_share_more() -> None:
    chance = random.Random(6)
    shared = [word(chance) for _ in range(30)]
    bodies = [" ".join([*shared[:5], *(word(chance) for _ in range(60))]) for _ in range(2)]
    copies = [" ".join(shared)] * 2
    for held, found_apart in ((bodies, False), (copies, True)):
        corpus, lexicon = read(held)
        weight = weights(corpus, lexicon)
        for days, found in ((module.WINDOW, True), (module.WINDOW + 1, found_apart)):
            assert bool(propose(corpus, weight, np.array([0, days], dtype=np.int32))) is found
        assert propose(corpus, weight, np.array([0, module.UNDATED], dtype=np.int32)) == [(0, 1)]
