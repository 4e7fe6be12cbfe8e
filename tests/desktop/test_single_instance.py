import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDir
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from echoflow.desktop.single_instance import SingleInstance, send_command, server_name

SEND = "import sys; from echoflow.desktop.single_instance import send_command; print(send_command(sys.argv[1]))"
CLAIM = """
import sys
from PySide6.QtCore import QCoreApplication
from echoflow.desktop.single_instance import SingleInstance
app = QCoreApplication([])
instance = SingleInstance()
print(instance.claim(), flush=True)
app.exec()
"""


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECHOFLOW_HOME", str(tmp_path))


@pytest.fixture
def instance(qapp: object) -> Iterator[SingleInstance]:
    running = SingleInstance()
    assert running.claim()
    yield running
    running.close()


def _send_from_another_process(command: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", SEND, command], stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("command", ["show", "quit"])
def test_a_second_start_reaches_the_first(qtbot: QtBot, instance: SingleInstance, command: str) -> None:
    with qtbot.waitSignal(instance.command_received, timeout=10_000) as received:
        sender = _send_from_another_process(command)

    assert received.args == [command]
    assert sender.communicate(timeout=10)[0] == "True\n"


def test_only_one_can_claim(instance: SingleInstance) -> None:
    second = SingleInstance()

    assert not second.claim()
    instance.close()
    assert second.claim()
    second.close()


def test_another_home_is_another_app(instance: SingleInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECHOFLOW_HOME", str(tmp_path / "other"))
    other = SingleInstance()

    assert other.claim()
    other.close()


def test_without_a_running_app_nothing_is_sent() -> None:
    assert not send_command("show", timeout=0.5)


@pytest.mark.skipif(sys.platform == "win32", reason="the system itself removes the pipe of a dead process on Windows")
def test_what_a_crash_leaves_is_taken_over(qtbot: QtBot) -> None:
    crashed = subprocess.Popen([sys.executable, "-c", CLAIM], stdout=subprocess.PIPE, text=True)
    assert crashed.stdout is not None
    assert crashed.stdout.readline() == "True\n"
    crashed.send_signal(signal.SIGKILL)
    crashed.communicate()
    assert Path(QDir.temp().filePath(server_name())).exists()

    after = SingleInstance()
    assert after.claim()
    with qtbot.waitSignal(after.command_received, timeout=10_000) as received:
        sender = _send_from_another_process("talk")

    assert received.args == ["talk"]
    assert sender.communicate(timeout=10)[0] == "True\n"
    after.close()


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are Unix's")
def test_other_users_can_not_connect(instance: SingleInstance) -> None:
    mode = Path(QDir.temp().filePath(server_name())).stat().st_mode

    assert stat.S_IMODE(mode) & 0o077 == 0
    assert os.getuid() == Path(QDir.temp().filePath(server_name())).stat().st_uid


@pytest.mark.parametrize("words", [b"format\n", b"\n", b"\xff\xfe\n", b"x" * 100_000, b"talk" * 20 + b"\n"])
def test_what_is_no_command_is_ignored(qtbot: QtBot, instance: SingleInstance, words: bytes) -> None:
    received: list[str] = []
    instance.command_received.connect(received.append)
    socket = QLocalSocket()
    with qtbot.waitSignal(socket.disconnected, timeout=5_000):
        socket.connectToServer(server_name())
        socket.write(words)

    assert socket.readAll().data() == b""
    assert received == []


def test_an_app_that_does_not_answer_is_not_waited_for_for_ever(instance: SingleInstance) -> None:
    """Nobody turns the loop of `instance` meanwhile."""
    answers: list[bool] = []
    sender = threading.Thread(target=lambda: answers.append(send_command("talk", timeout=0.3)))
    sender.start()
    sender.join(5)

    assert answers == [False]
