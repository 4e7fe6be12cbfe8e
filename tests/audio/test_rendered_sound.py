"""What left the loudspeaker is found again by its time, whatever the rate and however the clocks jitter."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from echoflow.audio.frames import CAPTURE_RATE, FRAME_SECONDS, Samples
from echoflow.audio.rendered_sound import LEAD_SECONDS, FarEnd, RenderedSound

RATES = [8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000]


def tone(rate: int, seconds: float, hertz: float = 440.0) -> Samples:
    return np.round(8000 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.int16)


def render(rendered: RenderedSound, sound: Samples, begin: float, block: float = 0.01) -> None:
    """Writes it all, in blocks of `block` seconds."""
    step = round(block * rendered.sample_rate)
    for first in range(0, len(sound), step):
        rendered.write(sound[first : first + step], begin + first / rendered.sample_rate)


def read(far_end: FarEnd, begin: float, frames: int) -> NDArray[np.float32]:
    return np.concatenate([far_end.next(begin + (k + 1) * FRAME_SECONDS) for k in range(frames)])


@pytest.mark.parametrize("rate", RATES)
def test_a_tone_comes_out_whole_at_the_rate_of_the_microphone(rate: int) -> None:
    rendered = RenderedSound(rate)
    render(rendered, tone(rate, 1.2), 100.0)
    sound = read(FarEnd(rendered), 100.1, 100)
    expected = 8000 * np.sin(2 * np.pi * 440 * (np.arange(len(sound)) / CAPTURE_RATE + 0.1 + LEAD_SECONDS))
    # Half a sample of the output's rate is the exactness of its place.
    assert np.max(np.abs(sound - expected)) < 8000 * 2 * np.pi * 440 * 0.5 / rate + 80


def test_what_the_microphone_cannot_hear_is_left_out() -> None:
    rendered = RenderedSound(48_000)
    render(rendered, tone(48_000, 1.0, hertz=15_000), 0.0)
    assert np.max(np.abs(read(FarEnd(rendered), 0.1, 50))) < 80


def test_jitter_of_the_dates_does_not_tear_the_sound() -> None:
    rng = np.random.default_rng(7)
    rendered = RenderedSound(24_000)
    sound = tone(24_000, 2.5)
    for k in range(250):
        rendered.write(sound[k * 240 : (k + 1) * 240], 100 + k * FRAME_SECONDS + rng.uniform(-0.008, 0.008))
    far_end = FarEnd(rendered)
    heard = np.concatenate([far_end.next(100.2 + k * FRAME_SECONDS + rng.uniform(-0.008, 0.008)) for k in range(200)])
    assert np.max(np.abs(np.diff(heard))) < 8000 * 2 * np.pi * 440 / CAPTURE_RATE * 1.05


def test_a_gap_in_the_output_moves_the_place() -> None:
    rendered = RenderedSound(16_000)
    render(rendered, tone(16_000, 0.5), 100.0)
    render(rendered, np.full(8_000, 1000, np.int16), 101.0)
    far_end = FarEnd(rendered)
    read(far_end, 100.1, 30)
    # The frames between were lost as well.
    assert np.mean(read(far_end, 101.1, 10)[-80:]) == pytest.approx(1000, rel=0.01)


def test_an_output_that_is_not_filled_ahead_is_read_as_soon_as_it_can_be() -> None:
    """A socket: the frame of a moment is handed over before the block that sounds at that moment."""
    rendered = RenderedSound(24_000)
    far_end = FarEnd(rendered)
    sound = tone(24_000, 1.0)
    heard = []
    for k in range(100):
        heard.append(far_end.next(100 + k * FRAME_SECONDS))
        rendered.write(sound[k * 240 : (k + 1) * 240], 100 + k * FRAME_SECONDS)
    assert all(np.any(frame) for frame in heard[10:])
    assert np.max(np.abs(np.diff(np.concatenate(heard[10:])))) < 8000 * 2 * np.pi * 440 / CAPTURE_RATE * 1.05


def test_an_output_that_stopped_is_silent() -> None:
    rendered = RenderedSound(24_000)
    assert not np.any(read(FarEnd(rendered), 99.0, 10))
    render(rendered, tone(24_000, 0.5), 100.0)
    far_end = FarEnd(rendered)
    assert not np.any(read(far_end, 99.0, 10))
    sound = read(far_end, 100.2, 80)
    assert np.any(sound[2000:4000])
    assert not np.any(sound[5000:])


def test_only_the_last_seconds_are_kept() -> None:
    rendered = RenderedSound(16_000)
    render(rendered, np.full(160_000, 1000, np.int16), 100.0, block=0.04)
    assert not np.any(rendered.samples(0, 1000))
    assert np.all(rendered.samples(rendered.written - 40_000, 40_000) == 1000)
    assert rendered.index_at(109.0) == 144_000
    # One block longer than all that is kept.
    rendered.write(np.arange(100_000).astype(np.int16), 110.0)
    assert rendered.samples(rendered.written - 2, 2).tolist() == np.array([99_998, 99_999]).astype(np.int16).tolist()


def test_how_soon_a_frame_is_looked_at_does_not_move_the_far_end() -> None:
    """A quick thread finds less of the output than a slow one, unless what there was on delivery counts."""

    def heard(late: list[bool]) -> NDArray[np.float32]:
        rendered = RenderedSound(CAPTURE_RATE)
        sound = tone(CAPTURE_RATE, 0.6)
        rendered.write(sound[:160], 100.0)
        far_end = FarEnd(rendered)
        frames = []
        for k, is_late in enumerate(late, start=1):
            # Delivered before the block that sounds from then on is rendered; looked at before or after that.
            delivered, at = rendered.written, 100.0 + k * FRAME_SECONDS
            if not is_late:
                frames.append(far_end.next(at, delivered))
            rendered.write(sound[k * 160 : (k + 1) * 160], at)
            if is_late:
                frames.append(far_end.next(at, delivered))
        return np.concatenate(frames)

    slow_then_quick = [k < 20 for k in range(50)]
    np.testing.assert_array_equal(heard(slow_then_quick), heard([False] * 50))
