"""Everything that can go wrong on purpose, in one tree.

::

    DetenteError
    ├── UsageError          the call cannot be carried out as it was given (exit code 2)
    │   └── AbsentError         it names something that the store does not hold
    ├── UnreadableError     one source cannot be read; carries a code and a reason, becomes a Reject
    ├── StoreError
    │   ├── StoreMissingError   no store at this place
    │   ├── StoreBusyError      another process writes to it
    │   └── StoreFormatError    made by another version, or damaged
    └── ModelMissingError   a language model's package is not installed, or is not the one pinned
"""

from __future__ import annotations


class DetenteError(Exception):
    """The root: what was wrong, where, and what to do, in one or two sentences."""


class UsageError(DetenteError):
    """The call cannot be carried out as it was given."""


class AbsentError(UsageError):
    """The call names something that the store does not hold."""


class UnreadableError(DetenteError):
    """One source cannot be read.

    Args:
        code: one word of the closed list in ``detente.read``.
        reason: a sentence for a person.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class StoreError(DetenteError):
    """Something about the store."""


class StoreMissingError(StoreError):
    """There is no store at the place that was named."""


class StoreBusyError(StoreError):
    """Another process is writing to the store."""


class StoreFormatError(StoreError):
    """The store was made by another version of detente, or is damaged."""


class ModelMissingError(DetenteError):
    """A language model's package is not installed, or is not the one that is pinned."""
