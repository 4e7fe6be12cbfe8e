"""The milestones of one turn, the stages between them, and what the user waited for.

Stages overlap where a reply is made in secret: its first sound may be there before the turn is taken, and work may
begin before the user has ended. So a stage's length says little of what it cost; `waits` goes back along the critical
path from the first audible sample and gives each moment of the wait to the one stage that held everything up.

A new milestone is a line in `Milestone` and one in `pipeline.event_log`; a new stage is one in `TurnStage`, in `spans`
and, if the answer ever waits for it, in `waits`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise


class Milestone(Enum):
    """What happens between the user's last sound and the assistant's first, in the order of a reply without a draft."""

    SPEECH_ENDED = "speech_ended"
    TRANSCRIBED = "transcribed"
    TURN_TAKEN = "turn_taken"
    GENERATION_STARTED = "generation_started"
    FIRST_TOKEN = "first_token"
    FIRST_PHRASE = "first_phrase"
    FIRST_AUDIO = "first_audio"
    PLAYBACK_STARTED = "playback_started"


_OF_THE_REPLY = (
    *(Milestone.GENERATION_STARTED, Milestone.FIRST_TOKEN, Milestone.FIRST_PHRASE),
    *(Milestone.FIRST_AUDIO, Milestone.PLAYBACK_STARTED),
)


class TurnStage(Enum):
    """What is done with a turn, in the order of the signal."""

    HEARING = "hearing"
    """From the end of speech to the final transcript."""
    WAITING = "waiting"
    """From there until it is certain that the user has finished."""
    THINKING = "thinking"
    """From the start of the generation to the first phrase that can be spoken."""
    SPEAKING = "speaking"
    """From there to the first synthesized sound."""
    SOUND = "sound"
    """From when that may be played until it leaves the loudspeaker."""


@dataclass(frozen=True, slots=True)
class Span:
    """When a stage was at work, in seconds after the end of speech; before it if negative."""

    stage: TurnStage
    start: float
    end: float


@dataclass(slots=True)
class Timeline:
    """When each milestone of a turn was reached, in seconds on one clock.

    Attributes:
        turn: and
        revision: what was answered.
        engines: which engine served, by `asr`, `llm` and `tts`.
    """

    turn: int
    revision: int = 0
    engines: Mapping[str, str] = field(default_factory=dict)
    _at: dict[Milestone, float] = field(default_factory=dict)

    def reach(self, milestone: Milestone, at: float) -> None:
        """Notes a milestone; only the first time counts."""
        self._at.setdefault(milestone, at)

    def begin_reply(self, at: float) -> None:
        """A reply is being made from now on; whatever one before had reached was for nothing."""
        for milestone in _OF_THE_REPLY:
            self._at.pop(milestone, None)
        self._at[Milestone.GENERATION_STARTED] = at

    @classmethod
    def restored(cls, offsets: Mapping[str, float], engines: Mapping[str, str]) -> Timeline:
        """What `offsets` told once; the end of speech is 0. Milestones that are not known are left out."""
        known = {each.value: each for each in Milestone}
        timeline = cls(0, 0, engines)
        timeline._at = {known[name]: at for name, at in offsets.items() if name in known}
        timeline._at[Milestone.SPEECH_ENDED] = 0.0
        return timeline

    def offsets(self) -> dict[str, float]:
        """Seconds after the end of speech by milestone, negative before it; nothing before speech has ended."""
        if Milestone.SPEECH_ENDED not in self._at:
            return {}
        ended = self._at[Milestone.SPEECH_ENDED]
        return {each.value: self._at[each] - ended for each in Milestone if each in self._at}

    @property
    def voice_to_voice(self) -> float | None:
        """Seconds from the true end of the user's speech to the first audible sample of the reply."""
        return self._after(Milestone.PLAYBACK_STARTED)

    @property
    def drafted(self) -> bool:
        """The reply was begun before the turn was taken."""
        begun, taken = self._after(Milestone.GENERATION_STARTED), self._after(Milestone.TURN_TAKEN)
        return begun is not None and taken is not None and begun < taken

    def stages(self) -> Mapping[str, float]:
        """Seconds each stage took, counted from the milestone reached before it, by the name of its own milestone."""
        reached = sorted(((m, self._at[m]) for m in Milestone if m in self._at), key=lambda pair: pair[1])
        return {later.value: at - before for (_, before), (later, at) in pairwise(reached)}

    def spans(self) -> list[Span]:
        """When each stage was at work, as far as is known; stages may overlap, and instants are left out."""
        heard, taken = self._after(Milestone.TRANSCRIBED), self._after(Milestone.TURN_TAKEN)
        begun = self._after(Milestone.GENERATION_STARTED, Milestone.TURN_TAKEN)
        phrase = self._after(Milestone.FIRST_PHRASE, Milestone.FIRST_TOKEN)
        audio = self._after(Milestone.FIRST_AUDIO)
        ends = [
            (TurnStage.HEARING, self._after(Milestone.SPEECH_ENDED), heard),
            (TurnStage.WAITING, self._after(Milestone.TRANSCRIBED, Milestone.SPEECH_ENDED), taken),
            (TurnStage.THINKING, begun, phrase),
            (TurnStage.SPEAKING, phrase, audio),
            (TurnStage.SOUND, _latest(audio, taken), self._after(Milestone.PLAYBACK_STARTED)),
        ]
        return [
            Span(stage, start, end)
            for stage, start, end in ends
            if start is not None and end is not None and end > start
        ]

    def waits(self) -> dict[TurnStage, float]:
        """What the user waited for: seconds by stage, which sum to `voice_to_voice`; empty before that is known.

        The first sample waits for the later of two: that the turn is taken, or that there is sound. Either is followed
        back to what it waited for in turn, down to the end of speech; what was done earlier cost nothing.
        """
        whole = self.voice_to_voice
        if whole is None:
            return {}
        taken = self._after(Milestone.TURN_TAKEN) or 0.0
        audio = self._after(Milestone.FIRST_AUDIO)
        path = [(TurnStage.SOUND, taken)]
        if audio is not None and audio > taken:
            phrase = self._after(Milestone.FIRST_PHRASE, Milestone.FIRST_TOKEN, Milestone.FIRST_AUDIO)
            begun = self._after(Milestone.GENERATION_STARTED, Milestone.TURN_TAKEN)
            path = [
                (TurnStage.SOUND, audio),
                (TurnStage.SPEAKING, audio if phrase is None else phrase),
                (TurnStage.THINKING, taken if begun is None else begun),
            ]
        path.append((TurnStage.WAITING, self._after(Milestone.TRANSCRIBED) or 0.0))
        path.append((TurnStage.HEARING, 0.0))
        waits = dict.fromkeys(TurnStage, 0.0)
        reached = max(0.0, whole)
        for stage, since in path:
            start = min(max(0.0, since), reached)
            waits[stage] = reached - start
            reached = start
        return waits

    def _after(self, *milestones: Milestone) -> float | None:
        """Seconds from the end of speech to the first of `milestones` that is known."""
        if Milestone.SPEECH_ENDED not in self._at:
            return None
        at = next((self._at[each] for each in milestones if each in self._at), None)
        return None if at is None else at - self._at[Milestone.SPEECH_ENDED]


class Timelines:
    """Those of the turns under way, by turn and revision, so that nothing of one gets into another."""

    KEPT = 16
    """More than can be under way: a turn whose reply sounds, and the revisions of the next."""

    def __init__(self) -> None:
        self._by_label: dict[tuple[int, int], Timeline] = {}

    def of(self, turn: int, revision: int) -> Timeline:
        """The timeline of a revision, begun if there is none; the oldest is forgotten for it."""
        label = turn, revision
        if label not in self._by_label:
            self._by_label[label] = Timeline(turn, revision)
            if len(self._by_label) > self.KEPT:
                del self._by_label[next(iter(self._by_label))]
        return self._by_label[label]


def _latest(one: float | None, other: float | None) -> float | None:
    return max((each for each in (one, other) if each is not None), default=None)
