"""Takes our own voice out of the microphone, and says when what is left of it is all there is.

`EchoFilter` learns the way from the loudspeaker to the microphone and subtracts what comes that way. It is a Kalman
filter in the frequency domain, cut into partitions of one frame (Enzner and Vary 2006; Kuech, Mabande and Enzner 2014):
beside each coefficient it keeps how uncertain that is, so it learns in steps that fit what it knows, goes on while the
user talks over it, and can tell how much echo it expects to have left over. That is a guess on the safe side; `Leak`
learns how much of it there really is, and `OwnEcho` compares that with what was heard.

Why not the canceller of WebRTC: it is made for calls and mutes what may be echo. With five sentences read over our
voice, as loud as its echo, in the room of the tests, Whisper got 60 % of the words wrong behind it, 10 % behind this
filter and 9 % without any echo; and once both had learnt the room, speech was noticed 168 ms after its onset at the
median (95th percentile 349), 103 (166) and 97 (137). Nothing is muted here; that the rest of the echo is not speech is
decided apart from the sound.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from echoflow.audio.frames import FRAME_SAMPLES, Frame, Samples
from echoflow.audio.rendered_sound import FarEnd, FarSamples, RenderedSound

PARTITIONS = 65
"""Of 10 ms: delays up to 0.45 s, 0.2 s of reverberation after the longest."""

_SPECTRUM = FRAME_SAMPLES + 1

_INITIAL_UNCERTAINTY = 0.1
"""Variance of a coefficient before anything was heard: a room that returns as much as it is given, spread over the
first partitions. A third of it learns as fast at -6 dB and takes a loud echo for the user at +6."""

_REVERBERATION = 0.2
"""By how much (as a natural logarithm) that variance falls per partition behind the direct sound, once its place is
known: a room in which sound falls by 60 dB in 0.7 s."""

_DIRECT_SOUND = 20.0
"""The direct sound is where a partition holds this many times the energy of the median one. That was so after 0.3 to
0.8 s of our first words, and at the right place each time, in rooms with 40 to 450 ms of delay; by chance, before there
was any echo, it was 9 times at most."""

_STANDS_OUT_FRAMES = 10
"""For as long in a row: within a vowel it is also found whole periods of the voice away."""

_NO_ECHO = 0.03
"""Of the echo that is expected before anything was learnt: a room returns more than that whenever we speak."""

_SILENT_FRAMES = 50
"""The longest delay, and a little more."""

_EXPLAINED = 0.85
"""Of what the microphone heard lately, no more may be left then: what is learnt of mere noise takes none of it away."""

_LATELY = 0.9
"""How much of a smoothed energy remains from one frame to the next."""

_EARLIEST = 0.1
"""Of the energy of the direct sound, as it seems: what may be the true one, a period of the voice before it."""

_UNLEARNT = 10.0
"""The energy of the direct sound itself, in that of what is learnt of it when it stands out."""

_KEPT = 0.997**2
"""Of the coefficients from one frame to the next; the rest is what may have changed. It holds against clocks that drift
apart by 50 ppm (11 to 17 dB are cancelled then, with 0.9998 no more than 8 to 12) and costs 1 dB where none does."""

_UNFORESEEN = 0.003
"""Variance that may come to any coefficient, also one that was 0: without it the filter would not learn that the
loudspeaker was moved or the volume turned up."""

_DOUBT_DB = 5.0
_LEARNING_FRAMES = 400
"""By how much more echo is expected than the filter says while it has listened to none, falling to nothing over 4 s of
our voice: what it knows of its own uncertainty is a guess at first."""

_NOISE_MEMORY = 0.8
"""Of the power of what is no echo, from one frame to the next."""

_LEAST_NOISE = 1e3
"""Power of a spectrum's bin that counts as nothing: that of white noise at -80 dBFS."""


_JUDGED = 48
"""Bins of a spectrum, those below 2.4 kHz: where the vowels are, and where clocks that drift apart while we are silent
do little. At 50 ppm, with 0.8 s between ten replies, our own echo was taken for speech six times by the whole spectrum
and never by these; the user was noticed as soon."""

_LEAK_STEP_DB = 0.02
"""Per frame, 2 dB in a second: enough of a room's leak is known after the second reply, which is 9 to 13 dB lower in
the end, and the second in which the user speaks before we give way takes no more than 2 dB of that back."""

_LEAST_LEAK_DB = -20.0
"""That of headphones and, after ten replies, of quiet rooms; less would leave nothing for what the next one brings."""

_LEAK_SMOOTHING = 0.85
"""Of the energies that are compared, from one frame to the next: about the 60 ms of `OwnEcho`."""

_LEAK_MARGIN_DB = 9.0
"""By how much the echo that is left may exceed its median; `OWN_ECHO_DB` comes on top. By trial: with 5 our own
echo was taken for speech once in 40 replies in four rooms, and speech 6 dB softer than the echo was noticed 5 ms sooner
at the median. With 7 it was in none of 80 replies in nine rooms; the rest is caution."""


