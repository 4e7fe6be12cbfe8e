"""What happens behind the voices window: voices are listed, played, chosen and deleted.

Everything that takes time is a task, and all tasks end when the window closes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from echoflow.audio.frames import Samples
from echoflow.audio.recorder import Recorder
from echoflow.desks.clone_desk import CloneDesk, PlaySound
from echoflow.errors import EngineError, Trouble, UserError
from echoflow.pipeline.tasks import TaskGroup
from echoflow.store.settings import Settings
from echoflow.synthesis.synthesizer import Voice
from echoflow.text import tr
from echoflow.ui.engine_names import LOCAL
from echoflow.ui.voices.voice_list import VoiceItem
from echoflow.ui.voices.voices_window import VoicesWindow

CLOUD = "elevenlabs"


class Shelf(Protocol):
    """The voices of one engine; `synthesis.voice_shelf.VoiceShelf` is one."""

    async def voices(self) -> tuple[Voice, ...]:
        """Those there are. Raises EngineError."""

    async def preview(self, identifier: str) -> tuple[Samples, int]:
        """A few seconds of one, mono, and their rate in Hz. Raises EngineError."""


class VoiceAccount(Shelf, Protocol):
    """What is needed of `synthesis.elevenlabs_account.ElevenLabsAccount`."""

    async def clone(self, name: str, file: Path, on_progress: Callable[[float], None]) -> Voice:
        """Makes a voice of a recording. Cancelling stops the upload. Raises UserError."""

    async def delete(self, identifier: str) -> None:
        """Deletes one of the user's own. Raises EngineError."""

    async def close(self) -> None:
        """Closes its connections."""


OpenAccount = Callable[[], Awaitable[VoiceAccount]]
"""The user's account at ElevenLabs with the key they have now. Raises EngineError (KEY_MISSING, ...)."""


