"""Second starts, and starts after the app was killed or crashed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.program import child_with
from support.running_app import HOTKEY, RunningApp, spoken
from support.virtual_screen import VirtualScreen
from support.waiting import wait_until
from support.whole_desktop import Desktop, whole_desktop

CRASHED = "The last run ended badly"
KEY = "sk_0123456789abcdefplanted"
QUESTION = "What is the capital of France?"


@pytest.fixture(scope="module")
def desktop(virtual_screen: VirtualScreen) -> Iterator[Desktop]:
    with whole_desktop(virtual_screen) as desktop:
        yield desktop


def end_by(app: RunningApp, number: signal.Signals) -> None:
    """As it ends by no will of its own; its language model ends with it."""
    model = child_with("echoflow.language.llama_worker", app.process.pid)
    assert model is not None
    app.process.send_signal(number)
    assert app.ended() == -number
    wait_until(lambda: not Path(f"/proc/{model}").exists(), "the model's process ending")


def test_a_second_start_a_killed_run_and_one_that_crashed(
    desktop: Desktop, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    question = spoken(QUESTION, tmp_path_factory.mktemp("speech"))
    with desktop.app(tmp_path, PYTHONWARNINGS="error", ELEVENLABS_API_KEY=KEY) as app:
        app.wait_for("assistant: ready")
        second = app.echoflow()
        assert (second.returncode, second.stdout) == (1, "")
        assert second.stderr == "echoflow: EchoFlow is already running; it was asked to show itself.\n"
        app.wait_for(f"message: EchoFlow is here. Hold {'+'.join(HOTKEY.title().split('+'))} and talk.")
        end_by(app, signal.SIGKILL)

    with desktop.app(tmp_path, PYTHONWARNINGS="error", ELEVENLABS_API_KEY=KEY) as app:
        app.wait_for("assistant: ready")
        assert desktop.reader.look(CRASHED) is None, "who killed it knows"
        before = len(app.lines)
        assert app.echoflow("toggle").returncode == 0, "the stale socket was taken over"
        app.wait_for("state: listening", before)
        desktop.card.play_into_microphone(question)
        app.wait_for("state: speaking", before)
        end_by(app, signal.SIGSEGV)

    with desktop.app(tmp_path, PYTHONWARNINGS="error", ELEVENLABS_API_KEY=KEY) as app:
        desktop.reader.find(CRASHED)
        report = (tmp_path / "log" / "last-crash.txt").read_text()
        app.wait_for("assistant: ready")
        before = len(app.lines)
        end_by(app, signal.SIGABRT)
        aborted = next((tmp_path / "log").glob("faults-*.txt")).read_text()

    assert "was ended by a fault" in report
    assert "Fatal Python error: Segmentation fault" in report
    assert "Current thread" in report
    assert "Fatal Python error: Aborted" in aborted
    logs = "".join(each.read_text(errors="replace") for each in (tmp_path / "log").iterdir())
    assert "planted" not in logs
    assert "capital" not in logs
    assert not os.path.lexists(tmp_path / "log" / "crash.txt")
