"""Talking with the OpenAI-compatible language model against its stand-in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from echoflow.clouds.addresses import Address
from echoflow.language.language_model import Message, Sampling
from echoflow.language.openai_client import Patience
from echoflow.language.openai_compatible import OpenAICompatibleModel
from stand_ins.openai import OpenAIStandIn
from stand_ins.serving import LoopbackServer

SYSTEM = Message("system", "You are Echo.")
FRANCE = Message("user", "What is the capital of France?")
PATIENCE = Patience(connect=0.5, first=0.5, between=0.5, usage=0.2)
KEY = "sk-0123456789abcdef"
PARIS = ("The capital", " of France", " is", " Paris", ".")


@asynccontextmanager
async def model_at(server: LoopbackServer, key: str = KEY, **options: Any) -> AsyncIterator[OpenAICompatibleModel]:
    model = OpenAICompatibleModel(key, **{"address": Address.parse(server.url, "it"), "patience": PATIENCE, **options})
    try:
        yield model
    finally:
        await model.close()


async def ask(model: OpenAICompatibleModel, *messages: Message, sampling: Sampling | None = None) -> str:
    return "".join([piece async for piece in model.generate(messages or [SYSTEM, FRANCE], sampling or Sampling())])


def talk(server: OpenAIStandIn, conversation: Callable[[OpenAICompatibleModel], Any], **options: Any) -> Any:
    """Runs `conversation` with a model at `server`."""

    async def live() -> Any:
        async with server, model_at(server, **options) as model:
            return await conversation(model)

    return asyncio.run(live())


def chats(server: OpenAIStandIn) -> list[Any]:
    return [one for one in server.log if one.path == "/v1/chat/completions"]
