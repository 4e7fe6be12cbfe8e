"""That a newer version is told once, and that nobody is asked where the user or the build does not want it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from echoflow.desks.update_desk import UpdateDesk
from echoflow.store.settings import Settings
from echoflow.store.updates import PERIOD_SECONDS, remembered
from stand_ins.updates import UpdatesStandIn
from support.qt_loop import PATIENCE, run_in_qt, until

NOW = 1_800_000_000.0
ON = Settings()
OFF = replace(ON, check_for_updates=False)


class App:
    """A run of the app, as far as updates go."""

    def __init__(self, url: str, file: Path, settings: Settings = ON, now: float = NOW) -> None:
        self.file = file
        self._now = now
        self.told: list[str] = []
        self.desk = UpdateDesk(settings, url, file, current="0.1.0", first=0.0, clock=lambda: now)
        self.desk.news.connect(self.told.append)
        self.desk.open()

    async def asked(self) -> None:
        """Returns when the first question is answered and that is remembered."""
        async with asyncio.timeout(PATIENCE):
            while (await remembered(self.file)).asked != self._now:
                await asyncio.sleep(0.005)


@asynccontextmanager
async def running(app: App) -> AsyncIterator[App]:
    yield app
    await app.desk.close()


def test_a_newer_version_is_told_once_and_not_again_after_a_start(qapp: QApplication, tmp_path: Path) -> None:
    async def play() -> None:
        file = tmp_path / "updates.json"
        async with UpdatesStandIn("0.2.0") as server:
            async with running(App(server.url, file)) as app:
                await app.asked()
                [sentence] = app.told
                assert "0.2.0" in sentence
            tomorrow = NOW + PERIOD_SECONDS
            async with running(App(server.url, file, now=tomorrow)) as app:
                await app.asked()
                assert app.told == []
            assert len(server.requests) == 2

    run_in_qt(qapp, play())


def test_on_the_same_day_nobody_is_asked_again(qapp: QApplication, tmp_path: Path) -> None:
    async def play() -> None:
        file = tmp_path / "updates.json"
        async with UpdatesStandIn("0.2.0") as server:
            async with running(App(server.url, file)) as app:
                await app.asked()
            server.version = "0.3.0"
            async with running(App(server.url, file, now=NOW + 60)), running(App(server.url, tmp_path / "b")) as other:
                # Whoever began later has been answered.
                await other.asked()
            assert len(server.requests) == 2

    run_in_qt(qapp, play())


def test_the_version_that_runs_is_no_news(qapp: QApplication, tmp_path: Path) -> None:
    async def play() -> None:
        async with UpdatesStandIn("0.1.0") as server, running(App(server.url, tmp_path / "updates.json")) as app:
            await app.asked()
            assert app.told == []

    run_in_qt(qapp, play())


def test_who_does_not_want_it_is_not_asked_for_and_may_change_their_mind(qapp: QApplication, tmp_path: Path) -> None:
    async def play() -> None:
        async with (
            UpdatesStandIn("0.2.0") as server,
            running(App(server.url, tmp_path / "off", OFF)) as app,
            running(App(server.url, tmp_path / "on")) as other,
        ):
            await other.asked()
            assert len(server.requests) == 1

            app.desk.take_settings(ON)
            await app.asked()
            assert len(app.told) == 1

    run_in_qt(qapp, play())


def test_switched_off_before_it_was_asked_nobody_is(qapp: QApplication, tmp_path: Path) -> None:
    async def play() -> None:
        async with (
            UpdatesStandIn("0.2.0") as server,
            running(App(server.url, tmp_path / "off")) as app,
            running(App(server.url, tmp_path / "on")) as other,
        ):
            app.desk.take_settings(OFF)
            await other.asked()
            assert len(server.requests) == 1
            assert app.told == []

    run_in_qt(qapp, play())


def test_a_build_without_an_address_asks_nobody(qapp: QApplication, tmp_path: Path) -> None:
    async def play() -> None:
        async with (
            UpdatesStandIn("0.2.0") as server,
            running(App("", tmp_path / "none")) as app,
            running(App(server.url, tmp_path / "updates.json")) as other,
        ):
            app.desk.take_settings(replace(ON, theme="dark"))
            await other.asked()
        assert app.told == []
        assert not (tmp_path / "none").exists()

    run_in_qt(qapp, play())


def test_a_memory_that_cannot_be_written_makes_nobody_ask_more_often(qapp: QApplication, tmp_path: Path) -> None:
    async def play() -> None:
        async with (
            UpdatesStandIn("0.2.0") as server,
            running(App(server.url, tmp_path / "no folder" / "updates.json")) as app,
            running(App(server.url, tmp_path / "updates.json")) as other,
        ):
            await other.asked()
            await until(lambda: app.told, "news")
            other_again = App(server.url, tmp_path / "again.json")
            async with running(other_again):
                await other_again.asked()
            assert len(server.requests) == 3
            assert len(app.told) == 1

    run_in_qt(qapp, play())
