"""How something was expressed: said, held or intended; affirmed or denied; how surely.

Modes part speech events from private states (Wiebe, Wilson and Cardie, Annotating Expressions of Opinions and Emotions
in Language, 2005): what is felt or shown counts as held. Certainty has the steps of FactBank (Saurí and Pustejovsky,
2009): certain, probable, possible, unknown; it is that of the content as it is put, not of whether it is true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.extract.clauses import cue_of
from detente.extract.drafts import Draft
from detente.extract.hedges import hedge
from detente.model import Certainty, Mode

if TYPE_CHECKING:
    from spacy.tokens import Token

MODES: dict[str, Mode] = {"speech": "saying", "belief": "belief", "attitude": "belief", "intention": "intention"}
# Verbs by which an attitude is shown, whoever counts them as speech; with a clause they say something.
SHOWING = frozenset({"welcome"})
# Verbs by which the subject binds itself (Searle's commissives): said, unless told as a state ("is committed to").
COMMISSIVE = frozenset({"commit"})
# What these find or decide is their ruling.
JUDGES = frozenset("court judge tribunal jury justice magistrate".split())
# Verbs that say that something is not so.
DENIALS = frozenset("deny refute rebut disclaim disavow disown repudiate".split())
# Verbs under which a saying did not happen: "declined to confirm", "failed to mention".
WITHHELD = frozenset("decline refuse fail neglect omit avoid".split())
NONE = frozenset("no neither none nobody".split())
ASKING = frozenset("ask inquire enquire query question wonder".split())
OPENING = frozenset('"“«„')
WHETHER = frozenset({"whether", "if"})
# Verbs whose subject holds the content to be no more than likely, or thinkable.
GUESSING: dict[str, Certainty] = {
    **dict.fromkeys("suspect presume assume guess suppose estimate reckon".split(), "probable"),
    **dict.fromkeys("speculate hypothesize imagine".split(), "possible"),
}
# A band of hedges.tsv is a degree of certainty, whichever of the two sides is held likely; its highest is no hedge.
BANDS: dict[str, Certainty] = {
    **dict.fromkeys(("remote", "very unlikely", "unlikely", "likely", "very likely"), "probable"),
    **dict.fromkeys(("roughly even", "possible"), "possible"),
}
# Auxiliaries of obligation, ability and the future hedge a forecast, not a statement; "certain issues" are some.
NO_HEDGE = frozenset("will would shall should must can ca wo ’ll 'll certain".split())
# What of a clause can hedge its verb; what of a noun can hedge it ("possible retaliation").
HEDGING = frozenset({"aux", "auxpass", "advmod", "acomp", "neg", "amod", "oprd"})


@dataclass(frozen=True, slots=True)
class Manner:
    """Mode, negation and certainty of a statement."""

    mode: Mode
    negated: bool
    certainty: Certainty


def manner(text: str, draft: Draft) -> Manner:
    """Return how a draft's content is expressed.

    Args:
        text: the article's text.
        draft: the attribution; without a cue it is a plain saying.
    """
    negated = bool(draft.cue) and _negated(draft.cue[0], draft.source)
    return Manner(_mode(text, draft), negated, _certainty(text, draft, negated=negated))


def _mode(text: str, draft: Draft) -> Mode:
    """Return the mode of a cue: "expressed the hope that" is said, whatever the noun is."""
    cue = draft.cue[0] if draft.cue else None
    if cue is None or _said(text, draft, cue):
        return MODES["speech"]
    if cue.lemma_.lower() in SHOWING and draft.frame in {"np", "prep"}:
        return MODES["attitude"]
    return MODES[draft.kind]


def _said(text: str, draft: Draft, cue: Token) -> bool:
    """Say whether what a lexicon calls felt or meant was voiced here."""
    if cue.pos_ == "NOUN" and cue.dep_ in {"dobj", "pobj", "conj"}:
        verb = cue.head.head if cue.dep_ == "pobj" else cue.head
        above = cue_of(verb) if verb.pos_ == "VERB" else None
        return above is not None and above.kind == "speech"
    if cue.lemma_.lower() in COMMISSIVE:
        return cue.pos_ == "VERB" and not any(c.dep_ in {"auxpass", "cop"} for c in cue.children)
    if draft.kind == "attitude" and text[draft.start] in OPENING:
        return True
    return draft.source is not None and draft.source.lemma_.lower() in JUDGES


def _negated(cue: Token, source: Token | None) -> bool:
    """Say whether a saying is denied, or is a denial; "did not deny" is neither."""
    return (cue.lemma_.lower() in DENIALS or _rules_out(cue)) != _withheld(cue, source)


def _rules_out(cue: Token) -> bool:
    return cue.lemma_.lower() == "rule" and any(c.lower_ == "out" for c in cue.children)


def _withheld(cue: Token, source: Token | None) -> bool:
    if any(c.dep_ == "neg" or (c.dep_ in {"preconj", "cc"} and c.lower_ in {"neither", "nor"}) for c in cue.children):
        return True
    if cue.dep_ == "xcomp" and cue.head.lemma_.lower() in WITHHELD:
        return True
    if cue.pos_ == "NOUN":
        verb = cue.head
        return cue.dep_ == "dobj" and any(c.dep_ == "neg" for c in verb.children)
    if source is None:
        return False
    return source.lower_ in NONE or any(
        c.dep_ == "neg" or (c.lower_ in NONE and c.dep_ in {"det", "preconj", "cc"}) for c in source.children
    )


def _certainty(text: str, draft: Draft, *, negated: bool) -> Certainty:
    if _asked(text, draft, negated=negated):
        return "unknown"
    if draft.cue and (guess := GUESSING.get(draft.cue[0].lemma_.lower())) is not None:
        return guess
    return _hedged(draft.head) if draft.head is not None else "certain"


def _asked(text: str, draft: Draft, *, negated: bool) -> bool:
    """Say whether a content is put as a question, or left open: "did not say whether"."""
    if text[draft.end - 1 : draft.end + 1].strip("”\"'’ .")[:1] == "?" or text[draft.start : draft.end].endswith("?”"):
        return True
    cue = draft.cue[0].lemma_.lower() if draft.cue else ""
    opening = text[draft.start : draft.start + 8].casefold().split(maxsplit=1)
    if opening and opening[0] in WHETHER and (draft.frame == "wh" or cue in ASKING) and (negated or cue in ASKING):
        return True
    about = len(draft.cue) > 1 and draft.cue[1].lower_ in {"about", "of"}
    return cue in ASKING and (draft.frame in {"wh", "q"} or (draft.frame == "prep" and about))


def _hedged(head: Token) -> Certainty:
    """Return the certainty of a content's main clause, or of the noun that stands for one."""
    words = [c for c in head.children if c.dep_ in HEDGING]
    words += [c for w in words if w.dep_ in {"acomp", "advmod"} for c in w.children if c.dep_ in {"advmod", "neg"}]
    if head.pos_ in {"NOUN", "PROPN"}:
        words = [w for w in words if w.dep_ == "amod"]
    elif head.pos_ == "ADJ" or any(w.dep_ == "auxpass" for w in words):
        # "is expected to": the participle itself hedges; "expects" is somebody's belief.
        words.append(head)
    told = " ".join(w.lower_ for w in sorted(words, key=lambda t: t.i) if w.lower_ not in NO_HEDGE)
    found = hedge(told) if told else None
    return BANDS.get(found.band, "certain") if found is not None else "certain"
