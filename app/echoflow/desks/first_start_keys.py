"""The keys in the first start: those that are there are noticed, those that are entered are checked and kept."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from echoflow.clouds.addresses import Address
from echoflow.desks.key_intake import CheckKey, KeyStore, judge_key, key_place
from echoflow.errors import UserError
from echoflow.pipeline.tasks import TaskGroup
from echoflow.store import env_file
from echoflow.store.credentials import Key, Service, explain
from echoflow.store.env_file import EnvFile
from echoflow.ui.first_start.engines_step import EnginesStep
from echoflow.ui.keys.service_card import KeyPlace

_PLAIN_PLACES = (KeyPlace.MISSING, KeyPlace.KEYRING, KeyPlace.ENVIRONMENT)
"""The row says itself what these are."""


class FirstStartKeys(QObject):
    """Works for one `EnginesStep` after the other."""

    kept = Signal(str)
    """A key of this service has just been kept."""
    imported = Signal()
    """The user took over the keys that were found elsewhere."""

    def __init__(
        self,
        credentials: KeyStore,
        check_key: CheckKey,
        address_of: Callable[[Service], Address | None],
        parent: QObject | None = None,
    ) -> None:
        """As those of `FirstStartDesk`."""
        super().__init__(parent)
        self._credentials = credentials
        self._check_key = check_key
        self._address_of = address_of
        self._questions = TaskGroup()
        self._changing = TaskGroup()
        self._changes: defaultdict[Service, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._keys: dict[Service, Key] = {}
        self._found: EnvFile | None = None
        self._step: EnginesStep | None = None

    @property
    def usable(self) -> list[Service]:
        """The services there is a key for."""
        return [service for service, key in self._keys.items() if key.usable]

    def look(self) -> None:
        """Finds out what keys there are, here and in a file of the old style."""
        for service in Service:
            self._questions.start(self._look_up(service))
        self._questions.start(self._look_for_file())

    def attach(self, step: EnginesStep) -> None:
        """Shows what is known in `step`, and takes from it what is entered."""
        self._step = step
        step.key_entered.connect(self._enter)
        step.import_wanted.connect(self._import)
        for service, key in self._keys.items():
            self._show(service, key)
        self._offer_file()

    def detach(self) -> None:
        """The step is gone. What is only asked ends; a key on its way into the keyring arrives there."""
        self._step = None
        self._questions.cancel()

    def check(self) -> None:
        """Asks the services about the keys there are."""
        for service in self.usable:
            self._questions.start(self._check_kept(service))

    async def wait(self) -> None:
        """Returns when nothing is under way any more."""
        await self._questions.wait()
        await self._changing.wait()

    @Slot(str, str)
    def _enter(self, name: str, key: str) -> None:
        self._questions.start(self._take_over(Service(name), key))

    async def _take_over(self, service: Service, entered: str) -> None:
        self._show_checking(service)
        verdict = await judge_key(self._check_key, service, entered, self._address_of)
        if not verdict.is_kept:
            self._answer(service, verdict.sentence, good=False)
            return
        # From here on it is kept, whether or not the window is still there.
        await asyncio.shield(self._changing.start(self._keep(service, entered, verdict.sentence, good=verdict.is_good)))

    async def _keep(self, service: Service, entered: str, sentence: str, *, good: bool) -> None:
        try:
            async with self._changes[service]:
                key = await self._credentials.set(service, entered)
        except UserError as error:
            self._answer(service, str(error), good=False)
            return
        if self._step is not None:
            self._step.rows[service.value].forget_entry()
        self._take(service, key)
        self._answer(service, sentence, good=good)
        self.kept.emit(service.value)

    async def _check_kept(self, service: Service) -> None:
        self._show_checking(service)
        verdict = await judge_key(self._check_key, service, self._keys[service].value, self._address_of)
        self._answer(service, verdict.sentence, good=verdict.is_good)

    async def _look_up(self, service: Service) -> None:
        self._take(service, await self._credentials.get(service))

    def _take(self, service: Service, key: Key) -> None:
        self._keys[service] = key
        self._show(service, key)

    def _show(self, service: Service, key: Key) -> None:
        if self._step is not None:
            place = key_place(key)
            self._step.rows[service.value].set_place(place, "" if place in _PLAIN_PLACES else explain(key, service))

    def _show_checking(self, service: Service) -> None:
        if self._step is not None:
            self._step.rows[service.value].set_checking()

    def _answer(self, service: Service, sentence: str, *, good: bool) -> None:
        if self._step is not None:
            self._step.rows[service.value].set_answer(sentence, good=good)

    async def _look_for_file(self) -> None:
        self._found = await asyncio.to_thread(env_file.to_offer)
        self._offer_file()

    def _offer_file(self) -> None:
        if self._step is not None:
            self._step.offer_import(env_file.offer(self._found) if self._found is not None else "")

    @Slot()
    def _import(self) -> None:
        found, self._found = self._found, None
        self._offer_file()
        if found is not None:
            self._changing.start(asyncio.to_thread(env_file.remember_offer, found))
            for service, value in found.keys.items():
                self._questions.start(self._take_over(service, value))
            self.imported.emit()
