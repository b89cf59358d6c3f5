"""Who expresses what in a Russian sentence, read off its tree (Universal Dependencies) and its quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from detente.language.tongue import (
    Attribution,
    CueRow,
    Quotation,
    Sentence,
    Word,
    cues,
    rows,
    trimmed,
    without,
)
from detente.model import Span

LINKING = frozenset({"что", "чтобы", "будто", "якобы"})
ASKING = frozenset({"как", "когда", "почему", "где", "кто", "куда", "сколько", "зачем", "ли", "каков", "какой"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
OBJECTS = frozenset({"obj", "iobj", "obl", "xcomp", "nmod", "advmod", "ccomp"})
# What a finite verb without a subject must look like for people unnamed to be meant: "в МИД сообщили", "считают".
UNNAMED = re.compile(r"(?:ли|ют|ят|ут|ат)$", re.IGNORECASE)
REFLEXIVE = re.compile(r"(?:ся|сь)$", re.IGNORECASE)
# Reflexive cues whose subject speaks; of the others ("говорится") it is what is said.
OWN_REFLEXIVE = frozenset(
    "надеяться сомневаться опасаться согласиться договориться условиться отказаться высказаться высказываться "
    "пожаловаться жаловаться собираться стремиться поинтересоваться осведомиться".split()
)
THIRD = frozenset({"он", "она", "они"})
POSSESSIVE = frozenset({"он", "она", "они", "его", "её", "ее", "их"})
FEWEST_QUOTED = 2  # words; less is a quotation mark around a word
LONGEST_SOURCE = 25  # words
OPENING_DASH = re.compile(r"[,.!?…]\s*[—–]\s+")
CLOSING_DASH = re.compile(r"[,.:]\s*[—–]\s+")
# Between a quotation and its cue: a dash, and words that lead to the verb.
BEFORE_CUE = re.compile(r"\s*[,.!?…]?\s*[—–-]?\s*[^—–«»:;.\n]{0,60}")


@cache
def _frames() -> dict[str, frozenset[str]]:
    told = [(r["form"], r["use"]) for r in rows("ru", "frames")]
    return {use: frozenset(form for form, its in told if its == use) for use in ("according", "shown")}


def children(sentence: Sentence, n: int) -> list[int]:
    """Return the words that hang on one, in order."""
    return [i for i, word in enumerate(sentence.words) if word.head == n and i != n]


def subtree(sentence: Sentence, n: int) -> set[int]:
    """Return a word with all that hangs on it."""
    found, waiting = {n}, [n]
    while waiting:
        for child in children(sentence, waiting.pop()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


def spans(text: str, sentence: Sentence, members: set[int]) -> tuple[Span, ...]:
    """Return the stretches that some words of a sentence cover, loose punctuation left out."""
    out: list[Span] = []
    start: int | None = None
    last = 0
    for n, word in enumerate(sentence.words):
        if n in members:
            start = word.start if start is None else start
            last = word.end
        elif start is not None and word.tag != "PUNCT":
            out.append(Span(start, last))
            start = None
    if start is not None:
        out.append(Span(start, last))
    kept = (trimmed(text, span) for span in out)
    return tuple(span for span in kept if span is not None)


def clause(text: str, sentence: Sentence, n: int) -> Span | None:
    """Return the clause a verb heads, without its linking word and without what is coordinated with it."""
    members = subtree(sentence, n)
    for child in children(sentence, n):
        word = sentence.words[child]
        verbal = word.finite and word.relation in {"conj", "parataxis", "advcl"} and child > n
        if verbal or word.relation == "mark":
            members -= subtree(sentence, child)
    pieces = spans(text, sentence, members)
    return Span(pieces[0].start, pieces[-1].end) if pieces else None


def find(text: str, sentence: Sentence, quotations: Sequence[Quotation]) -> list[Attribution]:
    """Return what somebody expresses in a sentence, in the order of the cues."""
    known = cues("ru")
    found: list[Attribution] = []
    for n, word in enumerate(sentence.words):
        row = known.get(word.lemma)
        if row is None or word.tag not in {"VERB", "ADJ"} or not _tells(word):
            continue
        around = next((q for q in quotations if q.start < word.start < q.end), None)
        aside = aside_in(text, around, word) if around is not None else None
        if around is not None and aside is None:
            continue
        told = _told(text, sentence, (n, row), (quotations, around, aside))
        if told is not None:
            found.append(told)
    found.extend(_according(text, sentence, [f.cue for f in found], quotations))
    return found


def _tells(word: Word) -> bool:
    return word.finite or (word.tag == "VERB" and word.relation in {"advcl", "conj", "acl"})


def aside_in(text: str, quotation: Quotation, word: Word) -> Span | None:
    """Return the writer's words between two dashes in a quotation ("«A, — said X, — B»"), if a word stands in them."""
    before = list(OPENING_DASH.finditer(text, quotation.start + 1, word.start))
    if not before:
        return None
    after = CLOSING_DASH.search(text, word.end, quotation.end)
    return Span(before[-1].start(), after.end() if after else quotation.end - 1)


