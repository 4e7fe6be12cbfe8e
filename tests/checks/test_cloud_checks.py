"""The keyring in each of its states, and services asked about their keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from keyring import errors

from echoflow.checks.check import Circumstances
from echoflow.store.settings import Settings
from support.checking import finding, findings
from support.keyrings import MemoryKeyring, using


@pytest.fixture
def ring() -> Iterator[MemoryKeyring]:
    with using(MemoryKeyring()) as ring:
        yield ring


def test_a_keyring_that_answers_is_in_order(ring: MemoryKeyring) -> None:
    assert finding("keyring").status == "ok"


@pytest.mark.parametrize(
    ("error", "said"),
    [(errors.KeyringLocked("locked"), "locked"), (errors.KeyringError("denied"), "refuses")],
)
def test_what_it_says_is_told_apart(ring: MemoryKeyring, error: Exception, said: str) -> None:
    ring.refusal = error
    found = finding("keyring")
    assert found.status == "warning"
    assert said in found.sentence
    assert found.remedy


def test_without_a_keyring_there_is_a_remedy() -> None:
    found = finding("keyring")
    assert found.status == "warning"
    assert "environment variables" in found.remedy


def test_only_services_that_are_used_or_have_a_key_are_told(ring: MemoryKeyring) -> None:
    assert findings("services") == []
    [found] = findings("services", Circumstances(Settings(recognition="deepgram")))
    assert (found.check, found.status, found.place) == ("deepgram", "warning", "keys")
