"""Which of several engines serves now: the best that is well. Pure: time is an argument, nothing is done.

An engine that failed in passing is tried again from 100 ms on; one that cannot serve until the user changes something,
not before that; one whose budget is spent, when there is budget again. Who serves is chosen between utterances and
replies, never within one, so a better engine that is well again comes back with the next. An engine that comes back
only to fail again stays away for longer each time, and is told of no more.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from echoflow.clouds.backoff import Backoff
from echoflow.clouds.failures import failure
from echoflow.errors import EngineError, Trouble
from echoflow.text import tr

Stage: TypeAlias = Literal["asr", "llm", "tts"]
"""Hearing, thinking, speaking; as in the events."""

STEADY_SECONDS = 60.0
"""An engine that serves for so long after its return has recovered; one that fails sooner is flapping."""

PROBATION = Backoff(first=30.0, longest=600.0)
"""How long a flapping engine stays away, by how often it has come back only to fail again."""


@dataclass(frozen=True, slots=True)
class Failed:
    """An engine cannot serve any more; told once until it is back.

    Attributes:
        engine: its name.
        sentence: why, and where nothing else serves in its place, the one thing to do.
    """

    engine: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Switched:
    """Another engine serves from now on.

    Attributes:
        before: name of the one that served.
        after: name of the one that does now.
        sentence: for the user; empty where it would only say again what was said a moment ago.
    """

    before: str
    after: str
    sentence: str


News: TypeAlias = Failed | Switched


@dataclass(slots=True)
class _Health:
    """How one engine is doing."""

    error: EngineError | None = None
    """Why it cannot serve; None while it is well."""
    attempts: int = 0
    """Failures in a row."""
    retry_at: float = math.inf
    relapses: int = 0
    """How often in a row it came back only to fail again."""
    returned_at: float = -math.inf


class Failover:
    """The engines of one stage, best first, by their index; and what is to be told of them."""

    def __init__(self, stage: Stage, engines: Sequence[str], backoff: Backoff | None = None) -> None:
        """`engines` are their names."""
        self._stage: Stage = stage
        self._names = tuple(engines)
        self._backoff = backoff or Backoff()
        self._health = [_Health() for _ in engines]
        self._serving = 0

    @property
    def serving(self) -> int:
        """Who serves, as it was told."""
        return self._serving

    def error(self, engine: int) -> EngineError | None:
        """Why it cannot serve; None while it is well."""
        return self._health[engine].error

    def retry_at(self, engine: int) -> float:
        """When an engine that failed is to be tried again; infinity if trying cannot help."""
        return self._health[engine].retry_at

    def choose(self, now: float, unaffordable: Collection[int] = ()) -> tuple[int | None, list[News]]:
        """Who serves the next utterance or reply: the best that is well, or else one that may be again.

        None where trying is of no use; `reason` says why.

        Args:
            now: seconds.
            unaffordable: those the budget does not allow now.
        """
        news: list[News] = []
        for engine, health in enumerate(self._health):
            spent = health.error is not None and health.error.trouble is Trouble.BUDGET
            if spent and engine not in unaffordable:
                self.recovered(engine)
            elif health.error is None and engine in unaffordable:
                news += self.failed(engine, failure(engine_title(self._names[engine]), Trouble.BUDGET), now)
        best = self._best()
        if best != self._serving and self._health[best].error is None:
            news.append(self._go_over_to(best, now))
        return (None if self._hopelessness(best) > 1 else best), news

    def reason(self) -> EngineError:
        """Why nobody can serve, and the one thing to do."""
        error = self._health[self._best()].error
        assert error is not None
        return self.with_remedy(error)

    def with_remedy(self, error: EngineError) -> EngineError:
        """`error` with the one thing to do, as nobody steps in."""
        sentence = what_to_do(self._stage, error)
        if sentence == str(error):
            return error
        return EngineError(sentence, permanent=error.permanent, trouble=error.trouble)

    def after(self, tried: Collection[int]) -> int | None:
        """Who goes on with what all of `tried` failed at; None if there is nobody."""
        well = (engine for engine, health in enumerate(self._health) if health.error is None and engine not in tried)
        return next(well, None)

    def failed(self, engine: int, error: EngineError, now: float) -> list[News]:
        """`engine` could not do its work, or a new attempt did not bring it back."""
        health = self._health[engine]
        known, health.error = health.error, error
        health.attempts += 1
        if known is None:
            relapsed = now - health.returned_at < STEADY_SECONDS
            health.relapses = health.relapses + 1 if relapsed else 0
        away = PROBATION.wait(health.relapses) if health.relapses else 0.0
        wait = max(self._backoff.wait(health.attempts), away)
        health.retry_at = math.inf if _is_hopeless(error) else now + wait
        if known is None or (error.permanent and not known.permanent):
            return self._tell_failure(engine, error, known=known is not None)
        return []

    def recovered(self, engine: int) -> None:
        """An attempt has brought it back; it serves from the next `choose` on."""
        health = self._health[engine]
        health.error = None
        health.attempts = 0
        health.retry_at = math.inf

    def something_changed(self, now: float) -> None:
        """The user changed something: whoever failed may be tried again at once."""
        for health in self._health:
            if health.error is not None:
                health.retry_at = now
                health.attempts = health.relapses = 0

    def _best(self) -> int:
        return min(range(len(self._names)), key=self._hopelessness)

    def _hopelessness(self, engine: int) -> int:
        error = self._health[engine].error
        return 0 if error is None else 2 if _is_hopeless(error) else 1

    def _tell_failure(self, engine: int, error: EngineError, *, known: bool) -> list[News]:
        name, serving = self._names[engine], self._serving
        if self._health[serving].error is None:
            if not known:
                return [Failed(name, str(error))]
            # It did not serve any more, and now it turns out that it will not come back by itself.
            return [Failed(name, str(error)), Switched(name, self._names[serving], self._sentence(error))]
        following = self._best()
        if self._health[following].error is not None:
            return [Failed(name, what_to_do(self._stage, error))]
        self._serving = following
        sentence = "" if self._health[engine].relapses > 1 else self._sentence(error)
        return [Failed(name, str(error)), Switched(name, self._names[following], sentence)]

    def _go_over_to(self, engine: int, now: float) -> Switched:
        before, self._serving = self._serving, engine
        health, error = self._health[engine], self._health[before].error
        health.returned_at = now
        if error is not None and before < engine:
            sentence = self._sentence(error)
        elif health.relapses:
            sentence = ""
        else:
            sentence = tr("{engine} is back.", engine=engine_title(self._names[engine]))
        return Switched(self._names[before], self._names[engine], sentence)

    def _sentence(self, error: EngineError) -> str:
        return meanwhile(self._stage, self._names[self._serving], _ended(str(error)))


def _is_hopeless(error: EngineError) -> bool:
    """Whether trying again is of no use by itself."""
    return error.permanent or error.trouble is Trouble.BUDGET


def engine_title(name: str) -> str:
    """What an engine is called by people."""
    titles = {"deepgram": "Deepgram", "elevenlabs": "ElevenLabs", "openai": tr("The OpenAI-compatible service")}
    return titles.get(name) or tr("EchoFlow's own engine")


def meanwhile(stage: Stage, engine: str, problem: str) -> str:
    """`problem`, and who serves as long as it lasts."""
    if engine != "local":
        return tr("{problem} {engine} takes over meanwhile.", problem=problem, engine=engine_title(engine))
    match stage:
        case "asr":
            return tr("{problem} EchoFlow hears with its own recognizer meanwhile.", problem=problem)
        case "llm":
            return tr("{problem} EchoFlow thinks with its own language model meanwhile.", problem=problem)
        case "tts":
            return tr("{problem} EchoFlow speaks with its own voice meanwhile.", problem=problem)


def what_to_do(stage: Stage, error: EngineError) -> str:
    """The sentence of an error that nobody steps in for: a passing one that names no remedy gets one."""
    if error.permanent or error.trouble not in (Trouble.BUSY, Trouble.SILENT):
        return str(error)
    problem = _ended(str(error))
    match stage:
        case "asr":
            return tr("{problem} Say it again in a moment, or choose the local recognizer.", problem=problem)
        case "llm":
            return tr("{problem} Ask again in a moment, or choose the local language model.", problem=problem)
        case "tts":
            return tr("{problem} Ask again in a moment, or choose the local voice.", problem=problem)


def _ended(sentence: str) -> str:
    """`sentence`, to be followed by another; what a service itself said at its end may lack the full stop."""
    return sentence if sentence.endswith((".", "!", "?", "…", "。", "！", "？")) else tr("{what}.", what=sentence)
