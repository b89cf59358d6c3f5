"""Compose a brief on two states from the store.

Every sentence carries its citations and is checked against them (``evidence.unsupported``); one that fails the check
is counted and not printed. Sections run oldest first, save the first two, which open with how things stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from detente.errors import UsageError
from detente.tell import acts, corrections, echoes, getting_on, happenings, lines, prospects, sentences, states
from detente.tell.acts import Act
from detente.tell.brief import Brief, Coverage, Item, Mark, Section, SectionKey
from detente.tell.desk import Desk
from detente.tell.evidence import BriefSentence, Citation, Quote, plain
from detente.tell.library import Source

if TYPE_CHECKING:
    from detente.store import Store

Row = Mapping[str, Any]

# Most sentences of each section: a brief is what a reader takes in at one sitting.
MOST: Mapping[SectionKey, int] = {"new": 8, "said": 16, "echoes": 8, "retold": 8}
NEWEST = 5
# A reader wants to see at a glance which words differ; beyond this many articles the rest is a list of names.
MOST_WORDINGS = 2
MOST_CARRIERS = 8
# No reading of dates and words makes it certain who was first.
SUREST = 0.99


def brief(store: Store, one: str, other: str) -> Brief:
    """Return the brief on two states, given by code or name.

    Raises:
        UsageError: a state is not known, or the two are one.
    """
    pair = (states.code(one), states.code(other))
    if pair[0] == pair[1]:
        raise UsageError(f"a brief is about two states; {one!r} and {other!r} are both {states.name(pair[0])}")
    writer = Writer(store.snapshot(), pair)
    sections = writer.sections()
    cited = {citation.article for citation in writer.numbering.citations}
    return Brief(
        *pair,
        sections=sections,
        citations=writer.numbering.citations,
        sources={key: source for key, source in writer.sources.items() if key in cited},
        coverage=Coverage(**writer.ask("answer_brief_coverage")[0]),
        unsupported=writer.unsupported,
        corrected=writer.corrected,
    )


class Writer(Desk):
    """Writes the sections: those of acts of speaking and of retellings itself, the others through their modules."""

    joint: Mapping[str, Sequence[Row]]

    def sections(self) -> tuple[Section, ...]:
        """Write all sections. Citations are numbered as they are met, so this is the order of reading."""
        said = corrections.applied(self.store, [dict(row) for row in self.ask("answer_brief_statements")])
        self.corrected = corrections.notes(said)
        found = acts.gather(said)
        newest, earlier = self.split(self.together([act for act in found if act.tells]))
        rows = self.ask("answer_brief_events")
        told = getting_on.evidence(self)
        events = happenings.gather(rows, self.origin)
        claims = self.ask("answer_brief_forecasts")
        standing = prospects.standing(self, claims)
        return (
            getting_on.stands(self, rows, told),
            self.told("new", newest),
            happenings.happened(self, events),
            self.told("said", earlier),
            lines.moved(self, found),
            prospects.predicted(self, claims, standing, told),
            prospects.watched(self, claims, standing, events),
            self.echoes(),
            self.retold(),
        )

    def together(self, found: Sequence[Act]) -> list[Act]:
        """Return the acts without those of joint speakers, whose words one sentence tells, kept in ``joint``."""
        places: dict[tuple[Any, ...], list[Act]] = {}
        for act in found:
            places.setdefault((act.head["article"], act.head["start"], act.head["end"]), []).append(act)
        for held in places.values():
            held.sort(key=lambda act: act.head["source"]["start"] if act.head["source"] else -1)
        self.joint = {held[0].id: [act.head for act in held[1:]] for held in places.values()}
        return [act for act in found if act.id in self.joint]

    def split(self, found: Sequence[Act]) -> tuple[list[Act], list[Act]]:
        """Return the newest acts, latest first, and the rest in order."""
        dated = [act for act in found if act.day is not None and act.named]
        # Of few acts not all are new: two thirds at least are left to be told in order.
        newest = dated[::-1][: min(NEWEST, -(-len(dated) // 3))]
        held = {act.id for act in newest}
        return newest, [act for act in found if act.id not in held]

    def told(self, key: SectionKey, found: Sequence[Act]) -> Section:
        """Write acts of speaking: the weightiest that fit, in the order given."""
        weightiest = sorted(found, key=lambda act: -act.weight(self.pair))[: MOST[key]]
        chosen = {act.id for act in weightiest}
        self.fetch(row["article"] for act in weightiest for row in act.rows[:MOST_CARRIERS])
        items: list[Item] = []
        room = MOST[key]
        for act in (act for act in found if act.id in chosen):
            item = self._act(act, room)
            if item is not None:
                items.append(item)
                room -= len(item.sentences)
            if room <= 0:
                break
        return self.section(key, items, len(found) - len(items))

    def _act(self, act: Act, room: int) -> Item | None:
        source = self.sources[act.head["article"]]
        head = self.accept(sentences.said(act.head, source, self.joint.get(act.id, ())))
        if not head:
            return None
        alike, otherwise = act.told_alike(MOST_CARRIERS)
        drafts = [sentences.worded(row, self.sources[row["article"]]) for row in otherwise[:MOST_WORDINGS]]
        if alike:
            drafts.append(sentences.also("Carried", [(row, self.sources[row["article"]]) for row in alike]))
        if rest := otherwise[MOST_WORDINGS:]:
            drafts.append(sentences.also("Reported", [(row, self.sources[row["article"]]) for row in rest]))
        more = self.accept(*drafts[: max(0, room - 1)])
        mark = _mark(act.head, act.on, head[0])
        return Item((*head, *more), mark=mark, unlisted=len(act.rows[MOST_CARRIERS:]))

    def echoes(self) -> Section:
        """Write which articles tell of one happening, and which of them render another."""
        found = echoes.gather(self.ask("answer_brief_stories"), self.ask("answer_brief_pairs"))
        items: list[Item] = []
        room = MOST["echoes"]
        for echo in found:
            shown = echo.articles[:MOST_CARRIERS]
            self.fetch(shown)
            cited = {article: echoes.opening(self.sources[article]) for article in shown}
            for article in shown:
                self.measures.setdefault(article, []).extend((other, f) for other in shown for f in echo.figures)
            told = self.accept(sentences.together([*cited.values()], self.sources, echo.figures))
            if told:
                drafts = [self._taken(pair, cited) for pair in echo.pairs if {pair["a"], pair["b"]} <= cited.keys()]
                told += self.accept(*drafts[: room - 1])
                items.append(Item(told, unlisted=len(echo.articles) - len(shown)))
                room -= len(told)
            if room <= 0:
                break
        return self.section("echoes", items, len(found) - len(items))

    def _taken(self, pair: Row, cited: Mapping[str, Citation]) -> BriefSentence:
        """Write which of two articles was first, where that can be known."""
        first = pair["first"] or pair["a"]
        other = pair["b"] if first == pair["a"] else pair["a"]
        if pair["first"] is None:
            return sentences.taken(cited[first], cited[other], self.sources, None)
        sure = pair["a_first"] if first == pair["a"] else 1 - pair["a_first"]
        figure = f"a probability of {min(sure, SUREST):.2f}"
        self.measures.setdefault(first, []).append((other, figure))
        return sentences.taken(cited[first], cited[other], self.sources, figure)

    def retold(self) -> Section:
        """Write which articles render one text, with the passage that is most alike without being the same."""
        pairs = [pair for pair in self.ask("answer_brief_pairs") if pair["kind"] not in echoes.APART]
        asked = [f"{pair['a']} {pair['b']}" for pair in pairs]
        passages: dict[tuple[str, str], list[Row]] = {}
        for row in self.store.query("answer_brief_passages", {"pairs": asked}).to_pylist():
            passages.setdefault((row["a"], row["b"]), []).append(row)
        items = []
        for pair in pairs[: MOST["retold"] // 3 + 1]:
            item = self._retelling(pair, passages.get((pair["a"], pair["b"]), []))
            items += [item] if item is not None else []
        return self.section("retold", items, len(pairs) - len(items))

    def _retelling(self, pair: Row, passages: Sequence[Row]) -> Item | None:
        if not passages:
            return None
        self.fetch((pair["a"], pair["b"]))
        sides = [(pair["a"], "a"), (pair["b"], "b")]
        sides.sort(key=lambda side: (self.sources[side[0]].published or "9999", self.sources[side[0]].path))
        cited = [[_cite(self.sources[article], row, side) for article, side in sides] for row in passages]
        shown = next((both for both in cited if plain(both[0].text) != plain(both[1].text)), cited[0])
        count = f"{len(passages)} corresponding passage{'s' if len(passages) > 1 else ''}"
        figures = [*(f"{round(100 * pair['share_' + side])} %" for _, side in sides), count]
        for (article, _), (other, _) in (sides, sides[::-1]):
            self.measures.setdefault(article, []).extend((other, figure) for figure in figures)
        head = self.accept(sentences.retold(shown[0], shown[1], self.sources, figures))
        if not head:
            return None
        beside = self.accept(*(sentences.passage(citation, self.sources[citation.article]) for citation in shown))
        return Item((*head, *beside), shape="beside" if len(beside) == 2 else "plain")


def _cite(source: Source, row: Row, side: str) -> Citation:
    start, end = row[f"{side}_start"], row[f"{side}_end"]
    return Citation(source.id, start, end, source.text[start:end])


def _mark(row: Row, on: str | None, sentence: BriefSentence) -> Mark | None:
    if on is None:
        return None
    words = next((str(part.text) for part in sentence.parts if isinstance(part, Quote)), "")
    quoted = (row["source"] or {}).get("text")
    who = row["speaker"] or quoted or "not named"
    return Mark(on, who, row["actor"], "statement", sentence.citations[0].number, words)
