"""What is kept of an utterance, and what lies where on a connection."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.recognition.deepgram_audio import Extent, KeptAudio, SentAudio
from support.speech import noise, say, silence


def ramp(start: int, count: int) -> Samples:
    return np.arange(start, start + count).astype(np.int16)


@given(st.lists(st.integers(0, 400), max_size=20), st.integers(0, 3000), st.integers(1, 500))
def test_what_is_kept_reads_as_it_was_fed(sizes: list[int], start: int, count: int) -> None:
    audio, fed = KeptAudio(), 0
    for size in sizes:
        audio.append(ramp(fed, size))
        fed += size

    assert audio.read(start, count).tolist() == list(range(min(start, fed), min(start + count, fed)))


def test_the_oldest_audio_is_forgotten() -> None:
    audio = KeptAudio(seconds=1.0)
    for at in range(0, 3 * CAPTURE_RATE, 160):
        audio.append(ramp(at % 16000, 160))

    assert audio.fed == 3 * CAPTURE_RATE
    assert audio.first == 2 * CAPTURE_RATE


def test_speech_ends_where_only_silence_follows() -> None:
    speech = say("What is the capital of France?")
    audio = KeptAudio()
    for part in (noise(0.25, 0.001), speech, noise(0.2, 0.001)):
        audio.append(part)

    assert 0.15 * CAPTURE_RATE <= audio.fed - audio.extent.speech_end <= 0.25 * CAPTURE_RATE


def test_what_is_quiet_long_before_the_end_is_a_soft_word() -> None:
    audio = KeptAudio()
    for part in (say("What is the capital of France?"), silence(1.0)):
        audio.append(part)

    assert audio.extent == Extent(audio.fed, audio.fed - CAPTURE_RATE // 4)


def test_positions_and_owners() -> None:
    sent = SentAudio()
    sent.add_silence(1000)
    sent.add(1, 0, 8000)
    sent.add(1, 8000, 8000)
    sent.add_silence(4000)
    sent.add(1, 16000, 8000)
    sent.add(2, 0, 8000)

    assert [sent.owner_at(at) for at in (500, 8000, 19000, 29000, 29100, 30000)] == [None, 1, 1, 1, 1, 2]
    assert [sent.offset_at(at, 1) for at in (500, 9000, 17000, 19000, 22000, 40000)] == [
        0,
        8000,
        16000,
        16000,
        17000,
        24000,
    ]
    assert [sent.position_of(at, 1) for at in (8000, 16000, 17000, 24000, 24001)] == [9000, 17000, 22000, 29000, None]
    assert [sent.begin_of(owner) for owner in (1, 2, 3)] == [1000, 29000, 37000]


def test_what_belongs_to_a_forgotten_utterance_belongs_to_nobody() -> None:
    sent = SentAudio()
    sent.add(1, 0, 8000)
    sent.forget(2)
    sent.add(2, 0, 8000)

    assert [sent.owner_at(at) for at in (8000, 8400, 16000)] == [None, None, 2]


def test_after_a_replay_positions_begin_in_the_middle() -> None:
    sent = SentAudio()
    sent.add(1, 32000, 8000)

    assert [sent.offset_at(at, 1) for at in (0, 4000)] == [32000, 36000]
    assert sent.position_of(36000, 1) == 4000
    assert sent.position_of(16000, 1) is None
