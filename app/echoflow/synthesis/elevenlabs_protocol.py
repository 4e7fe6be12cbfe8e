"""What is said on ElevenLabs' multi-context WebSocket, in both directions, and what its failures mean.

One connection carries several contexts; each has the text of one reply and is closed on its own. The service is not
consistent in how it writes its names, so both `contextId` and `context_id`, `isFinal` and `is_final` are understood.
What cannot be understood is passed over: a voice goes on when its service learns a new word.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from echoflow.audio.frames import PLAYBACK_RATE
from echoflow.clouds.failures import failure, trouble_of_close, trouble_of_status
from echoflow.errors import EngineError, Trouble
from echoflow.synthesis.elevenlabs_alignment import Alignment

SERVICE = "ElevenLabs"
"""The service's name for people."""

DEFAULT_ADDRESS = "wss://api.elevenlabs.io"

INACTIVITY_SECONDS = 180
"""After so long without text the service closes the connection; it allows no more."""

MOST_CONTEXTS = 3
"""Open, or closed by us and not yet by the service. It takes five and closes the connection at the sixth; how soon it
has closed one is its own affair, so some are kept in hand."""

_TAKE_LANGUAGE = frozenset({"eleven_flash_v2_5", "eleven_turbo_v2_5"})
"""Models that accept a language; the others refuse it."""

_LONGEST_MS = 3_600_000
"""No piece of sound is an hour long."""

_VOICE_SETTINGS = {"stability": 0.5, "similarity_boost": 0.8, "speed": 1.0}
"""The values in the service's own examples."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A message about one context.

    Attributes:
        context: its identifier.
        sound: little-endian 16 bit samples; empty if there are none.
        alignment: what is said in `sound`, if the service tells.
        final: nothing more comes for this context.
    """

    context: str
    sound: bytes = b""
    alignment: Alignment | None = None
    final: bool = False


@dataclass(frozen=True, slots=True)
class Complaint:
    """A message that something failed.

    Attributes:
        context: what it is about; empty if it is about the connection.
        error: what it means.
    """

    context: str
    error: EngineError


def stream_url(address: str, voice: str, model: str, language: str = "") -> str:
    """Where to connect to for `voice`; `address` is such as `wss://api.elevenlabs.io`."""
    query = {
        "model_id": model,
        "output_format": f"pcm_{PLAYBACK_RATE}",
        "auto_mode": "true",
        "inactivity_timeout": str(INACTIVITY_SECONDS),
        "sync_alignment": "true",
        "apply_text_normalization": "auto",
    }
    if language and model in _TAKE_LANGUAGE:
        query["language_code"] = language
    return f"{address}/v1/text-to-speech/{quote(voice, safe='')}/multi-stream-input?{urlencode(query)}"


def open_context(context: str) -> str:
    """The first message of a context; only here may the voice be tuned."""
    return json.dumps({"text": " ", "context_id": context, "voice_settings": _VOICE_SETTINGS})


def say(context: str, text: str) -> str:
    """Speaks `text`, which ends with a space, at once.

    In auto_mode the service begins with every message anyhow; that each is flushed makes sure of it also for a clause,
    and that sound is owed for everything that was sent.
    """
    return json.dumps({"text": text, "context_id": context, "flush": True}, ensure_ascii=False)


def keep_alive(context: str) -> str:
    """Text will still come. On the connections that carry a single text the same message would end it."""
    return json.dumps({"text": "", "context_id": context})


def flush(context: str) -> str:
    """Nothing of what was sent is to be held back."""
    return json.dumps({"context_id": context, "flush": True})


def close_context(context: str) -> str:
    """No more text comes; what was flushed is still spoken."""
    return json.dumps({"context_id": context, "close_context": True})


