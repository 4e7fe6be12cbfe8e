"""The person at the other end: says clips at chosen moments and listens to what the assistant does."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import tests_on_path  # noqa: F401
from designs import Design
from output_measures import Answer, audible, speech_begins

from echoflow.audio.frames import CAPTURE_RATE, PLAYBACK_RATE, Samples
from support.room import Room
from support.speech import say

HEADPHONES = Room(echo_db=None)
"""No echo, and background noise of -65 dBFS."""

POLL = 0.02
"""Seconds between two looks; what is measured does not depend on it, since it is read from the recorded sound."""

OPENING = "Could you tell me a story?"


@dataclass(frozen=True)
class Uttered:
    """When a clip's first sample entered the microphone and when its last did, in monotonic seconds."""

    began_at: float
    ended_at: float


class Partner:
    """Talks with one design."""

    def __init__(self, design: Design) -> None:
        self._design = design

    def heard(self, begin: float, end: float | None = None) -> Samples:
        """The output between two monotonic seconds."""
        return self._design.endpoint.played_between(begin, time.monotonic() if end is None else end)

    async def say(self, samples: Samples) -> Uttered:
        """Says it, and returns when it is over."""
        endpoint = self._design.endpoint
        before = len(endpoint.said)
        endpoint.say(samples)
        while len(endpoint.said) == before:
            await asyncio.sleep(POLL)
        began_at = endpoint.said[before].began_at
        return Uttered(began_at, began_at + len(samples) / CAPTURE_RATE)

    async def answer_after(self, moment: float, within: float) -> float | None:
        """When the first speech after `moment` began to sound; None if that is not within `within` seconds of now."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            if (begins := speech_begins(self.heard(moment))) is not None:
                return moment + begins / PLAYBACK_RATE
            await asyncio.sleep(POLL)
        return None

    async def silence(self, seconds: float = 1.2, within: float = 45.0) -> None:
        """Waits until nothing has sounded for `seconds`.

        Raises:
            TimeoutError: it never fell silent.
        """
        deadline = time.monotonic() + within
        began = time.monotonic()
        while time.monotonic() - began < seconds or audible(self.heard(time.monotonic() - seconds)).any():
            if time.monotonic() > deadline:
                raise TimeoutError("the assistant does not stop talking")
            await asyncio.sleep(POLL)

    async def ask(self, question: Samples | None = None) -> float:
        """Asks for an answer, in silence; returns when it began to sound.

        Raises:
            TimeoutError: there was none, three times.
        """
        for _ in range(3):
            await self.silence()
            uttered = await self.say(say(OPENING) if question is None else question)
            if (begins := await self.answer_after(uttered.ended_at, within=6.0)) is not None:
                return begins
        raise TimeoutError("the assistant does not answer")

    async def reach(self, answer: Answer, begins: float, position: float) -> bool:
        """Waits for the next solid place at or after `position` (seconds) of the answer that `begins` then.

        False if there is none.
        """
        places = answer.solid_places
        later = places[places >= position * PLAYBACK_RATE]
        if len(later) == 0:
            return False
        await asyncio.sleep(max(0.0, begins + float(later[0]) / PLAYBACK_RATE - time.monotonic()))
        return True

    def place(self, answer: Answer, at: float | None = None) -> float | None:
        """The second of `answer` that sounds at `at` (by default now); None in silence or if it is another answer."""
        at = time.monotonic() - 0.02 if at is None else at
        for back in (0.0, 0.25):
            # In a pause of the text the half second before it tells as well.
            excerpt = self.heard(at - back - 0.5, at - back)
            if len(excerpt) and (found := answer.locate(excerpt)) is not None:
                return found.position / PLAYBACK_RATE + 0.5 + back
        return None


async def undisturbed(design: Design, text: str) -> Answer:
    """How `design` speaks `text` when nobody disturbs it: listened to once, in a conversation of its own."""
    if text not in design.undisturbed:
        design.model.text = text
        await design.begin(HEADPHONES)
        partner = Partner(design)
        begins = await partner.ask()
        await partner.silence()
        design.undisturbed[text] = Answer(partner.heard(begins))
        await design.end()
    return design.undisturbed[text]
