"""Keeps a connection to ElevenLabs open while somebody talks, so that no reply waits for one.

A connection is opened ahead and serves all replies. It is replaced when it is lost, when it has as many contexts as it
may, when the voice changes, and when it has been unused for so long that the service would close it; and it is let go
when nobody has talked for that long.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from echoflow.clouds.backoff import Backoff
from echoflow.clouds.failures import failure
from echoflow.errors import EngineError, Trouble
from echoflow.synthesis import elevenlabs_protocol as protocol
from echoflow.synthesis.elevenlabs_socket import VoiceSocket

_log = logging.getLogger(__name__)

CONNECT_SECONDS = 3.0
"""For a connection to be made; over a slow network it takes 0.3 to 0.6 s."""

IDLE_SECONDS = 150.0
"""Without text a connection is let go, safely before the service closes it."""

_STEADY_SECONDS = 5.0
"""A connection that is lost sooner counts as one more failure, or a service that accepts and hangs up were asked ten
times a second."""

assert IDLE_SECONDS < protocol.INACTIVITY_SECONDS


class VoiceLine:
    """Gives the open connection, or opens one."""

    def __init__(self, url: str, key: str, *, idle: float = IDLE_SECONDS) -> None:
        """Opens nothing yet; `idle` is how many seconds without text a connection is kept."""
        self._url = url
        self._key = key
        self._idle = idle
        self._backoff = Backoff()
        self._socket: VoiceSocket | None = None
        self._opening: asyncio.Task[VoiceSocket] | None = None
        self._refused: EngineError | None = None
        self._failures = 0
        self._wanted_at = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._sockets: set[VoiceSocket] = set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closed = False

    @property
    def is_open(self) -> bool:
        """Whether a reply could begin without waiting."""
        return self._usable() is not None

    def forgive(self) -> None:
        """What was refused for good may be asked for again: the user may have changed something."""
        self._refused = None

    def warm(self) -> None:
        """Opens a connection in the background if there is none."""
        if self._closed or self._refused is not None:
            return
        self._wanted_at = asyncio.get_running_loop().time()
        if self._usable() is None:
            self._start_opening()

    async def open(self, within: float = CONNECT_SECONDS) -> VoiceSocket:
        """The connection, which has room for a context. Raises EngineError if there is none `within` seconds."""
        self.warm()
        loop = asyncio.get_running_loop()
        latest = loop.time() + within
        while (socket := self._usable()) is None:
            if self._refused is not None:
                raise self._refused
            if self._closed:
                raise failure(protocol.SERVICE, Trouble.UNREACHABLE)
            opening = self._start_opening()
            done, _ = await asyncio.wait({opening}, timeout=latest - loop.time())
            if not done:
                late = failure(protocol.SERVICE, Trouble.UNREACHABLE)
                self._stop_opening()
                self._failed(late)
                raise late
            if not opening.cancelled():  # it is when the voice was changed meanwhile
                return opening.result()
        return socket

    def drop(self, socket: VoiceSocket) -> None:
        """`socket` is open but of no use; another one is opened."""
        if socket is self._socket and not self._closed:
            self._start_opening()

    def refresh(self) -> None:
        """After a reply: opens another connection ahead if this one is full."""
        if not self._closed and self._socket is not None and self._usable() is None:
            self._start_opening()

    def turn_to(self, url: str) -> None:
        """Another voice: from now on connections go to `url`. The one in use ends with its reply."""
        if url == self._url:
            return
        wanted = self._socket is not None or self._opening is not None
        self._url = url
        self._refused = None
        self._failures = 0
        self._stop_opening()
        self._let_go()
        if wanted:
            self._start_opening()

    async def close(self) -> None:
        """Takes less than a second whatever the peers do."""
        self._closed = True
        self._stop_opening()
        self._let_go()
        if self._tasks:
            await asyncio.wait(self._tasks)
        if sockets := [socket.close() for socket in self._sockets]:
            await asyncio.gather(*sockets)

    def _usable(self) -> VoiceSocket | None:
        socket = self._socket
        if socket is None or socket.lost is not None or socket.contexts >= protocol.MOST_CONTEXTS:
            return None
        return socket

    def _start_opening(self) -> asyncio.Task[VoiceSocket]:
        if self._opening is None:
            self._cancel_timer()
            self._let_go()
            self._opening = self._begin(VoiceSocket.open(self._url, self._key, CONNECT_SECONDS, self._was_lost))
            self._opening.add_done_callback(self._opened)
        return self._opening

    def _stop_opening(self) -> None:
        self._cancel_timer()
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None

    def _opened(self, opening: asyncio.Task[VoiceSocket]) -> None:
        current = opening is self._opening
        if current:
            self._opening = None
        if opening.cancelled():
            return
        if (error := opening.exception()) is not None:
            if current:
                self._failed(error if isinstance(error, EngineError) else failure(protocol.SERVICE, Trouble.BROKEN))
            return
        socket = opening.result()
        self._sockets.add(socket)
        if not current:
            self._release(socket)
            return
        self._socket = socket
        self._wait_idle(self._idle)

    def _was_lost(self, socket: VoiceSocket) -> None:
        self._release(socket)
        if socket is self._socket and socket.lost is not None:
            self._socket = None
            if asyncio.get_running_loop().time() - socket.opened_at > _STEADY_SECONDS:
                self._failures = 0
            self._failed(socket.lost)

    def _failed(self, error: EngineError) -> None:
        _log.info("No connection to ElevenLabs: %s", error.trouble.value)
        if error.permanent:
            self._refused = error
            return
        self._failures += 1
        self._cancel_timer()
        loop = asyncio.get_running_loop()
        if not self._closed and loop.time() - self._wanted_at < self._idle:
            self._timer = loop.call_later(self._backoff.wait(self._failures), self._reopen)

    def _reopen(self) -> None:
        self._start_opening()

    def _let_go(self) -> None:
        if self._socket is not None:
            self._release(self._socket)
            self._socket = None

    def _release(self, socket: VoiceSocket) -> None:
        socket.retire(self._sockets.discard)

    def _wait_idle(self, seconds: float) -> None:
        self._cancel_timer()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._became_idle)

    def _became_idle(self) -> None:
        socket, now = self._socket, asyncio.get_running_loop().time()
        if socket is None:
            return
        left = socket.last_text_at + self._idle - now
        if left > 0:
            self._wait_idle(left)
        elif now - self._wanted_at < self._idle:
            self._start_opening()
        else:
            self._let_go()

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _begin(self, work: Coroutine[Any, Any, VoiceSocket]) -> asyncio.Task[VoiceSocket]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
