"""A model behind a network, through the real SDK against the stand-in."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

import pytest
from PySide6.QtWidgets import QApplication

from echoflow.clouds.addresses import Address
from echoflow.commands.runner import qt_event_loop
from echoflow.errors import EngineError, Trouble
from echoflow.language.language_model import Message, Sampling
from echoflow.language.openai_client import Patience
from echoflow.language.openai_compatible import OpenAICompatibleModel
from stand_ins.openai import MODEL, OpenAIStandIn, says
from support.chatting import FRANCE, KEY, PARIS, SYSTEM, ask, chats, model_at, talk


def test_a_real_model_answers() -> None:
    answer = talk(
        OpenAIStandIn(),
        lambda model: ask(model, SYSTEM, FRANCE, sampling=Sampling(temperature=0, max_tokens=20)),
        patience=Patience(),
    )
    assert "Paris" in answer


def test_the_first_model_is_asked_with_all_that_was_chosen() -> None:
    server = OpenAIStandIn(answer=says(*PARIS), models=["nomic-embed-text", MODEL])

    assert talk(server, ask) == "The capital of France is Paris."
    [sent] = chats(server)[0].received
    assert sent["model"] == MODEL
    assert sent["messages"] == [
        {"role": "system", "content": "You are Echo."},
        {"role": "user", "content": "What is the capital of France?"},
    ]
    assert (sent["temperature"], sent["top_k"], sent["max_tokens"]) == (0.7, 40, 256)
    assert sent["stream"] is True


def test_a_named_model_is_asked() -> None:
    server = OpenAIStandIn(answer=says("Hi"), models=["one", "two"])

    assert talk(server, ask, model="two") == "Hi"
    assert chats(server)[0].received[0]["model"] == "two"


def test_a_model_that_is_not_there_is_named() -> None:
    async def fail(model: OpenAICompatibleModel) -> EngineError:
        with pytest.raises(EngineError) as refused:
            await ask(model)
        return refused.value

    error = talk(OpenAIStandIn(answer=says("Hi")), fail, model="gone")
    assert error.trouble is Trouble.REJECTED
    assert error.permanent
    assert "`gone` does not exist" in str(error)


def test_tokens_are_counted_by_the_service() -> None:
    spent: dict[str, float] = {}
    talk(OpenAIStandIn(answer=says(*PARIS)), ask, spent=spent.__setitem__)

    assert spent == {"openai.input_tokens": 20, "openai.output_tokens": 5}


def test_a_service_that_counts_nothing_is_told_so_once() -> None:
    spent: list[tuple[str, float]] = []
    server = OpenAIStandIn(answer=says(*PARIS), unsupported={"stream_options"})

    async def twice(model: OpenAICompatibleModel) -> None:
        await ask(model)
        await ask(model)

    talk(server, twice, spent=lambda item, amount: spent.append((item, amount)))
    assert [one.status for one in chats(server)] == [400, 200, 200]
    assert spent == [("openai.input_tokens", 20), ("openai.output_tokens", 8)] * 2


def test_what_a_server_does_not_take_is_left_out_from_then_on() -> None:
    server = OpenAIStandIn(
        answer=says("Hi"), unsupported={"top_k", "repeat_penalty", "reasoning_effort", "max_tokens", "temperature"}
    )

    async def twice(model: OpenAICompatibleModel) -> list[str]:
        return [await ask(model), await ask(model)]

    assert talk(server, twice) == ["Hi", "Hi"]
    assert [one.status for one in chats(server)][-2:] == [200, 200]
    assert len(chats(server)) <= 7
    assert chats(server)[-1].received[0]["max_completion_tokens"] == 256


async def told(messages: Sequence[Message], _sampling: Sampling) -> AsyncGenerator[str, None]:
    """Answers with what it was told."""
    yield "|".join(message.content[:8] for message in messages)


@pytest.mark.parametrize("letter", ["x", "好"])
def test_of_a_conversation_that_is_too_long_the_oldest_turns_are_left_out(letter: str) -> None:
    server = OpenAIStandIn(answer=told, context_length=400)
    turns = [
        message
        for at in range(30)
        for message in (Message("user", f"u{at:02} {letter * 60}"), Message("assistant", f"a{at:02} {letter * 60}"))
    ]

    async def twice(model: OpenAICompatibleModel) -> tuple[str, str]:
        return await ask(model, SYSTEM, *turns, FRANCE), await ask(model, SYSTEM, *turns, FRANCE)

    first, second = talk(server, twice)
    kept = first.split("|")
    assert kept[0] == "You are "
    assert kept[-1] == "What is "
    assert kept[1].startswith("u")
    assert len(kept) > 4, "more was left out than had to be"
    assert second == first
    assert chats(server)[-2].status == 200, "what does not fit is not sent again"
    assert chats(server)[-1].status == 200


def test_what_cannot_be_made_shorter_is_said_to_be_too_long() -> None:
    async def fail(model: OpenAICompatibleModel) -> EngineError:
        with pytest.raises(EngineError, match="say it shorter") as refused:
            await ask(model, SYSTEM, Message("user", "x" * 4000))
        assert await ask(model) == "Hi"
        return refused.value

    error = talk(OpenAIStandIn(answer=says("Hi"), context_length=100), fail)
    assert error.trouble is Trouble.REJECTED
    assert not error.permanent


def test_thinking_is_not_spoken() -> None:
    assert talk(OpenAIStandIn(answer=says("<thi", "nk>Hm", "</think>", "\n\nParis", ".")), ask) == "Paris."


def test_a_model_that_only_thinks_is_not_left_at_that() -> None:
    async def fail(model: OpenAICompatibleModel) -> None:
        with pytest.raises(EngineError, match="only thought"):
            await ask(model)

    talk(OpenAIStandIn(answer=says("<think>", "Hm. " * 20)), fail)


def test_closing_the_answer_ends_the_request_at_once() -> None:
    server = OpenAIStandIn(answer=says(*["word "] * 1000), token_seconds=0.01)
    spent: dict[str, float] = {}

    async def stop(model: OpenAICompatibleModel) -> float:
        async with aclosing(model.generate([FRANCE], Sampling(max_tokens=1000))) as pieces:
            async for _ in pieces:
                break
            began = time.monotonic()
        took = time.monotonic() - began
        while chats(server)[0].open:
            await asyncio.sleep(0.005)
        assert chats(server)[0].output_tokens < 50
        return took

    assert talk(server, stop, spent=spent.__setitem__) < 0.2
    assert 0 < spent["openai.output_tokens"] < 50


def test_cancelling_ends_the_request_before_anything_has_come() -> None:
    server = OpenAIStandIn(answer=says("Hi"), latency=30)

    async def stop(model: OpenAICompatibleModel) -> None:
        await model.load()
        task = asyncio.create_task(ask(model))
        while not chats(server):
            await asyncio.sleep(0.005)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        while chats(server)[0].open:
            await asyncio.sleep(0.005)

    talk(server, stop, patience=Patience())


def test_a_new_answer_ends_the_one_before_quietly() -> None:
    server = OpenAIStandIn(answer=says(*["word "] * 1000), token_seconds=0.01)

    async def interrupt(model: OpenAICompatibleModel) -> None:
        first = model.generate([FRANCE], Sampling(max_tokens=1000))
        assert await anext(first) == "word "
        second = model.generate([FRANCE], Sampling(max_tokens=3))
        assert await anext(second) == "word "
        assert [piece async for piece in first] == []
        assert len([piece async for piece in second]) == 2

    talk(server, interrupt)


def test_a_server_at_home_reads_ahead() -> None:
    server = OpenAIStandIn(answer=says(*PARIS))

    async def live(model: OpenAICompatibleModel) -> str:
        await model.prefill([SYSTEM, FRANCE], Sampling())
        return await ask(model)

    assert talk(server, live) == "The capital of France is Paris."
    ahead, asked = (one.received[0] for one in chats(server))
    assert ahead["max_tokens"] == 1
    assert ahead["cache_prompt"] is True
    assert {**ahead, "max_tokens": 256} == asked


def test_tokens_of_a_prompt_are_estimated_without_asking() -> None:
    server = OpenAIStandIn(answer=says(*PARIS))

    async def live(model: OpenAICompatibleModel) -> tuple[int, int]:
        return await model.count_tokens([FRANCE]), await model.count_tokens([FRANCE, Message("user", "你好" * 50)])

    short, long = talk(server, live)
    assert len(FRANCE.content) / 4 <= short < len(FRANCE.content)
    assert long >= short + 100
    assert not chats(server)


def test_what_is_paid_for_is_not_read_ahead() -> None:
    server = OpenAIStandIn(answer=says("Hi"))

    async def live() -> None:
        async with server:
            # 127.0.0.1 by a name that looks like any other on the internet.
            class Elsewhere(Address):
                at_home = False

            address = Address.parse(server.url, "it")
            async with model_at(server, address=Elsewhere(address.http, address.websocket)) as model:
                await model.prefill([FRANCE], Sampling())
                await model.prefill([FRANCE], Sampling())
                assert await ask(model) == "Hi"
        assert len(chats(server)) == 1
        assert set(chats(server)[0].received[0]) & {"top_k", "cache_prompt", "chat_template_kwargs"} == set()
        assert len(server.log) == 2, "one look at the models opens the connection"

    asyncio.run(live())


@pytest.mark.parametrize(
    ("key", "given", "trouble"),
    [("good", KEY, Trouble.KEY_REFUSED), ("good", "", Trouble.KEY_REFUSED), ("good", "my key", Trouble.KEY_REFUSED)],
)
def test_a_wrong_key_is_found_when_loading(key: str, given: str, trouble: Trouble) -> None:
    with pytest.raises(EngineError) as refused:
        talk(OpenAIStandIn(answer=says("Hi"), key=key), lambda model: model.load(), key=given)

    assert refused.value.trouble is trouble
    assert refused.value.permanent


def test_a_server_at_home_needs_no_key() -> None:
    assert talk(OpenAIStandIn(answer=says("Hi")), ask, key="") == "Hi"


def test_no_prompt_and_no_key_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def both(model: OpenAICompatibleModel) -> None:
        assert KEY not in repr(model)
        with pytest.raises(EngineError) as refused:
            await ask(model)
        assert refused.value.__cause__ is None

    with caplog.at_level(logging.DEBUG):
        assert talk(OpenAIStandIn(answer=says("Secret answer")), ask)
        talk(OpenAIStandIn(answer=says("Hi"), key="another"), both)
    for secret in (KEY, "capital of France", "Secret answer"):
        assert secret not in caplog.text


def test_nothing_of_the_environment_is_sent_to_a_server_at_home() -> None:
    # A program of its own, because the environment is that of the whole process.
    program = """
