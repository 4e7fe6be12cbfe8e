"""Checks are carried out one by one in sight, can be cancelled, and give a report without secrets."""

from __future__ import annotations

import asyncio
import getpass
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from echoflow.checks.check import Check, Circumstances
from echoflow.checks.findings import Finding
from echoflow.desks.setup_desk import SetupDesk
from echoflow.ui.setup.status_mark import Standing
from support.qt_loop import run_in_qt, until

KEY = "dg-0123456789-planted"


class Clinic:
    """A desk with checks that find what they are told to, when they are told to."""

    def __init__(self) -> None:
        self.released = asyncio.Event()
        self.order: list[str] = []
        checks = (
            Check("microphone", self._look("microphone", "ok", "It delivers."), takes_sound=True),
            Check("echo", self._look("echo", "ok", "None."), takes_sound=True, on_request=True),
            Check("hotkey", self._look("hotkey", "warning", "Nobody listens.", "Choose another.", "settings/talking")),
            Check("disk", self._wait_and_look),
        )
        self.desk = SetupDesk(Circumstances, lambda: [KEY], checks)
        self.desk.sound_wanted.connect(lambda wanted: self.order.append(f"sound {wanted}"))

    def _look(self, *words: str) -> Callable[[Circumstances], Coroutine[Any, Any, Finding]]:
        async def look(_circumstances: Circumstances) -> Finding:
            self.order.append(words[0])
            return Finding(*words)  # type: ignore[arg-type]

        return look

    async def _wait_and_look(self, _circumstances: Circumstances) -> Finding:
        await self.released.wait()
        return Finding("disk", "ok", f"Much is free in {Path.home()}/data, says {KEY}.")

    def standing(self, name: str) -> Standing:
        assert self.desk.window is not None
        return self.desk.window.list.rows(name)[0].item.standing


def with_clinic(application: QApplication, scenario: Callable[[Clinic], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        clinic = Clinic()
        await scenario(clinic)
        await clinic.desk.close()

    run_in_qt(application, whole())


def test_it_checks_as_soon_as_it_opens_and_borrows_the_sound_only_where_needed(qapp: QApplication) -> None:
    async def scenario(clinic: Clinic) -> None:
        clinic.desk.open()
        await until(lambda: clinic.standing("disk") is Standing.RUNNING, "the third check")
        assert clinic.order == ["sound True", "microphone", "sound False", "hotkey"]
        window = clinic.desk.window
        assert window is not None
        assert window.cancel.isVisible()
        assert not window.copy.isEnabled()
        clinic.released.set()
        await until(lambda: not window.cancel.isVisible(), "the end")
        assert clinic.standing("echo") is Standing.WAITING
        assert window.verdict.text() == "EchoFlow works here."

    with_clinic(qapp, scenario)


def test_it_can_be_cancelled_and_begun_anew(qapp: QApplication) -> None:
    async def scenario(clinic: Clinic) -> None:
        clinic.desk.open()
        await until(lambda: clinic.standing("disk") is Standing.RUNNING, "the third check")
        window = clinic.desk.window
        assert window is not None
        window.cancel.click()
        await until(lambda: window.again.isVisible(), "the end")
        assert clinic.standing("disk") is Standing.WAITING
        assert "2 checks were not carried out" in window.now.text()
        clinic.released.set()
        window.again.click()
        await until(lambda: clinic.standing("disk") is Standing.OK, "the third check")

    with_clinic(qapp, scenario)


def test_closing_it_in_the_midst_gives_the_sound_back(qapp: QApplication) -> None:
    async def scenario(clinic: Clinic) -> None:
        held = asyncio.Event()

        async def hold(_circumstances: Circumstances) -> Finding:
            clinic.order.append("held")
            await held.wait()
            return Finding("microphone", "ok", "never")

        desk = SetupDesk(Circumstances, tuple, (Check("microphone", hold, takes_sound=True),))
        desk.sound_wanted.connect(lambda wanted: clinic.order.append(f"sound {wanted}"))
        desk.open()
        await until(lambda: "held" in clinic.order, "the check")
        await desk.close()
        assert clinic.order == ["sound True", "held", "sound False"]
        assert desk.window is None

    with_clinic(qapp, scenario)


def test_the_echo_is_measured_when_asked_for(qapp: QApplication) -> None:
    async def scenario(clinic: Clinic) -> None:
        clinic.released.set()
        clinic.desk.open()
        window = clinic.desk.window
        assert window is not None
        await until(lambda: window.again.isVisible() and clinic.standing("disk") is Standing.OK, "the end")
        window.echo.click()
        await until(lambda: clinic.standing("echo") is Standing.OK, "the echo")
        assert clinic.order[-2:] == ["echo", "sound False"]
        assert clinic.standing("disk") is Standing.OK

    with_clinic(qapp, scenario)


def test_the_report_tells_all_but_secrets(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/alice"))
    monkeypatch.setattr(getpass, "getuser", lambda: "alice")

    async def scenario(clinic: Clinic) -> None:
        clinic.released.set()
        clinic.desk.open()
        window = clinic.desk.window
        assert window is not None
        await until(lambda: window.again.isVisible() and clinic.standing("disk") is Standing.OK, "the end")
        assert "/home/alice" not in window.list.rows("disk")[0].item.sentence
        window.copy.click()
        text = QGuiApplication.clipboard().text()
        assert text.startswith("EchoFlow ")
        assert "! hotkey: Nobody listens.\n  → Choose another." in text
        assert "✓ disk: Much is free in ~/data" in text
        assert KEY not in text
        assert "alice" not in text
        assert window.copied.isVisible()

    with_clinic(qapp, scenario)


def test_a_remedy_leads_to_its_window(qapp: QApplication) -> None:
    async def scenario(clinic: Clinic) -> None:
        wanted: list[str] = []
        clinic.desk.place_wanted.connect(wanted.append)
        clinic.released.set()
        clinic.desk.open()
        await until(lambda: clinic.standing("hotkey") is Standing.WARNING, "the finding")
        assert clinic.desk.window is not None
        go = clinic.desk.window.list.rows("hotkey")[0].go
        assert go is not None
        go.click()
        assert wanted == ["settings/talking"]

    with_clinic(qapp, scenario)
