"""Where the app is seen as trays come and go; the test is the desktop that has one or not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from echoflow.ui.manner import Manner
from echoflow.ui.state import AppState, state_label
from echoflow.ui.tray.engine_report import EngineReport
from echoflow.ui.tray.plain_window import PlainWindow
from echoflow.ui.tray.presence import Presence
from echoflow.ui.tray.tray import Tray

# The platform without a screen has no tray, which Qt mentions.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")

MANNER = Manner(keys=("Ctrl", "Alt", "Space"))


class Desktop:
    """A desktop whose tray comes and goes, and the app on it."""

    def __init__(self) -> None:
        self.has_tray = False
        self.tray = Tray(MANNER)
        self.presence = Presence(self.tray, available=lambda: self.has_tray)

    @property
    def window(self) -> PlainWindow:
        assert self.presence.window is not None
        return self.presence.window

    @property
    def places(self) -> tuple[bool, bool]:
        """Whether it is in the tray, and in a window."""
        window = self.presence.window
        return self.tray.icon.isVisible(), window is not None and window.isVisible()

    def button(self, words: str) -> QPushButton | QCheckBox:
        kinds: tuple[type[QPushButton | QCheckBox], ...] = (QPushButton, QCheckBox)
        buttons = [button for kind in kinds for button in self.window.findChildren(kind)]
        return next(button for button in buttons if button.text().replace("&", "") == words)

    @property
    def words(self) -> list[str]:
        """What can be read."""
        return [part.text() for part in self.window.findChildren(QLabel) if part.text() and not part.isHidden()]


@pytest.fixture
def desktop(qapp: QApplication) -> Iterator[Desktop]:
    made = Desktop()
    yield made
    made.presence.close()
    made.tray.close()
    made.presence.deleteLater()
    # The window that has been closed is deleted when the loop comes by.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_with_a_tray_there_is_no_window(desktop: Desktop) -> None:
    desktop.has_tray = True
    desktop.presence.show()

    assert desktop.places == (True, False)
    assert not desktop.presence.come_forward()


def test_without_a_tray_there_is_a_window(desktop: Desktop) -> None:
    desktop.presence.show()

    assert desktop.places == (False, True)
    assert not desktop.tray.is_docked
    assert desktop.presence.come_forward()


def test_it_moves_into_a_tray_that_comes_and_back_when_it_goes(desktop: Desktop) -> None:
    desktop.presence.show()
    before = desktop.tray.icon

    desktop.has_tray = True
    desktop.presence.look()
    assert desktop.places == (True, False)
    assert desktop.tray.icon is not before, "one that was made without a tray would not be taken by it"
    assert desktop.tray.icon.toolTip() == "EchoFlow: Ready\nHold Ctrl+Alt+Space and talk."

    desktop.has_tray = False
    desktop.presence.look()
    assert desktop.places == (False, True)


def test_it_finds_a_late_tray_by_itself(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.presence.show()
    desktop.has_tray = True
    qtbot.waitUntil(lambda: desktop.places == (True, False), timeout=5_000)


def test_a_new_icon_does_what_the_old_one_did(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.presence.show()
    desktop.has_tray = True
    desktop.presence.look()

    with qtbot.waitSignal(desktop.tray.talk_requested, timeout=1_000):
        desktop.tray.icon.activated.emit(desktop.tray.icon.ActivationReason.Trigger)
    assert desktop.tray.icon.contextMenu() is desktop.tray.menu


@pytest.mark.parametrize("state", AppState)
def test_the_window_says_what_the_tray_would(desktop: Desktop, state: AppState) -> None:
    desktop.presence.show()
    desktop.tray.set_state(state)
    desktop.tray.set_report(EngineReport({"recognition": "deepgram"}, {"recognition": "local"}, today=0.5))

    assert desktop.words[:2] == [state_label(state), desktop.tray.face.advice]
    assert desktop.words[2].splitlines() == ["Deepgram is down; hearing locally.", "$0.50 today"]
    assert desktop.window.windowTitle() == f"EchoFlow: {state_label(state)}"


def test_without_a_hotkey_the_window_names_its_button(desktop: Desktop) -> None:
    desktop.tray.set_manner(Manner())
    desktop.presence.show()
    assert "Choose “Talk” and talk." in desktop.words


def test_the_button_talks_and_stops(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.presence.show()
    with qtbot.waitSignal(desktop.tray.talk_requested, timeout=1_000):
        desktop.button("Talk").click()
    desktop.tray.set_state(AppState.SPEAKING)
    with qtbot.waitSignal(desktop.tray.stop_requested, timeout=1_000):
        desktop.button("Stop").click()


def test_the_microphone_is_muted_and_the_window_shows_it(qtbot: QtBot, desktop: Desktop) -> None:
    desktop.presence.show()
    mute = desktop.button("Mute microphone")
    with qtbot.waitSignal(desktop.tray.mute_requested, timeout=1_000) as received:
        mute.click()
    assert received.args == [True]

    desktop.tray.set_manner(Manner(muted=False))
    desktop.tray.set_manner(Manner(muted=True))
    assert mute.isChecked()


def test_the_menu_is_that_of_the_tray(desktop: Desktop) -> None:
    desktop.presence.show()
    menu = desktop.button("Menu")
    assert isinstance(menu, QPushButton)
    assert menu.menu() is desktop.tray.menu


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, None], ids=["escape", "close"])
def test_closing_the_window_only_puts_it_away(qtbot: QtBot, desktop: Desktop, key: Qt.Key | None) -> None:
    desktop.presence.show()
    with qtbot.assertNotEmitted(desktop.tray.quit_requested):
        if key is None:
            desktop.window.close()
        else:
            QTest.keyClick(desktop.window, key)
    assert desktop.window.isMinimized()

    desktop.presence.come_forward()

    assert not desktop.window.isMinimized()


def test_everything_in_the_window_has_a_name_and_is_reached_by_keyboard(desktop: Desktop) -> None:
    desktop.presence.show()
    order: list[str] = []
    part: QWidget | None = desktop.button("Talk")
    while part is not None and len(order) < 10:
        if isinstance(part, QPushButton | QCheckBox) and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(part.text())
        part = part.nextInFocusChain()
        if part is desktop.button("Talk"):
            break

    assert order == ["&Talk", "&Mute microphone", "M&enu"]
    pictures = [part for part in desktop.window.findChildren(QLabel) if not part.pixmap().isNull()]
    assert [picture.accessibleName() for picture in pictures] == ["Ready"]


def test_in_another_language_it_is_another_window(desktop: Desktop) -> None:
    desktop.tray.set_state(AppState.SPEAKING)
    desktop.presence.show()
    before = desktop.window
    desktop.tray.retranslate()
    desktop.presence.retranslate()

    assert desktop.window is not before
    assert desktop.window.face.state is AppState.SPEAKING
    assert desktop.places == (False, True)


def test_the_window_shows_itself_without_taking_the_keyboard(desktop: Desktop, qapp: QApplication) -> None:
    other = QWidget()
    other.show()
    other.activateWindow()
    desktop.presence.show()
    assert QApplication.activeWindow() is not desktop.window
    other.close()
    other.deleteLater()
