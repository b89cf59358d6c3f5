"""Wording: does a sentence take to its subject or turn from it, and how firmly?

Read off the dependency tree, from the word that names the subject up to the root: what the words on the way do to it
(``data/commitment.tsv``), which negations stand over it, how strong the verb is made by modals, hedges and boosters,
and what the cue of the statement adds ("refused", "promised"). Nothing is learned; the rules and the values are to be
read, and ``docs/measures.md`` says how often they are right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.link.tables import rows

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NEGATIONS = frozenset(
    {"no", "not", "n't", "never", "neither", "nor", "hardly", "scarcely", "nothing", "none", "nobody"}
)
PERILS = frozenset("risk risks danger dangers threat threats peril fear fears".split())
# A subject that is said to be done, or not done, without any word that values it.
DEED, DENIED = 0.8, 0.7
# "Does not rule out" is less than "supports".
NOT_REFUSED = 0.4
# "Better than an alliance": the other thing is preferred.
PREFERRED = -0.4
# A tree is no deeper in English; parsers may err into circles of their own.
_DEEPEST = 40
_FAR = 12
_KINDS = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A", "ADV": "A"}
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_COMPLEMENTS = frozenset({"acomp", "attr", "dobj", "oprd", "prep", "xcomp", "advmod"})
# Cues that turn even a whole clause round; others that are negative only judge what it says ("warned that").
_DENIALS = frozenset({"deny", "dismiss", "reject", "refuse", "rule out", "doubt", "decline", "repudiate"})
_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "broke:break broken:break sought:seek withdrew:withdraw withdrawn:withdraw swore:swear sworn:swear "
        "forbade:forbid forbidden:forbid began:begin begun:begin kept:keep upheld:uphold left:leave built:build "
        "forwent:forgo forswore:forswear sent:send bound:bind"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The table: values by kind and lemma, factors of modals, hedges and boosters by word."""

    values: Mapping[tuple[str, str], float]
    modals: Mapping[str, float]
    factors: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Wording:
    """Where a sentence stands: ``value`` from -1 (refuses) to 1 (binds itself); ``words`` are those that decided it."""

    value: float
    words: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """Load ``data/commitment.tsv``."""
    values: dict[tuple[str, str], float] = {}
    modals: dict[str, float] = {}
    factors: dict[str, float] = {}
    for row in rows("commitment"):
        for word in row["words"].split():
            lemma, value = word.replace("_", " "), float(row["value"])
            if row["kind"] == "M":
                modals[lemma] = value
            elif row["kind"] in "HB":
                factors[lemma] = value
            else:
                values[row["kind"], lemma] = value
    return Lexicon(values, modals, factors)


def place(doc: Doc, targets: Iterable[tuple[int, float]], *, cue: str = "", denied: bool = False) -> Wording | None:
    """Place what a statement says on the line of a subject; None where nothing in it takes to the subject or from it.

    Args:
        doc: the statement's content, parsed.
        targets: tokens that name the subject, with the weight of each; the one that tells most decides.
        cue: the words that introduce the statement; a cue that refuses ("denied") turns it round.
        denied: the saying is a denial, whatever its cue.
    """
    found = [each for at, weight in targets if (each := _placed(doc[at], weight, cue, denied)) is not None]
    return max(found, key=lambda wording: abs(wording.value)) if found else None


def _placed(target: Token, weight: float, cue: str, denied: bool) -> Wording | None:
    path = _Path(target)
    turned, cued = _cue(cue, target)
    sign, strength = path.sign, path.strength
    words = list(path.words)
    if denied or turned:
        sign, strength = -sign, max(strength, -cued, DENIED)
        words.insert(0, cue)
    elif cued > 0 and (strength == 0 or sign > 0):
        strength = max(strength, cued)
        words.insert(0, cue)
    if strength == 0:
        return None
    value = max(-1.0, min(1.0, sign * strength * path.factor * weight))
    return Wording(value, tuple(word for word in words if word))


def _cue(cue: str, target: Token) -> tuple[bool, float]:
    """Return whether a cue turns its content round, and its value; 0 for one that merely reports ("reiterated")."""
    values = lexicon().values
    words = cue.lower().split()
    found = {
        lemma + particle: values.get(("V", lemma + particle), 0.0)
        for word, after in pairwise([*words, ""])
        for lemma in _forms(word)
        for particle in ("", f" {after}" if after else "")
    }
    lemma = max(found, key=lambda each: abs(found[each]), default="")
    value = found.get(lemma, 0.0)
    root = next(iter(reversed(list(_up(target)))))
    clause = any(child.dep_ in _SUBJECTS for child in root.children)
    # "Warned against": the content's own word does the turning.
    against = root.doc[0].lower_ == "against"
    return value < 0 and not against and (not clause or lemma in _DENIALS), value


def _forms(word: str) -> Iterator[str]:
    """Yield what may be the lemma of a verb's form; the table decides which is a verb."""
    yield _IRREGULAR.get(word, word)
    for ending in ("s", "es", "d", "ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield from (stem, stem + "e")
            if stem[-1] == "i":
                yield stem[:-1] + "y"
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]


