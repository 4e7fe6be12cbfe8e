"""Fixtures for every test; Qt is touched only by the tests that use it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from support.virtual_screen import VirtualScreen

# Tests in this process draw into memory; what needs a real screen runs as a program of its own on a virtual one.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The sentences tests look for are the English ones, whatever the locale of the machine.
os.environ["ECHOFLOW_LANGUAGE"] = "en"
# Tests keep off the keys of whoever runs them, here and in the programs they start.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
for _name in ("DEEPGRAM_API_KEY", "ELEVENLABS_API_KEY", "OPENAI_API_KEY"):
    os.environ.pop(_name, None)
# `pytest --hypothesis-profile thorough` tries a hundred times as many cases.
settings.register_profile("thorough", max_examples=10_000, suppress_health_check=list(HealthCheck))
# How fast examples are made says something of the machine, not of the code.
settings.register_profile("usual", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("usual")


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a Qt test that leaves a thread, a timer, an animation or a window behind.

    Such a leftover fires during a later test, which then fails for no reason of its own.
    """
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        yield
        return
    from support.leftovers import watch_for_leftovers

    with watch_for_leftovers(monkeypatch) as leftovers:
        yield
    if found := leftovers():
        pytest.fail("left behind: " + ", ".join(found))


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep tests off the user's own settings and logs, and fail one in which something unforeseen was written down."""
    home: Path = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ECHOFLOW_HOME", str(home))
    yield
    crash = home / "log" / "crash.txt"
    if crash.exists():
        pytest.fail(crash.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def virtual_screen() -> Iterator[VirtualScreen]:
    """A real X screen of the module's own, with a window manager, a compositor and a tray."""
    if not sys.platform.startswith("linux"):
        pytest.skip("X screens are for Linux")
    from support.virtual_screen import virtual_screen

    with virtual_screen() as screen:
        yield screen
