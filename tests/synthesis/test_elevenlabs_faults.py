"""What becomes of a reply when ElevenLabs fails, in every way its stand-in can."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing

import numpy as np
import pytest

from echoflow.errors import EngineError, Trouble
from echoflow.synthesis import elevenlabs_speech
from echoflow.synthesis.elevenlabs_line import VoiceLine
from echoflow.synthesis.elevenlabs_protocol import stream_url
from stand_ins.elevenlabs import RACHEL
from stand_ins.faults import Fault, When
from support.spoken import KEY, phrases_of, sound_of, spoken, spoken_until, stand_in, synthesizer, text_of, until

PHRASES = ("The first phrase, ", "a second one of some length, ", "and 第三句。")
WHOLE = "".join(PHRASES)

AT_CONNECT = {
    Fault.REFUSE_400: Trouble.REJECTED,
    Fault.REFUSE_401: Trouble.KEY_REFUSED,
    Fault.REFUSE_402: Trouble.PAYMENT,
    Fault.REFUSE_403: Trouble.FORBIDDEN,
    Fault.REFUSE_429: Trouble.BUSY,
    Fault.REFUSE_500: Trouble.BROKEN,
    Fault.REFUSE_503: Trouble.BROKEN,
    Fault.DROP: Trouble.UNREACHABLE,
    Fault.STALL: Trouble.UNREACHABLE,
}
PERMANENT = {Trouble.REJECTED, Trouble.KEY_REFUSED, Trouble.PAYMENT, Trouble.FORBIDDEN}


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Silence is noticed sooner, so that the test is over sooner."""
    monkeypatch.setattr(elevenlabs_speech, "SILENT_SECONDS", 0.4)


@pytest.mark.parametrize(("fault", "trouble"), AT_CONNECT.items())
def test_loading_says_why_it_cannot_connect(fault: Fault, trouble: Trouble) -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            server.inject(fault, When.CONNECT, times=None)
            with pytest.raises(EngineError) as caught:
                await voice.load()
            assert (caught.value.trouble, caught.value.permanent) == (trouble, trouble in PERMANENT)
            server.faults.clear()
            await voice.load()
            assert text_of(await spoken(voice, *PHRASES)) == WHOLE

    asyncio.run(check())


@pytest.mark.parametrize("fault", [Fault.REFUSE_401, Fault.REFUSE_402])
def test_what_is_refused_for_good_is_not_tried_again(fault: Fault) -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            server.inject(fault, When.CONNECT, times=None)
            for _ in range(3):
                voice.warm()
                _, error = await spoken_until(voice, *PHRASES)
                assert error is not None
                assert error.permanent
            assert len(server.sockets) == 1

    asyncio.run(check())


@pytest.mark.parametrize("fault", [Fault.REFUSE_500, Fault.REFUSE_503, Fault.DROP, Fault.CLOSE_1011])
def test_a_reply_goes_on_by_itself_after_one_failure_at_its_beginning(fault: Fault) -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            server.inject(fault, When.CONNECT)
            assert text_of(await spoken(voice, *PHRASES)) == WHOLE
            assert len(server.sockets) == 2

    asyncio.run(check())


def test_a_connection_lost_between_replies_costs_no_reply() -> None:
    async def check() -> None:
        async with stand_in(inactivity=0.5) as server, synthesizer(server) as voice:
            await spoken(voice, "Hello.")
            await until(lambda: not server.sockets[0].open)
            assert text_of(await spoken(voice, *PHRASES)) == WHOLE
            assert server.sockets[0].contexts_opened == 1

    asyncio.run(check())


