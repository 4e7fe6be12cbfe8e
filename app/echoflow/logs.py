"""What EchoFlow writes down about itself: on the terminal, and for the running app in a file that does not grow.

At debug, libraries log what was said and the tokens of clients, so only EchoFlow's own lines follow the level. Of an
exception only its kind and place are written to the file: its message may hold what was said, or a key.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from typing import Any

from echoflow.crash import details
from echoflow.paths import log_folder

OURS = "echoflow"
"""Above the loggers of all our modules."""

FILE_NAME = "echoflow.log"

FILE_BYTES = 1_000_000
"""About a week of use at `info`."""

OLD_FILES = 3


def set_up(level: str) -> None:
    """Lines of `level` and above go to the terminal; of libraries, warnings only. Once per process."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    set_level(level)


def set_level(level: str) -> None:
    """`debug`, `info`, `warning` or `error`, from now on."""
    logging.getLogger(OURS).setLevel(level.upper())


@contextlib.contextmanager
def log_file() -> Iterator[None]:
    """Our own lines also go to a file in the log folder, as long as the block lasts.

    A folder that cannot be written costs the file and nothing else.
    """
    logger = logging.getLogger(OURS)
    handler: logging.Handler = logging.NullHandler()
    with contextlib.suppress(OSError):
        handler = _Quiet(
            log_folder() / FILE_NAME, maxBytes=FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8", delay=True
        )
    handler.setFormatter(_Reticent("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        handler.close()


class _Quiet(RotatingFileHandler):
    """A full disk is told elsewhere; the app does not stop over a log."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's
        """Nothing can be done."""


class _Reticent(logging.Formatter):
    """Writes no messages of exceptions, nor what was under way."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's
        """Its kind and place."""
        return details(ei[1]).rstrip() if ei[1] is not None else ""
