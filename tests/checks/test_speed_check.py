"""How fast EchoFlow answered lately is told with what to do about it."""

from __future__ import annotations

from echoflow.store.latencies import LatencyStore, TurnLatency, latencies_file
from support.checking import finding


def keep_answers(*seconds: float) -> None:
    """So long did the last answers take, most of it for the language model."""
    store = LatencyStore(latencies_file())
    for each in seconds:
        milestones = {"transcribed": 0.1, "turn_taken": 0.1, "first_phrase": each - 0.1, "first_audio": each - 0.05}
        store.add_turn(TurnLatency(0.0, milestones | {"playback_started": each}, {"llm": "local"}))
    store.close()


def test_the_slowest_stage_is_named_and_slow_answers_are_a_warning() -> None:
    assert (finding("latency").status, finding("latency").sentence) == ("ok", "No answer has been measured yet.")

    keep_answers(0.4, 0.5, 0.6)
    found = finding("latency")
    assert found.status == "ok"
    assert found.sentence == "Answers: p50 500 ms, p95 590 ms over 3 turns; slowest: the language model (300 ms)."

    keep_answers(2.0, 2.0, 2.0, 2.0)
    found = finding("latency")
    assert found.status == "warning"
    assert "smaller language model" in found.remedy
    assert found.place == "latency"


def test_response_times_that_cannot_be_read_are_told() -> None:
    latencies_file().write_bytes(b"no database" * 100)
    found = finding("latency")
    assert found.status == "warning"
    assert str(latencies_file()) in found.sentence
