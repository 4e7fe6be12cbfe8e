"""The silence around and within synthesized speech.

Hibari surrounds every sentence with 0.3 s of silence before and 0.45 s after, and pauses up to 0.37 s at a comma. Its
silence is silent (below -80 dB of full scale), so it can be cut without a seam; short fades see to the rest.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Speech = NDArray[np.float32]
"""Mono sound, shape (n,), full scale is 1."""

_AUDIBLE = 0.01
"""Of the loudest 10 ms: -40 dB, below the breath of an "h" and far above hibari's silence."""

_BLOCK_SECONDS = 0.01
_FADE_SECONDS = 0.003


@dataclass(frozen=True, slots=True)
class Trimmed:
    """Speech with the silence as wanted.

    Attributes:
        speech: shape (n,).
        voice_from: the first audible sample.
        voice_to: behind the last audible one; equal to `voice_from` if nothing is audible.

    """

    speech: Speech
    voice_from: int
    voice_to: int


def trim(speech: Speech, rate: int, *, before: float, after: float, longest_pause: float) -> Trimmed:
    """`speech` with exactly `before` and `after` seconds of silence around it and shorter pauses within.

    Args:
        speech: shape (n,), at `rate` Hz.
        rate: Hz.
        before: seconds of silence before the voice.
        after: seconds of silence after it.
        longest_pause: seconds; of longer silences within, the middle is cut out.

    """
    block = round(_BLOCK_SECONDS * rate)
    audible = np.flatnonzero(_audible_blocks(speech, block))
    if not len(audible):
        return Trimmed(np.zeros(0, np.float32), 0, 0)
    # A block of margin on both sides, for what begins or dies away below the threshold.
    start = max(0, (int(audible[0]) - 1) * block)
    end = min(len(speech), (int(audible[-1]) + 2) * block)
    kept = []
    for previous, following in itertools.pairwise(audible):
        pause = (following - previous - 1) * _BLOCK_SECONDS
        if pause > longest_pause:
            half = round(longest_pause * rate / 2)
            kept.append(speech[start : (int(previous) + 1) * block + half])
            start = int(following) * block - half
    kept.append(speech[start:end])
    voice = np.concatenate([_faded(piece, round(_FADE_SECONDS * rate)) for piece in kept])
    lead, tail = np.zeros(round(before * rate), np.float32), np.zeros(round(after * rate), np.float32)
    return Trimmed(np.concatenate([lead, voice, tail]), len(lead), len(lead) + len(voice))


def _audible_blocks(speech: Speech, block: int) -> NDArray[np.bool_]:
    blocks = np.pad(speech, (0, -len(speech) % block)).reshape(-1, block)
    loudness = np.sqrt(np.mean(np.square(blocks), axis=1))
    return np.asarray(loudness > _AUDIBLE * max(float(loudness.max(initial=0.0)), 1e-3))


def _faded(piece: Speech, length: int) -> Speech:
    ramp = np.linspace(0.0, 1.0, min(length, len(piece) // 2), endpoint=False, dtype=np.float32)
    faded = piece.copy()
    faded[: len(ramp)] *= ramp
    faded[len(faded) - len(ramp) :] *= ramp[::-1]
    return faded
