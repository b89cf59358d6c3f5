"""Where words come from: their earliest form, every wording since, by whom, in order of date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente import edtf
from detente.errors import UsageError
from detente.model import Article, Span
from detente.tell import library
from detente.tell.library import Source

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store import Store

Row = Mapping[str, Any]
# Wordings set word by word against the earliest, and articles that are searched.
MOST_WORDINGS, MOST_ARTICLES = 200, 2_000
# Share of a sentence's words that the sentence of a corresponding passage has, for it to be the same thing told.
_TOLD = 0.3
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_COLUMNS = (
    *("date", "article", "outlet", "start", "end", "words", "how", "speaker", "actor", "relay", "utterance", "changes"),
)


@dataclass(slots=True)
class _Wording:
    """A place where the words, or what renders them, stand."""

    source: Source
    span: Span
    how: str
    said: Row | None = None
    renders: _Wording | None = None

    @property
    def words(self) -> str:
        return self.span.of(self.source.text)

    @property
    def date(self) -> str | None:
        return self.source.published or (self.said["said_on"] if self.said else None)


def _order(wording: _Wording) -> tuple[int, str, int, int]:
    """Earliest first; what has no date comes last."""
    bounds = edtf.bounds(wording.date) if wording.date else None
    return bounds[0].toordinal() if bounds else 10**9, wording.source.path, wording.span.start, wording.span.end


def trace(store: Store, words: str) -> pa.Table:
    """Return every wording of something that was said or written, the earliest first.

    Found are statements and sentences that have all the words, in whatever form (a stem counts), the other reports of
    the same utterance, and the sentences of passages that render those found.

    Columns: date (published, else said), article (path), outlet, start, end, words, how (``direct``, ``indirect``,
    ``mixed`` for a statement, ``text`` for a sentence, ``retold`` for one that renders another), speaker, actor, relay
    [outermost last], utterance, changes: from the earliest report of the same utterance, or the sentence rendered, to
    these words (see ``detente.travel.variants.NAMES``).

    Instead of words the id of an utterance may be given: then its reports are returned, and nothing else.

    Raises:
        UsageError: there are no words to look for.
    """
    reports = store.query("answer_trace_utterance", {"utterance": words.strip()}).to_pylist()
    if reports:
        return _table(sorted(_reports(reports, library.load(store, {row["article"] for row in reports})), key=_order))
    stems = _stems(words)
    if not stems:
        raise UsageError(f'{words!r} has no words to trace; say some that were used, as in detente trace "solid rock"')
    beginnings = sorted({_beginning(stem) for stem in stems})
    said = _said(store, beginnings, stems)
    holding = store.query("answer_trace_articles", {"words": beginnings})["id"].to_pylist()[:MOST_ARTICLES]
    sources = library.load(store, {*holding, *(row["article"] for row in said)})
    found = _reports(said, sources)
    for article in holding:
        found += _sentences(
            sources[article], stems, [wording.span for wording in found if wording.source.id == article]
        )
    found += _retold(store, found, sources)
    found.sort(key=_order)
    return _table(found)


def _reports(said: Iterable[Row], sources: Mapping[str, Source]) -> list[_Wording]:
    return [_Wording(sources[row["article"]], Span(row["start"], row["end"]), row["kind"], row) for row in said]


def _said(store: Store, beginnings: Sequence[str], stems: frozenset[str]) -> list[Row]:
    """Return the statements that have all the words, with the other reports of their utterances."""
    rows: list[Row] = store.query("answer_trace_statements", {"words": beginnings}).to_pylist()
    met = [row for row in rows if stems <= _stems(row["content"])]
    utterances = {row["utterance"] for row in met} - {None}
    chosen = {row["id"] for row in met}
    kept = [row for row in rows if row["id"] in chosen or row["utterance"] in utterances]
    places = [(row["article"], Span(row["start"], row["end"])) for row in kept]
    return [row for row, place in zip(kept, places, strict=True) if not _inside_another(place, places)]


def _inside_another(place: tuple[str, Span], places: Iterable[tuple[str, Span]]) -> bool:
    article, span = place
    return any(article == other and span != wide and span.within(wide) for other, wide in places)


def _sentences(source: Source, stems: frozenset[str], known: Sequence[Span]) -> list[_Wording]:
    """Return the sentences that have all the words and no statement found already."""
    return [
        _Wording(source, sentence, "text")
        for sentence in _parted(source)
        if stems <= _stems(sentence.of(source.text)) and not any(sentence.overlaps(span) for span in known)
    ]


def _parted(source: Source) -> list[Span]:
    from detente.travel.passages import passages

    article = Article(source.id, source.path, source.address, "", "", source.text, boilerplate=source.boilerplate)
    return [_trimmed(source.text, sentence) for passage in passages(article) for sentence in passage.sentences]


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _retold(store: Store, found: Sequence[_Wording], sources: dict[str, Source]) -> list[_Wording]:
    """Return the sentences of other articles that render those found, where they are not found themselves."""
    articles = sorted({wording.source.id for wording in found})
    rows = store.query("answer_trace_passages", {"articles": articles}).to_pylist()
    sources |= library.load(store, {row["other"] for row in rows} - sources.keys())
    known = [(wording.source.id, wording.span) for wording in found]
    out: list[_Wording] = []
    for wording in found:
        for row in rows:
            if row["article"] != wording.source.id or not wording.span.overlaps(Span(row["start"], row["end"])):
                continue
            passage = Span(row["other_start"], row["other_end"])
            if any(article == row["other"] and span.overlaps(passage) for article, span in known):
                continue
            best = _nearest(wording, sources[row["other"]], passage)
            if best is not None:
                known.append((row["other"], best))
                out.append(_Wording(sources[row["other"]], best, "retold", renders=wording))
    return out


def _nearest(wording: _Wording, source: Source, passage: Span) -> Span | None:
    """Return the sentence of a passage that has most of the words, or None where none has enough of them."""
    wanted = _stems(wording.words)
    within = [sentence for sentence in _parted(source) if sentence.overlaps(passage)]
    shares = [len(wanted & _stems(sentence.of(source.text))) / max(1, len(wanted)) for sentence in within]
    best = max(range(len(within)), key=lambda i: (shares[i], -i), default=None)
    return within[best] if best is not None and shares[best] >= _TOLD else None


def _stems(words: str) -> frozenset[str]:
    from detente.travel.matching import stem

    return frozenset(stem(word.casefold()) for word in _WORD.findall(words))


def _beginning(stem: str) -> str:
    """Return what all forms of a word begin with: the stem of "parties" is "parti", of "party" too."""
    return stem[:-1] if len(stem) > 3 and stem[-1] in "iy" else stem


def _changes(found: Sequence[_Wording]) -> dict[int, list[str]]:
    """Return what changed in each wording, by number, from the one it reports or renders again."""
    from detente.travel import variants

    first: dict[str, _Wording] = {}
    pairs: list[tuple[int, _Wording]] = []
    for number, wording in enumerate(found):
        utterance = wording.said["utterance"] if wording.said else None
        before = first.setdefault(utterance, wording) if utterance else wording.renders
        if before is not None and before is not wording:
            pairs.append((number, before))
    pairs = pairs[:MOST_WORDINGS]
    changes = variants.compared([(before.words, found[number].words) for number, before in pairs])
    return {
        number: _named([change.name for change in each], before, found[number])
        for (number, before), each in zip(pairs, changes, strict=True)
    }


def _named(names: Iterable[str], before: _Wording, after: _Wording) -> list[str]:
    """Return the names of changes; who said a statement, and whether in these words, is told outside of its words."""
    if before.said is None or after.said is None:
        return list(dict.fromkeys(names))
    direct = before.how == "direct", after.how == "direct"
    mode = ["made indirect" if direct[0] else "made direct"] if direct[0] != direct[1] else []
    outside = ("attribution", "made ")
    return list(dict.fromkeys([*mode, *(name for name in names if not name.startswith(outside))]))


def _table(found: Sequence[_Wording]) -> pa.Table:
    import pyarrow as pa

    names = _changes(found)
    rows = []
    for number, wording in enumerate(found):
        said = wording.said or {}
        values = (
            *(wording.date, wording.source.path, wording.source.outlet, wording.span.start, wording.span.end),
            *(wording.words, wording.how, said.get("speaker"), said.get("actor"), list(said.get("relay") or ())),
            *(said.get("utterance"), names.get(number, [])),
        )
        rows.append(dict(zip(_COLUMNS, values, strict=True)))
    types = {"start": pa.int64(), "end": pa.int64(), "relay": pa.list_(pa.string()), "changes": pa.list_(pa.string())}
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, types.get(name, pa.string())) for name in _COLUMNS]))
