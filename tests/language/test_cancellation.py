from __future__ import annotations

import ctypes

from echoflow.language.cancellation import Cancellation, string_length_address


def asked_by_c(cancellation: Cancellation) -> bool:
    """What llama.cpp is told when it asks whether to abort."""
    callback = ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p)(string_length_address())
    return bool(callback(cancellation.address))


def test_a_request_is_cancelled_for_python_and_for_c() -> None:
    cancellation = Cancellation()
    cancellation.begin(1)
    assert not cancellation.cancelled
    assert not asked_by_c(cancellation)
    cancellation.cancel(1)
    assert cancellation.cancelled
    assert asked_by_c(cancellation)


def test_a_late_cancel_leaves_the_next_request_alone() -> None:
    cancellation = Cancellation()
    cancellation.begin(1)
    cancellation.begin(2)
    cancellation.cancel(1)
    assert not cancellation.cancelled
    assert not asked_by_c(cancellation)


def test_an_early_cancel_is_remembered() -> None:
    cancellation = Cancellation()
    cancellation.begin(1)
    cancellation.cancel(2)
    assert cancellation.cancelled  # A newer request is waiting: the older one is of no use any more.
    cancellation.begin(2)
    assert cancellation.cancelled
    cancellation.begin(3)
    assert not cancellation.cancelled
    assert not asked_by_c(cancellation)


def test_nothing_is_cancelled_before_the_first_request() -> None:
    cancellation = Cancellation()
    cancellation.cancel(5)
    assert not cancellation.cancelled
