"""Notices that sound devices come and go, and that the computer has slept.

On Linux the sound server is listened to through its own tool, which costs nothing while nothing changes; without a
server, the folder of ALSA's devices is watched. On Windows every window is told. On macOS nothing is noticed before the
device in use ends; that one is noticed everywhere.
"""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QFileSystemWatcher,
    QObject,
    QProcess,
    QProcessEnvironment,
    QTimer,
    Signal,
    Slot,
)

SETTLING_MILLISECONDS = 400
"""A headset appears as a card, its profile, its microphone and its loudspeaker, one after the other."""

AGAIN_SECONDS = (1, 2, 4, 8, 15, 30)
"""How long to wait before the server is listened to again, after each time that this ended."""

LOOK_SECONDS = 5
"""How often it is looked whether the computer has slept."""

SLEPT_SECONDS = 15.0
"""A clock that goes on in sleep is ahead of one that does not by this; setting the clock moves it as far, rarely."""

_EVENT = re.compile(r"Event '(?:new|remove)' on (?:sink|source|card) #|Event 'change' on server")
_WM_DEVICECHANGE = 0x0219


def concerns_devices(line: str) -> bool:
    """Whether a line of `pactl subscribe` says that a device came, went, or became the default."""
    return _EVENT.search(line) is not None


class DeviceWatch(QObject):
    """Watches from `start` to `stop`."""

    changed = Signal()
    """There may be other devices than before, or another one is the default."""
    woke = Signal()
    """The computer has slept; what was open may be open no more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settling = QTimer(self, singleShot=True, interval=SETTLING_MILLISECONDS)
        self._settling.timeout.connect(self.changed)
        self._listener: QProcess | None = None
        self._endings = 0
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._listen)
        self._look = QTimer(self, interval=LOOK_SECONDS * 1000)
        self._look.timeout.connect(self._look_at_clocks)
        self._ahead = _clock_ahead()
        self._files: QFileSystemWatcher | None = None
        self._messages: _DeviceMessages | None = None

    @property
    def active(self) -> bool:
        """Whether it watches."""
        return self._look.isActive()

    def start(self) -> None:
        """Watches from now on."""
        self._ahead = _clock_ahead()
        self._look.start()
        if sys.platform == "win32":
            self._messages = _DeviceMessages(self._settling.start)
            application = QCoreApplication.instance()
            assert application is not None
            application.installNativeEventFilter(self._messages)
        elif sys.platform.startswith("linux"):
            if shutil.which("pactl") is not None:
                self._listen()
            else:
                self._files = QFileSystemWatcher(["/dev/snd"], self)
                self._files.directoryChanged.connect(self._settling.start)

    def stop(self) -> None:
        """Nothing is noticed any more, and nothing of it is left."""
        for timer in (self._settling, self._again, self._look):
            timer.stop()
        if self._messages is not None and (application := QCoreApplication.instance()) is not None:
            application.removeNativeEventFilter(self._messages)
            self._messages = None
        if self._files is not None:
            self._files.deleteLater()
            self._files = None
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.finished.disconnect(self._take_end)
            listener.kill()
            listener.waitForFinished()
            listener.deleteLater()

    @Slot()
    def _listen(self) -> None:
        listener = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        # What it prints is translated otherwise.
        environment.insert("LC_ALL", "C")
        listener.setProcessEnvironment(environment)
        listener.setStandardErrorFile(QProcess.nullDevice())
        listener.readyReadStandardOutput.connect(self._read)
        listener.finished.connect(self._take_end)
        self._listener = listener
        listener.start("pactl", ["subscribe"])

    @Slot()
    def _read(self) -> None:
        if self._listener is None:
            return
        while self._listener.canReadLine():
            self._endings = 0
            if concerns_devices(self._listener.readLine().toStdString()):
                self._settling.start()

    @Slot()
    def _take_end(self) -> None:
        """The server has ended, or there is none yet. When it can be listened to again there may be other devices."""
        if self._listener is not None:
            self._listener.deleteLater()
            self._listener = None
        wait = AGAIN_SECONDS[min(self._endings, len(AGAIN_SECONDS) - 1)]
        self._endings += 1
        self._again.start(wait * 1000)
        self._settling.start()

    @Slot()
    def _look_at_clocks(self) -> None:
        ahead = _clock_ahead()
        if ahead - self._ahead > SLEPT_SECONDS:
            self.woke.emit()
        self._ahead = ahead


def _clock_ahead() -> float:
    """How far, in seconds, a clock that goes on in sleep is ahead of one that stands still."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME) - time.monotonic()
    return time.time() - time.monotonic()


class _DeviceMessages(QAbstractNativeEventFilter):
    """Windows tells every top-level window of hardware that comes and goes."""

    def __init__(self, notice: Callable[[], None]) -> None:
        super().__init__()
        self._notice = notice

    def nativeEventFilter(  # noqa: N802 - Qt's name
        self, event_type: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Sees the message and leaves it alone."""
        if sys.platform == "win32" and bytes(event_type) == b"windows_generic_MSG":
            from ctypes import wintypes

            if wintypes.MSG.from_address(int(message)).message == _WM_DEVICECHANGE:
                self._notice()
        return False, 0
