from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from detente.config import Config
from detente.errors import UsageError
from detente.language.english import pipeline
from detente.model import Article, Excerpt, Role, Span, Statement
from detente.pipeline import detente_stages, read_source
from detente.read.files import Source, discover, source_id
from detente.relate.evidence import origins
from detente.relate.positions import Position, Remark, grown, position, remarks
from detente.relate.subjects import define, grow
from detente.relate.years import placed, windows

REAL = Path(__file__).parents[3] / "shared" / "data" / "articles"


def said(key: str, on: str, text: str, *, cue: str = "said", about: str = "BBB", origin: str | None = None) -> Remark:
    return Remark(
        key,
        f"article {key}",
        key,
        origin or key,
        "AAA",
        "The Minister",
        on,
        text,
        text,
        cue,
        False,
        frozenset(about.split()),
    )


COURSE = [
    said("a", "2001-02-01", "his country wanted no alliance with the duchy"),
    said("b", "2001-06-01", "there would be no alliance with the duchy"),
    said("c", "2002-01-10", "an alliance with the duchy was out of the question, he would never sign one"),
    said("d", "2003-05-05", "the kingdom would conclude an alliance with the duchy", cue="announced"),
    said("e", "2003-09-01", "the kingdom will deepen the alliance with the duchy", cue="promised"),
]


def line(told: list[Remark], words: str = "alliance") -> Position:
    return position(told, "AAA", define(words))


def test_the_line_is_told_oldest_first_and_its_move_is_found_with_both_sentences() -> None:
    found = line(list(reversed(COURSE)))
    assert [step.on for step in found.steps] == [remark.on for remark in COURSE]
    assert [step.value < 0 for step in found.steps] == [True, True, True, False, False]
    assert len(found.shifts) == 1
    shift = found.shifts[0]
    assert (shift.before.remark.id, shift.after.remark.id) == ("c", "d")
    assert shift.moved > 1
    assert [step.shifted for step in found.steps] == [False, False, False, True, False]
    assert found.steps[-1].low90 > 0 > found.steps[2].high90


def test_a_steady_line_does_not_shift() -> None:
    assert line(COURSE[:3]).shifts == ()


def test_fifty_rewordings_move_nothing() -> None:
    echoes = [replace(COURSE[1], id=f"z{n}", article=f"zz {n}", text=COURSE[1].text + " then") for n in range(50)]
    before, after = line(COURSE), line(COURSE + echoes)
    assert [(s.value, s.line, s.low90, s.high90) for s in before.steps] == [
        (s.value, s.line, s.low90, s.high90) for s in after.steps
    ]
    assert [(s.before_on, s.after_on, s.score) for s in before.shifts] == [
        (s.before_on, s.after_on, s.score) for s in after.shifts
    ]
    assert len(after.steps[1].sayings) == 1
    assert len(after.steps[1].evidence) == 51


def test_what_is_said_again_is_no_news() -> None:
    again = said("again", "2001-08-01", "there will be no alliance with the duchy")
    reaffirmed = said("re", "2001-09-01", "no such pact or coalition was wanted in the capital", cue="reiterated")
    steps = {step.on: step for step in line([*COURSE[:2], again, reaffirmed]).steps}
    assert steps["2001-02-01"].new
    assert not steps["2001-08-01"].new
    assert steps["2001-08-01"].sayings[0].repeats == "b"
    assert not steps["2001-09-01"].new


def test_a_subject_with_a_state_takes_only_what_is_about_it() -> None:
    other = said("x", "2001-03-01", "it would join the alliance with the islands", about="CCC")
    subject = replace(define("alliance"), about=("BBB",))
    assert "2001-03-01" not in [step.on for step in position([*COURSE, other], "AAA", subject).steps]
    assert "2001-03-01" in [step.on for step in line([*COURSE, other]).steps]


def test_what_takes_no_side_is_listed_apart() -> None:
    assert line([said("m", "2001-01-01", "the alliance was founded by the sea")]).unplaced == ("m",)


