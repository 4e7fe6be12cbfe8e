"""The three hotkeys in the app itself, pressed while the window of another program has the keyboard."""

from __future__ import annotations

from pathlib import Path

from support.driven_app import driven_app
from support.running_app import HOTKEY, running_app
from support.virtual_screen import VirtualScreen
from support.virtual_sound_card import virtual_sound_card

SETTINGS = """\
tap_hotkey = "<ctrl>+<alt>+<shift>+<space>"
stop_hotkey = "<ctrl>+<alt>+<backspace>"
"""


def test_hold_tap_and_stop_from_another_window_which_keeps_its_focus_and_gets_no_text(
    virtual_screen: VirtualScreen, tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text(SETTINGS)
    with (
        driven_app(virtual_screen) as other,
        virtual_sound_card() as card,
        running_app(virtual_screen, card, tmp_path) as app,
    ):
        other.call("show_desktop")
        app.wait_for("message: Hold Ctrl+Alt+Space and talk.")

        def after(state: str, keys: str) -> None:
            before = len(app.lines)
            virtual_screen.tap(keys)
            app.wait_for(f"state: {state}", before)

        before = len(app.lines)
        virtual_screen.key_down(HOTKEY)
        app.wait_for("state: listening", before)
        before = len(app.lines)
        virtual_screen.key_up(HOTKEY)
        app.wait_for("state: idle", before)
        # In the mode of holding, too, one press of this key listens until there is silence, and another one stops.
        after("listening", "ctrl+alt+shift+space")
        after("idle", "ctrl+alt+shift+space")
        after("listening", "ctrl+alt+shift+space")
        after("idle", "ctrl+alt+BackSpace")

        assert virtual_screen.focused_window() == "other window"
        virtual_screen.type_text("a")
        other.wait_for("typed a", 5.0)
