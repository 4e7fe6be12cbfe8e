"""Conversations are listed while they go on, found, taken up again, deleted, brought back and written to files."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from echoflow.conversation.history import Entry, History
from echoflow.desks.conversation_desk import ConversationDesk
from echoflow.store.conversations import DAY_SECONDS, ConversationStore, conversations_file, reading
from echoflow.store.settings import Settings
from echoflow.ui.conversations.conversations_window import ConversationsWindow
from support.bench import Bench
from support.qt_loop import run_in_qt, until
from support.talks import NOW, talks
from support.windows import answer_question

TALKS = talks()


class Held:
    """What the desk asks of the rest of the app, which does it at once."""

    def __init__(self, desk: ConversationDesk) -> None:
        self.histories: list[History] = []
        self.notices: list[str] = []
        self.private: list[bool] = []
        desk.conversation_wanted.connect(self.histories.append)
        desk.conversation_wanted.connect(desk.set_conversation)
        desk.notice.connect(self.notices.append)
        desk.private_changed.connect(self.private.append)


@pytest.fixture(autouse=True)
def _kept() -> None:
    """Seven conversations of the last weeks."""
    store = ConversationStore(conversations_file())
    for talk in TALKS:
        store.restore(talk)
    store.close()


def with_desk(
    application: QApplication,
    scenario: Callable[[ConversationDesk, Held], Coroutine[Any, Any, None]],
    settings: Settings | None = None,
) -> None:
    async def whole() -> None:
        desk = ConversationDesk(
            lambda tell: ConversationStore(conversations_file(), on_problem=tell),
            settings or Settings(),
            clock=NOW.timestamp,
        )
        await scenario(desk, Held(desk))
        await desk.close()

    run_in_qt(application, whole())


def kept_keys() -> list[str]:
    with reading(conversations_file()) as database:
        assert database is not None
        return [each.key for each in database.summaries()]


async def opened(desk: ConversationDesk) -> ConversationsWindow:
    """The window, when it shows the newest conversation."""
    desk.open()
    window = desk.window
    assert window is not None
    await until(lambda: window.conversation is not None, "a conversation to read")
    return window


def test_the_window_shows_what_is_kept_and_the_newest_of_it(qapp: QApplication) -> None:
    async def scenario(desk: ConversationDesk, _held: Held) -> None:
        window = await opened(desk)
        assert window.shown == [talk.summary.key for talk in TALKS]
        assert window.conversation == TALKS[0]
        window.close()
        assert desk.window is None

    with_desk(qapp, scenario)


def test_what_is_said_appears_while_the_window_is_open(qapp: QApplication) -> None:
    async def scenario(desk: ConversationDesk, _held: Held) -> None:
        window = await opened(desk)
        bench = Bench(["What is it?"], [["A test."]])
        bench.manager.history.key = "new"
        desk.follow(bench)
        bench.speak(1.0)
        await until(lambda: "new" in window.shown, "the new conversation")
        window.selected.emit("new")
        await bench.reply_ready("A test.")
        bench.play(2.0)
        await until(lambda: "A test." in window.pane.toPlainText(), "the answer")
        await bench.shut_down()

    with_desk(qapp, scenario)


def test_words_are_found_as_they_are_typed(qapp: QApplication) -> None:
    async def scenario(desk: ConversationDesk, _held: Held) -> None:
        window = await opened(desk)
        for words in ("m", "mi", "milk"):
            window.search.setText(words)
            window.search_wanted.emit(words)
        await until(lambda: len(window.shown) == 2, "what was found")
        await until(lambda: "milk" in window.pane.marked, "the words in the conversation")
        window.search.clear()
        await until(lambda: len(window.shown) == len(TALKS), "all of them")
        await until(lambda: not window.pane.marked, "no marks")

    with_desk(qapp, scenario)


def test_a_conversation_is_taken_up_again_as_it_was_heard(qapp: QApplication) -> None:
    async def scenario(desk: ConversationDesk, held: Held) -> None:
        window = await opened(desk)
        window.header.resume.click()
        await until(lambda: held.histories, "the conversation")
        [history] = held.histories
        assert history.key == TALKS[0].summary.key
        assert history.entries[2] == Entry(3, TALKS[0].turns[2].user, TALKS[0].turns[2].heard)
        assert history.last_turn == 4
        assert TALKS[0].summary.title in held.notices[0]
        assert not window.header.resume.isEnabled(), "it is going on"

    with_desk(qapp, scenario)


def test_what_is_said_then_belongs_to_it(qapp: QApplication) -> None:
    async def scenario(desk: ConversationDesk, _held: Held) -> None:
        bench = Bench(["And tea?"], [["Tea, too."]])
        bench.manager.history.key = TALKS[3].summary.key
        desk.follow(bench)
        for turn in TALKS[3].turns:
            bench.manager.history.take(turn.number, turn.user)
        bench.speak(1.0)
        await bench.reply_ready("too.")
        await bench.shut_down()

    with_desk(qapp, scenario)
    assert kept_keys()[0] == TALKS[3].summary.key


def test_deleted_and_brought_back(qapp: QApplication) -> None:
    async def scenario(desk: ConversationDesk, held: Held) -> None:
        window = await opened(desk)
        window.header.delete.click()
        await until(lambda: len(window.shown) == len(TALKS) - 1, "one less")
        await until(lambda: window.conversation == TALKS[1], "its neighbour")
        assert kept_keys() == [talk.summary.key for talk in TALKS[1:]]
        window.undo.click()
        await until(lambda: len(window.shown) == len(TALKS), "it again")
        assert window.undo.isHidden()
        assert held.histories == []

    with_desk(qapp, scenario)
    with reading(conversations_file()) as database:
        assert database is not None
        assert database.read(TALKS[0].summary.key) == TALKS[0]


def test_what_goes_on_after_its_conversation_was_deleted_is_another_one(qapp: QApplication) -> None:
    async def scenario(desk: ConversationDesk, held: Held) -> None:
        desk.set_conversation(History(key=TALKS[0].summary.key))
        window = await opened(desk)
        window.header.delete.click()
        await until(lambda: held.histories, "another conversation")
        assert held.histories[0].key not in ("", TALKS[0].summary.key)
        assert held.histories[0].entries == ()

    with_desk(qapp, scenario)


def test_all_are_deleted_only_when_that_is_confirmed(qapp: QApplication) -> None:
    async def scenario(desk: ConversationDesk, _held: Held) -> None:
        window = await opened(desk)
        delete_all = window.menu_actions[2]
        delete_all.trigger()
        answer_question(window, "Cancel")
        delete_all.trigger()
        assert answer_question(window, "Delete all") == "Delete all conversations?"
        await until(lambda: window.shown == [], "nothing")
        assert not delete_all.isEnabled()

    with_desk(qapp, scenario)
    assert kept_keys() == []


def test_private_conversations_begin_and_end(qapp: QApplication) -> None:
    async def scenario(desk: ConversationDesk, held: Held) -> None:
        window = await opened(desk)
        desk.set_private(True)
        desk.set_private(True)
        assert [history.private for history in held.histories] == [True]
        assert held.private == [True]
        assert window.end_private.isVisible()
        window.end_private.click()
        assert [history.private for history in held.histories] == [True, False]
        assert held.private == [True, False]
        assert not window.end_private.isVisible()
        assert len({history.key for history in held.histories}) == 2

    with_desk(qapp, scenario)


@pytest.mark.parametrize(("ending", "first"), [(".md", "# What's the difference"), (".json", "{")])
def test_one_is_written_to_a_file(qapp: QApplication, tmp_path: Path, ending: str, first: str) -> None:
    target = tmp_path / f"talk{ending}"

    async def scenario(desk: ConversationDesk, _held: Held) -> None:
        window = await opened(desk)
        window.header.export.click()
        await until(lambda: window.findChildren(QFileDialog), "the dialog")
        [dialog] = window.findChildren(QFileDialog)
        assert dialog.selectedFiles()[0].endswith(".md")
        dialog.fileSelected.emit(str(target))
        dialog.close()
        await until(lambda: str(target) in window.notice.text(), "the file")

    with_desk(qapp, scenario)
    assert target.read_text(encoding="utf-8").startswith(first)


def test_all_are_written_to_a_file(qapp: QApplication, tmp_path: Path) -> None:
    target = tmp_path / "all.json"

    async def scenario(desk: ConversationDesk, _held: Held) -> None:
        window = await opened(desk)
        window.menu_actions[1].trigger()
        await until(lambda: window.findChildren(QFileDialog), "the dialog")
        [dialog] = window.findChildren(QFileDialog)
        dialog.fileSelected.emit(str(tmp_path / "no folder" / "all.json"))
        await until(lambda: "cannot be written" in window.notice.text(), "the refusal")
        dialog.fileSelected.emit(str(target))
        dialog.close()
        await until(lambda: "Saved" in window.notice.text(), "the file")

    with_desk(qapp, scenario)
    written = json.loads(target.read_text(encoding="utf-8"))
    assert len(written["conversations"]) == len(TALKS)


def test_old_ones_are_forgotten_at_the_start_and_when_the_setting_changes(qapp: QApplication) -> None:
    async def scenario(desk: ConversationDesk, _held: Held) -> None:
        window = await opened(desk)
        assert len(window.shown) == len(TALKS) - 1
        desk.set_settings(Settings(history_days=2))
        await until(lambda: len(window.shown) == 4, "the last two days")

    with_desk(qapp, scenario, Settings(history_days=10))
    assert all(talk.summary.updated > NOW.timestamp() - 2 * DAY_SECONDS for talk in TALKS[:4])


def test_it_is_said_where_nothing_is_kept(qapp: QApplication) -> None:
    async def scenario(desk: ConversationDesk, _held: Held) -> None:
        window = await opened(desk)
        window.menu_actions[2].trigger()
        answer_question(window, "Delete all")
        await until(lambda: window.shown == [], "nothing")
        desk.set_settings(replace(Settings(), keep_history=False))
        assert "not kept" in window.emptiness

    with_desk(qapp, scenario)


def test_a_damaged_file_is_told_of_on_the_main_loop(qapp: QApplication) -> None:
    conversations_file().write_bytes(b"no database" * 1000)
    told: list[str] = []

    async def scenario(desk: ConversationDesk, _held: Held) -> None:
        desk.problem.connect(told.append)
        desk.open()
        await until(lambda: told, "the news")
        await asyncio.sleep(0)

    with_desk(qapp, scenario)
    assert "damaged" in told[0]
