"""Where on an X11 keyboard the keys of a chord are, as the server's keymap tells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations
from typing import Any

from Xlib import XK, X

from echoflow.desktop.hotkeys.chord import Chord
from echoflow.desktop.hotkeys.keys import MODIFIERS, symbol

_MODIFIER_SYMBOLS = {
    "ctrl": ("Control_L", "Control_R"),
    "alt": ("Alt_L", "Alt_R"),
    "shift": ("Shift_L", "Shift_R"),
    "cmd": ("Super_L", "Super_R"),
}

_MODIFIER_MASKS = (
    X.ShiftMask,
    X.LockMask,
    X.ControlMask,
    X.Mod1Mask,
    X.Mod2Mask,
    X.Mod3Mask,
    X.Mod4Mask,
    X.Mod5Mask,
)
"""In the order in which the server lists what is on them."""

_UNICODE = 0x0100_0000
"""Added to a code point that has no keysym of an older kind."""

XK.load_keysym_group("xf86")


class X11Keymap:
    """A keymap as it was when this was made; another one is made when the server says that it has changed."""

    def __init__(self, display: Any) -> None:
        """Asks the server, once."""
        self._display = display
        self._on_masks = display.get_modifier_mapping()
        self._masks = {name: self._mask_of(symbols) for name, symbols in _MODIFIER_SYMBOLS.items()}
        locks = (X.LockMask, self._mask_of(("Num_Lock",)), self._mask_of(("Scroll_Lock",)))
        self._locks = tuple(mask for mask in dict.fromkeys(locks) if mask and mask not in self._masks.values())
        self._names = {
            code: name
            for name, symbols in _MODIFIER_SYMBOLS.items()
            for each in symbols
            for code in self._codes(_keysym(each))
        }

    def codes(self, chord: Chord) -> tuple[int, ...]:
        """The keys that are the chord's, mostly one; none if the keyboard has it not."""
        return self._codes(_keysym(symbol(chord.key)))

    def mask(self, chord: Chord) -> int | None:
        """The modifiers of `chord`; None if the keyboard lacks one."""
        masks = [self._masks[name] for name in chord.modifiers]
        return sum(masks) if all(masks) else None

    def variants(self, mask: int) -> Iterator[int]:
        """`mask` with the locks that may be on besides: for the server those are modifiers like any other."""
        every = chain.from_iterable(combinations(self._locks, count) for count in range(len(self._locks) + 1))
        return (mask | sum(locks) for locks in every)

    def held(self, state: int) -> frozenset[str]:
        """The names of the modifiers in the `state` of an event."""
        return frozenset(name for name in MODIFIERS if self._masks[name] and state & self._masks[name])

    def modifier(self, code: int) -> str | None:
        """The name of a key that is a modifier."""
        return self._names.get(code)

    def _mask_of(self, symbols: tuple[str, ...]) -> int:
        codes = {code for each in symbols for code in self._codes(_keysym(each))}
        for mask, on_mask in zip(_MODIFIER_MASKS, self._on_masks, strict=True):
            if codes & {code for code in on_mask if code}:
                return int(mask)
        return 0

    def _codes(self, keysym: int) -> tuple[int, ...]:
        """The keys on which `keysym` is, without Shift if there are such."""
        places = list(self._display.keysym_to_keycodes(keysym)) if keysym else []
        lowest = min((level for _, level in places), default=0)
        return tuple(dict.fromkeys(code for code, level in places if level == lowest))


def _keysym(name: str) -> int:
    if name.startswith("XF86"):
        name = f"XF86_{name.removeprefix('XF86')}"
    known: int = XK.string_to_keysym(name)
    if known or not name.startswith("U"):
        return known
    point = int(name[1:], 16)
    return point if point < 0x100 else _UNICODE + point
