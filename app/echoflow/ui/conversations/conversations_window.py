"""Past conversations: to be looked through, searched, read, taken up again, given to others, and forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from echoflow.store.conversations_record import Hit, StoredConversation, StoredTurn, Summary
from echoflow.text import tr
from echoflow.ui.conversations.conversation_list import (
    ITEM_ROLE,
    ConversationDelegate,
    ConversationModel,
    Row,
    Section,
    by_day,
    found,
)
from echoflow.ui.conversations.emptiness import Emptiness
from echoflow.ui.conversations.reading_header import ReadingHeader
from echoflow.ui.conversations.reading_pane import Marks, ReadingPane
from echoflow.ui.theme import em
from echoflow.ui.window import GAP, MARGIN, AppWindow, ask, button, card, label, row

_TYPING_MILLISECONDS = 60
"""A pause in typing after which is searched; a search takes about ten."""

_THANKS_MILLISECONDS = 2_500


class Keeping(Enum):
    """Whether what is said now is kept."""

    KEPT = "kept"
    PRIVATE = "private"
    OFF = "off"
    """The user wants no conversations to be kept."""


class ConversationsWindow(AppWindow):
    """Shows what it is given; what the user wants is told by signals, conversations by their keys.

    In the list Enter reads, Delete deletes, Ctrl+C copies; Ctrl+F searches.
    """

    search_wanted = Signal(str)
    """Other words are looked for; "" for none."""
    selected = Signal(str)
    """A conversation is to be shown; "" for none."""
    continue_wanted = Signal(str)
    delete_wanted = Signal(str)
    delete_all_wanted = Signal()
    """The user has confirmed it."""
    undo_wanted = Signal()
    """What was deleted last is to be put back."""
    export_wanted = Signal(str)
    """A conversation is to be written to a file; "" for all of them."""
    new_wanted = Signal(bool)
    """A new conversation is to begin; whether in private."""

    def __init__(
        self, as_text: Callable[[Sequence[StoredTurn]], str], now: Callable[[], datetime] = datetime.now
    ) -> None:
        """`as_text` writes turns for the clipboard; `now` is in the user's time."""
        super().__init__(tr("Conversations"))
        self._now = now
        self._conversation: StoredConversation | None = None
        self._wanted = ""
        self._first_turn = 0
        self._running = ""
        self._keeping = Keeping.KEPT
        self._is_any = False
        self._model = ConversationModel(self)
        self.search = QLineEdit()
        self.list = QListView()
        self.header = ReadingHeader()
        self.pane = ReadingPane(as_text)
        self.new = button(tr("&New conversation"), lambda: self.new_wanted.emit(False))
        self.more = QPushButton(tr("More"))
        self.notice = label()
        self.undo = button(tr("&Undo"), self._undo)
        self.end_private = button(tr("End it"), lambda: self.new_wanted.emit(False))
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MILLISECONDS)
        self._typing.timeout.connect(lambda: self.search_wanted.emit(self.search.text().strip()))
        self._thanks = QTimer(self, singleShot=True, interval=_THANKS_MILLISECONDS)
        self._thanks.timeout.connect(lambda: self.tell(""))
        self._set_up_list()
        self._make_menu()
        self._lay_out()
        self._connect()
        self.set_state("", Keeping.KEPT)
        self.show_list([])

    def sizeHint(self) -> QSize:
        """Room for a list and a conversation beside it."""
        return QSize(em(self.font()) * 84, self.fontMetrics().height() * 38)

    @property
    def shown(self) -> list[str]:
        """The keys of the conversations in the list."""
        items = (self._model.index(each).data(ITEM_ROLE) for each in range(self._model.rowCount()))
        return [item.summary.key for item in items if isinstance(item, Row)]

    @property
    def emptiness(self) -> str:
        """Why there is nothing in the list; "" where there is something."""
        return self._empty.words if self._listing.currentWidget() is self._empty else ""

    @property
    def conversation(self) -> StoredConversation | None:
        """The one that is read."""
        return self._conversation

    def show_list(self, summaries: Sequence[Summary]) -> None:
        """Shows these conversations by day. The selection stays where it is, or moves to the nearest."""
        self._is_any = bool(summaries)
        self._replace(by_day(summaries, self._now().date()))
        self._show_emptiness("")

    def show_hits(self, query: str, hits: Sequence[Hit]) -> None:
        """Shows what was found for `query`."""
        self._replace(found(hits, self._now().date()))
        self._show_emptiness(query if not hits else "")

    def show_conversation(self, conversation: StoredConversation | None, marks: Marks | None = None) -> None:
        """Shows one to be read, with what `marks` finds in it; None where it is gone."""
        is_other = (
            self._conversation is None
            or conversation is None
            or (conversation.summary.key != self._conversation.summary.key)
        )
        self._conversation = conversation
        self.header.show_summary(conversation.summary if conversation else None, self._now().date())
        self.header.set_running(conversation is not None and conversation.summary.key == self._running)
        first = self._first_turn if is_other or marks is not None else 0
        self.pane.show_turns(conversation.turns if conversation else (), marks, first)
        self._reading.setCurrentWidget(self._page if conversation else self._blank)

    def set_state(self, running: str, keeping: Keeping) -> None:
        """Which conversation is going on, and whether it is kept."""
        self._running, self._keeping = running, keeping
        self._model.set_running(running)
        self.header.set_running(self._conversation is not None and self._conversation.summary.key == running)
        self._private_card.setVisible(keeping is Keeping.PRIVATE)
        self._private_action.setEnabled(keeping is not Keeping.PRIVATE)
        self._show_emptiness("")

    def tell(self, sentence: str, *, can_undo: bool = False) -> None:
        """Says something that is done; with Undo until there is something else to say, else for a moment."""
        self.notice.setText(sentence)
        self.undo.setVisible(can_undo)
        self._notice_card.setVisible(bool(sentence))
        if sentence and not can_undo:
            self._thanks.start()
        else:
            self._thanks.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """A third for the list."""
        super().showEvent(event)
        if not event.spontaneous():
            third = self.width() * 36 // 100
            self._sides.setSizes([third, self.width() - third])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is looked for any more."""
        self._typing.stop()
        self._thanks.stop()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """The words are drawn in the colours of the theme, so they are drawn anew with another."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_reading"):
            self.pane.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """The keys of the list, and those that lead to it."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if watched is self.list:
                return self._take_list_key(event)
            if watched is self.search:
                return self._take_search_key(event)
        return super().eventFilter(watched, event)

    def _take_list_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.pane.copy_all()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pane.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() == Qt.Key.Key_Delete:
            self._delete()
        else:
            return False
        return True

    def _take_search_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            return True
        return False

    def _set_up_list(self) -> None:
        self.list.setModel(self._model)
        self.list.setItemDelegate(ConversationDelegate(self.list))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Thousands are laid out a hundred at a time.
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(tr("Conversations"))
        self.list.installEventFilter(self)

    def _make_menu(self) -> None:
        menu = QMenu(self.more)
        self._private_action = menu.addAction(tr("New &private conversation"), lambda: self.new_wanted.emit(True))
        menu.addSeparator()
        self._export_all = menu.addAction(tr("&Export all…"), lambda: self.export_wanted.emit(""))
        self._delete_all = menu.addAction(tr("&Delete all…"), self._ask_to_delete_all)
        self.more.setProperty("opens", True)
        self.more.setMenu(menu)
        self.more.setAutoDefault(False)
        self.more.setAccessibleName(tr("More to do with conversations"))

    @property
    def menu_actions(self) -> tuple[QAction, QAction, QAction]:
        """Begin in private, export all, delete all."""
        return self._private_action, self._export_all, self._delete_all

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(tr("Search what was said"))
        self.search.setAccessibleName(tr("Search the conversations"))
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(self._make_list_side())
        sides.addWidget(self._make_reading_side())
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(GAP)
        sides.setStretchFactor(0, 0)
        sides.setStretchFactor(1, 1)
        self._sides = sides
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(sides, 1)
        self._notice_card, words = card()
        words.setContentsMargins(MARGIN, 8, 10, 8)
        line = row(self.notice, self.undo)
        line.setStretch(0, 1)
        words.addLayout(line)
        self._notice_card.hide()
        column.addWidget(self._notice_card)

    def _make_list_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.search)
        column.addWidget(self._make_private_card())
        frame, inside = card()
        inside.setContentsMargins(6, 6, 6, 6)
        self._listing = QStackedWidget()
        self._empty = Emptiness()
        self._listing.addWidget(self.list)
        self._listing.addWidget(self._empty)
        inside.addWidget(self._listing)
        column.addWidget(frame, 1)
        column.addLayout(row(self.new, self.more, 1))
        self._listing.setMinimumSize(em(self.font()) * 24, self.fontMetrics().height() * 10)
        return side

    def _make_private_card(self) -> QFrame:
        self._private_card, words = card("offer")
        words.setContentsMargins(MARGIN - 4, 10, 10, 10)
        line = row(label(tr("This conversation is private: nothing of it is kept.")), self.end_private)
        line.setStretch(0, 1)
        words.addLayout(line)
        return self._private_card

    def _make_reading_side(self) -> QWidget:
        frame, inside = card()
        inside.setContentsMargins(0, 0, 0, 0)
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 2, 6)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.pane, 1)
        self._blank = Emptiness(is_drawn=True)
        self._reading = QStackedWidget()
        self._reading.addWidget(self._blank)
        self._reading.addWidget(self._page)
        inside.addWidget(self._reading)
        return frame

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda: self._typing.start())
        self.list.selectionModel().currentChanged.connect(self._take_selection)
        self.header.continued.connect(lambda: self._with_key(self.continue_wanted.emit))
        self.header.copied.connect(self.pane.copy_all)
        self.header.exported.connect(lambda: self._with_key(self.export_wanted.emit))
        self.header.deleted.connect(self._delete)
        self.pane.copied.connect(lambda: self.tell(tr("Copied.")))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._focus_search)
        self.search.setFocus()

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _replace(self, rows: Sequence[Section | Row]) -> None:
        """Other rows; what was selected stays so, or its neighbour is."""
        before = max(0, self.list.currentIndex().row())
        selection = self.list.selectionModel()
        scrolled = self.list.verticalScrollBar().value()
        selection.blockSignals(True)
        self._model.replace(rows)
        kept = self._model.row_of(self._wanted)
        place = kept if kept >= 0 else self._model.nearest(before)
        self.list.setCurrentIndex(self._model.index(place) if place >= 0 else QModelIndex())
        selection.blockSignals(False)
        if kept >= 0:
            self.list.verticalScrollBar().setValue(scrolled)
        self._take_selection()

    @Slot()
    def _take_selection(self) -> None:
        item = self.list.currentIndex().data(ITEM_ROLE)
        key = item.summary.key if isinstance(item, Row) else ""
        first = item.turn if isinstance(item, Row) else 0
        if (key, first) != (self._wanted, self._first_turn) or not key:
            self._wanted, self._first_turn = key, first
            self.selected.emit(key)
        self.list.viewport().update()

    def _with_key(self, action: Callable[[str], object]) -> None:
        if self._conversation is not None:
            action(self._conversation.summary.key)

    def _delete(self) -> None:
        self._with_key(self.delete_wanted.emit)

    def _undo(self) -> None:
        self.tell("")
        self.undo_wanted.emit()

    def _ask_to_delete_all(self) -> None:
        ask(
            self,
            tr("Delete all conversations?"),
            tr("Everything that was said so far is forgotten, and cannot be brought back."),
            tr("Delete all"),
            self.delete_all_wanted.emit,
        )

    def _show_emptiness(self, query: str) -> None:
        """Says why there is nothing in the list, if there is nothing."""
        is_empty = self._model.rowCount() == 0
        self._listing.setCurrentWidget(self._empty if is_empty else self.list)
        for action in (self._export_all, self._delete_all):
            action.setEnabled(self._is_any)
        self._blank.say("", "" if is_empty else tr("Choose a conversation to read it."))
        if not is_empty:
            return
        if query:
            self._empty.say(tr("Nothing found"), tr("Nobody has said “{words}” so far.", words=query))
        elif self._keeping is Keeping.OFF:
            self._empty.say(
                tr("Conversations are not kept"), tr("You can change that in the settings, under history and privacy.")
            )
        else:
            self._empty.say(
                tr("No conversations yet"),
                tr("Talk with EchoFlow, and what is said is kept here, on this computer and nowhere else."),
            )
