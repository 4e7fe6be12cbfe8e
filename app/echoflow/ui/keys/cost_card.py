"""What the clouds cost: today, this month by engine, and the budget, as a card of the keys window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QVBoxLayout, QWidget

from echoflow.store.prices import dollars_text
from echoflow.store.usage import Budget
from echoflow.text import tr
from echoflow.ui.engine_names import engine_color, engine_title
from echoflow.ui.meters import CostBar, Share
from echoflow.ui.theme import current_theme
from echoflow.ui.window import card, label, named, row, set_tone

_HIGHEST_BUDGET = 100_000.0
"""Dollars; what the settings take."""


@dataclass(frozen=True, slots=True)
class Spending:
    """What was spent.

    Attributes:
        today: dollars.
        month: dollars.
        engines: dollars of this month by engine.
        amounts: what that was for, by engine, such as "12.5 min".
    """

    today: float = 0.0
    month: float = 0.0
    engines: Mapping[str, float] = field(default_factory=dict)
    amounts: Mapping[str, str] = field(default_factory=dict)


class CostCard(QWidget):
    """Shows the spending; the budget can be changed."""

    budget_changed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._spending = Spending()
        self.month = label(bold=True, ratio=1.6)
        self.today = label(tone="secondary")
        self.bar = CostBar()
        self.note = label()
        self.budget = QDoubleSpinBox()
        self._legend = QGridLayout()
        self._legend.setColumnStretch(2, 1)
        self._legend.setHorizontalSpacing(10)
        self._set_up_budget()
        self._lay_out()
        self._refresh()

    def set_spending(self, spending: Spending) -> None:
        """What has been spent by now."""
        if spending != self._spending:
            self._spending = spending
            self._refresh()

    def set_budget(self, dollars: float) -> None:
        """What may be spent in a month; 0 for as much as it takes. Nothing changes while it is being typed."""
        if not self.budget.hasFocus() or self.budget.value() == dollars:
            self.budget.setValue(dollars)
        self._refresh()

    def _set_up_budget(self) -> None:
        self.budget.setRange(0.0, _HIGHEST_BUDGET)
        self.budget.setDecimals(2)
        self.budget.setPrefix("$ ")
        self.budget.setSpecialValueText(tr("no limit"))
        self.budget.setKeyboardTracking(False)
        # Qt gives the field within the box neither the padding of the box nor one of its own.
        self.budget.lineEdit().setTextMargins(8, 0, 8, 0)
        self.budget.valueChanged.connect(self._change_budget)

    def _lay_out(self) -> None:
        frame, column = card()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        column.addWidget(label(tr("What the clouds cost"), bold=True, ratio=1.15))
        figures = row(self.month, self.today)
        self.today.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        column.addLayout(figures)
        column.addWidget(self.bar)
        column.addLayout(self._legend)
        column.addWidget(self.note)
        column.addLayout(row(named(tr("Budget for a month"), self.budget), self.budget, 1))

    @Slot(float)
    def _change_budget(self, dollars: float) -> None:
        self._refresh()
        if self.budget.hasFocus():
            self.budget_changed.emit(dollars)

    def _refresh(self) -> None:
        spending, budget = self._spending, Budget(self.budget.value())
        month = dollars_text(spending.month)
        of_budget = tr("{spent} of {budget} this month", spent=month, budget=dollars_text(budget.dollars))
        self.month.setText(of_budget if budget.dollars else tr("{spent} this month", spent=month))
        self.today.setText(tr("{spent} today", spent=dollars_text(spending.today)))
        theme = current_theme()
        shares = [Share(engine_title(name), cost, engine_color(name, theme)) for name, cost in _sorted(spending)]
        self.bar.set_costs(shares, budget.dollars)
        self._fill_legend()
        sentence, tone = _budget_note(budget, spending.month)
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))
        set_tone(self.note, tone)

    def _fill_legend(self) -> None:
        while (item := self._legend.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for line, (engine, cost) in enumerate(_sorted(self._spending)):
            self._legend.addWidget(_Dot(engine), line, 0)
            self._legend.addWidget(label(engine_title(engine)), line, 1)
            self._legend.addWidget(label(self._spending.amounts.get(engine, ""), tone="secondary"), line, 2)
            amount = label(dollars_text(cost))
            amount.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._legend.addWidget(amount, line, 3)


class _Dot(QWidget):
    """The colour of an engine, in front of its name."""

    def __init__(self, engine: str) -> None:
        super().__init__()
        self._engine = engine
        side = round(self.fontMetrics().height() * 0.7)
        self.setFixedWidth(side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A disc."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(0, 0, 0, 0))
            painter.setBrush(engine_color(self._engine, current_theme()))
            side = min(self.width(), self.height())
            painter.drawEllipse(0, (self.height() - side) // 2, side - 1, side - 1)


def _sorted(spending: Spending) -> list[tuple[str, float]]:
    """The dearest first."""
    return sorted(spending.engines.items(), key=lambda item: -item[1])


def _budget_note(budget: Budget, month: float) -> tuple[str, str]:
    if budget.exhausted(month):
        return tr("The budget is spent: until next month EchoFlow works on this computer alone."), "bad"
    if budget.nearly(month):
        return tr("Most of the budget is spent; when all of it is, EchoFlow works on this computer alone."), "warning"
    return "", "secondary"
