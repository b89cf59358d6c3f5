"""Offices, bodies and groups put together with the state their phrase carries.

"Russian" + "Foreign Minister", "Foreign Ministry" + "of" + "Japan", "spokeswoman" + "for the" + "Chinese Foreign
Ministry", "China's" + "State Councilor" + "and" + "Foreign Minister".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.link.lexicon import Sense

# Words that may stand between a state's name and an office ("U.S. special envoy", "Russian deputy foreign minister").
MODIFIERS = (
    "acting assistant chief current defence defense deputy diplomatic economic ex federal first foreign former general "
    "high-level high-ranking incoming independent intelligence interim junior late lead local long-serving longtime "
    "mid-level military national new nuclear outgoing own permanent political regional retired ruling security senior "
    "special state supreme then top trade unnamed veteran vice"
).split()
# Words between which no phrase of one holder stretches.
BREAKS = (
    "a an the and or but nor of to in on at by for from with as than that which who is are was were be been has have "
    "had will would could should may might can must not told said says against over into about its their his her after "
    "before while when"
).split()
GAP = re.compile(r"(?P<own>['’]s?)?\s+(?P<between>(?:[\w’'-]+\s+){0,2})")
HYPHEN_GAP = re.compile(r"-(?:led|based|born|backed)\s+")
OF = re.compile(r"\s+(?P<word>of|for|at|with|in)\s+(?:the\s+|its\s+)?(?:then\s+)?")
BOTH = re.compile(r"\s+and\s+")
ALSO = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+|&\s*)")
# Where a capital is the place of a meeting, not the government in it: "in Vienna", "the Vienna talks".
PLACE_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]round|[Aa]t|[Ll]eft|[Ll]eaving|[Dd]owntown|[Cc]entral)\s+$"
)
PLACE_AFTER = re.compile(
    r"\s+(?:[Ss]ummit|[Tt]alks|[Mm]eeting|[Cc]onference|[Pp]rocess|[Ff]ormat|[Aa]greements?|[Aa]ccords?|[Dd]eclaration|"
    r"[Pp]rotocols?|[Cc]onvention|[Tt]reaty|[Nn]egotiations|[Aa]irport|[Rr]ound)\b"
)
AS_PLACE = 0.4
# Holders of another time, or of an office that governs nothing.
PAST = re.compile(
    r"\b(?:former|ex|late|retired|onetime|one-time|erstwhile|ousted|deposed|shadow|opposition)[\s-]+$", re.IGNORECASE
)
LESSER = re.compile(
    r"\b(?:deputy|vice|assistant|junior|under|another|a|an|next|future|potential)[\s-]+$", re.IGNORECASE
)
ELSEWHERE = re.compile(r"\s+(?:of|at|for)\s+(?:the\s+)?[A-Z]")
COMPANY = re.compile(r"(?<![.!?:;]\s)(?<!^)\b[A-Z][\w&’'-]*[^\S\n]+$")
# Bodies whose name is a kind of body, so that a state before it may make it that state's ("Japan's National Security
# Council"); "China's White House visit" is none.
KIND_OF_BODY = frozenset(
    "council department ministry office parliament congress senate commission agency representatives commons".split()
)
# Of a post's own state and the state of those it is sent to, "for" and "to" name the latter.
SENT = frozenset(
    {"ambassador", "envoy", "special-envoy", "permanent-representative", "charge-d-affaires", "representative"}
)
# Heads of companies and institutes are called so too; ministers are ministers of a state.
ANYWHERE = frozenset(
    "president vice-president spokesperson leader press-secretary speaker aide general-secretary party-chairman "
    "secretary-general".split()
)
HELD = frozenset({"post", "body", "group"})


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found in a text.

    Attributes:
        of: the state (alpha-3, EUU) or organisation (``org:...``) it belongs to, as the words say.
        acts: whether it speaks for that state.
        sole: whether one person alone is meant by it (no deputy, no former holder).
    """

    start: int
    end: int
    sense: Sense
    of: str | None
    score: float
    acts: bool
    sole: bool = True


def found(text: str, start: int, end: int, sense: Sense) -> Found:
    """Return a phrase that stands alone; a capital that is but the place of something counts for little."""
    score = sense.score
    if sense.form in {"capital", "metonym"} and (
        PLACE_BEFORE.search(text, max(0, start - 24), start) or PLACE_AFTER.match(text, end)
    ):
        score = min(score, AS_PLACE)
    of = sense.actor if sense.kind in {"organisation", "party", "outlet"} and sense.state is None else sense.state
    return Found(start, end, sense, of, score, sense.acts)


