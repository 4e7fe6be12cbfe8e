"""Tokens into phrases, phrases into speech, speech into playback; and what was heard of it."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import aclosing

import numpy as np
import soxr
from PySide6.QtCore import QObject, Signal

from echoflow.audio.cues import thinking_cue
from echoflow.audio.frames import Samples
from echoflow.audio.playback import Playback, PlaybackStream
from echoflow.conversation.heard import SpokenText
from echoflow.crash import sentence_for
from echoflow.pipeline.tasks import TaskGroup
from echoflow.synthesis.phrasing import PhraseCutter
from echoflow.synthesis.reading.captions import Captions
from echoflow.synthesis.reading.reader import Reader
from echoflow.synthesis.synthesizer import SpokenChunk, Synthesizer

ECHO_PAST_SECONDS = 10.0
"""How far back our own words may still be what the microphone brings: a sound, its echo, and its transcription."""

ECHO_AHEAD_SECONDS = 1.0
"""What is played while a transcript is being made."""


class SpokenReply:
    """One reply on its way to the loudspeaker.

    Attributes:
        turn: and
        revision: what it answers.
        stream: its sound; None while it is a draft, of which nothing may be heard yet.
        text: its words laid along that sound.
        phrases: what is still to be spoken, as it is read aloud; None ends it.
        captions: which of the text is said by which of that.
        held: the sound of a draft.
        first_notice_character: where the assistant's own words end and a notice to the user begins ("I lost my train
            of thought"), which the history must not hold, or the model would imitate it.
    """

    def __init__(self, turn: int, revision: int, stream: PlaybackStream | None, resampler: Resampler) -> None:
        self.turn = turn
        self.revision = revision
        self.text = SpokenText()
        self.cutter = PhraseCutter()
        self.captions = Captions()
        self.phrases: asyncio.Queue[str | None] = asyncio.Queue()
        self.queued_characters = 0
        self.first_notice_character: int | None = None
        self.resampler = resampler
        self.held: list[SpokenChunk] = []
        self.failure = ""
        self.spoken = False
        self._reader = Reader()
        self._stream = stream
        self._confirmed = asyncio.Event()
        if stream is not None:
            self._confirmed.set()

    @property
    def is_draft(self) -> bool:
        """Nothing of it may be heard yet."""
        return self._stream is None

    @property
    def stream(self) -> PlaybackStream:
        """Its sound; of a confirmed reply only."""
        assert self._stream is not None, "a draft is heard"
        return self._stream

    def confirm(self, stream: PlaybackStream) -> None:
        """It is the reply."""
        self._stream = stream
        self._confirmed.set()

    def say(self, phrases: list[str]) -> None:
        """Queues phrases for the synthesizer, as they are read aloud."""
        for phrase in phrases:
            self.queued_characters += len(phrase)
            reading = self._reader.read(phrase)
            self.captions.add(phrase, reading)
            if reading.spoken:
                self.phrases.put_nowait(reading.spoken)

    async def upcoming(self) -> AsyncIterator[str]:
        """The phrases, as they come; of a draft only the first, for the rest may never be wanted, and may cost."""
        while (phrase := await self.phrases.get()) is not None:
            yield phrase
            await self._confirmed.wait()

    def heard(self, now: float) -> str:
        """The assistant's own words that the user has heard by `now`."""
        return self.text.heard(self.stream.heard(now), self.first_notice_character)

    def heard_to_the_end(self) -> str:
        """The assistant's own words that were put into sound: all are heard when nothing more will sound."""
        return self.text.heard(math.inf, self.first_notice_character)


