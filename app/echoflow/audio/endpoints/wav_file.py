"""A recording as the microphone and another as the loudspeaker, in real time and on one time line."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np

from echoflow.audio.endpoints.pacing import start_beat
from echoflow.audio.frames import FRAME_SAMPLES, FRAME_SECONDS, PLAYBACK_RATE, Frame, Samples
from echoflow.audio.playback import Playback
from echoflow.audio.sound_file import OutputRecording


class WavFileEndpoint:
    """Plays a recording into the conversation and records what it says.

    Sample for sample the output is aligned with the input: what is heard `t` seconds into the recording is `t` seconds
    into the output. When the recording is over the microphone is silent, and both run on until `close`.

    Args:
        samples: the microphone, 16 kHz mono.
        output: receives the loudspeaker at `output_rate`; whoever made it commits or discards it after `close`.
        output_rate: Hz, a multiple of 100.

    """

    def __init__(self, samples: Samples, output: OutputRecording, output_rate: int = PLAYBACK_RATE) -> None:
        padding = -len(samples) % FRAME_SAMPLES
        self._frames = np.concatenate([samples, np.zeros(padding, np.int16)]).reshape(-1, FRAME_SAMPLES)
        self._silence: Samples = np.zeros(FRAME_SAMPLES, np.int16)
        self._output = output
        self._output_rate = output_rate
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def output_rate(self) -> int:
        """Hz of the recorded output."""
        return self._output_rate

    def start(self, deliver: Callable[[Frame], None], playback: Playback, on_input_ended: Callable[[], None]) -> float:
        """Begins; time 0 is the first sample of both recordings."""
        origin = time.monotonic()
        block: Samples = np.zeros(round(self._output_rate * FRAME_SECONDS), np.int16)

        def tick(n: int, now: float) -> None:
            if n > 0:
                deliver(Frame(self._frame(n - 1), captured_at=now))
            if n == len(self._frames):
                on_input_ended()
            playback.read(block, sounds_at=now)
            self._output.write(block)

        self._thread = start_beat("wav-file-endpoint", FRAME_SECONDS, origin, tick, self._stop, on_input_ended)
        return origin

    def close(self) -> None:
        """Ends both directions; safe to call twice."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _frame(self, n: int) -> Samples:
        return self._frames[n] if n < len(self._frames) else self._silence
