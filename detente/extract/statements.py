"""Statements of one article: drafts given to speakers, dated, and set into their relay chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from detente.extract import (
    chosen,
    coreference,
    dates,
    drafts,
    interviews,
    lists,
    nesting,
    occasions,
    official,
    parties,
    transcripts,
)
from detente.extract.drafts import WORD, Draft
from detente.extract.manner import manner
from detente.extract.mentions import OFFICES, Roster, Seat
from detente.extract.occasions import Occasion
from detente.extract.quotes import Quote
from detente.extract.venues import Venues
from detente.language.english import Block
from detente.model import Article, Excerpt, Span, Statement, StatementKind, TimeExpression, content_id

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

# How sure a statement is that the rules found alone: the share of theirs that is right in the corpus' training part.
BY_RULES = 0.78
NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})


@dataclass(slots=True)
class Teller:
    """Reads an article's drafts in order and remembers who spoke, when, and through whom."""

    article: str
    text: str
    blocks: Sequence[Block]
    roster: Roster
    times: Sequence[TimeExpression]
    quotes: Sequence[Quote]
    scenes: Sequence[tuple[int, Sentence]]
    published: str | None
    venues: Venues
    occasions: dict[str, Occasion] = field(default_factory=dict)
    nearby: dict[str, tuple[int, Occasion]] = field(default_factory=dict)
    channel: Seat | None = None
    last: Seat | None = None
    last_draft: Draft | None = None
    quoter: Seat | None = None
    quoted_block: int = -1
    scene: int = 0
    readout: Occasion = field(default_factory=Occasion)
    met: set[str] = field(default_factory=set)
    official: bool = False
    interview: tuple[int, Seat] | None = None
    together: tuple[int, tuple[Seat, ...]] = (-1, ())
    quoting: tuple[int, Seat | None] = (-2, None)

    def speaker(self, draft: Draft) -> Seat | None:
        """Return the mention of who speaks in a draft."""
        if draft.source is None:
            if draft.origin == "runs_on":
                block, quoting = self.quoting
                if draft.block - block <= 1:
                    return quoting
            before = self.last_draft
            if draft.origin == "runs_on":
                return self.last if before is not None and draft.block - before.block <= 1 else None
            saying = before is not None and before.block == draft.block and draft.cue and draft.cue[0].tag_ == "VBG"
            return self.last if saying else None
        if draft.source.lemma_.lower() in coreference.INTERVIEWERS and self.channel is not None:
            return self.channel
        place, last, apart = (self.roster, self.blocks, draft.block), self.last, draft.pieces
        block, members = self.together
        if len(members) > 1 and draft.block - block <= 1 and draft.source.lower_ == "they":
            known = self.roster.at(draft.block, draft.source)
            joint, tokens = parties.cluster(self.roster, members), [draft.source]
            return known or self.roster.add((draft.block, self.blocks[draft.block]), tokens, "pronoun", joint)
        if draft.cue_span is not None and any(draft.cue_span.within(q.span) for q in self.quotes):
            # Inside a quotation "he" is not the one who is quoted.
            quoted = self.last_draft is not None and any(draft.cue_span.within(p) for p in self.last_draft.pieces)
            own = [s.span for s in self.roster.seats if quoted and last is not None and s.cluster is last.cluster]
            last, apart = None, (*draft.pieces, *own)
        return coreference.resolve(*place, draft.source, last, apart)

    def speakers(self, draft: Draft) -> tuple[Seat | None, ...]:
        """Return who speaks in a draft: in a readout, where a passive names nobody, all who met ("it was agreed")."""
        cue = draft.cue[0] if draft.cue else None
        passive = cue is not None and any(c.dep_ == "auxpass" for c in cue.children)
        if draft.source is None and draft.origin == "tree" and passive:
            party = parties.opening(self.roster, self.blocks, occasions.OPENING)
            if party is not None:
                return party.members
        return (self.speaker(draft),)

    def relay(self, draft: Draft, speaker: Seat | None) -> Seat | None:
        """Return through whom the draft reached the article, as its own sentence or the lead-in before it says."""
        if not draft.cue:
            return self.quoter if draft.block == self.quoted_block else None
        cue, place = draft.cue[0], (draft.block, self.blocks[draft.block])
        through = occasions.quoter(cue, draft.source)
        if through is not None:
            return coreference.resolve(self.roster, self.blocks, draft.block, through, None)
        head = occasions.told(cue)
        handed = occasions.passed_on(cue, draft.source) if head is None else None
        head = head if handed is None else handed
        if head is None:
            return self.quoter if draft.block == self.quoted_block else self.answers(draft, speaker)
        named = occasions.outlet(self.roster, place, head)
        if named is None and (handed is not None or occasions.media_phrase(head)):
            named = coreference.resolve(self.roster, self.blocks, draft.block, head, None)
        return named if named is None or speaker is None or named.cluster is not speaker.cluster else None

    def answers(self, draft: Draft, speaker: Seat | None) -> Seat | None:
        """Return who answers, on the page of an interview: through whom comes what others are said to have said."""
        first, who = self.interview or (0, None)
        return who if speaker is not None and who is not None and draft.block >= first else None

    def remember(self, draft: Draft, speaker: Seat | None, relay: Seat | None, occasion: Occasion) -> None:
        """Keep speaker, channel and lead-in for the statements that follow."""
        if speaker is not None:
            self.last, self.last_draft = speaker, draft
            if draft.cue_span is None or not any(draft.cue_span.within(q.span) for q in self.quotes):
                # A quotation that runs on is not of somebody who speaks inside it.
                self.quoting = draft.block, speaker
            if occasion.said_on is not None:
                self.nearby[speaker.cluster.entity] = (draft.block, occasion)
            if relay is not None:
                self.occasions[speaker.cluster.entity] = replace(occasion, channel=relay)
        if relay is not None and self.blocks[draft.block].text.rstrip().endswith(":"):
            # "The Courier quoted observers: ¶ ..." passes on what the next paragraph holds as well.
            self.quoter, self.quoted_block = relay, draft.block + 1

    def occasion(self, draft: Draft, speaker: Seat | None) -> Occasion:
        """Return date and channel of a draft: its own sentence's, else what the paragraph or the last occasion set."""
        entity = speaker.cluster.entity if speaker else ""
        known = self.occasions.get(entity, Occasion())
        when = self._when(draft) if draft.cue else None
        if when is not None:
            return Occasion(when.on, when.precision, known.channel if when.on == known.said_on else None)
        block, near = self.nearby.get(entity, (-1, known))
        if block == draft.block:
            return near
        if self.official and known.said_on is None:
            # A government's site tells what was said on the day: the meeting's, else that of the page.
            said_on, precision = self.readout.said_on or self.published, self.readout.precision or "day"
            return replace(known, said_on=said_on, precision=precision if said_on else None)
        joint = speaker is None or speaker.cluster.kind in {"group", "office"} or speaker.kind == "pronoun"
        unknown = known.said_on is None and known.channel is None
        return self.readout if unknown and (joint or entity in self.met) else known

    def _when(self, draft: Draft) -> TimeExpression | None:
        sentence, block = draft.cue[0].sent, self.blocks[draft.block]
        span = block.chars(sentence.start_char, sentence.end_char)
        cue = block.start + draft.cue[0].idx
        near = [
            t
            for t in self.times
            if t.precision in {"day", "week", "month"}
            and span.start <= t.start
            and t.end <= span.end
            and not any(t.start < p.end and p.start < t.end for p in draft.pieces)
            and not any(t.start < q.end and q.start < t.end for q in self.quotes)
            and occasions.dates(block, t, draft.cue[0])
        ]
        return min(near, key=lambda t: abs(t.start - cue), default=None)

    def one_day(self) -> bool:
        """Say whether the article keeps to one day or two: a readout does, a story of several days does not."""
        return len({t.on for t in self.times if t.precision == "day"}) <= occasions.FEW_DAYS

    def set_scene(self, before: int) -> None:
        """Take in the occasions set by the sentences that begin before an offset and were not taken in yet."""
        while self.scene < len(self.scenes):
            index, sentence = self.scenes[self.scene]
            block = self.blocks[index]
            if block.start + sentence.start_char > before:
                return
            self.scene += 1
            if index < occasions.OPENING and self.readout.said_on is None and self.one_day():
                self.readout = occasions.of_readout(sentence, block, self.times, self.published)
                self.met.update(s.cluster.entity for s in self.roster.seats if s.block == index and s.kind == "person")
            scene = occasions.of_sentence(sentence, (index, block), self.roster, self.times)
            for seat, occasion in occasions.of_deeds(sentence, (index, block), self.roster, self.times):
                self.nearby[seat.cluster.entity] = (index, occasion)
            if scene is None:
                continue
            occasion, speakers = scene
            if occasion.channel is not None:
                self.channel = occasion.channel
            for seat in speakers:
                if occasion.channel is None or seat.cluster is not occasion.channel.cluster:
                    self.occasions[seat.cluster.entity] = occasion


