"""What stands where there is nothing to show."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from echoflow.ui.style_sheet import accent_color, card_color
from echoflow.ui.theme import blend, current_theme
from echoflow.ui.window import MARGIN, label


class Emptiness(QWidget):
    """Why there is nothing here, in the middle; a conversation of nobody faintly above, if it is drawn."""

    _BUBBLES = ((True, 0.62), (False, 0.86), (True, 0.44))
    """The user's or not, and the share of the drawing's width."""

    def __init__(self, *, is_drawn: bool = False) -> None:
        super().__init__()
        self._is_drawn = is_drawn
        self._title = label(bold=True, ratio=1.1)
        self._words = label(tone="secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.addStretch(2)
        for each in (self._title, self._words):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(each)
        column.addStretch(1 if is_drawn else 3)

    @property
    def words(self) -> str:
        """What is said."""
        return "\n".join(filter(None, (self._title.text(), self._words.text())))

    def say(self, title: str, words: str) -> None:
        """Other words."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._words.setText(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Three bubbles without words."""
        if not self._is_drawn:
            return
        theme = current_theme()
        card = card_color(theme)
        line = self.fontMetrics().height()
        width, height = line * 13.0, line * 2.0
        left, top = (self.width() - width) / 2, self.height() * 0.62 - line * 12
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for is_user, share in self._BUBBLES:
                painter.setBrush(blend(card, accent_color(theme), 0.14) if is_user else blend(card, theme.text, 0.06))
                start = left + width * (1 - share) if is_user else left
                painter.drawRoundedRect(QRectF(start, top, width * share, height), 12, 12)
                top += height + line
