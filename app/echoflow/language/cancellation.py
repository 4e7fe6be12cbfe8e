"""Cancelling and holding work that keeps a thread inside llama.cpp."""

from __future__ import annotations

import ctypes
import sys
import threading


class Cancellation:
    """Which request is being worked on, up to which one all are cancelled, and which one is held.

    Requests are numbered upward and a cancel covers all older ones, so a late one cannot hit the wrong request. A hold
    is about one number, so it ends with its request at the latest and cannot stop the next.

    The state is mirrored in a C string that is empty unless the current request is cancelled. llama.cpp asks between
    any two graph nodes, from its own thread, whether to abort; given libc's `strlen` as the function and this string
    as its argument, it gets an answer (0 or 1) without Python, whose lock would cost a context switch per node.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._current = 0
        self._cancelled = 0
        self._held: int | None = None
        self._flag = ctypes.create_string_buffer(2)

    @property
    def address(self) -> int:
        """Where the C string is; valid as long as this object."""
        return ctypes.addressof(self._flag)

    def begin(self, request: int) -> None:
        """`request` is being worked on from now on."""
        with self._changed:
            self._current = request
            self._mirror()

    def cancel(self, request: int) -> None:
        """Cancels `request` and all before it; may be called from any thread."""
        with self._changed:
            self._cancelled = max(self._cancelled, request)
            self._mirror()

    def hold(self, request: int) -> None:
        """`request` is to wait until `go_on`, or until it is cancelled; may be called from any thread."""
        with self._changed:
            self._held = request

    def go_on(self, request: int) -> None:
        """Ends the hold on `request`; may be called from any thread."""
        with self._changed:
            if self._held == request:
                self._held = None
                self._changed.notify_all()

    @property
    def cancelled(self) -> bool:
        """The current request is cancelled."""
        return self._flag.value != b""

    def may_go_on(self) -> bool:
        """Waits while the current request is held; False if it is cancelled."""
        with self._changed:
            self._changed.wait_for(lambda: self.cancelled or self._held != self._current)
        return not self.cancelled

    def _mirror(self) -> None:
        self._flag.value = b"\x01" if 0 < self._current <= self._cancelled else b""
        self._changed.notify_all()


def string_length_address() -> int:
    """Where the C library's `strlen` is."""
    library = ctypes.CDLL("msvcrt" if sys.platform == "win32" else None)
    return ctypes.cast(library.strlen, ctypes.c_void_p).value or 0
