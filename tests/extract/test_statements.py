"""Statements: labelled sentences, passages with a memory, and texts nobody would write."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.extract import extract
from detente.extract.cues import lexicon, speakers
from detente.language import english
from detente.model import Article, Mention, Reading, Statement

CASES = Path(__file__).parent.parent / "cases" / "statements.tsv"


def read(text: str, published: str | None = "2021-05-20") -> Reading:
    return extract(Article("a1", "t.txt", "t.txt", "s1", "text/plain", text, published=published, language="en"))


def cases() -> list[tuple[str, list[tuple[str, ...]]]]:
    rows: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for text, *fields in csv.reader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE):
        rows[text].extend([tuple(fields)] if any(fields) else [])
    return list(rows.items())


def names(reading: Reading) -> dict[str, Mention]:
    return {m.id: m for m in reading.mentions}


def as_row(reading: Reading, row: Statement) -> tuple[str, ...]:
    mentions = names(reading)
    return (
        row.kind,
        row.source.text if row.source else "",
        row.cue.text if row.cue else "",
        " + ".join(p.of(reading.article.text) for p in row.pieces),
        mentions[row.speaker_mention].name if row.speaker_mention else "",
        " < ".join(mentions[m].name for m in row.relay_mentions),
    )


@pytest.mark.parametrize(("text", "expected"), cases(), ids=lambda value: value[:40] if isinstance(value, str) else "")
def test_labelled_sentences(text: str, expected: list[tuple[str, ...]]) -> None:
    reading = read(text)
    assert sorted(as_row(reading, row) for row in reading.statements) == sorted(expected)


def assert_sound(reading: Reading) -> None:
    text = reading.article.text
    mentions = names(reading)
    for row in reading.statements:
        assert text[row.start : row.end] == row.content
        assert all(row.start <= p.start < p.end <= row.end for p in row.pieces)
        for excerpt in (row.source, row.cue):
            assert excerpt is None or text[excerpt.start : excerpt.end] == excerpt.text
        assert 0 <= row.confidence <= 1
        assert row.speaker_mention is None or row.speaker_mention in mentions
        assert set(row.relay_mentions) <= set(mentions)
    for mention in reading.mentions:
        assert text[mention.start : mention.end] == mention.text
    for forecast in reading.forecasts:
        assert text[forecast.start : forecast.end] == forecast.content
    assert len({r.id for r in reading.statements}) == len(reading.statements)
    assert len({r.id for r in reading.forecasts}) == len(reading.forecasts)


SCENE = """On 3 May, Syldavian Foreign Minister Anna Kovacs was interviewed by the newspaper Klow Courier. \
Kovacs acknowledged the delay in the talks.

She said that the treaty was “nearly done”. “We will sign it before the summer,” the foreign minister added.

“There is no other way.

“And there never was.”

At a press conference on 4 May, General Orlo Vance rejected the offer. He called it a trap."""


def test_an_occasion_gives_date_and_channel_to_what_follows() -> None:
    reading = read(SCENE, published=None)
    said = {row.content: row for row in reading.statements}
    mentions = names(reading)
    signed = said["“We will sign it before the summer,”"]
    assert mentions[signed.speaker_mention or ""].name == "Anna Kovacs"
    assert signed.said_on == "XXXX-05-03"
    assert [mentions[m].name for m in signed.relay_mentions] == ["Klow Courier"]
    rejected = said["the offer"]
    assert mentions[rejected.speaker_mention or ""].name == "Orlo Vance"
    assert rejected.said_on == "XXXX-05-04"
    assert rejected.relay_mentions == ()


def test_pronouns_and_titles_find_their_person() -> None:
    reading = read(SCENE)
    mentions = names(reading)
    treaty = next(row for row in reading.statements if row.content.startswith("the treaty"))
    assert treaty.source is not None
    assert treaty.source.text == "She"
    assert mentions[treaty.speaker_mention or ""].name == "Anna Kovacs"


def test_a_quotation_runs_on_over_paragraphs_with_its_speaker() -> None:
    reading = read(SCENE)
    mentions = names(reading)
    goes_on = [row for row in reading.statements if row.content.startswith(("“There", "“And"))]
    assert [mentions[row.speaker_mention or ""].name for row in goes_on] == ["Anna Kovacs"] * 2
    assert all(row.source is None for row in goes_on)


def test_a_relayed_statement_knows_its_chain() -> None:
    reading = read("Berg said on Monday that Kovacs had told him that the pact was dead.")
    mentions = names(reading)
    inner = next(row for row in reading.statements if row.parent)
    assert mentions[inner.speaker_mention or ""].name == "Kovacs"
    assert [mentions[m].name for m in inner.relay_mentions] == ["Berg"]


def test_an_outlet_that_only_passes_words_on_is_the_relay() -> None:
    reading = read("According to the Klow Courier, Kovacs said that the pact was dead.")
    (row,) = reading.statements
    mentions = names(reading)
    assert mentions[row.speaker_mention or ""].name == "Kovacs"
    assert [mentions[m].name for m in row.relay_mentions] == ["Klow Courier"]


def test_the_authors_own_voice_is_no_statement() -> None:
    assert read("We can see that the pact is dead. It is clear that nobody wants it.").statements == ()


@pytest.mark.parametrize(
    "text", ["", "\n\n", "“", "”””", '"""', "said said said", "«" * 50, "a\x00b\u202e said\u2066 that “x", "A: B: C:"]
)
def test_odd_texts_give_sound_readings(text: str) -> None:
    assert_sound(read(text))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_mutilated_articles_give_sound_readings(data: st.DataObject) -> None:
    text = SCENE
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 30))
        put = data.draw(st.sampled_from(["", "“", "”", '"', "\n", "said ", "—", "\u200b", "É", ":", "\r\n"]))
        text = text[:at] + put + text[at + cut :]
    assert_sound(read(text))


def test_reading_is_deterministic() -> None:
    assert read(SCENE) == read(SCENE)


def test_every_cue_and_speaker_is_a_dictionary_form_and_known_to_the_pipeline() -> None:
    nlp = english.pipeline()
    for lemma, pos in lexicon():
        assert lemma == lemma.strip().lower(), lemma
        assert pos in {"V", "N", "A"}
    vocabulary = " ".join(sorted(speakers()))
    assert all(not token.is_space for token in nlp.make_doc(vocabulary))
    assert set(speakers().values()) == {"person", "body", "document"}
