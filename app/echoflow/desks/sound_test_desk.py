"""What happens behind the test of microphone and loudspeaker: the level, its flaws, a sentence said and heard again.

Nothing of it is stored: a recording is in memory until the next one, or until the panel cannot be seen any more.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator, Sequence

import numpy as np
import soxr
from PySide6.QtCore import QMetaObject, QObject, Signal, Slot

from echoflow.audio.chime import CHIME_RATE, STROKE_SECONDS, chime
from echoflow.audio.endpoints.devices import AudioDevice
from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.audio.greeting import Greeting, Phase
from echoflow.audio.recorder import LONGEST_SECONDS, Recording
from echoflow.audio.sound_level import Flaw
from echoflow.desks.sound_advice import level_advice, nothing_heard, said_advice
from echoflow.desks.sound_means import Microphone, Play, Recognize, Record
from echoflow.errors import UserError
from echoflow.pipeline.tasks import TaskGroup
from echoflow.text import tr
from echoflow.ui.sound_test.microphone_panel import MicrophonePanel
from echoflow.ui.sound_test.speaker_panel import Side, SpeakerPanel

LEVEL_SECONDS = 0.05
"""How often the level is drawn: once for each window it is measured over."""

_AGAIN_SECONDS = 0.5
"""Until a microphone that refused is tried again: what had it lets go of it, the app's own conversation for one."""

_RENEW_SECONDS = LONGEST_SECONDS - 20.0
"""A recorder that is nearly full is exchanged for a new one, so that a test always has room in it."""


