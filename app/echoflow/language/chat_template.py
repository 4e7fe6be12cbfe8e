"""How a model wants a conversation written: the Jinja template from its file.

Imports llama_cpp, so it belongs in the language model's process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from jinja2 import TemplateError
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from echoflow.language.language_model import Message
from echoflow.language.prompt_window import fold


class ChatTemplate:
    """A template made ready.

    Raises:
        ValueError: it is no template.

    """

    def __init__(self, source: str, *, bos: str, eos: str) -> None:
        try:
            self._formatter = Jinja2ChatFormatter(template=source, bos_token=bos, eos_token=eos)
        except TemplateError as error:
            raise ValueError(str(error)) from None

    def render(self, messages: Sequence[Message]) -> str:
        """The prompt up to where the assistant's answer begins.

        A template that refuses a system message, or two users in a row, gets the same conversation folded. Models
        that can think aloud are asked not to: a voice has to answer at once.

        Raises:
            ValueError: the template refuses this conversation.

        """
        try:
            return self._format(messages)
        except (TemplateError, ValueError):
            pass
        try:
            return self._format(fold(messages))
        except TemplateError as error:
            raise ValueError(str(error)) from None

    def _format(self, messages: Sequence[Message]) -> str:
        entries: list[Any] = [asdict(message) for message in messages]
        return self._formatter(messages=entries, enable_thinking=False).prompt
