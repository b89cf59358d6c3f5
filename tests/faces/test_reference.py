from __future__ import annotations

from pathlib import Path

import pytest

from detente.faces.reference import reference

FILE = Path(__file__).parents[2] / "docs" / "reference.md"


def test_the_reference_is_what_help_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert FILE.read_text(encoding="utf-8") == reference(), "run: python -m detente.faces.reference > docs/reference.md"


def test_it_covers_every_command() -> None:
    text = reference()
    for name in ("add", "articles", "statements", "text", "forecasts", "retellings", "rejects", "brief", "version"):
        assert f"## detente {name}\n" in text
