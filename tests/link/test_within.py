"""Linking inside one article, by readings made by hand."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.link import within
from detente.model import Article, Forecast, Mention, MentionKind, Reading, Span, Statement, TimeExpression

TEXT = (
    "Peruvian Foreign Minister Anna Kovacs met Ivan Test, a professor at the Russian Academy of Sciences, on Monday. "
    "Kovacs told Reuters that Chile would wait. A communique said that the two sides agreed. "
    "Former Peruvian president Orlo Vance disagreed."
)


def mention(
    ident: str, words: str, kind: MentionKind, *, entity: str | None = None, name: str | None = None
) -> Mention:
    start = TEXT.index(words)
    return Mention(ident, "a", start, start + len(words), words, kind, entity or ident, name or words)


def statement(ident: str, content: str, speaker: str | None, relay: tuple[str, ...] = ()) -> Statement:
    start = TEXT.index(content)
    span = Span(start, start + len(content))
    return Statement(
        ident, "a", span.start, span.end, content, (span,), "indirect", None, None, speaker_mention=speaker,
        relay_mentions=relay,
    )  # fmt: skip


def reading() -> Reading:
    mentions = (
        mention("1", "Anna Kovacs", "person"),
        mention("2", "Ivan Test", "person"),
        mention("3", "Kovacs told", "person", entity="1", name="Anna Kovacs"),
        mention("4", "Reuters", "organisation"),
        mention("5", "A communique", "document"),
        mention("6", "Orlo Vance", "person"),
        mention("7", "Russian Academy of Sciences", "organisation"),
    )
    forecast = Forecast("f", "a", 0, 4, "Chile", "author", "would", None, 0.5, statement="s")
    return Reading(
        Article("a", "a.txt", "a.txt", "x", "text/plain", TEXT, published="2021-05-24"),
        mentions=mentions,
        statements=(
            statement("s", "Chile would wait", "3", ("4", "3")),
            statement("t", "the two sides agreed", "5", ("4",)),
            statement("u", "disagreed", None),
        ),
        forecasts=(forecast, replace(forecast, id="g", statement=None)),
    )


def test_each_link_says_who_why_and_how_surely() -> None:
    linked = within.link(reading())
    links = {row.mention: row for row in linked.links}
    assert {m: (row.actor, row.state) for m, row in links.items()} == {
        "1": ("person:anna-kovacs", "PER"),
        "2": ("person:ivan-test", None),
        "3": ("person:anna-kovacs", "PER"),
        "4": ("org:reuters", None),
        "6": ("person:orlo-vance", None),
        "7": ("org:russian-academy-of-sciences", None),
    }
    assert all(row.article == "a" and row.reason and 0 < row.score <= 1 for row in linked.links)
    assert "Peruvian Foreign Minister" in links["1"].reason


def test_roles_point_at_the_words_that_say_them() -> None:
    roles = [(TEXT[r.start : r.end], r.person, r.office, r.state) for r in within.link(reading()).roles]
    assert roles == [
        ("Peruvian Foreign Minister Anna Kovacs", "person:anna-kovacs", "foreign-minister", "PER"),
        (
            "Ivan Test, a professor at the Russian Academy of Sciences",
            "person:ivan-test",
            "professor",
            None,
        ),
        ("Peruvian president Orlo Vance", "person:orlo-vance", "president", None),
    ]


def test_statements_are_given_speaker_state_relay_and_subject() -> None:
    told, paper, nobody = within.link(reading()).statements
    assert (told.speaker, told.actor, told.relay, told.about) == ("Anna Kovacs", "PER", ("Reuters",), ("CHL",))
    # An outlet passes a paper on; it does not speak in its place.
    assert (paper.speaker, paper.relay) == ("communique", ("Reuters",))
    assert (nobody.speaker, nobody.actor, nobody.relay) == (None, None, ())


def test_a_forecast_is_held_by_the_speaker_of_its_statement() -> None:
    assert [f.holder for f in within.link(reading()).forecasts] == ["Anna Kovacs", "author"]


def test_linking_again_changes_nothing() -> None:
    once = within.link(reading())
    assert within.link(once) == once


def test_words_in_page_residue_name_nobody() -> None:
    text = "Peru and Chile talk. More: Brazil, Cuba"
    start = text.index("More")
    article = Article(
        "a", "a", "a", "x", "text/plain", text, published="2021-05-24", boilerplate=(Span(start, len(text)),)
    )
    said = Statement("s", "a", 0, len(text), text, (Span(0, len(text)),), "indirect", None, None)
    (linked,) = within.link(Reading(article, statements=(said,))).statements
    assert linked.about == ("CHL", "PER")


def test_an_undated_article_is_read_as_of_the_days_it_names() -> None:
    article = Article("a", "a", "a", "x", "text/plain", "Moscow agreed.")
    name = Mention("1", "a", 0, 6, "Moscow", "state", "1", "Moscow")
    day = TimeExpression("a", 0, 0, "", "1972-05-26", "day")
    assert within.link(Reading(article, mentions=(name,))).links[0].actor == "RUS"
    assert within.link(Reading(article, mentions=(name,), times=(day,))).links[0].actor == "SUN"


WORDS = (
    "Russian Foreign Minister Lavrov the China’s spokesman of Peru Anna Kovacs, he said officials U.S.-China and "
    "a statement by former president administration two sides"
).split()
KINDS: list[MentionKind] = ["person", "state", "organisation", "office", "group", "document", "pronoun"]


@settings(max_examples=150, deadline=None)
@given(
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=16),
    marks=st.lists(
        st.tuples(st.integers(0, 15), st.integers(1, 5), st.sampled_from(KINDS), st.integers(0, 3)), max_size=6
    ),
    on=st.sampled_from([None, "2021-05-24", "1972"]),
)
def test_no_reading_is_too_odd(
    words: list[str], marks: list[tuple[int, int, MentionKind, int]], on: str | None
) -> None:
    text = " ".join(words)
    starts = [sum(len(w) + 1 for w in words[:n]) for n in range(len(words))]
    mentions: list[Mention] = []
    for number, (place, count, kind, back) in enumerate(marks):
        first = place % len(words)
        last = min(first + count, len(words)) - 1
        start, end = starts[first], starts[last] + len(words[last])
        entity = mentions[max(0, number - back)].entity if number and back else str(number)
        mentions.append(Mention(str(number), "a", start, end, text[start:end], kind, entity, text[start:end]))
    said = tuple(
        Statement(m.id, "a", 0, len(text), text, (Span(0, len(text)),), "indirect", None, None, speaker_mention=m.id)
        for m in mentions
    )
    linked = within.link(Reading(Article("a", "a", "a", "x", "t", text, published=on), tuple(mentions), (), said))
    ids = {m.id for m in mentions}
    assert all(row.mention in ids and 0 < row.score <= 1 for row in linked.links)
    assert all(0 <= r.start < r.end <= len(text) for r in linked.roles)
    assert all(s.actor not in s.about and list(s.about) == sorted(set(s.about)) for s in linked.statements)
    # Where two speak at once there is a statement more, behind the first of them.
    assert [s.id for s in linked.statements if s.id in ids] == [s.id for s in said]
    assert len({s.id for s in linked.statements}) == len(linked.statements)


def test_two_states_named_in_one_phrase_both_speak() -> None:
    text = "The presidents of Peru and Chile said that the road would open."
    mention = Mention("1", "a", 0, 32, text[:32], "office", "1", "presidents of Peru and Chile")
    said = Statement("s", "a", 43, 62, text[43:62], (Span(43, 62),), "indirect", None, None, speaker_mention="1")
    linked = within.link(Reading(Article("a", "a", "a", "x", "text/plain", text), (mention,), statements=(said,)))
    assert sorted(s.actor or "" for s in linked.statements) == ["CHL", "PER"]