def find(
    article: Article,
    blocks: Sequence[Block],
    found: tuple[Roster, Sequence[Quote], Sequence[TimeExpression]],
    *,
    by_rules: bool = False,
) -> list[tuple[Statement, Draft]]:
    """Return the statements of an article with the drafts they came from, in the order of their content.

    ``by_rules`` asks the rules alone, without the judge: the reference that the judge must beat.
    """
    roster, quotes, times = found
    scenes = [(index, sentence) for index, block in enumerate(blocks) for sentence in block.sentences]
    text = article.text
    venues = Venues.of(article, blocks, quotes, roster)
    teller = Teller(article.id, text, blocks, roster, times, quotes, scenes, _day(article.published), venues)
    teller.official = official.state_of(article.address) is not None
    teller.interview = interviews.interviewee(article.title, blocks, quotes, roster)
    rows: list[tuple[Statement, Draft]] = []
    trees = None if by_rules else chosen.choose(text, blocks, quotes)
    for draft in _kept(_all(text, blocks, quotes, trees), own_voice=teller.official):
        anchor = draft.cue_span.start if draft.cue_span else draft.start
        teller.set_scene(anchor)
        told = [(seat, part) for part in _joint(blocks, draft) for seat in teller.speakers(part)]
        rows.extend((_statement(teller, part, seat), part) for seat, part in told)
        teller.together = (draft.block, tuple(seat for seat, _ in told if seat is not None))
    return nesting.settle(rows, {s.id: s.cluster.entity for s in roster.seats})


