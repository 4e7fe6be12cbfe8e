"""The microphone and the loudspeaker of the running app: which are there, which are in use, and whether they work.

What was chosen is a name. Where that is not connected the default device stands in, and gives way when it is back.
"""

from __future__ import annotations

import asyncio
import sys
import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from echoflow.audio.endpoints.device_plan import (
    DEAF_ALWAYS_SECONDS,
    DEAF_SECONDS,
    DevicePlan,
    has_stalled,
    plan_devices,
)
from echoflow.audio.endpoints.devices import AudioDevice, has_server, list_devices, refresh_devices
from echoflow.audio.endpoints.sound_card import SoundCardEndpoint
from echoflow.desktop.device_watch import DeviceWatch
from echoflow.text import tr

CHECK_MILLISECONDS = 1_000
"""How often it is looked whether the microphone still delivers."""

AGAIN_SECONDS = (1, 2, 4, 8, 15, 30)
"""How long to wait before devices are looked for again, after each time that they could not be opened."""


class SoundRoom(QObject):
    """Opens devices, and tells when that should be done again; who uses them does it.

    Attributes:
        devices: the microphones and the loudspeakers there were when last looked.
    """

    reopen_wanted = Signal()
    """There may be other devices than those in use, or some where there were none."""
    stalled = Signal()
    """The microphone in use delivers nothing any more."""
    deaf = Signal(str)
    """The microphone in use delivers digital silence; one sentence, once for each time it is opened."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Raises UserError where there is no sound system."""
        super().__init__(parent)
        self.devices: tuple[list[AudioDevice], list[AudioDevice]] = list_devices()
        self._plan = DevicePlan()
        self._told = DevicePlan()
        self._endpoint: SoundCardEndpoint | None = None
        self._is_deaf = False
        self._watch = DeviceWatch(self)
        self._watch.changed.connect(self.reopen_wanted)
        self._watch.woke.connect(self.reopen_wanted)
        self._check = QTimer(self, interval=CHECK_MILLISECONDS)
        self._check.timeout.connect(self._look_at_microphone)
        self._failures = 0
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.reopen_wanted)

    def watch(self) -> None:
        """Notices from now on that devices come and go."""
        if not self._watch.active:
            self._watch.start()

    def close(self) -> None:
        """Notices nothing any more."""
        self._watch.stop()
        self._again.stop()
        self._check.stop()

    def open(self, microphone: str, speaker: str) -> SoundCardEndpoint:
        """Takes the devices that were chosen ("" for the default), or those that stand in for them.

        Raises:
            UserError: they cannot be used.
        """
        self._plan = plan_devices(microphone, speaker, self.devices)
        self._endpoint = SoundCardEndpoint(self._plan.microphone or None, self._plan.speaker or None)
        self._is_deaf = False
        self._failures = 0
        self._again.stop()
        self._check.start()
        return self._endpoint

    def let_go(self) -> None:
        """They are in use no more."""
        self._endpoint = None
        self._check.stop()

    def try_again(self) -> None:
        """They could not be opened, or not now: asks for it again after a while, which grows."""
        self._again.start(AGAIN_SECONDS[min(self._failures, len(AGAIN_SECONDS) - 1)] * 1000)
        self._failures += 1

    def news(self) -> str:
        """One sentence if another device stands in than before, or none any more; told once."""
        told, self._told = self._told, self._plan
        if self._plan.missing and self._plan.missing != told.missing:
            return tr(
                "“{device}” is not connected; the default device is used until it is back.",
                device="”, “".join(self._plan.missing),
            )
        if told.missing and not self._plan.missing:
            return tr("“{device}” is used again.", device="”, “".join(told.missing))
        return ""

    def in_use(self) -> str:
        """One sentence that names the devices."""
        return tr(
            "The sound goes on with “{microphone}” and “{speaker}”.",
            microphone=self._name_in_use(self._plan.microphone, self.devices[0]),
            speaker=self._name_in_use(self._plan.speaker, self.devices[1]),
        )

    def silence(self) -> str:
        """One sentence if the microphone has been delivering digital silence; else nothing."""
        return self._deafness() if self._deaf_for() >= DEAF_SECONDS else ""

    async def refresh(self) -> None:
        """Finds out what is connected now; nothing may be open.

        Raises:
            UserError: there is no sound system any more.
        """
        if sys.platform == "win32":
            # COM, which PortAudio uses there, belongs to the thread that began it.
            refresh_devices()
            self.devices = list_devices()
        else:
            await asyncio.to_thread(refresh_devices)
            self.devices = await asyncio.to_thread(list_devices)

    async def differs(self, microphone: str, speaker: str) -> bool:
        """Whether other devices would be opened now than those in use; they are listed anew where that disturbs nobody.

        Without a sound server only opening them tells.
        """
        if not await asyncio.to_thread(has_server):
            return True
        self.devices = await asyncio.to_thread(list_devices)
        return plan_devices(microphone, speaker, self.devices) != self._plan

    @Slot()
    def _look_at_microphone(self) -> None:
        if self._endpoint is None:
            return
        if has_stalled(time.monotonic(), self._endpoint.heard_at):
            self._check.stop()
            self.stalled.emit()
        elif self._deaf_for() >= DEAF_ALWAYS_SECONDS and not self._is_deaf:
            self._is_deaf = True
            self.deaf.emit(self._deafness())

    def _deaf_for(self) -> float:
        return self._endpoint.heard_at - self._endpoint.sounded_at if self._endpoint is not None else 0.0

    def _deafness(self) -> str:
        return tr(
            "“{device}” delivers nothing but silence: it may be muted, or taken by another program; unmute it, or "
            "choose another microphone.",
            device=self._name_in_use(self._plan.microphone, self.devices[0]),
        )

    @staticmethod
    def _name_in_use(name: str, devices: list[AudioDevice]) -> str:
        """What a person calls the one that is used; the system's choice has a name too."""
        return name or next((each.name for each in devices if each.is_default), tr("As the system chooses"))
