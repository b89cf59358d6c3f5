"""The example corpus and its gold file agree with each other, and with what the corpus promises."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent.parent / "detente" / "data" / "example"
GOLD: dict[str, Any] = json.loads((FOLDER / "gold.json").read_text(encoding="utf-8"))
FILES = sorted(path.name for path in (FOLDER / "articles").iterdir())
TEXTS = {name: (FOLDER / "articles" / name).read_text(encoding="utf-8") for name in FILES}
NOTE = "Written for the detente project as an example; not a historical document."
STATES = {"USA", "CHN", "SUN", "VNM", "TWN", "JPN", "KHM", "AFG", "PAK"}
PLOVER = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT".split()
)


class Paragraphs(HTMLParser):
    """Collects the words of each ``p`` element, and of the whole page."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[str] = []
        self.paragraphs: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p":
            self.inside = True
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "p"

    def handle_data(self, data: str) -> None:
        self.all.append(data)
        if self.inside:
            self.paragraphs[-1] += data


def plain(name: str) -> str:
    """Return the words of the file: a page without its tags, else the file as it is."""
    if not name.endswith(".html"):
        return TEXTS[name]
    page = Paragraphs()
    page.feed(TEXTS[name])
    return "".join(page.all)


def body(name: str) -> str:
    """Return the article's own words: no front matter, no page furniture, no note."""
    text = TEXTS[name]
    if name.endswith(".html"):
        page = Paragraphs()
        page.feed(text)
        paragraphs = page.paragraphs
    elif name.endswith(".md"):
        paragraphs = text.split("---\n", 2)[2].split("\n\n")
    else:
        paragraphs = text.split("\n\n")
    # Residue is short: outside Markdown every paragraph of an article is longer than fifteen words.
    least = 0 if name.endswith(".md") else 15
    kept = [p.strip() for p in paragraphs if len(p.split()) > least and NOTE not in p and not p.startswith("#")]
    return "\n\n".join(kept)


def findings(kind: str) -> list[tuple[str, dict[str, Any]]]:
    return [(name, row) for name in FILES for row in GOLD["articles"][name][kind]]


def five_word_strings(text: str) -> set[tuple[str, ...]]:
    unquoted = re.sub(r"“[^”]*”|\"[^\"]*\"", " | ", text)
    runs = [re.findall(r"\w+", run.lower()) for run in unquoted.split("|")]
    return {tuple(run[i : i + 5]) for run in runs for i in range(len(run) - 4)}


def is_edtf(value: str) -> bool:
    ends = value.split("/")
    if len(ends) > 2:
        return False
    try:
        days = [date.fromisoformat(end + "-01-01"[: 10 - len(end)] if len(end) in (4, 7, 10) else "") for end in ends]
    except ValueError:
        return False
    return len(days) == 1 or days[0] <= days[1]


def edtf_of(finding: dict[str, Any]) -> list[str]:
    return [finding[key] for key in ("said_on", "date", "deadline") if finding.get(key) is not None]


def test_the_edtf_check_tells_right_from_wrong() -> None:
    assert all(is_edtf(good) for good in ("1969", "1971-10", "1972-02-28", "1972-02-21/1972-02-28", "1971-07/1972"))
    assert not any(is_edtf(bad) for bad in ("1971-13", "1971-02-30", "71", "1972-03/1972-02", "May 1972", ""))


def test_size_and_formats() -> None:
    assert 20 <= len(FILES) <= 28
    endings = Counter(Path(name).suffix for name in FILES)
    assert endings[".html"] == 4
    assert endings[".txt"] == 3
    assert set(endings) == {".md", ".html", ".txt"}
    assert 6_000 <= sum(len(body(name).split()) for name in FILES) <= 9_000
    assert len(GOLD["invented"]["outlets"]) in range(6, 9)


@pytest.mark.parametrize("name", FILES)
def test_article_is_marked_dated_and_of_the_right_length(name: str) -> None:
    text = TEXTS[name]
    assert NOTE in text
    assert 150 <= len(body(name).split()) <= 500
    if name.endswith(".md"):
        head = dict(line.split(": ", 1) for line in text.split("---\n", 2)[1].splitlines())
        assert set(head) == {"title", "author", "outlet", "published", "note"}
        assert head["outlet"] in GOLD["invented"]["outlets"]
        assert date.fromisoformat(head["published"]).year in range(1969, 1980)
    elif name.endswith(".html"):
        outlet = re.search(r'og:site_name" content="([^"]+)"', text)
        assert outlet is not None
        assert outlet[1] in GOLD["invented"]["outlets"]
        assert re.search(r'article:published_time" content="19[67]\d-\d\d-\d\d', text)
        assert re.search(r'name="author" content="[^"]+"', text)
        assert "<textarea" in text
    else:
        assert re.search(r"[A-Z][a-z]+ \d{1,2}, 19[67]\d", text[:300])


