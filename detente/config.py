"""One frozen Config, made once at the edge and handed down."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

EngineName = Literal["serial", "processes", "ray"]
MEGABYTE = 1_000_000


def default_store() -> Path:
    """Return the store's folder: ``DETENTE_STORE`` if set, else ``./.detente``."""
    return Path(os.environ.get("DETENTE_STORE") or ".detente")


@dataclass(frozen=True, slots=True)
class Config:
    """How a run is made.

    Attributes:
        store: folder of the store.
        engine: ``serial``, ``processes`` or ``ray``; all give identical rows.
        workers: processes at work at once.
        shard_size: sources that one shard holds; a shard is the unit of work, of retry and of progress.
        max_bytes: a source larger than this is not read (bytes, also of what an archive unpacks to).
        max_chars: a text longer than this is not parsed (characters).
        min_words: a text with fewer words than this is no article.
        columns: for tables, pairs of field and column, as ``detente.read.tables.parse_mapping`` gives them.
    """

    store: Path = field(default_factory=default_store)
    engine: EngineName = "processes"
    workers: int = field(default_factory=lambda: max(1, len(os.sched_getaffinity(0))))
    shard_size: int = 16
    max_bytes: int = 20 * MEGABYTE
    max_chars: int = 400_000
    min_words: int = 5
    columns: tuple[tuple[str, str], ...] = ()
