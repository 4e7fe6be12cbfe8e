"""The hotkeys of a Wayland desktop, against a stand-in of its portal on a real bus, in the loop the app has."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import ExitStack, asynccontextmanager
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from echoflow import APP_ID
from echoflow.desktop.hotkeys.actions import HotkeyAction
from echoflow.desktop.hotkeys.backend import HotkeyStatus, Way
from echoflow.desktop.hotkeys.hotkeys import Hotkeys
from echoflow.desktop.hotkeys.portal import PortalShortcuts
from echoflow.desktop.hotkeys.portal_triggers import keys_in
from stand_ins.global_shortcuts import CANCEL, FAIL, Desktop, PortalStandIn
from support.bare_bus import bare_bus
from support.qt_loop import run_in_qt, until

TALK, TAP, STOP = HotkeyAction
CHORDS = ("<ctrl>+<alt>+<space>", "<f9>", "<ctrl>+<alt>+<esc>")


@pytest.fixture(scope="module")
def bus() -> Iterator[str]:
    with bare_bus() as address:
        yield address


@pytest.fixture
def in_session(
    bus: str, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Coroutine[Any, Any, None]], None]:
    """Runs a coroutine in Qt's loop, in the session that has the bus."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    return lambda work: run_in_qt(qapp, work)


Run = Callable[[Coroutine[Any, Any, None]], None]


class Listening:
    """Hotkeys on this session, and what they say."""

    def __init__(self) -> None:
        self.hotkeys = Hotkeys(PortalShortcuts)
        self.said: list[str] = []
        self.statuses: list[HotkeyStatus] = []
        for name in ("pressed", "released", "tapped", "stop_pressed"):
            getattr(self.hotkeys, name).connect(lambda name=name: self.said.append(name))
        self.hotkeys.status_changed.connect(self.statuses.append)

    @property
    def status(self) -> HotkeyStatus:
        return self.statuses[-1]

    async def settled(self, words: str) -> HotkeyStatus:
        """The status whose sentence has `words`, once it is there."""
        await until(lambda: words in self.status.sentence, words)
        return self.status

    async def bound(self) -> HotkeyStatus:
        return await self.settled("Your desktop watches")


@asynccontextmanager
async def listening(*chords: str) -> AsyncIterator[Listening]:
    before = asyncio.all_tasks()
    made = Listening()
    await made.hotkeys.set_chords(*(chords or CHORDS))
    try:
        yield made
    finally:
        await made.hotkeys.close()
        assert asyncio.all_tasks() <= before


@asynccontextmanager
async def portal_of(bus: str, desktop: Desktop) -> AsyncIterator[PortalStandIn]:
    portal = await PortalStandIn.start(bus, desktop)
    try:
        yield portal
    finally:
        await portal.stop()


def test_bind_activated_and_deactivated(in_session: Run, bus: str) -> None:
    async def play() -> None:
        desktop = Desktop()
        async with portal_of(bus, desktop) as portal, listening() as app:
            assert app.status.works
            assert "may ask you to allow them" in app.status.sentence
            status = await app.bound()
            for identifier in ("talk", "tap", "stop"):
                await portal.press(identifier)
                await portal.release(identifier)
            await until(lambda: len(app.said) == 4, "all three keys")

        assert status.way is Way.PORTAL
        assert status.keys == {TALK: ("Ctrl", "Alt", "Space"), TAP: ("F9",), STOP: ("Ctrl", "Alt", "Esc")}
        assert app.said[0] == "pressed"
        assert sorted(app.said) == ["pressed", "released", "stop_pressed", "tapped"]
        assert desktop.registered == [APP_ID]
        assert desktop.proposals == [{"talk": "CTRL+ALT+space", "tap": "F9", "stop": "CTRL+ALT+Escape"}]

    in_session(play())


def test_the_session_ends_with_the_hotkeys(in_session: Run, bus: str) -> None:
    async def play() -> None:
        desktop = Desktop()
        async with portal_of(bus, desktop) as portal:
            async with listening() as app:
                await app.bound()
                await portal.press("talk")
                await until(lambda: app.said == ["pressed"], "the press")
            await until(lambda: not desktop.open_sessions, "the end of the session")
        assert app.said == ["pressed", "released"]

    in_session(play())


def test_other_keys_are_another_session(in_session: Run, bus: str) -> None:
    async def play() -> None:
        desktop = Desktop()
        async with portal_of(bus, desktop) as portal, listening() as app:
            await app.bound()
            await app.hotkeys.set_chords("<ctrl>+<f1>")
            await until(lambda: TALK in app.status.keys and app.status.keys[TALK] == ("Ctrl", "F1"), "the other key")
            await portal.press("talk")
            await until(lambda: app.said == ["pressed"], "the press")
            assert len(desktop.open_sessions) == 1
        assert desktop.proposals[1:] == [{"talk": "CTRL+F1"}]

    in_session(play())


def test_the_user_may_take_their_time_and_choose_other_keys(in_session: Run, bus: str) -> None:
    async def play() -> None:
        desktop = Desktop(answer=None, keys={"talk": "Press <Super>space", "tap": ""})
        async with portal_of(bus, desktop) as portal, listening() as app:
            await until(lambda: desktop.proposals, "the question")
            await portal.answer(0)
            status = await app.bound()
            assert status.keys == {TALK: ("Super", "Space"), STOP: ("Ctrl", "Alt", "Esc")}
            assert "no keys to “Talk with EchoFlow, or stop it”" in status.problems[TAP]

            await portal.change({"talk": "Meta+Space", "tap": "F7"})
            await until(lambda: app.status.keys == {TALK: ("Super", "Space"), TAP: ("F7",)}, "the change")
            assert STOP in app.status.problems

    in_session(play())


