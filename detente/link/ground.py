"""One article as the linker sees it: what the dictionaries find in it, by place, by sentence and by paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente import edtf
from detente.extract import official
from detente.link.gazetteer import SURE, Gazetteer, Match
from detente.model import Mention, Reading, Span, Statement

SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z])")
# A period behind one of these ends no sentence.
ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|St|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec))\.$"
)
BEGINNING = re.compile(r"(?:^|[.!?:\n])[\s\"“‘'(\[]*$")
# So many mentions are looked through for whom some words repeat.
MANY = 300
# How far around a place its sentence and paragraph are looked for, in characters.
REACH = 2_000
WHOLE = frozenset({"state", "organisation", "party", "outlet"})


@dataclass(frozen=True, slots=True)
class Ground:
    """An article's text with the phrases found in it.

    Attributes:
        on: EDTF date the article is read as of, None where it has none.
        by_name: the first mention of each name.
        by_id: the mentions by their ids.
        issuer: the state whose government's site the article stands on.
        main: the state that the article names by far the most, if there is one.
        statements: in the order of the text.
        matches: outside the page's residue, in order.
        clusters: the mentions of each entity, in order.
    """

    text: str
    on: str | None
    gazetteer: Gazetteer
    matches: tuple[Match, ...]
    starts: tuple[int, ...]
    clusters: dict[str, list[Mention]]
    mentions: tuple[Mention, ...]
    mention_starts: tuple[int, ...]
    by_name: dict[str, Mention]
    by_id: dict[str, Mention]
    issuer: str | None
    main: str | None
    statements: tuple[Statement, ...]
    title: str

    def mentions_in(self, piece: Span) -> tuple[Mention, ...]:
        """Return the mentions that begin in a span and stand for somebody by name."""
        first, last = bisect_left(self.mention_starts, piece.start), bisect_left(self.mention_starts, piece.end)
        return tuple(m for m in self.mentions[first:last] if m.kind != "pronoun")

    def mentions_before(self, at: int) -> tuple[Mention, ...]:
        """Return the last mentions that begin before a place."""
        last = bisect_left(self.mention_starts, at)
        return self.mentions[max(0, last - MANY) : last]

    def begins_with_name(self, mention: Mention) -> bool:
        """Say whether a mention's first word has its capital for being a name, not for beginning a sentence."""
        word = mention.text.partition(" ")[0]
        end = mention.start + len(word)
        named = {"person", "organisation", "state"}
        if word[:1].isupper() and not BEGINNING.search(self.text[max(0, mention.start - 8) : mention.start]):
            return True
        if any(m.id != mention.id and m.kind in named for m in self.mentions_in(Span(mention.start, end))):
            return True
        return any(m.kind in WHOLE for m in self.gazetteer.find(self.text, self.on, mention.start, end))

    def overlapping(self, start: int, end: int) -> tuple[Match, ...]:
        """Return the matches that share a character with ``text[start:end]``."""
        first = bisect_left(self.starts, start)
        if first > 0 and self.matches[first - 1].end > start:
            first -= 1
        return self.matches[first : bisect_left(self.starts, end)]

    def inside(self, mention: Mention) -> list[Match]:
        """Return what a mention's own words name, with the state that the phrase around them carries.

        Of "Chinese Foreign Ministry spokesman" the mention "Chinese Foreign Ministry" is the ministry; of "the Chinese
        Foreign Ministry" the mention "Foreign Ministry" is China's.
        """
        around = self.overlapping(mention.start, mention.end)
        whole = [m for m in around if m.kind in WHOLE or m.kind == "person"]
        if len(around) == 1 and (whole or (mention.start <= around[0].start and around[0].end <= mention.end)):
            return list(around)
        found = self.gazetteer.find(self.text, self.on, mention.start, mention.end)
        if len(found) == 1 and found[0].office is not None and found[0].of is None:
            wider = [m for m in around if m.of is not None and m.start <= found[0].start and found[0].end <= m.end]
            return wider or found
        return found or whole

    def sentence(self, at: int) -> tuple[int, int]:
        """Return the bounds of the sentence around a place."""
        start, end = self.paragraph(at)
        for stop in SENTENCE_END.finditer(self.text, start, end):
            if ABBREVIATED.search(self.text, max(start, stop.start() - 6), stop.start() + 1):
                continue
            if stop.end() <= at:
                start = stop.end()
            else:
                return start, stop.end()
        return start, end

    def paragraph(self, at: int) -> tuple[int, int]:
        """Return the bounds of the line around a place, cut where it is very long."""
        first, last = max(0, at - REACH), min(len(self.text), at + REACH)
        start = self.text.rfind("\n", first, at) + 1
        end = self.text.find("\n", at, last)
        return max(start, first), last if end < 0 else end

    def bodies_near(self, mention: Mention) -> Iterator[tuple[Match, str]]:
        """Yield bodies of states, nearest first: those of the mention's sentence, then of its paragraph."""
        for bounds, where in ((self.sentence(mention.start), "sentence"), (self.paragraph(mention.start), "paragraph")):
            near = [m for m in self.overlapping(*bounds) if m.kind == "body" and m.state is not None and m.acts]
            for match in sorted(near, key=lambda m: (m.start > mention.start, abs(m.start - mention.start))):
                yield match, where

    def before_all(self, at: int, most: int) -> tuple[Match, ...]:
        """Return the last matches, so many at most, that begin before a place."""
        index = bisect_left(self.starts, at)
        return self.matches[max(0, index - most) : index]

    def before(self, at: int) -> Match | None:
        """Return the last match that ends at a place or before it."""
        index = bisect_right(self.starts, at) - 1
        while index >= 0 and self.matches[index].end > at:
            index -= 1
        return self.matches[index] if index >= 0 else None

    def after(self, at: int) -> Match | None:
        """Return the first match that begins at a place or behind it."""
        index = bisect_left(self.starts, at)
        return self.matches[index] if index < len(self.matches) else None


