"""A wording read into pieces: words, names, numbers, dates, hedges, each as one thing that may correspond or change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from detente.extract import attribution, dates, quotes
from detente.extract.attribution import UNREAL, Attribution
from detente.extract.clauses import cue_of
from detente.language.english import pipeline
from detente.link.gazetteer import Gazetteer, Match
from detente.model import Span
from detente.travel import lexis, verbs
from detente.travel.lexis import Entry, spelt
from detente.travel.numerals import value_of
from detente.travel.verbs import Group

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Sentence

PieceKind = Literal["word", "name", "number", "date", "hedge", "degree", "negation", "grammar"]
NEGATORS = frozenset("not n't n’t non never no nor neither none nobody nothing nowhere without hardly scarcely".split())
ENTITIES = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC"})
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
# Verbs that carry little of their own, and quantifiers of number.
LIGHT = frozenset("be have do make take give get express voice".split())
CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₽": "ruble"}
# Verbs and adjectives that with an infinitive deny it.
FAILING = frozenset({"fail", "unable", "refuse"})
HONORIFICS = frozenset("mr mrs ms dr sir lord lady madame count prince princess king queen emperor empress".split())
# A quotation of fewer words is a name or a distancing mark, not somebody's sentence.
SPOKEN_WORDS = 3
FRAMES = frozenset({"q", "that", "wh"})
# Words of a content that make it more than a phrase.
_CLAUSE_WORDS = 3
_OUTSIDE = frozenset({"conj", "advcl", "cc"})
_SPACE = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing of a wording, ``text[start:end]``.

    ``form`` is what it is compared by: the lemma of a word, an actor's id, a number's value, a date in EDTF or in its
    words. ``habit`` is how a name names: two habits of one actor differ. ``pos`` is the part of speech of its head,
    ``uses`` the dictionary entries it stands for, ``group`` tense and modality of a finite verb. ``frame`` numbers the
    attribution it belongs to (who said it), ``said`` that of the attribution in whose content it stands; ``marked`` is
    what stands in quotation marks; ``sentence`` numbers the sentences of the wording.
    """

    start: int
    end: int
    text: str
    kind: PieceKind
    form: str
    pos: str
    lemma: str
    habit: str = ""
    uses: tuple[Entry, ...] = ()
    group: Group | None = None
    frame: int | None = None
    cue: bool = False
    said: int | None = None
    marked: bool = False
    sentence: int = 0

    @property
    def reported(self) -> bool:
        """Whether it stands in what somebody is said to have said."""
        return self.said is not None

    @property
    def weight(self) -> float:
        """How much it says by itself: 1 for what names or tells something, 0 for grammar."""
        if self.kind in {"name", "number", "date"}:
            return 1.0
        if self.kind != "word" or (self.lemma in LIGHT and self.pos in {"VERB", "AUX"}):
            return 0.0
        return 1.0 if self.pos in CONTENT else 0.5 if self.pos == "ADV" else 0.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Who is said to have said what: whether the words are given as they were (``direct``)."""

    direct: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording: its exact words and their pieces in order; ``quoted`` says that nearly all of it stands in marks."""

    text: str
    pieces: tuple[Piece, ...]
    frames: tuple[Frame, ...]
    quoted: bool


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()


def read(texts: Iterable[str]) -> Iterator[Wording]:
    """Read wordings, parsed in one stream.

    Raises:
        ModelMissingError: the English pipeline is not installed.
    """
    for doc in pipeline().pipe(texts):
        yield _Reader(doc).wording()