class SoundTestDesk(QObject):
    """For one window that has the two panels; may serve those of the next one as well.

    The sound is wanted while the microphone's panel can be seen, and while something is played.
    """

    sound_wanted = Signal(bool)
    """True before the desk takes the sound card, False when it has let go of it: meanwhile the conversation is to be
    silent and must not listen."""
    microphone_chosen = Signal(str)
    """The user chose another one, or "" for what the system chooses."""
    speaker_chosen = Signal(str)

    def __init__(self, record: Record, play: Play, recognize: Recognize, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._record = record
        self._play = play
        self._recognize = recognize
        self._tasks = TaskGroup()
        self._users: set[str] = set()
        self._devices: tuple[Sequence[AudioDevice], Sequence[AudioDevice]] | None = None
        self._microphone = ""
        self._speaker = ""
        self._microphone_panel: MicrophonePanel | None = None
        self._speaker_panel: SpeakerPanel | None = None
        self._connections: list[QMetaObject.Connection] = []
        self._is_wanted = False
        self._changed = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None
        self._recorder: Microphone | None = None
        self._seen = 0
        self._greeting: Greeting | None = None
        self._said: Recording | None = None
        self._answering: asyncio.Task[None] | None = None
        self._repeating: asyncio.Task[None] | None = None
        self._chiming: asyncio.Task[None] | None = None

    def serve(self, microphone: MicrophonePanel, speaker: SpeakerPanel) -> None:
        """Works for these panels from now on, and for no others."""
        self._leave()
        self._microphone_panel, self._speaker_panel = microphone, speaker
        self._connections = [
            microphone.shown.connect(self._set_wanted),
            microphone.chosen.connect(self._choose_microphone),
            microphone.test_wanted.connect(self._start_test),
            microphone.test_stop_wanted.connect(self._stop_test),
            microphone.play_wanted.connect(self._repeat),
            microphone.play_stop_wanted.connect(self._stop_repeating),
            speaker.chosen.connect(self._choose_speaker),
            speaker.play_wanted.connect(self._start_chime),
            speaker.stop_wanted.connect(self._stop_chime),
            speaker.hidden.connect(self._stop_chime),
            microphone.destroyed.connect(self._forget_panels),
        ]
        self._show_devices()
        if microphone.isVisible():
            self._set_wanted(True)

    def set_devices(
        self, microphones: Sequence[AudioDevice], speakers: Sequence[AudioDevice], microphone: str, speaker: str
    ) -> None:
        """What is connected, and what is in use by name, "" for what the system chooses."""
        is_news = self._devices is None or [*self._devices[0]] != [*microphones] or microphone != self._microphone
        self._devices = (microphones, speakers)
        self._microphone, self._speaker = microphone, speaker
        self._show_devices()
        if is_news:
            self._changed.set()

    @Slot()
    def let_go(self) -> None:
        """Others want the sound now. The level is measured again when the panel is shown the next time."""
        self._set_wanted(False)
        self._stop_chime()

    async def close(self) -> None:
        """Ends what is under way; the sound is free then."""
        self._leave()
        self._tasks.cancel()
        await self._tasks.wait()

    def _leave(self) -> None:
        if self._microphone_panel is None:
            return
        for connection in self._connections:
            QObject.disconnect(connection)
        self.let_go()
        self._microphone_panel = self._speaker_panel = None

    @Slot()
    def _forget_panels(self) -> None:
        """Their window is gone, and nothing can be shown in them any more."""
        self._microphone_panel = self._speaker_panel = None
        self._connections = []
        self.let_go()

    def _show_devices(self) -> None:
        if self._devices is None or self._microphone_panel is None or self._speaker_panel is None:
            return
        microphones, speakers = self._devices
        self._microphone_panel.set_devices(_names(microphones), _default(microphones), self._microphone)
        self._speaker_panel.set_devices(_names(speakers), _default(speakers), self._speaker)

    def _borrow(self, user: str) -> None:
        if not self._users:
            self.sound_wanted.emit(True)
        self._users.add(user)

    def _give_back(self, user: str) -> None:
        self._users.discard(user)
        if not self._users:
            self.sound_wanted.emit(False)

    @Slot(bool)
    def _set_wanted(self, wanted: bool) -> None:
        self._is_wanted = wanted
        self._changed.set()
        if wanted and (self._listening is None or self._listening.done()):
            self._listening = self._tasks.start(self._listen())
        if not wanted:
            self._forget_test()

    @Slot(str)
    def _choose_microphone(self, name: str) -> None:
        self._microphone = name
        self._forget_test()
        self._changed.set()
        self.microphone_chosen.emit(name)

    async def _listen(self) -> None:
        """Keeps that microphone open that is wanted, one after the other, until none is."""
        self._borrow("listening")
        try:
            refused = 0
            while self._is_wanted:
                self._changed.clear()
                if self._devices is not None and not self._devices[0]:
                    self._advise(tr("This computer has no microphone; connect one."), "bad")
                    await self._changed.wait()
                    continue
                try:
                    with self._opened(self._microphone) as recorder:
                        refused = 0
                        await self._follow(recorder)
                except UserError as error:
                    refused += 1
                    # The first time it may be the app itself that still has it.
                    if refused > 1:
                        self._advise(str(error), "bad")
                    await self._pause(_AGAIN_SECONDS)
        finally:
            self._give_back("listening")

    @contextlib.contextmanager
    def _opened(self, name: str) -> Iterator[Microphone]:
        recorder = self._record(name)
        try:
            recorder.start()
            self._recorder = recorder
            yield recorder
        finally:
            self._recorder = self._greeting = None
            recorder.close()

    async def _follow(self, recorder: Microphone) -> None:
        """Shows the level until another microphone is wanted, or none."""
        self._seen = 0
        while not self._changed.is_set() and self._microphone_panel is not None:
            level = recorder.level
            self._microphone_panel.set_level(level.decibels)
            self._advise(*level_advice(level))
            self._hear(recorder)
            if recorder.failed is not None:
                self._forget_test()
                self._advise(recorder.failed, "bad")
                await self._changed.wait()
            elif recorder.is_full or (level.seconds > _RENEW_SECONDS and self._greeting is None):
                return
            else:
                await self._pause(LEVEL_SECONDS)

    def _hear(self, recorder: Microphone) -> None:
        heard = recorder.since(self._seen)
        self._seen += len(heard)
        if self._greeting is not None:
            self._greeting.receive(heard)
            self._take_greeting(self._greeting, recorder)

    async def _pause(self, seconds: float) -> None:
        """Shorter if something else is wanted."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), seconds)

    def _advise(self, sentence: str, tone: str) -> None:
        if self._microphone_panel is not None and self._is_wanted:
            self._microphone_panel.set_advice(sentence, tone)

    @Slot()
    def _start_test(self) -> None:
        self._forget_test()
        if self._recorder is None:
            return
        # What was said before the button was pressed is none of the test's business.
        self._hear(self._recorder)
        self._greeting = Greeting(self._recorder.rate)
        if self._microphone_panel is not None:
            self._microphone_panel.show_listening()

    @Slot()
    def _stop_test(self) -> None:
        if self._recorder is not None:
            self._hear(self._recorder)
        if self._greeting is not None and self._recorder is not None:
            self._greeting.stop()
            self._take_greeting(self._greeting, self._recorder)

    def _take_greeting(self, greeting: Greeting, recorder: Microphone) -> None:
        if not greeting.is_over or self._microphone_panel is None:
            return
        self._greeting = None
        flaw = recorder.level.flaw
        if greeting.phase is Phase.NOTHING:
            self._microphone_panel.show_result("", nothing_heard(flaw), "warning", can_play=False)
            return
        self._said = Recording(greeting.sound, recorder.rate)
        self._microphone_panel.show_understanding()
        self._answering = self._tasks.start(self._understand(self._said, self._microphone_panel, greeting, flaw))
        self._repeat()

    async def _understand(self, said: Recording, panel: MicrophonePanel, greeting: Greeting, flaw: Flaw | None) -> None:
        try:
            samples = await asyncio.to_thread(_for_recognition, said)
            words = (await self._recognize(samples, CAPTURE_RATE)).strip()
        except UserError as error:
            panel.show_result("", str(error), "warning", can_play=True)
            return
        note, tone = said_advice(words, is_faint=greeting.is_faint, is_clipped=flaw is Flaw.CLIPPED)
        panel.show_result(words, note, tone, can_play=True)

    def _forget_test(self) -> None:
        """Whatever was said is forgotten."""
        self._stop_repeating()
        answering, self._answering = self._answering, None
        if answering is not None:
            answering.cancel()
        self._greeting = self._said = None
        if self._microphone_panel is not None:
            self._microphone_panel.show_offer()

    @Slot()
    def _repeat(self) -> None:
        self._stop_repeating()
        if self._said is not None and self._microphone_panel is not None:
            self._microphone_panel.set_playing(True)
            self._repeating = self._tasks.start(self._play_said(self._said, self._microphone_panel))

    @Slot()
    def _stop_repeating(self) -> None:
        repeating, self._repeating = self._repeating, None
        if repeating is not None:
            repeating.cancel()
            if self._microphone_panel is not None:
                self._microphone_panel.set_playing(False)

    async def _play_said(self, said: Recording, panel: MicrophonePanel) -> None:
        try:
            await self._play(said.samples, said.rate, self._speaker)
        except UserError as error:
            self._advise(str(error), "bad")
        panel.set_playing(False)
        self._repeating = None

    @Slot(str)
    def _choose_speaker(self, name: str) -> None:
        self._speaker = name
        self._stop_chime()
        self.speaker_chosen.emit(name)

    @Slot()
    def _start_chime(self) -> None:
        self._stop_repeating()
        self._stop_chime()
        if self._speaker_panel is not None:
            self._chiming = self._tasks.start(self._chime(self._speaker_panel))

    @Slot()
    def _stop_chime(self) -> None:
        chiming, self._chiming = self._chiming, None
        if chiming is not None:
            chiming.cancel()
            if self._speaker_panel is not None:
                self._speaker_panel.set_playing(Side.NONE)

    async def _chime(self, panel: SpeakerPanel) -> None:
        self._borrow("chime")
        pointing = self._tasks.start(_point(panel))
        try:
            await self._play(chime(), CHIME_RATE, self._speaker)
        except UserError as error:
            panel.show_problem(str(error))
        else:
            panel.set_playing(Side.NONE)
        finally:
            pointing.cancel()
            self._give_back("chime")
        self._chiming = None


async def _point(panel: SpeakerPanel) -> None:
    """Shows where the sound comes from; about as exactly as the eye takes it."""
    for side in (Side.LEFT, Side.RIGHT):
        panel.set_playing(side)
        await asyncio.sleep(STROKE_SECONDS)
    panel.set_playing(Side.BOTH)


def _for_recognition(said: Recording) -> Samples:
    return np.asarray(soxr.resample(said.samples, said.rate, CAPTURE_RATE), np.int16)


def _names(devices: Sequence[AudioDevice]) -> list[str]:
    return [device.name for device in devices]


def _default(devices: Sequence[AudioDevice]) -> str:
    return next((device.name for device in devices if device.is_default), "")