# How often, and in what share of all that name a state, a text's main state is named.
FEWEST, MOST = 3, 0.6
# So many names and days are asked about.
MANY_NAMES = 30


def read_as_of(reading: Reading) -> str | None:
    """Return the date an article is read as of: its own, else a day its text names, else None for today.

    A text may name a day long past ("the agreement of 25 May 1972"), so the people it names decide: the day on which
    most of them held an office. Where they decide nothing it is the middle one of the days.
    """
    if reading.article.published is not None:
        return reading.article.published
    days = sorted(t.on for t in reading.times if t.on and t.precision == "day" and edtf.bounds(t.on) is not None)
    if not days:
        return None
    names = sorted({m.name for m in reading.mentions if m.kind == "person"})[:MANY_NAMES]
    known = Gazetteer.load()
    serving = {day: sum(known.held_office(name, day) for name in names) for day in [None, *days[:MANY_NAMES]]}
    most = max(serving.values())
    best = [day for day, count in serving.items() if count == most]
    middle = days[len(days) // 2]
    return middle if middle in best else best[0]


def _main(matches: Sequence[Match]) -> str | None:
    """Return the state that most of the words for states mean."""
    named = Counter(m.state for m in matches if m.state is not None and m.score >= SURE)
    if not named:
        return None
    state, count = named.most_common(1)[0]
    return state if count >= FEWEST and count >= MOST * named.total() else None


def ground(reading: Reading) -> Ground:
    """Search the article of a reading once and set its mentions by entity."""
    article, gazetteer = reading.article, Gazetteer.load()
    residue, on = article.boilerplate, read_as_of(reading)
    matches = tuple(
        m for m in gazetteer.find(article.text, on) if not any(r.start < m.end and m.start < r.end for r in residue)
    )
    clusters: dict[str, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        clusters[mention.entity].append(mention)
    starts = tuple(m.start for m in matches)
    mentions = tuple(sorted(reading.mentions, key=lambda m: (m.start, m.end)))
    mention_starts = tuple(m.start for m in mentions)
    by_name: dict[str, Mention] = {}
    for mention in mentions:
        by_name.setdefault(mention.name, mention)
    return Ground(
        text=article.text,
        on=on,
        gazetteer=gazetteer,
        matches=matches,
        starts=starts,
        clusters=dict(clusters),
        mentions=mentions,
        mention_starts=mention_starts,
        by_name=by_name,
        by_id={m.id: m for m in mentions},
        issuer=official.state_of(article.address),
        main=_main(matches),
        statements=reading.statements,
        title=article.title or "",
    )
