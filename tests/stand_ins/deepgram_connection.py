"""One WebSocket to the stand-in of Deepgram, from the upgrade to the last frame, whichever protocol it speaks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

import numpy as np
import soxr
from aiohttp import WSMsgType, web

from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.errors import EngineError

from .deepgram_hearing import Hearing
from .deepgram_outbox import Outbox
from .faults import REFUSALS, Fault, FaultPlan, When
from .serving import Exchange, Message, close_without_code, cut

MIDDLE_SECONDS = 0.5
"""Of speech in a segment: where the middle of an utterance is."""

_FASTEST = 1.25
"""Times real time: as fast as Deepgram takes audio."""

_AT_ONCE = 1.25
"""Seconds of audio that may come at once: the first second, and some unevenness of the network."""

_REASONS = {
    1008: "DATA-0000: the payload could not be decoded as audio",
    1009: "message too big",
    1011: "NET-0000: the service has not transmitted a text frame within the timeout window",
}
NO_AUDIO = "NET-0001: neither audio data nor a text message was received within the timeout window"


@dataclass(slots=True, eq=False)
class Connection(Exchange):
    """One connection as the server saw it.

    Attributes:
        audio_seconds: audio received.
        too_fast: whether it came faster than 1.25 times real time for long.
        ended: why the server ended the connection, if it did: `dropped`, a close code and reason.
    """

    audio_seconds: float = 0.0
    too_fast: bool = False
    ended: str = ""

    def used(self) -> Message:
        """What it came to."""
        return Exchange.used(self) | {
            "model": "".join(self.values("model")),
            "language": ",".join(self.values("language") + self.values("language_hint")),
            "audio_seconds": round(self.audio_seconds, 3),
            "too_fast": self.too_fast,
            "ended": self.ended,
        }


class Dialogue(Protocol):
    """What is said in one version of the protocol."""

    keeps_alive: bool
    """Whether there are messages that keep a connection alive without audio."""

    def opened(self) -> None:
        """The connection is open."""

    async def window(self) -> None:
        """Another window was heard."""

    async def message(self, message: Message) -> bool:
        """The client sent `message`; False if the connection is to end with what was put so far."""

    def schema_error(self, text: str) -> None:
        """The client sent `text`, which is no message."""


class PaceMeter:
    """Tells when audio comes faster than it may: a bucket that fills at 1.25 times real time. Pure."""

    def __init__(self) -> None:
        self._allowed = _AT_ONCE
        self._at: float | None = None

    def is_too_fast(self, seconds: float, now: float) -> bool:
        """Whether `seconds` of audio that come `now` are more than may have come by then."""
        if self._at is not None:
            self._allowed = min(_AT_ONCE, self._allowed + _FASTEST * (now - self._at))
        self._at = now
        self._allowed -= seconds
        return self._allowed < 0


class Decoder:
    """Makes 16 kHz samples of the bytes of a connection, wherever they are cut."""

    def __init__(self, rate: int) -> None:
        """`rate` is that of the 16-bit PCM that comes."""
        self._rate = rate
        self._rest = b""
        self._resampler = None if rate == CAPTURE_RATE else soxr.ResampleStream(rate, CAPTURE_RATE, 1, dtype="int16")

    def seconds(self, data: bytes) -> float:
        """How long `data` lasts."""
        return len(data) / 2 / self._rate

    def decode(self, data: bytes) -> Samples:
        """The samples in `data`."""
        data = self._rest + data
        even = len(data) // 2 * 2
        self._rest = data[even:]
        samples: Samples = np.frombuffer(data[:even], "<i2").astype(np.int16)
        return samples if self._resampler is None else self._resampler.resample_chunk(samples)


class _End(Exception):  # noqa: N818 - it is no error
    """The server ends the connection; with `code` None its close frame says nothing, and `dropped` cuts it."""

    def __init__(self, code: int | None = 1000, reason: str = "", *, dropped: bool = False) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.dropped = dropped

    def __str__(self) -> str:
        return "dropped" if self.dropped else f"{self.code or 1005} {self.reason}".strip()


@dataclass(slots=True)
class ConnectionParts:
    """What a connection is made of; `struck` is what befalls it as soon as it is open."""

    request: web.Request
    socket: web.WebSocketResponse
    log: Connection
    plan: FaultPlan
    struck: Fault | None
    protocol: Dialogue
    hearing: Hearing
    outbox: Outbox
    decoder: Decoder | None
    idle_seconds: float


class DeepgramConnection:
    """Runs a connection; see `run`."""

    def __init__(self, parts: ConnectionParts) -> None:
        self._parts = parts
        self._clock = asyncio.get_running_loop().time
        self._pace = PaceMeter()
        self._came: asyncio.Queue[tuple[float, Samples | str]] = asyncio.Queue()
        self._alive_at = self._clock()
        self._heard = 0.0

    async def run(self) -> None:
        """Serves until one side ends it. A peer that is gone cancels this."""
        parts = self._parts
        parts.protocol.opened()
        works = (self._receive(), self._answer(), self._deliver(), self._watch())
        tasks = [asyncio.create_task(self._until_end(work)) for work in works]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            end = next(iter(done)).result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            parts.hearing.close()
        await self._finish(end)

    @property
    def holds_on(self) -> bool:
        """Whether it is not to answer a close."""
        return Fault.NO_CLOSE_REPLY in self._parts.outbox.faults

    async def _until_end(self, work: Coroutine[Any, Any, None]) -> _End | None:
        """Does `work`; what ended the connection, None if the client did."""
        try:
            await work
        except _End as end:
            return end
        except EngineError as error:
            return _End(1011, f"the stand-in's engine failed: {error}"[:120])
        except ConnectionError:
            pass
        return None

    async def _receive(self) -> None:
        log, now = self._parts.log, self._clock
        if self._parts.struck is not None:
            self._strike(self._parts.struck)
        async for message in self._parts.socket:
            if message.type is WSMsgType.BINARY:
                self._hear(message.data)
            elif message.type is WSMsgType.TEXT:
                self._came.put_nowait((now(), message.data))
                if self._parts.protocol.keeps_alive and log.audio_seconds:
                    self._alive_at = now()
        log.close_code = self._parts.socket.close_code

    def _hear(self, data: bytes) -> None:
        if not data:
            raise _End(1011, "an empty message")
        if self._parts.decoder is None:
            raise _End(1008, _REASONS[1008])
        now, seconds = self._clock(), self._parts.decoder.seconds(data)
        self._alive_at = now
        self._parts.log.audio_seconds += seconds
        self._parts.log.too_fast |= self._pace.is_too_fast(seconds, now)
        self._came.put_nowait((now, self._parts.decoder.decode(data)))

    async def _answer(self) -> None:
        while True:
            at, came = await self._came.get()
            self._parts.outbox.covered_at = at
            if isinstance(came, str):
                await self._read(came)
            else:
                self._heard += len(came) / CAPTURE_RATE
                self._parts.outbox.arrived(self._heard, at)
                await self._listen(came)

    async def _listen(self, samples: Samples) -> None:
        parts = self._parts
        for _ in parts.hearing.receive(samples):
            if parts.hearing.speaking and parts.hearing.spoken >= MIDDLE_SECONDS:
                self._strike_middle()
            await parts.protocol.window()

    def _strike(self, fault: Fault) -> None:
        """Lets `fault` befall the open connection: at once, or on everything that is sent from now on."""
        if fault in REFUSALS | {Fault.STALL, Fault.DROP}:
            raise _End(dropped=True)
        if (code := fault.close_code) is not None:
            raise _End(code, _REASONS[code])
        self._parts.outbox.faults.add(fault)

    def _strike_middle(self) -> None:
        if (fault := self._parts.plan.strikes(self._parts.log, When.MIDDLE)) is not None:
            self._parts.log.faults.append(fault)
            self._strike(fault)

    async def _read(self, text: str) -> None:
        parts = self._parts
        try:
            message = json.loads(text)
        except ValueError:
            message = None
        if not isinstance(message, dict):
            parts.protocol.schema_error(text)
            return
        parts.log.received.append(message)
        if message.get("type") == "KeepAlive" and not parts.protocol.keeps_alive:
            raise _End(None)
        if message.get("type") == "CloseStream" and self.holds_on:
            return
        if not await parts.protocol.message(message):
            parts.outbox.end()

    async def _deliver(self) -> None:
        await self._parts.outbox.deliver()
        raise _End

    async def _watch(self) -> NoReturn:
        while (left := self._alive_at + self._parts.idle_seconds - self._clock()) > 0:
            await asyncio.sleep(left)
        raise _End(1011, NO_AUDIO)

    async def _finish(self, end: _End | None) -> None:
        socket = self._parts.socket
        if end is not None:
            self._parts.log.ended = str(end)
        if end is not None and end.dropped:
            cut(self._parts.request)
        elif end is None and self.holds_on:
            return
        elif end is not None and end.code is None:
            await close_without_code(socket)
        elif end is None:
            await socket.close()
        else:
            await socket.close(code=end.code or 1000, message=end.reason.encode())