def test_files_stand_in_the_order_of_their_dates() -> None:
    published = []
    for name in FILES:
        found = re.search(r"^published: (\S+)|published_time\" content=\"(.{10})", TEXTS[name], re.M)
        if found is not None:
            published.append(found[1] or found[2])
    assert len(published) == len(FILES) - 3
    assert published == sorted(published)


@pytest.mark.parametrize("name", FILES)
def test_quotation_marks_pair(name: str) -> None:
    text = body(name)
    listed = name in {row["article"] for row in GOLD["open_quotations"]}
    assert (text.count('"') % 2 == 0 and text.count("“") == text.count("”")) is not listed


def test_gold_covers_every_article() -> None:
    assert sorted(GOLD["articles"]) == FILES
    for flag in ("complete", "complete_events"):
        assert sum(row[flag] for row in GOLD["articles"].values()) >= 12
    assert all(row["statements"] and row["forecasts"] and row["events"] for row in GOLD["articles"].values())


@pytest.mark.parametrize("name", FILES)
def test_contents_are_the_exact_words(name: str) -> None:
    text, words = TEXTS[name], plain(name)
    for kind in ("statements", "forecasts", "events"):
        for row in GOLD["articles"][name][kind]:
            if name.endswith(".html"):
                assert row["start"] is None
                assert row["end"] is None
                assert row["content"] in words
            else:
                assert text[row["start"] : row["end"]] == row["content"]
            assert row["content"] == row["content"].strip()
            assert all(piece in row["content"] for piece in row.get("pieces", ()))


@pytest.mark.parametrize("name", FILES)
def test_sources_and_cues_are_the_exact_words(name: str) -> None:
    for row in GOLD["articles"][name]["statements"]:
        for part in ("source", "cue"):
            span = row[part + "_span"]
            if span is not None:
                assert TEXTS[name][span[0] : span[1]] == row[part]
            elif row[part] is not None:
                assert name.endswith(".html")
                assert row[part] in plain(name)


def test_dates_are_edtf() -> None:
    for kind in ("statements", "forecasts", "events"):
        for name, row in findings(kind):
            assert all(is_edtf(value) for value in edtf_of(row)), (name, row)


def test_statements_keep_to_the_vocabulary() -> None:
    for name, row in findings("statements"):
        assert row["kind"] in {"direct", "indirect", "mixed"}, name
        assert row["actor"] is None or row["actor"] in STATES, name
        assert set(row["about"]) <= STATES - {row["actor"]}, (name, row)
        quoted = bool(re.search(r'["“]', row["content"]))
        assert quoted is (row["kind"] != "indirect"), (name, row)


def test_speakers_stand_in_their_articles() -> None:
    states = {"United States", "Soviet Union", "China", "Japan", "General Assembly", "Chinese government"}
    for name, row in findings("statements"):
        if row["speaker"] is not None and row["speaker"] not in states:
            assert row["speaker"] in plain(name), (name, row["speaker"])


def test_forecasts_are_settled_with_a_reason() -> None:
    outcomes: Counter[str] = Counter()
    for name, row in findings("forecasts"):
        text = plain(name)
        outcomes[row["outcome"]] += 1
        assert row["outcome"] in {"true", "false", "void", "open"}
        assert all(row[part] is None or row[part] in text for part in ("wording", "condition", "deadline_words"))
        assert row["wording"] in text
        assert row["holder"] == "author" or row["holder"] in text, (name, row)
        assert row["settled_by"].endswith(".")
        assert row["outcome"] == "open" or re.search(r"\b19\d\d\b", row["settled_by"]), (name, row)
        assert row["outcome"] != "void" or row["condition"] is not None
    assert outcomes["true"] >= 10
    assert outcomes["false"] >= 10
    assert outcomes["void"] >= 3


def test_forecasts_have_both_kinds_of_holder_and_conditions_and_deadlines() -> None:
    rows = [row for _, row in findings("forecasts")]
    assert {row["holder"] == "author" for row in rows} == {True, False}
    for field in ("condition", "deadline"):
        assert len({row["outcome"] for row in rows if row[field] is not None}) >= 3
    for name, row in findings("forecasts"):
        published = re.search(r"published: (\S+)", TEXTS[name])
        if published and row["deadline"]:
            assert row["deadline"] >= published[1][: len(row["deadline"])], (name, row)


def test_events_keep_to_the_vocabulary() -> None:
    statuses: Counter[str] = Counter()
    for name, row in findings("events"):
        assert row["type"] in PLOVER, (name, row)
        assert row["source"]
        assert row["target"]
        assert set(row["source"]) | set(row["target"]) <= STATES, (name, row)
        assert row["claimed_by"] is None or row["claimed_by"] in STATES
        statuses[row["status"]] += 1
    assert set(statuses) == {"happened", "scheduled", "denied", "hypothetical"}


