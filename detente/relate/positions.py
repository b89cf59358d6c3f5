"""Positions: an actor's line on a subject over time, where it moved, and what in it is new.

Every statement of the actor that names the subject is placed on its line by its wording (``wording``): from -1, turns
from it, to 1, binds itself to it. What is said on one date is one **occasion** and one observation, however many
articles carry it: copies and rewordings share their utterance or their origin, and each act of speaking counts once.
The line drifts slowly and is filtered (a scalar Kalman filter, Kalman 1960); a **shift** is an occasion that lies
outside what the line before it, and the error of placing a sentence, allow for.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from detente import edtf
from detente.model import Article, Role, Statement
from detente.relate.subjects import FAMILY, Subject, grow
from detente.relate.wording import Wording, place
from detente.relate.years import placed, windows
from detente.travel.features import IGNORED, Lexicon, background

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Standard deviation of the error of placing one act of speaking (docs/measures.md), and what many on one date leave.
ERROR, SHARED = 0.35, 0.2
# The line before anything is known, and how far it drifts in a year (standard deviations).
FIRST, DRIFT = 0.7, 0.3
# A shift is an occasion that so few of those following the line would be as far from.
RARE = 1.645  # standard deviations: one in ten, on both sides together
# Weighted words that two sayings must share to be the same said again.
ALIKE = 0.5
FIRM, WEAK = 0.6, 0.35
# From this weight on a statement names the subject itself, if not by its very word.
# What a statement that names no state counts, where its article's are about the one at hand.
UNNAMED = 0.7
OWN = FAMILY * UNNAMED
_EDGES = "“”\"'‘’.,;:!?()[]–—-"
_IT = frozenset({"it", "this", "that", "they", "these", "those"})
_NO = re.compile(r"\b(?:no|not|never|without)\s+(?:\w+\s+)?$")
_WORDS_OF_REPEATING = frozenset(
    "reiterate reiterated reiterates reiterating repeat repeated repeats repeating reaffirm reaffirmed reaffirms "
    "reaffirming restate restated confirm confirmed confirms again".split()
)


@dataclass(frozen=True, slots=True)
class Remark:
    """A statement as positions need it.

    ``act`` is the act of speaking it renders (an utterance's id, else its own), ``origin`` the text its article
    renders, ``on`` an EDTF date that can be bounded, ``context`` the words from its source to its end. ``about`` are
    the states it is about; where it names none, ``near`` is the one most statements of the actor there are about.
    """

    id: str
    article: str
    act: str
    origin: str
    actor: str
    speaker: str | None
    on: str
    text: str
    context: str
    cue: str
    denied: bool
    about: frozenset[str]
    near: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A remark on the line: its value, the words that decided it, and the earlier remark that it says again, if any.

    ``weight`` is 1 where it names the subject itself and less where it names what is near to it.
    """

    remark: Remark
    value: float
    weight: float
    words: tuple[str, ...]
    repeats: str | None

    @property
    def strength(self) -> str:
        """How firm it is: "firm", "moderate" or "weak"."""
        return "firm" if abs(self.value) >= FIRM else "weak" if abs(self.value) < WEAK else "moderate"


@dataclass(frozen=True, slots=True)
class Step:
    """One occasion: what was said on a date, and the line with it (mean and 90% interval, -1 to 1).

    ``sayings`` hold one rendering of each act of speaking, the one that tells most first; ``evidence`` the ids of all
    statements behind them. ``new`` says that some act of it does not merely say again what was said before. ``shifted``
    says that a shift begins here.
    """

    on: str
    value: float
    sayings: tuple[Placed, ...]
    evidence: tuple[str, ...]
    line: float
    low90: float
    high90: float
    new: bool
    shifted: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """A line moved beyond its uncertainty: the saying before and the saying after, and by how much.

    ``moved`` is the distance on the line, ``score`` the standard deviations it is away from what was to be expected.
    """

    actor: str
    subject: str
    before: Placed
    after: Placed
    before_on: str
    after_on: str
    moved: float
    score: float


@dataclass(frozen=True, slots=True)
class Position:
    """An actor's line on a subject, oldest first; ``unplaced`` are remarks that name the subject and take no side."""

    actor: str
    subject: Subject
    steps: tuple[Step, ...]
    shifts: tuple[Shift, ...]
    unplaced: tuple[str, ...]


def remarks(
    statements: Iterable[Statement],
    articles: Iterable[Article],
    roles: Iterable[Role],
    origins: Mapping[str, str],
) -> list[Remark]:
    """Return the statements that have an actor and can be dated, as remarks.

    A statement without a date of its own takes that of its article; undated articles are bounded by ``years``, and
    within them by the latest day that their own statements name.

    Args:
        statements: of all articles, with links and utterances.
        articles: with their texts, for the words around a statement.
        roles: who held which office, for undated articles.
        origins: of articles that render others, as ``evidence.origins`` gives it.
    """
    told = list(statements)
    held = {article.id: article for article in articles}
    spans = windows(held.values(), roles, told, origins)
    partners = _partners(told)
    latest: dict[str, str] = {}
    for statement in told:
        on = placed(statement.said_on, spans[statement.article]) if statement.said_on else None
        if on and "/" not in on and edtf.precision(on) == "day":
            latest[statement.article] = max(on, latest.get(statement.article, ""))
    found = []
    for statement in told:
        article = held[statement.article]
        on = statement.said_on or article.published or latest.get(article.id)
        dated = placed(on, spans[article.id])
        if statement.actor is not None and dated is not None and statement.certainty != "unknown":
            remark = _remark(statement, article, dated, origins.get(article.id, article.id))
            found.append(remark if remark.about else replace(remark, near=partners.get((article.id, statement.actor))))
    return found


def _partners(told: Iterable[Statement]) -> dict[tuple[str, str], str]:
    """Return for each article and actor the state that most of the actor's statements there are about."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for statement in told:
        if statement.actor is not None:
            counts[statement.article, statement.actor].update(statement.about)
    return {key: min(held, key=lambda code: (-held[code], code)) for key, held in counts.items() if held}


def _remark(statement: Statement, article: Article, on: str, origin: str) -> Remark:
    parts = [part for part in (statement.source, statement.cue) if part is not None]
    start = min([statement.start, *(part.start for part in parts)])
    end = max([statement.end, *(part.end for part in parts)])
    return Remark(
        id=statement.id,
        article=statement.article,
        act=statement.utterance or statement.id,
        origin=origin,
        actor=statement.actor or "",
        speaker=statement.speaker,
        on=on,
        text=" ".join(statement.content.split()),
        context=" ".join(article.text[start:end].split()),
        cue=statement.cue.text if statement.cue else "",
        denied=statement.negated or _unintended(statement, article.text),
        about=frozenset(statement.about),
    )


def _unintended(statement: Statement, text: str) -> bool:
    """Say whether an intention is denied by a word before its cue: "has no intention of"."""
    if statement.mode != "intention" and (statement.cue is None or "intention" not in statement.cue.text):
        return False
    return (
        statement.cue is not None
        and _NO.search(text, max(0, statement.cue.start - 20), statement.cue.start) is not None
    )


def grown(told: Iterable[Remark], *, most: int = 20) -> list[Subject]:
    """Return the subjects that grow out of remarks, the weightiest first; an occasion is an actor and a date."""
    from detente.language.english import pipeline

    held = sorted(told, key=lambda remark: remark.id)
    docs = pipeline().pipe([remark.text for remark in held], batch_size=64)
    return grow([(f"{r.actor} {r.on}", doc) for r, doc in zip(held, docs, strict=True)], most=most)


def position(told: Iterable[Remark], actor: str, subject: Subject) -> Position:
    """Return the line of one actor (alpha-3) on one subject."""
    return positions(told, [(actor, subject)])[0]


def positions(told: Iterable[Remark], wanted: Sequence[tuple[str, Subject]]) -> list[Position]:
    """Return the lines of several actors and subjects; each remark is parsed once.

    A remark counts where its content names the subject, or else the words that introduce it do, and where the subject
    concerns certain states, if it is about one of them, or about none and names the subject by its very word.
    """
    from detente.language.english import pipeline

    subjects: dict[str, list[Subject]] = defaultdict(list)
    for actor, subject in wanted:
        subjects[actor].append(subject)
    near = (r for r in told if r.actor in subjects and any(s.met(r.context) for s in subjects[r.actor]))
    ours = sorted(near, key=lambda r: (_day(r.on), r.id))
    docs = dict(zip((r.id for r in ours), pipeline().pipe([r.text for r in ours], batch_size=64), strict=True))
    around = dict(zip((r.id for r in ours), pipeline().pipe([r.context for r in ours], batch_size=64), strict=True))
    found = []
    for actor, subject in wanted:
        on_line: list[Placed] = []
        silent: list[str] = []
        for remark in (r for r in ours if r.actor == actor):
            weight, wording = _on_subject(remark, subject, docs[remark.id], around[remark.id])
            if wording is not None:
                on_line.append(Placed(remark, wording.value, weight, wording.words, None))
            elif weight:
                silent.append(remark.id)
        steps, shifts = _line(actor, subject.name, on_line)
        found.append(Position(actor, subject, steps, shifts, tuple(silent)))
    return found


def _on_subject(remark: Remark, subject: Subject, doc: Doc, around: Doc) -> tuple[float, Wording | None]:
    """Return how surely a remark is on the subject (0 for not at all), and where it stands on its line."""
    targets = subject.targets(doc)
    beside = [] if targets else subject.targets(around)
    weight = max((weight for _, weight in targets + beside), default=0.0)
    if subject.about and not remark.about & set(subject.about):
        weight *= UNNAMED if remark.near in subject.about else 0.0
    if not weight:
        return 0.0, None
    if beside:
        # "On sanctions he said they were useless": the content's own predicate is what is said of it.
        targets = [(token.i, 1.0) for token in doc if token.dep_ in {"nsubj", "nsubjpass"} and token.lower_ in _IT]
    strongest = [(at, 1.0) for at, each in targets if beside or each == max(w for _, w in targets)]
    return weight, place(doc, strongest, cue=remark.cue, denied=remark.denied)


def _line(actor: str, subject: str, on_line: Sequence[Placed]) -> tuple[tuple[Step, ...], tuple[Shift, ...]]:
    """Filter the occasions, oldest first, and find where the line moved."""
    occasions: dict[str, list[Placed]] = defaultdict(list)
    for each in on_line:
        occasions[each.remark.on].append(each)
    steps: list[Step] = []
    shifts: list[Shift] = []
    known: list[Placed] = []
    mean, variance, before, last = 0.0, FIRST**2, 0.0, None
    for on in sorted(occasions, key=lambda on: (*_bounds(on), on)):
        acts = _acts(occasions[on], known)
        weights = _counted(acts)
        value = math.fsum(act.value * weight for act, weight in zip(acts, weights, strict=True)) / math.fsum(weights)
        noise = SHARED**2 + ERROR**2 / math.fsum(weights)
        day = _day(on)
        if last is not None:
            variance += DRIFT**2 * max(0, (day - last).days) / 365.0
        alone = (value - mean) / math.sqrt(variance + noise)
        # Two occasions in a row that stray to one side tell more than either (Stouffer's method).
        both = (alone + before) / math.sqrt(2) if alone * before > 0 else 0.0
        score = max(alone, both, key=abs)
        shifted = bool(steps) and abs(score) > RARE
        before = 0.0 if shifted or not steps else alone
        if shifted:
            # The old line tells nothing of the new one.
            variance += (value - mean) ** 2
            since = steps[:-1] if score == both and len(steps) > 1 else steps
            shifts.append(_shift((actor, subject), since, acts, (on, value, score)))
        gain = variance / (variance + noise)
        mean, variance, last = mean + gain * (value - mean), variance * (1 - gain), day
        reach = RARE * math.sqrt(variance)
        ids = tuple(sorted(each.remark.id for each in occasions[on]))
        new = any(act.repeats is None for act in acts)
        low, high = max(-1.0, mean - reach), min(1.0, mean + reach)
        steps.append(Step(on, value, tuple(acts), ids, mean, low, high, new, shifted))
        known += acts
    return tuple(steps), tuple(shifts)


def _counted(acts: Sequence[Placed]) -> list[float]:
    """Return what each act of an occasion counts.

    Those that name only what is near to the subject ("cooperation" for an alliance) count together as one of them:
    whether they tell of the subject at all is one doubt, which many of them do not lessen.
    """
    near = [act.weight**2 for act in acts if act.weight < OWN]
    share = max(near) / math.fsum(near) if near else 1.0
    return [act.weight**2 * (share if act.weight < OWN else 1.0) for act in acts]


def _acts(told: Sequence[Placed], known: Sequence[Placed]) -> list[Placed]:
    """Return one rendering of each act of speaking on an occasion, the one that tells most first.

    Renderings of one act, and those of one origin that are alike, are one; of several, that of the first article is
    taken, so that rewordings that come in later move nothing.
    """
    chosen: list[Placed] = []
    for each in sorted(told, key=lambda p: (p.remark.article, p.remark.id)):
        if not any(each.remark.act == other.remark.act or alike(each.remark, other.remark) for other in chosen):
            chosen.append(each)
    found = []
    for each in chosen:
        earlier = next((old for old in reversed(known) if _again(each, old)), None)
        found.append(replace(each, repeats=earlier.remark.id if earlier else None))
    return sorted(found, key=lambda p: (-p.weight * abs(p.value), p.remark.id))


def _again(new: Placed, old: Placed) -> bool:
    """Say whether a saying says an earlier one again: to the same side, in like words or in words of repeating."""
    if (new.value > 0) != (old.value > 0):
        return False
    saying_so = _WORDS_OF_REPEATING & set(new.remark.cue.lower().split())
    return bool(saying_so) or likeness(new.remark.text, old.remark.text) >= ALIKE


def alike(one: Remark, other: Remark) -> bool:
    """Say whether two remarks of one actor are the same saying: in like words, whoever carries them."""
    return one.actor == other.actor and likeness(one.text, other.text) >= ALIKE


def likeness(one: str, other: str) -> float:
    """Return the cosine of two texts' words, each weighted by how rare it is in news (0 to 1; Spärck Jones 1972)."""
    a, b = _weights(one), _weights(other)
    scale = math.sqrt(math.fsum(w * w for w in a.values()) * math.fsum(w * w for w in b.values()))
    return math.fsum(a[stem] * b[stem] for stem in a.keys() & b.keys()) / scale if scale else 0.0


def _weights(text: str) -> dict[str, float]:
    known = background()
    lexicon = Lexicon(known)
    numbers = {lexicon[word] for token in text.split() if (word := token.strip(_EDGES))} - {IGNORED}
    stems = {lexicon.features[number] for number in numbers}
    return {stem: math.log((known.sentences + 1) / (known.counts.get(stem, 0) + 0.5)) for stem in stems}


def _shift(
    line: tuple[str, str], since: Sequence[Step], acts: Sequence[Placed], found: tuple[str, float, float]
) -> Shift:
    on, value, score = found
    side = 1 if score > 0 else -1
    # Of the last occasion of the old line and of the first of the new one, the sayings that stand farthest apart.
    before = min(since[-1].sayings, key=lambda each: side * each.weight * each.value)
    after = max(acts, key=lambda each: side * each.weight * each.value)
    return Shift(*line, before, after, since[-1].on, on, value - since[-1].line, score)


def _bounds(on: str) -> tuple[date, date]:
    return edtf.bounds(on) or (date.max, date.max)


def _day(on: str) -> date:
    return _bounds(on)[0]


__all__ = [
    "Placed",
    "Position",
    "Remark",
    "Shift",
    "Step",
    "alike",
    "grown",
    "likeness",
    "position",
    "positions",
    "remarks",
]
