"""Chinese sentences, words and names: segmentation and tags by LAC, names in pinyin by pypinyin (MIT)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from detente.language import english
from detente.language.chinese import attribution, lac
from detente.language.tongue import Attribution, Quotation, Sentence, Word, rows
from detente.model import Article, Span

# A sentence ends with a full stop and the marks that close behind it, or with its line.
SENTENCE = re.compile(r"[^。！？!?\n\r]*(?:[。！？!?]+[”’」』）)]*|(?=[\n\r])|$)")
LONGEST_SENTENCE = 300  # characters
# The tagger was trained on half-width punctuation.
HALF = str.maketrans("，：；！？（）", ",:;!?()")
MARKS = "，。：；！？“”‘’（）、,.:;!?()\"'"
VERBS = frozenset({"v", "vd", "vn"})
# Family names of two characters; pinyin writes family name and given name apart.
DOUBLE = frozenset("欧阳 司马 上官 诸葛 司徒 东方 尉迟 公孙 慕容 令狐 皇甫 夏侯".split())
# What follows a quotation's end and is no new sentence: the writer's words about it.
TOLD = re.compile(r"[^“”。！？]{1,40}(?:说|称|表示|指出|强调|道|问|答|透露|认为)[^“”。！？]{0,6}(?:，“|[。！？])")


class Chinese:
    """Reads Chinese; see :class:`detente.language.tongue.Tongue`."""

    code = "zh"
    name = "Chinese"
    head_first = False
    spaced = False
    home = "CHN"

    def parse(self, article: Article) -> list[Sentence]:
        """Return the sentences outside the article's boilerplate, in order."""
        spans = [
            (number, span)
            for number, paragraph in enumerate(english.paragraphs(article))
            for span in _sentences(article.text, paragraph)
        ]
        texts = [span.of(article.text).translate(HALF) for _, span in spans]
        return [_sentence(place, words) for place, words in zip(spans, lac.tag(texts), strict=True)]

    def attributions(self, text: str, sentence: Sentence, quotations: Sequence[Quotation]) -> list[Attribution]:
        """Return what somebody expresses in a sentence."""
        return attribution.find(text, sentence, quotations)

    def keys(self, word: str) -> frozenset[str]:
        """Return a character itself."""
        return frozenset({word})

    def ordinary(self, word: str) -> bool:  # noqa: ARG002  # the protocol's argument, of use where words decline
        """Say whether a word is first of all no name; the dictionary of names holds none that is."""
        return False

    def futures(self, text: str, sentence: Sentence) -> list[tuple[Span, str]]:
        """Return the clauses with a word for the future or for what may be."""
        found = []
        for word in sentence.words:
            ends_clause = not text[word.end : word.end + 1].isalnum()
            if word.text in _marks() and word.tag in {"d", "v", "vd", "ad", "p"} and not ends_clause:
                start = max(text.rfind(mark, sentence.start, word.start) for mark in "，；：“”,;:") + 1
                ends = [at for mark in "，；。！？”" if (at := text.find(mark, word.end, sentence.end)) >= 0]
                found.append((Span(max(start, sentence.start), min(ends, default=sentence.end)), word.text))
        return found

    def english_name(self, name: str) -> str:
        """Return a Chinese name in pinyin, family name first, and a transcribed one with its dots as blanks."""
        return pinyin(name)


@cache
def _marks() -> frozenset[str]:
    return frozenset(r["form"] for r in rows("zh", "frames") if r["use"] in {"future", "modal"})


def _sentences(text: str, paragraph: Span) -> list[Span]:
    """Cut a paragraph into sentences; the writer's words right behind a quotation belong to it."""
    out: list[Span] = []
    for match in SENTENCE.finditer(text, paragraph.start, paragraph.end):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        if end <= start:
            continue
        last = out[-1] if out else None
        if last is not None and (_told_of(text, last, start) or _open(text, last)):
            out[-1] = Span(last.start, end)
        else:
            out.append(Span(start, end))
    return [span for span in out if span.end - span.start <= LONGEST_SENTENCE]


def _told_of(text: str, span: Span, start: int) -> bool:
    """Say whether a stretch ends with a quotation and the writer's words about it follow."""
    return text[span.end - 1] in "”」" and span.end == start and TOLD.match(text, start) is not None


def _open(text: str, span: Span) -> bool:
    """Say whether a quotation is still open at the end of a stretch that a full stop ends."""
    words = span.of(text)
    return words.count("“") > words.count("”") and len(words) < LONGEST_SENTENCE


def _sentence(place: tuple[int, Span], tagged: Sequence[tuple[str, str]]) -> Sentence:
    paragraph, span = place
    words, at = [], span.start
    for text, tag in (part for word in tagged for part in _parted(*word)):
        words.append(Word(at, at + len(text), text, text, tag, finite=tag in VERBS))
        at += len(text)
    people = tuple(
        Span(w.start, w.end) for w in words if w.tag in {"PER", "nr"} and len(w.text) > 1 and w.text.isalpha()
    )
    return Sentence(span.start, span.end, paragraph, tuple(words), people)


def _parted(text: str, tag: str) -> list[tuple[str, str]]:
    """Part a word from marks run together with it, and a name from the verb of saying taken for its last character."""
    core = text.strip(MARKS)
    if core and core != text:
        start = text.index(core)
        marks = [(text[:start], "w"), *_parted(core, tag), (text[start + len(core) :], "w")]
        return [part for part in marks if part[0]]
    if tag in {"PER", "nr", "ORG", "nt", "nz", "LOC"} and len(text) > 2 and text[-1] in "称说":
        return [(text[:-1], tag), (text[-1], "v")]
    return [(text, tag)]


def pinyin(name: str) -> str:
    """Return a name in Hanyu pinyin without tones, as the English press prints it: "王立明" is "Wang Liming"."""
    from pypinyin import lazy_pinyin

    if "·" in name or "•" in name:
        return " ".join("".join(lazy_pinyin(part)).capitalize() for part in re.split("[·•]", name))
    cut = 2 if name[:2] in DOUBLE and len(name) > 2 else 1
    parts = [name[:cut], name[cut:]]
    return " ".join("".join(lazy_pinyin(part)).capitalize() for part in parts if part)
