"""The local recognizer: Whisper through CTranslate2, with partial transcripts by decoding again as the speech grows.

Two threads do the work: a partial transcript is begun only while both have nothing to do, so a final one waits for
none, and what it makes superfluous gives up as soon as it can. At the first moment of silence the utterance is decoded
as if it were over: if it is, the final transcript is there, or nearly, when it is asked for, and silence that was fed
meanwhile makes it no older.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.errors import EngineError
from echoflow.priority import give_way
from echoflow.recognition.pace import Pace, is_pause
from echoflow.recognition.recognizer import Transcript, TurnSign
from echoflow.recognition.sound_end import SoundEnd
from echoflow.recognition.whisper_model import WORKERS, WhisperModel, Words, default_threads, packaged_model
from echoflow.recognition.windows import cut_point
from echoflow.text import tr

_log = logging.getLogger(__name__)

_UNSPACED = frozenset({"zh", "yue", "ja", "th", "lo", "my"})
"""Languages written without spaces between words."""


class WhisperRecognizer:
    """Implements `recognizer.Recognizer` with any CTranslate2 Whisper model."""

    name = "local"

    def __init__(self, model_folder: Path | None = None, language: str = "en", threads: int | None = None) -> None:
        """Reads nothing yet; `load` does.

        Args:
            model_folder: a converted Whisper model; None means the packaged tiny.en.
            language: ISO 639-1 code of what is spoken; an English model knows only `en`.
            threads: of the CPU for each of two decodes; None means half of the physical cores, four at most.

        """
        self.languages: tuple[str, ...] = (language,)
        self._folder = model_folder
        self._threads = threads or default_threads(WORKERS)
        self._engine = ThreadPoolExecutor(WORKERS, thread_name_prefix="whisper", initializer=give_way)
        self._model: WhisperModel | None = None
        self._jobs: list[_Job] = []
        self._closing = threading.Event()

    async def load(self) -> None:
        """Loads the model and decodes a second of silence, which takes one to two seconds. Raises EngineError."""
        if self._model is not None:
            return
        self._model = await asyncio.wrap_future(self._engine.submit(self._load))

    def _load(self) -> WhisperModel:
        model = WhisperModel(self._folder or packaged_model(), self.languages[0], self._threads)
        if not self._closing.is_set():
            model.decode(np.zeros(CAPTURE_RATE, np.int16), thorough=False, abandoned=self._closing.is_set)
        return model

    def begin(
        self,
        on_partial: Callable[[str], None],
        on_sign: Callable[[TurnSign], None] | None = None,
        on_failed: Callable[[EngineError], None] | None = None,
    ) -> WhisperUtterance:
        """Starts an utterance; see `recognizer.Recognizer.begin`. Call `load` first.

        Whisper knows nothing of turns, and what fails is told by `transcribe` alone.
        """
        return WhisperUtterance(self, on_partial)

    async def close(self) -> None:
        """Abandons what is under way and joins the threads, at most one decode or the reading of the model later."""
        self._model = None
        self._closing.set()
        for job in self._jobs:
            job.abandon()
        await asyncio.to_thread(self._engine.shutdown, cancel_futures=True)

    @property
    def loaded(self) -> bool:
        """Whether it can be used: after `load` and before `close`."""
        return self._model is not None

    @property
    def idle(self) -> bool:
        """Whether it is loaded and has nothing to do."""
        return self.loaded and not self._under_way()

    @property
    def has_room(self) -> bool:
        """Whether it is loaded and would begin at once with what it is given to do."""
        return self.loaded and len(self._under_way()) < WORKERS

    def _under_way(self) -> list[_Job]:
        self._jobs = [job for job in self._jobs if not job.work.done()]
        return self._jobs

    def submit(self, audio: Samples, settled: Settled, *, thorough: bool) -> _Job:
        """Queues a decode of `audio`, all of the utterance so far, of which `settled` is already understood.

        Raises:
            EngineError: the recognizer is not loaded, or closed.

        """
        if self._model is None:
            raise EngineError(tr("The local speech recognition is not running; start EchoFlow again."))
        abandoned = threading.Event()
        work = self._engine.submit(_understand, self._model, audio, settled, thorough, abandoned)
        job = _Job(len(audio), work, asyncio.wrap_future(work), abandoned)
        self._jobs.append(job)
        return job


@dataclass(frozen=True, slots=True)
class Settled:
    """The windows at the beginning of a long utterance that will not be decoded again."""

    samples: int = 0
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Understood:
    samples: int
    settled: Settled
    tail: Words
    took: float


@dataclass(slots=True)
class _Job:
    samples: int
    work: Future[_Understood | None]
    outcome: asyncio.Future[_Understood | None]
    abandoned: threading.Event

    def abandon(self) -> None:
        self.abandoned.set()
        self.outcome.cancel()


def _understand(
    model: WhisperModel, audio: Samples, settled: Settled, thorough: bool, abandoned: threading.Event
) -> _Understood | None:
    began = time.monotonic()
    while (cut := cut_point(audio[settled.samples :])) is not None:
        end = settled.samples + cut
        window = model.decode(audio[settled.samples : end], thorough=True, abandoned=abandoned.is_set)
        if window is None:
            return None
        settled = Settled(end, (*settled.texts, window.text))
    tail = model.decode(audio[settled.samples :], thorough=thorough, abandoned=abandoned.is_set)
    return None if tail is None else _Understood(len(audio), settled, tail, time.monotonic() - began)


@dataclass(slots=True)
class _GrowingAudio:
    """Samples in one array that is only appended to, so what was handed out stays as it was."""

    length: int = 0
    _buffer: Samples = field(default_factory=lambda: np.empty(10 * CAPTURE_RATE, np.int16))

    def append(self, samples: Samples) -> None:
        end = self.length + len(samples)
        if end > len(self._buffer):
            larger = np.empty(2 * end, np.int16)
            larger[: self.length] = self._buffer[: self.length]
            self._buffer = larger
        self._buffer[self.length : end] = samples
        self.length = end

    def all(self) -> Samples:
        return self._buffer[: self.length]


class WhisperUtterance:
    """Implements `recognizer.Utterance`; made by `WhisperRecognizer.begin`, used on one event loop."""

    def __init__(self, recognizer: WhisperRecognizer, on_partial: Callable[[str], None]) -> None:
        self._recognizer = recognizer
        self._on_partial = on_partial
        self._audio = _GrowingAudio()
        self._sound_end = SoundEnd()
        self._settled = Settled()
        self._pace = Pace()
        self._job: _Job | None = None
        self._latest: _Understood | None = None
        self._shown = ""
        self._closed = False

    def feed(self, samples: Samples) -> None:
        """Adds audio (16 kHz mono int16, any length) and begins a partial transcript when one is due."""
        if self._closed:
            return
        self._audio.append(samples)
        self._sound_end.add(samples)
        fed, sound_end = self._audio.length, self._sound_end.samples
        pause = is_pause(fed, sound_end)
        if not (self._recognizer.idle or (pause and self._recognizer.has_room)):
            return
        if self._pace.is_due(fed, sound_end, time.monotonic()):
            self._begin(self._audio.all(), pause=pause)

    async def transcribe(self) -> Transcript:
        """The final transcript of what was fed so far.

        What was decoded before, or is being decoded, is taken if only silence was fed since. A call that is cancelled
        leaves its decode to the next one.

        Raises:
            EngineError: the model failed.
            asyncio.CancelledError: closed meanwhile, or a later call asked for more.

        """
        if self._closed:
            raise asyncio.CancelledError
        audio, sound_end = self._audio.all(), self._sound_end.samples
        if (job := self._job) is not None and job.samples >= sound_end:
            await asyncio.wait([job.outcome])
            if job.outcome.cancelled():
                raise asyncio.CancelledError
        latest = self._latest
        if latest is None or latest.samples < sound_end or not latest.tail.certain:
            latest = await self._decode_finally(audio)
        return self._transcript(latest, len(audio))

    async def _decode_finally(self, audio: Samples) -> _Understood:
        job = self._begin(audio, pause=True, partial=False)
        try:
            understood = await asyncio.shield(job.outcome)
        except (RuntimeError, MemoryError) as error:
            raise EngineError(tr("The local speech recognition failed; start EchoFlow again.")) from error
        if understood is None:
            raise asyncio.CancelledError
        return understood

    def close(self) -> None:
        """No more audio, no more partials; a transcription under way is abandoned. Safe to call twice."""
        self._closed = True
        if self._job is not None:
            self._job.abandon()

    def _begin(self, audio: Samples, *, pause: bool, partial: bool = True) -> _Job:
        """Decodes what may be all of it if there is a `pause`, instead of what was being decoded."""
        if self._job is not None:
            self._job.abandon()
        job = self._job = self._recognizer.submit(audio, self._settled, thorough=pause)
        self._pace.begun(len(audio), pause=pause)
        job.outcome.add_done_callback(lambda _: self._ended(job, partial=partial))
        return job

    def _ended(self, job: _Job, *, partial: bool) -> None:
        if self._job is job:
            self._job = None
        if job.outcome.cancelled():
            return
        if error := job.outcome.exception():
            _log.error("Whisper failed: %s", error)
            return
        understood = job.outcome.result()
        if understood is None:
            return
        self._pace.ended(time.monotonic(), understood.took)
        if not self._learn(understood) or not partial:
            return
        text = self._transcript(understood, understood.samples).text
        if text != self._shown and not self._closed:
            self._shown = text
            self._on_partial(text)

    def _learn(self, understood: _Understood) -> bool:
        """Keeps what covers the most audio, thorough before partial; False if it is old news."""
        if self._latest is not None and understood.samples < self._latest.samples:
            return False
        self._latest = understood
        self._settled = understood.settled
        return True

    def _transcript(self, understood: _Understood, samples: int) -> Transcript:
        language = self._recognizer.languages[0]
        space = "" if language in _UNSPACED else " "
        texts = (*understood.settled.texts, understood.tail.text)
        return Transcript(space.join(text for text in texts if text), language, samples / CAPTURE_RATE)
