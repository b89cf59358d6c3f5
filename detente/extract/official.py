"""Whether a page stands on the site of a government, and of which state.

A readout or statement on such a site is of the day it was published, and officials whom it names without a state are
the state's own.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit


def state_of(address: str) -> str | None:
    """Return the state (alpha-3 or EUU) whose site a web address lies on, None for any other address."""
    try:
        host = urlsplit(address).hostname if "://" in address else None
    except ValueError:  # "http://[broken": an address that is none
        return None
    labels = (host or "").split(".")
    return next((_sites()[end] for n in range(len(labels)) if (end := ".".join(labels[n:])) in _sites()), None)


@cache
def _sites() -> dict[str, str]:
    lines = files("detente.data").joinpath("official_sites.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {host: state for host, state, _ in rows[1:]}
