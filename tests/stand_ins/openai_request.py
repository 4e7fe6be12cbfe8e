"""A request for a chat completion as the stand-in reads it, and the JSON of what is answered."""

from __future__ import annotations

import time
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from echoflow.language.language_model import Message, Sampling

from .openai_answers import estimated_tokens

_ROLES = {"system": "system", "developer": "system", "user": "user", "assistant": "assistant"}

_MESSAGE_TOKENS = 4
"""Around each message."""

_KINDS = {
    400: ("invalid_request_error", "invalid_request", "The request could not be served."),
    401: ("invalid_request_error", "invalid_api_key", "Incorrect API key provided."),
    402: ("insufficient_balance", "insufficient_balance", "Insufficient balance."),
    403: ("permission_error", "forbidden", "You are not allowed to use this model."),
    429: ("rate_limit_error", "rate_limit_exceeded", "Rate limit reached. Please try again later."),
    500: ("server_error", None, "The server had an error while processing your request."),
    503: ("server_error", None, "The engine is currently overloaded, please try again later."),
}


class BadRequestError(Exception):
    """The service does not serve this request; `status` is of HTTP and `body` the JSON of the answer."""

    def __init__(self, status: int, message: str, *, code: str | None = None, param: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body = error_body(message, "invalid_request_error", code, param)


def error_body(message: str, kind: str, code: str | None = None, param: str | None = None) -> dict[str, Any]:
    """An error as OpenAI words it."""
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def refusal_body(status: int) -> dict[str, Any]:
    """For a request that is refused for no reason of its own."""
    kind, code, message = _KINDS[status]
    return error_body(message, kind, code)


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """What was asked for.

    Attributes:
        usage: whether the tokens are to be told at the end of a stream.
        prompt_tokens: estimated.
    """

    model: str
    messages: tuple[Message, ...]
    sampling: Sampling
    stream: bool
    usage: bool
    prompt_tokens: int

    @classmethod
    def of(
        cls, body: object, *, models: Collection[str], unsupported: Collection[str], context_length: int
    ) -> ChatRequest:
        """Reads the parsed JSON of a request. Raises BadRequestError as the service would."""
        if not isinstance(body, dict):
            raise BadRequestError(400, "We could not parse the JSON body of your request.")
        for name in unsupported:
            if name in body:
                message = f"Unsupported parameter: '{name}' is not supported with this model."
                raise BadRequestError(400, message, code="unsupported_parameter", param=name)
        model = body.get("model")
        if model not in models:
            message = f"The model `{model}` does not exist or you do not have access to it."
            raise BadRequestError(404, message, code="model_not_found", param="model")
        messages = _messages(body.get("messages"))
        tokens = sum(estimated_tokens(message.content) + _MESSAGE_TOKENS for message in messages)
        if tokens > context_length:
            message = (
                f"This model's maximum context length is {context_length} tokens. However, your messages resulted in "
                f"{tokens} tokens. Please reduce the length of the messages."
            )
            raise BadRequestError(400, message, code="context_length_exceeded", param="messages")
        options = body.get("stream_options") or {}
        return cls(
            model=str(model),
            messages=messages,
            sampling=_sampling(body),
            stream=bool(body.get("stream")),
            usage=bool(options.get("include_usage")),
            prompt_tokens=tokens,
        )


def _messages(entries: object) -> tuple[Message, ...]:
    if not isinstance(entries, list) or not entries:
        raise BadRequestError(400, "Missing required parameter: 'messages'.", param="messages")
    messages = []
    for at, entry in enumerate(entries):
        role = _ROLES.get(str(entry.get("role"))) if isinstance(entry, dict) else None
        content = entry.get("content") if role else None
        if isinstance(content, list):
            content = "".join(part.get("text", "") for part in content)
        if role is None or not isinstance(content, str):
            raise BadRequestError(400, f"Invalid value: 'messages[{at}]'.", param=f"messages[{at}]")
        messages.append(Message(cast(Literal["system", "user", "assistant"], role), content))
    return tuple(messages)


def _sampling(body: dict[str, Any]) -> Sampling:
    default = Sampling()
    return Sampling(
        temperature=body.get("temperature", default.temperature),
        top_p=body.get("top_p", default.top_p),
        max_tokens=body.get("max_completion_tokens") or body.get("max_tokens") or default.max_tokens,
        seed=body.get("seed"),
    )


@dataclass(frozen=True, slots=True)
class Completion:
    """The frame of one answer: what all its chunks have in common."""

    request: ChatRequest
    identifier: str
    created: int

    @classmethod
    def to(cls, request: ChatRequest) -> Completion:
        """A new answer to `request`."""
        return cls(request, f"chatcmpl-{uuid.uuid4().hex}", int(time.time()))

    def chunk(self, delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        """One event of a stream."""
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return self._framed("chat.completion.chunk", [choice]) | ({"usage": None} if self.request.usage else {})

    def usage_chunk(self, tokens: int) -> dict[str, Any]:
        """The last event of a stream, if it was asked for."""
        return self._framed("chat.completion.chunk", []) | {"usage": self._usage(tokens)}

    def whole(self, text: str, finish: str, tokens: int) -> dict[str, Any]:
        """All of an answer that is not streamed."""
        message = {"role": "assistant", "content": text, "refusal": None}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": finish}
        return self._framed("chat.completion", [choice]) | {"usage": self._usage(tokens)}

    def _framed(self, kind: str, choices: Sequence[dict[str, Any]]) -> dict[str, Any]:
        return {
            "id": self.identifier,
            "object": kind,
            "created": self.created,
            "model": self.request.model,
            "system_fingerprint": None,
            "choices": list(choices),
        }

    def _usage(self, tokens: int) -> dict[str, int]:
        prompt = self.request.prompt_tokens
        return {"prompt_tokens": prompt, "completion_tokens": tokens, "total_tokens": prompt + tokens}
