"""The Ray engine on a real cluster of two nodes: the same rows, whatever dies on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import small_stages

from bench.corpus import generate
from detente import pipeline
from detente.config import Config
from detente.engine import Lost
from detente.engine_ray import Ray
from detente.pipeline import Progress, Summary
from detente.store import Store

ROOT = Path(__file__).parents[1]
ray = pytest.importorskip("ray", reason="the extra ray is not installed")
# What Ray leaves to the interpreter to close.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module", autouse=True)
def paths() -> Iterator[None]:
    """Let the workers find the tests' own modules, and report nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")]))
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        yield


@pytest.fixture
def cluster() -> Iterator[Any]:
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    made.other = made.add_node(num_cpus=1)  # type: ignore[attr-defined]  # kept for the test that kills it
    ray.init(address=made.address, logging_level="ERROR", log_to_driver=False)
    yield made
    ray.shutdown()
    made.shutdown()  # type: ignore[no-untyped-call]  # as Ray has it


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    generate(60, 7, folder)
    return folder


def add(store: Path, articles: Path, **settings: Any) -> Summary:
    progress = settings.pop("progress", None)
    config = replace(Config(store=store, engine="serial", shard_size=3), **settings)
    return pipeline.add([articles], config, progress, stages=small_stages.stages)


def fingerprint(store: Path) -> str:
    with Store.open(store) as opened:
        return opened.fingerprint()


@pytest.fixture(scope="module")
def whole(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    store = tmp_path_factory.mktemp("store")
    add(store, articles)
    return fingerprint(store)


def test_two_nodes_make_the_store_that_one_process_makes(
    cluster: Any, articles: Path, whole: str, tmp_path: Path
) -> None:
    assert len([node for node in ray.nodes() if node["Alive"]]) == 2
    assert add(tmp_path, articles, engine="ray").read == 60
    assert fingerprint(tmp_path) == whole


def test_a_node_that_dies_loses_nothing(cluster: Any, articles: Path, whole: str, tmp_path: Path) -> None:
    died: list[int] = []

    def kill_one(told: Progress) -> None:
        if told.stage == "reading" and told.done and not died:
            died.append(told.done)
            cluster.remove_node(cluster.other, allow_graceful=False)

    assert add(tmp_path, articles, engine="ray", shard_size=1, progress=kill_one).read == 60
    assert 0 < died[0] < 60
    assert fingerprint(tmp_path) == whole


DRIVER = """
import sys
from pathlib import Path
from test_engine_ray import add
add(Path(sys.argv[1]), Path(sys.argv[2]), engine="ray", shard_size=1)
"""


def test_a_driver_that_dies_is_started_again(cluster: Any, articles: Path, whole: str, tmp_path: Path) -> None:
    environment = os.environ | {"RAY_ADDRESS": cluster.address}
    command = [sys.executable, "-c", DRIVER, str(tmp_path), str(articles)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as run:
        end = time.monotonic() + 120
        while len(list(tmp_path.glob("shards/0*"))) < 3 and run.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        run.send_signal(signal.SIGKILL)
    done = len(list(tmp_path.glob("shards/0*")))
    assert 3 <= done < 60, "the driver was to die halfway"
    assert add(tmp_path, articles, engine="ray").read <= 60 - 3
    assert fingerprint(tmp_path) == whole


def die_of_three(items: tuple[int, ...]) -> int:
    if 3 in items:
        os._exit(1)
    return sum(items)


def fail(items: tuple[int, ...]) -> int:
    raise KeyError(items[0])


def test_an_item_that_ends_its_worker_is_lost_alone(cluster: Any) -> None:
    results = list(Ray(2)(die_of_three, [(1, 2), (3, 4), (5,)]))
    assert [each for each in results if isinstance(each, Lost)] == [Lost(3, None)]
    assert sorted(each for each in results if isinstance(each, int)) == [3, 4, 5]


def test_what_a_task_raises_is_raised_here(cluster: Any) -> None:
    with pytest.raises(KeyError):
        list(Ray(2)(fail, [(1,)]))