def test_what_the_corpus_promises_is_there() -> None:
    rows = [row for _, row in findings("statements")]
    assert sum(bool(row["relay"]) for row in rows) >= 4
    assert any(len(row["relay"]) > 1 for row in rows)
    assert sum(row["denies"] for row in rows) >= 1
    assert {row["kind"] for row in rows} == {"direct", "indirect", "mixed"}
    assert any(row["pieces"] for row in rows)


def test_invented_people_are_never_quoted_directly() -> None:
    invented = set(GOLD["invented"]["people"])
    rows = [row for _, row in findings("statements") if row["speaker"] in invented]
    assert len(rows) >= 10
    assert {row["kind"] for row in rows} == {"indirect"}


@pytest.mark.parametrize("pair", GOLD["retellings"], ids=lambda pair: f"{pair['a'][:2]}-{pair['b'][:2]}")
def test_retellings_correspond_paragraph_by_paragraph(pair: dict[str, Any]) -> None:
    for side, name in ((0, pair["a"]), (1, pair["b"])):
        begins = [paragraph.replace("\n", " ") for paragraph in body(name).split("\n\n")]
        assert len(begins) == len(pair["paragraphs"])
        assert all(text.startswith(row[side]) for text, row in zip(begins, pair["paragraphs"], strict=True))
    shared = five_word_strings(body(pair["a"])) & five_word_strings(body(pair["b"]))
    if pair["kind"] == "retelling":
        assert pair["original"] is None
        assert shared == set()
    else:
        assert pair["original"] in (pair["a"], pair["b"])
        lengths = [len(body(name).split()) for name in (pair["a"], pair["b"])]
        assert max(lengths) / min(lengths) < 1.1


def test_pairs_name_articles_and_no_trap_is_a_retelling() -> None:
    told = {frozenset((pair["a"], pair["b"])) for pair in GOLD["retellings"]}
    traps = {frozenset((pair["a"], pair["b"])) for pair in GOLD["traps"]}
    readouts = {frozenset((pair["a"], pair["b"])) for pair in GOLD["readouts"]}
    assert all(pair <= set(FILES) and len(pair) == 2 for pair in told | traps | readouts)
    assert not told & traps
    assert readouts <= traps
    assert len([pair for pair in GOLD["retellings"] if pair["kind"] == "retelling"]) == 2
    assert len([pair for pair in GOLD["retellings"] if pair["kind"] == "repost"]) == 1


def test_a_trap_shares_a_quotation_with_a_retelling() -> None:
    told = {name for pair in GOLD["retellings"] for name in (pair["a"], pair["b"])}
    quotations = {name: set(re.findall(r'["“]([^"“”]{40,}?)[.,]?["”]', body(name))) for name in FILES}
    sharing = [
        pair
        for pair in GOLD["traps"]
        if quotations[pair["a"]] & quotations[pair["b"]] and {pair["a"], pair["b"]} & told
    ]
    assert sharing


def test_no_other_pair_copies() -> None:
    known = {frozenset((pair["a"], pair["b"])) for key in ("retellings", "traps") for pair in GOLD[key]}
    strings = {name: five_word_strings(body(name)) for name in FILES}
    for a, b in combinations(FILES, 2):
        if frozenset((a, b)) not in known:
            assert len(strings[a] & strings[b]) <= 8, (a, b, strings[a] & strings[b])


def test_readouts_differ_in_the_words_that_are_named() -> None:
    for pair in GOLD["readouts"]:
        assert len(pair["words"]) >= 2
        for row in pair["words"]:
            assert row["a"] in TEXTS[pair["a"]]
            assert row["b"] in TEXTS[pair["b"]]
            assert row["a"] not in TEXTS[pair["b"]]
            assert row["b"] not in TEXTS[pair["a"]]


@pytest.mark.parametrize("key", ["utterances", "shifts"])
def test_groups_are_made_of_statements(key: str) -> None:
    for group in GOLD[key]:
        members = group["wordings" if key == "utterances" else "statements"]
        assert len({row["article"] for row in members}) == len(members) >= 2
        for row in members:
            found = [s for s in GOLD["articles"][row["article"]]["statements"] if s["content"] == row["content"]]
            assert found, row
            if key == "shifts":
                assert group["actor"] in {s["actor"] for s in found}
    names = [row["article"] for group in GOLD["shifts"] for row in group["statements"]]
    assert len(set(names)) >= 8


def test_names_are_spelled_as_in_the_articles() -> None:
    everything = "\n".join(plain(name) for name in FILES)
    for forms in GOLD["names"].values():
        assert len(forms) >= 2
        assert all(form in everything for form in forms), forms
    for person in GOLD["invented"]["people"]:
        assert any(person in text for text in TEXTS.values()), person
