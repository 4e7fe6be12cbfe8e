"""Turn-taking in virtual time: the machine, brought where a test wants it."""

from __future__ import annotations

from echoflow.conversation.endpointing import Endpointing
from echoflow.conversation.events import (
    Event,
    Order,
    ReplyAudible,
    SpeechStarted,
    SpeechStopped,
    TimePassed,
    TranscriptReady,
)
from echoflow.conversation.turn_taking import State, TurnOptions, TurnTaking
from echoflow.conversation.user_level import UserLevel


class FixedDelay(Endpointing):
    """Waits as long whatever was said."""

    def __init__(self, seconds: float = 0.6) -> None:
        super().__init__()
        self.seconds = seconds
        self.pauses: list[float] = []
        self.ends = 0

    def delay(self, text: str | None, completeness: float | None) -> float:
        return self.seconds

    def went_on(self, pause_seconds: float) -> None:
        self.pauses.append(pause_seconds)

    def stopped(self) -> None:
        self.ends += 1


def new_machine(options: TurnOptions | None = None, user_level: UserLevel | None = None) -> TurnTaking:
    """A machine that takes turns 0.6 s after their end."""
    return TurnTaking(options, endpointing=FixedDelay(), user_level=user_level)


def play(machine: TurnTaking, *script: tuple[float, Event]) -> list[Order]:
    """Feeds events at their times, waking the machine at its deadlines in between."""
    orders: list[Order] = []
    for at, event in script:
        while (deadline := machine.deadline) is not None and deadline <= at:
            orders += machine.receive(TimePassed(), deadline)
        orders += machine.receive(event, at)
    return orders


_SCRIPT: tuple[tuple[float, Event], ...] = (
    (0.1, SpeechStarted(0.0)),
    (1.2, SpeechStopped(1.0, level_db=-20.0)),
    (1.5, TranscriptReady(1, 1, "Hello")),
    (1.7, TimePassed()),
    (2.0, ReplyAudible(1, 1)),
    (3.0, SpeechStarted(2.9)),
)
_EVENTS_UNTIL = {
    State.IDLE: 0,
    State.LISTENING: 1,
    State.SETTLING: 2,
    State.THINKING: 4,
    State.SPEAKING: 5,
    State.CHALLENGED: 6,
}


def machine_in(state: State, options: TurnOptions | None = None) -> TurnTaking:
    """A machine whose first turn has come as far as `state`, at second 3 at the latest."""
    machine = new_machine(options)
    play(machine, *_SCRIPT[: _EVENTS_UNTIL[state]])
    assert machine.state is state
    return machine


def speaking_machine(options: TurnOptions | None = None) -> TurnTaking:
    """A machine whose first reply is being heard since second 2."""
    return machine_in(State.SPEAKING, options)
