"""Adding is incremental, the same whatever the engine or order, and safe to kill at any moment."""

from __future__ import annotations

import functools
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import small_stages

from bench.corpus import generate
from detente import pipeline
from detente.config import Config
from detente.errors import ModelMissingError, StoreBusyError, StoreError, StoreFormatError, UsageError
from detente.model import Article, Reading
from detente.pipeline import Progress, Stages, Summary
from detente.store import Store
from detente.store.lock import writing

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    generate(60, 7, folder)
    return folder


def add(store: Path, *paths: Path, stages: Callable[[], Stages] = small_stages.stages, **settings: object) -> Summary:
    retry = bool(settings.pop("retry", False))
    config = replace(Config(store=store, engine="serial", shard_size=5), **settings)  # type: ignore[arg-type]  # fields
    return pipeline.add(paths, config, retry=retry, stages=stages)


def fingerprint(store: Path) -> str:
    with Store.open(store) as opened:
        return opened.fingerprint()


@pytest.fixture(scope="module")
def whole(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the fingerprint of all articles, added at once by one process."""
    store = tmp_path_factory.mktemp("store")
    summary = add(store, articles)
    assert (summary.read, summary.skipped, summary.interrupted) == (60, (), False)
    assert all(summary.found[table] > 0 for table in ("statements", "mentions", "links", "pairs", "retellings"))
    return fingerprint(store)


@pytest.mark.parametrize(("workers", "shard_size"), [(2, 7), (1, 100)])
def test_engines_give_the_same_rows(articles: Path, whole: str, tmp_path: Path, workers: int, shard_size: int) -> None:
    summary = add(tmp_path, articles, engine="processes", workers=workers, shard_size=shard_size)
    assert summary.read == 60
    assert fingerprint(tmp_path) == whole


def test_order_of_arrival_does_not_matter(articles: Path, whole: str, tmp_path: Path) -> None:
    paths = sorted(articles.iterdir())
    random.Random(3).shuffle(paths)
    for start in range(0, len(paths), 23):
        add(tmp_path, *paths[start : start + 23])
    assert fingerprint(tmp_path) == whole


def test_adding_twice_changes_nothing(articles: Path, whole: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    store = tmp_path / "store"
    once = add(store, articles, stages=functools.partial(small_stages.counted, log))
    assert len(log.read_text().splitlines()) == once.read == 60
    published = (store / "detente.duckdb").stat()
    twice = add(store, articles, stages=functools.partial(small_stages.counted, log))
    assert len(log.read_text().splitlines()) == 60
    assert (twice.read, twice.known, twice.words) == (0, 60, 0)
    assert set(twice.found.values()) == {0}
    assert twice.held == once.held
    assert (store / "detente.duckdb").stat() == published
    assert fingerprint(store) == whole


def test_adding_one_article_reads_one(articles: Path, whole: str, tmp_path: Path) -> None:
    some, log, store = tmp_path / "some", tmp_path / "log", tmp_path / "store"
    shutil.copytree(articles, some)
    (some / "article-00030.txt").unlink()
    add(store, some)
    shutil.copy(articles / "article-00030.txt", some)
    summary = add(store, some, stages=functools.partial(small_stages.counted, log))
    assert log.read_text() == "article-00030.txt\n"
    assert (summary.read, summary.known, summary.found["articles"]) == (1, 59, 1)


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def test_what_is_skipped_is_listed_with_its_reason(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "in",
        empty="",
        good='"No," said Anna Vale.',
        locked="secret",
        bad="this chokes the parser",
        fr="Le oui",
    )
    (folder / "loop").symlink_to(folder)
    summary = add(tmp_path / "store", folder)
    assert [(Path(reject.path).name, reject.code) for reject in summary.skipped] == [
        ("bad.txt", "failed"), ("empty.txt", "empty"), ("locked.txt", "encrypted"), ("loop", "link"),
    ]  # fmt: skip
    assert summary.reasons == {"empty": 1, "encrypted": 1, "failed": 1, "link": 1}
    assert summary.skipped[0].reason == "ValueError: it choked"
    assert (summary.read, summary.languages) == (3, {"en": 2, "fr": 1})
    assert {table: rows for table, rows in summary.held.items() if rows} == {
        "articles": 3, "rejects": 4, "mentions": 1, "links": 1, "statements": 1, "stories": 3,
    }  # fmt: skip
    again = add(tmp_path / "store", folder)
    assert (again.read, again.known, again.known_skipped, again.skipped) == (0, 6, 4, ())


def test_an_article_that_fails_is_kept(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", bad="this chokes the parser")
    add(tmp_path / "store", folder)
    with Store.open(tmp_path / "store") as store:
        (row,) = store.query("answer_articles", {}).to_pylist()
        assert store.text(row["id"]) == "this chokes the parser"


def healed() -> Stages:
    return replace(small_stages.stages(), extract=Reading)


def test_a_reject_is_read_again_if_asked_or_changed(tmp_path: Path) -> None:
    folder, store = write(tmp_path / "in", bad="this chokes the parser", empty=""), tmp_path / "store"
    assert add(store, folder).reasons == {"empty": 1, "failed": 1}
    assert add(store, folder, stages=healed).known == 2
    retried = add(store, folder, stages=healed, retry=True)
    assert (retried.read, retried.known, retried.reasons, retried.found["rejects"]) == (1, 0, {"empty": 1}, -1)
    (folder / "empty.txt").write_text("Now there is something.")
    changed = add(store, folder, stages=healed)
    assert (changed.read, changed.known) == (1, 1)
    add(tmp_path / "clean", folder, stages=healed)
    with Store.open(store) as mended, Store.open(tmp_path / "clean") as clean:
        assert mended.counts() == clean.counts() | {"rejects": 1}


def test_one_text_under_one_address_counts_once(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a='"Yes," said Anna Vale.')
    shutil.copy(folder / "a.txt", folder / "a.txt.copy")
    (tmp_path / "more").mkdir()
    shutil.copy(folder / "a.txt", tmp_path / "more")
    summary = add(tmp_path / "store", folder, tmp_path / "more")
    assert (summary.read, summary.known, summary.reasons) == (1, 1, {"duplicate": 1})
    assert summary.skipped[0].path.endswith("a.txt.copy")
    assert "same text" in summary.skipped[0].reason


def test_the_store_below_the_articles_is_not_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="Anna Vale came.")
    for expected in ((1, 0), (0, 1)):
        summary = add(folder / "store", folder)
        assert (summary.read, summary.known) == expected
        assert summary.skipped == ()


def test_nothing_to_add(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such"):
        add(tmp_path / "store", tmp_path / "nowhere")
    summary = add(tmp_path / "store", write(tmp_path / "in"))
    assert (summary.read, summary.known, summary.skipped) == (0, 0, ())
    with Store.open(tmp_path / "store") as store:
        assert not any(store.counts().values())


def test_progress_goes_forward(articles: Path, tmp_path: Path) -> None:
    seen: list[Progress] = []
    config = Config(store=tmp_path, engine="serial", shard_size=25)
    pipeline.add([articles], config, seen.append, stages=small_stages.stages)
    assert [each.done for each in seen if each.stage == "finding"] == list(range(1, 61))
    assert [(each.done, each.total) for each in seen if each.stage == "reading"] == [
        (0, 60),
        (25, 60),
        (50, 60),
        (60, 60),
    ]
    assert seen[-1] == Progress("building")


def deadly() -> Stages:
    def extract(article: Article) -> Reading:
        if "article-00013" in article.path:
            os.kill(os.getpid(), signal.SIGKILL)
        return small_stages.extract(article)

    return replace(small_stages.stages(), extract=extract)


def test_a_worker_that_dies_costs_one_source(articles: Path, tmp_path: Path) -> None:
    summary = add(tmp_path, articles, stages=deadly, engine="processes", workers=2, shard_size=8)
    assert (summary.read, summary.reasons) == (59, {"crashed": 1})
    assert "exit code -9" in summary.skipped[0].reason
    assert add(tmp_path, articles, stages=deadly, engine="processes").known == 60


def interrupting() -> Stages:
    def extract(article: Article) -> Reading:
        if "article-00040" in article.path:
            raise KeyboardInterrupt
        return small_stages.extract(article)

    return replace(small_stages.stages(), extract=extract)


def test_what_was_read_before_ctrl_c_is_published(articles: Path, whole: str, tmp_path: Path) -> None:
    summary = add(tmp_path, articles, stages=interrupting)
    assert (summary.read, summary.held["articles"], summary.interrupted) == (40, 40, True)
    assert add(tmp_path, articles).read == 20
    assert fingerprint(tmp_path) == whole


def modelless() -> Stages:
    def extract(article: Article) -> Reading:
        raise ModelMissingError("no model")

    return replace(small_stages.stages(), extract=extract)


@pytest.mark.parametrize("engine", ["serial", "processes"])
def test_what_every_article_needs_ends_the_run(articles: Path, tmp_path: Path, engine: str) -> None:
    with pytest.raises(ModelMissingError, match="no model"):
        add(tmp_path, articles, stages=modelless, engine=engine)
    assert add(tmp_path, articles).read == 60


def test_a_full_disk_ends_the_run(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match="No space left"):
            add(tmp_path, articles)
    assert add(tmp_path, articles).read == 60


def test_one_writer(articles: Path, tmp_path: Path) -> None:
    with writing(tmp_path), pytest.raises(StoreBusyError, match=str(os.getpid())):
        add(tmp_path, articles)


def test_a_damaged_store_is_refused_before_anything_is_read(articles: Path, whole: str, tmp_path: Path) -> None:
    add(tmp_path, articles)
    (tmp_path / "detente.duckdb").write_bytes(b"garbage" * 1000)
    with pytest.raises(StoreFormatError, match="Delete that file"):
        add(tmp_path, articles)
    (tmp_path / "detente.duckdb").unlink()
    assert add(tmp_path, articles).known == 60
    assert fingerprint(tmp_path) == whole


RUN = """
import sys
from pathlib import Path
import small_stages
from detente import pipeline
from detente.config import Config

config = Config(store=Path(sys.argv[1]), engine=sys.argv[3], workers=2, shard_size=3)
pipeline.add([sys.argv[2]], config, stages=small_stages.stages)
"""


def start(store: Path, articles: Path, engine: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    command = [sys.executable, "-c", RUN, str(store), str(articles), engine]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, start_new_session=True)


def kill_when(run: subprocess.Popen[bytes], due: Callable[[], bool], after: float) -> bool:
    """Kill the run some seconds after something has come about; say whether it was still alive."""
    end = time.monotonic() + 60
    while not due() and run.poll() is None and time.monotonic() < end:
        time.sleep(0.001)
    time.sleep(after)
    with run:
        run.send_signal(signal.SIGKILL)
    return run.returncode == -signal.SIGKILL


@pytest.mark.parametrize("engine", ["serial", "processes"])
def test_killed_at_any_moment(articles: Path, whole: str, tmp_path: Path, engine: str) -> None:
    store, chance = tmp_path / "store", random.Random(engine)
    shards = store / "shards"

    def read_so_far(least: int) -> bool:
        return shards.exists() and len([each for each in shards.iterdir() if each.name.startswith("0")]) >= least

    # Sixty articles in shards of three: moments spread over the reading, then over the building of the store.
    dues = [functools.partial(read_so_far, least) for least in sorted(chance.sample(range(1, 18), k=3))]
    killed = [kill_when(start(store, articles, engine), due, chance.uniform(0, 0.01)) for due in dues]
    for _ in range(3):
        killed.append(kill_when(start(store, articles, engine), (store / "building").exists, chance.uniform(0, 0.12)))
        if (store / "detente.duckdb").exists():
            assert fingerprint(store) == whole
    assert any(killed)
    summary = add(store, articles)
    assert summary.held["articles"] == 60
    assert fingerprint(store) == whole
    left = sorted(path.name for path in store.iterdir())
    assert [name for name in left if not name.startswith("search-")] == ["detente.duckdb", "lock", "shards"]
    assert len(left) == 4
    assert not [path for path in shards.iterdir() if path.name.startswith(".")]


def children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()


@pytest.mark.parametrize("reading", [False, True])
def test_ctrl_c_in_the_terminal(articles: Path, whole: str, tmp_path: Path, reading: bool) -> None:
    store = tmp_path / "store"
    run = start(store, articles, "processes")
    # Two workers and Python's tracker of resources; then the first shard.
    while not (list(store.glob("shards/0*")) if reading else len(children(run.pid)) >= 3):
        assert run.poll() is None
        time.sleep(0.005)
    os.killpg(run.pid, signal.SIGINT)
    _, complaints = run.communicate(timeout=60)
    assert (run.returncode, complaints) == (0, b"")
    with Store.open(store) as opened:
        assert int(reading) <= opened.counts()["articles"] <= 60
    add(store, articles)
    assert fingerprint(store) == whole
