"""The one owner of press, release and cancel of all hotkeys.

What comes in from a keyboard, a desktop or a portal is untidy, what goes out is not. Sans-IO: events and the time go
in, changes come out, and `deadline` says when it wants to be woken. A press is told at once. A release is believed when
it has lasted, because a worn key bounces and some systems report a held key as released and pressed again, thirty times
a second.
"""

from __future__ import annotations

from echoflow.desktop.hotkeys.actions import HotkeyAction, HotkeyChange
from echoflow.desktop.hotkeys.matcher import REPEAT_SECONDS

BOUNCE_SECONDS = 0.012
"""How long a release has to last. Switches of keyboards settle within 5 ms; the end of what the user says comes well
before they let go, so nobody waits for this."""

LONGEST_HOLD_SECONDS = 300.0
"""Nobody talks that long in one breath: the release was lost, or something lies on the keyboard."""

_DOWN = {
    HotkeyAction.TALK: HotkeyChange.PRESSED,
    HotkeyAction.TAP: HotkeyChange.TAPPED,
    HotkeyAction.STOP: HotkeyChange.STOPPED,
}


class HotkeyMachine:
    """Follows the hotkeys; time is in seconds, of any clock that only grows."""

    def __init__(self) -> None:
        self._last_seen: dict[HotkeyAction, float] = {}
        """When each key that is down was last reported to be."""
        self._leaving: dict[HotkeyAction, float] = {}
        """When the release of each key that seems to be up is believed."""
        self._talking_since: float | None = None

    @property
    def is_talking(self) -> bool:
        """Whether a press was told and its release was not."""
        return self._talking_since is not None

    @property
    def deadline(self) -> float | None:
        """When `advance` has something to do, if nothing else happens; None for never."""
        waiting = list(self._leaving.values())
        if self._talking_since is not None:
            waiting.append(self._talking_since + LONGEST_HOLD_SECONDS)
        return min(waiting, default=None)

    def press(self, action: HotkeyAction, now: float) -> list[HotkeyChange]:
        """The key of `action` went down, or repeats itself."""
        changes = self.advance(now)
        last = self._last_seen.get(action)
        if last is not None and action not in self._leaving and now - last > REPEAT_SECONDS:
            # It has been up meanwhile, which nobody told us.
            changes += self._let_go(action)
            last = None
        self._leaving.pop(action, None)
        self._last_seen[action] = now
        if last is not None:
            return changes
        if action is HotkeyAction.TALK:
            self._talking_since = now
        return [*changes, _DOWN[action]]

    def release(self, action: HotkeyAction, now: float) -> list[HotkeyChange]:
        """The key of `action` went up."""
        changes = self.advance(now)
        if action in self._last_seen:
            self._leaving.setdefault(action, now + BOUNCE_SECONDS)
        return changes

    def advance(self, now: float) -> list[HotkeyChange]:
        """Believes what has lasted."""
        changes: list[HotkeyChange] = []
        for action in [each for each, believed_at in self._leaving.items() if believed_at <= now]:
            changes += self._let_go(action)
        if self._talking_since is not None and now - self._talking_since >= LONGEST_HOLD_SECONDS:
            changes += self.cancel()
        return changes

    def cancel(self) -> list[HotkeyChange]:
        """What is held has no meaning any more until it is pressed again."""
        if self._talking_since is None:
            return []
        self._talking_since = None
        return [HotkeyChange.RELEASED]

    def reset(self) -> list[HotkeyChange]:
        """Nothing is known of the keys any more: other chords, another source, or one that fell silent."""
        self._last_seen.clear()
        self._leaving.clear()
        return self.cancel()

    def _let_go(self, action: HotkeyAction) -> list[HotkeyChange]:
        del self._last_seen[action]
        self._leaving.pop(action, None)
        return self.cancel() if action is HotkeyAction.TALK else []
