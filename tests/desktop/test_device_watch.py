"""Devices that come and go are noticed, and nothing else of what a sound server tells."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from echoflow.desktop.device_watch import DeviceWatch, concerns_devices
from support.virtual_sound_card import virtual_sound_card

PATIENCE_MILLISECONDS = 20_000


@pytest.mark.parametrize(
    "line",
    [
        "Event 'new' on source #3",
        "Event 'remove' on sink #1",
        "Event 'new' on card #52",
        "Event 'change' on server #4294967295",
    ],
)
def test_a_device_that_comes_or_goes(line: str) -> None:
    assert concerns_devices(line)


@pytest.mark.parametrize(
    "line",
    [
        "Event 'change' on sink #1",
        "Event 'new' on sink-input #7",
        "Event 'remove' on source-output #2",
        "Event 'new' on client #9",
        "",
    ],
)
def test_a_volume_or_a_program_is_no_device(line: str) -> None:
    assert not concerns_devices(line)


def test_a_headset_is_noticed_and_a_server_that_was_restarted(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    with virtual_sound_card() as card:
        for name, value in card.environment.items():
            monkeypatch.setenv(name, value)
        watch = DeviceWatch()
        watch.start()
        qtbot.waitUntil(lambda: _is_listened_to(card.folder), timeout=PATIENCE_MILLISECONDS)
        with qtbot.waitSignal(watch.changed, timeout=PATIENCE_MILLISECONDS):
            subprocess.run(
                ["pactl", "load-module", "module-null-sink", "sink_name=usb"], check=True, capture_output=True
            )
        with qtbot.waitSignal(watch.changed, timeout=PATIENCE_MILLISECONDS):
            card.pull_out()
        card.plug_in()
        qtbot.waitUntil(lambda: _is_listened_to(card.folder), timeout=PATIENCE_MILLISECONDS)
        with qtbot.waitSignal(watch.changed, timeout=PATIENCE_MILLISECONDS):
            _tell_server("set-default-sink", "micfeed")
        watch.stop()
        assert not watch.active


def _is_listened_to(folder: Path) -> bool:
    """Whether the server has another client than the one that asks."""
    assert folder.exists()
    answer = subprocess.run(["pactl", "list", "short", "clients"], capture_output=True, text=True, check=False)
    return len([line for line in answer.stdout.splitlines() if line.endswith("pactl")]) > 1


def _tell_server(*words: str) -> None:
    subprocess.run(["pactl", *words], check=True, capture_output=True)
