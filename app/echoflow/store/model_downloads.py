"""Fetches models: one process for each, which can be paused, goes on after a restart, and never blocks anybody.

Whoever is told of progress is told from a thread of the download's own; a desk passes it on by a signal.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from echoflow import paths, priority
from echoflow.errors import UserError
from echoflow.store.download_problems import sentence, shut_down_problem
from echoflow.store.download_records import (
    FACTS_NAME,
    Download,
    SpeedMeter,
    State,
    Wanted,
    bytes_here,
    expected_bytes,
    read_records,
    save_record,
)
from echoflow.store.gguf import GgufError, read_gguf
from echoflow.store.model_library import describe_file_problem, models_folder
from echoflow.store.recognition_library import MODEL_FILES
from echoflow.text import tr

WORKER_ARGUMENT = "model-download"
"""The frozen program given this as its first argument is to run `download_worker.main`."""

_FOLDER = ".downloads"
_CLOSE_SECONDS = 2.0
"""For the process to end once its input has; it only has to notice."""

_TOKENS = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_TOKEN_PATH")

OnChange = Callable[[Download], None]


def worker_command() -> list[str]:
    """How the process that fetches is started."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_ARGUMENT]
    # -P: a file named json.py in the current folder must not become part of the program.
    return [sys.executable, "-P", "-m", "echoflow.store.download_worker"]


def worker_environment(endpoint: str, base: Mapping[str, str]) -> dict[str, str]:
    """What the process is to find in its environment, made of this one's: nothing is told about its user.

    A mirror, which `endpoint` names if it is not empty, gets no token of the user's, wherever they keep it.
    """
    quiet = ("HF_HUB_DISABLE_TELEMETRY", "HF_HUB_DISABLE_PROGRESS_BARS", "HF_HUB_DISABLE_UPDATE_CHECK")
    # Xet fetches pieces by a protocol of its own, in threads that cannot be stopped, and does not continue a part.
    environment = {**base, **dict.fromkeys(quiet, "1"), "HF_HUB_DISABLE_XET": "1", "HF_HUB_VERBOSITY": "error"}
    if endpoint:
        environment |= {"HF_ENDPOINT": endpoint, "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1"}
        for name in _TOKENS:
            environment.pop(name, None)
    return environment


class Downloads:
    """All that are under way or were interrupted; safe to use from any thread."""

    def __init__(
        self, folder: Path | None = None, on_change: OnChange | None = None, command: Sequence[str] | None = None
    ) -> None:
        """Starts nothing.

        Args:
            folder: where models are put; None for that of the user's models.
            on_change: is told of each change, from a thread of the download's own or the caller's.
            command: what starts the process that fetches.
        """
        self.folder = folder or models_folder()
        self._on_change = on_change or (lambda _: None)
        self._command = list(command or worker_command())
        self._lock = threading.Lock()
        self._running: dict[str, _Fetching] = {}
        self._ended: dict[str, Download] = {}

    def found(self) -> tuple[Download, ...]:
        """Those that are under way, and those that were interrupted or have failed. Reads the disk."""
        with self._lock:
            known = {**self._ended, **{name: running.download for name, running in self._running.items()}}
        unfinished = {name: one for name, one in known.items() if one.state is not State.DONE}
        return (*unfinished.values(), *(r for r in read_records(self._at) if r.wanted.identifier not in unfinished))

    def start(self, wanted: Wanted, endpoint: str = "") -> None:
        """Begins, or goes on where it was interrupted.

        Args:
            wanted: what is to be fetched.
            endpoint: of a mirror; empty for the hub, or where HF_ENDPOINT says.

        Raises:
            UserError: it is here already, or nothing can be written.
        """
        if (here := next((place for place in self._targets(wanted) if place.exists()), None)) is not None:
            raise UserError(tr("There is already a model {path}; remove it before it is fetched again.", path=here))
        folder = self._at / wanted.identifier
        try:
            save_record(folder, wanted)
        except OSError as error:
            reason = error.strerror or str(error)
            raise UserError(
                tr("The models' folder {path} cannot be used: {reason}.", path=folder, reason=reason)
            ) from (error)
        with self._lock:
            if wanted.identifier in self._running:
                return
            self._ended.pop(wanted.identifier, None)
            first = Download(wanted, State.STARTING, bytes_here(folder, wanted.files), _total(folder, wanted))
            fetching = _Fetching(first, self, folder)
            self._running[wanted.identifier] = fetching
        fetching.start(self._command, endpoint or os.environ.get("HF_ENDPOINT", ""))

    def pause(self, identifier: str) -> None:
        """Ends the process; what is here stays, and `start` goes on. Returns at once."""
        with self._lock:
            fetching = self._running.get(identifier)
        if fetching is not None:
            fetching.stop()

    def cancel(self, identifier: str) -> None:
        """Ends it and deletes what has come of it. Waits for its process to end: two seconds at most."""
        with self._lock:
            fetching = self._running.get(identifier)
        if fetching is not None:
            fetching.stop()
            fetching.join()
        with self._lock:
            self._ended.pop(identifier, None)
        _delete(self._at / identifier)

    def close(self) -> None:
        """Pauses all of them and waits for their processes to end."""
        with self._lock:
            running = list(self._running.values())
        for fetching in running:
            fetching.stop()
        for fetching in running:
            fetching.join()

    def changed(self, download: Download) -> None:
        """Tells whoever wants to know; called by what fetches."""
        if not download.state.active:
            with self._lock:
                self._running.pop(download.wanted.identifier, None)
                self._ended[download.wanted.identifier] = download
        self._on_change(download)

    def put_in_place(self, wanted: Wanted) -> Path:
        """Moves what has come whole to where models are; returns its place.

        Raises:
            UserError: it is no usable model; then it is deleted.
            OSError: it cannot be moved.
        """
        folder = self._at / wanted.identifier
        problem = _problem(folder, wanted)
        if problem:
            _delete(folder)
            raise UserError(problem)
        targets = self._targets(wanted)
        targets[0].parent.mkdir(parents=True, exist_ok=True)
        if wanted.kind == "recognition":
            # The record goes first: what is interrupted here is a whole model without one.
            for name in (*_OURS, "lock"):
                (folder / name).unlink(missing_ok=True)
            folder.replace(targets[0])
        else:
            for file, target in zip(wanted.files, targets, strict=True):
                (folder / file.name).replace(target)
            _delete(folder)
        return targets[0]

    @property
    def _at(self) -> Path:
        return self.folder / _FOLDER

    def _targets(self, wanted: Wanted) -> list[Path]:
        if wanted.kind == "recognition":
            return [self.folder / "recognition" / wanted.identifier]
        return [self.folder / file.name for file in wanted.files]


