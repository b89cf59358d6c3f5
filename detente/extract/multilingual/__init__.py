"""Extraction from articles in the languages of ``detente.language.tongues``: mentions, dates, statements, forecasts.

The language gives sentences and attributions; here they become the rows that the English line gives, with names
rendered into English so that one dictionary decides what they mean.
"""

from __future__ import annotations

from detente.extract.multilingual import calendar, forecasts, statements
from detente.extract.multilingual.roster import Roster
from detente.language.tongues import tongue
from detente.model import Article, Reading


def extract(article: Article) -> Reading:
    """Read an article in a language other than English.

    Raises:
        ModelMissingError: what the language needs is not installed.
    """
    reader = tongue(article.language)
    sentences = reader.parse(article)
    times = calendar.find(article.text, article.published, article.id, article.language)
    roster = Roster(article, reader, sentences)
    said = tuple(statements.find(article, reader, (sentences, roster, times)))
    return Reading(
        article,
        mentions=roster.mentions(),
        times=times,
        statements=said,
        forecasts=tuple(forecasts.find(article, reader, sentences, said)),
    )
