"""The report can be passed on: no key, no home folder, no user name is in it."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from echoflow.checks.findings import Finding
from echoflow.checks.report import private, report

KEY = "4f0a9cc0deadbeef-planted-key"


@pytest.fixture(autouse=True)
def _alice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/alice"))
    monkeypatch.setattr(getpass, "getuser", lambda: "alice")


def test_what_was_found_is_told_with_its_remedy() -> None:
    found = [Finding("disk", "warning", "Little is free.", "Delete something."), Finding("voice", "ok", "It speaks.")]
    assert (
        report("EchoFlow 1", found)
        == "EchoFlow 1\n! disk: Little is free.\n  → Delete something.\n✓ voice: It speaks.\n"
    )


def test_keys_and_paths_are_hidden() -> None:
    found = [
        Finding("deepgram", "warning", f"The service said: {KEY} is no good."),
        Finding("models", "ok", "Models in /home/alice/models, /home/alicex/models", "see alice's folder"),
        Finding("openai", "ok", "sk-proj-abcdefghijklmnop1234 and 0123456789abcdef0123456789abcdef01"),
    ]
    text = report("EchoFlow", found, secrets=[KEY, ""])
    assert KEY not in text
    assert "abcdefghijklmnop" not in text
    assert "0123456789abcdef" not in text
    assert "~/models" in text
    assert "/home/alice/" not in text
    assert "alice's" not in text


def test_short_secrets_and_common_names_do_not_tear_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "user")
    assert private("the user reads", ["the"]) == "the user reads"
