"""Attributions: source, cue and content as tokens, read off one sentence's dependency tree.

An attribution (Pareti 2012) is a source, a cue and a content. This is the rule reader: every cue of the lexicon is
looked at with the frames it may take. What the sentence alone cannot tell (who "he" is, quotations that stand alone)
is left to ``statements``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from detente.extract import phrases
from detente.extract.clauses import CLAUSES, SUBJECTS, child, cue_of, has_to, is_finite, strays, subject, trim, words
from detente.extract.cues import FRAMES, Cue, CueKind, speakers

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

WH = frozenset({"how", "what", "when", "where", "which", "who", "whom", "whose", "why", "if", "whether"})
# Modal verbs under which nothing has been said yet.
UNREAL = frozenset("will would shall should may might could can must wo ca ’ll 'll".split())
PREPOSITIONS = frozenset("of for on about to with against at in from over upon toward towards into behind by".split())
# A cue that has a clause of its own is not looked at for other shapes.
CLAUSAL = frozenset({"q", "that"})
# Subjects that stand for no speaker.
IMPERSONAL = frozenset({"that", "this", "these", "those", "there", "which", "what"})
# Verbs whose subject voices what the object says, whoever the object is said to belong to.
VOICING = frozenset("express voice reveal reaffirm reiterate restate signal release show outline explain set".split())
# Prepositions before a holder of a view, with the nouns they need ("in Moscow's view", "in the words of the minister").
VIEW_NOUNS = frozenset({"view", "opinion", "word", "judgment", "eye", "telling", "estimation", "account", "assessment"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with its source and content, in tokens of one parsed block.

    Attributes:
        source: head of the noun phrase that acts, or None.
        cue: the tokens of the cue, head first.
        content: the tokens of the content, in order; gaps make pieces.
        kind: spoken, believed, intended or shown.
        frame: which shape of content matched.
    """

    source: Token | None
    cue: tuple[Token, ...]
    content: tuple[Token, ...]
    kind: CueKind
    frame: str


def find(sentence: Sentence) -> Iterator[Attribution]:
    """Yield the attributions of one sentence, cue by cue, those whose source can speak."""
    for token in sentence:
        cue = cue_of(token)
        for found in _READERS[cue.pos](token, cue) if cue is not None else _by_preposition(token):
            if _unreal(found.cue[0]):
                continue
            source = _speaking(found.source)
            if found.source is None or source is not None:
                yield replace(found, source=source)


def readings(sentence: Sentence) -> Iterator[Attribution]:
    """Yield what the cues of a sentence could attribute, whatever the frame, whoever the source, said or not."""
    for token in sentence:
        cue = cue_of(token)
        if cue is None:
            yield from _by_preposition(token)
        else:
            own = tuple(_READERS[cue.pos](token, cue))
            yield from own
            if not any(found.frame in CLAUSAL for found in own):
                yield from _READERS[cue.pos](token, _of_any_frame(cue))


@cache
def _of_any_frame(cue: Cue) -> Cue:
    return replace(cue, frames=FRAMES, prepositions=PREPOSITIONS)


def _unreal(verb: Token) -> bool:
    """Say whether nothing has been said yet: "will object", "could avoid ... and focus on"."""
    if verb.dep_ == "conj" and verb.tag_ == "VB" and child(verb, "aux") is None:
        return _unreal(verb.head)
    return any(c.lower_ in UNREAL and c.dep_ == "aux" for c in verb.children) and not _perfect(verb)


def _perfect(verb: Token) -> bool:
    return any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children)


def _speaking(source: Token | None) -> Token | None:
    """Return the source if it can speak, else the one it belongs to ("the minister's answers"), else None."""
    if source is None or source.pos_ in {"PROPN", "PRON"} or source.ent_type_:
        return None if source is not None and source.lower_ in IMPERSONAL else source
    if source.lemma_.lower() in speakers() or source.lower_ in speakers() or source.pos_ not in {"NOUN", "ADJ"}:
        return source
    owner = child(source, "poss")
    return _speaking(owner) if owner is not None else None


def _by_preposition(token: Token) -> Iterator[Attribution]:
    if token.dep_ == "prep" and token.lower_ == "according":
        yield from _according(token)
    elif token.dep_ == "prep" and token.lower_ == "in":
        yield from _in_view(token)


def _verb(verb: Token, cue: Cue) -> Iterator[Attribution]:
    source = subject(verb)
    if child(verb, "agent") is not None and verb.dep_ == "advcl" and child(verb, "auxpass") is None:
        yield from _parenthetical(verb, cue, source)
        return
    if child(verb, "auxpass") is not None:
        yield from _passive(verb, cue, source)
        return
    cues = _cue_words(verb)
    found = False
    for clause in map(_content_clause, verb.children):
        if clause.dep_ in CLAUSES or (clause.dep_ == "parataxis" and clause.i < verb.i):
            frame = _clause_frame(clause, cue) if not _cut_off(clause, verb) else None
            if frame is not None:
                found = True
                yield Attribution(source, cues, _content(clause, verb), cue.kind, frame)
    if verb.dep_ in {"parataxis", "advcl"} and not found:
        yield from _parenthetical(verb, cue, source)
    if not found:
        yield from _phrases(verb, cue, source, cues)


