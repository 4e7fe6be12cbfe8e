"""From single keys to chords: which chord is pressed and which is released by a key that goes down or up.

A chord counts at the moment its own key goes down with exactly its modifiers held. So of two chords of which one is
part of the other, only the one that is meant goes off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from echoflow.desktop.hotkeys.actions import HotkeyAction
from echoflow.desktop.hotkeys.chord import Chord
from echoflow.desktop.hotkeys.keys import MODIFIERS

STALE_SECONDS = 20.0
"""A modifier held this long before the rest of the chord follows was let go unseen, say behind a lock screen."""

REPEAT_SECONDS = 2.5
"""The longest pause before a key that is held repeats itself: macOS waits up to 1.8 s, Windows and X11 at most 1 s. A
key that goes down again after more than that has been up, unseen."""


@dataclass(frozen=True, slots=True)
class ChordEvent:
    """The chord of `action` went down (or repeats itself), or up."""

    action: HotkeyAction
    is_down: bool


class KeyMatcher:
    """Follows the keyboard. Keys are told by the names chords use; time is in seconds, of any clock that only grows."""

    def __init__(self, chords: Mapping[HotkeyAction, Chord]) -> None:
        self._chords = dict(chords)
        self._held: dict[str, float] = {}
        self._down: dict[str, float] = {}
        self._active: dict[HotkeyAction, Chord] = {}

    def press(self, key: str, now: float, modifiers: frozenset[str] | None = None) -> list[ChordEvent]:
        """`key` went down, or repeats itself while it is held.

        Args:
            key: its name in chords.
            now: when.
            modifiers: those that are held, where the system says so; else they are told by what came before.
        """
        if modifiers is not None:
            self._held = dict.fromkeys(modifiers, now)
        if key in MODIFIERS:
            self._held[key] = now
            return []
        self._forget_stale(now)
        events = self._released_unseen()
        last = self._down.get(key)
        self._down[key] = now
        if last is not None and now - last <= REPEAT_SECONDS:
            return events + [ChordEvent(action, True) for action, chord in self._active.items() if chord.key == key]
        meant = self._meant(key)
        for action in [each for each, chord in self._active.items() if chord.key == key and each is not meant]:
            events += self._end(action)
        if meant is not None:
            self._active[meant] = self._chords[meant]
            events.append(ChordEvent(meant, True))
        return events

    def release(self, key: str) -> list[ChordEvent]:
        """`key` went up."""
        self._held.pop(key, None)
        self._down.pop(key, None)
        events: list[ChordEvent] = []
        for action in [each for each, chord in self._active.items() if key == chord.key or key in chord.modifiers]:
            events += self._end(action)
        return events

    def _meant(self, key: str) -> HotkeyAction | None:
        held = self._held.keys()
        return next(
            (action for action, chord in self._chords.items() if chord.key == key and chord.modifiers == held), None
        )

    def _end(self, action: HotkeyAction) -> list[ChordEvent]:
        del self._active[action]
        return [ChordEvent(action, False)]

    def _released_unseen(self) -> list[ChordEvent]:
        """Chords whose modifiers turn out to be up."""
        events: list[ChordEvent] = []
        for action in [each for each, chord in self._active.items() if not chord.modifiers <= self._held.keys()]:
            events += self._end(action)
        return events

    def _forget_stale(self, now: float) -> None:
        """Modifiers of a chord that is down may be held as long as the user likes."""
        in_use = frozenset[str]().union(*(chord.modifiers for chord in self._active.values()))
        self._held = {key: since for key, since in self._held.items() if key in in_use or now - since <= STALE_SECONDS}