LOST_IN_THE_MIDDLE = {
    Fault.DROP: Trouble.UNREACHABLE,
    Fault.CLOSE_1008: Trouble.REJECTED,
    Fault.CLOSE_1009: Trouble.BROKEN,
    Fault.CLOSE_1011: Trouble.BROKEN,
    Fault.REFUSE_429: Trouble.BUSY,
    Fault.REFUSE_503: Trouble.BROKEN,
    Fault.STALL: Trouble.UNREACHABLE,
}
"""What it is called that a connection was lost and another one cannot be had, or is lost as well."""


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.CLOSE_1009, Fault.CLOSE_1011])
def test_after_a_loss_the_rest_is_said_from_the_word_that_was_torn(fault: Fault) -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            whole = len(sound_of(await spoken(voice, *PHRASES)))
        async with stand_in(piece_seconds=1.0) as server, synthesizer(server) as voice:
            server.inject(fault, When.MIDDLE)
            chunks = await spoken(voice, *PHRASES)
            assert text_of(chunks) == WHOLE
            said_again = "".join(text for _, text in server.sockets[1].texts)
            assert said_again.strip() == WHOLE.removeprefix("The ")
            # No more of it is heard twice than that word, of which the stand-in takes 0.15 s for a letter.
            assert whole <= len(sound_of(chunks)) <= whole + len("first ") * 0.15 * voice.sample_rate

    asyncio.run(check())


@pytest.mark.parametrize(("fault", "trouble"), LOST_IN_THE_MIDDLE.items())
def test_what_was_spoken_before_it_was_lost_for_good_stays_good(fault: Fault, trouble: Trouble) -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            server.inject(fault, When.MIDDLE, times=None)
            chunks, error = await spoken_until(voice, *PHRASES)
            assert error is not None
            assert error.trouble is trouble
            assert WHOLE.startswith(text_of(chunks))
            assert len(sound_of(chunks)) > 0
            # Nobody is told more than was heard: the characters of the chunks are those that began in them.
            assert len(text_of(chunks)) < len(WHOLE)

    asyncio.run(check())


@pytest.mark.parametrize("when", When)
@pytest.mark.parametrize("fault", [Fault.UNKNOWN_MESSAGES, Fault.MALFORMED_MESSAGES, Fault.LATE_MESSAGES])
def test_strange_and_late_messages_change_nothing_that_is_heard(fault: Fault, when: When) -> None:
    async def check() -> None:
        async with stand_in(late=0.2) as server, synthesizer(server) as voice:
            expected = await spoken(voice, *PHRASES)
        async with stand_in(late=0.2) as server, synthesizer(server) as voice:
            server.inject(fault, when, times=None)
            chunks = await spoken(voice, *PHRASES)
        assert text_of(chunks) == WHOLE
        assert np.array_equal(sound_of(chunks), sound_of(expected))

    asyncio.run(check())


def test_a_service_that_says_nothing_is_given_up_in_time() -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            server.inject(Fault.SILENT, When.CONNECT)
            await voice.load()
            began = time.monotonic()
            _, error = await spoken_until(voice, *PHRASES)
            assert error is not None
            assert error.trouble is Trouble.SILENT
            assert 2.0 < time.monotonic() - began < 4.0

    asyncio.run(check())


@pytest.mark.usefixtures("hasty")
def test_a_service_that_fell_silent_must_speak_before_it_counts_as_loaded() -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            server.inject(Fault.SILENT, When.CONNECT, times=2)
            _, error = await spoken_until(voice, *PHRASES)
            assert error is not None
            with pytest.raises(EngineError) as caught:
                await voice.load()
            assert caught.value.trouble is Trouble.SILENT
            await voice.load()
            assert text_of(await spoken(voice, *PHRASES)) == WHOLE

    asyncio.run(check())


@pytest.mark.usefixtures("hasty")
def test_silence_in_the_middle_is_noticed_too() -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            server.inject(Fault.SILENT, When.MIDDLE)
            chunks, error = await spoken_until(voice, *PHRASES)
            assert error is not None
            assert error.trouble is Trouble.SILENT
            assert WHOLE.startswith(text_of(chunks))

    asyncio.run(check())


def test_an_empty_account_and_a_voice_that_is_gone_are_told_apart() -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            server.account.character_limit = 0
            _, error = await spoken_until(voice, *PHRASES)
            assert error is not None
            assert error.trouble is Trouble.PAYMENT
        async with stand_in() as server, synthesizer(server, voice="nobody") as voice:
            _, error = await spoken_until(voice, *PHRASES)
            assert error is not None
            assert error.trouble is Trouble.REJECTED
        async with stand_in() as server, synthesizer(server, key="wrong") as voice:
            _, error = await spoken_until(voice, *PHRASES)
            assert error is not None
            assert error.trouble is Trouble.KEY_REFUSED

    asyncio.run(check())


