"""One reply spoken by ElevenLabs: phrases in as they come, speech out as it comes, from the cache or over the line."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from echoflow.audio.frames import PLAYBACK_RATE
from echoflow.errors import EngineError, Trouble
from echoflow.synthesis.elevenlabs_line import VoiceLine
from echoflow.synthesis.elevenlabs_protocol import Answer
from echoflow.synthesis.elevenlabs_socket import VoiceSocket
from echoflow.synthesis.elevenlabs_speech import Speech
from echoflow.synthesis.script import Script
from echoflow.synthesis.speakable import spoken_characters
from echoflow.synthesis.spoken_cache import CachedSpeech, PhraseRecorder, PhraseShelf
from echoflow.synthesis.synthesizer import SpokenChunk

FIRST_CONNECT_SECONDS = 2.0
"""A reply waits so long for a connection that was not opened ahead; longer, and another voice had better speak."""

AGAIN_SECONDS = 1.0
"""What fails before it has said anything is tried once more if it failed within this time. Any other attempt but the
first waits so long for a connection."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What came from the line for a context."""

    context: str
    what: Answer | EngineError


@dataclass(frozen=True, slots=True)
class _End:
    """The phrases are over, for the given reason if they broke off."""

    error: Exception | None


_Item: TypeAlias = str | _Said | _End


class Reply:
    """Speaks once. `chunks` gets the speech, and None when `run` is over."""

    def __init__(
        self,
        line: VoiceLine,
        shelf: PhraseShelf,
        spent: Callable[[int], None],
        keep: Callable[[str, CachedSpeech], None],
    ) -> None:
        """Prepares.

        Args:
            line: where the service is.
            shelf: phrases that need not be spoken anew.
            spent: called with the characters sent to be spoken, as they are.
            keep: called with a short phrase and its speech; must not wait.
        """
        self.chunks: asyncio.Queue[SpokenChunk | None] = asyncio.Queue()
        self._line = line
        self._shelf = shelf
        self._spent = spent
        self._keep = keep
        self._inbox: asyncio.Queue[_Item] = asyncio.Queue()
        self._script = Script()
        self._sounded = False
        self._recorder: PhraseRecorder | None = None

    async def run(self, phrases: AsyncIterator[str]) -> None:
        """Speaks `phrases`, which are read ahead, and not further when this ends early.

        Raises:
            EngineError: nothing more can be spoken; `chunks` is right as far as it goes.
        """
        reading = asyncio.get_running_loop().create_task(self._read(phrases))
        try:
            if await self._speak_known():
                await self._speak_online()
        finally:
            reading.cancel()
            await asyncio.wait({reading})
            self.chunks.put_nowait(None)

    async def _read(self, phrases: AsyncIterator[str]) -> None:
        error = None
        try:
            async for phrase in phrases:
                self._inbox.put_nowait(phrase)
        except Exception as broken:
            error = broken
        self._inbox.put_nowait(_End(error))

    async def _speak_known(self) -> bool:
        """Speaks the phrases at the beginning that need no service; whether there are others."""
        while isinstance(phrase := await self._inbox.get(), str):
            chunk = await self._shelf.find(phrase) if spoken_characters(phrase) else _silence(phrase)
            if chunk is None:
                self._script.add(phrase)
                self._recorder = PhraseRecorder(phrase)
                return True
            self.chunks.put_nowait(chunk)
        if isinstance(phrase, _End) and phrase.error is not None:
            raise phrase.error
        return False

    async def _speak_online(self) -> None:
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            await self._attempt(FIRST_CONNECT_SECONDS)
        except EngineError as error:
            hopeless = error.permanent or error.trouble in (Trouble.SILENT, Trouble.BUSY)
            # Where there was sound it is still being played: it comes faster than that.
            too_late = not self._sounded and clock() - began > AGAIN_SECONDS
            if hopeless or too_late:
                raise
            if self._sounded:
                self._recorder = None  # A phrase with a seam in it is not one to keep.
            await self._attempt(AGAIN_SECONDS)

    async def _attempt(self, connect_within: float) -> None:
        socket = await self._line.open(connect_within)
        speech = Speech(uuid.uuid4().hex)
        socket.join(speech.context, lambda said: self._inbox.put_nowait(_Said(speech.context, said)))
        try:
            for phrase in self._script.known(self._script.resume()):
                self._say(socket, speech, phrase)
            if self._script.complete:
                self._finish(socket, speech)
            while not speech.done:
                await self._step(socket, speech)
        except EngineError as error:
            if error.trouble is Trouble.SILENT:
                self._line.drop(socket)
            raise
        finally:
            socket.leave(speech.context)
            self._line.refresh()
        self._record_end()
        self._put(speech.rest())

    async def _step(self, socket: VoiceSocket, speech: Speech) -> None:
        clock = asyncio.get_running_loop().time
        try:
            # What has already come counts, however late this task is.
            async with asyncio.timeout(None if self._inbox.qsize() else max(0.0, speech.deadline - clock())):
                item = await self._inbox.get()
        except TimeoutError:
            messages, chunks = speech.tick(clock())
            socket.send(speech.context, messages)
            self._put(chunks)
            return
        match item:
            case str():
                self._script.add(item)
                self._say(socket, speech, item)
            case _End(error=None):
                self._script.end()
                self._finish(socket, speech)
            case _End(error=error):
                assert error is not None
                raise error
            case _Said(context=speech.context, what=Answer() as answer):
                self._put(speech.receive(answer, clock()))
            case _Said(context=speech.context, what=EngineError() as lost):
                raise lost
            case _Said():
                pass  # It was for an attempt that failed.

    def _say(self, socket: VoiceSocket, speech: Speech, phrase: str) -> None:
        before = speech.characters
        socket.send(speech.context, speech.say(phrase, asyncio.get_running_loop().time()))
        if speech.characters > before:
            self._spent(speech.characters - before)

    def _finish(self, socket: VoiceSocket, speech: Speech) -> None:
        socket.send(speech.context, speech.finish(asyncio.get_running_loop().time()), closing=True)

    def _put(self, chunks: list[SpokenChunk]) -> None:
        for chunk in chunks:
            self._sounded = True
            if self._recorder is not None:
                self._store(self._recorder, self._recorder.add(chunk, PLAYBACK_RATE))
            self.chunks.put_nowait(self._script.take(chunk))

    def _record_end(self) -> None:
        if self._recorder is not None:
            self._store(self._recorder, self._recorder.finish())
            self._recorder = None

    def _store(self, recorder: PhraseRecorder, speech: CachedSpeech | None) -> None:
        if speech is not None:
            self._keep(recorder.phrase, speech)


def _silence(text: str) -> SpokenChunk:
    return SpokenChunk(np.zeros(0, np.int16), text, (0.0,) * len(text), estimated=True)
