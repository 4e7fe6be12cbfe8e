"""A stand-in of Deepgram on loopback: both of its streaming protocols, with the local engines behind them.

In a test: `async with DeepgramStandIn() as server:`, and `server.url` is where it is. By hand, from the checkout:

    python -m tests.stand_ins.deepgram --port 8090 --latency-ms 250 --fault drop --fault-when middle --fault-times 1
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from aiohttp import web
from multidict import MultiMapping

from . import deepgram_rest
from .deepgram_connection import Connection, ConnectionParts, Decoder, DeepgramConnection
from .deepgram_ears import Ears, LocalEars
from .deepgram_hearing import Hearing
from .deepgram_outbox import Outbox
from .deepgram_query import BadQueryError, OptionsV1, OptionsV2, options_v1, options_v2
from .deepgram_v1 import ListenV1
from .deepgram_v2 import ListenV2
from .faults import ON_ANY_REQUEST, Fault, When
from .serving import CLOSE_SECONDS, Exchange, LoopbackServer, apply_faults, command_line, cut, described, serve_forever

IDLE_SECONDS = 10.0
"""How long Deepgram waits for audio."""


class DeepgramStandIn(LoopbackServer):
    """Deepgram's `/v1/listen`, `/v2/listen` and what is needed to check a key; see the module for how to use it.

    Its `log` holds a `Connection` for each WebSocket, refused ones too, and an `Exchange` for each plain request.
    """

    def __init__(
        self,
        *,
        recognize: Ears | None = None,
        latency: float = 0.0,
        key: str = "",
        languages: Sequence[str] = ("en",),
        idle_seconds: float = IDLE_SECONDS,
        port: int = 0,
    ) -> None:
        """Opens and loads nothing yet.

        Args:
            recognize: what hears; None means the local engines. `ToneEars` are quick and exact. Closed at the end if
                it is None, else left to who made it.
            latency: seconds between a sound's arrival and a message about it: of a final one, the last sound of
                speech, and not the silence by which it is known to be the last. A floor: recognition that takes longer
                makes it longer, one that is done sooner does not show.
            key: the only one accepted; any that is not empty if it is empty.
            languages: what the local engines are to understand without a delay the first time.
            idle_seconds: how long a connection may go without audio.
            port: 0 means any that is free.

        """
        super().__init__(port)
        self._ears: Ears = LocalEars(*languages) if recognize is None else recognize
        self._owns_ears = recognize is None
        self._latency = latency
        self._key = key
        self._idle_seconds = idle_seconds

    async def prepare(self) -> None:
        """Loads what hears, one to three seconds for the local engines."""
        if self._owns_ears:
            await self._ears.load()

    async def release(self) -> None:
        """Frees what hears."""
        if self._owns_ears:
            await self._ears.close()

    def routes(self) -> list[web.AbstractRouteDef]:
        """What is served."""
        return [
            web.get("/v1/listen", self._listen),
            web.get("/v2/listen", self._listen),
            *(web.get(path, self._plain) for path in deepgram_rest.ANSWERS),
        ]

    @property
    def connections(self) -> list[Connection]:
        """The WebSockets in the log, without those that were refused."""
        return [entry for entry in self.log if isinstance(entry, Connection) and entry.status == 101]

    async def _plain(self, request: web.Request) -> web.Response:
        async with self.logged(Exchange(**described(request))) as log:
            fault = self.faults.strikes(log, When.CONNECT, ON_ANY_REQUEST)
            refusal = await self._hindered(request, log, fault) or deepgram_rest.refused(request, self._key)
            answer = refusal or deepgram_rest.answer(request)
            log.status = answer.status
            return answer

    async def _hindered(self, request: web.Request, log: Exchange, fault: Fault | None) -> web.Response | None:
        """The refusal, if that is what befalls `request` before it is answered; a stall or a cut does not return."""
        if fault is None:
            return None
        log.faults.append(fault)
        if fault not in ON_ANY_REQUEST:
            return None
        if fault is Fault.DROP:
            cut(request)
        if fault.status is None:
            await self.hold(request)
        return deepgram_rest.refusal(fault.status)

    async def _listen(self, request: web.Request) -> web.StreamResponse:
        log = Connection(**described(request))
        async with self.logged(log):
            fault = self.faults.strikes(log, When.CONNECT)
            refusal = await self._hindered(request, log, fault) or deepgram_rest.refused(request, self._key)
            if refusal is None:
                try:
                    options = _options(request.path, request.query)
                except BadQueryError as error:
                    refusal = deepgram_rest.refusal(400, str(error))
                else:
                    return await self._serve(request, log, options, fault)
            log.status = refusal.status
            return refusal

    async def _serve(
        self, request: web.Request, log: Connection, options: OptionsV1 | OptionsV2, fault: Fault | None
    ) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(timeout=CLOSE_SECONDS, autoclose=False)
        await socket.prepare(request)
        log.status = 101
        hearing = Hearing(await self._ears.recognizer(options.language), self._ears.voice())
        outbox = Outbox(socket, self._latency, log.sent)
        identifier = str(uuid.uuid4())
        protocol: ListenV1 | ListenV2
        if isinstance(options, OptionsV1):
            protocol = ListenV1(options, hearing, outbox, identifier)
        else:
            protocol = ListenV2(options, hearing, outbox, identifier, self._ears)
        decoder = None if options.sound.rate is None else Decoder(options.sound.rate)
        parts = ConnectionParts(
            request, socket, log, self.faults, fault, protocol, hearing, outbox, decoder, self._idle_seconds
        )
        connection = DeepgramConnection(parts)
        await connection.run()
        if connection.holds_on:
            await self.hold(request)
        return socket


def _options(path: str, query: MultiMapping[str]) -> OptionsV1 | OptionsV2:
    return options_v1(query) if path.startswith("/v1/") else options_v2(query)


def main() -> None:
    """The command."""
    parser = command_line("Deepgram")
    parser.add_argument("--language", choices=["en", "zh"], default="en", help="what is understood without a delay")
    arguments = parser.parse_args()
    server = DeepgramStandIn(
        latency=arguments.latency_ms / 1000,
        key=arguments.key,
        languages=[arguments.language],
        port=arguments.port,
    )
    apply_faults(server, arguments)
    serve_forever(server)


if __name__ == "__main__":
    main()
