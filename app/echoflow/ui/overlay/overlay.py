"""The overlay: a card at the foot of the screen that shows the conversation and never gets in the way.

It takes no focus, and no clicks but on its buttons and its handle, which are a window of their own.
"""

from __future__ import annotations

import math
import time

from PySide6.QtCore import (
    QEvent,
    QMargins,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QGuiApplication,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from echoflow.conversation.talk_key import TalkMode
from echoflow.desktop.compositing import has_compositor
from echoflow.ui.icons import app_icon
from echoflow.ui.manner import Manner
from echoflow.ui.overlay.card import CORNER_RADIUS, WIDTH, OverlayCard
from echoflow.ui.overlay.card_mover import CardMover
from echoflow.ui.overlay.card_tools import CardTools
from echoflow.ui.overlay.lingering import lingering_milliseconds
from echoflow.ui.overlay.motion import FramePace, Glide
from echoflow.ui.overlay.placement import Stand
from echoflow.ui.overlay.shadow import SHADOW_REACH
from echoflow.ui.overlay.window_shape import WINDOW_FLAGS, cut_round, fill_corners, let_clicks_through
from echoflow.ui.state import BUSY, RESTING, AppState, state_label
from echoflow.ui.theme import current_theme

_RISE = 14.0
"""How far it rises while it appears, in pixels."""

_LONGEST_FRAME_SECONDS = 0.1
"""After a stall movement goes on from where it was instead of jumping."""


class Overlay(QWidget):
    """See the module. Texts and states may come in any order; it appears by itself for whatever is not idle."""

    stop_requested = Signal()
    """The button: silence now."""
    mute_requested = Signal(bool)
    """The button: mute the microphone, or let it hear again."""
    moved = Signal(str)
    """Its user put it somewhere else: a place as `set_place` takes it."""

    def __init__(self, manner: Manner) -> None:
        super().__init__(None, WINDOW_FLAGS)
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
        self._is_still = False
        self._shows_conversation = True
        self._is_dismissed = False
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
        largest = QSize(round(WIDTH), round(self._card.largest_height))
        self.setFixedSize(largest.grownBy(QMargins(*[SHADOW_REACH] * 4)))
        self._tools = CardTools(self, is_blended=self._is_blended)
        stand = Stand(QSizeF(largest), SHADOW_REACH)
        self._mover = CardMover(self._tools.grip, stand, lambda: self._card.size, self)
        self._connect_tools()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._adopt_theme)

    @property
    def card(self) -> OverlayCard:
        """What it shows."""
        return self._card

    @property
    def tools(self) -> CardTools:
        """Its buttons and its handle."""
        return self._tools

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
        if state is AppState.LISTENING and self._card.state is not AppState.LISTENING:
            self._is_dismissed = False
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

    def set_place(self, place: str) -> None:
        """Where it stands from now on, as `moved` told it; empty for the foot of the screen."""
        self._mover.set_place(place)

    def set_conversation_shown(self, shown: bool) -> None:
        """Whether it appears for conversations, or only for what the user has to know: errors."""
        self._shows_conversation = shown
        if self.isVisible() and not self._may_appear():
            self._leave()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Nothing of it glides or flows any more, or as before."""
        self._is_still = reduced
        self._card.set_reduced_motion(reduced)
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
        self._is_dismissed = False
        self._card.set_message(sentence, is_error=is_error)
        self._appear()
        if self._card.state is not AppState.LOADING:
            self.hide_soon()

    def hide_soon(self) -> None:
        """Fade away once what it shows can have been read; anything new to show cancels that."""
        self._linger.start(lingering_milliseconds(self._card.message, is_error=self._card.state is AppState.ERROR))

    def hide_now(self) -> None:
        """Be gone at once."""
        self._linger.stop()
        self._presence.jump(0.0)
        self.hide()

    def dismiss(self) -> None:
        """Fade away now, and stay away until the user begins another turn or there is something new to tell."""
        self._is_dismissed = True
        self._linger.stop()
        self._leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card; while it fades, through a layer, so that nothing shines through anything."""
        # A painter that is still at work when this returns, for whatever reason, takes the whole program with it.
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not self._is_blended:
                fill_corners(painter, self._card_rect(), self._theme)
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
            painter.drawPixmap(QPointF(0, 0 if self._is_still else (1 - presence) * _RISE), layer)

    def showEvent(self, event: QShowEvent) -> None:
        """Every time it is mapped the window manager has to be told again that clicks pass."""
        super().showEvent(event)
        self._input_is_open = True

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves unseen."""
        super().hideEvent(event)
        self._frames.stop()
        self._tools.leave()

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
        self._tools.set_card(self.card_geometry)
        self._update_moved(whole=is_whole)
        if not self._card.is_moving and self._presence.is_settled and not self._input_is_open:
            self._frames.stop()
            return
        self._pace.drawn(since)
        if self._frames.interval() != self._pace.milliseconds:
            self._frames.setInterval(self._pace.milliseconds)

    def _update_moved(self, *, whole: bool) -> None:
        parts = None if whole else self._card.moved_parts(self._card_rect())
        for part in parts or [QRectF(self.rect())]:
            self.update(part.toAlignedRect())

    def _may_appear(self) -> bool:
        """Whether what it shows is wanted on the screen."""
        is_wanted = self._shows_conversation or self._card.state is AppState.ERROR
        return is_wanted and not self._is_dismissed

    def _appear(self) -> None:
        self._tell()
        if not self._may_appear():
            if self.isVisible():
                self._leave()
            return
        self._linger.stop()
        self._presence.target = 1.0
        if not self.isVisible():
            self._mover.to_pointer()
            self.show()
        self._tools.attend()
        self._animate()

    def _tell(self) -> None:
        """What can be seen and done, for the buttons and for a screen reader."""
        card = self._card
        can_stop = card.state in BUSY - {AppState.LISTENING}
        self._tools.set_choices(can_stop=can_stop, can_copy=bool(card.whole_answer), muted=self._manner.muted)
        for words, known, tell in (
            (state_label(card.state), self.accessibleName(), self.setAccessibleName),
            (card.spoken_text, self.accessibleDescription(), self.setAccessibleDescription),
        ):
            # Setting the same words again would be told as news.
            if words != known:
                tell(words)

    def _animate(self) -> None:
        self._tell()
        if not self._frames.isActive():
            self._last_frame = time.monotonic()
            self._frames.start()

    @Slot()
    def _follow_stand(self) -> None:
        self.move(self._mover.stand.origin)
        self._tools.set_card(self.card_geometry)
        self.update()

    def _card_rect(self) -> QRectF:
        return self._mover.stand.card(self._card.size)

    def _connect_tools(self) -> None:
        tools = self._tools
        tools.stop.clicked.connect(self.stop_requested)
        tools.mute_requested.connect(self.mute_requested)
        tools.copy.clicked.connect(self._copy)
        tools.close_card.clicked.connect(self.dismiss)
        self._mover.stood.connect(self._follow_stand)
        self._mover.moved.connect(self.moved)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._card.whole_answer)
        self._tools.show_copied()

    def _settle_input(self) -> None:
        if (window := self.windowHandle()).isExposed():
            self._input_is_open = False
            # Some window managers have put it where all of it can be seen, with the room for its shadow.
            self.move(self._mover.stand.origin)
            let_clicks_through(window)

    def _fit_outline(self) -> None:
        """Cut the window to what can be seen of it, where the rest would take clicks or be black."""
        card = self._card_rect().toAlignedRect()
        if not self._is_blended and card != self._outline:
            self._outline = card
            cut_round(self, QRectF(card), CORNER_RADIUS)
