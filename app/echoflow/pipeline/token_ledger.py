"""What messages cost in tokens: counted by the model when there is time, bounded from above until then."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import starmap

from echoflow.conversation.window import Line
from echoflow.language.language_model import LanguageModel, Message

_MARKS = {"system": 48}
"""Tokens that a chat template writes around a message at most; Llama 3.1's tells the date in its system message."""
_OTHER_MARKS = 16


_TWO_A_TOKEN = re.compile(r"[A-Za-z ]")


def most_tokens(text: str) -> int:
    """More than speech takes in any common vocabulary: one for two Latin letters (four are usual), else one a byte."""
    letters = len(_TWO_A_TOKEN.findall(text))
    return math.ceil(letters / 2) + len(text.encode()) - letters


class TokenLedger:
    """Implements `window.Costs`.

    What was counted is exact as far as a template writes each exchange by itself, as all common ones do. What was not
    is `most_tokens`, or twice what the model before counted if another one took over. That holds for what is said;
    should somebody dictate line noise, the model itself has the last word on what fits.
    """

    def __init__(self, model: LanguageModel, system: Line) -> None:
        """`system` begins every prompt, because many templates refuse one without."""
        self._model = model
        self._system = system
        self._messages: dict[tuple[Line, ...], int] = {}
        self._texts: dict[str, int] = {}
        self._messages_before: dict[tuple[Line, ...], int] = {}
        self._texts_before: dict[str, int] = {}
        """What another model counted."""

    def messages(self, lines: Sequence[Line], /) -> int:
        """See `Costs.messages`."""
        key = tuple(lines)
        if (known := self._messages.get(key)) is not None:
            return known
        most = sum(most_tokens(content) + _MARKS.get(role, _OTHER_MARKS) for role, content in key)
        return min(most, 2 * self._messages_before.get(key, most))

    def text(self, text: str, /) -> int:
        """See `Costs.text`."""
        if (known := self._texts.get(text)) is not None:
            return known
        most = most_tokens(text) + 1
        return min(most, 2 * self._texts_before.get(text, most))

    def forget(self) -> None:
        """Another model counts differently."""
        self._messages_before = dict(self._messages)
        self._texts_before = dict(self._texts)
        self._messages.clear()
        self._texts.clear()

    async def learn(self, groups: Sequence[Sequence[Line]], texts: Sequence[str]) -> None:
        """Asks the model for what is not known yet of these, and forgets everything else.

        Raises EngineError: there is no model to ask.
        """
        wanted = {tuple(group) for group in groups} | {(self._system,)}
        self._messages = {key: tokens for key, tokens in self._messages.items() if key in wanted}
        self._texts = {text: tokens for text, tokens in self._texts.items() if text in set(texts)}
        for key in wanted - self._messages.keys():
            alone = key == (self._system,)
            tokens = await self._count(key if alone else (self._system, *key))
            self._messages[key] = tokens if alone else tokens - await self._base()
        missing = [text for text in texts if text not in self._texts]
        if missing:
            before = await self._count((self._system, ("user", "A")))
            for text in missing:
                self._texts[text] = await self._count((self._system, ("user", f"A\n{text}"))) - before

    async def _base(self) -> int:
        """The system message alone, counted once."""
        key = (self._system,)
        if key not in self._messages:
            self._messages[key] = await self._count(key)
        return self._messages[key]

    async def _count(self, lines: Sequence[Line]) -> int:
        return await self._model.count_tokens(as_messages(lines))


def as_messages(lines: Sequence[Line]) -> list[Message]:
    """As language models take them."""
    return list(starmap(_message, lines))


def _message(role: str, content: str) -> Message:
    match role:
        case "system" | "user" | "assistant":
            return Message(role, content)
        case _:
            raise ValueError(role)
