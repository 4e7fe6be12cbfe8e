"""What was found, as a text to pass on to somebody who helps: it holds no key, nothing that was said, no user name."""

from __future__ import annotations

import getpass
import os
import re
from collections.abc import Collection, Sequence
from pathlib import Path

from echoflow.checks.findings import MARKS, Finding, shortened, without_repetitions

_LEAST_SECRET = 8
"""Characters; what is shorter is no key, and would take words out of sentences."""

_KEY_LIKE = re.compile(r"\b(?:sk|xi|dg|hf|gsk)[-_][A-Za-z0-9_-]{12,}|\b[0-9a-fA-F]{32,}\b")
"""What the keys of services look like, should one ever stand in what a service or a driver answered."""

_HIDDEN = "•••"


def report(heading: str, findings: Sequence[Finding], secrets: Collection[str] = ()) -> str:
    """`heading` and a line for each finding, its remedy below it; `secrets` are taken out wherever they stand."""
    lines = [heading]
    for each in without_repetitions(findings):
        lines.append(f"{MARKS[each.status]} {each.check}: {each.sentence}")
        if each.remedy:
            lines.append(f"  → {each.remedy}")
    return private("\n".join(lines), secrets) + "\n"


def private(text: str, secrets: Collection[str] = ()) -> str:
    """`text` without `secrets` and what looks like one, the home folder as `~`, and without the name of the user."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _LEAST_SECRET:
            text = text.replace(secret, _HIDDEN)
    text = _KEY_LIKE.sub(_HIDDEN, text)
    home = str(Path.home())
    if home != os.sep:
        text = re.sub(rf"{re.escape(home)}(?=[\\/]|\b|$)", "~", text)
    if name := _user_name():
        text = re.sub(rf"(?<![\w]){re.escape(name)}(?![\w])", "USER", text)
    return text


def without_home(findings: Sequence[Finding]) -> list[Finding]:
    """As they are shown: paths in the home folder are short, and the picture of a window tells no name."""
    return shortened(findings, private)


def _user_name() -> str:
    """Empty where there is none, or where it is a word that sentences may hold."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
    return "" if name in {"root", "user", "admin"} or len(name) < 2 else name
