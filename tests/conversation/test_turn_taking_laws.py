"""The laws of turn-taking under every order of events.

The suite tries a thousand sequences; `pytest --hypothesis-profile thorough` tries 10,000 and 10,000 more.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from hypothesis import settings

from echoflow.conversation.events import Event, Order, Sign
from echoflow.conversation.transitions import TRANSITIONS
from echoflow.conversation.turn_taking import State
from support.turn_laws import LABELLED, OURS, WORDS, Conversation

Conversation.TestCase.settings = settings(stateful_step_count=60, deadline=None)
TestEveryOrderOfEvents = Conversation.TestCase


class Walk(Conversation):
    """The same at random: less clever about finding a fault, and a hundred times as quick.

    Attributes:
        seen: the transitions that were made.
    """

    def __init__(self, seed: int, seen: set[tuple[State, type[Event], State]]) -> None:
        super().__init__()
        self.random = random.Random(seed)
        self.seen = seen

    def happen(self, event: Event) -> list[Order]:
        state = self.machine.state
        orders = super().happen(event)
        self.seen.add((state, type(event), self.machine.state))
        return orders

    def run(self, steps: int) -> None:
        self.begin_anywhere(self.random.choice(list(State)))
        for _ in range(steps):
            self.step()
            for holds in (
                self.a_reply_is_under_way_exactly_while_we_think_or_speak,
                self.a_reply_is_softer_or_silent_only_while_something_is_heard_over_it,
                self.who_is_listened_to_has_an_utterance,
                self.whatever_waits_is_woken,
            ):
                holds()
        self.teardown()

    def speech_ends_slowly(self, text: str) -> None:
        """Recognition is done before the silence is certain."""
        if self.machine.state is State.LISTENING:
            self.speech_pauses(0.0)
            self.transcript_comes(text, "")
            self.judgement_comes(self.random.choice([None, 0.1, 0.9]))
            self.time_passes(self.random.choice([0.0, 0.9]), woken=False)
            self.speech_stops(0.9)

    def slow_words_come(self, text: str) -> None:
        """Half a second after the end of a second of speech."""
        if self.machine.state is State.CHALLENGED:
            self.speech_goes_on(1.0, -20.0, None)
            self.speech_stops(0.0)
            self.time_passes(0.5, woken=True)
            self.judgement_comes(0.9)
        self.transcript_comes(text, "")

    def step(self) -> None:
        draw = self.random
        steps: list[Callable[[], object]] = [
            lambda: self.time_passes(draw.choice([0.01, 0.3, 1.0, 12.0]), draw.random() < 0.8),
            lambda: self.speech_starts(draw.uniform(0, 0.3), draw.random() < 0.3),
            lambda: self.speech_goes_on(draw.uniform(0, 1), draw.uniform(-45, 0), draw.choice([None, 0.2, 0.95])),
            lambda: self.speech_pauses(draw.uniform(0, 0.3)),
            self.speech_resumes,
            lambda: self.speech_stops(draw.uniform(0, 0.3)),
            lambda: self.speech_ends_slowly(draw.choice(WORDS)),
            self.key_goes_down,
            self.key_goes_up,
            lambda: self.stop(draw.randrange(4)),
            lambda: self.mute(draw.randrange(4)),
            lambda: self.words_come(draw.choice(WORDS), draw.choice(["", OURS])),
            lambda: self.transcript_comes(draw.choice(WORDS), draw.choice(["", OURS])),
            lambda: self.judgement_comes(draw.choice([None, 0.1, 0.9])),
            lambda: self.recognizer_tells_of_the_turn(draw.choice(WORDS), draw.choice(list(Sign))),
            lambda: self.slow_words_come(draw.choice(WORDS)),
            self.reply_sounds,
            self.reply_ends,
            lambda: self.something_stale_comes(draw.choice(LABELLED), draw.randint(-2, 2), draw.randint(-2, 2)),
        ]
        if self.machine.state is State.IDLE and draw.random() < 0.5:
            self.an_answer_comes(draw.choice([State.THINKING, State.SPEAKING, State.CHALLENGED]))
        else:
            draw.choice(steps)()


def test_the_laws_hold_on_random_walks_over_the_whole_table() -> None:
    walks = 10_000 if settings.default is not None and settings.default.max_examples > 1_000 else 1_000
    seen: set[tuple[State, type[Event], State]] = set()
    for seed in range(walks):
        try:
            Walk(seed, seen).run(60)
        except AssertionError as error:
            raise AssertionError(f"walk {seed}: {error}") from error

    promised = {(row.state, row.event, state) for row in TRANSITIONS for state in row.leads_to}
    assert promised <= seen, "the table promises what does not happen"
