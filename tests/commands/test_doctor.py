"""`echoflow doctor` finds what is wrong and says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from echoflow.commands import doctor
from echoflow.store.latencies import LatencyStore, TurnLatency, latencies_file


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


def keep_answers(*seconds: float) -> None:
    """So long did the last answers take, most of it for the language model."""
    store = LatencyStore(latencies_file())
    for each in seconds:
        milestones = {"transcribed": 0.1, "turn_taken": 0.1, "first_phrase": each - 0.1, "first_audio": each - 0.05}
        store.add_turn(TurnLatency(0.0, milestones | {"playback_started": each}, {"llm": "local"}))
    store.close()


def test_the_slowest_stage_is_named_and_slow_answers_are_a_warning() -> None:
    assert (finding("_latency").status, finding("_latency").sentence) == ("ok", "No answer has been measured yet.")

    keep_answers(0.4, 0.5, 0.6)
    found = finding("_latency")
    assert found.status == "ok"
    assert found.sentence == "Answers: p50 500 ms, p95 590 ms over 3 turns; slowest: the language model (300 ms)."

    keep_answers(2.0, 2.0, 2.0, 2.0)
    found = finding("_latency")
    assert found.status == "warning"
    assert "smaller language model" in found.remedy


def test_response_times_that_cannot_be_read_are_told() -> None:
    latencies_file().write_bytes(b"no database" * 100)
    found = finding("_latency")
    assert found.status == "warning"
    assert str(latencies_file()) in found.sentence
