"""Speaking to whoever started the command."""

from __future__ import annotations

import sys


def tell(sentence: str) -> None:
    """Progress and messages go to stderr, results to stdout."""
    print(sentence, file=sys.stderr, flush=True)
