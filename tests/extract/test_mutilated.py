"""Articles cut, shuffled, robbed of marks and strewn with odd characters: no exception, every span the exact words.

CI looks at a few dozen; ``DETENTE_MUTILATED=10000 pytest tests/extract/test_mutilated.py`` at as many as wanted.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import as_file, files

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.extract import extract
from detente.model import Article, Reading, Span

MANY = int(os.environ.get("DETENTE_MUTILATED", "40"))
MARKS = "“”„«»\"'‘’‚‹›`´"
INSERTED = [
    *MARKS,
    "``",
    "''",
    "\u200b",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\x00",
    "\ud7ff",
    "\U0001f5fa",
    "e\u0301",
    "ﬁ",
    "\xad",
]
INSERTED += [
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    "\xa0",
    " said ",
    " according to ",
    ": ",
    "—",
    "...",
    "))",
    "[",
    "Ж",
    "外交",
    "ع",
]
LONGEST = 700


@cache
def passages() -> list[str]:
    """Stretches of the example articles, short enough to be read by the thousand."""
    with as_file(files("detente.data") / "example" / "articles") as folder:
        texts = [
            path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if path.suffix in {".md", ".txt"}
        ]
    return [text[at : at + LONGEST] for text in texts for at in range(200, len(text), LONGEST)]


@st.composite
def mutilated(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(passages()))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        how = draw(st.sampled_from(["cut", "insert", "garbage", "shuffle", "no marks", "swap", "join"]))
        if how == "cut":
            text = text[:at] + text[at + draw(st.integers(1, 120)) :]
        elif how == "insert":
            text = text[:at] + draw(st.sampled_from(INSERTED)) * draw(st.integers(1, 3)) + text[at:]
        elif how == "garbage":
            text = text[:at] + draw(st.text(max_size=20)) + text[at:]
        elif how == "shuffle":
            text = " ".join(draw(st.permutations(text.split(" ")[:60]))) + text[-200:]
        elif how == "no marks":
            text = text.translate({ord(mark): None for mark in draw(st.sets(st.sampled_from(MARKS), min_size=1))})
        elif how == "swap":
            text = text[at:] + text[:at]
        else:
            text = text.replace("\n", draw(st.sampled_from(["", " ", "\n\n"])))
    return text


def words_of(reading: Reading) -> list[tuple[Span, str]]:
    """Every span of a reading with the words it claims to stand for."""
    found = []
    for row in reading.statements:
        found.append((Span(row.start, row.end), row.content))
        found.extend((Span(e.start, e.end), e.text) for e in (row.source, row.cue) if e is not None)
        assert all(row.start <= p.start < p.end <= row.end for p in row.pieces)
        assert 0.0 <= row.confidence <= 1.0
    found.extend((Span(m.start, m.end), m.text) for m in reading.mentions)
    found.extend((Span(f.start, f.end), f.content) for f in reading.forecasts)
    return found


@settings(max_examples=MANY, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=mutilated())
def test_a_mutilated_article_is_read_without_an_exception_and_with_exact_spans(text: str) -> None:
    article = Article("a1", "t.txt", "t.txt", "s1", "text/plain", text, published="1972-02-28", language="en")
    reading = extract(article)
    for span, words in words_of(reading):
        assert text[span.start : span.end] == words
    assert len({row.id for row in reading.statements}) == len(reading.statements)