def _day(published: str | None) -> str | None:
    return published if published and dates.resolve("today", published)[1] == "day" else None


def _all(
    text: str, blocks: Sequence[Block], quotes: Sequence[Quote], trees: Sequence[list[Draft]] | None
) -> list[Draft]:
    """Return the drafts of sentences and of layout; what layout gives takes the place of a quotation nobody claims."""
    laid_out = [*transcripts.find(blocks), *lists.find(blocks)]
    told = [d for d in drafts.find(text, blocks, quotes, trees) if not (d.source is None and _meets(d, laid_out))]
    found = [*laid_out, *told]
    if trees is not None:
        found = [d for d in chosen.weigh(text, found, quotes) if (d.sure or 0.0) >= chosen.LEAST]
    return sorted(found, key=lambda d: (d.start, -d.end))


def _meets(draft: Draft, others: Sequence[Draft]) -> bool:
    return any(draft.span.overlaps(other.span) for other in others)


def _kept(found: list[Draft], *, own_voice: bool) -> list[Draft]:
    """Drop the writer's own words and drafts that only carry another ("X quoted Y" beside "Y said").

    ``own_voice`` where the page is a government's: its "we" speaks.
    """
    sources = {(d.block, d.source.i) for d in found if d.source is not None}
    return [d for d in found if not _author(d, own_voice=own_voice) and not _carries(d, sources)]


def _carries(draft: Draft, sources: set[tuple[int, int]]) -> bool:
    """Say whether a quoting verb's object is itself the source of another draft."""
    if draft.frame not in {"np", "ob", "as"} or not draft.cue or draft.cue[0].lemma_.lower() not in occasions.QUOTING:
        return False
    objects = [t for t in draft.cue[0].children if t.dep_ == "dobj"]
    return any((draft.block, t.i) in sources for t in objects)


