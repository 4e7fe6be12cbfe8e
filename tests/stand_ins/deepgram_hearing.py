"""One connection's hearing: audio in, and what is known of the speech in it, at every window of 32 ms."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from echoflow.audio.frames import Samples
from echoflow.audio.voice_activity import (
    WINDOW_SAMPLES,
    WINDOW_SECONDS,
    SpeechDetector,
    SpeechModel,
    SpeechStarted,
    VoiceActivityOptions,
)
from echoflow.recognition.end_of_turn import LISTENS_BACK
from echoflow.recognition.recognizer import Recognizer, Utterance

_STOP_WINDOWS = 2
"""Silence is known 64 ms after it began; what it means is for the protocols to say."""

_BLOCKS = 4
"""Pieces of 8 ms in a window."""

_AUDIBLE = 0.05
"""What is 26 dB below the loudest block is no sound of speech any more."""

_PRE_ROLL = round(0.3 / WINDOW_SECONDS)
"""Windows before the onset that the recognizer gets to hear, and the most it hears of a pause."""


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word as it is written, and when it was said, in seconds since the connection's first sample."""

    text: str
    start: float
    end: float


class Hearing:
    """What is known of a stream of speech; see `receive`.

    A segment is what is transcribed at once; `next_segment` begins another. All times are seconds of audio since the
    connection's first sample.

    Attributes:
        position: how much audio was judged.
        segment_start: where the segment begins.
        started: whether the last window is the one in which speech became known.
        onset: where the latest speech began.
        voiced_until: where the latest speech ended, or has got to.
        sound_end: where its last sound ended. Voice activity takes what follows in a room for speech, too: 50 to
            140 ms of it, measured on people and synthetic voices.
    """

    def __init__(self, recognizer: Recognizer, voice: SpeechModel) -> None:
        self.position = 0.0
        self.segment_start = 0.0
        self.started = False
        self.onset = 0.0
        self.voiced_until = 0.0
        self.sound_end = 0.0
        self._loudest = 0.0
        self._recognizer = recognizer
        self._voice = voice
        self._detector = SpeechDetector(VoiceActivityOptions(stop_windows=_STOP_WINDOWS))
        self._pending: Samples = np.empty(0, np.int16)
        self._recent: deque[Samples] = deque(maxlen=round(LISTENS_BACK / WINDOW_SECONDS) + 2 * _PRE_ROLL)
        self._held: deque[Samples] = deque(maxlen=_PRE_ROLL)
        self._spans: list[tuple[float, float]] = []
        self._utterance: Utterance | None = None
        self._known = ""
        self._transcription: asyncio.Task[str] | None = None

    def receive(self, samples: Samples) -> Iterator[None]:
        """Takes 16 kHz audio of any length and yields after each window, when all of the rest may be asked."""
        self._pending = np.concatenate([self._pending, samples])
        while len(self._pending) >= WINDOW_SAMPLES:
            window, self._pending = self._pending[:WINDOW_SAMPLES], self._pending[WINDOW_SAMPLES:]
            self._judge(window)
            yield

    @property
    def speaking(self) -> bool:
        """Whether speech goes on, as far as is known."""
        return self._detector.speech is not None

    @property
    def silence(self) -> float:
        """Seconds since the last speech; 0 while it goes on."""
        return 0.0 if self.speaking else self.position - self.voiced_until

    @property
    def heard(self) -> bool:
        """Whether there is speech in the segment."""
        return bool(self._spans)

    @property
    def spoken(self) -> float:
        """Seconds of speech in the segment."""
        return sum(end - start for start, end in self._spans)

    @property
    def known(self) -> str:
        """The segment's words so far; those said last may not be among them yet."""
        return self._known

    @property
    def turn(self) -> Samples:
        """The segment's audio up to where speech ended, its last seconds if it is long."""
        if not self._recent or not self._spans:
            return np.empty(0, np.int16)
        behind = round((self.position - self.voiced_until) / WINDOW_SECONDS)
        ahead = _PRE_ROLL + round((self.position - self._spans[0][0]) / WINDOW_SECONDS)
        windows = list(self._recent)[-ahead : len(self._recent) - behind]
        return np.concatenate([np.empty(0, np.int16), *windows])

    def foresee(self) -> None:
        """Begins to transcribe, so that `text` has it sooner; of no use if more is said."""
        if self._transcription is None and self._utterance is not None:
            self._transcription = asyncio.create_task(self._transcribe(self._utterance))
            # One that fails and is not wanted any more is nobody's business.
            self._transcription.add_done_callback(lambda task: task.cancelled() or task.exception())

    async def text(self) -> str:
        """The words of all of the segment's speech."""
        self.foresee()
        return "" if self._transcription is None else await self._transcription

    def words(self, text: str) -> list[TimedWord]:
        """The words of `text`, spread over the segment's speech by their length."""
        written = _split(text)
        if not written or not self._spans:
            return []
        ends = np.cumsum([len(word) for word in written]) / sum(len(word) for word in written)
        edges = np.concatenate([[0.0], ends]) * self.spoken
        return [
            TimedWord(word, self._time_of(begin, at_start=True), self._time_of(end, at_start=False))
            for word, begin, end in zip(written, edges, edges[1:], strict=False)
        ]

    def next_segment(self) -> None:
        """Begins another segment here; speech that goes on is divided between the two."""
        self._forget_transcription()
        if self._utterance is not None:
            self._utterance.close()
        self._utterance = None
        self._known = ""
        self.segment_start = self.position
        self._spans = [(self.position, self.position)] if self.speaking else []

    def close(self) -> None:
        """Abandons what is under way."""
        self.next_segment()

    def _judge(self, window: Samples) -> None:
        self.position += WINDOW_SECONDS
        event = self._detector.receive(self._voice.probability(window), self.position)
        self.started = isinstance(event, SpeechStarted)
        if speech := self._detector.speech:
            self.voiced_until = speech.voiced_until
            if self.started:
                self.onset = max(speech.since, self.segment_start)
                self._spans.append((self.onset, self.voiced_until))
            self._spans[-1] = (self._spans[-1][0], self.voiced_until)
            self._follow_sound(window)
        self._recent.append(window)
        self._held.append(window)
        if self.speaking:
            self._feed()

    def _follow_sound(self, window: Samples) -> None:
        for number, block in enumerate(window.reshape(_BLOCKS, -1).astype(np.float32)):
            level = float(np.sqrt(np.mean(block * block)))
            self._loudest = max(self._loudest, level)
            if level > _AUDIBLE * self._loudest:
                self.sound_end = self.position - WINDOW_SECONDS * (1 - (number + 1) / _BLOCKS)

    def _feed(self) -> None:
        self._forget_transcription()
        if self._utterance is None:
            self._utterance = self._recognizer.begin(self._learn)
        self._utterance.feed(np.concatenate(self._held))
        self._held.clear()

    def _learn(self, text: str) -> None:
        self._known = text or self._known

    async def _transcribe(self, utterance: Utterance) -> str:
        transcript = await utterance.transcribe()
        self._known = transcript.text or self._known
        return transcript.text

    def _forget_transcription(self) -> None:
        if self._transcription is not None:
            self._transcription.cancel()
            self._transcription = None

    def _time_of(self, spoken: float, *, at_start: bool) -> float:
        """Where in the audio so many seconds of the segment's speech were over."""
        for start, end in self._spans:
            length = end - start
            if spoken < length - 1e-9 or (not at_start and spoken <= length + 1e-9):
                return start + min(spoken, length)
            spoken -= length
        return self._spans[-1][1]


def _split(text: str) -> list[str]:
    """The words of a text; where none are divided by spaces, each character with the punctuation behind it."""
    words: list[str] = []
    for chunk in text.split():
        if all(ord(character) < 0x2E80 for character in chunk):
            words.append(chunk)
            continue
        for character in chunk:
            if words and not character.isalnum():
                words[-1] += character
            else:
                words.append(character)
    return words
