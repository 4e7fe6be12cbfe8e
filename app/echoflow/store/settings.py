"""What the user chose, as a TOML file they may edit by hand."""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import tomli_w

from echoflow.errors import UserError
from echoflow.store.prices import DEFAULTS as DEFAULT_PRICES
from echoflow.text import tr

FILE_NAME = "settings.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices; an empty string means "whatever is the default".

    Attributes:
        recognition: the engine that hears: `local` or `deepgram`.
        thinking: the engine that thinks: `local` or `openai`.
        speech: the engine that speaks: `local` or `elevenlabs`.
        recognition_fallback: the engines that hear when that one cannot, in this order; empty for none.
        thinking_fallback: the same for the one that thinks.
        speech_fallback: the same for the one that speaks.
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
        hotkey: the chord to talk with, as pynput writes it; what it means is told by `mode`.
        tap_hotkey: a chord that talks or stops with one press, whatever the mode; empty for none.
        stop_hotkey: a chord that only stops; empty for none.
        mode: how the user takes the floor: `hold` the hotkey, `tap` it, or `hands_free`.
        interface_language: of windows and messages: `en` or `zh`; `auto` for the system's.
        theme: `light` or `dark`; `auto` for the system's.
        motion: `full` or `reduced`; `auto` for what the system is set to.
        contrast: `normal` or `high`; `auto` for what the system is set to.
        overlay: whether the conversation is shown over the desktop.
        overlay_place: where the user put it: the shares of the screen left of and above the middle of its lower edge,
            such as `0.5 0.93`; empty for the foot of the screen.
        notifications: whether the desktop tells what happens while nothing of EchoFlow is seen.
        keep_history: whether conversations are stored.
        history_days: days after which they are forgotten; 0 for never.
        hub_url: where models are fetched from instead of the hub itself: a mirror.
        log_level: how much is logged: `debug`, `info`, `warning` or `error`.
        first_start_done: whether the first start has been gone through or skipped.
        thinking_cue: whether a soft sound says that an answer is coming when it takes longer than a moment.
        system_prompt: what the model is told it is.
        context_length: tokens of conversation the model can see; 0 for what fits this machine.
        gpu_layers: layers of the model on the GPU; -1 for as many as fit, -2 for all.
        flash_attention: `auto`, `on` or `off`.
        kv_type: how the model's cache is kept: `f16`, `q8_0` or `q4_0`; `auto` for what fits.
        threads: processor threads for the model; 0 for what suits the machine.
        temperature: of sampling; 0 always takes the likeliest token, -1 what suits the model.
        top_p: share of probability that sampling considers.
        top_k: number of tokens that sampling considers.
        repeat_penalty: above 1.0 discourages repetition.
        max_tokens: longest answer.
        instruction_tokens: how long the system prompt may be until EchoFlow warns; 0 for half of the context.
        window_tokens: recent turns that the model is shown word for word, at most; 0 for what the context leaves.
        summary_tokens: what it is told of older turns, at most; 0 for a sixth of the context, up to 512.
        prices: dollars per unit of items whose price differs from that in `store.prices`.
    """

    recognition: str = "local"
    thinking: str = "local"
    speech: str = "local"
    recognition_fallback: tuple[str, ...] = ("local",)
    thinking_fallback: tuple[str, ...] = ("local",)
    speech_fallback: tuple[str, ...] = ("local",)
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
    tap_hotkey: str = ""
    stop_hotkey: str = ""
    mode: str = "hold"
    interface_language: str = "auto"
    theme: str = "auto"
    motion: str = "auto"
    contrast: str = "auto"
    overlay: bool = True
    overlay_place: str = ""
    notifications: bool = True
    keep_history: bool = True
    history_days: int = 0
    hub_url: str = ""
    log_level: str = "warning"
    first_start_done: bool = False
    thinking_cue: bool = True
    system_prompt: str = ""
    context_length: int = 0
    gpu_layers: int = -1
    flash_attention: str = "auto"
    kv_type: str = "auto"
    threads: int = 0
    temperature: float = -1
    top_p: float = 0.95
    top_k: int = 40
    repeat_penalty: float = 1.1
    max_tokens: int = 256
    instruction_tokens: int = 0
    window_tokens: int = 0
    summary_tokens: int = 0
    prices: Mapping[str, float] = field(default_factory=dict, hash=False)


_CHOICES = {
    "recognition": ("local", "deepgram"),
    "thinking": ("local", "openai"),
    "speech": ("local", "elevenlabs"),
    "deepgram_model": ("auto", "flux", "nova-3"),
    "mode": ("hold", "tap", "hands_free"),
    "interface_language": ("auto", "en", "zh"),
    "theme": ("auto", "light", "dark"),
    "motion": ("auto", "full", "reduced"),
    "contrast": ("auto", "normal", "high"),
    "log_level": ("debug", "info", "warning", "error"),
    "flash_attention": ("auto", "on", "off"),
    "kv_type": ("auto", "f16", "q8_0", "q4_0"),
}

_LISTED_CHOICES = {f"{stage}_fallback": _CHOICES[stage] for stage in ("recognition", "thinking", "speech")}
"""Settings that are lists of these."""

_RANGES: dict[str, tuple[float, float]] = {
    "history_days": (0, 36_500),
    "monthly_budget": (0, 100_000),
    "context_length": (0, 1_048_576),
    "gpu_layers": (-2, 1_000),
    "threads": (0, 1_024),
    "temperature": (-1, 2),
    "top_p": (0, 1),
    "top_k": (0, 100_000),
    "repeat_penalty": (0.5, 2.0),
    "max_tokens": (1, 100_000),
    "instruction_tokens": (0, 1_048_576),
    "window_tokens": (0, 1_048_576),
    "summary_tokens": (0, 1_048_576),
}

_PRICE_RANGE = (0, 10_000)

_PRICES = "prices"
"""The one table among the settings."""


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
    for one in fields(Settings):
        if one.name not in found or one.name == _PRICES:
            continue
        value = found[one.name]
        if wanted := _wanted(one.name, one.default, value):
            problems.append(_problem(one.name, file, wanted))
        else:
            good[one.name] = tuple(value) if isinstance(value, list) else value
    prices, bad_prices = _prices(found.get(_PRICES, {}), file)
    return replace(Settings(), **good, prices=prices), problems + bad_prices


def _problem(name: str, file: Path, wanted: str) -> str:
    return tr(
        "The setting '{name}' in {file} must be {wanted}; its default is used.", name=name, file=file, wanted=wanted
    )


def _wanted(name: str, default: object, value: object) -> str | None:
    """What `value` should have been, or None if it can be used."""
    if isinstance(default, str):
        choices = _CHOICES.get(name)
        if choices is None:
            return None if isinstance(value, str) else tr("text in quotes")
        return None if value in choices else tr("one of {choices}", choices=", ".join(choices))
    if isinstance(default, tuple):
        return _wanted_list(_LISTED_CHOICES.get(name), value)
    if isinstance(default, bool):
        return None if isinstance(value, bool) else tr("true or false")
    return _wanted_number(_RANGES[name], value, whole=isinstance(default, int))


def _wanted_list(choices: tuple[str, ...] | None, value: object) -> str | None:
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        return tr("a list of texts in quotes, in square brackets")
    if choices is None or set(value) <= set(choices):
        return None
    return tr("a list of these: {choices}", choices=", ".join(choices))


def _wanted_number(limits: tuple[float, float], value: object, *, whole: bool) -> str | None:
    lowest, highest = limits
    is_number = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
    if isinstance(value, int | float) and is_number and lowest <= value <= highest:
        return None
    return tr("a number from {lowest} to {highest}", lowest=lowest, highest=highest)


def _prices(table: object, file: Path) -> tuple[dict[str, float], list[str]]:
    """The prices that can be used, by item, and a sentence for each that cannot."""
    if not isinstance(table, dict):
        return {}, [_problem(_PRICES, file, tr("a table of prices"))]
    good: dict[str, float] = {}
    problems = []
    for item, value in _flat(table):
        if item not in DEFAULT_PRICES:
            problems.append(
                tr(
                    "The price '{name}' in {file} is for nothing that EchoFlow counts; it counts {items}.",
                    name=item,
                    file=file,
                    items=", ".join(DEFAULT_PRICES),
                )
            )
        elif wanted := _wanted_number(_PRICE_RANGE, value, whole=False):
            problems.append(_problem(f"{_PRICES}.{item}", file, wanted))
        else:
            good[item] = float(value)
    return good, problems


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Each entry with its whole name: without quotes TOML takes `deepgram.flux` for a table in a table."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def save(settings: Settings, file: Path) -> None:
    """Writes `settings` to `file`, keeping what it holds that is not ours; a crash leaves the old file whole.

    Raises:
        UserError: it cannot be written.
    """
    try:
        _replace(file, _merged(_contents(file), asdict(settings)))
    except OSError as error:
        raise UserError(
            tr("The settings cannot be saved to {file}: {reason}.", file=file, reason=error.strerror)
        ) from error


def _merged(found: dict[str, Any], chosen: dict[str, Any]) -> dict[str, Any]:
    """What is to be in the file: `chosen`, and what was `found` there and is not ours."""
    table = found.get(_PRICES)
    entries = _flat(table) if isinstance(table, dict) else ()
    not_ours = {item: value for item, value in entries if item not in DEFAULT_PRICES}
    prices = {**not_ours, **chosen.pop(_PRICES)}
    merged = {name: value for name, value in found.items() if name != _PRICES} | chosen
    # An empty table would only puzzle whoever reads the file.
    return merged | ({_PRICES: prices} if prices else {})


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
