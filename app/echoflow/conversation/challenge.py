"""Something is heard over our own speech: how far we give way until we know what it is.

The ladder has three rungs here, each of which can be left again: full, ducked, paused. What cannot be taken back, the
stop, is `turn_taking`'s. A sound climbs by what it is like and how long it lasts, because words come late: local
recognition needs half a second of speech and a fifth of a second more.

    0 ms     onset
    70       voice activity notices it: ducked, by the audio front itself
    200      it sounds like a bid for the floor: paused
    400      whatever it sounds like, it goes on, and is no mere hum: paused
    600      words that take the floor: stopped
    ...      it is over, and its words are known: stopped, or as if nothing had been
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from echoflow.conversation.events import SpeechContinues
from echoflow.conversation.overlap import Overlap, is_lone_word, judge


class Rung(Enum):
    """How our own speech sounds."""

    FULL = "full"
    DUCKED = "ducked"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class ChallengeOptions:
    """When a sound over our speech makes it give way.

    Attributes:
        pause_bid: likelihood of a bid for the floor from which on our speech pauses at once.
        pause_after: seconds of voice after which it pauses though the sound might be a nod. Single backchannels last
            0.2 to 0.5 s, interruptions 0.6 s and more; with the 40 ms that a pause takes, this is under half a second.
        nod_bid: likelihood below which it is a nod by all appearances ("mm-hmm", "uh-huh", "嗯").
        pause_after_nod: seconds of voice after which it pauses even so.
        word_bid: likelihood below which a short sound takes the floor by no other words than a known command or
            question: recognizers make a name or a noun of a hum.
        stop_after: seconds of voice before which partial words do not stop our speech: a recognizer guesses at less.
        verdict_timeout: seconds after the end of the sound in which our speech waits for its words.
        longest_pause: seconds after the onset for which our speech gives way to a sound without words (a television).
    """

    pause_bid: float = 0.92
    pause_after: float = 0.41
    nod_bid: float = 0.1
    pause_after_nod: float = 1.0
    word_bid: float = 0.25
    stop_after: float = 0.6
    verdict_timeout: float = 1.2
    longest_pause: float = 8.0


class Challenge:
    """One sound over our speech, or several in a row before it is known what the first was.

    Attributes:
        rung: how our speech sounds meanwhile.
        asked: it began right after a question of ours.
        voiced_seconds: how long its longest burst of voice was.
        background: the last burst is a voice too quiet to be the user's.
        bid: the likelihood that it is a bid for the floor, by its sound; None if not known.
        gives_way_until: when our speech gives way no longer, whatever it is; None once that time is over.
    """

    def __init__(self, options: ChallengeOptions, since: float, *, asked: bool) -> None:
        self._options = options
        self._burst_since = since
        self.rung = Rung.DUCKED
        self.asked = asked
        self.voiced_seconds = 0.0
        self.background = False
        self.bid: float | None = None
        self.gives_way_until: float | None = since + options.longest_pause
        self._is_echo = False

    def begin_burst(self, since: float) -> Rung:
        """Another sound, before the last one was understood."""
        self._burst_since = since
        self.background = False
        self.gives_way_until = since + self._options.longest_pause
        return Rung.PAUSED if self.rung is Rung.PAUSED else Rung.DUCKED

    def sounds(self, event: SpeechContinues, *, background: bool) -> Rung:
        """The sound goes on; how our speech should sound now."""
        self.voiced_seconds = max(self.voiced_seconds, event.voiced_until - event.since)
        self.background = background
        if event.bid is not None:
            self.bid = event.bid
        if self.rung is Rung.PAUSED or self._is_echo:
            return self.rung
        if background:
            return Rung.FULL
        return Rung.PAUSED if event.voiced_until - event.since >= self._pause_after() else Rung.DUCKED

    def _pause_after(self) -> float:
        """Seconds of voice that make our speech pause, by what it sounds like."""
        options = self._options
        if self.bid is None:
            return options.pause_after
        if self.bid >= options.pause_bid:
            return 0.0
        return options.pause_after if self.bid >= options.nod_bid else options.pause_after_nod

    def ends(self, at: float, *, background: bool) -> None:
        """The sound, or one of several, ended at `at`."""
        self.background = background
        self.voiced_seconds = max(self.voiced_seconds, at - self._burst_since)
        self.gives_way_until = at + self._options.verdict_timeout

    def understood(self, words: str, spoken: str, *, final: bool) -> Overlap:
        """What it is, by its words so far."""
        if self.background:
            return Overlap.NOTHING
        # Recognizers invent small words for short noises; what sounds like a bid for the floor is no noise.
        sounds_meant = self.bid is not None and self.bid >= self._options.pause_bid
        seconds = math.inf if sounds_meant else self.voiced_seconds
        verdict = judge(words, spoken=spoken, asked=self.asked, voiced_seconds=seconds, final=final)
        takes_floor = verdict in (Overlap.STOP, Overlap.TURN)
        if takes_floor and not final and self.voiced_seconds < self._options.stop_after:
            return Overlap.NOTHING
        if verdict is Overlap.TURN and self._sounds_like_a_nod() and is_lone_word(words):
            return Overlap.NOTHING
        self._is_echo = verdict is Overlap.ECHO
        return verdict

    def _sounds_like_a_nod(self) -> bool:
        is_short = self.voiced_seconds < self._options.pause_after
        return is_short and not self.asked and self.bid is not None and self.bid < self._options.word_bid
