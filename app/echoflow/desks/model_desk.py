"""What happens behind the library of models: they are listed, fetched, chosen and deleted.

Downloads go on when the window is closed, and end, to be resumed, with the app.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from echoflow.clouds.addresses import Address
from echoflow.commands.options import llama_options
from echoflow.desks.model_items import Chosen, Shelf, look, model_items
from echoflow.errors import EngineError, UserError
from echoflow.language.llama_fit import Machine
from echoflow.language.llama_probe import probe
from echoflow.pipeline.tasks import TaskGroup
from echoflow.store.download_records import Download, State, Wanted
from echoflow.store.model_catalogue import CatalogueEntry
from echoflow.store.model_downloads import Downloads
from echoflow.store.model_library import default_model, format_size, packaged_model, verify
from echoflow.store.model_shelf import remove
from echoflow.store.settings import Settings
from echoflow.text import tr
from echoflow.ui.models.model_item import Action, ModelItem
from echoflow.ui.models.model_window import ModelWindow


class ModelDesk(QObject):
    """One for the life of the app; `open` shows its window.

    It saves nothing: what the user chooses goes out by the signals, and comes back by `take_settings`.
    """

    model_chosen = Signal(str)
    """The path of a language model: it is to be thought with from now on."""
    setting_changed = Signal(str, str)
    """A setting and its value: `recognition_model`."""
    downloaded = Signal(str)
    """The name of a model that is here now, for people."""
    library_changed = Signal()
    """A model has come or gone, so that menus are to be filled again."""
    problem = Signal(str)
    """One sentence: a download failed while the window is closed."""

    _progressed = Signal(object)
    """From a thread of the downloads to the main loop."""

    def __init__(
        self,
        settings: Settings,
        downloads: Callable[[Callable[[Download], None]], Downloads] = lambda tell: Downloads(on_change=tell),
        measure: Callable[[], Machine] = lambda: probe().machine,
        parent: QObject | None = None,
    ) -> None:
        """Reads nothing yet.

        Args:
            settings: as they are now.
            downloads: makes them, given whom to tell of their progress.
            measure: what there is for a model; takes about a second, and may raise EngineError.
            parent: in Qt's sense.
        """
        super().__init__(parent)
        self._settings = settings
        # Told from threads; a signal carries it over.
        self._downloads = downloads(self._progressed.emit)
        self._progressed.connect(self._take_progress)
        self._measure = measure
        self._model: Path | None = None
        self._tasks = TaskGroup()
        self._work = TaskGroup()
        self._shelf = Shelf()
        self._machine: Machine | None = None
        self._under_way: dict[str, Download] = {}
        self._items: dict[str, ModelItem] = {}
        self._window: ModelWindow | None = None

    @property
    def window(self) -> ModelWindow | None:
        """The window, while it is open."""
        return self._window

    @Slot()
    def open(self) -> None:
        """Shows the window, or brings it to the front."""
        if self._window is None:
            self._window = ModelWindow()
            self._window.action_wanted.connect(self._act)
            self._window.file_chosen.connect(self._take_file)
            self._window.closed.connect(self._closed)
            self._window.set_busy(tr("Looking at the models…"))
            self._tasks.start(self._look_around())
        self._window.open()

    def take_settings(self, settings: Settings) -> None:
        """The settings are these now."""
        self._settings = settings
        self._refresh()

    def set_model(self, path: Path) -> None:
        """The file that is thought with, which the command line may have named."""
        self._model = path
        self._refresh()

    async def close(self) -> None:
        """Closes the window and pauses what is under way."""
        if self._window is not None:
            self._window.close()
        await self._tasks.wait()
        await self._work.wait()
        await asyncio.to_thread(self._downloads.close)

    @property
    def _chosen(self) -> Chosen:
        model = self._model or default_model(self._settings.model or None)
        return Chosen(model, self._settings.recognition_model)

    @property
    def _hub(self) -> str:
        """The address of the mirror; empty for the hub itself. Raises UsageError where the setting is no address."""
        return Address.parse(self._settings.hub_url, tr("the hub")).http if self._settings.hub_url else ""

    async def _look_around(self) -> None:
        """What is here is shown at once; what the machine has for it a second later."""
        for download in await asyncio.to_thread(self._downloads.found):
            self._under_way.setdefault(download.wanted.identifier, download)
        await self._look()
        if self._machine is None:
            try:
                self._machine = await asyncio.to_thread(self._measure)
            except EngineError as error:
                self._say(str(error), good=False)
                return
            await self._look()
        self._say("")

    async def _look(self) -> None:
        options = llama_options(self._settings)
        self._shelf = await asyncio.to_thread(look, options, self._machine, self._chosen.model)
        self._show()

    def _show(self) -> None:
        if self._window is None:
            return
        items = model_items(self._shelf, list(self._under_way.values()), self._chosen)
        self._items = {item.key: item for item in items}
        self._window.set_models(items)
        self._window.set_hint("hearing", tr("The larger the model, the better it hears and the later it answers."))
        self._window.set_hint(
            "speaking",
            tr("No voice of this computer speaks Chinese yet; with a key ElevenLabs does. Choose voices under Voices."),
        )
        self._window.set_place(self._place_words())

    def _place_words(self) -> str:
        hub = self._settings.hub_url or tr("the hub (a mirror can be chosen in the settings)")
        return tr(
            "Models come from {hub} and are kept in {folder}, with {free} free.",
            hub=hub,
            folder=self._shelf.folder,
            free=format_size(self._shelf.free_bytes),
        )

    def _refresh(self) -> None:
        if self._window is not None:
            self._tasks.start(self._look())

    def _say(self, sentence: str, *, good: bool = True) -> None:
        if self._window is not None:
            self._window.set_note(sentence, good=good)

    @Slot(object)
    def _take_progress(self, download: Download) -> None:
        name = download.wanted.identifier
        before = self._under_way.get(name)
        self._under_way[name] = download
        if download.state is State.DONE:
            del self._under_way[name]
            self._say(tr("{name} is here. Use it, or keep it for later.", name=download.wanted.name))
            self.downloaded.emit(download.wanted.name)
            self.library_changed.emit()
            self._refresh()
            return
        if download.state is State.FAILED:
            self._tell_problem(download.problem)
        if before is None or name not in self._items:
            self._show()
        else:
            self._show_one(name)

    def _tell_problem(self, sentence: str) -> None:
        """In the window, where the card may be out of sight, or to whoever is there."""
        if self._window is None:
            self.problem.emit(sentence)
        else:
            self._say(sentence, good=False)

    def _show_one(self, name: str) -> None:
        """Only what has changed, several times a second."""
        if self._window is None:
            return
        items = model_items(self._shelf, list(self._under_way.values()), self._chosen)
        changed = next((item for item in items if item.key == name), None)
        if changed is not None and changed != self._items.get(name):
            self._items[name] = changed
            self._window.update_model(changed)

    @Slot(str, Action)
    def _act(self, key: str, action: Action) -> None:
        match action:
            case Action.DOWNLOAD | Action.RESUME:
                self._work.start(self._fetch(key))
            case Action.PAUSE:
                self._downloads.pause(key)
            case Action.CANCEL:
                self._work.start(self._cancel(key))
            case Action.USE:
                self._use(key)
            case Action.DELETE:
                self._work.start(self._delete(key))

    async def _fetch(self, key: str) -> None:
        interrupted = self._under_way.get(key)
        entry = self._entry(key)
        if entry is not None:
            wanted = Wanted.entry(entry)
        elif interrupted is not None:
            wanted = interrupted.wanted
        else:
            return
        self._say("")
        try:
            await asyncio.to_thread(self._downloads.start, wanted, self._hub)
        except UserError as error:
            self._say(str(error), good=False)

    async def _cancel(self, key: str) -> None:
        await asyncio.to_thread(self._downloads.cancel, key)
        self._under_way.pop(key, None)
        self._refresh()

    def _use(self, key: str) -> None:
        item = self._items[key]
        if item.group == "hearing":
            place = self._place(key)
            self.setting_changed.emit("recognition_model", place.name if place is not None else "")
        else:
            self.model_chosen.emit(str(self._place(key) or packaged_model() or ""))

    async def _delete(self, key: str) -> None:
        place = self._place(key)
        if place is None:
            return
        chosen = self._chosen
        try:
            if place == chosen.model:
                self.model_chosen.emit(str(packaged_model() or ""))
            elif place.name == chosen.recognition_model:
                self.setting_changed.emit("recognition_model", "")
            await asyncio.to_thread(remove, place)
        except UserError as error:
            self._say(str(error), good=False)
            return
        self._say(tr("{name} has been deleted.", name=self._items[key].name))
        self.library_changed.emit()
        self._refresh()

    @Slot(Path)
    def _take_file(self, path: Path) -> None:
        self._work.start(self._use_file(path))

    async def _use_file(self, path: Path) -> None:
        entry = await asyncio.to_thread(verify, path)
        if entry.problem is not None:
            self._say(entry.problem, good=False)
            return
        self._say(tr("{name} is used from where it is; EchoFlow makes no copy of it.", name=entry.name))
        self.model_chosen.emit(str(path))

    def _entry(self, key: str) -> CatalogueEntry | None:
        return next((one for one in self._shelf.catalogue if one.identifier == key and not one.packaged), None)

    def _place(self, key: str) -> Path | None:
        """Where a model is; None for one that comes with EchoFlow."""
        if (place := self._shelf.places.get(key)) is not None:
            return place
        paths = (*self._shelf.library, *(one.path for one in self._shelf.recognition))
        return next((path for path in paths if str(path) == key), None)

    @Slot()
    def _closed(self) -> None:
        self._tasks.cancel()
        self._items.clear()
        if self._window is not None:
            self._window.deleteLater()
            self._window = None