def _joint(blocks: Sequence[Block], draft: Draft) -> list[Draft]:
    """Return one draft for each of several named speakers: "Lima and Quito agreed" is a statement of each."""
    whom = occasions.quoted(draft.cue[0]) if draft.cue else None
    if whom is not None:
        return [replace(draft, source=whom, source_span=drafts.source_span(blocks[draft.block], whom))]
    names = [draft.source, *draft.source.conjuncts] if draft.source is not None else []
    if len(names) < 2 or not all(_speaks(t) and t.sent.start == names[0].sent.start for t in names):
        return [draft]
    block = blocks[draft.block]
    return [replace(draft, source=t, source_span=drafts.source_span(block, t)) for t in names]


def _speaks(head: Token) -> bool:
    """Say whether a noun names one speaker: a name, or an office ("the adviser and the foreign minister")."""
    return head.ent_type_ in NAMED or (head.lemma_.lower() in OFFICES and head.tag_ in {"NN", "NNP"})


def _author(draft: Draft, *, own_voice: bool) -> bool:
    """Say whether the writer speaks ("we can see that", "it can be said that"): an opinion, no statement."""
    if draft.origin != "tree" or not draft.cue:
        return False
    if draft.source is None:
        return any(c.lower_ in {"can", "could", "may", "must", "should"} for c in draft.cue[0].children)
    return draft.source.lower_ in coreference.FIRST and not (own_voice and draft.source.lower_ in coreference.OWN)


def _statement(teller: Teller, draft: Draft, speaker: Seat | None) -> Statement:
    text, silent = teller.text, draft.source is None and speaker is not None
    occasion, relay = teller.occasion(draft, speaker), teller.relay(draft, speaker)
    relays = [relay] if relay is not None else []
    if not relays and occasion.channel is not None and speaker is not None:
        relays = [occasion.channel] if occasion.channel.cluster is not speaker.cluster else []
    teller.remember(draft, speaker, relay, occasion)
    kind = _kind(text, draft.pieces, teller.quotes)
    cue, how = draft.cue_span, manner(text, draft)
    return Statement(
        id=content_id(
            teller.article,
            "statement",
            draft.start,
            draft.end,
            draft.source_span.start if draft.source_span else speaker.id if silent and speaker else None,
        ),
        article=teller.article,
        start=draft.start,
        end=draft.end,
        content=text[draft.start : draft.end],
        pieces=draft.pieces,
        kind=kind,
        source=_excerpt(text, draft.source_span),
        cue=_excerpt(text, cue),
        said_on=occasion.said_on,
        said_on_precision=occasion.precision,
        confidence=draft.sure if draft.sure is not None else BY_RULES,
        speaker_mention=speaker.id if speaker else None,
        relay_mentions=tuple(r.id for r in relays),
        mode=how.mode,
        venue=teller.venues.find(draft, speaker, interviewed=_interviewed(draft, relay, occasion)),
        negated=how.negated,
        certainty=how.certainty,
    )


def _interviewed(draft: Draft, relay: Seat | None, occasion: Occasion) -> bool:
    """Say whether an outlet was told it, rather than quoting it."""
    if occasion.channel is not None:
        return True
    named = relay is not None and relay.kind == "organisation"
    return named and bool(draft.cue) and occasions.told(draft.cue[0]) is not None


def _excerpt(text: str, span: Span | None) -> Excerpt | None:
    return Excerpt(span.start, span.end, span.of(text)) if span else None


def _kind(text: str, content: Sequence[Span], quotes: Sequence[Quote]) -> StatementKind:
    """Direct when at least nine tenths of the words stand in quotation marks, indirect when none do."""
    starts = [m.start() for piece in content for m in WORD.finditer(text, piece.start, piece.end)]
    inside = sum(any(q.start <= at < q.end for q in quotes) for at in starts)
    share = inside / len(starts) if starts else 0.0
    return "direct" if share >= 0.9 else "indirect" if inside == 0 else "mixed"
