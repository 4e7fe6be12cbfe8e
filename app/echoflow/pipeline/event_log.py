"""The conversation as a list of events that scripts can read: section 7 of the architecture is the contract."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from echoflow.conversation.reaction import ReactionWatch
from echoflow.conversation.timeline import Milestone, Timelines
from echoflow.pipeline.asr_handler import ASRHandler
from echoflow.pipeline.failover import Stage
from echoflow.pipeline.interruption_manager import InterruptionManager
from echoflow.pipeline.llm_handler import LLMHandler
from echoflow.pipeline.tts_handler import TTSHandler

_STAGES: tuple[Stage, ...] = ("asr", "llm", "tts")


class EventLog(QObject):
    """Turns the handlers' signals into events with times, and into one timeline for each answer.

    The events tell what is certain; the timelines also when a draft of it was made, in secret.

    `at` counts from the conversation's start, which is also time 0 of a recording that is listened to.
    """

    recorded = Signal(dict)
    """`{"at": seconds, "event": name, "turn": n, "revision": n, ...}`."""
    turn_timed = Signal(object)
    """A `Timeline` that has reached the first audible sample."""
    reaction_timed = Signal(object)
    """A `Reaction`: an interruption was given way to."""

    def __init__(
        self,
        manager: InterruptionManager,
        asr: ASRHandler,
        llm: LLMHandler,
        tts: TTSHandler,
        engine_name: Callable[[Stage], str],
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """`engine_name` names the engine that serves a stage (`asr`, `llm` or `tts`) at the moment."""
        super().__init__(parent)
        self._manager = manager
        self._engine_name = engine_name
        self._clock = clock
        self._started_at = clock()
        self._timelines = Timelines()
        self._reaction = ReactionWatch()
        self._first_token_of = (0, 0)
        self._failures_told: set[tuple[str, int]] = set()
        manager.speech_started.connect(self._speech_started)
        manager.speech_stopped.connect(self._speech_stopped)
        asr.partial_transcript.connect(self._partial)
        manager.transcribed.connect(self._transcribed)
        manager.turn_taken.connect(self._turn_taken)
        llm.generation_started.connect(self._generation_started)
        llm.token.connect(self._token)
        llm.begun.connect(self._reply_begun)
        llm.drafted.connect(self._piece_made)
        tts.phrase_cut.connect(self._phrase_cut)
        tts.sound_made.connect(self._sound_made)
        tts.first_audio.connect(self._first_audio)
        tts.playback_started.connect(self._playback_started)
        tts.ducked.connect(self._ducked)
        manager.restored.connect(self._restored)
        manager.paused.connect(self._paused)
        manager.resumed.connect(self._resumed)
        manager.interrupted.connect(self._interrupted)
        manager.reply_finished.connect(self._reply_finished)
        manager.turn_dropped.connect(self._turn_dropped)
        asr.failed.connect(self._asr_failed)
        llm.failed.connect(self._llm_failed)
        tts.failed.connect(self._tts_failed)

    def start_at(self, started_at: float) -> None:
        """Time 0, on the monotonic clock."""
        self._started_at = started_at

    def _record(self, event: str, turn: int, revision: int, at: float | None = None, **more: object) -> None:
        seconds = (self._clock() if at is None else at) - self._started_at
        self.recorded.emit({"at": round(seconds, 4), "event": event, "turn": turn, "revision": revision, **more})

    def _reach(self, milestone: Milestone, turn: int, revision: int, at: float | None = None) -> None:
        self._timelines.of(turn, revision).reach(milestone, self._clock() if at is None else at)

    def _reply_begun(self, turn: int, revision: int) -> None:
        self._timelines.of(turn, revision).begin_reply(self._clock())

    def _piece_made(self, turn: int, revision: int) -> None:
        self._reach(Milestone.FIRST_TOKEN, turn, revision)

    def _phrase_cut(self, turn: int, revision: int) -> None:
        self._reach(Milestone.FIRST_PHRASE, turn, revision)

    def _sound_made(self, turn: int, revision: int) -> None:
        self._reach(Milestone.FIRST_AUDIO, turn, revision)

    def _speech_started(self, turn: int, at: float) -> None:
        self._reaction.speech_started(at)
        self._record("speech_started", turn, self._manager.revision, at)

    def _speech_stopped(self, turn: int, at: float) -> None:
        self._record("speech_stopped", turn, self._manager.revision, at)

    def _partial(self, turn: int, text: str) -> None:
        self._record("transcript", turn, self._manager.revision, text=text, final=False)

    def _transcribed(self, turn: int, revision: int, text: str, at: float) -> None:
        self._reach(Milestone.TRANSCRIBED, turn, revision, at)
        self._record("transcript", turn, revision, text=text, final=True)

    def _turn_taken(self, turn: int, revision: int, text: str, speech_ended_at: float) -> None:
        self._reach(Milestone.SPEECH_ENDED, turn, revision, speech_ended_at)
        self._reach(Milestone.TURN_TAKEN, turn, revision)
        self._record("turn_committed", turn, revision, text=text)

    def _generation_started(self, turn: int, revision: int) -> None:
        self._record("generation_started", turn, revision)

    def _token(self, turn: int, revision: int) -> None:
        if self._first_token_of != (turn, revision):
            self._first_token_of = (turn, revision)
            self._record("first_token", turn, revision)

    def _first_audio(self, turn: int, revision: int) -> None:
        self._record("first_audio", turn, revision)

    def _playback_started(self, turn: int, revision: int, at: float) -> None:
        self._reach(Milestone.PLAYBACK_STARTED, turn, revision, at)
        self._record("playback_started", turn, revision, at)
        self._reaction.reply_sounds()
        timeline = self._timelines.of(turn, revision)
        timeline.engines = {stage: self._engine_name(stage) for stage in _STAGES}
        self.turn_timed.emit(timeline)

    def _ducked(self, turn: int, revision: int, at: float) -> None:
        self._reaction.ducked(at)
        self._record("ducked", turn, revision, at)

    def _restored(self, turn: int, revision: int) -> None:
        self._reaction.reply_goes_on()
        self._record("restored", turn, revision)

    def _paused(self, turn: int, revision: int) -> None:
        self._reaction.paused(self._clock())
        self._record("paused", turn, revision)

    def _resumed(self, turn: int, revision: int) -> None:
        self._reaction.reply_goes_on()
        self._record("resumed", turn, revision)

    def _interrupted(self, turn: int, revision: int, heard: str) -> None:
        self._record("interrupted", turn, revision, heard=heard)
        if (reaction := self._reaction.interrupted(self._clock())) is not None:
            self.reaction_timed.emit(reaction)

    def _reply_finished(self, turn: int, revision: int, heard: str) -> None:
        self._reaction.reply_ended()
        self._record("reply_finished", turn, revision, heard=heard)

    def _turn_dropped(self, turn: int, revision: int) -> None:
        self._record("turn_dropped", turn, revision)

    def _asr_failed(self, turn: int, revision: int, sentence: str) -> None:
        self._failed("asr", turn, revision, sentence)

    def _llm_failed(self, turn: int, revision: int, sentence: str) -> None:
        self._failed("llm", turn, revision, sentence)

    def _tts_failed(self, turn: int, revision: int, sentence: str) -> None:
        self._failed("tts", turn, revision, sentence)

    def _failed(self, stage: Stage, turn: int, revision: int, sentence: str) -> None:
        if (stage, turn) not in self._failures_told:
            self._record("engine_failed", turn, revision, stage=stage, engine=self._engine_name(stage), reason=sentence)

    def take_engine_failure(self, stage: str, engine: str, sentence: str) -> None:
        """An engine failed, whether or not another one can stand in."""
        turn, revision = self._manager.turn, self._manager.revision
        self._failures_told.add((stage, turn))
        self._record("engine_failed", turn, revision, stage=stage, engine=engine, reason=sentence)

    def take_engine_switch(self, stage: str, before: str, after: str, _sentence: str = "") -> None:
        """Another engine serves a stage from now on."""
        turn, revision = self._manager.turn, self._manager.revision
        self._record("engine_switched", turn, revision, None, stage=stage, **{"from": before, "to": after})
