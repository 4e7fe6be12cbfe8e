"""`echoflow serve`: the same conversations over a WebSocket."""

from __future__ import annotations

import argparse
import asyncio
import hmac
import ipaddress
import logging
import os
import socket
from urllib.parse import parse_qs, urlsplit

from PySide6.QtCore import QObject
from websockets.asyncio.server import Server, ServerConnection
from websockets.asyncio.server import serve as listen
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from echoflow.audio.endpoints.websocket import MAX_MESSAGE_BYTES, WebSocketEndpoint
from echoflow.commands import runner
from echoflow.commands.console import tell
from echoflow.commands.options import engine_choice, session_options, user_settings
from echoflow.conversation.transitions import State
from echoflow.crash import sentence_for
from echoflow.errors import UsageError, UserError
from echoflow.pipeline.cloud_access import open_clouds
from echoflow.pipeline.engine_factory import create
from echoflow.pipeline.engines import Engines
from echoflow.pipeline.session import Session, SessionOptions
from echoflow.text import tr

TOKEN_VARIABLE = "ECHOFLOW_SERVE_TOKEN"
"""Environment variable that gives the token without showing it in the process list."""

PONG_SECONDS = 2.0
"""Within which a peer has to show that it is still there when another one wants to talk."""

_CONNECTIONS = logging.getLogger(f"{__name__}.connections")
"""Where websockets logs: with a traceback for each client that speaks something else, and at debug level with the
clients' tokens and all that is said. What matters is told in other ways."""
_CONNECTIONS.setLevel(logging.CRITICAL)

