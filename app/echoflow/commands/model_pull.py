"""`echoflow models pull`: fetches a model, and says how it goes."""

from __future__ import annotations

import queue
import sys
from argparse import Namespace

from echoflow.clouds.addresses import Address
from echoflow.commands.console import show, tell
from echoflow.commands.options import user_settings
from echoflow.errors import UserError
from echoflow.store.download_records import Download, State, Wanted
from echoflow.store.model_catalogue import find_entry
from echoflow.store.model_downloads import Downloads
from echoflow.store.model_library import format_size
from echoflow.store.model_shelf import place_of
from echoflow.text import tr

_STEP = 0.1
"""Share of a model after which another line is written where lines cannot be written over."""


def pull(arguments: Namespace) -> int:
    """Fetches `arguments.name` and shows where it is.

    Raises:
        UserError: it cannot be fetched. What has come of it stays, and the next time goes on there.
        KeyboardInterrupt: the user has had enough; the same.
    """
    entry = find_entry(arguments.name)
    if entry is not None and entry.packaged:
        tell(tr("{name} comes with EchoFlow.", name=entry.name))
        return 0
    if entry is not None and (place := place_of(entry)) is not None:
        show(str(place))
        return 0
    wanted = Wanted.entry(entry) if entry is not None else Wanted.reference(arguments.name)
    ended = _fetch(wanted, endpoint(arguments.endpoint))
    if ended.state is not State.DONE:
        raise UserError(ended.problem)
    show(str(ended.path))
    return 0


def endpoint(named: str | None) -> str:
    """Where models are fetched from: the mirror that is `named`, or that of the settings; empty for the hub itself.

    Raises:
        UsageError: what is named is no address.
    """
    text = named or user_settings()[0].hub_url
    return Address.parse(text, tr("the hub")).http if text else ""


def _fetch(wanted: Wanted, hub: str) -> Download:
    told: queue.SimpleQueue[Download] = queue.SimpleQueue()
    downloads = Downloads(on_change=told.put)
    line = _Line()
    try:
        downloads.start(wanted, hub)
        while (download := _next(told)).state.active:
            line.write(download)
    except KeyboardInterrupt:
        downloads.close()
        line.end()
        tell(tr("{name} is paused; the same command goes on where it stopped.", name=wanted.name))
        raise
    finally:
        downloads.close()
    line.end()
    return download


def _next(told: queue.SimpleQueue[Download]) -> Download:
    # Without a time limit, Ctrl-C would not be seen on Windows while nothing comes.
    while True:
        try:
            return told.get(timeout=0.5)
        except queue.Empty:
            continue


class _Line:
    """How it goes, in one line on a terminal, or in one for each tenth elsewhere."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._told = -1.0
        self._is_open = False

    def write(self, download: Download) -> None:
        """Where it is now."""
        words = f"{download.wanted.name}: {progress_words(download)}"
        if self._is_terminal:
            sys.stderr.write(f"\r\x1b[K{words}")
            sys.stderr.flush()
            self._is_open = True
        elif download.state is State.FETCHING and download.share >= self._told + _STEP:
            self._told = download.share
            tell(words)

    def end(self) -> None:
        """Whatever comes next has a line of its own."""
        if self._is_open:
            sys.stderr.write("\n")
            self._is_open = False


def progress_words(download: Download) -> str:
    """How far it is, how fast, and how long it will take."""
    percent = int(100 * download.share)
    match download.state:
        case State.STARTING:
            return tr("asking the hub…")
        case State.CHECKING:
            return tr("checking what is here already… {percent} %", percent=percent)
        case State.PAUSED | State.FAILED:
            return tr("paused at {percent} % of {size}", percent=percent, size=format_size(download.total))
        case _:
            words = [tr("{percent} % of {size}", percent=percent, size=format_size(download.total))]
            if download.speed:
                words.append(f"{format_size(int(download.speed))}/s")
            if (seconds := download.seconds_left) is not None:
                words.append(time_left(seconds))
            return " · ".join(words)


def time_left(seconds: float) -> str:
    """As a person would say it."""
    if seconds < 60:
        return tr("{seconds} s left", seconds=max(1, round(seconds)))
    if seconds < 3600:
        return tr("{minutes} min left", minutes=round(seconds / 60))
    return tr("{hours} h {minutes} min left", hours=int(seconds // 3600), minutes=int(seconds % 3600 // 60))
