"""What is sounding: one stream of speech with a sample-accurate position, that ducks, pauses and stops without a click.

Two sides meet here without a lock. The main loop says what it wants; the real-time side (a sound card callback or a
pacing thread) brings about in each block what is wanted at that moment. All that is wanted is one immutable record,
replaced as a whole, so that no order of calls, and no read in between, meets half of a change. The one thing that
others than the main loop may write is the duck of that record: a duck that meets a newer record is lost with the speech
it was meant for.
"""

from __future__ import annotations

from dataclasses import dataclass

from echoflow.audio.cue_mixer import CueMixer
from echoflow.audio.frames import Samples
from echoflow.audio.gain import Fader, Ramp
from echoflow.audio.playback_stream import Passage, PlaybackStream
from echoflow.audio.rendered_sound import RenderedSound

__all__ = [
    "DUCKED_GAIN",
    "DUCK_SECONDS",
    "FADE_SECONDS",
    "PAUSE_SECONDS",
    "RESTORE_SECONDS",
    "RESUME_SECONDS",
    "Playback",
    "PlaybackStream",
]

FADE_SECONDS = 0.005
"""Length of every ramp but those below: long enough that a cut is not heard as a click, short enough to be over at
once."""

DUCK_SECONDS = 0.01
DUCKED_GAIN = 10 ** (-18 / 20)
"""-18 dB: still there, but no longer in the way of who speaks over it."""

RESTORE_SECONDS = 0.1
"""Slow enough not to be noticed."""

PAUSE_SECONDS = 0.02
RESUME_SECONDS = 0.01

_SPENT_SECONDS = 2.0
"""When the last sample of a stream has surely sounded, whatever the latency of the loudspeaker."""


class _Duck:
    """Whether a stretch of speech is to be ducked; set from any thread, never taken back but replaced."""

    __slots__ = ("asked",)

    def __init__(self) -> None:
        self.asked = False


@dataclass(frozen=True, slots=True)
class _Wish:
    """All that the main loop wants at a time."""

    passage: Passage
    duck: _Duck


