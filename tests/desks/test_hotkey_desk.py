"""The hotkeys follow the settings, and what is wrong with them is told once, where it belongs."""

import asyncio
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from echoflow.desks.hotkey_desk import HotkeyDesk
from echoflow.desktop.hotkeys.actions import HotkeyAction
from echoflow.desktop.hotkeys.backend import Chords, HotkeyReceiver, HotkeyStatus, Way, names_of
from echoflow.desktop.hotkeys.hotkeys import Hotkeys
from echoflow.store.settings import Settings
from support.qt_loop import run_in_qt, until

TALK, TAP, STOP = HotkeyAction


class Keyboard:
    """A way of hearing about hotkeys that a test plays on."""

    def __init__(self, receiver: HotkeyReceiver) -> None:
        self.receiver = receiver
        self.opened: list[Chords] = []
        self.configured = 0
        self.taken: dict[HotkeyAction, str] = {}

    async def open(self, chords: Chords) -> HotkeyStatus:
        self.opened.append(chords)
        mine = {action: chord for action, chord in chords.items() if action not in self.taken}
        problems = {action: why for action, why in self.taken.items() if action in chords}
        return HotkeyStatus(Way.GRABS, bool(mine), "By grabs.", names_of(mine), problems)

    async def configure(self) -> None:
        self.configured += 1

    async def close(self) -> None:
        self.opened.append({})


class Told:
    """A desk, its keyboard and what it tells."""

    def __init__(self) -> None:
        self.hotkeys = Hotkeys(self._make)
        self.desk = HotkeyDesk(self.hotkeys)
        self.keys: list[tuple[str, ...]] = []
        self.backends: list[str] = []
        self.problems: dict[str, str] = {}
        self.news: list[str] = []
        self.wanted: list[str] = []
        self.desk.keys_changed.connect(self.keys.append)
        self.desk.backend_changed.connect(self.backends.append)
        self.desk.problem_changed.connect(self.problems.__setitem__)
        self.desk.told.connect(self.news.append)
        for name in ("pressed", "released", "tapped", "stop_pressed"):
            getattr(self.hotkeys, name).connect(lambda name=name: self.wanted.append(name))

    def _make(self, receiver: HotkeyReceiver) -> Keyboard:
        self.keyboard = Keyboard(receiver)
        return self.keyboard


def test_other_keys_in_the_settings_are_taken_at_once_and_the_same_ones_are_left_alone(qapp: QApplication) -> None:
    async def play() -> None:
        told = Told()
        settings = Settings(tap_hotkey="<f9>")
        await told.desk.start(settings)
        assert told.keys == [("Ctrl", "Alt", "Space")]
        assert told.backends == ["By grabs."]
        assert told.problems == {"hotkey": "", "tap_hotkey": "", "stop_hotkey": ""}

        told.desk.follow(replace(settings, theme="dark"))
        told.desk.follow(replace(settings, hotkey="<ctrl>+k", stop_hotkey="<f8>"))
        await until(lambda: told.keys[-1] == ("Ctrl", "K"), "the other key")

        assert [sorted(str(chord) for chord in chords.values()) for chords in told.keyboard.opened] == [
            ["<ctrl>+<alt>+<space>", "<f9>"],
            ["<ctrl>+k", "<f8>", "<f9>"],
        ]
        await told.desk.close()

    run_in_qt(qapp, play())


def test_what_is_wrong_is_told_at_the_setting_and_once_to_the_user(qapp: QApplication) -> None:
    async def play() -> None:
        told = Told()
        told.keyboard.taken[TALK] = "Another program has it."
        await told.desk.start(Settings(tap_hotkey="banana"))

        assert told.problems["hotkey"] == "Another program has it."
        assert "banana" in told.problems["tap_hotkey"]
        assert told.keys == [()]
        assert len(told.desk.trouble) == 2
        assert len(told.news) == 1

        told.desk.tell_again()
        assert len(told.news) == 1
        assert len(told.keys) == 2
        await told.desk.close()

    run_in_qt(qapp, play())


def test_a_desktop_that_takes_the_keys_back_is_news(qapp: QApplication) -> None:
    async def play() -> None:
        told = Told()
        await told.desk.start(Settings())
        told.keyboard.receiver.take_key(TALK, is_down=True)

        told.keyboard.receiver.take_status(HotkeyStatus(Way.PORTAL, False, "Taken back."))

        assert told.wanted == ["pressed", "released"]
        assert told.news == ["Taken back."]
        assert told.keys[-1] == ()
        told.desk.configure()
        await until(lambda: told.keyboard.configured, "the question")
        await told.desk.close()

    run_in_qt(qapp, play())


def test_a_release_is_told_when_it_has_lasted(qapp: QApplication) -> None:
    async def play() -> None:
        told = Told()
        await told.desk.start(Settings())
        for _ in range(3):
            told.keyboard.receiver.take_key(TALK, is_down=True)
            told.keyboard.receiver.take_key(TALK, is_down=False)
        assert told.wanted == ["pressed"]

        await until(lambda: told.wanted == ["pressed", "released"], "the release")
        await told.desk.close()

    run_in_qt(qapp, play())


def test_whoever_talks_when_it_closes_has_let_go(qapp: QApplication) -> None:
    async def play() -> None:
        told = Told()
        await told.desk.start(Settings())
        told.keyboard.receiver.take_key(TALK, is_down=True)
        told.keyboard.receiver.take_key(STOP, is_down=True)
        await asyncio.wait_for(told.desk.close(), 5)

        assert told.wanted == ["pressed", "stop_pressed", "released"]

    run_in_qt(qapp, play())
