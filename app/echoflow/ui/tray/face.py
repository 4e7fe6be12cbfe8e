"""What the app shows of itself while it is not being looked at: its state, what to do, and the engines, in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from echoflow.text import tr
from echoflow.ui.manner import Manner
from echoflow.ui.state import BUSY, AppState, state_label
from echoflow.ui.tray.engine_report import EngineReport


@dataclass(frozen=True, slots=True)
class Face:
    """The same in the tray and in the window that takes its place.

    Attributes:
        state: what the app is doing.
        manner: how the user takes the floor.
        progress: what is being loaded, as long as something is.
        report: the engines at work.
        private: nothing of the conversation is stored.
    """

    state: AppState = AppState.IDLE
    manner: Manner = field(default_factory=Manner)
    progress: str = ""
    report: EngineReport = field(default_factory=EngineReport)
    private: bool = False

    @property
    def is_busy(self) -> bool:
        """Whether there is something to stop."""
        return self.state in BUSY

    @property
    def title(self) -> str:
        """The app and its state."""
        return f"EchoFlow: {state_label(self.state)}"

    @property
    def tooltip(self) -> str:
        """All of it, for an icon that talks and stops when it is clicked; Windows cuts it after 127 characters."""
        return "\n".join([self.title, self._advice(click=tr("Click and talk.")), *self.notes])

    @property
    def advice(self) -> str:
        """What to do now, where there are buttons for it."""
        if self.state is AppState.THINKING:
            return tr("One moment, please.")
        return self._advice(click=tr("Choose “Talk” and talk."))

    @property
    def notes(self) -> list[str]:
        """What else there is to know, a line for each."""
        private = [tr("Private: nothing of this is stored.")] if self.private else []
        return [*private, *self.report.lines]

    @property
    def talk_label(self) -> str:
        """Of what talks or stops."""
        return tr("S&top") if self.is_busy else tr("&Talk")

    def _advice(self, click: str) -> str:
        if self.state is AppState.LOADING:
            return self.progress or tr("One moment, please.")
        if self.state is AppState.LISTENING:
            return tr("Talk now.")
        if self.state is AppState.THINKING:
            return tr("Click to stop.")
        if self.state is AppState.SPEAKING:
            return self.manner.how_to_cut_in()
        return self.manner.how_to_talk(otherwise=click)