class Playback:
    """Filled by the main loop, emptied by an endpoint's real-time side.

    Whatever stops sounding does so without a click. A stream that is cut off is faded out over its own next 5 ms; one
    that runs dry (its producer is late) lets its last sample decay for 5 ms, and fades in when speech resumes. A stream
    that is played in one go is left exactly as it was written.

    Speech over it is met in steps that can be taken back: `duck` and `restore`, `pause` and `resume`, and at last
    `halt`.
    """

    def __init__(self, sample_rate: int) -> None:
        self._rate = sample_rate
        self._fade = Ramp(FADE_SECONDS, sample_rate)
        self._duck = Ramp(DUCK_SECONDS, sample_rate)
        self._restore = Ramp(RESTORE_SECONDS, sample_rate)
        self._pause = Ramp(PAUSE_SECONDS, sample_rate)
        self._resume = Ramp(RESUME_SECONDS, sample_rate)
        # Written by the main loop.
        self._wish = _Wish(Passage(None), _Duck())
        # Written by the real-time side.
        self._passage = self._wish.passage
        self._playing: PlaybackStream | None = None
        self._sounding = False
        self._gain = 1.0
        self._fader = Fader(len(self._restore))
        self._tail = _Tail(self._fade)
        self._noted: _Duck | None = None
        # Each has a side for either.
        self._cue = CueMixer(self._fade, len(self._restore))
        self._rendered = RenderedSound(sample_rate)

    @property
    def sample_rate(self) -> int:
        """Hz of everything written and read."""
        return self._rate

    @property
    def current(self) -> PlaybackStream | None:
        """The stream opened last, also when it has finished; None after `halt`."""
        return self._wish.passage.stream

    @property
    def rendering(self) -> PlaybackStream | None:
        """Real-time side: the stream that the last block read ends with; None if what it holds was cut off."""
        return self._playing

    @property
    def rendered(self) -> RenderedSound:
        """Every block that was read, silence included: what the microphone may hear again."""
        return self._rendered

    @property
    def ducked(self) -> bool:
        """What is being spoken is to be soft."""
        return self._wish.duck.asked

    @property
    def paused(self) -> bool:
        """The current stream is held, or about to be."""
        return self._wish.passage.held

    def open(self) -> PlaybackStream:
        """A new current stream, not ducked; the one before is faded out and what is left of it dropped."""
        stream = PlaybackStream(self._rate)
        self._replace(stream)
        return stream

    def halt(self) -> None:
        """Silence within 5 ms of the next block, without a click; the current stream ends where it is."""
        self._cue.stop()
        self._replace(None)

    def duck(self) -> None:
        """Softens what is being spoken by 18 dB, from the next block on, over 10 ms. From any thread, at any time.

        It lasts until `restore` or `resume`, and no longer than the stream.
        """
        wish = self._wish
        if wish.passage.stream is not None:
            wish.duck.asked = True

    def restore(self) -> None:
        """Takes `duck` back, over 100 ms."""
        self._wish = _Wish(self._wish.passage, _Duck())

    def pause(self) -> None:
        """Fades to silence within 20 ms of the next block and holds the current stream there.

        While it is paused the stream takes in what is written but neither finishes nor runs dry; what the loudspeaker
        was already given still sounds. Nothing happens if it finished seconds ago.
        """
        stream = self._wish.passage.stream
        if stream is not None and not stream.is_spent:
            self._go_to(stream, Passage(stream, held=True), self._wish.duck)

    def resume(self, position: int) -> None:
        """Goes on from sample `position` of the paused stream, fading in over 10 ms to full gain, not ducked.

        A position before the stream's start or after what was played is moved there. Nothing happens unless it is
        paused.
        """
        stream = self._wish.passage.stream
        if stream is not None and self.paused:
            start = int(max(0, min(position, stream.written)))
            self._go_to(stream, Passage(stream, start), _Duck())

    def play_cue(self, samples: Samples) -> None:
        """Plays a short quiet sound once, in the gap before speech; main loop.

        It begins with the next block, or after a fade-out that is under way; if speech is sounding then, it is dropped.
        The first sample of speech ends it, with a 5 ms fade under that speech, and so do `halt` and a newer cue. No
        stream knows of it. The array, at the playback's rate, must not be changed afterwards.
        """
        self._cue.play(samples)

    def read(self, block: Samples, sounds_at: float) -> int:
        """Real-time side: fills `block`, which leaves the loudspeaker at `sounds_at`; returns the samples of sound.

        They are at the start of the block. 0 means silence: nothing has to be sent.
        """
        wish = self._wish
        filled = self._speak(block, sounds_at, wish)
        block[filled:] = 0
        if not filled and self._playing is not None:
            self._playing.release_after(_SPENT_SECONDS, sounds_at)
        sound = self._cue.mix(block, filled, speaking=self._sounding and self._passage is wish.passage)
        self._rendered.write(block, sounds_at)
        return sound

    def _replace(self, stream: PlaybackStream | None) -> None:
        previous = self.current
        self._go_to(stream, Passage(stream), _Duck())
        if previous is not None:
            previous.close()

    def _go_to(self, stream: PlaybackStream | None, passage: Passage, duck: _Duck) -> None:
        if stream is not None:
            stream.want(passage)
        self._wish = _Wish(passage, duck)

    def _speak(self, block: Samples, sounds_at: float, wish: _Wish) -> int:
        """Fills the start of `block` with speech; returns how much there was."""
        # Asked once: a duck that comes while the block is made is for the next one.
        self._gain = DUCKED_GAIN if wish.duck.asked else 1.0
        if self._passage is wish.passage:
            self._follow_gain()
        filled = 0
        while filled < len(block):
            rest, at = block[filled:], sounds_at + filled / self._rate
            if self._tail.left:
                filled += self._tail.take(rest)
            elif self._passage is wish.passage:
                count = self._take(rest, at, wish)
                filled += count
                if count < len(rest) and not self._tail.left:
                    break
            elif self._sounding:
                filled += self._fade_out(rest, at, wish.passage)
            else:
                self._enter(wish.passage, at)
        return filled

    def _follow_gain(self) -> None:
        if self._gain < 1.0:
            self._fader.aim(self._gain, self._duck)
        else:
            self._fader.aim(1.0, self._restore if self._sounding else self._fade)

    def _enter(self, passage: Passage, at: float) -> None:
        """From silence to the beginning of what is wanted."""
        if passage.stream is not self._playing:
            if self._playing is not None:
                self._playing.cut_off(at)
            self._playing = passage.stream
            self._fader.jump(self._gain)
        elif self._playing is not None and not passage.held:
            self._playing.seek(passage.start)
            self._fader.jump(0.0)
            self._fader.aim(self._gain, self._resume)
        self._passage = passage

    def _take(self, out: Samples, at: float, wish: _Wish) -> int:
        """The next samples of what is wanted; what follows if they do not fill `out` is left to the tail."""
        if self._playing is None or self._passage.held:
            return 0
        count = self._playing.take(out, at, self._passage)
        if count:
            self._fader.apply(out[:count])
            self._sounding = True
            self._tail.follows(out[count - 1])
            if self._gain < 1.0 and wish.duck is not self._noted:
                self._noted = wish.duck
                self._playing.note_duck(at)
        if count < len(out) and self._sounding:
            self._run_dry()
            # Speech that comes late comes in softly.
            self._fader.aim(self._gain, self._fade)
        return count

    def _fade_out(self, out: Samples, at: float, wanted: Passage) -> int:
        """The next samples of what is not wanted any more, ever softer; it sounds no more when that is over."""
        assert self._playing is not None
        pausing = wanted.stream is self._playing
        self._fader.aim(0.0, self._pause if pausing else self._fade)
        size = min(len(out), self._fader.remaining)
        played = len(self._pause) - self._fader.remaining
        inaudible = max(0, min(size, played + size - len(self._pause) // 2)) if pausing else 0
        count = self._playing.take(out[:size], at, self._passage, inaudible)
        if count:
            self._fader.apply(out[:count])
            self._tail.follows(out[count - 1])
        if count < size:
            self._run_dry()
        elif self._fader.remaining == 0:
            self._sounding = False
        return count

    def _run_dry(self) -> None:
        self._tail.begin()
        self._sounding = False
        self._fader.jump(0.0)


class _Tail:
    """What follows speech that stopped in mid-air: its last sample, ever softer. Real-time side."""

    def __init__(self, fade: Ramp) -> None:
        self._fall = fade
        self._fader = Fader(len(fade))
        self._last = 0
        self.left = 0

    def follows(self, last: int) -> None:
        """The sample that was played last."""
        self._last = int(last)

    def begin(self) -> None:
        """Nothing comes after it."""
        self.left = len(self._fall) if self._last else 0
        self._fader.jump(1.0)
        self._fader.aim(0.0, self._fall)

    def take(self, out: Samples) -> int:
        """Fills the start of `out`."""
        count = min(len(out), self.left)
        out[:count] = self._last
        self._fader.apply(out[:count])
        self.left -= count
        return count
