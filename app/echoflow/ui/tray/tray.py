"""The tray icon: what the app is doing, and the menu to direct it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from echoflow.text import tr
from echoflow.ui.icons import icon_look, tray_icon
from echoflow.ui.manner import Manner, mode_labels
from echoflow.ui.state import BUSY, AppState, state_label
from echoflow.ui.theme import current_theme
from echoflow.ui.tray.choice_menu import ChoiceGroup, ChoiceMenu, MenuChoice
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
    preview_requested = Signal()
    """Play a sample of the voice in use."""
    private_requested = Signal(bool)
    """Store nothing of the conversation, or store it again."""
    conversations_requested = Signal()
    """The window of past conversations; those below are for the windows they name as well."""
    latencies_requested = Signal()
    costs_requested = Signal()
    keys_requested = Signal()
    voices_requested = Signal()
    models_requested = Signal()
    """The model library."""
    settings_requested = Signal()
    check_requested = Signal()
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
        self._engines: dict[str, ChoiceGroup] = {}
        self._build_menu()
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._activated)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._refresh)
        self._refresh()

    def _build_menu(self) -> None:
        """What is done most is on top; what is chosen and what is opened follow, and the way out is last."""
        self._talk_or_stop = self._add_action("", self._request_talk_or_stop)
        self._mute = self._add_switch(tr("&Mute microphone"), self.mute_requested)
        self._modes = self._add_choices(self._add_menu(tr("M&ode")), self.mode_chosen)
        self.menu.addSeparator()
        self._add_engines(self._add_menu(tr("&Recognition")), "recognition")
        self._models = self._add_models(self._add_menu(tr("Mode&l")))
        self._voices = self._add_voices(self._add_menu(tr("&Voice")))
        self._microphones = self._add_devices(tr("M&icrophone"), self.microphone_chosen)
        self._speakers = self._add_devices(tr("S&peaker"), self.speaker_chosen)
        self.menu.addSeparator()
        self._add_action(tr("Co&nversations…"), self.conversations_requested)
        self._private = self._add_switch(tr("Priv&ate conversation"), self.private_requested)
        self.menu.addSeparator()
        self._add_action(tr("R&esponse times…"), self.latencies_requested)
        self._add_action(tr("&Costs…"), self.costs_requested)
        self._add_action(tr("&Keys…"), self.keys_requested)
        self._add_action(tr("&Settings…"), self.settings_requested)
        self._add_action(tr("C&heck my setup…"), self.check_requested)
        self.menu.addSeparator()
        self._add_action(tr("&Quit"), self.quit_requested)

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

    def set_private(self, private: bool) -> None:
        """Whether nothing of the conversation is stored."""
        self._private.setChecked(private)

    def set_engines(self, stage: str, choices: Sequence[MenuChoice], current: str | None) -> None:
        """The engines that can serve `stage`, and the one the user wants."""
        self._engines[stage].fill(choices, current)

    def set_report(self, report: EngineReport) -> None:
        """The engines at work, and what they cost."""
        if report != self._report:
            self._report = report
            self._refresh()

    def _add_action(self, label: str, wanted: SignalInstance | Callable[[], None]) -> QAction:
        action = self.menu.addAction(label)
        _ask_for(action, wanted)
        return action

    def _add_switch(self, label: str, wanted: SignalInstance) -> QAction:
        action = self.menu.addAction(label)
        action.setCheckable(True)
        action.triggered.connect(wanted)
        return action

    def _add_menu(self, title: str) -> ChoiceMenu:
        return ChoiceMenu(title, self.menu, self)

    @staticmethod
    def _add_choices(menu: ChoiceMenu, chosen: SignalInstance) -> ChoiceGroup:
        choices = menu.add_choices()
        choices.chosen.connect(chosen)
        return choices

    def _add_engines(self, menu: ChoiceMenu, stage: str) -> None:
        engines = menu.add_choices()
        engines.chosen.connect(lambda engine: self.engine_chosen.emit(stage, engine))
        self._engines[stage] = engines

    def _add_models(self, menu: ChoiceMenu) -> ChoiceGroup:
        self._add_engines(menu, "thinking")
        models = self._add_choices(menu, self.model_chosen)
        _ask_for(menu.add_action(tr("Model &library…")), self.models_requested)
        menu.about_to_show.connect(self.models_wanted)
        return models

    def _add_voices(self, menu: ChoiceMenu) -> ChoiceGroup:
        self._add_engines(menu, "speech")
        voices = self._add_choices(menu, self.voice_chosen)
        _ask_for(menu.add_action(tr("&Play a sample")), self.preview_requested)
        _ask_for(menu.add_action(tr("All &voices…")), self.voices_requested)
        return voices

    def _add_devices(self, title: str, chosen: SignalInstance) -> ChoiceGroup:
        menu = self._add_menu(title)
        menu.about_to_show.connect(self.devices_wanted)
        return self._add_choices(menu, chosen)

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
        self._icon.setIcon(tray_icon(self._state, icon_look(is_dark=current_theme().is_dark)))
        tip = [f"EchoFlow: {state_label(self._state)}", self._advice(), *self._report.lines]
        self._icon.setToolTip("\n".join(tip))
        # After a tab, as menus want it, stands the key that does the same.
        label = tr("S&top") if self._is_busy else tr("&Talk")
        self._talk_or_stop.setText("\t".join([label, "+".join(self._manner.keys)] if self._manner.keys else [label]))
        self._mute.setChecked(self._manner.muted)
        self._modes.fill(
            [MenuChoice(mode.value, label) for mode, label in mode_labels().items()], self._manner.mode.value
        )

    @property
    def _is_busy(self) -> bool:
        return self._state in BUSY

    @Slot()
    def _request_talk_or_stop(self) -> None:
        if self._is_busy:
            self.stop_requested.emit()
        else:
            self.talk_requested.emit()

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        """The left button talks or stops; the right one is the menu's, which Qt opens."""
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._request_talk_or_stop()


def _ask_for(action: QAction, wanted: SignalInstance | Callable[[], None]) -> None:
    """Choosing `action` does it; whether it is checked is nobody's business."""
    ask = wanted.emit if isinstance(wanted, SignalInstance) else wanted
    action.triggered.connect(lambda _checked=False: ask())
