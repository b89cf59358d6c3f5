"""The speaker's stance toward each state spoken of, as the words show it: cooperative, neutral or conflictual.

Words that judge stand in ``data/stances.tsv`` with whom they judge: "X's aggression" speaks against X, "support for X"
for it. What stands around each naming of a state (the judging word before and behind it, the preposition, a negation,
what the cue itself says) is weighed by a multinomial logistic model, whose weights in ``data/stance_weights.tsv`` are
fitted by ``python -m bench.stance --fit`` on the training part of ``corpus/attribution``. The stance is the speaker's,
not the writer's, and of these words alone: refusing an alliance is neutral.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import Stemmer  # type: ignore[import-not-found]  # a C extension without stubs

from detente.link.tables import rows
from detente.model import Span, Stance, Statement

STANCES: tuple[Stance, ...] = ("cooperative", "neutral", "conflictual")
SIGNS = {"+": 1, "-": -1, "0": 0}
TOKEN = re.compile(r"[A-Za-z][A-Za-z’'-]*|[,;:.()“”\"]|\d+")
PREPOSITIONS = frozenset(
    "in of with for to toward towards against on upon by from between about over at into among around within".split()
)
NEGATIONS = frozenset("not no never without nor neither cannot n't n’t refuse refused refuses refusing".split())
ENDING = frozenset("refrain abstain avoid stop end halt cease prevent lack ending stopping preventing".split())
JOINING = frozenset({"and", ",", "or", "the", "’s", "'s"})
NOBODY: frozenset[str] = frozenset()
STOPS = frozenset(";:().")
# How far from a state's name a judging word is looked for, in tokens: before it, behind it.
BEFORE, BEHIND = 12, 6
# How many words on either side of the name count as such, whatever they are.
NEAR = 3
# How many tokens before a judging word a negation may stand.
DENIED = 5


@dataclass(frozen=True, slots=True)
class Judging:
    """What a word says of who does it and of whom it is done to: 1, 0 or -1."""

    doer: int
    target: int


class Word(NamedTuple):
    """A token of cue and content: its letters, stem, whether it belongs to the cue, and the states it names."""

    raw: str
    text: str
    stem: str
    cue: bool
    states: frozenset[str]


@cache
def _stem() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=20_000)
def _plain(token: str) -> tuple[str, str]:
    """Return a token in lower case without its possessive, and its stem: few words make up most of the news."""
    low = token.lower().replace("’", "'").removesuffix("'s")
    return low, _stem().stemWord(low)


@cache
def judging() -> dict[str, Judging]:
    """Return stances.tsv by stem.

    Raises:
        ValueError: a row has another sign than +, - and 0, or a stem stands twice.
    """
    table: dict[str, Judging] = {}
    for row in rows("stances"):
        stem = _stem().stemWord(row["word"])
        if stem in table or not {row["doer"], row["target"]} <= SIGNS.keys():
            raise ValueError(f"stances.tsv: bad row {row!r}")
        table[stem] = Judging(SIGNS[row["doer"]], SIGNS[row["target"]])
    return table


@cache
def weights() -> dict[str, tuple[float, ...]]:
    """Return stance_weights.tsv: for each feature its weight for each stance, in the order of ``STANCES``."""
    if not files("detente.data").joinpath("stance_weights.tsv").is_file():
        return {}
    return {row["feature"]: tuple(float(row[stance]) for stance in STANCES) for row in rows("stance_weights")}


def stances(statement: Statement, text: str, places: Mapping[str, Sequence[Span]]) -> tuple[Stance, ...]:
    """Return the stance toward each state a statement is about.

    Args:
        statement: its content, cue and speaker's state.
        text: the article's.
        places: where the content names each state; empty where it only means it ("both countries").
    """
    if not places:
        return ()
    return tuple(judge(found) for found in features(statement, text, places))


def judge(found: Mapping[str, float]) -> Stance:
    """Return the stance that features (name and value) add up to."""
    if _withheld(found):
        return "neutral"
    scores = [0.0] * len(STANCES)
    for name, value in found.items():
        for index, weight in enumerate(weights().get(name, ())):
            scores[index] += weight * value
    return STANCES[max(range(len(STANCES)), key=scores.__getitem__)]


def _withheld(found: Mapping[str, float]) -> bool:
    """Say whether no word judges a state, or all that does is denied: to refuse an alliance takes no side."""
    cue = any(name.startswith("first, cue") for name in found)
    if not (cue or found.get("good") or found.get("bad")):
        return True
    judged = [name for name in found if name.startswith(("before", "then"))]
    if cue and "negated" in found:
        return len(judged) < 2  # the negated cue is the one that judges
    return not judged and any(name.startswith(("denied before", "denied then +")) for name in found)


def features(statement: Statement, text: str, places: Mapping[str, Sequence[Span]]) -> Iterator[dict[str, float]]:
    """Yield, for each state, the features of its naming: name and value."""
    words = _words(statement, text, places)
    table = judging()
    signs = [table.get(w.stem) for w in words]
    shared = dict(_of_all(statement, words, signs, len(places)))
    for state in places:
        found: dict[str, float] = defaultdict(float)
        named = [i for i, w in enumerate(words) if state in w.states]
        firsts = [i for i in named if i == 0 or state not in words[i - 1].states]
        for at in firsts:
            for name in dict.fromkeys(_of_naming(words, signs, at, state)):
                found[name] += 1.0 / len(firsts)
        if not firsts:
            found.update({f"unnamed, {name}": value for name, value in shared.items() if name in {"good", "bad"}})
            found["unnamed"] = 1.0
        yield {"bias": 1.0, **shared, **found}


def _words(statement: Statement, text: str, places: Mapping[str, Sequence[Span]]) -> list[Word]:
    """Return the tokens of the cue, then of the content: the cue governs what follows."""
    spans = [(p, False) for p in statement.pieces]
    if statement.cue is not None:
        spans.insert(0, (statement.cue.span, True))
    out: list[Word] = []
    named = [(f.start, f.end, s) for s, found in places.items() for f in found]
    for span, cue in spans:
        inside = [] if cue else [n for n in named if n[0] < span.end and span.start < n[1]]
        for match in TOKEN.finditer(text, span.start, span.end):
            at = match.start()
            states = frozenset([s for start, end, s in inside if start <= at < end]) if inside else NOBODY
            low, stem = _plain(match[0])
            out.append(Word(match[0], low, stem, cue, states))
    return out


def _of_all(
    statement: Statement, words: Sequence[Word], signs: Sequence[Judging | None], states: int
) -> Iterator[tuple[str, float]]:
    """Yield what holds for all states of a content."""
    for index, word in enumerate(words):
        if word.cue and (index == 0 or word.text == word.raw):
            yield f"cue {word.stem}", 1.0
    told = [s for i, s in enumerate(signs) if s is not None and _denied(words, i) != "denied "]
    good = sum(max(s.doer, s.target) > 0 for s in told)
    bad = sum(min(s.doer, s.target) < 0 for s in told)
    yield "good", min(good, 4) / 2
    yield "bad", min(bad, 4) / 2
    if good and not bad:
        yield "only good", 1.0
    if bad and not good:
        yield "only bad", 1.0
    yield f"states {min(states, 3)}", 1.0
    yield "no state speaks" if statement.actor is None else "a state speaks", 1.0
    if statement.negated:
        yield "negated", 1.0
    yield f"mode {statement.mode}", 1.0


def _of_naming(words: Sequence[Word], signs: Sequence[Judging | None], at: int, state: str) -> Iterator[str]:
    """Yield what stands around one naming of a state."""
    end = at
    while end < len(words) and state in words[end].states:
        end += 1
    left = _skip_joined(words, at)
    before = words[left - 1].text if left else ""
    preposition = before if before in PREPOSITIONS else "the cue" if left and words[left - 1].cue else "else"
    yield f"behind {preposition}"
    if not any(w.states for w in words[:left]):
        told = [s for w, s in zip(words, signs, strict=True) if w.cue and s and (s.target or s.doer)]
        yield from (f"first, cue {s.doer:+d}{s.target:+d}" for s in told[:1])
    yield from (f"left {w.stem}" for w in words[max(0, left - NEAR) : left] if w.raw == w.text)
    yield from (f"right {w.stem}" for w in words[end : end + NEAR] if w.raw == w.text)
    yield from _before(words, signs, left, preposition)
    yield from _behind(words, signs, end)


def _skip_joined(words: Sequence[Word], at: int) -> int:
    """Return where a list of states begins: what stands before "Peru and Chile" stands before both."""
    while at > 0 and (words[at - 1].text in {"the", "a", "its", "their", "all"} or _listed(words, at)):
        at -= 1
    return at


def _listed(words: Sequence[Word], at: int) -> bool:
    if words[at - 1].states:
        return True
    return words[at - 1].text in {"and", ",", "or"} and at > 1 and bool(words[at - 2].states)


def _before(words: Sequence[Word], signs: Sequence[Judging | None], at: int, preposition: str) -> Iterator[str]:
    """Yield the judging words before a naming, with what they say of the one who does it and the one behind it."""
    others, met = 0, 0
    for i in range(at - 1, max(-1, at - 1 - BEFORE), -1):
        if words[i].text in STOPS:
            return
        others += bool(words[i].states)
        sign = signs[i]
        if sign is None or not (sign.doer or sign.target):
            continue
        how = f"{'far ' if others else ''}{_denied(words, i)}"
        yield (
            f"{how}before {sign.doer:+d}{sign.target:+d}" if not met else f"{how}second {sign.doer:+d}{sign.target:+d}"
        )
        if not met:
            yield f"{how}{preposition} {sign.doer:+d}{sign.target:+d}"
        met += 1
        if met == 2:  # two words judge a state at most
            return


def _behind(words: Sequence[Word], signs: Sequence[Judging | None], end: int) -> Iterator[str]:
    """Yield the judging word behind a naming, with what it says of the one before it."""
    for i in range(end, min(len(words), end + BEHIND)):
        if words[i].text in STOPS or words[i].states:
            return
        sign = signs[i]
        if sign is not None and (sign.doer or sign.target):
            yield f"{_denied(words, i)}then {sign.doer:+d}{sign.target:+d}"
            return


def _denied(words: Sequence[Word], at: int) -> str:
    """Return "denied " behind a negation, "ended " behind a word for an end, in the same clause; else nothing."""
    for word in reversed(words[max(0, at - DENIED) : at]):
        if word.text in STOPS or word.text == ",":
            return ""
        if word.text in NEGATIONS or word.text.endswith("n't"):
            return "denied "
        if word.text in ENDING:
            return "ended "
    return ""