def test_subjects_are_defined_in_a_few_words() -> None:
    subject = define("Military alliance with China")
    assert subject.about == ("CHN",)
    assert define("sanctions and CHN").about == ("CHN",)  # "and" is no Andorra
    assert {"allianc", "alli", "militari"} <= subject.stems.keys()
    assert subject.stems["allianc"] == 1.0 > subject.stems["cooper"]
    for nothing in ("China", "", "with the"):
        with pytest.raises(UsageError):
            define(nothing)


def test_subjects_grow_out_of_what_is_said_and_keep_their_names() -> None:
    texts = [
        ("1", "the fishing embargo must end"),
        ("2", "no fishing embargo would be lifted"),
        ("3", "the embargo was a mistake"),
        ("1", "the minister spoke of the day"),
        ("2", "the minister spoke of the day"),
    ]
    contents = [(occasion, pipeline()(text)) for occasion, text in texts]
    names = [subject.name for subject in grow(contents)]
    assert names[0] in {"embargo", "fishing embargo"}
    assert not {"day", "minister"} & set(names)
    assert names == [subject.name for subject in grow(list(reversed(contents)))]


def test_the_subjects_of_remarks() -> None:
    assert grown(COURSE)[0].name == "alliance"


def article(key: str, text: str, published: str | None = None) -> Article:
    return Article(key, key, key, key, "text/plain", text, published=published)


def statement(key: str, owner: str, said_on: str | None, content: str) -> Statement:
    cue = Excerpt(0, 4, "said")
    return Statement(key, owner, 5, 9, content, (Span(5, 9),), "indirect", None, cue, "X", "AAA", said_on=said_on)


def test_years_come_from_the_people_an_article_names() -> None:
    text = "Said what. President Joe Biden met former President Donald Trump."
    roles = [
        Role("u", text.index("President Joe"), text.index(" met"), "person:joe-biden", "president", "USA"),
        Role("u", text.index("President Don"), len(text) - 1, "person:donald-trump", "president", "USA"),
    ]
    articles = [article("u", text), article("d", "Said", "2022-03-31")]
    told = [statement("s", "u", "XXXX-05-24", "one"), statement("t", "d", None, "two")]
    found = windows(articles, roles, told, {})
    assert tuple(map(str, found["u"])) == ("2021-01-20", "2022-03-31")
    assert placed("XXXX-05-24", found["u"]) == "2021-05-24?"
    assert placed("XXXX-03-01", found["u"]) == "2021-01-20/2022-03-31"
    assert placed(None, found["d"]) == "2022-03-31"
    dated = remarks(told, articles, roles, {})
    assert [(r.id, r.on) for r in dated] == [("s", "2021-05-24?"), ("t", "2022-03-31")]


@pytest.mark.skipif(not REAL.exists(), reason="the five real articles are not here")
def test_the_line_of_the_real_articles(tmp_path: Path) -> None:
    stages, config = detente_stages(), Config(store=tmp_path)
    sources = [source for source in discover([REAL]) if isinstance(source, Source)]
    readings = [read_source(source, source_id(source), config, stages)[0] for source in sources]
    held = [reading for reading in readings if reading is not None]
    articles, roles = [reading.article for reading in held], [role for reading in held for role in reading.roles]
    pairs, retellings = stages.find(articles)
    links = list(stages.across([link for reading in held for link in reading.links], roles))
    corrected = stages.correct([each for reading in held for each in reading.statements], links)
    joined = list(stages.join(corrected, {a.id: a.published for a in articles}, retellings))
    told = remarks(joined, articles, roles, origins(pairs))
    steps = position(told, "RUS", define("alliance with China")).steps
    dates = [step.on for step in steps]
    # The undated article comes first; then what was said in April and May 2021 and in March 2022.
    assert dates[0].startswith("2021-01")
    known = ["2021-04", "2021-05-24?", "2022-03-28"]
    assert [on for on in dates if on in known] == known
    assert all(saying.remark.text for step in steps for saying in step.sayings)
    sides = {step.on: step.value for step in steps}
    assert sides["2021-04"] < 0
    assert sides["2021-05-24?"] < 0 < sides["2022-03-28"]
    # The interview that two articles tell is one occasion, each act of speaking in it told once.
    acts = [saying.remark.act for step in steps if step.on == "2021-05-24?" for saying in step.sayings]
    assert len(acts) == len(set(acts))
