"""How loud this user usually is at this microphone, to tell speech that is not meant for us."""

from __future__ import annotations

import math
import statistics
from collections import deque

_MARGIN_DB = 10.0
"""How much quieter somebody else is. Level falls by 6 dB with each doubling of the distance: the user sits at 0.4 to
0.7 m, a television or another person is 2 m away or more, which makes 9 to 14 dB; the reverberation of a room takes
some of that back, a voice turned away from the microphone adds 3 to 6 dB. It is also two standard deviations of one
speaker's level from turn to turn (4 to 6 dB: effort, posture, the words themselves), so of the user's own turns about
one in forty is lost to it."""

_MEMORY = 0.2
"""Weight of a new turn: half of what is known is forgotten in three turns, enough to follow a user who moves."""

_MEDIAN_OF = 3


class UserLevel:
    """A running level, in dBFS, of the turns that were taken.

    The median of the last three turns is averaged exponentially, so one outlier (a shout, a turn taken by mistake) does
    not move it. While few turns are known, the margin is wider, by what their mean may be off.

    A user who moved far away is background while we speak, and only then: turns taken in silence are learned whatever
    their level, so three of them put it right.
    """

    def __init__(self) -> None:
        self._recent: deque[float] = deque(maxlen=_MEDIAN_OF)
        self._turns = 0
        self._level = 0.0

    @property
    def level_db(self) -> float | None:
        """The running level in dBFS; None before the first turn."""
        return self._level if self._turns else None

    def learn(self, level_db: float) -> None:
        """Takes in a turn: the RMS of its voiced windows in dBFS. What is not a finite number teaches nothing."""
        if not math.isfinite(level_db):
            return
        self._recent.append(level_db)
        self._turns += 1
        median = statistics.median(self._recent)
        if self._turns <= _MEDIAN_OF:
            self._level = median
        else:
            self._level += _MEMORY * (median - self._level)

    def is_background(self, level_db: float) -> bool:
        """Whether a voice is too quiet to be this user's; never before anything was learned."""
        if not self._turns:
            return False
        # What one turn is off the mean of n others by spreads sqrt(1 + 1/n) times as wide as single turns do.
        return level_db < self._level - _MARGIN_DB * math.sqrt(1 + 1 / self._turns)
