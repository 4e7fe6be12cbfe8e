"""The sound a loudspeaker is tried with."""

from __future__ import annotations

import numpy as np

from echoflow.audio.chime import CHIME_RATE, STROKE_SECONDS, chime


def test_it_comes_from_the_left_then_the_right_then_both() -> None:
    sound = chime().astype(np.float64)
    stroke = round(STROKE_SECONDS * CHIME_RATE)
    onset = stroke // 4
    left_first, right_first = np.abs(sound[:onset]).max(axis=0)
    second = np.abs(sound[stroke : stroke + onset]).max(axis=0)
    third = np.abs(sound[2 * stroke : 2 * stroke + onset]).max(axis=0)

    assert left_first > 3_000
    assert right_first == 0
    assert second[1] > 3_000
    assert second[1] > 8 * second[0]
    assert min(third) > 3_000


def test_it_begins_and_ends_in_silence_and_frightens_nobody() -> None:
    sound = np.abs(chime().astype(np.int32))

    assert sound[0].max() == 0
    assert sound[-1].max() <= 2
    assert sound.max() < 0.3 * 32_768
