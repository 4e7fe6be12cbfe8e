"""The voice is given words; the user's screen and the history keep what the model wrote."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator

import pytest

from echoflow.conversation.turn_taking import State
from echoflow.synthesis.synthesizer import SpokenChunk
from support.bench import Bench, run
from support.scripted_engines import ScriptedSynthesizer

pytestmark = pytest.mark.usefixtures("qapp")


class Noted(ScriptedSynthesizer):
    """Remembers what it was given to say."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    async def speak(self, phrases: AsyncIterator[str]) -> AsyncGenerator[SpokenChunk, None]:
        async def noted() -> AsyncIterator[str]:
            async for phrase in phrases:
                self.given.append(phrase)
                yield phrase

        async for chunk in super().speak(noted()):
            yield chunk


def asked(answer: str) -> tuple[Bench, Noted, list[str]]:
    voice = Noted()
    bench = Bench(["Tell me."], [[answer]], synthesizer=voice)
    shown: list[str] = []
    bench.tts.phrase.connect(lambda _turn, _revision, text: shown.append(text))
    return bench, voice, shown


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("It is **3,000 km**. 😊", "It is three thousand kilometers."),
        ("今天20°C，适合散步。", "今天二十摄氏度，适合散步。"),
        ("Look:\n```\nx = 1\n```", "Look: I have written the code down."),
    ],
)
def test_words_are_said_and_the_text_is_kept(answer: str, said: str) -> None:
    async def scenario() -> None:
        bench, voice, shown = asked(answer)
        bench.speak(0.5)
        await bench.until(lambda: bench.tts.reply is not None and bench.tts.reply.text.text == answer)
        bench.play(10.0)
        await bench.until(lambda: bench.manager.state is State.IDLE)

        assert " ".join("".join(voice.given).split()) == said
        assert "".join(shown) == answer
        assert bench.last("reply_finished")["heard"] == answer
        await bench.shut_down()

    run(scenario)


def test_who_cuts_in_has_heard_whole_words_of_the_text() -> None:
    async def scenario() -> None:
        bench, voice, _ = asked("It costs $1,250.50 in all, I think.")
        bench.speak(0.5)
        await bench.reply_ready("I think.")
        said = "".join(voice.given)
        bench.play(0.05 * (said.index("fifty cents") - 1))
        bench.manager.stop()
        bench.play(0.05)

        assert bench.last("interrupted")["heard"] == "It costs"
        await bench.shut_down()

    run(scenario)


def test_an_answer_without_words_is_shown_and_was_not_heard() -> None:
    async def scenario() -> None:
        bench, voice, shown = asked("😊")
        bench.speak(0.5)
        await bench.until(lambda: "reply_finished" in bench.names())

        assert (voice.given, shown, bench.last("reply_finished")["heard"]) == ([], ["😊"], "")
        await bench.shut_down()

    run(scenario)
