"""What hears behind the stand-in of Deepgram: the local engines, or anything else that is given to it."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Protocol

from echoflow.audio.frames import Samples
from echoflow.audio.voice_activity import SileroModel, SpeechModel
from echoflow.recognition.recognizer import Recognizer
from echoflow.recognition.smart_turn import SmartTurn, find_smart_turn
from echoflow.recognition.whisper import WhisperRecognizer

from .chinese_whisper import chinese_whisper


class Ears(Protocol):
    """Recognition, voice activity and a sense for the end of a turn."""

    async def load(self) -> None:
        """Makes ready."""

    async def recognizer(self, language: str) -> Recognizer:
        """What understands `language` (a BCP 47 tag or `multi`), loaded."""

    def voice(self) -> SpeechModel:
        """Tells speech from other sound, for one connection."""

    async def completeness(self, turn: Samples) -> float:
        """How likely a turn is complete, 0 to 1; see `EndOfTurnDetector.judge`."""

    async def close(self) -> None:
        """Frees what was loaded."""


class LocalEars:
    """Implements `Ears` with Whisper (tiny.en for English, base for all else), Silero and Smart Turn."""

    def __init__(self, *languages: str) -> None:
        """Loads nothing yet.

        Args:
            languages: those whose recognizers `load` makes ready; others are when they are first asked for.

        """
        self._languages = languages
        self._recognizers: dict[str, WhisperRecognizer] = {}
        self._loading = asyncio.Lock()
        file = find_smart_turn()
        assert file is not None, "Smart Turn is not installed"
        self._smart_turn = SmartTurn(file)

    async def load(self) -> None:
        """Makes ready."""
        await self._smart_turn.load()
        for language in self._languages:
            await self.recognizer(language)

    async def recognizer(self, language: str) -> Recognizer:
        """What understands `language`, loaded."""
        # One Whisper has to be told what it hears; of those who mix languages, Chinese are the ones tested here.
        code = "zh" if language == "multi" else language.split("-")[0].lower()
        async with self._loading:
            if code not in self._recognizers:
                folder = None if code == "en" else await asyncio.to_thread(chinese_whisper)
                recognizer = WhisperRecognizer(folder, code)
                await recognizer.load()
                self._recognizers[code] = recognizer
        return self._recognizers[code]

    def voice(self) -> SpeechModel:
        """Silero, with a memory of its own."""
        return SileroModel()

    async def completeness(self, turn: Samples) -> float:
        """Smart Turn's judgement."""
        return await self._smart_turn.judge(turn)

    async def close(self) -> None:
        """Frees what was loaded."""
        async with contextlib.AsyncExitStack() as stack:
            stack.push_async_callback(self._smart_turn.close)
            for recognizer in self._recognizers.values():
                stack.push_async_callback(recognizer.close)
