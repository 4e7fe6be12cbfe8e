"""What happens behind the window of conversations: they are stored as they are held, and found and taken up again."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from echoflow.conversation.history import Entry, History
from echoflow.desks.conversation_recorder import ConversationRecorder, Talk
from echoflow.pipeline.tasks import TaskGroup
from echoflow.store.conversations import ConversationStore
from echoflow.store.conversations_export import as_json, as_markdown, as_text, file_name
from echoflow.store.conversations_record import Hit, StoredConversation, Summary, new_key
from echoflow.store.conversations_words import marks, phrases_of
from echoflow.store.settings import Settings
from echoflow.text import tr
from echoflow.ui.conversations.conversations_window import ConversationsWindow, Keeping
from echoflow.ui.conversations.export_dialog import JSON, MARKDOWN, ask_for_file

_FORGET_MILLISECONDS = 3_600_000
"""How often old conversations are looked for: more often than once a day, since a sleeping computer counts no hours."""


class ConversationDesk(QObject):
    """One for the life of the app: follows its sessions, and `open` shows the window."""

    problem = Signal(str)
    """One sentence: conversations cannot be kept, or were saved from a damaged file."""
    notice = Signal(str)
    """One sentence about the conversation that begins."""
    conversation_wanted = Signal(object)
    """The `History` that is to be held from now on."""
    private_changed = Signal(bool)
    """The conversation is private from now on, or the next one is not any more."""

    def __init__(
        self,
        store: Callable[[Callable[[str], None]], ConversationStore],
        settings: Settings,
        clock: Callable[[], float] = time.time,
        parent: QObject | None = None,
    ) -> None:
        """`store` makes the store, given whom to tell of its problems; `clock` counts from the epoch."""
        super().__init__(parent)
        # Told from the store's thread; a signal carries it over.
        self._store = store(self.problem.emit)
        self._settings = settings
        self._clock = clock
        self._recorder = ConversationRecorder(
            self._store, keeps=settings.keep_history, language=lambda: self._settings.language, clock=clock, parent=self
        )
        self._recorder.changed.connect(self._take_change)
        self._history: History | None = None
        self._tasks = TaskGroup()
        self._window: ConversationsWindow | None = None
        self._query = ""
        self._shown = ""
        self._listing: Future[Any] | None = None
        self._deleted: StoredConversation | None = None
        self._forgetting = QTimer(self, interval=_FORGET_MILLISECONDS)
        self._forgetting.timeout.connect(self._forget_old)
        self._forgetting.start()
        self._forget_old()

    @property
    def window(self) -> ConversationsWindow | None:
        """The window, while it is open."""
        return self._window

    @Slot(object)
    def follow(self, session: Talk) -> None:
        """Stores what is said in `session`, as long as it lives, if its conversation is to be kept."""
        self._recorder.follow(session)
        self.set_conversation(session.manager.history)

    @Slot(object)
    def set_conversation(self, history: History) -> None:
        """Another conversation is held from now on."""
        was_private = self._is_private
        self._history = history
        if self._is_private != was_private:
            self.private_changed.emit(self._is_private)
        self._show_state()

    @Slot(object)
    def set_settings(self, settings: Settings) -> None:
        """Conversations are kept, or are not any more, and for so long."""
        before, self._settings = self._settings, settings
        if settings.keep_history != before.keep_history:
            self._recorder.set_keeps(settings.keep_history)
            self._show_state()
        if settings.history_days != before.history_days:
            self._forget_old()

    @Slot(bool)
    def set_private(self, private: bool) -> None:
        """Begins a conversation of which nothing is kept, or ends it with one that is."""
        if private != self._is_private:
            self.begin(private)

    @Slot(bool)
    def begin(self, private: bool = False) -> None:
        """Begins a new conversation, of which the model knows nothing of what was said before."""
        if private:
            sentence = tr("A private conversation begins: nothing of it is kept.")
        else:
            sentence = tr("A new conversation begins.")
        self._hold(History(key=new_key(), private=private), sentence)

    @Slot()
    def open(self) -> None:
        """Shows the window, or brings it to the front."""
        if self._window is None:
            window = self._window = ConversationsWindow(as_text, lambda: datetime.fromtimestamp(self._clock()))
            window.search_wanted.connect(self._search)
            window.selected.connect(self._select)
            window.continue_wanted.connect(self._continue)
            window.delete_wanted.connect(self._delete)
            window.delete_all_wanted.connect(self._delete_all)
            window.undo_wanted.connect(self._undo)
            window.export_wanted.connect(self._export)
            window.new_wanted.connect(self.begin)
            window.closed.connect(self._closed)
            self._show_state()
            self._list()
        self._window.open()

    async def close(self) -> None:
        """Closes the window, and writes what is left."""
        self._forgetting.stop()
        if self._window is not None:
            self._window.close()
        self._tasks.cancel()
        await self._tasks.wait()
        await asyncio.to_thread(self._store.close)

    @property
    def _is_private(self) -> bool:
        return self._history is not None and self._history.private

    def _hold(self, history: History, sentence: str) -> None:
        self.conversation_wanted.emit(history)
        self.notice.emit(sentence)

    def _show_state(self) -> None:
        if self._window is None:
            return
        keeping = Keeping.PRIVATE if self._is_private else Keeping.KEPT if self._settings.keep_history else Keeping.OFF
        self._window.set_state(self._history.key if self._history is not None else "", keeping)

    @Slot(str)
    def _take_change(self, key: str) -> None:
        if self._window is not None:
            self._list()
            if key == self._shown:
                self._tasks.start(self._show(key))

    @Slot()
    def _forget_old(self) -> None:
        self._store.forget_older(self._settings.history_days, self._clock())
        if self._settings.history_days:
            self._list()

    @Slot(str)
    def _search(self, query: str) -> None:
        self._query = query
        self._list()
        if self._shown:
            self._tasks.start(self._show(self._shown))

    def _list(self) -> None:
        """Shows all conversations, or those that are looked for; one that has not begun is asked for in vain."""
        if self._window is None:
            return
        if self._listing is not None:
            self._listing.cancel()
        if self._query:
            hits = self._store.search(self._query)
            self._listing = hits
            self._tasks.start(self._show_hits(self._query, hits))
        else:
            listing = self._store.summaries()
            self._listing = listing
            self._tasks.start(self._show_list(listing))

    async def _show_list(self, listing: Future[list[Summary]]) -> None:
        if not listing.cancelled():
            summaries = await asyncio.wrap_future(listing)
            if self._window is not None and listing is self._listing:
                self._window.show_list(summaries)

    async def _show_hits(self, query: str, hits: Future[list[Hit]]) -> None:
        if not hits.cancelled():
            found = await asyncio.wrap_future(hits)
            if self._window is not None and hits is self._listing:
                self._window.show_hits(query, found)

    @Slot(str)
    def _select(self, key: str) -> None:
        self._shown = key
        self._tasks.start(self._show(key))

    async def _show(self, key: str) -> None:
        phrases = phrases_of(self._query)
        conversation = await asyncio.wrap_future(self._store.read(key)) if key else None
        if self._window is not None and key == self._shown:
            self._window.show_conversation(conversation, partial(marks, phrases=phrases) if phrases else None)

    @Slot(str)
    def _continue(self, key: str) -> None:
        self._tasks.start(self._take_up(key))

    async def _take_up(self, key: str) -> None:
        conversation = await asyncio.wrap_future(self._store.read(key))
        if conversation is None:
            return
        # The model is told what was heard, as it was in the conversation itself.
        entries = [Entry(turn.number, turn.user, turn.heard) for turn in conversation.turns]
        sentence = tr("You are back in “{title}”; talk to go on.", title=conversation.summary.title)
        self._hold(History(entries, key=key), sentence)
        self._say(sentence)

    @Slot(str)
    def _delete(self, key: str) -> None:
        self._tasks.start(self._delete_one(key))

    async def _delete_one(self, key: str) -> None:
        conversation = await asyncio.wrap_future(self._store.read(key))
        if conversation is None:
            return
        self._store.delete([key])
        self._deleted = conversation
        self._list()
        self._leave(key)
        if self._window is not None:
            self._window.tell(tr("“{title}” is deleted.", title=conversation.summary.title), can_undo=True)

    @Slot()
    def _delete_all(self) -> None:
        self._store.clear()
        self._deleted = None
        self._list()
        self._leave(self._history.key if self._history is not None else "")
        self._say(tr("All conversations are deleted."))

    def _leave(self, key: str) -> None:
        """The conversation was deleted; if it is the one that is held, what follows belongs to another one."""
        if self._history is not None and self._history.key == key and not self._history.private:
            self.conversation_wanted.emit(History(key=new_key()))

    @Slot()
    def _undo(self) -> None:
        deleted, self._deleted = self._deleted, None
        if deleted is not None:
            self._store.restore(deleted)
            self._list()

    @Slot(str)
    def _export(self, key: str) -> None:
        self._tasks.start(self._ask_for_file(key))

    async def _ask_for_file(self, key: str) -> None:
        chosen: list[StoredConversation] = []
        keys = [key] if key else [each.key for each in await asyncio.wrap_future(self._store.summaries())]
        for each in keys:
            conversation = await asyncio.wrap_future(self._store.read(each))
            chosen += [conversation] if conversation is not None else []
        if self._window is None or not chosen:
            return
        name = file_name(chosen[0].summary, MARKDOWN) if key else tr("EchoFlow conversations") + MARKDOWN
        ask_for_file(self._window, name, lambda file: self._tasks.start(self._write(file, chosen)))

    async def _write(self, file: Path, conversations: Sequence[StoredConversation]) -> None:
        def write() -> None:
            write_text = as_json if file.suffix.lower() == JSON else as_markdown
            file.write_text(write_text(conversations), encoding="utf-8")

        try:
            await asyncio.to_thread(write)
        except OSError as error:
            self._say(tr("{file} cannot be written: {reason}.", file=file, reason=error.strerror))
        else:
            self._say(tr("Saved as {file}.", file=file))

    def _say(self, sentence: str) -> None:
        if self._window is not None:
            self._window.tell(sentence)

    @Slot()
    def _closed(self) -> None:
        self._query = self._shown = ""
        self._deleted = None
        if self._window is not None:
            self._window.deleteLater()
            self._window = None
