"""The keys that can be in a chord: what they are called in settings, on a keyboard, by X11 and by portals.

A key that writes a character is called by that character, in lower case; all others are in the table here, under the
names pynput gives them, since those are what settings have always held.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

MODIFIERS = ("ctrl", "alt", "shift", "cmd")
"""In the order they are shown and written in; `cmd` is ⌘, the Windows key or Super."""

ALIASES = {
    "control": "ctrl",
    "option": "alt",
    "super": "cmd",
    "win": "cmd",
    "meta": "cmd",
    "return": "enter",
    "escape": "esc",
    "pageup": "page_up",
    "pagedown": "page_down",
}
"""What people also write, for what we write."""


@dataclass(frozen=True, slots=True)
class KeyNames:
    """A key that writes no character.

    Attributes:
        printed: as on the keyboard.
        symbol: the keysym of X11, which the XDG shortcuts specification uses too.
        alone: it is no part of what people type, so it may be a chord by itself.
    """

    printed: str
    symbol: str
    alone: bool = False


_FUNCTION_KEYS = {f"f{number}": KeyNames(f"F{number}", f"F{number}", alone=True) for number in range(1, 25)}

NAMED_KEYS: dict[str, KeyNames] = {
    "space": KeyNames("Space", "space"),
    "enter": KeyNames("Enter", "Return"),
    "tab": KeyNames("Tab", "Tab"),
    "esc": KeyNames("Esc", "Escape"),
    "backspace": KeyNames("Backspace", "BackSpace"),
    "insert": KeyNames("Insert", "Insert"),
    "delete": KeyNames("Delete", "Delete"),
    "home": KeyNames("Home", "Home"),
    "end": KeyNames("End", "End"),
    "page_up": KeyNames("Page Up", "Page_Up"),
    "page_down": KeyNames("Page Down", "Page_Down"),
    "left": KeyNames("←", "Left"),
    "right": KeyNames("→", "Right"),
    "up": KeyNames("↑", "Up"),
    "down": KeyNames("↓", "Down"),
    "menu": KeyNames("Menu", "Menu", alone=True),
    "pause": KeyNames("Pause", "Pause", alone=True),
    "scroll_lock": KeyNames("Scroll Lock", "Scroll_Lock", alone=True),
    "print_screen": KeyNames("Print", "Print", alone=True),
    "media_play_pause": KeyNames("Play/Pause", "XF86AudioPlay", alone=True),
    "media_previous": KeyNames("Previous Track", "XF86AudioPrev", alone=True),
    "media_next": KeyNames("Next Track", "XF86AudioNext", alone=True),
    "media_volume_mute": KeyNames("Mute", "XF86AudioMute", alone=True),
    "media_volume_down": KeyNames("Volume Down", "XF86AudioLowerVolume", alone=True),
    "media_volume_up": KeyNames("Volume Up", "XF86AudioRaiseVolume", alone=True),
    **_FUNCTION_KEYS,
}

_CHARACTER_SYMBOLS = {
    "`": "grave",
    "-": "minus",
    "=": "equal",
    "[": "bracketleft",
    "]": "bracketright",
    "\\": "backslash",
    ";": "semicolon",
    "'": "apostrophe",
    ",": "comma",
    ".": "period",
    "/": "slash",
    "+": "plus",
    "*": "asterisk",
    "!": "exclam",
    "@": "at",
    "#": "numbersign",
    "$": "dollar",
    "%": "percent",
    "^": "asciicircum",
    "&": "ampersand",
    "(": "parenleft",
    ")": "parenright",
    "_": "underscore",
    "{": "braceleft",
    "}": "braceright",
    "|": "bar",
    ":": "colon",
    '"': "quotedbl",
    "<": "less",
    ">": "greater",
    "?": "question",
    "~": "asciitilde",
}
"""The keysyms of characters that are not their own; letters and digits are."""


def printed(key: str) -> str:
    """What is on the key, such as `Ctrl`, `Page Up` or `K`."""
    if key == "cmd":
        return {"darwin": "⌘", "win32": "Win"}.get(sys.platform, "Super")
    if key in MODIFIERS:
        return key.capitalize()
    return NAMED_KEYS[key].printed if key in NAMED_KEYS else key.upper()


def symbol(key: str) -> str:
    """The keysym of a key that is no modifier, by its name in X11."""
    if key in NAMED_KEYS:
        return NAMED_KEYS[key].symbol
    return _CHARACTER_SYMBOLS.get(key, key if key.isascii() else f"U{ord(key):04X}")