class TTSHandler(QObject):
    """Speaks one reply at a time; every signal carries the (turn, revision) it was made for."""

    phrase = Signal(int, int, str)
    """Text about to be played, before its sound is."""
    phrase_cut = Signal(int, int)
    """The first phrase of a reply can be spoken, that of a draft too."""
    sound_made = Signal(int, int)
    """The first speech of a reply was synthesized, and may be held back still; or there will be none."""
    first_audio = Signal(int, int)
    """The first speech of a reply was synthesized."""
    playback_started = Signal(int, int, float)
    """The first sample left the loudspeaker at the given second."""
    ducked = Signal(int, int, float)
    """The reply sounds softly since the given second."""
    synthesized = Signal(int, int)
    """All of the reply's sound is there; most of it is still to be heard."""
    reply_ended = Signal(int, int, str)
    """The reply was spoken to the end; with all the words that were heard."""
    failed = Signal(int, int, str)
    """The rest of the reply cannot be spoken; one sentence for the user."""

    def __init__(self, synthesizer: Synthesizer, playback: Playback, rate: int, parent: QObject | None = None) -> None:
        """Speaks through `playback`, which takes samples at `rate` Hz."""
        super().__init__(parent)
        self._synthesizer = synthesizer
        self._playback = playback
        self._rate = rate
        self._cue = thinking_cue(rate)
        self._tasks = TaskGroup()
        self._reply: SpokenReply | None = None
        self._draft: SpokenReply | None = None

    @property
    def reply(self) -> SpokenReply | None:
        """The reply being spoken, or None."""
        return self._reply

    @property
    def drafted_seconds(self) -> float:
        """How much speech there is of the draft."""
        held = self._draft.held if self._draft is not None else []
        return sum(len(chunk.samples) for chunk in held) / self._synthesizer.sample_rate

    def warm(self) -> None:
        """Somebody speaks, so there will be something to say."""
        self._synthesizer.warm()

    def begin(self, turn: int, revision: int) -> None:
        """A reply will come; the one before is cancelled."""
        self.cancel()
        self._reply = self._start(turn, revision, self._playback.open())

    def draft(self, turn: int, revision: int) -> None:
        """A reply may come: its first phrase is spoken, and held back until `confirm`. Nothing may be sounding."""
        self.cancel()
        self._draft = self._start(turn, revision, None)

    def confirm(self) -> None:
        """The draft is the reply; what was held back sounds now."""
        reply, self._draft = self._draft, None
        assert reply is not None, "no draft"
        self._reply = reply
        reply.confirm(self._playback.open())
        held, reply.held = reply.held, []
        for chunk in held:
            self._play(reply, chunk)
        if reply.spoken:
            self._finish(reply)

    def _start(self, turn: int, revision: int, stream: PlaybackStream | None) -> SpokenReply:
        reply = SpokenReply(turn, revision, stream, Resampler(self._synthesizer.sample_rate, self._rate))
        self._tasks.start(self._speak(reply))
        return reply

    def _current(self, turn: int, revision: int) -> SpokenReply | None:
        reply = self._draft or self._reply
        return reply if reply is not None and (reply.turn, reply.revision) == (turn, revision) else None

    def feed(self, turn: int, revision: int, piece: str) -> None:
        """More of the reply's text; stale pieces are dropped."""
        if reply := self._current(turn, revision):
            self._say(reply, reply.cutter.feed(piece))

    def end(self, turn: int, revision: int, notice: str = "") -> None:
        """The text is complete; `notice` is spoken after it but is no part of the answer."""
        if reply := self._current(turn, revision):
            self._say(reply, reply.cutter.flush())
            if notice:
                reply.first_notice_character = reply.queued_characters
                reply.say([f" {notice}"])
            reply.phrases.put_nowait(None)

    def _say(self, reply: SpokenReply, phrases: list[str]) -> None:
        if phrases and not reply.queued_characters:
            self.phrase_cut.emit(reply.turn, reply.revision)
        reply.say(phrases)

    async def _speak(self, reply: SpokenReply) -> None:
        is_silent = True
        try:
            async with aclosing(self._synthesizer.speak(reply.upcoming())) as chunks:
                async for chunk in chunks:
                    if is_silent and len(chunk.samples):
                        is_silent = False
                        self.sound_made.emit(reply.turn, reply.revision)
                    if reply.is_draft:
                        reply.held.append(chunk)
                    else:
                        self._play(reply, chunk)
        except Exception as error:
            # Whatever it was, the reply must come to an end.
            reply.failure = sentence_for(error)
        reply.spoken = True
        if is_silent:
            self.sound_made.emit(reply.turn, reply.revision)
        if not reply.is_draft:
            self._finish(reply)

    def _finish(self, reply: SpokenReply) -> None:
        """All that will be spoken was."""
        if reply.failure:
            self.failed.emit(reply.turn, reply.revision, reply.failure)
        reply.stream.write(reply.resampler.flush())
        if not reply.failure and (unsaid := reply.captions.rest()):
            reply.text.add(unsaid, [0.0] * len(unsaid), 0, shown=reply.stream.written > 0)
            self.phrase.emit(reply.turn, reply.revision, unsaid)
        reply.stream.end()
        self.synthesized.emit(reply.turn, reply.revision)
        if not reply.stream.written:
            # Nothing audible came of it, so playback will never report its end.
            self.playback_finished(reply.stream)

    def _play(self, reply: SpokenReply, chunk: SpokenChunk) -> None:
        samples = reply.resampler.convert(chunk.samples)
        seconds = len(chunk.samples) / self._synthesizer.sample_rate
        written = reply.captions.place(chunk.text, chunk.starts, seconds)
        reply.text.add(written.text, [start * self._rate for start in written.starts], len(samples))
        self.phrase.emit(reply.turn, reply.revision, written.text)
        if not reply.stream.written and len(samples):
            self.first_audio.emit(reply.turn, reply.revision)
        reply.stream.write(samples)

    def playback_began(self, stream: PlaybackStream, at: float) -> None:
        """The endpoint began to play `stream`."""
        reply = self._reply
        if reply is not None and reply.stream is stream:
            self.playback_started.emit(reply.turn, reply.revision, at)

    def playback_finished(self, stream: PlaybackStream) -> None:
        """The last sample of `stream` left the loudspeaker."""
        reply = self._reply
        if reply is not None and reply.stream is stream:
            self._reply = None
            self.reply_ended.emit(reply.turn, reply.revision, reply.heard_to_the_end())

    def playback_ducked(self, stream: PlaybackStream, at: float) -> None:
        """The endpoint began to play `stream` softly."""
        reply = self._reply
        if reply is not None and reply.stream is stream:
            self.ducked.emit(reply.turn, reply.revision, at)

    def heard(self, now: float) -> str:
        """What the user has heard of the reply by `now`; nothing if there is none."""
        return self._reply.heard(now) if self._reply is not None else ""

    def left(self, now: float) -> float | None:
        """Seconds that the reply will sound from `now` on; None while more may come, or without a reply."""
        reply = self._reply
        if reply is None or not reply.spoken:
            return None
        return max(0.0, reply.stream.written - reply.stream.heard(now)) / self._rate

    def spoken_around(self, now: float) -> str:
        """Our words that may be echoing now: those of the last seconds, and those about to sound."""
        if self._reply is None:
            return ""
        heard = self._reply.stream.heard(now)
        return self._reply.text.between(heard - ECHO_PAST_SECONDS * self._rate, heard + ECHO_AHEAD_SECONDS * self._rate)

    def duck(self) -> None:
        """Speaks softly."""
        self._playback.duck()

    def restore(self) -> None:
        """Speaks as before `duck`."""
        self._playback.restore()

    def pause(self) -> None:
        """Falls silent where it is."""
        self._playback.pause()

    def resume(self, now: float) -> None:
        """Goes on after `pause`, with the word during which it fell silent."""
        if self._reply is not None:
            self._playback.resume(round(self._reply.text.word_start(self._reply.stream.heard(now))))

    def play_cue(self) -> None:
        """Says without words that the reply is coming."""
        self._playback.play_cue(self._cue)

    def halt(self, now: float) -> str:
        """Silence at once; returns what was heard of the reply by `now`."""
        heard = self.heard(now)
        self.cancel()
        return heard

    def cancel(self) -> None:
        """Drops the reply, spoken or not; no signal follows."""
        self._tasks.cancel()
        self._playback.halt()
        self._reply = self._draft = None

    async def shut_down(self) -> None:
        """Cancels and waits until nothing is under way."""
        self.cancel()
        await self._tasks.wait()


class Resampler:
    """Speech from the synthesizer's rate to the endpoint's; passes through when they are the same."""

    def __init__(self, source_rate: int, target_rate: int) -> None:
        self._same = source_rate == target_rate
        self._stream = soxr.ResampleStream(source_rate, target_rate, 1, dtype="int16")

    def convert(self, samples: Samples) -> Samples:
        """As many samples as can be made now; soxr keeps a few for later."""
        return samples if self._same else self._stream.resample_chunk(samples)

    def flush(self) -> Samples:
        """What was kept."""
        empty = np.zeros(0, np.int16)
        return empty if self._same else self._stream.resample_chunk(empty, last=True)
