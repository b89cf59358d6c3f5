"""The articles a brief cites, with what the store found in them: who is named where, which dates, which roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from detente.model import Excerpt, Span
from detente.tell import dates, states
from detente.tell.evidence import GAP, WORD, Known, Support, plain

if TYPE_CHECKING:
    from detente.store import Store

Row = Mapping[str, Any]
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with one of its links."""

    id: str
    span: Excerpt
    entity: str
    name: str
    actor: str | None
    state: str | None
    reason: str | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Source:
    """An article with its findings, as far as sentences lean on them.

    ``times`` are (words, EDTF), ``roles`` are (words, state).
    """

    id: str
    path: str
    address: str
    text: str
    title: str | None
    author: str | None
    outlet: str | None
    published: str | None
    boilerplate: tuple[Span, ...]
    names: tuple[Named, ...] = ()
    times: tuple[tuple[Excerpt, str], ...] = ()
    roles: tuple[tuple[Excerpt, str | None], ...] = ()

    @property
    def label(self) -> str:
        """What a sentence calls it: the outlet, else the author, else the title, else the file's name."""
        title = f"“{self._short_title}”" if self._short_title else None
        return self.outlet or self.author or title or PurePath(self.path).name

    @property
    def _short_title(self) -> str | None:
        if self.title is None or len(self.title) <= LONGEST_LABEL:
            return self.title
        return self.title[: self.title.rfind(" ", 0, LONGEST_LABEL)] + f" {GAP}"

    @property
    def published_in_words(self) -> str | None:
        """The date of publication as a reader says it."""
        return dates.in_words(self.published) if self.published else None

    def known(self, measures: Iterable[tuple[str, str]] = ()) -> Known:
        """Return what the article gives besides its words, for the check of sentences."""
        labels = (self.label, self.title, self.author, self.outlet, PurePath(self.path).name)
        return Known(
            text=self.text,
            labels=tuple(label for label in labels if label),
            dates=(self.published_in_words,) if self.published_in_words else (),
            dated=tuple((e.start, e.end, said) for e, on in self.times if (said := dates.in_words(on))),
            linked=(
                *((n.span.start, n.span.end, _names(n.actor, n.state)) for n in self.names),
                *((e.start, e.end, _names(None, state)) for e, state in self.roles),
            ),
            measures=tuple(measures),
        )

    def mention(self, identifier: str | None) -> Named | None:
        """Return the mention of this id with its surest link."""
        return next((named for named in self.names if named.id == identifier), None)

    def naming(self, person: Named, name: str, near: int) -> Support | None:
        """Return the mention of the same one nearest to ``near`` that gives the name in full."""
        wanted = set(WORD.findall(plain(name)))
        full = [
            n.span for n in self.names if n.entity == person.entity and wanted <= set(WORD.findall(plain(n.span.text)))
        ]
        return _nearest(full, near, "speaker")

    def for_state(self, person: Named, state: str, near: int) -> Support | None:
        """Return words that tie the one mentioned to the state: a role that names the person, else a linked mention."""
        last = WORD.findall(plain(person.name))[-1:]
        roles = [e for e, s in self.roles if s == state and last and last[0] in WORD.findall(plain(e.text))]
        linked = [n.span for n in self.names if n.entity == person.entity and n.state == state]
        return _nearest(roles, near, "state") or _nearest(linked, near, "state")

    def dated(self, on: str, near: int) -> Support | None:
        """Return the words nearest to ``near`` that name this date."""
        return _nearest([span for span, said in self.times if said == on], near, "date")


def _names(actor: str | None, state: str | None) -> tuple[str, ...]:
    return tuple(name for name in (actor, states.name(state) if state else None) if name)


def _nearest(spans: Sequence[Excerpt], near: int, role: Any) -> Support | None:
    if not spans:
        return None
    best = min(spans, key=lambda span: (abs(span.start - near), span.start))
    return Support(best.start, best.end, best.text, role)


def load(store: Store, articles: Iterable[str]) -> dict[str, Source]:
    """Return the articles of these ids with their findings, by id."""
    wanted = {"articles": sorted(set(articles))}
    names: dict[str, list[Named]] = defaultdict(list)
    for row in store.query("answer_mentions", wanted).to_pylist():
        link = (row["actor"], row["state"], row["reason"], row["score"])
        names[row["article"]].append(Named(row["id"], _excerpt(row), row["entity"], row["name"], *link))
    times: dict[str, list[tuple[Excerpt, str]]] = defaultdict(list)
    for row in store.query("answer_times", wanted).to_pylist():
        times[row["article"]].append((_excerpt(row), row["on"]))
    roles: dict[str, list[tuple[int, int, str | None]]] = defaultdict(list)
    for row in store.query("answer_roles", wanted).to_pylist():
        roles[row["article"]].append((row["start"], row["end"], row["state"]))
    return {
        row["id"]: _source(row, names[row["id"]], times[row["id"]], roles[row["id"]])
        for row in store.query("answer_sources", wanted).to_pylist()
    }


def _excerpt(row: Row) -> Excerpt:
    return Excerpt(row["start"], row["end"], row["text"])


def _source(
    row: Row,
    names: list[Named],
    times: list[tuple[Excerpt, str]],
    roles: list[tuple[int, int, str | None]],
) -> Source:
    fields = {key: row[key] for key in ("id", "path", "address", "text", "title", "author", "outlet", "published")}
    return Source(
        **fields,
        boilerplate=tuple(Span(piece["start"], piece["end"]) for piece in row["boilerplate"]),
        names=tuple(names),
        times=tuple(times),
        roles=tuple((Excerpt(start, end, row["text"][start:end]), state) for start, end, state in roles),
    )
