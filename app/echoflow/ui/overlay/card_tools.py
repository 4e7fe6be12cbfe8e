"""The buttons and the handle of the card: a small window of their own that hangs from its lower edge.

The card lets every click through, and no two systems agree on how to do that for a part of a window; so what takes
clicks is another window, no larger than its buttons. It never takes the keyboard. It comes when the pointer comes near;
on Wayland, where nobody is told of the pointer outside of their windows, it is there with the card.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, QVariantAnimation, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QCursor,
    QEnterEvent,
    QGuiApplication,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from echoflow.text import tr
from echoflow.ui.overlay import signs
from echoflow.ui.overlay.window_shape import cut_round, fill_corners
from echoflow.ui.style_sheet import card_color, good_color, warning_color
from echoflow.ui.theme import blend, current_theme, faded

HEIGHT = 36
"""Of the window, in pixels."""

OVERLAP = 14
"""How much of it lies on the card."""

_NEAR = 32
"""The pointer is near within this many pixels of the card."""

_LEAVING_SECONDS = 0.6
"""How long it stays after the pointer has left: a hand slips."""

_LOOK_MILLISECONDS = 80
_FADE_MILLISECONDS = 120
_TOLD_MILLISECONDS = 1_500
_RADIUS = HEIGHT / 2


class Nearness:
    """Whether the buttons are wanted: while the pointer is near, and a moment longer."""

    def __init__(self) -> None:
        self._last = float("-inf")

    def look(self, *, is_near: bool, now: float) -> bool:
        """The pointer is near or not at `now` (seconds, of any clock)."""
        if is_near:
            self._last = now
        return now - self._last < _LEAVING_SECONDS

    def forget(self) -> None:
        """It has not been near."""
        self._last = float("-inf")


class ToolButton(QAbstractButton):
    """A sign that can be clicked; `set_sign` gives it another one, with the words that go with it."""

    def __init__(self, sign: signs.Sign, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._sign = sign
        self.set_sign(sign, words)

    def set_sign(self, sign: signs.Sign, words: str) -> None:
        """What it shows, and what it does, in words."""
        self._sign = sign
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Large enough for a finger that aims well."""
        return QSize(32, HEIGHT - 6)

    def enterEvent(self, event: QEnterEvent) -> None:
        """It lights up."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """It does not any more."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A lit ground under the pointer, and the sign."""
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(self._opacity())
            if self.isEnabled() and (self.underMouse() or self.isDown()):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(faded(theme.text, 0.20 if self.isDown() else 0.11))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)
            self._sign(painter, QRectF(self.rect()).center(), self._color())

    def _color(self) -> QColor:
        theme = current_theme()
        if not self.isEnabled():
            return blend(card_color(theme), theme.text, 0.32)
        if self._sign is signs.muted_microphone:
            return warning_color(theme)
        return good_color(theme) if self._sign is signs.tick else theme.text_secondary

    def _opacity(self) -> float:
        window = self.window()
        return window.presence if isinstance(window, CardTools) else 1.0


class Grip(ToolButton):
    """What the card is moved by."""

    taken = Signal(QPointF)
    """The pointer took hold of it at this point of the screen."""
    pulled = Signal(QPointF)
    """And is here now."""
    let_go = Signal()
    returned = Signal()
    """A double click: back to where it stands by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(signs.grip, tr("Drag to move; double-click to put back"), parent)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    @property
    def is_held(self) -> bool:
        """Whether it is being dragged."""
        return self.isDown()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold."""
        super().mousePressEvent(event)
        if self.isDown():
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.taken.emit(event.globalPosition())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pulls, wherever the pointer goes."""
        if event.buttons() & Qt.MouseButton.LeftButton and self.is_held:
            self.pulled.emit(event.globalPosition())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lets go."""
        was_held = self.is_held
        super().mouseReleaseEvent(event)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if was_held:
            self.let_go.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Puts it back; the second press holds nothing."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.returned.emit()


