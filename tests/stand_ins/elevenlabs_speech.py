"""The voice behind the stand-in of ElevenLabs, and how its speech is cut into messages."""

from __future__ import annotations

import asyncio
import base64
import io
import itertools
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import soundfile
import soxr

from echoflow.audio.frames import PLAYBACK_RATE, Samples
from echoflow.errors import EngineError
from echoflow.synthesis.hibari import HibariSynthesizer
from echoflow.synthesis.synthesizer import SpokenChunk

Synthesize: TypeAlias = Callable[[str], Awaitable[SpokenChunk]]
"""Says a text: mono at 24 kHz, with the second at which each of its characters begins."""

_TONE_SECONDS = 0.15
"""For a character: about as long as a syllable of Mandarin."""

_TONE_PEAK = 6000

_UNSPEAKABLE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]+")
"""Chinese, Japanese and Korean, with their punctuation."""

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


async def tones(text: str) -> SpokenChunk:
    """A tone for each letter or digit of `text`, silence for all else: speech for those who only count it."""
    starts = tuple(at * _TONE_SECONDS for at in range(len(text)))
    parts = [_tone(character) for character in text]
    return SpokenChunk(np.concatenate([np.zeros(0, np.int16), *parts]), text, starts, estimated=False)


def _tone(character: str) -> Samples:
    time = np.arange(round(_TONE_SECONDS * PLAYBACK_RATE)) / PLAYBACK_RATE
    if not character.isalnum():
        return np.zeros(len(time), np.int16)
    frequency = 200 + 20 * (ord(character) % 20)
    shape = np.minimum(1, np.minimum(time, time[::-1]) / 0.01)
    return np.round(_TONE_PEAK * shape * np.sin(2 * np.pi * frequency * time)).astype(np.int16)


class LocalVoice:
    """Hibari for what it can say, tones for the rest, so that a conversation in Chinese goes on."""

    def __init__(self) -> None:
        self._hibari = HibariSynthesizer()
        self._one_at_a_time = asyncio.Lock()

    async def load(self) -> None:
        """Takes the first 0.7 s off the first text."""
        await self._hibari.load()

    async def say(self, text: str) -> SpokenChunk:
        """See `Synthesize`."""
        async with self._one_at_a_time:
            return joined([part async for run, speakable in _runs(text) async for part in self._parts(run, speakable)])

    async def close(self) -> None:
        """Ends its thread."""
        await self._hibari.close()

    async def _parts(self, text: str, speakable: bool) -> AsyncIterator[SpokenChunk]:
        if not speakable:
            yield await tones(text)
            return
        said = []
        try:
            async for chunk in self._hibari.speak(_once(text)):
                said.append(chunk)  # noqa: PERF401 - what was said before it failed counts.
        except EngineError:
            said = [await tones(text)]
        for chunk in said:
            yield chunk


async def _runs(text: str) -> AsyncIterator[tuple[str, bool]]:
    """`text` in pieces, and whether Hibari knows their script."""
    at = 0
    for match in _UNSPEAKABLE.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], True
        yield match.group(), False
        at = match.end()
    if at < len(text):
        yield text[at:], True


async def _once(text: str) -> AsyncIterator[str]:
    yield text


def joined(chunks: list[SpokenChunk]) -> SpokenChunk:
    """One chunk after the other, as one."""
    befores = itertools.accumulate((len(chunk.samples) / PLAYBACK_RATE for chunk in chunks), initial=0.0)
    return SpokenChunk(
        np.concatenate([np.zeros(0, np.int16), *(chunk.samples for chunk in chunks)]),
        "".join(chunk.text for chunk in chunks),
        tuple(before + start for before, chunk in zip(befores, chunks, strict=False) for start in chunk.starts),
        estimated=any(chunk.estimated for chunk in chunks),
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """What one message brings.

    Attributes:
        at: seconds from the first sample of the generation to this piece's.
        seconds: how long it lasts.
        pcm: 16 bits, mono.
        characters: those that begin in it, each with its start and duration in ms from the piece's first sample.

    """

    at: float
    seconds: float
    pcm: bytes
    characters: tuple[tuple[str, int, int], ...]

    def message(self, context: str | None, index: int) -> dict[str, Any]:
        """As the service puts it; `index` is the piece's number in its generation."""
        return {
            "audio": base64.b64encode(self.pcm).decode(),
            "isFinal": None,
            "normalizedAlignment": _alignment(_normalized(self.characters, first=index == 0)),
            "alignment": _alignment(self.characters),
            "contextId": context,
        }


def cut(speech: SpokenChunk, rate: int, seconds: float, *, sync_alignment: bool) -> list[Piece]:
    """`speech` at `rate` Hz in pieces of `seconds`, cut wherever that falls, in the middle of a word or a sound.

    Without `sync_alignment` the first piece brings all characters of the generation, and the others none.
    """
    samples = _resampled(speech.samples, rate)
    whole = len(samples) / rate
    size = round(seconds * rate)
    ends = (*speech.starts[1:], whole)
    spans = list(zip(speech.text, speech.starts, ends, strict=True))
    pieces = []
    for first in range(0, len(samples), size):
        pcm = samples[first : first + size]
        begin, end = first / rate, (first + len(pcm)) / rate
        if sync_alignment:
            # A character that begins with the very end of the sound belongs to the last piece.
            inside = [span for span in spans if begin <= min(span[1], whole - 1 / rate) < end]
            limit = end
        else:
            inside, limit = ([] if first else spans), whole
        characters = tuple(
            (character, round(1000 * (start - begin)), round(1000 * (max(start, min(stop, limit)) - start)))
            for character, start, stop in inside
        )
        pieces.append(Piece(begin, end - begin, pcm.astype("<i2").tobytes(), characters))
    return pieces


def encoded(samples: Samples, output_format: str) -> tuple[bytes, str]:
    """24 kHz samples as a file or raw, and their content type; `output_format` as in the service's query.

    Raises:
        ValueError: such a format this stand-in cannot make.

    """
    codec, _, rest = output_format.partition("_")
    rate = int(rest.partition("_")[0] or 0)
    if codec not in ("pcm", "wav", "mp3") or rate not in (8000, 16000, 22050, 24000, 32000, 44100, 48000):
        raise ValueError(output_format)
    pcm = _resampled(samples, rate)
    if codec == "pcm":
        return pcm.astype("<i2").tobytes(), "audio/pcm"
    file = io.BytesIO()
    soundfile.write(file, pcm, rate, format=codec.upper())
    return file.getvalue(), {"wav": "audio/wav", "mp3": "audio/mpeg"}[codec]


def _resampled(samples: Samples, rate: int) -> Samples:
    if rate == PLAYBACK_RATE or not len(samples):
        return samples
    resampled: Samples = soxr.resample(samples, PLAYBACK_RATE, rate)
    return resampled


def _alignment(characters: tuple[tuple[str, int, int], ...]) -> dict[str, Any] | None:
    if not characters:
        return None
    return {
        "chars": [character for character, _, _ in characters],
        "charStartTimesMs": [start for _, start, _ in characters],
        "charDurationsMs": [duration for _, _, duration in characters],
    }


def _normalized(characters: tuple[tuple[str, int, int], ...], *, first: bool) -> tuple[tuple[str, int, int], ...]:
    """As it is read out: digits as words, and a space before a generation; not what the client has sent."""
    read = [(" ", 0, 0)] if first and characters else []
    for character, start, duration in characters:
        word = _DIGITS[int(character)] if character in "0123456789" else character
        share = duration // len(word)
        read += [(letter, start + at * share, share) for at, letter in enumerate(word)]
    return tuple(read)
