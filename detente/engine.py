"""Where the work is done: one call, ``engine(task, shards)``, which gives each shard's result as it is finished.

A shard is a tuple of items; the task takes one and returns one result. Every engine gives the same results, in an order
of its own. An exception of the task ends the run and is raised here; a worker that dies costs only its shard. The
engine of many machines is in ``engine_ray``.
"""

from __future__ import annotations

import collections
import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
import types
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, Protocol, TypeVar

from detente.config import Config
from detente.errors import DetenteError

Item = TypeVar("Item")
Result = TypeVar("Result")

# Read by OpenMP, OpenBLAS, MKL and BLIS when they are loaded: workers share the machine by processes, not by threads.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")

# Starting a worker changes, for a moment, what the whole process sees: one thread at a time.
_STARTING = threading.Lock()

# By these ``multiprocessing`` finds the main module to run again in a new process.
_MAIN_FOUND_BY = frozenset({"__file__", "__spec__"})

# Seconds for a worker whose pipe has closed to be gone by itself, so that its own exit code is told.
_LAST_BREATH = 10


@dataclass(frozen=True, slots=True)
class Lost(Generic[Item]):
    """An item that ended its worker's process each time it was tried, in the end alone.

    ``exitcode`` is Python's: -9 and -11 are signals 9 (the system ran out of memory) and 11 (a fault in a library).
    """

    item: Item
    exitcode: int | None


class Engine(Protocol):
    """What carries out a task over shards."""

    def __call__(
        self, task: Callable[[tuple[Item, ...]], Result], shards: Iterable[tuple[Item, ...]]
    ) -> Generator[Result | Lost[Item], None, None]:
        """Give the result of every shard as it is finished, and ``Lost`` for each item that cannot be worked on."""


def engine_for(config: Config) -> Engine:
    """Return the engine that the configuration names."""
    if config.engine == "ray":
        from detente.engine_ray import Ray

        return Ray(config.workers)
    return serial if config.engine == "serial" else Processes(config.workers)


def serial(
    task: Callable[[tuple[Item, ...]], Result], shards: Iterable[tuple[Item, ...]]
) -> Generator[Result | Lost[Item], None, None]:
    """Carry out the task in this process, one shard after another."""
    for shard in shards:
        yield task(shard)


@dataclass(frozen=True, slots=True)
class Processes:
    """Carry out the task in processes on this machine, each started anew: forking a process with threads is unsafe.

    Task, items and results are pickled, and what they are made of is found in modules that can be imported: a worker
    never runs the caller's main module, so a script needs no ``if __name__ == "__main__":``. A shard whose worker died
    is tried again in two halves, down to single items; an item that ends its worker alone and more than once is
    ``Lost``. Workers end with the iterator, or with this process however it ends.

    Attributes:
        workers: processes at work at once.

    """

    workers: int

    def __call__(
        self, task: Callable[[tuple[Item, ...]], Result], shards: Iterable[tuple[Item, ...]]
    ) -> Generator[Result | Lost[Item], None, None]:
        """Give the results as they are finished.

        Raises:
            DetenteError: the workers cannot start.
            Exception: whatever the task raised.

        """
        payload = pickle.dumps(task)
        # Shards are asked for as they are needed: there may be more of them than memory holds.
        fresh = (Job(shard) for shard in shards)
        again: collections.deque[Job] = collections.deque()
        crew: dict[Connection, _Worker] = {}
        try:
            job = next(fresh, None)
            while job is not None or crew:
                while job is not None and len(crew) < max(1, self.workers):
                    worker = _Worker(payload, job)
                    crew[worker.pipe] = worker
                    job = again.popleft() if again else next(fresh, None)
                for pipe in _readable(crew):
                    match crew[pipe].hear():
                        case _Gave(result):
                            if job is not None:
                                crew[pipe].begin(job)
                                job = again.popleft() if again else next(fresh, None)
                            else:
                                crew.pop(pipe).end()
                            yield result
                        case _Raised(error):
                            raise error
                        case _Died(failed, exitcode):
                            crew.pop(pipe).end()
                            again.extendleft(failed.smaller())
                            if not failed.smaller():
                                yield Lost(failed.items[0], exitcode)
                            if job is None and again:
                                job = again.popleft()
        finally:
            for worker in crew.values():
                worker.end()


