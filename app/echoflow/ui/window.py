"""What our windows have in common: the theme, the user's font, Escape, and the small parts they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QFont, QFontMetrics, QGuiApplication, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from echoflow.text import tr
from echoflow.ui.icons import app_icon
from echoflow.ui.style_sheet import style_sheet, with_colors
from echoflow.ui.theme import Theme, current_theme, em, interface_font

GAP = 12
"""Pixels between things that belong together."""

MARGIN = 20
"""Pixels around them."""


class AppWindow(QWidget):
    """A window in the app's own look. It follows the user's colour scheme, and Escape or Ctrl+W closes it."""

    closed = Signal()
    """It has been closed, by the user or by the app."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(title)
        self.setWindowIcon(app_icon())
        self.setFont(interface_font(1.0))
        self._theme: Theme | None = None
        self._adopt_theme()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._adopt_theme)

    @property
    def theme(self) -> Theme:
        """The colours it is drawn in."""
        return self._theme or current_theme()

    def open(self) -> None:
        """Appears in front, or comes to the front."""
        if not self.isVisible():
            self._fit_to_screen()
        self.show()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Ctrl+W close it."""
        is_close = event.key() == Qt.Key.Key_W and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape or is_close:
            self.close()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, N802 - Qt's
        """Tab leads to what can be seen; by itself Qt scrolls only from one thing on a page to another."""
        has_moved = super().focusNextPrevChild(next)
        here = self.focusWidget()
        around = here.parentWidget() if here is not None else None
        while here is not None and around is not None and around is not self:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(here)
            around = around.parentWidget()
        return has_moved

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tells whoever worked for it."""
        super().closeEvent(event)
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the user's palette where the desktop knows no colour scheme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._adopt_theme()

    @Slot()
    def _adopt_theme(self) -> None:
        theme = current_theme()
        if theme is not self._theme:
            self._theme = theme
            # The roles that are not ours stay the desktop's, so that Qt tells when it changes them.
            self.setPalette(with_colors(QPalette(), theme))
            self.setStyleSheet(style_sheet(theme, self.font()))

    def _fit_to_screen(self) -> None:
        """As large as it wants to be, but never larger than the screen."""
        # What the style sheet adds is known only once it has been applied, which Qt would do while showing.
        for widget in self.findChildren(QWidget):
            widget.ensurePolished()
        area = self.screen().availableGeometry()
        wanted = self.sizeHint().expandedTo(
            self.size() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else QSize()
        )
        self.resize(wanted.boundedTo(QSize(area.width() - 40, area.height() - 60)))


def label(text: str = "", *, tone: str = "", ratio: float = 1.0, bold: bool = False) -> QLabel:
    """Words that wrap where they have to. `tone`: secondary, good, bad or warning."""
    words = QLabel(text)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    words.setFont(interface_font(ratio, QFont.Weight.DemiBold if bold else QFont.Weight.Normal))
    # Of lines it claims what it needs at the width it gets; with `Minimum` it would claim those of a narrow column.
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    if tone:
        set_tone(words, tone)
    return words


def set_tone(widget: QWidget, tone: str) -> None:
    """Another colour."""
    set_style_property(widget, "tone", tone)


