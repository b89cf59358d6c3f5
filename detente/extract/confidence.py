"""How sure a statement is: the probability that its content and its source are right.

A logistic model over what found the statement. The weights are fitted by ``python -m bench.confidence`` on the training
part of ``corpus/attribution``; the same command prints how well the probabilities hold on the part kept for testing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from detente.extract.cues import speakers
from detente.extract.drafts import WORD, Draft
from detente.model import StatementKind

# A statement less sure than this is wrong two times in three, and is left out.
LEAST = 0.3
BIAS = -0.95
WEIGHTS: dict[str, float] = {
    "attitude np": -1.4,
    "attitude prep": -0.07,
    "attitude q": -0.14,
    "attitude that": -0.52,
    "belief as": -0.56,
    "belief np": 0.22,
    "belief ob": -0.34,
    "belief q": 0.4,
    "belief that": 0.31,
    "belief to": 0.6,
    "belief wh": -0.39,
    "cue JJ": -0.71,
    "cue NN": -0.09,
    "cue NNS": -0.3,
    "cue VB": -0.69,
    "cue VBD": 1.05,
    "cue VBG": -0.17,
    "cue VBN": 1.36,
    "cue VBP": -0.77,
    "cue VBZ": 0.33,
    "form direct": -0.19,
    "form indirect": 0.47,
    "form mixed": -0.28,
    "intention np": -0.73,
    "intention that": 0.19,
    "intention to": -0.93,
    "length long": 0.88,
    "length middle": 0.72,
    "length short": -1.6,
    "negated": 0.34,
    "origin beside": -0.25,
    "origin runs_on": -0.01,
    "origin tree": 0.26,
    "source body": 0.16,
    "source document": -0.3,
    "source name": 0.25,
    "source none": -1.07,
    "source other": -0.48,
    "source person": 0.91,
    "source pronoun": 0.53,
    "speech as": 0.14,
    "speech np": -0.04,
    "speech ob": 0.11,
    "speech oc": 1.02,
    "speech prep": -0.16,
    "speech q": 0.71,
    "speech that": 1.26,
    "speech to": 0.01,
    "speech wh": 0.32,
}


def confidence(text: str, draft: Draft, kind: StatementKind) -> float:
    """Return the probability that a draft is a statement with the right content and source."""
    total = BIAS + sum(WEIGHTS.get(name, 0.0) for name in features(text, draft, kind))
    return round(1.0 / (1.0 + math.exp(-total)), 3)


def features(text: str, draft: Draft, kind: StatementKind) -> Iterator[str]:
    """Yield the names of what holds for a draft, one of each group."""
    yield f"{draft.kind} {draft.frame}"
    yield f"origin {draft.origin}"
    yield f"form {kind}"
    yield f"source {_source(draft)}"
    if draft.cue:
        yield f"cue {draft.cue[0].tag_}"
        if any(c.dep_ == "neg" for c in draft.cue[0].children):
            yield "negated"
    words = sum(len(WORD.findall(text, p.start, p.end)) for p in draft.pieces)
    yield f"length {'short' if words < 4 else 'middle' if words < 40 else 'long'}"


def _source(draft: Draft) -> str:
    source = draft.source
    if source is None:
        return "none"
    if source.pos_ == "PRON":
        return "pronoun"
    if source.ent_type_ or source.pos_ == "PROPN":
        return "name"
    return speakers().get(source.lemma_.lower(), "other")
