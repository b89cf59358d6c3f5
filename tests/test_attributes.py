"""The attribute ruler asked by sorts of tokens gives what the ruler gives."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from detente.language import attributes
from detente.language.english import MODEL

WORDS = "it you do has 'd that is 's there let gon na y all on ministers said , \n not n't She got ol' of".split(" ")
TAGS = "PRP VB VBZ VBD IN NN NNS RB DT WDT TO _SP . , EX MD".split()
LABELS = "nsubj dobj pobj aux mark expl ROOT det dep conj advcl".split()
TOKENS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(TAGS), st.sampled_from(LABELS)), max_size=12)


@pytest.fixture(scope="module")
def pair() -> tuple[Language, attributes.RulerBySort]:
    nlp = spacy.load(MODEL)
    return nlp, attributes.RulerBySort(nlp.get_pipe("attribute_ruler"))  # type: ignore[arg-type]  # get_pipe names no type


def given_to(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.tag_, t.dep_, t.pos_, str(t.morph), t.has_morph(), t.lemma_) for t in doc]


@settings(max_examples=300, deadline=None)
@given(TOKENS)
def test_any_tokens_get_what_the_ruler_gives(
    pair: tuple[Language, attributes.RulerBySort], tokens: list[tuple[str, str, str]]
) -> None:
    nlp, by_sort = pair
    words, tags, labels = zip(*tokens, strict=True) if tokens else ((), (), ())
    docs = [Doc(nlp.vocab, list(words), tags=list(tags), deps=list(labels)) for _ in range(2)]
    ruler = nlp.get_pipe("attribute_ruler")
    assert given_to(by_sort(docs[0])) == given_to(ruler(docs[1]))


def test_patterns_over_other_attributes_are_refused() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"SHAPE": "dd"}]], {"POS": "NUM"})  # type: ignore[attr-defined]  # add_pipe names no type
    with pytest.raises(ValueError, match="SHAPE"):
        attributes.RulerBySort(ruler)  # type: ignore[arg-type]  # as above


def test_a_pattern_over_two_tokens_still_holds() -> None:
    nlp = spacy.load(MODEL)
    plain = [t.lemma_ for t in nlp("Let's go.")]
    attributes.quicken(nlp)
    assert [t.lemma_ for t in nlp("Let's go.")] == plain
    assert "us" in plain
