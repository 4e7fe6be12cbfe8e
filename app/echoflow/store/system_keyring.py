"""The keyring of the operating system, asked in a thread of its own and given up when it does not answer.

A keyring may show a window and wait for the user to unlock it, for as long as they are at lunch. So one thread asks,
one question at a time, and nobody waits for it longer than some seconds. What goes wrong is told apart by what the user
can do about it. `keyring` is imported with the first question: that takes 45 ms.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_APPLICATION = "echoflow"
"""What a keyring lists our secrets under."""

_RECOMMENDED = 1.0
"""The least priority of a backend that `keyring` recommends; below are those that keep plain text, nothing, or fail."""

_REFUSAL_LASTS_SECONDS = 10.0
"""Who has just dismissed the window that asks for the keyring's password is not asked again for the next key."""

_LOG = logging.getLogger(__name__)

Late: TypeAlias = Callable[[str | None], None]
"""Gets the answer to a question that was given up; None where the keyring holds nothing, or for a change."""


class SystemKeyringError(Exception):
    """The keyring did not do what it was asked."""


class KeyringIsLockedError(SystemKeyringError):
    """The user has not unlocked it, or nobody answered."""


class KeyringDeniedError(SystemKeyringError):
    """It is there and refuses, or is broken."""


class NoUsableKeyringError(SystemKeyringError):
    """There is none, or none that keeps secrets secret."""


class SystemKeyring:
    """Reads, writes and deletes secrets by name; every method raises a SystemKeyringError that says why it could not.

    A question that was given up goes on in the background: its answer is handed to `late` when it comes after all.
    """

    def __init__(self, patience: float, clock: Callable[[], float] = time.monotonic) -> None:
        """`patience` is how long an answer is waited for, in seconds."""
        self._patience = patience
        self._clock = clock
        self._thread = _OneAtATime()
        self._given_up: Future[str | None] | None = None
        self._refusal: tuple[float, type[SystemKeyringError]] | None = None
        """When it last refused, and how; used in the thread only. Not the exception, whose frames hold secrets."""

    async def read(self, name: str, *, anew: bool = False, late: Late | None = None) -> str | None:
        """The secret, or None if there is none; `anew` asks even when the user has just refused."""

        def ask() -> str | None:
            if not anew and self._refusal is not None and self._clock() < self._refusal[0] + _REFUSAL_LASTS_SECONDS:
                raise self._refusal[1]
            with self._telling_apart():
                return _usable_backend().get_password(_APPLICATION, name)

        return await self._ask(ask, late)

    async def write(self, name: str, secret: str, *, late: Late | None = None) -> None:
        """Keeps `secret` under `name`."""

        def ask() -> None:
            with self._telling_apart():
                _usable_backend().set_password(_APPLICATION, name, secret)

        await self._ask(ask, late)

    async def delete(self, name: str) -> None:
        """Deletes the secret; that there is none is no error."""

        def ask() -> None:
            with self._telling_apart():
                backend = _usable_backend()
                if backend.get_password(_APPLICATION, name) is not None:
                    backend.delete_password(_APPLICATION, name)

        await self._ask(ask, None)

    async def _ask(self, ask: Callable[[], str | None], late: Late | None) -> str | None:
        if self._given_up is not None and not self._given_up.done():
            # The window is still open, and another one would only come up behind it.
            raise KeyringIsLockedError
        answer = self._thread.submit(ask)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(answer), self._patience)
        except TimeoutError:
            if not answer.cancel():
                self._given_up = answer
                _hand_over(answer, late)
            raise KeyringIsLockedError from None

    @contextlib.contextmanager
    def _telling_apart(self) -> Iterator[None]:
        """Every failure of `keyring`, whatever its type, becomes one of ours; only its type is logged."""
        try:
            yield
            self._refusal = None
        except Exception as error:
            _LOG.debug("The keyring failed with %s.", type(error).__name__)
            ours = type(error) if isinstance(error, SystemKeyringError) else _ours(error)
            _hang_up(error)
            self._refusal = (self._clock(), ours)
            raise ours from None


def _hand_over(answer: Future[str | None], late: Late | None) -> None:
    """Gives `answer` to `late` in the running loop, once it is there and if the loop still runs."""
    loop = asyncio.get_running_loop()

    def done(done: Future[str | None]) -> None:
        if late is not None and done.exception() is None:
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(lambda: late(done.result()))

    answer.add_done_callback(done)


def _usable_backend() -> KeyringBackend:
    try:
        import keyring

        backend = keyring.get_keyring()
        is_usable = backend.priority >= _RECOMMENDED
    except Exception as error:
        # Whatever a backend says about itself: a bad configuration, a bus or a daemon that has gone.
        _LOG.debug("There is no keyring: %s.", type(error).__name__)
        raise NoUsableKeyringError from None
    if not is_usable:
        raise NoUsableKeyringError
    return backend


def _ours(error: Exception) -> type[SystemKeyringError]:
    from keyring import errors

    if isinstance(error, errors.NoKeyringError):
        return NoUsableKeyringError
    if type(error.__cause__).__name__ == "KeychainDenied":
        # What macOS' keychain says when the user denies access; `keyring` takes it for a locked one.
        return KeyringDeniedError
    if isinstance(error, errors.KeyringLocked) or _was_dismissed(error):
        return KeyringIsLockedError
    return KeyringDeniedError


def _hang_up(error: Exception) -> None:
    """Closes the connection with the bus that SecretStorage leaves open where a keyring stays locked.

    Nobody else has it, and it would stay open until memory is tidied up, which the app does rarely.
    """
    for frame, _ in traceback.walk_tb(error.__traceback__):
        for value in frame.f_locals.values():
            if type(value).__name__ == "DBusConnection":
                with contextlib.suppress(Exception):
                    value.close()


def _was_dismissed(error: Exception) -> bool:
    """The user closed the window that asked for the password; no type of `keyring` says so.

    The names are SecretStorage's, which `keyring` lets through; the words are SecretStorage's, where there was no
    collection and the user did not want to choose a password for one, and those of KDE's wallet.
    """
    if type(error).__name__ in {"LockedException", "PromptDismissedException"}:
        return True
    said = str(error).lower()
    return "dismissed" in said or "cancelled by user" in said


class _OneAtATime:
    """A thread that lives as long as there is something to do.

    It is a daemon, unlike those of an executor, so that a question nobody answers does not keep the program from
    ending.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[tuple[Future[Any], Callable[[], Any]]] = deque()
        self._is_running = False

    def submit(self, call: Callable[[], str | None]) -> Future[str | None]:
        future: Future[str | None] = Future()
        with self._lock:
            self._waiting.append((future, call))
            if not self._is_running:
                self._is_running = True
                threading.Thread(target=self._work, name="keyring", daemon=True).start()
        return future

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._is_running = False
                    return
                future, call = self._waiting.popleft()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = call()
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)
