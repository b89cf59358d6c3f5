"""Synthetic articles on foreign affairs, as many as wanted, for timing, for tests and for killing runs in the middle.

Every person and outlet is invented, and nothing here happened. A grammar with many choices makes the sentences, so that
two articles share no more words than any two do; a known few retell an earlier one.
"""

from __future__ import annotations

import html
import random
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bench import phrases

_CHOICE = re.compile(r"\{([^{}]*)\}")
_SLOT = re.compile(r"<(\w+)>")
RETOLD_SHARE = 0.12
_NEAREST = 60


@dataclass(frozen=True, slots=True)
class Written:
    """One file that was written; ``retells`` is the number of the article whose text it renders, or None."""

    number: int
    path: Path
    retells: int | None


@dataclass(frozen=True, slots=True)
class _Text:
    """An article before it is laid out: a headline and paragraphs."""

    outlet: str
    author: str
    on: date
    headline: str
    paragraphs: tuple[str, ...]


def generate(n: int, seed: int, folder: Path) -> list[Written]:
    """Write ``n`` articles of 150 to 500 words (340 on average) into ``folder``, the same ones for the same seed.

    Article ``i`` depends on the seed and on ``i`` alone: a smaller corpus is the beginning of a larger one. One in five
    is an HTML page, the others are plain text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(number, seed, folder) for number in range(n)]


def _write(number: int, seed: int, folder: Path) -> Written:
    chance = random.Random(f"{seed}/{number}/layout")
    retells = _retold(number, seed)
    text = _original(number, seed) if retells is None else _retelling(_original(retells, seed), chance)
    as_page = chance.random() < 0.2
    path = folder / f"article-{number:05d}.{'html' if as_page else 'txt'}"
    path.write_text(_page(text) if as_page else _plain(text), encoding="utf-8")
    return Written(number, path, retells)


def _retold(number: int, seed: int) -> int | None:
    """Return the number of the article that this one retells, itself none that retells; None for most."""
    chance = random.Random(f"{seed}/{number}/retells")
    if not number or chance.random() >= RETOLD_SHARE:
        return None
    near = chance.randrange(max(0, number - _NEAREST), number)
    further = _retold(near, seed)
    return near if further is None else further


def _original(number: int, seed: int) -> _Text:
    chance = random.Random(f"{seed}/{number}")
    on = date(2016, 1, 1) + timedelta(days=chance.randrange(3200))
    scene = _scene(chance, on)
    order = chance.sample(phrases.BODY, k=chance.randint(3, 5))
    order += [_composed(chance) for _ in range(chance.randint(11, 18))]
    chance.shuffle(order)
    sentences = [_say(chance, chance.choice(phrases.OPENING), scene)]
    sentences += [_say(chance, sentence, scene) for sentence in order]
    paragraphs = []
    while sentences:
        size = chance.choice((1, 2, 2, 3))
        paragraphs.append(" ".join(sentences[:size]))
        del sentences[:size]
    dateline = f"{scene['CITY'].upper()}, {on:%B} {on.day}, {on.year} - "
    return _Text(
        outlet=chance.choice(phrases.OUTLETS),
        author=_person(chance),
        on=on,
        headline=_say(chance, chance.choice(phrases.HEADLINES), scene).rstrip("."),
        paragraphs=(dateline + paragraphs[0], *paragraphs[1:]),
    )


def _composed(chance: random.Random) -> str:
    """Return a template for a sentence about a thing and its fate, hardly ever the same in two articles."""

    def clause(tense: int) -> str:
        verb = chance.choice(phrases.FATES)[tense]
        modal = chance.choice(("will ", "may ", "is likely to ", "is bound to ", "could ")) if tense else ""
        thing = f"the {chance.choice(phrases.MANNERS)} {chance.choice(phrases.THINGS)}"
        return f"{thing} {modal}{verb} {chance.choice(phrases.CIRCUMSTANCES)}"

    template = chance.choice(phrases.COMPOSED)
    return re.sub("<(WAS|BE)>", lambda slot: clause(int(slot[1] == "BE")), template)


def _scene(chance: random.Random, on: date) -> dict[str, str]:
    """Return the words that stay the same throughout one article."""
    ours, theirs, third = chance.sample(phrases.STATES, k=3)
    topic, *details = chance.choice(phrases.TOPICS)
    chance.shuffle(details)
    speaker, other = _person(chance), _person(chance)
    then = on + timedelta(days=chance.randint(20, 500))
    return {
        "A": ours[0], "AS": ours[1], "CITY": ours[2],
        "B": theirs[0], "BS": theirs[1], "CAPITAL": theirs[2],
        "C": third[0], "CS": third[1],
        "OFFICE": chance.choice(phrases.OFFICES), "OFFICE2": chance.choice(phrases.OFFICES),
        "P": speaker, "PF": speaker.rpartition(" ")[2], "Q": other, "QF": other.rpartition(" ")[2],
        "EXPERT": _person(chance), "INSTITUTE": chance.choice(phrases.INSTITUTES),
        "TOPIC": topic, "DETAIL": details[0], "DETAIL2": details[1], "DETAIL3": details[2],
        "N": str(chance.randint(3, 980)), "N2": str(chance.randint(2, 47)),
        "YEAR": str(on.year - chance.randint(1, 30)),
        "MONTH": f"{then:%B}", "THEN": f"{then:%B} {then.day}, {then.year}", "DAY": f"{on - timedelta(days=1):%A}",
        "SITE": chance.choice(phrases.SITES),
    }  # fmt: skip


def _person(chance: random.Random) -> str:
    return f"{chance.choice(phrases.GIVEN)} {chance.choice(phrases.FAMILY)}"


def _say(chance: random.Random, template: str, scene: dict[str, str]) -> str:
    """Choose among ``{this|that}``, innermost first, and fill in ``<SLOT>``s."""
    while match := _CHOICE.search(template):
        template = template[: match.start()] + chance.choice(match[1].split("|")) + template[match.end() :]
    said = " ".join(_SLOT.sub(lambda slot: scene[slot[1]], template).split())
    first = said.startswith('"')
    return said[:first] + said[first : first + 1].upper() + said[first + 1 :]


def _retelling(base: _Text, chance: random.Random) -> _Text:
    """Return what another outlet made of a text: some of it left out, words exchanged, a sentence of its own added."""
    kept = [paragraph for paragraph in base.paragraphs if chance.random() < 0.85] or list(base.paragraphs)
    reworded = [_reword(paragraph, chance) for paragraph in kept]
    scene = _scene(chance, base.on)
    reworded.append(_say(chance, _composed(chance), scene))
    outlet = chance.choice([each for each in phrases.OUTLETS if each != base.outlet])
    return _Text(
        outlet, _person(chance), base.on + timedelta(days=chance.randint(0, 3)), base.headline, tuple(reworded)
    )


def _reword(paragraph: str, chance: random.Random) -> str:
    def exchange(match: re.Match[str]) -> str:
        return phrases.SYNONYMS[match[0]] if chance.random() < 0.7 else match[0]

    return re.sub(rf"\b({'|'.join(phrases.SYNONYMS)})\b", exchange, paragraph)


def _plain(text: _Text) -> str:
    head = [text.headline, f"By {text.author}", f"{text.outlet}, {text.on:%B} {text.on.day}, {text.on.year}"]
    return "\n\n".join([*head, *text.paragraphs]) + "\n"


def _page(text: _Text) -> str:
    body = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in text.paragraphs)
    return phrases.PAGE.format(
        headline=html.escape(text.headline),
        author=html.escape(text.author),
        outlet=html.escape(text.outlet),
        on=text.on.isoformat(),
        body=body,
    )
