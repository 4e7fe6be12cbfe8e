"""The report of the last run is shown, copied and deleted."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from echoflow.desks.crash_desk import CrashDesk
from echoflow.last_run import REPORT_NAME, RunWatch
from support.qt_loop import run_in_qt, until
from support.windows import cut_off, nameless

REPORT = "File /home/alice/EchoFlow/app.py, line 1, in main\n"


def with_desk(
    application: QApplication, folder: Path, scenario: Callable[[CrashDesk], Coroutine[Any, Any, None]]
) -> None:
    async def whole() -> None:
        desk = CrashDesk(RunWatch(folder), folder)
        await scenario(desk)
        await desk.close()

    run_in_qt(application, whole())


def test_it_is_shown_in_full_without_the_users_name(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/alice"))

    async def scenario(desk: CrashDesk) -> None:
        desk.show(REPORT)
        assert desk.window is not None
        assert desk.window.report.toPlainText() == "File ~/EchoFlow/app.py, line 1, in main\n"
        desk.window.copy.click()
        assert QGuiApplication.clipboard().text() == "File ~/EchoFlow/app.py, line 1, in main\n"
        assert not nameless(desk.window)
        assert not cut_off(desk.window)

    with_desk(qapp, tmp_path, scenario)


def test_a_good_end_shows_nothing(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario(desk: CrashDesk) -> None:
        said: list[str] = []
        desk.message.connect(said.append)
        desk.show("")
        assert desk.window is None
        desk.open()
        await until(lambda: said == ["There is no report of a crash."], "the answer")

    with_desk(qapp, tmp_path, scenario)


def test_it_is_read_again_and_deleted(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / REPORT_NAME).write_text(REPORT, encoding="utf-8")

    async def scenario(desk: CrashDesk) -> None:
        desk.open()
        await until(lambda: desk.window is not None, "the window")
        assert desk.window is not None
        desk.window.delete.click()
        await until(lambda: desk.window is None, "its end")
        assert not (tmp_path / REPORT_NAME).exists()

    with_desk(qapp, tmp_path, scenario)
