"""The voices to speak with: to be looked through, listened to, chosen, and made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView, QVBoxLayout

from echoflow.text import tr
from echoflow.ui.meters import BusySign
from echoflow.ui.theme import em
from echoflow.ui.voices.voice_list import VOICE_ROLE, VoiceDelegate, VoiceFilter, VoiceItem, VoiceModel
from echoflow.ui.window import GAP, MARGIN, AppWindow, ask, button, card, label, row, set_tone


class VoicesWindow(AppWindow):
    """Voices are named by engine and identifier. In the list, Enter uses, Space plays or stops, Delete deletes."""

    preview_wanted = Signal(str, str)
    preview_stop_wanted = Signal()
    voice_chosen = Signal(str, str)
    delete_wanted = Signal(str, str)
    """The user has confirmed it."""
    clone_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Voices"))
        self.search = QLineEdit()
        self.list = QListView()
        self.preview = button("", self._preview)
        self.use = button(tr("Use this voice"), self._use, primary=True)
        self.delete = button(tr("Delete"), self._ask_to_delete)
        self.clone = button(tr("Clone my voice…"), self.clone_wanted.emit)
        self.busy = BusySign()
        self.note = label(tone="secondary")
        self._model = VoiceModel(self)
        self._filter = VoiceFilter(self)
        self._filter.setSourceModel(self._model)
        self._in_use: tuple[str, str] | None = None
        self._playing: tuple[str, str] | None = None
        self._suggested: tuple[str, str] | None = None
        self._set_up_list()
        self._lay_out()
        self._refresh()

    @property
    def selected(self) -> VoiceItem | None:
        """The voice that is selected."""
        index = self.list.currentIndex()
        voice: VoiceItem | None = index.data(VOICE_ROLE) if index.isValid() else None
        return voice

    @property
    def shown(self) -> list[VoiceItem]:
        """The voices in the list, in its order."""
        return [self._filter.index(each, 0).data(VOICE_ROLE) for each in range(self._filter.rowCount())]

    def set_voices(self, voices: Sequence[VoiceItem], in_use: tuple[str, str] | None) -> None:
        """The voices there are, and which one is used. It is selected, unless the user has selected another one."""
        before = self.selected
        is_choice = before is not None and before.key != self._suggested
        self._in_use = in_use
        self._model.replace(voices)
        self._model.mark(self._in_use, self._playing)
        self.select(before.key if is_choice and before is not None else in_use)
        if not is_choice:
            self._suggested = self.selected.key if self.selected is not None else None
        self._refresh()

    def select(self, key: tuple[str, str] | None) -> None:
        """Selects a voice, or the first one."""
        index = self._filter.mapFromSource(self._model.index(max(0, self._model.row_of(key)), 0))
        self.list.setCurrentIndex(index if index.isValid() else self._filter.index(0, 0))
        self.list.scrollTo(self.list.currentIndex())

    def set_playing(self, key: tuple[str, str] | None) -> None:
        """The voice that can be heard or is about to; None for none."""
        self._playing = key
        self._model.mark(self._in_use, key)
        self._refresh()

    def set_busy(self, sentence: str) -> None:
        """Something is under way; empty when it is done."""
        self.busy.setVisible(bool(sentence))
        self._say(sentence, "secondary")

    def set_note(self, sentence: str, *, good: bool = True) -> None:
        """Something to know; it stays until there is something else."""
        self.busy.hide()
        self._say(sentence, "secondary" if good else "bad")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """The keys of the list, and those that lead to it."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if watched is self.list and is_plain and (action := self._list_keys().get(event.key())) is not None:
                action()
                return True
            if watched is self.search and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return):
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _list_keys(self) -> dict[int, Callable[[], None]]:
        return {
            Qt.Key.Key_Return: self._use,
            Qt.Key.Key_Enter: self._use,
            Qt.Key.Key_Space: self._preview,
            Qt.Key.Key_Delete: self._ask_to_delete,
        }

    def _set_up_list(self) -> None:
        self.list.setModel(self._filter)
        self.list.setItemDelegate(VoiceDelegate(self.list))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(tr("Voices"))
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(self._use)
        self.list.selectionModel().currentChanged.connect(self._refresh)
        # A filtered list may lose its selection without a word.
        self._filter.modelReset.connect(self._refresh)
        self._filter.rowsRemoved.connect(self._refresh)

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(tr("Search by name, language or character"))
        self.search.setAccessibleName(tr("Search the voices"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.search.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addLayout(row(self.search, self.clone))
        frame, inside = card()
        inside.setContentsMargins(6, 6, 6, 6)
        inside.addWidget(self.list)
        unit, line = em(self.font()), self.fontMetrics().height()
        self.list.setMinimumSize(unit * 40, line * 10)
        self.resize(unit * 64, line * 30)
        column.addWidget(frame, 1)
        column.addLayout(row(self.busy, self.note, spacing=8))
        column.addLayout(row(self.preview, self.delete, 1, self.use))
        chain = (self.search, self.clone, self.list, self.preview, self.delete, self.use)
        for before, after in pairwise(chain):
            self.setTabOrder(before, after)
        self.list.setFocus()

    def _say(self, sentence: str, tone: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
        set_tone(self.note, tone)

    @Slot(str)
    def _search(self, text: str) -> None:
        self._filter.search(text)
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._filter.index(0, 0))
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        voice = self.selected
        is_playing = voice is not None and voice.key == self._playing
        self.preview.setText(tr("Stop") if is_playing else tr("Listen"))
        self.preview.setEnabled(voice is not None)
        self.use.setEnabled(voice is not None and voice.key != self._in_use)
        self.delete.setEnabled(voice is not None and voice.own)

    @Slot()
    def _preview(self) -> None:
        if (voice := self.selected) is None:
            return
        if voice.key == self._playing:
            self.preview_stop_wanted.emit()
        else:
            self.preview_wanted.emit(voice.engine, voice.identifier)

    @Slot()
    def _use(self) -> None:
        if (voice := self.selected) is not None and voice.key != self._in_use:
            self.voice_chosen.emit(voice.engine, voice.identifier)

    def _ask_to_delete(self) -> None:
        if (voice := self.selected) is None or not voice.own:
            return
        ask(
            self,
            tr("Delete the voice “{name}”?", name=voice.name),
            tr("It is deleted in your account as well and cannot be brought back."),
            tr("Delete"),
            lambda: self.delete_wanted.emit(voice.engine, voice.identifier),
        )
