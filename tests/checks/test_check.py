"""A check fails alone: what goes wrong in it, however, is one sentence, and nobody waits for it for ever."""

from __future__ import annotations

import asyncio
import threading

import pytest

from echoflow.checks.check import Check, Circumstances, Look, carry_out, in_obedient_thread
from echoflow.checks.findings import Finding, without_repetitions
from echoflow.errors import UserError


def carried_out(look: Look, seconds: float = 5.0) -> list[Finding]:
    return asyncio.run(carry_out(Check("screen", look, seconds), Circumstances()))


def test_what_blocks_is_done_beside_the_loop() -> None:
    def look(_circumstances: Circumstances) -> Finding:
        return Finding("screen", "ok", threading.current_thread().name)

    assert carried_out(look)[0].sentence == "check"


def test_a_check_that_never_answers_is_given_up() -> None:
    released = threading.Event()

    def look(_circumstances: Circumstances) -> Finding:
        released.wait(20)
        return Finding("screen", "ok", "too late")

    [found] = carried_out(look, seconds=0.05)
    released.set()

    assert found.status == "warning"
    assert found.sentence == "“Screen” could not be checked: there was no answer within 0.05 seconds."
    assert found.remedy


def test_what_the_user_can_act_on_is_passed_on() -> None:
    async def look(_circumstances: Circumstances) -> Finding:
        raise UserError("Plug it in.")

    assert carried_out(look) == [Finding("screen", "problem", "Plug it in.")]


def test_what_nobody_foresaw_is_told_without_its_words() -> None:
    def look(_circumstances: Circumstances) -> Finding:
        raise KeyError("sk-secret")

    [found] = carried_out(look)
    assert found.status == "warning"
    assert found.sentence == "The check 'screen' failed: KeyError"


def test_whoever_holds_a_device_is_told_to_let_go_and_waited_for() -> None:
    order: list[str] = []

    def work(told: threading.Event) -> None:
        order.append("begun")
        told.wait(20)
        order.append("let go")

    async def main() -> None:
        task = asyncio.ensure_future(in_obedient_thread(work))
        while not order:
            await asyncio.sleep(0.001)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        order.append("cancelled")

    asyncio.run(main())
    assert order == ["begun", "let go", "cancelled"]


def test_the_same_sentence_is_said_once() -> None:
    one, again, other = (Finding(name, "problem", sentence) for name, sentence in ("ax", "bx", "cy"))
    assert without_repetitions([one, again, other]) == [one, other]
