"""Several recognizers as one: who hears, and that no word is lost whoever fails when. In virtual time."""

from __future__ import annotations

import asyncio
import itertools

import pytest

from echoflow.clouds.failures import failure
from echoflow.errors import EngineError, Trouble
from echoflow.pipeline.fallback_recognizer import FallbackRecognizer
from echoflow.recognition.recognizer import Sign, TurnSign
from support.ears import REFUSED, UNREACHABLE, Ear, Ears, word
from support.switches import Switches
from support.virtual_time import run_in_virtual_time


def test_the_best_one_hears_and_the_reserve_costs_nothing() -> None:
    async def scenario() -> None:
        ears = Ears()
        await ears.recognizer.load()
        ears.begin()
        ears.say(1, 2, 3)

        assert await ears.heard() == "deepgram: 1 2 3"
        assert ears.local.loaded_at, "it is ready to take over"
        assert not ears.local.hearings
        assert ears.told.sentences == []
        ears.utterance.close()
        await ears.recognizer.close()
        assert ears.cloud.hearings[0].closed
        assert ears.cloud.closed
        assert ears.local.closed

    run_in_virtual_time(scenario)


@pytest.mark.parametrize("when", range(4))
def test_whoever_takes_over_in_mid_utterance_hears_it_from_the_beginning(when: int) -> None:
    async def scenario() -> None:
        ears = Ears()
        await ears.recognizer.load()
        ears.begin()
        for number in range(4):
            if number == when:
                ears.cloud.hearings[0].on_failed(UNREACHABLE)
            ears.say(number)

        assert await ears.heard() == "local: 0 1 2 3"
        assert ears.failures == []
        assert ears.told.switches == [("asr", "deepgram", "local")]
        assert ears.cloud.hearings[0].closed
        await ears.recognizer.close()

    run_in_virtual_time(scenario)


@pytest.mark.parametrize(
    "error", [UNREACHABLE, REFUSED, failure("Deepgram", Trouble.BUSY)], ids=lambda e: e.trouble.name
)
def test_a_final_transcript_that_fails_is_made_by_the_next_one(error: EngineError) -> None:
    async def scenario() -> None:
        ears = Ears(cloud=Ear("deepgram", error=error))
        await ears.recognizer.load()
        ears.begin()
        ears.say(1, 2)

        assert await ears.heard() == "local: 1 2"
        assert ears.told.sentences == [f"{error} EchoFlow hears with its own recognizer meanwhile."]
        await ears.recognizer.close()

    run_in_virtual_time(scenario)


def test_a_failure_that_is_told_while_the_transcript_is_waited_for_is_not_waited_out() -> None:
    async def scenario() -> None:
        ears = Ears(cloud=Ear("deepgram", delay=60.0))
        await ears.recognizer.load()
        ears.begin()
        ears.say(1, 2)
        loop = asyncio.get_running_loop()
        began = loop.time()
        loop.call_later(0.1, ears.cloud.hearings[0].on_failed, UNREACHABLE)

        assert await ears.heard() == "local: 1 2"
        assert loop.time() - began == pytest.approx(0.35)
        await ears.recognizer.close()

    run_in_virtual_time(scenario)


def test_a_cloud_that_takes_too_long_is_raced_and_the_first_answer_counts() -> None:
    async def scenario() -> None:
        for delay, winner, seconds in ((0.5, "deepgram", 0.5), (0.7, "deepgram", 0.7), (5.0, "local", 0.85)):
            ears = Ears(cloud=Ear("deepgram", delay=delay))
            await ears.recognizer.load()
            ears.begin()
            ears.say(1, 2)
            began = asyncio.get_running_loop().time()

            assert await ears.heard() == f"{winner}: 1 2"
            assert asyncio.get_running_loop().time() - began == pytest.approx(seconds)
            assert bool(ears.local.hearings) == (delay > 0.6)
            assert ears.told.switches == []
            await ears.recognizer.close()

    run_in_virtual_time(scenario)


def test_a_cloud_that_loses_twice_in_a_row_does_not_answer_and_is_not_waited_for_any_more() -> None:
    async def scenario() -> None:
        ears = Ears(cloud=Ear("deepgram", delay=5.0))
        await ears.recognizer.load()
        for _ in range(2):
            ears.begin()
            ears.say(1)
            assert await ears.heard() == "local: 1"
            ears.utterance.close()

        (sentence,) = ears.told.sentences
        assert sentence.startswith("Deepgram does not answer, although the connection is open. EchoFlow hears with its")
        assert not ears.failures
        await ears.recognizer.close()

    run_in_virtual_time(scenario)


