"""Words that are being spoken: those that were heard already stand out from those to come."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QSizePolicy

from echoflow.ui.theme import current_theme, interface_font


class SpokenLabel(QLabel):
    """Wraps where it has to."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setFont(interface_font(1.15, QFont.Weight.Medium))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._words = ""

    def text(self) -> str:
        """The words, without their colours."""
        return self._words

    def set_words(self, words: str, spoken: int) -> None:
        """`spoken` characters of `words` were heard."""
        self._words = words
        theme = current_theme()
        heard, coming = html.escape(words[:spoken]), html.escape(words[spoken:])
        self.setText(
            f'<span style="color:{theme.text.name()}">{heard}</span>'
            f'<span style="color:{theme.text_upcoming.name()}">{coming}</span>'
        )