_OURS = ("download.json", FACTS_NAME)


class _Fetching:
    """One process, and the thread that reads what it says."""

    def __init__(self, download: Download, owner: Downloads, folder: Path) -> None:
        self.download = download
        self._owner = owner
        self._folder = folder
        self._speed = SpeedMeter()
        self._stopped = False
        self._stopping = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._failure: dict[str, Any] | None = None
        self._is_whole = False
        self._thread = threading.Thread(target=self._follow, name="download", daemon=True)

    def start(self, command: Sequence[str], endpoint: str) -> None:
        """Starts the process; a failure to do so is told like any other."""
        self._owner.changed(self.download)
        wanted = self.download.wanted
        job = {
            "endpoint": endpoint,
            "repository": wanted.repository,
            "revision": wanted.revision,
            "folder": str(self._folder.absolute()),
            "files": [asdict(file) for file in wanted.files],
        }
        try:
            with (paths.log_folder() / "downloads.log").open("ab") as log:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    env=worker_environment(endpoint, os.environ),
                    creationflags=priority.CREATION_FLAGS,
                )
        except OSError as error:
            self._tell(replace(self.download, state=State.FAILED, problem=shut_down_problem(error)))
            return
        priority.let_give_way(self._process.pid)
        with self._stopping:
            assert self._process.stdin is not None
            with suppress(BrokenPipeError):
                self._process.stdin.write(json.dumps(job).encode() + b"\n")
                self._process.stdin.flush()
            if self._stopped:
                self._end_input()
        self._thread.start()

    def stop(self) -> None:
        """Asks the process to end."""
        with self._stopping:
            self._stopped = True
            self._end_input()

    def _end_input(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            with suppress(BrokenPipeError):
                self._process.stdin.close()

    def join(self) -> None:
        """Waits until it has ended, and ends it if it does not."""
        if self._process is None or not self._thread.is_alive():
            return
        self._thread.join(_CLOSE_SECONDS)
        if self._thread.is_alive():
            self._process.kill()
            self._thread.join()

    def _follow(self) -> None:
        process = self._process
        assert process is not None
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                self._take(json.loads(line))
        status = process.wait()
        with self._stopping:
            self._end_input()
        self._tell(self._outcome(status))

    def _take(self, said: dict[str, Any]) -> None:
        match said.pop("event"):
            case "asked":
                self._tell(replace(self.download, total=said["total"]))
            case "checking":
                self._tell(replace(self.download, state=State.CHECKING, done=said["done"], speed=0.0))
            case "progress":
                speed = self._speed.add(time.monotonic(), said["done"])
                self._tell(replace(self.download, state=State.FETCHING, done=said["done"], speed=speed))
            case "failed":
                self._failure = said
            case "done":
                self._is_whole = True

    def _outcome(self, status: int) -> Download:
        """What has become of it, now that the process has ended."""
        wanted = self.download.wanted
        ended = replace(self.download, done=bytes_here(self._folder, wanted.files), speed=0.0)
        if self._is_whole:
            try:
                path = self._owner.put_in_place(wanted)
            except UserError as error:
                return replace(ended, state=State.FAILED, problem=str(error), done=0)
            except OSError as error:
                return replace(ended, state=State.FAILED, problem=shut_down_problem(error))
            return replace(ended, state=State.DONE, total=ended.done, path=path)
        if self._failure is not None:
            return replace(ended, state=State.FAILED, problem=sentence(wanted, **self._failure))
        if self._stopped:
            return replace(ended, state=State.PAUSED)
        return replace(ended, state=State.FAILED, problem=sentence(wanted, "ended", status=status))

    def _tell(self, download: Download) -> None:
        self.download = download
        self._owner.changed(download)


def _total(folder: Path, wanted: Wanted) -> int:
    return expected_bytes(folder, wanted.files)


def _problem(folder: Path, wanted: Wanted) -> str:
    """Why what has come is no usable model; empty if it is one."""
    if wanted.kind == "recognition":
        missing = [name for name in MODEL_FILES if not (folder / name).is_file()]
        return sentence(wanted, "strange") if missing else ""
    for file in wanted.files:
        try:
            read_gguf(folder / file.name)
        except (GgufError, OSError) as error:
            return describe_file_problem(folder / file.name, error)
    return ""


def _delete(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
