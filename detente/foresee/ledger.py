"""The ledger: every forecast once, whoever repeats or copies it, with how sure its words are and what would settle it.

How sure: the range its hedge is read as (``extract/hedges.py``: ICD 203 first, then the documented conventions). The
deadline is stated ("before the end of the year"), implied ("soon") or none. A forecast that names neither an act nor
a state, or that no date can end and no act can fulfil, is vague: it is kept, and shown as such (Tetlock and Gardner,
*Superforecasting*, 2015, on why such forecasts cannot be scored).
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente import edtf
from detente.extract.hedges import Hedge, hedge
from detente.foresee import deadlines, polarity
from detente.foresee.deadlines import Deadline, DeadlineKind
from detente.link.utterances import Groups, content_words, speaker_key

AUTHOR = "author"
# Copies of a passage hold the same forecast where so much of their words is shared (weighted Jaccard), or where each
# holds one only; the same holder's words elsewhere are the same forecast when nearly all is.
COPIED, REPEATED = 0.15, 0.6


@dataclass(frozen=True, slots=True)
class Claim:
    """A forecast as one article has it, with what the store knows of its words.

    ``made_on`` is EDTF: when it was said, else published. ``states`` are those its words name, else those named just
    before. ``types`` are the PLOVER types of the events its words tell of, ``actor`` the state the holder speaks for.
    ``lead`` and ``trail`` are the text before and after it, as far as its deadline or its negation may stand there.
    """

    id: str
    article: str
    start: int
    end: int
    content: str
    holder: str
    wording: str
    condition: str | None
    made_on: str | None
    outlet: str | None = None
    author: str | None = None
    actor: str | None = None
    states: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    lead: str = ""
    trail: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One forecast, with all who carry it; ``claims`` are in the order they were made.

    ``low`` and ``high`` bound the probability given to what the words say (a negation reckoned in); ``deadline`` is the
    last day (YYYY-MM-DD) or None.
    """

    id: str
    claims: tuple[Claim, ...]
    holder: str
    band: str
    low: float
    high: float
    negated: bool
    states: tuple[str, ...]
    types: tuple[str, ...]
    made_on: str | None
    deadline: str | None
    deadline_kind: DeadlineKind
    deadline_words: str | None
    vague: bool

    @property
    def first(self) -> Claim:
        """The claim that was made first."""
        return self.claims[0]

    @property
    def probability(self) -> float:
        """The middle of the range, for scoring."""
        return (self.low + self.high) / 2

    @property
    def criterion(self) -> str:
        """What would settle it, in one sentence."""
        when = f"by {self.deadline}" if self.deadline else "at some time, as no date is given"
        who = f" between {' and '.join(self.states)}" if self.states else ""
        what = f" (an act of the kind {' or '.join(self.types)}{who})" if self.types else ""
        held = f" Only if: {self.first.condition}." if self.first.condition else ""
        truth = "does not come about" if self.negated else "comes about"
        return f"True if what “{self.first.content}” speaks of{what} {truth} {when}.{held}"


def entries(claims: Iterable[Claim], copied: Iterable[tuple[str, str]]) -> list[Entry]:
    """Return the ledger, in the order the forecasts were made; it does not depend on the order of what is given.

    Args:
        claims: the forecasts of all articles.
        copied: pairs of claims' ids that stand in passages which render one another.
    """
    known = {claim.id: claim for claim in claims}
    groups = Groups()
    for one, other in copied:
        if one in known and other in known and _likeness(known[one], known[other]) >= COPIED:
            groups.unite(one, other)
    for held in _by_holder(known.values()).values():
        for former, latter in itertools.combinations(held, 2):
            if _likeness(former, latter) >= REPEATED:
                groups.unite(former.id, latter.id)
    sets: dict[str, list[Claim]] = defaultdict(list)
    for claim in known.values():
        sets[groups.root(claim.id)].append(claim)
    made = [_entry(sorted(members, key=_order)) for members in sets.values()]
    return sorted(made, key=lambda entry: _order(entry.first))


def _order(claim: Claim) -> tuple[str, str]:
    days = edtf.bounds(claim.made_on) if claim.made_on else None
    return (days[0].isoformat() if days else "9999", claim.id)


def _by_holder(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    """Return the claims by who holds them; the author of one article is not that of another outlet's."""
    held: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.id):
        key = f"{AUTHOR}:{claim.author or claim.article}" if claim.holder == AUTHOR else speaker_key(claim.holder)
        held[key].append(claim)
    return held


def _likeness(one: Claim, other: Claim) -> float:
    """Return how much of two claims' words is shared (weighted Jaccard, 0 to 1)."""
    left, right = content_words(one.content), content_words(other.content)
    shared = sum(weight for word, weight in left.items() if word in right)
    together = sum(left.values()) + sum(right.values()) - shared
    return shared / together if together else 0.0


def _entry(claims: Sequence[Claim]) -> Entry:
    first = claims[0]
    sure = next((found for claim in claims if (found := hedge(claim.wording))), None) or hedge("will")
    assert sure is not None  # the lexicon has "will"
    ends = (deadline_of(claim) for claim in claims)
    deadline, kind, words = next((end for end in ends if end[0]), (None, "none", None))
    states = tuple(dict.fromkeys(state for claim in claims for state in claim.states))
    types = tuple(dict.fromkeys(each for claim in claims for each in claim.types))
    low, high, hedged = _range(sure)
    negated = hedged != polarity.negated(first.content, first.wording, deadlines.sentence_before(first.lead))
    return Entry(
        id=first.id,
        claims=tuple(claims),
        holder=first.holder,
        band=sure.band,
        low=low,
        high=high,
        negated=negated,
        states=states,
        types=types,
        made_on=first.made_on,
        deadline=deadline,
        deadline_kind=kind,
        deadline_words=words,
        vague=not types and (deadline is None or not states),
    )


def _range(sure: Hedge) -> tuple[float, float, bool]:
    """Return the range given to the words as they stand: a negated hedge gives that of what the verb names."""
    if sure.negated:
        return round(1 - sure.high, 4), round(1 - sure.low, 4), True
    return sure.low, sure.high, False


def deadline_of(claim: Claim) -> Deadline:
    """Return the last day (YYYY-MM-DD) on which a claim can come true, how it is known, and the words that say so."""
    return deadlines.of(claim.content, claim.made_on, lead=claim.lead, trail=claim.trail)
