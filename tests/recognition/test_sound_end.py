"""The end of the sound is found in a quiet room, and silence behind it does not move it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.audio.frames import FRAME_SAMPLES, Samples
from echoflow.recognition.sound_end import SoundEnd
from support.clips import USER_LEVEL_DB
from support.speech import librivox_sentences, noise, say, silence
from support.speech_level import at_active_level

QUIET, FAN = 0.0004, 0.005
"""RMS of a quiet room, and of one 20 dB below the user."""


def sound_end(samples: Samples) -> int:
    found = SoundEnd()
    found.add(samples)
    return found.samples


def in_a_room(speech: Samples, level: float, after: float) -> Samples:
    spoken = np.concatenate([silence(0.25), at_active_level(speech, USER_LEVEL_DB), silence(after)]).astype(np.int32)
    sound: Samples = np.clip(spoken + noise(len(spoken) / 16000, level), -32768, 32767).astype(np.int16)
    return sound


@pytest.mark.parametrize("level", [0.0, QUIET])
@pytest.mark.parametrize(
    "speech",
    [say("What is the capital of France?"), say("Stop."), say("Is that enough?"), say("How far is it to the beach?")],
    ids=["vowels", "p", "f", "ch"],
)
def test_it_is_where_the_last_word_ends(speech: Samples, level: float) -> None:
    ends = (0.25 + len(speech) / 16000) * 1000

    found = sound_end(in_a_room(speech, level, after=0.5)) / 16

    assert ends - 150 <= found <= ends + 20


@pytest.mark.parametrize("level", [0.0, QUIET])
def test_silence_behind_the_words_does_not_move_it(level: float) -> None:
    speech = in_a_room(say("Who wrote Romeo and Juliet?"), level, after=1.0)
    found = SoundEnd()
    ends = set()
    for at in range(0, len(speech), FRAME_SAMPLES):
        found.add(speech[at : at + FRAME_SAMPLES])
        if at > len(speech) - 14_400:
            ends.add(found.samples)

    assert len(ends) == 1


def test_words_after_a_pause_move_it() -> None:
    first = in_a_room(say("I would like a coffee."), QUIET, after=0.3)
    both = np.concatenate([first, in_a_room(say("And a cake."), QUIET, after=0.0)])

    assert sound_end(first) < len(first) < sound_end(both)


def test_in_a_loud_room_everything_is_sound() -> None:
    speech = in_a_room(say("Is that enough?"), FAN, after=0.5)

    assert sound_end(speech) == len(speech)


def test_human_speech_without_a_pause_is_sound_to_its_end() -> None:
    speech = librivox_sentences()[0].samples()[16000:32000]

    assert len(speech) - sound_end(speech) < 0.1 * 16000


@pytest.mark.parametrize("audio", [silence(0), silence(0.001), silence(3)], ids=["no", "a bit", "3 s"])
def test_silence_has_no_sound(audio: Samples) -> None:
    assert sound_end(audio) == 0


@given(st.lists(st.integers(0, 1000), max_size=20), st.integers(0, 2**32 - 1))
def test_it_does_not_matter_in_which_pieces_audio_comes(sizes: list[int], seed: int) -> None:
    loudness = np.repeat(np.random.default_rng(seed).uniform(0, 0.3, 1 + sum(sizes) // 160), 160)[: sum(sizes)]
    audio = (noise(sum(sizes) / 16000, 1.0) * loudness).astype(np.int16)[: sum(sizes)]
    found = SoundEnd()
    at = 0
    for size in sizes:
        found.add(audio[at : at + size])
        at += size

    assert found.samples == sound_end(audio[:at])
    assert 0 <= found.samples <= at
