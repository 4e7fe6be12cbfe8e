"""One finding in the list: its mark, what was found, what to do, and the button that leads there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from echoflow.text import tr
from echoflow.ui.setup.status_mark import Standing, StatusMark, standing_words
from echoflow.ui.style_sheet import accent_color
from echoflow.ui.theme import current_theme
from echoflow.ui.window import GAP, button, label


@dataclass(frozen=True, slots=True)
class FoundItem:
    """What a row shows.

    Attributes:
        title: of the check.
        standing: how it stands.
        sentence: what was found; empty while nothing is.
        remedy: what to do about it; empty if there is nothing to do.
        place: the window to do it in: `keys`, `models`, `latency`, `crash`, or `settings/` and a page; empty for none.
    """

    title: str
    standing: Standing = Standing.WAITING
    sentence: str = ""
    remedy: str = ""
    place: str = ""

    @property
    def is_trouble(self) -> bool:
        """It wants the user."""
        return self.standing in (Standing.WARNING, Standing.PROBLEM)


class FindingRow(QWidget):
    """Takes the keyboard, so that a screen reader reads it; the arrow keys lead to its neighbours.

    Attributes:
        mark: in front of it.
        go: the button that leads to the place of the remedy; None if there is none.
    """

    place_wanted = Signal(str)
    step_wanted = Signal(int)
    """To the next row (1) or the one before (-1)."""

    def __init__(self, item: FoundItem) -> None:
        super().__init__()
        self.item = item
        self.mark = StatusMark()
        self.mark.set_standing(item.standing)
        self.go: QPushButton | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{item.title}: {standing_words(item.standing)}")
        self.setAccessibleDescription(" ".join(part for part in (item.sentence, item.remedy) if part))
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 7, 8, 7)
        line.setSpacing(GAP)
        line.addWidget(self.mark, alignment=Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._make_words(), 1)
        if item.place and item.is_trouble:
            self.go = button(place_title(item.place), lambda: self.place_wanted.emit(item.place))
            self.go.setAccessibleDescription(item.title)
            line.addWidget(self.go, alignment=Qt.AlignmentFlag.AlignTop)

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return [self] if self.go is None else [self, self.go]

    def _make_words(self) -> QVBoxLayout:
        item = self.item
        words = QVBoxLayout()
        words.setSpacing(2)
        waits = item.standing is Standing.WAITING
        words.addWidget(label(item.title, bold=not waits, tone="secondary" if waits else ""))
        if item.sentence:
            words.addWidget(label(_breakable(item.sentence), tone="" if item.is_trouble else "secondary"))
        if item.remedy:
            words.addWidget(label(_breakable(f"→ {item.remedy}")))
        return words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go through the list; Enter follows the button."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.go is not None:
            self.go.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring."""
        if self.hasFocus():
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(accent_color(current_theme()), 1.5))
                painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 8, 8)


def place_title(place: str) -> str:
    """What the button says that leads there."""
    kind, _, _ = place.partition("/")
    return {
        "keys": tr("Keys…"),
        "models": tr("Model library…"),
        "latency": tr("Response times…"),
        "crash": tr("Report…"),
        "settings": tr("Settings…"),
    }[kind]


def _breakable(sentence: str) -> str:
    """With a place to break a line behind each part of a path, which may be wider than the window."""
    return sentence.replace("/", "/\u200b").replace("\\", "\\\u200b")
