"""One conversation: an endpoint, the engines and the handlers between them, with or without a screen."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from echoflow.audio.endpoints.endpoint import Endpoint
from echoflow.audio.front import (
    AudioFront,
    FrontEvent,
    FrontFailed,
    MicrophoneFrame,
    PlaybackFinished,
    PlaybackStarted,
    SpeechStarted,
    SpeechStopped,
)
from echoflow.audio.playback import Playback
from echoflow.conversation.turn_taking import TurnOptions, TurnTaking
from echoflow.language.language_model import Sampling
from echoflow.pipeline.asr_handler import ASRHandler
from echoflow.pipeline.engines import Engines
from echoflow.pipeline.event_log import EventLog
from echoflow.pipeline.interruption_manager import InterruptionManager
from echoflow.pipeline.llm_handler import LLMHandler
from echoflow.pipeline.tts_handler import TTSHandler
from echoflow.text import tr

SYSTEM_PROMPT = "You are Echo, a highly responsive and friendly AI assistant. You answer concisely and clearly."
"""What the language model is told it is, unless the user says otherwise."""


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """How one conversation is held.

    Attributes:
        system_prompt: what the language model is told it is.
        sampling: how its tokens are chosen.
        turns: when a turn ends.
        hands_free: the microphone is always listened to; otherwise only while the key is held.
    """

    system_prompt: str = SYSTEM_PROMPT
    sampling: Sampling = field(default_factory=Sampling)
    turns: TurnOptions = field(default_factory=TurnOptions)
    hands_free: bool = True


class Session(QObject):
    """Wires one conversation together and owns its threads.

    The engines are borrowed: they are loaded before and outlive the session.

    Attributes:
        asr: microphone to transcript.
        llm: transcript to tokens.
        tts: tokens to sound.
        manager: who has the floor; holds the history.
        log: events and latencies.
    """

    input_ended = Signal()
    """No microphone audio will ever come again."""
    failed = Signal(str)
    """Something outside the engines broke; one sentence for the user."""

    def __init__(
        self, endpoint: Endpoint, engines: Engines, options: SessionOptions, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._endpoint = endpoint
        self._hands_free = options.hands_free
        self._playback = Playback(endpoint.output_rate)
        self.asr = ASRHandler(engines.recognizer, self)
        self.llm = LLMHandler(engines.language_model, options.sampling, self)
        self.tts = TTSHandler(engines.synthesizer, self._playback, endpoint.output_rate, self)
        self.manager = InterruptionManager(
            self.asr, self.llm, self.tts, options.system_prompt, TurnTaking(options.turns), parent=self
        )
        names = {
            "asr": engines.recognizer.name,
            "llm": engines.language_model.name,
            "tts": engines.synthesizer.name,
        }
        self.log = EventLog(self.manager, self.asr, self.llm, self.tts, names, parent=self)
        self._front: AudioFront | None = None
        self.asr.hold_finished.connect(self._hold_finished)

    def start(self) -> None:
        """Begins to listen. Call on the running loop.

        Raises:
            UserError: the endpoint cannot be used.
        """
        loop = asyncio.get_running_loop()

        def post(event: FrontEvent) -> None:
            loop.call_soon_threadsafe(self._take, event)

        def input_ended() -> None:
            loop.call_soon_threadsafe(self.input_ended.emit)

        self._front = AudioFront(self._playback, post)
        self._front.set_listening(self._hands_free)
        self._front.start()
        try:
            self.log.start_at(self._endpoint.start(self._front.deliver, self._playback, input_ended))
        except BaseException:
            self._front.close()
            self._front = None
            raise

    def _take(self, event: FrontEvent) -> None:
        match event:
            case MicrophoneFrame(frame):
                self.asr.take_frame(frame)
            case SpeechStarted(at):
                self.manager.take_speech_started(at)
            case SpeechStopped(at):
                self.manager.take_speech_stopped(at)
            case PlaybackStarted(stream, at):
                self.tts.playback_began(stream, at)
            case PlaybackFinished(stream, _):
                self.tts.playback_finished(stream)
            case FrontFailed(error):
                self.failed.emit(tr("Listening stopped because of an error: {error}", error=error))

    def press_talk(self) -> None:
        """The key to talk went down."""
        if self._front is not None:
            self._front.set_listening(True)
            self.manager.press_talk()

    def release_talk(self) -> None:
        """The key to talk went up."""
        self.manager.release_talk()

    def stop(self) -> None:
        """Silence now."""
        self.manager.stop()

    def _hold_finished(self) -> None:
        if self._front is not None and not self._hands_free:
            self._front.set_listening(False)

    async def close(self) -> None:
        """Ends the conversation: threads joined, work cancelled, the device given back. Safe to call twice."""
        front, self._front = self._front, None
        if front is not None:
            await asyncio.to_thread(self._endpoint.close)
            await asyncio.to_thread(front.close)
        await self.asr.shut_down()
        await self.llm.shut_down()
        await self.tts.shut_down()
