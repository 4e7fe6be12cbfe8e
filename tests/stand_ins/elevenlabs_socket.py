"""The multi-context WebSocket of the stand-in of ElevenLabs: one connection."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from .elevenlabs_account import CHOOSES_LANGUAGE_ITSELF, MODELS, Account, RefusedError
from .elevenlabs_contexts import MALFORMED, CloseSocket, Contexts, End, Order, Refuse, Speak
from .elevenlabs_speech import Piece, Synthesize, cut
from .faults import Fault, FaultPlan, When
from .serving import CLOSE_SECONDS, Exchange, Message
from .serving import cut as cut_connection

INACTIVITY_SECONDS = 20.0
_LONGEST_INACTIVITY = 180.0

_REASON_BYTES = 120
"""A close frame has room for 123."""

_UNKNOWN: tuple[Message, ...] = (
    {"type": "flush_done", "done": True},
    {"type": "weather", "forecast": {"sun": 0.5}},
    {"audio": None, "isFinal": None, "contextId": "a context nobody has opened", "alignment": None},
    {"isFinal": True, "contextId": "a context nobody has opened"},
    {},
)

_MALFORMED: tuple[str | bytes, ...] = (
    "",
    "{",
    "null",
    "[1, 2]",
    '"audio"',
    b"\x00\xff",
    '{"audio": 7, "contextId": 7}',
)


@dataclass(slots=True, eq=False)
class SpeechExchange(Exchange):
    """One connection or request for speech.

    Attributes:
        texts: what was given to the voice, by context, in the order it was.
        characters: of these, all together.
        audio_seconds: of speech that was sent.
        contexts_opened: contexts there were.
        contexts_closed: contexts the client closed.
        most_contexts: contexts open at once, those being closed included.

    """

    texts: list[tuple[str | None, str]] = field(default_factory=list)
    audio_seconds: float = 0.0
    contexts_opened: int = 0
    contexts_closed: int = 0
    most_contexts: int = 0

    @property
    def characters(self) -> int:
        """Characters given to the voice."""
        return sum(len(text) for _, text in self.texts)

    def used(self) -> Message:
        """See `Exchange.used`."""
        return {
            **Exchange.used(self),
            "characters": self.characters,
            "audio_seconds": round(self.audio_seconds, 3),
            "contexts_opened": self.contexts_opened,
            "contexts_closed": self.contexts_closed,
            "most_contexts": self.most_contexts,
        }


@dataclass(frozen=True, slots=True)
class Manner:
    """How the service behaves while all is well.

    Attributes:
        latency: seconds from the text that starts a generation to its first audio.
        speed: how much faster than it lasts audio is sent.
        piece_seconds: how much audio is in a message.
        inactivity: seconds without a message until a connection is closed; None for what the client asks for.
        late: seconds by which `Fault.LATE_MESSAGES` holds a message back.

    """

    latency: float = 0.0
    speed: float = 20.0
    piece_seconds: float = 0.25
    inactivity: float | None = None
    late: float = 2.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the query of the connection asks for."""

    voice: str
    model: str
    language: str
    rate: int
    auto_mode: bool
    sync_alignment: bool
    inactivity: float

    @classmethod
    def of(cls, voice: str, query: Mapping[str, str]) -> Wanted:
        """Raises RefusedError for what the upgrade is refused for."""
        codec, _, rate = query.get("output_format", "mp3_44100_128").partition("_")
        if codec != "pcm" or rate not in ("8000", "16000", "22050", "24000", "44100"):
            message = "This stand-in sends pcm_8000, pcm_16000, pcm_22050, pcm_24000 or pcm_44100 on sockets."
            raise RefusedError(400, "unsupported_output_format", message)
        try:
            inactivity = float(query.get("inactivity_timeout", INACTIVITY_SECONDS))
        except ValueError:
            raise RefusedError(400, "invalid_parameters", "inactivity_timeout must be a number.") from None
        return cls(
            voice=voice,
            model=query.get("model_id", "eleven_multilingual_v2"),
            language=query.get("language_code", ""),
            rate=int(rate),
            auto_mode=query.get("auto_mode", "false").lower() == "true",
            sync_alignment=query.get("sync_alignment", "false").lower() == "true",
            inactivity=min(inactivity, _LONGEST_INACTIVITY),
        )


