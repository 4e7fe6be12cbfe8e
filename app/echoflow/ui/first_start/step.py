"""What all steps of the first start have in common: a drawing, a title, a sentence, and what there is to choose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from echoflow.ui.first_start.pictures import Picture
from echoflow.ui.window import GAP, fill, label


class Step(QWidget):
    """A page.

    Attributes:
        title: what it is about.
        explanation: in a sentence.
    """

    def __init__(self, picture: Picture, title: str, explanation: str) -> None:
        super().__init__()
        self.title = label(title, bold=True, ratio=1.6)
        self.explanation = label(explanation, tone="secondary")
        for each in (self.title, self.explanation):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        fill(self._column, (picture, self.title, self.explanation))
        self._column.addSpacing(4)

    @property
    def first(self) -> QWidget | None:
        """What has the keyboard when the step begins."""
        return None

    def lay_out(self, parts: Sequence[QWidget | QLayout | int]) -> None:
        """Below the explanation."""
        fill(self._column, parts)
        self._column.addStretch(1)
