"""The small window that takes the place of the icon on a desktop without a tray."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QMenu, QPushButton, QVBoxLayout

from echoflow.text import tr
from echoflow.ui.icons import IconLook, tray_icon
from echoflow.ui.state import state_label
from echoflow.ui.theme import em
from echoflow.ui.tray.face import Face
from echoflow.ui.window import GAP, MARGIN, AppWindow, button, label, row

_ICON_SIZE = 48
_WIDTH_EMS = 42
"""Wide enough for a sentence of advice on one line or two."""


class PlainWindow(AppWindow):
    """Shows what the app is doing and has its menu; what was said is none of its business.

    It is an ordinary window with its place among the others. Closing it puts it away, and the menu ends the app.
    """

    talk_or_stop_requested = Signal()
    mute_requested = Signal(bool)

    def __init__(self, menu: QMenu) -> None:
        super().__init__("EchoFlow")
        self._face = Face()
        self._may_close = False
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON_SIZE, _ICON_SIZE)
        self._state = label(bold=True, ratio=1.2)
        self._advice = label(tone="secondary")
        self._notes = label(tone="secondary", ratio=0.9)
        self._talk = button("", self.talk_or_stop_requested.emit, primary=True)
        self._mute = QCheckBox(tr("&Mute microphone"))
        self._mute.clicked.connect(self.mute_requested)
        self._menu = QPushButton(tr("M&enu"))
        self._menu.setProperty("opens", True)
        self._menu.setMenu(menu)
        self._menu.setAutoDefault(False)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(GAP // 3)
        for part in (self._state, self._advice, self._notes):
            words.addWidget(part)
        top = row(self._icon, words, spacing=GAP + 4)
        top.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        column.addLayout(top)
        column.addStretch(1)
        column.addLayout(row(self._talk, self._mute, 1, self._menu))
        # Both words of the first button fit, so that nothing moves when it changes.
        self._talk.setMinimumWidth(em(self.font()) * 10)
        self.setFixedWidth(max(em(self.font()) * _WIDTH_EMS, column.minimumSize().width() + 2 * MARGIN))

    @property
    def face(self) -> Face:
        """What it shows."""
        return self._face

    @Slot(object)
    def show_face(self, face: Face) -> None:
        """Shows this from now on."""
        self._face = face
        look = IconLook.DARK if self.theme.is_dark else IconLook.LIGHT
        icon = tray_icon(face.state, look)
        self.setWindowTitle(face.title)
        self.setWindowIcon(icon)
        self._icon.setPixmap(icon.pixmap(QSize(_ICON_SIZE, _ICON_SIZE), self.devicePixelRatioF()))
        self._icon.setAccessibleName(state_label(face.state))
        self._state.setText(state_label(face.state))
        self._advice.setText(face.advice)
        self._notes.setText("\n".join(face.notes))
        self._notes.setVisible(bool(face.notes))
        self._talk.setText(face.talk_label)
        self._mute.setChecked(face.manner.muted)
        self._fit()

    def appear(self) -> None:
        """Is there, without taking the keyboard from whoever has it."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._fit()
        self.show()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)

    def open(self) -> None:
        """Comes to the front, also from where it was put away."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        super().open()

    def vanish(self) -> None:
        """Is gone for good."""
        self._may_close = True
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing it would leave an app that nobody finds again."""
        if self._may_close:
            super().closeEvent(event)
        else:
            event.ignore()
            self.showMinimized()

    def _fit(self) -> None:
        """As high as its words need."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))
