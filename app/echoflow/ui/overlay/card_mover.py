"""Carries the card about: to the screen its user looks at, along with the hand that drags it, back when they want."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMetaObject, QObject, QPointF, QRect, QRectF, QSizeF, Signal, Slot
from PySide6.QtGui import QCursor, QGuiApplication

from echoflow.ui.overlay.card_tools import Grip
from echoflow.ui.overlay.placement import Stand, parse_place


class CardMover(QObject):
    """Knows where the card stands, as long as its window follows.

    Attributes:
        stand: where that is.
    """

    stood = Signal()
    """It stands elsewhere: the window is to be at `stand.origin`."""
    moved = Signal(str)
    """Its user put it there: a place as `set_place` takes it."""

    def __init__(self, grip: Grip, stand: Stand, size: Callable[[], QSizeF], parent: QObject) -> None:
        """`size` is how large the card is at the moment."""
        super().__init__(parent)
        self.stand = stand
        self._size = size
        self._hold = QPointF()
        self._watch: QMetaObject.Connection | None = None
        grip.taken.connect(self._take_hold)
        grip.pulled.connect(self._pull)
        grip.let_go.connect(self._let_go)
        grip.returned.connect(self._return)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenRemoved.connect(self._lose_screen)

    def set_place(self, place: str) -> None:
        """Where it stands from now on; empty for the foot of the screen."""
        parsed = parse_place(place)
        if parsed != self.stand.place:
            self.stand.set_place(parsed)
            self.stood.emit()

    def to_pointer(self) -> None:
        """To the screen the user is looking at, as far as the pointer tells."""
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        if self._watch is not None:
            QObject.disconnect(self._watch)
        self._watch = screen.availableGeometryChanged.connect(self._fit_screen)
        self._fit_screen(screen.availableGeometry())

    @Slot(QRect)
    def _fit_screen(self, area: QRect) -> None:
        self.stand.set_area(QRectF(area))
        self.stood.emit()

    @Slot()
    def _lose_screen(self) -> None:
        self._watch = None
        self.to_pointer()

    @Slot(QPointF)
    def _take_hold(self, pointer: QPointF) -> None:
        card = self.stand.card(self._size()).translated(QPointF(self.stand.origin))
        self._hold = QPointF(card.center().x(), card.bottom()) - pointer

    @Slot(QPointF)
    def _pull(self, pointer: QPointF) -> None:
        self.stand.pull(pointer + self._hold, self._size())
        self.stood.emit()

    @Slot()
    def _let_go(self) -> None:
        self.moved.emit(str(self.stand.place or ""))

    @Slot()
    def _return(self) -> None:
        self.stand.set_place(None)
        self.stood.emit()
        self.moved.emit("")
