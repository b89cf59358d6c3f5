from __future__ import annotations

from pathlib import Path

import pytest
from tell.small_store import standard


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store of the three invented articles."""
    home = tmp_path_factory.mktemp("faces") / "store"
    standard(home).close()
    return home
