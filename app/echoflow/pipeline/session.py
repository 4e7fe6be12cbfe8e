"""One conversation: an endpoint, the engines and the handlers between them, with or without a screen."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from echoflow.audio.echo_cancellation import EchoCanceller
from echoflow.audio.endpoints.endpoint import Endpoint
from echoflow.audio.floor_bid import FloorBidModel
from echoflow.audio.frames import Samples
from echoflow.audio.front import (
    AudioFront,
    FrontDegraded,
    FrontEvent,
    FrontFailed,
    MicrophoneFrame,
    PlaybackDucked,
    PlaybackFinished,
    PlaybackStarted,
    SpeechContinues,
    SpeechPaused,
    SpeechResumed,
    SpeechStarted,
    SpeechStopped,
)
from echoflow.audio.playback import Playback
from echoflow.audio.voice_activity import SileroModel, VoiceActivityDetector
from echoflow.conversation import events
from echoflow.conversation.endpointing import Endpointing
from echoflow.conversation.history import History
from echoflow.conversation.transitions import State
from echoflow.conversation.turn_options import TurnOptions
from echoflow.conversation.turn_taking import TurnTaking
from echoflow.conversation.window import Sizes
from echoflow.language.language_model import Sampling
from echoflow.pipeline.asr_handler import ASRHandler
from echoflow.pipeline.end_of_turn_handler import EndOfTurnHandler
from echoflow.pipeline.engines import Engines
from echoflow.pipeline.event_log import EventLog
from echoflow.pipeline.front_courier import FrontCourier
from echoflow.pipeline.interruption_manager import InterruptionManager
from echoflow.pipeline.llm_handler import LLMHandler
from echoflow.pipeline.memory import Memory
from echoflow.pipeline.tts_handler import TTSHandler
from echoflow.text import tr

_LOG = logging.getLogger(__name__)

CUE_AFTER_SECONDS = 0.6
"""How long after the user's last word a sound says that the answer is coming: people begin to wonder at about that
(their own gaps between turns are 0.2 s, and rarely more than 0.7 s)."""

TAP_SECONDS = 8.0
"""How long a tapped key waits for the user to begin to speak."""

SYSTEM_PROMPT = "You are Echo, a highly responsive and friendly AI assistant. You answer concisely and clearly."
"""What the language model is told it is, unless the user says otherwise."""

CHINESE_SYSTEM_PROMPT = "你是 Echo，一个反应迅速、友好的 AI 助手。你的回答简洁明了，用中文口语。"
"""The same for a conversation in Chinese."""

PACKAGED_MODEL_PROMPT = "You are a helpful AI assistant named Echo. You answer concisely and clearly."
"""The same for the packaged SmolLM2-135M: "highly responsive" makes so small a model answer in broken French."""


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """How one conversation is held.

    Attributes:
        system_prompt: what the language model is told it is.
        sampling: how its tokens are chosen.
        turns: when a turn ends.
        sizes: of the parts of the prompt.
        hands_free: the microphone is always listened to; otherwise only while the key is held.
        thinking_cue: a soft sound says that the answer is coming when it takes longer than a moment.
    """

    system_prompt: str = SYSTEM_PROMPT
    sampling: Sampling = field(default_factory=Sampling)
    turns: TurnOptions = field(default_factory=TurnOptions)
    sizes: Sizes = field(default_factory=Sizes)
    hands_free: bool = True
    thinking_cue: bool = False


class Session(QObject):
    """Wires one conversation together and owns its threads.

    The engines are borrowed: they are loaded before and outlive the session.

    Attributes:
        asr: microphone to transcript.
        llm: transcript to tokens.
        tts: tokens to sound.
        memory: what the model is told of the conversation.
        manager: who has the floor; holds the history.
        log: events and latencies.
    """

    input_ended = Signal()
    """No microphone audio will ever come again."""
    level = Signal(float)
    """Loudness of the microphone, 0 to 1, each 10 ms that it is listened to."""
    listening_changed = Signal(bool)
    """The microphone is listened to, or not any more."""
    muted_changed = Signal(bool)
    """The microphone was muted, or is not any more."""
    nothing_heard = Signal()
    """The microphone was opened for the user, who said nothing that could be understood."""
    degraded = Signal(str)
    """Something works less well from now on; one sentence for the user."""
    notice = Signal(str)
    """Another engine serves, or is being made ready to; one sentence for the user."""
    failed = Signal(str)
    """Something outside the engines broke; one sentence for the user."""

    def __init__(
        self,
        endpoint: Endpoint,
        engines: Engines,
        options: SessionOptions,
        history: History | None = None,
        endpointing: Endpointing | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Holds a new conversation, or goes on with the one that `history` is of.

        `endpointing` knows the user's pauses and learns more of them.
        """
        super().__init__(parent)
        self._endpoint = endpoint
        self._hands_free = options.hands_free
        self._listening = options.hands_free
        self._muted = False
        self._playback = Playback(endpoint.output_rate)
        self.asr = ASRHandler(engines.recognizer, self)
        self.llm = LLMHandler(engines.language_model, options.sampling, self)
        self.tts = TTSHandler(engines.synthesizer, self._playback, endpoint.output_rate, self)
        history = history or History()
        end_of_turn = EndOfTurnHandler(engines.end_of_turn, self)
        turns = replace(
            options.turns,
            judges_end_of_turn=end_of_turn.available,
            cue_after=CUE_AFTER_SECONDS if options.thinking_cue else None,
        )
        machine = TurnTaking(turns, turn=history.last_turn, endpointing=endpointing)
        self.memory = Memory(
            engines.language_model, history, options.system_prompt, options.sampling, options.sizes, parent=self
        )
        self.memory.oversized.connect(self.degraded)
        self.manager = InterruptionManager(self.asr, self.llm, self.tts, end_of_turn, self.memory, machine, parent=self)
        self._end_of_turn = end_of_turn
        self.log = EventLog(self.manager, self.asr, self.llm, self.tts, engines.name, parent=self)
        self._engines = engines
        engines.switchboard.failed.connect(self.log.take_engine_failure)
        engines.switchboard.switched.connect(self._take_switch)
        engines.switchboard.progress.connect(self._take_progress)
        self.tts.phrase_cut.connect(self._make_room)
        self.tts.sound_made.connect(self.llm.go_on)
        self._front: AudioFront | None = None
        self._tap_timer = QTimer(self, singleShot=True, interval=round(TAP_SECONDS * 1000))
        self._tap_timer.timeout.connect(self._close_microphone)
        self._tap_timer.timeout.connect(self.nothing_heard)
        self.asr.hold_finished.connect(self._close_microphone)
        self.manager.speech_started.connect(self._tap_timer.stop)
        self.manager.turn_taken.connect(self._close_microphone)
        self.manager.turn_dropped.connect(self._close_microphone)
        self.manager.nothing_heard.connect(self.nothing_heard)

    def start(self) -> None:
        """Begins to listen. Call on the running loop.

        Raises:
            UserError: the endpoint cannot be used.
        """
        loop = asyncio.get_running_loop()

        def hand_over(events: Sequence[FrontEvent]) -> None:
            loop.call_soon_threadsafe(self._take_all, events)

        def input_ended() -> None:
            loop.call_soon_threadsafe(self.input_ended.emit)

        detector = VoiceActivityDetector(SileroModel())
        echo = EchoCanceller(self._playback.rendered)
        bid = FloorBidModel()
        post = FrontCourier(hand_over).post
        self._front = AudioFront(detector, self._playback, post, listening=self._listening, echo=echo, bid=bid)
        self._front.start()
        try:
            self.log.start_at(self._endpoint.start(self._front.deliver, self._playback, input_ended))
        except BaseException:
            self._front.close()
            self._front = None
            raise
        for failure in self._engines.early.failures:
            self.log.take_engine_failure(*failure)
        for switch in self._engines.early.switches:
            self.log.take_engine_switch(*switch)
        self._engines.early.clear()
        self.manager.warm_up()

    def _make_room(self) -> None:
        # The first phrase is waited for, what follows it is not: a local voice gets all of the processor.
        if self._engines.name("tts") == "local":
            self.llm.hold()

    def _take_switch(self, stage: str, before: str, after: str, sentence: str) -> None:
        self.log.take_engine_switch(stage, before, after)
        if sentence:
            self.notice.emit(sentence)

    def _take_progress(self, _stage: str, sentence: str) -> None:
        self.notice.emit(sentence)

    def _take_all(self, events: Sequence[FrontEvent]) -> None:
        for event in events:
            self._take(event)

    def _take(self, event: FrontEvent) -> None:
        match event:
            case MicrophoneFrame(frame):
                self.asr.take_frame(frame)
                self._end_of_turn.take_frame(frame)
                self.level.emit(loudness(frame.samples))
            case SpeechStarted(at):
                self.manager.take_speech_started(at)
            case SpeechContinues(since, voiced_until, level_db, bid):
                self.manager.take_speech_continues(events.SpeechContinues(since, voiced_until, level_db, bid))
            case SpeechPaused(at):
                self.manager.take_speech_paused(at)
            case SpeechResumed():
                self.manager.take_speech_resumed()
            case SpeechStopped(at, level_db):
                self.manager.take_speech_stopped(at, level_db)
            case PlaybackStarted(stream, at):
                self.tts.playback_began(stream, at)
            case PlaybackDucked(stream, at):
                self.tts.playback_ducked(stream, at)
            case PlaybackFinished(stream, _):
                self.tts.playback_finished(stream)
            case FrontDegraded(lost, error):
                _LOG.warning("the audio front lost its %s: %s", lost, error)
                if lost == "echo cancellation":
                    self.degraded.emit(
                        tr(
                            "Echo cancellation failed; use headphones, or EchoFlow may hear itself: {error}",
                            error=error,
                        )
                    )
            case FrontFailed(error):
                self.failed.emit(tr("Listening stopped because of an error: {error}", error=error))

    def press_talk(self) -> None:
        """The key to talk went down: the microphone is open until it goes up."""
        if self._muted:
            self.manager.stop()
            return
        self._tap_timer.stop()
        self._open_microphone()
        self.manager.press_talk()

    def release_talk(self) -> None:
        """The key to talk went up."""
        self.manager.release_talk()

    def tap_talk(self) -> None:
        """Listens to one turn, which ends by itself with the user's silence."""
        self.manager.stop()
        if not self._muted:
            self._open_microphone()
            self._tap_timer.start()

    def stop(self) -> None:
        """Silence now, and the microphone closed unless the conversation is hands-free."""
        self.manager.stop()
        self._close_microphone()

    @property
    def hands_free(self) -> bool:
        """Whether the microphone is always listened to."""
        return self._hands_free

    def set_hands_free(self, hands_free: bool) -> None:
        """Listens always from now on, or only when it is asked to; a turn under way is finished as it was begun."""
        self._hands_free = hands_free
        if hands_free:
            self._open_microphone()
        elif self.manager.state is not State.LISTENING:
            self._close_microphone()

    @property
    def muted(self) -> bool:
        """Whether nothing is listened to, whatever is pressed."""
        return self._muted

    def set_muted(self, muted: bool) -> None:
        """Mutes the microphone: what is being said is dropped, an answer that is being spoken goes on."""
        if muted == self._muted:
            return
        self._muted = muted
        if muted:
            self._tap_timer.stop()
            self._set_listening(False)
            self.manager.mute()
        elif self._hands_free:
            self._open_microphone()
        self.muted_changed.emit(muted)

    @property
    def listening(self) -> bool:
        """Whether the microphone is listened to."""
        return self._listening

    @property
    def busy(self) -> bool:
        """Whether there is anything to stop: the user is listened to, or an answer is made or spoken."""
        return self._tap_timer.isActive() or self.manager.state is not State.IDLE

    def _open_microphone(self) -> None:
        self._set_listening(not self._muted)

    def _close_microphone(self) -> None:
        self._tap_timer.stop()
        if not self._hands_free:
            self._set_listening(False)

    def _set_listening(self, listening: bool) -> None:
        if self._front is not None and listening != self._listening:
            self._listening = listening
            self._front.set_listening(listening)
            self.listening_changed.emit(listening)

    async def close(self) -> None:
        """Ends the conversation: threads joined, work cancelled, the device given back. Safe to call twice."""
        front, self._front = self._front, None
        if front is not None:
            self._endpoint.close()
            await asyncio.to_thread(front.close)
        # Nothing more can come in now; what was heard of an answer is kept, and no timer is left to go off.
        self.manager.stop()
        await self._end_of_turn.shut_down()
        await self.asr.shut_down()
        await self.memory.shut_down()
        await self.llm.shut_down()
        await self.tts.shut_down()


def loudness(samples: Samples) -> float:
    """0 at -60 dBFS or below, 1 at 0 dBFS, even steps in between: what a level meter shows."""
    power = float(np.mean(np.square(samples, dtype=np.float32))) / 32768.0**2
    return min(1.0, max(0.0, 1.0 + 10.0 * float(np.log10(power + 1e-12)) / 60.0))
