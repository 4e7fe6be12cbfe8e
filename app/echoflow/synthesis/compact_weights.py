"""The weights of Hibari's tagger of parts of speech, in less memory.

It keeps 80,000 dictionaries of four numbers each: 31 MB, for tables that are looked at a few times a sentence. Packed,
16 to 20 MB of them go back to the system.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping


class CompactWeights:
    """A mapping as far as the tagger uses it: `get` returns the weights of a feature by tag, or None."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        """Keeps nothing of `weights` but what is in them. At most 256 tags."""
        self._tags = sorted({tag for each in weights.values() for tag in each})
        numbers = {tag: number for number, tag in enumerate(self._tags)}
        self._packed = {
            # A copy, since the memory around what is kept of `weights` could not be given back.
            feature.encode("utf-8", "surrogatepass"): struct.pack(
                f"={len(each)}d{len(each)}B", *each.values(), *(numbers[tag] for tag in each)
            )
            for feature, each in weights.items()
        }

    def get(self, feature: str) -> dict[str, float] | None:
        """Equal to what was put in, order included."""
        packed = self._packed.get(feature.encode("utf-8", "surrogatepass"))
        if packed is None:
            return None
        count = len(packed) // 9
        values = struct.unpack(f"={count}d{count}B", packed)
        return {self._tags[number]: weight for number, weight in zip(values[count:], values[:count], strict=True)}
