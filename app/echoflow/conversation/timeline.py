"""The milestones of one turn, and the latencies between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise


class Milestone(Enum):
    """What happens between the user's last sound and the assistant's first, in order."""

    SPEECH_ENDED = "speech_ended"
    TRANSCRIBED = "transcribed"
    TURN_TAKEN = "turn_taken"
    FIRST_TOKEN = "first_token"
    FIRST_AUDIO = "first_audio"
    PLAYBACK_STARTED = "playback_started"


@dataclass(slots=True)
class Timeline:
    """When each milestone of a turn was reached, in seconds on one clock."""

    turn: int
    _at: dict[Milestone, float] = field(default_factory=dict)

    def reach(self, milestone: Milestone, at: float) -> None:
        """Notes a milestone; only the first time counts."""
        self._at.setdefault(milestone, at)

    @property
    def voice_to_voice(self) -> float | None:
        """Seconds from the true end of the user's speech to the first audible sample of the reply."""
        if Milestone.SPEECH_ENDED in self._at and Milestone.PLAYBACK_STARTED in self._at:
            return self._at[Milestone.PLAYBACK_STARTED] - self._at[Milestone.SPEECH_ENDED]
        return None

    def stages(self) -> Mapping[str, float]:
        """Seconds each stage took, counted from the milestone reached before it, by the name of its own milestone."""
        reached = sorted(((m, self._at[m]) for m in Milestone if m in self._at), key=lambda pair: pair[1])
        return {later.value: at - before for (_, before), (later, at) in pairwise(reached)}
