"""The mark in front of a finding: told apart by shape as well as by colour."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from echoflow.text import tr
from echoflow.ui.meters import BusySign
from echoflow.ui.style_sheet import bad_color, card_color, good_color, warning_color
from echoflow.ui.theme import Theme, current_theme, faded


class Standing(Enum):
    """How a check stands; the first three are what findings are called."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"
    RUNNING = "running"
    WAITING = "waiting"


def standing_words(standing: Standing) -> str:
    """For a screen reader, and in front of a sentence that is read aloud."""
    return {
        Standing.OK: tr("in order"),
        Standing.WARNING: tr("needs a look"),
        Standing.PROBLEM: tr("does not work"),
        Standing.RUNNING: tr("being checked"),
        Standing.WAITING: tr("not checked yet"),
    }[standing]


class StatusMark(QWidget):
    """A tick in a disc, an exclamation mark in a triangle, a cross in an octagon, or an arc that turns."""

    def __init__(self, ratio: float = 1.35) -> None:
        """`ratio` is its height in lines of text."""
        super().__init__()
        self._standing = Standing.WAITING
        self._ratio = ratio
        self._busy = BusySign()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2, 2, 2, 2)
        whole.addWidget(self._busy, alignment=Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def standing(self) -> Standing:
        """What it shows."""
        return self._standing

    def set_standing(self, standing: Standing) -> None:
        """Shows another one."""
        self._standing = standing
        self._busy.setVisible(standing is Standing.RUNNING)
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        side = round(self.fontMetrics().height() * self._ratio)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """It does not shrink."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shape in its colour, and the sign in that of the card."""
        if self._standing is Standing.RUNNING:
            return
        theme = current_theme()
        side = float(min(self.width(), self.height()))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate((self.width() - side) / 2, (self.height() - side) / 2)
            painter.scale(side / 24, side / 24)
            if self._standing is Standing.WAITING:
                painter.setPen(QPen(faded(theme.text, 0.25), 2))
                painter.drawEllipse(QRectF(7, 7, 10, 10))
                return
            _paint_shape(painter, self._standing, theme)
            _paint_sign(painter, self._standing, theme)


def _paint_shape(painter: QPainter, standing: Standing, theme: Theme) -> None:
    """In a square of 24."""
    color = {Standing.OK: good_color, Standing.WARNING: warning_color, Standing.PROBLEM: bad_color}[standing](theme)
    # The pen of the same colour rounds the corners.
    painter.setPen(QPen(color, 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(color)
    if standing is Standing.OK:
        painter.drawEllipse(QRectF(3.5, 3.5, 17, 17))
    elif standing is Standing.WARNING:
        painter.drawPolygon(QPolygonF([QPointF(12, 3.5), QPointF(21.5, 20), QPointF(2.5, 20)]))
    else:
        near, far = 8.2, 15.8
        corners = ((near, 3), (far, 3), (21, near), (21, far), (far, 21), (near, 21), (3, far), (3, near))
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))


def _paint_sign(painter: QPainter, standing: Standing, theme: Theme) -> None:
    pen = QPen(card_color(theme), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if standing is Standing.OK:
        painter.drawPolyline(QPolygonF([QPointF(7.6, 12.4), QPointF(10.8, 15.6), QPointF(16.4, 8.9)]))
    elif standing is Standing.WARNING:
        painter.drawLine(QPointF(12, 9.2), QPointF(12, 13.6))
        painter.drawPoint(QPointF(12, 17.6))
    else:
        painter.drawLine(QPointF(8.4, 8.4), QPointF(15.6, 15.6))
        painter.drawLine(QPointF(15.6, 8.4), QPointF(8.4, 15.6))
