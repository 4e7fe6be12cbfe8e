"""The Qt face of turn-taking: receives the handlers' signals, carries out the machine's orders, halts playback."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from echoflow.conversation.events import (
    BeginUtterance,
    CloseUtterance,
    DropTurn,
    Duck,
    EndOfTurnJudged,
    Event,
    JudgeEndOfTurn,
    MicrophoneMuted,
    Order,
    PartialTranscript,
    Pause,
    PlayCue,
    Prepare,
    Reply,
    ReplyAudible,
    ReplyEnded,
    Restore,
    Resume,
    Sign,
    SpeechContinues,
    SpeechPaused,
    SpeechResumed,
    SpeechStarted,
    SpeechStopped,
    StopReply,
    StopRequested,
    TalkPressed,
    TalkReleased,
    TimePassed,
    Transcribe,
    TranscriptReady,
    TurnSigned,
    WithdrawReply,
)
from echoflow.conversation.overlap import is_question
from echoflow.conversation.transitions import State
from echoflow.conversation.turn_taking import TurnTaking
from echoflow.pipeline.asr_handler import ASRHandler
from echoflow.pipeline.end_of_turn_handler import EndOfTurnHandler
from echoflow.pipeline.llm_handler import LLMHandler
from echoflow.pipeline.memory import Memory
from echoflow.pipeline.tts_handler import TTSHandler
from echoflow.text import tr


class InterruptionManager(QObject):
    """The one gate through which speech, transcripts, the key and the remote control take and give the floor.

    All of it happens on the main loop, one event at a time: what was heard is read and kept, and the rest cancelled,
    in one synchronous step before playback is told to be silent.
    """

    state_changed = Signal(object)
    """The new `turn_taking.State`."""
    speech_started = Signal(int, float)
    """Turn, and the onset's second on the monotonic clock."""
    speech_stopped = Signal(int, float)
    transcribed = Signal(int, int, str, float)
    """Turn, revision, the final transcript, and when it was there, on the monotonic clock: before it was certain that
    the user had stopped, perhaps. Later speech may still change it with a new revision."""
    turn_taken = Signal(int, int, str, float)
    """Turn, revision, what the user said, and the true end of their speech on the monotonic clock."""
    restored = Signal(int, int)
    """Turn and revision of the ducked reply that sounds as before again."""
    paused = Signal(int, int)
    """Turn and revision of the reply that fell silent for now."""
    resumed = Signal(int, int)
    """Turn and revision of the paused reply that goes on."""
    interrupted = Signal(int, int, str)
    """Turn, revision and the words that were heard of the reply."""
    reply_finished = Signal(int, int, str)
    """Turn, revision and the words that were heard of the reply: all."""
    reply_withdrawn = Signal(int)
    """The user went on before the reply to this turn was heard."""
    draft_dropped = Signal(int, int, int, float)
    """Turn and revision of a reply made in secret that will not be heard, and what went into it for nothing: pieces of
    text and seconds of speech."""
    turn_dropped = Signal(int, int)
    nothing_heard = Signal()
    """A turn was dropped that the user may have meant to be one."""

    def __init__(
        self,
        asr: ASRHandler,
        llm: LLMHandler,
        tts: TTSHandler,
        end_of_turn: EndOfTurnHandler,
        memory: Memory,
        machine: TurnTaking | None = None,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._asr = asr
        self._llm = llm
        self._tts = tts
        self._end_of_turn = end_of_turn
        self._memory = memory
        self._early: tuple[int, int, str, float] | None = None
        """A transcript made in a moment of silence; see `transcribed`."""
        self._draft: Prepare | None = None
        """The turn that a reply is made to in secret."""
        self._machine = machine or TurnTaking()
        self._clock = clock
        self.history = memory.history
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._time_passed)
        asr.partial_transcript.connect(self._take_partial)
        asr.final_transcript.connect(self._take_transcript)
        asr.turn_signed.connect(self._take_sign)
        end_of_turn.judged.connect(self._take_judgement)
        llm.drafted.connect(tts.feed)
        llm.draft_complete.connect(tts.end)
        llm.failed.connect(self._llm_failed)
        tts.playback_started.connect(self._reply_audible)
        tts.ducked.connect(self._take_duck)
        tts.synthesized.connect(self._let_memory_work)
        tts.reply_ended.connect(self._reply_ended)

    @property
    def state(self) -> State:
        """Who has the floor."""
        return self._machine.state

    @property
    def turn(self) -> int:
        """The current or last turn."""
        return self._machine.turn

    @property
    def revision(self) -> int:
        """The current turn's revision."""
        return self._machine.revision

    def take_speech_started(self, at: float) -> None:
        """Voice activity found speech."""
        self._asr.speech_started(at)
        self._tts.warm()
        # Whose turn it is now is known before the orders are carried out, and told first: causes come before effects.
        asked = is_question(self._tts.heard(at))
        self._receive(SpeechStarted(at, asked), lambda: self.speech_started.emit(self._machine.turn, at))

    def take_speech_continues(self, event: SpeechContinues) -> None:
        """Speech that began over the reply goes on."""
        self._receive(event)

    def take_speech_paused(self, at: float) -> None:
        """Voice activity found a moment of silence."""
        self._asr.speech_paused()
        self._receive(SpeechPaused(at))

    def take_speech_resumed(self) -> None:
        """It was no more than that."""
        self._early = None
        self._asr.speech_resumed()
        self._receive(SpeechResumed())

    def take_speech_stopped(self, at: float, level_db: float | None = None) -> None:
        """Voice activity found silence; `level_db` is how loud the speech was, in dBFS."""
        self._asr.speech_stopped()
        self.speech_stopped.emit(self._machine.turn, at)
        early, self._early = self._early, None
        if early is not None:
            self.transcribed.emit(*early)
        self._receive(SpeechStopped(at, level_db))

    def warm_up(self) -> None:
        """Lets the model read what every prompt begins with, so that the first answer comes as soon as the tenth."""
        self._memory.rest()

    def press_talk(self) -> None:
        """The key went down."""
        now = self._clock()
        self._receive(TalkPressed(now))
        self._asr.hold(now)

    def release_talk(self) -> None:
        """The key went up."""
        self._receive(TalkReleased(self._clock()))

    def stop(self) -> None:
        """The user wants silence now."""
        self._receive(StopRequested())

    def mute(self) -> None:
        """Nothing of what is being said counts any more; what we are saying goes on."""
        self._receive(MicrophoneMuted())

    def _take_transcript(self, turn: int, revision: int, text: str, ended: bool) -> None:
        if (turn, revision) == (self._machine.turn, self._machine.revision):
            transcript = (turn, revision, text, self._clock())
            if self._machine.awaits_silence:
                self._early = transcript
            else:
                self.transcribed.emit(*transcript)
        self._receive(TranscriptReady(turn, revision, text, self._tts.spoken_around(self._clock()), ended))

    def _take_partial(self, turn: int, text: str) -> None:
        self._receive(PartialTranscript(turn, text, self._tts.spoken_around(self._clock())))

    def _take_sign(self, turn: int, sign: Sign, text: str) -> None:
        self._receive(TurnSigned(turn, sign, text, self._tts.spoken_around(self._clock())))

    def _take_judgement(self, turn: int, revision: int, completeness: float | None) -> None:
        self._receive(EndOfTurnJudged(turn, revision, completeness))

    def _reply_audible(self, turn: int, revision: int) -> None:
        self._receive(ReplyAudible(turn, revision))

    def _take_duck(self) -> None:
        # The reflex meant the reply before this one, if nothing is heard over this one.
        if self._machine.state is not State.CHALLENGED:
            self._tts.restore()

    def _reply_ended(self, turn: int, revision: int, heard: str) -> None:
        self.history.hear(turn, heard)
        self.reply_finished.emit(turn, revision, heard)
        self._receive(ReplyEnded(turn, revision))

    def _llm_failed(self, turn: int, revision: int) -> None:
        notice = tr("Sorry, I lost my train of thought. Please ask me again.")
        self._tts.end(turn, revision, notice=notice)

    def _time_passed(self) -> None:
        self._receive(TimePassed())

    def _receive(self, event: Event, announce: Callable[[], None] | None = None) -> None:
        now = self._clock()
        before = self._machine.state
        orders = self._machine.receive(event, now)
        if announce is not None:
            announce()
        for order in orders:
            self._carry_out(order, now)
        if self._machine.state is not State.SETTLING:
            # Whoever goes on, or says nothing after all, gets no answer to what they had said.
            self._drop_draft()
        if self._machine.state is not before:
            self.state_changed.emit(self._machine.state)
            self._let_memory_work()
        self._set_timer(now)

    def _let_memory_work(self) -> None:
        """The language model is free while nobody speaks, and while an answer sounds that is complete."""
        if self._machine.state is State.IDLE:
            self._memory.rest()
        elif self._machine.state is not State.SPEAKING:
            self._memory.pause()
        elif (left := self._tts.left(self._clock())) is not None:
            self._memory.rest(left)

    def _set_timer(self, now: float) -> None:
        deadline = self._machine.deadline
        if deadline is None:
            self._timer.stop()
        else:
            # Rounded up: a timer that fires early would only be set again.
            self._timer.start(max(0, int((deadline - now) * 1000) + 1))

    def _carry_out(self, order: Order, now: float) -> None:
        match order:
            case BeginUtterance(turn, since):
                self._asr.begin(turn, since)
                self._end_of_turn.begin(since)
            case Transcribe(turn, revision, until):
                self._asr.transcribe(turn, revision, until)
            case JudgeEndOfTurn(turn, revision, until):
                self._end_of_turn.judge(turn, revision, until)
            case Prepare():
                self._prepare(order)
            case Reply(turn, revision, text, speech_ended_at):
                self._reply(turn, revision, text, speech_ended_at)
            case CloseUtterance():
                self._asr.close()
            case DropTurn(turn, on_purpose):
                self._asr.close()
                self.turn_dropped.emit(turn, self._machine.revision)
                if not on_purpose:
                    self.nothing_heard.emit()
            case WithdrawReply(turn):
                self._llm.cancel()
                self._tts.cancel()
                self.history.withdraw(turn)
                self.reply_withdrawn.emit(turn)
            case StopReply(turn):
                self._stop_reply(turn, now)
            case Duck() | Restore() | Pause() | Resume():
                self._move_on_ladder(order, now)
            case PlayCue():
                self._tts.play_cue()

    def _move_on_ladder(self, order: Duck | Restore | Pause | Resume, now: float) -> None:
        reply = self._tts.reply
        if reply is None:
            return
        match order:
            case Duck():
                # Mostly done already: the audio front does not wait for us, and tells when it is heard.
                self._tts.duck()
            case Restore():
                self._tts.restore()
                self.restored.emit(reply.turn, reply.revision)
            case Pause():
                self._tts.pause()
                self.paused.emit(reply.turn, reply.revision)
            case Resume():
                self._tts.resume(now)
                self.resumed.emit(reply.turn, reply.revision)

    def _prepare(self, order: Prepare) -> None:
        """Makes the reply in secret where the turn is probably over; else the model reads what it may be."""
        if not self._llm.reads_ahead:
            return
        prompt = self._memory.prompt(upcoming=order.text)
        if self._machine.state is not State.SETTLING:
            self._llm.prepare(prompt)
        elif order != self._draft:
            self._draft = order
            self._tts.draft(order.turn, order.revision)
            self._llm.draft(order.turn, order.revision, prompt)

    def _drop_draft(self) -> None:
        if self._draft is not None:
            turn, revision = self._draft.turn, self._draft.revision
            self._draft = None
            pieces, seconds = self._llm.drafted_pieces, self._tts.drafted_seconds
            self._llm.cancel()
            self._tts.cancel()
            self.draft_dropped.emit(turn, revision, pieces, seconds)

    def _reply(self, turn: int, revision: int, text: str, speech_ended_at: float) -> None:
        is_drafted = self._draft == Prepare(turn, revision, text)
        if not is_drafted:
            self._drop_draft()
        self._draft = None
        self.history.take(turn, text)
        self.turn_taken.emit(turn, revision, text, speech_ended_at)
        if is_drafted:
            self._llm.confirm()
            self._tts.confirm()
        else:
            self._tts.begin(turn, revision)
            self._llm.generate(turn, revision, self._memory.prompt())

    def _stop_reply(self, turn: int, now: float) -> None:
        reply = self._tts.reply
        revision = reply.revision if reply is not None else self._machine.revision
        heard = self._tts.halt(now)
        self._llm.cancel()
        self.history.hear(turn, heard)
        self.interrupted.emit(turn, revision, heard)
