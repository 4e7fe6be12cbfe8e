"""The tray icon: what the app is doing, and the menu to direct it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from echoflow.text import tr
from echoflow.ui.engine_names import STAGES, stage_title
from echoflow.ui.icons import tray_icon
from echoflow.ui.manner import Manner, mode_labels
from echoflow.ui.overlay.card import state_label
from echoflow.ui.state import AppState
from echoflow.ui.theme import current_theme
from echoflow.ui.tray.choice_menu import ChoiceMenu, MenuChoice
from echoflow.ui.tray.engine_report import EngineReport

__all__ = ["MenuChoice", "Tray"]


class Tray(QObject):
    """The icon and its menu. On a desktop without a tray it waits, and docks when a tray appears."""

    talk_requested = Signal()
    stop_requested = Signal()
    mute_requested = Signal(bool)
    """Mute the microphone, or listen again."""
    mode_chosen = Signal(str)
    """The value of a `TalkMode`."""
    voice_chosen = Signal(str)
    model_chosen = Signal(str)
    microphone_chosen = Signal(str)
    speaker_chosen = Signal(str)
    engine_chosen = Signal(str, str)
    """Stage (`recognition`, `thinking`, `speech`) and engine."""
    keys_requested = Signal()
    """The window of keys and costs."""
    voices_requested = Signal()
    """The window of voices."""
    latencies_requested = Signal()
    """The window of response times."""
    quit_requested = Signal()
    models_wanted = Signal()
    """The user is about to see the models."""
    devices_wanted = Signal()
    """The user is about to see the microphones or the speakers."""

    def __init__(self, manner: Manner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = AppState.IDLE
        self._manner = manner
        self._progress = ""
        self._report = EngineReport()
        self.menu = QMenu()
        self._add_action(tr("Talk"), self._talk)
        self._stop = self._add_action(tr("Stop"), self._request_stop)
        self._mute = self.menu.addAction(tr("Mute microphone"))
        self._mute.setCheckable(True)
        self._mute.triggered.connect(self._request_mute)
        self.menu.addSeparator()
        self._modes = self._add_choices(tr("Mode"), self.mode_chosen)
        self._voices = self._add_choices(tr("Voice"), self.voice_chosen)
        self._models = self._add_choices(tr("Model"), self.model_chosen)
        self._microphones = self._add_choices(tr("Microphone"), self.microphone_chosen)
        self._speakers = self._add_choices(tr("Speaker"), self.speaker_chosen)
        self._models.about_to_show.connect(self.models_wanted)
        self._microphones.about_to_show.connect(self.devices_wanted)
        self._speakers.about_to_show.connect(self.devices_wanted)
        self.menu.addSeparator()
        self._engines = {stage: self._add_engine_choices(stage) for stage in STAGES}
        self._add_action(tr("Keys and costs…"), self._request_keys)
        self._add_action(tr("Voices…"), self._request_voices)
        self._add_action(tr("Response times…"), self._request_latencies)
        self.menu.addSeparator()
        self._add_action(tr("Quit"), self._quit)
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._activated)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._refresh)
        self._refresh()

    @staticmethod
    def available() -> bool:
        """Whether the desktop has a tray now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def icon(self) -> QSystemTrayIcon:
        """The icon itself."""
        return self._icon

    def show(self) -> None:
        """Appear in the tray, now or as soon as there is one."""
        self._icon.show()

    def close(self) -> None:
        """Leave the tray; on Windows an icon that is not hidden stays as a ghost."""
        self._icon.hide()
        self.menu.deleteLater()

    def set_state(self, state: AppState) -> None:
        """Show `state`."""
        self._state = state
        self._refresh()

    def set_progress(self, sentence: str) -> None:
        """What is being loaded, as long as something is."""
        self._progress = sentence
        self._refresh()

    def set_manner(self, manner: Manner) -> None:
        """How the user takes the floor from now on."""
        self._manner = manner
        self._refresh()

    def set_voices(self, choices: Sequence[MenuChoice], current: str | None) -> None:
        """The voices to choose from."""
        self._voices.fill(choices, current)

    def set_models(self, choices: Sequence[MenuChoice], current: str | None) -> None:
        """The language models to choose from."""
        self._models.fill(choices, current)

    def set_microphones(self, choices: Sequence[MenuChoice], current: str | None) -> None:
        """The microphones to choose from."""
        self._microphones.fill(choices, current)

    def set_speakers(self, choices: Sequence[MenuChoice], current: str | None) -> None:
        """The speakers to choose from."""
        self._speakers.fill(choices, current)

    def set_engines(self, stage: str, choices: Sequence[MenuChoice], current: str | None) -> None:
        """The engines that can serve `stage`, and the one the user wants."""
        self._engines[stage].fill(choices, current)

    def set_report(self, report: EngineReport) -> None:
        """The engines at work, and what they cost."""
        if report != self._report:
            self._report = report
            self._refresh()

    def _add_action(self, label: str, slot: Callable[[], None]) -> QAction:
        action = self.menu.addAction(label)
        action.triggered.connect(slot)
        return action

    def _add_choices(self, title: str, signal: SignalInstance) -> ChoiceMenu:
        choices = ChoiceMenu(title, self.menu, self)
        choices.chosen.connect(signal)
        return choices

    def _add_engine_choices(self, stage: str) -> ChoiceMenu:
        choices = ChoiceMenu(stage_title(stage), self.menu, self)
        choices.chosen.connect(lambda engine: self.engine_chosen.emit(stage, engine))
        return choices

    def _advice(self) -> str:
        if self._state is AppState.LOADING:
            return self._progress or tr("One moment, please.")
        if self._state is AppState.LISTENING:
            return tr("Talk now.")
        if self._state is AppState.THINKING:
            return tr("Click to stop.")
        if self._state is AppState.SPEAKING:
            return self._manner.how_to_cut_in()
        return self._manner.how_to_talk(otherwise=tr("Click and talk."))

    @Slot()
    def _refresh(self) -> None:
        self._icon.setIcon(tray_icon(self._state, on_dark=current_theme().is_dark))
        tip = [f"EchoFlow: {state_label(self._state)}", self._advice(), *self._report.lines]
        self._icon.setToolTip("\n".join(tip))
        self._stop.setEnabled(self._is_busy)
        self._mute.setChecked(self._manner.muted)
        self._modes.fill(
            [MenuChoice(mode.value, label) for mode, label in mode_labels().items()], self._manner.mode.value
        )

    @property
    def _is_busy(self) -> bool:
        return self._state in {AppState.LISTENING, AppState.THINKING, AppState.SPEAKING}

    @Slot()
    def _talk(self) -> None:
        self.talk_requested.emit()

    @Slot()
    def _request_stop(self) -> None:
        self.stop_requested.emit()

    @Slot(bool)
    def _request_mute(self, muted: bool) -> None:
        self.mute_requested.emit(muted)

    @Slot()
    def _request_keys(self) -> None:
        self.keys_requested.emit()

    @Slot()
    def _request_voices(self) -> None:
        self.voices_requested.emit()

    @Slot()
    def _request_latencies(self) -> None:
        self.latencies_requested.emit()

    @Slot()
    def _quit(self) -> None:
        self.quit_requested.emit()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """The left button talks or stops; the right one is the menu's, which Qt opens."""
        if reason is not QSystemTrayIcon.ActivationReason.Trigger:
            return
        if self._is_busy:
            self.stop_requested.emit()
        else:
            self.talk_requested.emit()
