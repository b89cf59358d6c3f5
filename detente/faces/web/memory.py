"""Answers that cost more than a page may take, kept until another store is published or somebody decides something."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, TypeVar, cast

from detente.store.decisions import FILE

if TYPE_CHECKING:
    from detente.store import Store

Answer = TypeVar("Answer")
MOST = 24
# The store, what was decided, the question.
_Key = tuple[str, int, Hashable]


class Memory:
    """The latest answers of one server, at most so many; may be shared by threads.

    Readers who ask for the same at once wait for one of them to work it out.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held: OrderedDict[_Key, object] = OrderedDict()
        self._locks: dict[_Key, threading.Lock] = {}
        self._guard = threading.Lock()

    def of(self, store: Store, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Return the answer kept under the key for the store as it is published and decided on now, else make it."""
        decided = store.folder / FILE
        stamp = decided.stat().st_mtime_ns if decided.exists() else 0
        # A decision may still lie in SQLite's log beside the file.
        log = decided.with_name(f"{FILE}-wal")
        stamp += log.stat().st_mtime_ns if log.exists() else 0
        whole = (store.meta()["shards"], stamp, key)
        with self._guard:
            lock = self._locks.setdefault(whole, threading.Lock())
        with lock:
            with self._guard:
                if whole in self._held:
                    self._held.move_to_end(whole)
                    return cast(Answer, self._held[whole])
            made = make()
            with self._guard:
                self._held[whole] = made
                while len(self._held) > self._most:
                    self._held.popitem(last=False)
                # Nobody asks for an older store's answers any more, and who still waits has the lock itself.
                self._locks = {each: held for each, held in self._locks.items() if each[:2] == whole[:2]}
            return made
