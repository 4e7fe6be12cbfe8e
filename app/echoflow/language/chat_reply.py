"""What of a streamed chat completion is meant to be spoken; pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

_TAGS = tuple(f"<{slash}{name}>" for slash in ("", "/") for name in ("think", "thinking", "thought"))
_TAG = re.compile(r"<(/?)(?:think|thinking|thought)>", re.IGNORECASE)


class SpokenText:
    """Puts pieces of an answer together so that each that comes out can be spoken.

    Left out is what a model thinks to itself between `<think>` and `</think>`, which servers that do not part it from
    the answer send with it. Tags may be cut anywhere. A character that JSON has split into two surrogates is put
    together again, and half a character that stays alone is left out: it could not even be written to a file.
    """

    def __init__(self) -> None:
        self._half = ""
        self._held = ""
        self.thinking = False
        """What comes now is not for the user."""
        self._begun = False

    def feed(self, piece: str) -> str:
        """What can be spoken now; empty while it is not known or there is nothing."""
        return self._speak(self._held + self._whole(piece), last=False)

    def finish(self) -> str:
        """The rest, when nothing more comes."""
        return self._speak(self._held, last=True)

    def _whole(self, piece: str) -> str:
        text, self._half = self._half + piece, ""
        if text and "\ud800" <= text[-1] <= "\udbff":
            text, self._half = text[:-1], text[-1]
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")

    def _speak(self, text: str, *, last: bool) -> str:
        self._held = ""
        spoken = []
        position = 0
        for tag in _TAG.finditer(text):
            if not self.thinking:
                spoken.append(text[position : tag.start()])
            self.thinking = not tag[1]
            position = tag.end()
        rest = text[position:]
        if not last and (begin := _unfinished_tag(rest)) < len(rest):
            self._held, rest = rest[begin:], rest[:begin]
        if not self.thinking:
            spoken.append(rest)
        return self._without_gap("".join(spoken))

    def _without_gap(self, text: str) -> str:
        """The blank lines between the thinking and the answer are no part of the answer."""
        if not self._begun:
            text = text.lstrip()
            self._begun = bool(text)
        return text


def _unfinished_tag(text: str) -> int:
    """Where at the end of `text` something begins that may become a tag; its length if nothing does."""
    begin = text.rfind("<")
    tail = text[begin:].lower()
    return begin if begin >= 0 and any(tag.startswith(tail) for tag in _TAGS) else len(text)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one event of the stream says.

    Attributes:
        content: of the answer; tags and half characters still in it.
        alive: there was something of an answer in it, if only thinking or its end.
        thought: there was some thinking in a field of its own.
        finished: the answer is complete.
        tokens: read and written, counted by the service; None in all events but one at the end.
        error: what the service says has failed, as JSON.
    """

    content: str = ""
    alive: bool = False
    thought: bool = False
    finished: bool = False
    tokens: tuple[int, int] | None = None
    error: object = None


class ChunkReader:
    """Takes the chunks out of a stream of server-sent events, however its bytes were cut.

    Events that cannot be understood are passed over, where the SDK's own reader would give up the answer.
    """

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[Chunk]:
        """The chunks that are complete now."""
        # Not splitlines(): it also cuts at U+2028, which may stand in an answer.
        *lines, self._rest = (self._rest + data).split(b"\n")
        return [_event(line[5:].strip()) for line in lines if line.startswith(b"data:")]


def _event(payload: bytes) -> Chunk:
    if payload == b"[DONE]":
        return Chunk(alive=True, finished=True)
    try:
        return read_chunk(json.loads(payload))
    except (ValueError, RecursionError):
        return Chunk()


def read_chunk(event: object) -> Chunk:
    """Reads parsed JSON of any shape; whatever is not known is no part of the answer."""
    if not isinstance(event, dict):
        return Chunk()
    if error := event.get("error"):
        return Chunk(error=error)
    choices = event.get("choices")
    choice = _object(choices[0]) if isinstance(choices, list) and choices else {}
    delta = _object(choice.get("delta"))
    content = delta.get("content")
    text = content if isinstance(content, str) else ""
    # DeepSeek, llama-server and vLLM say reasoning_content, Ollama and OpenRouter reasoning.
    thought = any(delta.get(name) for name in ("reasoning_content", "reasoning"))
    finished = bool(choice.get("finish_reason"))
    tokens = _tokens(_object(event.get("usage")))
    return Chunk(text, bool(text or thought or finished or tokens), thought, finished, tokens)


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _tokens(usage: Mapping[str, object]) -> tuple[int, int] | None:
    read, written = usage.get("prompt_tokens"), usage.get("completion_tokens")
    return (read, written) if isinstance(read, int) and isinstance(written, int) else None


def estimated_tokens(text: str) -> int:
    """About how many tokens `text` is.

    A token is about four characters of English (OpenAI's rule of thumb) and about one of Chinese, for which four
    would be a quarter of the price.
    """
    plain = sum(character.isascii() for character in text)
    return -(-plain // 4) + len(text) - plain
