"""Long speech is cut in a pause, and at the same place however long it gets."""

import numpy as np

from echoflow.recognition.windows import WINDOW_SECONDS, cut_point
from support.speech import noise, silence


def test_what_fits_one_window_is_not_cut() -> None:
    assert cut_point(noise(WINDOW_SECONDS)) is None


def test_the_cut_is_in_the_pause() -> None:
    speech = np.concatenate([noise(20, 0.1), silence(0.3), noise(30, 0.1)])

    cut = cut_point(speech)

    assert cut is not None
    assert 20.0 <= cut / 16000 <= 20.3


def test_the_cut_stays_while_the_speech_grows() -> None:
    speech = noise(60, 0.1)

    assert cut_point(speech[: 16000 * 28]) == cut_point(speech)


def test_speech_without_a_pause_is_cut_all_the_same() -> None:
    cut = cut_point(np.full(16000 * 40, 1000, np.int16))

    assert cut is not None
    assert 0 < cut <= WINDOW_SECONDS * 16000
