"""One conversation whose microphone, loudspeaker and clock a test moves by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import numpy as np
from PySide6.QtCore import QObject

from echoflow.audio.frames import PLAYBACK_RATE, Frame, Samples
from echoflow.audio.playback import Playback
from echoflow.commands import runner
from echoflow.conversation.events import SpeechContinues
from echoflow.conversation.history import History
from echoflow.conversation.turn_taking import State, TurnTaking
from echoflow.errors import EngineError
from echoflow.language.language_model import Sampling
from echoflow.pipeline.asr_handler import ASRHandler
from echoflow.pipeline.end_of_turn_handler import EndOfTurnHandler
from echoflow.pipeline.event_log import EventLog
from echoflow.pipeline.interruption_manager import InterruptionManager
from echoflow.pipeline.llm_handler import LLMHandler
from echoflow.pipeline.memory import Memory
from echoflow.pipeline.tts_handler import TTSHandler
from support.scripted_engines import Piece, ScriptedModel, ScriptedRecognizer, ScriptedSynthesizer
from support.turns import FixedDelay


class Bench(QObject):
    """One conversation whose microphone, loudspeaker and clock the test moves by hand."""

    def __init__(
        self,
        texts: Sequence[str | EngineError],
        answers: Sequence[Sequence[Piece]],
        endpoint_delay: float = 0.0,
        synthesizer: ScriptedSynthesizer | None = None,
    ) -> None:
        super().__init__()
        self.now = 0.0
        self.recognizer = ScriptedRecognizer(list(texts))
        self.model = ScriptedModel(list(answers))
        self.playback = Playback(PLAYBACK_RATE)
        self.asr = ASRHandler(self.recognizer)
        self.llm = LLMHandler(self.model, Sampling())
        self.tts = TTSHandler(synthesizer or ScriptedSynthesizer(), self.playback, PLAYBACK_RATE)
        self.memory = Memory(self.model, History(), "Be brief.", Sampling(), clock=self.clock)
        self.manager = InterruptionManager(
            self.asr,
            self.llm,
            self.tts,
            EndOfTurnHandler(None),
            self.memory,
            TurnTaking(endpointing=FixedDelay(endpoint_delay)),
            clock=self.clock,
        )
        self.log = EventLog(self.manager, self.asr, self.llm, self.tts, lambda _: "local", clock=self.clock)
        self.events: list[dict[str, object]] = []
        self.log.recorded.connect(self.events.append)
        self.feed: QObject | None = None

    def clock(self) -> float:
        return self.now

    def names(self) -> list[object]:
        return [event["event"] for event in self.events]

    def last(self, name: str) -> dict[str, object]:
        return next(event for event in reversed(self.events) if event["event"] == name)

    def speak(self, seconds: float) -> None:
        """The user speaks for a while and falls silent."""
        self.manager.take_speech_started(self.now)
        for _ in range(round(seconds * 100)):
            self.now += 0.01
            self.asr.take_frame(Frame(np.zeros(160, np.int16), self.now))
        self.manager.take_speech_stopped(self.now)

    def talk_over(self, seconds: float) -> None:
        """The user speaks while the answer sounds, and goes on, as the audio front tells it."""
        onset = self.now
        self.play(0.07)
        self.manager.take_speech_started(onset)
        while self.now < onset + seconds - 1e-6:
            self.play(min(0.03, onset + seconds - self.now))
            self.asr.take_frame(Frame(np.zeros(160, np.int16), self.now))
            self.manager.take_speech_continues(SpeechContinues(onset, self.now, -20.0))

    def fall_silent(self) -> None:
        """They stop, which is noticed at once here."""
        self.manager.take_speech_stopped(self.now, -20.0)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Lets the loop run until something is so."""
        async with asyncio.timeout(5):
            while not condition():
                await asyncio.sleep(0.001)

    async def reply_ready(self, text: str) -> None:
        """Waits until all of `text` is in playback."""
        await self.until(lambda: self.tts.reply is not None and self.tts.reply.text.text.endswith(text))

    def play(self, seconds: float) -> float:
        """The loudspeaker plays; time passes with it. Returns how loud the last 10 ms were: their peak."""
        block = np.zeros(PLAYBACK_RATE // 100, np.int16)
        stream = self.tts.reply.stream if self.tts.reply is not None else None
        began = self.manager.state in (State.SPEAKING, State.CHALLENGED)
        for _ in range(round(seconds * 100)):
            self.playback.read(block, self.now)
            self.take_output(block)
            self.now += 0.01
            if stream is None:
                continue
            if not began and (at := stream.started_at(self.now)) is not None:
                self.tts.playback_began(stream, at)
                began = True
            if stream.finished_at(self.now) is not None:
                self.tts.playback_finished(stream)
                stream = None
        return float(np.abs(block).max())

    def take_output(self, block: Samples) -> None:
        """10 ms of what the user hears."""

    async def shut_down(self) -> None:
        self.manager.stop()
        for handler in (self.asr, self.memory, self.llm, self.tts):
            await handler.shut_down()


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    """Runs a scenario on the loop the app uses."""

    async def main() -> int:
        await scenario()
        return 0

    assert runner.run(main()) == 0
