"""The whole line: find the sources, read each that is new, look at all of them together, publish the store."""

from __future__ import annotations

import contextlib
import functools
import math
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Literal

from detente.config import Config
from detente.engine import Lost, engine_for
from detente.errors import DetenteError, StoreError, StoreMissingError, UnreadableError
from detente.language import tongues
from detente.model import Article, Event, Link, Pair, Reading, Reject, Retelling, Role, Statement, Story, content_id
from detente.read.containers import expanded
from detente.read.files import Source, discover, source_id
from detente.store import Store
from detente.store.build import SHARDS, Draft, build, is_current
from detente.store.lock import writing
from detente.store.shards import Done, clear_leftovers, done_sources, shard_name, write_shard
from detente.store.tables import from_arrow

ENGLISH = "en"
# Codes of rejects beyond those of ``detente.read``: an exception in one article, a worker that died of one source, and
# (given by the store) a text that another file holds too.
FAILED, CRASHED, DUPLICATE = "failed", "crashed", "duplicate"
# An article whose language has a reader that is not installed: it is kept, and read further with ``retry``.
NO_MODEL = "no-model"
# Sources found before the first is read, and rejects that one shard holds, at most.
_AHEAD, _REJECTS_AT_ONCE = 20_000, 1_000


@dataclass(frozen=True, slots=True)
class Stages:
    """What is done to one article, in this order, and then to all: the rooms left of the store, as functions.

    Attributes:
        read: source, configuration, the source's id to article; raises UnreadableError.
        identify: article to the same with its language.
        extract: an article in a language that can be read to its reading.
        link: a reading to the same with links and roles.
        across: the links and roles of all articles to the links to keep.
        correct: statements and those links to the statements with what follows from the links.
        find: all articles to the pairs that render one text and the passages that correspond.
        stories: all articles and those pairs to the place of each article among those about the same happening.
        join: statements, date published by article, retellings to the statements with their utterances.
        happen: events, date published by article, retellings to the events with their happenings.
    """

    read: Callable[[Source, Config, str], Article]
    identify: Callable[[Article], Article]
    extract: Callable[[Article], Reading]
    link: Callable[[Reading], Reading]
    across: Callable[[Iterable[Link], Iterable[Role]], Iterable[Link]]
    correct: Callable[[Iterable[Statement], Iterable[Link]], Iterable[Statement]]
    find: Callable[[Iterable[Article]], tuple[Sequence[Pair], Sequence[Retelling]]]
    stories: Callable[[Iterable[Article], Iterable[Pair]], Iterable[Story]]
    join: Callable[[Iterable[Statement], Mapping[str, str | None], Sequence[Retelling]], Iterable[Statement]]
    happen: Callable[[Iterable[Event], Mapping[str, str | None], Sequence[Retelling]], Iterable[Event]]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: ``done`` of ``total`` sources found or read; building has no measure."""

    stage: Literal["finding", "reading", "building"]
    done: int = 0
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did.

    Attributes:
        read: articles read in this run.
        words: words in them, page residue left out.
        languages: how many of them are in which language; English and those of ``detente.language.tongues`` are taken
            further.
        known: sources that were read before and are not read again, or were met twice.
        known_skipped: those of them that gave no article then (read again with ``retry``).
        skipped: what this run could not read or take further, by path.
        found: rows that each table of the store holds now and did not before.
        held: rows that each table of the store holds now.
        seconds: time the run took.
        interrupted: the run was ended by Ctrl-C; what was read until then is in the store.
    """

    read: int
    words: int
    languages: Mapping[str, int]
    known: int
    known_skipped: int
    skipped: tuple[Reject, ...]
    found: Mapping[str, int]
    held: Mapping[str, int]
    seconds: float
    interrupted: bool = False

    @property
    def reasons(self) -> dict[str, int]:
        """How many sources were skipped for which code."""
        return dict(sorted(Counter(reject.code for reject in self.skipped).items()))


