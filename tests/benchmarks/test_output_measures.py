"""The benchmark's rulers: answers that were ducked, paused, cut or begun anew are told apart to the millisecond."""

from __future__ import annotations

import numpy as np
import pytest
from output_measures import Answer, find, speech_begins, time_to_duck, time_to_silence

from echoflow.audio.frames import PLAYBACK_RATE, Samples
from support.speech import say, silence

TEXT = "The old lighthouse stands on a narrow cape in the north, and the keeper climbs a winding staircase. It is late."


@pytest.fixture(scope="module")
def answer() -> Answer:
    first, last = say(TEXT, PLAYBACK_RATE), say("A garden is full of wild roses in June.", PLAYBACK_RATE)
    # A pause that is in the text.
    return Answer(np.concatenate([first, silence(0.25, PLAYBACK_RATE), last]))


def from_second(answer: Answer, second: float) -> Samples:
    return answer.samples[round(second * PLAYBACK_RATE) :].copy()


def onset(answer: Answer) -> float:
    """A second that half a second of speech follows."""
    return float(answer.solid_places[len(answer.solid_places) // 3]) / PLAYBACK_RATE


def test_an_answer_that_goes_on_is_neither_ducked_nor_cut_even_where_its_text_pauses(answer: Answer) -> None:
    output = from_second(answer, 0.5)
    assert time_to_duck(output, output) is None
    assert time_to_silence(output, output) is None


def test_a_duck_is_dated_and_is_no_silence(answer: Answer) -> None:
    expected = from_second(answer, onset(answer))
    output = expected.copy()
    output[round(0.1 * PLAYBACK_RATE) :] //= 8
    assert time_to_duck(output, expected) == pytest.approx(0.1, abs=0.012)
    assert time_to_silence(output, expected) is None


def test_a_duck_of_6_db_is_none(answer: Answer) -> None:
    expected = from_second(answer, onset(answer))
    assert time_to_duck(expected // 2, expected) is None


def test_a_stop_is_dated_by_the_last_sample_that_can_be_heard(answer: Answer) -> None:
    expected = from_second(answer, onset(answer))
    cut = round(0.3 * PLAYBACK_RATE)
    output = expected.copy()
    output[cut:] = 0
    assert time_to_silence(output, expected) == pytest.approx(0.3, abs=0.012)
    assert answer.resumed_at(output, 0.3) is None
    assert answer.missing_in(output, round((onset(answer) + 0.3) * PLAYBACK_RATE)) > 2


def test_an_answer_that_resumes_is_told_from_one_that_begins_anew(answer: Answer) -> None:
    second = onset(answer)
    expected = from_second(answer, second)
    before, pause = expected[: round(0.3 * PLAYBACK_RATE)], silence(0.8, PLAYBACK_RATE)
    resumed = np.concatenate([before, pause, from_second(answer, second + 0.1)])
    anew = np.concatenate([before, pause, from_second(answer, 0.0)])
    for output in (resumed, anew):
        assert time_to_silence(output, expected) == pytest.approx(0.3, abs=0.012)
    assert answer.resumed_at(resumed, 0.3) == pytest.approx(second + 0.1, abs=0.05)
    assert answer.resumed_at(anew, 0.3) == pytest.approx(0.0, abs=0.05)
    assert answer.missing_in(resumed, round(second * PLAYBACK_RATE)) <= 1


def test_an_excerpt_is_found_at_any_level_and_other_speech_is_not(answer: Answer) -> None:
    begin = int(answer.solid_places[5])
    excerpt = answer.samples[begin : begin + PLAYBACK_RATE // 2] // 8
    found = answer.locate(excerpt)
    assert found is not None
    assert found.position == pytest.approx(begin, abs=3)
    assert find(say("Could you tell me a story?", PLAYBACK_RATE)[: PLAYBACK_RATE // 2], answer.samples) is None
    assert answer.locate(silence(0.5, PLAYBACK_RATE)) is None


def test_an_answer_begins_with_speech_and_not_with_a_cue() -> None:
    cue = (3000 * np.sin(np.arange(PLAYBACK_RATE // 8) / 8)).astype(np.int16)
    quiet = silence(0.5, PLAYBACK_RATE)
    speech = say("That is a good point.", PLAYBACK_RATE)
    assert speech_begins(np.concatenate([quiet, cue, quiet])) is None
    begins = speech_begins(np.concatenate([quiet, cue, quiet, speech]))
    assert begins is not None
    assert begins / PLAYBACK_RATE == pytest.approx(1.125, abs=0.02)
