"""Checks carried out one by one, as the command and the window do."""

from __future__ import annotations

import asyncio

from echoflow.checks.catalogue import CHECKS
from echoflow.checks.check import Circumstances, carry_out
from echoflow.checks.findings import Finding


def findings(name: str, circumstances: Circumstances | None = None) -> list[Finding]:
    """What the check called `name` finds now."""
    [check] = [check for check in CHECKS if check.name == name]
    return asyncio.run(carry_out(check, circumstances or Circumstances()))


def finding(name: str, circumstances: Circumstances | None = None) -> Finding:
    """The same, of a check that makes one."""
    [found] = findings(name, circumstances)
    return found
