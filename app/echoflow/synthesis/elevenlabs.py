"""The voice of ElevenLabs, over its multi-context WebSocket.

The service's own package has the messages of that connection but no client, so this is one. What is sent and what
comes back is decided in `elevenlabs_speech` and `elevenlabs_alignment`, which know neither sockets nor clocks; one
reply is carried through by `elevenlabs_reply`, and `elevenlabs_line` sees to it that a connection is there.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from typing import Protocol

from echoflow.audio.frames import PLAYBACK_RATE
from echoflow.clouds.addresses import Address
from echoflow.errors import EngineError, Trouble, UserError
from echoflow.synthesis import elevenlabs_protocol as protocol
from echoflow.synthesis.elevenlabs_line import VoiceLine
from echoflow.synthesis.elevenlabs_reply import Reply
from echoflow.synthesis.spoken_cache import CachedSpeech, PhraseShelf, SpokenCache
from echoflow.synthesis.synthesizer import SpokenChunk, Voice
from echoflow.text import tr

DEFAULT_MODEL = "eleven_flash_v2_5"
"""The fastest that speaks both English and Chinese."""

_SPENT = "elevenlabs.characters"

_PROOF = "OK. "
"""Spoken, and not heard, to see whether a service that had fallen silent speaks again."""


def _ignore(_item: str, _amount: float) -> None:
    pass


class VoiceAccount(Protocol):
    """What is needed of `elevenlabs_account.ElevenLabsAccount`."""

    async def voices(self) -> tuple[Voice, ...]:
        """Those of the account. Raises EngineError."""

    async def close(self) -> None:
        """Closes its connections."""


class ElevenLabsSynthesizer:
    """Implements `synthesizer.Synthesizer`.

    Markdown and emoji stay in a chunk's text but are not spoken. Short phrases that were spoken before come from a
    cache, as long as they are at the beginning of a reply.
    """

    name = "elevenlabs"
    sample_rate = PLAYBACK_RATE

    def __init__(
        self,
        key: str,
        *,
        voice: str,
        model: str = DEFAULT_MODEL,
        language: str = "",
        address: Address | None = None,
        spent: Callable[[str, float], None] = _ignore,
        cache: SpokenCache | None = None,
        account: VoiceAccount | None = None,
    ) -> None:
        """Connects to nothing yet.

        Args:
            key: of the user's account.
            voice: its identifier at the service.
            model: such as `eleven_flash_v2_5`.
            language: ISO 639-1; empty lets the service find out. Models that take none are not told.
            address: replaces the service's own.
            spent: called with "elevenlabs.characters" and how many were sent to be spoken.
            cache: of short phrases.
            account: lists its voices; it is closed with this.
        """
        self._voice = voice
        self._model = model
        self._language = language
        self._address = address.websocket if address is not None else protocol.DEFAULT_ADDRESS
        self._spent = spent
        self._cache = cache
        self._account = account
        self._known_voices: frozenset[str] = frozenset()
        self._line = VoiceLine(self._url(), key)
        self._was_silent = False
        self._keeping: set[asyncio.Task[None]] = set()

    async def load(self) -> None:
        """Connects, which takes up to 3 s. Raises EngineError."""
        if self._cache is not None:
            await self._cache.load()
        self._line.forgive()
        await self._line.open()
        if self._was_silent:
            await self._prove()

    def warm(self) -> None:
        """Connects in the background if there is no connection."""
        self._line.warm()

    async def voices(self) -> tuple[Voice, ...]:
        """The voices of the account; without a way to ask for them, the one in use. Raises EngineError."""
        if self._account is None:
            return (Voice(self._voice, self._voice, ""),)
        voices = await self._account.voices()
        self._known_voices = frozenset(voice.identifier for voice in voices)
        return voices

    def set_voice(self, identifier: str) -> None:
        """Used from the next `speak` on. Raises UserError if the account is known to have no such voice."""
        if self._known_voices and identifier not in self._known_voices:
            message = tr("There is no voice “{voice}” in your account at ElevenLabs; choose another.", voice=identifier)
            raise UserError(message)
        self._voice = identifier
        self._line.turn_to(self._url())

    def speak(self, phrases: AsyncIterator[str]) -> AsyncGenerator[SpokenChunk, None]:
        """Speech for phrases as they come; several chunks for each, with the service's character timings.

        `phrases` are read ahead of what is spoken. When this ends early the reading is cancelled, and what was read
        but is in no chunk's text was not spoken.

        Raises:
            EngineError: the service refuses, was lost or fell silent; what was yielded before stays good.
        """
        return self._speak(phrases, self._cache)

    async def close(self) -> None:
        """Closes the connections, within a second whatever the service does."""
        await self._line.close()
        if self._account is not None:
            await self._account.close()
        if self._keeping:
            await asyncio.wait(self._keeping)

    async def _speak(self, phrases: AsyncIterator[str], cache: SpokenCache | None) -> AsyncGenerator[SpokenChunk, None]:
        self._line.warm()
        shelf = PhraseShelf(cache, self.name, self._voice, self._model, self._language, str(self.sample_rate))
        reply = Reply(self._line, shelf, lambda count: self._spent(_SPENT, count), lambda *p: self._keep(shelf, *p))
        work = asyncio.get_running_loop().create_task(reply.run(phrases))
        try:
            while (chunk := await reply.chunks.get()) is not None:
                yield chunk
            await work
        except EngineError as error:
            self._was_silent = self._was_silent or error.trouble is Trouble.SILENT
            raise
        finally:
            work.cancel()
            # What was wrong with a reply that nobody wants any more need not be told.
            await asyncio.gather(work, return_exceptions=True)

    async def _prove(self) -> None:
        async def proof() -> AsyncIterator[str]:
            yield _PROOF

        async with aclosing(self._speak(proof(), None)) as chunks:
            await anext(chunks)
        self._was_silent = False

    def _keep(self, shelf: PhraseShelf, phrase: str, speech: CachedSpeech) -> None:
        task = asyncio.get_running_loop().create_task(shelf.keep(phrase, speech))
        self._keeping.add(task)
        task.add_done_callback(self._keeping.discard)

    def _url(self) -> str:
        return protocol.stream_url(self._address, self._voice, self._model, self._language)
