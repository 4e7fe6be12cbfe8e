"""What tells whether somebody who fell silent has finished is to the rest of EchoFlow."""

from __future__ import annotations

from typing import Protocol

from echoflow.audio.frames import Samples

LISTENS_BACK = 8.0
"""Seconds before the end of speech that a detector may want to hear; more does no harm."""


class EndOfTurnDetector(Protocol):
    """Hears from how the last words were said whether more is to come. Called on the main loop, works elsewhere."""

    name: str
    """`local`, ..."""

    async def load(self) -> None:
        """Makes ready. Raises EngineError; one can go on without a detector."""

    async def judge(self, audio: Samples) -> float:
        """How likely the turn is complete, 0 to 1. Cancelling abandons it.

        Args:
            audio: the user's turn so far with the pauses in it, or its last `LISTENS_BACK` seconds: 16 kHz mono, any
                length, up to the end of speech that voice activity reported. Without the silence in which that end
                came to be known: the longer a silence, the more anything sounds complete.

        Raises:
            EngineError: the detector failed.

        """

    async def close(self) -> None:
        """Frees threads and memory."""