@pytest.mark.parametrize(
    ("answer", "words"), [(CANCEL, "You did not allow"), (FAIL, "could not set up the hotkeys (it gave no reason)")]
)
def test_who_says_no_can_be_asked_again(in_session: Run, bus: str, answer: int, words: str) -> None:
    async def play() -> None:
        desktop = Desktop(answer=answer)
        async with portal_of(bus, desktop), listening() as app:
            status = await app.settled(words)
            assert not status.works
            assert not status.keys
            assert "echoflow toggle" in status.sentence

            desktop.answer = 0
            await app.hotkeys.configure()
            await app.bound()

    in_session(play())


def test_a_desktop_that_does_not_know_the_app_says_what_is_missing(in_session: Run, bus: str) -> None:
    async def play() -> None:
        async with portal_of(bus, Desktop(installed=())), listening() as app:
            status = await app.settled(f"{APP_ID}.desktop")
            assert not status.works
            assert "echoflow toggle" in status.sentence

    in_session(play())


def test_an_older_portal_does_without_knowing_the_app(in_session: Run, bus: str) -> None:
    async def play() -> None:
        desktop = Desktop(version=1, has_registry=False)
        async with portal_of(bus, desktop), listening() as app:
            assert not (await app.bound()).can_configure

    in_session(play())


def test_the_window_of_the_desktop_is_asked_for_where_there_is_one(in_session: Run, bus: str) -> None:
    async def play() -> None:
        desktop = Desktop(version=2)
        async with portal_of(bus, desktop), listening() as app:
            assert (await app.bound()).can_configure
            await app.hotkeys.configure()
            await until(lambda: desktop.configured == 1, "the window of the desktop")
            assert len(desktop.proposals) == 1

    in_session(play())


def test_a_portal_without_shortcuts_leaves_the_command(in_session: Run, bus: str) -> None:
    async def play() -> None:
        async with portal_of(bus, Desktop(version=0)), listening() as app:
            status = await app.settled("gives programs no hotkeys")
            assert not status.works
            assert "echoflow toggle" in status.sentence

    in_session(play())


def test_a_portal_that_comes_late_is_used(in_session: Run, bus: str) -> None:
    async def play() -> None:
        async with listening() as app:
            assert not (await app.settled("gives programs no hotkeys")).works
            async with portal_of(bus, Desktop()):
                await app.bound()

    in_session(play())


def test_a_portal_that_restarts_is_followed_and_the_held_key_is_let_go(in_session: Run, bus: str) -> None:
    async def play() -> None:
        async with listening() as app:
            async with portal_of(bus, Desktop()) as portal:
                await app.bound()
                await portal.press("talk")
                await until(lambda: app.said == ["pressed"], "the press")
            assert not (await app.settled("has ended")).works
            assert app.said == ["pressed", "released"]
            async with portal_of(bus, Desktop()) as portal:
                await app.bound()
                await portal.press("talk")
                await until(lambda: app.said == ["pressed", "released", "pressed"], "the press")

    in_session(play())


def test_shortcuts_that_are_taken_back_are_told(in_session: Run, bus: str) -> None:
    async def play() -> None:
        async with portal_of(bus, Desktop()) as portal, listening() as app:
            await app.bound()
            await portal.close_sessions()
            assert not (await app.settled("has taken the hotkeys back")).works

    in_session(play())


def test_a_bus_that_ends_is_told(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    async def play(end_bus: Callable[[], None]) -> None:
        desktop = Desktop()
        portal = await PortalStandIn.start(address, desktop)
        async with listening() as app:
            await app.bound()
            end_bus()
            assert not (await app.settled("gives programs no hotkeys")).works
        await portal.stop()

    with ExitStack() as buses:
        address = buses.enter_context(bare_bus())
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        run_in_qt(qapp, play(buses.close))


def test_without_a_bus_there_is_the_command(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    async def play() -> None:
        async with listening() as app:
            assert "echoflow toggle" in (await app.settled("gives programs no hotkeys")).sentence

    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    run_in_qt(qapp, play())


def test_what_is_no_chord_is_told_and_the_desktop_is_not_asked_for_it(in_session: Run, bus: str) -> None:
    async def play() -> None:
        desktop = Desktop()
        async with portal_of(bus, desktop), listening("banana", "<f9>", "<f9>") as app:
            status = await app.bound()
            assert status.keys == {TAP: ("F9",)}
            assert "is not a combination" in status.problems[TALK]
            assert "another hotkey of EchoFlow already" in status.problems[STOP]

    in_session(play())


@pytest.mark.parametrize(
    ("description", "keys"),
    [
        ("Ctrl+Alt+Space", ("Ctrl", "Alt", "Space")),
        ("Press <Control><Alt>space", ("Ctrl", "Alt", "Space")),
        ("CTRL+ALT+space", ("Ctrl", "Alt", "Space")),
        ("Meta+F9", ("Super", "F9")),
        ("Ctrl++", ("Ctrl", "+")),
        ("Page Up", ("Page Up",)),
        ("Press and hold the red button", ("Press and hold the red button",)),
        ("", ()),
    ],
)
def test_the_keys_that_desktops_write_in_their_own_words(description: str, keys: tuple[str, ...]) -> None:
    assert keys_in(description) == keys
