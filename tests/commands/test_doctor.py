"""`echoflow doctor` says what the checks found, to people and to programs."""

from __future__ import annotations

import json

import pytest

from echoflow.checks.check import Check, Circumstances
from echoflow.checks.circumstances import read_circumstances
from echoflow.checks.findings import Finding
from echoflow.commands import doctor, runner


def said(*findings: Finding, as_json: bool = False) -> int:
    """Runs the command with checks that find this."""

    def look(found: Finding) -> Check:
        return Check(found.check, lambda _circumstances: found)

    return runner.run(doctor._doctor(tuple(map(look, findings)), as_json=as_json))


@pytest.mark.usefixtures("qapp")
def test_each_sentence_is_said_once_with_its_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    status = said(
        Finding("a", "ok", "Fine."), Finding("b", "warning", "Torn.", "Mend it."), Finding("c", "ok", "Fine.")
    )
    assert capsys.readouterr().out.splitlines() == ["✓ Fine.", "! Torn.", "  → Mend it."]
    assert status == 0


@pytest.mark.usefixtures("qapp")
def test_programs_read_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    status = said(Finding("a", "problem", "Torn.", "Mend it.", "keys"), as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["checks"] == [{"check": "a", "status": "problem", "sentence": "Torn.", "remedy": "Mend it."}]
    assert {"version", "platform"} <= told.keys()
    assert status == 1


def test_settings_that_have_no_folder_are_no_end(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("ECHOFLOW_HOME", "/dev/null/home")
    assert read_circumstances() == Circumstances()
