"""What one named side does to the other in a sentence: the coder that is handed the pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.extract.events import ends, lookup, senses
from detente.extract.events.sense import Sense
from detente.language import english

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# The type of most reports between two states, for a sentence whose words tell nothing.
LIKELIEST = "CONSULT"


def find(doc: Doc, words: str, after: int = 0) -> list[Token]:
    """Return the tokens of some words of the text, the first time they stand there; none if they do not."""
    at = doc.text.find(words, after)
    at = at if at >= 0 else doc.text.lower().find(words.lower())
    if at < 0:
        return []
    return [t for t in doc if t.idx < at + len(words) and t.idx + len(t) > at]


def _head(tokens: list[Token]) -> Token | None:
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head is t or t.head.i not in inside), None)


def _rank(wanted: list[Token], found: list[Token]) -> float:
    """Return how well the phrases found name the one wanted: 1 for the first, less for later ones, 0 for none."""
    inside = {t.i for t in wanted}
    for n, token in enumerate(found):
        if any(t.i in inside for t in ends.joint(token)):
            return 1.0 - 0.05 * n
    for n, token in enumerate(found):
        if any(t.i in inside for t in token.subtree):
            return 0.7 - 0.05 * n
    return 0.0


def candidates(doc: Doc, source: list[Token], target: list[Token]) -> list[tuple[float, Sense]]:
    """Return what the sentence reports, with how well each fits the two sides, best first."""
    out: list[tuple[float, Sense]] = []
    at_source, at_target = _head(source), _head(target)
    inside = {t.i for t in (*source, *target)}
    for token in doc:
        if token.pos_ not in {"VERB", "AUX", "NOUN"}:
            continue
        sense = senses.read(token)
        if sense is None or not senses.stands(sense) or lookup.swallowed(token):
            continue
        acting = ends.sources(sense)
        acted = ends.targets(sense, acting)
        fit = 1.5 * _rank(source, acting) + _rank(target, acted)
        both = (sense.reverse and 0.0) or 0.3 * (_rank(target, acting) + _rank(source, acted))
        near = 0.0
        if at_source is not None and at_target is not None:
            lca = {t.i for t in (at_source, *at_source.ancestors)} & {t.i for t in (at_target, *at_target.ancestors)}
            near = 0.4 if token.i in lca else 0.0
        own = -0.6 if token.i in inside else 0.0
        wrapped = 0.1 * len(sense.via)
        out.append((fit + both + near + own + wrapped + sense.sure - (0.5 if sense.negated else 0.0), sense))
    return sorted(out, key=lambda pair: -pair[0])


def code_event(sentence: str, source: str, target: str) -> str:
    """Return the PLOVER type of what one named side does to the other in an English sentence.

    It always answers: where the words tell nothing the type is the likeliest one.

    Args:
        sentence: the words that report it.
        source: who acts, in words of the sentence.
        target: who is acted on, in words of the sentence.

    Raises:
        ModelMissingError: the English model is not installed.
    """
    return choose(english.pipeline()(sentence), source, target)


def choose(doc: Doc, source: str, target: str) -> str:
    """Return the type for a sentence that is parsed already."""
    found = candidates(doc, find(doc, source), find(doc, target))
    return found[0][1].type if found else LIKELIEST
