"""The list of voices: what is in it, and how each is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from echoflow.text import tr
from echoflow.ui.engine_names import engine_color, engine_title
from echoflow.ui.languages import language_name
from echoflow.ui.list_ground import paint_ground
from echoflow.ui.style_sheet import accent_color, good_color
from echoflow.ui.theme import Theme, blend, current_theme, faded, interface_font

VOICE_ROLE = Qt.ItemDataRole.UserRole
IN_USE_ROLE = Qt.ItemDataRole.UserRole + 1
PLAYING_ROLE = Qt.ItemDataRole.UserRole + 2

_PADDING = 10


@dataclass(frozen=True, slots=True)
class VoiceItem:
    """A voice in the list.

    Attributes:
        engine: that speaks with it.
        identifier: what the engine knows it by.
        name: for people.
        language: ISO 639-1 code; empty if it speaks many.
        description: a few words; may be empty.
        own: the user made it, and may delete it.
    """

    engine: str
    identifier: str
    name: str
    language: str = ""
    description: str = ""
    own: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What identifies it among all engines."""
        return self.engine, self.identifier

    @property
    def details(self) -> str:
        """What is said of it besides its name."""
        language = language_name(self.language) or tr("many languages")
        return " · ".join(filter(None, (engine_title(self.engine), language, self.description)))


class VoiceModel(QAbstractListModel):
    """The voices, with the one in use and the one that is being played."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._voices: list[VoiceItem] = []
        self._in_use: tuple[str, str] | None = None
        self._playing: tuple[str, str] | None = None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's
        """How many there are."""
        return 0 if parent.isValid() else len(self._voices)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The voice itself, its name, and what a screen reader says."""
        voice = self._voices[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return voice.name
            case Qt.ItemDataRole.AccessibleTextRole:
                used = tr("in use") if voice.key == self._in_use else ""
                own = tr("yours") if voice.own else ""
                return ", ".join(filter(None, (voice.name, own, used, voice.details)))
            case _:
                return {
                    VOICE_ROLE: voice,
                    IN_USE_ROLE: voice.key == self._in_use,
                    PLAYING_ROLE: voice.key == self._playing,
                }.get(role)

    def replace(self, voices: Sequence[VoiceItem]) -> None:
        """Other voices than before."""
        if list(voices) != self._voices:
            self.beginResetModel()
            self._voices = list(voices)
            self.endResetModel()

    def mark(self, in_use: tuple[str, str] | None, playing: tuple[str, str] | None) -> None:
        """Which voice is used, and which is being played."""
        self._in_use, self._playing = in_use, playing
        if self._voices:
            self.dataChanged.emit(self.index(0), self.index(len(self._voices) - 1))

    def row_of(self, key: tuple[str, str] | None) -> int:
        """Where the voice is; -1 if it is not there."""
        return next((row for row, voice in enumerate(self._voices) if voice.key == key), -1)


class VoiceFilter(QSortFilterProxyModel):
    """Those of the voices that have the words that are looked for, in any order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def search(self, text: str) -> None:
        """Only voices with all the words of `text`."""
        self._words = text.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:  # noqa: N802 - Qt's
        """Whether the voice of `row` has them."""
        voice = self.sourceModel().data(self.sourceModel().index(row, 0, parent), VOICE_ROLE)
        own = tr("yours") if voice.own else ""
        text = f"{voice.name} {voice.details} {voice.language} {own}".casefold()
        return all(word in text for word in self._words)


class VoiceDelegate(QStyledItemDelegate):
    """A voice in two lines: its name with what it is to the user, and what is said of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = interface_font(1.0, QFont.Weight.DemiBold)
        self._details = interface_font(0.9)
        self._badge = interface_font(0.8)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its two lines in the user's font."""
        lines = QFontMetricsF(self._name).height() + QFontMetricsF(self._details).height()
        return QSize(200, round(lines + 2 * _PADDING))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws it."""
        theme = current_theme()
        voice: VoiceItem = index.data(VOICE_ROLE)
        # Some of Qt's stubs know nothing of what an option holds.
        drawn: Any = option
        area = QRect(drawn.rect).adjusted(2, 1, -2, -1)
        state: QStyle.StateFlag = drawn.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, area, theme, state)
        mark = area.height() - 2 * _PADDING
        disc = QRectF(area.left() + _PADDING, area.top() + _PADDING, mark, mark)
        _paint_disc(painter, disc, voice, theme, is_playing=index.data(PLAYING_ROLE))
        left = disc.right() + _PADDING
        right = float(area.right() - _PADDING)
        if index.data(IN_USE_ROLE):
            right = self._paint_badge(painter, right, area, tr("in use"), good_color(theme))
        if voice.own:
            right = self._paint_badge(painter, right, area, tr("yours"), accent_color(theme))
        self._paint_words(painter, QRectF(left, area.top() + _PADDING, right - left, mark), voice, theme)
        painter.restore()

    def _paint_badge(self, painter: QPainter, right: float, area: QRect, words: str, color: QColor) -> float:
        metrics = QFontMetricsF(self._badge)
        width, height = metrics.horizontalAdvance(words) + 16, metrics.height() + 4
        badge = QRectF(right - width, area.center().y() - height / 2 + 0.5, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(color, 0.16))
        painter.drawRoundedRect(badge, height / 2, height / 2)
        painter.setFont(self._badge)
        painter.setPen(color)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
        return badge.left() - 6

    def _paint_words(self, painter: QPainter, area: QRectF, voice: VoiceItem, theme: Theme) -> None:
        first = QFontMetricsF(self._name).height()
        lines = ((self._name, theme.text, voice.name), (self._details, theme.text_secondary, voice.details))
        top = area.top()
        for font, color, words in lines:
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(color)
            short = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(QPointF(area.left(), top + metrics.ascent()), short)
            top += first


def _paint_disc(painter: QPainter, disc: QRectF, voice: VoiceItem, theme: Theme, *, is_playing: bool) -> None:
    """The first letter of the name on the colour of the engine; a square to stop what is playing."""
    color = accent_color(theme) if voice.own else engine_color(voice.engine, theme)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color if is_playing else faded(color, 0.18))
    painter.drawEllipse(disc)
    if is_playing:
        side = disc.width() * 0.32
        square = QPainterPath()
        square.addRoundedRect(QRectF(disc.center() - QPointF(side, side) / 2, QSize(1, 1) * side), 2, 2)
        painter.fillPath(square, QColor("#ffffff") if not theme.is_dark else QColor("#0c1220"))
        return
    font = interface_font(1.1, QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(blend(color, theme.text, 0.2))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, voice.name[:1].upper())
