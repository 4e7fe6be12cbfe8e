"""The whole session in a room, in real time: the reflex, the cue, the mute. The engines are scripted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication

from echoflow.audio.frames import PLAYBACK_RATE
from echoflow.conversation.turn_taking import State
from echoflow.pipeline.engines import Engines
from echoflow.pipeline.session import Session, SessionOptions
from echoflow.synthesis.synthesizer import SpokenChunk
from support.bench import run
from support.room import Room, RoomEndpoint, level_db
from support.scripted_engines import Piece, ScriptedModel, ScriptedRecognizer, ScriptedSynthesizer
from support.speech import say, silence

pytestmark = pytest.mark.usefixtures("qapp")

ANSWER = "This is a long answer, which goes on and on until somebody has something better to say than that."


class Reader(ScriptedSynthesizer):
    """Says `ANSWER` in a real voice, whatever the text."""

    def __init__(self) -> None:
        super().__init__()
        self.sound = np.tile(say(ANSWER, PLAYBACK_RATE), 3)

    async def speak(self, phrases: AsyncIterator[str]) -> AsyncGenerator[SpokenChunk, None]:
        text = "".join([phrase async for phrase in phrases])
        step = len(self.sound) / PLAYBACK_RATE / len(text)
        yield SpokenChunk(self.sound, text, tuple(step * index for index in range(len(text))), estimated=True)


class Talk:
    """A session whose user a test speaks for."""

    def __init__(self, texts: list[str], answers: list[list[Piece]], options: SessionOptions) -> None:
        self.endpoint = RoomEndpoint(Room(echo_db=None))
        self.reader = Reader()
        engines = Engines(ScriptedRecognizer(list(texts)), ScriptedModel(list(answers)), self.reader)
        self.session = Session(self.endpoint, engines, options)
        self.events: list[dict[str, object]] = []
        self.session.log.recorded.connect(self.events.append)

    def names(self) -> list[object]:
        return [event["event"] for event in self.events]

    def started_at(self) -> float:
        """When the answer began to sound, on the monotonic clock."""
        event = next(event for event in self.events if event["event"] == "playback_started")
        return self.endpoint.origin + float(str(event["at"]))

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not condition():
                await asyncio.sleep(0.005)


def hold(
    scenario: Callable[[Talk], Awaitable[None]],
    texts: list[str],
    answers: list[list[Piece]] | None = None,
    options: SessionOptions | None = None,
) -> None:
    async def main() -> None:
        talk = Talk(texts, answers or [[ANSWER]], options or SessionOptions())
        talk.session.start()
        try:
            await scenario(talk)
        finally:
            await talk.session.close()

    run(main)


def test_the_answer_is_ducked_while_the_main_loop_is_blocked(qapp: QCoreApplication) -> None:
    async def scenario(talk: Talk) -> None:
        talk.endpoint.say(say("Tell me a story."))
        await talk.until(lambda: "playback_started" in talk.names())
        began = talk.started_at()
        await talk.until(lambda: time.monotonic() > began + 1.0)
        onset = time.monotonic()
        talk.endpoint.say(np.concatenate([say("What about the other one, is it any better?"), silence(0.2)]))
        time.sleep(0.5)  # noqa: ASYNC251 - a screen that is busy for so long is what is tested
        blocked_until = time.monotonic()
        assert "ducked" not in talk.names(), "nobody was told yet"
        played = talk.endpoint.played_between(onset + 0.25, min(onset + 0.45, blocked_until))
        first = round((onset + 0.25 - began) * PLAYBACK_RATE)
        meant = talk.reader.sound[first : first + len(played)]

        assert level_db(played) == pytest.approx(level_db(meant) - 18, abs=1)
        await talk.until(lambda: "ducked" in talk.names())
        ducked = next(event for event in talk.events if event["event"] == "ducked")
        assert ducked["turn"] == 1

    hold(scenario, ["Tell me a story.", "What about the other one, is it any better?"], [[ANSWER], ["Yes."]])


def test_a_sound_says_that_a_slow_answer_is_coming_and_is_no_speech(qapp: QCoreApplication) -> None:
    thinking = asyncio.Event()

    async def scenario(talk: Talk) -> None:
        talk.endpoint.say(say("Tell me a story."))
        await talk.until(lambda: "turn_committed" in talk.names())
        await talk.until(lambda: bool(np.abs(talk.endpoint.played).max(initial=0) > 100))
        assert talk.session.manager.state is State.THINKING
        assert "playback_started" not in talk.names()
        thinking.set()
        await talk.until(lambda: "playback_started" in talk.names())
        assert "speech_started" not in talk.names()[talk.names().index("turn_committed") :]

    hold(scenario, ["Tell me a story."], [[thinking, ANSWER]], SessionOptions(thinking_cue=True))


def test_without_the_cue_nothing_sounds_before_the_answer(qapp: QCoreApplication) -> None:
    thinking = asyncio.Event()

    async def scenario(talk: Talk) -> None:
        talk.endpoint.say(say("Tell me a story."))
        await talk.until(lambda: "turn_committed" in talk.names())
        talk.endpoint.say(silence(1.5))
        said = len(talk.endpoint.said)
        await talk.until(lambda: len(talk.endpoint.said) > said)
        assert not talk.endpoint.played.any()
        thinking.set()
        await talk.until(lambda: "playback_started" in talk.names())

    hold(scenario, ["Tell me a story."], [[thinking, ANSWER]])


def test_a_muted_microphone_hears_nothing_and_an_answer_goes_on(qapp: QCoreApplication) -> None:
    async def scenario(talk: Talk) -> None:
        talk.endpoint.say(say("Tell me a story."))
        await talk.until(lambda: "playback_started" in talk.names())
        talk.session.set_muted(True)
        talk.endpoint.say(say("Wait, what about the other one?"))
        said = len(talk.endpoint.said)
        await talk.until(lambda: len(talk.endpoint.said) > said)
        assert talk.names().count("speech_started") == 1
        assert talk.session.manager.state is State.SPEAKING

        talk.session.set_muted(False)
        talk.endpoint.say(np.concatenate([say("Wait, what about the other one?"), silence(0.5)]))
        await talk.until(lambda: "interrupted" in talk.names())

    # The comma may be a pause in which the words so far are asked for.
    hold(scenario, ["Tell me a story.", *["Wait, what about the other one?"] * 3], [[ANSWER], ["Yes."]])
