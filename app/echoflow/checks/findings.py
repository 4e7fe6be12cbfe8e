"""What a check has found, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "warning", "problem"]

MARKS: dict[Status, str] = {"ok": "✓", "warning": "!", "problem": "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    Attributes:
        check: a fixed name, for programs.
        status: ok; warning: EchoFlow works without it; problem: it cannot talk like this.
        sentence: what was found.
        remedy: what to do about it; empty when all is well.
        place: the window in which to do it: `keys`, `models`, `latency`, `crash`, or `settings/` and a page; empty for
            none.
    """

    check: str
    status: Status
    sentence: str
    remedy: str = ""
    place: str = ""


def without_repetitions(findings: Sequence[Finding]) -> list[Finding]:
    """Each sentence once, at its first place: a folder that cannot be used fails several checks."""
    first = {finding.sentence: finding for finding in reversed(findings)}
    return [finding for finding in findings if first[finding.sentence] is finding]


def shortened(findings: Sequence[Finding], shorten: Callable[[str], str]) -> list[Finding]:
    """The same with what is said for people passed through `shorten`."""
    return [
        Finding(each.check, each.status, shorten(each.sentence), shorten(each.remedy), each.place) for each in findings
    ]
