from __future__ import annotations

import gzip
import zipfile
from datetime import date
from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.relate.loaders import read_events, read_plain


def gdelt(width: int, **given: str) -> str:
    row = [""] * width
    filled = {
        "id": "7",
        "date": "20200103",
        "source": "USA",
        "target": "IRN",
        "root": "19",
        "quad": "4",
        "value": "-10.0",
    }
    places = {"id": 0, "date": 1, "source": 7, "target": 17, "root": 28, "quad": 29, "value": 30}
    for name, value in (filled | given).items():
        row[places[name]] = value
    if width > 57:
        row[-1] = "https://example.org/a"
    return "\t".join(row)


@pytest.mark.parametrize(("width", "layout"), [(57, "GDELT 1.0"), (58, "GDELT 1.0"), (61, "GDELT 2.0")])
def test_gdelt_of_all_ages(tmp_path: Path, width: int, layout: str) -> None:
    path = tmp_path / "export.CSV"
    path.write_text("\n".join([gdelt(width), gdelt(width, id="8", source="ROM", target="SUN")]) + "\n")
    found = read_events(path)
    assert (found.layout, found.rows, found.rejected) == (layout, 2, {})
    first, second = found.evidence
    assert (first.id, first.on, first.source, first.target, first.value) == (
        "gdelt:7",
        "2020-01-03",
        "USA",
        "IRN",
        -10.0,
    )
    assert first.quad == "material conflict"
    assert first.origin == ("https://example.org/a" if width > 57 else "gdelt:7")
    assert second.source == "ROU"


def test_rows_that_cannot_be_used_are_counted_with_their_reason(tmp_path: Path) -> None:
    rows = [
        gdelt(61),
        gdelt(61, source=""),
        gdelt(61, target="EUR"),
        gdelt(61, target="USA"),
        gdelt(61, value="nan"),
        gdelt(61, quad="9"),
        gdelt(61, date="20201332"),
        "short\trow",
    ]
    path = tmp_path / "export.CSV.gz"
    with gzip.open(path, "wt", encoding="utf-8") as packed:
        packed.write("\n".join(rows))
    found = read_events(path)
    assert len(found.evidence) == 1
    assert found.rejected == {
        "no state on one side": 1,
        "not the code of a state": 1,
        "within one state": 1,
        "no number": 1,
        "no quad class": 1,
        "no date": 1,
        "wrong number of fields": 1,
    }
    assert found.rows == len(found.evidence) + sum(found.rejected.values())


def test_rows_of_one_day_pair_and_kind_are_one_happening(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text(
        "\n".join([gdelt(58), gdelt(58, id="8"), gdelt(58, id="9", root="13"), gdelt(58, id="10", date="20200104")])
    )
    found = read_events(path, [("IRN", "USA")]).evidence
    assert len({row.happening for row in found}) == 3
    assert read_events(path, [("IRN", "ISR")]).evidence == ()


def test_icews_and_polecat_by_their_headers(tmp_path: Path) -> None:
    icews = tmp_path / "events.tab"
    icews.write_text(
        "Event ID\tEvent Date\tSource Country\tTarget Country\tCAMEO Code\tIntensity\tStory ID\n"
        '1\t2015-03-02\tRussian Federation\tChina\t043\t2.8\t"s9\n'
        "2\t2015-03-02\t\tChina\t043\t2.8\ts9\n"
        "3\t2015-03-02\tAtlantis\tChina\t043\t2.8\ts9\n"
    )
    found = read_events(icews)
    assert [(r.source, r.target, r.quad, r.origin) for r in found.evidence] == [
        ("RUS", "CHN", "verbal cooperation", '"s9')
    ]
    assert found.rejected == {"no state on one side": 1, "not the name of a state": 1}
    polecat = tmp_path / "ngecEvents.zip"
    with zipfile.ZipFile(polecat, "w") as archive:
        archive.writestr(
            "p.txt",
            "Event ID\tEvent Date\tEvent Type\tIntensity\tQuad Code\tActor Country\tRecipient Country\tSource\n"
            "p1\t2021-05-24\tREJECT\t-2.0\tVERBAL CONFLICT\tRUS\tUSA\tSome Daily\n",
        )
    assert [(r.id, r.value, r.quad, r.origin) for r in read_events(polecat).evidence] == [
        ("polecat:p1", -2.0, "verbal conflict", "Some Daily")
    ]


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("date,source,target,value\n2021-05-24,RUS,CHN,4\n2021-05-25,RUS,CHN,-4\n")
    assert [(r.value, r.quad) for r in read_events(path).evidence] == [
        (4.0, "verbal cooperation"),
        (-4.0, "verbal conflict"),
    ]


def test_columns_of_values(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("date,US-CN,IL-IR\n2020-01-01,1.5,\n2020-01-02,x,-3\nnever,1,2\n2020-01-03,1\n")
    found = read_plain(path)
    assert found.values == {("US", "CN"): {date(2020, 1, 1): 1.5}, ("IL", "IR"): {date(2020, 1, 2): -3.0}}
    assert found.rejected == {"no value": 1, "no number": 1, "no date": 1, "wrong number of fields": 1}


@pytest.mark.parametrize("content", ["", "hello\n", "date,name\n", "\x1f\x8b nonsense"])
def test_other_files_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other"
    path.write_bytes(content.encode("latin-1"))
    for read in (read_events, read_plain):
        with pytest.raises(UsageError):
            read(path)
    with pytest.raises(UsageError):
        read_events(tmp_path / "absent")
