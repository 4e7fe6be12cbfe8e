"""That a screen reader hears what is announced, over the real accessibility bus."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from echoflow.ui.announcing import announce
from support.driven_app import driven_app
from support.screen_reader import screen_reader
from support.session_bus import session_bus
from support.virtual_screen import virtual_screen

_POLITE, _ASSERTIVE = 1, 2
"""As AT-SPI counts them."""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="AT-SPI is for Linux")
def test_a_screen_reader_hears_it() -> None:
    with session_bus() as bus, virtual_screen(tray=False, compositor=False) as screen, screen_reader(bus) as reader:
        reader.listen()
        with driven_app(screen, DBUS_SESSION_BUS_ADDRESS=bus) as app:
            app.call("announce", "Microphone muted", False)
            assert reader.next_announcement() == (_POLITE, "Microphone muted")
            app.call("announce", "麦克风不见了。", True)
            assert reader.next_announcement() == (_ASSERTIVE, "麦克风不见了。")


def test_without_one_nothing_happens(qapp: QApplication) -> None:
    widget = QWidget()
    announce(widget, "Microphone muted")
    widget.deleteLater()
