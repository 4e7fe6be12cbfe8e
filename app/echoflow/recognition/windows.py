"""Cutting speech that is longer than Whisper's 30 seconds, where it hurts least."""

from __future__ import annotations

import numpy as np

from echoflow.audio.frames import CAPTURE_RATE, Samples

WINDOW_SECONDS = 27.0
"""The longest stretch decoded at once; Whisper takes 30 s and wants about 3 s of silence behind the last word."""

_EARLIEST_SECONDS = 17.0
"""No window but the last is shorter, so that words keep their context."""

_QUIET = CAPTURE_RATE // 5
"""Samples (200 ms) over which loudness is compared: longer than the gap inside a word, shorter than a breath."""


def cut_point(samples: Samples) -> int | None:
    """Where to cut: the middle of the quietest 200 ms of the window's last 10 s; None if all of it fits one window.

    Only the first window's samples decide, so the cut stays where it is while the speech grows.
    """
    window = round(WINDOW_SECONDS * CAPTURE_RATE)
    if len(samples) <= window:
        return None
    earliest = round(_EARLIEST_SECONDS * CAPTURE_RATE)
    energy = np.square(samples[earliest:window].astype(np.float64))
    sums = np.concatenate(([0.0], np.cumsum(energy)))
    quietest = int(np.argmin(sums[_QUIET:] - sums[:-_QUIET]))
    return earliest + quietest + _QUIET // 2
