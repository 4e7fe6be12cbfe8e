"""What the X Keyboard Extension does for hotkeys; python-xlib does not know it.

By default a server reports a held key as released and pressed again each time it repeats itself; the extension has a
flag against that, for each connection. A connection that uses it is told of another keymap by events of the extension
only. Its three requests are here (X Keyboard Extension protocol, version 1.0, requests 0, 1 and 21).
"""

from __future__ import annotations

from typing import Any

from Xlib.protocol import rq

_EXTENSION = "XKEYBOARD"
_VERSION = (1, 0)
_CORE_KEYBOARD = 0x100
_DETECTABLE_AUTO_REPEAT = 1
_OF_ANOTHER_KEYMAP = 1 | 2
"""Another keyboard, and another map of the same one."""

_ALL_PARTS = 0xFF


class _UseExtension(rq.ReplyRequest):  # type: ignore[misc]
    _request = rq.Struct(
        rq.Card8("opcode"), rq.Opcode(0), rq.RequestLength(), rq.Card16("wanted_major"), rq.Card16("wanted_minor")
    )
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Card8("supported"),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Card16("server_major"),
        rq.Card16("server_minor"),
        rq.Pad(20),
    )


class _SelectEvents(rq.Request):  # type: ignore[misc]
    _request = rq.Struct(
        rq.Card8("opcode"),
        rq.Opcode(1),
        rq.RequestLength(),
        rq.Card16("device"),
        rq.Card16("affected"),
        rq.Card16("cleared"),
        rq.Card16("selected"),
        rq.Card16("affected_parts"),
        rq.Card16("selected_parts"),
    )


class _PerClientFlags(rq.ReplyRequest):  # type: ignore[misc]
    _request = rq.Struct(
        rq.Card8("opcode"),
        rq.Opcode(21),
        rq.RequestLength(),
        rq.Card16("device"),
        rq.Pad(2),
        rq.Card32("change"),
        rq.Card32("value"),
        rq.Card32("controls_to_change"),
        rq.Card32("automatic_controls"),
        rq.Card32("automatic_values"),
    )
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Card8("device"),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Card32("supported"),
        rq.Card32("value"),
        rq.Card32("automatic_controls"),
        rq.Card32("automatic_values"),
        rq.Pad(8),
    )


def use_keyboard_extension(display: Any) -> int | None:
    """From now on `display` gets no releases of a key that is held.

    Returns the type of the events that tell of another keymap; None where the server lacks the extension.
    """
    extension = display.query_extension(_EXTENSION)
    if extension is None:
        return None
    connection, opcode = display.display, extension.major_opcode
    major, minor = _VERSION
    used = _UseExtension(display=connection, opcode=opcode, wanted_major=major, wanted_minor=minor)
    if not used.supported:
        return None
    _PerClientFlags(
        display=connection,
        opcode=opcode,
        device=_CORE_KEYBOARD,
        change=_DETECTABLE_AUTO_REPEAT,
        value=_DETECTABLE_AUTO_REPEAT,
        controls_to_change=0,
        automatic_controls=0,
        automatic_values=0,
    )
    _SelectEvents(
        display=connection,
        opcode=opcode,
        device=_CORE_KEYBOARD,
        affected=_OF_ANOTHER_KEYMAP,
        cleared=0,
        selected=_OF_ANOTHER_KEYMAP,
        affected_parts=_ALL_PARTS,
        selected_parts=_ALL_PARTS,
    )
    return int(extension.first_event)
