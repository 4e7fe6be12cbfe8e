"""What is said for a stretch of text, and which part of it stands for which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

Pieces: TypeAlias = Sequence[tuple[str, int]]
"""(what is said, how many characters of the text it stands for), in order; the lengths add up to the whole."""

Said: TypeAlias = str | Pieces | None
"""Words for the whole stretch, or for its parts, or nothing else than what is written."""


def in_order(match: re.Match[str], said: Iterable[tuple[str, int]]) -> Pieces:
    """Pieces from words and the position in the matched string at which each of them ends."""
    pieces = []
    begin = match.start()
    for words, end in said:
        pieces.append((words, end - begin))
        begin = end
    return pieces