class CardTools(QWidget):
    """See the module. `attend` begins to look for the pointer, `leave` ends that.

    Attributes:
        grip: to move the card.
        stop: ends the answer.
        mute: the microphone, or lets it hear again.
        copy: the answer.
        close_card: hides it.
    """

    mute_requested = Signal(bool)

    def __init__(self, parent: QWidget, *, is_blended: bool) -> None:
        # A tool tip is a window that no window manager touches, and on Wayland a popup that stays with its parent.
        flags = Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        super().__init__(parent, flags | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_AlwaysShowToolTips)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWindowTitle(tr("EchoFlow buttons"))
        self.setAccessibleName(tr("EchoFlow buttons"))
        self._is_blended = is_blended
        self._is_muted = False
        self._card = QRect()
        self._nearness = Nearness()
        self.presence = 0.0
        self.grip = Grip(self)
        self.stop = ToolButton(signs.stop, tr("Stop"), self)
        self.mute = ToolButton(signs.microphone, tr("Mute microphone"), self)
        self.mute.clicked.connect(lambda: self.mute_requested.emit(not self._is_muted))
        self.copy = ToolButton(signs.copy, tr("Copy the answer"), self)
        self.close_card = ToolButton(signs.close, tr("Hide"), self)
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 3, 6, 3)
        line.setSpacing(0)
        for button in (self.grip, self.stop, self.mute, self.copy, self.close_card):
            line.addWidget(button)
        self.setFixedSize(self.sizeHint())
        self._look = QTimer(self, interval=_LOOK_MILLISECONDS)
        self._look.timeout.connect(self._look_for_pointer)
        self._told = QTimer(self, interval=_TOLD_MILLISECONDS, singleShot=True)
        self._told.timeout.connect(self._offer_copy)
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(_FADE_MILLISECONDS)
        self._fade.valueChanged.connect(self._take_presence)

    def attend(self) -> None:
        """The card is there."""
        if not self._look.isActive():
            self._look.start()
            self._look_for_pointer()

    def leave(self) -> None:
        """The card is not there any more."""
        self._look.stop()
        self._fade.stop()
        self._nearness.forget()
        self.presence = 0.0
        self.hide()

    def set_card(self, card: QRect) -> None:
        """Where the card is on the screen."""
        if card != self._card:
            self._card = card
            self.move(QPoint(card.center().x() + 1 - self.width() // 2, card.bottom() + 1 - OVERLAP))

    def set_choices(self, *, can_stop: bool, can_copy: bool, muted: bool) -> None:
        """What there is to do now. None of them goes away, so that none moves under the pointer."""
        self.stop.setEnabled(can_stop)
        self.copy.setEnabled(can_copy)
        if muted != self._is_muted:
            self._is_muted = muted
            words = tr("Unmute microphone") if muted else tr("Mute microphone")
            self.mute.set_sign(signs.muted_microphone if muted else signs.microphone, words)

    def show_copied(self) -> None:
        """It has been copied."""
        self.copy.set_sign(signs.tick, tr("Copied"))
        self._told.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground under the buttons."""
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not self._is_blended:
                fill_corners(painter, QRectF(self.rect()), theme)
            painter.setOpacity(self.presence)
            edge = theme.card_edge if theme.is_high_contrast else blend(card_color(theme), theme.text, 0.16)
            painter.setPen(QPen(edge, theme.edge_width))
            painter.setBrush(card_color(theme))
            inset = theme.edge_width / 2
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was told is told no more."""
        super().hideEvent(event)
        self._told.stop()
        self._offer_copy()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()

    @Slot()
    def _look_for_pointer(self) -> None:
        # Where the pointer is cannot be asked on Wayland.
        is_told = not QGuiApplication.platformName().startswith("wayland")
        near = self._card.united(QRect(self.pos(), self.size())).adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR)
        is_near = not is_told or self.grip.is_held or near.contains(QCursor.pos())
        wanted = 1.0 if self._nearness.look(is_near=is_near, now=time.monotonic()) else 0.0
        if wanted != (self._fade.endValue() or 0.0) or (wanted and not self.isVisible()):
            self._fade_to(wanted)

    def _fade_to(self, presence: float) -> None:
        self._fade.stop()
        self._fade.setStartValue(self.presence)
        self._fade.setEndValue(presence)
        if presence:
            if not self._is_blended:
                cut_round(self, QRectF(self.rect()), _RADIUS)
            self.show()
            self.raise_()
        if self._is_blended:
            self._fade.start()
        else:
            self._take_presence(presence)

    @Slot(object)
    def _take_presence(self, presence: float) -> None:
        self.presence = presence
        if presence <= 0.0 and self._fade.endValue() == 0.0:
            self.hide()
        self.update()
        for button in self.findChildren(ToolButton):
            button.update()

    @Slot()
    def _offer_copy(self) -> None:
        self.copy.set_sign(signs.copy, tr("Copy the answer"))
