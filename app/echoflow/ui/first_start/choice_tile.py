"""One of a few choices, as a card to be clicked; the keyboard and a screen reader meet a radio button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from echoflow.ui.style_sheet import accent_color, card_color
from echoflow.ui.theme import blend, current_theme, interface_font
from echoflow.ui.window import GAP, label


class ChoiceTile(QFrame):
    """A title, and what speaks for it.

    Attributes:
        button: what is checked.
        value: what it stands for.
    """

    def __init__(self, value: str, title: str, points: Sequence[str] = ()) -> None:
        super().__init__()
        self.value = value
        self.button = _Mark(title)
        self.button.toggled.connect(self._show_checked)
        # The card is drawn by the style sheet, which is asked again when it is checked.
        self.setObjectName("card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP + 2, GAP, GAP + 2, GAP)
        column.setSpacing(5)
        column.addWidget(self.button)
        self._points = [label(point, tone="secondary", ratio=0.95) for point in points]
        for each in self._points:
            each.setContentsMargins(self.button.indent, 0, 0, 0)
            column.addWidget(each)
        column.addStretch(1)
        self.button.setAccessibleDescription(" ".join(points))

    @property
    def points(self) -> list[str]:
        """What speaks for it."""
        return [each.text() for each in self._points]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the card is one on its button."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.button.click()

    def _show_checked(self, checked: bool) -> None:
        self.setObjectName("offer" if checked else "card")
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()


class TileRow(QWidget):
    """Tiles side by side, one of which is chosen.

    Attributes:
        tiles: by value.
        group: of their buttons; its `buttonClicked` tells of what the user did.
    """

    def __init__(self, name: str, tiles: Sequence[ChoiceTile]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.tiles = {tile.value: tile for tile in tiles}
        self.group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        for tile in tiles:
            self.group.addButton(tile.button)
            line.addWidget(tile, 1)

    @property
    def value(self) -> str:
        """What is chosen; empty if nothing is."""
        return next((tile.value for tile in self.tiles.values() if tile.button.isChecked()), "")

    def choose(self, value: str) -> None:
        """Shows `value` as chosen; one that is not offered leaves it as it is."""
        if value in self.tiles:
            self.tiles[value].button.setChecked(True)


class _Mark(QRadioButton):
    """A radio button with a title; drawn here, as a style sheet knows no check mark in a ring."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.setFont(interface_font(1.05, QFont.Weight.DemiBold))

    @property
    def indent(self) -> int:
        """Pixels from the left to its words."""
        return round(self.fontMetrics().height() * 1.55)

    def sizeHint(self) -> QSize:
        """The ring, and the words behind it."""
        height = round(self.fontMetrics().height() * 1.25)
        return QSize(self.indent + self.fontMetrics().horizontalAdvance(self.text()) + 6, height)

    def minimumSizeHint(self) -> QSize:
        """A title is not cut off."""
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:  # noqa: N802
        """All of it can be clicked."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring, filled when it is chosen, with a halo when it has the keyboard."""
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            accent = accent_color(theme)
            radius = self.fontMetrics().height() * 0.38
            center = QPointF(radius + 4, self.height() / 2)
            if self.hasFocus():
                painter.setPen(QPen(blend(card_color(theme), accent, 0.75), 2))
                painter.drawEllipse(center, radius + 3, radius + 3)
            painter.setPen(QPen(accent if self.isChecked() else blend(card_color(theme), theme.text, 0.45), 1.6))
            painter.setBrush(accent if self.isChecked() else card_color(theme))
            painter.drawEllipse(center, radius, radius)
            if self.isChecked():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(card_color(theme))
                painter.drawEllipse(center, radius * 0.42, radius * 0.42)
            painter.setPen(theme.text)
            painter.setFont(self.font())
            words = self.rect().adjusted(self.indent, 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
