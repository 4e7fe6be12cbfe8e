"""A peer on a WebSocket: its microphone comes in, the assistant's voice and events about it go out.

In: binary PCM16 little-endian mono 16 kHz in messages of any size. Out: binary PCM16 little-endian mono at the output
rate, 20 ms a message, paced at real time, nothing while there is nothing to say; text frames with JSON events, in order
with the sound.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from echoflow.audio.endpoints.pacing import start_beat
from echoflow.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, PLAYBACK_RATE, Frame, Samples
from echoflow.audio.playback import Playback, PlaybackStream

MAX_MESSAGE_BYTES = 16 * 1024 * 1024
"""What the server should accept at once (`max_size`): 8 minutes of sound."""

BLOCK_SECONDS = 0.02
"""Sound in one outgoing message."""

_WAITING_BLOCKS = 250
"""Sound a slow peer may fall behind (5 s) before the newest is dropped."""

_WAITING_MESSAGES = 1000
"""Messages a peer may fall behind before it counts as gone."""

_LATE_SECONDS = 0.2
"""How late sound may arrive before that counts as a pause of the peer rather than of the network."""

_FRAME_BYTES = FRAME_SAMPLES * 2

_FRAMES_AT_ONCE = 50
"""Frames of one message handled before the loop gets its turn."""


class FrameAssembler:
    """Bytes as they arrive in, 10 ms frames with capture times out. Pure: the arrival time is an argument.

    A frame is dated 10 ms after the one before as long as that is no more than 200 ms before its arrival: a network
    that delivers in bursts does not tear speech apart. Otherwise the peer has paused, and the last frame of the message
    is dated at its arrival, those before it 10 ms apart. A peer that sends faster than real time gets dates in the
    future: its sound is heard at the speed at which it was recorded. Dates never go back.
    """

    def __init__(self, origin: float) -> None:
        self._previous = origin
        self._rest = b""

    def receive(self, data: bytes, now: float) -> Iterator[Frame]:
        """The frames that `data`, arriving at `now`, completes; what is left over waits for the next message."""
        data = self._rest + data
        count = len(data) // _FRAME_BYTES
        self._rest = data[count * _FRAME_BYTES :]
        if self._previous + count * FRAME_SECONDS < now - _LATE_SECONDS:
            self._previous = now - count * FRAME_SECONDS
        samples = np.frombuffer(data, "<i2", count * FRAME_SAMPLES).astype(np.int16, copy=False)
        for k in range(count):
            self._previous += FRAME_SECONDS
            yield Frame(samples[k * FRAME_SAMPLES : (k + 1) * FRAME_SAMPLES], captured_at=self._previous)


class WebSocketEndpoint:
    """One accepted connection. Everything but the pacing runs on the loop on which `start` is called.

    Binary messages from the peer are its microphone; text frames are ignored. Closing the connection is the server's
    business.

    Args:
        connection: accepted, with `max_size=MAX_MESSAGE_BYTES`.
        output_rate: Hz of the voice, a multiple of 50.

    """

    def __init__(self, connection: ServerConnection, output_rate: int = PLAYBACK_RATE) -> None:
        self._connection = connection
        self._output_rate = output_rate
        self._outbox: asyncio.Queue[bytes | str] = asyncio.Queue()
        self._waiting_blocks = 0
        self._gone = False
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def output_rate(self) -> int:
        """Hz of the voice sent to the peer."""
        return self._output_rate

    def start(self, deliver: Callable[[Frame], None], playback: Playback, on_input_ended: Callable[[], None]) -> float:
        """Begins, on the running loop; time 0 is now."""
        loop = asyncio.get_running_loop()
        origin = time.monotonic()
        self._tasks = [
            loop.create_task(self._receive(FrameAssembler(origin), deliver, on_input_ended)),
            loop.create_task(self._send()),
        ]
        self._thread = start_beat(
            "websocket-endpoint", BLOCK_SECONDS, origin, self._voice(loop, playback), self._stop, on_input_ended
        )
        return origin

    def send_event(self, event: Mapping[str, Any]) -> None:
        """Sends `event` as a text frame, after the sound that was sent before it. On the loop."""
        self._put(json.dumps(event, ensure_ascii=False))

    def clear(self) -> None:
        """Tells the peer to drop what it has not played. To be called after `Playback.halt` or `pause`, on the loop.

        Sound read before that and not sent yet is not sent any more; what is resumed is sent again.
        """
        waiting = [self._outbox.get_nowait() for _ in range(self._outbox.qsize())]
        self._waiting_blocks = 0
        for message in waiting:
            if isinstance(message, str):
                self._outbox.put_nowait(message)
        self.send_event({"type": "clear"})

    def close(self) -> None:
        """Ends both directions; what was not sent yet is dropped. On the loop; safe to call twice."""
        self._gone = True
        self._stop.set()
        for task in self._tasks:
            task.cancel()
        if self._thread is not None:
            self._thread.join()

    def _voice(self, loop: asyncio.AbstractEventLoop, playback: Playback) -> Callable[[int, float], None]:
        """What the pacing thread does on each beat."""
        block: Samples = np.zeros(round(self._output_rate * BLOCK_SECONDS), np.int16)

        def put(sound: bytes, stream: PlaybackStream) -> None:
            # What was read before a pause or a stop is not sent after the peer was told of it.
            if not stream.halted and not playback.paused:
                self._put_voice(sound)

        def tick(_: int, now: float) -> None:
            sounding = playback.read(block, sounds_at=now)
            stream = playback.rendering
            # The fade of a stream that was cut off is not sent: `clear` has told the peer to be silent.
            if sounding and stream is not None and self._mute_before(block, stream, now) < sounding:
                loop.call_soon_threadsafe(put, block.astype("<i2").tobytes(), stream)

        return tick

    def _mute_before(self, block: Samples, stream: PlaybackStream, now: float) -> int:
        """Silences what `block` holds of an older stream; returns how many samples that were."""
        started = stream.started_at(now + BLOCK_SECONDS)
        if started is None:
            return len(block)
        older = max(0, round((started - now) * self._output_rate))
        block[:older] = 0
        return older

    def _put_voice(self, sound: bytes) -> None:
        if self._waiting_blocks < _WAITING_BLOCKS:
            self._waiting_blocks += 1
            self._put(sound)

    def _put(self, message: bytes | str) -> None:
        if self._gone:
            return
        if self._outbox.qsize() < _WAITING_MESSAGES:
            self._outbox.put_nowait(message)
        else:
            # A close handshake would wait behind what the peer does not read.
            self._gone = True
            self._connection.transport.abort()

    async def _send(self) -> None:
        try:
            while True:
                message = await self._outbox.get()
                if isinstance(message, bytes):
                    self._waiting_blocks -= 1
                await self._connection.send(message)
        except ConnectionClosed:
            self._gone = True

    async def _receive(
        self, assembler: FrameAssembler, deliver: Callable[[Frame], None], on_input_ended: Callable[[], None]
    ) -> None:
        try:
            async for message in self._connection:
                if isinstance(message, str):
                    continue
                for k, frame in enumerate(assembler.receive(message, time.monotonic())):
                    if k % _FRAMES_AT_ONCE == _FRAMES_AT_ONCE - 1:
                        await asyncio.sleep(0)
                    deliver(frame)
        except ConnectionClosed:
            pass
        on_input_ended()
