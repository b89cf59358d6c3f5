"""Compose a brief on two states from the store.

Every sentence carries its citations and is checked against them (``evidence.unsupported``); one that fails the check
is counted and not printed. Sections run oldest first, save the first, which opens with the latest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from detente.errors import UsageError
from detente.tell import acts, echoes, library, sentences, states, subjects
from detente.tell.acts import Act
from detente.tell.brief import Brief, Coverage, Item, Mark, Section, SectionKey
from detente.tell.evidence import BriefSentence, Citation, Numbering, Quote, plain, unsupported
from detente.tell.library import Source

if TYPE_CHECKING:
    from detente.store import Store

Row = Mapping[str, Any]

# Most sentences of each section: a brief is what a reader takes in at one sitting.
MOST: Mapping[SectionKey, int] = {"new": 10, "said": 22, "moved": 8, "echoes": 8, "retold": 8, "predicted": 12}
NEWEST = 5
# A reader wants to see at a glance which words differ; beyond this many articles the rest is a list of names.
MOST_WORDINGS = 2
MOST_CARRIERS = 8
# Surest forecasts that are compared with each other.
MOST_FORECASTS = 300
SUBJECTS_OF_ONE = 2
# No reading of dates and words makes it certain who was first.
SUREST = 0.99
# Latest acts that are looked through for subjects that come back: parsing them is what takes time.
SUBJECT_ACTS = 400


def brief(store: Store, one: str, other: str) -> Brief:
    """Return the brief on two states, given by code or name.

    Raises:
        UsageError: a state is not known, or the two are one.
    """
    pair = (states.code(one), states.code(other))
    if pair[0] == pair[1]:
        raise UsageError(f"a brief is about two states; {one!r} and {other!r} are both {states.name(pair[0])}")
    desk = Desk(store.snapshot(), pair)
    # Citations are numbered as they are met, so the sections are written in the order of reading.
    found = acts.gather(desk.ask("answer_brief_statements"))
    newest, earlier = desk.split([act for act in found if act.tells])
    sections = (
        desk.told("new", newest),
        desk.told("said", earlier),
        desk.moved(found),
        desk.echoes(),
        desk.retold(),
        desk.predicted(),
    )
    cited = {citation.article for citation in desk.numbering.citations}
    return Brief(
        *pair,
        sections=sections,
        citations=desk.numbering.citations,
        sources={key: source for key, source in desk.sources.items() if key in cited},
        coverage=Coverage(**desk.ask("answer_brief_coverage")[0]),
        unsupported=desk.unsupported,
    )


class Desk:
    """Where a brief is written: the sources at hand, the numbers given, the sentences refused."""

    def __init__(self, store: Store, pair: tuple[str, str]) -> None:
        self.store = store
        self.pair = pair
        self.sources: dict[str, Source] = {}
        self.measures: dict[str, list[tuple[str, str]]] = {}
        self.numbering = Numbering()
        self.unsupported = 0

    def ask(self, name: str) -> list[Row]:
        """Return the rows of a question about the pair."""
        rows: list[Row] = self.store.query(name, {"one": self.pair[0], "other": self.pair[1]}).to_pylist()
        return rows

    def fetch(self, articles: Iterable[str]) -> None:
        """Have the articles at hand."""
        missing = set(articles) - self.sources.keys()
        if missing:
            self.sources |= library.load(self.store, missing)

    def accept(self, *drafts: BriefSentence) -> tuple[BriefSentence, ...]:
        """Return those sentences that their citations support, numbered; count the others."""
        kept = []
        for draft in drafts:
            articles = {citation.article for citation in draft.citations}
            known = {key: self.sources[key].known(self.measures.get(key, ())) for key in articles}
            if unsupported(draft, known, sentences.VOCABULARY):
                self.unsupported += 1
            else:
                kept.append(self.numbering.accept(draft))
        return tuple(kept)

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
        return self._section(key, items, len(found) - len(items))

    def _act(self, act: Act, room: int) -> Item | None:
        source = self.sources[act.head["article"]]
        head = self.accept(sentences.said(act.head, source))
        if not head:
            return None
        alike, otherwise = act.told_alike(MOST_CARRIERS)
        drafts = [sentences.worded(row, self.sources[row["article"]]) for row in otherwise[:MOST_WORDINGS]]
        if alike:
            drafts.append(sentences.also("Carried", [(row, self.sources[row["article"]]) for row in alike]))
        if rest := otherwise[MOST_WORDINGS:]:
            drafts.append(sentences.also("Reported", [(row, self.sources[row["article"]]) for row in rest]))
        more = self.accept(*drafts[: max(0, room - 1)])
        mark = _mark(act.head, act.on, head[0], "statement")
        return Item((*head, *more), mark=mark, unlisted=len(act.rows[MOST_CARRIERS:]))

    def moved(self, found: Sequence[Act]) -> Section:
        """Write, for each of the two about the other, subjects that come back at different dates."""
        items: list[Item] = []
        left = 0
        for one, other in (self.pair, self.pair[::-1]):
            own = [act for act in found if act.tells and act.head["actor"] == one and other in act.head["about"]]
            own = own[-SUBJECT_ACTS:]
            sayings = [subjects.Saying(i, act.day, act.id, act.head["content"]) for i, act in enumerate(own) if act.day]
            met = subjects.find(sayings, self.pair) if len(sayings) > 1 else []
            left += len(met[SUBJECTS_OF_ONE:])
            for subject in met[:SUBJECTS_OF_ONE]:
                rows = [own[subject.first.key].head, own[subject.latest.key].head]
                self.fetch(row["article"] for row in rows)
                pair = self.accept(*(sentences.said(row, self.sources[row["article"]]) for row in rows))
                if len(pair) == 2:
                    label = f"{states.name(one)} on {', '.join(subject.words)}"
                    items.append(Item(pair, label, "beside"))
        return self._section("moved", items, left)

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
        return self._section("echoes", items, len(found) - len(items))

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
        pairs = self.ask("answer_brief_pairs")
        asked = [f"{pair['a']} {pair['b']}" for pair in pairs]
        passages: dict[tuple[str, str], list[Row]] = {}
        for row in self.store.query("answer_brief_passages", {"pairs": asked}).to_pylist():
            passages.setdefault((row["a"], row["b"]), []).append(row)
        items = []
        for pair in pairs[: MOST["retold"] // 3 + 1]:
            item = self._retelling(pair, passages.get((pair["a"], pair["b"]), []))
            items += [item] if item is not None else []
        return self._section("retold", items, len(pairs) - len(items))

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

    def predicted(self) -> Section:
        """Write what was predicted: the surest readings, oldest first, each prediction once."""
        rows = self.ask("answer_brief_forecasts")
        surest = sorted(range(len(rows)), key=lambda i: (-rows[i]["confidence"], i))[:MOST_FORECASTS]
        groups: list[list[Row]] = []
        for row in (rows[i] for i in sorted(surest)):
            same = next((group for group in groups if _alike(group[0]["content"], row["content"])), None)
            if same is None:
                groups.append([row])
            elif row["article"] not in {other["article"] for other in same}:
                same.append(row)
        chosen = sorted(range(len(groups)), key=lambda i: (-groups[i][0]["confidence"], i))[: MOST["predicted"]]
        room, items = MOST["predicted"], []
        self.fetch(row["article"] for i in chosen for row in groups[i])
        for head, *others in (groups[i] for i in sorted(chosen)):
            drafts = [sentences.forecast(head, self.sources[head["article"]])]
            if others and room > 1:
                carriers = others[: MOST_CARRIERS - 1]
                drafts.append(sentences.also("Carried", [(row, self.sources[row["article"]]) for row in carriers]))
            told = self.accept(drafts[0])
            if told and room > 0:
                told += self.accept(*drafts[1:])
                mark = _mark(head, head["published"], told[0], "forecast")
                items.append(Item(told, mark=mark, unlisted=len(others[MOST_CARRIERS - 1 :])))
                room -= len(told)
        left_out = len(groups) - len(items) + len(rows[MOST_FORECASTS:])
        return self._section("predicted", items, left_out)

    def _section(self, key: SectionKey, items: Sequence[Item], left_out: int) -> Section:
        one, other = self.pair
        title, lead, see = WORDS[key]
        return Section(
            key, title, lead, tuple(items), max(0, left_out), tuple(c.format(one=one, other=other) for c in see)
        )


# For each section its title, what it holds, and the commands that list what there was no room for.
BOTH = ("detente statements --actor {one} --about {other}", "detente statements --actor {other} --about {one}")
WORDS: Mapping[SectionKey, tuple[str, str, tuple[str, ...]]] = {
    "new": ("What is new", "The statements of the latest dates, the latest first.", BOTH),
    "said": (
        "Who said what",
        "Earlier statements, the oldest first; each in its oldest wording, then how others carried it.",
        BOTH,
    ),
    "moved": (
        "How the line moved",
        "Subjects one side came back to: its first and its latest words on each, side by side.",
        BOTH,
    ),
    "echoes": (
        "Echoes and origins",
        "Articles that tell of the same happening. Those that render one text count as one origin.",
        ("detente stories",),
    ),
    "retold": (
        "Who retells whom",
        "Articles that render one text. A shared source explains a likeness as well as copying does.",
        ("detente retellings --articles",),
    ),
    "predicted": (
        "What was predicted",
        "Claims whose truth the future decides, with the words that hedge them, the oldest first.",
        ("detente forecasts",),
    ),
}


def _alike(one: str, other: str) -> bool:
    return fuzz.ratio(plain(one).casefold(), plain(other).casefold()) >= acts.SAME_WORDS


def _cite(source: Source, row: Row, side: str) -> Citation:
    start, end = row[f"{side}_start"], row[f"{side}_end"]
    return Citation(source.id, start, end, source.text[start:end])


def _mark(row: Row, on: str | None, sentence: BriefSentence, kind: Any) -> Mark | None:
    if on is None:
        return None
    words = next((str(part.text) for part in sentence.parts if isinstance(part, Quote)), "")
    who = row["holder"] if kind == "forecast" else row["speaker"]
    who = row["author"] or "author" if who == "author" else who
    quoted = (row["source"] or {}).get("text")
    return Mark(on, who or quoted or "not named", row["actor"], kind, sentence.citations[0].number, words)