def _told(
    text: str,
    sentence: Sentence,
    cue: tuple[int, CueRow],
    quoted: tuple[Sequence[Quotation], Quotation | None, Span | None],
) -> Attribution | None:
    (n, row), (quotations, around, aside) = cue, quoted
    word = sentence.words[n]
    source = _source(text, sentence, n)
    if "words" in row.frames:
        source = _whose_words(text, sentence, n)
    if source is None and not REFLEXIVE.search(word.text):
        return None
    if source is not None and _unspeaking(sentence, source):
        return None
    span = Span(word.start, word.end)
    denied = any(sentence.words[c].lemma == "не" for c in children(sentence, n)) and "np-neg" not in row.frames
    denies = "denial" in row.frames or (denied and "denied" not in row.frames)
    if around is not None and aside is not None:
        pieces = tuple(p for part in without(around.inner, [aside]) if (p := trimmed(text, part)) is not None)
        return Attribution(source, span, pieces, row.kind, denies) if pieces else None
    if _about_that(sentence, n):
        return Attribution(source, span, (), row.kind, denies)
    for content in (
        _that(text, sentence, cue),
        _shown(text, sentence, cue),
        direct := _direct(text, sentence, cue, quotations),
        _object(text, sentence, cue),
        _beside(text, sentence, cue),
    ):
        if content:
            pieces = content if content == direct else tuple(_grown(p, quotations) for p in content)
            return Attribution(source, span, pieces, row.kind, denies)
    return None


def _unspeaking(sentence: Sentence, source: Span) -> bool:
    """Say whether a source is a pronoun that names nobody ("кто", "что", "которые") or the writer or reader himself."""
    words = [w for w in sentence.words if source.start <= w.start < source.end]
    return len(words) == 1 and words[0].tag in {"PRON", "DET", "SCONJ"} and words[0].lemma not in THIRD


def _grown(piece: Span, quotations: Sequence[Quotation]) -> Span:
    """Return a piece with the quotations it touches, marks included."""
    touched = [q.span for q in quotations if q.span.overlaps(piece)]
    return Span(min([piece.start, *(q.start for q in touched)]), max([piece.end, *(q.end for q in touched)]))


def _source(text: str, sentence: Sentence, n: int) -> Span | None:
    """Return the words of who a cue's subject is: its own, that of the verb it is coordinated with, or a body."""
    word = sentence.words[n]
    own = children(sentence, n)
    subject = next((c for c in own if sentence.words[c].relation in SUBJECTS and _nominal(sentence.words[c])), None)
    passive = REFLEXIVE.search(word.text) is not None and word.lemma not in OWN_REFLEXIVE
    if subject is None or passive:
        body = next((c for c in own if _in_body(sentence, c)), None)
        if body is not None and (passive or UNNAMED.search(word.text)):
            subject, members = body, subtree(sentence, body)
            members -= {c for c in children(sentence, body) if sentence.words[c].relation == "case"}
            return _phrase(text, sentence, body, members)
        if passive:
            return None
    if subject is None and word.relation in {"appos", "nmod"} and word.head < n:
        # The parser took the verb for a part of the name before it.
        return _phrase(text, sentence, word.head, subtree(sentence, word.head) - subtree(sentence, n))
    if subject is None and word.relation in {"conj", "advcl", "parataxis"} and word.head >= 0:
        return _source(text, sentence, word.head) if word.relation != "parataxis" else None
    return _phrase(text, sentence, subject, subtree(sentence, subject)) if subject is not None else None


