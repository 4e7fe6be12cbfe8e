"""What a key press in one of our windows means as part of a chord."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt

_KEYS = {
    Qt.Key.Key_Space: "space",
    Qt.Key.Key_Return: "enter",
    Qt.Key.Key_Enter: "enter",
    Qt.Key.Key_Tab: "tab",
    Qt.Key.Key_Backtab: "tab",
    Qt.Key.Key_Escape: "esc",
    Qt.Key.Key_Backspace: "backspace",
    Qt.Key.Key_Insert: "insert",
    Qt.Key.Key_Delete: "delete",
    Qt.Key.Key_Home: "home",
    Qt.Key.Key_End: "end",
    Qt.Key.Key_PageUp: "page_up",
    Qt.Key.Key_PageDown: "page_down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Menu: "menu",
    Qt.Key.Key_Pause: "pause",
    Qt.Key.Key_ScrollLock: "scroll_lock",
    Qt.Key.Key_Print: "print_screen",
    Qt.Key.Key_MediaPlay: "media_play_pause",
    Qt.Key.Key_MediaTogglePlayPause: "media_play_pause",
    Qt.Key.Key_MediaPrevious: "media_previous",
    Qt.Key.Key_MediaNext: "media_next",
    Qt.Key.Key_VolumeMute: "media_volume_mute",
    Qt.Key.Key_VolumeDown: "media_volume_down",
    Qt.Key.Key_VolumeUp: "media_volume_up",
}

_LAST_FUNCTION_KEY = 24

_MODIFIER_KEYS = {
    Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
    Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
    Qt.Key.Key_Meta: Qt.KeyboardModifier.MetaModifier,
    Qt.Key.Key_Super_L: Qt.KeyboardModifier.MetaModifier,
    Qt.Key.Key_Super_R: Qt.KeyboardModifier.MetaModifier,
}


def modifier_of(key: int) -> Qt.KeyboardModifier | None:
    """The modifier that `key` is, if it is one; an event for it says how things were before."""
    return next((modifier for each, modifier in _MODIFIER_KEYS.items() if each == key), None)


def key_name(key: int) -> str | None:
    """What a chord calls `key`; None for a modifier, and for a key that cannot be in a chord."""
    for each, name in _KEYS.items():
        if each == key:
            return name
    number = key - Qt.Key.Key_F1 + 1
    if 1 <= number <= _LAST_FUNCTION_KEY:
        return f"f{number}"
    # Qt numbers the keys that write a character as Unicode does.
    character = chr(key) if 0x20 < key < 0xD800 else ""
    return character.lower() if character.isprintable() and len(character.lower()) == 1 else None


def modifier_names(modifiers: Qt.KeyboardModifier) -> frozenset[str]:
    """What a chord calls `modifiers`."""
    control, meta = ("cmd", "ctrl") if sys.platform == "darwin" else ("ctrl", "cmd")
    names = {
        Qt.KeyboardModifier.ControlModifier: control,
        Qt.KeyboardModifier.AltModifier: "alt",
        Qt.KeyboardModifier.ShiftModifier: "shift",
        Qt.KeyboardModifier.MetaModifier: meta,
    }
    return frozenset(name for modifier, name in names.items() if modifiers & modifier)