class _Reader:
    """Reads one parsed text: tokens are claimed for a piece, the longest and surest kinds first."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text: str = doc.text
        self.owner: dict[int, Piece] = {}
        self.groups = verbs.groups(doc)
        self.sentences = {token.i: number for number, sentence in enumerate(doc.sents) for token in sentence}
        self.forms = [frozenset({spelt(token.lower_), spelt(token.lemma_)}) for token in doc]

    def wording(self) -> Wording:
        self._dates()
        self._phrases(long=True)
        self._names()
        self._offices()
        self._numbers()
        self._phrases(long=False)
        self._words()
        marks = [quote.span for quote in quotes.find(self.text, [Span(0, len(self.text))]) if self._spoken(quote.span)]
        for piece in list(self.owner.values()):
            if any(_in(piece, mark) for mark in marks):
                self._set(piece, marked=True)
        frames = self._frames(marks)
        pieces = sorted({id(piece): piece for piece in self.owner.values()}.values(), key=lambda piece: piece.start)
        inside = sum(piece.weight for piece in pieces if any(_in(piece, mark) for mark in marks))
        total = sum(piece.weight for piece in pieces)
        return Wording(self.text, tuple(pieces), frames, bool(total) and inside > total / 2)

    def _spoken(self, span: Span) -> bool:
        return len(_SPACE.split(span.of(self.text).strip(" “”\"'"))) > SPOKEN_WORDS

    def _claim(self, tokens: list[Token], kind: PieceKind, form: str, **more: object) -> None:
        if not tokens or any(token.i in self.owner for token in tokens):
            return
        head = next((t for t in tokens if t.head == t or t.head not in tokens), tokens[-1])
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        piece = Piece(
            start, end, self.text[start:end], kind, form, head.pos_, spelt(head.lemma_), group=self.groups.get(head.i)
        )
        piece = replace(piece, sentence=self.sentences[head.i])
        piece = replace(piece, **more)  # type: ignore[arg-type]  # fields of Piece by name
        self.owner |= dict.fromkeys((token.i for token in tokens), piece)

    def _tokens(self, start: int, end: int) -> list[Token]:
        return [token for token in self.doc if start <= token.idx and token.idx + len(token) <= end]

    def _dates(self) -> None:
        for time in dates.find(self.text, None, ""):
            self._claim(self._tokens(time.start, time.end), "date", time.on or _plain(time.text))

    def _phrases(self, *, long: bool) -> None:
        """Claim phrases of several words, or give single words what the dictionaries say of them."""
        place = 0
        while place < len(self.doc):
            token = self.doc[place]
            met = [each for each in lexis.at(self.forms, place, token.pos_) if self._counts(place, *each)]
            length = met[0][0] if met else 1
            if met and (length > 1) == long and not any(i in self.owner for i in range(place, place + length)):
                uses = tuple(entry for size, entry in met if size == length or entry.use == "loaded")
                kinds: dict[str, PieceKind] = {"hedge": "hedge", "degree": "degree"}
                kind: PieceKind = next((kinds[entry.use] for entry in uses if entry.use in kinds), "word")
                if kind == "degree" and token.pos_ in {"VERB", "NOUN"}:
                    kind = "word"
                tokens = [self.doc[i] for i in range(place, place + length)]
                self._claim(tokens, kind, " ".join(uses[0].phrase), uses=uses)
            place += length if long else 1

    def _counts(self, place: int, length: int, entry: Entry) -> bool:
        """Say whether an entry counts here: some hedge only numbers, and "most" may be the grammar of "most recent"."""
        following = self.doc[place + length] if place + length < len(self.doc) else None
        if entry.before_number:
            return following is not None and (following.like_num or following.text[0].isdigit())
        if entry.use == "hedge" and self.doc[place].pos_ == "VERB" and length == 1:
            # "the union alleged" says who said it; "the alleged spies" hedges.
            return not any(child.dep_ == "nsubj" for child in self.doc[place].children)
        return not (entry.use == "scale" and self.doc[place].dep_ in {"mark", "cc"})

    def _names(self) -> None:
        found = [match for match in _gazetteer().find(self.text) if match.kind not in {"post", "body", "group"}]
        found += [m for m in _gazetteer().find(self.text) if m.kind in {"post", "body", "group"} and m.state]
        for entity in self.doc.ents:
            if entity.label_ == "PERSON" and not any(
                m.kind == "state" and m.start <= entity.start_char < m.end for m in found
            ):
                self._name([token for token in entity if token.i not in self.owner])
        # A person's office is part of the name; what is left of offices stands for itself.
        for match in sorted(found, key=lambda m: (m.kind != "person", m.start)):
            tokens = self._tokens(match.start, match.end)
            if match.kind == "person":
                tokens = self._titled(tokens)
            self._claim(tokens, "name", match.actor_id, habit=_habit(match, _plain(_surface(tokens))))
        for entity in self.doc.ents:
            if entity.label_ in ENTITIES:
                tokens = [token for token in entity if token.i not in self.owner]
                self._name(tokens)
        run: list[Token] = []
        for token in [*self.doc, None]:
            if token is not None and token.pos_ == "PROPN" and token.i not in self.owner and token.text[0].isupper():
                run.append(token)
            elif run:
                self._name(run)
                run = []

    def _offices(self) -> None:
        """Claim offices of several words that no name goes with ("prime minister") as one thing."""
        for start, end in _titles(self.text):
            tokens = self._tokens(start, end)
            if len(tokens) > 1:
                self._claim(tokens, "word", _plain(_surface(tokens)))

    def _name(self, tokens: list[Token]) -> None:
        while tokens and (tokens[0].pos_ in {"DET", "PUNCT"} or not tokens[0].text[0].isupper()):
            tokens = tokens[1:]
        while tokens and tokens[-1].tag_ in {"POS", "CD"} | {".", ","}:
            tokens = tokens[:-1]
        if tokens:
            words = _plain(_surface(self._titled(tokens)))
            self._claim(self._titled(tokens), "name", "name:" + _plain(tokens[-1].text), habit=words)

    def _titled(self, tokens: list[Token]) -> list[Token]:
        """Return the name with the office or honorific written before it ("Foreign Minister Anna Kovacs")."""
        first = tokens[0].i
        titles = [(start, end) for start, end in _titles(self.text) if self.text[start].isupper()]
        at = first
        while at and self.doc[at - 1].i not in self.owner:
            word = self.doc[at - 1]
            if _plain(word.text) not in HONORIFICS and not any(s <= word.idx < e for s, e in titles):
                break
            at -= 1
        return [self.doc[i] for i in range(at, first)] + tokens

    def _numbers(self) -> None:
        run: list[Token] = []
        for token in [*self.doc, None]:
            free = token is not None and token.i not in self.owner
            if token is not None and free and value_of([*(t.text for t in run), token.text]) is not None:
                run.append(token)
            else:
                value = value_of([t.text for t in run])
                if value is not None and not (len(run) == 1 and run[0].lower_ == "one" and run[0].tag_ != "CD"):
                    self._claim(run, "number", value)
                single = token is not None and free and value_of([token.text]) is not None
                run = [token] if single and token is not None else []

    def _words(self) -> None:
        helping = verbs.helping(self.doc)
        for token in self.doc:
            if token.i in self.owner or token.is_punct or token.is_space:
                continue
            lower = token.lower_
            if token.text in CURRENCIES:
                self._claim([token], "word", CURRENCIES[token.text])
            elif _denies(token):
                self._claim([token], "negation", "not")
            elif token.i in helping or token.pos_ in {"DET", "ADP", "PART", "SCONJ", "CCONJ", "PRON", "X", "SYM"}:
                self._claim([token], "grammar", spelt(lower))
            else:
                self._claim([token], "word", spelt(token.lemma_))

    def _frames(self, marks: list[Span]) -> tuple[Frame, ...]:
        """Find who said it, and mark the pieces that say so and those that are what was said."""
        frames: list[Frame] = []
        for sentence in self.doc.sents:
            for found in _tellings(sentence):
                if found.cue[0].i not in self.owner:
                    continue
                content = {token.i for token in found.content}
                spoken = [self.owner[i] for i in content if i in self.owner]
                direct = sum(any(_in(piece, mark) for mark in marks) for piece in spoken) * 2 > len(spoken)
                teller = self._teller(found, content)
                cues = {self.owner[token.i].start for token in found.cue if token.i in self.owner}
                for i, piece in [(i, self.owner[i]) for i in sorted(content | teller) if i in self.owner]:
                    if i in content:
                        self._set(piece, said=len(frames))
                    elif piece.frame is None:
                        self._set(piece, frame=len(frames), cue=piece.start in cues)
                frames.append(Frame(direct))
        return tuple(frames)

    def _teller(self, found: Attribution, content: set[int]) -> set[int]:
        """Return the tokens that say who said it, how and to whom."""
        roots = [found.cue[0], *([found.source] if found.source is not None else [])]
        if found.cue[0].lower_ not in {"according"} and found.cue[0].pos_ == "NOUN":
            roots.append(found.cue[0].head)
        outside = {t.i for root in roots for c in root.children if _apart(c, root) for t in c.subtree}
        return {t.i for root in roots for t in root.subtree} - content - outside | {t.i for t in found.cue}

    def _set(self, piece: Piece, **fields: object) -> None:
        changed = replace(piece, **fields)  # type: ignore[arg-type]  # fields of Piece by name
        for i in [i for i, held in self.owner.items() if held is piece]:
            self.owner[i] = changed


@lru_cache(maxsize=64)
def _titles(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((m.start, m.end) for m in _gazetteer().find(text) if m.kind in {"post", "body", "group"})


def _apart(child: Token, cue: Token) -> bool:
    """Say whether a clause tells something of its own: "he said A, and B happened", not "speaking in C, he said"."""
    return child.dep_ in _OUTSIDE and not (child.dep_ == "advcl" and child.i < cue.i and child.tag_ == "VBG")


def _denies(token: Token) -> bool:
    """Say whether a word denies: "not", "no" (but no mere answer), "failed to"."""
    if token.lemma_.lower() in FAILING:
        return any(child.dep_ == "xcomp" for child in token.children)
    return token.lower_ in NEGATORS and token.dep_ != "intj"


def _tellings(sentence: Sentence) -> Iterator[Attribution]:
    """Yield who said what; where another word of saying has a subject, it speaks even if no dictionary knows it can."""
    surely = [found for found in attribution.find(sentence) if _tells(found)]
    yield from surely
    met = {found.cue[0].i for found in surely}
    for found in attribution.readings(sentence):
        cue, source = found.cue[0], found.source
        if cue.i in met or cue_of(cue) is None or found.kind != "speech" or not _tells(found):
            continue
        if source is not None and source.pos_ in {"NOUN", "PROPN"} and not {c.lower_ for c in cue.children} & UNREAL:
            met.add(cue.i)
            yield found


def _tells(found: Attribution) -> bool:
    """Say whether this tells that somebody said, or holds, that something is so."""
    cue = found.cue[0]
    if found.frame not in FRAMES or found.kind not in {"speech", "belief"} or len(found.content) < _CLAUSE_WORDS:
        return False
    if cue.lemma_.lower() in {"demand", "request", "agree"}:
        return False
    return any(token.pos_ in {"VERB", "AUX"} for token in found.content)


def _in(piece: Piece, span: Span) -> bool:
    return span.start <= piece.start and piece.end <= span.end


def _surface(tokens: list[Token]) -> str:
    return " ".join(token.text for token in tokens)


def _plain(words: str) -> str:
    """Return words to compare names by: no case, no points, no article, no genitive."""
    kept = re.sub(r"['’]s\b", "", words.casefold()).replace(".", "")
    return re.sub(r"^(?:the|a) ", "", _SPACE.sub(" ", kept).strip())


def _habit(match: Match, words: str) -> str:
    """Return how a name names: a state's adjective and its people do so as its name does."""
    if match.kind == "state" and match.reason.startswith(("adjective", "people")):
        return ""
    if match.kind in {"post", "person"}:
        return words if match.kind == "person" else match.actor_id
    return words
