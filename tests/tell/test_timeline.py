from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from detente.store import Store
from detente.tell import compose, timeline
from detente.tell.brief import Brief, Item, Mark

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def brief(store: Store) -> Brief:
    return compose.brief(store, "RUS", "CHN")


def drawn(brief: Brief, *, inline: bool) -> etree._Element:
    picture = timeline.svg(brief, inline=inline)
    assert picture is not None
    return etree.fromstring(picture.encode())


def with_marks(brief: Brief, marks: list[Mark]) -> Brief:
    section = replace(brief.sections[0], items=tuple(Item((), mark=mark) for mark in marks))
    return replace(brief, sections=(section,))


def mark(number: int, on: str, who: str = "Orlin", words: str = "words") -> Mark:
    return Mark(on, who, "RUS", "statement", number, words)


def test_every_point_opens_its_words_and_says_them(brief: Brief) -> None:
    root = drawn(brief, inline=True)
    links = {link.get("href"): link.findtext(f"{SVG}title") for link in root.iter(f"{SVG}a")}
    assert links.keys() == {f"#e{mark.number}" for mark in brief.marks}
    assert links["#e3"] == (
        "24 May 2021: Pavel Orlin (Russia), statement: Russia would never sign a pact against Beijing [3]"
    )


def test_the_picture_asks_for_nothing_from_outside(brief: Brief) -> None:
    for inline in (True, False):
        root = drawn(brief, inline=inline)
        names = {etree.QName(element).localname for element in root.iter() if isinstance(element.tag, str)}
        assert not names & {"script", "image", "use", "foreignObject", "font-face"}
        addresses = [v for e in root.iter() for k, v in e.attrib.items() if k.rpartition("}")[2] in {"href", "src"}]
        assert all(address.startswith("#") for address in addresses)
        assert all("url(" not in value for e in root.iter() for value in e.attrib.values())
        assert not any("style" in e.attrib for e in root.iter())


def test_as_a_file_of_its_own_it_has_a_ground_and_no_dead_links(brief: Brief) -> None:
    root = drawn(brief, inline=False)
    assert list(root.iter(f"{SVG}a")) == []
    assert "background:#fff" in (root.findtext(f"{SVG}style") or "")
    assert root.get("width")


def test_points_that_would_cover_each_other_stand_apart(brief: Brief) -> None:
    crowd = with_marks(brief, [mark(n, "2021-05-24") for n in range(1, 5)] + [mark(5, "2022-05-24")])
    places = [
        point.get("transform")
        for link in drawn(crowd, inline=True).iter(f"{SVG}a")
        for point in link.iter(f"{SVG}path")
    ]
    assert len(set(places)) == 5


def test_each_state_has_a_lane_the_two_at_hand_first_those_of_no_state_last(brief: Brief) -> None:
    given = [mark(1, "2021-05-01"), mark(2, "2021-05-02"), mark(3, "2021-05-03"), mark(4, "2021-05-04")]
    marks = [replace(m, state=state) for m, state in zip(given, (None, "FRA", "CHN", "RUS"), strict=True)]
    labels = [text.text for text in drawn(with_marks(brief, marks), inline=True).iter(f"{SVG}text")]
    assert [name for name in labels if name in {"China", "Russia", "France", timeline.OTHERS}] == [
        "Russia",
        "China",
        "France",
        timeline.OTHERS,
    ]


def test_hostile_names_are_letters(brief: Brief) -> None:
    names = ["</text><script>x</script>", '"]+alert(1)+["', "a\\u0022 + b", "datum.value"]
    odd = with_marks(brief, [mark(n, f"2021-05-{n:02}", who=name, words=name) for n, name in enumerate(names, 1)])
    titles = [title.text for title in drawn(odd, inline=True).iter(f"{SVG}title")]
    assert [f"{n} May 2021: {name} (Russia), statement: {name} [{n}]" for n, name in enumerate(names, 1)] == titles


def test_an_odd_code_is_a_label_not_a_formula(brief: Brief) -> None:
    odd = with_marks(brief, [replace(mark(1, "2021-05-01"), state='"]+alert(1)+["'), mark(2, "2021-05-02")])
    labels = {text.text for text in drawn(odd, inline=True).iter(f"{SVG}text")}
    assert '"]+alert(1)+["' in labels


def test_what_has_no_year_is_not_placed(brief: Brief) -> None:
    assert timeline.svg(with_marks(brief, [mark(1, "XXXX-05-24")]), inline=True) is None
    one = with_marks(brief, [mark(1, "2021-05")])
    assert timeline.svg(one, inline=True) is not None