class SpeechSocket:
    """One connection from its upgrade to its end; `run` serves it."""

    def __init__(
        self,
        request: web.Request,
        exchange: SpeechExchange,
        wanted: Wanted,
        *,
        account: Account,
        say: Synthesize,
        manner: Manner,
        faults: FaultPlan,
    ) -> None:
        self._request = request
        self._exchange = exchange
        self._wanted = wanted
        self._account = account
        self._say = say
        self._manner = manner
        self._faults = faults
        # Whether the peer's close is answered is decided when it comes.
        self.socket = web.WebSocketResponse(autoclose=False, compress=False, timeout=CLOSE_SECONDS)
        self._contexts = Contexts(auto_mode=wanted.auto_mode)
        self._queues: dict[str | None, asyncio.Queue[tuple[Speak | End, float]]] = {}
        self._tasks: dict[str | None, asyncio.Task[None]] = {}
        self._late: set[asyncio.Task[None]] = set()
        self._heard: set[str | None] = set()
        self._known = False
        self._leaving: asyncio.Task[bool] | None = None

    async def run(self, struck: Fault | None) -> web.WebSocketResponse:
        """Serves until somebody closes; `struck` is what befell the connection as it was made."""
        await self.socket.prepare(self._request)
        self._exchange.status = 101
        try:
            if struck is not None:
                await self._strike(struck)
            with contextlib.suppress(ConnectionError):
                await self._serve()
        finally:
            tasks = [*self._tasks.values(), *self._late]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if self._leaving is not None:
                await self._leaving
        return self.socket

    async def _serve(self) -> None:
        if (key := self._request.headers.get("xi-api-key")) is not None and not await self._admit(key):
            return
        inactivity = self._manner.inactivity if self._manner.inactivity is not None else self._wanted.inactivity
        while not self.socket.closed:
            try:
                async with asyncio.timeout(None if Fault.SILENT in self._exchange.faults else inactivity):
                    message = await self.socket.receive()
            except TimeoutError:
                seconds = f"{inactivity:g} second" + "s" * (inactivity != 1)
                await self._refuse(
                    "input_timeout_exceeded",
                    f"Have not received a new text input within the timeout of {seconds}. Streaming input terminated. "
                    "Please make sure to either feed the input in the timely manner, or to send the end of input.",
                )
                return
            if message.type is WSMsgType.TEXT:
                await self._take(message.data)
            elif message.type is WSMsgType.BINARY:
                await self._refuse(MALFORMED.error, MALFORMED.message)
            else:
                await self._part(message.type, message.data)
                return

    async def _part(self, kind: WSMsgType, code: int | None) -> None:
        """The client closes, or is gone, or the other half of this side has closed."""
        if kind is not WSMsgType.CLOSE:
            return
        self._exchange.close_code = code
        if Fault.NO_CLOSE_REPLY in self._exchange.faults:
            await asyncio.Event().wait()  # The handler is cancelled when the client is gone.
        await self.socket.close()

    async def _take(self, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            message = None
        if isinstance(message, dict):
            key = message.pop("xi_api_key", message.pop("xi-api-key", None))
            self._exchange.received.append(message)
            if not self._known and not await self._admit(key or ""):
                return
        for order in self._contexts.receive(message):
            await self._carry_out(order)
        self._exchange.contexts_opened = self._contexts.opened
        self._exchange.contexts_closed = self._contexts.closed
        self._exchange.most_contexts = self._contexts.most

    async def _admit(self, key: str) -> bool:
        """Whether the key, the voice and the model are good; the service accepts the upgrade before it looks."""
        try:
            self._account.check_key(key, "text_to_speech")
        except RefusedError as refused:
            code = "authentication_required" if not key else refused.code.replace("unauthorized", "invalid_api_key")
            return await self._refuse(code, refused.message)
        wanted = self._wanted
        if wanted.voice not in self._account.voices:
            message = f"A voice with voice_id {wanted.voice} does not exist."
            return await self._refuse("voice_id_does_not_exist", message)
        if wanted.model not in MODELS:
            return await self._refuse("model_id_does_not_exist", "A model with requested ID does not exist.")
        speaks = wanted.language in MODELS[wanted.model] and wanted.model not in CHOOSES_LANGUAGE_ITSELF
        if wanted.language and not speaks:
            message = f"Model '{wanted.model}' does not support the language_code '{wanted.language}'."
            return await self._refuse("unsupported_language", message)
        self._known = True
        return True

    async def _carry_out(self, order: Order) -> None:
        match order:
            case Speak(name) | End(name):
                if name not in self._queues:
                    self._queues[name] = asyncio.Queue()
                    self._tasks[name] = asyncio.create_task(self._speak_in(name, self._queues[name]))
                self._queues[name].put_nowait((order, asyncio.get_running_loop().time()))
            case Refuse(error, message):
                await self._refuse(error, message)
            case CloseSocket():
                await asyncio.gather(*self._tasks.values())
                await self.socket.close()

    async def _speak_in(self, name: str | None, queue: asyncio.Queue[tuple[Speak | End, float]]) -> None:
        """Says what one context has to say; other contexts are spoken at the same time."""
        with contextlib.suppress(ConnectionError):
            while True:
                order, asked = await queue.get()
                if isinstance(order, End):
                    break
                await self._speak(name, order.text, asked)
            del self._queues[name], self._tasks[name]
            self._heard.discard(name)
            self._contexts.ended(name)
            await self._send("final", {"isFinal": True, "contextId": name})

    async def _speak(self, name: str | None, text: str, asked: float) -> None:
        try:
            self._account.charge(len(text))
        except RefusedError as refused:
            await self._refuse(refused.code, refused.message)
            return
        self._exchange.texts.append((name, text))
        wanted, manner = self._wanted, self._manner
        speech = await self._say(text)
        pieces = cut(speech, wanted.rate, manner.piece_seconds, sync_alignment=wanted.sync_alignment)
        loop = asyncio.get_running_loop()
        begin = max(asked + manner.latency, loop.time())
        for index, piece in enumerate(pieces):
            await asyncio.sleep(begin + piece.at / manner.speed - loop.time())
            await self._send_piece(name, index, piece)

    async def _send_piece(self, name: str | None, index: int, piece: Piece) -> None:
        if name in self._heard and (struck := self._faults.strikes(self._exchange, When.MIDDLE)):
            await self._strike(struck)
        self._heard.add(name)
        message = piece.message(name, index)
        if Fault.LATE_MESSAGES in self._exchange.faults and index == 1:
            task = asyncio.create_task(self._send_late(message))
            self._late.add(task)
        else:
            await self._send("audio", message)
        self._exchange.audio_seconds += piece.seconds

    async def _send_late(self, message: Message) -> None:
        await asyncio.sleep(self._manner.late)
        await self._send("audio", message)

    async def _send(self, kind: str, message: Message) -> None:
        faults = self._exchange.faults
        if Fault.SILENT in faults or self.socket.closed:
            return
        if Fault.MALFORMED_MESSAGES in faults:
            await self._send_malformed(message)
        if Fault.UNKNOWN_MESSAGES in faults:
            for unknown in _UNKNOWN:
                await self.socket.send_json(unknown)
            message = {**message, "mood": "good", "usage": {"credits": 3}}
        self._exchange.sent.append(kind)
        await self.socket.send_json(message)

    async def _send_malformed(self, message: Message) -> None:
        for text in _MALFORMED:
            await (self.socket.send_bytes(text) if isinstance(text, bytes) else self.socket.send_str(text))
        name: Any = message["contextId"]
        await self.socket.send_json({"audio": "no base64!", "contextId": name, "alignment": {"chars": ["a"]}})

    async def _refuse(self, error: str, message: str) -> bool:
        """An error frame and a close, as the service refuses; returns False."""
        if not self.socket.closed and Fault.SILENT not in self._exchange.faults:
            self._exchange.sent.append(error)
            await self.socket.send_json({"message": message, "error": error, "code": 1008})
            await self._close(1008, message)
        return False

    async def _close(self, code: int, reason: str) -> None:
        """Closes, whichever task it is called from: the reader ends by it, and that must not end the goodbye."""
        if self._leaving is None:
            closing = self.socket.close(code=code, message=reason.encode()[:_REASON_BYTES])
            self._leaving = asyncio.create_task(closing)
        await asyncio.wait([self._leaving])

    async def _strike(self, fault: Fault) -> None:
        """Lets a fault loose on the open connection; what lasts is remembered in the exchange."""
        self._exchange.faults.append(fault)
        if fault.close_code is not None:
            await self._close(fault.close_code, "Internal server error" if fault.close_code == 1011 else "")
        elif fault is Fault.DROP or fault is Fault.STALL or fault.status is not None:
            cut_connection(self._request)
            raise ConnectionResetError
