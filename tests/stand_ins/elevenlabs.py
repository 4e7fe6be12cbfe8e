"""A stand-in of ElevenLabs on loopback: speech over the multi-context WebSocket and over HTTP, voices, the account.

What is spoken is real (see `elevenlabs_speech`), and everything can be made to fail as the service does. Run by hand:

    python -m tests.stand_ins.elevenlabs --port 8772 --latency-ms 200 --fault close-1011 --fault-when middle
"""

from __future__ import annotations

import asyncio

from aiohttp import web

from .elevenlabs_account import NOT_ON_SOCKETS, RACHEL, Account, RefusedError
from .elevenlabs_rest import ON_REQUESTS, Rest, Upload, refusal
from .elevenlabs_socket import Manner, SpeechExchange, SpeechSocket, Wanted
from .elevenlabs_speech import LocalVoice, Synthesize, tones
from .faults import Fault, FaultPlan, When
from .serving import LoopbackServer, apply_faults, command_line, cut, described, serve_forever

__all__ = ["ON_REQUESTS", "RACHEL", "Account", "ElevenLabsStandIn", "Manner", "SpeechExchange", "Upload", "tones"]


class ElevenLabsStandIn(LoopbackServer):
    """ElevenLabs at `url` from `async with` on.

    Attributes:
        account: what it holds; may be changed at any time.
        log: a `SpeechExchange` for each connection and request.
        request_faults: faults that befall plain HTTP requests only, of those in `ON_REQUESTS`. Those that are
            injected into the server befall whatever comes first, plain requests only by refusals, cuts and stalls.

    """

    def __init__(
        self,
        *,
        key: str = "",
        account: Account | None = None,
        synthesize: Synthesize | None = None,
        latency: float = 0.0,
        speed: float = 20.0,
        piece_seconds: float = 0.25,
        inactivity: float | None = None,
        late: float = 2.0,
        upload_bytes_per_second: float | None = None,
        port: int = 0,
    ) -> None:
        """Opens nothing yet.

        Args:
            key: the only one accepted; any that is not empty if it is empty.
            account: None is one with three voices and plenty of characters.
            synthesize: says a text; None is a local voice (English, tones for the rest); `tones` takes no time.
            latency: seconds from the text that starts a generation, or from a request, to its first audio.
            speed: how much faster than real time audio is sent on the socket.
            piece_seconds: how much audio is in one of its messages.
            inactivity: seconds without a message until a socket is closed; None for what the client asks for, or 20.
            late: seconds by which `Fault.LATE_MESSAGES` holds a message or an answer back.
            upload_bytes_per_second: how fast files are taken; None means as fast as they come.
            port: of 127.0.0.1; 0 means any that is free.

        """
        super().__init__(port)
        self.account = account if account is not None else Account()
        self.account.key = self.account.key or key
        local = LocalVoice() if synthesize is None else None
        self.behind = local
        self._say: Synthesize = local.say if local is not None else synthesize or tones
        self._manner = Manner(latency, speed, piece_seconds, inactivity, late)
        self._rest = Rest(
            self,
            account=self.account,
            say=self._say,
            manner=self._manner,
            upload_bytes_per_second=upload_bytes_per_second,
        )

    @property
    def request_faults(self) -> FaultPlan:
        """Faults for plain HTTP requests."""
        return self._rest.faults

    @property
    def uploads(self) -> list[Upload]:
        """Files that came to clone a voice from, whether one was or not."""
        return self._rest.uploads

    @property
    def sockets(self) -> list[SpeechExchange]:
        """The WebSocket connections of the log."""
        return [exchange for exchange in self.log if exchange.path.endswith("/multi-stream-input")]

    def routes(self) -> list[web.AbstractRouteDef]:
        """What is served."""
        return [web.get("/v1/text-to-speech/{voice}/multi-stream-input", self._serve_socket), *self._rest.routes()]

    async def _serve_socket(self, request: web.Request) -> web.StreamResponse:
        exchange = SpeechExchange(**described(request))
        async with self.logged(exchange):
            struck = self.faults.strikes(exchange, When.CONNECT)
            if struck is not None and (struck.status is not None or struck in (Fault.DROP, Fault.STALL)):
                exchange.faults.append(struck)
                return await self._turn_away(request, exchange, struck)
            try:
                wanted = Wanted.of(request.match_info["voice"], request.query)
                self.account.check_format(request.query.get("output_format", ""))
                if wanted.model in NOT_ON_SOCKETS:
                    raise RefusedError(403, "model_not_supported", f"{wanted.model} is not available on WebSockets.")
            except RefusedError as refused:
                exchange.status = refused.status
                return web.json_response(refused.body(), status=refused.status)
            connection = SpeechSocket(
                request,
                exchange,
                wanted,
                account=self.account,
                say=self._say,
                manner=self._manner,
                faults=self.faults,
            )
            return await connection.run(struck)

    async def _turn_away(self, request: web.Request, exchange: SpeechExchange, fault: Fault) -> web.Response:
        if fault.status is not None:
            exchange.status = fault.status
            return refusal(fault.status)
        if fault is Fault.STALL:
            await self.hold(request)
        cut(request)
        raise asyncio.CancelledError


def main() -> None:
    """Serves until it is interrupted."""
    parser = command_line("ElevenLabs")
    parser.add_argument("--language", help="accepted because the others take it; every language is spoken")
    arguments = parser.parse_args()
    server = ElevenLabsStandIn(port=arguments.port, key=arguments.key, latency=arguments.latency_ms / 1000)
    apply_faults(server, arguments)
    serve_forever(server)


if __name__ == "__main__":
    main()
