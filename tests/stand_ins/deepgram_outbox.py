"""What the stand-in of Deepgram sends: in order, no sooner than the latency says, and with the faults it is told."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import json
from collections import deque
from collections.abc import Iterator

from aiohttp import web

from .faults import Fault
from .serving import MALFORMED_TEXTS, UNKNOWN_MESSAGE, Message

LATE_SECONDS = 2.0
"""How late a message comes with LATE_MESSAGES, of which every second result is."""

_ARRIVALS = 500
"""Messages with audio that are remembered: 20 s of 40 ms each."""

_RESULTS = frozenset({"Results", "TurnInfo"})

_INCOMPLETE: tuple[Message, ...] = (
    {"type": "Results"},
    {"type": "Results", "is_final": True, "channel": {"alternatives": []}},
    {"type": "Results", "is_final": "yes", "channel": {"alternatives": [{"words": None}]}},
    {"type": "TurnInfo"},
    {"type": "TurnInfo", "event": "EndOfTurn", "transcript": None},
    {"type": "UtteranceEnd"},
)
_MALFORMED: tuple[str | bytes, ...] = (*MALFORMED_TEXTS, b"\x00\xff\x01", *map(json.dumps, _INCOMPLETE))


class Outbox:
    """The messages on their way to one client. `put` from anywhere on the loop, `deliver` in a task of its own.

    Attributes:
        covered_at: the loop's time at which the audio came that what is put now is about, unless it says otherwise.
        faults: what goes wrong with messages from now on.
    """

    def __init__(self, socket: web.WebSocketResponse, latency: float, sent: list[str]) -> None:
        self.covered_at = 0.0
        self.faults: set[Fault] = set()
        self._socket = socket
        self._latency = latency
        self._sent = sent
        self._queue: list[tuple[float, int, Message | None]] = []
        self._changed = asyncio.Event()
        self._order = itertools.count()
        self._latest = 0.0
        self._arrivals: deque[tuple[float, float]] = deque(maxlen=_ARRIVALS)
        self._results = itertools.count()
        self._malformed: Iterator[str | bytes] = itertools.cycle(_MALFORMED)

    def arrived(self, until: float, at: float) -> None:
        """Audio came at the loop's time `at`, and there are `until` seconds of it now."""
        self._arrivals.append((until, at))

    def put(self, message: Message, *, about: float | None = None, at_once: bool = False) -> None:
        """Sends `message` `latency` seconds after what it is about came, behind all that was put before.

        That is the audio up to second `about` of the connection, or what came at `covered_at`.
        """
        due = self._in_order(0.0 if at_once else self._came_at(about) + self._latency)
        late = Fault.LATE_MESSAGES in self.faults and message["type"] in _RESULTS and next(self._results) % 2 == 0
        self._push(due + LATE_SECONDS if late else due, message)

    def _came_at(self, position: float | None) -> float:
        if position is not None:
            for until, at in self._arrivals:
                if until >= position - 1e-6:
                    return at
        return self.covered_at

    def end(self) -> None:
        """Lets `deliver` return once all that was put is sent, but for what is late by fault."""
        self._push(self._in_order(self.covered_at + self._latency), None)

    async def deliver(self) -> None:
        """Sends what is due, until the end."""
        clock = asyncio.get_running_loop().time
        while True:
            self._changed.clear()
            wait = self._queue[0][0] - clock() if self._queue else None
            if wait is None or wait > 0:
                await self._wait(wait)
                continue
            message = heapq.heappop(self._queue)[2]
            if message is None:
                return
            await self._send(message)

    async def _wait(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            pass

    def _in_order(self, due: float) -> float:
        self._latest = max(self._latest, due)
        return self._latest

    def _push(self, due: float, message: Message | None) -> None:
        heapq.heappush(self._queue, (due, next(self._order), message))
        self._changed.set()

    async def _send(self, message: Message) -> None:
        if Fault.SILENT in self.faults:
            return
        if Fault.MALFORMED_MESSAGES in self.faults:
            odd = next(self._malformed)
            await (self._socket.send_bytes(odd) if isinstance(odd, bytes) else self._socket.send_str(odd))
        if Fault.UNKNOWN_MESSAGES in self.faults:
            await self._socket.send_json(UNKNOWN_MESSAGE)
            message = {**message, "horoscope": {"stars": ["Vega"]}, "beta": [None, 1.5]}
        await self._socket.send_json(message)
        self._sent.append(message.get("event") or message["type"])
