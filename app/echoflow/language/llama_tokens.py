"""A conversation as the tokens a model reads, and its tokens as text.

Nothing here changes once it is made, in llama.cpp neither, so that any thread may ask while another one generates.

Imports llama_cpp, so it belongs in the language model's process.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import llama_cpp as llama

from echoflow.language.chat_template import ChatTemplate
from echoflow.language.language_model import Message

_LONGEST_PIECE = 64
"""Bytes; a longer token is asked for again."""

_REMEMBERED_PARTS = 1024
"""Messages whose tokens are remembered. A context of 8,192 tokens holds 500 to 800 of a spoken conversation; tokens
take four bytes each, so this is at most some hundred kilobytes of ordinary messages."""

_EXAMPLE = (Message("user", "A"), Message("assistant", "B"), Message("user", "C"))
_SPECIAL = llama.LLAMA_TOKEN_ATTR_CONTROL | llama.LLAMA_TOKEN_ATTR_USER_DEFINED
_SWALLOWS_SPACE = llama.LLAMA_TOKEN_ATTR_LSTRIP | llama.LLAMA_TOKEN_ATTR_RSTRIP


class LlamaTokens:
    """The vocabulary and the chat template of one model."""

    def __init__(self, vocabulary: Any, template: str) -> None:
        """`template` is the Jinja source. Raises ValueError: it is no template."""
        self._vocabulary = vocabulary
        bos, eos = llama.llama_vocab_bos(vocabulary), llama.llama_vocab_eos(vocabulary)
        self._bos = bos
        self._bos_text = self._text_of(bos)
        self._template = ChatTemplate(template, bos=self._bos_text, eos=self._text_of(eos))
        self._end_of_turn = self._separator()
        self._of_part = lru_cache(_REMEMBERED_PARTS)(self._tokenize)

    def of(self, messages: Sequence[Message]) -> list[int]:
        """The prompt up to where the assistant's answer begins.

        Raises:
            ValueError: the template refuses this conversation.

        """
        text = self._template.render(messages)
        tokens: list[int] = []
        # Most templates write the first token themselves; twice it spoils the answer.
        if llama.llama_vocab_get_add_bos(self._vocabulary) and not (self._bos_text and text.startswith(self._bos_text)):
            tokens.append(self._bos)
        for part in self._parts(text):
            tokens.extend(self._of_part(part))
        return tokens

    def piece(self, token: int, *, special: bool = False) -> bytes:
        """The text of `token`, which may be part of a character; of special tokens only if they are asked for."""
        size = _LONGEST_PIECE
        while True:
            buffer = ctypes.create_string_buffer(size)
            length = llama.llama_token_to_piece(self._vocabulary, token, buffer, size, 0, special)
            if length >= 0:
                return buffer.raw[:length]
            size = -length

    def _parts(self, text: str) -> list[str]:
        """`text`, cut after each message; together the tokens of the parts are those of the whole.

        A vocabulary takes special tokens out of a text first and what is between them each by itself. Tokenizing 3,000
        tokens of history takes 9 ms on two cores, which would be lost between every question and its answer; only
        messages that were not there the last time are tokenized.
        """
        if not self._end_of_turn:
            return [text]
        *messages, rest = text.split(self._end_of_turn)
        return [message + self._end_of_turn for message in messages] + [rest]

    def _separator(self) -> str:
        """What this template ends messages with; empty if it is no token, or one that has a say in what is next to it.

        Which of the vocabulary's tokens that is differs: many files call it the end of the text, and something that
        never occurs in a conversation the end of a turn.
        """
        try:
            example = self._template.render(_EXAMPLE)
        except ValueError:
            return ""
        for token in (llama.llama_vocab_eot(self._vocabulary), llama.llama_vocab_eos(self._vocabulary)):
            text = self._text_of(token)
            if text and text in example:
                attributes = llama.llama_vocab_get_attr(self._vocabulary, token)
                return text if attributes & _SPECIAL and not attributes & _SWALLOWS_SPACE else ""
        return ""

    def _tokenize(self, text: str) -> array[int]:
        encoded = text.encode()
        room = len(encoded) + 8
        buffer = (llama.llama_token * room)()
        count = llama.llama_tokenize(self._vocabulary, encoded, len(encoded), buffer, room, False, True)
        return array("i", buffer[:count])

    def _text_of(self, token: int) -> str:
        """How the template writes a special token; empty if the vocabulary has none."""
        return self.piece(token, special=True).decode(errors="replace") if token >= 0 else ""