RATES = range(8_000, 48_001, 50)
"""Hz a client may ask for: whole numbers of samples in the 20 ms of a message."""


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; returns the exit status."""
    return runner.run(_serve(arguments))


async def _serve(arguments: argparse.Namespace) -> int:
    token = arguments.token or os.environ.get(TOKEN_VARIABLE)
    check(arguments.host, arguments.port, arguments.output_rate, token)
    settings, problems = user_settings()
    choice = engine_choice(arguments, settings)
    options = session_options(arguments, settings, choice)
    async with open_clouds(choice, settings) as (clouds, cloud_problems):
        engines = create(choice, clouds)
        for problem in problems + cloud_problems:
            tell(problem)
        conversations = Conversations(engines, options, arguments.output_rate, token)
        # The port is taken first, so that one in use is told at once, and opened when everything is loaded.
        async with await conversations.bind(arguments.host, arguments.port) as server:
            await engines.load(tell)
            try:
                await conversations.open(server, arguments.host)
                await server.wait_closed()
            finally:
                await engines.close()
    return 0


def check(host: str, port: int, output_rate: int, token: str | None) -> None:
    """Refuses what would be unsafe or cannot work.

    Raises:
        UsageError: one sentence.
    """
    if not is_loopback(host) and not token:
        raise UsageError(
            tr("{host} can be reached by others; set a token with --token, or listen on 127.0.0.1.", host=host)
        )
    if not 0 <= port <= 65535:
        raise UsageError(tr("There is no port {port}; choose one from 0 to 65535.", port=port))
    if output_rate not in RATES:
        raise UsageError(
            tr("{rate} Hz is no usable output rate; choose a multiple of 50 from 8000 to 48000.", rate=output_rate)
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(bare(host)).is_loopback
    except ValueError:
        return False


def bare(host: str) -> str:
    """`host` without the brackets in which an address stands that has colons of its own."""
    return host.removeprefix("[").removesuffix("]")


def address(host: str, port: int) -> str:
    """What a client connects to."""
    return f"ws://[{bare(host)}]:{port}" if ":" in host else f"ws://{host}:{port}"


def token_in(request: Request) -> str | None:
    """The token that a client gives, in a header or else in the address; None if there is none to be read."""
    headers = request.headers.get_all("Authorization")
    if len(headers) == 1 and headers[0].startswith("Bearer "):
        return headers[0].removeprefix("Bearer ")
    try:
        query = urlsplit(request.path).query
    except ValueError:
        return None
    return next(iter(parse_qs(query).get("token", [])), None)


class Conversations:
    """Takes connections: each is a new conversation, one at a time."""

    def __init__(self, engines: Engines, options: SessionOptions, output_rate: int, token: str | None) -> None:
        self._engines = engines
        self._options = options
        self._output_rate = output_rate
        self._token = token
        self._current: ServerConnection | None = None
        self._floor = asyncio.Lock()

    async def bind(self, host: str, port: int) -> Server:
        """Takes the port, which stays closed until `open`.

        Raises:
            UserError: it cannot be had.
        """
        try:
            return await listen(
                self._hold,
                bare(host),
                port,
                process_request=self._check_token,
                # Browsers name the page that connects. One that knows no token has no business with the microphone.
                origins=None if self._token is not None else [None],
                max_size=MAX_MESSAGE_BYTES,
                compression=None,
                logger=_CONNECTIONS,
                start_serving=False,
            )
        except (OSError, UnicodeError) as error:
            raise _cannot_open(host, port, error) from error

    async def open(self, server: Server, host: str) -> None:
        """Lets clients in, and says where.

        Raises:
            UserError: another program has opened the port since it was taken.
        """
        port = server.sockets[0].getsockname()[1]
        try:
            await server.start_serving()
        except OSError as error:
            raise _cannot_open(host, port, error) from error
        tell(tr("Listening on {address}; Ctrl-C ends it.", address=address(host, port)))

    def _check_token(self, connection: ServerConnection, request: Request) -> Response | None:
        if self._token is None:
            return None
        given = token_in(request)
        # Headers that are no UTF-8 arrive with surrogates.
        if given is not None and hmac.compare_digest(given.encode(errors="surrogateescape"), self._token.encode()):
            return None
        return connection.respond(401, "The token is missing or wrong.\n")

    async def _hold(self, connection: ServerConnection) -> None:
        while (current := self._current) is not None and current.close_code is None:
            if await _answers(current):
                await connection.close(1013, "Another conversation is going on; try again later.")
                return
        self._current = connection
        # The one before has hung up but may still be putting its things away.
        async with self._floor:
            try:
                await self._converse(connection)
            except Exception as error:
                tell(sentence_for(error))
                await connection.close(1011, "The conversation cannot go on.")

    async def _converse(self, connection: ServerConnection) -> None:
        endpoint = WebSocketEndpoint(connection, self._output_rate)
        session = Session(endpoint, self._engines, self._options)
        transcripts = TranscriptFeed(session, endpoint)
        hung_up = asyncio.Event()
        session.input_ended.connect(hung_up.set)
        session.failed.connect(tell)
        session.degraded.connect(tell)
        session.notice.connect(tell)
        try:
            session.start()
            await hung_up.wait()
        finally:
            await session.close()
            transcripts.deleteLater()
            session.deleteLater()


async def _answers(connection: ServerConnection) -> bool:
    """Whether the peer is still there; one that is not is cut off, and does not keep the next one out."""
    try:
        async with asyncio.timeout(PONG_SECONDS):
            await (await connection.ping())
    except ConnectionClosed:
        return False
    except TimeoutError:
        connection.transport.abort()
        await connection.wait_closed()
        return False
    return True


def _cannot_open(host: str, port: int, error: OSError | UnicodeError) -> UserError:
    if isinstance(error, UnicodeError):
        reason = tr("that is no name of a computer")
    elif isinstance(error, socket.gaierror) or not error.errno:
        reason = error.strerror or str(error)
    else:
        # asyncio puts a sentence of its own around the system's.
        reason = os.strerror(error.errno)
    return UserError(tr("Port {port} of {host} cannot be opened: {reason}.", port=port, host=host, reason=reason))


class TranscriptFeed(QObject):
    """Tells the client what is said, and when to drop what it has not played.

    A later transcript of one role replaces the one before until it is final, and only what stays is told as final: the
    user's words when the answer begins to be played, for until then they may go on; the agent's when it has been heard,
    for until then it may be cut off.
    """

    def __init__(self, session: Session, endpoint: WebSocketEndpoint) -> None:
        super().__init__(session)
        self._endpoint = endpoint
        self._manager = session.manager
        self._asked: str | None = None
        self._said = ""
        session.asr.partial_transcript.connect(self._user_partial)
        session.manager.turn_taken.connect(self._turn_taken)
        session.tts.phrase.connect(self._agent_phrase)
        session.manager.reply_finished.connect(self._reply_finished)
        session.manager.paused.connect(endpoint.clear)
        session.manager.interrupted.connect(self._interrupted)
        session.manager.reply_withdrawn.connect(self._withdrawn)

    def _send(self, role: str, text: str, *, final: bool) -> None:
        self._endpoint.send_event({"type": "transcript", "role": role, "text": text, "final": final})

    def _user_partial(self, _turn: int, text: str) -> None:
        # What is heard over the answer is not the user's turn until it is known to be one.
        if self._manager.state is not State.CHALLENGED:
            self._send("user", text, final=False)

    def _turn_taken(self, _turn: int, _revision: int, text: str) -> None:
        self._asked = text
        self._said = ""
        self._send("user", text, final=False)

    def _agent_phrase(self, _turn: int, _revision: int, text: str) -> None:
        self._user_final()
        self._said += text
        self._send("agent", self._said.strip(), final=False)

    def _user_final(self) -> None:
        if self._asked is not None:
            self._send("user", self._asked, final=True)
            self._asked = None

    def _reply_finished(self, _turn: int, _revision: int, heard: str) -> None:
        self._user_final()
        self._send("agent", heard, final=True)

    def _interrupted(self, turn: int, revision: int, heard: str) -> None:
        self._endpoint.clear()
        self._reply_finished(turn, revision, heard)

    def _withdrawn(self) -> None:
        self._asked = None
        self._endpoint.clear()
