"""The process that fetches one model: bytes from the hub to the disk, hashed on the way, told in JSON lines.

A process of its own, because a read from a line that has gone dead cannot be ended in a thread, because huggingface_hub
takes its settings from the environment and half a second to import, and because hashing would compete with the sound.

`huggingface_hub.hf_hub_download` begins anew what was interrupted (it writes to a file with a random name, which it
deletes). So the library is asked where a file is and what its hash is, and its `http_get`, which continues behind
`resume_size` and tries again by itself when a line breaks, writes into a part of our own.

Input: one line with the job. The end of the input is the end of the process: what was written stays. Output: lines
with `event`: `asked` (`total` bytes, as the hub says), `checking` and `progress` (`done` bytes of all files), `done`,
and `failed` (`kind`).
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, cast
from urllib.parse import urlsplit

from echoflow.store.download_records import FACTS_NAME, LOCK_NAME, PART_ENDING, read_facts

RESERVE = 64 * 2**20
"""Bytes to be left on the disk; with less the user's other programs fail."""

_TELL_SECONDS = 0.2
_PIECE = 128 * 2**10
"""Bytes that are written at once, at most."""
_CHUNK = 4 * 2**20
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""No room on the disk, none in the user's share of it, or a larger file than may be."""

_SHA256_DIGITS, _GIT_DIGITS = 64, 40


