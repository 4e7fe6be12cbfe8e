"""The card in the overlay: what it says, how big it is and how it looks at a given moment; knows no window."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from echoflow.ui.manner import KeyHint, Manner, key_hint
from echoflow.ui.overlay.motion import Glide, VoiceTrail
from echoflow.ui.overlay.painting import CardSurface, paint_keycaps, paint_label, paint_orb
from echoflow.ui.overlay.text_block import Ink, TextBlock
from echoflow.ui.state import RESTING, AppState, state_label
from echoflow.ui.theme import Accent, Theme, blend, interface_font

WIDTH = 600.0
"""With text; without, it is a pill as wide as its label needs."""

CORNER_RADIUS = 24.0
_PADDING = 18.0
_ORB_RADIUS = 20.0
_TEXT_LEFT = _PADDING + 2 * _ORB_RADIUS + 16.0
_HEADER_HEIGHT = 2 * _ORB_RADIUS
_USER_LINES = 3
_ANSWER_LINES = 5
_PARAGRAPH_GAP = 10.0
_FOOT = 24.0
_HALO = 14.0
"""How far the light around the orb reaches at its brightest."""
_ALIVE = {AppState.LISTENING, AppState.THINKING, AppState.SPEAKING}
_WAITING = {AppState.LOADING, AppState.THINKING}


class OverlayCard:
    """The content of the overlay and its movement; time comes in as an argument."""

    def __init__(self) -> None:
        self._label_font = interface_font(1.0, QFont.Weight.DemiBold)
        self._hint_font = interface_font(0.85)
        width = WIDTH - _TEXT_LEFT - _PADDING - 6
        self._user = TextBlock(interface_font(1.12), width, _USER_LINES)
        self._answer = TextBlock(interface_font(1.3), width, _ANSWER_LINES)
        self._surface = CardSurface()
        self._state = AppState.IDLE
        self._previous = AppState.IDLE
        self._is_message = False
        self._rest = AppState.IDLE
        self._manner = Manner()
        self._settling = Glide(1.0, 0.12)
        self._accent = Glide(1.0, 0.12)
        self._level = Glide(0.0, 0.04, falling_seconds=0.20)
        self._trail = VoiceTrail()
        self._text_opacity = Glide(0.0, 0.10, falling_seconds=0.03)
        self._width = Glide(self._wanted_size().width(), 0.07)
        self._height = Glide(self._wanted_size().height(), 0.07)
        self._is_changed = True
        self._is_new = True
        self._is_talking = False
        self._is_still = False

    @property
    def state(self) -> AppState:
        """The state it shows."""
        return self._state

    @property
    def user_text(self) -> str:
        """What the user said, as far as it is in view."""
        return self._user.visible_text

    @property
    def answer_text(self) -> str:
        """The answer or the message, as far as it is in view."""
        return self._answer.visible_text

    @property
    def message(self) -> str:
        """The sentence of the app itself that it shows; empty while it shows a conversation."""
        return self._answer.text if self._is_message else ""

    @property
    def whole_answer(self) -> str:
        """The answer or the message, with what is out of view."""
        return self._answer.text

    @property
    def spoken_text(self) -> str:
        """All it says, for those who cannot see it."""
        return "\n".join(text for text in (self._user.text, self._answer.text) if text)

    @property
    def is_moving(self) -> bool:
        """Whether it will look different in the next frame."""
        is_alive = self._state in _ALIVE | _WAITING and not self._is_still
        is_fading = not (self._level.is_settled and self._user.is_settled and self._answer.is_settled)
        return is_alive or self._is_reshaping or is_fading

    @property
    def _is_reshaping(self) -> bool:
        """Whether more of it is moving than the voice and the words."""
        return not all(glide.is_settled for glide in self._shaping)

    @property
    def _shaping(self) -> tuple[Glide, ...]:
        return self._settling, self._accent, self._text_opacity, self._width, self._height

    @property
    def size(self) -> QSizeF:
        """Of the card now, without its shadow."""
        return QSizeF(self._width.value, self._height.value)

    @property
    def largest_height(self) -> float:
        """What the card can grow to."""
        lines = self._user.line_height * _USER_LINES + self._answer.line_height * _ANSWER_LINES
        return math.ceil(_PADDING + _HEADER_HEIGHT + lines + _PARAGRAPH_GAP + _FOOT)

    def set_state(self, state: AppState) -> None:
        """Show `state`; a message, and the look of an error with it, gives way to a conversation but not to silence."""
        self._is_changed = True
        if state in RESTING:
            self._rest = state
        if self._is_message:
            if state in RESTING and self._state is AppState.ERROR:
                return
            if state in _ALIVE:
                self._forget_answer()
            if state is AppState.LISTENING:
                self._user.clear()
        if state is not self._state:
            self._previous, self._state = self._state, state
            self._accent.jump(0.0)
            self._accent.target = 1.0
        if state not in _ALIVE:
            self._level.target = 0.0
        self._fit()

    def set_level(self, level: float) -> None:
        """The loudness (0..1) of the voice that is heard or speaks."""
        self._level.target = min(1.0, max(0.0, level)) if self._state in _ALIVE else 0.0

    def set_manner(self, manner: Manner) -> None:
        """How the user takes the floor from now on."""
        self._manner = manner
        self._is_changed = True
        self._fit()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Nothing glides, flows or waves any more; what changes, fades."""
        self._is_still = reduced
        self._is_changed = True

    def set_user_text(self, text: str, *, final: bool) -> None:
        """What the user says; other words than before are a new turn, so the old answer goes."""
        self._is_changed = self._is_changed or text != self._user.text
        if text != self._user.text and self._answer.text:
            self._forget_answer()
        self._user.set_text(text)
        if not final:
            self._settling.jump(0.0)
        self._settling.target = 1.0 if final else 0.0
        self._fit()

    def set_answer(self, text: str, spoken_characters: int) -> None:
        """The answer, of which the first `spoken_characters` have been spoken."""
        self._is_changed = self._is_changed or self._is_message or text != self._answer.text
        self._is_message = False
        self._answer.set_text(text, spoken_characters)
        self._fit()

    def set_message(self, sentence: str, *, is_error: bool) -> None:
        """A sentence of the app itself; an error may be about what the user has just said, so that stays."""
        self._is_changed = True
        self._forget_answer()
        if not is_error:
            self._user.clear()
        if is_error or self._state is AppState.ERROR:
            self.set_state(AppState.ERROR if is_error else self._rest)
        self._is_message = True
        self._answer.set_text(sentence)
        self._fit()

    def clear(self) -> None:
        """Forget all texts at once, unseen."""
        self.calm()
        for glide in (self._width, self._height, self._text_opacity):
            glide.jump(glide.target)

    def calm(self) -> None:
        """Let go of all texts and of an error."""
        self._user.clear()
        self._forget_answer()
        if self._state is AppState.ERROR:
            self.set_state(self._rest)
        self._fit()

    def advance(self, elapsed: float) -> None:
        """Move on by `elapsed` seconds."""
        self._is_new = self._is_changed or self._is_reshaping
        self._is_changed = False
        for glide in (self._settling, self._accent, self._text_opacity, self._level):
            glide.advance(elapsed)
        for glide in (self._width, self._height):
            glide.advance(math.inf if self._is_still else elapsed)
        self._trail.advance(elapsed, self._level.value)
        self._is_talking = not (self._user.is_settled and self._answer.is_settled)
        self._user.advance(elapsed, still=self._is_still)
        self._answer.advance(elapsed, still=self._is_still)

    def moved_parts(self, card: QRectF) -> list[QRectF] | None:
        """What the last `advance` has made look different, where the card is at `card`; None if it is everything.

        A few parts live while the rest stands still, and to paint and compose only those costs a third.
        """
        if self._is_new:
            return None
        header = QRectF(card.topLeft(), QSizeF(card.width(), _PADDING + _HEADER_HEIGHT))
        reach = 2 * (_ORB_RADIUS + _HALO)
        orb = QRectF(card.topLeft() + QPointF(_PADDING - _HALO, _PADDING - _HALO), QSizeF(reach, reach))
        parts = [header, orb] if self._state in _WAITING else [orb]
        if self._state in _ALIVE:
            parts.append(QRectF(card.left(), card.bottom() - _FOOT, card.width(), _FOOT))
        if self._is_talking:
            parts.append(card.adjusted(0, _PADDING + _HEADER_HEIGHT, 0, 0))
        return parts

    def paint(self, painter: QPainter, card: QRectF, theme: Theme, at: float) -> None:
        """Draw it into `card` as it is at the time `at` (seconds); the shadow reaches `SHADOW_REACH` beyond."""
        now = None if self._is_still else at
        accent = self._current_accent(theme)
        tint = self._share_of(AppState.ERROR)
        self._surface.paint(painter, card, CORNER_RADIUS, theme, accent, tint)
        alive = self._accent.value if self._state in _ALIVE else 0.0
        if alive > 0:
            # It needs numpy, which would hold up the start of the app; when somebody talks it has long been there.
            from echoflow.ui.overlay.ribbon import paint_ribbon

            foot = card.adjusted(theme.edge_width, 0, -theme.edge_width, -theme.edge_width)
            paint_ribbon(painter, foot, theme, accent, now, self._trail, alive)
        orb = card.topLeft() + QPointF(_PADDING + _ORB_RADIUS, _PADDING + _ORB_RADIUS)
        paint_orb(painter, orb, _ORB_RADIUS, theme, accent, self._state, now, self._level.value)
        self._paint_header(painter, card, theme, accent, now)
        self._paint_texts(painter, card, theme)

    def _paint_header(self, painter: QPainter, card: QRectF, theme: Theme, accent: Accent, now: float | None) -> None:
        middle = card.top() + _PADDING + _ORB_RADIUS
        metrics = QFontMetricsF(self._label_font)
        baseline = QPointF(card.left() + _TEXT_LEFT, middle + (metrics.ascent() - metrics.descent()) / 2)
        # The light leaves letters dim where it is not.
        shimmer = now if self._state in _WAITING and not theme.is_high_contrast else None
        paint_label(painter, baseline, state_label(self._state), self._label_font, accent.main, shimmer)
        right = card.right() - _PADDING - 4
        hint = self._hint()
        left = paint_keycaps(painter, right, middle, hint.keys, self._hint_font, theme)
        if hint.words:
            metrics = QFontMetricsF(self._hint_font)
            gap = 8 if hint.keys else 0
            baseline = QPointF(
                left - gap - metrics.horizontalAdvance(hint.words), middle + (metrics.ascent() - metrics.descent()) / 2
            )
            paint_label(painter, baseline, hint.words, self._hint_font, theme.text_upcoming, None)

    def _paint_texts(self, painter: QPainter, card: QRectF, theme: Theme) -> None:
        if self._text_opacity.value <= 0:
            return
        painter.save()
        painter.setClipRect(card)
        painter.setOpacity(painter.opacity() * self._text_opacity.value)
        place = card.topLeft() + QPointF(_TEXT_LEFT, _PADDING + _HEADER_HEIGHT)
        if self._user.text:
            said = theme.text_secondary if self._answer.text else theme.text
            ink = blend(theme.text_upcoming, said, self._settling.value)
            self._user.paint(painter, place, Ink(ink, ink))
            place += QPointF(0, self._user.height + _PARAGRAPH_GAP)
        self._answer.paint(painter, place, Ink(theme.text, theme.text_upcoming))
        painter.restore()

    def _hint(self) -> KeyHint:
        return key_hint(self._state, self._manner)

    def _current_accent(self, theme: Theme) -> Accent:
        before, after = theme.accents[self._previous], theme.accents[self._state]
        amount = self._accent.value
        return Accent(blend(before.main, after.main, amount), blend(before.glow, after.glow, amount))

    def _share_of(self, state: AppState) -> float:
        coming = self._accent.value if self._state is state else 0.0
        going = 1 - self._accent.value if self._previous is state else 0.0
        return coming + going

    def _forget_answer(self) -> None:
        self._is_changed = True
        self._is_message = False
        self._answer.clear()

    def _fit(self) -> None:
        size = self._wanted_size()
        self._width.target = size.width()
        self._height.target = size.height()
        self._text_opacity.target = 1.0 if self._user.text or self._answer.text else 0.0

    def _wanted_size(self) -> QSizeF:
        heights = [block.height for block in (self._user, self._answer) if block.text]
        if not heights:
            return QSizeF(self._pill_width(), _HEADER_HEIGHT + 2 * _PADDING)
        texts = sum(heights) + _PARAGRAPH_GAP * (len(heights) - 1)
        return QSizeF(WIDTH, math.ceil(_PADDING + _HEADER_HEIGHT + texts + _FOOT))

    def _pill_width(self) -> float:
        hints = QFontMetricsF(self._hint_font)
        label = QFontMetricsF(self._label_font).horizontalAdvance(state_label(self._state))
        hint = self._hint()
        keys = sum(max(24.0, hints.horizontalAdvance(key) + 12) + 5 for key in hint.keys)
        words = hints.horizontalAdvance(hint.words) + 8
        return min(WIDTH, math.ceil(_TEXT_LEFT + max(96.0, label) + 36 + words + keys + _PADDING))
