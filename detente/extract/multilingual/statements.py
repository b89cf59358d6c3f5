"""Statements in other languages: attributions given to speakers, dated, and set into their relay chain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from detente.extract.multilingual.renderings import Rendering
from detente.extract.multilingual.roster import Roster
from detente.language.tongue import Attribution, CueKind, Quotation, Sentence, Tongue, quotations, rows, trimmed
from detente.model import (
    Article,
    Excerpt,
    Mention,
    Mode,
    Span,
    Statement,
    StatementKind,
    TimeExpression,
    content_id,
)

# A convention near the share of statements found in ``tests/cases/statements_*.tsv`` that are right.
CONFIDENCE = 0.75
# A quotation that stands alone is the last speaker's if it is a sentence of its own.
SHORTEST_QUOTED = 12  # characters
# Between two who speak together.
JOINT = re.compile(r"\s*(?:,|、|и|а также|和|与|同|及|und)\s*")
MODES: dict[CueKind, Mode] = {"speech": "saying", "belief": "belief", "intention": "intention"}
# English posts by which one who was named is named again without his name.
AGAIN = frozenset(
    "minister diplomat ambassador spokesperson official president senator head general expert leader".split()
)


def find(
    article: Article, tongue: Tongue, read: tuple[Sequence[Sentence], Roster, Sequence[TimeExpression]]
) -> list[Statement]:
    """Return the statements of an article, in the order of their content.

    Args:
        article: the article.
        tongue: its language.
        read: its sentences, its mentions, its dates.
    """
    sentences, roster, times = read
    teller = Teller(article, tongue, roster, times, {s.paragraph: s.end for s in sentences})
    told: list[Statement] = []
    for n, sentence in enumerate(sentences):
        before_it = [row for row in told if n > 0 and row.end > sentences[n - 1].start]
        told.extend(rows_of := list(teller.sentence(n, sentence, spoken=bool(before_it))))
        if teller.passed_on is not None:
            told = [_through(row, teller.passed_on) if row in before_it else row for row in told]
        if not rows_of and (quoted := teller.alone(sentence)) is not None:
            before = told[-1] if told else None
            beside = n > 0 and sentences[n - 1].paragraph == sentence.paragraph
            if before is not None and before.kind == "direct" and beside and before.end >= sentences[n - 1].start:
                told[-1] = teller.longer(before, quoted)
            elif (row := teller.runs_on(sentence, quoted)) is not None:
                told.append(row)
    return _nested(sorted(_distinct(told), key=lambda s: (s.start, -s.end)))


@dataclass(slots=True)
class Teller:
    """Reads the attributions of an article in order and remembers who spoke last."""

    article: Article
    tongue: Tongue
    roster: Roster
    times: Sequence[TimeExpression]
    ends: Mapping[int, int]
    last: Mention | None = None
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    before: tuple[Span, ...] = ()
    passed_on: Mention | None = None

    def sentence(self, n: int, sentence: Sentence, *, spoken: bool) -> Iterator[Statement]:
        """Yield the statements of one sentence; ``spoken`` says that the one before has some of its own.

        An outlet that then merely says where that came from ("Об этом сообщает ТАСС") is left in ``passed_on``.
        """
        self.passed_on = None
        text = self.article.text
        marks = quotations(text, Span(sentence.start, sentence.end))
        found = self.tongue.attributions(text, sentence, marks)
        found = [*self._labelled(n, sentence, found), *found]
        relays = self._relays(n, found)
        outlets = [a for a in found if not a.pieces and spoken and a.source and self._is_outlet(n, a.source)]
        if outlets:
            self.passed_on = next(self._speakers(n, outlets[0]), None)
            found = [a for a in found if a not in outlets]
        found = [a if a.pieces else replace(a, pieces=self.before) for a in found if a.pieces or self.before]
        kept = [a for a in found if not self._only_relays(n, a, found)]
        end = trimmed(text, Span(sentence.start, sentence.end))
        self.before = (end,) if end is not None else ()
        for told in kept:
            yield from self._statements(n, sentence, told, (marks, relays))

    def _labelled(self, n: int, sentence: Sentence, found: Sequence[Attribution]) -> list[Attribution]:
        """Return what stands behind a speaker's name and a colon: a headline, a transcript."""
        text = self.article.text
        at = next((i for i in range(sentence.start, sentence.end) if text[i] in ":："), -1)
        if at < 0 or not text[at + 1 : sentence.end].strip() or any(told.cue.start < at for told in found):
            return []
        phrase = Span(sentence.start, at)
        known = self.roster.render(n, phrase)
        if known is None or (known.span.end - known.span.start) * 2 < at - sentence.start:
            return []
        start = at + 1
        while text[start].isspace():
            start += 1
        said = trimmed(text, Span(start, self.ends[sentence.paragraph]))
        return [Attribution(phrase, Span(at, at + 1), (said,))] if said is not None else []

    def _relays(self, n: int, found: Sequence[Attribution]) -> list[Mention]:
        """Return the outlets that a sentence names outside what it reports."""
        out = []
        for named in self.roster.named[n]:
            inside = any(named.span.within(p) for a in found for p in a.pieces)
            if named.kind == "outlet" and not inside:
                out.append(self.roster.add(Rendering(named.span, "organisation", named.english)))
        return out

    def _only_relays(self, n: int, told: Attribution, found: Sequence[Attribution]) -> bool:
        """Say whether an outlet merely passes on what another attribution of its sentence tells."""
        if told.source is None or not self._is_outlet(n, told.source):
            return False
        others = [a for a in found if a is not told and a.source is not None and not self._is_outlet(n, a.source)]
        return any(p.overlaps(q) for a in others for p in a.pieces for q in told.pieces)

    def _is_outlet(self, n: int, source: Span) -> bool:
        held = [x for x in self.roster.named[n] if x.span.within(source)]
        return (
            bool(held)
            and all(x.kind in {"outlet", "state", "adjective", "group"} for x in held)
            and any(x.kind == "outlet" for x in held)
        )

    def _statements(
        self, n: int, sentence: Sentence, told: Attribution, around: tuple[Sequence[Quotation], list[Mention]]
    ) -> Iterator[Statement]:
        speakers: list[Mention | None] = list(self._speakers(n, told)) or [None]
        for speaker in speakers:
            yield self._row(told.pieces, told, speaker, (*around, sentence))
        if speakers[0] is not None and not self._is_outlet(n, told.source or Span(0, 0)):
            self.last = speakers[0]

    def _speakers(self, n: int, told: Attribution) -> Iterator[Mention]:
        if told.source is None:
            return
        text = self.article.text
        states = [x for x in self.roster.named[n] if x.span.within(told.source)]
        covered = sum(x.span.end - x.span.start for x in states)
        if (
            len(states) > 1
            and all(x.kind in {"state", "capital"} for x in states)
            and covered * 1.5 > len(told.source.of(text))
        ):
            for each in states:
                yield self.roster.add(Rendering(each.span, "state", each.english))
            return
        people = [x for x in self.roster.persons[n] if x.span.within(told.source)]
        if len(people) > 1 and all(JOINT.fullmatch(text, a.span.end, b.span.start) for a, b in pairwise(people)):
            for each in people:
                yield self.roster.add(Rendering(each.span, "person", each.english))
            return
        rendering = self.roster.render(n, told.source)
        if rendering is None:
            yield self._unknown(told.source)
            return
        again = self._again(rendering)
        mention = self.roster.add(replace(rendering, title=None) if again else rendering, again)
        if rendering.kind == "person" and rendering.title:
            self.words.setdefault(mention.entity, frozenset())
            self.words[mention.entity] |= frozenset(rendering.title.casefold().split())
        yield mention

    def _again(self, rendering: Rendering) -> str | None:
        """Return the entity that an office alone ("the minister") names again: the last speaker, if it fits."""
        if rendering.kind != "office" or rendering.english not in AGAIN or self.last is None:
            return None
        held = self.words.get(self.last.entity, frozenset()) | frozenset(self.last.name.casefold().split())
        fits = rendering.english in held or (rendering.english == "diplomat" and bool(held & DIPLOMATS))
        return self.last.entity if fits else None

    def _unknown(self, source: Span) -> Mention:
        """Return the mention of a source that no dictionary knows; a pronoun is the last speaker or person."""
        words = source.of(self.article.text)
        before = self.last or self.roster.last_person(source.start)
        if words.casefold() in pronouns(self.tongue.code):
            entity = before.entity if before is not None else None
            name = before.name if before is not None else words
            return self.roster.add(Rendering(source, "pronoun", name), entity)
        return self.roster.add(Rendering(source, "group", words))

    def alone(self, sentence: Sentence) -> Span | None:
        """Return what a sentence that is nothing but a quotation says."""
        text = self.article.text
        for mark in quotations(text, Span(sentence.start, sentence.end)):
            outside = text[sentence.start : mark.start] + text[mark.end : sentence.end]
            if not any(c.isalnum() for c in outside) and mark.end - mark.start >= SHORTEST_QUOTED:
                return mark.inner
        return None

    def longer(self, before: Statement, quoted: Span) -> Statement:
        """Return a statement with a quotation that goes on behind the writer's words."""
        pieces = (*before.pieces, quoted)
        content = " ".join(p.of(self.article.text) for p in pieces)
        return replace(before, end=quoted.end, pieces=pieces, content=content)

    def runs_on(self, sentence: Sentence, quoted: Span) -> Statement | None:
        """Return a quotation that stands by itself as the last speaker's."""
        if self.last is None:
            return None
        marks = quotations(self.article.text, Span(sentence.start, sentence.end))
        return self._row((quoted,), None, self.last, (marks, [], sentence))

    def _row(
        self,
        pieces: tuple[Span, ...],
        told: Attribution | None,
        speaker: Mention | None,
        around: tuple[Sequence[Quotation], list[Mention], Sentence],
    ) -> Statement:
        marks, relays, sentence = around
        text = self.article.text
        when = self._when(pieces, told, sentence)
        through = [m for m in relays if speaker is None or m.entity != speaker.entity]
        cue = told.cue if told is not None else None
        source = told.source if told is not None else None
        ident = content_id(
            self.article.id, "statement", pieces[0].start, pieces[-1].end, cue.start if cue else "",
            speaker.id if speaker is not None else "",
        )  # fmt: skip
        return Statement(
            id=ident,
            article=self.article.id,
            start=pieces[0].start,
            end=pieces[-1].end,
            content=" ".join(p.of(text) for p in pieces),
            pieces=pieces,
            kind=_kind(pieces, marks),
            source=Excerpt(source.start, source.end, source.of(text)) if source is not None else None,
            cue=Excerpt(cue.start, cue.end, cue.of(text)) if cue is not None else None,
            speaker=speaker.name if speaker is not None else None,
            relay=tuple(dict.fromkeys(m.name for m in through)),
            said_on=when.on if when is not None else None,
            said_on_precision=when.precision if when is not None else None,
            confidence=CONFIDENCE,
            speaker_mention=speaker.id if speaker is not None else None,
            relay_mentions=tuple(dict.fromkeys(m.id for m in through)),
            mode=MODES[told.kind] if told is not None else "saying",
            negated=told is not None and told.denies,
        )

    def _when(self, pieces: tuple[Span, ...], told: Attribution | None, sentence: Sentence) -> TimeExpression | None:
        """Return the date of the saying: the one nearest to the cue in its sentence, outside what is said."""
        if told is None:
            return None
        near = [
            t
            for t in self.times
            if sentence.start <= t.start < sentence.end
            and t.on is not None
            and t.precision == "day"
            and not any(p.start <= t.start < p.end for p in pieces)
        ]
        return min(near, key=lambda t: abs(t.start - told.cue.start), default=None)


