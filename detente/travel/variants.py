"""What changed between two wordings of one thing: named changes, each with the exact words on both sides.

>>> changes("The envoy said the pact had to some extent failed.", "The pact failed.")  # doctest: +SKIP
[Change(name='attribution lost', ...), Change(name='hedge lost', ...)]

The pieces of both (``pieces``) are matched (``matching``), and each difference gets its name. A difference that is
none of those named is no change: the same said in other words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.model import Excerpt, Span
from detente.travel import matching
from detente.travel.differences import NAMES, ChangeName, differences
from detente.travel.matching import Matching
from detente.travel.pieces import Piece, Wording, read

__all__ = ["NAMES", "Change", "ChangeName", "changes", "compared", "named"]

# So much must be left without counterpart in one place to be called omitted or added: one word that names something.
_LEAST = 1.0
# Between wordings of which less than this corresponds single words tell nothing; stretches of this weight still do.
_CLOSE, _CLEAR = 0.65, 3.0
# Of a sentence of which less than this corresponds nothing is told by the other side.
_NOTHING = 0.2
# Pieces moved together stand at most so far apart.
_ON = 3
# In a stretch that is gone with so much else, a hedge or number is gone with it and is no change of its own.
_SWALLOWING = 2.0


@dataclass(frozen=True, slots=True)
class Change:
    """One change from ``a`` to ``b``; where one side has no words for it, the place in which they would stand."""

    name: ChangeName
    a: Excerpt
    b: Excerpt


def changes(a: str, b: str) -> list[Change]:
    """Return the changes from one wording to another, in the order of ``a``; offsets are those of the two texts.

    Raises:
        ModelMissingError: the English pipeline is not installed.
    """
    return compared([(a, b)])[0]


def compared(pairs: Sequence[tuple[str, str]]) -> list[list[Change]]:
    """Return the changes of each pair of wordings; those that differ are parsed in one stream."""
    differing = [pair for pair in pairs if pair[0].split() != pair[1].split()]
    wordings = read(text for pair in differing for text in pair)
    found = {pair: named(one, two) for pair, (one, two) in zip(differing, _by_two(wordings), strict=True)}
    return [found.get(pair, []) for pair in pairs]


def _by_two(wordings: Iterable[Wording]) -> Iterator[tuple[Wording, Wording]]:
    held = iter(wordings)
    yield from zip(held, held, strict=True)


def named(a: Wording, b: Wording) -> list[Change]:
    """Name the changes between two wordings that have been read."""
    found = _Comparison(a, b).changes()
    return sorted(found, key=lambda change: (change.a.start, change.b.start, NAMES.index(change.name)))


class _Comparison:
    """Two wordings with their matching, and the changes found so far."""

    def __init__(self, a: Wording, b: Wording) -> None:
        self.sides = (a, b)
        self.match: Matching = matching.match(a.pieces, b.pieces)
        self.partner = (dict(self.match.pairs), {j: i for i, j in self.match.pairs})
        self.close = self._closeness()
        self.found: list[Change] = []
        # Pieces whose difference has its name already, by side.
        self.told: tuple[set[int], set[int]] = (set(), set())

    def _closeness(self) -> float:
        """Return how much of the shorter wording has a counterpart, 0 to 1, who said it apart."""
        shares = []
        for side in (0, 1):
            told = {i: piece.weight for i, piece in enumerate(self.sides[side].pieces) if piece.frame is None}
            held = sum(weight for i, weight in told.items() if i in self.partner[side])
            shares.append((sum(told.values()), held))
        total, held = min(shares)
        return held / total if total else 0.0

    def changes(self) -> list[Change]:
        self._sentences()
        self._attributions()
        self._pairs()
        self._runs()
        self._lone("hedge", "hedge lost", "hedge gained")
        self._lone("negation", "negation lost", "negation gained")
        self._strengthened()
        self._moved()
        return list(dict.fromkeys(self.found))

    def _add(self, name: ChangeName, a: Iterable[int], b: Iterable[int]) -> None:
        self.found.append(Change(name, self._words(0, sorted(a), sorted(b)), self._words(1, sorted(b), sorted(a))))

    def _words(self, side: int, own: Sequence[int], other: Sequence[int]) -> Excerpt:
        """Return the words of some pieces of one side, or the empty place where those of the other would stand."""
        wording = self.sides[side]
        if own:
            start, end = wording.pieces[own[0]].start, max(wording.pieces[i].end for i in own)
        else:
            before = (
                [self.partner[1 - side][i] for i in range(other[0]) if i in self.partner[1 - side]] if other else []
            )
            start = end = max((wording.pieces[i].end for i in before), default=0)
        return Excerpt(start, end, Span(start, end).of(wording.text))

    # whole sentences

    def _sentences(self) -> None:
        """Name the sentences of which next to nothing stands on the other side."""
        for side, name in ((0, "omitted"), (1, "added")):
            pieces = self.sides[side].pieces
            held: dict[int, list[int]] = defaultdict(list)
            for i, piece in enumerate(pieces):
                held[piece.sentence].append(i)
            for own in held.values() if len(held) > 1 else ():
                weight = sum(pieces[i].weight for i in own)
                kept = sum(pieces[i].weight for i in own if i in self.partner[side])
                if weight >= _CLEAR and kept < _NOTHING * weight:
                    self._add(name, () if side else own, own if side else ())  # type: ignore[arg-type]  # both are names
                    self.told[side].update(own)

    # who said it

    def _attributions(self) -> None:
        gone = [self._unmatched_frames(side) for side in (0, 1)]
        # One that is told by another phrase, or by another source, is neither lost nor gained.
        for _ in range(min(map(len, gone))):
            one, two = gone[0].pop(), gone[1].pop()
            self._mode(one, two)
            for side, frame in enumerate((one, two)):
                self.told[side].update(self._of_frame(side, frame))
        for frame in gone[0]:
            self._add("attribution lost", self._around_cue(0, frame), ())
        for frame in gone[1]:
            self._add("attribution gained", (), self._around_cue(1, frame))
        for side, frames in enumerate(gone):
            for frame in frames:
                self.told[side].update(self._of_frame(side, frame))
        matched = list(self._matched_frames())
        for one, two in matched:
            self._mode(one, two)
        self._unquoted(matched)
        if not self.sides[0].frames and not self.sides[1].frames and self.sides[0].quoted != self.sides[1].quoted:
            whole = range(len(self.sides[0].pieces)), range(len(self.sides[1].pieces))
            self._add("attribution lost" if self.sides[0].quoted else "attribution gained", *whole)

    def _mode(self, one: int, two: int) -> None:
        """Compare two tellings of one thing: in the speaker's words or in others."""
        direct = self.sides[0].frames[one].direct, self.sides[1].frames[two].direct
        if direct[0] != direct[1]:
            name: ChangeName = "made indirect" if direct[0] else "made direct"
            self._add(name, self._content(0, one), self._content(1, two))

    def _unquoted(self, matched: list[tuple[int, int]]) -> None:
        """Compare tellings that have lost, or got, the quotation marks where the other side's are not understood."""
        for side in (0, 1):
            name: ChangeName = "made direct" if side else "made indirect"
            known = {pair[side] for pair in matched}
            for number, frame in enumerate(self.sides[side].frames):
                own = self._content(side, number)
                kept = [self.partner[side][i] for i in own if i in self.partner[side]]
                others = self.sides[1 - side].pieces
                told = (
                    frame.direct and number not in known and self._of_frame(side, number) and self._kept(side, number)
                )
                if told and kept and not any(others[j].marked for j in kept):
                    self._add(name, kept if side else own, own if side else kept)

    def _content(self, side: int, frame: int) -> list[int]:
        return [i for i, piece in enumerate(self.sides[side].pieces) if piece.said == frame]

    def _of_frame(self, side: int, frame: int) -> list[int]:
        told = self.told[side]
        return [i for i, piece in enumerate(self.sides[side].pieces) if piece.frame == frame and i not in told]

    def _around_cue(self, side: int, frame: int) -> list[int]:
        """Return the words that say who said it as far as they run on without a break around the word of saying."""
        own = self._of_frame(side, frame)
        cue = next((i for i in own if self.sides[side].pieces[i].cue), own[0])
        first = last = cue
        while first - 1 in own:
            first -= 1
        while last + 1 in own:
            last += 1
        return list(range(first, last + 1))

    def _unmatched_frames(self, side: int) -> list[int]:
        return [f for f in range(len(self.sides[side].frames)) if self._of_frame(side, f) and not self._kept(side, f)]

    def _kept(self, side: int, frame: int) -> bool:
        """Say whether the other side has the cue of this telling, or most of the words that say who."""
        own = self._of_frame(side, frame)
        pieces, partner = self.sides[side].pieces, self.partner[side]
        others = self.sides[1 - side].pieces
        if any(pieces[i].cue and i in partner and _telling(pieces[i], others[partner[i]]) for i in own):
            return True
        who = [i for i in own if pieces[i].weight and not pieces[i].cue]
        return bool(who) and sum(i in partner and self._tells(side, partner[i]) for i in who) * 2 >= len(who)

    def _tells(self, side: int, place: int) -> bool:
        """Say whether the one named there still tells something, and does not act himself in what was told of him."""
        others = self.sides[1 - side].pieces
        if others[place].frame is not None:
            return True
        acts = next((j for j in range(place + 1, len(others)) if others[j].pos in {"VERB", "AUX"}), None)
        meant = None if acts is None else self.partner[1 - side].get(acts)
        return acts is not None and (meant is None or not self.sides[side].pieces[meant].reported)

    def _matched_frames(self) -> Iterator[tuple[int, int]]:
        a, b = self.sides
        met: set[tuple[int, int]] = set()
        for i, j in self.match.pairs:
            one, two = a.pieces[i].frame, b.pieces[j].frame
            if (
                one is not None
                and two is not None
                and one not in {x for x, _ in met}
                and two not in {y for _, y in met}
            ):
                met.add((one, two))
        yield from sorted(met)

    # what corresponds and differs

    def _pairs(self) -> None:
        for i, j in self.match.pairs:
            one, two = self.sides[0].pieces[i], self.sides[1].pieces[j]
            for name in differences(one, two):
                self._add(name, [i], [j])

    # what has no counterpart

    def _runs(self) -> None:
        runs = [self._surplus(side) for side in (0, 1)]
        for side, name in ((0, "omitted"), (1, "added")):
            for run in runs[side]:
                pieces = [self.sides[side].pieces[i] for i in run]
                weight = sum(piece.weight for piece in pieces)
                if self._judged(side, run) or (weight <= _LEAST and self._elsewhere(side, pieces)):
                    continue
                if weight >= (_LEAST if self.close >= _CLOSE else _CLEAR) and not self._reworded(side, run, weight):
                    self._add(name, run if side == 0 else (), run if side else ())  # type: ignore[arg-type]  # both are names
                if weight >= _SWALLOWING:
                    self.told[side].update(range(self._begins(side, run[0]), run[-1] + 1))

    def _elsewhere(self, side: int, pieces: Sequence[Piece]) -> bool:
        """Say whether the other side has the same words in another place: then nothing is gone."""
        return {piece.form for piece in pieces} <= {piece.form for piece in self.sides[1 - side].pieces}

    def _begins(self, side: int, first: int) -> int:
        """Return where a stretch begins, what belongs to its first word taken in ("not", "probably")."""
        pieces = self.sides[side].pieces
        while first and not pieces[first - 1].weight and pieces[first - 1].pos not in {"VERB"}:
            first -= 1
        return first

    def _judged(self, side: int, run: list[int]) -> bool:
        """Name a word that judges or weighs and was put in or left out beside what it belongs to."""
        pieces = [self.sides[side].pieces[i] for i in run if self.sides[side].pieces[i].weight]
        if len(pieces) == 1 and pieces[0].pos == "ADJ" and any(e.use == "scale" and e.rank > 1 for e in pieces[0].uses):
            self._add("hardened" if side else "softened", () if side else run, run if side else ())
            return True
        if len(pieces) != 1 or not any(entry.use == "loaded" for entry in pieces[0].uses):
            return False
        if pieces[0].pos == "VERB" and self.close < _CLOSE:
            return False
        self._add("loaded word gained" if side else "loaded word lost", () if side else run, run if side else ())
        return True

    def _reworded(self, side: int, run: list[int], weight: float) -> bool:
        """Say whether the other side has, in the same place, about as much without counterpart: other words for it."""
        other = self.sides[1 - side].pieces
        low, high = self._gap(side, run)
        there = sum(
            other[j].weight
            for j in range(low, high)
            if j not in self.partner[1 - side] and j not in self.told[1 - side] and other[j].frame is None
        )
        return weight < 2 * there

    def _gap(self, side: int, run: list[int]) -> tuple[int, int]:
        partner, pieces = self.partner[side], self.sides[side].pieces
        anchored = [i for i in partner if pieces[i].weight and not self._is_moved(side, i)]
        before = [partner[i] for i in anchored if i < run[0]]
        after = [partner[i] for i in anchored if i > run[-1]]
        return max(before, default=-1) + 1, min(after, default=len(self.sides[1 - side].pieces))

    def _is_moved(self, side: int, i: int) -> bool:
        j = self.partner[side][i]
        return ((i, j) if side == 0 else (j, i)) in self.match.moved

    def _surplus(self, side: int) -> list[list[int]]:
        """Return the stretches of one side that have no counterpart; words of grammar neither make nor break one."""
        runs: list[list[int]] = []
        run: list[int] = []
        for i, piece in enumerate(self.sides[side].pieces):
            if i in self.told[side] or (i in self.partner[side] and piece.kind != "grammar") or _teller(piece):
                runs += [run] if run else []
                run = []
            elif piece.weight:
                run.append(i)
        return [*runs, run] if run else runs

    def _lone(self, kind: str, lost: ChangeName, gained: ChangeName) -> None:
        """Name hedges, or negations, that only one side has."""
        left = [
            [
                i
                for i, piece in enumerate(self.sides[side].pieces)
                if piece.kind == kind and i not in self.told[side] and not self._has_like(side, i, kind)
            ]
            for side in (0, 1)
        ]
        both = min(map(len, left))
        for i in left[0][both:]:
            self._add(lost, [i], ())
        for j in left[1][both:]:
            self._add(gained, (), [j])

    def _has_like(self, side: int, i: int, kind: str) -> bool:
        j = self.partner[side].get(i)
        if j is None:
            return False
        other = self.sides[1 - side].pieces[j]
        return other.kind == kind or other.form == self.sides[side].pieces[i].form

    def _strengthened(self) -> None:
        for side in (0, 1):
            for i, piece in enumerate(self.sides[side].pieces):
                ranks = [entry.rank for entry in piece.uses if entry.use == "degree"]
                if piece.kind == "degree" and ranks and i not in self.partner[side] and i not in self.told[side]:
                    name: ChangeName = "hardened" if (ranks[0] > 0) == (side == 1) else "softened"
                    self._add(name, () if side else [i], [i] if side else ())

    def _moved(self) -> None:
        """Name what stands elsewhere; where who said it stands is free."""
        kept = [
            (i, j)
            for i, j in self.match.moved
            if self.sides[0].pieces[i].weight >= 1
            and self.sides[0].pieces[i].text[0].isalnum() == self.sides[1].pieces[j].text[0].isalnum()
            and self.sides[0].pieces[i].frame is None
            and self.sides[1].pieces[j].frame is None
        ]
        runs: list[list[tuple[int, int]]] = []
        for i, j in sorted(kept):
            if runs and i - runs[-1][-1][0] <= _ON and 0 < j - runs[-1][-1][1] <= _ON:
                runs[-1].append((i, j))
            else:
                runs.append([(i, j)])
        for run in runs:
            if len(run) > 1 or (self.close >= _CLOSE and self._once(*run[0])):
                self._add("reordered", [x for x, _ in run], [y for _, y in run])

    def _once(self, i: int, j: int) -> bool:
        """Say whether neither side has it elsewhere too: of several alike nobody can tell which was moved."""
        forms = [self.sides[0].pieces[i].form, self.sides[1].pieces[j].form]
        return all(sum(p.form == form for p in side.pieces) == 1 for side, form in zip(self.sides, forms, strict=True))


def _teller(piece: Piece) -> bool:
    """Say whether a piece tells who said it; when it was said is told beside that."""
    return piece.frame is not None and piece.kind != "date"


def _telling(one: Piece, two: Piece) -> bool:
    return two.cue or matching.words_alike(one, two) >= matching.ALIKE
