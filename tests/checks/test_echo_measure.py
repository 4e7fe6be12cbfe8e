"""In rooms made in the computer, what comes back is found where and as loud as it is."""

from __future__ import annotations

import numpy as np
import pytest

from echoflow.audio.frames import CAPTURE_RATE
from echoflow.checks.echo import EchoMeasure, Sound, judge, measure, tones
from support.room import Room

PLAYED = tones(CAPTURE_RATE)


def heard_in(room: Room) -> Sound:
    return room.microphone(np.zeros(len(PLAYED), np.int16), PLAYED).astype(np.float32)


@pytest.mark.parametrize("delay", [0.05, 0.1, 0.3])
@pytest.mark.parametrize("echo_db", [6.0, -6.0, -20.0])
def test_delay_and_loudness_are_found_and_most_of_it_is_taken_out(delay: float, echo_db: float) -> None:
    found = measure(heard_in(Room(delay=delay, echo_db=echo_db)), PLAYED.astype(np.float32))
    assert found is not None
    assert found.seconds == pytest.approx(delay, abs=0.003)
    assert found.coupling == pytest.approx(echo_db, abs=1.0)
    assert found.cancelled > 6.0
    assert judge(found).status == "ok"


@pytest.mark.parametrize("noise_db", [-65.0, -35.0])
def test_headphones_give_no_echo_however_noisy_the_room(noise_db: float) -> None:
    found = measure(heard_in(Room(echo_db=None, noise_db=noise_db)), PLAYED.astype(np.float32))
    assert found is None
    assert judge(found).status == "ok"


def test_what_comes_too_late_is_told_with_what_helps() -> None:
    found = measure(heard_in(Room(delay=0.5)), PLAYED.astype(np.float32))
    assert found is not None
    assert judge(found).status == "warning"
    assert "wired" in judge(found).remedy


def test_an_echo_that_stays_is_a_warning_unless_it_is_soft() -> None:
    assert judge(EchoMeasure(0.1, 0.0, 2.0)).status == "warning"
    assert judge(EchoMeasure(0.1, -40.0, 1.0)).status == "ok"


def test_a_microphone_that_delivers_nothing_hears_no_echo() -> None:
    assert measure(np.zeros(len(PLAYED), np.float32), PLAYED.astype(np.float32)) is None


def test_nothing_that_was_played_cannot_come_back() -> None:
    assert measure(np.ones(16_000, np.float32), np.zeros(16_000, np.float32)) is None
