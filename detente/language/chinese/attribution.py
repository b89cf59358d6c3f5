"""Who expresses what in a Chinese sentence, read along its words: source, what stands between, cue, content.

Chinese puts the source before the cue and the content behind it, or a quotation before both. What stands between source
and cue (when, where, on what) begins with a preposition or an adverb, which is where the source ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from detente.language.tongue import Attribution, CueRow, Quotation, Sentence, Word, cues, rows, trimmed
from detente.model import Span

# Tags of words that a source is made of.
NOMINAL = frozenset("n nr ns nt nz nw PER LOC ORG a an r m q b vn f s".split())
PAUSES = "，,；;：:。！？!?"
FEWEST_QUOTED = 4  # characters with the marks
LONGEST_SOURCE = 30
# "新华社北京3月15日电（记者 …）" before the first sentence.
DATELINE = re.compile(r"[^，。：“]{2,24}?[日讯]电(?:\s*[（(][^）)]{1,40}[）)])?\s*")


@cache
def _frames() -> dict[str, frozenset[str]]:
    told = [(r["form"], r["use"]) for r in rows("zh", "frames")]
    return {use: frozenset(form for form, its in told if its == use) for _, use in told}


def find(text: str, sentence: Sentence, quotations: Sequence[Quotation]) -> list[Attribution]:
    """Return what somebody expresses in a sentence, in the order of the cues."""
    found: list[Attribution] = []
    at = sentence.start
    for told in _according(text, sentence, quotations):
        found.append(told)
        at = max(at, told.pieces[0].start)
    for word, row in _cues(sentence, quotations):
        if word.start < at:
            continue
        here = _told(text, sentence, (word, row), (quotations, at))
        if here is not None:
            found.append(here)
            # The next cue is looked for behind a quotation, else inside the content.
            at = max(here.pieces[-1].end, here.cue.end)
    return found


def _cues(sentence: Sentence, quotations: Sequence[Quotation]) -> Iterator[tuple[Word, CueRow]]:
    """Yield the cues outside quotations; of two that follow each other ("警告说") the first, which says more."""
    known = cues("zh")
    skip = -1
    for n, word in enumerate(sentence.words):
        if n <= skip or any(q.start <= word.start < q.end for q in quotations):
            continue
        row = known.get(word.text) or _compound(word.text)
        if row is None or word.tag == "n":
            continue
        end = n
        while end + 1 < len(sentence.words) and _goes_on(sentence.words[end + 1]):
            end += 1
        skip = end
        last = sentence.words[end]
        yield Word(word.start, last.end, word.text, word.text, word.tag), row


def _goes_on(word: Word) -> bool:
    return word.text in _frames()["between"]


def _compound(word: str) -> CueRow | None:
    """Return the cue of a word that the tagger ran together with what adds nothing ("补充道", "如是说", "深表担忧")."""
    for cut in (2, 1):
        if (
            len(word) > cut
            and word[-cut:] in cues("zh")
            and word[:-cut] in {"如是", "还", "也", "却", "均", "都", "则", "又"}
        ):
            return cues("zh")[word[-cut:]]
        if len(word) > 2 and word[:-1] in cues("zh") and word[-1] in _frames()["between"]:
            return cues("zh")[word[:-1]]
    return None


def _told(
    text: str, sentence: Sentence, cue: tuple[Word, CueRow], around: tuple[Sequence[Quotation], int]
) -> Attribution | None:
    (word, row), (quotations, begin) = cue, around
    span = Span(word.start, word.end)
    denies = "denial" in row.frames
    before = [q for q in quotations if q.end <= word.start and q.start >= begin and _long(q)]
    behind = [q for q in quotations if q.start >= word.end and _long(q)]
    begin = max([begin, *(q.end for q in before)])
    source = _source(text, sentence, (begin, word.start))
    if source is None and before and "q" in row.frames:
        return None
    if source is None:
        return None
    leading = text[word.end : behind[0].start].strip() if behind else None
    if before and "q" in row.frames:
        pieces = [q.inner for q in before]
        pieces += [q.inner for q in behind if leading is not None and leading in {"，", ",", "：", "。", ":"}]
        return Attribution(source, span, _clean(text, pieces), row.kind)
    if leading in {"：", ":"} and "q" in row.frames:
        return Attribution(source, span, _clean(text, [q.inner for q in behind]), row.kind)
    content = _behind(text, sentence, word, row)
    return Attribution(source, span, content, row.kind, denies) if content else None


def _long(quotation: Quotation) -> bool:
    return quotation.end - quotation.start >= FEWEST_QUOTED


def _clean(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(s for span in spans if (s := trimmed(text, span)) is not None)


def _behind(text: str, sentence: Sentence, cue: Word, row: CueRow) -> tuple[Span, ...]:
    """Return what follows a cue, to the end of the sentence."""
    rest = trimmed(text, Span(cue.end, sentence.end))
    if rest is None or not row.frames & {"clause", "np"}:
        return ()
    follows = text[cue.end : cue.end + 1]
    if follows in {"的", "了", "过"} and cue.text not in {"说"}:
        rest = trimmed(text, Span(cue.end + 1, sentence.end)) if follows != "的" else None
    return (rest,) if rest is not None else ()


def _source(text: str, sentence: Sentence, between: tuple[int, int]) -> Span | None:
    """Return the noun phrase that begins the clause of a cue, or the clause before it where that one has none."""
    begin, end = between
    dateline = DATELINE.match(text, begin, end)
    begin = dateline.end() if dateline is not None else begin
    cuts = [begin] + [at + 1 for at in range(begin, end) if text[at] in PAUSES]
    for start in reversed(cuts):
        stop = next((at for at in cuts if at > start), end)
        phrase = _phrase(text, sentence, (start, min(stop, end)))
        if phrase is not None:
            return phrase
    return None


def _phrase(text: str, sentence: Sentence, within: tuple[int, int]) -> Span | None:
    """Return the run of nominal words that a stretch begins with, behind an opening prepositional phrase."""
    start, end = within
    words = [w for w in sentence.words if start <= w.start and w.end <= end and w.text not in PAUSES]
    if (words and words[0].tag == "p") or (words and words[0].text in {"在", "就", "对", "有"}):
        words = _past_preposition(words)
    run: list[Word] = []
    for n, word in enumerate(words):
        if word.tag == "TIME" or (word.tag == "t" and run):
            if run:
                break
            continue
        attached = word.text in {"的", "和", "、", "及", "驻"} or word.tag in {"u", "c"}
        joined = bool(run) and attached and n + 1 < len(words) and words[n + 1].tag in NOMINAL | {"v"}
        stops = word.text in _frames()["stop"] or word.text[0] in "对就在"
        if (word.tag in NOMINAL and not stops) or (joined and (word.tag == "c" or not stops)):
            run.append(word)
        elif run:
            break
        elif word.tag in {"d", "c", "ad", "u"}:
            continue
        else:
            break
    if not run or run[-1].end - run[0].start > LONGEST_SOURCE:
        return None
    return trimmed(text, Span(run[0].start, run[-1].end), " 的，、“”（）")


def _past_preposition(words: list[Word]) -> list[Word]:
    """Return the words behind "在…时", "就…", "在…上"; those of "有记者" behind their first."""
    if words[0].text == "有":
        return words[1:]
    for n, word in enumerate(words):
        if word.text in {"时", "上", "中", "后", "期间", "问时", "之际", "前"} or word.text.endswith("时"):
            return words[n + 1 :]
    return []


def _according(text: str, sentence: Sentence, quotations: Sequence[Quotation]) -> Iterator[Attribution]:
    """Yield "据X报道，…", "根据X的说法，…", "援引X的话说，…": what follows is what X says."""
    frames = _frames()
    for n, word in enumerate(sentence.words):
        if word.text not in frames["according-open"] or any(q.start <= word.start < q.end for q in quotations):
            continue
        run: list[Word] = []
        for at in range(n + 1, min(len(sentence.words), n + 12)):
            here = sentence.words[at]
            close = _closes(text, here)
            if run and close:
                rest = trimmed(text, Span(close, sentence.end))
                source = trimmed(text, Span(run[0].start, run[-1].end), " 的，、")
                if rest is not None and source is not None:
                    yield Attribution(source, Span(word.start, word.end), (rest,), "speech")
                break
            if here.text[0] in PAUSES:
                break
            if here.tag not in {"TIME", "t"} and not (here.text == "的" and not run):
                run.append(here)
        break


def _closes(text: str, word: Word) -> int:
    """Return where the words that close an attribution end, 0 where none begins at a word."""
    for length in (4, 3, 2, 1):
        words = text[word.start : word.start + length]
        if len(words) == length and words in _frames()["according-close"]:
            end = word.start + length
            return end + 1 if text[end : end + 1] in {"说", "称"} else end
    return 0
