"""Chinese: the small LAC tagger that jieba carries, run with numpy; names in pinyin."""

from detente.language.chinese.reader import Chinese

__all__ = ["Chinese"]
