"""What no one foresaw: one sentence for the user, the details in a file."""

from __future__ import annotations

import logging
import traceback
from datetime import datetime

from echoflow import __version__
from echoflow.paths import log_folder
from echoflow.text import tr

_LOG = logging.getLogger(__name__)


def report(error: BaseException) -> str:
    """Writes `error` to the log folder and returns the sentence that says so.

    Only the code's own frames are written, no values of variables: a transcript or a key cannot get in.
    """
    details = "".join(traceback.format_exception(error))
    _LOG.debug(details)
    try:
        file = log_folder() / "crash.txt"
        with file.open("a", encoding="utf-8") as out:
            out.write(f"{datetime.now().astimezone().isoformat()} EchoFlow {__version__}\n{details}\n")
    except OSError as reason:
        return tr("Something unexpected went wrong, and the details could not be saved: {reason}", reason=reason)
    return tr("Something unexpected went wrong; the details are in {file}.", file=file)
