"""One connection's life: what the outbox says is sent, what comes is handed on, until either breaks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from websockets.exceptions import WebSocketException

from echoflow.audio.frames import CAPTURE_RATE
from echoflow.clouds.failures import failure
from echoflow.errors import EngineError, Trouble
from echoflow.recognition.deepgram_line import SERVICE, Line, loss_of
from echoflow.recognition.deepgram_messages import Message, ServiceError
from echoflow.recognition.deepgram_outbox import Outbox

_LOG = logging.getLogger(__name__)


class Connection:
    """Runs an open line.

    Attributes:
        outbox: decides what is sent; after a change to it, call `wake`.
        proven: whether the service has said anything about what was sent.
    """

    def __init__(self, line: Line, outbox: Outbox, spent: Callable[[float], None], deaf_after: float) -> None:
        """Sends nothing yet.

        Args:
            line: open.
            outbox: made for it.
            spent: told the seconds of audio as they are sent.
            deaf_after: so many seconds of speech without a word from the service mean that it is not there.
        """
        self.outbox = outbox
        self.proven = False
        self._line = line
        self._spent = spent
        self._deaf_after = round(deaf_after * CAPTURE_RATE)
        self._changed = asyncio.Event()
        self._failed: asyncio.Future[EngineError] = asyncio.get_running_loop().create_future()

    def wake(self) -> None:
        """Looks again at what is to be sent."""
        self._changed.set()

    def give_up(self, error: EngineError) -> None:
        """Ends the connection, for a reason that its peer does not know."""
        if not self._failed.done():
            self._failed.set_result(error)

    async def run(self, on_message: Callable[[Message], None]) -> EngineError:
        """Sends and receives until the connection is lost; returns why. Leaves it open as far as it is."""
        tasks = [asyncio.create_task(work) for work in (self._send(), self._receive(on_message))]
        try:
            done, _ = await asyncio.wait({*tasks, self._failed}, return_when=asyncio.FIRST_COMPLETED)
            return self._failed.result() if self._failed in done else next(iter(done)).result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    async def close(self) -> None:
        """Says goodbye and is gone, within a second whatever the service does."""
        await self._line.close()

    async def _send(self) -> EngineError:
        loop = asyncio.get_running_loop()
        try:
            while self.outbox.unheard < self._deaf_after:
                if (sending := self.outbox.take(loop.time())) is not None:
                    await self._line.send(sending)
                    if len(sending.samples):
                        self._spent(len(sending.samples) / CAPTURE_RATE)
                    continue
                await self._wait(self.outbox.due(loop.time()))
        except (OSError, TimeoutError, WebSocketException) as error:
            return loss_of(error)
        return failure(SERVICE, Trouble.SILENT)

    async def _wait(self, until: float) -> None:
        try:
            async with asyncio.timeout_at(until):
                await self._changed.wait()
        except TimeoutError:
            return
        self._changed.clear()

    async def _receive(self, on_message: Callable[[Message], None]) -> EngineError:
        try:
            async for message in self._line.messages():
                if isinstance(message, ServiceError):
                    _LOG.warning("Deepgram says: %s", message.detail)
                    continue
                self.proven = True
                on_message(message)
        except (OSError, WebSocketException) as error:
            return loss_of(error)
        return loss_of(None)
