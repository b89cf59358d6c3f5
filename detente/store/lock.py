"""One writer at a time: a lock of the operating system, which a process that dies gives back whatever killed it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from detente.errors import StoreBusyError, StoreError
from detente.store.store import not_a_folder


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the store at ``folder`` for writing; the folder is made if it is not there.

    Raises:
        UsageError: a file of this name is there.
        StoreBusyError: another process, or another thread of this one, is writing to it.
        StoreError: the folder cannot be made or written.

    """
    # Who holds the lock stands in a file of its own, since trying for the lock empties the lock's file.
    lock, holder = FileLock(folder / "lock"), folder / "writer"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
        holder.write_text(f"process {os.getpid()} since {datetime.now().astimezone():%Y-%m-%d %H:%M:%S %Z}", "utf-8")
    except Timeout as error:
        raise StoreBusyError(
            f"the store {folder} is being written by {_read(holder)}. Wait until it has ended, then try again."
        ) from error
    except OSError as error:
        lock.release()
        if folder.is_file():
            raise not_a_folder(folder) from error
        raise StoreError(f"the store {folder} cannot be written: {error}") from error
    try:
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _read(holder: Path) -> str:
    try:
        return holder.read_text("utf-8")
    except OSError:
        return "another process"
