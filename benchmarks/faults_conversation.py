"""One conversation with one failing cloud: a spoken question, a spoken answer, and what the user noticed."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Self

import numpy as np
import soxr
import tests_on_path  # noqa: F401
from hibari import Hibari
from questions_endpoint import QuestionsEndpoint
from recitation import Reciter

from echoflow.audio.frames import CAPTURE_RATE, PLAYBACK_RATE, Samples
from echoflow.clouds.addresses import Address
from echoflow.language.language_model import LanguageModel
from echoflow.language.openai_compatible import OpenAICompatibleModel
from echoflow.pipeline.engines import Engines
from echoflow.pipeline.fallback_language_model import FallbackLanguageModel
from echoflow.pipeline.fallback_recognizer import FallbackRecognizer
from echoflow.pipeline.fallback_synthesizer import FallbackSynthesizer
from echoflow.pipeline.session import Session, SessionOptions
from echoflow.pipeline.switchboard import Switchboard
from echoflow.recognition.deepgram import DeepgramRecognizer
from echoflow.recognition.recognizer import Recognizer
from echoflow.recognition.whisper import WhisperRecognizer
from echoflow.synthesis.elevenlabs import ElevenLabsSynthesizer
from echoflow.synthesis.hibari import HibariSynthesizer
from echoflow.synthesis.synthesizer import Synthesizer
from stand_ins.deepgram import DeepgramStandIn
from stand_ins.deepgram_ears import LocalEars
from stand_ins.elevenlabs import RACHEL, ElevenLabsStandIn
from stand_ins.faults import REFUSALS, Fault, When
from stand_ins.openai import OpenAIStandIn, says
from stand_ins.serving import LoopbackServer

NOVA, FLUX, ELEVENLABS, OPENAI = ALL_PARTS = ("nova-3", "flux", "elevenlabs", "openai")

QUESTION = "Does the harbour museum open on Sunday morning?"
SHORT_ANSWER = "Yes, it does."
ANSWER = "Yes, it opens at nine. Its garden is full of wild roses and very old apple trees."

LONGEST_SECONDS = 25.0
"""A conversation that is not over by then has failed."""

SETTLE_SECONDS = 0.4
"""Between the start of a session and the question."""

TOKEN_SECONDS = 0.02
"""From one to the next, as a quick server makes them."""

KEY = "stand-in-key"

HEARING_LATENCY = 0.25
SPEAKING_LATENCY = 0.2
"""Seconds that the stand-ins take, as the services do over the world."""


@dataclass(frozen=True, slots=True)
class Case:
    """What goes wrong, and when; no fault is the conversation to compare with."""

    part: str
    fault: Fault | None = None
    when: When = When.CONNECT

    @property
    def times(self) -> int | None:
        """How many connections it befalls; see the module `faults`."""
        lasting = self.when is When.CONNECT or self.fault in REFUSALS | {Fault.STALL}
        return None if lasting else 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the user noticed.

    Attributes:
        verdict: `went on`, `switched` or `asked`.
        answered_after: seconds from the end of the question to the first sound of the answer; None without one.
        longest_pause: seconds of silence within the answer.
        understood: the question as it was understood.
        heard: the answer as it was heard.
        reconnected_after: seconds from the loss of a connection to the first audio on the next.
        sentence: what the user was told.
    """

    case: Case
    verdict: str
    answered_after: float | None
    longest_pause: float
    understood: str
    heard: str
    reconnected_after: float | None
    sentence: str


class _KeptWhisper(WhisperRecognizer):
    """Outlives the conversations that borrow it."""

    async def close(self) -> None:
        """Does nothing; see `end`."""

    async def end(self) -> None:
        """Closes it."""
        await super().close()


class _KeptHibari(HibariSynthesizer):
    """Outlives the conversations that borrow it."""

    async def close(self) -> None:
        """Does nothing; see `end`."""

    async def end(self) -> None:
        """Closes it."""
        await super().close()


class Clouds:
    """What all conversations share: what hears behind the stand-ins, and the local engines."""

    async def __aenter__(self) -> Self:
        self.ears = LocalEars("en")
        self.whisper = _KeptWhisper()
        self.hibari = _KeptHibari()
        await asyncio.gather(self.ears.load(), self.whisper.load(), self.hibari.load())
        self.question = await asyncio.to_thread(spoken, QUESTION)
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.gather(self.ears.close(), self.whisper.end(), self.hibari.end())


def spoken(text: str) -> Samples:
    """`text` at 16 kHz."""
    sound = np.asarray(Hibari()(text, seed=1) * 32767, np.int16)
    return np.asarray(soxr.resample(sound, PLAYBACK_RATE, CAPTURE_RATE), np.int16)


