"""While engines are loaded it is told which are ready and which are not; then their memory is put in order."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from echoflow.pipeline.engines import Engines
from echoflow.pipeline.memory_upkeep import loading, tidy_up
from support.qt_loop import run_in_qt
from support.scripted_engines import ScriptedModel, ScriptedRecognizer, ScriptedSynthesizer


class SlowRecognizer(ScriptedRecognizer):
    """Is ready when it is told."""

    def __init__(self) -> None:
        super().__init__([])
        self.may_load = asyncio.Event()

    async def load(self) -> None:
        await self.may_load.wait()


class SlowModel(ScriptedModel):
    """Is ready when it is told."""

    def __init__(self) -> None:
        super().__init__([])
        self.may_load = asyncio.Event()

    async def load(self) -> None:
        await self.may_load.wait()


@pytest.fixture(autouse=True)
def unfrozen() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_it_is_told_what_is_ready_and_what_is_still_being_loaded(qapp: QApplication) -> None:
    told: list[str] = []

    async def scenario() -> None:
        recognizer, model = SlowRecognizer(), SlowModel()
        loading = asyncio.ensure_future(Engines(recognizer, model, ScriptedSynthesizer()).load(told.append))
        while len(told) < 1:
            await asyncio.sleep(0)
        model.may_load.set()
        while len(told) < 2:
            await asyncio.sleep(0)
        recognizer.may_load.set()
        await loading

    run_in_qt(qapp, scenario())
    assert told == [
        "The voice is ready. Still loading: recognition, the language model (1 of 3).",
        "The language model is ready. Still loading: recognition (2 of 3).",
        "Recognition is ready.",
    ]


def test_what_an_engine_keeps_is_not_looked_through_again(qapp: QApplication) -> None:
    before = gc.get_freeze_count()
    run_in_qt(qapp, Engines(ScriptedRecognizer([]), ScriptedModel([]), ScriptedSynthesizer()).load(lambda _: None))
    assert gc.get_freeze_count() > before


def test_nothing_is_collected_while_engines_are_loaded_and_again_afterwards_whatever_came_of_it() -> None:
    def fail() -> None:
        with loading():
            assert not gc.isenabled()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert gc.isenabled()


class Loop:
    """Refers to itself, as what only a garbage collector can free."""

    def __init__(self) -> None:
        self.itself = self


def test_what_an_engine_that_has_gone_leaves_behind_is_freed_the_next_time() -> None:
    left = Loop()
    gone = weakref.ref(left)
    tidy_up()
    del left
    gc.collect()
    assert gone() is not None, "it is not looked at"
    tidy_up()
    assert gone() is None
