"""One connection to ElevenLabs: contexts share it, and what comes for one that was given up goes nowhere."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from enum import Enum
from typing import TypeAlias

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus

from echoflow.clouds.failures import failure
from echoflow.clouds.keys import require_key
from echoflow.clouds.sockets import close_socket, open_socket
from echoflow.errors import EngineError, Trouble
from echoflow.synthesis import elevenlabs_protocol as protocol
from echoflow.synthesis.elevenlabs_protocol import Answer, Complaint

_log = logging.getLogger(__name__)

_PING_SECONDS = 10.0
"""Between pings, and how long an answer may take: a dead connection is noticed while nobody speaks."""

Deliver: TypeAlias = Callable[[Answer | EngineError], None]
"""Takes what comes for a context, or why nothing will come any more. It must not block or fail."""


class _State(Enum):
    OPEN = "open"
    CLOSING = "closing"
    """We have closed the context, the service has not yet said so."""


class VoiceSocket:
    """An open connection. Lives on the running loop; nothing here waits but `open` and `close`.

    Attributes:
        lost: why the connection is gone, or None while it is open.
        opened_at: the loop's time.
        last_text_at: the loop's time at which something was sent, from which the service counts inactivity.
    """

    def __init__(self, connection: ClientConnection, on_lost: Callable[[VoiceSocket], None]) -> None:
        self.lost: EngineError | None = None
        self._loop = asyncio.get_running_loop()
        self.opened_at = self.last_text_at = self._loop.time()
        self._connection = connection
        self._on_lost = on_lost
        self._listeners: dict[str, Deliver] = {}
        self._states: dict[str, _State] = {}
        self._outgoing: asyncio.Queue[str] = asyncio.Queue()
        self._retired: Callable[[VoiceSocket], None] | None = None
        self._leaving: asyncio.Task[None] | None = None
        self._reader = self._loop.create_task(self._read())
        self._writer = self._loop.create_task(self._write())

    @classmethod
    async def open(cls, url: str, key: str, within: float, on_lost: Callable[[VoiceSocket], None]) -> VoiceSocket:
        """Connects.

        Args:
            url: from `protocol.stream_url`.
            key: the user's, sent in a header and kept nowhere.
            within: seconds.
            on_lost: called once if the connection is lost, not if `close` was called.

        Raises:
            EngineError: the service cannot be reached or refuses.
        """
        return cls(await _connect(url, key, within), on_lost)

    @property
    def contexts(self) -> int:
        """How many contexts the service has or is about to have, as far as we know."""
        return len(self._states.keys() | self._listeners.keys())

    def join(self, context: str, deliver: Deliver) -> None:
        """Whatever comes for `context` goes to `deliver`, until `leave`."""
        self._listeners[context] = deliver

    def send(self, context: str, messages: list[str], *, closing: bool = False) -> None:
        """Sends in order, without waiting; `closing` says that the last of them closes the context."""
        if not messages:
            return
        for message in messages:
            self._outgoing.put_nowait(message)
        self._states[context] = _State.CLOSING if closing else _State.OPEN
        self.last_text_at = self._loop.time()

    def leave(self, context: str) -> None:
        """Gives a context up: it is closed if it is not, and what still comes for it is dropped."""
        self._listeners.pop(context, None)
        if self._states.get(context) is _State.OPEN:
            self.send(context, [protocol.close_context(context)], closing=True)
        self._leave_when_idle()

    def retire(self, closed: Callable[[VoiceSocket], None]) -> None:
        """Closes as soon as nobody listens any more, and then calls `closed`."""
        self._retired = closed
        self._leave_when_idle()

    async def close(self) -> None:
        """Cuts off whatever is left; takes less than a second whatever the peer does."""
        self._start_leaving()
        assert self._leaving is not None
        await asyncio.shield(self._leaving)

    def _leave_when_idle(self) -> None:
        if self._retired is not None and not self._listeners:
            self._start_leaving()

    def _start_leaving(self) -> None:
        if self._leaving is None:
            self._leaving = self._loop.create_task(self._leave())

    async def _leave(self) -> None:
        self._writer.cancel()
        try:
            await close_socket(self._connection)
        finally:
            self._reader.cancel()
            await asyncio.wait({self._reader, self._writer})
            self.lost = self.lost or failure(protocol.SERVICE, Trouble.UNREACHABLE)
            self._tell_all(self.lost)
            if self._retired is not None:
                self._retired(self)

    async def _read(self) -> None:
        try:
            async for message in self._connection:
                self._take(protocol.read(message))
            error = protocol.closing(self._connection.close_code, self._connection.close_reason or "")
        except ConnectionClosed as closed:
            received = closed.rcvd
            error = protocol.closing(received.code if received else None, received.reason if received else "")
        # What the service complained of before it closed says more than the code it closed with.
        self.lost = self.lost or error
        self._writer.cancel()
        self._tell_all(self.lost)
        if self._leaving is None:
            self._on_lost(self)

    async def _write(self) -> None:
        try:
            while True:
                await self._connection.send(await self._outgoing.get())
        except ConnectionClosed:
            pass  # The reader says why.

    def _take(self, said: Answer | Complaint | None) -> None:
        match said:
            case None:
                _log.debug("A message was not understood")
            case Answer(context=context):
                if said.final and self._states.get(context) is _State.CLOSING:
                    del self._states[context]
                if deliver := self._listeners.get(context):
                    deliver(said)
            case Complaint(context="", error=error):
                self.lost = error
                self._tell_all(error)
            case Complaint(context=context, error=error):
                self._states.pop(context, None)
                if error.permanent:
                    self.lost = error
                if deliver := self._listeners.get(context):
                    deliver(error)

    def _tell_all(self, error: EngineError) -> None:
        for deliver in list(self._listeners.values()):
            deliver(error)


async def _connect(url: str, key: str, within: float) -> ClientConnection:
    require_key(protocol.SERVICE, key)
    headers = {"xi-api-key": key}
    try:
        return await open_socket(protocol.SERVICE, url, headers, within=within, ping_every=_PING_SECONDS)
    except InvalidStatus as refused:
        raise protocol.refusal(refused.response.status_code, refused.response.body) from None
