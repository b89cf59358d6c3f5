"""Numbers as news writes them: digits, words, fractions, multipliers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

_DIGITS = re.compile(r"[$€£¥]?(\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?%?")
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_WORDS = {
    **{word: Decimal(number) for number, word in enumerate(_UNITS)},
    **{word: Decimal(10 * number) for number, word in enumerate(_TENS, start=2)},
    **{word: Decimal(number) for number, word in enumerate(_ORDINALS, start=1)},
    **{"half": Decimal("0.5"), "quarter": Decimal("0.25"), "dozen": Decimal(12)},
}
_TIMES = {"hundred": Decimal(100), "thousand": Decimal(1000), "million": Decimal(10**6), "billion": Decimal(10**9)}
_TIMES |= {"trillion": Decimal(10**12), "m": Decimal(10**6), "bn": Decimal(10**9)}
# Numbers that stand for an order of magnitude.
_MANY = {"dozens", "hundreds", "thousands", "millions", "billions", "scores"}


def value_of(words: Sequence[str]) -> str | None:
    """Return the value of a number, "1200" for "1,200", "40000000" for "40 million", or None where it is none.

    Ordinals have the value of their cardinals; "hundreds" has its own name as its value.
    """
    parts = [part for word in words for part in word.lower().split("-")]
    if not parts:
        return None
    if len(parts) == 1 and parts[0] in _MANY:
        return parts[0]
    total: Decimal | None = None
    for part in parts:
        digits = _DIGITS.fullmatch(part)
        if digits is not None and total is None:
            total = Decimal(digits[1].replace(",", ""))
        elif part in _TIMES and (total is not None or part not in {"m", "bn"}):
            total = (total or Decimal(1)) * _TIMES[part]
        elif part in _WORDS and (total is None or (total >= 20 and _WORDS[part] < 10 and _WORDS[part] >= 1)):
            total = (total or Decimal(0)) + _WORDS[part]
        else:
            return None
    return None if total is None else format(total.normalize(), "f")
