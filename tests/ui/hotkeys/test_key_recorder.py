import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout
from pytestqt.qtbot import QtBot

from echoflow.ui.hotkeys.key_recorder import KeyRecorder
from echoflow.ui.window import AppWindow, named
from support.windows import cut_off, nameless, reached_by_tab, shown

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Window(AppWindow):
    def __init__(self) -> None:
        super().__init__("keys")
        self.talk = KeyRecorder("<ctrl>+<alt>+<space>")
        self.stop = KeyRecorder("<ctrl>+<alt>+s", optional=True)
        self.chosen: list[str] = []
        self.recording: list[bool] = []
        column = QVBoxLayout(self)
        for words, recorder in (("Talk", self.talk), ("Stop", self.stop)):
            column.addWidget(named(words, recorder))
            column.addWidget(recorder)
            recorder.chosen.connect(self.chosen.append)
            recorder.recording_changed.connect(self.recording.append)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = shown(Window())
    qtbot.addWidget(made)
    return made


def press(recorder: KeyRecorder, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    field = recorder.focusProxy()
    assert field is not None
    QTest.keyClick(field, key, modifiers)


def test_click_then_keys_choose_a_chord(window: Window) -> None:
    field = window.talk.focusProxy()
    assert field is not None
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    assert window.talk.is_recording

    press(window.talk, Qt.Key.Key_K, CTRL | SHIFT)

    assert window.talk.chord == "<ctrl>+<shift>+k"
    assert window.chosen == ["<ctrl>+<shift>+k"]
    assert window.recording == [True, False]


def test_enter_begins_and_escape_leaves_the_chord_and_the_window_as_they_were(window: Window) -> None:
    press(window.talk, Qt.Key.Key_Return)
    assert window.talk.is_recording

    press(window.talk, Qt.Key.Key_Escape)

    assert not window.talk.is_recording
    assert window.isVisible()
    assert window.talk.chord == "<ctrl>+<alt>+<space>"
    assert window.chosen == []


def test_what_one_types_is_refused_and_asked_for_again(window: Window) -> None:
    press(window.talk, Qt.Key.Key_Return)

    press(window.talk, Qt.Key.Key_A, SHIFT)

    assert "while you type" in window.talk.problem
    assert window.talk.is_recording
    press(window.talk, Qt.Key.Key_F9)
    assert window.talk.chord == "<f9>"
    assert window.talk.problem == ""


def test_shortcuts_of_the_window_and_tab_are_keys_like_any_other(window: Window) -> None:
    press(window.talk, Qt.Key.Key_Return)
    press(window.talk, Qt.Key.Key_W, CTRL)
    assert window.isVisible()
    assert window.talk.chord == "<ctrl>+w"

    press(window.talk, Qt.Key.Key_Return)
    press(window.talk, Qt.Key.Key_Tab, CTRL | ALT)
    assert window.talk.chord == "<ctrl>+<alt>+<tab>"


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Delete])
@pytest.mark.parametrize("is_recording", [True, False])
def test_backspace_clears_a_key_that_need_not_be(window: Window, key: Qt.Key, is_recording: bool) -> None:
    if is_recording:
        press(window.stop, Qt.Key.Key_Return)

    press(window.stop, key)

    assert window.stop.chord == ""
    assert window.chosen == [""]
    assert not window.stop.is_recording


def test_the_key_to_talk_with_cannot_be_cleared(window: Window) -> None:
    press(window.talk, Qt.Key.Key_Backspace)

    assert window.talk.chord == "<ctrl>+<alt>+<space>"


def test_a_key_of_the_number_pad_is_refused(window: Window) -> None:
    press(window.talk, Qt.Key.Key_Return)

    press(window.talk, Qt.Key.Key_5, CTRL | Qt.KeyboardModifier.KeypadModifier)

    assert "cannot be part of a hotkey" in window.talk.problem


def test_who_goes_elsewhere_has_thought_better_of_it(window: Window) -> None:
    press(window.talk, Qt.Key.Key_Return)

    window.stop.setFocus()
    QApplication.processEvents()

    assert not window.talk.is_recording
    assert window.recording == [True, False]


def test_a_closed_window_gives_the_keyboard_back(window: Window) -> None:
    press(window.talk, Qt.Key.Key_Return)

    window.close()

    assert not window.talk.is_recording


def test_a_conflict_stays_until_another_chord_is_chosen(window: Window) -> None:
    window.talk.set_problem("Another program has it.")
    press(window.talk, Qt.Key.Key_Return)
    assert window.talk.problem == ""
    press(window.talk, Qt.Key.Key_Escape)
    assert window.talk.problem == "Another program has it."

    press(window.talk, Qt.Key.Key_Return)
    press(window.talk, Qt.Key.Key_F9)

    assert window.talk.problem == ""


def test_no_chord_is_explained(window: Window) -> None:
    window.talk.set_chord("banana")

    assert "banana" in window.talk.problem
    assert window.talk.chord == ""


def test_it_is_told_and_reached_and_nothing_is_cut_off(window: Window) -> None:
    window.talk.set_problem("Ctrl+Alt+Space belongs to another program; choose other keys or close that program.")
    QApplication.processEvents()
    fields = reached_by_tab(window)
    names = [QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name) for each in fields]

    assert names == ["Talk: Ctrl+Alt+Space", "Stop: Ctrl+Alt+S", "Clear: Stop"]
    assert nameless(window) == []
    assert cut_off(window) == []