def add(
    paths: Sequence[str | Path],
    config: Config,
    progress: Callable[[Progress], None] | None = None,
    *,
    retry: bool = False,
    stages: Callable[[], Stages] | None = None,
    also: Iterable[Source | Reject] = (),
) -> Summary:
    """Read every source under ``paths`` that was not read before and publish a store of all that has been read.

    May be killed at any moment: what is published stays, what is read is kept, and the next call goes on from there.
    After Ctrl-C what was read until then is published.

    Args:
        paths: files and folders; containers (web archives, tables, mailboxes, feeds) give each of their records.
        config: where the store is, and how to work.
        progress: is told how far the run is, in this process.
        retry: read again what gave no article before, although its bytes are the same.
        stages: makes the functions that do the work, in each process that works; a function that can be pickled.
        also: sources found in another way, and what gave none; read as those of ``paths`` are.

    Raises:
        UsageError: a path does not exist, or the store's is that of a file.
        StoreError: the store is busy, damaged, of another format, or cannot be written.
        ModelMissingError: a language model is not installed.
    """
    started = time.monotonic()
    run = _Run(config, stages or detente_stages, progress or _keep_quiet)
    with writing(config.store):
        before = _counts(config.store)
        clear_leftovers(run.shards)
        try:
            found = chain(_outside(config.store, discover([Path(path) for path in paths])), also)
            done = done_sources(run.shards)
            run.attempt = done.attempts if retry else 0
            _read_all(_new(found, run, done, retry=retry), run)
        except KeyboardInterrupt:
            run.interrupted = True
        if not is_current(config.store):
            run.progress(Progress("building"))
            build(config.store, functools.partial(relate, run.stages()))
        return run.summary(before, time.monotonic() - started)


def detente_stages() -> Stages:
    """Return the rooms of this package; the heavy libraries are loaded here, not where this module is imported."""
    from detente import travel
    from detente.extract import extract
    from detente.language.identify import identified
    from detente.link import across, happenings, utterances, within
    from detente.read import read
    from detente.travel import stories

    return Stages(
        read,
        identified,
        extract,
        within.link,
        across.across,
        across.corrected,
        travel.find,
        stories.find,
        utterances.join,
        happenings.join,
    )


def relate(stages: Stages, draft: Draft) -> None:
    """Write what follows from all articles together: links, pairs, retellings, stories, utterances."""
    links = list(stages.across(draft.rows(Link), draft.rows(Role)))
    draft.write(Link, links)
    pairs, retellings = stages.find(draft.rows(Article))
    draft.write(Pair, pairs)
    draft.write(Retelling, retellings)
    draft.write(Story, stages.stories(draft.rows(Article), pairs))
    published = {article.id: article.published for article in draft.rows(Article)}
    statements = stages.correct(draft.rows(Statement), links)
    draft.write(Statement, stages.join(statements, published, retellings))
    draft.write(Event, stages.happen(draft.rows(Event), published, retellings))


@dataclass(frozen=True, slots=True)
class ShardResult:
    """What a worker tells of a shard it has written."""

    sources: int
    words: int
    languages: Mapping[str, int]
    rejects: tuple[Reject, ...]


@dataclass(frozen=True, slots=True)
class ReadShard:
    """The task of a worker: read the sources of one shard, one at a time, and write the shard."""

    config: Config
    stages: Callable[[], Stages]
    attempt: int

    def __call__(self, sources: tuple[tuple[Source, str], ...]) -> ShardResult:
        """Read and write.

        Raises:
            StoreError: the shard cannot be written.
            DetenteError: something is missing that every article needs.
        """
        stages = self.stages()
        outcomes = [read_source(source, identity, self.config, stages) for source, identity in sources]
        readings = [reading for reading, _ in outcomes if reading is not None]
        rejects = tuple(reject for _, reject in outcomes if reject is not None)
        self.write([identity for _, identity in sources], readings, rejects)
        articles = [reading.article for reading in readings]
        languages = Counter(article.language for article in articles)
        return ShardResult(len(sources), sum(article.words for article in articles), dict(languages), rejects)

    def write(self, sources: Sequence[str], readings: Sequence[Reading], rejects: Sequence[Reject]) -> None:
        """Write a shard of these sources; raises StoreError where it cannot be written."""
        try:
            write_shard(self.config.store / SHARDS, shard_name(sources, self.attempt), readings, rejects)
        except OSError as error:
            raise StoreError(f"what was read cannot be written to {self.config.store}: {error}") from error


def read_source(source: Source, identity: str, config: Config, stages: Stages) -> tuple[Reading | None, Reject | None]:
    """Read one source as far as it can be read: a reading, a reject, or an article left unread with the reason.

    Raises:
        DetenteError: something is missing that every article needs.
    """
    article = None
    try:
        article = stages.identify(stages.read(source, config, identity))
        if article.language != ENGLISH:
            reason = tongues.missing(article.language)
            if article.language not in tongues.TONGUES:
                return Reading(article), None
            if reason is not None:
                return Reading(article), Reject(source.path, identity, NO_MODEL, reason)
        return stages.link(stages.extract(article)), None
    except UnreadableError as error:
        return None, Reject(source.path, identity, error.code, error.reason)
    except DetenteError:
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        return (Reading(article) if article else None), Reject(source.path, identity, FAILED, reason)


