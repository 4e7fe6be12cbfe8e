"""The plain HTTP of the stand-in of ElevenLabs: voices, models, the account and speech in one answer."""

from __future__ import annotations

import asyncio
import functools
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from aiohttp import BodyPartReader, web

from .elevenlabs_account import MODELS, Account, RefusedError, model_as_json
from .elevenlabs_socket import Manner, SpeechExchange
from .elevenlabs_speech import Synthesize, encoded
from .faults import ON_ANY_REQUEST, Fault, FaultPlan, When
from .serving import LoopbackServer, cut, described

Handler: TypeAlias = Callable[[web.Request, SpeechExchange], Awaitable[web.StreamResponse]]

ON_REQUESTS = ON_ANY_REQUEST | {Fault.SILENT, Fault.MALFORMED_MESSAGES, Fault.UNKNOWN_MESSAGES, Fault.LATE_MESSAGES}
"""What `request_faults` may hold."""

_LARGEST_SAMPLE = 11 * 2**20
"""Bytes in one file of a voice to be cloned."""

_CHUNK_BYTES = 32 * 1024
_MOST_VOICES_ON_A_PAGE = 100

_REFUSALS = {
    400: ("bad_request", "The request could not be served."),
    401: ("invalid_api_key", "Invalid API key"),
    402: ("paid_plan_required", "Free users cannot use library voices via the API. Please upgrade your subscription."),
    403: ("only_for_creator+", "This feature is only available for Creator tier and above."),
    429: ("system_busy", "The system is experiencing heavy traffic, please try again later."),
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came to be cloned from; `seconds` is how long it took to come."""

    voice: str
    filename: str
    content_type: str
    size: int
    seconds: float


def refusal(status: int) -> web.Response:
    """A request refused for no reason of its own, as a `Fault` of that status wants it."""
    if status not in _REFUSALS:
        return web.Response(status=status, text="upstream connect error", content_type="text/plain")
    return web.json_response(RefusedError(status, *_REFUSALS[status]).body(), status=status)


class Rest:
    """The handlers of all requests but the WebSocket's."""

    def __init__(
        self,
        server: LoopbackServer,
        *,
        account: Account,
        say: Synthesize,
        manner: Manner,
        upload_bytes_per_second: float | None,
    ) -> None:
        """`upload_bytes_per_second` is how fast files are taken; None means as fast as they come."""
        self.faults = FaultPlan()
        self.uploads: list[Upload] = []
        self._server = server
        self._account = account
        self._say = say
        self._manner = manner
        self._upload_rate = upload_bytes_per_second
        self._previews: dict[str, bytes] = {}

    def routes(self) -> list[web.AbstractRouteDef]:
        """Everything but the WebSocket."""
        return [
            web.get("/v1/voices", self._guarded(self._list_voices, "voices_read")),
            web.get("/v2/voices", self._guarded(self._search_voices, "voices_read")),
            web.post("/v1/voices/add", self._guarded(self._clone, "voices_write")),
            web.get("/v1/voices/{voice}", self._guarded(self._get_voice, "voices_read")),
            web.delete("/v1/voices/{voice}", self._guarded(self._delete_voice, "voices_write")),
            web.get("/v1/voices/{voice}/settings", self._guarded(self._get_settings, "voices_read")),
            web.get("/v1/models", self._guarded(self._list_models, "models_read")),
            web.get("/v1/user", self._guarded(self._get_user, "user_read")),
            web.get("/v1/user/subscription", self._guarded(self._get_subscription, "user_read")),
            web.post("/v1/text-to-speech/{voice}", self._guarded(self._speak, "text_to_speech")),
            web.post("/v1/text-to-speech/{voice}/stream", self._guarded(self._speak, "text_to_speech")),
            web.get("/previews/{name}", self._guarded(self._preview, None)),
        ]

    def _guarded(self, handler: Handler, permission: str | None) -> Callable[[web.Request], Awaitable[Any]]:
        """`handler`, with the key checked (None: no key is needed), what it did logged, and faults let loose on it."""

        async def serve(request: web.Request) -> web.StreamResponse:
            exchange = SpeechExchange(**described(request))
            async with self._server.logged(exchange):
                fault = self._server.faults.strikes(exchange, When.CONNECT, ON_ANY_REQUEST)
                fault = fault or self.faults.strikes(exchange, When.CONNECT, ON_REQUESTS)
                if fault is not None:
                    exchange.faults.append(fault)
                    if (answer := await self._misbehave(request, fault)) is not None:
                        exchange.status = answer.status
                        return answer
                try:
                    if permission is not None:
                        self._account.check_key(request.headers.get("xi-api-key", ""), permission)
                    answer = await handler(request, exchange)
                except RefusedError as refused:
                    answer = web.json_response(refused.body(), status=refused.status)
                exchange.status = answer.status
                return answer

        return functools.wraps(handler)(serve)

    async def _misbehave(self, request: web.Request, fault: Fault) -> web.StreamResponse | None:
        """What a fault answers; None if the request is to be served after all."""
        if fault.status is not None:
            return refusal(fault.status)
        match fault:
            case Fault.DROP:
                cut(request)
                raise asyncio.CancelledError
            case Fault.STALL:
                await self._server.hold(request)
            case Fault.SILENT:
                await web.StreamResponse().prepare(request)
                await self._server.hold(request)
            case Fault.MALFORMED_MESSAGES:
                return web.Response(text='{"voices": [', content_type="application/json")
            case Fault.LATE_MESSAGES:
                await asyncio.sleep(self._manner.late)
        return None

    def _json(self, exchange: SpeechExchange, body: dict[str, Any] | list[Any]) -> web.Response:
        if Fault.UNKNOWN_MESSAGES in exchange.faults and isinstance(body, dict):
            body = {"mood": "good", **body, "links": [{"rel": "next"}]}
        return web.json_response(body)

    async def _list_voices(self, _: web.Request, exchange: SpeechExchange) -> web.Response:
        voices = [voice.as_json(self._server.url) for voice in self._account.voices.values()]
        return self._json(exchange, {"voices": voices})

    async def _search_voices(self, request: web.Request, exchange: SpeechExchange) -> web.Response:
        wanted = request.query.get("search", "").lower()
        category = request.query.get("category", "")
        found = [
            voice
            for voice in self._account.voices.values()
            if wanted in f"{voice.name} {voice.description}".lower() and category in ("", voice.category)
        ]
        size = min(int(request.query.get("page_size", 10)), _MOST_VOICES_ON_A_PAGE)
        first = int(request.query.get("next_page_token", 0))
        more = first + size < len(found)
        body = {
            "voices": [voice.as_json(self._server.url) for voice in found[first : first + size]],
            "has_more": more,
            "total_count": len(found),
            "next_page_token": str(first + size) if more else None,
        }
        return self._json(exchange, body)

    async def _get_voice(self, request: web.Request, exchange: SpeechExchange) -> web.Response:
        voice = self._account.voice(request.match_info["voice"], 400)
        return self._json(exchange, voice.as_json(self._server.url))

    async def _get_settings(self, request: web.Request, exchange: SpeechExchange) -> web.Response:
        self._account.voice(request.match_info["voice"], 400)
        settings = {"stability": 0.5, "similarity_boost": 0.75, "style": 0.0, "use_speaker_boost": True, "speed": 1.0}
        return self._json(exchange, settings)

    async def _delete_voice(self, request: web.Request, exchange: SpeechExchange) -> web.Response:
        self._account.delete(request.match_info["voice"])
        return self._json(exchange, {"status": "ok"})

    async def _list_models(self, _: web.Request, exchange: SpeechExchange) -> web.Response:
        return self._json(exchange, [model_as_json(model) for model in MODELS])

    async def _get_subscription(self, _: web.Request, exchange: SpeechExchange) -> web.Response:
        return self._json(exchange, self._account.subscription())

    async def _get_user(self, _: web.Request, exchange: SpeechExchange) -> web.Response:
        body = {
            "user_id": "stand-in",
            "workspace_id": "stand-in",
            "subscription": self._account.subscription(),
            "is_new_user": False,
            "can_use_delayed_payment_methods": False,
            "is_onboarding_completed": True,
            "is_onboarding_checklist_completed": True,
            "created_at": 0,
            "seat_type": "workspace_admin",
        }
        return self._json(exchange, body)

    async def _clone(self, request: web.Request, exchange: SpeechExchange) -> web.Response:
        fields: dict[str, str] = {}
        samples: dict[str, bytes] = {}
        uploads = []
        if not request.content_type.startswith("multipart/"):
            return _missing("body", "name")
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            if not isinstance(part, BodyPartReader):
                continue
            if part.filename is None:
                fields[part.name or ""] = await part.text()
            else:
                upload, samples[part.filename] = await self._take_file(part, fields.get("name", ""))
                uploads.append(upload)
        self.uploads += uploads
        if not fields.get("name"):
            return _missing("body", "name")
        if not samples:
            return _missing("body", "files")
        self._account.check_cloning()
        if not all(samples.values()):
            raise RefusedError(400, "invalid_content", "A file that was uploaded is empty or corrupted.")
        labels = json.loads(fields.get("labels") or "{}") or {}
        voice = self._account.clone(fields["name"], samples, fields.get("description", ""), labels)
        return self._json(exchange, {"voice_id": voice.voice_id, "requires_verification": False})

    async def _take_file(self, part: BodyPartReader, voice: str) -> tuple[Upload, bytes]:
        loop = asyncio.get_running_loop()
        began = loop.time()
        content = bytearray()
        while chunk := await part.read_chunk(_CHUNK_BYTES):
            content += chunk
            if len(content) > _LARGEST_SAMPLE:
                raise RefusedError(400, "upload_file_size_exceeded", "A file must not be larger than 11MB.")
            if self._upload_rate is not None:
                await asyncio.sleep(began + len(content) / self._upload_rate - loop.time())
        kind = part.headers.get("Content-Type", "")
        return Upload(voice, part.filename or "", kind, len(content), loop.time() - began), bytes(content)

    async def _speak(self, request: web.Request, exchange: SpeechExchange) -> web.StreamResponse:
        body = await request.json()
        exchange.received.append(body)
        text, model = body.get("text"), body.get("model_id", "eleven_multilingual_v2")
        if not isinstance(text, str):
            return _missing("body", "text")
        self._account.voice(request.match_info["voice"], 404)
        if model not in MODELS:
            raise RefusedError(400, "model_not_found", f"A model with model ID {model} does not exist.", "not_found")
        output_format = request.query.get("output_format", "mp3_44100_128")
        self._account.check_format(output_format)
        self._account.charge(len(text))
        exchange.texts.append((None, text))
        began = asyncio.get_running_loop().time()
        speech = await self._say(text)
        try:
            content, kind = encoded(speech.samples, output_format)
        except ValueError:
            raise RefusedError(400, "unsupported_output_format", f"No such output format: {output_format}.") from None
        await asyncio.sleep(began + self._manner.latency - asyncio.get_running_loop().time())
        return await self._send_speech(request, exchange, content, kind, len(text))

    async def _send_speech(
        self, request: web.Request, exchange: SpeechExchange, content: bytes, kind: str, cost: int
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": kind, "character-cost": str(cost)})
        exchange.status = response.status
        await response.prepare(request)
        for first in range(0, len(content), _CHUNK_BYTES):
            if first:
                fault = self._server.faults.strikes(exchange, When.MIDDLE, ON_ANY_REQUEST)
                if fault := fault or self.faults.strikes(exchange, When.MIDDLE, ON_REQUESTS):
                    exchange.faults.append(fault)
                    if fault is Fault.SILENT:
                        await self._server.hold(request)
                    cut(request)
                    raise asyncio.CancelledError
            await response.write(content[first : first + _CHUNK_BYTES])
        await response.write_eof()
        return response

    async def _preview(self, request: web.Request, exchange: SpeechExchange) -> web.Response:
        identifier, _, ending = request.match_info["name"].partition(".")
        voice = self._account.voice(identifier, 404)
        if ending != "mp3":
            raise web.HTTPNotFound
        if identifier not in self._previews:
            speech = await self._say(f"Hello, I am {voice.name}. This is how I sound.")
            self._previews[identifier] = encoded(speech.samples, "mp3_24000_48")[0]
        return web.Response(body=self._previews[identifier], content_type="audio/mpeg")


def _missing(*where: str) -> web.Response:
    """The service's answer to a request that lacks something."""
    detail = [{"type": "missing", "loc": list(where), "msg": "Field required", "input": None}]
    return web.json_response({"detail": detail}, status=422)
