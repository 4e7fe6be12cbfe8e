"""What the user chose, as a TOML file they may edit by hand."""

from __future__ import annotations

import os
import tempfile
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import tomli_w

from echoflow.errors import UserError
from echoflow.text import tr

FILE_NAME = "settings.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices; an empty string means "whatever is the default".

    Attributes:
        recognition: the engine that hears: `local` or `deepgram`.
        thinking: the engine that thinks: `local` or `openai`.
        speech: the engine that speaks: `local` or `elevenlabs`.
        language: of the conversation, as an ISO 639-1 code.
        voice: identifier of the local synthesizer's voice.
        deepgram_model: `flux`, `nova-3`, or `auto` for what suits the language.
        vocabulary: words that a recognizer would not expect: names, terms.
        elevenlabs_model: identifier of a model of ElevenLabs.
        elevenlabs_voice: identifier of a voice of ElevenLabs.
        openai_model: name of the model at an OpenAI-compatible service; empty for the first it offers.
        deepgram_url: where Deepgram is reached instead of at its own address.
        elevenlabs_url: the same for ElevenLabs.
        openai_url: the same for an OpenAI-compatible service.
        monthly_budget: dollars that cloud services may cost in a month; 0 for no limit.
        model: path of the GGUF file to think with.
        microphone: name of the input device.
        speaker: name of the output device.
        hotkey: the chord to talk with, as pynput writes it.
        mode: how the user takes the floor: `hold` the hotkey, `tap` it, or `hands_free`.
        thinking_cue: whether a soft sound says that an answer is coming when it takes longer than a moment.
        system_prompt: what the model is told it is.
        context_length: tokens of conversation the model can see.
        gpu_layers: layers of the model on the GPU; -1 for all.
        flash_attention: `auto`, `on` or `off`.
        kv_type: how the model's cache is kept: `f16`, `q8_0` or `q4_0`.
        threads: processor threads for the model; 0 for one per physical core.
        temperature: of sampling; 0 always takes the likeliest token, -1 what suits the model.
        top_p: share of probability that sampling considers.
        top_k: number of tokens that sampling considers.
        repeat_penalty: above 1.0 discourages repetition.
        max_tokens: longest answer.
    """

    recognition: str = "local"
    thinking: str = "local"
    speech: str = "local"
    language: str = "en"
    voice: str = ""
    deepgram_model: str = "auto"
    vocabulary: tuple[str, ...] = ()
    elevenlabs_model: str = "eleven_flash_v2_5"
    elevenlabs_voice: str = "21m00Tcm4TlvDq8ikWAM"
    openai_model: str = ""
    deepgram_url: str = ""
    elevenlabs_url: str = ""
    openai_url: str = ""
    monthly_budget: float = 0.0
    model: str = ""
    microphone: str = ""
    speaker: str = ""
    hotkey: str = "<ctrl>+<alt>+<space>"
    mode: str = "hold"
    thinking_cue: bool = True
    system_prompt: str = ""
    context_length: int = 4096
    gpu_layers: int = -1
    flash_attention: str = "auto"
    kv_type: str = "f16"
    threads: int = 0
    temperature: float = -1
    top_p: float = 0.95
    top_k: int = 40
    repeat_penalty: float = 1.1
    max_tokens: int = 256


_CHOICES = {
    "recognition": ("local", "deepgram"),
    "thinking": ("local", "openai"),
    "speech": ("local", "elevenlabs"),
    "deepgram_model": ("auto", "flux", "nova-3"),
    "mode": ("hold", "tap", "hands_free"),
    "flash_attention": ("auto", "on", "off"),
    "kv_type": ("f16", "q8_0", "q4_0"),
}

_RANGES: dict[str, tuple[float, float]] = {
    "monthly_budget": (0, 100_000),
    "context_length": (256, 1_048_576),
    "gpu_layers": (-1, 1_000),
    "threads": (0, 1_024),
    "temperature": (-1, 2),
    "top_p": (0, 1),
    "top_k": (0, 100_000),
    "repeat_penalty": (0.5, 2.0),
    "max_tokens": (1, 100_000),
}


def load(file: Path) -> tuple[Settings, list[str]]:
    """The settings in `file`, and a sentence for each that cannot be used; the file is not touched.

    A missing file gives the defaults, and so does a damaged one, with a sentence.
    """
    try:
        with file.open("rb") as source:
            found = tomllib.load(source)
    except FileNotFoundError:
        return Settings(), []
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problem = tr("The settings in {file} cannot be read, so defaults are used: {error}.", file=file, error=error)
        return Settings(), [problem]
    good: dict[str, Any] = {}
    problems = []
    for field in fields(Settings):
        if field.name not in found:
            continue
        value = found[field.name]
        if wanted := _wanted(field.name, field.default, value):
            problems.append(
                tr(
                    "The setting '{name}' in {file} must be {wanted}; its default is used.",
                    name=field.name,
                    file=file,
                    wanted=wanted,
                )
            )
        else:
            good[field.name] = value
    return replace(Settings(), **good), problems


def _wanted(name: str, default: object, value: object) -> str | None:
    """What `value` should have been, or None if it can be used."""
    if isinstance(default, str):
        choices = _CHOICES.get(name)
        if choices is None:
            return None if isinstance(value, str) else tr("text in quotes")
        return None if value in choices else tr("one of {choices}", choices=", ".join(choices))
    if isinstance(default, bool):
        return None if isinstance(value, bool) else tr("true or false")
    lowest, highest = _RANGES[name]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(default, int) and not isinstance(value, int):
        is_number = False
    if isinstance(value, int | float) and is_number and lowest <= value <= highest:
        return None
    return tr("a number from {lowest} to {highest}", lowest=lowest, highest=highest)


def save(settings: Settings, file: Path) -> None:
    """Writes `settings` to `file`, keeping what it holds that is not ours; a crash leaves the old file whole.

    Raises:
        UserError: it cannot be written.
    """
    try:
        contents = {**_contents(file), **asdict(settings)}
        _replace(file, contents)
    except OSError as error:
        raise UserError(
            tr("The settings cannot be saved to {file}: {reason}.", file=file, reason=error.strerror)
        ) from error


def _replace(file: Path, contents: dict[str, Any]) -> None:
    """Puts `contents` in place of what is in `file`, whole or not at all."""
    descriptor, name = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as new:
            tomli_w.dump(contents, new)
            new.flush()
            os.fsync(new.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink()
        raise


def _contents(file: Path) -> dict[str, Any]:
    """What is in `file` now; a damaged one is put aside, as it may hold what the user wants back."""
    try:
        with file.open("rb") as source:
            return tomllib.load(source)
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        file.replace(file.with_suffix(".damaged.toml"))
        return {}
