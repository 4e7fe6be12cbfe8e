"""Deepgram's recognizer through the real SDK, over loopback, when all is well."""

from __future__ import annotations

import asyncio
import logging
import time

import pytest

from echoflow.errors import EngineError, Trouble
from echoflow.recognition.deepgram import DeepgramRecognizer
from echoflow.recognition.recognizer import Sign, TurnSign
from support.dictation import KEY, WORDS, Desk, desk, recognizer_for, run_each


def test_speech_becomes_text_while_it_is_spoken_and_soon_after() -> None:
    async def dictate(model: str) -> None:
        async with desk(model) as at:
            with at.dictating() as dictation:
                await dictation.speak(at.ears.say(*WORDS[:8]))
                transcript = await dictation.transcribe()
                took = asyncio.get_running_loop().time() - dictation.spoken_at

            assert transcript.text == " ".join(WORDS[:8])
            assert transcript.audio_seconds == pytest.approx(0.25 + 8 * 0.3 + 0.2)
            assert len(dictation.partials) >= 2
            assert transcript.text.startswith(dictation.partials[0])
            assert took < 1.0, "it takes 0.25 s plus what this machine needs"
            assert not dictation.failures

    run_each(dictate, ("nova-3",), ("flux",))


def test_what_is_counted_is_what_was_sent() -> None:
    async def dictate(model: str) -> None:
        async with desk(model) as at:
            await at.dictate("one", "two")
            await at.dictate("three")
            await asyncio.sleep(0.05)
            (connection,) = at.server.connections
            assert sum(seconds for _, _, seconds in at.spent) == pytest.approx(connection.audio_seconds, abs=1e-6)
            assert connection.audio_seconds < 1.8 + 2 * 0.45 + 2 * 0.5, "speech, its edges, and for Flux its ends"
            assert {item for _, item, _ in at.spent} == {"deepgram.flux" if model == "flux" else "deepgram.nova-3"}
            assert not connection.too_fast

    run_each(dictate, ("nova-3",), ("flux",))


def test_utterances_on_one_connection_keep_their_words_apart() -> None:
    async def dictate(model: str) -> None:
        async with desk(model) as at:
            assert await at.dictate("one", "two", "three") == "one two three"
            with at.dictating() as dropped:
                await dropped.speak(at.ears.say("nine", "ten", "eleven"))
            assert await at.dictate("four", "five", "six") == "four five six"
            with at.dictating() as broken_off:
                broken_off.utterance.feed(at.ears.say("twelve", "twelve"))
                await asyncio.sleep(0.3)
            assert await at.dictate("seven", "eight") == "seven eight"
            assert len(at.server.connections) == 1

    run_each(dictate, ("nova-3",), ("flux",))


def test_a_user_who_goes_on_is_heard_to_the_end() -> None:
    async def dictate(model: str) -> None:
        async with desk(model) as at:
            with at.dictating() as dictation:
                await dictation.speak(at.ears.say("one", "two"))
                first = await dictation.transcribe()
                await asyncio.sleep(0.8)
                await dictation.speak(at.ears.say("three", "four"))
                second = await dictation.transcribe()
                again = await dictation.transcribe()

            assert (first.text, second.text, again.text) == ("one two", "one two three four", "one two three four")
            assert dictation.partials[-1] == second.text

    run_each(dictate, ("nova-3",), ("flux",))


def test_flux_tells_of_the_turn() -> None:
    async def dictate() -> None:
        async with desk("flux") as at:
            with at.dictating() as dictation:
                await dictation.speak(at.ears.say("one", "two", "three"))
                first = await dictation.transcribe()
                async with asyncio.timeout(2):
                    while len(dictation.signs) < 2:
                        await asyncio.sleep(0.01)
                last = await dictation.transcribe()

            said = "one two three"
            assert dictation.signs == [TurnSign(Sign.END_EXPECTED, said), TurnSign(Sign.ENDED, said)]
            assert (first.text, last.text) == (said, said)
            assert last.turn_ended
            assert not [message for message in at.server.connections[0].received if message["type"] == "ForceEndTurn"]

    asyncio.run(dictate())


