"""Sentences of a brief, from findings written by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from detente.tell import acts, compose, library, sentences
from detente.tell.brief import Brief
from detente.tell.evidence import BriefSentence, unsupported
from tell.small_store import Scribe, make

TEXT = (
    "PORTO - The Portuguese Foreign Ministry said on Monday that fish is plentiful. Sources close to the palace did "
    "not rule out a boycott. Madrid reports that nets were cut. According to the Spanish part of the text, nets are "
    "sacred. Minister Ines Prado told Radio Sul that nets would be mended in Spain."
)
SAID: Mapping[str, Any] = {"actor": "PRT", "about": ("ESP",)}


def scribe(**fields: Any) -> Scribe:
    return Scribe("porto.txt", TEXT, **({"outlet": "Porto Post", "published": "1999-05-04"} | fields))


def told(tmp_path: Path, made: Scribe, say: Callable[..., BriefSentence] = sentences.said) -> str:
    """Return the sentence told of the one finding, which its citations must support."""
    name = "answer_brief_forecasts" if say is sentences.forecast else "answer_brief_statements"
    with make(tmp_path, [made]) as store:
        (row,) = store.query(name, {"one": "PRT", "other": "ESP"}).to_pylist()
        sources = library.load(store, [row["article"]])
    sentence = say(row, sources[row["article"]])
    known = {key: source.known() for key, source in sources.items()}
    assert unsupported(sentence, known, sentences.VOCABULARY) == []
    return str(sentence)


@pytest.mark.parametrize(
    ("on", "opening"),
    [
        ("1999-05-03", "On 3 May 1999, "),
        ("1999-05", "In May 1999, "),
        ("1999-21", "In spring 1999, "),
        ("199X", "In the 1990s, "),
        ("1999-05-03/1999-05-09", "From 3 to 9 May 1999, "),
        ("1999-05/..", "Reported since May 1999, "),
        ("XXXX-05-03", "On 3 May (no year), "),
        (None, "Reported 4 May 1999: "),
    ],
)
def test_a_sentence_opens_with_the_date_as_precise_as_it_is_known(tmp_path: Path, on: str | None, opening: str) -> None:
    made = scribe()
    if on:
        made.time("on Monday", on)
    made.statement("fish is plentiful", "The Portuguese Foreign Ministry", "said", said_on=on, **SAID)
    assert told(tmp_path, made).startswith(opening)


def test_without_any_date_it_says_so(tmp_path: Path) -> None:
    made = scribe(published=None)
    made.statement("fish is plentiful", "The Portuguese Foreign Ministry", "said", **SAID)
    assert told(tmp_path, made).startswith("Undated: “The Portuguese Foreign Ministry” said, as Porto Post has it: ")


def test_a_speaker_keeps_the_article_it_has_in_the_text(tmp_path: Path) -> None:
    made = scribe()
    mention = made.mention("The Portuguese Foreign Ministry", "PRT", name="Portuguese Foreign Ministry")
    speaker = {"speaker": "Portuguese Foreign Ministry", "speaker_mention": mention}
    made.statement("fish is plentiful", "The Portuguese Foreign Ministry", "said", **speaker, **SAID)
    assert "the Portuguese Foreign Ministry (Portugal) said" in told(tmp_path, made)


def test_a_state_that_speaks_is_not_said_to_speak_for_itself(tmp_path: Path) -> None:
    made = scribe()
    mention = made.mention("Madrid", "ESP")
    speaker = {"speaker": "Spain", "speaker_mention": mention, "actor": "ESP", "about": ("PRT",)}
    made.statement("nets were cut", "Madrid", "reports", **speaker)
    # "reports" is a noun as well, so the plain verb stands in its place.
    assert told(tmp_path, made) == ("Reported 4 May 1999: Spain said, as Porto Post has it: “nets were cut” [0].")


def test_a_negated_cue_keeps_its_negation(tmp_path: Path) -> None:
    made = scribe()
    made.statement("a boycott", "Sources close to the palace", "did not rule out", **SAID)
    assert "“Sources close to the palace” did not rule out, as" in told(tmp_path, made)


def test_a_cue_that_is_no_verb_gives_way_to_said(tmp_path: Path) -> None:
    made = scribe()
    made.statement("nets are sacred", "the Spanish part of the text", "According to", **SAID)
    assert "“the Spanish part of the text” said, as" in told(tmp_path, made)


def test_a_statement_without_source_has_a_source_not_named(tmp_path: Path) -> None:
    made = scribe()
    made.statement("fish is plentiful", None, None, **SAID)
    assert "a source not named said" in told(tmp_path, made)


@pytest.mark.parametrize(
    ("relay", "mention", "shown"),
    [
        ("Radio Sul", "Radio Sul", ", through Radio Sul"),
        ("Spanish part", "the Spanish part", ""),
        ("Porto Post", "PORTO", ""),
    ],
)
def test_a_relay_is_told_where_it_has_a_name_of_its_own(tmp_path: Path, relay: str, mention: str, shown: str) -> None:
    made = scribe()
    place = made.mention(mention, None, name=relay)
    fields = {"relay": (relay,), "relay_mentions": (place,), "kind": "direct"}
    made.statement("nets would be mended in Spain", "Minister Ines Prado", "told", **fields, **SAID)
    # "told" lacks the one who is told; the relay, where it is one, says it.
    assert told(tmp_path, made).endswith(f"“Minister Ines Prado” said{shown}: “nets would be mended in Spain” [0].")


@pytest.mark.parametrize(
    ("fields", "opening"),
    [
        ({"author": "Rui Melo"}, "Forecast by Rui Melo, in Porto Post (4 May 1999): "),
        ({}, "Forecast by the author of Porto Post (4 May 1999): "),
        ({"outlet": None, "author": "Rui Melo"}, "Forecast by Rui Melo (4 May 1999): "),
        ({"outlet": None, "title": "Nets"}, "Forecast by the author of “Nets” (4 May 1999): "),
        (
            {"outlet": None, "title": "N" * 30 + " and a long tail of words"},
            f"Forecast by the author of “{'N' * 30} and a […]”",
        ),
        ({"outlet": None}, "Forecast by the author of porto.txt (4 May 1999): "),
    ],
)
def test_a_forecast_of_the_author_names_who_that_is(tmp_path: Path, fields: dict[str, Any], opening: str) -> None:
    made = scribe(**fields)
    made.mention("Minister Ines Prado", "PRT")
    made.mention("Spain", "ESP")
    made.forecast("Minister Ines Prado told Radio Sul that nets would be mended in Spain", "author", "would")
    assert told(tmp_path, made, sentences.forecast).startswith(opening)


def test_a_forecast_in_a_statement_is_its_speakers(tmp_path: Path) -> None:
    made = scribe()
    prado = made.mention("Minister Ines Prado", "PRT", name="Ines Prado")
    speaker = {"speaker": "Ines Prado", "speaker_mention": prado}
    held = made.statement("nets would be mended in Spain", "Minister Ines Prado", "told", **speaker, **SAID)
    made.forecast("nets would be mended in Spain", "Ines Prado", "would", statement=held)
    assert told(tmp_path, made, sentences.forecast) == (
        "Forecast by Ines Prado (Portugal), in Porto Post (4 May 1999): “nets would be mended in Spain”; "
        "wording “would” [0]."
    )


def brief_of(folder: Path, count: int, words: Callable[[int], str]) -> Brief:
    """Return the brief on one utterance that many articles carry."""
    scribes = []
    for n in range(count):
        made = Scribe(
            f"{n:02}.txt", f"Minister Ines Prado said {words(n)}.", outlet=f"Post{n:02}", published="1999-05-04"
        )
        made.statement(words(n), "Minister Ines Prado", "said", utterance="one", **SAID)
        scribes.append(made)
    with make(folder, scribes) as store:
        return compose.brief(store, "PRT", "ESP")


def test_who_carries_the_same_words_is_listed_in_one_sentence(tmp_path: Path) -> None:
    (item,) = brief_of(tmp_path, 4, lambda n: "the nets of Spain are sacred to us").sections[1].items
    assert str(item.sentences[1]) == (
        "Carried also by Post01 (4 May 1999) [2], Post02 (4 May 1999) [3] and Post03 (4 May 1999) [4]."
    )
    assert item.unlisted == 0


def test_beyond_some_articles_the_rest_is_counted(tmp_path: Path) -> None:
    (item,) = brief_of(tmp_path, 20, lambda n: "the nets of Spain are sacred to us").sections[1].items
    assert len(item.sentences[1].citations) == compose.MOST_CARRIERS - 1
    assert item.unlisted == 20 - compose.MOST_CARRIERS


def test_other_wordings_are_quoted_and_the_rest_named(tmp_path: Path) -> None:
    other = ["nets in Spain are holy", "Spain must not touch what we mend", "hands off, Spain, she thundered at noon"]
    (item,) = brief_of(tmp_path, 4, lambda n: [*other, "all our fishing gear remains sacrosanct"][n]).sections[1].items
    assert [str(s).partition(":")[0] for s in item.sentences[1:]] == [
        "Post01 (4 May 1999)",
        "Post02 (4 May 1999)",
        "Reported also by Post03 (4 May 1999) [4].",
    ]


def test_a_relayed_statement_stands_for_the_one_that_relays_it() -> None:
    row = {"article": "a", "path": "a", "published": None, "said_on": None, "kind": "indirect", "confidence": 0.5}
    outer = row | {"id": "outer", "start": 0, "end": 50, "parent": None, "utterance": None, "content": "x"}
    inner = outer | {"id": "inner", "start": 10, "end": 50, "parent": "outer"}
    small = outer | {"id": "small", "start": 40, "end": 50, "parent": "outer"}
    assert [act.id for act in acts.gather([outer, inner])] == ["inner"]
    assert [act.id for act in acts.gather([outer, small])] == ["outer", "small"]
