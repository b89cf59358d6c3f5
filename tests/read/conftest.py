"""Write bytes to a file and read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from detente.config import Config
from detente.errors import UnreadableError
from detente.model import Article
from detente.read import CODES
from read.makers import article_of

Read = Callable[..., Article]
Refused = Callable[..., UnreadableError]


@pytest.fixture
def read_bytes(tmp_path: Path) -> Read:
    def read(name: str, data: bytes | str, config: Config | None = None) -> Article:
        file = tmp_path / name
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return article_of(file, config)

    return read


@pytest.fixture
def refused(read_bytes: Read) -> Refused:
    def refuse(name: str, data: bytes | str, config: Config | None = None) -> UnreadableError:
        with pytest.raises(UnreadableError) as caught:
            read_bytes(name, data, config)
        assert caught.value.code in CODES
        assert len(caught.value.reason) > 10
        return caught.value

    return refuse
