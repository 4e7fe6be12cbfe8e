"""The settings: pages beside a list of them, and a search that finds an entry by its words in either language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from echoflow.text import LANGUAGES, in_language, spoken, tr
from echoflow.ui.settings.catalogue import PAGES
from echoflow.ui.settings.entries import StandIns, Value
from echoflow.ui.settings.fields import ChoiceField, KeysField, ParagraphField, StandInField
from echoflow.ui.settings.search import found
from echoflow.ui.settings.section import Section
from echoflow.ui.settings.setting_row import SettingRow
from echoflow.ui.sound_test.microphone_panel import MicrophonePanel
from echoflow.ui.sound_test.speaker_panel import SpeakerPanel
from echoflow.ui.window import GAP, MARGIN, AppWindow, label, scrolling_page

_TO_FOUND = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONTROL = Qt.KeyboardModifier.ControlModifier


class SettingsWindow(AppWindow):
    """Settings are named as in the settings file. What is changed takes effect at once; there is no OK.

    Attributes:
        search: what is looked for.
        pages: the sidebar.
        rows: every entry, by its name.
        microphone: the panel on the page about hearing.
        speaker: the panel on the page about speaking.
    """

    setting_changed = Signal(str, object)
    """Name of an entry and the `Value` the user wants."""
    action_wanted = Signal(str)
    """Name of an entry whose button was pressed."""
    recording_changed = Signal(bool)
    """The keyboard is taken for choosing keys, or not any more; a hotkey should do nothing meanwhile."""

    def __init__(self) -> None:
        super().__init__(tr("Settings"))
        self.search = QLineEdit()
        self.pages = QListWidget()
        self._sections = [Section(page) for page in PAGES]
        self.rows: dict[str, SettingRow] = {name: row for each in self._sections for name, row in each.rows.items()}
        self._nothing = label(tr("Nothing here is called that."), tone="secondary")
        self._body = QWidget()
        self._lay_out()
        self._connect()
        microphone, speaker = self.rows["microphone"].panel, self.rows["speaker"].panel
        assert isinstance(microphone, MicrophonePanel)
        assert isinstance(speaker, SpeakerPanel)
        self.microphone, self.speaker = microphone, speaker
        self.pages.setCurrentRow(0)
        self.pages.setFocus()

    @property
    def page(self) -> str:
        """The name of the page that is shown, or was before something was looked for."""
        return PAGES[max(0, self.pages.currentRow())].name

    def show_page(self, name: str) -> None:
        """Shows the page of this name; the first if there is none."""
        names = [page.name for page in PAGES]
        self.search.clear()
        self.pages.setCurrentRow(names.index(name) if name in names else 0)

    def set_values(self, values: Mapping[str, Value]) -> None:
        """What is set, by name; others stay as they are shown."""
        for name, value in values.items():
            if (row := self.rows.get(name)) is not None:
                row.show_value(value)
        for row in self.rows.values():
            editor = row.entry.editor
            if isinstance(editor, StandIns) and isinstance(row.field, StandInField) and editor.of in values:
                row.field.set_chosen(str(values[editor.of]))

    def set_options(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        """What can be chosen for an entry: value and title of each."""
        field = self.rows[name].field
        if isinstance(field, ChoiceField):
            field.set_options(options)

    def set_problem(self, name: str, sentence: str) -> None:
        """What is wrong with the value of an entry, or why it could not be changed; empty for nothing."""
        row = self.rows[name]
        if isinstance(row.field, KeysField):
            row.field.recorder.set_problem(sentence)
        else:
            row.set_problem(sentence)

    def set_about(self, name: str, sentence: str) -> None:
        """Another sentence on an entry."""
        self.rows[name].set_about(sentence)

    def set_example(self, name: str, words: str) -> None:
        """What holds while an entry of some lines is empty."""
        field = self.rows[name].field
        if isinstance(field, ParagraphField):
            field.set_example(words)

    def set_enabled(self, name: str, enabled: bool) -> None:
        """Whether an entry can be changed or done now."""
        row = self.rows[name]
        for part in (row.field, row.action):
            if part is not None:
                part.setEnabled(enabled)

    def sizeHint(self) -> QSize:
        """Wide enough for two columns beside the list of pages, whatever the page."""
        line = self.fontMetrics().height()
        return QSize(line * 48, line * 38)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was being typed counts."""
        for row in self.rows.values():
            if row.field is not None:
                row.field.finish()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends a search before it closes the window; Ctrl+Page Up and Down turn the pages."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        elif event.modifiers() == _CONTROL and event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            step = 1 if event.key() == Qt.Key.Key_PageDown else -1
            self.search.clear()
            self.pages.setCurrentRow((self.pages.currentRow() + step) % len(PAGES))
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        """From the search, Down and Enter lead to what was found."""
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if watched is self.search and is_key and cast("QKeyEvent", event).key() in _TO_FOUND:
            self._go_to_found()
            return True
        return super().eventFilter(watched, event)

    def _go_to_found(self) -> None:
        if not self.search.text().strip():
            self.pages.setFocus()
            return
        for row in self.rows.values():
            target = row.field or row.action or (row.panel.choice if row.panel is not None else None)
            if row.isVisible() and target is not None:
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(tr("Search"))
        self.search.setAccessibleName(tr("Search the settings"))
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.pages.setObjectName("pages")
        self.pages.setAccessibleName(tr("Pages"))
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for page in PAGES:
            self.pages.addItem(QListWidgetItem(spoken(page.title)))
        side = QWidget()
        side.setObjectName("sidebar")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setFixedWidth(self.fontMetrics().height() * 11)
        left = QVBoxLayout(side)
        left.setContentsMargins(GAP, MARGIN, GAP, MARGIN)
        left.setSpacing(GAP)
        left.addWidget(self.search)
        left.addWidget(self.pages, 1)
        column = scrolling_page(self._body)
        for section in self._sections:
            column.addWidget(section)
        column.addWidget(self._nothing)
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addWidget(self._body, 1)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._refresh)
        self.pages.currentRowChanged.connect(self._turn_page)
        self.pages.itemClicked.connect(self._turn_page)
        for row in self.rows.values():
            row.changed.connect(self.setting_changed)
            row.acted.connect(self.action_wanted)
            if isinstance(row.field, KeysField):
                row.field.recorder.recording_changed.connect(self.recording_changed)

    @Slot()
    def _turn_page(self) -> None:
        # Who picks a page has stopped looking for something.
        self.search.clear()
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        query = self.search.text().strip()
        if query:
            names = found(PAGES, query, LANGUAGES, in_language)
            self.pages.clearSelection()
            for section in self._sections:
                section.show_found(names)
        else:
            names = set(self.rows)
            self.pages.item(self.pages.currentRow()).setSelected(True)
            for section in self._sections:
                if section.page.name == self.page:
                    section.show_all()
                else:
                    section.hide()
        self._nothing.setVisible(not names)
        for area in self._body.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)
