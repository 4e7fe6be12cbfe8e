"""Opens every window in every state and prints, as JSON, which kinds of windows these are and what is wrong with each.

In a process of its own, since the scale of the screen is chosen for a whole process:

    python -m support.audited_scenes LANGUAGE FONT_RATIO [SCENE...]
"""

from __future__ import annotations

import json
import os
import platform
import sys

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from echoflow.checks.check import Circumstances
from echoflow.checks.program import versions
from echoflow.store.model_catalogue import load_catalogue
from echoflow.store.prices import DEFAULTS
from echoflow.ui.translation import install_translations
from echoflow.ui.window import AppWindow
from support.scenes import WINDOWS
from support.window_audit import audit, room_problems, use

LAPTOP = (1366, 768)
"""Pixels of the smallest screen that is usual."""

_DATA = frozenset(
    [
        *(entry.name for entry in load_catalogue()),
        *("SmolLM2 135M Instruct", "My own model", "Built-in Microphone", "Built-in Speakers", "USB Headset"),
        *("voice.wav · 1:15", "Deutsch", "晓晓", "Hello, I am Echo.", "你好，我是 Echo。"),
        f"Python {platform.python_version()}",
        versions(Circumstances()).sentence,
        *DEFAULTS,
    ]
)
"""Names that come from elsewhere, and what a voice says of itself in its own language."""

_ESCAPES = {"settings-search": 2, "settings-nothing": 2, "conversations-search": 2, "conversations-nothing": 2}
"""Where a search is ended first."""


def main() -> int:
    """Prints the kinds of windows, and the problems of each scene by its name."""
    language, ratio = sys.argv[1], float(sys.argv[2])
    os.environ["ECHOFLOW_LANGUAGE"] = language
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    _enlarge(ratio)
    install_translations(app)
    kinds: set[str] = set()
    problems = {}
    for name in sys.argv[3:] or WINDOWS:
        kind, problems[name] = _look_at(name, language)
        kinds.add(kind)
    json.dump({"kinds": sorted(kinds), "problems": problems}, sys.stdout)
    return 0


def _enlarge(ratio: float) -> None:
    """As if the user had set a larger font, `ratio` times the smallest we use."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(round(ratio * max(13, QFontInfo(font).pixelSize())))

    def larger(_kind: QFontDatabase.SystemFont) -> QFont:
        return QFont(font)

    if ratio != 1.0:
        QFontDatabase.systemFont = staticmethod(larger)  # type: ignore[method-assign]
        QApplication.setFont(font)


def _look_at(name: str, language: str) -> tuple[str, list[str]]:
    """The name of the window's class, and what is wrong."""
    scene = WINDOWS[name]
    window = scene.make()
    window.open()
    _let_it_settle()
    scene.settle(window)
    _let_it_settle()
    problems = [] if _is_on_screen(window) else ["the window is larger than the screen"]
    boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    for each in (*boxes, window):
        problems += audit(each, language=language, data=_DATA)
        problems += use(each, escapes=_ESCAPES.get(name, 1))
        if each is not window:
            each.close()
            _let_it_settle()
    problems += [problem for problem in _at_its_smallest(window) if problem not in problems]
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return type(window).__name__, list(dict.fromkeys(problems))


def _at_its_smallest(window: AppWindow) -> list[str]:
    window.resize(1, 1)
    _let_it_settle()
    return [f"at its smallest, {problem}" for problem in room_problems(window)]


def _is_on_screen(window: QWidget) -> bool:
    return window.screen().availableGeometry().contains(window.geometry())


def _let_it_settle() -> None:
    """Layouts ask each other in turns."""
    for _ in range(3):
        QApplication.processEvents()


if __name__ == "__main__":
    sys.exit(main())
