"""A stand-in of any server that speaks OpenAI's chat completions, on loopback, with a real model behind it.

It can be made to fail as such servers do. What has no meaning for plain HTTP has the nearest one there is:
`close-1008` and `close-1009` end a stream in order but without an end to the answer, `close-1011` with an error in the
stream, `no-close-reply` never ends it. Run by hand:

    python -m tests.stand_ins.openai --port 8773 --latency-ms 300 --fault drop --fault-when middle
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from .faults import ON_ANY_REQUEST, Fault, FaultPlan, When
from .openai_answers import Answer, LocalAnswers, says
from .openai_request import BadRequestError, ChatRequest, Completion, error_body, refusal_body
from .serving import (
    Exchange,
    LoopbackServer,
    Message,
    apply_faults,
    command_line,
    cut,
    described,
    serve_forever,
)

__all__ = ["MODEL", "ChatExchange", "OpenAIStandIn", "says"]

MODEL = "smollm2-135m-instruct"

_UNKNOWN = (
    ": keep-alive\n\n",
    'event: mood\ndata: {"object": "mood", "good": true, "choices": []}\n\n',
    'data: {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "x", "choices": []}\n\n',
    'data: {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"reasoning_content": "Hm."}}]}\n\n',
)

_MALFORMED = (
    "data: {}\n\n",
    'data: {"choices": null}\n\n',
    'data: {"choices": [{"index": 0}]}\n\n',
    'data: {"choices": [{"index": 0, "delta": {"content": 7}}]}\n\n',
    'data: {"choices": [\n\n',
)


@dataclass(slots=True, eq=False)
class ChatExchange(Exchange):
    """One request.

    Attributes:
        input_tokens: of the conversation, estimated.
        output_tokens: pieces that were sent.
        answer: what was sent, all pieces together.
        finish: why the answer ended; None if it was broken off.
    """

    input_tokens: int = 0
    output_tokens: int = 0
    answer: list[str] = field(default_factory=list)
    finish: str | None = None

    def used(self) -> Message:
        """See `Exchange.used`."""
        tokens = {"input_tokens": self.input_tokens, "output_tokens": self.output_tokens}
        return {**Exchange.used(self), **tokens, "finish": self.finish}


class _EndedError(Exception):
    """A fault has ended the answer early."""


class OpenAIStandIn(LoopbackServer):
    """`/v1/models` and `/v1/chat/completions` at `url` from `async with` on.

    Attributes:
        log: a `ChatExchange` for each request.
        chat_faults: faults that befall chat completions only. Those that are injected into the server befall
            whatever comes first, the list of models only by refusals, cuts and stalls.
        unsupported: parameters a request must not have; may be changed at any time.
    """

    def __init__(
        self,
        *,
        answer: Answer | None = None,
        key: str = "",
        models: Sequence[str] = (MODEL,),
        latency: float = 0.0,
        token_seconds: float = 0.0,
        context_length: int = 8192,
        unsupported: Collection[str] = (),
        late: float = 2.0,
        port: int = 0,
    ) -> None:
        """Opens and loads nothing yet.

        Args:
            answer: answers a conversation; None is the packaged model, `says` makes one that knows its answer.
            key: the only one accepted; if it is empty none is looked at, as with a server at home.
            models: what can be asked; every one of them answers the same.
            latency: seconds from the request to the first token, at least.
            token_seconds: from a token to the next, at least.
            context_length: tokens (estimated) a conversation may have.
            unsupported: parameters a request must not have.
            late: seconds by which `Fault.LATE_MESSAGES` holds a token back.
            port: 0 means any that is free.

        """
        super().__init__(port)
        self.chat_faults = FaultPlan()
        self.unsupported = set(unsupported)
        local = LocalAnswers() if answer is None else None
        self.behind = local
        self._answer: Answer = local.answer if local is not None else answer or says()
        self._key = key
        self._models = tuple(models)
        self._latency = latency
        self._token_seconds = token_seconds
        self._context_length = context_length
        self._late = late

    def routes(self) -> list[web.AbstractRouteDef]:
        """What is served."""
        return [
            web.get("/v1/models", self._list_models),
            web.post("/v1/chat/completions", self._complete),
        ]

    async def _list_models(self, request: web.Request) -> web.StreamResponse:
        exchange = ChatExchange(**described(request))
        async with self.logged(exchange):
            if fault := self.faults.strikes(exchange, When.CONNECT, ON_ANY_REQUEST):
                exchange.faults.append(fault)
                return await self._turn_away(request, exchange, fault)
            if (refusal := self._wrong_key(request, exchange)) is not None:
                return refusal
            exchange.status = 200
            data = [{"id": name, "object": "model", "created": 0, "owned_by": "stand-in"} for name in self._models]
            return web.json_response({"object": "list", "data": data})

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        exchange = ChatExchange(**described(request))
        async with self.logged(exchange):
            if fault := self._struck(exchange, When.CONNECT):
                exchange.faults.append(fault)
                if fault.status or fault.close_code or fault in (Fault.DROP, Fault.STALL):
                    return await self._turn_away(request, exchange, fault)
            if (refusal := self._wrong_key(request, exchange)) is not None:
                return refusal
            try:
                chat = await self._read(request, exchange)
            except BadRequestError as error:
                exchange.status = error.status
                return web.json_response(error.body, status=error.status)
            exchange.status = 200
            reply = _Reply(self, request, exchange, chat)
            return await (reply.stream() if chat.stream else reply.whole())

    async def _read(self, request: web.Request, exchange: ChatExchange) -> ChatRequest:
        try:
            body = await request.json()
        except ValueError:
            body = None
        if isinstance(body, dict):
            exchange.received.append(body)
        chat = ChatRequest.of(
            body, models=self._models, unsupported=self.unsupported, context_length=self._context_length
        )
        exchange.input_tokens = chat.prompt_tokens
        return chat

    def _struck(self, exchange: ChatExchange, when: When) -> Fault | None:
        return self.faults.strikes(exchange, when) or self.chat_faults.strikes(exchange, when)

    def _wrong_key(self, request: web.Request, exchange: ChatExchange) -> web.Response | None:
        if not self._key or request.headers.get("Authorization") == f"Bearer {self._key}":
            return None
        exchange.status = 401
        return web.json_response(refusal_body(401), status=401)

    async def _turn_away(self, request: web.Request, exchange: ChatExchange, fault: Fault) -> web.Response:
        if fault.status is not None:
            exchange.status = fault.status
            return web.json_response(refusal_body(fault.status), status=fault.status)
        if fault is Fault.STALL:
            await self.hold(request)
        cut(request)
        raise asyncio.CancelledError

    async def pieces(self, chat: ChatRequest) -> AsyncGenerator[str, None]:
        """The answer, no sooner than the latency and no faster than the tokens may come."""
        loop = asyncio.get_running_loop()
        due = loop.time() + self._latency
        async with aclosing(self._answer(chat.messages, chat.sampling)) as pieces:
            async for piece in pieces:
                await asyncio.sleep(due - loop.time())
                due = max(due, loop.time()) + self._token_seconds
                yield piece

    async def strike_in_the_middle(self, request: web.Request, exchange: ChatExchange) -> Fault | None:
        """Lets a fault loose on an answer under way; returns it if the answer ends in order by it."""
        fault = self._struck(exchange, When.MIDDLE)
        if fault is None:
            return None
        exchange.faults.append(fault)
        if fault.close_code:
            return fault
        if fault.status or fault in (Fault.DROP, Fault.STALL):
            cut(request)
            raise asyncio.CancelledError
        return None

    @property
    def late(self) -> float:
        """Seconds by which a token is held back by `Fault.LATE_MESSAGES`."""
        return self._late


class _Reply:
    """The answer to one request, whole or as a stream."""

    def __init__(self, server: OpenAIStandIn, request: web.Request, exchange: ChatExchange, chat: ChatRequest) -> None:
        self._server = server
        self._request = request
        self._exchange = exchange
        self._chat = chat
        self._frame = Completion.to(chat)
        self._response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})

    async def whole(self) -> web.StreamResponse:
        """In one piece; what strikes it in the middle cuts it."""
        if Fault.SILENT in self._exchange.faults:
            await self._response.prepare(self._request)
            await self._server.hold(self._request)
        text = [piece async for piece in self._spoken()]
        if Fault.LATE_MESSAGES in self._exchange.faults:
            await asyncio.sleep(self._server.late)
        body: dict[str, Any] = self._frame.whole("".join(text), self._exchange.finish or "stop", len(text))
        if Fault.UNKNOWN_MESSAGES in self._exchange.faults:
            body |= {"mood": "good"}
        content = json.dumps(body, ensure_ascii=False)
        if Fault.MALFORMED_MESSAGES in self._exchange.faults:
            content = content[: len(content) // 2]
        return web.Response(text=content, content_type="application/json")

    async def stream(self) -> web.StreamResponse:
        """As server-sent events."""
        await self._response.prepare(self._request)
        with suppress(_EndedError):
            await self._send_answer()
        await self._response.write_eof()
        return self._response

    async def _send_answer(self) -> None:
        first = True
        async with aclosing(self._spoken()) as pieces:
            async for piece in pieces:
                if first:
                    await self._send(self._frame.chunk({"role": "assistant", "content": "", "refusal": None}))
                    first = False
                await self._send(self._frame.chunk({"content": piece}))
        await self._send(self._frame.chunk({}, self._exchange.finish))
        if Fault.NO_CLOSE_REPLY in self._exchange.faults:
            await self._server.hold(self._request)
        if self._chat.usage:
            await self._send(self._frame.usage_chunk(self._exchange.output_tokens))
        await self._response.write(b"data: [DONE]\n\n")

    async def _spoken(self) -> AsyncGenerator[str, None]:
        """The pieces of the answer, counted; faults strike between them."""
        exchange, limit = self._exchange, self._chat.sampling.max_tokens
        async with aclosing(self._server.pieces(self._chat)) as pieces:
            async for piece in pieces:
                if exchange.output_tokens:
                    await self._strike()
                if exchange.output_tokens == limit:
                    break
                exchange.output_tokens += 1
                exchange.answer.append(piece)
                yield piece
        exchange.finish = "length" if exchange.output_tokens == limit else "stop"

    async def _strike(self) -> None:
        fault = await self._server.strike_in_the_middle(self._request, self._exchange)
        if self._chat.stream and Fault.LATE_MESSAGES in self._exchange.faults and self._exchange.output_tokens == 1:
            await asyncio.sleep(self._server.late)
        if fault is None:
            return
        if not self._chat.stream:
            cut(self._request)
            raise asyncio.CancelledError
        if fault is Fault.CLOSE_1011:
            await self._send(error_body("The server had an error while processing your request.", "server_error"))
        raise _EndedError

    async def _send(self, body: dict[str, Any]) -> None:
        faults = self._exchange.faults
        if Fault.SILENT in faults:
            await self._server.hold(self._request)
        before: tuple[str, ...] = ()
        if Fault.UNKNOWN_MESSAGES in faults:
            before, body = _UNKNOWN, {**body, "mood": "good"}
        if Fault.MALFORMED_MESSAGES in faults:
            before = _MALFORMED
        for text in before:
            await self._response.write(text.encode())
        self._exchange.sent.append("error" if "error" in body else "chunk")
        await self._response.write(f"data: {json.dumps(body, ensure_ascii=False)}\n\n".encode())


def main() -> None:
    """Serves until it is interrupted."""
    parser = command_line("an OpenAI-compatible server")
    parser.add_argument("--language", help="accepted because the others take it; the model answers as it can")
    parser.add_argument("--token-ms", type=float, default=0.0, help="from a token to the next, at least")
    arguments = parser.parse_args()
    server = OpenAIStandIn(
        port=arguments.port,
        key=arguments.key,
        latency=arguments.latency_ms / 1000,
        token_seconds=arguments.token_ms / 1000,
    )
    apply_faults(server, arguments)
    serve_forever(server)


if __name__ == "__main__":
    main()
