import pytest
from hypothesis import given
from hypothesis import strategies as st

from echoflow.ui.overlay.motion import FramePace, Glide, VoiceTrail, bar_heights, dot_lifts, shimmer_position


def test_a_glide_arrives_and_then_rests() -> None:
    glide = Glide(0.0, 0.1)
    glide.target = 1.0

    glide.advance(0.1)
    assert glide.value == pytest.approx(0.632, abs=0.001)
    assert not glide.is_settled
    glide.advance(1.0)

    assert glide.is_settled
    assert glide.value == 1.0


@given(st.lists(st.floats(0.001, 0.05), min_size=1, max_size=30))
def test_a_glide_is_at_the_same_place_at_any_frame_rate(frames: list[float]) -> None:
    one, many = Glide(0.0, 0.5), Glide(0.0, 0.5)
    one.target = many.target = 1.0

    one.advance(sum(frames))
    for frame in frames:
        many.advance(frame)

    assert many.value == pytest.approx(one.value, abs=2e-3)


def test_a_level_falls_more_slowly_than_it_rises() -> None:
    level = Glide(0.0, 0.05, falling_seconds=0.2)
    level.target = 1.0
    level.advance(0.05)
    risen = level.value
    level.jump(1.0)
    level.target = 0.0
    level.advance(0.05)

    assert 1.0 - level.value < risen


@given(st.floats(0, 1e5), st.floats(0, 1), st.integers(1, 9))
def test_bars_stay_in_their_box(now: float, level: float, count: int) -> None:
    assert all(0.0 <= height <= 1.0 for height in bar_heights(count, now, level))


@given(st.floats(0, 1e5))
def test_bars_rise_with_the_voice(now: float) -> None:
    assert sum(bar_heights(5, now, 0.9)) > sum(bar_heights(5, now, 0.0)) + 0.5


@given(st.floats(0, 1e5))
def test_dots_and_shimmer_stay_in_bounds(now: float) -> None:
    assert all(0.0 <= lift <= 1.0 for lift in dot_lifts(3, now))
    assert -0.4 <= shimmer_position(now) <= 1.4


def test_frames_are_drawn_half_as_often_while_the_machine_is_busy_and_a_second_longer() -> None:
    pace = FramePace()
    for _ in range(100):
        pace.drawn(0.016)
    assert pace.milliseconds == 16
    pace.drawn(0.030)
    assert pace.milliseconds == 33
    for _ in range(29):
        pace.drawn(0.034)
    assert pace.milliseconds == 33
    pace.drawn(0.034)
    assert pace.milliseconds == 16


def test_a_machine_that_is_busy_all_the_time_stays_at_half() -> None:
    pace = FramePace()
    for step in range(200):
        pace.drawn(0.033 if step % 20 else 0.080)
    assert pace.milliseconds == 33


def test_a_voice_runs_out_from_the_middle() -> None:
    trail = VoiceTrail()
    trail.advance(VoiceTrail.SECONDS / 4, 1.0)
    for _ in range(4):
        trail.advance(VoiceTrail.SECONDS / 16, 0.0)
    loudest = max(range(11), key=lambda step: trail.level(step / 10))

    assert trail.level(0.0) == pytest.approx(0.0, abs=0.01)
    assert 2 <= loudest <= 5
    for _ in range(30):
        trail.advance(0.1, 0.0)
    assert all(trail.level(step / 10) == pytest.approx(0.0) for step in range(11))


@given(st.lists(st.tuples(st.floats(0.001, 0.2), st.floats(0, 1)), max_size=40), st.floats(0, 1))
def test_a_trail_is_never_louder_than_the_voice_was(frames: list[tuple[float, float]], share: float) -> None:
    trail = VoiceTrail()
    for elapsed, level in frames:
        trail.advance(elapsed, level)

    assert -1e-9 <= trail.level(share) <= max([0.0, *(level for _, level in frames)]) + 1e-9
