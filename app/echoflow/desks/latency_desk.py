"""What happens behind the window of response times: answers are measured and kept, and shown while it is open."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal, Slot

from echoflow.conversation.reaction import Reaction
from echoflow.conversation.timeline import Timeline
from echoflow.pipeline.session import Session
from echoflow.pipeline.tasks import TaskGroup
from echoflow.store.latencies import Latencies, LatencyStore, ReactionLatency, TurnLatency
from echoflow.ui.latency.latency_figures import Figures, MeasuredTurn
from echoflow.ui.latency.latency_window import LatencyWindow


class LatencyDesk(QObject):
    """One for the life of the app: follows its sessions, and `open` shows the window.

    What was measured is read from the disk when the window opens, and forgotten here when it closes.
    """

    problem = Signal(str)
    """One sentence: the figures cannot be kept."""

    def __init__(
        self,
        store: Callable[[Callable[[str], None]], LatencyStore],
        clock: Callable[[], float] = time.time,
        parent: QObject | None = None,
    ) -> None:
        """`store` makes the store, given whom to tell of its problems; `clock` counts from the epoch."""
        super().__init__(parent)
        # Told from the store's thread; a signal carries it over.
        self._store = store(self.problem.emit)
        self._clock = clock
        self._tasks = TaskGroup()
        self._figures = Figures()
        self._window: LatencyWindow | None = None

    @property
    def window(self) -> LatencyWindow | None:
        """The window, while it is open."""
        return self._window

    @Slot(object)
    def follow(self, session: Session) -> None:
        """Measures the answers of `session` too, as long as it lives."""
        session.log.turn_timed.connect(self.take_turn)
        session.log.reaction_timed.connect(self.take_reaction)

    @Slot(object)
    def take_turn(self, timeline: Timeline) -> None:
        """An answer began to sound."""
        if timeline.voice_to_voice is None:
            return
        turn = MeasuredTurn(self._clock(), timeline)
        self._store.add_turn(TurnLatency(turn.at, timeline.offsets(), timeline.engines))
        self._show(Figures([*self._figures.turns, turn], self._figures.reactions))

    @Slot(object)
    def take_reaction(self, reaction: Reaction) -> None:
        """An interruption was given way to."""
        self._store.add_reaction(ReactionLatency(self._clock(), reaction.silent, reaction.ducked))
        self._show(Figures(self._figures.turns, [*self._figures.reactions, reaction]))

    @Slot()
    def open(self) -> None:
        """Shows the window, or brings it to the front."""
        if self._window is None:
            self._window = LatencyWindow()
            self._window.delete_wanted.connect(self._delete)
            self._window.closed.connect(self._closed)
            # What is measured from here on is told by `take_turn`, and comes after what was kept.
            self._tasks.start(self._show_kept(self._store.read()))
        self._window.open()

    async def close(self) -> None:
        """Closes the window, and writes what is left."""
        if self._window is not None:
            self._window.close()
        await self._tasks.wait()
        await asyncio.to_thread(self._store.close)

    def _show(self, figures: Figures) -> None:
        if self._window is not None:
            self._figures = figures
            self._window.show_figures(figures)

    async def _show_kept(self, reading: Future[Latencies]) -> None:
        kept = await asyncio.wrap_future(reading)
        turns = await asyncio.to_thread(_restored, kept)
        reactions = [Reaction(each.silent, each.ducked) for each in kept.reactions]
        self._show(Figures([*turns, *self._figures.turns], [*reactions, *self._figures.reactions]))

    @Slot()
    def _delete(self) -> None:
        self._tasks.cancel()
        self._store.clear()
        self._show(Figures())

    @Slot()
    def _closed(self) -> None:
        self._tasks.cancel()
        self._figures = Figures()
        if self._window is not None:
            self._window.deleteLater()
            self._window = None


def _restored(kept: Latencies) -> list[MeasuredTurn]:
    """Takes some ten milliseconds when there are many."""
    return [MeasuredTurn(turn.at, Timeline.restored(turn.milestones, turn.engines)) for turn in kept.turns]
