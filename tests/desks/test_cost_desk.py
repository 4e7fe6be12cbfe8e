"""What was spent is told as long as it can be seen, by day and service, at the prices in use."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from echoflow.desks.cost_desk import CostDesk, figures
from echoflow.store.prices import price_list
from echoflow.store.settings import Settings
from echoflow.store.usage import UsageMeter
from support.qt_loop import run_in_qt, until

NOW = datetime(2026, 11, 22, 12, 0)


def meter(tmp_path: Path, prices: dict[str, float] | None = None) -> UsageMeter:
    return UsageMeter(tmp_path / "usage.sqlite", prices or price_list({}), today=lambda: NOW.date())


def test_a_service_that_was_used_is_told_with_day_amount_and_price(tmp_path: Path) -> None:
    with closing(meter(tmp_path)) as used:
        used.add("deepgram.flux", 600.0)
        found = figures(used, Settings(monthly_budget=2.0), NOW)
    assert len(found.days) >= 30
    assert found.days[date(2026, 11, 22)] == {"deepgram": pytest.approx(0.065)}
    assert found.amounts == {"deepgram": "10.0 min"}
    assert (found.budget, found.minute) == (2.0, {})
    [price] = found.prices
    assert (price.item, price.price, price.source) == (
        "deepgram.flux",
        "$0.0065 a minute",
        "deepgram.com/pricing, 2026-11",
    )


def test_prices_say_whose_they_are(tmp_path: Path) -> None:
    settings = Settings(recognition="deepgram", thinking="openai", language="zh", prices={"deepgram.nova-3": 0.01})
    with closing(meter(tmp_path, price_list(settings.prices, own_server=True))) as used:
        found = figures(used, settings, NOW)
    assert {line.item: line.source for line in found.prices} == {
        "deepgram.nova-3": "as you set it",
        "openai.input_tokens": "your own server",
        "openai.output_tokens": "your own server",
    }
    assert found.minute["deepgram"] == pytest.approx(0.005)
    assert found.minute["openai"] == 0.0


def with_desk(
    application: QApplication, tmp_path: Path, scenario: Callable[[CostDesk, UsageMeter], Coroutine[Any, Any, None]]
) -> None:
    async def whole() -> None:
        with closing(meter(tmp_path)) as used:
            desk = CostDesk(used, Settings(), clock=lambda: NOW)
            await scenario(desk, used)
            await desk.close()

    run_in_qt(application, whole())


def test_it_follows_what_is_spent(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("echoflow.desks.cost_desk.REFRESH_MILLISECONDS", 20)

    async def scenario(desk: CostDesk, used: UsageMeter) -> None:
        desk.open()
        window = desk.window
        assert window is not None
        assert window.empty.isVisible()
        used.add("elevenlabs.characters", 1_000.0)
        await until(lambda: window.today.amount.text() == "$0.05", "the costs")
        assert window.charts.isVisible()
        assert not window.empty.isVisible()

    with_desk(qapp, tmp_path, scenario)


def test_the_budget_goes_out_and_comes_back(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario(desk: CostDesk, used: UsageMeter) -> None:
        said: list[tuple[str, object]] = []
        desk.setting_changed.connect(lambda name, value: said.append((name, value)))
        desk.open()
        assert desk.window is not None
        desk.window.budget_changed.emit(5.0)
        assert said == [("monthly_budget", 5.0)]
        desk.take_settings(Settings(monthly_budget=5.0))
        assert desk.window.month.note.text() == "of a budget of $5.00"

    with_desk(qapp, tmp_path, scenario)
