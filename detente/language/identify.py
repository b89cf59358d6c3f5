"""Tell the language of a text: by its script where that settles it, else by lingua among the languages in use.

Lingua (Apache-2.0, https://github.com/pemistahl/lingua-rs) compares n-grams of letters. It is asked only among the
languages that share the script, on a bounded sample, and its models are loaded when first needed, once per process:
50 MB resident for Latin letters, 5 MB each for Cyrillic and Arabic ones (lingua 2.1.1, low-accuracy mode, which differs
from the other on texts of a few words only).
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from detente.model import Article

if TYPE_CHECKING:
    from lingua import LanguageDetector

UNDETERMINED = "und"
SAMPLE = 800  # characters; more changes nothing
FIRST_SAMPLE = 300  # characters, enough for running text; the rest is looked at where they leave a doubt
CERTAIN = 0.9999
FEWEST_LETTERS = 12
SURE = 0.5  # probability of the first guess below which no language is named

# Scripts by their Unicode blocks. Kana and Hangul come first: Japanese and Korean texts hold Han characters as well.
SCRIPTS: Final[dict[str, re.Pattern[str]]] = {
    "kana": re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d]"),
    "hangul": re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]"),
    "han": re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
    "cyrillic": re.compile("[\u0400-\u052f]"),
    "arabic": re.compile("[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    "greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "hebrew": re.compile("[\u05d0-\u05ea]"),
    "devanagari": re.compile("[\u0900-\u097f]"),
    "thai": re.compile("[\u0e00-\u0e7f]"),
    "armenian": re.compile("[\u0530-\u058f]"),
    "georgian": re.compile("[\u10a0-\u10ff\u1c90-\u1cbf]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
}
# A script that one language in use is written in names it.
BY_SCRIPT: Final[dict[str, str]] = {
    "kana": "ja",
    "hangul": "ko",
    "han": "zh",
    "greek": "el",
    "hebrew": "he",
    "devanagari": "hi",
    "thai": "th",
    "armenian": "hy",
    "georgian": "ka",
}
BY_LETTERS: Final[dict[str, tuple[str, ...]]] = {
    "latin": tuple("en fr de es it pt nl pl tr cs sk hu ro sv da nb fi et lv lt hr sl sq vi id sw".split()),
    "cyrillic": ("ru", "uk", "be", "bg", "sr"),
    "arabic": ("ar", "fa", "ur"),
}
LETTER = re.compile(r"[^\W\d_]")
# A Japanese text is part kana, and a Korean one part Hangul, even if terse; a Chinese one may quote a name in either.
OWN_SHARE = 0.12


def identify(text: str) -> str:
    """Return the ISO 639-1 code of the language of ``text``, or ``und``.

    Only the languages named in this module are told apart; a text in another one that shares their script may be taken
    for the nearest of them where it is near enough to be believed.
    """
    sample = text[:SAMPLE]
    if len(LETTER.findall(sample)) < FEWEST_LETTERS:
        return UNDETERMINED
    script = _script(sample)
    if script not in BY_LETTERS:
        return BY_SCRIPT.get(script, UNDETERMINED)
    guesses = _detector(script).compute_language_confidence_values(sample[:FIRST_SAMPLE])
    if len(sample) > FIRST_SAMPLE and (not guesses or guesses[0].value < CERTAIN):
        guesses = _detector(script).compute_language_confidence_values(sample)
    if not guesses or guesses[0].value < SURE:
        return UNDETERMINED
    return guesses[0].language.iso_code_639_1.name.lower()


def identified(article: Article) -> Article:
    """Return ``article`` with its language, told from the text outside its boilerplate; one that is stated is kept."""
    if article.language != UNDETERMINED:
        return article
    return replace(article, language=identify(_sample_outside(article)))


def _sample_outside(article: Article) -> str:
    pieces, length = [], 0
    for span in article.body():
        pieces.append(article.text[span.start : min(span.end, span.start + SAMPLE - length)])
        length += len(pieces[-1])
        if length >= SAMPLE:
            break
    return "\n".join(pieces)


def _script(sample: str) -> str:
    counts = {script: len(pattern.findall(sample)) for script, pattern in SCRIPTS.items()}
    for script in ("kana", "hangul"):
        if counts[script] > OWN_SHARE * (counts[script] + counts["han"]):
            counts[script] += counts["han"]
    return max(counts, key=lambda script: counts[script])


@cache
def _detector(script: str) -> LanguageDetector:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in BY_LETTERS[script]]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()
