"""Whether an event has happened, when, where, and in whose words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente import edtf
from detente.extract import dates
from detente.extract.events.sense import Sense, has_to
from detente.language.english import Block
from detente.model import EventStatus, Precision, Span, Statement, TimeExpression
from detente.plover import Code, code

if TYPE_CHECKING:
    from spacy.tokens import Token

UNSURE = frozenset({"could", "may", "might", "would", "can", "should", "must"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
POSSIBLE = frozenset("possible potential hypothetical likely eventual alleged would-be prospective threatened".split())
# "The risk of an attack".
CHANCES = frozenset("potential possibility risk threat prospect fear danger likelihood chance".split())
COMING = frozenset("upcoming planned forthcoming scheduled future coming next".split())
STAGED = frozenset({"CONSULT", "SUPPORT", "COOPERATE"})
PLACES = frozenset({"in", "at", "near", "outside"})


@dataclass(frozen=True, slots=True)
class When:
    """A date in EDTF with its precision."""

    on: str
    precision: Precision


class Calendar:
    """The dates of an article, by place."""

    def __init__(self, published: str | None, times: Sequence[TimeExpression]) -> None:
        self._published = published
        bounds = edtf.bounds(published) if published is not None else None
        self._last = bounds[1] if bounds is not None else None
        self._times = sorted((t for t in times if t.precision is not None), key=lambda t: t.start)
        self._starts = [t.start for t in self._times]

    def date(self, block: Block, sense: Sense, begins: int = 0, *, due: bool = False) -> When | None:
        """Return the date that a sentence gives an event: the one nearest its words that belongs to its clause.

        What stands before ``begins`` (in characters of the paragraph) is the dateline. The date of an event that is to
        come lies ahead: "on Monday" is the next one. With ``due`` it is the date of what an event binds to.
        """
        sentence = sense.head.sent
        span = block.chars(max(sentence.start_char, begins), sentence.end_char)
        how = told(sense)[1]
        ahead = how == "scheduled"
        now = sense.head.tag_ in {"VBZ", "VBP"}
        word = sense.core if ahead else sense.head
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        if first == last:
            return None
        at = block.start + word.idx
        best: tuple[int, TimeExpression] | None = None
        for time in self._times[first:last]:
            token = _token_at(sense, time.start - block.start)
            if token is None:
                continue
            clauses = _apart(token, word)
            if how == "happened" and not due and self._later(time):
                continue
            if clauses and (ahead or now or time.precision in COARSE):
                continue
            distance = abs(time.start - at) + 60 * clauses
            if best is None or distance < best[0]:
                best = (distance, time)
        if best is None or best[0] >= FAR:
            return None
        return self._resolved(best[1], ahead=ahead)

    def before(self, block: Block, sense: Sense) -> When | None:
        """Return the day that the sentences before have set, where a tale goes on in the simple past."""
        if sense.head.tag_ != "VBD" or any(c.dep_ == "aux" for c in sense.head.children):
            return None
        end = block.start + int(sense.head.sent.start_char)
        for time in reversed(self._times[: bisect_left(self._starts, end)]):
            if time.start < block.start - REACH:
                return None
            if time.precision not in {"day", "week"} or time.on is None or self._later(time):
                continue
            if not time.on.startswith("XXXX"):
                return When(time.on, time.precision)
        return None

    def _later(self, time: TimeExpression) -> bool:
        """Say whether a date lies behind the day of publication: nothing that has happened was then."""
        days = edtf.bounds(time.on) if time.on is not None else None
        return days is not None and self._last is not None and days[0] > self._last

    def _resolved(self, time: TimeExpression, *, ahead: bool) -> When | None:
        if ahead:
            on, precision = dates.resolve(time.text, self._published, "future")
            if on is not None and precision is not None:
                return When(on, precision)
        return When(time.on, time.precision) if time.on is not None and time.precision is not None else None


# A date farther from an event than this, counted in characters and in clauses between (60 each), is not the event's.
FAR = 240
# How far back, before its paragraph, the day may have been set that a tale goes on with, in characters.
REACH = 600
# Dates that place an event only where they stand with it.
COARSE = frozenset({"year", "decade"})


def _token_at(sense: Sense, start: int) -> Token | None:
    sentence = sense.head.sent
    return next((t for t in sentence if t.idx + len(t) > start and not t.is_space), None)


def _apart(token: Token, word: Token) -> int:
    """Return how many verbs, and nouns that a date belongs to ("the treaty of 1950"), stand between it and an event."""
    above = {t.i for t in word.ancestors}
    count = 0
    for at in (token, *token.ancestors):
        if at.i == word.i:
            return count
        if at.i in above:
            return count + (at.pos_ != "NOUN")
        below = at.dep_ == "prep" and at.head.pos_ == "NOUN" and at.head.i != word.i and at.lower_ in {"of", "from"}
        count += 2 * below + (at.pos_ in {"VERB", "AUX"})
    return count + 2


class Claims:
    """The statements of an article, by place: what stands in one is its speaker's claim."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._cued = [s for s in statements if s.cue is not None]
        self._held = [(p.start, p.end, s) for s in statements for p in (s.pieces or (Span(s.start, s.end),))]

    def said(self, head: Span) -> When | None:
        """Return when the statement was made whose cue is the word that reports an event."""
        for statement in self._cued:
            cue = statement.cue
            if cue is not None and cue.start < head.end and head.start < cue.end:
                if statement.said_on is not None and statement.said_on_precision is not None:
                    return When(statement.said_on, statement.said_on_precision)
                return None
        return None

    def around(self, span: Span, head: Span) -> str | None:
        """Return the id of the smallest statement in whose content the words of an event stand."""
        best: tuple[int, str] | None = None
        for start, end, statement in self._held:
            if start <= head.start and head.end <= end and start <= span.start + 1:
                size = end - start
                if best is None or size < best[0]:
                    best = (size, statement.id)
        return best[1] if best is not None else None


