"""What of the conversation the model is shown: recent turns word for word, older ones as a summary.

Between two compactions the prompt only grows at its end, so that a model which keeps what it has read never reads it
again. A compaction, which changes the beginning, drops a good share at once: it is wanted from a high-water mark on,
falls to a low-water mark, and happens when nobody waits for an answer. Only where that came too late does the hard
limit drop turns in the middle of the conversation, and then as many.

    system prompt | what the user told before: quotes, digest | "I remember." | recent turns | the newest turn

The summary is an exchange of its own and not part of the system message: every chat template takes it, the system
prompt stays word for word what the user chose, and small models find a fact in what "the user said" far more surely
than in their instructions.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from echoflow.conversation import summary
from echoflow.conversation.history import Exchange

Line: TypeAlias = tuple[str, str]
"""Role (`system`, `user`, `assistant`) and content of a message."""

_SUMMARY_SHARE = 6
"""One part in so many of the prompt is for the summary, unless the user says otherwise."""

_LARGEST_SUMMARY = 512
"""Tokens. More quotes than that are a second conversation to read through."""


_LONGEST_DIGEST = 96
"""Tokens; three short sentences. It has to be written while an answer of two sounds, at 30 tokens a second or more."""


class Costs(Protocol):
    """Tokens of texts for the model that serves: exact where it was asked, else rather too many than too few."""

    def messages(self, lines: Sequence[Line], /) -> int:
        """What these messages add to a prompt, the marks around them included."""

    def text(self, text: str, /) -> int:
        """What this line adds to a message."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the user chose, in tokens; 0 is what suits the model's context.

    Attributes:
        context: of a model that does not say how much it has room for, as services do not.
        window: of recent turns, word for word, at most.
        summary: of what is kept of older turns, at most.
        instruction: of the system prompt, at most.
    """

    context: int = 4096
    window: int = 0
    summary: int = 0
    instruction: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """The same for one model, in tokens.

    Attributes:
        prompt: of the whole prompt: the context without room for the longest answer.
        instruction: that the system prompt should take at most.
        summary: of the summary.
        window: of the recent turns.
    """

    prompt: int
    instruction: int
    summary: int
    window: int

    @property
    def high(self) -> int:
        """From here on a compaction is wanted; a quarter of the window is left to find the moment for it."""
        return self.window * 3 // 4

    @property
    def late(self) -> int:
        """From here on it cannot wait for a digest."""
        return self.window * 7 // 8

    @property
    def low(self) -> int:
        """What a compaction leaves: half of what it found, so that the next one is as far away as this was."""
        return self.window * 3 // 8


def limits(context: int, longest_answer: int, instruction: int, sizes: Sizes) -> Limits:
    """How `context` tokens are shared out, with a system prompt of `instruction` tokens.

    At most half of the context is kept free for the answer: a careless limit must not cost the model its memory.
    """
    prompt = context - min(longest_answer, context // 2)
    free = max(0, prompt - instruction)
    share = min(sizes.summary or min(free // _SUMMARY_SHARE, _LARGEST_SUMMARY), free // 2)
    window = min(sizes.window or free, free - share)
    return Limits(prompt, min(sizes.instruction or prompt // 2, prompt), share, window)


@dataclass(frozen=True, slots=True)
class Compaction:
    """A proposal: what is to go from the prompt.

    Attributes:
        covered: the exchanges that the summary is to stand for, oldest first.
        urgent: there is no time for a digest.
    """

    covered: tuple[Exchange, ...]
    urgent: bool


class Window:
    """The prompt of one conversation."""

    def __init__(self, system: str, costs: Costs) -> None:
        self._system: Line = ("system", system)
        self._costs = costs
        self._limits = limits(Sizes().context, 0, 0, Sizes())
        self._covered: tuple[Exchange, ...] = ()
        self._digest = ""
        self._notes: tuple[Line, ...] = ()
        self._notes_tokens = 0
        self._statements: dict[Exchange, list[summary.Statement]] = {}

    @property
    def limits(self) -> Limits:
        """In force now."""
        return self._limits

    @property
    def system(self) -> Line:
        """The first message, always."""
        return self._system

    @property
    def notes(self) -> tuple[Line, ...]:
        """The summary as messages; none before the first compaction, or if nothing of it is worth keeping."""
        return self._notes

    @property
    def covered(self) -> tuple[Exchange, ...]:
        """The exchanges that the summary stands for."""
        return self._covered

    def fit_to(self, context: int, longest_answer: int, sizes: Sizes) -> None:
        """The model that serves has room for `context` tokens, or counts them differently from now on."""
        self._limits = limits(context, longest_answer, self._costs.messages([self._system]), sizes)
        self._write_notes(self._limits.summary)

    def prompt(self, exchanges: Sequence[Exchange]) -> list[Line]:
        """The messages for the model; the last exchange is always among them, whatever it takes.

        Drops turns at once if they do not fit any more.
        """
        self._forget_withdrawn(exchanges)
        if not self._fits(exchanges):
            self._drop(exchanges)
        return self._rendered(exchanges)

    def _rendered(self, exchanges: Sequence[Exchange]) -> list[Line]:
        recent = exchanges[len(self._covered) :]
        return [self._system, *self._notes, *(line for exchange in recent for line in exchange.messages)]

    def compaction(self, exchanges: Sequence[Exchange]) -> Compaction | None:
        """What should go, if anything; the newest exchange never does."""
        self._forget_withdrawn(exchanges)
        tokens = self._tokens(exchanges[len(self._covered) :])
        keep_from = self._keep_from(exchanges)
        if tokens < self._limits.high or keep_from <= len(self._covered):
            return None
        return Compaction(tuple(exchanges[:keep_from]), urgent=tokens >= self._limits.late)

    @property
    def digest_tokens(self) -> int:
        """How long a digest may be; half of the summary at least is for quotes."""
        return min(self._limits.summary // 2, _LONGEST_DIGEST)

    def adopt(self, compaction: Compaction, digest: str) -> None:
        """Carries it out; `digest` is what the model wrote of the conversation, or nothing."""
        source = [exchange.user + "\n" + exchange.heard for exchange in compaction.covered]
        known = "\n".join([*source, *(content for _, content in self._notes)])
        self._covered = compaction.covered
        # An older digest says less, but nothing wrong.
        self._digest = summary.usable(digest, known) or self._digest
        self._write_notes(self._limits.summary)

    def _forget_withdrawn(self, exchanges: Sequence[Exchange]) -> None:
        """What is not in the history any more, or is there in other words, is in nothing that was made of it."""
        if tuple(exchanges[: len(self._covered)]) == self._covered:
            return
        pairs = zip(exchanges, self._covered, strict=False)
        self._covered = tuple(now for now, _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
        self._digest = ""
        self._write_notes(self._limits.summary)

    def tokens(self, exchanges: Sequence[Exchange]) -> int:
        """What the prompt as it is takes; never too few."""
        recent = self._tokens(exchanges[len(self._covered) :])
        return self._costs.messages([self._system]) + self._summary_tokens() + recent

    def _fits(self, exchanges: Sequence[Exchange]) -> bool:
        recent = self._tokens(exchanges[len(self._covered) :])
        return recent <= self._limits.window and self.tokens(exchanges) <= self._limits.prompt

    def _drop(self, exchanges: Sequence[Exchange]) -> None:
        self._covered = tuple(exchanges[: max(len(self._covered), self._keep_from(exchanges))])
        newest = self._tokens(exchanges[-1:])
        free = self._limits.prompt - self._costs.messages([self._system]) - newest
        self._write_notes(max(0, min(self._limits.summary, free)))
        if not self._fits(exchanges):
            self._covered = tuple(exchanges[:-1])
            self._write_notes(max(0, min(self._limits.summary, free)))

    def _keep_from(self, exchanges: Sequence[Exchange]) -> int:
        """The first exchange of those that fit below the low-water mark; the newest at the latest."""
        left = self._limits.low
        first = len(exchanges)
        while first > len(self._covered):
            left -= self._tokens(exchanges[first - 1 : first])
            if left < 0:
                break
            first -= 1
        return max(0, min(first, len(exchanges) - 1))

    def _tokens(self, exchanges: Iterable[Exchange]) -> int:
        return sum(self._costs.messages(exchange.messages) for exchange in exchanges)

    def _summary_tokens(self) -> int:
        return min(self._notes_tokens, self._costs.messages(self._notes)) if self._notes else 0

    def _write_notes(self, room: int) -> None:
        """The summary of the covered exchanges in at most `room` tokens."""
        said = "\n".join(exchange.user for exchange in self._covered)
        words = summary.wording(said)
        frame = self._costs.messages(_frame(words))

        def size(quotes: Sequence[summary.Statement], digest: str) -> int:
            written = self._costs.text(f"{words.digest} {digest}") if digest else 0
            return frame + written + sum(self._costs.text(quote.text) for quote in quotes)

        if self._digest and size((), self._digest) > room:
            self._digest = ""
        found = (one for exchange in self._covered for one in self._worth_keeping(exchange))
        quotes = summary.select(found, self._digest, lambda some: size(some, self._digest) <= room)
        text = summary.composed(quotes, self._digest, words)
        self._notes = (("user", text), ("assistant", words.answer)) if text else ()
        self._notes_tokens = size(quotes, self._digest) if text else 0

    def request(self, exchanges: Sequence[Exchange]) -> list[Line]:
        """The prompt that asks for a digest of what is over, behind what the model has read already."""
        over = [exchange for exchange in exchanges if exchange.heard]
        words = summary.wording("\n".join(exchange.user for exchange in over))
        return [*self._rendered(over), ("user", words.request)]

    def to_count(self, exchanges: Sequence[Exchange], digest: str = "") -> tuple[list[Sequence[Line]], list[str]]:
        """The messages and the lines whose exact costs the next decision rests on; `digest` is to be adopted."""
        recent = exchanges[len(self._covered) :]
        groups: list[Sequence[Line]] = [[self._system], *(exchange.messages for exchange in recent)]
        groups += [_frame(summary.ENGLISH), _frame(summary.CHINESE)]
        if self._notes:
            groups.append(self._notes)
        self._statements = {exchange: self._worth_keeping(exchange) for exchange in exchanges}
        lines = [one.text for found in self._statements.values() for one in found]
        for words in (summary.ENGLISH, summary.CHINESE):
            lines += [f"{words.digest} {text}" for text in (self._digest, digest) if text]
        return groups, lines

    def _worth_keeping(self, exchange: Exchange) -> list[summary.Statement]:
        if (known := self._statements.get(exchange)) is not None:
            return known
        return summary.statements(exchange.turn, exchange.user)


def _frame(words: summary.Wording) -> list[Line]:
    """A summary of nothing."""
    return [("user", words.introduction), ("assistant", words.answer)]
