"""One utterance on its way through Deepgram, over as many connections as it takes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.clouds.failures import failure
from echoflow.errors import EngineError, Trouble
from echoflow.recognition.deepgram_audio import Extent, KeptAudio
from echoflow.recognition.deepgram_connection import Connection
from echoflow.recognition.deepgram_line import SERVICE
from echoflow.recognition.deepgram_messages import Message
from echoflow.recognition.deepgram_transcript import UtteranceTranscript
from echoflow.recognition.recognizer import Transcript, TurnSign

ANSWER_SECONDS = 1.5
"""How long a final transcript may take after all audio went out; it takes 0.3 to 0.6 s."""

REST_SECONDS = 1.0
"""How long the answer about a rest is waited for that is probably too short to be answered."""

LONGEST_ANSWER_SECONDS = 8.0
"""The same when much audio has to be sent again first, which cannot be hurried."""

_MUCH_TO_SEND = CAPTURE_RATE // 4


@dataclass(frozen=True, slots=True)
class Listener:
    """Who waits for what is heard; see `recognizer.Recognizer.begin`."""

    on_partial: Callable[[str], None]
    on_sign: Callable[[TurnSign], None]
    on_failed: Callable[[EngineError], None]


class DeepgramUtterance:
    """Implements `recognizer.Utterance`; made by `DeepgramRecognizer.begin`, used on one event loop."""

    def __init__(
        self,
        identifier: int,
        transcript: UtteranceTranscript,
        language: str,
        listener: Listener,
        on_unanswered: Callable[[DeepgramUtterance], EngineError],
        on_closed: Callable[[DeepgramUtterance], None],
    ) -> None:
        """See `DeepgramRecognizer.begin`.

        Args:
            identifier: of its audio on the connections.
            transcript: empty.
            language: ISO 639-1 code.
            listener: who waits for it.
            on_unanswered: told that no final transcript came in time; returns what to tell who asked.
            on_closed: told once.
        """
        self.identifier = identifier
        self.transcript = transcript
        self.audio = KeptAudio()
        self._language = language
        self._listener = listener
        self._on_unanswered = on_unanswered
        self._on_closed = on_closed
        self._connection: Connection | None = None
        self._changed = asyncio.Event()
        self._wanted: Extent | None = None
        self._error: EngineError | None = None
        self._shown = ""
        self._closed = False

    def feed(self, samples: Samples) -> None:
        """Adds audio (16 kHz mono int16, any length). Never blocks."""
        if self._closed or self._error is not None:
            return
        self.audio.append(samples)
        if self._connection is not None:
            self._connection.outbox.fed(_now())
            self._connection.wake()

    async def transcribe(self) -> Transcript:
        """The final transcript of what was fed so far.

        Raises:
            EngineError: Deepgram has not answered in time, or cannot be reached.
            asyncio.CancelledError: the utterance was closed meanwhile.

        """
        wanted, asked_at = self.audio.extent, _now()
        self._wanted = wanted
        if not self._is_complete(wanted):
            self._ask()
        while not self._is_complete(wanted):
            wait = self._patience(wanted, asked_at) - _now()
            if wait <= 0:
                if self._covers(wanted):
                    break
                raise self._on_unanswered(self)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._changed.wait()
            self._changed.clear()
        return Transcript(
            self.transcript.text, self._language, wanted.fed / CAPTURE_RATE, turn_ended=self.transcript.turn_ended
        )

    def _is_complete(self, wanted: Extent) -> bool:
        if self._closed:
            raise asyncio.CancelledError
        if self._error is not None:
            raise self._error
        if self._connection is None:
            return self.transcript.has_ended(wanted)
        return self.transcript.is_complete(wanted, self._connection.outbox.sent)

    def _covers(self, wanted: Extent) -> bool:
        if self._connection is None:
            return False
        sent = self._connection.outbox.sent
        return self.transcript.covers(wanted, sent) or self.transcript.is_nearly_complete(wanted, sent)

    def _patience(self, wanted: Extent, asked_at: float) -> float:
        """Until when to wait."""
        if self._connection is None:
            return asked_at + ANSWER_SECONDS
        outbox = self._connection.outbox
        if outbox.backlog >= _MUCH_TO_SEND:
            return asked_at + LONGEST_ANSWER_SECONDS
        sent_at = max(asked_at, outbox.spoke_at)
        nearly = self.transcript.is_nearly_complete(wanted, outbox.sent)
        return sent_at + (REST_SECONDS if nearly else ANSWER_SECONDS)

    def _ask(self) -> None:
        if self._connection is not None and self._wanted is not None:
            self.transcript.end_asked()
            self._connection.outbox.ask_end(self._wanted.fed, _now())
            self._connection.wake()

    def attach(self, connection: Connection) -> None:
        """From now on it is heard by `connection`, which is given what no other has heard to the end."""
        self._connection = connection
        self.transcript.reconnected()
        connection.outbox.begin(self.identifier, self.audio, self.transcript.settled, _now())
        if self._wanted is not None and not self.transcript.has_ended(self._wanted):
            self._ask()
        connection.wake()

    def detach(self) -> None:
        """Its connection is lost."""
        self._connection = None
        self._changed.set()

    def take(self, message: Message) -> None:
        """A message about it came by its connection."""
        if self._closed or self._error is not None or self._connection is None:
            return
        outbox = self._connection.outbox
        sign = self.transcript.take(message, outbox.sent)
        outbox.heard(ended=self.transcript.has_ended(self.audio.extent))
        self._connection.wake()
        self.audio.forget(self.transcript.settled)
        self._changed.set()
        if (text := self.transcript.text) != self._shown:
            self._shown = text
            self._listener.on_partial(text)
        # Whoever is told of the words may close the utterance.
        if sign is not None and not self._closed:
            self._listener.on_sign(sign)

    def fail(self, error: EngineError) -> None:
        """Nothing more will come of it."""
        if self._closed or self._error is not None:
            return
        self._error = error
        self._changed.set()
        self._listener.on_failed(error)

    def close(self) -> None:
        """No more audio, no more partials; a transcription under way is abandoned. Safe to call twice."""
        if self._closed:
            return
        self._closed = True
        self._changed.set()
        if self._connection is not None:
            ended = self.transcript.has_ended(self.audio.extent)
            self._connection.outbox.end(self.transcript.settled, ended=ended)
            self._connection.wake()
            self._connection = None
        self._on_closed(self)


def unreachable() -> EngineError:
    """There is no connection, for a reason nobody told."""
    return failure(SERVICE, Trouble.UNREACHABLE)


def _now() -> float:
    return asyncio.get_running_loop().time()
