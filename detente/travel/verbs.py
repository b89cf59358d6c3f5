"""Tense, aspect and modality of the verbs of a parsed text.

Terms as in Quirk et al., A Comprehensive Grammar of the English Language (1985): modal auxiliaries 3.21-3.51,
semi-auxiliaries and verbs of volition 3.40-3.49, backshift in reported speech 14.31.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Tense = Literal["present", "past", "perfect", "future", "none"]

MODALS = {
    **{"can": "can", "ca": "can", "could": "could", "may": "may", "might": "might", "must": "must"},
    **{"should": "should", "ought": "should", "would": "would", "'d": "would", "’d": "would"},
}
FUTURE = frozenset({"will", "wo", "shall", "sha", "'ll", "’ll", "gon"})
# Verbs and adjectives that with "to" do the work of a modal verb: what they amount to.
SEMI = {
    **{"have": "must", "need": "must", "able": "can", "unable": "can", "go": "future", "oblige": "must"},
    **{"want": "want", "wish": "want", "intend": "want", "plan": "want", "hope": "want", "willing": "want"},
    **{
        "fail": "",
        "refuse": "",
        "ready": "want",
        "prepared": "want",
        "allow": "may",
        "permit": "may",
        "bound": "must",
        "force": "must",
    },
}
# What the one tense or modal of direct speech becomes in reported speech.
_BACKSHIFT = frozenset(
    {("present", "past"), ("future", "would"), ("can", "could"), ("may", "might"), ("perfect", "past")}
)
_AUXILIARIES = frozenset({"aux", "auxpass"})


@dataclass(frozen=True, slots=True)
class Group:
    """What a finite verb with its auxiliaries says of time and modality; ``modal`` is None for plain assertion.

    ``progressive`` is true of "is building", "was being built".
    """

    tense: Tense
    modal: str | None
    progressive: bool = False

    def _parts(self) -> tuple[str, bool]:
        return self.modal or self.tense, self.progressive

    def modality_differs(self, other: Group) -> bool:
        """Say whether the two differ in a modal verb, "will" apart."""
        return self.modal != other.modal

    def reported_as(self, other: Group) -> bool:
        """Say whether one may be the other in reported speech, or both the same."""
        one, two = self._parts(), other._parts()
        return one[1] == two[1] and (
            one[0] == two[0] or (one[0], two[0]) in _BACKSHIFT or (two[0], one[0]) in _BACKSHIFT
        )


def groups(doc: Doc) -> dict[int, Group]:
    """Return the groups of a text by the number of their main verb's token; what is not finite has none."""
    found: dict[int, Group] = {}
    for token in doc:
        group = _own(token)
        if group is not None:
            found[token.i] = group
    for token in doc:
        if token.dep_ == "conj" and token.head.i in found and token.tag_ in {"VB", "VBN", "VBG"} and not _aux(token):
            found[token.i] = found[token.head.i]
    for token in doc:
        semi = SEMI.get(token.lemma_.lower())
        inner = next((c for c in token.children if c.dep_ == "xcomp" and c.tag_ == "VB" and _has_to(c)), None)
        bearer = token if token.i in found else token.head
        if semi is not None and inner is not None and bearer.i in found and (bearer is token or token.dep_ == "acomp"):
            outer = found[bearer.i]
            future = semi == "future" and outer.progressive
            if semi != "future" or future:
                found[inner.i] = Group("future", None) if future else Group(outer.tense, outer.modal or semi or None)
    return found


def helping(doc: Doc) -> frozenset[int]:
    """Return the tokens that only help another verb: auxiliaries, modals, "have to", "to" of the infinitive."""
    found = {token.i for token in doc if token.dep_ in _AUXILIARIES or token.tag_ == "MD"}
    for token in doc:
        if (
            token.pos_ in {"VERB", "AUX"}
            and token.lemma_.lower() in SEMI
            and any(c.dep_ == "xcomp" and _has_to(c) for c in token.children)
        ):
            found.add(token.i)
    return frozenset(found)


def _own(verb: Token) -> Group | None:
    if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ in _AUXILIARIES or verb.tag_ == "MD":
        return None
    helpers = _aux(verb)
    words = [helper.lower_ for helper in helpers]
    progressive = verb.tag_ == "VBG" or "being" in words
    modal = next((MODALS[word] for word in words if word in MODALS), None)
    if any(helper.lower_ == "to" for helper in helpers):
        return None
    if modal is not None:
        return Group("present", modal, progressive)
    if any(word in FUTURE for word in words):
        return Group("future", None, progressive)
    first = next((helper for helper in helpers if helper.tag_ in {"VBZ", "VBP", "VBD"}), verb)
    if first.tag_ not in {"VBZ", "VBP", "VBD"}:
        return None
    if first is not verb and first.lemma_ == "have" and first.tag_ != "VBD":
        return Group("perfect", None, progressive)
    return Group("past" if first.tag_ == "VBD" else "present", None, progressive)


def _aux(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in _AUXILIARIES or child.tag_ == "MD"]


def _has_to(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.tag_ == "TO" for child in verb.children)