@dataclass
class _Told:
    """What the session and the engines told."""

    understood: dict[int, str] = field(default_factory=dict)
    heard: str = ""
    switched: bool = False
    failed: bool = False
    sentences: list[str] = field(default_factory=list)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def follow(self, session: Session, switchboard: Switchboard) -> None:
        """Listens to both."""
        session.manager.turn_taken.connect(self._turn_taken)
        session.manager.reply_finished.connect(self._finished)
        session.manager.turn_dropped.connect(self.over.set)
        for handler in (session.asr, session.llm, session.tts):
            handler.failed.connect(self._failed)
        switchboard.switched.connect(self._switched)

    def _turn_taken(self, turn: int, _revision: int, text: str) -> None:
        self.understood[turn] = text

    def _finished(self, _turn: int, _revision: int, heard: str) -> None:
        self.heard = heard
        self.over.set()

    def _failed(self, _turn: int, _revision: int, sentence: str) -> None:
        self.failed = True
        self.sentences.append(sentence)

    def _switched(self, _stage: str, _before: str, _after: str, sentence: str) -> None:
        self.switched = True
        self.sentences.append(sentence)

    @property
    def verdict(self) -> str:
        """How it ended."""
        if self.failed or not self.heard:
            return "asked"
        return "switched" if self.switched else "went on"


class Conversation:
    """Holds one; see `hold`."""

    def __init__(self, clouds: Clouds, case: Case, *, alone: bool) -> None:
        """`alone`: without local engines in reserve."""
        self._clouds = clouds
        self._case = case
        self._alone = alone
        self._switchboard = Switchboard()

    async def hold(self) -> Outcome:
        """Asks the question and waits until the answer is over."""
        async with AsyncExitStack() as stack:
            server = await stack.enter_async_context(self._server())
            if self._case.fault is not None:
                server.inject(self._case.fault, self._case.when, self._case.times)
            engines = self._engines(server)
            stack.push_async_callback(engines.synthesizer.close)
            stack.push_async_callback(engines.language_model.close)
            stack.push_async_callback(engines.recognizer.close)
            endpoint = QuestionsEndpoint()
            session = Session(endpoint, engines, SessionOptions())
            told = _Told()
            told.follow(session, self._switchboard)
            try:
                await engines.load(lambda _: None)
            except Exception as error:
                return self._outcome(told, endpoint, None, sentence=str(error))
            stack.push_async_callback(session.close)
            session.start()
            await asyncio.sleep(SETTLE_SECONDS)
            reconnection = asyncio.ensure_future(_reconnection(server))
            endpoint.ask(self._clouds.question)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_SECONDS):
                    await told.over.wait()
            reconnection.cancel()
            (reconnected,) = await asyncio.gather(reconnection, return_exceptions=True)
            return self._outcome(told, endpoint, reconnected if isinstance(reconnected, float) else None)

    def _outcome(
        self, told: _Told, endpoint: QuestionsEndpoint, reconnected: float | None, sentence: str = ""
    ) -> Outcome:
        answered = None
        if endpoint.answered_at is not None and endpoint.speech_ended_at is not None:
            answered = endpoint.answered_at - endpoint.speech_ended_at
        sentences = [sentence, *told.sentences]
        return Outcome(
            self._case,
            told.verdict,
            answered,
            endpoint.longest_pause,
            " ".join(told.understood.values()),
            told.heard,
            reconnected,
            " ".join(dict.fromkeys(sentence for sentence in sentences if sentence)),
        )

    def _server(self) -> LoopbackServer:
        match self._case.part:
            case "elevenlabs":
                return ElevenLabsStandIn(latency=SPEAKING_LATENCY)
            case "openai":
                return OpenAIStandIn(
                    answer=says(*re.split(r"(?= )", ANSWER)), latency=SPEAKING_LATENCY, token_seconds=TOKEN_SECONDS
                )
            case _:
                return DeepgramStandIn(recognize=self._clouds.ears, latency=HEARING_LATENCY)

    def _engines(self, server: LoopbackServer) -> Engines:
        """The failing cloud, with a reserve, and local engines for the rest."""
        address = Address.parse(server.url, self._case.part)
        hears: Recognizer = self._clouds.whisper
        thinks: LanguageModel = Reciter(ANSWER)
        speaks: Synthesizer = self._clouds.hibari
        match self._case.part:
            case "elevenlabs":
                voice = ElevenLabsSynthesizer(KEY, voice=RACHEL, address=address)
                speaks = FallbackSynthesizer([voice] if self._alone else [voice, speaks], self._switchboard)
            case "openai":
                model = OpenAICompatibleModel(KEY, address=address)
                thinks = FallbackLanguageModel([model] if self._alone else [model, thinks], self._switchboard)
            case part:
                thinks = Reciter(SHORT_ANSWER)
                ears = DeepgramRecognizer(KEY, model=part, address=address)
                hears = FallbackRecognizer([ears] if self._alone else [ears, hears], self._switchboard)
        return Engines(hears, thinks, speaks)


async def _reconnection(server: LoopbackServer) -> float:
    """Seconds from the end of a connection on which audio had come to the first audio on a later one."""
    lost_at: float | None = None
    while True:
        if isinstance(server, DeepgramStandIn):
            connections = server.connections
            if lost_at is None and any(one.ended and one.audio_seconds for one in connections):
                lost_at = time.monotonic()
            if lost_at is not None and any(not one.ended and one.audio_seconds for one in connections):
                return time.monotonic() - lost_at
        await asyncio.sleep(0.005)
