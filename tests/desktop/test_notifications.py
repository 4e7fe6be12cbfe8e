"""What is notified, and that the desktop shows it, asked of a server on a real session bus."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from echoflow import APP_ID
from echoflow.desktop.notifications import QUIET_SECONDS, NoticeLog, notify
from support.qt_loop import run_in_qt
from support.session_bus import on_the_bus, session_bus

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="session buses are for Linux")


def shown(server: subprocess.Popen[str]) -> list[Any]:
    assert server.stdout is not None
    return list(json.loads(server.stdout.readline()))


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with session_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


def test_what_is_seen_or_unwanted_is_not_told() -> None:
    log = NoticeLog()

    assert log.is_due("The microphone is gone.", 0.0, wanted=True, seen=False)
    assert not log.is_due("The microphone is gone.", 0.0, wanted=True, seen=True)
    assert not log.is_due("The microphone is gone.", 0.0, wanted=False, seen=False)


def test_the_same_is_told_again_only_after_a_while() -> None:
    log = NoticeLog().after("The microphone is gone.", 100.0)

    def is_due(sentence: str, now: float) -> bool:
        return log.is_due(sentence, now, wanted=True, seen=False)

    assert not is_due("The microphone is gone.", 100.0 + QUIET_SECONDS - 0.1)
    assert is_due("The microphone is gone.", 100.0 + QUIET_SECONDS)
    assert is_due("The download is finished.", 100.1)


def test_what_is_too_old_to_matter_is_forgotten() -> None:
    log = NoticeLog()
    for number in range(1_000):
        log = log.after(f"Sentence {number}.", float(number))

    assert len(log.told) == QUIET_SECONDS


@linux_only
def test_the_desktop_shows_it(bus: str, qapp: QApplication) -> None:
    with on_the_bus(bus, "notification_server", "body", "icon-static") as server:
        assert run_in_qt(qapp, notify("EchoFlow", "麦克风 <USB & co> is gone."))
        app, icon, title, body, actions, hints, timeout = shown(server)

    assert (app, title, body) == ("EchoFlow", "EchoFlow", "麦克风 <USB & co> is gone.")
    assert icon.startswith("file:///")
    assert icon.endswith("echoflow.svg")
    assert (actions, timeout) == ([], -1)
    assert hints == {"desktop-entry": APP_ID, "urgency": 1}


@linux_only
def test_a_server_that_reads_markup_gets_none_by_accident(bus: str, qapp: QApplication) -> None:
    with on_the_bus(bus, "notification_server", "body", "body-markup") as server:
        assert run_in_qt(qapp, notify("EchoFlow", "<USB & co>"))
        assert shown(server)[3] == "&lt;USB &amp; co&gt;"


@linux_only
def test_a_server_that_refuses_is_as_good_as_none(bus: str, qapp: QApplication) -> None:
    with on_the_bus(bus, "notification_server"):
        assert not run_in_qt(qapp, notify("EchoFlow", "The microphone is gone."))


@linux_only
def test_without_a_server_or_a_bus_it_says_so(
    bus: str, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert not run_in_qt(qapp, notify("EchoFlow", "The microphone is gone."))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nothing'}")
    assert not run_in_qt(qapp, notify("EchoFlow", "The microphone is gone."))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert not run_in_qt(qapp, notify("EchoFlow", "The microphone is gone."))
