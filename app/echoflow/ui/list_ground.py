"""The ground that the items of our lists are drawn on: chosen, pointed at, or neither."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle

from echoflow.ui.style_sheet import accent_color
from echoflow.ui.theme import Theme, faded


def paint_ground(painter: QPainter, area: QRect, theme: Theme, state: QStyle.StateFlag) -> None:
    """Draws it in `area`; `state` is that of the item."""
    accent = accent_color(theme)
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(faded(accent, 0.16))
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(accent, 1.5) if has_focus else QPen(faded(accent, 0.4), 1.0))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(faded(theme.text, 0.05))
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        return
    painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
