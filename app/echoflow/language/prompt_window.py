"""Decisions about prompts: what fits the context, what is still in the cache, how much to evaluate at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from echoflow.language.language_model import Message


def fit(messages: Sequence[Message], fits: Callable[[Sequence[Message]], bool]) -> tuple[Message, ...]:
    """`messages` without as many of the oldest turns as it takes until `fits` says so.

    A turn is a user's message and what follows it. System messages and the last user message with what follows it
    always stay, even if that does not fit. `fits` is asked once if all of them fit, else about log2(turns) times.
    """
    turns = _turn_starts(messages)
    low, high = 0, max(0, len(turns) - 1)
    if low < high:
        if fits(messages):
            return tuple(messages)
        low = 1
    while low < high:
        middle = (low + high) // 2
        if fits(_from_turn(messages, turns, middle)):
            high = middle
        else:
            low = middle + 1
    return _from_turn(messages, turns, low)


def _turn_starts(messages: Sequence[Message]) -> list[int]:
    """Where each turn starts; an assistant's greeting before the first user message is a turn of its own."""
    starts: list[int] = []
    for index, message in enumerate(messages):
        if message.role == "user" or (message.role == "assistant" and not starts):
            starts.append(index)
    return starts


def _from_turn(messages: Sequence[Message], starts: Sequence[int], first: int) -> tuple[Message, ...]:
    begin = starts[first] if starts else 0
    return tuple(message for index, message in enumerate(messages) if index >= begin or message.role == "system")


def fold(messages: Sequence[Message]) -> tuple[Message, ...]:
    """The same conversation for templates that know no system role and insist on user and assistant in turn."""
    folded: list[Message] = []
    for message in messages:
        role = "user" if message.role == "system" else message.role
        if message.role == "system" and not message.content:
            continue
        if folded and folded[-1].role == role:
            folded[-1] = Message(folded[-1].role, f"{folded[-1].content}\n\n{message.content}")
        else:
            folded.append(Message(role, message.content))
    return tuple(folded)


def common_prefix(left: Sequence[int], right: Sequence[int]) -> int:
    """How many tokens both begin with."""
    shorter = min(len(left), len(right))
    if left[:shorter] == right[:shorter]:
        return shorter
    return next(index for index in range(shorter) if left[index] != right[index])


class SlicePolicy:
    """How many tokens of a prompt to evaluate at once so that each slice takes about `target_seconds`.

    A cancel is noticed between slices, and a slice that is finished is kept in the cache. Larger slices are faster
    per token, so it grows while the machine is quick, at most twofold at a time, and shrinks at once.
    """

    def __init__(self, target_seconds: float, smallest: int, largest: int) -> None:
        self._target = target_seconds
        self._smallest = min(smallest, largest)
        self._largest = largest
        self.size = self._smallest
        """Tokens of the next slice."""

    def record(self, tokens: int, seconds: float) -> None:
        """Learns from a slice of `tokens` that took `seconds`; a last, shorter slice tells little and is ignored."""
        if tokens < self.size:
            return
        ideal = int(tokens * self._target / max(seconds, 1e-6))
        self.size = max(self._smallest, min(ideal, 2 * self.size, self._largest))
