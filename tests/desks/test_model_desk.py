"""The library of models at work: a stand-in of the hub, real downloads, and the user's files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from echoflow.desks.model_desk import ModelDesk
from echoflow.errors import EngineError
from echoflow.language.llama_fit import Device, Machine
from echoflow.store import model_catalogue
from echoflow.store.download_records import save_record
from echoflow.store.model_library import models_folder, packaged_model
from echoflow.store.settings import Settings
from echoflow.ui.models.model_item import Action, ItemState
from echoflow.ui.models.model_window import ModelWindow
from stand_ins.hub import HubStandIn
from support.hub_models import TINY, TINY_FILE, gguf, wanted
from support.qt_loop import run_in_qt, until
from support.windows import answer_question

MODEL = gguf()
LAPTOP = Machine((Device("GPU", 7_400_000_000, 8_188 * 2**20),), 12_000_000_000, 8)


@dataclass
class Library:
    """The desk, its window, the hub, and what the desk said."""

    hub: HubStandIn
    desk: ModelDesk
    said: list[object] = field(default_factory=list)

    @property
    def window(self) -> ModelWindow:
        assert self.desk.window is not None
        return self.desk.window

    def state(self, key: str) -> ItemState:
        return self.window.cards[key].item.state

    def press(self, key: str, action: Action) -> None:
        self.window.cards[key].buttons[action].click()


def visit(qapp: QApplication, stay: Callable[[Library], Awaitable[None]], measured: bool = True) -> None:
    """Opens the window over an interrupted download of a tiny model."""

    def measure() -> Machine:
        if not measured:
            raise EngineError("llama.cpp does not start.")
        return LAPTOP

    async def run() -> None:
        save_record(models_folder() / ".downloads" / "tiny", wanted())
        async with HubStandIn({TINY: {TINY_FILE: MODEL}}) as hub:
            desk = ModelDesk(Settings(hub_url=hub.url), measure=measure)
            library = Library(hub, desk)
            desk.model_chosen.connect(library.said.append)
            desk.setting_changed.connect(lambda name, value: library.said.append((name, value)))
            desk.downloaded.connect(lambda name: library.said.append(("here", name)))
            desk.problem.connect(library.said.append)
            desk.open()
            try:
                await until(lambda: bool(library.window.cards) and not library.window.busy.isVisible(), "the models")
                await stay(library)
            finally:
                await desk.close()
                desk.deleteLater()

    run_in_qt(qapp, run())


def test_an_interrupted_download_is_resumed_and_used(qapp: QApplication) -> None:
    async def stay(library: Library) -> None:
        assert library.state("tiny") is ItemState.PAUSED
        library.hub.manner.hold_at = 500_000
        library.press("tiny", Action.RESUME)
        await until(lambda: library.window.cards["tiny"].progress.value() > 300, "a part of it")
        assert "52 % of 1.0 MB" in library.window.cards["tiny"].progress_words.text()
        library.press("tiny", Action.PAUSE)
        await until(lambda: library.state("tiny") is ItemState.PAUSED, "the pause")
        library.hub.manner.hold_at = None
        library.press("tiny", Action.RESUME)

        path = str(models_folder() / TINY_FILE)
        await until(lambda: path in library.window.cards, "the model")
        assert "tiny" not in library.window.cards
        assert library.said == [("here", "Tiny Instruct")]
        assert library.window.note.text() == "Tiny Instruct is here. Use it, or keep it for later."
        library.press(path, Action.USE)
        assert library.said[-1] == path

    visit(qapp, stay)


def test_cancelling_takes_it_off_the_list(qapp: QApplication) -> None:
    async def stay(library: Library) -> None:
        library.press("tiny", Action.CANCEL)
        answer_question(library.window, "Cancel the download")
        await until(lambda: "tiny" not in library.window.cards, "it being gone")
        assert not (models_folder() / ".downloads" / "tiny").exists()

    visit(qapp, stay)


def test_what_fails_says_so_on_its_card_or_to_whoever_is_there(qapp: QApplication) -> None:
    async def stay(library: Library) -> None:
        library.hub.repositories.clear()
        library.press("tiny", Action.RESUME)
        await until(lambda: library.state("tiny") is ItemState.FAILED, "the failure")
        problem = library.window.cards["tiny"].problem.text()
        assert "is not at the hub where it is looked for" in problem
        assert library.said == []

        library.press("tiny", Action.RESUME)
        library.window.close()
        await until(lambda: library.said == [problem], "the problem being told")

    visit(qapp, stay)


def test_a_model_in_use_is_deleted_and_another_takes_its_place(qapp: QApplication) -> None:
    async def stay(library: Library) -> None:
        entry = model_catalogue.find_entry("qwen2.5-0.5b-instruct")
        assert entry is not None
        file = models_folder() / entry.files[0].name
        file.write_bytes(MODEL)
        library.desk.set_model(file)
        await until(lambda: library.state(entry.identifier) is ItemState.IN_USE, "it being used")
        library.press(entry.identifier, Action.DELETE)
        answer_question(library.window, "Delete")

        await until(lambda: not file.exists(), "it being gone")
        assert library.said == [str(packaged_model())]
        library.desk.set_model(packaged_model() or Path())
        await until(lambda: library.state(entry.identifier) is ItemState.OFFERED, "the offer")

    visit(qapp, stay)


def test_a_recognition_model_is_chosen_by_a_setting(qapp: QApplication) -> None:
    async def stay(library: Library) -> None:
        folder = models_folder() / "recognition" / "whisper-base"
        folder.mkdir(parents=True)
        for name in ("config.json", "model.bin", "tokenizer.json", "vocabulary.txt"):
            (folder / name).touch()
        settings = Settings(hub_url=library.hub.url)
        library.desk.take_settings(settings)
        await until(lambda: library.state("whisper-base") is ItemState.HERE, "the model")
        library.press("whisper-base", Action.USE)
        assert library.said == [("recognition_model", "whisper-base")]

        library.desk.take_settings(replace(settings, recognition_model="whisper-base"))
        await until(lambda: library.state("whisper-base") is ItemState.IN_USE, "it being used")
        library.press("whisper-tiny-en", Action.USE)
        assert library.said[-1] == ("recognition_model", "")

    visit(qapp, stay)


def test_a_file_of_the_users_is_used_where_it_is_or_refused(qapp: QApplication, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.gguf", tmp_path / "bad.gguf"
    good.write_bytes(MODEL)
    bad.write_bytes(b"nothing of the kind")

    async def stay(library: Library) -> None:
        library.window.file_chosen.emit(bad)
        await until(lambda: "is not a language model" in library.window.note.text(), "the refusal")
        assert library.said == []
        library.window.file_chosen.emit(good)
        await until(lambda: library.said == [str(good)], "the choice")
        library.desk.set_model(good)
        await until(lambda: str(good) in library.window.cards, "its card")
        assert library.state(str(good)) is ItemState.IN_USE
        assert Action.DELETE not in library.window.cards[str(good)].buttons

    visit(qapp, stay)


def test_without_llama_cpp_models_are_shown_without_their_memory(qapp: QApplication) -> None:
    async def stay(library: Library) -> None:
        assert library.window.note.text() == "llama.cpp does not start."
        assert library.window.cards["qwen3-8b"].item.memory is None

    visit(qapp, stay, measured=False)
