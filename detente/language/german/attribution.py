"""Who expresses what in a German sentence: cue verbs with what stands before and behind them, "laut", "zufolge"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from detente.language.tongue import Attribution, CueRow, Quotation, Sentence, Word, cues, rows, trimmed
from detente.model import Span

DETERMINERS = frozenset(
    "der die das dem den des ein eine einen einem einer eines sein seine ihr ihre mehrere beide zwei drei".split()
)
PRONOUNS = frozenset({"er", "sie"})
# Words inside a noun phrase that are no noun: its genitive, its place.
INSIDE = frozenset("der des von und im in aus für beim bei".split())
FEWEST_QUOTED = 2  # words
LONGEST_SOURCE = 10  # words


@cache
def _frames() -> dict[str, frozenset[str]]:
    told = [(r["form"], r["use"]) for r in rows("de", "frames")]
    return {use: frozenset(form for form, its in told if its == use) for _, use in told}


def find(text: str, sentence: Sentence, quotations: Sequence[Quotation]) -> list[Attribution]:
    """Return what somebody expresses in a sentence, in the order of the cues."""
    found = [*_according(text, sentence, quotations)]
    known = cues("de")
    for n, word in enumerate(sentence.words):
        row = known.get(word.lemma)
        if row is None or word.text[0].isupper() or any(q.start < word.start < q.end for q in quotations):
            continue
        told = _told(text, sentence, (n, row), quotations)
        if told is not None and not any(told.pieces[0].overlaps(f.pieces[0]) for f in found):
            found.append(told)
    return found


def _told(
    text: str, sentence: Sentence, cue: tuple[int, CueRow], quotations: Sequence[Quotation]
) -> Attribution | None:
    n, row = cue
    word = sentence.words[n]
    before = [q for q in quotations if q.end <= word.start and len(text[q.start : q.end].split()) >= FEWEST_QUOTED]
    behind = [q for q in quotations if q.start >= word.end and len(text[q.start : q.end].split()) >= FEWEST_QUOTED]
    span = Span(word.start, word.end)
    if before and "q" in row.frames and n > 0 and sentence.words[n - 1].text in {",", "“", "”", "«", "»", '"'}:
        source = _noun_phrase(sentence, n + 1)
        if source is not None:
            return Attribution(source, span, _inner(text, [*before, *behind]), row.kind)
    source = _subject(sentence, n)
    if source is None:
        return None
    if behind and "q" in row.frames and text[word.end : behind[0].start].rstrip().endswith(":"):
        return Attribution(source, span, _inner(text, behind), row.kind)
    content = _clause(text, sentence, n, row)
    return Attribution(source, span, (content,), row.kind, "denial" in row.frames) if content is not None else None


def _inner(text: str, quotations: Sequence[Quotation]) -> tuple[Span, ...]:
    return tuple(s for q in quotations if (s := trimmed(text, q.inner)) is not None)


def _clause(text: str, sentence: Sentence, n: int, row: CueRow) -> Span | None:
    """Return the clause behind the comma after a cue, "dass" left out, to the end of the sentence."""
    for at in range(n + 1, len(sentence.words)):
        if sentence.words[at].text != ",":
            continue
        first = at + 1
        if first < len(sentence.words) and sentence.words[first].lemma in _frames()["linking"]:
            first += 1
        elif "clause" not in row.frames:
            return None
        return trimmed(text, Span(sentence.words[first].start, sentence.end)) if first < len(sentence.words) else None
    return None


def _subject(sentence: Sentence, n: int) -> Span | None:
    """Return the noun phrase before a cue that stands second, or right behind one that stands first."""
    begin = max((i + 1 for i in range(n) if sentence.words[i].text in {",", ";", ":"}), default=0)
    first = _noun_phrase(sentence, begin)
    if first is not None and first.end <= sentence.words[n].start:
        return first
    return _noun_phrase(sentence, n + 1)


def _noun_phrase(sentence: Sentence, start: int) -> Span | None:
    """Return the noun phrase that begins at a word: determiner, adjectives, nouns, genitives and places behind them."""
    words = sentence.words
    if start >= len(words):
        return None
    if words[start].lemma in PRONOUNS:
        return Span(words[start].start, words[start].end)
    end, nouns = start, 0
    while end < len(words) and end - start < LONGEST_SOURCE:
        word = words[end]
        follows = end + 1 < len(words) and (words[end + 1].text[0].isupper() or _declined(words[end + 1]))
        if word.text[0].isupper() and (end > start or word.lemma not in DETERMINERS):
            nouns += 1
        else:
            led = nouns == 0 and (word.lemma in DETERMINERS or _declined(word))
            inside = word.lemma in INSIDE or (_declined(word) and words[end - 1].lemma in INSIDE)
            if not led and not (nouns and follows and inside):
                break
        end += 1
    return Span(words[start].start, words[end - 1].end) if nouns else None


def _declined(word: Word) -> bool:
    """Say whether a word in lower case may be an adjective before a noun."""
    return word.text.isalpha() and word.text[0].islower() and word.text.endswith(("e", "en", "er", "es", "em"))


def _according(text: str, sentence: Sentence, quotations: Sequence[Quotation]) -> Iterator[Attribution]:
    """Yield "laut X", "nach Angaben X", "X zufolge": what is left of the sentence is what X says."""
    words = sentence.words
    for n, word in enumerate(words):
        if any(q.start < word.start < q.end for q in quotations):
            continue
        phrase: Span | None = None
        cut: Span | None = None
        if word.lemma in _frames()["behind"]:
            start = next((i for i in range(n - 1, -1, -1) if _starts(sentence, i, n)), None)
            phrase = _noun_phrase(sentence, start) if start is not None else None
            cut = Span(phrase.start, word.end) if phrase is not None else None
        else:
            pair = f"{word.lemma} {words[n + 1].lemma}" if n + 1 < len(words) else ""
            skip = 1 if word.lemma in _frames()["before"] else 2 if pair in _frames()["before"] else 0
            start = n + skip + (1 if skip and n + skip < len(words) and words[n + skip].lemma == "von" else 0)
            phrase = _noun_phrase(sentence, start) if skip else None
            cut = Span(word.start, phrase.end) if phrase is not None else None
        if phrase is None or cut is None:
            continue
        sides = (Span(sentence.start, cut.start), Span(cut.end, sentence.end))
        pieces = tuple(p for side in sides if (p := trimmed(text, side)) is not None)
        if pieces:
            yield Attribution(phrase, Span(word.start, word.end), pieces)
            return


def _starts(sentence: Sentence, i: int, n: int) -> bool:
    """Say whether a noun phrase that begins at a word runs right up to another."""
    phrase = _noun_phrase(sentence, i)
    if phrase is None or phrase.end != sentence.words[n - 1].end:
        return False
    earlier = _noun_phrase(sentence, i - 1) if i > 0 else None
    led = sentence.words[i].lemma in DETERMINERS and not (i > 0 and sentence.words[i - 1].text[0].isupper())
    return led or earlier is None or earlier.end != phrase.end