def _content_clause(word: Token) -> Token:
    """Return the that-clause that the parser hung to a noun beside the verb ("said in an interview that ...")."""
    if word.dep_ == "prep" and (noun := child(word, "pobj")) is not None and cue_of(noun) is None:
        hung = child(noun, "acl", "ccomp")
        marker = child(hung, "mark") if hung is not None else None
        if hung is not None and marker is not None and marker.lower_ == "that" and is_finite(hung):
            return hung
    return word


def _cut_off(clause: Token, verb: Token) -> bool:
    """Say whether a clause before the verb is another sentence: "... ; at the same time, he revealed ..."."""
    return clause.i < verb.i and any(t.text in {";", ":"} for t in verb.doc[clause.right_edge.i : verb.i])


def _cue_words(verb: Token) -> tuple[Token, ...]:
    extra = [c for c in verb.children if c.dep_ in {"prt", "neg"}]
    aux = [c for c in verb.children if c.dep_ == "aux" and c.i < verb.i]
    return (verb, *aux, *extra)


def _clause_frame(clause: Token, cue: Cue) -> str | None:
    """Name the shape of a clause under a cue verb, or None where the cue does not take it."""
    marker = child(clause, "mark")
    first = clause.left_edge
    if _elliptical(clause):
        return None
    if first.lower_ in WH or (marker is not None and marker.lower_ in WH):
        return "wh" if "wh" in cue.frames else "q" if "q" in cue.frames else None
    if marker is not None and marker.lower_ == "for":
        return "ob" if "for" in cue.prepositions else None
    if clause.dep_ == "xcomp":
        return _open_frame(clause, cue)
    if clause.tag_ == "VB" and not is_finite(clause):
        return "ob" if "ob" in cue.frames else None
    if marker is not None and marker.lower_ == "that":
        return "that" if "that" in cue.frames else None
    if marker is not None and marker.lower_ == "as":
        return None
    return "q" if "q" in cue.frames or "that" in cue.frames else None


def _open_frame(clause: Token, cue: Cue) -> str | None:
    """Name the shape of a clause without a subject: an infinitive, a gerund as object, a complement."""
    if has_to(clause):
        return "to" if "to" in cue.frames else None
    if clause.tag_ == "VBG" and "np" in cue.frames:
        return "np"
    return "oc" if "oc" in cue.frames else None


def _elliptical(clause: Token) -> bool:
    """Say whether a clause is a mere echo: "as some believe they might"."""
    return clause.pos_ == "AUX" and len([t for t in clause.subtree if not t.is_punct]) <= 2


def _content(clause: Token, verb: Token | None = None) -> tuple[Token, ...]:
    holes = strays(clause)
    if verb is not None and verb.i in {t.i for t in clause.subtree}:
        holes = [*holes, verb]
    return tuple(trim(words(clause, without=holes)))


def _parenthetical(verb: Token, cue: Cue, source: Token | None) -> Iterator[Attribution]:
    """Yield what stands around a parenthesis: "The talks, he said, would resume", "as X put it"."""
    main = verb.head
    marker = child(verb, "mark")
    as_clause = marker is not None and marker.lower_ == "as"
    echo = child(verb, "ccomp")
    if source is None or main.pos_ not in {"VERB", "AUX"} or (echo is not None and not _elliptical(echo)):
        return
    object_ = child(verb, "dobj")
    if object_ is not None and object_.lower_ != "it":
        return
    named = child(verb, "nsubj", "agent") is not None
    if "q" not in cue.frames or (verb.dep_ == "advcl" and not as_clause) or not named:
        return
    if echo is not None:
        # "If they agree, as some believe they will, ...": the echo is of the clause before it.
        main = next((c for c in main.children if c.dep_ == "advcl" and c.right_edge.i < verb.left_edge.i), main)
    tokens = trim(words(main, without=[verb]))
    yield Attribution(source, (verb,), tuple(tokens), cue.kind, "q")


def _passive(verb: Token, cue: Cue, agent: Token | None) -> Iterator[Attribution]:
    """Yield passives: "it was announced that ...", "he is expected to ...", "was taken by observers as ..."."""
    holder = child(verb, "nsubjpass")
    cues = _cue_words(verb)
    for clause in verb.children:
        if clause.dep_ == "ccomp" and ("that" in cue.frames or "q" in cue.frames):
            yield Attribution(agent, cues, _content(clause, verb), cue.kind, "that")
            return
        if clause.dep_ == "xcomp" and holder is not None and {"ob", "to", "that"} & cue.frames:
            told = "ob" in cue.frames and cue.kind == "speech"
            tokens = words(clause) if told else [*words(holder), *words(clause)]
            yield Attribution(agent, cues, tuple(trim(tokens)), cue.kind, "to")
            return
        if clause.dep_ == "prep" and clause.lower_ == "as" and "as" in cue.frames and holder is not None:
            yield Attribution(agent, cues, tuple(trim([*words(holder), *words(clause)])), cue.kind, "as")
            return
    found = phrases.after(verb, cue) if holder is not None and cue.kind != "speech" else None
    if found is not None:
        # "is committed to peace": a participle that is an adjective in all but name.
        yield Attribution(holder, (*cues, *found.cue), found.content, cue.kind, found.frame)
        return
    spoken = agent is not None or (cue.kind == "speech" and verb.dep_ in {"ROOT", "conj"})
    if spoken and holder is not None and "np" in cue.frames and holder.lower_ not in phrases.PRONOUNS:
        yield Attribution(agent, cues, tuple(trim(words(holder))), cue.kind, "np")


