"""What happens behind the keys window: keys are kept, checked and removed.

Everything that takes time is a task. Closing the window ends those that only ask; a key on its way into the keyring or
out of it arrives there.
"""

from __future__ import annotations

import asyncio
import functools
from collections import defaultdict
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from echoflow.clouds.addresses import Address
from echoflow.desks.key_intake import CheckKey, KeyStore, judge_key, key_place
from echoflow.errors import UserError
from echoflow.pipeline.tasks import TaskGroup
from echoflow.store import env_file
from echoflow.store.credentials import Key, Service, explain
from echoflow.store.env_file import EnvFile
from echoflow.store.settings import Settings
from echoflow.ui.engine_names import STAGES
from echoflow.ui.keys.keys_window import KeysWindow
from echoflow.ui.keys.service_card import KeyPlace


class KeyDesk(QObject):
    """One for the life of the app; `open` shows its window.

    Nothing is saved here except keys: what the user chooses goes out by the signals, and comes back by
    `take_settings`.
    """

    engine_chosen = Signal(str, str)
    """Stage (`recognition`, `thinking`, `speech`) and engine."""
    setting_changed = Signal(str, object)
    """A setting other than the engines, and its new value, which can be used."""
    key_changed = Signal(str)
    """The service of which there is another key now, or none; its engines want it."""
    costs_wanted = Signal()
    """The window of costs is wanted."""

    def __init__(
        self,
        credentials: KeyStore,
        check_key: CheckKey,
        settings: Settings,
        address_of: Callable[[Service], Address | None] = lambda _: None,
        parent: QObject | None = None,
    ) -> None:
        """`address_of` is where a service is reached, by settings or environment; it may raise UserError."""
        super().__init__(parent)
        self._credentials = credentials
        self._check_key = check_key
        self._settings = settings
        self._address_of = address_of
        self._questions = TaskGroup()
        self._changing = TaskGroup()
        self._asking: dict[Service, asyncio.Task[None]] = {}
        self._changes: defaultdict[Service, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._found: EnvFile | None = None
        self._window: KeysWindow | None = None

    @property
    def window(self) -> KeysWindow | None:
        """The window, while it is open."""
        return self._window

    @Slot()
    def open(self) -> None:
        """Shows the window, or brings it to the front."""
        if self._window is None:
            self._window = self._make_window()
            self._show_settings()
            for service in Service:
                self._questions.start(self._look_up(service))
            self._questions.start(self._look_for_file())
        self._window.open()

    def take_settings(self, settings: Settings) -> None:
        """The settings are these now."""
        self._settings = settings
        self._show_settings()

    def take_late_key(self, service: Service, key: Key) -> None:
        """The keyring has answered after all (`Credentials(on_late=...)`)."""
        self._show_key(service, key)
        self.key_changed.emit(service.value)

    async def close(self) -> None:
        """Ends what is under way and closes the window."""
        if self._window is not None:
            self._window.close()
        await self._questions.wait()
        await self._changing.wait()

    def _make_window(self) -> KeysWindow:
        window = KeysWindow()
        window.key_entered.connect(self._enter)
        window.check_wanted.connect(self._check)
        window.check_cancelled.connect(self._cancel_check)
        window.remove_wanted.connect(self._remove)
        window.engine_chosen.connect(self.engine_chosen)
        window.setting_changed.connect(self._change_setting)
        window.import_wanted.connect(self._import)
        window.import_declined.connect(self._decline)
        window.costs_wanted.connect(self.costs_wanted)
        window.closed.connect(self._closed)
        return window

    @Slot()
    def _closed(self) -> None:
        self._questions.cancel()
        if self._window is not None:
            self._window.deleteLater()
            self._window = None

    def _ask(self, service: Service, work: Coroutine[Any, Any, None]) -> None:
        """Runs `work`, which asks `service`; its card says so until it is done, and Cancel ends it."""
        if (before := self._asking.pop(service, None)) is not None:
            before.cancel()
        self._asking[service] = task = self._questions.start(work)
        task.add_done_callback(functools.partial(self._asked, service))
        if self._window is not None:
            self._window.cards[service.value].set_checking(True)

    def _asked(self, service: Service, task: asyncio.Task[None]) -> None:
        if self._asking.get(service) is not task:
            return
        del self._asking[service]
        if self._window is not None:
            self._window.cards[service.value].set_checking(False)

    @Slot(str, str)
    def _enter(self, name: str, key: str) -> None:
        service = Service(name)
        self._ask(service, self._take_over(service, key))

    @Slot(str)
    def _check(self, name: str) -> None:
        service = Service(name)
        self._ask(service, self._check_kept(service))

    @Slot(str)
    def _cancel_check(self, name: str) -> None:
        if (task := self._asking.get(Service(name))) is not None:
            task.cancel()
        self._answer(Service(name), "")

    @Slot(str)
    def _remove(self, name: str) -> None:
        self._changing.start(self._forget(Service(name)))

    async def _take_over(self, service: Service, entered: str) -> None:
        """A key that the service refuses does not replace one that may be good; one that it cannot be asked about does.

        What was typed stays in its field until it is kept.
        """
        verdict = await judge_key(self._check_key, service, entered, self._address_of)
        if not verdict.is_kept:
            self._answer(service, verdict.sentence, good=False)
            return
        # From here on it is kept, whether or not somebody waits for it.
        await asyncio.shield(self._changing.start(self._keep(service, entered, verdict.sentence, good=verdict.is_good)))

    async def _keep(self, service: Service, entered: str, sentence: str, *, good: bool) -> None:
        try:
            async with self._changes[service]:
                kept = await self._credentials.set(service, entered)
        except UserError as error:
            self._answer(service, str(error), good=False)
            return
        if self._window is not None:
            self._window.cards[service.value].forget_entry()
        self._show_key(service, kept)
        self._answer(service, sentence, good=good)
        self.key_changed.emit(service.value)

    async def _check_kept(self, service: Service) -> None:
        """The keyring is asked anew: the user may have unlocked it."""
        key = await self._credentials.get(service, anew=True)
        self._show_key(service, key)
        try:
            address = self._address_of(service)
            needs_none = service is Service.OPENAI and address is not None
            if not key.usable and not needs_none:
                self._answer(service, explain(key, service), good=False)
                return
            self._answer(service, await self._check_key(service, key.value, address))
        except UserError as error:
            self._answer(service, str(error), good=False)

    async def _forget(self, service: Service) -> None:
        async with self._changes[service]:
            left = await self._credentials.remove(service)
        self._answer(service, "")
        self._show_key(service, left)
        self.key_changed.emit(service.value)

    async def _look_up(self, service: Service) -> None:
        self._show_key(service, await self._credentials.get(service))

    def _answer(self, service: Service, sentence: str, *, good: bool = True) -> None:
        if self._window is not None:
            self._window.cards[service.value].set_answer(sentence, good=good)

    def _show_key(self, service: Service, key: Key) -> None:
        if self._window is not None:
            place = key_place(key)
            is_plain = place in (KeyPlace.MISSING, KeyPlace.KEYRING, KeyPlace.ENVIRONMENT)
            self._window.set_key(service.value, place, "" if is_plain else explain(key, service))

    def _show_settings(self) -> None:
        if self._window is None:
            return
        for stage in STAGES:
            self._window.set_engine(stage, getattr(self._settings, stage))
        self._window.set_recognizer_model(self._settings.deepgram_model)
        self._window.set_own_service(self._settings.openai_url, self._settings.openai_model)

    @Slot(str, object)
    def _change_setting(self, name: str, value: object) -> None:
        if self._window is None:
            return
        problem = ""
        if name == "openai_url" and value:
            try:
                Address.parse(str(value), Service.OPENAI.title)
            except UserError as error:
                problem = str(error)
        self._window.set_address_problem(problem)
        if not problem:
            self.setting_changed.emit(name, value)

    async def _look_for_file(self) -> None:
        self._found = await asyncio.to_thread(env_file.to_offer)
        if self._window is not None and self._found is not None:
            self._window.offer_import(env_file.offer(self._found))

    @Slot()
    def _import(self) -> None:
        if (file := self._found) is not None:
            self._found = None
            self._changing.start(self._take_over_file(file))

    @Slot()
    def _decline(self) -> None:
        if self._window is not None:
            self._window.withdraw_offer()
        if (file := self._found) is not None:
            self._found = None
            self._changing.start(_remember(file))

    async def _take_over_file(self, file: EnvFile) -> None:
        for service, value in file.keys.items():
            async with self._changes[service]:
                kept = await self._credentials.set(service, value)
            self._show_key(service, kept)
            self.key_changed.emit(service.value)
            self._check(service.value)
        await _remember(file)
        if self._window is not None:
            self._window.tell_imported(env_file.still_there(file))


async def _remember(file: EnvFile) -> None:
    await asyncio.to_thread(env_file.remember_offer, file)
