"""One reply on one context: what is to be sent, what has come, and whether the service still answers. No I/O, no clock.

A service may be connected and yet say nothing, so it counts as down when text was sent and no sound comes for a while.
That a language model is slow to think of the next sentence is no such failure: then nothing is owed.
"""

from __future__ import annotations

import math

import numpy as np

from echoflow.audio.frames import PLAYBACK_RATE
from echoflow.clouds.failures import failure
from echoflow.errors import Trouble
from echoflow.synthesis import elevenlabs_protocol as protocol
from echoflow.synthesis.elevenlabs_alignment import ReplyText
from echoflow.synthesis.elevenlabs_arrivals import Arrivals
from echoflow.synthesis.elevenlabs_protocol import Answer
from echoflow.synthesis.synthesizer import SpokenChunk

SILENT_SECONDS = 2.5
"""Text was sent and no sound came for so long: the service is down. Its first sound comes after 0.15 to 0.5 s."""

KEEP_ALIVE_SECONDS = 10.0
"""Between signs of life on a context whose next text is still being thought of; the service waits 20 s at least."""

_A_WORD = 8
"""Letters whose timings may be missing at the end of a reply without anything being amiss."""

_SIGN_OF_SOUND = np.zeros(PLAYBACK_RATE // 100, np.int16)
"""10 ms that carry words of which the service did not say when they sound; without any they would count as unheard."""


class Speech:
    """Takes phrases and answers with the second at which they came; gives messages to send and speech.

    Attributes:
        context: the identifier of the context.
        characters: sent so far to be spoken, as the service counts them.
        done: all speech has come.
    """

    def __init__(self, context: str) -> None:
        self.context = context
        self.characters = 0
        self.done = False
        self._text = ReplyText()
        self._opened = self._finished = self._final = self._sounded = False
        self._half_sample = b""
        self._arrivals = Arrivals(self._text)
        self._last_sent = self._waiting_since = 0.0
        self._heard_since_text = True

    @property
    def deadline(self) -> float:
        """The second at which to call `tick`."""
        if self.done or not self._opened:
            return math.inf
        if self._owed:
            return self._waiting_since + SILENT_SECONDS
        return self._last_sent + KEEP_ALIVE_SECONDS

    def say(self, phrase: str, now: float) -> list[str]:
        """The next phrase; the messages that ask for it."""
        waiting = self._owed
        text = self._text.add(phrase)
        if not text:
            return []
        messages = [] if self._opened else [protocol.open_context(self.context)]
        if not waiting:
            self._waiting_since = now
        self._opened, self._heard_since_text, self._last_sent = True, False, now
        self.characters += len(text)
        return [*messages, protocol.say(self.context, text)]

    def finish(self, now: float) -> list[str]:
        """No more phrases will come."""
        if not self._opened:
            self.done = True
            return []
        if not self._owed:
            self._waiting_since = now
        self._finished, self._last_sent = True, now
        return [protocol.flush(self.context), protocol.close_context(self.context)]

    def receive(self, answer: Answer, now: float) -> list[SpokenChunk]:
        """An answer about this context; the speech in it. Once `done`, `rest` gives the last of the text."""
        if answer.sound:
            self._waiting_since, self._heard_since_text = now, True
        # What the service says twice or before it was asked ends nothing.
        self._final = self._final or (answer.final and self._finished)
        self._arrivals.add(answer)
        return self._in_order()

    def tick(self, now: float) -> tuple[list[str], list[SpokenChunk]]:
        """The deadline has come; messages to send, and speech that need not be waited for any longer.

        Raises:
            EngineError: the service has fallen silent.
        """
        if now < self.deadline:
            return [], []
        if self._arrivals.waiting:
            # Better a hole than no more speech at all; perhaps only the timings had one.
            self._arrivals.give_up()
            self._waiting_since = now
            return [], self._in_order()
        if not self._owed:
            self._last_sent = now
            return [protocol.keep_alive(self.context)], []
        if self._finished and self._heard_since_text and not self._misses_words:
            # Everything was spoken; only the word that it is over is missing.
            self.done = True
            return [], []
        raise failure(protocol.SERVICE, Trouble.SILENT)

    def rest(self) -> list[SpokenChunk]:
        """A chunk with the text of which no sound came, if there is any: emoji, or what the service did not place."""
        text = self._text.rest()
        if not text:
            return []
        sound = _SIGN_OF_SOUND if self._sounded and text.strip() else _SIGN_OF_SOUND[:0]
        return [SpokenChunk(sound, text, (0.0,) * len(text), estimated=True)]

    @property
    def _owed(self) -> bool:
        if self._finished or self._arrivals.waiting:
            return True
        return self._misses_words or (self._opened and not self._heard_since_text)

    @property
    def _misses_words(self) -> bool:
        return self._text.trusted and self._text.owed > _A_WORD

    def _in_order(self) -> list[SpokenChunk]:
        chunks = []
        while (ready := self._arrivals.next()) is not None:
            sound = self._half_sample + ready.sound
            self._half_sample = sound[len(sound) & ~1 :]
            samples = np.frombuffer(sound[: len(sound) & ~1], "<i2").astype(np.int16)
            placed = self._text.place(len(samples) / PLAYBACK_RATE, ready.alignment)
            self._sounded = self._sounded or len(samples) > 0
            if len(samples):
                chunks.append(SpokenChunk(samples, placed.text, placed.starts, placed.estimated))
        if self._final and not self._arrivals.waiting and not self._misses_words:
            self.done = True
        return chunks
