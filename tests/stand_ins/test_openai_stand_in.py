"""The stand-in of an OpenAI-compatible server as the vendor's SDK sees it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from typing import Any

import openai
import pytest
from openai.types.chat import ChatCompletionChunk

from echoflow.language.language_model import Message, Sampling
from stand_ins.faults import Fault, When
from stand_ins.openai import MODEL, OpenAIStandIn, says
from stand_ins.scenarios import scenario
from support.stand_in_program import stand_in_program

PIECES = ("It ", "is ", "three ", "o'clock.")
TEXT = "".join(PIECES)


def quick(**options: Any) -> OpenAIStandIn:
    """A service that always knows the time, at once."""
    return OpenAIStandIn(**{"answer": says(*PIECES), **options})


@contextlib.asynccontextmanager
async def client(server: OpenAIStandIn, key: str = "secret") -> AsyncIterator[openai.AsyncOpenAI]:
    async with openai.AsyncOpenAI(api_key=key, base_url=f"{server.url}/v1", max_retries=0, timeout=5.0) as api:
        yield api


async def ask(api: openai.AsyncOpenAI, question: str = "What time is it?", **options: Any) -> list[ChatCompletionChunk]:
    """The chunks of a streamed answer."""
    stream = await api.chat.completions.create(
        model=MODEL, messages=[{"role": "user", "content": question}], stream=True, **options
    )
    async with stream:
        return [chunk async for chunk in stream]


def text(chunks: Sequence[ChatCompletionChunk]) -> str:
    return "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices)


@scenario
async def test_the_packaged_model_answers() -> None:
    async with OpenAIStandIn() as server, client(server) as api:
        assert [model.id async for model in await api.models.list()] == [MODEL]
        question = "Please answer in one sentence: what is the capital of France?"
        chunks = await ask(api, question, temperature=0.0, max_tokens=12)
        assert "Paris" in text(chunks)
        assert chunks[0].choices[0].delta.role == "assistant"
        assert chunks[-1].choices[0].finish_reason in ("stop", "length")
        whole = await api.chat.completions.create(
            model=MODEL,
            messages=[{"role": "user", "content": question}],
            temperature=0.0,
            max_tokens=12,
        )
        assert whole.choices[0].message.content == text(chunks)
        assert whole.usage is not None
        assert whole.usage.completion_tokens == server.log[-1].output_tokens <= 12


@scenario
async def test_a_stream_ends_with_its_reason_and_the_usage_if_asked() -> None:
    async with quick() as server, client(server) as api:
        chunks = await ask(api)
        assert text(chunks) == TEXT
        assert chunks[-1].choices[0].finish_reason == "stop"
        chunks = await ask(api, stream_options={"include_usage": True}, max_completion_tokens=2)
        assert text(chunks) == "It is "
        assert chunks[-2].choices[0].finish_reason == "length"
        assert chunks[-1].choices == []
        assert chunks[-1].usage is not None
        assert chunks[-1].usage.completion_tokens == 2
        asked = server.log[-1]
        assert asked.input_tokens == chunks[-1].usage.prompt_tokens
        assert (asked.output_tokens, asked.finish, asked.answer) == (2, "length", ["It ", "is "])


@scenario
async def test_the_answer_knows_the_conversation() -> None:
    async def echo(messages: Sequence[Message], sampling: Sampling) -> AsyncGenerator[str, None]:
        for message in messages:
            yield f"{message.role}: {message.content}; "
        yield f"{sampling.temperature}"

    async with quick(answer=echo) as server, client(server) as api:
        whole = await api.chat.completions.create(
            model=MODEL,
            messages=[
                {"role": "developer", "content": "Be brief."},
                {"role": "user", "content": [{"type": "text", "text": "Hi."}]},
            ],
            temperature=0.3,
        )
        assert whole.choices[0].message.content == "system: Be brief.; user: Hi.; 0.3"


@scenario
async def test_tokens_come_no_sooner_than_they_may() -> None:
    async with quick(latency=0.2, token_seconds=0.05) as server, client(server) as api:
        began = time.monotonic()
        stream = await api.chat.completions.create(
            model=MODEL, messages=[{"role": "user", "content": "Hi."}], stream=True
        )
        times = [time.monotonic() - began async for chunk in stream if chunk.choices[0].delta.content]
        assert times[0] >= 0.2
        assert times[-1] - times[0] >= 0.12


@scenario
async def test_an_answer_nobody_waits_for_is_broken_off() -> None:
    async with quick(token_seconds=0.2) as server, client(server) as api:
        stream = await api.chat.completions.create(
            model=MODEL, messages=[{"role": "user", "content": "Hi."}], stream=True
        )
        async for chunk in stream:
            if chunk.choices[0].delta.content:
                break
        await stream.close()
        while server.log[-1].open:
            await asyncio.sleep(0.01)
        assert (server.log[-1].finish, server.log[-1].output_tokens) == (None, 1)


@scenario
async def test_a_key_is_checked_if_there_is_one() -> None:
    async with quick(key="secret") as server, client(server, "wrong") as stranger, client(server) as api:
        with pytest.raises(openai.AuthenticationError) as error:
            await stranger.models.list()
        assert error.value.code == "invalid_api_key"
        with pytest.raises(openai.AuthenticationError):
            await ask(stranger)
        assert text(await ask(api)) == TEXT
        assert "secret" not in repr(server.log)


@scenario
async def test_bad_requests_are_refused_as_openai_does() -> None:
    async with quick(context_length=50, unsupported={"max_tokens"}) as server, client(server) as api:
        with pytest.raises(openai.BadRequestError) as long:
            await ask(api, "word " * 50)
        assert long.value.code == "context_length_exceeded"
        with pytest.raises(openai.BadRequestError) as chinese:
            await ask(api, "今天天气" * 15)
        assert chinese.value.code == "context_length_exceeded"
        with pytest.raises(openai.BadRequestError) as parameter:
            await ask(api, max_tokens=5)
        assert parameter.value.param == "max_tokens"
        with pytest.raises(openai.NotFoundError) as model:
            await api.chat.completions.create(model="gpt-9", messages=[{"role": "user", "content": "Hi."}])
        assert model.value.code == "model_not_found"
        with pytest.raises(openai.BadRequestError):
            await api.chat.completions.create(model=MODEL, messages=[])


@scenario
@pytest.mark.parametrize("fault", [fault for fault in Fault if fault.status])
async def test_a_refusal_strikes_as_often_as_it_is_told_to(fault: Fault) -> None:
    async with quick() as server, client(server) as api:
        server.inject(fault, times=2)
        with pytest.raises(openai.APIStatusError) as first:
            await api.models.list()
        with pytest.raises(openai.APIStatusError) as second:
            await ask(api)
        assert {first.value.status_code, second.value.status_code} == {fault.status}
        assert text(await ask(api)) == TEXT


@scenario
@pytest.mark.parametrize("fault", [Fault.DROP, Fault.CLOSE_1011])
async def test_a_request_is_cut(fault: Fault) -> None:
    async with quick() as server, client(server) as api:
        server.chat_faults.inject(fault)
        assert await api.models.list()
        with pytest.raises(openai.APIConnectionError):
            await ask(api)
        assert text(await ask(api)) == TEXT


@scenario
@pytest.mark.parametrize("fault", [Fault.DROP, Fault.STALL, Fault.REFUSE_429])
async def test_an_answer_is_cut_in_the_middle(fault: Fault) -> None:
    async with quick(token_seconds=0.02) as server, client(server) as api:
        server.inject(fault, When.MIDDLE)
        with pytest.raises(openai.APIConnectionError):
            await ask(api)
        assert (server.log[-1].output_tokens, server.log[-1].finish) == (1, None)


@scenario
@pytest.mark.parametrize("fault", [Fault.CLOSE_1008, Fault.CLOSE_1009, Fault.CLOSE_1011])
async def test_an_answer_ends_without_an_end(fault: Fault) -> None:
    async with quick() as server, client(server) as api:
        server.inject(fault, When.MIDDLE)
        if fault is Fault.CLOSE_1011:
            with pytest.raises(openai.APIError, match="The server had an error"):
                await ask(api)
        else:
            chunks = await ask(api)
            assert text(chunks) == PIECES[0]
            assert chunks[-1].choices[0].finish_reason is None


@scenario
@pytest.mark.parametrize(
    ("fault", "when", "heard"),
    [
        (Fault.STALL, When.CONNECT, ""),
        (Fault.SILENT, When.CONNECT, ""),
        (Fault.SILENT, When.MIDDLE, PIECES[0]),
        (Fault.NO_CLOSE_REPLY, When.CONNECT, TEXT),
    ],
)
async def test_nothing_more_comes(fault: Fault, when: When, heard: str) -> None:
    async with quick() as server, client(server) as api:
        server.inject(fault, when)
        got: list[ChatCompletionChunk] = []

        async def listen() -> None:
            stream = await api.chat.completions.create(
                model=MODEL, messages=[{"role": "user", "content": "Hi."}], stream=True
            )
            async with stream:
                async for chunk in stream:
                    got.append(chunk)  # noqa: PERF401 - what came before it was given up counts.

        with pytest.raises(TimeoutError):
            await asyncio.wait_for(listen(), 0.4)
        assert text(got) == heard
        assert text(await ask(api)) == TEXT


@scenario
@pytest.mark.parametrize("when", When)
async def test_unknown_messages_do_not_disturb_the_sdk(when: When) -> None:
    async with quick() as server, client(server) as api:
        server.inject(Fault.UNKNOWN_MESSAGES, when)
        chunks = await ask(api)
        assert text(chunks) == TEXT
        assert any(not chunk.choices for chunk in chunks)
        assert any("mood" in (chunk.model_extra or {}) for chunk in chunks)


@scenario
@pytest.mark.parametrize("when", When)
async def test_malformed_messages_do(when: When) -> None:
    async with quick() as server, client(server) as api:
        server.inject(Fault.MALFORMED_MESSAGES, when)
        with pytest.raises(json.JSONDecodeError):
            await ask(api)


@scenario
@pytest.mark.parametrize("when", When)
async def test_a_token_comes_late(when: When) -> None:
    async with quick(late=0.3) as server, client(server) as api:
        server.inject(Fault.LATE_MESSAGES, when)
        began = time.monotonic()
        assert text(await ask(api)) == TEXT
        assert time.monotonic() - began >= 0.3


@scenario
async def test_whole_answers_fail_as_well() -> None:
    async with quick(late=0.2) as server, client(server) as api:

        async def whole() -> str | None:
            request = api.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "Hi."}])
            return (await request).choices[0].message.content

        server.inject(Fault.LATE_MESSAGES)
        began = time.monotonic()
        assert await whole() == TEXT
        assert time.monotonic() - began >= 0.2
        server.inject(Fault.UNKNOWN_MESSAGES)
        assert await whole() == TEXT
        server.inject(Fault.MALFORMED_MESSAGES)
        with pytest.raises(json.JSONDecodeError):
            await whole()
        server.inject(Fault.CLOSE_1011, When.MIDDLE)
        with pytest.raises(openai.APIConnectionError):
            await whole()
        server.inject(Fault.SILENT)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(whole(), 0.2)


def test_it_runs_by_hand() -> None:
    async def use(url: str) -> None:
        async with openai.AsyncOpenAI(api_key="secret", base_url=f"{url}/v1", max_retries=0) as api:
            await ask(api, max_tokens=5)

    with stand_in_program("openai", "--key", "secret", "--token-ms", "1") as program:
        asyncio.run(use(program.url))
    [used] = program.used
    assert used["output_tokens"] == 5
    assert used["finish"] == "length"
    assert "secret" not in json.dumps(used)
