"""Articles beside each other: what changed in the words, two accounts of one meeting, stories, who calls whom what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.errors import UsageError
from detente.model import Article, Excerpt, Retelling, Span
from detente.tell import answers, library, states
from detente.tell.library import Source

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store import Store

Row = Mapping[str, Any]
# Corresponding passages of two outlets that are compared word by word for what they call whom, the surest first.
MOST_PASSAGES = 300
# Outlets that a message offers in place of one that is not there.
OFFERED = 8


def compare(store: Store, one: str, other: str) -> pa.Table:
    """Return what changed from one article to the other, passage by passage.

    Columns: a, b (paths), passage (its number, in the order of a), change, a_words, b_words, a_start, a_end, b_start,
    b_end. A change is one of ``detente.travel.variants.NAMES``; ``same words`` and ``reworded`` stand for passages that
    correspond and in which nothing, or nothing that has a name, changed; passages without a counterpart are
    ``omitted`` or ``added`` whole. Where one side has no words its start and end are the place where they would stand.

    Raises:
        UsageError: the store holds no such article, or the two are one.
    """
    a, b = _both(store, one, other)
    out: list[dict[str, Any]] = []
    for each in aligned(a, b):
        if each.a is None or each.b is None:
            # Passages without a counterpart are numbered after the others.
            name = "omitted" if each.b is None else "added"
            sides = [span for span in (each.a or each.at, each.b or each.at) if span is not None]
            out.append(_changed(each.number, name, (a, sides[0]), (b, sides[1])))
            continue
        if not each.changes:
            plain = [" ".join(side.split()) for side in (each.a.of(a.text), each.b.of(b.text))]
            name = "same words" if plain[0] == plain[1] else "reworded"
            out.append(_changed(each.number, name, (a, each.a), (b, each.b)))
        out += [_changed(each.number, name, (a, left), (b, right)) for name, left, right in each.changes]
    return _table(out, "a b passage:int change a_words b_words a_start:int a_end:int b_start:int b_end:int")


@dataclass(frozen=True, slots=True)
class Aligned:
    """A passage of one article beside the one of another that renders it, with what changed (name, place, place).

    ``a`` or ``b`` is None where there is no counterpart; ``at`` is then the empty place in which it would stand.
    """

    number: int
    a: Span | None
    b: Span | None
    changes: tuple[tuple[str, Span, Span], ...] = ()
    at: Span | None = None


def aligned(a: Source, b: Source) -> list[Aligned]:
    """Return the passages of two articles beside each other, in the order of ``a``, then those that stand alone."""
    from detente import travel
    from detente.travel import variants

    _, rows = travel.compare(_article(a), _article(b))
    linked = [_turned(row, a.id) for row in rows]
    places = sorted(_joined(linked), key=lambda place: (place[0], place[1]))
    texts = [(left.of(a.text), right.of(b.text)) for left, right in places]
    out = []
    for number, ((left, right), found) in enumerate(zip(places, variants.compared(texts), strict=True), start=1):
        changes = tuple((each.name, _moved(each.a, left), _moved(each.b, right)) for each in found)
        out.append(Aligned(number, left, right, changes))
    return out + _alone(a, b, places)


def _moved(part: Excerpt, passage: Span) -> Span:
    return Span(passage.start + part.start, passage.start + part.end)


def pair(store: Store, one: str, other: str) -> tuple[Source, Source]:
    """Return two articles, given by id or path.

    Raises:
        UsageError: the store holds no such article, or the two are one.
    """
    return _both(store, one, other)


def readouts(store: Store, one: str, other: str) -> pa.Table:
    """Return two accounts of one meeting clause by clause: the points of the first, then those only the other has.

    Columns: a, b (paths), verdict (``both``, ``worded otherwise``, ``only a``, ``only b``), likeness (0 to 1), changes,
    a_words, b_words, a_start, a_end, b_start, b_end; null on the side that has no such clause.

    Raises:
        UsageError: the store holds no such article, or the two are one.
    """
    from detente.travel import readouts as accounts

    a, b = _both(store, one, other)
    out = []
    for point in accounts.compare(_article(a), _article(b)):
        row: dict[str, Any] = {"a": a.path, "b": b.path, "verdict": point.verdict, "likeness": point.likeness}
        row["changes"] = list(dict.fromkeys(change.name for change in point.changes))
        for side, words in (("a", point.a), ("b", point.b)):
            row[f"{side}_words"] = words.text if words else None
            row[f"{side}_start"], row[f"{side}_end"] = (words.start, words.end) if words else (None, None)
        out.append(row)
    columns = "a b verdict likeness:float changes:list a_words b_words a_start:int a_end:int b_start:int b_end:int"
    return _table(out, columns)


def stories(store: Store) -> pa.Table:
    """Return the stories, those with most origins first: articles about the same happening.

    Columns: id, title (words of a member), first, last (dates published), articles, outlets, origins (how many of the
    articles render no text that another one of them renders), paths.
    """
    held: dict[str, list[Row]] = defaultdict(list)
    for row in store.query("answer_story_articles", {"story": None}).to_pylist():
        held[row["id"]].append(row)
    family = families(store.query("answer_story_pairs", {"story": None}).to_pylist())
    out = []
    for identity, rows in held.items():
        dates = sorted(row["published"] for row in rows if row["published"])
        out.append(
            {
                "id": identity,
                "title": rows[0]["story"],
                "first": dates[0] if dates else None,
                "last": dates[-1] if dates else None,
                "articles": len(rows),
                "outlets": len({row["outlet"] for row in rows} - {None}),
                "origins": len({family.get(row["article"], row["article"]) for row in rows}),
                "paths": [row["path"] for row in rows],
            }
        )
    out.sort(key=lambda row: (-row["origins"], -row["articles"], row["first"] or "9999", row["id"]))
    return _table(out, "id title first last articles:int outlets:int origins:int paths:list")


def story(store: Store, identity: str) -> pa.Table:
    """Return the articles of one story, the earliest first.

    Columns: id, article (path), published, outlet, title, origin: the path of the earliest article that renders the
    same text, its own where there is none.

    Raises:
        UsageError: there is no such story.
    """
    rows = store.query("answer_story_articles", {"story": identity}).to_pylist()
    if not rows:
        raise UsageError(
            f"the store holds no story {identity!r}; detente stories --format csv lists them with their ids"
        )
    family = families(store.query("answer_story_pairs", {"story": identity}).to_pylist())
    origin: dict[str, str] = {}
    out = []
    for row in rows:
        key = family.get(row["article"], row["article"])
        out.append(
            {
                "id": row["id"],
                "article": row["path"],
                "published": row["published"],
                "outlet": row["outlet"],
                "title": row["title"],
                "origin": origin.setdefault(key, row["path"]),
            }
        )
    return _table(out, "id article published outlet title origin")


def families(pairs: Iterable[Row]) -> dict[str, str]:
    """Return for each article of the pairs one id that all have that render one text, be it by way of a third."""
    from detente.travel.families import families as joined

    return joined((pair["a"], pair["b"]) for pair in pairs)


def naming(store: Store, one: str, other: str) -> pa.Table:
    """Return what two outlets call the same actors.

    What names a state, its government, capital or ruling party counts as naming the state; persons and organisations
    stand for themselves. Columns: actor, name, a_forms and b_forms ([words, how often], the most frequent first),
    a_times, b_times, aligned ([words of a, words of b, how often] in corresponding passages). The actors whose names
    differ most come first.

    Raises:
        UsageError: no outlet, or several, go by such a name, or the two are one.
    """
    outlets = [_outlet(store, words) for words in (one, other)]
    if outlets[0] == outlets[1]:
        raise UsageError(f"{one!r} and {other!r} are both {outlets[0]}; name two outlets")
    called = [_called(store, outlet) for outlet in outlets]
    aligned = _aligned(store, outlets, called)
    out = []
    for actor in sorted({*called[0], *called[1]}):
        (name, left), (_, right) = (side.get(actor, ("", Counter[str]())) for side in called)
        row: dict[str, Any] = {
            "actor": actor,
            "name": name or called[1][actor][0],
            "a_forms": _ranked(left),
            "b_forms": _ranked(right),
            "a_times": left.total(),
            "b_times": right.total(),
            "aligned": [[*forms, str(times)] for forms, times in _by_times(aligned.get(actor, Counter()))],
        }
        out.append((_differ(left, right), row))
    out.sort(key=lambda item: (-item[0], -min(item[1]["a_times"], item[1]["b_times"]), item[1]["actor"]))
    rows = [row for _, row in out]
    return _table(rows, "actor name a_forms:pairs b_forms:pairs a_times:int b_times:int aligned:pairs")


def _differ(left: Counter[str], right: Counter[str]) -> float:
    """Return how far two habits lie apart, weighted by how much is known of both (total variation distance)."""
    if not left or not right:
        return -1.0
    forms = {*left, *right}
    apart = sum(abs(left[form] / left.total() - right[form] / right.total()) for form in forms) / 2
    return apart * min(left.total(), right.total())


def _called(store: Store, outlet: str) -> dict[str, tuple[str, Counter[str]]]:
    """Return for each actor its name and what the outlet calls it."""
    found: dict[str, tuple[str, Counter[str]]] = {}
    for row in store.query("answer_naming", {"outlet": outlet}).to_pylist():
        actor, name = row["actor"], row["name"]
        if row["state"] and not actor.startswith("person:"):
            actor, name = row["state"], states.name(row["state"])
        found.setdefault(actor, (name, Counter()))[1][_form(row["form"])] += row["times"]
    return found


def _form(words: str) -> str:
    """Return words to count by: on one line, without article and genitive."""
    line = " ".join(words.split())
    line = line.removesuffix("'s").removesuffix("’s")
    return line[4:] if line[:4].casefold() == "the " else line


def _aligned(
    store: Store, outlets: Sequence[str], called: Sequence[Mapping[str, tuple[str, Counter[str]]]]
) -> dict[str, Counter[tuple[str, str]]]:
    """Return for each actor what the one outlet calls it where the other, in the same passage, calls it otherwise."""
    from detente.travel import variants

    known = [{form: actor for actor, (_, forms) in side.items() for form in forms} for side in called]
    asked = {"one": outlets[0], "other": outlets[1], "most": MOST_PASSAGES}
    passages = [(row["one"], row["other"]) for row in store.query("answer_naming_passages", asked).to_pylist()]
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for changes in variants.compared(passages):
        for change in changes:
            if change.name == "name changed":
                left, right = _form(change.a.text), _form(change.b.text)
                actor = known[0].get(left) or known[1].get(right)
                if actor is not None and known[1].get(right, actor) == known[0].get(left, actor):
                    found[actor][left, right] += 1
    return found


def _ranked(forms: Counter[str]) -> list[list[str]]:
    return [[form, str(times)] for form, times in _by_times(forms)]


def _by_times(counts: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _outlet(store: Store, words: str) -> str:
    if not words.strip():
        raise UsageError("an outlet's name is empty; say part of it")
    known: list[str] = store.query("answer_outlets", {})["outlet"].to_pylist()
    exact = [outlet for outlet in known if outlet.casefold() == words.strip().casefold()]
    met = exact or [outlet for outlet in known if words.strip().casefold() in outlet.casefold()]
    if len(met) == 1:
        return met[0]
    if met:
        raise UsageError(f"{len(met)} outlets are called {words!r}: {', '.join(met[:OFFERED])}; write one in full")
    offered = f"; it knows {', '.join(known[:OFFERED])}" if known else "; no article names its outlet"
    raise UsageError(f"the store has no article of an outlet called {words!r}{offered}")


def _both(store: Store, one: str, other: str) -> tuple[Source, Source]:
    ids = [answers.identity(store, article) for article in (one, other)]
    if ids[0] == ids[1]:
        raise UsageError(f"{one} and {other} are one article; name two")
    held = library.load(store, ids)
    return held[ids[0]], held[ids[1]]


def _article(source: Source) -> Article:
    """Return the article as far as travelling asks for it."""
    return Article(
        source.id,
        source.path,
        source.address,
        "",
        "",
        source.text,
        title=source.title,
        author=source.author,
        outlet=source.outlet,
        published=source.published,
        boilerplate=source.boilerplate,
    )


def _turned(row: Retelling, a: str) -> tuple[Span, Span]:
    """Return the two passages of a row, that of the article ``a`` first."""
    left, right = Span(row.a_start, row.a_end), Span(row.b_start, row.b_end)
    return (left, right) if row.a == a else (right, left)


def _joined(linked: Sequence[tuple[Span, Span]]) -> list[tuple[Span, Span]]:
    """Join what belongs together where one passage is rendered by several that stand beside each other.

    Passages that others stand between are left apart.
    """
    parent = list(range(len(linked)))
    for i, (left, right) in enumerate(linked):
        for j in range(i):
            if linked[j][0] == left or linked[j][1] == right:
                parent = [parent[j] if group == parent[i] else group for group in parent]
    groups: dict[int, list[tuple[Span, Span]]] = defaultdict(list)
    for group, pair in zip(parent, linked, strict=True):
        groups[group].append(pair)
    out: list[tuple[Span, Span]] = []
    for group, pairs in groups.items():
        whole = tuple(Span(min(p[s].start for p in pairs), max(p[s].end for p in pairs)) for s in (0, 1))
        others = [pair for other, members in groups.items() if other != group for pair in members]
        between = any(pair[side].overlaps(whole[side]) for pair in others for side in (0, 1))
        out += pairs if between else [(whole[0], whole[1])]
    return out


def _alone(a: Source, b: Source, places: Sequence[tuple[Span, Span]]) -> list[Aligned]:
    """Return the passages of either that have no counterpart, numbered after the others."""
    from detente.travel.passages import passages

    out: list[Aligned] = []
    for side, own in enumerate((a, b)):
        for passage in passages(_article(own)):
            span = Span(passage.start, passage.end)
            if any(span.overlaps(place[side]) for place in places):
                continue
            before = [place for place in places if place[side].end <= span.start]
            at = max(before, key=lambda place: place[side].end)[1 - side].end if before else 0
            number = len(places) + len(out) + 1
            mine, theirs = (span, None) if side == 0 else (None, span)
            out.append(Aligned(number, mine, theirs, at=Span(at, at)))
    return out


def _changed(number: int, name: str, a: tuple[Source, Span], b: tuple[Source, Span]) -> dict[str, Any]:
    row: dict[str, Any] = {"a": a[0].path, "b": b[0].path, "passage": number, "change": name}
    for side, (source, span) in (("a", a), ("b", b)):
        row |= {f"{side}_words": span.of(source.text), f"{side}_start": span.start, f"{side}_end": span.end}
    return row


def _table(rows: Sequence[Mapping[str, Any]], columns: str) -> pa.Table:
    """Return rows as a table; ``columns`` are names, with ``:type`` where the type is not that of words."""
    import pyarrow as pa

    types = {
        "": pa.string(),
        "int": pa.int64(),
        "float": pa.float64(),
        "list": pa.list_(pa.string()),
        "pairs": pa.list_(pa.list_(pa.string())),
    }
    schema = pa.schema([(name, types[kind]) for name, _, kind in (column.partition(":") for column in columns.split())])
    return pa.Table.from_pylist(list(rows), schema=schema)