@dataclass(frozen=True, slots=True)
class Residue:
    """What is left of 10 ms of the microphone without the echo.

    Attributes:
        sound: shape (160,), in units of 16-bit samples.
        energy: of `sound`, in the units of `echo`; below 2.4 kHz, all of it while nothing is played.
        echo: how much of the energy may be echo that the filter does not know well enough to take out.

    """

    sound: NDArray[np.float32]
    energy: float
    echo: float


class Leak:
    """How much echo is really left, in what the filter expects; pure but for what it has learnt.

    The filter must allow for changes that hardly ever come, so it expects a tenth of our voice to be left even where
    nothing comes back. What was left lately, at the median, says more. It is followed by even steps up and down, which
    is what finds a median, and makes loud sounds count no more than soft ones.
    """

    def __init__(self) -> None:
        self._median_db = -_LEAK_MARGIN_DB
        self._energy = 0.0
        self._expected = 0.0

    @property
    def most(self) -> float:
        """What may be left, in what is expected: 1 until less was learnt, and never more."""
        return 10 ** ((self._median_db + _LEAK_MARGIN_DB) / 10)

    def learn(self, energy: float, expected: float) -> None:
        """Takes note of the energy of one frame in which this much was expected."""
        self._energy += (1 - _LEAK_SMOOTHING) * (energy - self._energy)
        self._expected += (1 - _LEAK_SMOOTHING) * (expected - self._expected)
        above = self._energy > 10 ** (self._median_db / 10) * self._expected
        median_db = self._median_db + (_LEAK_STEP_DB if above else -_LEAK_STEP_DB)
        self._median_db = min(-_LEAK_MARGIN_DB, max(_LEAST_LEAK_DB, median_db))

    def limit(self, most: float) -> None:
        """It has become known that the median is no more than `most`."""
        self._median_db = min(self._median_db, 10 * math.log10(most))


class EchoFilter:
    """Learns an echo path and takes the echo out; pure but for what it has learnt.

    About 0.4 ms of one core per frame while something is played, nothing otherwise: then the microphone is returned as
    it is, to the bit.
    """

    def __init__(self) -> None:
        self._path = np.zeros((PARTITIONS, _SPECTRUM), np.complex64)
        self._uncertainty = np.full((PARTITIONS, _SPECTRUM), _INITIAL_UNCERTAINTY, np.float32)
        self._noise = np.zeros(_SPECTRUM, np.float32)
        self._far = np.zeros(2 * FRAME_SAMPLES, np.float32)
        # Spectra of the far end, the newest first, and their power.
        self._history = np.zeros((PARTITIONS, _SPECTRUM), np.complex64)
        self._power = np.zeros((PARTITIONS, _SPECTRUM), np.float32)
        # Frames until all of the history is silence.
        self._sounding = 0
        self._learning = 0
        self._located = False
        self._direct = 0
        self._stood_out = 0
        self._silent = 0
        self._leak = Leak()
        # Smoothed energies before and after the echo was taken out.
        self._heard = 0.0
        self._left = 0.0

    def receive(self, near: NDArray[np.float32], far: FarSamples) -> Residue:
        """Judges one frame of the microphone, `far` having left the loudspeaker meanwhile; both of shape (160,)."""
        if np.any(far):
            self._sounding = PARTITIONS + 1
        elif self._sounding == 0:
            return Residue(near, float(near @ near) * _SPECTRUM, 0.0)
        else:
            self._sounding -= 1
        self._remember(far)
        echo = np.fft.irfft((self._path * self._history).sum(axis=0))[FRAME_SAMPLES:]
        sound = (near - echo).astype(np.float32)
        error = np.fft.rfft(np.concatenate([np.zeros(FRAME_SAMPLES, np.float32), sound])).astype(np.complex64)
        energy = error.real**2 + error.imag**2
        expected = 0.5 * (self._uncertainty * self._power).sum(axis=0)
        self._heard += (1 - _LATELY) * (float(near @ near) - self._heard)
        self._left += (1 - _LATELY) * (float(sound @ sound) - self._left)
        self._noise += (1 - _NOISE_MEMORY) * (energy - self._noise)
        self._learn(error, self._uncertainty / (expected + self._noise + _LEAST_NOISE))
        self._notice_silence(float(near @ near) * _SPECTRUM, float(expected.sum()))
        self._learning = min(_LEARNING_FRAMES, self._learning + 1)
        return self._judge(sound, float(energy[:_JUDGED].sum()), float(expected[:_JUDGED].sum()))

    def _judge(self, sound: NDArray[np.float32], energy: float, expected: float) -> Residue:
        # Before that the filter learns so fast that what was left says little about what will be.
        if self._learning == _LEARNING_FRAMES and expected > _LEAST_NOISE * _JUDGED:
            self._leak.learn(energy, expected)
        doubt = 10 ** (_DOUBT_DB / 10 * (1 - self._learning / _LEARNING_FRAMES))
        return Residue(sound, energy, expected * doubt * self._leak.most)

    def _remember(self, far: FarSamples) -> None:
        self._far[:FRAME_SAMPLES] = self._far[FRAME_SAMPLES:]
        self._far[FRAME_SAMPLES:] = far
        self._history[1:] = self._history[:-1]
        self._power[1:] = self._power[:-1]
        newest = self._history[0] = np.fft.rfft(self._far)
        self._power[0] = newest.real**2 + newest.imag**2

    def _learn(self, error: NDArray[np.complex64], step: NDArray[np.float32]) -> None:
        correction = np.fft.irfft(step * self._history.conj() * error, axis=1)
        # A partition reaches one frame back: what the circular convolution adds beyond that is wrong.
        correction[:, FRAME_SAMPLES:] = 0
        self._path += np.fft.rfft(correction, axis=1)
        energy = self._path.real**2 + self._path.imag**2
        self._uncertainty *= _KEPT * (1 - 0.5 * step * self._power)
        self._uncertainty += (1 - _KEPT) * (energy + _UNFORESEEN)
        if not self._located:
            self._locate(energy.mean(axis=1))

    def _notice_silence(self, heard: float, expected: float) -> None:
        """Headphones: nothing has come back for as long as an echo can take, so none will."""
        self._silent = self._silent + 1 if not self._located and heard < _NO_ECHO * expected else 0
        if self._silent > _SILENT_FRAMES:
            self._silent = 0
            self._path[:] = 0
            self._uncertainty *= _NO_ECHO**2
            self._leak.limit(_NO_ECHO)

    def _locate(self, energies: NDArray[np.float32]) -> None:
        """Once the direct sound stands out for a while: nothing comes before it, and ever less after it.

        Learning is several times as fast with that, since there is so much less to learn.
        """
        direct = int(np.argmax(energies))
        stands_out = energies[direct] > _DIRECT_SOUND * np.median(energies) and self._left < _EXPLAINED * self._heard
        self._stood_out = self._stood_out + 1 if stands_out and direct == self._direct else 0
        self._direct = direct
        if self._stood_out < _STANDS_OUT_FRAMES:
            return
        self._located = True
        first = max(0, int(np.argmax(energies > _EARLIEST * energies[direct])) - 1)
        self._path[:first] = 0
        self._uncertainty[:first] = 0
        behind = np.maximum(0, np.arange(first, PARTITIONS, dtype=np.float32) - direct)
        most = _UNLEARNT * energies[direct] * np.exp(-_REVERBERATION * behind)[:, None]
        np.minimum(self._uncertainty[first:], most, out=self._uncertainty[first:])


