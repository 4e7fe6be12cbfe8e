"""When somebody who was asked to say something begins and ends."""

from __future__ import annotations

import numpy as np
import pytest

from echoflow.audio.frames import Samples
from echoflow.audio.greeting import Greeting, Phase
from support.sound_lab import RATE, noise, silence, words


def heard(*sounds: Samples) -> Greeting:
    greeting = Greeting(RATE)
    for sound in sounds:
        greeting.receive(sound)
    return greeting


@pytest.mark.parametrize("room", [-90.0, -65.0, -45.0])
@pytest.mark.parametrize("seconds", [0.5, 2.0, 4.0])
def test_words_between_two_silences_are_kept_with_a_margin(room: float, seconds: float) -> None:
    greeting = heard(noise(1.0, room), words(seconds), noise(1.2, room))

    assert greeting.phase is Phase.SPOKEN
    assert seconds <= len(greeting.sound) / RATE <= seconds + 0.75
    assert not greeting.is_faint


def test_who_begins_at_once_is_heard_from_the_first_word() -> None:
    greeting = heard(words(1.5), noise(1.2, -65.0))

    assert greeting.phase is Phase.SPOKEN
    assert len(greeting.sound) / RATE >= 1.5


def test_a_pause_between_words_does_not_end_it() -> None:
    greeting = heard(noise(0.5, -65.0), words(0.7), noise(0.7, -65.0), words(0.7))
    assert not greeting.is_over
    greeting.receive(noise(1.2, -65.0))

    assert greeting.phase is Phase.SPOKEN
    assert len(greeting.sound) / RATE > 2.1


def test_a_knock_is_no_word() -> None:
    assert heard(noise(1.0, -65.0), words(0.08), noise(2.0, -65.0)).phase is Phase.WAITING


@pytest.mark.parametrize("sound", [silence(7.1), noise(7.1, -65.0), noise(7.1, -40.0)])
def test_after_seven_seconds_nobody_is_waited_for(sound: Samples) -> None:
    greeting = heard(sound[: 6 * RATE])
    assert not greeting.is_over
    greeting.receive(sound[6 * RATE :])

    assert greeting.phase is Phase.NOTHING
    assert len(greeting.sound) == 0


def test_a_faint_voice_is_kept_and_told() -> None:
    greeting = heard(noise(0.5, -72.0), words(1.0, decibels=-45.0), noise(1.2, -72.0))

    assert greeting.phase is Phase.SPOKEN
    assert greeting.is_faint


def test_it_ends_when_the_user_says_so_and_after_twelve_seconds() -> None:
    greeting = heard(noise(0.5, -65.0), words(1.0))
    greeting.stop()
    assert greeting.phase is Phase.SPOKEN
    assert heard(*(words(1.0) for _ in range(13))).phase is Phase.SPOKEN
    early = heard(noise(0.5, -65.0))
    early.stop()

    assert early.phase is Phase.NOTHING


def test_it_does_not_matter_in_which_pieces_the_sound_comes() -> None:
    sound = np.concatenate([noise(0.7, -60.0), words(1.3), noise(1.5, -60.0)])
    whole, pieces = heard(sound), heard(*np.split(sound, [3, 801, 12_345, 30_000]))

    assert pieces.phase is whole.phase is Phase.SPOKEN
    assert np.array_equal(pieces.sound, whole.sound)
