from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

from relate.rows import gold
from relate.test_positions import COURSE, line

from detente.relate.series import relation
from detente.relate.shocks import Shock
from detente.relate.triangles import triangle
from detente.tell.relation_charts import OTHERS, UNDECIDED, png, position_spec, series_spec, svg, triangle_spec

WINDOW = (date(1969, 1, 1), date(1979, 12, 31))
SVG = "{http://www.w3.org/2000/svg}"


def drawn(text: str) -> str:
    root = ET.fromstring(text)
    assert root.tag == f"{SVG}svg"
    return " ".join(node.text or "" for node in root.iter(f"{SVG}text"))


def test_a_series_is_drawn_with_both_intervals_and_its_shocks() -> None:
    found = relation(gold(), "USA", "CHN", mutual=True, window=WINDOW)
    shock = Shock("1972-02", "better", 4.0, 0.0, 5.0, "a summit", ())
    spec = series_spec(found, [shock])
    assert len(spec["data"]["values"]) == 132
    assert {layer["encoding"]["y"]["field"] for layer in spec["layer"][:2]} == {"low90", "low50"}
    assert spec["layer"][-1]["data"]["values"][0]["says"].endswith("a summit")
    words = drawn(svg(spec))
    assert "United States and China, by month" in words
    assert "1972" in words


def test_a_triangle_is_drawn_with_shares_that_sum_to_one_and_three_levels() -> None:
    spec = triangle_spec(triangle(gold(), ("USA", "CHN", "SUN"), window=WINDOW))
    shares, sides = spec["vconcat"]
    sums: dict[str, float] = {}
    for row in shares["data"]["values"]:
        sums[row["on"]] = sums.get(row["on"], 0.0) + row["share"]
    assert len(sums) == 132
    assert all(abs(total - 1) < 1e-6 for total in sums.values())
    assert {OTHERS, UNDECIDED, "romantic, pivot United States"} <= {row["pattern"] for row in shares["data"]["values"]}
    assert {row["pair"] for row in sides["data"]["values"]} == {
        "China and Soviet Union",
        "United States and Soviet Union",
        "United States and China",
    }
    assert all(row["low90"] < row["level"] < row["high90"] for row in sides["data"]["values"])
    assert png(spec, scale=1).startswith(b"\x89PNG")


def test_a_position_is_drawn_with_its_occasions_and_shift() -> None:
    spec = position_spec(line(COURSE))
    assert [row["value"] > 0 for row in spec["data"]["values"]] == [False, False, False, True, True]
    assert spec["layer"][-1]["data"]["values"] == [{"on": "2003-05-05"}]
    assert "alliance" in drawn(svg(spec))


def test_nothing_is_an_empty_frame() -> None:
    for spec in (
        series_spec(relation([], "USA", "CHN")),
        triangle_spec(triangle([], ("USA", "CHN", "SUN"))),
        position_spec(line([])),
    ):
        assert "<svg" in svg(spec)
