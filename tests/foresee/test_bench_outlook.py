"""The bench's protocol, and its floors where the data are at hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench import outlook as bench

ROWS = "date,A-B\n2018-01-01,0\n2018-01-02,10\n2018-01-07,-10\n2018-01-09,4\n"


def test_gaps_of_days_are_straight_lines_or_left_out(tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    file.write_text(ROWS, encoding="utf-8")
    names, line = bench.weekly(file)
    assert names == ["A-B"]
    first = np.arcsinh([0, 10, 6, 2, -2, -6, -10]).mean()
    second = np.arcsinh([-3, 4]).mean()
    assert line[:, 0] == pytest.approx([first, second])
    _, left = bench.weekly(file, "mean")
    assert left[:, 0] == pytest.approx([np.arcsinh([0, 10, -10]).mean(), np.arcsinh(4)])


def test_no_data_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--data", str(tmp_path / "none.csv")]) == 2
    assert "no data" in capsys.readouterr().err


@pytest.mark.skipif(not bench.DATA.exists(), reason="the development data are not at hand")
def test_the_model_beats_every_baseline_on_the_development_data(capsys: pytest.CaptureFixture[str]) -> None:
    figures = bench.report(*bench.weekly(bench.DATA))
    printed = capsys.readouterr().out
    for horizon in bench.HORIZONS:
        assert figures[f"gain {horizon}"] >= 0.03
        assert figures[f"gain low {horizon}"] > 0
        assert 0.88 <= figures[f"within90 {horizon}"] <= 0.92
    for name, stated in bench.STATED.items():
        row = next(line for line in printed.splitlines() if line.startswith(name))
        measured = [float(value) for value in row[len(name) :].split()[:3]]
        assert measured == pytest.approx(stated, abs=0.0101 if name == "local level" else 0.0011)
