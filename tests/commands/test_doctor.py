"""`echoflow doctor` finds what is wrong and says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from echoflow.commands import doctor


def finding(name: str) -> doctor.Finding:
    [check] = [check for check in doctor.CHECKS if check.__name__ == name]
    [found] = doctor._guarded(check)
    return found


def test_settings_that_cannot_be_read_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECHOFLOW_HOME", str(tmp_path))
    assert finding("_settings").status == "ok"
    (tmp_path / "config" / "settings.toml").write_text("voice = [broken")

    found = finding("_settings")

    assert found.status == "warning"
    assert "settings.toml" in found.sentence
    assert "settings.toml" in found.remedy


@pytest.mark.parametrize("name", ["_folders", "_disk", "_models", "_settings"])
def test_a_home_that_is_a_file_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / "home").touch()
    monkeypatch.setenv("ECHOFLOW_HOME", str(tmp_path / "home"))

    found = finding(name)

    assert found.status == "problem"
    assert "ECHOFLOW_HOME" in found.sentence


def test_the_same_sentence_is_said_once() -> None:
    one, again, other = (doctor.Finding(name, "problem", sentence) for name, sentence in ("ax", "bx", "cy"))
    assert doctor._without_repetitions([one, again, other]) == [one, other]
