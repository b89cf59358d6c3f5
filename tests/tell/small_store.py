"""A small store of invented articles, written finding by finding, so that no test here needs a language model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from detente.model import (
    Article,
    Event,
    Excerpt,
    Forecast,
    Link,
    Mention,
    Pair,
    Reject,
    Retelling,
    Role,
    Span,
    Statement,
    Story,
    TimeExpression,
    content_id,
)
from detente.store import Store
from detente.store.build import Draft, build

HARBOUR = (
    "Menu | Home\n\n"
    "On May 24, Russian Foreign Minister Pavel Orlin told Vesti Severa that “Russia would never sign a pact against "
    "Beijing”. He warned that the new grain tariff would hurt both peoples.\n\n"
    "If the tariff stays, the two sides may well close the border crossing by winter."
)
MIRROR = (
    "Speaking to Vesti Severa on May 24, Orlin said Moscow refuses to join any pact that is aimed at China. "
    "The Russian minister also warned that a grain tariff will hurt ordinary people."
)
LATER = (
    "Russian Foreign Minister Pavel Orlin said on 3 March 2022 that a pact with China was now “within reach”, and that "
    "the tariff on grain would soon be gone. Chinese Premier Luo Jian denied that a pact was being discussed."
)


def at(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    """Return where the words stand in the text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


class Scribe:
    """Writes the findings of one article by the words they point at."""

    def __init__(self, path: str, text: str, **fields: Any) -> None:
        source = content_id(path, text)
        given: dict[str, Any] = {
            "address": path,
            "media_type": "text/plain",
            "language": "en",
            "words": len(text.split()),
        } | fields
        fields = given
        self.article = Article(content_id(fields["address"], text), path, source=source, text=text, **fields)
        self.rows: list[Any] = [self.article]

    def excerpt(self, words: str, nth: int = 0) -> Excerpt:
        return Excerpt(*at(self.article.text, words, nth), words)

    def mention(self, words: str, state: str | None, *, of: str | None = None, name: str | None = None) -> str:
        """Add a mention linked to a state; ``of`` is the mention whose cluster it joins. Return its id."""
        excerpt = self.excerpt(words)
        key = content_id(self.article.id, excerpt.start, excerpt.end)
        kind: Any = "state" if state and name is None and of is None else "person"
        called = name or words
        self.rows.append(Mention(key, self.article.id, excerpt.start, excerpt.end, words, kind, of or key, called))
        if state:
            actor = state if kind == "state" else f"person:{called.casefold()}"
            self.rows.append(Link(key, self.article.id, actor, called, state, "written by hand", 0.9))
        return key

    def time(self, words: str, on: str) -> None:
        excerpt = self.excerpt(words)
        self.rows.append(TimeExpression(self.article.id, excerpt.start, excerpt.end, words, on, "day"))

    def role(self, words: str, person: str, office: str, state: str) -> None:
        start, end = at(self.article.text, words)
        self.rows.append(Role(self.article.id, start, end, person, office, state))

    def statement(self, words: str, source: str | None, cue: str | None, **fields: Any) -> str:
        start, end = at(self.article.text, words)
        key = content_id("statement", self.article.id, start, end)
        given: dict[str, Any] = {"kind": "indirect", "pieces": (), "confidence": 0.8} | fields
        self.rows.append(
            Statement(
                key,
                self.article.id,
                start,
                end,
                words,
                source=self.excerpt(source) if source else None,
                cue=self.excerpt(cue) if cue else None,
                **given,
            )
        )
        return key

    def forecast(self, words: str, holder: str, wording: str, **fields: Any) -> None:
        start, end = at(self.article.text, words)
        key = content_id("forecast", self.article.id, start, end)
        fields = {"condition": None, "confidence": 0.7} | fields
        self.rows.append(Forecast(key, self.article.id, start, end, words, holder, wording, **fields))


def harbour(path: str = "news/harbour.txt") -> Scribe:
    """Return the article that has the interview first."""
    scribe = Scribe(
        path,
        HARBOUR,
        title="Orlin: no pact",
        author="Ada Quill",
        outlet="Harbour Times",
        published="2021-05-25",
        boilerplate=(Span(0, 11),),
    )
    name = "Pavel Orlin"
    orlin = scribe.mention("Russian Foreign Minister Pavel Orlin", "RUS", name=name)
    he = scribe.mention("He", "RUS", of=orlin, name=name)
    vesti = scribe.mention("Vesti Severa", None)
    scribe.mention("Beijing", "CHN")
    scribe.mention("the two sides", "RUS")
    scribe.mention("the border crossing", "CHN")
    scribe.role("Russian Foreign Minister Pavel Orlin", name, "foreign minister", "RUS")
    scribe.time("May 24", "2021-05-24")
    said = {"speaker": name, "actor": "RUS", "about": ("CHN",), "said_on": "2021-05-24", "said_on_precision": "day"}
    said["stance"] = ("neutral",)
    scribe.statement(
        "Russia would never sign a pact against Beijing",
        "Russian Foreign Minister Pavel Orlin",
        "told",
        kind="direct",
        utterance="u-pact",
        relay=("Vesti Severa",),
        relay_mentions=(vesti,),
        venue="interview",
        speaker_mention=orlin,
        **said,
    )
    scribe.statement(
        "the new grain tariff would hurt both peoples",
        "He",
        "warned",
        utterance="u-tariff",
        speaker_mention=he,
        **said,
    )
    scribe.forecast(
        "the two sides may well close the border crossing by winter",
        "author",
        "may well",
        condition="If the tariff stays",
    )
    return scribe


