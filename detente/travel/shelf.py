"""Shelf: a list that keeps its first members in memory and the others in a temporary file."""

from __future__ import annotations

import pickle
from array import array
from collections import OrderedDict
from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import IO, Generic, TypeVar, overload

Item = TypeVar("Item")

# Members in memory, and of the others those asked for last.
_HELD, _RECENT = 4000, 256


class Shelf(Sequence[Item], Generic[Item]):
    """An append-only list in bounded memory: eight bytes a member beyond the first thousands.

    The file has no name, is made when it is needed, and is gone when the shelf is closed.
    """

    def __init__(self, held: int = _HELD) -> None:
        self._most = held
        self._held: list[Item] = []
        self._starts = array("q", [0])
        self._recent: OrderedDict[int, Item] = OrderedDict()
        self._file: IO[bytes] | None = None

    def append(self, item: Item) -> None:
        """Add a member; it must be of a kind that pickle takes."""
        if len(self._held) < self._most:
            self._held.append(item)
            return
        if self._file is None:
            self._file = TemporaryFile()  # noqa: SIM115  # it lives as long as the shelf
        content = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
        self._file.seek(self._starts[-1])
        self._file.write(content)
        self._starts.append(self._starts[-1] + len(content))

    def close(self) -> None:
        """Give the file back; what lay in it is lost."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __len__(self) -> int:
        return len(self._held) + len(self._starts) - 1

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        """Return a member, those of the file as copies; raises IndexError beyond the end."""
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        place += len(self) if place < 0 else 0
        if 0 <= place < len(self._held):
            return self._held[place]
        return self._of_file(place)

    def _of_file(self, place: int) -> Item:
        if place in self._recent:
            self._recent.move_to_end(place)
            return self._recent[place]
        at = place - len(self._held)
        if not 0 <= at < len(self._starts) - 1:
            raise IndexError(place)
        start, end = self._starts[at], self._starts[at + 1]
        if self._file is None:
            raise ValueError("the shelf is closed")
        self._file.seek(start)
        item: Item = pickle.loads(self._file.read(end - start))  # noqa: S301  # we wrote it ourselves
        self._recent[place] = item
        if len(self._recent) > _RECENT:
            self._recent.popitem(last=False)
        return item
