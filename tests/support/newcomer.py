"""Somebody who starts EchoFlow for the first time, with everything around them in the test's own hands."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QApplication

from echoflow.clouds.addresses import Address
from echoflow.clouds.failures import failure
from echoflow.desks.first_start_desk import FirstStartDesk
from echoflow.errors import EngineError, Trouble
from echoflow.store.credentials import Key, KeyState, Service
from echoflow.store.prices import price_list
from echoflow.store.settings import Settings
from echoflow.text import set_language
from echoflow.ui.first_start.first_start_window import FirstStartWindow
from support.qt_loop import run_in_qt, until

GOOD_KEY = "0123456789abcdef"


class Keyring:
    """Keeps keys, or has some from the environment."""

    def __init__(self) -> None:
        self.kept: dict[Service, str] = {}
        self.environment: dict[Service, str] = {}

    async def get(self, service: Service, *, anew: bool = False) -> Key:
        await asyncio.sleep(0)
        if service in self.environment:
            return Key(KeyState.FOUND, self.environment[service], "environment")
        value = self.kept.get(service, "")
        return Key(KeyState.FOUND, value, "keyring") if value else Key(KeyState.MISSING)

    async def set(self, service: Service, value: str) -> Key:
        await asyncio.sleep(0)
        self.kept[service] = value
        return Key(KeyState.FOUND, value, "keyring")

    async def remove(self, service: Service) -> Key:
        raise AssertionError("the first start removes nothing")


class Newcomer:
    """The desk with its window; what is chosen is applied as the app does it."""

    def __init__(self, settings: Settings, local_languages: tuple[str, ...] = ("en",)) -> None:
        self.settings = settings
        self.keyring = Keyring()
        self.asked: list[tuple[Service, str]] = []
        self.good_keys = {GOOD_KEY}
        self.problem: EngineError | None = None
        self.changes: list[dict[str, Any]] = []
        self.news: list[Any] = []
        self.panels: list[tuple[object, object]] = []
        self.desk = FirstStartDesk(self.keyring, self.check, settings, price_list({}), local_languages)
        self.desk.changed.connect(self.apply)
        self.desk.key_changed.connect(lambda service: self.news.append(("key", service)))
        self.desk.panels_made.connect(lambda *panels: self.panels.append(panels))
        self.desk.talk_wanted.connect(lambda: self.news.append("talk"))
        self.desk.stop_wanted.connect(lambda: self.news.append("stop"))
        self.desk.closed.connect(lambda: self.news.append("closed"))

    @property
    def window(self) -> FirstStartWindow:
        assert self.desk.window is not None
        return self.desk.window

    def apply(self, changes: dict[str, Any]) -> None:
        self.changes.append(changes)
        self.settings = replace(self.settings, **changes)
        self.desk.take_settings(self.settings)
        if "interface_language" in changes:
            set_language(changes["interface_language"])
            self.desk.take_language()

    async def check(self, service: Service, key: str, address: Address | None) -> str:
        self.asked.append((service, key))
        await asyncio.sleep(0)
        if self.problem is not None:
            raise self.problem
        if key not in self.good_keys:
            raise failure(service.title, Trouble.KEY_REFUSED)
        return "valid, 12,400 characters left"


def first_day(
    application: QApplication,
    visit: Callable[[Newcomer], Awaitable[None]],
    settings: Settings | None = None,
    prepare: Callable[[Newcomer], None] = lambda _: None,
    local_languages: tuple[str, ...] = ("en",),
) -> Newcomer:
    """Opens the window, lets `visit` (a coroutine function) happen, and closes; `prepare` comes before."""

    async def day() -> Newcomer:
        newcomer = Newcomer(settings or Settings(), local_languages)
        prepare(newcomer)
        newcomer.desk.open()
        await until(newcomer.window.isActiveWindow, "the window having the keyboard")
        try:
            await visit(newcomer)
        finally:
            set_language("auto")
            await newcomer.desk.close()
            newcomer.desk.deleteLater()
        return newcomer

    return run_in_qt(application, day())