def _phrases(verb: Token, cue: Cue, source: Token | None, cues: tuple[Token, ...]) -> Iterator[Attribution]:
    """Yield content that is no clause: an object with its complement, else what stands after a preposition."""
    found = phrases.find(verb, cue)
    if found is not None and (source is not None or found.frame not in {"np", "prep"}):
        yield Attribution(source, (*cues, *found.cue), found.content, cue.kind, found.frame)


def _noun(noun: Token, cue: Cue) -> Iterator[Attribution]:
    clause = next((c for c in noun.children if c.dep_ in {"acl", "ccomp"} and c.i > noun.i), None)
    if clause is None and noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        clause = child(noun.head, "ccomp")
    source = _holder(noun)
    if clause is not None and (has_to(clause) or is_finite(clause)):
        frame = "to" if has_to(clause) and not is_finite(clause) else "that"
        marked = child(clause, "mark")
        that = marked is not None and marked.lower_ == "that"
        if frame in cue.frames and (that if frame == "that" else not _voiced(noun)):
            yield Attribution(source, (noun,), _content(clause), cue.kind, frame)
        return
    if _voiced(noun):
        return
    for prep in noun.children:
        inner = child(prep, "pobj", "pcomp") if prep.dep_ == "prep" and prep.lower_ in cue.prepositions else None
        if inner is not None and source is not None:
            yield Attribution(source, (noun, prep), tuple(trim(words(inner))), cue.kind, "prep")
            return


def _voiced(noun: Token) -> bool:
    """Say whether a verb of expression takes the noun as its object: then the noun is what is expressed."""
    above = cue_of(noun.head) if noun.dep_ == "dobj" else None
    return above is not None and above.pos == "V" and "np" in above.frames and subject(noun.head) is not None


def _holder(noun: Token) -> Token | None:
    """Whose claim it is: "Moscow's claim", "the claim of Moscow", "Moscow expressed hope", "the claim by Moscow"."""
    owner = child(noun, "poss")
    if owner is not None and noun.dep_ == "dobj" and noun.head.lemma_.lower() in VOICING:
        return subject(noun.head) or owner
    if owner is not None:
        return owner
    by = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"by", "from"}), None)
    if by is not None:
        return child(by, "pobj")
    if noun.dep_ in {"dobj", "pobj", "attr"}:
        governor = noun.head if noun.dep_ != "pobj" else noun.head.head
        return subject(governor) if governor.pos_ in {"VERB", "AUX"} else None
    return None


def _adjective(adjective: Token, cue: Cue) -> Iterator[Attribution]:
    clause = child(adjective, "ccomp", "xcomp")
    verb = adjective.head
    if clause is None and adjective.dep_ in {"acomp", "ccomp"}:
        clause = next(
            (c for c in verb.children if c.dep_ == "ccomp" and c is not adjective and c.i > adjective.i), None
        )
    if verb.pos_ not in {"VERB", "AUX"}:
        return
    found = phrases.after(adjective, cue) if clause is None else None
    if found is not None and subject(verb) is not None:
        yield Attribution(subject(verb), (adjective, *found.cue), found.content, cue.kind, found.frame)
    if clause is None:
        return
    frame = "to" if has_to(clause) and not is_finite(clause) else "that"
    holder = subject(verb)
    if frame in cue.frames and holder is not None and holder.lower_ != "it":
        yield Attribution(holder, (adjective,), _content(clause), cue.kind, frame)


def _according(token: Token) -> Iterator[Attribution]:
    to = child(token, "prep")
    source = child(to, "pobj") if to is not None else None
    if source is None:
        return
    main = token.head
    while main.dep_ not in {"ROOT", "ccomp", "conj", "relcl", "advcl", "parataxis"} and main.head is not main:
        main = main.head
    tokens = trim(words(main, without=[token]))
    if tokens and main is not token:
        yield Attribution(source, tuple(t for t in (token, to) if t is not None), tuple(tokens), "speech", "q")


def _in_view(token: Token) -> Iterator[Attribution]:
    noun = child(token, "pobj")
    if noun is None or noun.lemma_.lower() not in VIEW_NOUNS:
        return
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    source = child(noun, "poss") or (child(of, "pobj") if of is not None else None)
    main = token.head
    if source is None or main.pos_ not in {"VERB", "AUX"}:
        return
    apart = [c for c in main.children if c.dep_ == "conj" and child(c, *SUBJECTS) is not None]
    yield Attribution(source, (noun,), tuple(trim(words(main, without=[token, *apart]))), "belief", "q")


_READERS = {"V": _verb, "N": _noun, "A": _adjective}
