"""`echoflow doctor`: everything that can go wrong here, checked, with what to do."""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
from collections.abc import Iterable

from echoflow import __version__
from echoflow.checks.catalogue import checks
from echoflow.checks.check import Check, carry_out
from echoflow.checks.circumstances import read_circumstances
from echoflow.checks.findings import MARKS, Finding
from echoflow.checks.titles import title_of
from echoflow.commands import runner
from echoflow.commands.console import show, tell
from echoflow.text import tr


def run(arguments: argparse.Namespace) -> int:
    """Runs the command; returns 0 if EchoFlow can talk here, else 1."""
    return runner.run(_doctor(checks(with_sound=arguments.sound), as_json=arguments.json))


async def _doctor(wanted: tuple[Check, ...], *, as_json: bool) -> int:
    circumstances = await asyncio.to_thread(read_circumstances)
    if not as_json:
        tell(tr("EchoFlow {version} on {platform}", version=__version__, platform=platform.platform()))
    findings: list[Finding] = []
    for check in wanted:
        if check.on_request and not as_json:
            tell(tr("Checking: {check}…", check=title_of(check.name)))
        found = await carry_out(check, circumstances)
        if not as_json:
            # A folder that cannot be used fails several checks; one sentence is enough.
            told = {each.sentence for each in findings}
            _print(each for each in found if each.sentence not in told)
        findings += found
    if as_json:
        report = {"version": __version__, "platform": platform.platform(), "checks": list(map(_record, findings))}
        show(json.dumps(report, ensure_ascii=False, indent=2))
    return 1 if any(finding.status == "problem" for finding in findings) else 0


def _print(findings: Iterable[Finding]) -> None:
    for finding in findings:
        show(f"{MARKS[finding.status]} {finding.sentence}")
        if finding.remedy:
            show(f"  → {finding.remedy}")


def _record(finding: Finding) -> dict[str, str]:
    """The keys are a promise to programs."""
    return {
        "check": finding.check,
        "status": finding.status,
        "sentence": finding.sentence,
        "remedy": finding.remedy,
    }
