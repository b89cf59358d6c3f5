"""The judge: trees asked by hand, the pinned file, and readings beyond the rules' own."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import ModelMissingError
from detente.extract import chosen, judge, quotes, readings, traits
from detente.extract.judge import Trees
from detente.language import english
from detente.model import Article, Span


def stump() -> Trees:
    """One tree: trait 1 not above 0.5 gives -1, else +2."""
    trait, left, right = (np.array([row], dtype=np.int16) for row in ([1, 0, 0], [1, 1, 2], [2, 1, 2]))
    threshold, value = (np.array([row], dtype=np.float32) for row in ([0.5, 0, 0], [0, -1, 2]))
    return Trees(trait, threshold, left, right, value, 1, 0.25, (2.0, -0.5))


def test_trees_send_each_row_to_its_leaf() -> None:
    scores = stump().ask(np.array([[9, 0], [0, 1], [0, 0.5]], dtype=np.float32))
    assert scores.tolist() == [-0.75, 2.25, -0.75]


def test_a_probability_is_the_calibrated_log_odds() -> None:
    assert stump().probability(np.array([0.25])).tolist() == [0.5]


def test_the_file_pinned_is_the_one_that_lies_there_and_knows_the_traits() -> None:
    forest = judge.trees()
    assert forest.trait.max() < len(traits.NAMES)
    assert len(set(traits.NAMES)) == len(traits.NAMES)


def test_another_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    judge.trees.cache_clear()
    monkeypatch.setattr(judge, "SHA256", "0" * 64)
    with pytest.raises(ModelMissingError, match="not the one"):
        judge.trees()
    judge.trees.cache_clear()


def candidates(text: str) -> list[chosen.Candidate]:
    blocks = english.parse(Article("a", "a", "a", "a", "text/plain", text, language="en"))
    marks = quotes.find(text, [Span(b.start, b.start + len(b.text)) for b in blocks])
    return [c for group in chosen.candidates(text, blocks, marks) for c in group]


def test_every_candidate_has_every_trait() -> None:
    found = candidates("Berg, who fears a war, said on Monday that Klow “wants peace”. It was agreed to meet.")
    assert {len(c.row) for c in found} == {len(traits.NAMES)}


def test_other_nouns_nearby_may_be_the_source() -> None:
    found = candidates("The treaty that the harbour needs, officials in Klow said, is dead.")
    sources = {c.source.text for c in found if c.draft.cue[0].text == "said" and c.source is not None}
    assert "officials" in sources


def test_content_may_stop_before_a_verb_that_reports_again() -> None:
    text = "Berg condemned the raid on the camp, adding that those behind it would be found."
    found = {c.draft.pieces[0].of(text) for c in candidates(text) if c.draft.cue[0].text == "condemned"}
    assert "the raid on the camp" in found
    assert not any("adding" in content for content in found)


def test_the_lexicon_backs_its_own_frames_more_than_others() -> None:
    (block,) = english.parse(Article("a", "a", "a", "a", "text/plain", "Berg said that it rains.", language="en"))
    assert {r.licence for r in readings.find(block.sentences[0]) if r.found.frame == "that"} == {2}