OWN_ECHO_DB = 3.0
"""What is left may be this much more than the filter expects and still be nothing but echo. By trial, in rooms with
40 to 450 ms of delay and a poor loudspeaker: 2 dB more cost 75 ms until half of the readers as loud as our echo were
noticed. In 30 first replies in other rooms, at -6 dB, echo alone was never taken for speech."""

_CONSIDERED_FRAMES = 6
"""60 ms: the windows of voice activity are 32 ms, and two of them make speech."""


class OwnEcho:
    """Decides whether the last 60 ms held nothing but what was left of our own voice. Pure."""

    def __init__(self) -> None:
        self._residues: deque[tuple[float, float]] = deque(maxlen=_CONSIDERED_FRAMES)

    def receive(self, energy: float, echo: float) -> bool:
        """Judges the last frames, the newest of which has this energy, of which `echo` is expected to be echo."""
        self._residues.append((energy, echo))
        total = sum(energy for energy, _ in self._residues)
        expected = sum(echo for _, echo in self._residues)
        return total < 10 ** (OWN_ECHO_DB / 10) * expected


@dataclass(frozen=True, slots=True)
class CancelledFrame:
    """A frame without our own voice.

    Attributes:
        frame: what the recognizer is to hear; dated as it was.
        own_echo: the last 60 ms hold nothing but what was left of our own voice, however much it sounds like speech.

    """

    frame: Frame
    own_echo: bool


class EchoCanceller:
    """Frames of the microphone in, the same without what the loudspeaker plays out. Used from one thread.

    Args:
        rendered: what the loudspeaker plays.

    """

    def __init__(self, rendered: RenderedSound) -> None:
        self._far_end = FarEnd(rendered)
        self._filter = EchoFilter()
        self._own_echo = OwnEcho()

    def receive(self, frame: Frame, written: int | None = None) -> CancelledFrame:
        """The frame as if nothing had been played. It is the very same one while nothing can be heard of ourselves.

        `written` as for `FarEnd.next`.
        """
        far = self._far_end.next(frame.captured_at, written)
        residue = self._filter.receive(frame.samples.astype(np.float32), far)
        own_echo = self._own_echo.receive(residue.energy, residue.echo)
        if residue.echo == 0.0:
            return CancelledFrame(frame, own_echo)
        return CancelledFrame(Frame(_to_samples(residue.sound), frame.captured_at), own_echo)


def _to_samples(sound: NDArray[np.float32]) -> Samples:
    return np.clip(np.rint(sound), -32768, 32767).astype(np.int16)
