"""What is sent on one connection, and when: speech, a little silence, and what keeps the connection open.

Pure: time comes in as an argument. The audio is read from what is kept of the utterance, so that what is fed while
older audio is sent again waits behind it by itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np

from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.recognition.deepgram_audio import KeptAudio, SentAudio

FASTEST = 1.25
"""Times real time: as fast as Deepgram takes audio, by its documentation."""

BURST_SECONDS = 0.5
"""So much may go at once after a rest: the lead of an utterance, half of what is kept from before it."""

NOVA_CHUNK = round(0.04 * CAPTURE_RATE)
FLUX_CHUNK = round(0.08 * CAPTURE_RATE)
"""Samples in a message; 80 ms is what Deepgram recommends for Flux."""

SILENCE_SECONDS = 1.0
"""How long Flux is given silence, in real time, in which to decide that a turn has ended."""

FORCE_AFTER_SECONDS = 0.6
"""How long a final transcript is waited for until Flux is told to end the turn. Sure of an end it is sooner."""

WENT_ON_SAMPLES = round(0.3 * CAPTURE_RATE)
"""So much more speech after an end was asked for means that the user went on: Flux is not told to end it any more."""

NOVA_KEEP_ALIVE_SECONDS = 4.0
FLUX_KEEP_ALIVE_SECONDS = 5.0
"""Deepgram closes a connection on which nothing came for ten seconds."""

KEEP_ALIVE_SAMPLES = round(0.04 * CAPTURE_RATE)
"""Of silence, for Flux, which has no other means, and for a connection on which no audio was sent yet, which KeepAlive
does not hold. It is paid for: half a second a minute."""


class Kind(Enum):
    """What a message is."""

    SPEECH = "speech"
    SILENCE = "silence"
    END = "end"
    """Finalize for nova-3, ForceEndTurn for Flux."""
    KEEP_ALIVE = "keep alive"


@dataclass(frozen=True, slots=True)
class Sending:
    """One message to send; `samples` are empty where it is no audio."""

    kind: Kind
    samples: Samples


@dataclass(slots=True)
class _Speech:
    owner: int
    audio: KeptAudio
    cursor: int
    fed_at: float
    end_asked_at: float | None = None
    end_after: int = 0
    awaits_end: bool = True


class Outbox:
    """Decides what a connection sends next; `due` says when, `take` what.

    Attributes:
        sent: what lies where on the connection.
        unheard: samples of speech sent since the service said anything about them.
        spoke_at: when the last of the speech went out.
    """

    def __init__(self, *, flux: bool, now: float) -> None:
        self.sent = SentAudio()
        self.unheard = 0
        self.spoke_at = now
        self._flux = flux
        self._chunk = FLUX_CHUNK if flux else NOVA_CHUNK
        self._speech: _Speech | None = None
        self._boundary = False
        self._silences = 0
        self._allowance = 0.0
        self._allowance_at = now
        self._last_at = now

    @property
    def backlog(self) -> int:
        """Samples of the utterance that were fed and not sent."""
        return self._speech.audio.fed - self._speech.cursor if self._speech else 0

    def begin(self, owner: int, audio: KeptAudio, cursor: int, now: float) -> None:
        """From now on sends utterance `owner`, from its sample `cursor` on."""
        self.sent.forget(owner)
        self.unheard = 0
        self._speech = _Speech(owner, audio, cursor, now)

    def end(self, settled: int, *, ended: bool) -> None:
        """The utterance is over; what is left of it is not sent.

        Unless the service has `ended` what it heard, it is asked to, so that no words of this one come with the next.
        """
        if self._speech is not None:
            self._boundary |= not ended and self._speech.cursor > settled
            self._speech = None

    def fed(self, now: float) -> None:
        """Audio was added to the utterance."""
        if self._speech is not None:
            self._speech.fed_at = now
            self._speech.awaits_end = True
            if self._speech.audio.fed - self._speech.end_after > WENT_ON_SAMPLES:
                self._speech.end_asked_at = None

    def ask_end(self, after: int, now: float) -> None:
        """The final transcript of the first `after` samples is wanted."""
        if self._speech is not None:
            self._speech.end_after = after
            self._speech.end_asked_at = now

    def heard(self, *, ended: bool) -> None:
        """The service said something about the utterance, and has `ended` with it or not."""
        self.unheard = 0
        if self._speech is not None:
            self._speech.awaits_end = not ended

    def due(self, now: float) -> float:
        """When something is to be sent if nothing changes; not after `now` means at once."""
        return min(self._plan(now).values())

    def take(self, now: float) -> Sending | None:
        """What is to be sent now, as sent; None if nothing is due."""
        plan = self._plan(now)
        kind = min(plan, key=plan.__getitem__)
        if plan[kind] > now:
            return None
        self._last_at = now
        match kind:
            case Kind.SPEECH:
                return self._take_speech(now)
            case Kind.SILENCE:
                self._silences += 1
                return self._silence(self._chunk, now)
            case Kind.END:
                self._take_end()
                return Sending(Kind.END, np.empty(0, np.int16))
            case Kind.KEEP_ALIVE:
                if self._flux or not self.sent.position:
                    return self._silence(KEEP_ALIVE_SAMPLES, now)
                return Sending(Kind.KEEP_ALIVE, np.empty(0, np.int16))

    def _plan(self, now: float) -> dict[Kind, float]:
        """When each is due. Of those due at the same time the first goes first."""
        return {
            Kind.END: self._end_due(now),
            Kind.SPEECH: self._speech_due(now),
            Kind.SILENCE: self._silence_due(),
            Kind.KEEP_ALIVE: self._last_at + (FLUX_KEEP_ALIVE_SECONDS if self._flux else NOVA_KEEP_ALIVE_SECONDS),
        }

    def _end_due(self, now: float) -> float:
        if self._boundary:
            return -math.inf
        speech = self._speech
        if speech is None or speech.end_asked_at is None or speech.cursor < speech.end_after:
            return math.inf
        if not self._flux:
            return speech.end_asked_at
        return max(speech.end_asked_at, self.spoke_at) + FORCE_AFTER_SECONDS if speech.awaits_end else math.inf

    def _speech_due(self, now: float) -> float:
        speech, count = self._speech, min(self.backlog, self._chunk)
        if speech is None or not count:
            return math.inf
        missing = count / CAPTURE_RATE - self._allowed(now)
        # The allowance is a sum of floats, and must not come out a trifle too small for ever.
        allowed_at = now + missing / FASTEST if missing > 1e-9 else -math.inf
        wanted = speech.end_asked_at is not None and speech.cursor < speech.end_after
        whole_at = -math.inf if wanted or count == self._chunk else speech.fed_at + self._chunk / CAPTURE_RATE
        return max(allowed_at, whole_at)

    def _silence_due(self) -> float:
        speech, seconds = self._speech, self._chunk / CAPTURE_RATE
        if not self._flux or speech is None or not speech.cursor or self.backlog or not speech.awaits_end:
            return math.inf
        if self._silences * seconds >= SILENCE_SECONDS:
            return math.inf
        return max(self.spoke_at, speech.fed_at) + (self._silences + 1) * seconds

    def _take_speech(self, now: float) -> Sending:
        speech = self._speech
        assert speech is not None
        speech.cursor = max(speech.cursor, speech.audio.first)  # what is forgotten cannot be sent
        samples = speech.audio.read(speech.cursor, min(self.backlog, self._chunk))
        self.sent.add(speech.owner, speech.cursor, len(samples))
        speech.cursor += len(samples)
        self.unheard += len(samples)
        self.spoke_at = now
        self._silences = 0
        self._spend(len(samples), now)
        return Sending(Kind.SPEECH, samples)

    def _silence(self, count: int, now: float) -> Sending:
        self.sent.add_silence(count)
        self._spend(count, now)
        return Sending(Kind.SILENCE, np.zeros(count, np.int16))

    def _take_end(self) -> None:
        if self._boundary:
            self._boundary = False
            return
        speech = self._speech
        assert speech is not None
        speech.end_asked_at = None
        speech.awaits_end = not self._flux

    def _allowed(self, now: float) -> float:
        return min(BURST_SECONDS, self._allowance + FASTEST * max(0.0, now - self._allowance_at))

    def _spend(self, samples: int, now: float) -> None:
        self._allowance = self._allowed(now) - samples / CAPTURE_RATE
        self._allowance_at = now
