"""Every engine gives the same results, and a worker that dies costs only what it cannot do."""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detente.config import Config
from detente.engine import Engine, Lost, Processes, engine_for, serial
from detente.errors import DetenteError, UnreadableError

ENGINES = [serial, Processes(1), Processes(2)]
SHARDS = [tuple(range(start, start + 4)) for start in range(0, 24, 4)]


def squares(items: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(item * item for item in items)


@pytest.mark.parametrize("engine", ENGINES, ids=str)
def test_every_shard_gives_its_result(engine: Engine) -> None:
    assert sorted(map(str, engine(squares, SHARDS))) == sorted(str(squares(shard)) for shard in SHARDS)
    assert list(engine(squares, [])) == []


def test_the_configuration_names_the_engine() -> None:
    assert engine_for(Config(engine="serial")) is serial
    assert engine_for(Config(engine="processes", workers=3)) == Processes(3)


def refuse_seven(items: tuple[int, ...]) -> None:
    if 7 in items:
        raise UnreadableError("empty", "seven")


@pytest.mark.parametrize("engine", ENGINES, ids=str)
def test_an_exception_ends_the_run(engine: Engine) -> None:
    # Pickle cannot make an UnreadableError anew (two arguments, one kept): it arrives as its root, with its words.
    with pytest.raises(DetenteError, match="seven"):
        list(engine(refuse_seven, SHARDS))


def open_nothing(items: tuple[int, ...]) -> None:
    raise FileNotFoundError(2, "gone", str(items))


def test_an_exception_keeps_its_type_and_says_where() -> None:
    with pytest.raises(FileNotFoundError, match="gone") as caught:
        list(Processes(1)(open_nothing, SHARDS))
    assert any("open_nothing" in note for note in caught.value.__notes__)


def hand_back_a_function(items: tuple[int, ...]) -> object:
    return lambda: items


def test_a_result_that_cannot_be_sent_is_an_error() -> None:
    with pytest.raises(Exception, match="pickle"):
        list(Processes(1)(hand_back_a_function, SHARDS))


def die_of(deadly: set[int], how: signal.Signals, items: tuple[int, ...]) -> tuple[int, ...]:
    if deadly & set(items):
        os.kill(os.getpid(), how)
    return items


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV])
def test_a_deadly_item_alone_is_lost(how: signal.Signals) -> None:
    results = list(Processes(2)(functools.partial(die_of, {6, 21}, how), SHARDS))
    assert sorted((lost.item, lost.exitcode) for lost in results if isinstance(lost, Lost)) == [(6, -how), (21, -how)]
    assert sorted(item for done in results if not isinstance(done, Lost) for item in done) == sorted(
        set(range(24)) - {6, 21}
    )


def die_once(marks: Path, items: tuple[int, ...]) -> tuple[int, ...]:
    """Die the first time that item 3 is met, as a worker does that the system ends for want of memory."""
    if 3 in items:
        with contextlib.suppress(FileExistsError):
            (marks / "dead").touch(exist_ok=False)
            os.kill(os.getpid(), signal.SIGKILL)
    return items


@pytest.mark.parametrize("size", [1, 4])
def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path, size: int) -> None:
    shards = [tuple(range(start, start + size)) for start in range(0, 8, size)]
    results = list(Processes(2)(functools.partial(die_once, tmp_path), shards))
    assert sorted(item for done in results if not isinstance(done, Lost) for item in done) == list(range(8))


def thread_settings(items: tuple[str, ...]) -> list[str | None]:
    return [os.environ.get(item) for item in items]


def test_workers_compute_with_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setenv("MKL_NUM_THREADS", "7")
    (settings,) = Processes(1)(thread_settings, [("OMP_NUM_THREADS", "MKL_NUM_THREADS")])
    assert settings == ["1", "1"]
    assert (os.environ.get("OMP_NUM_THREADS"), os.environ["MKL_NUM_THREADS"]) == (None, "7")


def sleep_after_the_first(items: tuple[int, ...]) -> int:
    if items[0]:
        time.sleep(600)
    return os.getpid()


def test_closing_ends_the_workers_at_once() -> None:
    results = Processes(2)(sleep_after_the_first, [(0,), (1,), (2,)])
    worker = next(results)
    assert isinstance(worker, int)
    # The other worker sleeps for ten minutes: to wait for it would end this test by its own time limit.
    results.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


TASK = """
import os, sys, time
from pathlib import Path

def task(items):
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(600)
"""
SCRIPT = """
from detente.engine import Processes
from waiting import task

list(Processes(2)(task, [(1,), (2,)]))
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_their_parent(tmp_path: Path, how: signal.Signals) -> None:
    script, marks = tmp_path / "script.py", tmp_path / "marks"
    script.write_text(SCRIPT)
    (tmp_path / "waiting.py").write_text(TASK)
    marks.mkdir()
    parent = subprocess.Popen([sys.executable, script, marks], stderr=subprocess.DEVNULL)
    _until(lambda: len(list(marks.iterdir())) == 2)
    parent.send_signal(how)
    assert parent.wait(10) != 0
    _until(lambda: not any(_alive(int(mark.name)) for mark in marks.iterdir()))


def test_a_script_that_guards_nothing_runs_once(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"The harbour of town {name} was closed on Monday because of ice.")
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\nimport detente\nmain = sys.modules['__main__']\nprint('begun')\n"
        "done = detente.add(['in'], store='s', config=detente.Config(workers=2))\n"
        "print(done.read, len(done.skipped), sys.modules['__main__'] is main)\n"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    run = subprocess.run(
        [sys.executable, script], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "begun\n2 0 True\n", "")


class Unloadable:
    """A task that ends the process which unpickles it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (3,)

    def __call__(self, items: tuple[int, ...]) -> None:
        raise AssertionError(items)


def test_a_worker_that_cannot_start_ends_the_run() -> None:
    with pytest.raises(DetenteError, match=r"could not start \(exit code 3\)"):
        list(Processes(1)(Unloadable(), [(1,), (2,)]))


def _alive(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def _until(condition: object, seconds: float = 30) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
