"""What a client of `echoflow serve` reads: only what stays is final, and words come before their sound."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, cast

import pytest

from echoflow.audio.endpoints.websocket import WebSocketEndpoint
from echoflow.commands.serve import TranscriptFeed
from echoflow.errors import EngineError
from echoflow.pipeline.session import Session
from support.bench import Bench, run

pytestmark = pytest.mark.usefixtures("qapp")


class Peer:
    """Notes what it is sent."""

    def __init__(self) -> None:
        self.frames: list[str] = []

    def send_event(self, event: Mapping[str, Any]) -> None:
        self.frames.append(f"{event['role']}{'!' if event['final'] else ''} {event['text']}")

    def clear(self) -> None:
        self.frames.append("clear")


def reading(bench: Bench) -> list[str]:
    """The frames that a client of this conversation gets; roles of final ones are marked."""
    peer = Peer()
    bench.feed = TranscriptFeed(cast("Session", bench), cast("WebSocketEndpoint", peer))
    return peer.frames


def test_question_and_answer() -> None:
    async def scenario() -> None:
        bench = Bench(["What is it?"], [["It is a test. ", "A good one."]])
        frames = reading(bench)
        bench.speak(1.0)
        await bench.reply_ready("one.")
        before_sound = list(frames)
        bench.play(3.0)
        await bench.shut_down()

        assert before_sound == [
            "user What is it?",
            "user! What is it?",
            "agent It is a test.",
            "agent It is a test. A good one.",
        ]
        assert frames[len(before_sound) :] == ["agent! It is a test. A good one."]

    run(scenario)


def test_an_answer_that_is_cut_off_is_final_once_with_what_was_heard() -> None:
    async def scenario() -> None:
        bench = Bench(["Count."], [["One two three four."]])
        frames = reading(bench)
        bench.speak(1.0)
        await bench.reply_ready("four.")
        bench.play(0.5)
        bench.manager.take_speech_started(bench.now)
        await bench.shut_down()

        assert frames[-2:] == ["clear", "agent! One two"]
        assert sum(frame.startswith("agent!") for frame in frames) == 1

    run(scenario)


def test_what_is_withdrawn_was_never_final() -> None:
    async def scenario() -> None:
        bench = Bench(["Tell me", "Tell me a story."], [[asyncio.Event()], ["Once."]])
        frames = reading(bench)
        bench.speak(1.0)
        await bench.until(lambda: bool(bench.model.prompts))
        bench.speak(1.0)
        await bench.reply_ready("Once.")
        bench.play(1.0)
        await bench.shut_down()

        assert [frame for frame in frames if "!" in frame] == ["user! Tell me a story.", "agent! Once."]

    run(scenario)


def test_an_answer_that_fails_ends_all_the_same() -> None:
    async def scenario() -> None:
        bench = Bench(["Go on."], [[EngineError("It died.")]])
        frames = reading(bench)
        bench.speak(1.0)
        await bench.reply_ready("again.")
        bench.play(5.0)
        await bench.shut_down()

        assert frames[-1] == "agent! "
        assert "user! Go on." in frames

    run(scenario)


def test_what_is_heard_over_the_answer_is_told_when_it_takes_the_floor() -> None:
    async def scenario() -> None:
        bench = Bench(["Count.", ""], [["One two three four five six seven eight nine."]])
        frames = reading(bench)
        bench.speak(1.0)
        await bench.reply_ready("nine.")
        bench.play(0.5)
        bench.talk_over(0.5)
        bench.recognizer.utterances[1].on_partial("Wha")
        assert frames[-1] == "clear", "the answer pauses, and nobody has said anything yet"
        bench.talk_over(0.8)
        bench.recognizer.utterances[1].on_partial("What about")
        bench.recognizer.utterances[1].on_partial("What about Berlin")
        await bench.shut_down()

        assert "user Wha" not in frames
        assert "user What about Berlin" in frames

    run(scenario)