@dataclass(slots=True)
class _Run:
    """What is set for a run, and what has come of it so far."""

    config: Config
    stages: Callable[[], Stages]
    progress: Callable[[Progress], None]
    attempt: int = 0
    sources: set[str] = field(default_factory=set)
    known: int = 0
    known_skipped: int = 0
    words: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    interrupted: bool = False
    found: int = 0
    reading: bool = False
    done: int = 0
    total: int | None = None

    @property
    def shards(self) -> Path:
        return self.config.store / SHARDS

    def summary(self, before: Mapping[str, int], seconds: float) -> Summary:
        with Store.open(self.config.store) as store:
            held = store.counts()
            listed = from_arrow(Reject, store.query("rejects_of_code", {"code": DUPLICATE}))
        duplicates = [reject for reject in listed if reject.source in self.sources]
        return Summary(
            read=self.languages.total() - len(duplicates),
            words=self.words,
            languages=dict(sorted(self.languages.items())),
            known=self.known,
            known_skipped=self.known_skipped,
            skipped=tuple(sorted([*self.rejects, *duplicates], key=lambda reject: (reject.path, reject.code))),
            found={table: rows - before.get(table, 0) for table, rows in held.items()},
            held=held,
            seconds=seconds,
            interrupted=self.interrupted,
        )


def _keep_quiet(_: Progress) -> None:
    """Be told how far the run is, and tell nobody."""


def _counts(folder: Path) -> dict[str, int]:
    try:
        with Store.open(folder) as store:
            return store.counts()
    except StoreMissingError:
        return {}


def _new(found: Iterable[Source | Reject], run: _Run, done: Done, *, retry: bool) -> Iterator[tuple[Source, str]]:
    """Give the sources to read, with their ids; what cannot even be opened is written down as skipped."""
    rejects: list[Reject] = []
    for item in chain.from_iterable(
        expanded(each, run.config) if isinstance(each, Source) and each.record is None else (each,) for each in found
    ):
        run.found += 1
        if not run.reading:
            run.progress(Progress("finding", run.found))
        taken, identity = _identified(item)
        if identity in run.sources or (identity in done.sources and not (retry and identity in done.rejected)):
            run.known += 1
            run.known_skipped += identity in done.rejected
            continue
        run.sources.add(identity)
        if isinstance(taken, Reject):
            rejects.append(taken)
            if len(rejects) >= _REJECTS_AT_ONCE:
                _skip(rejects, run)
                rejects = []
        else:
            yield taken, identity
    _skip(rejects, run)


def _skip(rejects: Sequence[Reject], run: _Run) -> None:
    if rejects:
        ReadShard(run.config, run.stages, run.attempt).write([each.source for each in rejects], [], rejects)
        run.rejects += rejects


def _outside(store: Path, found: Iterable[Source | Reject]) -> Iterator[Source | Reject]:
    """Leave out what lies in the store itself, where that was made below a folder of articles."""
    home = os.path.realpath(store)
    for item in found:
        if isinstance(item, Reject) or not os.path.realpath(item.file).startswith(home + os.sep):
            yield item


def _identified(found: Source | Reject) -> tuple[Source | Reject, str]:
    if isinstance(found, Reject):
        return found, found.source
    try:
        return found, source_id(found)
    except UnreadableError as error:
        reject = Reject(found.path, content_id(error.code, found.path), error.code, error.reason)
        return reject, reject.source


def _read_all(new: Iterable[tuple[Source, str]], run: _Run) -> None:
    """Have an engine read the sources, and take down what each shard tells."""
    task = ReadShard(run.config, run.stages, run.attempt)
    with contextlib.closing(engine_for(run.config)(task, _shards(new, run))) as results:
        for result in results:
            told = _crashed(result, task) if isinstance(result, Lost) else result
            run.words += told.words
            run.languages.update(told.languages)
            run.rejects += told.rejects
            run.done += told.sources
            run.progress(Progress("reading", run.done, run.total))


def _shards(new: Iterable[tuple[Source, str]], run: _Run) -> Iterator[tuple[tuple[Source, str], ...]]:
    """Cut the sources into shards, smaller ones where there are too few for every worker to have work.

    So many are found before any is read; where there are more, finding and reading go on together.
    """
    left = iter(new)
    ahead = list(islice(left, _AHEAD))
    run.total = len(ahead) if len(ahead) < _AHEAD else None
    run.reading = True
    run.progress(Progress("reading", 0, run.total))
    size = max(1, min(run.config.shard_size, math.ceil(len(ahead) / max(1, run.config.workers))))
    for start in range(0, len(ahead), size):
        yield tuple(ahead[start : start + size])
    while batch := tuple(islice(left, size)):
        yield batch


def _crashed(lost: Lost[tuple[Source, str]], task: ReadShard) -> ShardResult:
    source, identity = lost.item
    reason = f"the process that read it ended with exit code {lost.exitcode}, each time it was tried"
    reject = Reject(source.path, identity, CRASHED, reason)
    task.write([identity], [], [reject])
    return ShardResult(1, 0, {}, (reject,))
