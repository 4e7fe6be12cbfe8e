"""Whether there is a newer EchoFlow: what is asked, how often, and what is remembered of it.

A small public file is fetched with a plain GET that says nothing of the user, of this computer or of the version that
asks. A build that was made without an address never asks.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import os
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from echoflow import paths

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")

FILE_NAME = "updates.json"
"""In the data folder: what is remembered."""

ADDRESS_NAME = "updates-address"
"""The resource that holds the address of the public file; only who publishes a build puts it there."""

PERIOD_SECONDS = 24 * 3600.0
"""Between two questions."""

_PATIENCE_SECONDS = 10.0
_MOST_BYTES = 4096
_MOST_REDIRECTS = 3
"""A file that is handed out with releases is often somewhere else."""

_VERSION = re.compile(r"\d{1,4}(\.\d{1,4}){1,3}")
_PART = re.compile(r"\d+")

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UpdateRecord:
    """What is remembered from one start to the next.

    Attributes:
        asked: when it was last asked, in seconds since 1970; 0 for never.
        told: the version that the user was last told of; empty for none.
    """

    asked: float = 0.0
    told: str = ""

    def seconds_left(self, now: float) -> float:
        """How long not to ask yet; a clock that was put back does not make that longer."""
        since = now - self.asked
        return PERIOD_SECONDS - since if 0 <= since < PERIOD_SECONDS else 0.0

    def is_news(self, found: str, current: str) -> bool:
        """Whether the user is to be told of the version `found`: it is newer, and they have not been told of it."""
        return is_newer(found, current) and found != self.told


def is_newer(found: str, current: str) -> bool:
    """Whether the release `found` is later than `current`, which may be one that is not released yet (0.2.0rc1)."""
    before, after = _numbers(current), _numbers(found)
    return after > before or (after == before and _VERSION.fullmatch(current) is None)


def _numbers(version: str) -> tuple[int, ...]:
    """Those of the release; a shorter version has zeros at its end."""
    release = re.match(r"[\d.]*", version)
    numbers = [int(part) for part in _PART.findall(release[0])] if release else []
    return (*numbers, 0, 0, 0, 0)[:4]


def version_in(text: str) -> str | None:
    """The version that the public file names, as `{"version": "1.2.3"}`; None where that cannot be read from it."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    version = found.get("version") if isinstance(found, dict) else None
    return version if isinstance(version, str) and _VERSION.fullmatch(version) else None


def address() -> str:
    """Where to ask; empty for nowhere."""
    if (replaced := os.environ.get("ECHOFLOW_UPDATES_URL")) is not None:
        return replaced.strip()
    try:
        return (paths.resources_folder() / ADDRESS_NAME).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


async def remembered(file: Path) -> UpdateRecord:
    """What is remembered; nothing where the file is missing or damaged."""
    return await _in_thread(partial(_read, file))


async def remember(file: Path, record: UpdateRecord) -> None:
    """Remembers `record`; where that cannot be written, the user may be told twice."""
    await _in_thread(partial(_write, file, record))


def _read(file: Path) -> UpdateRecord:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return UpdateRecord(float(found["asked"]), str(found["told"]))
    except (OSError, ValueError, KeyError, TypeError):
        return UpdateRecord()


def _write(file: Path, record: UpdateRecord) -> None:
    try:
        file.write_text(json.dumps(asdict(record)), encoding="utf-8")
    except OSError as error:
        _LOG.warning("what is known of updates cannot be written: %s", error.strerror)


async def ask(url: str) -> str | None:
    """The newest version, as the public file has it; None where that cannot be found out, which is nobody's concern."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return version_in(await _fetch(url))
    except (TimeoutError, OSError, ValueError) as error:
        _LOG.info("no news of updates: %s", str(error) or type(error).__name__)
        return None


async def _fetch(url: str) -> str:
    """Raises OSError or ValueError."""
    # To import it and to read certificates takes longer than the loop may wait.
    await _in_thread(partial(importlib.import_module, "httpx"))
    import httpx

    try:
        async with await _in_thread(_client) as client, client.stream("GET", url) as answer:
            answer.raise_for_status()
            content = b""
            async for part in answer.aiter_bytes():
                content += part
                if len(content) > _MOST_BYTES:
                    raise ValueError("the answer is too long")
            return content.decode()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise OSError(str(error) or type(error).__name__) from error


def _client() -> httpx.AsyncClient:
    import httpx

    # The name without a version; httpx would say its own.
    headers = {"User-Agent": "EchoFlow"}
    return httpx.AsyncClient(
        headers=headers, follow_redirects=True, max_redirects=_MOST_REDIRECTS, timeout=_PATIENCE_SECONDS
    )


async def _in_thread(work: Callable[[], T]) -> T:
    """What `work` returns, done in a thread. Who is cancelled meanwhile ends when the thread has: it needs the loop."""
    running = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        raise
