"""The SQL texts beside this module, by name."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from importlib import resources

import duckdb

from detente.errors import UsageError

_NAME = re.compile(r"[a-z][a-z0-9_]*")


@functools.cache
def sql(name: str) -> str:
    """Return the text of ``sql/<name>.sql``.

    Raises:
        UsageError: there is none of that name.

    """
    file = resources.files("detente.store") / "sql" / f"{name}.sql"
    if not _NAME.fullmatch(name) or not file.is_file():
        raise UsageError(f"the store has no query named {name!r}")
    return file.read_text(encoding="utf-8")


def run_script(connection: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, object]) -> None:
    """Run every statement of a script in order, each with those of the parameters that it names."""
    for statement in connection.extract_statements(sql(name)):
        named = {key: parameters[key] for key in statement.named_parameters}
        connection.execute(statement, named or None)
