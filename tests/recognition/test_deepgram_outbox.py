"""What is sent on a connection and when, in virtual time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from echoflow.audio.frames import CAPTURE_RATE, FRAME_SAMPLES, FRAME_SECONDS
from echoflow.recognition.deepgram_audio import KeptAudio
from echoflow.recognition.deepgram_outbox import BURST_SECONDS, FASTEST, Kind, Outbox, Sending

BOTH = pytest.mark.parametrize("flux", [False, True], ids=["nova-3", "flux"])


class Line:
    """An outbox, an utterance's audio, and a clock that only the test turns."""

    def __init__(self, *, flux: bool) -> None:
        self.now = 1000.0
        self.outbox = Outbox(flux=flux, now=self.now)
        self.audio = KeptAudio()
        self.sendings: list[tuple[float, Sending]] = []

    def begin(self, owner: int = 1, cursor: int = 0) -> None:
        self.outbox.begin(owner, self.audio, cursor, self.now)

    def feed(self, seconds: float, *, at_once: bool = False) -> None:
        """Feeds speech in real time."""
        for _ in range(round(seconds / FRAME_SECONDS)):
            self.audio.append(np.full(FRAME_SAMPLES, 1000, np.int16))
            self.outbox.fed(self.now)
            if not at_once:
                self.wait(FRAME_SECONDS)

    def wait(self, seconds: float) -> None:
        until = self.now + seconds
        while (due := self.outbox.due(self.now)) <= until:
            self.now = max(self.now, due)
            sending = self.outbox.take(self.now)
            assert sending is not None
            self.sendings.append((self.now, sending))
        self.now = until

    def seconds(self, *kinds: Kind) -> float:
        return sum(len(sending.samples) for _, sending in self.sendings if sending.kind in kinds) / CAPTURE_RATE

    def times(self, kind: Kind) -> Iterator[float]:
        return (at for at, sending in self.sendings if sending.kind is kind)


@BOTH
def test_speech_goes_out_as_it_comes(flux: bool) -> None:
    line = Line(flux=flux)
    line.begin()

    line.feed(2.0)

    assert line.seconds(Kind.SPEECH) == pytest.approx(2.0, abs=0.081)
    assert all(0 < len(sending.samples) <= 0.08 * CAPTURE_RATE for _, sending in line.sendings)
    line.wait(0.1)
    assert line.seconds(Kind.SPEECH) == 2.0


@BOTH
def test_a_backlog_is_sent_no_faster_than_allowed_and_new_audio_behind_it(flux: bool) -> None:
    line = Line(flux=flux)
    line.feed(10.0, at_once=True)
    line.begin()
    began = line.now

    line.feed(50.0)

    position = 0.0
    for at, sending in line.sendings:
        position += len(sending.samples) / CAPTURE_RATE
        assert position <= FASTEST * (at - began) + 1e-6
    assert line.outbox.backlog <= 0.08 * CAPTURE_RATE, "the backlog is worked off"
    assert line.outbox.sent.position_of(line.audio.fed - line.outbox.backlog, 1) is not None


@BOTH
def test_the_lead_of_an_utterance_goes_at_once(flux: bool) -> None:
    line = Line(flux=flux)
    line.wait(5.0)
    line.begin()
    line.feed(0.4, at_once=True)
    began = line.now

    line.wait(0.0)

    assert 0.32 <= line.seconds(Kind.SPEECH) <= BURST_SECONDS
    assert line.now == began


def test_nova_is_told_to_finish_as_soon_as_all_audio_is_sent() -> None:
    line = Line(flux=False)
    line.begin()
    line.feed(1.01)

    line.outbox.ask_end(line.audio.fed, line.now)
    line.wait(0.0)

    assert [sending.kind for _, sending in line.sendings[-2:]] == [Kind.SPEECH, Kind.END]
    assert line.seconds(Kind.SPEECH) == 1.01
    line.wait(3.0)
    assert list(line.times(Kind.END)) == [line.now - 3.0], "once"


def test_flux_is_given_silence_in_real_time_until_it_hears_the_end() -> None:
    line = Line(flux=True)
    line.begin()
    line.feed(1.6)
    quiet_since = line.now

    line.wait(0.4)
    given = line.seconds(Kind.SILENCE)
    assert 0.24 <= given <= 0.4
    line.outbox.heard(ended=True)
    line.wait(2.0)

    assert line.seconds(Kind.SILENCE) == given
    assert all(at > quiet_since for at in line.times(Kind.SILENCE))


