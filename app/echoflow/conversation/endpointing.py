"""How long a silence lasts until the turn is taken.

    speech ..........|silence.............................................................
                     |       |              |          |
               its true end  noticed        judged     transcript          take the turn
                     0       +0.2 s         +0.3 s     +0.4 to 0.6 s       0 + delay

A silence is either the end of the turn or a pause in it, and the longer it lasts the fewer pauses are left that it
could be. Three things are known about it:

- how the last words sounded: the probability `completeness` of a semantic detector, where there is one;
- what the last words were (`sentence_end`);
- how long this user's pauses are, and how often a silence of theirs is one: `PauseHabit`, learned from those they made.

With the odds that the turn is complete from the first two, and S(d) the share of the user's pauses longer than d, the
odds that a silence of d seconds is a pause are S(d) / odds. The turn is taken when these have fallen to `risk`:

    share of pauses
    longer than d   1 |*****
                      |     ***           a finished sentence: the risk is small from the start
                      | . . . .**. . . .  an ordinary one
                      |          ***
                    0 |_._._._._._._*****_an unfinished one: all but the longest pauses are waited for
                      0   0.3   0.6   1.2   2 s

Pauses inside turns are distributed log-normally (Campione and Veronis, "A large-scale multilingual study of silent
pause duration", 2002), so the habit is a mean and a deviation of the logarithm. Delays count from the true end of
speech, so what took time to find out does not add to them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import TypeGuard

from echoflow.conversation.sentence_end import Ending, sentence_end

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class EndpointingOptions:
    """How patient the assistant is. Odds are natural logarithms: +1 means 2.7 times as likely to be complete.

    Attributes:
        shortest: seconds that every silence lasts; the transcript takes longer, so less would gain nothing.
        longest: seconds after which somebody who stopped in the middle is answered all the same.
        longest_share: of the user's pauses, the share that is waited for at most. The 0.4 % beyond would cost seconds.
        risk: odds of a pause at which the turn is taken, with a semantic detector.
        risk_by_words: the same without one. Words alone tell too little to be as sure: every turn would wait 1.4 s.
        noticing: seconds until the user's going on is noticed (`audio.voice_activity`: 0.065 at the median, 0.122 at
            most); a pause must be that much shorter than the delay. That Silero dates the end of speech 0.05 to 0.14 s
            after the last sound needs no allowance: pauses are measured with the same clock.
        usual: log odds that a silence of a fifth of a second is the end of a turn, before anything else is known: 70 %.
        whole: what a transcript that ends as a sentence adds to the log odds: of 97 sentences cut in the middle Whisper
            tiny closed 53 % with a full stop, of 86 whole ones 87 %.
        bare: one without a mark at its end, or in the middle of a list or a number. Whole sentences have their mark
            nearly always, single words and short calls often not, so this says little as well.
        broken_off: one that breaks off: 29 of the 97, none of the 86.
        trust: log odds beyond which a detector's certainty is not believed.
        certain: completeness from which on it is believed as far as that. Of the 25 pauses in benchmarks/end_of_turn.py
            one reached it and the next lay at 0.93; of the 14 finished turns 8 did. Chosen on these clips and on the
            questions of benchmarks/voice_to_voice.py, so both flatter it.
        habitual: log odds that a user who nearly always stops for good can add. One who often does not is waited for by
            how long their pauses are.
    """

    shortest: float = 0.3
    longest: float = 3.0
    longest_share: float = 0.996
    risk: float = 0.01
    risk_by_words: float = 0.08
    noticing: float = 0.1
    usual: float = 0.85
    whole: float = 0.5
    bare: float = -1.0
    broken_off: float = -5.0
    trust: float = 4.6
    certain: float = 0.96
    habitual: float = 1.25


_SHORTEST_PAUSE = 0.1
_LONGEST_PAUSE = 4.0
"""Seconds of silence between which a user's going on counts as a pause; after more it is another thought."""

_BORN_WITH = 10
"""Pauses that the first guess counts for."""

_REMEMBERED = 50
"""Pauses after which an old one has lost most of its weight, so that the habit follows the user's day."""

_BORN_STOPPING = 3.0
"""Silences of each kind that the first guess counts for: half of a user's are pauses."""

_FADING = 1 - 1 / _REMEMBERED
_KINDS = {"went_on": (0.0, float(_REMEMBERED)), "stopped": (0.0, float(_REMEMBERED))}

_MEDIANS = (0.4, 1.0)
_SPREADS = (0.5, 0.75)
"""Bounds of what may be learned: the hastiest are still given 1.5 s in the middle of a sentence, and the most
thoughtful do not make every answer late."""


