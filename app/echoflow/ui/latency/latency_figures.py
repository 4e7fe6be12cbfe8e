"""The figures of the latency window: what is drawn there, told in words and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtGui import QColor

from echoflow.conversation.reaction import Reaction
from echoflow.conversation.responsiveness import Spread, slowest_stage, spread
from echoflow.conversation.timeline import Timeline, TurnStage
from echoflow.text import tr
from echoflow.ui.engine_names import engine_title
from echoflow.ui.stage_words import advice, milliseconds, stage_in_sentence, stage_name
from echoflow.ui.state import AppState
from echoflow.ui.theme import Theme

RECENT = 50
"""Answers that count as the last ones."""

SHOWN = 12
"""Of those, how many are drawn one by one."""

_STATES = {
    TurnStage.HEARING: AppState.LISTENING,
    TurnStage.WAITING: AppState.IDLE,
    TurnStage.THINKING: AppState.THINKING,
    TurnStage.SPEAKING: AppState.SPEAKING,
    TurnStage.SOUND: AppState.MUTED,
}


def stage_color(stage: TurnStage, theme: Theme) -> QColor:
    """The colour of what the app does meanwhile: hearing is blue, thinking violet, speaking green."""
    return theme.accents[_STATES[stage]].main


@dataclass(frozen=True, slots=True)
class MeasuredTurn:
    """One answer.

    Attributes:
        at: when it began to sound, in seconds since the epoch.
        timeline: what it took.
        seconds: from voice to voice.
    """

    at: float
    timeline: Timeline
    seconds: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seconds", self.timeline.voice_to_voice or 0.0)

    @property
    def clock(self) -> str:
        """When it was, in the user's time."""
        return f"{datetime.fromtimestamp(self.at):%H:%M}"

    def words(self) -> str:
        """All that is known of it, in one line."""
        waits = self.timeline.waits().items()
        # What took no time was not waited for.
        parts = [f"{stage_name(stage)} {round(each * 1000)}" for stage, each in waits if each >= 0.0005]
        told = " = ".join([milliseconds(self.seconds), *([" + ".join(parts)] if parts else [])])
        more = [tr("prepared ahead")] if self.timeline.drafted else []
        clouds = [engine_title(name) for name in self.timeline.engines.values() if name != "local"]
        return " · ".join([self.clock, told, *more, *clouds])


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the window shows, from what was measured; turns and reactions with the oldest first.

    Attributes:
        turns: answers that began to sound.
        reactions: interruptions.
        recent: the last answers' spread from voice to voice.
        overall: that of all.
        silence: from the onset of interruptions to silence.
        softness: until the voice was soft, of those that began so.
    """

    turns: Sequence[MeasuredTurn] = ()
    reactions: Sequence[Reaction] = ()
    recent: Spread | None = field(init=False)
    overall: Spread | None = field(init=False)
    silence: Spread | None = field(init=False)
    softness: Spread | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "recent", spread(turn.seconds for turn in self.turns[-RECENT:]))
        object.__setattr__(self, "overall", spread(turn.seconds for turn in self.turns))
        object.__setattr__(self, "silence", spread(each.silent for each in self.reactions))
        object.__setattr__(self, "softness", spread(each.ducked for each in self.reactions))

    def verdict(self) -> str:
        """What is slowest of the last answers; empty before there is one."""
        slowest = slowest_stage([turn.timeline for turn in self.turns[-RECENT:]])
        if slowest is None or self.recent is None:
            return ""
        stage, seconds = slowest
        return tr(
            "Most of the wait is {stage}: {seconds} of {total}.",
            stage=stage_in_sentence(stage),
            seconds=milliseconds(seconds),
            total=milliseconds(self.recent.p50),
        )

    def hint(self) -> str:
        """What to do about it."""
        slowest = slowest_stage([turn.timeline for turn in self.turns[-RECENT:]])
        if slowest is None or self.recent is None:
            return ""
        if self.recent.meets_goals:
            return tr("EchoFlow answers as fast as a person would; there is nothing to do.")
        return advice(slowest[0], self.turns[-1].timeline.engines)

    def text(self) -> str:
        """All of it as text to paste: the figures, and the last answers as a table with tabs."""
        lines = [self._line(tr("Voice to voice, last answers"), self.recent)]
        lines.append(self._line(tr("Voice to voice, all answers"), self.overall))
        lines.append(self._line(tr("Interruptions, until softer"), self.softness))
        lines.append(self._line(tr("Interruptions, until silence"), self.silence))
        lines += [self.verdict(), ""]
        lines.append("\t".join([tr("Time"), tr("Total (ms)"), *map(stage_name, TurnStage)]))
        for turn in self.turns[-RECENT:]:
            waits = turn.timeline.waits()
            numbers = [turn.seconds, *(waits[stage] for stage in TurnStage)]
            moment = f"{datetime.fromtimestamp(turn.at):%Y-%m-%d %H:%M:%S}"
            lines.append("\t".join([moment, *(str(round(each * 1000)) for each in numbers)]))
        return "\n".join(lines)

    def _line(self, title: str, figures: Spread | None) -> str:
        if figures is None:
            return tr("{title}: nothing measured yet", title=title)
        return tr(
            "{title}: p50 {p50}, p95 {p95} ({count})",
            title=title,
            p50=milliseconds(figures.p50),
            p95=milliseconds(figures.p95),
            count=figures.count,
        )
