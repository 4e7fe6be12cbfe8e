"""How fast the assistant gives way when the user cuts in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reaction:
    """How one interruption was met, in seconds after the onset of the user's speech.

    Attributes:
        silent: until the reply was told to be silent, paused or stopped; the fade and the device's delay come on top.
        ducked: until it sounded softly; None if it went silent without that.
    """

    silent: float
    ducked: float | None = None


class ReactionWatch:
    """Follows what is said over the reply; times are seconds on one clock and may be told in any order.

    Speech over which the reply goes on (a nod, a cough) is no interruption and leaves nothing behind.
    """

    def __init__(self) -> None:
        self._sounding = False
        self._onset: float | None = None
        self._ducked: float | None = None
        self._silent: float | None = None

    def reply_sounds(self) -> None:
        """The first sample of a reply left the loudspeaker."""
        self.reply_goes_on()
        self._sounding = True

    def reply_ended(self) -> None:
        """It was spoken to the end."""
        self.reply_goes_on()
        self._sounding = False

    def reply_goes_on(self) -> None:
        """Whatever was said over it did not take the floor."""
        self._onset = self._ducked = self._silent = None

    def speech_started(self, onset: float) -> None:
        """Somebody speaks; counts only while a reply sounds, and the first time."""
        if self._sounding and self._onset is None:
            self._onset = onset

    def ducked(self, at: float) -> None:
        """The reply sounds softly."""
        if self._ducked is None:
            self._ducked = at

    def paused(self, at: float) -> None:
        """The reply fell silent for now."""
        if self._silent is None:
            self._silent = at

    def interrupted(self, at: float) -> Reaction | None:
        """The reply was stopped; None if not by speech."""
        onset, silent = self._onset, at if self._silent is None else self._silent
        ducked = self._ducked
        self.reply_ended()
        if onset is None or silent < onset:
            return None
        return Reaction(silent - onset, ducked - onset if ducked is not None and ducked >= onset else None)