def _nominal(word: Word) -> bool:
    participle = word.tag == "VERB" and not word.finite
    return word.tag in {"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "X"} or participle or word.text[0].isupper()


def _in_body(sentence: Sentence, c: int) -> bool:
    word = sentence.words[c]
    cases = {sentence.words[g].lemma for g in children(sentence, c) if sentence.words[g].relation == "case"}
    return word.relation in {"obl", "nmod"} and bool(cases & {"в", "во", "на"}) and word.tag in {"NOUN", "PROPN"}


def _phrase(text: str, sentence: Sentence, head: int, members: set[int]) -> Span | None:
    """Return a noun phrase from its first word to its last, what is set off behind a comma left out."""
    for child in children(sentence, head):
        if sentence.words[child].relation in {"acl", "acl:relcl", "parataxis"} and child > head:
            members = members - subtree(sentence, child)
    pieces = spans(text, sentence, members)
    at = sentence.words[head].start
    return next((s for s in pieces if s.start <= at < s.end), None)


def _whose_words(text: str, sentence: Sentence, n: int) -> Span | None:
    """Return whose words are quoted: "агентство приводит слова министра", "цитирует министра"."""
    for child in children(sentence, n):
        if sentence.words[child].relation != "obj":
            continue
        inner = [c for c in children(sentence, child) if c > child and sentence.words[c].relation == "nmod"]
        head = inner[0] if sentence.words[child].lemma in {"слово", "заявление"} and inner else child
        return _phrase(text, sentence, head, subtree(sentence, head))
    return None


def _about_that(sentence: Sentence, n: int) -> bool:
    """Say whether a cue tells of what stands in the sentence before: "Об этом сообщил министр"."""
    return any(
        sentence.words[c].lemma in {"это", "этот"}
        and c < n
        and any(sentence.words[g].lemma in {"о", "об"} for g in children(sentence, c))
        for c in children(sentence, n)
    )


def _that(text: str, sentence: Sentence, cue: tuple[int, CueRow]) -> tuple[Span, ...]:
    """Return the clause behind "что" and the like, whatever relation the parser gives it."""
    n, row = cue
    if not row.frames & {"that", "np", "inf"}:
        return ()
    members = subtree(sentence, n)
    for mark in sorted(members):
        word = sentence.words[mark]
        if mark <= n or not (word.lemma in LINKING or (word.lemma in ASKING and _after_comma(sentence, mark))):
            continue
        top = word.head if word.relation in {"mark", "advmod", "nsubj", "obj", "obl"} and word.head != n else -1
        if top <= n or not _after_comma(sentence, mark):
            continue
        holes = {m for c in children(sentence, top) if _is_aside(sentence, c) for m in subtree(sentence, c)}
        inside = {m for m in subtree(sentence, top) - holes if m > mark or (m == mark and word.lemma not in LINKING)}
        return spans(text, sentence, inside)
    return ()


def _after_comma(sentence: Sentence, n: int) -> bool:
    """Say whether a comma stands right before a word, or before the preposition or noun in front of it."""
    return any(sentence.words[i].text == "," for i in range(max(0, n - 2), n))


def _is_aside(sentence: Sentence, n: int) -> bool:
    word = sentence.words[n]
    return word.relation == "parataxis" and word.lemma in cues("ru")


def _shown(text: str, sentence: Sentence, cue: tuple[int, CueRow]) -> tuple[Span, ...]:
    """Return the clause of "выразить надежду, что ..."."""
    n, _ = cue
    for child in children(sentence, n):
        if sentence.words[child].lemma in _frames()["shown"] and sentence.words[child].relation == "obj":
            held = [c for c in children(sentence, child) if sentence.words[c].finite and c > child]
            members = {m for c in held for m in subtree(sentence, c) if sentence.words[m].lemma not in LINKING}
            return spans(text, sentence, members)
    return ()


def _direct(
    text: str, sentence: Sentence, cue: tuple[int, CueRow], quotations: Sequence[Quotation]
) -> tuple[Span, ...]:
    """Return the quotation right before the cue's clause, or right behind a colon after it."""
    n, row = cue
    word = sentence.words[n]
    for quotation in quotations:
        quoted = text[quotation.start : quotation.end]
        if len(quoted.split()) < FEWEST_QUOTED or "q" not in row.frames:
            continue
        between = text[quotation.end : word.start] if quotation.end <= word.start else text[word.end : quotation.start]
        if quotation.end <= word.start and BEFORE_CUE.fullmatch(between):
            return (quotation.inner,)
        if quotation.start >= word.end and between.rstrip().endswith(":") and "." not in between:
            return (quotation.inner,)
    return ()


def _object(text: str, sentence: Sentence, cue: tuple[int, CueRow]) -> tuple[Span, ...]:
    """Return an infinitive, an object, or a prepositional phrase, as the cue takes them."""
    n, row = cue
    own = [c for c in children(sentence, n) if sentence.words[c].relation not in SUBJECTS]
    words = sentence.words
    infinitive = next(
        (c for c in own if words[c].relation in {"xcomp", "ccomp", "csubj"} and not words[c].finite), None
    )
    if "inf" in row.frames and infinitive is not None and words[infinitive].tag == "VERB":
        members = subtree(sentence, infinitive)
        if row.frames & {"ob"}:
            between = [c for c in own if n < c < infinitive and words[c].relation in {"obj", "iobj", "obl"}]
            members |= {m for c in between for m in subtree(sentence, c)}
        return _whole(text, sentence, members)
    if "oc" in row.frames:
        first = min((c for c in own if c > n and words[c].relation in OBJECTS), default=None)
        if first is None:
            return ()
        holes = {m for c in own if words[c].relation in {"parataxis", "conj"} for m in subtree(sentence, c)}
        return _whole(text, sentence, {m for m in subtree(sentence, n) - holes if m >= min(subtree(sentence, first))})
    wanted = {frame[1:] for frame in row.frames if frame.startswith(":")}
    for child in own:
        cases = {words[g].lemma for g in children(sentence, child) if words[g].relation == "case"}
        if cases & wanted and child > n:
            return _whole(
                text, sentence, {m for m in subtree(sentence, child) if words[m].relation != "case" or m > child}
            )
    denied = any(words[c].lemma == "не" for c in own)
    if "np" in row.frames or ("np-neg" in row.frames and denied):
        thing = next((c for c in own if c > n and words[c].relation == "obj" and _nominal(words[c])), None)
        if thing is not None:
            later = {m for c in own if c > thing and words[c].relation in {"obl", "nmod"} for m in subtree(sentence, c)}
            return _whole(text, sentence, subtree(sentence, thing) | later)
    return ()


def _whole(text: str, sentence: Sentence, members: set[int]) -> tuple[Span, ...]:
    pieces = spans(text, sentence, members)
    return (Span(pieces[0].start, pieces[-1].end),) if pieces else ()


def _beside(text: str, sentence: Sentence, cue: tuple[int, CueRow]) -> tuple[Span, ...]:
    """Return the main clause that a cue stands beside: "X, отметил Y", "как отметил Y, X"."""
    n, row = cue
    if "q" not in row.frames:
        return ()
    own = subtree(sentence, n)
    before = min(own)
    introduced = sentence.words[before].lemma == "как" or (before > 0 and sentence.words[before - 1].lemma == "как")
    word = sentence.words[n]
    parenthetical = word.relation == "parataxis" and word.head >= 0
    led = before > 1 and any(w.finite for w in sentence.words[:before]) and word.relation in {"", "root"}
    if not (parenthetical or led or introduced):
        return ()
    members = set(range(len(sentence.words))) - own - {before - 1 if introduced else before}
    if led and not parenthetical:
        members = set(range(before))
    asides = {c for c in range(len(sentence.words)) if c not in own and _is_aside(sentence, c)}
    members -= {m for c in asides for m in subtree(sentence, c) if n not in subtree(sentence, c)}
    pieces = spans(text, sentence, {m for m in members if m >= 0})
    return pieces if pieces and any(sentence.words[m].finite for m in members) else ()


def _according(
    text: str, sentence: Sentence, cued: Sequence[Span], quotations: Sequence[Quotation]
) -> Iterator[Attribution]:
    """Yield "по словам X", "согласно X": the clause around is what X says."""
    forms = _frames()["according"]
    for n, word in enumerate(sentence.words):
        if any(q.start < word.start < q.end for q in quotations):
            continue
        cases = [c for c in children(sentence, n) if sentence.words[c].relation == "case" and c < n]
        if not cases:
            continue
        case = sentence.words[cases[0]]
        noun = f"{case.lemma} {word.lemma}" in forms
        if not noun and case.lemma not in forms:
            continue
        members = subtree(sentence, n) - set(cases)
        held = {m for c in children(sentence, n) if c > n for m in subtree(sentence, c)} if noun else members
        held -= {m for m in held if sentence.words[m].tag == "PUNCT"}
        if not held:
            held = {c for c in children(sentence, n) if c < n and sentence.words[c].lemma in POSSESSIVE}
        held -= {m for m in held if sentence.words[m].lemma == "на" and sentence.words[m].head in children(sentence, n)}
        if noun and not held:
            continue
        if noun and any(sentence.words[c].relation in {"acl", "amod"} for c in children(sentence, n) if c < n):
            held |= {c for c in children(sentence, n) if c < n and c not in cases}
        first = next((s for s in spans(text, sentence, held)), None)
        if first is None or len(held) > LONGEST_SOURCE:
            continue
        outside = set(range(len(sentence.words))) - subtree(sentence, n)
        if word.head >= 0 and sentence.words[word.head].lemma in cues("ru"):
            rest = outside - subtree(sentence, word.head)
            outside = rest if any(sentence.words[m].finite for m in rest) else outside
        asides = {m for c in outside if _is_aside(sentence, c) for m in subtree(sentence, c)}
        pieces = spans(text, sentence, outside - asides)
        pieces = tuple(p for p in pieces if not any(cue.within(p) and len(p.of(text)) < 30 for cue in cued))
        if pieces:
            yield Attribution(first, Span(case.start, word.end if noun else case.end), pieces, "speech")