@dataclass(frozen=True, slots=True)
class Job:
    """A shard, or a part of one that is tried again."""

    items: tuple[Any, ...]
    again: bool = False

    def smaller(self) -> list[Job]:
        """Return what to try after this has ended a worker: halves, then the single item once more, then nothing."""
        if len(self.items) > 1:
            middle = len(self.items) // 2
            return [Job(self.items[:middle], again=True), Job(self.items[middle:], again=True)]
        return [] if self.again else [Job(self.items, again=True)]


@dataclass(frozen=True, slots=True)
class _Ready:
    """The worker has started and has its task."""


@dataclass(frozen=True, slots=True)
class _Gave:
    result: Any


@dataclass(frozen=True, slots=True)
class _Raised:
    error: Exception


@dataclass(frozen=True, slots=True)
class _Died:
    job: Job
    exitcode: int | None


def _readable(crew: dict[Connection, _Worker]) -> list[Connection]:
    return [pipe for pipe in wait(list(crew)) if isinstance(pipe, Connection)]


class _Worker:
    """One process, the pipe to it and the job it is at, seen from the process that started it."""

    def __init__(self, payload: bytes, job: Job) -> None:
        spawn = multiprocessing.get_context("spawn")
        self.pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_work, args=(theirs, payload), daemon=True)
        self._ready = False
        with _STARTING, _one_thread_each(), _ctrl_c_later(), _no_main_module():
            self._process.start()
        # With the only other end in the worker, its death shows as an end of file.
        theirs.close()
        self.begin(job)

    def begin(self, job: Job) -> None:
        self._job = job
        # A worker that has just died is found out by the next ``hear``.
        with contextlib.suppress(OSError):
            self.pipe.send(job.items)

    def hear(self) -> object:
        try:
            message = self.pipe.recv()
        except (EOFError, OSError) as error:
            self._process.join(_LAST_BREATH)
            self._process.kill()
            self._process.join()
            if not self._ready:
                raise DetenteError(
                    f"a worker process could not start (exit code {self._process.exitcode}); "
                    'the engine "serial" works without any'
                ) from error
            return _Died(self._job, self._process.exitcode)
        self._ready = True
        return message

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


@contextlib.contextmanager
def _one_thread_each() -> Iterator[None]:
    """Have the processes started meanwhile load their numerical libraries with one thread."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _no_main_module() -> Iterator[None]:
    """Have the processes started meanwhile not run the caller's main module again.

    ``multiprocessing`` would (``spawn.get_preparation_data``), and a script that guards nothing would start over in
    each worker. The module that stands in holds the same names, for threads that look there meanwhile.
    """
    main = sys.modules["__main__"]
    stand_in = types.ModuleType("__main__")
    vars(stand_in).update({name: value for name, value in vars(main).items() if name not in _MAIN_FOUND_BY})
    sys.modules["__main__"] = stand_in
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@contextlib.contextmanager
def _ctrl_c_later() -> Iterator[None]:
    """Have the processes started meanwhile never hear Ctrl-C, and hear it here only afterwards.

    Ctrl-C reaches every process of a terminal. Who started the workers ends them; one that is only half started would
    complain. The mask is what a process inherits (POSIX); the handler is what holds Ctrl-C back in this one, where
    threads of libraries take signals too.
    """
    # The first start would start Python's resource tracker as well, and that lifts the mask.
    resource_tracker.ensure_running()
    heard: list[int] = []
    in_main = threading.current_thread() is threading.main_thread()
    handler = signal.signal(signal.SIGINT, lambda number, _: heard.append(number)) if in_main else None
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if in_main:
            signal.signal(signal.SIGINT, handler or signal.SIG_DFL)
    if heard:
        signal.raise_signal(heard[0])


def _work(pipe: Connection, payload: bytes) -> None:
    """Be a worker: carry out the task for every shard that comes through the pipe, until its other end is gone."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with contextlib.suppress(EOFError, ConnectionError):
        try:
            task = pickle.loads(payload)  # noqa: S301 - the parent process made it a moment ago
        except Exception as error:
            pipe.send(_Raised(_sendable(error)))
            return
        pipe.send(_Ready())
        while True:
            items = pipe.recv()
            try:
                pipe.send(_Gave(task(items)))
            except Exception as error:
                pipe.send(_Raised(_sendable(error)))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _sendable(error: Exception) -> Exception:
    """Return the error, with the traceback as a note; one of our own where it does not survive the way."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made in this very line
    except Exception:
        return DetenteError(f"{type(error).__name__}: {error}")
    return error
