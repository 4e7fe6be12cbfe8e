"""The window of conversations as a user meets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from echoflow.store.conversations_export import as_text
from echoflow.store.conversations_record import Hit, StoredConversation, Summary
from echoflow.store.conversations_words import marks, phrases_of, snippet
from echoflow.ui.conversations.conversations_window import ConversationsWindow, Keeping
from support.shown_talks import conversations_window
from support.talks import NOW, talks
from support.windows import cut_off, nameless, reached_by_tab, shown

TALKS = talks()
STATES = ("list", "search", "nothing", "empty", "off", "private", "deleted")


@pytest.fixture
def window(qapp: QApplication) -> Iterator[ConversationsWindow]:
    made = ConversationsWindow(as_text, lambda: NOW)
    made.show_list([talk.summary for talk in TALKS])
    made.show_conversation(TALKS[0])
    shown(made)
    yield made
    made.close()
    made.deleteLater()


def texts_said(window: ConversationsWindow) -> list[str]:
    """What a screen reader says of the rows of the list."""
    model = window.list.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def test_conversations_stand_under_their_days(window: ConversationsWindow) -> None:
    said = texts_said(window)

    assert said[0] == "Today"
    assert said[1].startswith("What's the difference")
    assert said[3] == "Yesterday"
    assert "2026" in said[6]


def test_the_arrows_pass_over_the_days(window: ConversationsWindow, qtbot: QtBot) -> None:
    chosen: list[str] = []
    window.selected.connect(chosen.append)
    window.list.setFocus()
    for _ in range(3):
        QTest.keyClick(window.list, Qt.Key.Key_Down)

    assert chosen == [talk.summary.key for talk in TALKS[1:4]]


def test_the_keys_of_the_list(window: ConversationsWindow) -> None:
    deleted: list[str] = []
    window.delete_wanted.connect(deleted.append)
    window.list.setFocus()

    QTest.keyClick(window.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("You: What's the difference")
    QTest.keyClick(window.list, Qt.Key.Key_Delete)
    assert deleted == [TALKS[0].summary.key]
    QTest.keyClick(window.list, Qt.Key.Key_Return)
    assert window.pane.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    QTest.keyClick(window.search, Qt.Key.Key_Down)
    assert window.list.hasFocus()


def test_escape_first_ends_the_search_then_closes(window: ConversationsWindow) -> None:
    window.search.setFocus()
    window.search.setText("milk")
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.text() == ""
    assert window.isVisible()
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_escape_closes_from_the_conversation_as_well(window: ConversationsWindow) -> None:
    window.pane.setFocus()
    QTest.keyClick(window.pane, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_a_search_waits_for_a_pause_in_typing(window: ConversationsWindow, qtbot: QtBot) -> None:
    wanted: list[str] = []
    window.search_wanted.connect(wanted.append)
    QTest.keyClicks(window.search, "milk ")
    qtbot.waitUntil(lambda: bool(wanted))
    assert wanted == ["milk"]


def test_of_an_interrupted_answer_the_rest_is_grey_and_said_to_be(window: ConversationsWindow) -> None:
    text = window.pane.toPlainText()
    turn = TALKS[0].turns[2]

    assert turn.answer in text
    assert "You cut in; the grey words were not heard." in text
    colors = []
    for words in (turn.heard, turn.unheard.strip()):
        cursor = window.pane.document().find(words[:20])
        colors.append(cursor.charFormat().foreground().color().name())
    assert colors[0] != colors[1]


def test_a_turn_is_copied_as_it_was_heard(window: ConversationsWindow) -> None:
    window.pane.copy_turn(2)
    copied = QGuiApplication.clipboard().text()

    assert copied == f"You: {TALKS[0].turns[2].user}\n\nEchoFlow: {TALKS[0].turns[2].heard}"
    assert window.notice.text() == "Copied."


def test_control_c_copies_the_turn_at_the_cursor(window: ConversationsWindow) -> None:
    window.pane.setTextCursor(window.pane.document().find("more caffeine"))
    cursor = window.pane.textCursor()
    cursor.clearSelection()
    window.pane.setTextCursor(cursor)
    QTest.keyClick(window.pane, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text().startswith("You: And which one has more caffeine?")


def test_the_next_conversation_is_selected_where_one_was_deleted(window: ConversationsWindow) -> None:
    chosen: list[str] = []
    window.selected.connect(chosen.append)
    window.show_list([talk.summary for talk in TALKS[1:]])
    assert chosen == [TALKS[1].summary.key]


def test_what_is_going_on_cannot_be_continued(window: ConversationsWindow) -> None:
    window.set_state(TALKS[0].summary.key, Keeping.KEPT)
    assert not window.header.resume.isEnabled()
    assert "going on now" in texts_said(window)[1]


def test_more_of_the_same_conversation_leaves_the_reader_where_they_are(window: ConversationsWindow) -> None:
    turns = tuple(replace(TALKS[0].turns[0], number=number, user="Well? " * 30) for number in range(1, 30))
    window.show_conversation(None)
    window.show_conversation(replace(TALKS[0], turns=turns))
    bar = window.pane.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    window.show_conversation(replace(TALKS[0], turns=(*turns, replace(turns[0], number=30))))
    assert bar.value() == before
    bar.setValue(bar.maximum())
    window.show_conversation(replace(TALKS[0], turns=(*turns, *turns)))
    assert bar.value() == bar.maximum()


def test_thousands_are_listed_at_once(window: ConversationsWindow) -> None:
    many = [replace(TALKS[0].summary, key=str(number), updated=NOW.timestamp() - number) for number in range(5_000)]
    window.show_list(many)
    QApplication.processEvents()
    assert len(window.shown) == 5_000
    # Only what is seen has been drawn and measured, however many there are.
    assert window.list.layoutMode() is window.list.LayoutMode.Batched


def long_talk(count: int) -> StoredConversation:
    turn = replace(TALKS[0].turns[1], user="Question? " * 10)
    turns = tuple(replace(turn, number=number, said=f"Answer {number}.") for number in range(1, count + 1))
    return StoredConversation(Summary("long", 1_000.0, 1_000.0, "Question?", "en", count), turns)


def test_of_a_long_conversation_the_end_is_there_at_once_and_the_rest_follows(
    window: ConversationsWindow, qtbot: QtBot
) -> None:
    talk = long_talk(200)
    window.show_conversation(talk)
    bar = window.pane.verticalScrollBar()

    assert "Answer 200." in window.pane.toPlainText()
    assert not window.pane.is_complete
    assert bar.value() == bar.maximum()
    qtbot.waitUntil(lambda: window.pane.is_complete)
    assert window.pane.toPlainText().count("EchoFlow") == 200
    assert window.pane.toPlainText().index("Answer 1.") < window.pane.toPlainText().index("Answer 2.")
    assert bar.value() == bar.maximum()


def test_of_a_long_conversation_the_turn_that_was_found_is_shown(window: ConversationsWindow, qtbot: QtBot) -> None:
    talk = long_talk(100)
    hit = Hit(talk.summary, 40, 1, snippet("Answer 40.", phrases_of("40")))
    window.show_hits("40", [hit])
    window.show_conversation(talk, partial(marks, phrases=phrases_of("40")))
    qtbot.waitUntil(lambda: window.pane.is_complete)

    assert window.pane.marked == ["40"]
    top = window.pane.cursorForPosition(QPoint(20, 30)).block().text()
    bottom = window.pane.cursorForPosition(QPoint(20, window.pane.viewport().height() - 10)).position()
    assert "You" in top or "Question" in top
    assert window.pane.document().find("Answer 40.").position() <= bottom


@pytest.mark.parametrize("state", STATES)
def test_every_control_has_a_name_and_nothing_is_cut_off(qapp: QApplication, state: str) -> None:
    window = shown(conversations_window(state))
    try:
        assert nameless(window) == []
        assert cut_off(window) == []
        assert window.search in reached_by_tab(window)
    finally:
        window.close()
        window.deleteLater()


def test_the_conversation_is_read_out_by_a_screen_reader(window: ConversationsWindow) -> None:
    interface = QAccessible.queryAccessibleInterface(window.pane)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "The conversation"
    text = interface.textInterface()
    assert text is not None
    assert "And which one has more caffeine?" in text.text(0, text.characterCount())


def test_its_words_follow_the_theme(window: ConversationsWindow, qapp: QApplication) -> None:
    before = qapp.palette()
    light = window.pane.textCursor().charFormat().foreground().color().lightness()
    try:
        QApplication.setPalette(QPalette(Qt.GlobalColor.black))
        QApplication.processEvents()
        dark = window.pane.textCursor().charFormat().foreground().color().lightness()
    finally:
        QApplication.setPalette(before)
    assert light < 128 < dark