def test_nothing_said_is_nothing_heard() -> None:
    async def dictate(model: str) -> None:
        async with desk(model) as at:
            with at.dictating() as dictation:
                await dictation.speak(at.ears.say())
                began = time.monotonic()
                assert (await dictation.transcribe()).text == ""
                assert time.monotonic() - began < 1.2

    run_each(dictate, ("nova-3",), ("flux",))


def test_the_service_is_asked_for_what_the_user_chose() -> None:
    async def connect() -> None:
        async with desk(load=False) as at:
            french = recognizer_for(at.server.url, language="fr", keyterms=["EchoFlow", "two words"])
            chinese = recognizer_for(at.server.url, language="zh", keyterms=["回声"])
            await french.load()
            await chinese.load()
            await french.close()
            await chinese.close()

            one, other = at.server.connections
            assert one.path == "/v2/listen"
            assert one.values("model") == ["flux-general-multi"]
            assert one.values("language_hint") == ["fr"]
            assert one.values("keyterm") == ["EchoFlow", "two words"]
            assert one.values("eager_eot_threshold") == ["0.45"]
            assert other.path == "/v1/listen"
            assert other.values("model") == ["nova-3"]
            assert other.values("language") == ["zh"]
            assert other.values("keyterm") == ["回声"]
            assert other.values("no_delay") == ["true"]
            assert one.values("mip_opt_out") == other.values("mip_opt_out") == ["true"]
            assert (french.languages, chinese.languages) == (("fr",), ("zh",))

    asyncio.run(connect())


def test_idle_connections_are_kept_open_for_next_to_nothing() -> None:
    async def idle(model: str) -> None:
        async with desk(model, idle_seconds=6.5) as at:
            await at.dictate("one")
            await asyncio.sleep(8.0)
            (connection,) = at.server.connections
            assert connection.open
            assert connection.audio_seconds < 0.3 + 0.45 + 1.2
            kinds = {message["type"] for message in connection.received}
            assert ("KeepAlive" in kinds) is (model == "nova-3")

    run_each(idle, ("nova-3",), ("flux",))


def test_it_is_loaded_once() -> None:
    async def load() -> None:
        async with desk() as at:
            await asyncio.gather(at.recognizer.load(), at.recognizer.load())
            await at.recognizer.load()
            assert len(at.server.log) == 1

    asyncio.run(load())


def test_a_closed_utterance_is_over() -> None:
    async def close() -> None:
        async with desk("nova-3") as at:
            dictation = at.begin()
            await dictation.speak(at.ears.say("one"))
            transcription = asyncio.create_task(dictation.transcribe())
            await asyncio.sleep(0.01)
            dictation.utterance.close()
            dictation.utterance.close()
            with pytest.raises(asyncio.CancelledError):
                await transcription
            dictation.utterance.feed(at.ears.say("two"))
            told = list(dictation.partials)
            await asyncio.sleep(0.5)
            assert dictation.partials == told

    asyncio.run(close())


def test_what_is_not_loaded_cannot_begin() -> None:
    with pytest.raises(EngineError) as caught:
        recognizer_for("http://127.0.0.1:9").begin(print)
    assert not caught.value.permanent


def test_without_a_key_nothing_is_asked() -> None:
    with pytest.raises(EngineError, match="no key for Deepgram") as caught:
        asyncio.run(DeepgramRecognizer("").load())
    assert caught.value.trouble is Trouble.KEY_MISSING


def test_the_key_is_told_to_nobody(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("deepgram", "websockets", "websockets.client", "httpx", "echoflow"):
        logging.getLogger(name).setLevel(logging.DEBUG)

    async def dictate() -> Desk:
        async with desk("nova-3") as at:
            await at.dictate("one")
            assert KEY not in repr(at.recognizer)
            assert KEY not in str(vars(at.recognizer)["_client"])
            wrong = recognizer_for(at.server.url)
            vars(wrong)["_key"] = KEY + "-which-is-wrong"
            with pytest.raises(EngineError) as caught:
                await wrong.load()
            await wrong.close()
            assert KEY not in repr(caught.value)
            assert caught.value.trouble is Trouble.KEY_REFUSED
            return at

    try:
        asyncio.run(dictate())
    finally:
        for name in ("deepgram", "websockets", "websockets.client", "httpx", "echoflow"):
            logging.getLogger(name).setLevel(logging.NOTSET)

    assert "connected to Deepgram" in caplog.text
    assert KEY not in caplog.text
