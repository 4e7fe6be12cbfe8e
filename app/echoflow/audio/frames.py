"""The units of sound that travel through EchoFlow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Samples: TypeAlias = NDArray[np.int16]
"""Mono PCM, shape (n,), 16 bits."""

CAPTURE_RATE = 16_000
"""Hz. What every recognizer and voice activity detector here wants."""

FRAME_SAMPLES = 160
"""Samples in one captured frame: 10 ms at `CAPTURE_RATE`, the unit of WebRTC echo cancellation."""

FRAME_SECONDS = FRAME_SAMPLES / CAPTURE_RATE

PLAYBACK_RATE = 24_000
"""Hz. The rate of the synthesizers; an endpoint may ask for another."""


@dataclass(frozen=True, slots=True)
class Frame:
    """10 ms of the microphone.

    Attributes:
        samples: shape (160,), 16 kHz.
        captured_at: `time.monotonic()` seconds at which the last sample was captured.

    """

    samples: Samples
    captured_at: float
