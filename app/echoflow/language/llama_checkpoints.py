"""States of a recurrent model to come back to.

A recurrent or hybrid model keeps one state for all it has read and cannot take back the end of it. What it can is to
begin again from a copy of the state it once had: taken before an answer, it makes the next prompt cost what was heard
of the answer and the question, and not the whole conversation, when the user has cut in.

Imports llama_cpp, so it belongs in the language model's process.
"""

from __future__ import annotations

import ctypes
from typing import Any

import llama_cpp as llama

_KEPT = 2
"""States at a time: the conversation up to the last question, and up to the one before or the system message. One
takes from a few hundred kilobytes to 50 MB."""

_FLAGS = llama.LLAMA_STATE_SEQ_FLAGS_PARTIAL_ONLY
"""Without the keys and values of a hybrid model's attention layers, of which the end can be taken back."""


class Checkpoints:
    """Copies of the state of a context's only sequence, each with the number of tokens that had been read."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._states: dict[int, ctypes.Array[ctypes.c_uint8]] = {}

    def save(self, count: int) -> None:
        """Copies the state after `count` tokens; the oldest copy makes room for it."""
        if count in self._states:
            return
        size = llama.llama_state_seq_get_size_ext(self._context, 0, _FLAGS)
        state = (ctypes.c_uint8 * size)()
        if llama.llama_state_seq_get_data_ext(self._context, state, size, 0, _FLAGS) == size:
            self._states[count] = state
        while len(self._states) > _KEPT:
            del self._states[min(self._states)]

    def restore(self, count: int) -> int:
        """Goes back to the latest state within the first `count` tokens; returns after how many it was, 0 for none.

        States after more tokens are forgotten: what follows `count` is going to be something else.
        """
        for other in [other for other in self._states if other > count]:
            del self._states[other]
        for found in sorted(self._states, reverse=True):
            state = self._states[found]
            if llama.llama_state_seq_set_data_ext(self._context, state, len(state), 0, _FLAGS) == len(state):
                return found
        return 0

    def forget(self) -> None:
        """None of them is of any use any more."""
        self._states.clear()