def mirror(path: str = "news/mirror.txt") -> Scribe:
    """Return the article that retells the first in words of its own; it has no outlet and no title."""
    scribe = Scribe(path, MIRROR, published="2021-05-27")
    orlin = scribe.mention("Orlin", "RUS", name="Orlin")
    minister = scribe.mention("The Russian minister", "RUS", of=orlin, name="Orlin")
    scribe.mention("China", "CHN")
    scribe.mention("Moscow", "RUS")
    scribe.time("May 24", "2021-05-24")
    said = {"speaker": "Orlin", "actor": "RUS", "about": ("CHN",), "said_on": "2021-05-24", "said_on_precision": "day"}
    scribe.statement(
        "Moscow refuses to join any pact that is aimed at China",
        "Orlin",
        "said",
        utterance="u-pact",
        speaker_mention=orlin,
        **said,
    )
    scribe.statement(
        "a grain tariff will hurt ordinary people",
        "The Russian minister",
        "warned",
        utterance="u-tariff",
        speaker_mention=minister,
        mode="belief",
        stance=("conflictual",),
        **said,
    )
    return scribe


def later(path: str = "news/later.html") -> Scribe:
    """Return the article in which the line has moved."""
    scribe = Scribe(path, LATER, title="A pact within reach", outlet="The Meridian", published="2022-03-04")
    orlin = scribe.mention("Russian Foreign Minister Pavel Orlin", "RUS", name="Pavel Orlin")
    luo = scribe.mention("Chinese Premier Luo Jian", "CHN", name="Luo Jian")
    scribe.mention("China", "CHN")
    scribe.time("on 3 March 2022", "2022-03-03")
    start, end = at(LATER, "a pact with China was now")
    reach = at(LATER, "within reach")
    scribe.statement(
        "a pact with China was now “within reach",
        "Russian Foreign Minister Pavel Orlin",
        "said",
        kind="mixed",
        pieces=(Span(start, end), Span(*reach)),
        speaker="Pavel Orlin",
        actor="RUS",
        about=("CHN",),
        said_on="2022-03-03",
        said_on_precision="day",
        speaker_mention=orlin,
    )
    scribe.statement(
        "a pact was being discussed",
        "Chinese Premier Luo Jian",
        "denied",
        speaker="Luo Jian",
        actor="CHN",
        about=("RUS",),
        speaker_mention=luo,
    )
    return scribe


def make(folder: Path, scribes: Sequence[Scribe], more: Iterable[Any] = ()) -> Store:
    """Publish a store that holds what the scribes wrote, and more rows, and open it."""
    rows = [*(row for scribe in scribes for row in scribe.rows), *more]

    def step(draft: Draft) -> None:
        for noun in dict.fromkeys(type(row) for row in rows):
            draft.write(noun, [row for row in rows if type(row) is noun])

    folder.mkdir(parents=True, exist_ok=True)
    build(folder, step)
    return Store.open(folder)


def retold(one: Scribe, other: Scribe, passages: Sequence[tuple[str, str, float]]) -> list[Any]:
    """Return the rows that say two articles render one text, passage by passage."""
    swap = one.article.id > other.article.id
    first, second = (other, one) if swap else (one, other)
    rows: list[Any] = [Pair(first.article.id, second.article.id, 0.97, *((0.7, 0.6) if swap else (0.6, 0.7)))]
    for words, others, score in passages:
        here, there = (others, words) if swap else (words, others)
        spans = (*at(first.article.text, here), second.article.id, *at(second.article.text, there))
        rows.append(Retelling(first.article.id, *spans, score))
    return rows


def standard(folder: Path, prepare: Callable[[Scribe], None] | None = None, root: str = "news") -> Store:
    """Publish and open the store of three articles, one retelling and one reject that most tests ask."""
    scribes = [harbour(f"{root}/harbour.txt"), mirror(f"{root}/mirror.txt"), later(f"{root}/later.html")]
    for scribe in scribes:
        if prepare is not None:
            prepare(scribe)
    passages = [
        (
            "Russian Foreign Minister Pavel Orlin told Vesti Severa that “Russia would never sign a pact against "
            "Beijing”.",
            "Speaking to Vesti Severa on May 24, Orlin said Moscow refuses to join any pact that is aimed at China.",
            0.91,
        ),
        (
            "He warned that the new grain tariff would hurt both peoples.",
            "The Russian minister also warned that a grain tariff will hurt ordinary people.",
            0.84,
        ),
    ]
    places = [
        ("s-tariff", "Orlin: no pact", 0),
        ("s-tariff", "Orlin: no pact", 1),
        ("s-reach", "A pact within reach", 2),
    ]
    stories = [Story(identity, title, scribes[number].article.id) for identity, title, number in places]
    reject = Reject(f"{root}/empty.txt", "0" * 16, "empty", "the file is empty")
    return make(folder, scribes, [*retold(scribes[0], scribes[1], passages), *stories, reject])


def event(scribe: Scribe, words: str, sides: tuple[str, str], date: str | None, **fields: Any) -> Event:
    """Return an event told in the words: ``sides`` are who acts and towards whom."""
    start, end = at(scribe.article.text, words)
    given: dict[str, Any] = {
        "type": "COOPERATE",
        "mode": None,
        "context": (),
        "cameo": "04",
        "precision": "day" if date else None,
        "place": None,
        "status": "happened",
        "intensity": 4.0,
        "confidence": 0.8,
    } | fields
    key = content_id("event", scribe.article.id, start, end, *sides, given["status"])
    sided = {"source": (sides[0],), "target": (sides[1],), "date": date}
    return Event(key, scribe.article.id, start, end, words, **(given | sided))
