"""One check, and how it is carried out: each has a time limit, and fails alone.

What a check asks may never answer: a sound server that hangs, a keyring that waits for its user. So what blocks is
done in a daemon thread of its own, which neither the loop nor the end of the program waits for.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias, TypeVar

from echoflow import paths
from echoflow.checks.findings import Finding
from echoflow.checks.titles import title_of
from echoflow.crash import sentence_for
from echoflow.errors import UserError
from echoflow.store.settings import Settings
from echoflow.text import tr

T = TypeVar("T")

USUAL_SECONDS = 10.0
"""How long a check may take; most take milliseconds."""

_OBEYS_WITHIN_SECONDS = 2.0
"""A driver that does not close its device within this time is left alone with it."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What checks cannot find out by themselves.

    Attributes:
        settings: what the user chose.
        problems: a sentence for each setting that cannot be used.
        model_in_use: the language model that is loaded; its memory is taken, but it evidently fits.
        hotkey: how the running app listens for its keys, with the limits of that, as a sentence; empty if none runs.
        hotkey_problem: why it does not listen; empty if it does.
    """

    settings: Settings = field(default_factory=Settings)
    problems: tuple[str, ...] = ()
    model_in_use: Path | None = None
    hotkey: str = ""
    hotkey_problem: str = ""


Found: TypeAlias = Finding | Sequence[Finding]
Look: TypeAlias = Callable[[Circumstances], Found | Awaitable[Found]]


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at.

    Attributes:
        name: fixed, for programs; also that of its finding, if it makes only one.
        look: looks at it. A plain function may block; a coroutine runs on the main loop and must not.
        seconds: after which it is given up.
        takes_sound: it uses the microphone or the loudspeaker, which nobody else should meanwhile.
        on_request: it makes a noise, so it is done only when it is asked for.
    """

    name: str
    look: Look
    seconds: float = USUAL_SECONDS
    takes_sound: bool = False
    on_request: bool = False


async def carry_out(check: Check, circumstances: Circumstances) -> list[Finding]:
    """What `check` finds; that it fails in an unforeseen way, or never ends, is a finding too."""
    try:
        async with asyncio.timeout(check.seconds):
            found = await _look(check.look, circumstances)
    except TimeoutError:
        sentence = tr(
            "“{check}” could not be checked: there was no answer within {seconds} seconds.",
            check=title_of(check.name),
            seconds=f"{check.seconds:g}",
        )
        return [
            Finding(check.name, "warning", sentence, tr("Check again; if that does not help, restart the computer."))
        ]
    except (UserError, paths.FolderError) as error:
        return [Finding(check.name, "problem", sentence_for(error))]
    except Exception as error:
        # The message may hold anything, and the user may pass on what we say.
        reason = str(error) if isinstance(error, OSError) else type(error).__name__
        return [Finding(check.name, "warning", tr("The check '{name}' failed: {error}", name=check.name, error=reason))]
    return [found] if isinstance(found, Finding) else list(found)


async def _look(look: Look, circumstances: Circumstances) -> Found:
    is_quick = inspect.iscoroutinefunction(look)
    found = look(circumstances) if is_quick else await in_thread(lambda: look(circumstances))
    return await found if isinstance(found, Awaitable) else found


async def in_thread(call: Callable[[], T]) -> T:
    """What `call` returns or raises, done in a daemon thread of its own; cancelled, it is done for nobody."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def settle(take: Callable[[], None]) -> None:
        # The loop may be gone by the time an answer comes that nobody waits for.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(lambda: None if answer.done() else take())

    def work() -> None:
        try:
            result = call()
        except Exception as error:
            failure = error
            settle(lambda: answer.set_exception(failure))
        else:
            settle(lambda: answer.set_result(result))

    threading.Thread(target=work, name="check", daemon=True).start()
    return await answer


async def in_obedient_thread(call: Callable[[threading.Event], T]) -> T:
    """As `in_thread`, for what must be over before something else begins: cancelled, it is told so and waited for.

    `call` gets the event that is set then; what it returns or raises afterwards is for nobody.
    """
    told = threading.Event()
    work = asyncio.ensure_future(in_thread(lambda: call(told)))
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        told.set()
        done, _ = await asyncio.wait([work], timeout=_OBEYS_WITHIN_SECONDS)
        for each in done:
            each.exception()
        raise
