"""Articles in languages other than English, through the same line."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from bench import languages
from detente.config import Config
from detente.extract import extract
from detente.language import tongues
from detente.language.tongue import cues, names, quotations
from detente.link.gazetteer import Gazetteer
from detente.link.within import link
from detente.model import Reading, Span
from detente.pipeline import detente_stages, read_source
from detente.read.files import Source, discover

CODES = sorted(tongues.TONGUES)
# Statements F1 and share of right speakers on the labelled sentences: what may not be fallen under.
FLOORS = {"ru": (0.90, 0.92), "zh": (0.92, 0.92), "de": (0.85, 0.90)}


WHEN = ["2021-03-03", "2022-03-14", "2022-03-11"]


def read(code: str, text: str) -> Reading:
    reason = tongues.missing(code)
    if reason is not None:
        pytest.skip(reason)
    return link(extract(languages.article(code, text)))


@pytest.fixture(params=CODES)
def code(request: pytest.FixtureRequest) -> str:
    reason = tongues.missing(request.param)
    if reason is not None:
        pytest.skip(reason)
    return str(request.param)


def test_labelled_statements_are_found_with_their_speakers(code: str) -> None:
    got = languages.score(code, "dev")
    statements, speakers = FLOORS[code]
    assert got.found > 5
    assert got.f1 >= statements
    assert got.speakers >= speakers


def test_every_finding_points_at_its_words(code: str) -> None:
    text = "\n".join(dict.fromkeys(label.text for label in languages.labels(code)))
    reading = read(code, text)
    assert reading.statements
    assert reading.mentions
    for row in reading.statements:
        assert row.content == " ".join(piece.of(text) for piece in row.pieces)
        assert (row.start, row.end) == (row.pieces[0].start, row.pieces[-1].end)
        for part in (row.source, row.cue):
            assert part is None or part.text == text[part.start : part.end]
        assert len(row.about) == len(row.stance)
    assert all(m.text == text[m.start : m.end] for m in reading.mentions)
    assert all(t.text == text[t.start : t.end] for t in reading.times)
    assert all(f.content == text[f.start : f.end] for f in reading.forecasts)
    known = {row.id for row in reading.statements}
    assert len(known) == len(reading.statements)
    assert all(row.parent is None or row.parent in known for row in reading.statements)
    assert {row.mention for row in reading.links} <= {m.id for m in reading.mentions}


def test_reading_twice_gives_the_same_rows(code: str) -> None:
    text = "\n".join(dict.fromkeys(label.text for label in languages.labels(code)))
    assert read(code, text) == read(code, text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ru", "В Женеве Сергей Лавров встретился с Ван И. Лавров прибыл вечером."),
        ("zh", "拉夫罗夫在日内瓦会见王毅。拉夫罗夫晚上抵达。"),
        ("de", "Sergej Lawrow traf in Genf mit Wang Yi zusammen. Lawrow kam am Abend an."),
    ],
)
def test_people_are_who_the_english_line_knows(code: str, text: str) -> None:
    actors = [row.actor for row in read(code, text).links]
    assert actors.count("person:sergey-lavrov") == 2
    assert "person:wang-yi" in actors


@pytest.mark.parametrize(
    ("code", "text", "actors"),
    [
        ("ru", "Отношения США и Китая, российско-турецкий диалог и позиция Токио.", {"USA", "CHN", "JPN"}),
        ("zh", "美国与俄罗斯的关系，以及东京的立场。", {"USA", "RUS", "JPN"}),
        ("de", "China und Russland und die Haltung der japanischen Regierung.", {"CHN", "RUS", "JPN"}),
    ],
)  # fmt: skip
def test_states_are_linked(code: str, text: str, actors: set[str]) -> None:
    assert {row.actor for row in read(code, text).links} == actors


@pytest.mark.parametrize(
    ("code", "text", "dates"),
    [
        ("ru", "Встреча прошла 3 марта 2021 года, вчера, в пятницу и в январе.", [*WHEN, "2022-01"]),
        ("ru", "На прошлой неделе, 2 апреля и в 2019 году.", ["2022-03-07/2022-03-13", "2022-04-02", "2019"]),
        ("zh", "会议于2021年3月3日、昨天、周五和去年举行。", [*WHEN, "2021"]),
        ("zh", "他12日表示，4月2日将访问。", ["2022-03-12", "2022-04-02"]),
        ("de", "Das Treffen war am 3. März 2021, gestern, am Freitag und im Januar.", [*WHEN, "2022-01"]),
    ],
)  # fmt: skip
def test_dates(code: str, text: str, dates: list[str]) -> None:
    assert [time.on for time in read(code, text).times] == dates


@pytest.mark.parametrize(
    ("code", "text", "content"),
    [
        ("ru", "Посол Китая заявил, что торговля вырастет вдвое.", "торговля вырастет вдвое"),
        ("ru", "Санкции вряд ли будут отменены.", "Санкции вряд ли будут отменены"),
        ("zh", "日本首相认为，谈判可能破裂。", "谈判可能破裂"),
        ("de", "Der Preis wird im Herbst steigen.", "Der Preis wird im Herbst steigen"),
    ],
)
def test_forecasts(code: str, text: str, content: str) -> None:
    assert [row.content for row in read(code, text).forecasts] == [content]


def test_a_forecast_in_a_statement_is_its_speakers() -> None:
    (row,) = read("ru", "Посол Китая Чэнь Лу заявил, что торговля вырастет вдвое.").forecasts
    assert row.holder == "Chen Lu"


def test_an_outlet_that_passes_words_on_is_the_relay() -> None:
    (row,) = read("ru", "Министр обороны Индии заявил, что учения завершены, передаёт ТАСС.").statements
    assert (row.speaker, row.relay) == ("Indian defence minister", ("TASS",))


def test_an_outlet_named_in_the_next_sentence_is_the_relay_too() -> None:
    (row,) = read("ru", "Посол Китая заявил, что торговля растёт. Об этом сообщает ТАСС.").statements
    assert (row.speaker, row.relay) == ("Chinese ambassador", ("TASS",))


def test_what_the_sentence_before_holds_may_be_said() -> None:
    (row,) = read("ru", "Экспорт зерна вырос вдвое. Об этом рассказал посол Китая.").statements
    assert (row.speaker, row.content) == ("Chinese ambassador", "Экспорт зерна вырос вдвое")


@pytest.mark.parametrize(
    ("code", "text", "negated"),
    [
        ("ru", "Посол Китая опроверг сообщения о сделке.", True),
        ("ru", "Посол Китая не подтвердил сообщения о сделке.", True),
        ("ru", "Посол Китая не исключил, что сделка состоится.", False),
        ("zh", "日本首相否认政府隐瞒事实。", True),
        ("de", "Der chinesische Botschafter dementierte, dass es ein Treffen gab.", True),
    ],
)
def test_denials(code: str, text: str, negated: bool) -> None:
    (row,) = read(code, text).statements
    assert row.negated is negated


def test_an_article_whose_reader_is_missing_is_kept_and_the_reason_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tongues, "find_spec", lambda name: None)
    (tmp_path / "a.txt").write_text("Посол Китая заявил, что торговля растёт и будет расти дальше.", encoding="utf-8")
    (source,) = [each for each in discover([tmp_path]) if isinstance(each, Source)]
    reading, reject = read_source(source, "s", Config(), detente_stages())
    assert reading is not None
    assert reading.article.language == "ru"
    assert not reading.statements
    assert reject is not None
    assert reject.code == "no-model"


def test_a_pronoun_is_who_spoke_before() -> None:
    first, second = read(
        "ru", "Посол Китая Чэнь Лу заявил, что торговля растёт. Он добавил, что рост устойчив."
    ).statements
    assert (first.speaker, second.speaker) == ("Chen Lu", "Chen Lu")


def test_what_is_said_is_about_the_states_it_names() -> None:
    (row,) = read("zh", "俄罗斯外长强调，日本应尊重历史。").statements
    assert (row.actor, row.about) == ("RUS", ("JPN",))


def test_quotations_nest_and_may_stay_open() -> None:
    text = "Он сказал: «Роман „Мир“ издан». „Ja“, sagte er. »Nein« “是” «открыта"
    assert [q.span.of(text) for q in quotations(text, Span(0, len(text)))] == [
        "«Роман „Мир“ издан»", "„Ja“", "»Nein«", "“是”", "«открыта",
    ]  # fmt: skip


def test_a_language_without_its_packages_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tongues, "find_spec", lambda name: None)
    reason = tongues.missing("ru")
    assert reason is not None
    assert "pip install 'detente[ru]'" in reason
    assert tongues.missing("de") is None
    assert tongues.missing("en") is None


def test_every_english_rendering_is_known_to_the_gazetteer(code: str) -> None:
    gazetteer = Gazetteer.load()
    unknown = []
    for row in names(code):
        if row.kind == "person":
            known = gazetteer.person(row.english) is not None
        else:
            known = row.english in {"head", "source"} or bool(gazetteer.find(row.english)) or row.kind == "adjective"
        if not known:
            unknown.append(row)
    assert not unknown


def test_every_cue_is_found_by_its_own_lemma(code: str) -> None:
    assert len(cues(code)) > 40
    assert all(row.frames for row in cues(code).values())


@pytest.mark.parametrize("folder", CODES)
def test_every_dictionary_of_a_language_says_its_source_and_licence(folder: str) -> None:
    tables = [p for p in files("detente.data").joinpath(folder).iterdir() if Path(str(p)).suffix == ".tsv"]
    assert tables
    for table in tables:
        head = "\n".join(
            line for line in table.read_text(encoding="utf-8").splitlines() if line.startswith("#")
        ).lower()
        assert "licence" in head, table
        assert "source" in head, table
