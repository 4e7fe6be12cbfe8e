"""A small app on a virtual screen for the tests of tray, overlay and windows.

Driven through its standard input, one JSON list a line: the name of a method and its arguments. It answers `ok`, and
says by itself what it notices, such as `pressed` or `clicked 100 20`.

    python -m support.desktop_app
"""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QLinearGradient, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget

from echoflow.conversation.talk_key import TalkMode
from echoflow.ui.announcing import announce
from echoflow.ui.appearance import Appearance
from echoflow.ui.manner import Manner
from echoflow.ui.overlay.overlay import Overlay
from echoflow.ui.state import AppState
from echoflow.ui.translation import install_translations
from echoflow.ui.tray.presence import Presence
from echoflow.ui.tray.tray import MenuChoice, Tray
from echoflow.ui.window import AppWindow
from support.scenes import WINDOWS, engines


def say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


class _Desktop(QWidget):
    """A window like any other: it has the keyboard and reports clicks."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("other window")
        self.resize(QGuiApplication.primaryScreen().size())
        field = QLineEdit(self)
        field.setGeometry(40, 40, 300, 30)
        field.textEdited.connect(lambda text: say("typed", text))
        field.setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        say("clicked", event.globalPosition().toPoint().x(), event.globalPosition().toPoint().y())


class _Wallpaper(QWidget):
    """A calm background for pictures."""

    theme = "light"

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_X11NetWmWindowTypeDesktop)
        self.setWindowTitle("wallpaper")

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = ("#1f3a5f", "#3a2f55", "#123038") if self.theme == "dark" else ("#b9d5ea", "#ead9d2", "#c3dccb")
        gradient = QLinearGradient(0, 0, self.width(), self.height())
        for place, color in zip((0.0, 0.55, 1.0), colors, strict=True):
            gradient.setColorAt(place, QColor(color))
        QPainter(self).fillRect(self.rect(), gradient)


class DesktopApp(QObject):
    """The methods that can be called from outside."""

    called = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.desktop = _Desktop()
        self.wallpaper = _Wallpaper()
        self.manner = Manner(keys=("Ctrl", "Alt", "Space"))
        self.overlay = Overlay(self.manner)
        self.overlay.stop_requested.connect(lambda: say("overlay stop"))
        self.overlay.mute_requested.connect(lambda muted: say("overlay mute", muted))
        self.overlay.moved.connect(lambda place: say("overlay moved", place))
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.appearance = Appearance(application, self)
        self.appearance.motion_changed.connect(self.overlay.set_reduced_motion)
        self.tray = Tray(self.manner)
        self.tray.talk_requested.connect(lambda: say("talk"))
        self.tray.stop_requested.connect(lambda: say("stop"))
        self.tray.quit_requested.connect(lambda: say("quit"))
        self.tray.costs_requested.connect(lambda: say("costs"))
        self.tray.mute_requested.connect(lambda muted: say("mute", muted))
        self.tray.mode_chosen.connect(lambda mode: say("mode", mode))
        self.tray.voice_chosen.connect(lambda voice: say("voice", voice))
        self.presence = Presence(self.tray)
        self.window: AppWindow | None = None
        self.called.connect(self._call, Qt.ConnectionType.QueuedConnection)

    @Slot(str)
    def _call(self, line: str) -> None:
        name, *arguments = json.loads(line)
        getattr(self, name)(*arguments)
        say("ok")

    def set_theme(self, theme: str) -> None:
        palette = QPalette(QColor("#2b2d33" if theme == "dark" else "#f2f2f4"))
        muted = QColor("#8a8f99")
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, muted)
        palette.setColor(QPalette.ColorRole.Base, palette.color(QPalette.ColorRole.Window))
        QApplication.setPalette(palette)

    def show_wallpaper(self, theme: str) -> None:
        self.wallpaper.theme = theme
        self.wallpaper.setGeometry(QGuiApplication.primaryScreen().geometry())
        self.wallpaper.show()

    def set_menus(self, menus: dict[str, list[str]]) -> None:
        for name, labels in menus.items():
            getattr(self.tray, f"set_{name}")([MenuChoice(label, *label.split("|")) for label in labels], labels[0])

    def show_desktop(self) -> None:
        self.desktop.show()
        self.desktop.activateWindow()

    def show_tray(self) -> None:
        self.tray.set_voices([MenuChoice("amy", "Amy"), MenuChoice("brian", "Brian & co")], "amy")
        for stage, choices in engines().items():
            self.tray.set_engines(stage, choices, choices[-1].identifier)
        self.tray.show()

    def show_presence(self) -> None:
        """The icon, or the window where there is no tray."""
        self.presence.show()

    def come_forward(self) -> None:
        self.presence.come_forward()

    def announce(self, sentence: str, at_once: bool) -> None:
        announce(self.overlay, sentence, at_once=at_once)

    def tray_geometry(self) -> None:
        area = self.tray.icon.geometry()
        say("tray", area.x(), area.y(), area.width(), area.height())

    def tray_available(self) -> None:
        say("available", Tray.available())

    def pop_up_menu(self) -> None:
        self.tray.menu.popup(self.tray.icon.geometry().topLeft())

    def menu_geometry(self) -> None:
        area = self.tray.menu.frameGeometry()
        say("menu", area.x(), area.y(), area.width(), area.height())

    def menu_is_open(self) -> None:
        say("menu", self.tray.menu.isVisible())

    def close_menu(self) -> None:
        self.tray.menu.close()

    def set_state(self, state: str) -> None:
        self.tray.set_state(AppState(state))
        self.overlay.set_state(AppState(state))

    def set_manner(self, mode: str, muted: bool) -> None:
        self.manner = replace(self.manner, mode=TalkMode(mode), muted=muted)
        self.tray.set_manner(self.manner)
        self.overlay.set_manner(self.manner)

    def set_level(self, level: float) -> None:
        self.overlay.set_level(level)

    def show_user_text(self, text: str, final: bool) -> None:
        self.overlay.show_user_text(text, final=final)

    def show_answer(self, text: str, spoken: int) -> None:
        self.overlay.show_answer(text, spoken)

    def show_message(self, sentence: str, is_error: bool) -> None:
        self.overlay.show_message(sentence, is_error=is_error)

    def forget(self) -> None:
        self.overlay.card.clear()

    def hide_now(self) -> None:
        self.overlay.hide_now()

    def card_geometry(self) -> None:
        area = self.overlay.card_geometry
        say("card", area.x(), area.y(), area.width(), area.height())

    def tool_geometry(self, name: str) -> None:
        """Of a button or the handle of the overlay; all zero while it is not there."""
        tool: QWidget = getattr(self.overlay.tools, name)
        corner = tool.mapToGlobal(tool.rect().topLeft())
        is_there = tool.isVisible() and self.overlay.tools.presence == 1.0
        say("tool", *((corner.x(), corner.y(), tool.width(), tool.height()) if is_there else (0, 0, 0, 0)))

    def tools_geometry(self) -> None:
        area = self.overlay.tools.frameGeometry()
        say("tools", area.x(), area.y(), area.width(), area.height())

    def set_place(self, place: str) -> None:
        self.overlay.set_place(place)

    def set_conversation_shown(self, shown: bool) -> None:
        self.overlay.set_conversation_shown(shown)

    def choose_look(self, theme: str, motion: str, contrast: str) -> None:
        self.appearance.choose(theme, motion, contrast)

    def clipboard(self) -> None:
        say("clipboard", QGuiApplication.clipboard().text())

    def is_animating(self) -> None:
        say("animating", self.overlay.is_animating)

    def show_window(self, name: str) -> None:
        """One of `scenes.WINDOWS`."""
        scene = WINDOWS[name]
        window = scene.make()
        window.closed.connect(lambda: say("window closed"))
        self.window = window
        window.open()
        QApplication.processEvents()
        scene.settle(window)

    def window_geometry(self) -> None:
        assert self.window is not None
        area = self.window.frameGeometry()
        say("window", area.x(), area.y(), area.width(), area.height())

    def scroll_window(self) -> None:
        """To its end."""
        assert self.window is not None
        for area in self.window.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())

    def close_window(self) -> None:
        assert self.window is not None
        self.window.close()
        self.window.deleteLater()
        self.window = None

    def finish(self) -> None:
        self.presence.close()
        self.tray.close()
        QTimer.singleShot(0, QApplication.quit)


def main() -> None:
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    install_translations(app)
    driven = DesktopApp()

    def read() -> None:
        for line in sys.stdin:
            driven.called.emit(line)

    reader = threading.Thread(target=read, name="stdin", daemon=True)
    reader.start()
    say("ready")
    app.exec()


if __name__ == "__main__":
    main()
