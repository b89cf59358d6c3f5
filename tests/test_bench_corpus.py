"""The synthetic corpus is the same each time, varied, and knows which of its articles retell another."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

from bench.corpus import generate


def shingles(path: Path) -> set[tuple[str, ...]]:
    """Return the runs of five words between tags."""
    words = re.findall(r"\w+", re.sub(r"<[^>]*>|<aside>.*", " ", path.read_text("utf-8"), flags=re.DOTALL).lower())
    return set(zip(*(words[start:] for start in range(5)), strict=False))


def test_a_smaller_corpus_begins_a_larger_one(tmp_path: Path) -> None:
    few, many = generate(12, 5, tmp_path / "few"), generate(30, 5, tmp_path / "many")
    assert [each.path.read_bytes() for each in few] == [each.path.read_bytes() for each in many[:12]]
    assert [each.retells for each in few] == [each.retells for each in many[:12]]
    other = generate(12, 6, tmp_path / "other")
    assert all(a.path.read_bytes() != b.path.read_bytes() for a, b in zip(few, other, strict=True))


def test_the_articles_are_whole(tmp_path: Path) -> None:
    for each in generate(60, 1, tmp_path):
        text = each.path.read_text("utf-8")
        assert 120 <= len(text.split()) <= 600
        assert not re.search(r"[{}|]|<[A-Z]", text.replace(" | ", "").replace("<!DOCTYPE", ""))


def test_only_retellings_share_their_words(tmp_path: Path) -> None:
    written = generate(120, 2, tmp_path)
    told = {each.number: each.retells for each in written}
    assert any(source is not None for source in told.values())
    assert all(told[source] is None for source in told.values() if source is not None)
    runs = [shingles(each.path) for each in written]
    for a, b in combinations(range(len(written)), 2):
        shared = len(runs[a] & runs[b]) / min(len(runs[a]), len(runs[b]))
        root_a, root_b = (number if told[number] is None else told[number] for number in (a, b))
        assert shared > 0.3 if root_a == root_b else shared < 0.1
