"""The store: Parquet shards, the DuckDB file made of them, and the questions put to it in SQL.

::

    STORE/detente.duckdb    what is published; readers open it read-only
    STORE/search-*.sqlite   its full-text index
    STORE/shards/           what has been read, a folder per shard
    STORE/building/         the next file, while it is made
    STORE/decisions.sqlite  what people decided; never made anew
    STORE/fetched/          pages as they came, in web archives
    STORE/visits.sqlite     which address was looked at when
    STORE/damaged/          shards that a repair has set aside
    STORE/lock, writer      one writer at a time, and who it is

By these names ``detente.read.files`` knows a store among articles, and leaves it alone.
"""

from __future__ import annotations

from detente.store.store import Store

__all__ = ["Store"]