def test_flux_that_hears_no_end_is_given_a_second_of_silence() -> None:
    line = Line(flux=True)
    line.begin()
    line.feed(1.6)

    line.wait(4.0)

    assert line.seconds(Kind.SILENCE) == pytest.approx(1.0, abs=0.081)


def test_flux_is_told_to_end_the_turn_when_it_does_not_by_itself() -> None:
    line = Line(flux=True)
    line.begin()
    line.feed(1.6)

    line.outbox.ask_end(line.audio.fed, line.now)
    asked = line.now
    line.wait(2.0)

    assert list(line.times(Kind.END)) == [pytest.approx(asked + 0.6)]
    assert all(at <= asked + 0.6 for at in line.times(Kind.SILENCE))


def test_flux_that_ended_the_turn_by_itself_is_not_told_to() -> None:
    line = Line(flux=True)
    line.begin()
    line.feed(1.6)
    line.outbox.ask_end(line.audio.fed, line.now)

    line.wait(0.3)
    line.outbox.heard(ended=True)
    line.wait(2.0)

    assert not list(line.times(Kind.END))


def test_flux_is_not_told_to_end_what_the_user_goes_on_with() -> None:
    line = Line(flux=True)
    line.begin()
    line.feed(1.6)
    line.outbox.ask_end(line.audio.fed, line.now)

    line.wait(0.3)
    line.feed(1.0)
    line.wait(2.0)

    assert not list(line.times(Kind.END))


@BOTH
def test_what_was_not_heard_to_the_end_is_ended_before_the_next_utterance(flux: bool) -> None:
    line = Line(flux=flux)
    line.begin()
    line.feed(1.0)
    line.outbox.end(0, ended=False)
    line.audio = KeptAudio()
    line.begin(owner=2)
    line.sendings.clear()

    line.feed(0.5)

    assert [sending.kind for _, sending in line.sendings[:2]] == [Kind.END, Kind.SPEECH]
    assert line.outbox.sent.owner_at(line.outbox.sent.position) == 2


@BOTH
def test_what_was_heard_to_the_end_needs_no_end(flux: bool) -> None:
    line = Line(flux=flux)
    line.begin()
    line.feed(1.0)
    line.wait(0.1)

    line.outbox.end(0, ended=True)
    line.wait(0.1)

    assert not list(line.times(Kind.END))


def test_a_connection_without_audio_is_first_kept_alive_by_a_little() -> None:
    line = Line(flux=False)

    line.wait(30.0)

    kinds = [sending.kind for _, sending in line.sendings]
    assert kinds == [Kind.SILENCE, *[Kind.KEEP_ALIVE] * 6]
    assert line.seconds(Kind.SILENCE) <= 0.08


def test_flux_is_never_sent_a_keep_alive() -> None:
    line = Line(flux=True)

    line.wait(600.0)

    assert {sending.kind for _, sending in line.sendings} == {Kind.SILENCE}
    assert line.seconds(Kind.SILENCE) < 6.0
    times = list(line.times(Kind.SILENCE))
    assert max(later - earlier for earlier, later in pairwise(times)) < 8.0


@BOTH
def test_ten_minutes_with_one_of_speech_send_at_most_75_seconds(flux: bool) -> None:
    """Twelve turns of five seconds, each with its lead, its tail, and the end of its turn 0.4 s after the speech."""
    line = Line(flux=flux)
    for owner in range(1, 13):
        line.audio = KeptAudio()
        line.begin(owner)
        line.feed(0.25, at_once=True)
        line.feed(5.0)
        line.feed(0.2)
        line.outbox.ask_end(line.audio.fed, line.now)
        line.wait(0.2)
        line.outbox.heard(ended=True)
        line.wait(1.0)
        line.outbox.end(line.audio.fed, ended=True)
        line.wait(50.0 - 6.4)

    assert line.now >= 1000.0 + 590.0
    assert line.seconds(Kind.SPEECH) == pytest.approx(12 * 5.45)
    assert line.seconds(Kind.SPEECH, Kind.SILENCE) < 75.0


@BOTH
def test_speech_nobody_answers_is_counted(flux: bool) -> None:
    line = Line(flux=flux)
    line.begin()
    line.feed(2.4)
    assert line.outbox.unheard == line.audio.fed - line.outbox.backlog

    line.outbox.heard(ended=False)

    assert line.outbox.unheard == 0


def test_what_is_older_than_what_is_kept_is_passed_over() -> None:
    line = Line(flux=False)
    for _ in range(40):
        line.feed(1.0, at_once=True)
    line.begin()

    line.wait(60.0)

    assert line.outbox.backlog == 0
    assert line.seconds(Kind.SPEECH) == pytest.approx(30.0, abs=0.02)
