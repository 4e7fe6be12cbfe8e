"""Real keys on a real X screen, pressed while the window of another program has the keyboard."""

import asyncio
import contextlib
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from Xlib import X
from Xlib.display import Display

from echoflow.desktop.hotkeys.hotkeys import Hotkeys
from echoflow.desktop.hotkeys.x11_grabs import X11Grabs
from support.driven_app import DrivenApp, driven_app
from support.qt_loop import run_in_qt
from support.virtual_screen import VirtualScreen
from support.waiting import wait_until

TALK, TAP, STOP = "<ctrl>+<alt>+<space>", "<ctrl>+<alt>+<shift>+<space>", "<f9>"
CHORDS = (TALK, TAP, STOP)
SPACE = 65
"""The number of the space bar on the keyboard of an X screen."""


@pytest.fixture(scope="module")
def other(virtual_screen: VirtualScreen) -> Iterator[DrivenApp]:
    """The window that has the keyboard."""
    with driven_app(virtual_screen) as running:
        running.call("show_desktop")
        yield running


@pytest.fixture(scope="module")
def _program(virtual_screen: VirtualScreen, other: DrivenApp) -> Iterator[DrivenApp]:
    with driven_app(virtual_screen, module="support.hotkey_app") as running:
        yield running


@pytest.fixture
def app(_program: DrivenApp) -> Iterator[DrivenApp]:
    yield _program
    _program.call("stop")


def status(said: list[str]) -> tuple[str, bool, dict[str, str], dict[str, str]]:
    """Way, whether it works, keys and problems of the last status."""
    way, works, keys, problems, _ = json.loads(said[-1].removeprefix("status "))
    return way, works, keys, problems


@contextmanager
def taken(screen: VirtualScreen, mask: int) -> Iterator[None]:
    """Another program has the space bar with `mask`."""
    display = Display(screen.display)
    try:
        display.screen().root.grab_key(SPACE, mask, False, X.GrabModeAsync, X.GrabModeAsync)
        display.sync()
        yield
    finally:
        display.close()


def test_a_held_key_talks_from_another_window_which_keeps_its_focus_and_gets_no_text(
    virtual_screen: VirtualScreen, app: DrivenApp, other: DrivenApp
) -> None:
    assert status(app.call("listen", *CHORDS)) == (
        "grabs",
        True,
        {"talk": "Ctrl+Alt+Space", "tap": "Ctrl+Alt+Shift+Space", "stop": "F9"},
        {},
    )

    virtual_screen.key_down("ctrl+alt+space")
    held = app.said_within(1.2)
    virtual_screen.key_up("ctrl+alt+space")
    app.wait_for("released", 2.0)
    virtual_screen.type_text("a")

    assert held == ["pressed"]
    assert virtual_screen.focused_window() == "other window"
    # The only thing that was typed there.
    other.wait_for("typed a", 2.0)
    virtual_screen.tap("BackSpace")
    other.wait_for("typed ", 2.0)


