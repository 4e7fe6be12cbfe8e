"""The window of checks as a user meets it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from echoflow.ui.setup.finding_row import FoundItem
from echoflow.ui.setup.setup_window import SetupWindow, verdict
from echoflow.ui.setup.status_mark import Standing, StatusMark
from support.check_windows import setup_found
from support.windows import cut_off, nameless, reached_by_tab, shown


@pytest.fixture
def window(qapp: QApplication) -> Iterator[SetupWindow]:
    made = shown(setup_found())
    yield made
    made.close()
    made.deleteLater()


def item(standing: Standing) -> FoundItem:
    return FoundItem("Disk", standing, "Something.")


def test_the_verdict_is_the_gravest() -> None:
    good, look, bad, none = map(item, (Standing.OK, Standing.WARNING, Standing.PROBLEM, Standing.WAITING))
    assert verdict([good, good])[:2] == (Standing.OK, "Everything is in order.")
    assert verdict([good, look])[1:] == ("EchoFlow works here.", "One thing needs a look.")
    assert verdict([bad, look, look])[1:] == ("One problem keeps EchoFlow from talking.", "2 things need a look.")
    assert verdict([good, none])[2] == "One check was not carried out."
    assert verdict([none, none])[0] is Standing.WAITING


def test_only_problems_are_shown_when_that_is_wanted(window: SetupWindow) -> None:
    window.only_problems.click()
    assert window.list.rows("microphone")[0].isVisible()
    assert not window.list.rows("speaker")[0].isVisible()
    assert not window.list.rows("disk")[0].isVisible()
    assert not window.list.nothing.isVisible()
    for name in ("microphone", "hotkey", "keyring"):
        window.list.show_items(name, [item(Standing.OK)])
    assert window.list.nothing.isVisible()
    window.only_problems.click()
    assert window.list.rows("disk")[0].isVisible()


def test_every_row_can_be_read_aloud_and_reached_with_keys(window: SetupWindow) -> None:
    assert not nameless(window)
    microphone, speaker = window.list.rows("microphone")[0], window.list.rows("speaker")[0]
    assert microphone in reached_by_tab(window)
    assert microphone.accessibleName() == "Microphone: does not work"
    assert "digital silence" in microphone.accessibleDescription()
    microphone.setFocus()
    QTest.keyClick(microphone, Qt.Key.Key_Down)
    assert speaker.hasFocus()
    QTest.keyClick(speaker, Qt.Key.Key_Up)
    assert microphone.hasFocus()


def test_enter_follows_the_remedy_and_escape_closes(window: SetupWindow) -> None:
    wanted: list[str] = []
    window.place_wanted.connect(wanted.append)
    QTest.keyClick(window.list.rows("microphone")[0], Qt.Key.Key_Return)
    assert wanted == ["settings/hearing"]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_nothing_is_cut_off(window: SetupWindow) -> None:
    assert not cut_off(window)


def test_marks_differ_by_shape(qapp: QApplication) -> None:
    def outline(standing: Standing) -> bytes:
        mark = StatusMark(3.0)
        mark.set_standing(standing)
        mark.resize(mark.sizeHint())
        picture = mark.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        background = picture.pixelColor(0, 0).lightness()
        mark.deleteLater()
        return bytes(
            abs(picture.pixelColor(x, y).lightness() - background) > 8
            for y in range(picture.height())
            for x in range(picture.width())
        )

    outlines = {outline(each) for each in (Standing.OK, Standing.WARNING, Standing.PROBLEM, Standing.WAITING)}
    assert len(outlines) == 4
