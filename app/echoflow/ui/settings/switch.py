"""Small controls that draw themselves: a switch, and an arrow back to what was at first."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QSizePolicy

from echoflow.text import tr
from echoflow.ui.style_sheet import accent_color, card_color, text_on_accent
from echoflow.ui.theme import blend, current_theme


class Switch(QCheckBox):
    """A check box, to a screen reader as well, that looks like what it does."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """In proportion to the text beside it."""
        height = round(self.fontMetrics().height() * 1.25)
        return QSize(round(height * 1.8) + 6, height + 6)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:  # noqa: N802 - Qt's
        """All of it can be clicked."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """A track, and a knob at the end that holds."""
        theme = current_theme()
        card, text = card_color(theme), theme.text
        is_on, is_enabled = self.isChecked(), self.isEnabled()
        track = QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5)
        fill = accent_color(theme) if is_on else blend(card, text, 0.08)
        edge = accent_color(theme) if is_on else blend(card, text, 0.75 if theme.is_high_contrast else 0.42)
        knob = text_on_accent(theme) if is_on else blend(card, text, 0.6)
        if not is_enabled:
            fill, edge, knob = (blend(card, color, 0.4) for color in (fill, edge, knob))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(edge, 1.2))
            painter.setBrush(fill)
            painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
            side = track.height() * 0.62
            inset = (track.height() - side) / 2
            left = track.right() - inset - side if is_on else track.left() + inset
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(knob)
            painter.drawEllipse(QRectF(left, track.top() + inset, side, side))
            if self.hasFocus():
                painter.setPen(QPen(accent_color(theme), 1.6))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                ring = QRectF(self.rect()).adjusted(0.9, 0.9, -0.9, -0.9)
                painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)


class ResetButton(QAbstractButton):
    """An arrow that turns back. It keeps its room while it is not wanted, so that nothing moves."""

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tr("Back to what it was at first"))

    def sizeHint(self) -> QSize:
        """A little more than a line of text."""
        side = round(self.fontMetrics().height() * 1.4)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Most of a circle, anticlockwise, with an arrowhead at its end."""
        theme = current_theme()
        is_hot = self.underMouse() or self.hasFocus()
        color = accent_color(theme) if is_hot else theme.text_secondary
        side = min(self.width(), self.height())
        unit = side / 16
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.hasFocus():
                painter.setPen(QPen(accent_color(theme), 1.6))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
            painter.setPen(QPen(color, 1.4 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            # Qt counts in sixteenths of a degree, anticlockwise from three o'clock.
            painter.drawArc(QRectF(4 * unit, 4.2 * unit, 8 * unit, 8 * unit), 150 * 16, -300 * 16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            tip = QPolygonF([QPointF(2.6, 3.2), QPointF(3.0, 7.8), QPointF(7.2, 6.2)])
            painter.scale(unit, unit)
            painter.drawPolygon(tip)

    def enterEvent(self, event: object) -> None:
        """It shows that it can be pressed."""
        self.update()

    def leaveEvent(self, event: object) -> None:
        """It can no more."""
        self.update()