def compose(text: str, single: Sequence[Found]) -> list[Found]:
    """Return the phrases with offices, bodies and groups joined to the state beside them."""
    joined: list[Found] = []
    for item in single:
        held = item.sense.kind in HELD
        while held and joined and (merged := _after(text, joined[-1], item)) is not None:
            joined.pop()
            item = merged  # noqa: PLW2901  # it may go on growing to the left
        if held and joined and item.of is None and ALSO.fullmatch(text, joined[-1].end, item.start):
            item = _also(joined[-1], item)  # noqa: PLW2901  # the same phrase, its state known
        joined.append(item)
    out: list[Found] = []
    for item in reversed(joined):
        whole = _before(text, item, out)
        if whole.of is None and out and BOTH.fullmatch(text, whole.end, out[-1].start):
            # "Deputy Prime Minister and Minister of Defence of Ukraine".
            whole = _also(out[-1], whole)
        out.append(_judged(text, whole))
    out.reverse()
    return out


def _after(text: str, owner: Found, item: Found) -> Found | None:
    """Join an office to the state that stands before it."""
    gap = GAP.fullmatch(text, owner.end, item.start) or HYPHEN_GAP.fullmatch(text, owner.end, item.start)
    if gap is None or not _owns(text, owner) or (owner.start > 0 and text[owner.start - 1] in "-‐‑–"):
        return None
    own, between = (gap["own"], (gap["between"] or "").split()) if gap.re is GAP else (None, [])
    if item.sense.state is not None and not _may_change_state(text, owner, item, own=bool(own)):
        return None
    if owner.sense.kind == "person" and not own:
        return None
    loose = bool(own) or owner.sense.form == "adjective"
    if any(w in BREAKS for w in between) or not all(
        w.casefold() in MODIFIERS or (loose and w.islower()) for w in between
    ):
        return None
    acts = item.sense.acts and (owner.acts or owner.of is None or ":" in owner.of)
    score = min(max(item.score, 0.8), owner.score)
    return Found(owner.start, item.end, item.sense, owner.of, score, acts and not _past(gap[0]), not _lesser(gap[0]))


def _owns(text: str, owner: Found) -> bool:
    if owner.of is None or owner.sense.form == "prefix":
        return False
    if owner.sense.kind in {"post", "group"}:
        return text[owner.end : owner.end + 1] in {"'", "’"}
    return True


def _may_change_state(text: str, owner: Found, item: Found, *, own: bool) -> bool:
    """Say whether a state before an office that has one of its own makes it that state's."""
    if owner.sense.kind != "state":
        return owner.of == item.of
    if item.sense.kind == "post":
        return True
    words = text[item.start : item.end].casefold().split()
    named = own or owner.sense.form in {"adjective", "name"}
    return owner.of == item.of or (named and any(word in KIND_OF_BODY for word in words))


def _also(known: Found, item: Found) -> Found:
    """Give one office of a title the state of the other: "Chinese State Councilor and Foreign Minister"."""
    if known.sense.kind == item.sense.kind == "post" and known.of is not None:
        return replace(item, of=known.of, score=0.8, acts=item.acts and known.acts)
    return item


def _before(text: str, item: Found, later: list[Found]) -> Found:
    """Join an office to the state named after it: "Foreign Ministry of Japan"."""
    if item.sense.kind not in HELD or not later or item.of != item.sense.state:
        return item
    owner = later[-1]
    gap = OF.fullmatch(text, item.end, owner.start)
    if gap is None or owner.of is None or owner.sense.form in {"prefix", "adjective"}:
        return item
    placed = gap["word"] == "in"
    if placed and not (owner.sense.form == "capital" and item.sense.kind == "group"):
        return item
    if (item.sense.actor in SENT and gap["word"] != "of") or (
        item.sense.state is not None and owner.of != item.sense.state
    ):
        return item
    later.pop()
    acts = item.acts and (owner.acts or ":" in owner.of)
    score = min(max(item.score, 0.8), owner.sense.score)
    return Found(item.start, owner.end, item.sense, owner.of, score, acts, item.sole)


def _judged(text: str, item: Found) -> Found:
    """Mark holders of the past, deputies, and heads of what is no state."""
    if item.sense.kind not in HELD:
        return item
    before = text[max(0, item.start - 24) : item.start]
    acts, sole = item.acts and not _past(before), item.sole and not _lesser(before) and not _past(before)
    if item.of is None and item.sense.actor in ANYWHERE:
        acts = acts and ELSEWHERE.match(text, item.end) is None and COMPANY.search(before) is None
    return replace(item, acts=acts, sole=sole)


def _past(words: str) -> bool:
    return PAST.search(words) is not None


def _lesser(words: str) -> bool:
    return LESSER.search(words) is not None
