from __future__ import annotations

from collections.abc import Iterator

import pytest

from detente.store import Store
from tell.small_store import standard


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The three invented articles; nobody writes to it."""
    with standard(tmp_path_factory.mktemp("told") / "store") as opened:
        yield opened
