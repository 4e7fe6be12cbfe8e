"""What an OpenAI-compatible server takes, which each of them sees a little differently; pure.

Nobody can ask a server what it takes. So it is told what its kind mostly knows, and what it refuses is left out from
then on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from echoflow.clouds.failures import trouble_of_status
from echoflow.errors import Trouble
from echoflow.language.language_model import Sampling

_LIMITS = ("max_completion_tokens", "max_tokens")

_EXTRAS = ("chat_template_kwargs", "reasoning_effort", "top_k", "repeat_penalty", "cache_prompt", "stream_options")
"""What is no part of the protocol as everybody has it."""

_THINKING = ("chat_template_kwargs", "reasoning_effort")

_CHOICES = ("seed", "top_p", "temperature")
"""What is part of it, but refused for some models: OpenAI's that reason take their own temperature only."""

_OVERFLOW = re.compile(
    r"context_length_exceeded|exceed_context_size|context (?:length|size|window)|maximum model length"
    r"|prompt (?:is )?too long|input (?:length|tokens?) exceed|range of input length|model token limit"
    r"|exceeds? max message tokens"
)
"""OpenAI, DeepSeek and vLLM ("maximum context length"), vLLM's engine ("maximum model length"), llama-server
("exceeds the available context size", exceed_context_size_error), Ollama ("the input length exceeds the context
length", "prompt too long"), LM Studio ("context length of only"), Qwen, Moonshot and Doubao."""

_NO_CREDIT = re.compile(r"insufficient_quota|insufficient balance|billing|arrear|overdue")
"""OpenAI answers 429 and Qwen 400 when an account is empty, as if it were a matter of waiting or of asking well."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """How a service said no.

    Attributes:
        status: of HTTP, from 400 on.
        text: all it said, in small letters, to look for what it means.
        message: its sentence for people; may be empty.
    """

    status: int
    text: str
    message: str = ""

    @classmethod
    def of(cls, status: int, body: object) -> Refusal:
        """Reads the body of an answer: JSON of any shape, or text."""
        message = body if isinstance(body, str) else ""
        if isinstance(body, Mapping):
            error = body.get("error", body)
            found = error.get("message") or error.get("detail") if isinstance(error, Mapping) else error
            message = found if isinstance(found, str) else ""
        return cls(status, str(body).lower(), message)

    @property
    def overflow(self) -> bool:
        """The conversation is longer than the model can read."""
        return self.status in (400, 413, 422, 500) and bool(_OVERFLOW.search(self.text))

    @property
    def trouble(self) -> Trouble:
        """What it means for the user."""
        return Trouble.PAYMENT if _NO_CREDIT.search(self.text) else trouble_of_status(self.status)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What is sent beside the model's name and the messages.

    Attributes:
        limit: how the longest answer is called.
        extras: what the server is believed to know beyond the common protocol.
        left_out: what it has refused.
    """

    limit: str
    extras: tuple[str, ...]
    left_out: frozenset[str] = frozenset()

    @classmethod
    def of_openai(cls) -> Dialect:
        """OpenAI's own, which refuses what it does not know."""
        return cls("max_completion_tokens", ("stream_options",))

    @classmethod
    def of_cloud(cls) -> Dialect:
        """Any other service."""
        return cls("max_tokens", ("stream_options",))

    @classmethod
    def of_home(cls) -> Dialect:
        """A server of the user's own: llama-server, Ollama, vLLM; most ignore what they do not know."""
        return cls("max_tokens", _EXTRAS)

    def body(self, sampling: Sampling) -> dict[str, object]:
        """The entries of the request's JSON."""
        known: dict[str, object] = {
            self.limit: sampling.max_tokens,
            "temperature": sampling.temperature,
            "top_p": sampling.top_p,
            "seed": sampling.seed,
            "top_k": sampling.top_k,
            "repeat_penalty": sampling.repeat_penalty,
            "stream_options": {"include_usage": True},
            # A model that thinks aloud first would let the user wait for a spoken answer.
            "chat_template_kwargs": {"enable_thinking": False},
            "reasoning_effort": "none",
            "cache_prompt": True,
        }
        wanted = {self.limit, *_CHOICES, *self.extras} - self.left_out
        return {name: value for name, value in known.items() if name in wanted and value is not None}

    def after(self, refusal: Refusal) -> Dialect | None:
        """What to try next, after the server refused a request in this dialect; None if that is not the matter."""
        if refusal.status not in (400, 422):
            return None
        if renamed := self._renamed(refusal.text):
            return renamed
        sent = [name for name in (*self.extras, *_CHOICES) if name not in self.left_out]
        named = [name for name in sent if name in refusal.text]
        if not named and "think" in refusal.text:
            named = [name for name in sent if name in _THINKING]
        # It did not say what it minds: without anything unusual it may be content.
        refused = named or [name for name in sent if name in self.extras]
        return replace(self, left_out=self.left_out | set(refused)) if refused else None

    def _renamed(self, text: str) -> Dialect | None:
        """The longest answer by its other name, if this one is minded; once."""
        other = next(name for name in _LIMITS if name != self.limit)
        if other in self.left_out or not re.search(rf"\b{self.limit}\b", text):
            return None
        return replace(self, limit=other, left_out=self.left_out | {self.limit})


def model_names(content: bytes) -> tuple[str, ...] | None:
    """The names in an answer about the models; None if it is no such answer."""
    try:
        entries = json.loads(content)["data"]
        return tuple(entry["id"] for entry in entries or () if isinstance(entry["id"], str))
    except (ValueError, TypeError, LookupError, RecursionError):
        return None


_NOT_FOR_CHAT = re.compile(
    r"embed|rerank|whisper|transcri|tts|speech|audio|realtime|dall-e|image|sora|moderation|davinci|babbage|bge-"
)


def first_chat_model(identifiers: Sequence[str]) -> str | None:
    """The first model that may hold a conversation; lists begin as likely with one that hears, draws or counts."""
    return next((one for one in identifiers if not _NOT_FOR_CHAT.search(one.lower())), None)
