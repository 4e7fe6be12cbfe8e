"""The keys in what a portal says of a shortcut, which is written for people and differently by every desktop."""

from __future__ import annotations

import re

from echoflow.desktop.hotkeys.keys import ALIASES, MODIFIERS, NAMED_KEYS, printed

_WORDS_BEFORE = re.compile(r"^(press|hold)\s+", re.IGNORECASE)
_BRACKETED = re.compile(r"<(\w+)>")
_LONGEST_NAME = 14
"""Letters on the widest key there is, as in "Volume Down"."""

_MORE_ALIASES = {"primary": "ctrl", "logo": "cmd", "mod1": "alt", "mod4": "cmd", "altgr": "AltGr"}


def keys_in(description: str) -> tuple[str, ...]:
    """What is printed on the keys; the whole description as one where it names none, nothing where it is empty.

    Understands `Ctrl+Alt+Space` (KDE), `Press <Control><Alt>space` (GNOME) and `CTRL+ALT+space` (wlroots).
    """
    text = _WORDS_BEFORE.sub("", description.strip())
    parts = [part.strip() for part in _BRACKETED.sub(r"\1+", text).split("+")]
    # A plus at the end is the key itself.
    if parts[-2:] == ["", ""]:
        parts[-2:] = ["+"]
    if not all(parts) or any(len(part) > _LONGEST_NAME for part in parts):
        return (description.strip(),) if description.strip() else ()
    return tuple(_printed(part) for part in parts)


def _printed(part: str) -> str:
    name = part.lower().replace(" ", "_")
    name = ALIASES.get(name, _MORE_ALIASES.get(name, name))
    if name in MODIFIERS or name in NAMED_KEYS or len(name) == 1:
        return printed(name)
    return part
