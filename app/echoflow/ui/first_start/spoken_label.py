"""Words that are being spoken: those that were heard already stand out from those to come."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QSizePolicy

from echoflow.ui.theme import current_theme, interface_font


class SpokenLabel(QLabel):
    """Wraps where it has to."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self._spoken = 0
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setFont(interface_font(1.15, QFont.Weight.Medium))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def text(self) -> str:
        """The words, without their colours."""
        return self._words

    def set_words(self, words: str, spoken: int) -> None:
        """`spoken` characters of `words` were heard."""
        self._words, self._spoken = words, spoken
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        """In the colours of another theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        words, spoken = self._words, self._spoken
        theme = current_theme()
        heard, coming = html.escape(words[:spoken]), html.escape(words[spoken:])
        self.setText(
            f'<span style="color:{theme.text.name()}">{heard}</span>'
            f'<span style="color:{theme.text_upcoming.name()}">{coming}</span>'
        )
