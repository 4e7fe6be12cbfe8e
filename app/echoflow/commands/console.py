"""Speaking to whoever started the command, whatever their terminal can show and however it ends."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import sys
from pathlib import Path

from echoflow.errors import UserError
from echoflow.text import tr

_PLAIN = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "→": "->", "✓": "+", "✗": "x"}
"""What stands for a character that an ASCII terminal or an old code page lacks."""

_ERRORS = "echoflow-plain"


def prepare() -> None:
    """Makes the standard streams safe to print to. To be called once, before anything is printed.

    A stream the caller has closed becomes one that goes nowhere, or the next file that is opened would get its number.
    What a stream cannot encode is written plainer, and where it has no Chinese English is spoken.
    """
    codecs.register_error(_ERRORS, _plainer)
    nowhere = Path(os.devnull)
    if sys.stdin is None:
        sys.stdin = nowhere.open(encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = nowhere.open("w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = nowhere.open("w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_ERRORS)
            if not _has_chinese(stream.encoding):
                os.environ["ECHOFLOW_LANGUAGE"] = "en"
    # Python writes UTF-8 in this locale, but Qt complains about it in four lines.
    if sys.platform.startswith("linux") and os.environ.get("LC_ALL") in {"C", "POSIX"}:
        os.environ["LC_ALL"] = "C.UTF-8"


def finish() -> None:
    """Writes what was not written yet; a reader that has gone is no reason to complain. The last thing to call."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            # Python would try once more when it ends, and print the error.
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def tell(sentence: str) -> None:
    """Progress and messages: to stderr. Whether anybody reads them is no condition for going on."""
    with contextlib.suppress(OSError):
        print(sentence, file=sys.stderr, flush=True)


def show(line: str) -> None:
    """A result: to stdout.

    Raises:
        BrokenPipeError: nobody reads any more.
        UserError: it cannot be written.
    """
    try:
        print(line, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UserError(tr("The result cannot be printed: {reason}.", reason=error.strerror)) from error


def _plainer(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_PLAIN.get(character, "?") for character in error.object[error.start : error.end]), error.end


def _has_chinese(encoding: str) -> bool:
    try:
        "中文，。".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
