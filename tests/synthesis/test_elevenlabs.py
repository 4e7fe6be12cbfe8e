"""The voice of ElevenLabs against its stand-in: what is heard, what is sent, and what is paid for."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
import soxr

from echoflow.clouds.addresses import Address
from echoflow.errors import EngineError, Trouble, UserError
from echoflow.recognition.whisper import WhisperRecognizer
from echoflow.synthesis.elevenlabs_protocol import MOST_CONTEXTS
from echoflow.synthesis.spoken_cache import SpokenCache
from echoflow.synthesis.synthesizer import Voice
from stand_ins.elevenlabs import RACHEL, tones
from support.speech import word_error_rate
from support.spoken import KEY, phrases_of, sound_of, spoken, spoken_until, stand_in, synthesizer, text_of, until

OTHER_VOICE = "JBFqnCBsd6RMkjVDRZzb"


def test_what_is_said_can_be_understood() -> None:
    phrases = ("The capital of France is Paris, ", "a very **large** city 😀. ", "It is famous for its art.")

    async def speak_and_listen() -> str:
        async with stand_in(synthesize=None) as server, synthesizer(server) as voice:
            chunks = await spoken(voice, *phrases)
        assert text_of(chunks) == "".join(phrases)
        recognizer = WhisperRecognizer()
        await recognizer.load()
        utterance = recognizer.begin(lambda _: None)
        sound = sound_of(chunks).astype(np.float32)
        utterance.feed(soxr.resample(sound, voice.sample_rate, 16000).astype(np.int16))
        transcript = await utterance.transcribe()
        await recognizer.close()
        return transcript.text

    heard = asyncio.run(speak_and_listen())

    assert word_error_rate("The capital of France is Paris, a very large city. It is famous for its art.", heard) == 0


def test_timings_are_those_of_the_service() -> None:
    async def check() -> None:
        async with stand_in(piece_seconds=0.4) as server, synthesizer(server) as voice:
            chunks = await spoken(voice, "Hi there, ", "my **friend**. ")
        # The stand-in speaks each character, and the space at the end of each text, in 0.15 s.
        before = itertools.accumulate((len(chunk.samples) / voice.sample_rate for chunk in chunks), initial=0.0)
        starts = [offset + start for offset, chunk in zip(before, chunks, strict=False) for start in chunk.starts]
        text = text_of(chunks)
        assert not any(chunk.estimated for chunk in chunks)
        assert starts[text.index("there")] == pytest.approx(3 * 0.15, abs=0.002)
        assert starts[text.index("friend")] == pytest.approx((len("Hi there, ") + 3) * 0.15, abs=0.002)
        for chunk in chunks:
            assert all(0 <= start <= len(chunk.samples) / voice.sample_rate for start in chunk.starts)

    asyncio.run(check())


def test_chinese_is_spoken_with_its_timings() -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server, language="zh") as voice:
            chunks = await spoken(voice, "你好，", "今天是**星期三**。", "很高兴见到你！")
            assert server.sockets[0].values("language_code") == ["zh"]
        assert text_of(chunks) == "你好，今天是**星期三**。很高兴见到你！"
        assert not any(chunk.estimated for chunk in chunks)

    asyncio.run(check())


def test_a_phrase_is_spoken_before_the_next_is_there() -> None:
    async def check() -> None:
        released = asyncio.Event()

        async def phrases() -> AsyncIterator[str]:
            yield "One thing, "
            await released.wait()
            yield "and another."

        async with stand_in() as server, synthesizer(server) as voice, aclosing(voice.speak(phrases())) as chunks:
            first = await anext(chunks)
            assert first.text
            released.set()
            assert first.text + text_of([chunk async for chunk in chunks]) == "One thing, and another."

    asyncio.run(check())


def test_one_connection_that_was_opened_ahead_serves_all_replies() -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            await voice.load()
            assert len(server.sockets) == 1
            for _ in range(3):
                assert text_of(await spoken(voice, "Hello.")) == "Hello."
            await voice.load()
            assert len(server.sockets) == 1
            assert (server.sockets[0].contexts_opened, server.sockets[0].most_contexts) == (3, 1)

    asyncio.run(check())


def test_warming_opens_the_connection_in_the_background() -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            voice.warm()
            voice.warm()
            await until(lambda: len(server.sockets) == 1)
            assert server.sockets[0].status == 101

    asyncio.run(check())


def test_an_interruption_closes_the_context_and_stops_the_reading() -> None:
    stopped: list[str] = []

    async def phrases() -> AsyncIterator[str]:
        try:
            yield "A sentence that would go on for quite a while. "
            await asyncio.Event().wait()
        finally:
            stopped.append("reading")

    async def check() -> None:
        async with stand_in(speed=2.0) as server, synthesizer(server) as voice:
            async with aclosing(voice.speak(phrases())) as chunks:
                await anext(chunks)
            assert stopped == ["reading"]
            await until(lambda: server.sockets[0].contexts_closed == 1)

    asyncio.run(check())


def test_what_still_comes_of_an_interrupted_reply_is_never_heard() -> None:
    async def check() -> None:
        async with stand_in(speed=20.0) as server, synthesizer(server) as voice:
            expected = sound_of([await tones("Two. ")])
            async with aclosing(voice.speak(phrases_of("One one one one one one one one one one. "))) as chunks:
                await anext(chunks)
            second = await spoken(voice, "Two.")
            assert text_of(second) == "Two."
            assert np.array_equal(sound_of(second), expected)
            assert len(server.sockets) == 1

    asyncio.run(check())


def test_fifty_rapid_interruptions_never_open_too_many_contexts() -> None:
    async def check() -> None:
        # The service speaks a text it was given to its end, so contexts are slow to close.
        async with stand_in(speed=20.0) as server, synthesizer(server) as voice:
            for number in range(50):
                reply = voice.speak(phrases_of(f"Number {number} is a sentence of some length, is it not? "))
                async with aclosing(reply) as chunks:
                    assert (await anext(chunks)).text.startswith("N")
            assert text_of(await spoken(voice, "At last.")) == "At last."
            assert max(exchange.most_contexts for exchange in server.sockets) <= MOST_CONTEXTS
            assert not [exchange for exchange in server.sockets if "max_active_conversations" in exchange.sent]
            await until(lambda: sum(exchange.open for exchange in server.sockets) <= 1)

    asyncio.run(check())


def test_what_was_spent_is_what_the_service_counted() -> None:
    async def check() -> None:
        spent: list[tuple[str, float]] = []
        async with stand_in() as server, synthesizer(server, spent=lambda *one: spent.append(one)) as voice:
            await spoken(voice, "One, ", "two **three** 😀. ", "四。")
            assert {item for item, _ in spent} == {"elevenlabs.characters"}
            assert sum(amount for _, amount in spent) == server.account.character_count

    asyncio.run(check())


def test_nothing_to_say_is_not_sent() -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            chunks = await spoken(voice, "😀", " *** \n")
            assert text_of(chunks) == "😀 *** \n"
            assert not len(sound_of(chunks))
            assert not [exchange.received for exchange in server.sockets if exchange.received]

    asyncio.run(check())


def test_a_short_phrase_that_was_spoken_before_costs_nothing(tmp_path: Path) -> None:
    async def check() -> None:
        async with stand_in() as server:
            async with synthesizer(server, cache=SpokenCache(tmp_path)) as voice:
                first = await spoken(voice, "Sure.")
            async with synthesizer(server, cache=SpokenCache(tmp_path)) as voice:
                count = server.account.character_count
                again = await spoken(voice, "**Sure.** ")
            assert server.account.character_count == count
            assert text_of(again) == "**Sure.** "
            assert np.array_equal(sound_of(again), sound_of(first))
            assert again[0].starts[2] == first[0].starts[0]
            assert len(again[0].starts) == len("**Sure.** ")

    asyncio.run(check())


def test_a_cached_beginning_is_followed_by_the_rest_in_order(tmp_path: Path) -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server, cache=SpokenCache(tmp_path)) as voice:
            whole = await spoken(voice, "好的，", "现在是三点。")
            await spoken(voice, "Never mind.")
            count = server.account.character_count
            again = await spoken(voice, "好的，", "现在是三点。")
            assert text_of(again) == text_of(whole) == "好的，现在是三点。"
            assert server.account.character_count - count == len("现在是三点。 ")
            # Cached is the phrase, and with it the space that ends every text.
            assert np.array_equal(sound_of(again), sound_of(whole))

    asyncio.run(check())


def test_a_cached_phrase_sounds_without_any_service(tmp_path: Path) -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server, cache=SpokenCache(tmp_path)) as voice:
            await spoken(voice, "You're welcome!")
            address = server.url
        gone = Address.parse(address, "ElevenLabs")
        async with synthesizer(server, cache=SpokenCache(tmp_path), address=gone) as voice:
            assert text_of(await spoken(voice, "You're welcome!")) == "You're welcome!"
            heard, error = await spoken_until(voice, "You're welcome! ", "And more.")
            assert text_of(heard) == "You're welcome! "
            assert error is not None
            assert error.trouble is Trouble.UNREACHABLE

    asyncio.run(check())


def test_another_voice_is_another_cache(tmp_path: Path) -> None:
    async def check() -> None:
        async with stand_in() as server, synthesizer(server, cache=SpokenCache(tmp_path)) as voice:
            await spoken(voice, "Sure.")
            voice.set_voice(OTHER_VOICE)
            count = server.account.character_count
            await spoken(voice, "Sure.")
            assert server.account.character_count > count

    asyncio.run(check())


def test_another_voice_speaks_from_the_next_reply_on() -> None:
    async def check() -> None:
        async with stand_in(speed=5.0) as server, synthesizer(server) as voice:
            async with aclosing(voice.speak(phrases_of("A sentence in the first voice."))) as chunks:
                first = await anext(chunks)
                voice.set_voice(OTHER_VOICE)
                rest = [chunk async for chunk in chunks]
            assert first.text + text_of(rest) == "A sentence in the first voice."
            # Its connection was opened ahead.
            await until(lambda: len(server.sockets) == 2)
            await spoken(voice, "And the other.")
            voices = [urlsplit(exchange.path).path.split("/")[3] for exchange in server.sockets]
            assert voices == [RACHEL, OTHER_VOICE]
            await until(lambda: not server.sockets[0].open)

    asyncio.run(check())


class OneVoice:
    """An account that has Rachel."""

    closed = False

    async def voices(self) -> tuple[Voice, ...]:
        return (Voice(RACHEL, "Rachel", "en"),)

    async def close(self) -> None:
        self.closed = True


def test_a_voice_the_account_does_not_have_is_refused_once_it_is_known() -> None:
    account = OneVoice()

    async def check() -> None:
        async with stand_in() as server, synthesizer(server, account=account) as voice:
            assert await voice.voices() == (Voice(RACHEL, "Rachel", "en"),)
            with pytest.raises(UserError, match="nobody"):
                voice.set_voice("nobody")

    asyncio.run(check())
    assert account.closed, "its connections are closed with the voice"


def test_the_key_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("websockets", "websockets.client", "echoflow", "asyncio"):
        caplog.set_level(logging.DEBUG, logger=name)

    async def check() -> None:
        asyncio.get_running_loop().set_debug(True)
        async with stand_in() as server, synthesizer(server) as voice:
            await spoken(voice, "Hello.")
            assert KEY not in repr(voice) + repr(vars(voice).values())
        async with synthesizer(server) as voice:
            with pytest.raises(EngineError) as caught:
                await voice.load()
            assert KEY not in repr(caught.value) + repr(caught.value.__cause__)

    asyncio.run(check())

    assert KEY not in caplog.text


def test_what_is_wrong_with_the_phrases_is_told_as_it_is() -> None:
    async def phrases() -> AsyncIterator[str]:
        yield "Hello. "
        raise LookupError("the language model lost its thread")

    async def check() -> None:
        async with stand_in() as server, synthesizer(server) as voice:
            with pytest.raises(LookupError, match="thread"):
                async for _ in voice.speak(phrases()):
                    pass

    asyncio.run(check())