def test_three_keys_of_which_one_is_part_of_another(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    app.call("listen", *CHORDS)

    said = []
    for keys in ("ctrl+alt+shift+space", "F9", "ctrl+alt+space"):
        virtual_screen.tap(keys)
        said.append(app.said_within(0.2))

    assert said == [["tapped"], ["stop"], ["pressed", "released"]]


def test_locks_do_not_matter(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    app.call("listen", *CHORDS)
    virtual_screen.tap("Num_Lock")
    virtual_screen.tap("Caps_Lock")

    virtual_screen.tap("F9")
    app.wait_for("stop", 2.0)
    virtual_screen.tap("Num_Lock")
    virtual_screen.tap("Caps_Lock")


def test_letting_go_of_a_modifier_first_is_letting_go(
    virtual_screen: VirtualScreen, app: DrivenApp, other: DrivenApp
) -> None:
    app.call("listen", *CHORDS)
    virtual_screen.key_down("ctrl+alt+space")
    app.wait_for("pressed", 2.0)

    virtual_screen.key_up("ctrl")
    app.wait_for("released", 2.0)

    # The space bar is still down, and repeats itself for nobody.
    assert app.said_within(0.9) == []
    virtual_screen.key_up("alt+space")
    assert other.said_within(0.1) == []


def test_what_another_program_has_is_told_and_the_rest_works(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    with taken(virtual_screen, X.ControlMask | X.Mod1Mask):
        _, works, keys, problems = status(app.call("listen", *CHORDS))
        virtual_screen.tap("F9")
        app.wait_for("stop", 2.0)

    assert works
    assert keys == {"tap": "Ctrl+Alt+Shift+Space", "stop": "F9"}
    assert problems == {"talk": "Another program has Ctrl+Alt+Space; choose other keys, or close that program."}
    assert status(app.call("listen", *CHORDS))[3] == {}


def test_keys_change_while_it_runs(virtual_screen: VirtualScreen, app: DrivenApp, other: DrivenApp) -> None:
    app.call("listen", *CHORDS)
    assert status(app.call("listen", "<ctrl>+<alt>+k"))[2] == {"talk": "Ctrl+Alt+K"}

    virtual_screen.tap("F9")
    virtual_screen.tap("ctrl+alt+k")

    app.wait_for("pressed", 2.0)
    app.wait_for("released", 2.0)
    assert other.said_within(0.1) == []


def test_keys_that_move_with_the_layout_are_followed(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    app.call("listen", "<ctrl>+<alt>+q")
    try:
        _set_layout(virtual_screen, "fr")
        # There Q is where A is on other keyboards.
        assert status([next(line for line in app.said_within(1.0)[::-1] if line.startswith("status"))])[3] == {}
        virtual_screen.key_down("37")
        virtual_screen.key_down("64")
        virtual_screen.tap("38")
        app.wait_for("pressed", 2.0)
        app.wait_for("released", 2.0)
    finally:
        virtual_screen.key_up("37")
        virtual_screen.key_up("64")
        _set_layout(virtual_screen, "us")


def test_what_is_no_chord_or_used_twice_is_told(app: DrivenApp) -> None:
    problems = status(app.call("listen", "banana", "<ctrl>+<f5>", "<f5>+<ctrl>"))[3]

    assert "is not a combination of keys" in problems["talk"]
    assert problems["stop"] == "Ctrl+F5 is another hotkey of EchoFlow already; choose other keys."


def test_a_key_that_is_not_on_the_keyboard_is_told(app: DrivenApp) -> None:
    assert status(app.call("listen", "<ctrl>+ж"))[3] == {"talk": "This keyboard has no Ctrl+Ж; choose other keys."}


def test_while_it_is_paused_the_keys_do_nothing(virtual_screen: VirtualScreen, app: DrivenApp) -> None:
    app.call("listen", *CHORDS)
    virtual_screen.key_down("ctrl+alt+space")
    app.wait_for("pressed", 2.0)

    app.call("pause", True)
    virtual_screen.key_up("ctrl+alt+space")
    virtual_screen.tap("F9")
    assert app.said_within(0.2) == []

    app.call("pause", False)
    virtual_screen.tap("F9")
    app.wait_for("stop", 2.0)


def test_who_stops_listening_gives_the_keys_back(
    virtual_screen: VirtualScreen, app: DrivenApp, other: DrivenApp
) -> None:
    app.call("listen", "<ctrl>+<alt>+<space>")
    virtual_screen.key_down("ctrl+alt+space")
    app.wait_for("pressed", 2.0)

    assert app.call("stop") == ["released"]
    virtual_screen.key_up("ctrl+alt+space")
    with taken(virtual_screen, X.ControlMask | X.Mod1Mask):
        pass
    assert app.call("threads") == ["threads MainThread stdin"]


def test_keys_that_are_a_hotkey_already_can_be_chosen_and_do_nothing_meanwhile(
    virtual_screen: VirtualScreen, app: DrivenApp, other: DrivenApp
) -> None:
    app.call("listen", *CHORDS)
    app.call("show_recorder")
    wait_until(lambda: virtual_screen.focused_window() == "choose keys", "the window having the keyboard")
    virtual_screen.tap("Return")

    virtual_screen.tap("ctrl+alt+space")
    app.wait_for(f"chosen {TALK}", 2.0)

    assert app.said_within(0.2) == []
    app.call("hide_recorder")
    wait_until(lambda: virtual_screen.focused_window() == "other window", "the other window having it again")
    virtual_screen.tap("ctrl+alt+space")
    app.wait_for("pressed", 2.0)
    app.wait_for("released", 2.0)


def _set_layout(screen: VirtualScreen, layout: str) -> None:
    subprocess.run(["setxkbmap", layout], env=screen.environment(), check=True, timeout=10)


def sockets() -> int:
    """How many this process has."""
    found = 0
    for each in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            found += str(each.readlink()).startswith("socket:")
    return found


def test_who_quits_while_it_connects_leaves_no_connection_open(
    virtual_screen: VirtualScreen, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", virtual_screen.display)

    async def play() -> None:
        hotkeys = Hotkeys(X11Grabs)
        before = sockets()
        opening = asyncio.ensure_future(hotkeys.set_chords(TALK))
        while sockets() == before:
            await asyncio.sleep(0)
        opening.cancel()
        await asyncio.wait([opening])
        assert opening.cancelled()
        await hotkeys.close()
        assert sockets() == before

    run_in_qt(qapp, play())
