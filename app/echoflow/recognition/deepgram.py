"""Deepgram: speech recognition in the cloud, by nova-3 or by Flux, over a connection that is there before it is needed.

Only speech reaches the service and is paid for. A lost connection is replaced in the background, and an utterance that
was under way is sent again from the last word that was final.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from echoflow.clouds.addresses import Address
from echoflow.clouds.backoff import Backoff
from echoflow.clouds.failures import failure
from echoflow.clouds.keys import require_key
from echoflow.errors import EngineError, Trouble
from echoflow.recognition.deepgram_connection import Connection
from echoflow.recognition.deepgram_line import SERVICE, make_client, open_line
from echoflow.recognition.deepgram_messages import Message, Result, ServiceError, TurnInfo
from echoflow.recognition.deepgram_models import model_for
from echoflow.recognition.deepgram_outbox import Outbox
from echoflow.recognition.deepgram_transcript import NovaTranscript
from echoflow.recognition.deepgram_turns import FluxTranscript
from echoflow.recognition.deepgram_utterance import DeepgramUtterance, Listener, unreachable
from echoflow.recognition.recognizer import TurnSign

if TYPE_CHECKING:
    from deepgram import AsyncDeepgramClient

_LOG = logging.getLogger(__name__)

DEAF_SECONDS = 3.0
"""So much speech without a word from the service: it is not there. Interim results come once a second."""

STILL_DEAF_SECONDS = 2.0
"""The same on the connection that replaced such a one."""

PATIENCE_SECONDS = 1.5
"""How long an utterance waits for a connection until it fails."""

_STEADY_SECONDS = 30.0
"""A connection that held so long was a good one, whether or not anything was said."""


def _ignore(*_: object) -> None:
    pass


class DeepgramRecognizer:
    """Implements `recognizer.Recognizer`."""

    name = "deepgram"

    def __init__(
        self,
        key: str,
        *,
        language: str = "en",
        model: str = "auto",
        keyterms: Sequence[str] = (),
        address: Address | None = None,
        spent: Callable[[str, float], None] = _ignore,
    ) -> None:
        """Connects nothing yet; `load` does.

        Args:
            key: of the account; it is told to nobody but the service.
            language: ISO 639-1 code of what is spoken.
            model: `auto`, `flux` or `nova-3`; see `deepgram_models.model_for`.
            keyterms: words it would not expect, such as names.
            address: where it is reached instead of at its own address.
            spent: called with the item of the price list and the seconds of audio as they are sent.
        """
        self.languages: tuple[str, ...] = (language,)
        self.model = model_for(language, model)
        self._key = key
        self._keyterms = tuple(keyterms)
        self._address = address
        self._spent = spent
        self._backoff = Backoff()
        self._client: AsyncDeepgramClient | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._connection: Connection | None = None
        self._leaving: set[asyncio.Task[None]] = set()
        self._attempt: asyncio.Future[EngineError | None] | None = None
        self._at_once = asyncio.Event()
        self._failure: EngineError | None = None
        self._utterance: DeepgramUtterance | None = None
        self._begun = 0
        self._deaf = 0
        self._patience: asyncio.TimerHandle | None = None
        self._closed = False

    async def load(self) -> None:
        """Connects; does nothing while it is connected. Raises EngineError.

        When the connection is lost later it is made again in the background, unless that cannot help.
        """
        if self._connection is not None:
            return
        require_key(SERVICE, self._key)
        if self._client is None:
            self._client = await asyncio.to_thread(make_client, self._key, self._address)
        if self._closed or self._connection is not None:
            return
        if self._attempt is None:
            self._attempt = asyncio.get_running_loop().create_future()
        attempt = self._attempt
        if self._keeper is None or self._keeper.done():
            self._keeper = asyncio.create_task(self._keep_connected(self._client))
            self._keeper.add_done_callback(self._keeper_ended)
        self._at_once.set()
        if (error := await asyncio.shield(attempt)) is not None:
            raise error

    def begin(
        self,
        on_partial: Callable[[str], None],
        on_sign: Callable[[TurnSign], None] = _ignore,
        on_failed: Callable[[EngineError], None] = _ignore,
    ) -> DeepgramUtterance:
        """Starts an utterance, and closes the one before; see `recognizer.Recognizer.begin`.

        Raises:
            EngineError: it was not loaded, or Deepgram refuses for good.
        """
        if self._utterance is not None:
            self._utterance.close()
        if self._keeper is None or self._keeper.done():
            raise self._failure or unreachable()
        self._begun += 1
        transcript = (FluxTranscript if self.model.flux else NovaTranscript)(self._begun)
        listener = Listener(on_partial, on_sign, on_failed)
        utterance = DeepgramUtterance(
            self._begun, transcript, self.languages[0], listener, self._unanswered, self._utterance_closed
        )
        self._utterance = utterance
        if self._connection is not None:
            utterance.attach(self._connection)
        else:
            self._be_patient()
        return utterance

    async def close(self) -> None:
        """Says goodbye and is gone, within a second whatever the service does. Safe to call twice."""
        self._closed = True
        if self._utterance is not None:
            self._utterance.close()
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.wait([self._keeper])
        if self._leaving:
            await asyncio.wait(self._leaving)
        self._tell_attempt(unreachable())

    async def _keep_connected(self, client: AsyncDeepgramClient) -> None:
        """Connects, and again when the connection is lost, until that cannot help or this is cancelled."""
        loop, failures = asyncio.get_running_loop(), 0
        while True:
            connected_at = loop.time()
            connection: Connection | None = None
            try:
                connection = await self._connect(client)
                self._connected(connection)
                error = await connection.run(self._take)
            except EngineError as refusal:
                error = refusal
            finally:
                self._disconnected(connection)
            held = connection is not None and (connection.proven or loop.time() - connected_at > _STEADY_SECONDS)
            failures = 1 if held else failures + 1
            self._failed(error)
            if error.permanent:
                return
            self._at_once.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._backoff.wait(failures)):
                    await self._at_once.wait()

    def _keeper_ended(self, keeper: asyncio.Task[None]) -> None:
        """Whatever nobody foresaw goes where the loop reports such things, and nobody waits for it."""
        if not keeper.cancelled() and (error := keeper.exception()) is not None:
            self._failed(failure(SERVICE, Trouble.BROKEN))
            keeper.get_loop().call_exception_handler({"message": "Deepgram's connection failed", "exception": error})

    async def _connect(self, client: AsyncDeepgramClient) -> Connection:
        line = await open_line(client, self.model, self._keyterms)
        outbox = Outbox(flux=self.model.flux, now=asyncio.get_running_loop().time())
        deaf_after = STILL_DEAF_SECONDS if self._deaf else DEAF_SECONDS
        return Connection(line, outbox, lambda seconds: self._spent(self.model.item, seconds), deaf_after)

    def _connected(self, connection: Connection) -> None:
        _LOG.info("connected to Deepgram for %s", self.model.name)
        self._connection = connection
        self._stop_waiting()
        self._tell_attempt(None)
        if self._utterance is not None:
            self._utterance.attach(connection)

    def _disconnected(self, connection: Connection | None) -> None:
        self._connection = None
        if connection is not None:
            # Leaving a peer that does not answer takes a moment, in which the next connection is made.
            leaving = asyncio.create_task(connection.close())
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)
        if self._utterance is not None:
            self._utterance.detach()

    def _failed(self, error: EngineError) -> None:
        _LOG.warning("no connection to Deepgram: %s", error.trouble.value)
        self._failure = error
        self._tell_attempt(error)
        if error.trouble is Trouble.SILENT:
            self._deaf += 1
        if self._utterance is None:
            return
        if error.permanent or self._deaf > 1:
            self._utterance.fail(error)
        elif self._patience is None:
            self._be_patient()

    def _be_patient(self) -> None:
        self._stop_waiting()
        self._patience = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, self._lose_patience)

    def _lose_patience(self) -> None:
        self._patience = None
        if self._utterance is not None and self._connection is None:
            self._utterance.fail(self._failure or unreachable())

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _tell_attempt(self, error: EngineError | None) -> None:
        attempt, self._attempt = self._attempt, None
        if attempt is not None and not attempt.done():
            attempt.set_result(error)

    def _take(self, message: Message) -> None:
        self._deaf = 0
        if self._connection is None or self._utterance is None or isinstance(message, ServiceError):
            return
        end = message.end if isinstance(message, Result | TurnInfo) else message.last_word_end
        if self._connection.outbox.sent.owner_at(end) == self._utterance.identifier:
            self._utterance.take(message)

    def _unanswered(self, utterance: DeepgramUtterance) -> EngineError:
        """No final transcript came: the connection is replaced, and who asked is told why."""
        if self._connection is None:
            return self._failure or unreachable()
        error = failure(SERVICE, Trouble.SILENT)
        self._connection.give_up(error)
        return error

    def _utterance_closed(self, utterance: DeepgramUtterance) -> None:
        if self._utterance is utterance:
            self._utterance = None
            self._stop_waiting()
