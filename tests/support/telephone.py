"""`echoflow serve` as a program, and a client that only knows PCM and WebSockets."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from websockets.asyncio.client import ClientConnection, connect

from echoflow.audio.frames import CAPTURE_RATE, Samples
from support.program import command, environment
from support.speech import say

FRAME = CAPTURE_RATE // 50


@contextmanager
def serving(home: Path, *arguments: str, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """A server; gives its address when its port is open."""
    with subprocess.Popen(
        command("serve", "--port", "0", *arguments),
        env=environment(home, **(env or {})),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stderr is not None
        for line in program.stderr:
            if found := re.search(r"ws://\S+:\d+", line):
                break
        else:
            raise AssertionError("it ended without listening")
        try:
            yield found[0]
        finally:
            program.terminate()
            said, errors = program.communicate(timeout=20)
    # Nothing that peers do is news, and what they say and know is nobody else's business.
    assert (program.returncode, said, errors) == (143, "", ""), errors


@dataclass
class Client:
    """A person on the line: speaks in real time, hears, reads along."""

    connection: ClientConnection
    finals: list[tuple[str, str]] = field(default_factory=list)
    clears: int = 0
    heard: bytearray = field(default_factory=bytearray)
    speaking: asyncio.Queue[Samples] = field(default_factory=asyncio.Queue)
    silent_for: float = 0.0

    async def microphone(self) -> None:
        """Sends speech when there is some, and silence otherwise, at real time."""
        loop = asyncio.get_running_loop()
        waiting = np.zeros(0, np.int16)
        due = loop.time()
        while True:
            while not self.speaking.empty():
                waiting = np.concatenate([waiting, self.speaking.get_nowait()])
            frame, waiting = waiting[:FRAME], waiting[FRAME:]
            await self.connection.send(np.pad(frame, (0, FRAME - len(frame))).astype("<i2").tobytes())
            due += 0.02
            await asyncio.sleep(max(0.0, due - loop.time()))

    async def ears(self) -> None:
        async for message in self.connection:
            if isinstance(message, bytes):
                self.heard += message
            else:
                self.read(json.loads(message))

    def read(self, event: dict[str, Any]) -> None:
        if event["type"] == "clear":
            self.clears += 1
        elif event["final"]:
            self.finals.append((event["role"], event["text"]))

    async def ask(self, question: str) -> str:
        """Asks and waits until the answer has been heard to its end; returns what it said."""
        before, finals = len(self.heard), len(self.finals)
        self.speaking.put_nowait(say(question))
        async with asyncio.timeout(60):
            while not any(role == "agent" for role, _ in self.finals[finals:]):
                await asyncio.sleep(0.02)
            sound = -1
            while len(self.heard) != sound:
                sound = len(self.heard)
                await asyncio.sleep(0.3)
        assert len(self.heard) > before, "an answer is heard"
        return self.finals[-1][1]


@asynccontextmanager
async def talking(address: str) -> AsyncIterator[Client]:
    async with connect(address) as connection:
        client = Client(connection)
        tasks = [asyncio.ensure_future(client.microphone()), asyncio.ensure_future(client.ears())]
        try:
            yield client
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
