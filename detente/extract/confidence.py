"""How sure an attribution is: the share of right ones among those found in the same way."""

from __future__ import annotations

from detente.extract.drafts import Draft
from detente.model import StatementKind

# Share found right, by what found it.
BY_SHAPE: dict[tuple[str, str], float] = {
    ("speech", "that"): 0.8,
    ("speech", "q"): 0.8,
    ("speech", "wh"): 0.75,
    ("speech", "ob"): 0.6,
    ("speech", "as"): 0.55,
    ("speech", "to"): 0.5,
    ("speech", "prep"): 0.45,
    ("speech", "np"): 0.4,
    ("speech", "oc"): 0.5,
    ("belief", "that"): 0.5,
    ("belief", "q"): 0.4,
}


def confidence(draft: Draft, kind: StatementKind, *, known: bool) -> float:
    """Return the probability that the attribution is right."""
    base = BY_SHAPE.get((draft.kind, draft.frame), 0.35)
    if draft.origin != "tree":
        base = 0.5
    if kind == "direct":
        base = max(base, 0.6)
    return round(base if known else base * 0.6, 3)
