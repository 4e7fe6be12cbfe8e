"""What happens behind "Check my setup": checks are carried out one after the other, and their report is copied."""

from __future__ import annotations

import asyncio
import platform
from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from echoflow import __version__
from echoflow.checks.areas import areas
from echoflow.checks.catalogue import CHECKS
from echoflow.checks.check import Check, Circumstances, carry_out, in_thread
from echoflow.checks.findings import Finding
from echoflow.checks.report import report, without_home
from echoflow.checks.titles import title_of
from echoflow.pipeline.tasks import TaskGroup
from echoflow.text import tr
from echoflow.ui.setup.finding_list import Area
from echoflow.ui.setup.finding_row import FoundItem
from echoflow.ui.setup.setup_window import SetupWindow
from echoflow.ui.setup.status_mark import Standing


class SetupDesk(QObject):
    """One for the life of the app; `open` shows the window and begins to check."""

    sound_wanted = Signal(bool)
    """True before a check takes the microphone or the loudspeaker, False afterwards."""
    place_wanted = Signal(str)
    """The window a remedy is in: `keys`, `models`, `latency`, `crash`, or `settings/` and a page."""

    def __init__(
        self,
        circumstances: Callable[[], Circumstances],
        secrets: Callable[[], Collection[str]] = tuple,
        checks: Sequence[Check] = CHECKS,
        parent: QObject | None = None,
    ) -> None:
        """`circumstances` are found out anew for each run, in a thread; `secrets` are kept out of the report."""
        super().__init__(parent)
        self._circumstances = circumstances
        self._secrets = secrets
        self._checks = tuple(checks)
        self._found: dict[str, list[Finding]] = {}
        self._tasks = TaskGroup()
        self._running: asyncio.Task[None] | None = None
        self._window: SetupWindow | None = None

    @property
    def window(self) -> SetupWindow | None:
        """The window, while it is open."""
        return self._window

    @Slot()
    def open(self) -> None:
        """Shows the window and checks everything, or brings it to the front."""
        if self._window is None:
            self._window = self._make_window()
            self._check_all()
        self._window.open()

    async def close(self) -> None:
        """Ends what is under way and closes the window."""
        if self._window is not None:
            self._window.close()
        await self._tasks.wait()

    def _make_window(self) -> SetupWindow:
        known = {check.name for check in self._checks}
        shown = [
            Area(title, {name: title_of(name) for name in names if name in known}) for title, names in areas().items()
        ]
        window = SetupWindow([area for area in shown if area.checks])
        window.check_wanted.connect(self._check_all)
        window.echo_wanted.connect(self._check_echo)
        window.cancel_wanted.connect(self._cancel)
        window.copy_wanted.connect(self._copy)
        window.place_wanted.connect(self.place_wanted)
        window.closed.connect(self._closed)
        return window

    @Slot()
    def _check_all(self) -> None:
        self._start([check for check in self._checks if not check.on_request])

    @Slot()
    def _check_echo(self) -> None:
        self._start([check for check in self._checks if check.on_request])

    def _start(self, wanted: Sequence[Check]) -> None:
        if self._running is None:
            self._running = self._tasks.start(self._carry_out(wanted))

    @Slot()
    def _cancel(self) -> None:
        if self._running is not None:
            self._running.cancel()

    async def _carry_out(self, wanted: Sequence[Check]) -> None:
        borrowed = False
        try:
            for check in wanted:
                self._found.pop(check.name, None)
            if self._window is not None:
                self._window.begin([check.name for check in wanted])
            circumstances = await in_thread(self._circumstances)
            for check in wanted:
                if check.takes_sound is not borrowed:
                    borrowed = check.takes_sound
                    self.sound_wanted.emit(borrowed)
                if self._window is not None:
                    self._window.show_running(check.name)
                self._show(check, await carry_out(check, circumstances))
        finally:
            self._running = None
            if borrowed:
                self.sound_wanted.emit(False)
            if self._window is not None:
                self._window.finish()

    def _show(self, check: Check, found: list[Finding]) -> None:
        self._found[check.name] = found
        if self._window is not None:
            self._window.show_found(check.name, [item_of(each) for each in without_home(found)])

    @Slot()
    def _copy(self) -> None:
        heading = tr("EchoFlow {version} on {platform}", version=__version__, platform=platform.platform())
        found = [each for check in self._checks for each in self._found.get(check.name, ())]
        QGuiApplication.clipboard().setText(report(heading, found, self._secrets()))
        if self._window is not None:
            self._window.tell_copied()

    @Slot()
    def _closed(self) -> None:
        self._tasks.cancel()
        self._found.clear()
        if self._window is not None:
            self._window.deleteLater()
            self._window = None


def item_of(finding: Finding) -> FoundItem:
    """`finding` as the window shows it."""
    title, standing = title_of(finding.check), Standing(finding.status)
    return FoundItem(title, standing, finding.sentence, finding.remedy, finding.place)
