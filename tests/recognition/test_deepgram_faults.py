"""Deepgram's recognizer when the service fails, in every way the stand-in knows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from echoflow.errors import EngineError, Trouble
from stand_ins.deepgram import DeepgramStandIn
from stand_ins.deepgram_tones import ToneEars
from stand_ins.faults import Fault, When
from support.dictation import KEY, WORDS, Desk, desk, recognizer_for, run_each

REFUSALS = [
    (Fault.REFUSE_400, Trouble.REJECTED, True),
    (Fault.REFUSE_401, Trouble.KEY_REFUSED, True),
    (Fault.REFUSE_402, Trouble.PAYMENT, True),
    (Fault.REFUSE_403, Trouble.FORBIDDEN, True),
    (Fault.REFUSE_429, Trouble.BUSY, False),
    (Fault.REFUSE_500, Trouble.BROKEN, False),
    (Fault.REFUSE_503, Trouble.BROKEN, False),
]


@asynccontextmanager
async def quick_close(at: Desk) -> AsyncIterator[None]:
    """The recognizer is closed within a second at the end."""
    yield
    began = time.monotonic()
    await at.recognizer.close()
    assert time.monotonic() - began < 1.0


def test_a_refusal_says_what_it_means() -> None:
    async def connect(fault: Fault, trouble: Trouble, permanent: bool) -> None:
        async with desk(load=False) as at, quick_close(at):
            at.server.inject(fault, When.CONNECT, times=None)
            with pytest.raises(EngineError) as caught:
                await at.recognizer.load()
            assert caught.value.trouble is trouble
            assert caught.value.permanent is permanent
            assert "Deepgram" in str(caught.value)
            assert KEY not in str(caught.value)
            await asyncio.sleep(0.3)
            assert (len(at.server.log) == 1) is permanent, "what cannot help is not tried again"
            if permanent:
                with pytest.raises(EngineError) as begun:
                    at.begin()
                assert begun.value is caught.value

    run_each(connect, *REFUSALS)


def test_what_the_service_says_of_a_bad_request_is_passed_on() -> None:
    async def connect() -> str:
        async with desk(load=False) as at:
            at.server.inject(Fault.REFUSE_403)
            with pytest.raises(EngineError) as caught:
                await at.recognizer.load()
            return str(caught.value)

    assert "It said: " in asyncio.run(connect())


def test_a_passing_refusal_is_got_over_in_the_background() -> None:
    async def connect(fault: Fault) -> None:
        async with desk("nova-3", load=False) as at:
            at.server.inject(fault, When.CONNECT, times=2)
            with pytest.raises(EngineError):
                await at.recognizer.load()
            await at.settled(1)
            assert await at.dictate("one", "two") == "one two"

    run_each(connect, (Fault.REFUSE_429,), (Fault.REFUSE_503,), (Fault.STALL,))


def test_after_a_permanent_refusal_it_can_be_loaded_again() -> None:
    async def connect() -> None:
        async with desk("nova-3", load=False) as at:
            at.server.inject(Fault.REFUSE_402)
            with pytest.raises(EngineError):
                await at.recognizer.load()
            await at.recognizer.load()
            assert await at.dictate("one", "two") == "one two"

    asyncio.run(connect())


def test_a_service_that_is_not_there_is_unreachable_and_found_when_it_is() -> None:
    async def connect() -> None:
        ears = ToneEars(WORDS)
        async with DeepgramStandIn(recognize=ears) as server:
            port = int(server.url.rsplit(":", 1)[1])
        recognizer = recognizer_for(f"http://127.0.0.1:{port}", model="nova-3")
        with pytest.raises(EngineError) as caught:
            await recognizer.load()
        assert caught.value.trouble is Trouble.UNREACHABLE
        assert not caught.value.permanent
        async with DeepgramStandIn(recognize=ears, port=port) as server:
            await recognizer.load()
            at = Desk(server, recognizer, ears)
            assert await at.dictate("one") == "one"
            await recognizer.close()

    asyncio.run(connect())


def test_a_loss_in_the_middle_loses_no_word() -> None:
    async def dictate(model: str, fault: Fault) -> None:
        async with desk(model) as at, quick_close(at):
            await at.dictate("twelve")
            at.server.inject(fault, When.MIDDLE)
            at.spent.clear()
            with at.dictating() as dictation:
                await dictation.speak(at.ears.say(*WORDS[:8]))
                assert (await dictation.transcribe()).text == " ".join(WORDS[:8])
                assert not dictation.failures
            assert at.longest_gap() < 0.5, "audio flows again"
            assert len(at.server.connections) == 2
            assert not any(connection.too_fast for connection in at.server.connections)
            assert await at.dictate("nine") == "nine"

    run_each(
        dictate, ("nova-3", Fault.DROP), ("nova-3", Fault.CLOSE_1011), ("flux", Fault.DROP), ("flux", Fault.CLOSE_1011)
    )


def test_two_losses_in_one_utterance_lose_no_word() -> None:
    async def dictate(model: str) -> None:
        async with desk(model) as at:
            at.server.inject(Fault.DROP, When.MIDDLE, times=2)
            assert await at.dictate(*WORDS[:10]) == " ".join(WORDS[:10])
            assert len(at.server.connections) == 3

    run_each(dictate, ("nova-3",), ("flux",))


def test_a_loss_between_utterances_is_mended_before_the_next() -> None:
    async def dictate() -> None:
        async with desk("flux") as at:
            await at.dictate("one")
            at.server.inject(Fault.CLOSE_1009, When.MIDDLE)
            with at.dictating() as dictation:
                await dictation.speak(at.ears.say("one", "two", "three"))
            await at.settled(2)
            await asyncio.sleep(0.1)
            assert await at.dictate("four") == "four"

    asyncio.run(dictate())


def test_a_close_that_cannot_be_helped_ends_the_utterance() -> None:
    async def dictate() -> None:
        async with desk("nova-3") as at, quick_close(at):
            at.server.inject(Fault.CLOSE_1008, When.MIDDLE)
            with at.dictating() as dictation:
                await dictation.speak(at.ears.say("one", "two", "three"))
                (failure,) = dictation.failures
                assert failure.permanent
                assert failure.trouble is Trouble.REJECTED
                with pytest.raises(EngineError) as caught:
                    await dictation.transcribe()
                assert caught.value is failure
            with pytest.raises(EngineError) as caught:
                at.begin()
            assert caught.value is failure

    asyncio.run(dictate())


def test_a_key_that_is_withdrawn_in_the_middle_is_told() -> None:
    async def dictate() -> None:
        async with desk("flux") as at:
            at.server.inject(Fault.REFUSE_401, When.MIDDLE, times=None)
            with at.dictating() as dictation:
                await dictation.speak(at.ears.say("one", "two", "three"))
                assert [failure.trouble for failure in dictation.failures] == [Trouble.KEY_REFUSED]

    asyncio.run(dictate())


def test_a_service_that_stays_away_fails_the_utterance_soon() -> None:
    async def dictate() -> None:
        async with desk("nova-3") as at, quick_close(at):
            at.server.inject(Fault.REFUSE_503, When.MIDDLE, times=None)
            with at.dictating() as dictation:
                await dictation.speak(at.ears.say(*WORDS[:8]))
                assert [failure.permanent for failure in dictation.failures] == [False]

    asyncio.run(dictate())


def test_a_stall_is_not_waited_for() -> None:
    async def connect() -> None:
        async with desk("flux", load=False) as at, quick_close(at):
            at.server.inject(Fault.STALL, times=None)
            began = time.monotonic()
            with pytest.raises(EngineError) as caught:
                await at.recognizer.load()
            assert caught.value.trouble is Trouble.UNREACHABLE
            assert time.monotonic() - began < 4.5
            await asyncio.sleep(0.3)  # the next attempt is under way as it is closed

    asyncio.run(connect())


def test_closing_while_it_connects_is_quick() -> None:
    async def connect() -> None:
        async with desk("flux", load=False) as at, quick_close(at):
            at.server.inject(Fault.STALL, times=None)
            loading = asyncio.create_task(at.recognizer.load())
            async with asyncio.timeout(5):
                while not at.server.log:
                    await asyncio.sleep(0.01)
            began = time.monotonic()
            await at.recognizer.close()
            assert time.monotonic() - began < 1.0
            with pytest.raises(EngineError):
                await loading

    asyncio.run(connect())


def test_a_peer_that_does_not_close_is_left_within_a_second() -> None:
    async def close(model: str, fault: Fault) -> None:
        async with desk(model, load=False) as at, quick_close(at):
            at.server.inject(fault)
            await at.recognizer.load()
            with at.dictating() as dictation:
                dictation.utterance.feed(at.ears.say("one"))
                await asyncio.sleep(0.1)

    run_each(
        close,
        ("nova-3", Fault.NO_CLOSE_REPLY),
        ("nova-3", Fault.SILENT),
        ("flux", Fault.NO_CLOSE_REPLY),
        ("flux", Fault.SILENT),
    )


def test_a_silent_service_is_noticed_and_replaced_while_the_user_speaks() -> None:
    async def dictate(model: str) -> None:
        async with desk(model, load=False) as at:
            at.server.inject(Fault.SILENT)
            await at.recognizer.load()
            text = await at.dictate(*WORDS[:12])
            assert text == " ".join(WORDS[:12])
            assert len(at.server.connections) == 2
            assert not any(connection.too_fast for connection in at.server.connections)

    run_each(dictate, ("nova-3",), ("flux",))


def test_a_service_that_stays_silent_fails_the_utterance() -> None:
    async def dictate() -> None:
        async with desk("nova-3", load=False) as at:
            at.server.inject(Fault.SILENT, times=None)
            await at.recognizer.load()
            with at.dictating() as dictation:
                await dictation.speak(at.ears.say(*WORDS, *WORDS[:6]))
                assert [failure.trouble for failure in dictation.failures] == [Trouble.SILENT]

    asyncio.run(dictate())


def test_a_final_transcript_that_does_not_come_is_told_in_time() -> None:
    async def dictate(model: str) -> None:
        async with desk(model, load=False) as at:
            at.server.inject(Fault.SILENT)
            await at.recognizer.load()
            with at.dictating() as dictation:
                await dictation.speak(at.ears.say("one", "two"))
                began = time.monotonic()
                with pytest.raises(EngineError) as caught:
                    await dictation.transcribe()
                assert caught.value.trouble is Trouble.SILENT
                assert not caught.value.permanent
                assert 1.4 < time.monotonic() - began < 2.2
            await at.settled(2)
            await asyncio.sleep(0.1)
            assert await at.dictate("three") == "three"

    run_each(dictate, ("nova-3",), ("flux",))


@pytest.mark.filterwarnings("default")
def test_messages_nobody_understands_do_no_harm() -> None:
    async def dictate(model: str, fault: Fault) -> None:
        async with desk(model, load=False) as at:
            at.server.inject(fault)
            await at.recognizer.load()
            assert await at.dictate("one", "two", "three") == "one two three"
            assert await at.dictate("four") == "four"
            assert len(at.server.connections) == 1

    run_each(
        dictate,
        ("nova-3", Fault.UNKNOWN_MESSAGES),
        ("nova-3", Fault.MALFORMED_MESSAGES),
        ("flux", Fault.UNKNOWN_MESSAGES),
        ("flux", Fault.MALFORMED_MESSAGES),
    )


def test_late_messages_stay_with_the_utterance_they_are_about() -> None:
    async def dictate(model: str) -> None:
        async with desk(model, load=False) as at:
            at.server.inject(Fault.LATE_MESSAGES)
            await at.recognizer.load()
            for said in (WORDS[:4], WORDS[4:8], WORDS[8:12]):
                with at.dictating() as dictation:
                    await dictation.speak(at.ears.say(*said))
                    try:
                        assert (await dictation.transcribe()).text == " ".join(said)
                    except EngineError as error:
                        assert error.trouble is Trouble.SILENT  # noqa: PT017 - either is right, wrong words are not
                    assert all(set(partial.split()) <= set(said) for partial in dictation.partials)

    run_each(dictate, ("nova-3",), ("flux",))


def test_what_nobody_foresaw_is_reported_and_got_over() -> None:
    async def connect() -> None:
        reported: list[object] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context["exception"]))
        async with desk(load=False) as at:
            seconds: list[float] = []

            def count(_: str, amount: float) -> None:
                seconds.append(amount)
                if len(seconds) == 1:
                    raise RuntimeError("no more disk")

            recognizer = recognizer_for(at.server.url, model="nova-3", spent=count)
            await recognizer.load()
            with Desk(at.server, recognizer, at.ears).dictating() as dictation:
                await dictation.speak(at.ears.say(*WORDS[:6]))
                assert [failure.trouble for failure in dictation.failures] == [Trouble.BROKEN]
            assert [type(error) for error in reported] == [RuntimeError]
            await recognizer.load()
            assert await Desk(at.server, recognizer, at.ears).dictate("one") == "one"
            await recognizer.close()

    asyncio.run(connect())
