"""A chord: one key with the modifiers that are held while it is pressed, as settings hold it and as people read it.

Written as pynput writes it: `<ctrl>+<alt>+<space>`, `<ctrl>+k`, `<f9>`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from echoflow.desktop.hotkeys.keys import ALIASES, MODIFIERS, NAMED_KEYS, printed, symbol
from echoflow.errors import UserError
from echoflow.text import tr

DEFAULT_CHORD = "<ctrl>+<alt>+<space>"
"""No desktop uses it, and both hands find it without looking."""

_TRIGGER_MODIFIERS = {"ctrl": "CTRL", "alt": "ALT", "shift": "SHIFT", "cmd": "LOGO"}
"""As the XDG shortcuts specification spells them."""

_PARTS = re.compile(r"<([^<>]+)>|([^<>])")


@dataclass(frozen=True, slots=True)
class Chord:
    """Pressed when `key` goes down while exactly `modifiers` are held; released when any of them goes up.

    Attributes:
        modifiers: of `keys.MODIFIERS`.
        key: a name of `keys.NAMED_KEYS`, or a character.
    """

    modifiers: frozenset[str]
    key: str

    def __str__(self) -> str:
        """As settings hold it."""
        return "+".join(
            [f"<{each}>" for each in self._ordered] + [f"<{self.key}>" if self.key in NAMED_KEYS else self.key]
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The keys as they are printed on a keyboard: Ctrl, Alt, Space."""
        return tuple(printed(each) for each in (*self._ordered, self.key))

    @property
    def trigger(self) -> str:
        """As the XDG shortcuts specification writes it: `CTRL+ALT+space`."""
        return "+".join([_TRIGGER_MODIFIERS[each] for each in self._ordered] + [symbol(self.key)])

    @property
    def is_typed(self) -> bool:
        """Whether people press it while they write, so that it is no hotkey: a key alone, or with Shift."""
        is_alone = self.key in NAMED_KEYS and NAMED_KEYS[self.key].alone
        return not is_alone and self.modifiers <= {"shift"}

    @property
    def _ordered(self) -> list[str]:
        return [each for each in MODIFIERS if each in self.modifiers]


def parse_chord(text: str) -> Chord:
    """The chord that `text` means.

    Raises:
        UserError: it means none, or one that would go off while the user types; the sentence says which.
    """
    names = _names(text)
    keys = [name for name in names if name not in MODIFIERS]
    known = all(name in MODIFIERS or name in NAMED_KEYS or len(name) == 1 for name in names)
    if not names or not known or len(set(names)) < len(names) or len(keys) > 1:
        raise UserError(
            tr(
                "The hotkey {chord} is not a combination of keys; write it like {example}.",
                chord=text,
                example=DEFAULT_CHORD,
            )
        )
    if not keys:
        raise UserError(
            tr("The hotkey {chord} needs one more key; write it like {example}.", chord=text, example=DEFAULT_CHORD)
        )
    chord = Chord(frozenset(names) - {keys[0]}, keys[0])
    if chord.is_typed:
        raise UserError(
            tr(
                "The hotkey {chord} would go off while you type; write it like {example}.",
                chord=text,
                example=DEFAULT_CHORD,
            )
        )
    return chord


def key_names(text: str) -> list[str]:
    """The keys of a chord as they are printed on a keyboard; none of what is no chord."""
    try:
        return list(parse_chord(text).names)
    except UserError:
        return []


def _names(text: str) -> list[str]:
    """The parts of `text`, in lower case and by the names we use; none if it is not made of parts."""
    names = []
    rest = text.strip()
    while part := _PARTS.match(rest):
        name = (part[1] or part[2]).lower()
        names.append(ALIASES.get(name, name))
        rest = rest[part.end() :]
        if not rest:
            return names
        if not rest.startswith("+"):
            return []
        rest = rest[1:]
    return []
