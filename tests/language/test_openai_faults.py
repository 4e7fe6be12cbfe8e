"""What becomes of an answer when the service of an OpenAI-compatible model fails."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import time

import pytest
from aiohttp import web
from PySide6.QtWidgets import QApplication

from echoflow.commands.runner import qt_event_loop
from echoflow.errors import EngineError, Trouble
from echoflow.language.language_model import Sampling
from echoflow.language.openai_client import Patience
from echoflow.language.openai_compatible import OpenAICompatibleModel
from stand_ins.faults import Fault, When
from stand_ins.openai import OpenAIStandIn, says
from stand_ins.serving import LoopbackServer
from support.chatting import FRANCE, PARIS, ask, chats, model_at, talk


@pytest.mark.parametrize(
    "fault", [Fault.REFUSE_429, Fault.REFUSE_500, Fault.REFUSE_503, Fault.DROP], ids=lambda fault: fault.value
)
def test_a_passing_failure_before_the_first_word_is_tried_once_more(fault: Fault) -> None:
    server = OpenAIStandIn(answer=says(*PARIS))

    async def live(model: OpenAICompatibleModel) -> str:
        await model.load()
        server.chat_faults.inject(fault)
        return await ask(model)

    assert talk(server, live) == "The capital of France is Paris."
    assert len(chats(server)) == 2


@pytest.mark.parametrize(
    ("fault", "trouble", "requests"),
    [
        (Fault.REFUSE_401, Trouble.KEY_REFUSED, 1),
        (Fault.REFUSE_402, Trouble.PAYMENT, 1),
        (Fault.REFUSE_403, Trouble.FORBIDDEN, 1),
        (Fault.REFUSE_400, Trouble.REJECTED, 2),
        (Fault.REFUSE_429, Trouble.BUSY, 2),
        (Fault.REFUSE_500, Trouble.BROKEN, 2),
        (Fault.REFUSE_503, Trouble.BROKEN, 2),
        (Fault.DROP, Trouble.UNREACHABLE, 2),
        (Fault.STALL, Trouble.SILENT, 1),
        (Fault.SILENT, Trouble.SILENT, 1),
    ],
    ids=lambda value: getattr(value, "value", value),
)
def test_what_does_not_pass_is_named(fault: Fault, trouble: Trouble, requests: int) -> None:
    server = OpenAIStandIn(answer=says(*PARIS))

    async def live(model: OpenAICompatibleModel) -> EngineError:
        await model.load()
        server.chat_faults.inject(fault, times=None)
        with pytest.raises(EngineError) as failed:
            await ask(model)
        server.chat_faults.clear()
        assert await ask(model) == "The capital of France is Paris."
        return failed.value

    error = talk(server, live)
    assert error.trouble is trouble
    assert len(chats(server)) == requests + 1
    assert error.permanent == (trouble in (Trouble.KEY_REFUSED, Trouble.PAYMENT, Trouble.FORBIDDEN, Trouble.REJECTED))


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (Fault.DROP, Trouble.UNREACHABLE),
        (Fault.REFUSE_500, Trouble.UNREACHABLE),
        (Fault.CLOSE_1008, Trouble.BROKEN),
        (Fault.CLOSE_1011, Trouble.BROKEN),
        (Fault.SILENT, Trouble.SILENT),
    ],
    ids=lambda value: getattr(value, "value", value),
)
def test_an_answer_that_breaks_off_keeps_its_beginning_and_says_why(fault: Fault, trouble: Trouble) -> None:
    server = OpenAIStandIn(answer=says(*PARIS), token_seconds=0.05)

    async def live(model: OpenAICompatibleModel) -> tuple[list[str], EngineError]:
        await model.load()
        server.chat_faults.inject(fault, When.MIDDLE)
        pieces: list[str] = []

        async def listen() -> None:
            async for piece in model.generate([FRANCE], Sampling()):
                pieces.append(piece)  # noqa: PERF401 (what came before the failure counts)

        with pytest.raises(EngineError) as failed:
            await listen()
        return pieces, failed.value

    pieces, error = talk(server, live)
    assert "".join(PARIS).startswith("".join(pieces))
    assert pieces
    assert error.trouble is trouble
    assert not error.permanent
    assert len(chats(server)) == 1, "what was heard must not be said twice"


@pytest.mark.parametrize(
    "fault",
    [Fault.UNKNOWN_MESSAGES, Fault.MALFORMED_MESSAGES, Fault.LATE_MESSAGES, Fault.NO_CLOSE_REPLY],
    ids=lambda fault: fault.value,
)
def test_what_is_merely_odd_loses_no_word(fault: Fault) -> None:
    server = OpenAIStandIn(answer=says(*PARIS), late=0.2)

    async def live(model: OpenAICompatibleModel) -> str:
        server.chat_faults.inject(fault)
        return await ask(model)

    assert talk(server, live) == "The capital of France is Paris."


def test_a_slow_beginning_is_waited_for_and_a_slower_one_is_not() -> None:
    async def live(model: OpenAICompatibleModel) -> str:
        await model.load()
        return await ask(model)

    assert talk(OpenAIStandIn(answer=says("Hi"), latency=0.3), live) == "Hi"
    with pytest.raises(EngineError) as silent:
        talk(OpenAIStandIn(answer=says("Hi"), latency=5), live)
    assert silent.value.trouble is Trouble.SILENT


def test_a_service_that_is_not_there_and_then_is() -> None:
    async def live() -> None:
        async with OpenAIStandIn(answer=says("Hi")) as first:
            port = int(first.url.rpartition(":")[2])
        async with model_at(first) as model:
            with pytest.raises(EngineError) as failed:
                await model.load()
            assert failed.value.trouble is Trouble.UNREACHABLE
            assert not failed.value.permanent
            async with OpenAIStandIn(answer=says("Hi"), port=port):
                await model.load()
                assert await ask(model) == "Hi"

    asyncio.run(live())


class Website(LoopbackServer):
    """Answers everything with a page."""

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.route("*", "/{path:.*}", self._answer)]

    async def _answer(self, _: web.Request) -> web.Response:
        return web.Response(text="<html>Welcome</html>", content_type="text/html")


@pytest.mark.parametrize("model_name", ["", "some"])
def test_an_address_of_something_else_is_said_to_be_that(model_name: str) -> None:
    async def live() -> EngineError:
        async with Website() as server, model_at(server, model=model_name) as model:
            with pytest.raises(EngineError, match="check its address") as failed:
                await ask(model)
            assert server.url.removeprefix("http://") in str(failed.value)
            return failed.value

    assert asyncio.run(live()).trouble is Trouble.BROKEN


def test_closing_takes_no_time_whatever_goes_on() -> None:
    server = OpenAIStandIn(answer=says("Hi"))

    async def live(model: OpenAICompatibleModel) -> float:
        await model.load()
        server.chat_faults.inject(Fault.STALL)
        task = asyncio.create_task(ask(model))
        while not chats(server):
            await asyncio.sleep(0.005)
        began = time.monotonic()
        await model.close()
        assert await task == ""
        return time.monotonic() - began

    assert talk(server, live, patience=Patience()) < 1


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.CLOSE_1011])
def test_an_answer_that_breaks_off_leaves_nothing_behind_in_the_app(fault: Fault, qapp: QApplication) -> None:
    """The libraries forget generators that wait when they are closed; Python complains where no loop does it."""

    async def live() -> None:
        async with OpenAIStandIn(answer=says(*PARIS)) as server, model_at(server) as model:
            await model.load()
            server.inject(fault, When.MIDDLE)
            with contextlib.suppress(EngineError):
                await ask(model)
            gc.collect()

    with qt_event_loop(qapp) as loop:
        loop.run_until_complete(live())