def read(message: str | bytes) -> Answer | Complaint | None:
    """What `message` says; None if it says nothing that is understood."""
    try:
        fields = json.loads(message)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    context = _first(fields, "contextId", "context_id")
    context = context if isinstance(context, str) else ""
    if error := fields.get("error"):
        code = fields.get("code")
        detail = fields.get("message")
        return Complaint(context, _meaning(str(error), str(detail or error), code if isinstance(code, int) else 1011))
    answer = Answer(
        context,
        _sound(fields.get("audio")),
        _alignment(fields.get("alignment")),
        _first(fields, "isFinal", "is_final") is True,
    )
    return answer if answer.sound or answer.alignment or answer.final else None


def refusal(status: int, body: bytes | bytearray) -> EngineError:
    """Why the service did not open a connection."""
    name = detail = ""
    try:
        said = json.loads(body)["detail"]
        if isinstance(said, dict):
            name, detail = str(said.get("status") or said.get("code") or ""), str(said.get("message") or "")
        else:
            detail = str(said)
    except (ValueError, TypeError, LookupError, RecursionError):
        pass
    trouble = _trouble_named(name)
    if trouble is None:
        trouble = trouble_of_status(status) if status >= 400 else Trouble.BROKEN
    return failure(SERVICE, trouble, detail or f"{name or status}")


def closing(code: int | None, reason: str) -> EngineError:
    """Why the service closed the connection; without a code it broke off."""
    # An orderly goodbye (1000) that we did not ask for leaves us without a connection, and that is all.
    return _meaning(reason, reason, None if code == 1000 else code)


def _meaning(name: str, detail: str, code: int | None) -> EngineError:
    trouble = _trouble_named(name) or _trouble_named(detail) or trouble_of_close(code)
    return failure(SERVICE, trouble, detail or str(code))


_NAMED = (
    (Trouble.UNREACHABLE, ("not received a new text input", "input_timeout")),
    (Trouble.BROKEN, ("max_active_conversations", "simultaneous contexts")),
    (Trouble.PAYMENT, ("quota_exceeded", "exceeds your quota", "payment_required", "paid_plan_required")),
    (Trouble.KEY_REFUSED, ("invalid_api_key", "invalid api key", "needs_authorization", "authentication_")),
    (Trouble.FORBIDDEN, ("missing_permissions", "only_for_creator", "detected_unusual_activity")),
    (Trouble.BUSY, ("too_many_concurrent_requests", "system_busy", "rate_limit")),
    (Trouble.REJECTED, ("voice_not_found", "does_not_exist", "does not exist", "model_not_", "unsupported_")),
)
"""What the service calls things, in a field or in a sentence. A connection closed for want of text, or because one
more context was opened than it takes, is as good as one that broke off, although the code, 1008, says otherwise."""


def _trouble_named(text: str) -> Trouble | None:
    lower = text.lower()
    return next((trouble for trouble, names in _NAMED if any(name in lower for name in names)), None)


def _first(fields: Mapping[str, Any], *names: str) -> Any:
    return next((fields[name] for name in names if fields.get(name) is not None), None)


def _sound(audio: object) -> bytes:
    if not isinstance(audio, str):
        return b""
    try:
        return base64.b64decode(audio, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _alignment(fields: object) -> Alignment | None:
    if not isinstance(fields, dict):
        return None
    characters = _first(fields, "chars", "characters")
    starts = _numbers(_first(fields, "charStartTimesMs", "charsStartTimesMs", "char_start_times_ms"))
    durations = _numbers(_first(fields, "charDurationsMs", "charsDurationsMs", "char_durations_ms"))
    if not isinstance(characters, list) or not all(isinstance(one, str) for one in characters):
        return None
    if not characters or starts is None or len(starts) != len(characters):
        return None
    last = durations[-1] if durations else 0.0
    return Alignment(tuple(characters), tuple(start / 1000 for start in starts), (starts[-1] + last) / 1000)


def _numbers(values: object) -> list[float] | None:
    if not isinstance(values, list):
        return None
    usable = all(
        isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < _LONGEST_MS for value in values
    )
    return [float(value) for value in values] if usable else None
