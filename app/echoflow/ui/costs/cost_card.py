"""What the services cost this month, one by one, and the budget, as a card of the window of costs."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QVBoxLayout, QWidget

from echoflow.store.prices import dollars_text
from echoflow.text import tr
from echoflow.ui.costs.cost_figures import CostFigures
from echoflow.ui.engine_names import engine_color, engine_title
from echoflow.ui.meters import CostBar, Share
from echoflow.ui.plot import LegendDot
from echoflow.ui.theme import current_theme
from echoflow.ui.window import card, label, named, row, set_tone

_HIGHEST_BUDGET = 100_000.0
"""Dollars; what the settings take."""


class CostCard(QWidget):
    """Shows the spending of the month; the budget can be changed."""

    budget_changed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._figures = CostFigures()
        self._title = label(tr("This month by service"), bold=True)
        self.bar = CostBar()
        self.note = label()
        self.budget = QDoubleSpinBox()
        self._legend = QGridLayout()
        self._legend.setColumnStretch(2, 1)
        self._legend.setHorizontalSpacing(10)
        self._set_up_budget()
        self._lay_out()

    def show_figures(self, figures: CostFigures) -> None:
        """What has been spent by now. The budget does not change while it is being typed."""
        if figures.engines != self._figures.engines or figures.amounts != self._figures.amounts:
            self._fill_legend(figures)
        self._figures = figures
        if not self.budget.hasFocus():
            self.budget.setValue(figures.budget)
        theme = current_theme()
        shares = [Share(engine_title(name), cost, engine_color(name, theme)) for name, cost in figures.dearest_first]
        self.bar.set_costs(shares, figures.budget)
        sentence, tone = figures.budget_note()
        self.note.setText(sentence)
        set_tone(self.note, tone)
        for part in (self._title, self.bar, self.note):
            part.setVisible(bool(figures.engines))

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
        column.addWidget(self._title)
        column.addWidget(self.bar)
        column.addLayout(self._legend)
        column.addWidget(self.note)
        hint = label(tr("When it is spent, everything is done on this computer."), tone="secondary", ratio=0.9)
        line = row(named(tr("&Budget for a month"), self.budget), self.budget, hint)
        line.setStretch(2, 1)
        self.budget.setAccessibleName(tr("Budget for a month"))
        column.addLayout(line)

    @Slot(float)
    def _change_budget(self, dollars: float) -> None:
        if self.budget.hasFocus():
            self.budget_changed.emit(dollars)

    def _fill_legend(self, figures: CostFigures) -> None:
        while (item := self._legend.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for line, (engine, cost) in enumerate(figures.dearest_first):
            self._legend.addWidget(engine_dot(engine), line, 0)
            self._legend.addWidget(label(engine_title(engine)), line, 1)
            self._legend.addWidget(label(figures.amounts.get(engine, ""), tone="secondary"), line, 2)
            amount = label(dollars_text(cost))
            amount.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._legend.addWidget(amount, line, 3)


def engine_dot(engine: str) -> LegendDot:
    """The colour of an engine, in front of its name."""
    return LegendDot(partial(engine_color, engine))
