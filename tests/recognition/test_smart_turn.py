"""Smart Turn on real speech, and where its file comes from."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from echoflow.audio.frames import Samples
from echoflow.errors import EngineError
from echoflow.recognition.smart_turn import SmartTurn, find_smart_turn
from support.speech import audioeval_clips, noise, say, silence

BREATH = silence(0.07)
"""What voice activity leaves behind the last word at the median."""


def packaged() -> Path:
    file = find_smart_turn()
    assert file is not None
    return file


@pytest.fixture(scope="module")
def detector() -> Iterator[SmartTurn]:
    detector = SmartTurn(packaged())
    asyncio.run(detector.load())
    yield detector
    asyncio.run(detector.close())


@pytest.mark.parametrize(
    "audio",
    [
        *(say(text) for text in ("What is the capital of France?", "Turn off the lights in the kitchen.", "Stop.")),
        *(clip.samples() for clip in audioeval_clips("en")),
        np.concatenate([say("I have two sisters."), silence(0.8), say("One of them lives in Spain.")]),
        np.concatenate([say("Tell me about whales, please.") for _ in range(6)]),
    ],
    ids=["question", "request", "word", "person1", "person2", "person3", "two", "long"],
)
def test_a_finished_sentence_sounds_complete(detector: SmartTurn, audio: Samples) -> None:
    assert asyncio.run(detector.judge(np.concatenate([audio, BREATH]))) > 0.5


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Please remind me to buy some bread because there is nothing left in the kitchen.", 2.62),
        ("I was wondering whether you could tell me how far away the moon is from the earth.", 1.0),
        ("What is the weather like in Berlin and should I take an umbrella tomorrow?", 2.08),
    ],
    ids=["because", "whether", "and"],
)
def test_half_a_sentence_does_not(detector: SmartTurn, text: str, until: float) -> None:
    begun = say(text)[: round(until * 16_000)]

    assert asyncio.run(detector.judge(np.concatenate([begun, BREATH]))) < 0.5


def test_only_the_last_eight_seconds_count(detector: SmartTurn) -> None:
    audio = np.concatenate([say("This was said long ago."), silence(8.5), say("What time is it?")])

    assert asyncio.run(detector.judge(audio)) == asyncio.run(detector.judge(audio[-128_000:]))


@pytest.mark.parametrize(
    "audio", [silence(0), silence(0.001), silence(9), noise(1, 0.3)], ids=["no", "a bit", "9 s", "x"]
)
def test_any_sound_has_an_answer(detector: SmartTurn, audio: Samples) -> None:
    assert 0 <= asyncio.run(detector.judge(audio)) <= 1


def test_the_main_loop_goes_on_while_it_listens(detector: SmartTurn) -> None:
    async def count_turns_of_the_loop() -> int:
        turns = 0
        judging = asyncio.create_task(detector.judge(say("What time is it?")))
        while not judging.done():
            turns += 1
            await asyncio.sleep(0)
        return turns

    assert asyncio.run(count_turns_of_the_loop()) > 10


def test_a_judgement_that_is_not_wanted_any_more_is_dropped(detector: SmartTurn) -> None:
    async def cancel_and_ask_again() -> float:
        abandoned = asyncio.create_task(detector.judge(say("I was wondering whether")))
        await asyncio.sleep(0)
        abandoned.cancel()
        with pytest.raises(asyncio.CancelledError):
            await abandoned
        return await detector.judge(say("What time is it?"))

    assert asyncio.run(cancel_and_ask_again()) > 0.5


def test_closing_ends_its_thread() -> None:
    async def live() -> None:
        detector = SmartTurn(packaged())
        await detector.load()
        assert any(thread.name.startswith("smart-turn") for thread in threading.enumerate())
        before = set(threading.enumerate())
        await detector.close()
        ended = before - set(threading.enumerate())
        assert [thread.name for thread in ended] == ["smart-turn_0"]
        with pytest.raises(EngineError):
            await detector.judge(say("What time is it?"))

    asyncio.run(live())


def failure(file: Path) -> EngineError:
    async def load() -> None:
        detector = SmartTurn(file)
        try:
            await detector.load()
        finally:
            await detector.close()

    with pytest.raises(EngineError) as caught:
        asyncio.run(load())
    return caught.value


def test_a_file_that_is_missing_damaged_or_another_model_is_named(tmp_path: Path) -> None:
    whole = packaged().read_bytes()
    damaged = tmp_path / "damaged.onnx"
    damaged.write_bytes(whole[: len(whole) // 2])
    empty = tmp_path / "empty.onnx"
    empty.touch()
    (another,) = packaged().parents[3].rglob("silero_vad.onnx")

    for file in (tmp_path / "nowhere.onnx", tmp_path, damaged, empty, another):
        error = failure(file)
        assert str(file) in str(error)
        assert error.permanent


def test_the_users_own_model_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECHOFLOW_HOME", str(tmp_path))
    folder = tmp_path / "data" / "models"
    folder.mkdir(parents=True)
    for name in ("smart-turn-v3.1.onnx", "smart-turn-v3.9.onnx", "something-else.onnx"):
        (folder / name).touch()

    assert find_smart_turn() == folder / "smart-turn-v3.9.onnx"


def test_the_package_that_carries_it_is_not_imported() -> None:
    code = (
        "import sys; from echoflow.recognition.smart_turn import find_smart_turn; print(find_smart_turn().name); "
        "assert 'pipecat' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "smart-turn-v3.2-cpu.onnx"
