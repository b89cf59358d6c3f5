"""Russian: razdel's segmentation, slovnet's tagger, parser and recogniser, pymorphy3's dictionary forms."""

from detente.language.russian.reader import Russian

__all__ = ["Russian"]