class _Path:
    """The way from a target to the root: its sign, the strength of its strongest word, the factor, the words met."""

    def __init__(self, target: Token) -> None:
        self.sign = 1
        self.strength = 0.0
        self.factor = 1.0
        self.words: list[str] = []
        self._negated = 0
        came: Token | None = None
        for node in _up(target):
            if self._step(node, came, target):
                break
            came = node
        if self.sign < 0 and self.strength == 0 and self._negated:
            self.strength = DENIED

    def _step(self, node: Token, came: Token | None, target: Token) -> bool:
        """Take in one word of the way; say whether the way ends here."""
        if came is not None and _works_on_other(node, came):
            return True
        if node.lower_ in PERILS and came is not None and came.lower_ == "of":
            # Whoever lessens the danger of a thing, or speaks of it, is against the thing.
            self.sign, self.strength = -1, max(self.strength, abs(_value(node)))
            self.words.append(node.text)
            return True
        for child in node.children:
            if child != came:
                self._beside(child, node, target)
        if node == target and _non(node):
            self._turn(node)
        if node == target and node.pos_ == "VERB":
            self._count(DEED, node)
        if came is not None and came.lower_ == "than":
            self.sign, self.strength = -1, abs(PREFERRED)
            self.words.append(node.text)
            return True
        if node.pos_ == "ADP" and node.lower_ in {"without", "against"}:
            self._turn(node)
        if node != target:
            self._count(_value(node), node)
        if came is not None and came.dep_ in _SUBJECTS:
            self._predicate(node, came)
        # What a relative clause says of a noun is not said of what stands in the clause's own sentence.
        return node.dep_ in {"relcl", "parataxis"}

    def _beside(self, child: Token, node: Token, target: Token) -> None:
        table = lexicon()
        word = child.lower_
        if word == "nor" and any(token.lower_ == "neither" for token in node.doc):
            return  # Both are one negation.
        if word in NEGATIONS and child.dep_ in {"neg", "det", "advmod", "preconj", "cc", "nsubj", "nsubjpass"}:
            self._turn(child)
        elif child.dep_ == "aux" and child.lemma_ in table.modals:
            self.factor = min(self.factor, table.modals[child.lemma_])
        elif word in table.factors:
            self.factor *= table.factors[word]
            self.words.append(child.text)
        elif node == target and child.dep_ == "amod":
            self._count(_value(child), child)

    def _predicate(self, verb: Token, subject: Token) -> None:
        """Take in what is said of the subject: "is unnecessary", "at an all-time high", "has no limits"."""
        for child in verb.children:
            if child == subject or child.dep_ not in _COMPLEMENTS:
                continue
            for word in [child, *list(child.subtree)[:_FAR]]:
                said = word.pos_ in {"ADJ", "NOUN", "ADV"} or (word == child and child.dep_ == "xcomp")
                value = (_value(word) or _value(word, "P")) if said else 0.0
                if value and not any(other.dep_ in {"relcl", "advcl"} for other in _between(word, child)):
                    sign = -1 if any(c.lower_ in NEGATIONS for c in word.children) else 1
                    self._count(sign * value, word)
                    return

    def _count(self, value: float, word: Token) -> None:
        if value:
            self.words.append(word.text)
            self.strength = max(self.strength, abs(value))
            if value < 0:
                self.sign = -self.sign
                if word.pos_ == "VERB" and any(child.dep_ == "neg" for child in word.children):
                    self.factor = min(self.factor, NOT_REFUSED)

    def _turn(self, word: Token) -> None:
        self.sign = -self.sign
        self._negated += 1
        self.words.append(word.text)


def _works_on_other(node: Token, came: Token) -> bool:
    """Say whether a verb that refuses or ends acts on something else: "the treaty would not stop the arms race"."""
    acts = came.dep_ == "nsubj" and any(child.dep_ in {"dobj", "dative"} for child in node.children)
    return acts and _value(node) < 0


def _up(target: Token) -> Iterator[Token]:
    node = target
    for _ in range(_DEEPEST):
        yield node
        if node.head == node:
            return
        node = node.head


def _between(word: Token, top: Token) -> Iterator[Token]:
    for node in _up(word):
        yield node
        if node == top:
            return


def _value(token: Token, kind: str | None = None) -> float:
    kind = kind or _KINDS.get(token.pos_)
    if kind is None:
        return 0.0
    values = lexicon().values
    lemma = token.lemma_.lower()
    particle = next((child.lower_ for child in token.children if child.dep_ in {"prt", "advmod"}), "")
    # A participle that the tagger takes for an adjective ("committed") is looked up as it stands.
    return values.get((kind, f"{lemma} {particle}"), values.get((kind, lemma), values.get((kind, token.lower_), 0.0)))


def _non(node: Token) -> bool:
    """Say whether a word is turned round by "non" before it or as its own beginning: "non-alignment"."""
    before = node.doc[max(0, node.i - 2) : node.i].text.lower().replace(" ", "")
    return before.endswith(("non-", "non")) or (node.lower_.startswith("non") and node.lower_[3:7] in {"alig", "part"})


__all__ = ["Lexicon", "Wording", "lexicon", "place"]
