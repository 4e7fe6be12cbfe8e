"""What the clouds cost: today, this month and at its end, day by day and service by service, at which prices."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from echoflow.store.prices import dollars_text
from echoflow.text import listed, tr
from echoflow.ui.costs.cost_card import CostCard, engine_dot
from echoflow.ui.costs.cost_figures import CostFigures
from echoflow.ui.costs.day_plot import DayPlot
from echoflow.ui.costs.month_plot import MonthPlot
from echoflow.ui.engine_names import engine_title
from echoflow.ui.window import GAP, AppWindow, card, label, row, scrolling_page, set_tone

SHOWN_DAYS = 30


class CostWindow(AppWindow):
    """Shows what it is given by `show_figures`; may be given more while it is open.

    Attributes:
        month: the tile of this month.
        today: that of today.
        minute: that of a minute of conversation.
        days: the plot of the last days.
        costs: the services and the budget.
    """

    budget_changed = Signal(float)

    def __init__(self) -> None:
        super().__init__(tr("Costs"))
        self._figures: CostFigures | None = None
        column = scrolling_page(self)
        self.month, self.today, self.minute = _Tile(tr("This month")), _Tile(tr("Today")), _Tile(tr("A minute of talk"))
        column.addLayout(row(self.month, self.today, self.minute))
        self.empty = self._make_empty()
        column.addWidget(self.empty, 1)
        self._legend: dict[str, tuple[QWidget, QWidget]] = {}
        self.days = DayPlot()
        self.days.selection_changed.connect(self._show_day)
        self.day = label(tone="secondary", ratio=0.9)
        self.forecast = MonthPlot()
        self.charts = QWidget()
        charts = row(self._make_days(), self._make_month())
        charts.setContentsMargins(0, 0, 0, 0)
        charts.setStretch(0, 3)
        charts.setStretch(1, 2)
        self.charts.setLayout(charts)
        column.addWidget(self.charts, 1)
        self.costs = CostCard()
        self.costs.budget_changed.connect(self.budget_changed)
        column.addWidget(self.costs)
        self._prices = QGridLayout()
        self.prices = self._make_prices()
        column.addWidget(self.prices)
        self.show_figures(CostFigures())

    def show_figures(self, figures: CostFigures) -> None:
        """Shows these from now on."""
        before, self._figures = self._figures, figures
        if before == figures:
            return
        self._show_tiles(figures)
        shown = dict(list(figures.days.items())[-SHOWN_DAYS:])
        self.days.set_days(shown)
        self.forecast.set_figures(figures)
        self.costs.show_figures(figures)
        if before is None or before.prices != figures.prices:
            self._fill_prices(figures)
        used = {engine for day in shown.values() for engine in day}
        for engine, parts in self._legend.items():
            for part in parts:
                part.setVisible(engine in used)
        self.prices.setVisible(bool(figures.prices))
        was_empty = not self.empty.isHidden()
        self.empty.setVisible(figures.is_empty)
        self.charts.setVisible(not figures.is_empty)
        if was_empty and not figures.is_empty and self.isVisible():
            for area in self.findChildren(QScrollArea):
                area.updateGeometry()
            self._fit_to_screen()

    def _show_tiles(self, figures: CostFigures) -> None:
        budget = figures.budget
        note = tr("of a budget of {dollars}", dollars=dollars_text(budget)) if budget else tr("without a budget")
        _, tone = figures.budget_note()
        self.month.show_amount(dollars_text(figures.month), note, "" if tone == "secondary" else tone)
        days = list(figures.days.values())
        yesterday = sum(days[-2].values()) if len(days) > 1 else 0.0
        self.today.show_amount(dollars_text(figures.today), tr("{dollars} yesterday", dollars=dollars_text(yesterday)))
        if figures.minute:
            parts = listed(f"{engine_title(engine)} {dollars_text(cost)}" for engine, cost in figures.minute.items())
            self.minute.show_amount(
                tr("about {dollars}", dollars=dollars_text(sum(figures.minute.values()))),
                tr("if each of you speaks half of the time: {parts}", parts=parts),
            )
        else:
            self.minute.show_amount("$0", tr("Everything runs on this computer."), "good")

    def _make_empty(self) -> QWidget:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.addStretch(1)
        words = label(tr("Nothing has been spent in the last 30 days"), bold=True, ratio=1.15)
        how = label(
            tr("What services do for you appears here, day by day, as soon as you use one; see Keys in the menu."),
            tone="secondary",
        )
        for each in (words, how):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(each)
        column.addStretch(1)
        frame.setMinimumHeight(self.fontMetrics().height() * 9)
        return frame

    def _make_days(self) -> QFrame:
        frame, column = card()
        column.addWidget(label(tr("The last 30 days"), bold=True))
        column.addWidget(self.days, 1)
        legend = row(spacing=GAP + 4)
        for engine in ("deepgram", "openai", "elevenlabs"):
            name = label(engine_title(engine))
            name.setWordWrap(False)
            self._legend[engine] = (engine_dot(engine), name)
            legend.addLayout(row(*self._legend[engine], spacing=6))
        legend.addStretch(1)
        column.addLayout(legend)
        column.addWidget(self.day)
        return frame

    def _make_month(self) -> QFrame:
        frame, column = card()
        column.addWidget(label(tr("This month, and what it comes to"), bold=True))
        column.addWidget(self.forecast, 1)
        return frame

    def _make_prices(self) -> QFrame:
        frame, column = card()
        column.addWidget(label(tr("Prices in use"), bold=True))
        self._prices.setHorizontalSpacing(GAP + 4)
        self._prices.setVerticalSpacing(4)
        self._prices.setColumnStretch(2, 1)
        column.addLayout(self._prices)
        hint = tr("List prices in US dollars. If you pay others, write them under [prices] in the settings file.")
        column.addWidget(label(hint, tone="secondary", ratio=0.9))
        return frame

    def _fill_prices(self, figures: CostFigures) -> None:
        while (item := self._prices.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for line, each in enumerate(figures.prices):
            for place, (words, tone) in enumerate(((each.item, ""), (each.price, ""), (each.source, "secondary"))):
                cell = label(words, tone=tone, ratio=0.95)
                cell.setWordWrap(place == 2)
                self._prices.addWidget(cell, line, place)

    @Slot()
    def _show_day(self) -> None:
        self.day.setText(self.days.words)


class _Tile(QFrame):
    """An amount in large, its title above and a note below."""

    def __init__(self, title: str) -> None:
        super().__init__()
        frame, column = card()
        column.setSpacing(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.amount = label(bold=True, ratio=1.9)
        self.note = label(tone="secondary", ratio=0.9)
        column.addWidget(label(title, tone="secondary"))
        column.addWidget(self.amount)
        column.addWidget(self.note)
        column.addStretch(1)

    def show_amount(self, amount: str, note: str, tone: str = "") -> None:
        """Shows another one."""
        self.amount.setText(amount)
        self.note.setText(note)
        set_tone(self.amount, tone)
