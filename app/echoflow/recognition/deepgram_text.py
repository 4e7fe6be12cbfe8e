"""Joining what was transcribed piece by piece, in languages with and without spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable

_UNSPACED = (
    "\u3000-\u303f"  # Chinese and Japanese punctuation
    "\u3040-\u30ff"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Chinese characters
    "\uff01-\uff60"  # full-width punctuation
    "\u0e00-\u0e7f"  # Thai
    "\U00020000-\U0002fa1f"
)
_WIDE = "\u3000-\u303f\uff01-\uff60"
"""Punctuation with its own space about it."""
_GAP = re.compile(rf"(?<=[{_UNSPACED}])\s+(?=[{_UNSPACED}])|(?<=[{_WIDE}])\s+|\s+(?=[{_WIDE}])")


def join_texts(pieces: Iterable[str]) -> str:
    """One text; spaces between words stay or are set, those between characters that are written without go.

    What decides is the two characters at a seam, not the language: an English name in a Chinese sentence keeps its
    spaces.
    """
    joined = " ".join(piece.strip() for piece in pieces if piece.strip())
    return _GAP.sub("", joined)
