"""The errors a person may read."""

from __future__ import annotations

from enum import Enum


class UserError(Exception):
    """Something the user can act on; `str(error)` is one sentence in their language that names it and the remedy.

    Attributes:
        exit_status: what a command ends with: 1 could not, 2 wrong usage.

    """

    exit_status = 1


class UsageError(UserError):
    """The command line asks for something that does not exist."""

    exit_status = 2


class Trouble(Enum):
    """What kind of failure it was, for programs; the sentence is for people."""

    BROKEN = "broken"
    """It failed for a reason of its own, or said something nobody understands."""
    BUSY = "busy"
    """Too many requests for now."""
    BUDGET = "budget"
    """The user's budget for the month is spent."""
    KEY_MISSING = "key missing"
    KEY_REFUSED = "key refused"
    """The service does not know the key."""
    FORBIDDEN = "forbidden"
    """The key may not use what was asked for."""
    PAYMENT = "payment"
    """The account has no credit left."""
    REJECTED = "rejected"
    """The service does not accept what was asked: a model, a voice, a parameter."""
    SILENT = "silent"
    """The connection is open, but nothing comes."""
    UNREACHABLE = "unreachable"
    """No connection, or it was lost."""


class EngineError(UserError):
    """An engine (recognition, language or synthesis) could not do its work.

    Attributes:
        permanent: trying again with the same settings cannot help.
        trouble: what kind of failure it was.

    """

    def __init__(self, message: str, *, permanent: bool = False, trouble: Trouble = Trouble.BROKEN) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.trouble = trouble
