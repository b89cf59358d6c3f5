"""The engine of many machines: Ray (Moritz et al., OSDI 2018), one shard a task.

``ray.init`` finds its cluster as Ray's own tools do (``RAY_ADDRESS``), else starts one on this machine. Every machine
has this package installed and sees the store's folder under the same path; a shard is written there whole or not at
all, so that a task tried twice, on two machines, leaves one. Ray's usage reports are switched off: nothing leaves.
"""

from __future__ import annotations

import collections
import os
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from detente.engine import THREADS, Job, Lost
from detente.errors import DetenteError, ModelMissingError

Item = TypeVar("Item")
Result = TypeVar("Result")

# Shards given out and not yet done, for each core of the cluster: enough that none waits, few enough that what is
# waiting needs no room.
AHEAD = 2
# How often Ray itself tries a task again whose worker or machine has died.
RETRIES = 2


@dataclass(frozen=True, slots=True)
class Ray:
    """Carry out the task on a Ray cluster.

    Attributes:
        workers: cores to use at most, where this starts a cluster of its own on this machine.
    """

    workers: int

    def __call__(
        self, task: Callable[[tuple[Item, ...]], Result], shards: Iterable[tuple[Item, ...]]
    ) -> Generator[Result | Lost[Item], None, None]:
        """Give the results as they are finished.

        Raises:
            DetenteError: the cluster cannot be reached or started.
            Exception: whatever the task raised.
        """
        ray = _library()
        ours = not ray.is_initialized()
        if ours:
            _connect(ray, self.workers)
        try:
            yield from _carried_out(ray, task, shards)
        finally:
            if ours:
                ray.shutdown()


def _library() -> Any:
    # Set before the import, which reads it.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray
    except ModuleNotFoundError as error:
        raise ModelMissingError('Ray is not installed; run: pip install "detente[ray]"') from error
    return ray


def _connect(ray: Any, workers: int) -> None:
    settings: dict[str, Any] = {"logging_level": "ERROR", "log_to_driver": False}
    if not os.environ.get("RAY_ADDRESS"):
        settings |= {"address": "local", "num_cpus": workers, "include_dashboard": False}
    try:
        ray.init(**settings)
    except (ConnectionError, RuntimeError, ValueError) as error:
        where = os.environ.get("RAY_ADDRESS") or "this machine"
        raise DetenteError(f"no Ray cluster could be reached or started at {where}: {error}") from error


def _carried_out(
    ray: Any, task: Callable[[tuple[Item, ...]], Result], shards: Iterable[tuple[Item, ...]]
) -> Generator[Result | Lost[Item], None, None]:
    run = ray.remote(max_retries=RETRIES, runtime_env={"env_vars": dict.fromkeys(THREADS, "1")})(_run)
    given = ray.put(task)
    waiting = (Job(shard) for shard in shards)
    again: collections.deque[Job] = collections.deque()
    running: dict[Any, Job] = {}
    most = max(1, int(ray.cluster_resources().get("CPU", 1))) * AHEAD
    try:
        while True:
            while len(running) < most and (job := again.popleft() if again else next(waiting, None)) is not None:
                running[run.remote(given, job.items)] = job
            if not running:
                return
            done, _ = ray.wait(list(running), num_returns=1)
            for reference in done:
                job = running.pop(reference)
                try:
                    result = ray.get(reference)
                except ray.exceptions.RayTaskError as error:
                    raise error.cause or DetenteError(str(error)) from error
                except (
                    ray.exceptions.WorkerCrashedError,
                    ray.exceptions.OutOfMemoryError,
                    ray.exceptions.NodeDiedError,
                ):
                    again.extend(job.smaller())
                    if not job.smaller():
                        yield Lost(job.items[0], None)
                else:
                    yield result
    finally:
        for reference in running:
            ray.cancel(reference, force=True)


def _run(task: Callable[[tuple[Any, ...]], Any], items: tuple[Any, ...]) -> Any:
    return task(items)
