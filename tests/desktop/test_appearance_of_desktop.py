"""What the desktop says about colours, contrast and motion, asked of a real session bus."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from echoflow.desktop.appearance import DesktopAppearance, follow_appearance, read_portal
from support.qt_loop import run_in_qt, until

_STAND_IN = Path(__file__).parents[1] / "stand_ins" / "settings_portal.py"
_STANDARD = "org.freedesktop.appearance"
_GNOME = "org.gnome.desktop.interface"

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="session buses are for Linux")


class Portal:
    """A stand-in on a bus of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def change(self, namespace: str, key: str, signature: str, value: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([namespace, key, signature, value]) + "\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "told\n"


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address
        daemon.terminate()


@pytest.fixture
def portal(bus: str) -> Iterator[Portal]:
    with subprocess.Popen(
        [sys.executable, str(_STAND_IN)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield Portal(process)
        process.stdin.close()
        assert process.wait(5) == 0


def test_the_standard_names_go_before_those_of_a_desktop() -> None:
    answer = read_portal(
        {
            _STANDARD: {"color-scheme": 1, "contrast": 1, "reduced-motion": 1},
            _GNOME: {"enable-animations": True},
        }
    )

    assert answer == DesktopAppearance(dark=True, high_contrast=True, reduced_motion=True)


def test_without_a_preference_the_settings_of_gnome_and_kde_count() -> None:
    nothing = {"color-scheme": 0, "contrast": 0, "reduced-motion": 0}

    assert read_portal({_STANDARD: nothing}) == DesktopAppearance()
    gnome = read_portal({_STANDARD: nothing, _GNOME: {"enable-animations": False}})
    assert gnome == DesktopAppearance(reduced_motion=True)
    for factor, reduced in (("0", True), ("0.5", False), ("fast", False)):
        kde = read_portal({"org.kde.kdeglobals.KDE": {"AnimationDurationFactor": factor}})
        assert kde.reduced_motion is reduced


@linux_only
def test_the_portal_is_asked_and_followed(qapp: QApplication, portal: Portal) -> None:
    portal.change(_STANDARD, "color-scheme", "u", 2)
    portal.change(_GNOME, "enable-animations", "b", True)
    seen: list[DesktopAppearance] = []

    async def watch() -> None:
        task = asyncio.ensure_future(follow_appearance(seen.append))
        await until(lambda: seen, "the answer")
        portal.change("org.example", "noise", "u", 1)
        portal.change(_GNOME, "enable-animations", "b", False)
        await until(lambda: len(seen) == 2, "the change")
        portal.change(_STANDARD, "color-scheme", "u", 1)
        await until(lambda: len(seen) == 3, "the other change")
        task.cancel()
        await asyncio.wait([task])

    run_in_qt(qapp, watch())

    assert seen == [
        DesktopAppearance(dark=False, reduced_motion=False),
        DesktopAppearance(dark=False, reduced_motion=True),
        DesktopAppearance(dark=True, reduced_motion=True),
    ]


@linux_only
@pytest.mark.parametrize("there", ["a bus without a portal", "no bus"])
def test_without_a_portal_it_is_told_once(
    qapp: QApplication, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, there: str
) -> None:
    if there == "no bus":
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    else:
        request.getfixturevalue("bus")
    seen: list[DesktopAppearance] = []

    run_in_qt(qapp, follow_appearance(seen.append))

    assert len(seen) == 1
