"""What docs/sources.md shows works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

from detente.faces.polling import plan
from detente.read.codes import CODES
from detente.read.tables import FIELDS, LARGEST_GROUP, parse_mapping
from detente.read.telegram import LARGEST

TEXT = (Path(__file__).parents[1] / "docs" / "sources.md").read_text(encoding="utf-8")


def test_the_file_of_sources(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    (tmp_path / "sources.toml").write_text(shown)
    planned = plan(tmp_path / "sources.toml")
    assert [each.kind for each in planned.sources] == ["feed", "sitemap", "address", "folder"]
    assert planned.alerts == tmp_path / "alerts.atom"


def test_the_mapping_and_the_limits() -> None:
    (shown,) = re.findall(r"--map (\S+)\n", TEXT)
    assert {field for field, _ in parse_mapping(shown)} == {"text", "title", "published"}
    (listed,) = re.findall(r"The fields are (.*?)\.", TEXT, re.DOTALL)
    assert set(re.findall(r"`(\w+)`", listed)) == set(FIELDS)
    assert f"{LARGEST // 10**6} MB" in TEXT
    assert LARGEST == LARGEST_GROUP
    assert CODES["robots"]