def set_style_property(widget: QWidget, name: str, value: object) -> None:
    """One that the style sheet depends on; it looks at properties only when it is told to."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def button(text: str, action: Callable[[], object], *, primary: bool = False) -> QPushButton:
    """A button that does `action`."""
    made = QPushButton(text)
    made.setProperty("primary", primary)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: action())
    return made


def card(name: str = "card") -> tuple[QFrame, QVBoxLayout]:
    """A card, and the column inside it."""
    frame = QFrame()
    frame.setObjectName(name)
    column = QVBoxLayout(frame)
    column.setContentsMargins(MARGIN, MARGIN - 4, MARGIN, MARGIN - 4)
    column.setSpacing(GAP)
    return frame, column


def row(*parts: QWidget | QLayout | int, spacing: int = GAP) -> QHBoxLayout:
    """Side by side; a number is a stretch."""
    line = QHBoxLayout()
    line.setSpacing(spacing)
    fill(line, parts)
    return line


def fill(box: QBoxLayout, parts: Iterable[QWidget | QLayout | int]) -> None:
    """Puts in one after the other; a number is a stretch."""
    for part in parts:
        if isinstance(part, QLayout):
            box.addLayout(part)
        elif isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addStretch(part)


def named(words: str, field: QWidget) -> QLabel:
    """A label that belongs to `field`, for the mouse, the keyboard and a screen reader."""
    name = QLabel(words)
    name.setFont(interface_font(1.0))
    name.setBuddy(field)
    field.setAccessibleName(words)
    return name


def name_choice(choice: QComboBox, name: str) -> None:
    """Names a choice that no label stands beside, for a screen reader; it has to be in its place already.

    Qt for Linux calls a combo box by what is chosen in it, whatever its accessible name; what it is for is said by a
    label beside it, which may be hidden.
    """
    choice.setAccessibleName(name)
    place = choice.parentWidget()
    assert place is not None
    labels = place.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
    own = next((each for each in labels if each.buddy() is choice), None) or QLabel(place)
    own.setText(name)
    own.setBuddy(choice)
    own.hide()


def show_whole_invitation(field: QLineEdit) -> None:
    """Never narrower than the words that stand in it while it is empty."""
    # What the style sheet makes of its font is not known before it is shown.
    font = interface_font(1.0)
    # Two ems on either side are for its edge and padding.
    field.setMinimumWidth(QFontMetrics(font).horizontalAdvance(field.placeholderText()) + 4 * em(font))


def keep_place(widget: QWidget) -> None:
    """It takes its room while it is hidden as well, so that nothing jumps when it appears."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def scrolling_page(window: QWidget) -> QVBoxLayout:
    """Fills `window` with a column that scrolls where the screen is too small for it."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    column.setSpacing(GAP + 2)
    area = _Page(page, column)
    whole = QVBoxLayout(window)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(area)
    return column


class ColumnArea(QScrollArea):
    """A column that scrolls up and down. Its scroll bar is in the margin, so that nothing moves when it appears."""

    def __init__(self, page: QWidget, column: QVBoxLayout) -> None:
        """`column`: the layout of `page`."""
        super().__init__()
        self._page = page
        self._column = column
        page.setObjectName("page")
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What the scroll bar takes, the margin gives."""
        super().resizeEvent(event)
        bar = self.width() - self.viewport().width()
        margins = self._column.contentsMargins()
        margins.setRight(max(MARGIN - bar, 0))
        self._column.setContentsMargins(margins)


class _Page(ColumnArea):
    """It wants to be as large as what is in it; Qt's own area wants half a screen at most."""

    def sizeHint(self) -> QSize:
        """That of the page, at the width its wrapped words are comfortable to read in."""
        page = self._page
        width = max(page.minimumSizeHint().width(), em(page.font()) * 72)
        # A wrapped label asks for the lines it has at a width of its own choice, and the page is never lower than that.
        return QSize(width, max(page.heightForWidth(width), page.minimumSizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """No narrower than what is in it, as it does not scroll sideways, nor than is comfortable to read in."""
        bar = self.verticalScrollBar().sizeHint().width()
        readable = em(self.font()) * 46
        return QSize(max(readable, self._page.minimumSizeHint().width()) + bar, self.fontMetrics().height() * 12)


def ask(parent: QWidget, question: str, details: str, answer: str, action: Callable[[], object]) -> QMessageBox:
    """Asks before something that cannot be undone; `action` follows on `answer`, nothing on Cancel. Does not block."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, parent.window().windowTitle(), question, parent=parent)
    box.setInformativeText(details)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    agree = box.addButton(answer, QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.buttonClicked.connect(lambda chosen: action() if chosen is agree else None)
    box.open()
    return box


def choose_file(parent: QWidget, title: str, kind: str, endings: str, action: Callable[[Path], object]) -> None:
    """Asks for a file of `kind`, such as "Sound files", with `endings`, such as "*.wav *.mp3"; does not block."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    everything = tr("All files")
    dialog.setNameFilters([f"{kind} ({endings})", f"{everything} (*)"])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: action(Path(name)))
    dialog.open()
