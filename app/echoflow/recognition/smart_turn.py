"""Smart Turn v3: hears from the last 8 s whether a turn is complete, on this machine.

The model is Whisper tiny's encoder with one probability for an answer, 8.7 MB, trained on 23 languages, Chinese and
English among them, by the makers of Pipecat (https://github.com/pipecat-ai/smart-turn, BSD-2-Clause). It is read
from the user's models if there is one, else from the package that carries it, of which nothing is imported.
"""

from __future__ import annotations

import asyncio
import importlib.util
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from echoflow import paths
from echoflow.audio.frames import CAPTURE_RATE, Samples
from echoflow.errors import EngineError
from echoflow.priority import JUDGING, give_way
from echoflow.recognition.end_of_turn import LISTENS_BACK
from echoflow.recognition.log_mel import HOP, MELS, log_mel
from echoflow.text import tr

_log = logging.getLogger(__name__)

_PACKAGE = "pipecat"
_FOLDER_IN_PACKAGE = Path("audio", "turn", "smart_turn", "data")
_PATTERN = "smart-turn-v3*.onnx"

_SAMPLES = round(LISTENS_BACK * CAPTURE_RATE)
_COLUMNS = _SAMPLES // HOP

_THREADS = 1
"""Two would save 30 of 75 ms, which nobody waits for: it begins at the pause, of which voice activity is certain later.
Meanwhile the other core makes the transcript and reads it to the language model. The model takes 8 s and nothing less.
"""

_LEAST_VARIANCE = 1e-7
"""Keeps silence silent when the loudness is evened out; the value of Whisper's own preparation."""


def find_smart_turn() -> Path | None:
    """The file of the model: the user's newest by name, else the one that comes with EchoFlow, else None."""
    for folder in (paths.data_folder() / "models", paths.program_folder() / "models", *_packaged_folders()):
        if found := sorted(file for file in folder.glob(_PATTERN) if file.is_file()):
            return found[-1]
    return None


def _packaged_folders() -> list[Path]:
    folders = [paths.program_folder() / _PACKAGE]
    if spec := importlib.util.find_spec(_PACKAGE):
        folders += map(Path, spec.submodule_search_locations or ())
    return [folder / _FOLDER_IN_PACKAGE for folder in folders]


class SmartTurn:
    """Implements `end_of_turn.EndOfTurnDetector`."""

    name = "local"

    def __init__(self, file: Path) -> None:
        """Reads nothing yet; `load` does. `find_smart_turn` knows a `file`."""
        self._file = file
        self._session: Any = None
        self._engine = ThreadPoolExecutor(1, "smart-turn", initializer=give_way, initargs=(JUDGING,))

    async def load(self) -> None:
        """Loads the model and judges silence once, 0.3 s in all. Raises EngineError."""
        await asyncio.wrap_future(self._engine.submit(self._load))

    async def judge(self, audio: Samples) -> float:
        """See `end_of_turn.EndOfTurnDetector.judge`. Call `load` first. 90 ms on one core."""
        try:
            return await asyncio.wrap_future(self._engine.submit(self._judge, audio))
        except Exception as error:  # onnxruntime has a dozen classes of its own without a common base.
            _log.error("Smart Turn failed: %s", type(error).__name__)
            raise EngineError(tr("The end of a turn can no longer be told from its sound.")) from error

    async def close(self) -> None:
        """Joins the thread, at most one judgement later."""
        await asyncio.to_thread(self._engine.shutdown, cancel_futures=True)
        self._session = None

    def _load(self) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = _THREADS
        options.inter_op_num_threads = 1
        # A thread that waits for more to do would spin on a core that the transcript needs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 4
        try:
            self._session = onnxruntime.InferenceSession(
                str(self._file), sess_options=options, providers=["CPUExecutionProvider"]
            )
            self._judge(np.zeros(0, np.int16))
        except Exception as error:  # Without a common base, as above.
            self._session = None
            _log.warning("Could not load Smart Turn: %s", error)
            message = tr(
                "The model {file}, which hears the end of a turn, is missing or damaged; words and pauses decide "
                "without it.",
                file=self._file,
            )
            raise EngineError(message, permanent=True) from error

    def _judge(self, audio: Samples) -> float:
        spectrum = log_mel(_evened(audio))[np.newaxis, :, :]
        assert spectrum.shape == (1, MELS, _COLUMNS)
        (probability,) = self._session.run(None, {self._session.get_inputs()[0].name: spectrum})
        return float(np.clip(probability[0, 0], 0.0, 1.0))


def _evened(audio: Samples) -> NDArray[np.float32]:
    """The last 8 s, silence put before less, with mean 0 and variance 1, as the model was trained."""
    sound = np.zeros(_SAMPLES, np.float32)
    last = audio[-_SAMPLES:]
    sound[_SAMPLES - len(last) :] = last.astype(np.float32) / 32768
    evened: NDArray[np.float32] = (sound - sound.mean()) / np.sqrt(sound.var() + _LEAST_VARIANCE)
    return evened
