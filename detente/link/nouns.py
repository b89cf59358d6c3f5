"""Noun phrases that name somebody: what to leave out of them, where their head ends, who issued a document."""

from __future__ import annotations

import re

DETERMINER = re.compile(
    r"^(?:(?:the|a|an|this|that|these|those|its|his|her|their|our|some|many|several|most|all|both|other|certain|few|"
    r"various|numerous|any|one|two|three|four|five|dozens\s+of|a\s+number\s+of)\s+)+",
    re.IGNORECASE,
)
# Where a noun phrase goes on behind its head: "analysts who follow the talks", "skeptics of these statements". What an
# "of" adds belongs to most names ("heads of state", "members of the board").
BEHIND = re.compile(
    r",|\s(?:in|at|on|from|with|who|that|which|whose|to|for|by|about|inside|within|across|among)\s"
    r"|\sof\s(?:this|these|those|such|his|her|its|their)\s",
    re.IGNORECASE,
)
# Nouns that only measure what follows "of".
MEASURES = re.compile(
    r"\b(?:majority|minority|number|group|half|third|thirds|percent|part|couple|handful)$", re.IGNORECASE
)
# Who issues a document stands before it or behind one of these: "a report by Sputnik".
ISSUED_BY = re.compile(r"\b(?:by|from|of|in)\s+(?:the\s+)?$")
ISSUED_END = re.compile(r"\b(?:by|from)\s+(?:the\s+)?([A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+)*)$")
ISSUED_BEFORE = re.compile(r"^(?:Mrs?\.?\s+|Ms\.?\s+)?([A-Z][\w.-]+(?:\s+[A-Z][\w.-]+)*)['’]s?\s+[a-z]")
# Who saw or printed a document did not issue it.
CARRIED_BY = re.compile(
    r"\b(?:seen|obtained|reviewed|viewed|carried|quoted|cited|reported|aired|broadcast|translated)\s+by\b",
    re.IGNORECASE,
)
COORDINATED = re.compile(r"\band\b|\bor\b|[-–&,]")


def bare(words: str, *, both: bool = True) -> str:
    """Return a noun phrase without its determiners and, at both ends, without quotation marks and possessive."""
    cut = DETERMINER.sub("", words)
    return re.sub(r"['’]s?$", "", cut.strip()).strip(" ,“”\"'’") if both else cut


def behind(words: str) -> int:
    """Return where in a noun phrase its head ends."""
    for match in BEHIND.finditer(words):
        if MEASURES.search(words, 0, match.start()) is None:
            return match.start()
    return len(words)


def phrase(words: str, *, begins: bool = False) -> str:
    """Return the words of a noun phrase that name somebody, as they would stand inside a sentence.

    No determiner, nothing behind the head, no capital that only begins a sentence.

    Args:
        words: the phrase.
        begins: whether its first word is part of a name.
    """
    lead = DETERMINER.match(words)
    core = bare(words[: max(behind(words), lead.end() if lead else 0)])
    first, *rest = core.split() or [""]
    if not begins and lead is None and first[1:].islower() and all(w.islower() for w in rest):
        core = core[:1].lower() + core[1:]
    return " ".join(core.split())
