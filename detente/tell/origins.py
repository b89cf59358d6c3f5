"""Where texts come from: the families of articles that render one text, and the traces a machine left in an article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from detente.model import Article, Pair, Span
from detente.tell import answers

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store import Store


def families(store: Store) -> pa.Table:
    """Return the articles that render a text of others, by family, the earliest of each first.

    Columns: family (path of its earliest member), article (path), published, outlet, parent (path of the article it was
    most likely made from, null where that cannot be known), probability (that the parent was there first, null without
    one), sources (paths of all articles that were there before it and share passages with it, those it has most words
    of first), origins (how many of the sources do not render one another), members (articles of the family).
    """
    import pyarrow as pa

    from detente.travel.families import trees

    pairs = [Pair(**row) for row in store.query("answer_origin_pairs", {}).to_pylist()]
    held = {row["id"]: row for row in store.query("answer_articles", {}).to_pylist()}
    sources = _sources(pairs)
    members: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for place in trees(pairs):
        earlier = sources.get(place.article, [])
        members[place.family].append(
            {
                "article": held[place.article]["path"],
                "published": held[place.article]["published"],
                "outlet": held[place.article]["outlet"],
                "parent": held[place.parent]["path"] if place.parent else None,
                "probability": place.probability if place.parent else None,
                "sources": [held[source]["path"] for source in earlier],
                "origins": _origins(earlier, pairs),
            }
        )
    rows = []
    for group in members.values():
        # Who has no parent was there before those that have one, dated or not.
        group.sort(key=lambda row: (row["parent"] is not None, row["published"] or "9999", row["article"]))
        rows += [{"family": group[0]["article"], **row, "members": len(group)} for row in group]
    rows.sort(key=lambda row: (-row["members"], row["family"]))
    words, number = pa.string(), pa.int64()
    columns = dict.fromkeys("family article published outlet parent".split(), words)
    columns |= {"probability": pa.float64(), "sources": pa.list_(words), "origins": number, "members": number}
    return pa.Table.from_pylist(rows, schema=pa.schema(list(columns.items())))


def _sources(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    """Return for each article those known to have been there before it, those it has most words of first."""
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for pair in pairs:
        if pair.first == pair.a:
            found[pair.b].append((-pair.share_b, pair.a))
        elif pair.first == pair.b:
            found[pair.a].append((-pair.share_a, pair.b))
    return {article: [source for _, source in sorted(each)] for article, each in found.items()}


def _origins(sources: Iterable[str], pairs: Iterable[Pair]) -> int:
    """Count the sources, those that render one another once.

    What ties them only by way of the article made of them, or of any other, does not make them one.
    """
    from detente.travel.families import origins

    among = set(sources)
    return origins(among, [pair for pair in pairs if {pair.a, pair.b} <= among])


def spinning(store: Store) -> pa.Table:
    """Return how likely it is of each article that a machine spun or mangled it, the likeliest first.

    Columns: article (path), id, probability, traces (how many there are).
    """
    import pyarrow as pa

    from detente.travel.spinning import machine_made

    rows = []
    for row in store.query("answer_articles", {}).to_pylist():
        probability, traces = machine_made(_article(store, row))
        rows.append({"article": row["path"], "id": row["id"], "probability": probability, "traces": len(traces)})
    rows.sort(key=lambda row: (-row["probability"], row["article"], row["id"]))
    types = {"article": pa.string(), "id": pa.string(), "probability": pa.float64(), "traces": pa.int64()}
    return pa.Table.from_pylist(rows, schema=pa.schema(list(types.items())))


def traces(store: Store, article: str) -> pa.Table:
    """Return the traces that a machine left in one article, given by id or path, in their order.

    Columns: article (path), probability (of the whole article), start, end, kind (inside a word, rare synonym, glued
    words, stray mark), words, instead (what would stand there, null where not known).

    Raises:
        UsageError: the store holds no such article.
    """
    import pyarrow as pa

    from detente.travel.spinning import machine_made

    identity = answers.identity(store, article)
    row = next(row for row in store.query("answer_articles", {}).to_pylist() if row["id"] == identity)
    probability, found = machine_made(held := _article(store, row))
    rows = [
        {
            "article": row["path"],
            "probability": probability,
            "start": trace.start,
            "end": trace.end,
            "kind": trace.kind,
            "words": held.text[trace.start : trace.end],
            "instead": trace.instead,
        }
        for trace in found
    ]
    words, number = pa.string(), pa.int64()
    types = {"article": words, "probability": pa.float64(), "start": number, "end": number, "kind": words}
    types |= {"words": words, "instead": words}
    return pa.Table.from_pylist(rows, schema=pa.schema(list(types.items())))


def _article(store: Store, row: Mapping[str, Any]) -> Article:
    """Return an article as far as the traces ask for it."""
    blocks = tuple(Span(start, end) for start, end in row["boilerplate"] or ())
    text = store.text(row["id"])
    return Article(
        row["id"], row["path"], row["path"], "", "", text, language=row["language"] or "und", boilerplate=blocks
    )
