"""The menu of the icon in the tray, used with pointer and keyboard on a virtual screen."""

from __future__ import annotations

from Xlib.display import Display
from Xlib.error import BadWindow
from Xlib.X import IsViewable

from support.virtual_screen import VirtualScreen
from support.waiting import wait_until

_MENUS = ("_NET_WM_WINDOW_TYPE_POPUP_MENU", "_NET_WM_WINDOW_TYPE_DROPDOWN_MENU")


def choose(screen: VirtualScreen, *keys: str) -> None:
    """Opens the menu of the only icon in the tray and presses `keys`; a mnemonic that opens a menu comes before others.

    Such as `choose(screen, "s")`, or `choose(screen, "o", "Down", "Return")` for the second in the menu of modes.
    """
    # Two clicks at one place are a double click, which opens nothing.
    right = screen.width - 6
    left = right - 12
    screen.click(left if _pointer_x(screen) == right else right, screen.height - 16, button=3)
    wait_until(lambda: open_menus(screen) == 1, "the menu")
    for number, key in enumerate(keys):
        screen.tap(key)
        if number == 0 and len(keys) > 1:
            wait_until(lambda: open_menus(screen) == 2, f"the menu behind {key}")
    wait_until(lambda: open_menus(screen) == 0, "the menu closing")


def _pointer_x(screen: VirtualScreen) -> int:
    display = Display(screen.display)
    try:
        return int(display.screen().root.query_pointer().root_x)
    finally:
        display.close()


def open_menus(screen: VirtualScreen) -> int:
    """How many menus are on the screen, those that come out of another one included."""
    display = Display(screen.display)
    try:
        kind = display.intern_atom("_NET_WM_WINDOW_TYPE")
        menus = {display.intern_atom(name) for name in _MENUS}
        count = 0
        for window in display.screen().root.query_tree().children:
            try:
                if window.get_attributes().map_state != IsViewable:
                    continue
                found = window.get_full_property(kind, 0)
            except BadWindow:
                continue
            count += found is not None and not menus.isdisjoint(found.value)
        return count
    finally:
        display.close()