def told(sense: Sense) -> tuple[Code, EventStatus]:
    """Return the code of an event and its status.

    A meeting, visit or signing to come is one that is scheduled. Other deeds to come are, so far, words: a promise
    or a threat, and where somebody is quoted with it, one that has been made.
    """
    how = of(sense)
    if how == "scheduled" and sense.planned is not None and sense.planned[0] in STAGED:
        said = "SAY" in sense.via and sense.planned[0] == "SUPPORT"
        return code(*sense.planned), "happened" if said else how
    if how == "scheduled" and "SAY" in sense.via:
        how = "happened"
    return code(sense.type, sense.mode), how


def of(sense: Sense) -> EventStatus:
    """Return whether the words tell of something that has happened, is to come, is denied, or is but thought of."""
    if sense.negated:
        return "denied"
    if sense.planned is not None:
        return "scheduled"
    head = sense.head
    if head.pos_ == "NOUN":
        told = {c.lower_ for c in head.children if c.dep_ == "amod"}
        if told & COMING:
            return "scheduled"
        if told & POSSIBLE or (head.dep_ == "pobj" and head.head.head.lemma_ in CHANCES):
            return "hypothetical"
    if "FAIL" in sense.via:
        return "hypothetical"
    # An infinitive that no word of the dictionary governs tells of an aim.
    return "hypothetical" if _hypothetical(head) or has_to(head) else "happened"


def _hypothetical(head: Token) -> bool:
    for c in head.children:
        if c.dep_ == "aux" and c.lower_ in UNSURE:
            return True
        if c.dep_ == "mark" and c.lower_ in CONDITIONS:
            return True
    return False


def place(sense: Sense) -> str | None:
    """Return the words that say where it happened ("in Geneva"), or None."""
    for word in dict.fromkeys((sense.head, sense.core)):
        for c in word.children:
            if c.dep_ == "prep" and c.lower_ in PLACES:
                for x in c.children:
                    if x.dep_ == "pobj" and x.ent_type_ in {"GPE", "FAC", "LOC"}:
                        named = [t for t in x.subtree if t.ent_type_ == x.ent_type_ and t.i <= x.i]
                        return str(x.doc[named[0].i : x.i + 1].text) if named else None
    return None
