"""Whether a forecast says that something will come about, or that it will not: negation in its words.

The hedge's own negation ("will not", "unlikely") is reckoned in ``extract/hedges.py``. Here are the others: a negative
subject or object ("no embassy will open", "there will be no treaty", "nobody will"), a negative opening before the
forecast ("Nor will ..."), a verb of failing. Two negations undo each other (Huddleston and Pullum 2002, ch. 9).
"""

from __future__ import annotations

import re

_NEGATIVE = re.compile(r"\b(?:no|nobody|none|neither|nor|nothing|nowhere|never|no one|fails? to)\b", re.IGNORECASE)
# In these "no" denies nothing that the clause says.
_IDLE = re.compile(
    r"\bno (?:doubt|matter|less|fewer|more than|later than|sooner|wonder|question|longer than)\b|\bnothing but\b"
    r"|\bno sooner\b|\bnot only\b",
    re.IGNORECASE,
)
# The clause at hand ends where another begins.
_CLAUSE_ENDS = re.compile(
    r"[;:]|,? \b(?:that|which|who|whom|whose|because|if|unless|while|whilst|although|though|until|when|where|so that)\b"
    r"|, (?:but|and|or|neither|nor|short)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:\A|[\s“\"'])(?:nor|neither|never|no longer|at no time)(?:,[^,]{1,30},)?\s*\Z", re.IGNORECASE)


def negated(content: str, wording: str, lead: str = "") -> bool:
    """Say whether the forecast's clause is negated by words other than its hedge.

    Args:
        content: the forecast's words.
        wording: the words that hedge it, whose own negation is not counted again.
        lead: the words of its sentence before it.
    """
    hedge = set(re.findall(r"[\w'’]+", wording.lower()))
    end = _CLAUSE_ENDS.search(content)
    clause = _IDLE.sub(" ", content[: end.start()] if end else content)
    met = {found[0].lower() for found in _NEGATIVE.finditer(clause)} - hedge
    # "Neither ... nor" is one negation, and so is an opening that the clause takes up.
    return bool(met) or _OPENING.search(lead) is not None


__all__ = ["negated"]
