"""The settings arrive in their file without holding up the app."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from echoflow.settings_keeper import SettingsKeeper
from echoflow.store import settings as settings_store
from echoflow.store.settings import Settings, load, save


def test_the_last_of_many_is_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"

    async def scenario() -> None:
        keeper = SettingsKeeper(lambda: file, pytest.fail)
        for count in range(1, 50):
            keeper.keep(Settings(top_k=count))
            if count % 7 == 0:
                await asyncio.sleep(0)
        await keeper.close()

    asyncio.run(scenario())
    assert load(file) == (Settings(top_k=49), [])


def test_the_loop_goes_on_while_a_disk_takes_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.toml"
    may_write = threading.Event()
    written: list[int] = []

    def slow(settings: Settings, where: Path) -> None:
        may_write.wait()
        written.append(settings.top_k)
        save(settings, where)

    monkeypatch.setattr(settings_store, "save", slow)

    async def scenario() -> None:
        keeper = SettingsKeeper(lambda: file, pytest.fail)
        keeper.keep(Settings(top_k=1))
        await asyncio.sleep(0)
        for count in (2, 3, 4):
            keeper.keep(Settings(top_k=count))
            await asyncio.sleep(0)
        assert written == []
        may_write.set()
        await keeper.close()

    asyncio.run(scenario())
    assert written[-1] == 4
    assert len(written) <= 2, "what was overtaken is not written"


def test_what_cannot_be_written_is_told_and_the_next_is_tried_again(tmp_path: Path) -> None:
    told: list[str] = []
    folder = tmp_path / "missing"

    async def scenario() -> None:
        keeper = SettingsKeeper(lambda: folder / "settings.toml", told.append)
        keeper.keep(Settings())
        await keeper.close()
        folder.mkdir()
        keeper.keep(Settings(theme="dark"))
        await keeper.close()

    asyncio.run(scenario())
    assert len(told) == 1
    assert "missing" in told[0]
    assert load(folder / "settings.toml") == (Settings(theme="dark"), [])
