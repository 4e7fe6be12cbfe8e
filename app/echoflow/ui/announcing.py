"""What a screen reader is to say although the user did nothing: states, messages, errors."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent


def announce(source: QObject, sentence: str, *, at_once: bool = False) -> None:
    """Has screen readers say `sentence` in the name of `source`, a widget or a window that exists.

    They finish what they are saying first, unless it is to be said `at_once`. Nothing happens where none is running.
    """
    if not sentence or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(source, sentence)
    if at_once:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