DIPLOMATS = frozenset("minister ambassador spokesperson envoy representative diplomat foreign ministry".split())


def pronouns(code: str) -> frozenset[str]:
    """Return the pronouns of a language that name who spoke before."""
    return frozenset(r["form"] for r in rows(code, "pronouns"))


def _through(row: Statement, outlet: Mention) -> Statement:
    """Return a statement with an outlet through which it came."""
    if row.speaker == outlet.name or outlet.id in row.relay_mentions:
        return row
    return replace(row, relay=(*row.relay, outlet.name), relay_mentions=(*row.relay_mentions, outlet.id))


def _kind(pieces: tuple[Span, ...], marks: Sequence[Quotation]) -> StatementKind:
    """Return direct where all is quoted, mixed where some of it is."""
    quoted = [any(p.within(m.inner) for m in marks) for p in pieces]
    if all(quoted):
        return "direct"
    return "mixed" if any(m.span.overlaps(p) for m in marks for p in pieces) else "indirect"


def _distinct(told: Sequence[Statement]) -> Iterator[Statement]:
    """Yield each statement once: of two with one speaker and one content, the first."""
    seen: set[tuple[object, ...]] = set()
    for row in told:
        key = (row.start, row.end, row.speaker)
        if key not in seen:
            seen.add(key)
            yield row


def _nested(told: Sequence[Statement]) -> list[Statement]:
    """Return the statements with the one each stands in: the shortest whose content holds cue and content."""
    out = []
    for row in told:
        cue = row.cue.span if row.cue is not None else Span(row.start, row.end)
        around = [
            o
            for o in told
            if o.id != row.id and any(cue.within(p) and Span(row.start, row.end).within(p) for p in o.pieces)
        ]
        parent = min(around, key=lambda o: (o.end - o.start, o.id), default=None)
        out.append(replace(row, parent=parent.id if parent is not None else None))
    return out
