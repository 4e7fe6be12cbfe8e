"""The settings: pages beside a list of them, and a search that finds an entry by its words in either language."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from echoflow.text import LANGUAGES, in_language, spoken, tr
from echoflow.ui.settings.catalogue import ENTRIES, PAGES
from echoflow.ui.settings.entries import Page, StandIns, Value
from echoflow.ui.settings.search import found
from echoflow.ui.settings.section import Section
from echoflow.ui.settings.setting_row import RowState, SettingRow
from echoflow.ui.sound_test.microphone_panel import MicrophonePanel
from echoflow.ui.sound_test.speaker_panel import SpeakerPanel
from echoflow.ui.window import GAP, MARGIN, AppWindow, label, scrolling_page

_TO_FOUND = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONTROL = Qt.KeyboardModifier.ControlModifier


class SettingsWindow(AppWindow):
    """Settings are named as in the settings file. What is changed takes effect at once; there is no OK.

    A page is made when it is first shown, and is told then what has been told of it before.

    Attributes:
        search: what is looked for.
        pages: the sidebar.
        microphone: the panel on the page about hearing.
        speaker: the panel on the page about speaking.
    """

    setting_changed = Signal(str, object)
    """Name of an entry and the `Value` the user wants."""
    action_wanted = Signal(str)
    """Name of an entry whose button was pressed."""
    recording_changed = Signal(bool)
    """The keyboard is taken for choosing keys, or not any more; a hotkey should do nothing meanwhile."""

    def __init__(self, hidden: Collection[str] = ()) -> None:
        """`hidden` entries are those that mean nothing here."""
        super().__init__(tr("Settings"))
        self._hidden = hidden
        self.search = QLineEdit()
        self.pages = QListWidget()
        self.microphone = MicrophonePanel(self)
        self.speaker = SpeakerPanel(self)
        self._sections: dict[str, Section] = {}
        self._rows: dict[str, SettingRow] = {}
        self._told: dict[str, RowState] = {name: RowState() for name in ENTRIES}
        self._nothing = label(tr("Nothing here is called that."), tone="secondary")
        self._body = QWidget()
        self._places: dict[str, QVBoxLayout] = {}
        for panel in (self.microphone, self.speaker):
            panel.hide()
        self._lay_out()
        self.search.textChanged.connect(self._refresh)
        self.pages.currentRowChanged.connect(self._turn_page)
        self.pages.itemClicked.connect(self._turn_page)
        self.pages.setFocus()
        self.show_page("")

    @property
    def page(self) -> str:
        """The name of the page that is shown, or was before something was looked for."""
        return PAGES[max(0, self.pages.currentRow())].name

    def show_page(self, name: str) -> None:
        """Shows the page of this name; the first if there is none."""
        names = [page.name for page in PAGES]
        self.search.clear()
        self.pages.setCurrentRow(names.index(name) if name in names else 0)

    def row(self, name: str) -> SettingRow:
        """The row of an entry."""
        if name not in self._rows:
            self._section(next(page for page in PAGES if name in page.names))
        return self._rows[name]

    @property
    def rows_seen(self) -> dict[str, SettingRow]:
        """The rows that are shown now, by their entries' names, from above."""
        return {name: self._rows[name] for name in ENTRIES if name in self._rows and self._rows[name].isVisible()}

    def set_values(self, values: Mapping[str, Value]) -> None:
        """What is set, by name; others stay as they are shown."""
        for name, entry in ENTRIES.items():
            told = self._told[name]
            if name in values:
                told.value = values[name]
            if isinstance(entry.editor, StandIns) and entry.editor.of in values:
                told.stands_in_for = str(values[entry.editor.of])
            elif name not in values:
                continue
            self._tell(name)

    def set_options(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        """What can be chosen for an entry: value and title of each."""
        self._told[name].options = tuple(options)
        self._tell(name)

    def set_problem(self, name: str, sentence: str) -> None:
        """What is wrong with the value of an entry, or why it could not be changed; empty for nothing."""
        self._told[name].problem = sentence
        self._tell(name)

    def set_about(self, name: str, sentence: str) -> None:
        """Another sentence on an entry."""
        self._told[name].about = sentence
        self._tell(name)

    def set_example(self, name: str, words: str) -> None:
        """What holds while an entry of some lines is empty."""
        self._told[name].example = words
        self._tell(name)

    def set_enabled(self, name: str, enabled: bool) -> None:
        """Whether an entry can be changed or done now."""
        self._told[name].is_enabled = enabled
        self._tell(name)

    def _tell(self, name: str) -> None:
        if name in self._rows:
            self._rows[name].show_state(self._told[name])

    def sizeHint(self) -> QSize:
        """Wide enough for two columns beside the list of pages, whatever the page."""
        line = self.fontMetrics().height()
        return QSize(line * 48, line * 38)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was being typed counts."""
        for row in self._rows.values():
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
        for row in self.rows_seen.values():
            row.focus()
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
        for page in PAGES:
            self._places[page.name] = QVBoxLayout()
            column.addLayout(self._places[page.name])
        column.addWidget(self._nothing)
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addWidget(self._body, 1)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)

    def _section(self, page: Page) -> Section:
        """The page itself, made if it has not been yet."""
        if page.name not in self._sections:
            section = self._sections[page.name] = Section(page, (self.microphone, self.speaker), self._hidden)
            for name, row in section.rows.items():
                self._rows[name] = row
                row.show_state(self._told[name])
                row.changed.connect(self.setting_changed)
                row.acted.connect(self.action_wanted)
                row.recording_changed.connect(self.recording_changed)
            section.hide()
            self._places[page.name].addWidget(section)
        return self._sections[page.name]

    @Slot()
    def _turn_page(self) -> None:
        # Who picks a page has stopped looking for something.
        self.search.clear()
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        query = self.search.text().strip()
        names = found(PAGES, query, LANGUAGES, in_language).difference(self._hidden) if query else set()
        self.pages.item(self.pages.currentRow()).setSelected(not query)
        for page in PAGES:
            is_here = not names.isdisjoint(page.names) if query else page.name == self.page
            if is_here and query:
                self._section(page).show_found(names)
            elif is_here:
                self._section(page).show_all()
            elif page.name in self._sections:
                self._sections[page.name].hide()
        self._nothing.setVisible(bool(query) and not names)
        for area in self._body.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)
