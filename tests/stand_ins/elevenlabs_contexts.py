"""What ElevenLabs makes of the messages on a multi-context socket: rules alone, no socket and no clock.

A message goes in, what the service would do comes out. The rules are those of the service's message schema and of what
clients have met in the field: closing takes time and a closing context still counts, settings belong into the first
message of a context, and any message that names a context opens it, a flush or a keep-alive included.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

MAX_CONTEXTS = 5
"""Open at once on one connection, those that are closing included."""

DEFAULT_SCHEDULE = (120, 160, 250, 290)
"""Characters that are waited for before the first, second, ... generation of a context."""

_SHORTEST, _LONGEST = 50, 500
"""What a `chunk_length_schedule` may ask for."""


@dataclass(frozen=True, slots=True)
class Speak:
    """Say this, after what the context has to say already."""

    context: str | None
    text: str


@dataclass(frozen=True, slots=True)
class End:
    """The context is final once all it has to say is sent; then `Contexts.ended` is due."""

    context: str | None


@dataclass(frozen=True, slots=True)
class Refuse:
    """An error frame, then a close with 1008."""

    error: str
    message: str


@dataclass(frozen=True, slots=True)
class CloseSocket:
    """A close with 1000, once every context is final."""


Order: TypeAlias = Speak | End | Refuse | CloseSocket

MALFORMED = Refuse(
    "invalid_input_message",
    "Could not parse input message, make sure it is a json and follows the schema outlined in protocol.",
)
_TOO_MANY = Refuse(
    "max_active_conversations",
    f"Maximum simultaneous contexts per WebSocket connection exceeded ({MAX_CONTEXTS}). "
    "Please close an existing context before opening a new one.",
)
_CHANGED = Refuse(
    "policy_violation",
    "voice_settings field must be provided in the first message and then either be not provided or not change.",
)


@dataclass(slots=True)
class _Context:
    settings: object
    schedule: tuple[int, ...] = DEFAULT_SCHEDULE
    buffer: str = ""
    generations: int = 0
    closing: bool = False

    @property
    def wanted(self) -> int:
        """Characters that start the next generation."""
        return self.schedule[min(self.generations, len(self.schedule) - 1)]

    def take(self) -> str:
        self.generations += 1
        text, self.buffer = self.buffer, ""
        return text


@dataclass(slots=True)
class Contexts:
    """The contexts of one connection.

    Attributes:
        auto_mode: every text is spoken at once; without, a text waits for a flush or for enough others.
        opened: contexts there have been.
        closed: contexts the client has closed.
        most: contexts that were open at once, at most.

    """

    auto_mode: bool = False
    opened: int = 0
    closed: int = 0
    most: int = 0
    _open: dict[str | None, _Context] = field(default_factory=dict)

    def receive(self, message: object) -> list[Order]:
        """What the service does on a message (parsed JSON of any kind)."""
        if not isinstance(message, dict) or not _well_formed(message):
            return [MALFORMED]
        if message.get("close_socket"):
            return [order for name in list(self._open) for order in self._close(name, flush=True)] + [CloseSocket()]
        name = _context_id(message)
        if message.get("close_context"):
            return self._close(name, flush=False)
        if name is None and name not in self._open and message.get("text") == "" and not message.get("flush"):
            return []  # A keep-alive of the connection opens no context.
        return self._take_text(name, message)

    def ended(self, name: str | None) -> None:
        """The context is final: it counts no longer, and its name may be used again."""
        self._open.pop(name, None)

    def _take_text(self, name: str | None, message: dict[str, Any]) -> list[Order]:
        context = self._open.get(name)
        if context is None:
            if len(self._open) >= MAX_CONTEXTS:
                return [_TOO_MANY]
            context = self._open[name] = _Context(message.get("voice_settings"), _schedule(message))
            self.opened += 1
            self.most = max(self.most, len(self._open))
            if message.get("text") == " ":
                return []  # What opens a context is not said.
        elif context.closing:
            return []
        elif message.get("voice_settings", context.settings) not in (None, context.settings):
            return [_CHANGED]
        context.buffer += message.get("text") or ""
        due = message.get("flush") or self.auto_mode or len(context.buffer) >= context.wanted
        return [Speak(name, context.take())] if due and context.buffer.strip() else []

    def _close(self, name: str | None, *, flush: bool) -> list[Order]:
        """Ends a context; what was not flushed is never said, unless the whole connection is closed in order."""
        context = self._open.get(name)
        if context is None or context.closing:
            return []
        context.closing = True
        self.closed += 1
        spoken: list[Order] = [Speak(name, context.take())] if flush and context.buffer.strip() else []
        return [*spoken, End(name)]


def _well_formed(message: dict[str, Any]) -> bool:
    if not {"text", "flush", "close_context", "close_socket"} & message.keys():
        return False
    text, settings = message.get("text"), message.get("voice_settings")
    return (
        isinstance(text, str | None)
        and isinstance(settings, dict | None)
        and isinstance(_context_id(message), str | None)
        and _schedule(message) != ()
    )


def _context_id(message: dict[str, Any]) -> Any:
    return message.get("context_id", message.get("contextId"))


def _schedule(message: dict[str, Any]) -> tuple[int, ...]:
    """The `chunk_length_schedule` that was asked for, the default without one, () if it is none."""
    config = message.get("generation_config") or {}
    wanted = config.get("chunk_length_schedule", DEFAULT_SCHEDULE) if isinstance(config, dict) else ()
    good = isinstance(wanted, list | tuple) and all(
        isinstance(length, int) and _SHORTEST <= length <= _LONGEST for length in wanted
    )
    return tuple(wanted) if good else ()
