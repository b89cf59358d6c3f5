"""Forecasts: what the future decides, and what it does not."""

from __future__ import annotations

import pytest

from detente.extract import extract
from detente.model import Article, Forecast

YES = [
    ("The blockade will probably fail within a month.", "will probably", None),
    ("If the harvest fails, the government is destined to fall.", "destined", "If the harvest fails"),
    ("The two armies may clash again in the spring.", "may", None),
    ("Syldavia is unlikely to sign the accord.", "unlikely", None),
    ("The quarrel is bound to end in court.", "bound", None),
    ("It is unlikely that the league will accept the offer.", "unlikely will", None),
    ("Oil is going to run short before the winter.", "going", None),
    ("Kovacs said the league would never agree.", "would never", None),
    ("Analysts expect the two governments to sign an accord.", "expect", None),
    ("The siege would collapse if the bridge were taken.", "would", "if the bridge were taken"),
]
NO = [
    "The minister may have known of the letter.",
    "The general could be hiding in the hills.",
    "Will the league accept the offer?",
    "The foreign minister will visit Klow on Monday.",
    "The government should resign.",
    "The treaty was signed in the spring.",
]


def forecasts(text: str) -> list[Forecast]:
    return list(extract(Article("a1", "t", "t", "s", "text/plain", text, published="2021-05-20")).forecasts)


@pytest.mark.parametrize(("text", "wording", "condition"), YES)
def test_forecasts(text: str, wording: str, condition: str | None) -> None:
    (row,) = forecasts(text)
    assert (row.wording, row.condition) == (wording, condition)
    assert text[row.start : row.end] == row.content


@pytest.mark.parametrize("text", NO)
def test_no_forecasts(text: str) -> None:
    assert forecasts(text) == []


def test_a_speakers_forecast_names_its_statement() -> None:
    (row,) = forecasts("Kovacs warned that the dam would burst.")
    assert row.statement is not None
