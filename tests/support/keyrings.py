"""Keyrings in memory, in place of the system's."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import keyring
from keyring.backend import KeyringBackend

HELD_SECONDS = 30.0
"""A question that is held goes on after this, so that a test that forgets it ends."""


class MemoryKeyring(KeyringBackend):
    """Keeps secrets in a dictionary, and can refuse or keep silent.

    Attributes:
        secrets: by service and user name.
        refusal: raised instead of an answer.
        answers: cleared, every question waits until it is set, as for a window nobody looks at.
        questions: how many were asked.
    """

    priority = 5.0

    def __init__(self, refusal: Exception | None = None) -> None:
        # That of the base class only takes properties from the environment.
        self.secrets: dict[tuple[str, str], str] = {}
        self.refusal = refusal
        self.answers = threading.Event()
        self.answers.set()
        self.questions = 0

    def get_password(self, service: str, username: str) -> str | None:
        self._ask()
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._ask()
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._ask()
        del self.secrets[service, username]

    def _ask(self) -> None:
        self.questions += 1
        self.answers.wait(HELD_SECONDS)
        if self.refusal is not None:
            raise self.refusal


K = TypeVar("K", bound=KeyringBackend)


@contextmanager
def using(backend: K) -> Iterator[K]:
    """`backend` is what `keyring` uses in the block."""
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        yield backend
    finally:
        if isinstance(backend, MemoryKeyring):
            backend.answers.set()
        keyring.set_keyring(before)
