"""`echoflow costs`: what the cloud services cost today and this month."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from datetime import datetime
from typing import Any

from echoflow import paths
from echoflow.commands.console import show, tell
from echoflow.store import settings as settings_store
from echoflow.store.credentials import Service
from echoflow.store.prices import amount_text, dollars_text, engine_of, price_list
from echoflow.store.usage import Budget, Cost, UsageMeter, usage_file
from echoflow.text import tr


def add_parser(commands: Any, add_command: Callable[[Any, str, str], Any]) -> None:
    """Adds `costs` to `commands`, made by `add_command(commands, name, meaning)`."""
    add_command(commands, "costs", tr("what the cloud services cost today and this month"))


def run(_arguments: argparse.Namespace) -> int:
    """Runs the command; returns the exit status."""
    settings, problems = settings_store.load(paths.config_folder() / settings_store.FILE_NAME)
    own_server = bool(os.environ.get("ECHOFLOW_OPENAI_URL") or settings.openai_url)
    meter = UsageMeter(usage_file(), price_list(settings.prices, own_server=own_server))
    try:
        totals = meter.totals(datetime.now())
        if meter.problem is not None:
            problems.append(meter.problem)
    finally:
        meter.close()
    for problem in problems:
        tell(problem)
    show(tr("Today: {dollars}", dollars=dollars_text(totals.today.dollars)))
    _show_engines(totals.today)
    show(tr("This month: {dollars}", dollars=dollars_text(totals.month.dollars)))
    _show_engines(totals.month)
    if settings.monthly_budget:
        _show_budget(Budget(settings.monthly_budget), totals.month.dollars)
    return 0


def _show_engines(cost: Cost) -> None:
    for engine, spent in cost.by_engine.items():
        used = [amount_text(item, amount) for item, amount in cost.amounts.items() if engine_of(item) == engine]
        show(f"  {_title(engine)}: {dollars_text(spent)} ({' + '.join(used)})")


def _title(engine: str) -> str:
    return Service(engine).title if engine in {service.value for service in Service} else engine


def _show_budget(budget: Budget, spent: float) -> None:
    show(
        tr(
            "Budget: {dollars} a month, {percent} % of it spent",
            dollars=dollars_text(budget.dollars),
            percent=f"{100 * spent / budget.dollars:.0f}",
        )
    )
    if budget.exhausted(spent):
        tell(tr("This month's budget is spent; local engines serve until next month, or until you raise it."))
