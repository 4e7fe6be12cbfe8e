"""What the key to talk means in each mode: its presses and releases in, what is to be done out.

One owner of press, release and cancel: whoever stops, mutes or changes the mode says so here, and a key that is still
down then has no meaning left until it is pressed again.

                     quiet        the user speaks     thinking          the answer is heard
    hold             hold         hold                hold              cut in: stop and hold
    tap              one turn     stop                stop              cut in: stop and one turn
    hands-free       hold         hold                stop              stop

To hold is to listen until the key goes up. Whoever presses while the answer is heard has something to say as often as
they want silence, and in hold and tap the microphone is closed: so one press gives them both, and if they say nothing
it was a stop. Before anything is heard there is nothing to cut in on, and a second tap takes the first one back.
Hands-free the microphone is open anyway, so there a press is only a stop.
"""

from __future__ import annotations

from enum import Enum

from echoflow.conversation.turn_taking import State

_AUDIBLE = frozenset({State.SPEAKING, State.CHALLENGED})
_ANSWERING = _AUDIBLE | {State.THINKING}


class TalkMode(Enum):
    """How the user takes the floor."""

    HOLD = "hold"
    TAP = "tap"
    HANDS_FREE = "hands_free"


class TalkAction(Enum):
    """What a key or a command asks for."""

    NOTHING = "nothing"
    HOLD = "hold"
    """Listen until `RELEASE`; whatever is being said is cut off."""
    RELEASE = "release"
    LISTEN = "listen"
    """Listen to one turn, which ends by itself; whatever is being said is cut off."""
    STOP = "stop"
    EXPLAIN = "explain"
    """Be silent and say how to be heard now: the microphone is muted, or open already."""


class TalkKey:
    """The key of one user, over all sessions."""

    def __init__(self, mode: TalkMode) -> None:
        self._mode = mode
        self._is_down = False
        self._is_holding = False

    @property
    def mode(self) -> TalkMode:
        """How the user takes the floor."""
        return self._mode

    def press(self, state: State | None, *, waiting: bool, muted: bool) -> TalkAction:
        """The key went down.

        Args:
            state: who has the floor; None while there is no session, which is begun for the key (see `session_began`).
            waiting: the microphone is open for a turn that has not begun.
            muted: the microphone is muted.
        """
        self._is_down = not muted
        if muted:
            return TalkAction.EXPLAIN
        if state is None:
            return TalkAction.NOTHING
        if self._mode is TalkMode.HANDS_FREE and state in _ANSWERING:
            return TalkAction.STOP
        if self._mode is not TalkMode.TAP:
            return self._hold()
        is_open = waiting or state is not State.IDLE
        return TalkAction.STOP if is_open and state not in _AUDIBLE else TalkAction.LISTEN

    def release(self) -> TalkAction:
        """The key went up."""
        was_holding, self._is_down, self._is_holding = self._is_holding, False, False
        return TalkAction.RELEASE if was_holding else TalkAction.NOTHING

    def cancel(self) -> None:
        """What the key was pressed for was stopped by other means."""
        self._is_down = self._is_holding = False

    def session_began(self) -> TalkAction:
        """There is a session; a key that has been down since before is listened to."""
        return self._hold() if self._is_down and self._mode is not TalkMode.TAP else TalkAction.NOTHING

    def change(self, mode: TalkMode) -> TalkAction:
        """Another mode from now on; what is being said with the key down counts up to here."""
        self._mode = mode
        return self.release()

    def _hold(self) -> TalkAction:
        self._is_holding = True
        return TalkAction.HOLD


def talk_action(mode: TalkMode, *, muted: bool) -> TalkAction:
    """What "talk" in the menu or by remote control asks for: silence, and the floor for the user."""
    return TalkAction.EXPLAIN if muted or mode is TalkMode.HANDS_FREE else TalkAction.LISTEN
