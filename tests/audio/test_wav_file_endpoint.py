"""A recording is heard in real time, and the answer lies where it would have been heard."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from echoflow.audio.endpoints.endpoint import Endpoint
from echoflow.audio.endpoints.pacing import beat
from echoflow.audio.endpoints.wav_file import WavFileEndpoint
from echoflow.audio.frames import Frame
from echoflow.audio.playback import Playback
from echoflow.audio.sound_file import OutputRecording

PATIENCE = 5.0


class VirtualTime:
    """A clock that only waiting moves; each wait oversleeps by what it is told."""

    def __init__(self, oversleeps: list[float], beats: int) -> None:
        self.now = 7.0
        self.oversleeps = oversleeps
        self.left = beats

    def clock(self) -> float:
        return self.now

    def wait(self, timeout: float) -> bool:
        self.now += timeout + (self.oversleeps.pop(0) if self.oversleeps else 0.0)
        self.left -= 1
        return self.left < 0


def test_a_late_beat_is_followed_by_those_it_delayed_and_nothing_drifts() -> None:
    virtual = VirtualTime([0.0, 0.0, 0.035], beats=9)
    beats: list[tuple[int, float, float]] = []
    beat(0.01, 7.0, lambda n, at: beats.append((n, at, virtual.now)), virtual, virtual.clock)
    assert [n for n, _, _ in beats] == list(range(9))
    assert [at for _, at, _ in beats] == pytest.approx([7.0 + n * 0.01 for n in range(9)])
    assert [now for _, _, now in beats] == pytest.approx([7.0, 7.01, 7.055, 7.055, 7.055, 7.055, 7.06, 7.07, 7.08])


@pytest.mark.parametrize("rate", [24_000, 48_000])
def test_the_answer_is_aligned_with_the_recording_and_runs_on_after_it(tmp_path: Path, rate: int) -> None:
    question = np.arange(1, 16_000 // 4 + 50).astype(np.int16)
    answer = np.arange(1, rate // 10 + 1).astype(np.int16)
    frames: list[Frame] = []
    ends: list[float] = []
    ended, said = threading.Event(), threading.Event()
    with OutputRecording(tmp_path / "out.wav", rate) as output:
        endpoint: Endpoint = WavFileEndpoint(question, output, rate)
        playback = Playback(endpoint.output_rate)

        def hear(frame: Frame) -> None:
            frames.append(frame)
            if len(frames) == 10:
                stream = playback.open()
                stream.write(answer)
                stream.end()
            if ended.is_set() and len(frames) > 40:
                said.set()

        def end() -> None:
            ends.append(time.monotonic())
            ended.set()

        origin = endpoint.start(hear, playback, end)
        assert said.wait(PATIENCE)
        endpoint.close()
        endpoint.close()
        output.commit()
    heard = np.concatenate([frame.samples for frame in frames])
    np.testing.assert_array_equal(heard[: len(question)], question)
    assert not heard[len(question) :].any()
    assert [frame.captured_at - origin for frame in frames] == pytest.approx(
        [(k + 1) * 0.01 for k in range(len(frames))]
    )
    assert len(ends) == 1
    assert ends[0] - origin >= 0.26
    recording, recorded_rate = soundfile.read(tmp_path / "out.wav", dtype="int16")
    assert recorded_rate == rate
    # The tenth frame was complete 100 ms into the recording; what answers it lies there.
    start = rate // 10
    np.testing.assert_array_equal(recording[start : start + len(answer)], answer)
    assert not recording[:start].any()
    # Output is there for all the time that the microphone was.
    assert len(recording) == pytest.approx(len(frames) * rate / 100, abs=rate / 100)


def test_close_before_the_start_and_before_the_end_is_clean(tmp_path: Path) -> None:
    with OutputRecording(tmp_path / "out.wav", 24_000) as output:
        endpoint = WavFileEndpoint(np.zeros(160_000, np.int16), output)
        endpoint.close()
        other = WavFileEndpoint(np.zeros(160_000, np.int16), output)
        ended: list[None] = []
        other.start(lambda frame: None, Playback(24_000), lambda: ended.append(None))
        other.close()
    assert ended == []
    assert list(tmp_path.iterdir()) == []