import asyncio, sys
from echoflow.clouds.addresses import Address
from echoflow.language.openai_compatible import OpenAICompatibleModel
async def main():
    seen = []
    async def serve(reader, writer):
        seen.append((await reader.readuntil(b"\\r\\n\\r\\n")).decode())
        writer.close()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    model = OpenAICompatibleModel("", address=Address.parse(f"http://127.0.0.1:{port}", "it"))
    try:
        await model.load()
    except Exception:
        pass
    await model.close()
    server.close()
    print(seen[0])
asyncio.run(main())
"""
    environment = {
        **os.environ,
        "OPENAI_API_KEY": "ambient-1",
        "OPENAI_ADMIN_KEY": "ambient-2",
        "OPENAI_ORG_ID": "ambient-3",
        "OPENAI_PROJECT_ID": "ambient-4",
        "OPENAI_BASE_URL": "http://127.0.0.1:9/ambient-5",
        "OPENAI_CUSTOM_HEADERS": "Authorization: Bearer ambient-6",
        "HTTP_PROXY": "http://127.0.0.1:9",
        "ALL_PROXY": "socks5://127.0.0.1:9",
        "OPENAI_LOG": "debug",
    }
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("GET /v1/models HTTP/1.1")
    assert "ambient" not in done.stdout
    assert "DEBUG" not in done.stderr


def test_a_proxy_of_the_wrong_kind_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")

    with pytest.raises(EngineError, match="SOCKS proxy"):
        asyncio.run(OpenAICompatibleModel(KEY).load())


def test_openai_itself_needs_a_key() -> None:
    with pytest.raises(EngineError) as missing:
        asyncio.run(OpenAICompatibleModel("").load())
    assert missing.value.trouble is Trouble.KEY_MISSING


def test_it_runs_on_the_loop_of_the_app(qapp: QApplication) -> None:
    async def live() -> str:
        async with OpenAIStandIn(answer=says(*PARIS)) as server, model_at(server, patience=Patience()) as model:
            await model.load()
            return await ask(model)

    with qt_event_loop(qapp) as loop:
        assert loop.run_until_complete(live()) == "The capital of France is Paris."