class WorkerError(Exception):
    """The model cannot be fetched.

    Attributes:
        kind: which of the kinds that `model_downloads` has a sentence for.
        details: for that sentence.
    """

    def __init__(self, kind: str, **details: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.details = details


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be fetched, as `model_downloads` says it.

    Attributes:
        endpoint: of a mirror; empty for the hub itself.
        repository: owner and name.
        revision: commit, branch or tag.
        folder: where parts, facts and whole files go.
        files: path, size (0 if unknown) and sha256 (empty if unknown) of each.
    """

    endpoint: str
    repository: str
    revision: str
    folder: Path
    files: tuple[tuple[str, int, str], ...]

    @classmethod
    def parse(cls, line: str) -> Job:
        """Of a line of JSON."""
        found = json.loads(line)
        files = tuple((file["path"], file["size"], file["sha256"]) for file in found["files"])
        return cls(found["endpoint"], found["repository"], found["revision"], Path(found["folder"]), files)


def main() -> int:
    """Does the job on the standard input."""
    # Whoever started this process is asked by Ctrl-C as well, and ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    job = Job.parse(sys.stdin.readline())
    threading.Thread(target=_end_with_input, name="input", daemon=True).start()
    try:
        with _alone(job.folder), _Teller() as teller:
            _Fetch(job, teller).run()
    except WorkerError as error:
        tell("failed", kind=error.kind, **error.details)
        return 1
    except OSError as error:
        if error.errno in _FULL:
            tell("failed", kind="disk_full", free=_free(job.folder), needed=0)
        else:
            tell("failed", kind="disk", reason=error.strerror or str(error))
        return 1
    tell("done")
    return 0


def tell(event: str, **details: object) -> None:
    """One line for whoever started this process."""
    sys.stdout.write(json.dumps({"event": event, **details}) + "\n")
    sys.stdout.flush()


def _end_with_input() -> None:
    # Whoever started this process has had enough of it, or is gone.
    sys.stdin.read()
    os._exit(0)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two processes must not write the same part: the app and a command may want the same model."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK_NAME)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise WorkerError("elsewhere") from None
    try:
        yield
    finally:
        lock.release()


class _Fetch:
    """One job."""

    def __init__(self, job: Job, teller: _Teller) -> None:
        self._job = job
        self._teller = teller

    def run(self) -> None:
        """Fetches what is missing, file by file."""
        facts = [self._ask(*file) for file in self._job.files]
        tell("asked", total=sum(fact.size for fact in facts))
        self._forget_what_changed(facts)
        self._check_room(facts)
        self._remember(facts)
        for fact in facts:
            whole = self._job.folder / fact.name
            if whole.is_file() and whole.stat().st_size == fact.size:
                self._count(fact.size)
            else:
                self._fetch(fact)

    def _ask(self, path: str, size: int, sha256: str) -> _Fact:
        """What the hub says of a file."""
        from huggingface_hub import get_hf_file_metadata, hf_hub_url

        job = self._job
        url = hf_hub_url(job.repository, path, revision=job.revision, endpoint=job.endpoint or None)
        with _understood(path):
            found = get_hf_file_metadata(url, token=False if job.endpoint else None, endpoint=job.endpoint or None)
        if found.size is None or (size and sha256 and found.size != size):
            raise WorkerError("other_file", path=path)
        fact = _Fact(path, url, found.location, found.size, found.etag or "", sha256)
        if sha256 and fact.etag_sha256 and fact.etag_sha256 != sha256:
            raise WorkerError("other_file", path=path)
        return fact

    def _forget_what_changed(self, facts: list[_Fact]) -> None:
        """Parts of a file that the hub has replaced since are worth nothing."""
        folder = self._job.folder
        before = read_facts(folder)
        for fact in facts:
            if before.get(fact.path, fact.record()) != fact.record():
                for name in (fact.name, fact.name + PART_ENDING):
                    (folder / name).unlink(missing_ok=True)

    def _remember(self, facts: list[_Fact]) -> None:
        folder = self._job.folder
        new = folder / f"{FACTS_NAME}.new"
        new.write_text(json.dumps({fact.path: fact.record() for fact in facts}), encoding="utf-8")
        new.replace(folder / FACTS_NAME)

    def _check_room(self, facts: list[_Fact]) -> None:
        folder = self._job.folder
        places = [folder / name for fact in facts for name in (fact.name, fact.name + PART_ENDING)]
        here = sum(place.stat().st_size for place in places if place.is_file())
        needed, free = sum(fact.size for fact in facts) - here, _free(folder)
        if needed > 0 and needed + RESERVE > free:
            raise WorkerError("disk_full", needed=needed, free=free)

    def _fetch(self, fact: _Fact) -> None:
        from huggingface_hub import constants
        from huggingface_hub.file_download import http_get

        # Of the library's 10 MB only whole pieces reach the disk: on a slow line those are seconds without a sign.
        constants.DOWNLOAD_CHUNK_SIZE = _PIECE
        part = self._job.folder / (fact.name + PART_ENDING)
        with _Part(part, fact, self._count, self._count_checked) as file:
            with _understood(fact.path):
                http_get(
                    fact.location,
                    cast("BinaryIO", file),
                    resume_size=file.tell(),
                    headers=self._headers(fact),
                    expected_size=fact.size,
                )
            problem = file.problem()
        if problem:
            part.unlink()
            raise WorkerError(problem, path=fact.path)
        part.replace(self._job.folder / fact.name)

    def _headers(self, fact: _Fact) -> dict[str, str]:
        """Those that the hub wants; the store that it sends us to wants no token, nor does a mirror get one."""
        from huggingface_hub.utils._headers import build_hf_headers

        at_hub = urlsplit(fact.location).netloc == urlsplit(fact.url).netloc
        token = None if at_hub and not self._job.endpoint else False
        # Compressed on the way it would have another length than the hub told.
        return {**build_hf_headers(token=token), "Accept-Encoding": "identity"}

    def _count(self, added: int) -> None:
        self._teller.done += added
        self._teller.event = "progress"

    def _count_checked(self, here: int) -> None:
        self._teller.checked = here
        self._teller.event = "checking"


class _Teller:
    """Tells how far it is several times a second, also while nothing comes: then it is the speed that changes."""

    def __init__(self) -> None:
        self.done = 0
        self.checked = 0
        self.event = ""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._tell, name="progress", daemon=True)

    def __enter__(self) -> _Teller:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _tell(self) -> None:
        while not self._ended.wait(_TELL_SECONDS):
            if self.event:
                tell(self.event, done=self.done + (self.checked if self.event == "checking" else 0))


@dataclass(frozen=True, slots=True)
class _Fact:
    """What is known of a file before it is fetched.

    Attributes:
        path: in its repository.
        url: at the hub.
        location: where its bytes are.
        size: bytes.
        etag: what changes with the file; for a large one its SHA-256, for a small one Git's hash of it.
        sha256: as the catalogue knows it, or empty.
    """

    path: str
    url: str
    location: str
    size: int
    etag: str
    sha256: str

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    @property
    def etag_sha256(self) -> str:
        return self.etag if len(self.etag) == _SHA256_DIGITS else ""

    @property
    def digest(self) -> str:
        """What the file is checked against; empty if the hub tells no hash, as some mirrors do."""
        if self.sha256 or self.etag_sha256:
            return self.sha256 or self.etag_sha256
        return self.etag if len(self.etag) == _GIT_DIGITS else ""

    def record(self) -> dict[str, object]:
        return {"size": self.size, "etag": self.etag}


class _Part:
    """The part of a file that is here, as a file to append to; hashes what it has and what comes."""

    def __init__(
        self, path: Path, fact: _Fact, on_bytes: Callable[[int], None], on_checking: Callable[[int], None]
    ) -> None:
        self._fact = fact
        self._on_bytes = on_bytes
        if path.exists() and path.stat().st_size > fact.size:
            path.unlink()
        # Not buffered: what was written is on the disk when this process is ended.
        self._file: IO[bytes] = path.open("r+b" if path.exists() else "w+b", buffering=0)
        self._hash = self._new_hash()
        while chunk := self._file.read(_CHUNK):
            self._hash.update(chunk)
            on_checking(self._file.tell())
        on_bytes(self._file.tell())

    def __enter__(self) -> _Part:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> int:
        """All of `data`; a full disk takes a piece of it first. Raises OSError."""
        left = memoryview(data)
        while left:
            written = self._file.write(left)
            self._hash.update(left[:written])
            left = left[written:]
            self._on_bytes(written)
        return len(data)

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, place: int) -> int:
        return self._file.seek(place)

    def truncate(self) -> int:
        """The server gives all of it again instead of the rest."""
        had = os.fstat(self._file.fileno()).st_size
        left = self._file.truncate()
        self._on_bytes(left - had)
        self._hash = self._new_hash()
        return left

    def problem(self) -> str:
        """What is wrong with it now that all has come; empty if nothing is."""
        if self._file.tell() != self._fact.size:
            return "incomplete"
        digest = self._fact.digest
        return "damaged" if digest and self._hash.hexdigest() != digest else ""

    def _new_hash(self) -> Any:
        if len(self._fact.digest) != _GIT_DIGITS:
            return hashlib.sha256()
        # Git's name for a small file is the SHA-1 of its length and contents.
        return hashlib.sha1(f"blob {self._fact.size}\0".encode(), usedforsecurity=False)


@contextmanager
def _understood(path: str) -> Iterator[None]:
    """Says what the library's errors mean."""
    import httpx2
    from huggingface_hub import errors

    try:
        yield
    except errors.GatedRepoError:
        raise WorkerError("gated", path=path) from None
    except (errors.EntryNotFoundError, errors.RevisionNotFoundError):
        raise WorkerError("not_found", path=path) from None
    except errors.RepositoryNotFoundError:
        raise WorkerError("no_repository") from None
    except errors.HfHubHTTPError as error:
        raise WorkerError("status", status=error.response.status_code) from None
    except errors.HFValidationError:
        raise WorkerError("no_repository") from None
    except errors.OfflineModeIsEnabled:
        raise WorkerError("offline") from None
    except (httpx2.HTTPError, httpx2.InvalidURL):
        raise WorkerError("unreachable") from None
    except OSError as error:
        if error.errno is None:
            # The library's own word for a length that is not what was told.
            raise WorkerError("incomplete", path=path) from None
        raise


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


if __name__ == "__main__":
    sys.exit(main())
