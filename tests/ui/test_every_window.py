"""Every window in every state, for who cannot see it, has no mouse, or reads another language or large letters."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

import echoflow.ui
from echoflow.ui.window import AppWindow
from support.audited_scenes import LAPTOP
from support.waiting import READY_SECONDS

_TESTS = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class _Way:
    """How the windows are looked at.

    Attributes:
        language: of the interface.
        scale: physical pixels for each of Qt's.
        font_ratio: how much larger the user's letters are than usual.
    """

    language: str
    scale: int = 1
    font_ratio: float = 1.0


_WAYS = [
    *(_Way("en"), _Way("zh")),
    *(_Way("en", scale=2), _Way("zh", scale=2)),
    *(_Way("en", font_ratio=1.3), _Way("zh", font_ratio=1.3)),
]


class _Look:
    """A process that looks at all windows in one way, beside the others."""

    def __init__(self, way: _Way, folder: Path) -> None:
        screen = {"name": "laptop", "x": 0, "y": 0, "width": LAPTOP[0] * way.scale, "height": LAPTOP[1] * way.scale}
        config = folder / "screens.json"
        config.write_text(json.dumps({"screens": [screen | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}))
        self._complaints: IO[str] = (folder / "complaints.txt").open("w+", encoding="utf-8")
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "support.audited_scenes", way.language, str(way.font_ratio)],
            cwd=_TESTS,
            env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}", "QT_SCALE_FACTOR": str(way.scale)},
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            text=True,
        )

    def result(self) -> dict[str, Any]:
        """What was found; nothing may have been complained of on the way."""
        said, _ = self._process.communicate(timeout=20 * READY_SECONDS)
        self._complaints.seek(0)
        # A screen in memory has no window manager to be asked for anything.
        complaints = [line for line in self._complaints if not line.startswith("This plugin does not support")]
        assert (self._process.returncode, complaints) == (0, [])
        found: dict[str, Any] = json.loads(said)
        return found

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()
        self._complaints.close()


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[_Way, _Look]]:
    """All at once: each takes seconds, and there is more than one core."""
    begun = {way: _Look(way, tmp_path_factory.mktemp("look")) for way in _WAYS}
    yield begun
    for look in begun.values():
        look.close()


@pytest.mark.parametrize("way", _WAYS, ids=lambda way: f"{way.language} {way.scale}x {way.font_ratio}")
def test_every_window_can_be_heard_read_and_used_by_keyboard(looks: dict[_Way, _Look], way: _Way) -> None:
    found = looks[way].result()

    assert {name: problems for name, problems in found["problems"].items() if problems} == {}
    assert found["kinds"] == sorted(_kinds_of_windows())


def _kinds_of_windows() -> set[str]:
    """All there are in the app; one that is new and has no scene is missed by the pictures and by this test."""
    for module in pkgutil.walk_packages(echoflow.ui.__path__, "echoflow.ui."):
        importlib.import_module(module.name)
    pending, kinds = [AppWindow], set()
    while pending:
        for kind in pending.pop().__subclasses__():
            pending.append(kind)
            if kind.__module__.startswith("echoflow."):
                kinds.add(kind.__name__)
    return kinds
