"""Forecasts: claims whose truth the future decides, with holder, hedge and condition.

A forecast is a clause with a mark of the future: a modal verb, "going to", "bound to", "likely to", "is expected to",
or the content of a predicting verb. Left out: what the past or present decides ("may have known", "could be hiding"),
questions, recommendations, and schedules (an announced visit on a named day is an event).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.extract.clauses import SUBJECTS, child, strays, trim, words
from detente.language.english import Block
from detente.model import Article, Forecast, Span, Statement, content_id

if TYPE_CHECKING:
    from spacy.tokens import Token

MODALS = frozenset({"will", "’ll", "'ll", "wo", "shall", "would", "may", "might", "could", "can"})
WEAK = frozenset({"may", "might", "could", "would", "can"})
LEANING = frozenset(
    "likely unlikely bound destined certain sure set poised expected due doomed liable apt fated".split()
)
MARKS = MODALS | LEANING | {"going"}
PREDICTING = frozenset("predict forecast foresee anticipate expect prophesy project envisage".split())
HEDGES = frozenset(
    "probably possibly perhaps certainly surely undoubtedly inevitably eventually ultimately likely soon further "
    "definitely never hardly scarcely not n't n’t necessarily almost very highly most".split()
)
CONDITIONS = frozenset({"if", "unless", "once", "provided", "should", "when"})
ASIDES = frozenset("which who where although though even while whereas as because since".split())
SCHEDULED = frozenset(
    "visit meet hold arrive attend travel begin open start resume convene host depart leave return sign".split()
)
ANNOUNCING = frozenset("announce confirm schedule".split())


@dataclass(frozen=True, slots=True)
class Future:
    """A clause that speaks of the future: its verb, the words that hedge it, and the strength of the mark."""

    verb: Token
    wording: tuple[Token, ...]
    mark: str


def find(article: Article, blocks: Sequence[Block], statements: Sequence[Statement]) -> list[Forecast]:
    """Return the forecasts of an article, in the order of their content, the widest where they nest."""
    rows: list[Forecast] = []
    for block in blocks:
        for sentence in block.sentences:
            if sentence.text.rstrip(" ”\"'").endswith("?"):
                continue  # a question claims nothing
            for token in sentence:
                if token.lower_ not in MARKS:
                    continue
                for future in _marks(token):
                    row = _forecast(article, block, future, statements)
                    if row is not None:
                        rows.append(row)
    rows.extend(_predicted(article, blocks, statements, rows))
    return _widest(rows)


def _marks(token: Token) -> Iterator[Future]:
    """Yield the future clauses a token heads."""
    if token.dep_ == "aux" and token.lower_ in MODALS and token.head.pos_ in {"VERB", "AUX"}:
        verb = token.head
        if token.i > verb.i or (
            child(verb, *SUBJECTS, "expl") is None
            and _lost_subject(token) is None
            and verb.dep_ not in {"conj", "relcl"}
        ):
            return
        marker = child(verb, "mark")
        if (marker is not None and marker.lower_ in CONDITIONS | {"whether"}) or _inverted(token, verb):
            return
        yield Future(verb, (*_stance(verb), token, *_hedges(verb)), token.lower_)
    elif token.lower_ in LEANING and token.dep_ in {"acomp", "ROOT", "ccomp", "conj", "relcl", "attr", "oprd"}:
        clause = child(token, "xcomp")
        if clause is not None and clause.i > token.i and any(c.lower_ == "to" for c in clause.children):
            verb = token if token.pos_ == "VERB" else token.head
            yield Future(verb, (token, *_hedges(token)), token.lower_)
    elif token.lower_ == "going" and (clause := child(token, "xcomp")) is not None and child(clause, "aux") is not None:
        yield Future(token, (token,), "going to")


def _lost_subject(modal: Token) -> Token | None:
    """Return the first word after the last comma before a modal whose subject the parser hung elsewhere."""
    first = modal
    while first.i > modal.sent.start and first.nbor(-1).text not in {",", ";", ":"}:
        first = first.nbor(-1)
    nouns = [t for t in modal.doc[first.i : modal.i] if t.pos_ in {"NOUN", "PROPN", "PRON"}]
    return first if nouns and first.i > modal.sent.start else None


def _inverted(modal: Token, verb: Token) -> bool:
    """Say whether the modal stands before its subject ("should it come to that"): a condition or a question."""
    own = child(verb, *SUBJECTS)
    turned = own is not None and modal.i < own.i and own.i < verb.i
    return turned and (verb.dep_ == "advcl" or modal.i == modal.sent.start)


def _hedges(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in {"neg", "advmod"} and c.lower_ in HEDGES]


def _stance(verb: Token) -> list[Token]:
    """Return the adjective that judges a whole clause: "it is unlikely that ..."."""
    above = verb.head
    if verb.dep_ != "ccomp" or above is verb:
        return []
    candidates = [above, *(c for c in above.children if c.dep_ == "acomp")]
    return [
        t for t in candidates if t.lower_ in LEANING | {"possible", "inevitable", "doubtful", "impossible", "probable"}
    ]


def _forecast(article: Article, block: Block, future: Future, statements: Sequence[Statement]) -> Forecast | None:
    tokens = _clause(future.verb)
    if not tokens:
        return None
    span = block.span(tokens[0], tokens[-1])
    holder = _holder(span, block.start + future.verb.idx, statements)
    if _settled(future) or not _claims(future, holder) or _is_schedule(future.verb, holder, tokens):
        return None
    wording = sorted(future.wording, key=lambda t: t.i)
    condition = _condition(future.verb)
    return Forecast(
        id=content_id(article.id, "forecast", span.start, span.end),
        article=article.id,
        start=span.start,
        end=span.end,
        content=span.of(article.text),
        holder="author",
        wording=" ".join(t.text for t in wording),
        condition=condition,
        confidence=_confidence(future, holder),
        statement=holder.id if holder else None,
    )


def _clause(verb: Token) -> list[Token]:
    """Return the clause of a verb with its subject, without the clauses coordinated with it or set before it."""
    holes = [
        c
        for c in verb.children
        if (c.dep_ == "conj" and child(c, *SUBJECTS) is not None)
        or (c.dep_ == "advcl" and c.i < verb.i)
        or (c.dep_ in {"ccomp", "parataxis"} and c.i < verb.i)
    ]
    tokens = words(verb, without=[*holes, *strays(verb), *_trailing_asides(verb)])
    if verb.dep_ == "relcl" and verb.head.pos_ in {"NOUN", "PROPN"}:
        before = [t for t in words(verb.head) if t.i < tokens[0].i]
        tokens = [*before, *tokens]
    elif verb.dep_ == "conj" and child(verb, *SUBJECTS) is None:
        own = child(verb.head, *SUBJECTS)
        if own is not None and verb.i - own.left_edge.i < 40:
            tokens = [t for t in verb.doc[own.left_edge.i : tokens[0].i] if not t.is_space] + tokens
    elif verb.dep_ != "relcl" and child(verb, *SUBJECTS, "expl") is None:
        modal = child(verb, "aux")
        first = _lost_subject(modal) if modal is not None else None
        if first is not None:
            tokens = [*verb.doc[first.i : verb.i], *(t for t in tokens if t.i >= verb.i)]
    return trim(tokens)


def _trailing_asides(verb: Token) -> list[Token]:
    """Return what follows behind a comma and is no part of the forecast (", which is ...", ", even though ...")."""
    out = []
    for token in verb.subtree:
        if token.dep_ in {"relcl", "advcl"} and token.i > verb.i and token.left_edge.i > 0:
            edge = token.left_edge
            if edge.doc[edge.i - 1].text == "," and edge.lower_ in ASIDES:
                out.append(token)
    return out


def _settled(future: Future) -> bool:
    """Say whether past or present already decide: a perfect, a progressive, a mere state under a weak modal."""
    verb = future.verb
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if "have" in auxiliaries or (verb.lower_ == "have" and child(verb, "ccomp")):
        return True
    if future.mark in WEAK and verb.tag_ == "VBG":
        return True
    state = verb.lemma_ == "be" and child(verb, "attr", "acomp", "prep") is not None
    return future.mark in {"may", "might", "could", "can"} and (state or future.mark == "can")


def _claims(future: Future, holder: Statement | None) -> bool:
    """Say whether a weak modal forecasts: "would" only in reported speech or under a condition."""
    if future.mark == "would":
        return holder is not None or (_condition(future.verb) is not None and future.verb.lemma_ != "be")
    return True


def _is_schedule(verb: Token, holder: Statement | None, tokens: list[Token]) -> bool:
    dated = any(t.ent_type_ in {"DATE", "TIME"} for t in tokens)
    announced = (
        holder is not None
        and holder.cue is not None
        and holder.cue.text.split()[0].casefold().startswith(tuple(word[:6] for word in ANNOUNCING))
    )
    return verb.lemma_.lower() in SCHEDULED and (dated or announced) and child(verb, "neg") is None


def _holder(span: Span, verb: int, statements: Sequence[Statement]) -> Statement | None:
    """Return the innermost statement the clause stands in."""
    around = [s for s in statements if any(p.start <= verb < p.end for p in s.pieces) and _shares(span, s)]
    return min(around, key=lambda s: s.end - s.start, default=None)


def _shares(span: Span, statement: Statement) -> bool:
    return min(span.end, statement.end) - max(span.start, statement.start) > (span.end - span.start) / 2


def _condition(verb: Token) -> str | None:
    """Return the words of the condition the clause hangs on."""
    for clause in verb.children:
        marker = child(clause, "mark", "advmod") if clause.dep_ == "advcl" else None
        if marker is None or marker.lower_ not in CONDITIONS or child(clause, *SUBJECTS, "expl") is None:
            continue
        if marker.lower_ != "when" or clause.i < verb.i:
            tokens = trim(words(clause))
            return verb.doc.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])] if tokens else None
    if verb.dep_ in {"ccomp", "conj"} and verb.head is not verb and verb.head.pos_ in {"VERB", "AUX"}:
        return _condition(verb.head)
    return None


def _confidence(future: Future, holder: Statement | None) -> float:
    strong = future.mark in {"will", "wo", "shall"} or future.mark in LEANING
    return round((0.65 if strong else 0.5) * (1.0 if holder is None else 0.6 + 0.4 * holder.confidence), 3)


def _predicted(
    article: Article, blocks: Sequence[Block], statements: Sequence[Statement], have: list[Forecast]
) -> Iterator[Forecast]:
    """Yield what predicting verbs take without a modal: "expected the two to work on a response"."""
    for row in statements:
        if (
            not _predicts(row, blocks)
            or any(f.start < row.end and row.start < f.end for f in have)
            or " " not in row.content
        ):
            continue
        assert row.cue is not None
        ident = content_id(article.id, "forecast", row.start, row.end)
        yield Forecast(
            ident, article.id, row.start, row.end, row.content, "author", row.cue.text, None, 0.5, statement=row.id
        )


def _predicts(row: Statement, blocks: Sequence[Block]) -> bool:
    block = next((b for b in blocks if row.cue and b.start <= row.cue.start < b.start + len(b.text)), None)
    if block is None or row.cue is None:
        return False
    cue = block.doc.char_span(row.cue.start - block.start, row.cue.end - block.start, alignment_mode="expand")
    return cue is not None and any(t.lemma_.lower() in PREDICTING for t in cue)


def _widest(rows: list[Forecast]) -> list[Forecast]:
    out: list[Forecast] = []
    for row in sorted(rows, key=lambda r: (r.start, -r.end)):
        if not any(o.start <= row.start and row.end <= o.end for o in out):
            out.append(row)
    return out