@pytest.mark.parametrize(("key", "trouble"), [("", Trouble.KEY_MISSING), ("ключ", Trouble.KEY_REFUSED)])
def test_a_key_that_can_be_none_is_not_sent(key: str, trouble: Trouble) -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server, key=key) as voice:
            with pytest.raises(EngineError) as caught:
                await voice.load()
            assert caught.value.trouble is trouble
            assert server.log == []

    asyncio.run(check())


@pytest.mark.parametrize("fault", [Fault.NO_CLOSE_REPLY, Fault.STALL, Fault.SILENT])
@pytest.mark.parametrize("speaking", [False, True])
def test_closing_takes_no_second(fault: Fault, speaking: bool) -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            server.inject(fault, When.CONNECT, times=None)
            voice.warm()
            reply = asyncio.create_task(spoken_until(voice, *PHRASES)) if speaking else None
            await until(lambda: bool(server.sockets))
            await asyncio.sleep(0.05)
            began = time.monotonic()
            await voice.close()
            assert time.monotonic() - began < 1.0
            if reply is not None:
                chunks, _ = await asyncio.wait_for(reply, 1.0)
                assert WHOLE.startswith(text_of(chunks))

    asyncio.run(check())


def test_nothing_speaks_after_closing() -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            await voice.load()
            await voice.close()
            voice.warm()
            _, error = await spoken_until(voice, *PHRASES)
            assert error is not None
            assert len(server.sockets) == 1

    asyncio.run(check())


def test_a_lost_connection_is_opened_again_while_somebody_talks() -> None:
    async def check() -> None:
        # The service closes a connection on which nothing was said for so long.
        async with stand_in(inactivity=0.1) as server, synthesizer(server) as voice:
            voice.warm()
            await until(lambda: len(server.sockets) >= 3)
            assert not server.sockets[0].open

    asyncio.run(check())


def test_a_service_that_accepts_and_hangs_up_is_not_beset() -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            server.inject(Fault.CLOSE_1011, When.CONNECT, times=None)
            began = time.monotonic()
            voice.warm()
            await until(lambda: len(server.sockets) == 4)
            # 0.1 + 0.2 + 0.4 s
            assert time.monotonic() - began > 0.65

    asyncio.run(check())


def test_a_connection_nobody_uses_is_let_go_and_opened_again_when_wanted() -> None:
    async def check() -> None:
        async with stand_in() as server:
            address = server.url.replace("http", "ws", 1)
            line = VoiceLine(stream_url(address, RACHEL, "eleven_flash_v2_5"), KEY, idle=0.1)
            try:
                await line.open()
                await until(lambda: not server.sockets[0].open)
                assert not line.is_open
                assert server.sockets[0].close_code == 1000
                await line.open()
                assert len(server.sockets) == 2
            finally:
                await line.close()

    asyncio.run(check())


def test_a_connection_that_grows_old_while_it_is_wanted_is_replaced() -> None:
    async def check() -> None:
        async with stand_in() as server:
            address = server.url.replace("http", "ws", 1)
            line = VoiceLine(stream_url(address, RACHEL, "eleven_flash_v2_5"), KEY, idle=0.3)
            try:
                await line.open()
                await asyncio.sleep(0.15)
                line.warm()
                await until(lambda: len(server.sockets) == 2)
                await until(lambda: line.is_open)
            finally:
                await line.close()

    asyncio.run(check())


def test_an_interruption_while_connecting_leaves_nothing_behind() -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            server.inject(Fault.STALL, When.CONNECT)
            reply = voice.speak(phrases_of(*PHRASES))
            first = asyncio.ensure_future(anext(reply))
            await until(lambda: bool(server.sockets))
            first.cancel()
            await asyncio.wait({first})
            async with aclosing(reply):
                pass
            assert server.account.character_count == 0

    asyncio.run(check())


def test_another_voice_while_connecting_does_not_end_the_reply() -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            server.inject(Fault.STALL, When.CONNECT)
            reply = asyncio.create_task(spoken(voice, *PHRASES))
            await until(lambda: bool(server.sockets))
            voice.set_voice("JBFqnCBsd6RMkjVDRZzb")
            assert text_of(await reply) == WHOLE

    asyncio.run(check())