class VoiceDesk(QObject):
    """One for the life of the app; `open` shows its window.

    It saves nothing: what the user chooses goes out by the signals, and comes back by `take_settings`.
    """

    voice_chosen = Signal(str, str)
    """Engine and identifier: it is to be spoken with from now on, by that engine."""
    sound_wanted = Signal(bool)
    """True before the desk plays or records something, False afterwards: meanwhile the assistant is to be silent and
    must not listen, or it would answer what it hears here."""
    voices_changed = Signal()
    """A voice was made or deleted."""
    problem = Signal(str)
    """One sentence, while there is no window to show it in."""

    def __init__(
        self,
        local: Shelf,
        open_account: OpenAccount,
        play: PlaySound,
        record: Callable[[], Recorder],
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        """`record` makes a recorder for the microphone in use, and may raise UserError."""
        super().__init__(parent)
        self._local = local
        self._open_account = open_account
        self._play = play
        self._record = record
        self._settings = settings
        self._tasks = TaskGroup()
        self._closing = TaskGroup()
        self._account: VoiceAccount | None = None
        self._opening = asyncio.Lock()
        self._playing: asyncio.Task[None] | None = None
        self._found: dict[str, tuple[Voice, ...]] = {}
        self._problem = ""
        self._window: VoicesWindow | None = None
        self._clone: CloneDesk | None = None

    @property
    def window(self) -> VoicesWindow | None:
        """The window, while it is open."""
        return self._window

    @property
    def clone(self) -> CloneDesk | None:
        """What is behind the dialog to make a voice, while that is open."""
        return self._clone

    @Slot()
    def open(self) -> None:
        """Shows the window, or brings it to the front."""
        if self._window is None:
            self._window = self._make_window()
            self._show_voices()
            self._tasks.start(self._look())
        self._window.open()

    def take_settings(self, settings: Settings) -> None:
        """The settings are these now."""
        self._settings = settings
        self._show_voices()

    @Slot()
    def take_key(self) -> None:
        """There is another key for ElevenLabs, or none any more."""
        self._found.pop(CLOUD, None)
        self._let_go_of_account()
        if self._window is not None:
            self._tasks.start(self._look())

    async def close(self) -> None:
        """Ends what is under way and closes the window."""
        if self._window is not None:
            self._window.close()
        await self._tasks.wait()
        await self._closing.wait()

    def _make_window(self) -> VoicesWindow:
        window = VoicesWindow()
        window.preview_wanted.connect(self._preview)
        window.preview_stop_wanted.connect(self._stop)
        window.voice_chosen.connect(self.voice_chosen)
        window.delete_wanted.connect(self._delete)
        window.clone_wanted.connect(self._open_clone)
        window.closed.connect(self._closed)
        return window

    @Slot()
    def _closed(self) -> None:
        if self._clone is not None:
            self._clone.dialog.close()
        self._tasks.cancel()
        self._let_go_of_account()
        self._found.clear()
        if self._window is not None:
            self._window.deleteLater()
            self._window = None

    def _let_go_of_account(self) -> None:
        account, self._account = self._account, None
        if account is not None:
            self._closing.start(account.close())

    async def _connected(self) -> VoiceAccount:
        async with self._opening:
            if self._account is None:
                self._account = await self._open_account()
            return self._account

    async def _shelf(self, engine: str) -> Shelf:
        return self._local if engine == LOCAL else await self._connected()

    async def _look(self) -> None:
        """What is here is shown at once; what the service has, when it answers."""
        self._say_busy(tr("Asking for the voices…"))
        self._problem = ""
        for engine in (LOCAL, CLOUD):
            try:
                self._found[engine] = await (await self._shelf(engine)).voices()
            except EngineError as error:
                if error.trouble is not Trouble.KEY_MISSING:
                    self._problem = str(error)
                elif self._window is not None:
                    self._problem = tr("With a key for ElevenLabs there are many more; enter one under Keys.")
            except UserError as error:
                self._problem = str(error)
            self._show_voices()
        self._say(self._problem)

    @property
    def _in_use(self) -> tuple[str, str]:
        if self._settings.speech == CLOUD:
            return CLOUD, self._settings.elevenlabs_voice
        local = self._found.get(LOCAL, ())
        first = local[0].identifier if local else ""
        return LOCAL, self._settings.voice or first

    def _show_voices(self) -> None:
        if self._window is not None:
            self._window.set_voices(voice_items(self._found, self._settings.speech), self._in_use)

    def _say(self, sentence: str, *, good: bool = True) -> None:
        if self._window is not None:
            self._window.set_note(sentence, good=good)
        elif not good:
            self.problem.emit(sentence)

    def _say_busy(self, sentence: str) -> None:
        if self._window is not None:
            self._window.set_busy(sentence)

    @Slot(str, str)
    def _preview(self, engine: str, identifier: str) -> None:
        self._stop()
        self._playing = self._tasks.start(self._play_preview(engine, identifier))

    @Slot()
    def preview_in_use(self) -> None:
        """Plays a sample of the voice that answers are spoken with, whether the window is open or not."""
        self._stop()
        self._playing = self._tasks.start(self._play_in_use())

    async def _play_in_use(self) -> None:
        if not self._found.get(LOCAL):
            try:
                self._found[LOCAL] = await self._local.voices()
            except EngineError as error:
                self._say(str(error), good=False)
                return
        await self._play_preview(*self._in_use)

    @Slot()
    def _stop(self) -> None:
        playing, self._playing = self._playing, None
        if playing is not None:
            playing.cancel()
            if self._window is not None:
                self._window.set_playing(None)

    async def _play_preview(self, engine: str, identifier: str) -> None:
        task = asyncio.current_task()
        if self._window is not None:
            self._window.set_playing((engine, identifier))
        self._say("")
        try:
            samples, rate = await (await self._shelf(engine)).preview(identifier)
            self.sound_wanted.emit(True)
            try:
                await self._play(samples, rate)
            finally:
                self.sound_wanted.emit(False)
        except UserError as error:
            self._say(str(error), good=False)
        finally:
            # Another one may be playing by now.
            if self._playing is task:
                self._playing = None
                if self._window is not None:
                    self._window.set_playing(None)

    @Slot(str, str)
    def _delete(self, _engine: str, identifier: str) -> None:
        self._tasks.start(self._delete_voice(identifier))

    async def _delete_voice(self, identifier: str) -> None:
        self._say_busy(tr("Deleting the voice…"))
        try:
            await (await self._connected()).delete(identifier)
        except UserError as error:
            self._say(str(error), good=False)
            return
        self._found[CLOUD] = tuple(each for each in self._found.get(CLOUD, ()) if each.identifier != identifier)
        self._show_voices()
        self._say(tr("The voice has been deleted."))
        self.voices_changed.emit()

    @Slot()
    def _open_clone(self) -> None:
        self._stop()
        if self._clone is None:
            self._clone = CloneDesk(self._make_voice, self._play, self._record, self._window)
            self._clone.sound_wanted.connect(self.sound_wanted)
            self._clone.made.connect(self._take_made)
            self._clone.closed.connect(self._clone_closed)
        self._clone.dialog.open()

    async def _make_voice(self, name: str, file: Path, on_progress: Callable[[float], None]) -> Voice:
        return await (await self._connected()).clone(name, file, on_progress)

    @Slot(object)
    def _take_made(self, voice: Voice) -> None:
        self._found[CLOUD] = (voice, *self._found.get(CLOUD, ()))
        self._show_voices()
        if self._window is not None:
            self._window.select((CLOUD, voice.identifier))
        self._say(tr("“{name}” is ready. Listen to it, or use it.", name=voice.name))
        self.voices_changed.emit()

    @Slot()
    def _clone_closed(self) -> None:
        clone, self._clone = self._clone, None
        if clone is not None:
            self._closing.start(_finish(clone))


async def _finish(clone: CloneDesk) -> None:
    await clone.close()
    clone.deleteLater()


def voice_items(found: dict[str, tuple[Voice, ...]], speaking: str) -> list[VoiceItem]:
    """All voices, those of the engine that speaks first, and of each engine the user's own first."""
    engines = sorted(found, key=lambda engine: engine != speaking)
    return [
        VoiceItem(engine, each.identifier, each.name, each.language, each.description, each.own)
        for engine in engines
        for each in sorted(found[engine], key=lambda voice: not voice.own)
    ]
