from __future__ import annotations

from collections import Counter
from importlib.resources import files

import numpy as np
import pytest

from detente.model import Article
from detente.travel.concepts import meanings, table
from detente.travel.features import IGNORED, Background, Lexicon, background, weights, words


def article(text: str, name: str = "a") -> Article:
    return Article(name, name, name, "", "text/plain", text)


@pytest.mark.parametrize(
    ("token", "feature"),
    [
        ("Ministers’", "minist"),
        ("ministries", "ministri"),
        ("negotiated", "negoti"),
        ("1,200", "#1200"),
        ("2.5", "#2.5"),
        ("twelve", "#12"),
        ("Forty", "#40"),
        ("U.S.", "us"),
        ("US", "us"),
        ("us", ""),
        ("Erdoğan", "erdogan"),
        ("Россия", "россия"),
    ],
)
def test_what_a_token_counts_as(token: str, feature: str) -> None:
    assert Lexicon(Background(0, {})).feature(token) == feature


def test_words_of_grammar_are_ignored() -> None:
    lexicon = Lexicon(background())
    assert {lexicon[word] for word in ("the", "of", "and", "to", "in")} == {IGNORED}
    assert lexicon["treaty"] == lexicon["treaties"] != IGNORED


def test_entries_tell_speech_from_the_rest() -> None:
    lexicon = Lexicon(background())
    read = words(article("The fleet left port. “The fleet will never leave this port,” said the envoy."), lexicon)
    fleet = [(int(r), int(w), int(p)) for r, f, w, p in zip(read.row, read.feature, read.whole, read.plain, strict=True)
             if lexicon.features[f] == "fleet"]  # fmt: skip
    assert fleet == [(0, 2, 1)]
    envoy = [int(p) for f, p in zip(read.feature, read.plain, strict=True) if lexicon.features[f] == "envoy"]
    assert envoy == [1]


def test_short_quotations_are_no_speech() -> None:
    lexicon = Lexicon(background())
    read = words(article("He called it a “total and utter” failure of the harbour authority."), lexicon)
    assert (read.plain == read.whole).all()


def test_rare_words_weigh_more_and_the_corpus_counts() -> None:
    lexicon = Lexicon(background())
    texts = [words(article(f"A schooner passed the strait on day {n}.", str(n)), lexicon) for n in range(50)]
    alone = weights(texts[:1], lexicon)
    together = weights(texts, lexicon)
    schooner, president = lexicon["schooner"], lexicon["president"]
    alone, together = (np.pad(w, (0, 1)) for w in (alone, together))
    assert alone[schooner] > 8
    assert together[schooner] < alone[schooner] - 3
    assert weights(texts, lexicon)[president] < alone[schooner]


def test_the_table_of_frequencies_is_sound() -> None:
    known = background()
    assert known.sentences > 5000
    assert len(known.counts) > 3000
    assert all(2 <= count <= known.sentences for count in known.counts.values())
    assert all(feature == feature.lower() and " " not in feature for feature in known.counts)
    size = files("detente.data").joinpath("document_frequency.tsv").read_bytes()
    assert len(size) < 300_000


def test_every_concept_is_shared() -> None:
    holders: Counter[int] = Counter()
    for stem, (own, kin) in table().items():
        assert stem == stem.lower()
        assert own or kin
        assert not set(own) & set(kin)
        holders.update({*own, *kin})
    assert min(holders.values()) >= 2
    assert sorted(holders) == list(range(len(holders)))


def test_other_words_for_one_thing_meet_in_a_concept() -> None:
    lexicon = Lexicon(background())
    matrix = {}
    for word in ("war", "warfare", "stop", "cease", "teapot"):
        matrix[word] = lexicon[word]
    meaning = meanings(lexicon).toarray()
    assert meaning[matrix["war"]] @ meaning[matrix["warfare"]] > 0
    assert meaning[matrix["stop"]] @ meaning[matrix["cease"]] > 0
    assert meaning[matrix["war"]] @ meaning[matrix["teapot"]] == 0