def test_a_race_won_in_between_forgives_the_one_lost() -> None:
    async def scenario() -> None:
        ears = Ears()
        await ears.recognizer.load()
        for delay in (5.0, 0.3, 5.0, 0.3):
            ears.cloud.delay = delay
            ears.begin()
            ears.say(1)
            await ears.heard()
            ears.utterance.close()

        assert ears.told.switches == []
        await ears.recognizer.close()

    run_in_virtual_time(scenario)


def test_what_is_said_after_a_lost_race_is_in_the_next_transcript_whoever_gives_it() -> None:
    async def scenario() -> None:
        ears = Ears(cloud=Ear("deepgram", delay=5.0))
        await ears.recognizer.load()
        ears.begin()
        ears.say(1, 2)
        assert await ears.heard() == "local: 1 2"
        ears.say(3)
        assert await ears.heard() == "local: 1 2 3"
        ears.say(4)
        ears.cloud.delay = 0.1
        assert await ears.heard() == "deepgram: 1 2 3 4"
        assert len(ears.local.hearings) == 1, "it goes on with the same utterance"
        await ears.recognizer.close()

    run_in_virtual_time(scenario)


def test_partials_and_signs_come_only_from_the_one_that_serves() -> None:
    async def scenario() -> None:
        ears = Ears(cloud=Ear("deepgram", delay=0.8))
        await ears.recognizer.load()
        ears.begin()
        ears.say(1)
        cloud = ears.cloud.hearings[0]
        cloud.on_partial("one")
        cloud.on_sign(TurnSign(Sign.END_EXPECTED, "one"))
        await ears.heard()
        local = ears.local.hearings[0]
        local.on_partial("raced")
        cloud.on_failed(UNREACHABLE)
        cloud.on_partial("too late")
        cloud.on_sign(TurnSign(Sign.ENDED, "too late"))
        local.on_partial("two")

        assert ears.partials == ["one", "two"]
        assert ears.signs == [TurnSign(Sign.END_EXPECTED, "one")]
        await ears.recognizer.close()

    run_in_virtual_time(scenario)


def test_the_better_one_is_tried_in_the_background_and_comes_back_with_the_next_utterance() -> None:
    async def scenario() -> None:
        ears = Ears()
        await ears.recognizer.load()
        ears.begin()
        ears.say(1)
        ears.cloud.loads = [UNREACHABLE, UNREACHABLE]
        ears.cloud.hearings[0].on_failed(UNREACHABLE)
        await asyncio.sleep(10.0)
        ears.say(2)

        assert await ears.heard() == "local: 1 2", "not in the middle"
        attempts = [round(after - before, 3) for before, after in itertools.pairwise(ears.cloud.loaded_at)]
        assert attempts[1:] == [0.2, 0.4]
        ears.utterance.close()
        ears.begin()
        ears.say(3)
        assert await ears.heard() == "deepgram: 3"
        assert ears.told.sentences[1:] == ["Deepgram is back."]
        assert ears.recognizer.name == "deepgram"
        await ears.recognizer.close()

    run_in_virtual_time(scenario)


def test_a_key_that_is_refused_is_not_tried_again_until_it_is_loaded_anew() -> None:
    async def scenario() -> None:
        ears = Ears(cloud=Ear("deepgram", loads=[REFUSED]))
        await ears.recognizer.load()
        assert ears.recognizer.name == "local"
        assert ears.told.sentences == [f"{REFUSED} EchoFlow hears with its own recognizer meanwhile."]
        await asyncio.sleep(3600.0)
        assert len(ears.cloud.loaded_at) == 1

        await ears.recognizer.load()
        ears.begin()
        ears.say(1)
        assert await ears.heard() == "deepgram: 1"
        await ears.recognizer.close()

    run_in_virtual_time(scenario)


def test_a_start_does_not_wait_for_a_cloud_that_never_answers_but_takes_it_when_it_does() -> None:
    async def scenario() -> None:
        ears = Ears(cloud=Ear("deepgram", loads=[30.0]), local=Ear("local", loads=[2.0]))
        began = asyncio.get_running_loop().time()
        await ears.recognizer.load()
        assert asyncio.get_running_loop().time() - began == pytest.approx(6.0)
        assert ears.told.switches == [("asr", "deepgram", "local")]

        await asyncio.sleep(30.0)
        ears.begin()
        assert ears.recognizer.name == "deepgram"
        await ears.recognizer.close()

    run_in_virtual_time(scenario)


