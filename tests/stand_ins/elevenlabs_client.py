"""Clients of the stand-in of ElevenLabs: the vendor's SDK, and a plain WebSocket read with the SDK's types."""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import numpy as np
from elevenlabs import AudioOutputMulti, FinalOutputMulti
from elevenlabs.client import AsyncElevenLabs
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from echoflow.audio.frames import Samples

from .elevenlabs import RACHEL, ElevenLabsStandIn, tones

SENTENCE = "The weather is nice today. "
SETTINGS = {"stability": 0.5, "similarity_boost": 0.8}


def quick(**options: Any) -> ElevenLabsStandIn:
    """A service that answers with tones, at once."""
    return ElevenLabsStandIn(**{"synthesize": tones, "speed": 1000.0, **options})


@contextlib.asynccontextmanager
async def opened(
    server: ElevenLabsStandIn, voice: str = RACHEL, key: str | None = "secret", **query: str
) -> AsyncIterator[ClientConnection]:
    """A connection to the multi-context socket."""
    parameters = {"model_id": "eleven_flash_v2_5", "output_format": "pcm_24000", "sync_alignment": "true", **query}
    url = httpx.URL(server.url.replace("http", "ws"), path=f"/v1/text-to-speech/{voice}/multi-stream-input")
    headers = {} if key is None else {"xi-api-key": key}
    url = url.copy_merge_params(parameters)
    async with connect(str(url), additional_headers=headers, max_size=2**24, close_timeout=0.2) as socket:
        yield socket


async def send(socket: ClientConnection, **message: Any) -> None:
    await socket.send(json.dumps(message))


async def say(socket: ClientConnection, text: str, context: str = "t1") -> None:
    """Opens a context, says a text in it and closes it."""
    await send(socket, text=" ", context_id=context, voice_settings=SETTINGS)
    await send(socket, text=text, context_id=context, flush=True)
    await send(socket, context_id=context, close_context=True)


async def spoken(socket: ClientConnection, context: str = "t1") -> tuple[list[AudioOutputMulti], Samples, str]:
    """All of a context until it is final: the messages as the SDK reads them, the audio, and the text."""
    messages = []
    async for text in socket:
        message = json.loads(text)
        assert "error" not in message, message
        if message["contextId"] != context:
            continue
        if message["isFinal"]:
            assert FinalOutputMulti.model_validate(message).context_id == context
            break
        messages.append(AudioOutputMulti.model_validate(message))
    audio = b"".join(base64.b64decode(message.audio) for message in messages)
    aligned = "".join("".join((message.alignment and message.alignment.chars) or []) for message in messages)
    return messages, np.frombuffer(audio, "<i2"), aligned


async def refused(socket: ClientConnection) -> tuple[str, int]:
    """The error and the close code that end a connection, whatever came before."""
    error = ""
    with contextlib.suppress(ConnectionClosed):
        while True:
            error = json.loads(await socket.recv()).get("error", "")
    assert socket.close_code is not None
    return error, socket.close_code


@contextlib.asynccontextmanager
async def client(server: ElevenLabsStandIn, key: str = "secret") -> AsyncIterator[AsyncElevenLabs]:
    async with httpx.AsyncClient() as http:
        yield AsyncElevenLabs(base_url=server.url, api_key=key, httpx_client=http)
