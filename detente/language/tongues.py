"""The languages besides English: which there are, and what each needs to be installed."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Final, cast

from detente.errors import ModelMissingError
from detente.language.tongue import Tongue

# Code -> module, class, what must be importable, the extra of ``pip install detente[...]`` that brings it.
TONGUES: Final[dict[str, tuple[str, str, tuple[str, ...], str]]] = {
    "ru": ("russian", "Russian", ("natasha", "slovnet", "navec", "razdel", "pymorphy3"), "ru"),
    "zh": ("chinese", "Chinese", ("jieba", "pypinyin"), "zh"),
    "de": ("german", "German", (), ""),
}


def missing(code: str) -> str | None:
    """Return why an article in a language cannot be read further, None where it can."""
    known = TONGUES.get(code)
    if known is None:
        return None if code == "en" else f"no reader for the language {code!r}"
    _, name, needs, extra = known
    absent = [package for package in needs if find_spec(package) is None]
    if not absent:
        return None
    return f"{name} needs {', '.join(absent)}: pip install 'detente[{extra}]', then add the file again with --retry"


@cache
def tongue(code: str) -> Tongue:
    """Return the reader of a language, its models loaded once per process.

    Raises:
        ModelMissingError: there is none, or what it needs is not installed.
    """
    reason = missing(code)
    if reason is not None or code not in TONGUES:
        raise ModelMissingError(reason or f"{code!r} is read elsewhere")
    module, name, _, _ = TONGUES[code]
    return cast("Tongue", getattr(import_module(f"detente.language.{module}"), name)())
