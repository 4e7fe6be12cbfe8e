"""What can go wrong with a cloud, by name, and the plan of when a stand-in lets it happen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum


class Fault(Enum):
    """One way to fail. The values are the names on the command line."""

    REFUSE_400 = "refuse-400"
    REFUSE_401 = "refuse-401"
    REFUSE_402 = "refuse-402"
    REFUSE_403 = "refuse-403"
    REFUSE_429 = "refuse-429"
    REFUSE_500 = "refuse-500"
    REFUSE_503 = "refuse-503"
    """The upgrade or the request is answered with this status."""
    DROP = "drop"
    """TCP is cut, without a close frame."""
    CLOSE_1008 = "close-1008"
    CLOSE_1009 = "close-1009"
    CLOSE_1011 = "close-1011"
    """The service closes the WebSocket with this code."""
    STALL = "stall"
    """The upgrade or the request is never answered."""
    SILENT = "silent"
    """The connection is open, pings are answered, and nothing else is ever sent."""
    UNKNOWN_MESSAGES = "unknown-messages"
    """Messages of types that do not exist, and fields nobody knows, between those that were asked for."""
    MALFORMED_MESSAGES = "malformed-messages"
    """Messages that are no JSON, no object, or lack half of what they ought to hold, between the good ones."""
    LATE_MESSAGES = "late-messages"
    """Some messages come seconds late, after those that followed them."""
    NO_CLOSE_REPLY = "no-close-reply"
    """The service never answers that the client closes."""

    @property
    def status(self) -> int | None:
        """The HTTP status of a refusal, else None."""
        return int(self.value[-3:]) if self.value.startswith("refuse-") else None

    @property
    def close_code(self) -> int | None:
        """The WebSocket close code of a closing, else None."""
        return int(self.value[-4:]) if self.value.startswith("close-") else None


class When(Enum):
    """When a fault strikes."""

    CONNECT = "connect"
    """As a connection is made, or a request comes in."""
    MIDDLE = "middle"
    """In mid-utterance (Deepgram) or mid-answer (ElevenLabs, OpenAI)."""


REFUSALS = frozenset(fault for fault in Fault if fault.status is not None)

ON_ANY_REQUEST = REFUSALS | {Fault.DROP, Fault.STALL}
"""What can befall a plain HTTP request as well as a WebSocket."""


@dataclass(slots=True)
class _Injection:
    fault: Fault
    when: When
    left: int | None
    struck: set[object] = field(default_factory=set)


class FaultPlan:
    """The faults still to come, in the order they were injected."""

    def __init__(self) -> None:
        self._injections: list[_Injection] = []

    def inject(self, fault: Fault, when: When = When.CONNECT, times: int | None = 1) -> None:
        """Lets `fault` strike the next `times` connections that get as far as `when`; None means all to come.

        What can only befall a connection that is being made, a refusal or a stall, cuts a connection in the MIDDLE and
        then befalls the next `times`.
        """
        self._injections.append(_Injection(fault, when, times))

    def clear(self) -> None:
        """Nothing more goes wrong, but for what has begun."""
        self._injections.clear()

    def strikes(self, connection: object, when: When, among: Collection[Fault] = frozenset(Fault)) -> Fault | None:
        """What befalls `connection`, any hashable, now that it has come to `when`; no connection is struck twice.

        A fault that is returned for the MIDDLE and can only befall a connection that is being made means a cut.
        """
        for injection in self._injections:
            if injection.when is when and injection.fault in among and connection not in injection.struck:
                break
        else:
            return None
        injection.struck.add(connection)
        if when is When.MIDDLE and injection.fault in REFUSALS | {Fault.STALL}:
            injection.when = When.CONNECT
        elif injection.left is not None:
            injection.left -= 1
        if injection.left == 0:
            self._injections.remove(injection)
        return injection.fault
