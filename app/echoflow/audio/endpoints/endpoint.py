"""Where sound comes from and goes to, whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from echoflow.audio.frames import Frame
from echoflow.audio.playback import Playback


class Endpoint(Protocol):
    """A microphone and a loudspeaker on one clock.

    An endpoint owns the real-time side: a thread or a sound card callback hands each captured frame to `deliver` and
    fills each output block with `Playback.read`. Both must return at once.
    """

    @property
    def output_rate(self) -> int:
        """Hz of the blocks it will ask `Playback.read` for; known before `start`."""

    def start(self, deliver: Callable[[Frame], None], playback: Playback, on_input_ended: Callable[[], None]) -> float:
        """Begins; returns the `time.monotonic()` second that is time 0 of the conversation.

        `on_input_ended` is called, from any thread, when no microphone audio will ever come again (a recording is over,
        the peer has gone, the device is lost, the endpoint itself has failed). Output goes on until `close`.

        Raises:
            UserError: the device, file or peer cannot be used; one sentence says why.

        """

    def close(self) -> None:
        """Ends both directions and waits for the real-time side to be gone; safe to call twice."""
