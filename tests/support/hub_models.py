"""Models small enough to be sent around: what the stand-in of the hub has in the tests."""

from __future__ import annotations

import random
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from echoflow.store.download_records import Download, State, Wanted
from echoflow.store.model_catalogue import RemoteFile
from stand_ins.hub import Files, HubStandIn
from support.gguf_files import LLAMA, write_model
from support.threaded_loop import on_a_loop
from support.waiting import wait_until

TINY = "tiny/Tiny-GGUF"
TINY_FILE = "Tiny-Instruct-Q4_K_M.gguf"


def gguf(size: int = 1_000_000, name: str = "Tiny") -> bytes:
    """A language model's file with weights of chance."""
    with tempfile.TemporaryDirectory() as folder:
        file = write_model(Path(folder) / "model.gguf", {**LLAMA, "general.name": name}, weights=size // 4 * 4)
        head = file.read_bytes()
    weights = random.Random(7).randbytes(size // 4 * 4)
    return head[: len(head) - len(weights)] + weights


def wanted(path: str = TINY_FILE, repository: str = TINY, *more: str, sha256: str = "", size: int = 0) -> Wanted:
    """A file of the stand-in, or several."""
    files = (RemoteFile(path, size, sha256), *(RemoteFile(each) for each in more))
    return Wanted("tiny", "Tiny Instruct", "gguf", repository, "main", files)


@contextmanager
def hub(repositories: Mapping[str, Files]) -> Iterator[HubStandIn]:
    """The stand-in, on a loop of its own in a thread, so that a test may block."""
    server = HubStandIn(repositories)
    with on_a_loop(server):
        yield server


@dataclass
class Told:
    """What was told of downloads, in its order."""

    downloads: list[Download] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, download: Download) -> None:
        with self._lock:
            self.downloads.append(download)

    @property
    def last(self) -> Download:
        return self.downloads[-1]

    @property
    def states(self) -> list[State]:
        """Each as often as it began."""
        states = [each.state for each in self.downloads]
        return [state for place, state in enumerate(states) if place == 0 or states[place - 1] is not state]

    def wait(self, condition: Callable[[Download], bool], what: str) -> Download:
        """The first that `condition` holds for."""
        return wait_until(lambda: next((each for each in self.downloads if condition(each)), None), what)

    def wait_end(self) -> Download:
        """How it has ended."""
        wait_until(lambda: self.downloads and not self.last.state.active, "the end of the download")
        return self.last
