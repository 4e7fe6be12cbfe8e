"""The audit of windows finds what it is there to find."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from echoflow.ui.window import AppWindow, name_choice
from support.window_audit import audit, audit_menu, use


def _window(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    window = QWidget()
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    return window


def test_a_window_as_it_should_be(qtbot: QtBot) -> None:
    field = QLineEdit()
    field.setAccessibleName("Name")
    assert audit(_window(qtbot, QLabel("Who are you?"), field, QPushButton("Save"))) == []


def test_controls_without_a_name(qtbot: QtBot) -> None:
    found = audit(_window(qtbot, QToolButton(), QLineEdit(), QComboBox()))
    assert len([problem for problem in found if "no accessible name" in problem]) == 3


def test_a_control_that_only_the_mouse_reaches(qtbot: QtBot) -> None:
    button = QPushButton("Save")
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    assert audit(_window(qtbot, button)) == ["QPushButton 'Save' is out of the keyboard's reach"]


def test_texts_without_room(qtbot: QtBot) -> None:
    plain, wrapped, button = (
        QLabel("a sentence of some length"),
        QLabel("a sentence of some length"),
        QPushButton("Save all"),
    )
    wrapped.setWordWrap(True)
    plain.setFixedWidth(40)
    wrapped.setFixedSize(60, 12)
    button.setFixedWidth(20)
    found = audit(_window(qtbot, plain, wrapped, button))
    assert len(found) == 3
    assert all("is clipped" in problem for problem in found)


def test_what_was_not_translated(qtbot: QtBot) -> None:
    name = QLabel("Deepgram")
    window = _window(qtbot, QLabel("听写"), name, QLabel("Ctrl+Alt+Space"), QPushButton("Save"), QLabel("Ada"))
    window.setWindowTitle("设置")
    assert audit(window, language="zh", data=frozenset({"Ada"})) == [
        "QPushButton 'Save' is in the other language: 'Save'"
    ]


def test_a_choice_is_named_by_what_stands_beside_it(qtbot: QtBot) -> None:
    choice = QComboBox()
    choice.addItem("Automatic")
    choice.setAccessibleName("Threads")
    window = _window(qtbot, choice)
    assert audit(window) == ["QComboBox 'Threads' has no accessible name"]

    name_choice(choice, "Threads")

    assert audit(window) == []


def test_a_picture_that_nothing_explains_and_two_that_sound_alike(qtbot: QtBot) -> None:
    first, second = QToolButton(), QToolButton()
    for each in (first, second):
        each.setIcon(QIcon(QPixmap(QSize(8, 8))))
        each.setAccessibleName("Delete")
        each.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    second.setToolTip("Delete it")
    first.setAccessibleDescription("Delete it")
    found = audit(_window(qtbot, first, second))
    assert found == [
        "QToolButton 'Delete' is a picture that nothing explains",
        "QToolButton 'Delete' sounds like another one: 'Delete'",
    ]


def test_what_lies_on_each_other_or_is_cut_off_by_what_is_around_it(qtbot: QtBot) -> None:
    place = QWidget()
    place.setFixedSize(100, 60)
    for text, at in (("under", 0), ("over", 5), ("aside", 90)):
        QLabel(text, place).setGeometry(QRect(at, 10, 60, 20))
    assert audit(_window(qtbot, place)) == [
        "QLabel 'aside' is clipped: 'aside'",
        "QLabel 'under' lies on QLabel 'over'",
    ]


def test_rows_without_room(qtbot: QtBot) -> None:
    pages = QListWidget()
    pages.setAccessibleName("Pages")
    pages.addItem("Short")
    pages.addItem("Much longer than there is room for")
    pages.setFixedWidth(80)
    assert audit(_window(qtbot, pages)) == [
        "QListWidget 'Pages' is clipped: 'Much longer than there is room for'",
    ]


def test_a_letter_for_two(qtbot: QtBot) -> None:
    assert audit(_window(qtbot, QPushButton("&Save"), QPushButton("&Send"))) == ["Alt+S means two things"]


def test_a_question_without_an_answer_for_return(qtbot: QtBot) -> None:
    window = QMessageBox()
    window.setText("Really?")
    window.addButton("Yes", QMessageBox.ButtonRole.YesRole)
    qtbot.addWidget(window)
    window.open()
    assert "QMessageBox has no default button" in audit(window)


def test_menus(qtbot: QtBot) -> None:
    menu = QMenu("Menu")
    qtbot.addWidget(menu)
    for words in ("&Talk", "&Test", "Quit"):
        menu.addAction(words)
    menu.addAction("设置(&S)")
    assert audit_menu(menu) == [
        "the letter T is twice in the menu 'Menu'",
        "'Quit' in the menu 'Menu' has no letter",
        "'设置(&S)' in the menu 'Menu' is in the other language",
    ]


def _app_window(qtbot: QtBot, *widgets: QWidget) -> AppWindow:
    window = AppWindow("EchoFlow")
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(window)
    window.open()
    widgets[0].setFocus()
    return window


def test_a_window_that_the_keyboard_can_use(qtbot: QtBot) -> None:
    assert use(_app_window(qtbot, QPushButton("One"), QLineEdit(), QPushButton("Two"))) == []


def test_tab_that_is_kept_or_goes_back_and_forth(qtbot: QtBot) -> None:
    text = QPlainTextEdit()
    text.setAccessibleName("Text")
    assert use(_app_window(qtbot, text, QPushButton("Save"))) == [
        "QPlainTextEdit 'Text' keeps the Tab key",
        "QPushButton 'Save' is passed over by Tab",
    ]

    first, second, third = buttons = [QPushButton(word) for word in ("One", "Two", "Three")]
    window = _app_window(qtbot, *buttons)
    QWidget.setTabOrder(third, second)
    QWidget.setTabOrder(first, third)
    assert use(window) == [
        "Tab goes back from QPushButton 'Three' to QPushButton 'Two'",
        "Tab goes back from QPushButton 'Two' to QPushButton 'One'",
    ]


def test_a_control_that_keeps_escape(qtbot: QtBot) -> None:
    class Greedy(QPushButton):
        def keyPressEvent(self, event: object) -> None:
            pass

    greedy = Greedy("Save")
    assert use(_app_window(qtbot, greedy))[-2:] == [
        "Escape in Greedy 'Save' does not close the window",
        "Ctrl+W in Greedy 'Save' does not close the window",
    ]
