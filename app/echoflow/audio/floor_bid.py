"""Does somebody who speaks over us want the floor? A judgement of the sound alone, in its first half second.

"Wait, what about..." asks the assistant to stop; "mm-hmm", a laugh or a cough does not. Duration tells them apart only
after half a second, when most backchannels are over, and words come later still. This model listens to how the sound
begins. Two small causal convolutional networks over log-mel frames, 82,000 weights each, made by
`scripts/train_floor_bid.py` and run in numpy.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.paths import resources_folder

Features: TypeAlias = NDArray[np.float32]

LEAD_SECONDS = 0.1
"""How much of what came before the onset the model hears: onsets are found to within some tens of milliseconds."""

SHORTEST_SECONDS = 0.25
"""Of sound, lead included: with less nothing can be told."""

LIKELY_BID = 0.94
"""A likelihood at or above it is worth a pause, which can be taken back.

Measured by `benchmarks/floor_bid.py`, asking as the audio front does, on voices that took no part in the training
(Hibari, LibriVox, others of espeak-ng and Kokoro, in English and Mandarin). Of 238 bids 43 % have passed it 250 ms
after their true onset, 51 % after 280, 58 % after 320, 62 % after 350 and 70 % after 450 ms; of the 60 by Hibari 65,
77, 83, 85 and 92 %. Of 131 backchannels shorter than 0.48 s, which their duration would spare, 5 % ever pass; of all
214, 11 %. At 0.8 it is 58 to 78 % of the bids, and 11 and 17 % of the backchannels; at 0.97, 39 to 63 %, and 5 and 9
%. The threshold was chosen by these figures. Mandarin is told less well than English.
"""

LONGEST_SECONDS = 0.6
"""Of sound, lead included: what comes later is not listened to, since duration tells it by then."""

BANDS = 32
_HOP = CAPTURE_RATE // 100
_WINDOW = CAPTURE_RATE // 40
_FFT = 512
_LOWEST_HZ, _HIGHEST_HZ = 100.0, 7000.0
_RANGE_DB = 60.0
"""Below the loudest band so far: what is quieter tells of the room, not of the voice."""


def _hann() -> Features:
    return np.hanning(_WINDOW + 1)[:-1].astype(np.float32)


def _mel_filters() -> Features:
    """Triangles of equal width in mel, shape (257, 32)."""
    lowest, highest = (2595 * np.log10(1 + hertz / 700) for hertz in (_LOWEST_HZ, _HIGHEST_HZ))
    edges = 700 * (10 ** (np.linspace(lowest, highest, BANDS + 2) / 2595) - 1)
    bins = np.arange(_FFT // 2 + 1) * CAPTURE_RATE / _FFT
    rising = (bins[:, None] - edges[None, :-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[None, 2:] - bins[:, None]) / (edges[2:] - edges[1:-1])
    filters = np.maximum(0, np.minimum(rising, falling))
    return np.asarray(filters / filters.sum(axis=0), np.float32)


_HANN = _hann()
_MELS = _mel_filters()


def features(sound: NDArray[np.int16] | NDArray[np.float32]) -> Features:
    """Log-mel frames of 16 kHz mono `sound`, shape (n, 32), 10 ms apart, in units of 20 dB.

    Each frame is relative to the loudest band until then, so that they do not depend on the level, and none depends on
    what comes later.
    """
    count = 1 + (len(sound) - _WINDOW) // _HOP
    windows = np.lib.stride_tricks.sliding_window_view(sound.astype(np.float32), _WINDOW)[::_HOP][:count]
    spectrum = np.fft.rfft(windows * _HANN, _FFT)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32) @ _MELS
    decibels = 10 * np.log10(power + np.float32(1e-3 * _WINDOW))
    loudest = np.maximum.accumulate(decibels.max(axis=1))[:, None]
    return np.asarray(np.maximum(decibels - loudest, -_RANGE_DB) / 20 + 1, np.float32)


class FloorBidModel:
    """Says how likely a sound is a bid for the floor. Used from one thread; 0.6 ms a call, features included."""

    def __init__(self) -> None:
        with np.load(resources_folder() / "models" / "floor_bid.npz") as file:
            stacked = {name: file[name].astype(np.float32) for name in file.files}
        count = len(stacked["output_bias"])
        self._networks = [_Network({name: arrays[index] for name, arrays in stacked.items()}) for index in range(count)]

    def likelihood(self, sound: Samples) -> float | None:
        """How likely `sound` is a bid for the floor, 0 to 1; None if there is too little of it.

        `sound` is 16 kHz and goes from `LEAD_SECONDS` before its onset until now. What lies beyond `LONGEST_SECONDS` is
        not listened to.
        """
        if len(sound) < SHORTEST_SECONDS * CAPTURE_RATE:
            return None
        frames = features(sound[: round(LONGEST_SECONDS * CAPTURE_RATE)])
        logit = sum(network.logit(frames) for network in self._networks) / len(self._networks)
        return float(1 / (1 + np.exp(-logit)))


class _Network:
    """One of those that judge together: from different beginnings they learn to be wrong about different voices."""

    def __init__(self, weights: dict[str, Features]) -> None:
        self._weights = weights
        self._blocks = sum(name.startswith("block") for name in weights) // 2

    def logit(self, frames: Features) -> float:
        """What the network says after the last of `frames` (see `features`)."""
        # Every second frame, counted from the first: half the work, and nothing is lost that the first layer sees.
        heard = np.maximum(self._convolved(frames, "input", dilation=1)[::2], 0)
        for index in range(self._blocks):
            heard = heard + np.maximum(self._convolved(heard, f"block{index}", dilation=2**index), 0)
        pooled = np.concatenate([heard[-1], heard.mean(axis=0), heard.max(axis=0)])
        hidden = np.maximum(pooled @ self._weights["hidden_weight"] + self._weights["hidden_bias"], 0)
        return float((hidden @ self._weights["output_weight"] + self._weights["output_bias"])[0])

    def _convolved(self, frames: Features, name: str, dilation: int) -> Features:
        """Causal: each frame with those before it, `dilation` apart."""
        weight = self._weights[f"{name}_weight"]
        kernel = len(weight) // frames.shape[1]
        padded = np.pad(frames, (((kernel - 1) * dilation, 0), (0, 0)))
        taps = [padded[tap * dilation : tap * dilation + len(frames)] for tap in range(kernel)]
        return np.asarray(np.concatenate(taps, axis=1) @ weight + self._weights[f"{name}_bias"], np.float32)
