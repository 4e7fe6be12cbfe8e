"""What can be set, and which values can be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from echoflow.text import tr


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
        recognition_model: folder name of the local recognizer's model; empty for what suits the language.
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
        check_for_updates: whether it is asked once a day if there is a newer EchoFlow, where the build knows whom.
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
    recognition_model: str = ""
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
    check_for_updates: bool = True
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


CHOICES: Mapping[str, tuple[str, ...]] = {
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
"""Settings that are one of these."""

LISTED_CHOICES: Mapping[str, tuple[str, ...]] = {
    f"{stage}_fallback": CHOICES[stage] for stage in ("recognition", "thinking", "speech")
}
"""Settings that are lists of these."""

RANGES: Mapping[str, tuple[float, float]] = {
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

"""The lowest and the highest number."""

PRICE_RANGE = (0, 10_000)

PRICES = "prices"
"""The one table among the settings."""

DEFAULTS: Mapping[str, Any] = {one.name: getattr(Settings(), one.name) for one in fields(Settings)}
"""What holds where nothing is set, by name."""


def wanted(name: str, value: object) -> str | None:
    """What `value`, as TOML gives it, should have been for the setting `name`; None if it can be used."""
    default = DEFAULTS[name]
    if isinstance(default, str):
        choices = CHOICES.get(name)
        if choices is None:
            return None if isinstance(value, str) else tr("text in quotes")
        return None if value in choices else tr("one of {choices}", choices=", ".join(choices))
    if isinstance(default, tuple):
        return _wanted_list(LISTED_CHOICES.get(name), value)
    if isinstance(default, bool):
        return None if isinstance(value, bool) else tr("true or false")
    return wanted_number(RANGES[name], value, whole=isinstance(default, int))


def _wanted_list(choices: tuple[str, ...] | None, value: object) -> str | None:
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        return tr("a list of texts in quotes, in square brackets")
    if choices is None or set(value) <= set(choices):
        return None
    return tr("a list of these: {choices}", choices=", ".join(choices))


def wanted_number(limits: tuple[float, float], value: object, *, whole: bool) -> str | None:
    """What `value` should have been to be a number within `limits`; None if it is one."""
    lowest, highest = limits
    is_number = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
    if isinstance(value, int | float) and is_number and lowest <= value <= highest:
        return None
    return tr("a number from {lowest} to {highest}", lowest=lowest, highest=highest)


def flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Each entry with its whole name: without quotes TOML takes `deepgram.flux` for a table in a table."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value
