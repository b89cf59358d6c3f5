"""The sections of a brief that rest on events and on the ledger."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html

from detente.model import Event, Link, Mention, Pair
from detente.tell import compose, happenings, ledger, render
from detente.tell.brief import Brief, Section
from tell.small_store import Scribe, event, make

NORTH = (
    "On 3 March 2021 Portugal returned the seized trawler to Spain. On 9 June 2021 Portugal and Spain opened a joint "
    "fishing school in Faro. Spanish officials denied that Spain had closed the port of Vigo to Portugal. Portugal "
    "will receive the Spanish fleet on 1 December 2021. Spain will probably sign the tuna treaty with Portugal by the "
    "end of 2022, if the quota holds."
)
SOUTH = (
    "Lisbon gave the trawler back to Madrid. Minister Ines Prado said Spain had rammed a Portuguese boat. A visit of "
    "the Spanish king to Portugal may be agreed."
)


def north() -> Scribe:
    scribe = Scribe("north.txt", NORTH, outlet="Northern Post", published="2021-11-10")
    for words, state in (("Portugal", "PRT"), ("Spain", "ESP")):
        scribe.mention(words, state)
    for words, on in (("3 March 2021", "2021-03-03"), ("9 June 2021", "2021-06-09"), ("1 December 2021", "2021-12-01")):
        scribe.time(words, on)
    start = NORTH.index("Spain will probably")
    for words, state in (("Spain", "ESP"), ("Portugal", "PRT")):
        place = NORTH.index(words, start)
        scribe.rows.extend(_named(scribe, words, place, state))
    scribe.forecast(
        "Spain will probably sign the tuna treaty with Portugal by the end of 2022",
        "author",
        "will probably",
        condition="if the quota holds",
    )
    return scribe


def _named(scribe: Scribe, words: str, place: int, state: str) -> list[object]:
    key = f"m{place}"
    mention = Mention(key, scribe.article.id, place, place + len(words), words, "state", key, words)
    return [mention, Link(key, scribe.article.id, state, words, state, "written by hand", 0.9)]


def south() -> Scribe:
    scribe = Scribe("south.txt", SOUTH, outlet="Southern Star", published="2021-03-05")
    prado = scribe.mention("Minister Ines Prado", "PRT", name="Ines Prado")
    scribe.mention("Spain", "ESP")
    scribe.statement(
        "Spain had rammed a Portuguese boat",
        "Minister Ines Prado",
        "said",
        speaker="Ines Prado",
        actor="PRT",
        about=("ESP",),
        speaker_mention=prado,
    )
    return scribe


def events(one: Scribe, other: Scribe) -> list[Event]:
    claim = next(row.id for row in other.rows if type(row).__name__ == "Statement")
    back = "Portugal returned the seized trawler to Spain"
    school = "Portugal and Spain opened a joint fishing school in Faro"
    return [
        event(one, back, ("PRT", "ESP"), "2021-03-03", happening="trawler"),
        event(other, "Lisbon gave the trawler back to Madrid", ("PRT", "ESP"), None, happening="trawler"),
        event(one, school, ("PRT", "ESP"), "2021-06-09", happening="school", intensity=7.0),
        event(one, school, ("ESP", "PRT"), "2021-06-09", happening="school", intensity=7.0),
        event(
            one,
            "Spain had closed the port of Vigo to Portugal",
            ("ESP", "PRT"),
            None,
            status="denied",
            intensity=-5.0,
        ),
        event(one, "Portugal will receive the Spanish fleet", ("PRT", "ESP"), "2021-12-01", status="scheduled"),
        event(
            other,
            "Spain had rammed a Portuguese boat",
            ("ESP", "PRT"),
            None,
            intensity=-9.0,
            type="ASSAULT",
            statement=claim,
        ),
        event(other, "A visit of the Spanish king to Portugal", ("ESP", "PRT"), None, status="hypothetical"),
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dealings") / "store"


@pytest.fixture(scope="module")
def brief(folder: Path) -> Brief:
    one, other = north(), south()
    with make(folder, [one, other], events(one, other)) as store:
        return compose.brief(store, "PRT", "ESP")


def section(brief: Brief, key: str) -> Section:
    return next(section for section in brief.sections if section.key == key)


def told(brief: Brief, key: str) -> list[str]:
    return [str(sentence) for item in section(brief, key).items for sentence in item.sentences]


def test_a_happening_is_told_once_with_its_articles_and_origins(brief: Brief) -> None:
    (line,) = (each for each in told(brief, "happened") if "trawler" in each)
    assert line.startswith("On 3 March 2021: “Portugal returned the seized trawler to Spain” [")
    assert line.endswith("] (2 articles of 2 origins).")
    assert sum("fishing school" in each for each in told(brief, "happened")) == 1


def test_copies_of_one_text_are_one_origin(tmp_path: Path) -> None:
    one, other = north(), south()
    first, second = sorted((one.article.id, other.article.id))
    copied = Pair(first, second, 0.99, 1.0, 1.0, kind="edited")
    with make(tmp_path / "store", [one, other], [copied, *events(one, other)]) as store:
        brief = compose.brief(store, "PRT", "ESP")
    assert any("(2 articles of 1 origin)" in each for each in told(brief, "happened"))


def test_what_is_denied_or_claimed_is_said_to_be_so(brief: Brief) -> None:
    lines = told(brief, "happened")
    assert any(each.startswith("Denied, reported 10 November 2021: “Spain had closed") for each in lines)
    assert any(each.startswith("Reported 5 March 2021, as Ines Prado (Portugal) has it: “Spain had") for each in lines)
    assert not any("king" in each for each in lines)
    assert section(brief, "happened").notes == ("1 more is told of as possible only.",)


def test_the_relation_stands_where_its_measure_puts_it_with_its_interval(brief: Brief) -> None:
    first, *_ = told(brief, "stands")
    assert first.startswith("In June 2021, the relation stood at +")
    assert "(90% between " in first
    picture = section(brief, "stands").picture
    assert picture is not None
    assert [str(row).partition(",")[0] for row in picture.rows] == ["In March 2021", "In June 2021"]
    assert set(map(str, picture.rows)) <= set(map(str, brief.sentences))
    linked = [row["href"] for row in picture.spec["data"]["values"] if row.get("href")]
    assert linked == [f"#e{row.citations[0].number}" for row in picture.rows]


def test_the_picture_stands_on_the_page_with_its_table(brief: Brief) -> None:
    page = lxml_html.document_fromstring(render.html(brief))
    (figure,) = page.xpath('//figure[@class="series"]')
    assert len(figure.xpath('.//ul[@class="rows"]/li')) == 2
    hrefs = figure.xpath(".//*[local-name()='svg']//*[local-name()='a']/@href")
    assert hrefs
    assert set(hrefs) <= {f"#e{citation.number}" for citation in brief.citations}
    assert "0072b2" in lxml_html.tostring(figure).decode()


def test_forecasts_come_with_range_and_deadline_and_the_share_that_is_open(brief: Brief) -> None:
    (line,) = told(brief, "predicted")
    assert line.endswith("read as 55 to 80 % sure to come; due by 31 December 2022; open.")
    assert section(brief, "predicted").notes == (
        "No outlook of the engine’s own: 2 weeks have a value, an outlook needs 26.",
        "Forecasts on the two: 1; 0 came true (0%), 0 did not come true (0%), 0 void (0%), 1 open (100%); "
        "0 too vague to be settled.",
    )


def test_what_would_settle_it_and_what_is_scheduled_is_to_be_watched(brief: Brief) -> None:
    settling, scheduled = told(brief, "watch")
    assert settling.startswith("“Spain will probably sign the tuna treaty with Portugal by the end of 2022” [")
    assert "true if it comes about by 31 December 2022" in settling
    assert settling.endswith("; only “if the quota holds”.")
    assert scheduled.startswith("Scheduled, on 1 December 2021: “Portugal will receive the Spanish fleet” [")


def test_what_a_person_decided_is_told_with_the_holders_score(brief: Brief, folder: Path) -> None:
    from detente.store import Store

    with Store.open(folder) as store:
        (stands,) = ledger.standing(store)
        ledger.decide(store, stands.entry.id, "true", author="Ada", reason="signed")
        decided = compose.brief(store, "PRT", "ESP")
        ledger.undo(store, stands.entry.id, author="Ada")
    line, score = told(decided, "predicted")
    assert line.endswith("came true, decided by a person.")
    assert score.startswith("author: Brier score 0.11 over 1 settled forecast; 0 is best")
    assert told(decided, "watch")[0].startswith("Scheduled")
    assert brief.sentences != decided.sentences


def test_no_figure_stands_without_what_it_was_worked_out_from(brief: Brief) -> None:
    assert brief.unsupported == 0
    for sentence in brief.sentences:
        assert sentence.citations
        for citation in sentence.citations:
            assert brief.sources[citation.article].text[citation.start : citation.end] == citation.text


def test_the_earliest_day_of_a_happening_is_its_own_not_the_papers() -> None:
    one, other = north(), south()
    rows = [
        {
            **{name: getattr(each, name) for name in Event.__slots__},
            "path": each.article,
            "published": "2021-11-10" if each.article == one.article.id else "2021-03-05",
        }
        for each in events(one, other)
    ]
    found = happenings.gather(rows, {})
    trawler = next(each for each in found if each.id == "trawler")
    assert (trawler.on, trawler.origins) == ("2021-03-03", 2)
    undated = happenings.gather([row | {"date": None, "published": None} for row in rows], {})
    assert {each.on for each in undated} == {None}


def test_what_is_over_is_no_longer_watched_for(tmp_path: Path) -> None:
    one, other = north(), south()
    late = replace(other.article, published="2024-01-01")
    other.rows[0] = late
    with make(tmp_path / "store", [one, other], events(one, other)) as store:
        brief = compose.brief(store, "PRT", "ESP")
    assert told(brief, "watch") == []
    assert section(brief, "watch").notes == (
        "1 open forecast is past the date given and undecided; detente resolve decides.",
    )


def test_joint_speakers_are_told_in_one_sentence(tmp_path: Path) -> None:
    text = "Minister Ines Prado and Minister Luis Vega said Portugal and Spain would share the tuna."
    scribe = Scribe("joint.txt", text, outlet="Northern Post", published="2021-11-10")
    for name, state, about in (("Ines Prado", "PRT", "ESP"), ("Luis Vega", "ESP", "PRT")):
        mention = scribe.mention(f"Minister {name}", state, name=name)
        words = "Portugal and Spain would share the tuna"
        said = {"speaker": name, "actor": state, "about": (about,), "speaker_mention": mention}
        scribe.statement(words, f"Minister {name}", "said", **said)
        scribe.rows[-1] = replace(scribe.rows[-1], id=f"s-{state}")
    with make(tmp_path / "store", [scribe]) as store:
        brief = compose.brief(store, "PRT", "ESP")
    (line,) = [*told(brief, "new"), *told(brief, "said")]
    assert "Ines Prado (Portugal) and Luis Vega (Spain) said" in line


def test_a_shift_is_told_with_both_sentences_and_its_doubt(tmp_path: Path) -> None:
    lines = [
        ("2020-03-01", "Portugal will never join the fishing alliance with Spain"),
        ("2020-09-01", "Portugal firmly rejects the fishing alliance with Spain"),
        ("2023-05-01", "Portugal fully supports the fishing alliance with Spain"),
        ("2023-09-01", "Portugal will join the fishing alliance with Spain"),
    ]
    scribes = []
    for number, (on, words) in enumerate(lines):
        scribe = Scribe(
            f"{number}.txt", f"Minister Ines Prado said that {words}.", outlet=f"Post {number}", published=on
        )
        prado = scribe.mention("Minister Ines Prado", "PRT", name="Ines Prado")
        scribe.mention("Spain", "ESP")
        said = {"speaker": "Ines Prado", "actor": "PRT", "about": ("ESP",), "speaker_mention": prado}
        scribe.statement(words, "Minister Ines Prado", "said", utterance=f"u{number}", said_on=on, **said)
        scribes.append(scribe)
    with make(tmp_path / "store", scribes) as store:
        brief = compose.brief(store, "PRT", "ESP")
    heads = [item for item in section(brief, "moved").items if len(item.sentences) == 3]
    assert heads
    head, before, after = map(str, heads[0].sentences)
    assert head.startswith("Portugal on ")
    assert ": the line moved towards it, from −" in head
    assert head.partition(";")[2].strip().startswith("tentative")
    assert "firmly rejects" in before or "never join" in before
    assert "fully supports" in after or "will join" in after
