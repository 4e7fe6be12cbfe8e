"""Finds what a Qt test leaves running: threads, timers, animations and windows."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

import pytest
import shiboken6
from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QEvent, QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication

_Startable: TypeAlias = type[QTimer] | type[QThread] | type[QAbstractAnimation]

_JOIN_SECONDS = 2.0
"""A thread that was told to stop gets this long to do so."""


@contextmanager
def watch_for_leftovers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], list[str]]]:
    """A function that names, after the block, what was started in it and is still alive."""
    started: weakref.WeakSet[QObject] = weakref.WeakSet()
    for kind in (QTimer, QThread, QAbstractAnimation):
        _note_starts(monkeypatch, kind, started)
    threads = set(threading.enumerate())
    windows = set(_windows())
    found: list[str] = []
    yield lambda: found
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if set(_windows()) - windows:
        gc.collect()
    found += [f"window {name}" for name in set(_windows()) - windows]
    found += [f"running {thing!r}" for thing in started if _is_running(thing)]
    # A thread that Python did not start (the executor's are Qt's) leaves a dummy behind, which is nothing.
    for thread in {one for one in threading.enumerate() if one.name[:5] != "Dummy"} - threads:
        thread.join(_JOIN_SECONDS)
        if thread.is_alive():
            found.append(f"thread {thread.name}")


def _note_starts(monkeypatch: pytest.MonkeyPatch, kind: _Startable, started: weakref.WeakSet[QObject]) -> None:
    start: Callable[..., object] = kind.start

    def noting_start(self: QObject, *arguments: object) -> None:
        started.add(self)
        start(self, *arguments)

    monkeypatch.setattr(kind, "start", noting_start)


def _is_running(thing: QObject) -> bool:
    if not shiboken6.isValid(thing):
        return False
    if isinstance(thing, QTimer):
        return thing.isActive()
    if isinstance(thing, QThread):
        return thing.isRunning()
    return isinstance(thing, QAbstractAnimation) and thing.state() == QAbstractAnimation.State.Running


def _windows() -> list[str]:
    """Names instead of widgets: a wrapper kept here would keep its widget alive."""
    if not isinstance(QCoreApplication.instance(), QApplication):
        return []
    return [
        f"{type(widget).__name__} {widget.windowTitle()!r} at {shiboken6.getCppPointer(widget)[0]:#x}"
        for widget in QApplication.topLevelWidgets()
    ]
