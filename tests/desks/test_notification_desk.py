"""What reaches the user by the desktop, and what by the icon in the tray; the test is the desktop and the clock."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from echoflow.desks.notification_desk import NotificationDesk
from support.qt_loop import run_in_qt, until

GONE = "The microphone is gone."


class Desktop:
    """Shows notifications, or cannot."""

    def __init__(self, *, can_show: bool = True) -> None:
        self.can_show = can_show
        self.now = 0.0
        self.is_wanted = True
        self.shown: list[str] = []
        self.balloons: list[str] = []
        self.desk = NotificationDesk(
            self.balloons.append, wanted=lambda: self.is_wanted, show=self.show, clock=lambda: self.now
        )

    async def show(self, title: str, sentence: str) -> bool:
        assert title == "EchoFlow"
        if self.can_show:
            self.shown.append(sentence)
        return self.can_show


def test_news_that_nobody_sees_is_notified_once_in_a_while(qapp: QApplication) -> None:
    async def work() -> Desktop:
        desktop = Desktop()
        desktop.desk.tell(GONE, False)
        desktop.desk.tell(GONE, False)
        desktop.desk.tell("Deepgram is down.", True)
        desktop.now = 31.0
        desktop.desk.tell(GONE, False)
        await until(lambda: len(desktop.shown) == 2, "two notifications")
        await desktop.desk.close()
        return desktop

    desktop = run_in_qt(qapp, work())

    assert desktop.shown == [GONE, GONE]
    assert desktop.balloons == []


@pytest.mark.parametrize("wanted", [True, False])
def test_the_icon_tells_what_the_desktop_cannot(qapp: QApplication, wanted: bool) -> None:
    async def work() -> Desktop:
        desktop = Desktop(can_show=False)
        desktop.is_wanted = wanted
        desktop.desk.tell(GONE, False)
        if wanted:
            await until(lambda: desktop.balloons, "the balloon")
        await desktop.desk.close()
        return desktop

    desktop = run_in_qt(qapp, work())

    assert desktop.balloons == ([GONE] if wanted else [])
