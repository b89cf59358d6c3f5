"""German, by rules alone: capitals, articles, quotation marks and cue verbs. Needs nothing to be installed."""

from detente.language.german.reader import German

__all__ = ["German"]
