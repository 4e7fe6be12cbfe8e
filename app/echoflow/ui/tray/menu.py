"""The menu of the app: what can be done, chosen and opened, and the signals that ask for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QMenu

from echoflow.text import tr
from echoflow.ui.manner import mode_labels
from echoflow.ui.style_sheet import style_sheet, with_colors
from echoflow.ui.theme import Theme, current_theme, interface_font
from echoflow.ui.tray.choice_menu import ChoiceGroup, ChoiceMenu, MenuChoice
from echoflow.ui.tray.face import Face


class TrayMenu(QObject):
    """The menu behind the icon in the tray, and behind a button where there is no tray.

    Attributes:
        menu: the widget.
    """

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
    voices_wanted = Signal()
    """The user is about to see the voices."""
    devices_wanted = Signal()
    """The user is about to see the microphones or the speakers."""

    def __init__(self, face: Face, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self._submenus: list[ChoiceMenu] = []
        self._engines: dict[str, ChoiceGroup] = {}
        self._theme: Theme | None = None
        self.menu = QMenu()
        self.menu.aboutToShow.connect(self._adopt_theme)
        self._build()
        self._show_in_menu()

    def close(self) -> None:
        """The menu is not needed any more."""
        self.menu.deleteLater()

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

    @Slot()
    def retranslate(self) -> None:
        """The interface speaks another language; whoever filled in choices has to do so again, in that language."""
        self.menu.clear()
        for submenu in self._submenus:
            submenu.close()
        self._submenus = []
        self._build()
        self._show_in_menu()

    @Slot()
    def talk_or_stop(self) -> None:
        """Asks for what there is to ask for: silence while something goes on, the floor otherwise."""
        if self._face.is_busy:
            self.stop_requested.emit()
        else:
            self.talk_requested.emit()

    @Slot()
    def _adopt_theme(self) -> None:
        """In the look of our windows, where it is Qt that draws it; a panel draws it in its own."""
        theme = current_theme()
        if theme is not self._theme:
            self._theme = theme
            self.menu.setPalette(with_colors(QPalette(), theme))
            self.menu.setStyleSheet(style_sheet(theme, interface_font(1.0)))

    def _show_in_menu(self) -> None:
        keys = "+".join(self._face.manner.keys)
        # After a tab, as menus want it, stands the key that does the same.
        self._talk.setText(f"{self._face.talk_label}\t{keys}" if keys else self._face.talk_label)
        self._mute.setChecked(self._face.manner.muted)
        self._private.setChecked(self._face.private)
        modes = [MenuChoice(mode.value, label) for mode, label in mode_labels().items()]
        self._modes.fill(modes, self._face.manner.mode.value)

    def _build(self) -> None:
        """What is done most is on top; what is chosen and what is opened follow, and the way out is last."""
        self._talk = self._add_action("", self.talk_or_stop)
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
        self._submenus.append(ChoiceMenu(title, self.menu, self))
        return self._submenus[-1]

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
        menu.about_to_show.connect(self.voices_wanted)
        return voices

    def _add_devices(self, title: str, chosen: SignalInstance) -> ChoiceGroup:
        menu = self._add_menu(title)
        menu.about_to_show.connect(self.devices_wanted)
        return self._add_choices(menu, chosen)


def _ask_for(action: QAction, wanted: SignalInstance | Callable[[], None]) -> None:
    """Choosing `action` does it; whether it is checked is nobody's business."""
    ask = wanted.emit if isinstance(wanted, SignalInstance) else wanted
    action.triggered.connect(lambda _checked=False: ask())
