"""What the user does before there is an assistant to do it: it is kept, and handed over as soon as there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from echoflow.conversation.talk_key import TalkMode

if TYPE_CHECKING:
    from echoflow.assistant import Assistant


class Lobby(QObject):
    """Takes the place of the assistant for the second until that can be built."""

    waiting = Signal()
    """The user wants to be listened to, and has to wait."""
    mode_changed = Signal(object)
    """The `TalkMode` from now on."""
    muted_changed = Signal(bool)
    """The microphone will be muted, or not any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_down = False
        self._muted = False
        self._mode: TalkMode | None = None

    def press(self) -> None:
        """The key went down."""
        self._is_down = True
        self.waiting.emit()

    def release(self) -> None:
        """The key went up."""
        self._is_down = False

    def talk(self) -> None:
        """The user wants to be listened to; once it is possible, they will say so again."""
        self.waiting.emit()

    def set_muted(self, muted: bool) -> None:
        """Nothing is to be listened to, or as before."""
        self._muted = muted
        self.muted_changed.emit(muted)

    def choose_mode(self, value: str) -> None:
        """The user takes the floor in another way from now on; `value` of a `TalkMode`."""
        self._mode = TalkMode(value)
        self.mode_changed.emit(self._mode)

    def hand_over(self, assistant: Assistant) -> None:
        """`assistant` goes on from here, and begins to load."""
        if self._mode is not None:
            assistant.choose_mode(self._mode.value)
        if self._muted:
            assistant.set_muted(True)
        # A key that is down loads as well, and is heard as soon as that is done.
        if self._is_down and not self._muted:
            assistant.press()
        else:
            assistant.load()