@dataclass(frozen=True, slots=True)
class PauseHabit:
    """What was learned of one user's pauses; by the defaults, nine of ten last between 0.2 and 1.25 s.

    Attributes:
        median: seconds; half of the pauses inside turns are longer. Only those that voice activity notices count.
        spread: standard deviation of their natural logarithm.
        pauses: how many were learned from.
        went_on: of the silences that were remembered, those after which the user went on;
        stopped: and those that ended a turn. Both fade with each new one.
    """

    median: float = 0.5
    spread: float = 0.55
    pauses: int = 0
    went_on: float = 0.0
    stopped: float = 0.0

    @classmethod
    def from_dict(cls, figures: Mapping[str, object]) -> PauseHabit:
        """What `to_dict` made; the defaults for anything that could not have been."""
        bounds = {"median": _MEDIANS, "spread": _SPREADS, "pauses": (0.0, 1e9), **_KINDS}
        known: dict[str, float] = {}
        for name, allowed in bounds.items():
            figure = figures.get(name, 0.0 if name in _KINDS else None)
            if not _is_within(figure, allowed):
                return cls()
            known[name] = figure
        return cls(known["median"], known["spread"], int(known["pauses"]), known["went_on"], known["stopped"])

    def to_dict(self) -> dict[str, float]:
        """The figures by name, to be stored."""
        return {
            "median": self.median,
            "spread": self.spread,
            "pauses": self.pauses,
            "went_on": self.went_on,
            "stopped": self.stopped,
        }

    @property
    def stopping(self) -> float:
        """Log odds that a silence of this user is the end of a turn, beside what is true of everybody."""
        return math.log((self.stopped + _BORN_STOPPING) / (self.went_on + _BORN_STOPPING))

    def quantile(self, share: float) -> float:
        """Seconds than which `share` of the pauses are shorter, 0 < share < 1."""
        return self.median * math.exp(self.spread * _NORMAL.inv_cdf(share))

    def after(self, pause: float) -> PauseHabit:
        """With one more pause of `pause` seconds: exponentially weighted mean and variance of the logarithm."""
        if not _SHORTEST_PAUSE <= pause <= _LONGEST_PAUSE:
            return self
        weight = max(1 / (self.pauses + _BORN_WITH + 1), 1 / _REMEMBERED)
        away = math.log(pause / self.median)
        variance = (1 - weight) * (self.spread**2 + weight * away**2)
        return PauseHabit(
            median=_within(self.median * math.exp(weight * away), _MEDIANS),
            spread=_within(math.sqrt(variance), _SPREADS),
            pauses=self.pauses + 1,
            went_on=self.went_on * _FADING + 1,
            stopped=self.stopped * _FADING,
        )

    def after_end(self) -> PauseHabit:
        """With one more silence that ended a turn."""
        return replace(self, went_on=self.went_on * _FADING, stopped=self.stopped * _FADING + 1)


class Endpointing:
    """Decides how long to wait, and learns from each pause.

    Attributes:
        habit: what is known of this user's pauses; to be stored and given again.
    """

    def __init__(self, options: EndpointingOptions | None = None, habit: PauseHabit | None = None) -> None:
        self._options = options or EndpointingOptions()
        self.habit = habit or PauseHabit()

    def delay(self, text: str | None, completeness: float | None) -> float:
        """Seconds from the true end of speech until the turn is taken.

        Args:
            text: the transcript up to there; None if there is none.
            completeness: probability that the turn is complete, 0 to 1, from its sound; None without a detector.
        """
        options = self._options
        risk = options.risk_by_words if completeness is None else options.risk
        habitual = _within(self.habit.stopping, (0.0, options.habitual))
        odds = self._sound(completeness) + self._words(text) + habitual
        longer = min(1.0, math.exp(odds) * risk)
        if longer >= 1.0:
            return options.shortest
        pause = self.habit.quantile(min(1 - longer, options.longest_share))
        return _within(pause + options.noticing, (options.shortest, options.longest))

    def went_on(self, pause: float) -> None:
        """The user spoke on inside a turn after `pause` seconds of silence.

        Also when the turn had been taken already and its answer was withdrawn unheard: without those pauses, which were
        longer than the delay, the delay could only shrink.
        """
        self.habit = self.habit.after(pause)

    def stopped(self) -> None:
        """A silence was the end of a turn: its answer was heard."""
        self.habit = self.habit.after_end()

    def _sound(self, completeness: float | None) -> float:
        """Log odds."""
        if completeness is None:
            return self._options.usual
        trust = self._options.trust
        if completeness >= self._options.certain:
            return trust
        certain = 1 / (1 + math.exp(-trust))
        believed = _within(completeness, (1 - certain, certain))
        return _within(math.log(believed / (1 - believed)), (-trust, trust))

    def _words(self, text: str | None) -> float:
        """Log odds."""
        match sentence_end(text or ""):
            case Ending.WHOLE:
                return self._options.whole
            case Ending.UNKNOWN:
                return 0.0
            case Ending.BARE:
                return self._options.bare
            case Ending.BROKEN_OFF:
                return self._options.broken_off


def _within(value: float, bounds: tuple[float, float]) -> float:
    return min(max(value, bounds[0]), bounds[1])


def _is_within(value: object, bounds: tuple[float, float]) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and bounds[0] <= value <= bounds[1]
