"""The errors a person may read."""


class UserError(Exception):
    """Something the user can act on; `str(error)` is one sentence in their language that names it and the remedy.

    Attributes:
        exit_status: what a command ends with: 1 could not, 2 wrong usage.

    """

    exit_status = 1


class UsageError(UserError):
    """The command line asks for something that does not exist."""

    exit_status = 2


class EngineError(UserError):
    """An engine (recognition, language or synthesis) could not do its work.

    Attributes:
        permanent: trying again with the same settings cannot help.

    """

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent
