"""The overlay: a card at the foot of the screen that shows the conversation and never gets in the way.

It takes no focus and no clicks. Pinned, where the desktop has no tray, it stays on the screen and takes clicks instead:
left to talk or stop, right for the menu.
"""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QGuiApplication,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QRegion,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from echoflow.conversation.talk_key import TalkMode
from echoflow.desktop.compositing import has_compositor
from echoflow.ui.icons import app_icon
from echoflow.ui.manner import Manner
from echoflow.ui.overlay.card import CORNER_RADIUS, WIDTH, OverlayCard
from echoflow.ui.overlay.motion import FramePace, Glide
from echoflow.ui.overlay.shadow import SHADOW_REACH
from echoflow.ui.state import RESTING, AppState
from echoflow.ui.theme import current_theme

LINGER_MILLISECONDS = 5_000
"""How long what is finished stays at least."""

ERROR_LINGER_MILLISECONDS = 10_000
_NOTICING_MILLISECONDS = 1_500
_CHARACTER_MILLISECONDS = 65
"""Reading takes about 15 letters a second, as subtitles count it; a Chinese character counts as three of them."""

_BOTTOM_DISTANCE = 44
"""From the card to the foot of the screen's free area, in pixels."""

_RISE = 14.0
"""How far it rises while it appears, in pixels."""

_LONGEST_FRAME_SECONDS = 0.1
"""After a stall movement goes on from where it was instead of jumping."""


class Overlay(QWidget):
    """See the module. Texts and states may come in any order; it appears by itself for whatever is not idle."""

    clicked = Signal()
    """The left button, on a pinned overlay."""

    def __init__(self, manner: Manner) -> None:
        super().__init__(None, _window_flags(is_pinned=False))
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWindowTitle("EchoFlow")
        self.setWindowIcon(app_icon())
        self._card = OverlayCard()
        self._manner = manner
        self._card.set_manner(manner)
        self._theme = current_theme()
        self._presence = Glide(0.0, 0.08)
        self._menu: QMenu | None = None
        self._is_pinned = False
        # Without a compositor nothing shines through: no shadow, no fading, and the corners are cut off.
        self._is_blended = has_compositor()
        self._outline = QRect()
        self._input_is_open = True
        self._last_frame = time.monotonic()
        self._frames = QTimer(self)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._pace = FramePace()
        self._frames.setInterval(self._pace.milliseconds)
        self._frames.timeout.connect(self._next_frame)
        self._linger = QTimer(self)
        self._linger.setSingleShot(True)
        self._linger.timeout.connect(self._leave)
        room = SHADOW_REACH * 2
        self.setFixedSize(QSize(round(WIDTH) + room, round(self._card.largest_height) + room))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._adopt_theme)

    @property
    def card(self) -> OverlayCard:
        """What it shows."""
        return self._card

    @property
    def is_pinned(self) -> bool:
        """Whether it is a small window instead."""
        return self._is_pinned

    @property
    def card_geometry(self) -> QRect:
        """Where the card is on the screen, without its shadow."""
        return self._card_rect().toAlignedRect().translated(self.pos())

    @property
    def is_animating(self) -> bool:
        """Whether it is being redrawn."""
        return self._frames.isActive()

    def set_state(self, state: AppState) -> None:
        """Show `state`; idle lets it go, after a while to read.

        Hands-free, any sound may begin a turn, so there it does not appear before it has something to say.
        """
        if state is AppState.LISTENING and not self.isVisible():
            self._card.clear()
        self._card.set_state(state)
        is_listening_always = state is AppState.LISTENING and self._manner.mode is TalkMode.HANDS_FREE
        if state not in RESTING and (self.isVisible() or not is_listening_always):
            self._appear()
        elif self.isVisible():
            self.hide_soon()
            self._animate()

    def set_level(self, level: float) -> None:
        """The loudness (0..1) of the user's voice while listening, of the assistant's while speaking."""
        self._card.set_level(level)
        if self.isVisible():
            self._animate()

    def set_manner(self, manner: Manner) -> None:
        """How the user takes the floor from now on."""
        self._manner = manner
        self._card.set_manner(manner)
        if self.isVisible():
            self._animate()

    def show_user_text(self, text: str, *, final: bool) -> None:
        """What the user has said so far; `final` once it will not change any more."""
        self._card.set_user_text(text, final=final)
        self._appear()

    def show_answer(self, text: str, spoken_characters: int) -> None:
        """The answer so far, of which the first `spoken_characters` have been spoken."""
        self._card.set_answer(text, spoken_characters)
        self._appear()

    def show_message(self, sentence: str, *, is_error: bool) -> None:
        """A sentence of the app itself, which stays as long as it takes to read; while something loads, until then."""
        self._card.set_message(sentence, is_error=is_error)
        self._appear()
        if self._card.state is not AppState.LOADING:
            self.hide_soon()

    def set_pinned(self, menu: QMenu | None) -> None:
        """Stay on the screen as a small window with `menu` on its right button; None goes back to being an overlay."""
        self._menu = menu
        self._is_pinned = menu is not None
        visible = self.isVisible()
        self.setWindowFlags(_window_flags(is_pinned=self._is_pinned))
        if self._is_pinned or visible:
            self._appear()
        self._outline = QRect()
        if not self._is_pinned:
            self.clearMask()
            self.hide_soon()

    def hide_soon(self) -> None:
        """Fade away once what it shows can have been read; anything new to show cancels that."""
        least = ERROR_LINGER_MILLISECONDS if self._card.state is AppState.ERROR else LINGER_MILLISECONDS
        self._linger.start(max(least, reading_milliseconds(self._card.message)))

    def hide_now(self) -> None:
        """Be gone at once, pinned or not."""
        self._linger.stop()
        self._presence.jump(0.0)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card; while it fades, through a layer, so that nothing shines through anything."""
        # A painter that is still at work when this returns, for whatever reason, takes the whole program with it.
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            presence = self._presence.value
            if presence >= 1.0:
                self._card.paint(painter, self._card_rect(), self._theme, self._last_frame)
                return
            layer = QPixmap(self.size() * self.devicePixelRatio())
            layer.setDevicePixelRatio(self.devicePixelRatio())
            layer.fill(Qt.GlobalColor.transparent)
            with QPainter(layer) as inner:
                inner.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._card.paint(inner, self._card_rect(), self._theme, self._last_frame)
            painter.setOpacity(presence)
            painter.drawPixmap(QPointF(0, (1 - presence) * _RISE), layer)

    def showEvent(self, event: QShowEvent) -> None:
        """Every time it is mapped the window manager has to be told again that clicks pass."""
        super().showEvent(event)
        self._input_is_open = True

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves unseen."""
        super().hideEvent(event)
        self._frames.stop()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a pinned overlay."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of a pinned overlay."""
        if self._menu is not None:
            self._menu.popup(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the user's palette where the desktop knows no colour scheme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._adopt_theme()

    @Slot()
    def _adopt_theme(self) -> None:
        self._theme = current_theme()
        self.update()

    @Slot()
    def _leave(self) -> None:
        if self._is_pinned:
            self._card.calm()
        else:
            self._presence.target = 0.0
        self._animate()

    @Slot()
    def _next_frame(self) -> None:
        now = time.monotonic()
        since = now - self._last_frame
        elapsed = min(_LONGEST_FRAME_SECONDS, since)
        self._last_frame = now
        is_whole = not self._presence.is_settled
        self._card.advance(elapsed)
        self._presence.advance(elapsed if self._is_blended else math.inf)
        if self._presence.value == 0.0:
            self.hide()
            return
        if self._input_is_open:
            self._settle_input()
        self._fit_outline()
        self._update_moved(whole=is_whole)
        if not self._card.is_moving and self._presence.is_settled and not self._input_is_open:
            self._frames.stop()
            return
        self._pace.drawn(since)
        if self._frames.interval() != self._pace.milliseconds:
            self._frames.setInterval(self._pace.milliseconds)

    def _update_moved(self, *, whole: bool) -> None:
        parts = None if whole else self._card.moved_parts(self._card_rect())
        if parts is None:
            self.update()
            return
        for part in parts:
            self.update(part.toAlignedRect())

    def _appear(self) -> None:
        self._linger.stop()
        self._presence.target = 1.0
        if not self.isVisible():
            self._move_to_pointer()
            self.show()
        self._animate()

    def _animate(self) -> None:
        if not self._frames.isActive():
            self._last_frame = time.monotonic()
            self._frames.start()

    def _move_to_pointer(self) -> None:
        """To the screen the user is looking at, as far as the pointer tells."""
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        area = screen.availableGeometry()
        left = area.center().x() - self.width() // 2
        self.move(QPoint(left, area.bottom() + 1 - self.height() + SHADOW_REACH - _BOTTOM_DISTANCE))

    def _card_rect(self) -> QRectF:
        size = self._card.size
        return QRectF(
            (self.width() - size.width()) / 2, self.height() - SHADOW_REACH - size.height(), size.width(), size.height()
        )

    def _settle_input(self) -> None:
        """Let clicks through the window manager's frame as well.

        Qt gives an X window its empty input shape before it is mapped; openbox and xfwm4 copy the shape to their frame
        only when it changes afterwards. Once the window is exposed, the frame is there and listens.
        """
        window = self.windowHandle()
        if not window.isExposed():
            return
        self._input_is_open = False
        if QGuiApplication.platformName() == "xcb" and not self._is_pinned:
            window.setFlag(Qt.WindowType.WindowTransparentForInput, False)
            window.setFlag(Qt.WindowType.WindowTransparentForInput, True)

    def _fit_outline(self) -> None:
        """Cut the window to what can be seen of it, where the rest would take clicks or be black."""
        card = self._card_rect().toAlignedRect()
        if card == self._outline or (self._is_blended and not self._is_pinned):
            return
        self._outline = card
        if self._is_blended:
            reach = SHADOW_REACH
            self.setMask(QRegion(card.adjusted(-reach, -reach, reach, reach)))
        else:
            shape = QPainterPath()
            shape.addRoundedRect(QRectF(card), CORNER_RADIUS, CORNER_RADIUS)
            self.setMask(QRegion(shape.toFillPolygon().toPolygon()))


def reading_milliseconds(text: str) -> int:
    """How long it takes to notice `text` and read it once."""
    wide = sum("\u2e80" <= character <= "\uffef" for character in text)
    return _NOTICING_MILLISECONDS + _CHARACTER_MILLISECONDS * (len(text) + 2 * wide)


def _window_flags(*, is_pinned: bool) -> Qt.WindowType:
    flags = (
        Qt.WindowType.Tool
        | Qt.WindowType.FramelessWindowHint
        | Qt.WindowType.WindowStaysOnTopHint
        | Qt.WindowType.WindowDoesNotAcceptFocus
        | Qt.WindowType.NoDropShadowWindowHint
    )
    return flags if is_pinned else flags | Qt.WindowType.WindowTransparentForInput
