from __future__ import annotations

import ctypes
import threading
import time

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


class Work:
    """A thread that works on one request step by step, each of them allowed by `may_go_on`."""

    def __init__(self, cancellation: Cancellation, request: int) -> None:
        self.steps = threading.Semaphore(0)
        cancellation.begin(request)
        self._cancellation = cancellation
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while self._cancellation.may_go_on():
            self.steps.release()

    def goes_on(self) -> bool:
        return all(self.steps.acquire(timeout=10) for _ in range(100))

    def rests(self) -> bool:
        """After the step that was under way there is no other, for as long as many would take."""
        while self.steps.acquire(timeout=0.05):
            pass
        return self._thread.is_alive()

    def ended(self) -> bool:
        self._thread.join(10)
        return not self._thread.is_alive()


def test_a_hold_lasts_until_it_is_ended() -> None:
    cancellation = Cancellation()
    work = Work(cancellation, 1)
    assert work.goes_on()
    cancellation.hold(1)
    assert work.rests()
    cancellation.go_on(1)
    assert work.goes_on()
    cancellation.cancel(1)
    assert work.ended()


def test_a_cancel_ends_a_hold() -> None:
    cancellation = Cancellation()
    cancellation.hold(1)
    work = Work(cancellation, 1)
    assert work.rests()
    cancellation.cancel(1)
    assert work.ended()


def test_a_hold_does_not_outlast_its_request() -> None:
    cancellation = Cancellation()
    cancellation.hold(1)
    work = Work(cancellation, 2)
    assert work.goes_on()
    cancellation.hold(1)
    assert work.goes_on()
    cancellation.hold(2)
    cancellation.go_on(1)
    assert work.rests()
    cancellation.cancel(2)
    assert work.ended()


def test_waiting_costs_no_processor_time() -> None:
    cancellation = Cancellation()
    cancellation.hold(1)
    work = Work(cancellation, 1)
    before = time.process_time()
    assert work.rests()
    time.sleep(0.3)  # A busy wait would cost as much.
    assert time.process_time() - before < 0.1
    cancellation.cancel(1)
    assert work.ended()


def test_nothing_is_held_before_the_first_request() -> None:
    assert Cancellation().may_go_on()