def test_a_reserve_that_takes_long_to_load_is_told_of_as_such() -> None:
    async def scenario() -> None:
        ears = Ears(cloud=Ear("deepgram"), local=Ear("local", loads=[30.0]))
        reasons: list[str] = []
        ears.told.switchboard.failed.connect(lambda _stage, _engine, reason: reasons.append(reason))
        await ears.recognizer.load()
        assert reasons == ["EchoFlow's own engine is still being loaded."]
        assert ears.told.switches == []
        await ears.recognizer.close()

    run_in_virtual_time(scenario)


def test_nobody_left_is_an_error_that_says_what_to_do() -> None:
    async def scenario() -> None:
        broken = EngineError("The local speech recognition failed; start EchoFlow again.", permanent=True)
        ears = Ears(Ear("deepgram", loads=[REFUSED]), Ear("local", loads=[broken]))
        with pytest.raises(EngineError, match="Keys in the menu"):
            await ears.recognizer.load()
        ears.begin()
        ears.say(1)
        with pytest.raises(EngineError, match="Keys in the menu"):
            await ears.heard()
        await ears.recognizer.close()

    run_in_virtual_time(scenario)


def test_when_all_fail_in_passing_it_is_told_once_and_the_words_are_kept_for_the_next_try() -> None:
    async def scenario() -> None:
        busy = failure("Deepgram", Trouble.BUSY)
        told = Switches()
        cloud = Ear("deepgram", error=busy)
        recognizer = FallbackRecognizer([cloud], told.switchboard)
        await recognizer.load()
        failures: list[EngineError] = []
        utterance = recognizer.begin(lambda _: None, on_failed=failures.append)
        utterance.feed(word(1))
        with pytest.raises(EngineError, match="Say it again in a moment"):
            await utterance.transcribe()
        with pytest.raises(EngineError):
            await utterance.transcribe()
        assert len(failures) == 1

        cloud.error = None
        utterance.feed(word(2))
        assert (await utterance.transcribe()).text == "deepgram: 1 2"
        await recognizer.close()

    run_in_virtual_time(scenario)


def test_at_the_budget_the_local_one_hears() -> None:
    async def scenario() -> None:
        spent: list[str] = []
        ears = Ears(may_spend=lambda engine: engine not in spent)
        await ears.recognizer.load()
        names = []
        for spent[:] in ([], ["deepgram"], ["deepgram"], []):
            ears.begin()
            names.append(ears.recognizer.name)
            ears.utterance.close()

        assert names == ["deepgram", "local", "local", "deepgram"]
        assert [sentence.split(";")[0] for sentence in ears.told.sentences] == [
            "This month's budget is spent",
            "Deepgram is back.",
        ]
        await ears.recognizer.close()

    run_in_virtual_time(scenario)


def test_one_that_does_not_understand_the_language_is_no_fallback() -> None:
    async def scenario() -> None:
        cloud, local = Ear("deepgram", languages=("zh",), error=UNREACHABLE), Ear("local")
        told = Switches()
        recognizer = FallbackRecognizer([cloud, local], told.switchboard, language="zh")
        await recognizer.load()
        assert recognizer.languages == ("zh",)
        utterance = recognizer.begin(lambda _: None)
        utterance.feed(word(1))
        with pytest.raises(EngineError, match="cannot be reached"):
            await utterance.transcribe()
        assert not local.hearings
        assert told.switches == []
        await recognizer.close()

    run_in_virtual_time(scenario)


@pytest.mark.parametrize("after", [0.0, 0.1, 0.7])
def test_closing_or_cancelling_at_any_moment_leaves_nothing_under_way(after: float) -> None:
    async def scenario() -> None:
        for closes in (True, False):
            ears = Ears(Ear("deepgram", delay=60.0), Ear("local", delay=60.0))
            await ears.recognizer.load()
            ears.begin()
            ears.say(1)
            asking = asyncio.ensure_future(ears.heard())
            await asyncio.sleep(after)
            if closes:
                ears.utterance.close()
            else:
                asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            ears.utterance.close()
            ears.say(2)
            with pytest.raises(asyncio.CancelledError):
                await ears.heard()
            await ears.recognizer.close()

    run_in_virtual_time(scenario)


def test_nothing_is_told_of_an_utterance_that_is_closed() -> None:
    async def scenario() -> None:
        ears = Ears()
        await ears.recognizer.load()
        ears.begin()
        ears.utterance.close()
        ears.cloud.hearings[0].on_failed(UNREACHABLE)

        assert ears.told.switches == []
        assert ears.failures == []
        await ears.recognizer.close()

    run_in_virtual_time(scenario)
