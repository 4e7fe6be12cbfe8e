"""The design everybody begins with on cloud services, to compare with.

All microphone audio goes to Deepgram (nova-3, endpointing as its documentation suggests for conversation); at
speech_final the whole history goes through a chat completion; the first whole sentence is requested from ElevenLabs
over HTTP, and played as it comes. Nothing is prepared or cut early, and no connection but Deepgram's is opened ahead.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing

import numpy as np
from deepgram import AsyncDeepgramClient
from deepgram.environment import DeepgramClientEnvironment
from elevenlabs.client import AsyncElevenLabs
from plain_design import sentences_of

from echoflow.audio.endpoints.endpoint import Endpoint
from echoflow.audio.frames import CAPTURE_RATE, PLAYBACK_RATE, Samples
from echoflow.audio.front import AudioFront, FrontEvent, MicrophoneFrame, SpeechStopped
from echoflow.audio.playback import Playback
from echoflow.audio.voice_activity import SileroModel, VoiceActivityDetector
from echoflow.conversation.timeline import Milestone, Timeline
from echoflow.language.language_model import LanguageModel, Message
from echoflow.pipeline.engine_choice import RACHEL
from echoflow.pipeline.session import SessionOptions

ENDPOINTING_MILLISECONDS = 300
"""What Deepgram's documentation uses in its example of an agent."""

CHUNK_FRAMES = 8
"""80 ms, as its documentation recommends."""


class PlainCloudConversation:
    """One conversation; `on_turn` receives the timeline of each when it begins to speak.

    Attributes:
        understood: what was recognized, a text a turn.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        model: LanguageModel,
        options: SessionOptions,
        addresses: tuple[str, str],
        on_turn: Callable[[Timeline], None],
    ) -> None:
        """`addresses` are those of Deepgram and ElevenLabs."""
        deepgram, elevenlabs = addresses
        websocket = deepgram.replace("http", "ws", 1)
        places = DeepgramClientEnvironment(base=deepgram, production=websocket, agent=websocket, agent_rest=deepgram)
        self._deepgram = AsyncDeepgramClient(api_key="benchmark", environment=places)
        self._elevenlabs = AsyncElevenLabs(base_url=elevenlabs, api_key="benchmark")
        self._endpoint = endpoint
        self._model = model
        self._options = options
        self._on_turn = on_turn
        self._playback = Playback(endpoint.output_rate)
        self._loop = asyncio.get_running_loop()
        self._frames: asyncio.Queue[Samples] = asyncio.Queue()
        self._messages = [Message("system", options.system_prompt)]
        self._timeline = Timeline(1)
        self._tasks: list[asyncio.Task[None]] = []
        self._front = AudioFront(VoiceActivityDetector(SileroModel()), self._playback, self._post)
        self.understood: list[str] = []

    async def start(self) -> None:
        """Connects, and begins to listen."""
        connected = asyncio.Event()
        self._tasks.append(self._loop.create_task(self._listen(connected)))
        await connected.wait()
        self._front.start()
        self._endpoint.start(self._front.deliver, self._playback, lambda: None)

    def _post(self, event: FrontEvent) -> None:
        self._loop.call_soon_threadsafe(self._take, event)

    def _take(self, event: FrontEvent) -> None:
        match event:
            case MicrophoneFrame(frame):
                self._frames.put_nowait(frame.samples)
            case SpeechStopped(at):
                # For the timeline alone; this design leaves the end of the turn to Deepgram.
                self._timeline.reach(Milestone.SPEECH_ENDED, at)

    async def _listen(self, connected: asyncio.Event) -> None:
        async with self._deepgram.listen.v1.connect(
            model="nova-3",
            language="en",
            encoding="linear16",
            sample_rate=CAPTURE_RATE,
            interim_results=True,
            smart_format=True,
            endpointing=ENDPOINTING_MILLISECONDS,
        ) as socket:
            connected.set()
            sending = self._loop.create_task(self._send(socket.send_media))
            finals: list[str] = []
            try:
                async for message in socket:
                    if getattr(message, "type", "") != "Results" or not message.is_final:
                        continue
                    finals.append(message.channel.alternatives[0].transcript)
                    if message.speech_final and (text := " ".join(part for part in finals if part)):
                        finals = []
                        await self._reply(text)
            finally:
                sending.cancel()

    async def _send(self, send: Callable[[bytes], object]) -> None:
        while True:
            frames = [await self._frames.get() for _ in range(CHUNK_FRAMES)]
            result = send(np.concatenate(frames).tobytes())
            if asyncio.iscoroutine(result):
                await result

    async def _reply(self, text: str) -> None:
        self._timeline.reach(Milestone.TRANSCRIBED, self._loop.time())
        self._messages.append(Message("user", text))
        self.understood.append(text)
        stream = self._playback.open()
        whole = ""
        async with aclosing(self._model.generate(self._messages, self._options.sampling)) as pieces:
            async for sentence in sentences_of(pieces, self._timeline):
                whole += sentence
                await self._speak(sentence, stream.write)
        stream.end()
        self._messages.append(Message("assistant", whole.strip()))
        self._timeline = Timeline(len(self.understood) + 1)

    async def _speak(self, sentence: str, play: Callable[[Samples], object]) -> None:
        odd = b""
        sound = self._elevenlabs.text_to_speech.stream(
            RACHEL, text=sentence, model_id="eleven_flash_v2_5", output_format=f"pcm_{PLAYBACK_RATE}"
        )
        async for chunk in sound:
            self._timeline.reach(Milestone.FIRST_AUDIO, self._loop.time())
            data = odd + chunk
            even = len(data) - len(data) % 2
            odd = data[even:]
            play(np.frombuffer(data[:even], np.int16))
        self._on_turn(self._timeline)

    async def close(self) -> None:
        """Ends it."""
        self._endpoint.close()
        await asyncio.to_thread(self._front.close)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
