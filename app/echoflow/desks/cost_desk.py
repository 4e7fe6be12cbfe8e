"""What happens behind the window of costs: what was spent is looked up while it can be seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from echoflow.recognition.deepgram_models import model_for
from echoflow.store.prices import DEFAULTS, SOURCES, amount_text, engine_of, price_text
from echoflow.store.settings import Settings
from echoflow.store.spending import conversation_minute, forecast
from echoflow.store.usage import Cost, Totals
from echoflow.text import listed, tr
from echoflow.ui.costs.cost_figures import CostFigures, PriceLine
from echoflow.ui.costs.cost_window import CostWindow

REFRESH_MILLISECONDS = 2_000
"""How often the costs are looked up while they can be seen; they come out of memory."""


class Meter(Protocol):
    """What is needed of `store.usage.UsageMeter`."""

    prices: Mapping[str, float]

    def totals(self, now: datetime) -> Totals:
        """What was spent up to `now`."""

    def days(self, now: datetime) -> Mapping[date, Cost]:
        """The same of each of the last days, the oldest first and today last."""


class CostDesk(QObject):
    """One for the life of the app; `open` shows its window."""

    setting_changed = Signal(str, object)
    """`monthly_budget` and its new value in dollars."""

    def __init__(
        self,
        meter: Meter,
        settings: Settings,
        clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._meter = meter
        self._settings = settings
        self._clock = clock
        self._window: CostWindow | None = None
        self._timer = QTimer(self, interval=REFRESH_MILLISECONDS)
        self._timer.timeout.connect(self._show)

    @property
    def window(self) -> CostWindow | None:
        """The window, while it is open."""
        return self._window

    @Slot()
    def open(self) -> None:
        """Shows the window, or brings it to the front."""
        if self._window is None:
            self._window = CostWindow()
            self._window.budget_changed.connect(self._change_budget)
            self._window.closed.connect(self._closed)
            self._show()
            self._timer.start()
        self._window.open()

    def take_settings(self, settings: Settings) -> None:
        """The settings are these now."""
        self._settings = settings
        self._show()

    async def close(self) -> None:
        """Closes the window."""
        if self._window is not None:
            self._window.close()

    @Slot()
    def _show(self) -> None:
        if self._window is not None:
            self._window.show_figures(figures(self._meter, self._settings, self._clock()))

    @Slot(float)
    def _change_budget(self, dollars: float) -> None:
        self.setting_changed.emit("monthly_budget", dollars)

    @Slot()
    def _closed(self) -> None:
        self._timer.stop()
        if self._window is not None:
            self._window.deleteLater()
            self._window = None


def figures(meter: Meter, settings: Settings, now: datetime) -> CostFigures:
    """What the window shows, at `now` in the user's time."""
    totals, days = meter.totals(now), meter.days(now)
    used = set(_items_in_use(settings))
    return CostFigures(
        days={day: cost.by_engine for day, cost in days.items()},
        today=totals.today.dollars,
        month=totals.month.dollars,
        engines=totals.month.by_engine,
        amounts=_amounts(totals.month),
        forecast=forecast({day: cost.dollars for day, cost in days.items()}, now),
        budget=settings.monthly_budget,
        minute=conversation_minute(_items_in_use(settings), meter.prices),
        prices=tuple(
            _price(item, meter.prices, settings) for item in DEFAULTS if item in used | set(totals.month.amounts)
        ),
    )


def _items_in_use(settings: Settings) -> list[str]:
    """What the chosen engines count."""
    items: list[str] = []
    if settings.recognition == "deepgram":
        items.append(model_for(settings.language, settings.deepgram_model).item)
    if settings.thinking == "openai":
        items += ["openai.input_tokens", "openai.output_tokens"]
    if settings.speech == "elevenlabs":
        items.append("elevenlabs.characters")
    return items


def _price(item: str, prices: Mapping[str, float], settings: Settings) -> PriceLine:
    price = prices[item]
    if item in settings.prices:
        source = tr("as you set it")
    elif price != DEFAULTS[item].dollars:
        source = tr("your own server")
    else:
        source = SOURCES[engine_of(item)]
    return PriceLine(engine_of(item), item, price_text(item, price), source)


def _amounts(cost: Cost) -> dict[str, str]:
    """What was used, by engine."""
    used: defaultdict[str, list[str]] = defaultdict(list)
    for item, amount in cost.amounts.items():
        used[engine_of(item)].append(amount_text(item, amount))
    return {engine: listed(words) for engine, words in used.items()}
