"""Reading the query of a Deepgram connection, and refusing what Deepgram refuses."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from multidict import MultiMapping

_CHINESE = {"zh", "zh-CN", "zh-Hans", "zh-TW", "zh-Hant", "zh-HK"}
_ENGLISH = {"en", "en-US", "en-GB", "en-AU", "en-IN", "en-NZ"}
LANGUAGES_FLUX = {"en", "es", "fr", "de", "hi", "ru", "pt", "ja", "it", "nl"}
LANGUAGES_V1 = (
    _CHINESE
    | _ENGLISH
    | LANGUAGES_FLUX
    | {"multi", "ko", "sv", "da", "no", "pl", "tr", "uk", "id", "vi", "el", "fi", "cs", "hu", "ro"}
)

_SOCKET = {
    "encoding", "keyterm", "mip_opt_out", "model", "numerals", "profanity_filter", "redact", "sample_rate", "tag",
}  # fmt: skip
_V1_ONLY = {
    "callback", "callback_method", "channels", "detect_entities", "diarize", "diarize_model", "dictation",
    "endpointing", "extra", "filler_words", "interim_results", "keywords", "language", "language_hint",
    "multichannel", "no_delay", "punctuate", "replace", "search", "smart_format", "utterance_end_ms", "vad_events",
    "version",
}  # fmt: skip
_V2_ONLY = {"eager_eot_threshold", "eot_threshold", "eot_timeout_ms", "language_hint"}

KEYTERM_TOKENS = 500
"""The most all keyterms may come to; a word counts as one token here."""


class BadQueryError(Exception):
    """Answered with 400 and this sentence."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What the binary messages hold: 16-bit PCM at `rate`, or something nobody can decode (None)."""

    rate: int | None


@dataclass(frozen=True, slots=True)
class OptionsV1:
    """`/v1/listen`. Times are in seconds, None is off."""

    model: str
    language: str
    sound: Sound
    interim_results: bool
    punctuated: bool
    endpointing: float | None
    utterance_end: float | None
    vad_events: bool
    keyterms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OptionsV2:
    """`/v2/listen`. Times are in seconds, None is off."""

    model: str
    hints: tuple[str, ...]
    sound: Sound
    eot_threshold: float
    eager_eot_threshold: float | None
    eot_timeout: float
    keyterms: tuple[str, ...]

    @property
    def language(self) -> str:
        """What is listened for: the first hint, else English."""
        return self.hints[0] if self.hints else "en"


def options_v1(query: MultiMapping[str]) -> OptionsV1:
    """Reads the query of `/v1/listen`. Raises BadQueryError."""
    _known(query, _SOCKET | _V1_ONLY)
    model = _model(query)
    if model.startswith("flux"):
        raise BadQueryError(f"{model} is served by /v2/listen.")
    language = query.get("language", "en")
    if language not in LANGUAGES_V1:
        raise BadQueryError(f"{model} does not understand the language {language!r}.")
    keyterms = keyterms_within(query.getall("keyterm", ()))
    if keyterms and not model.startswith("nova-3"):
        raise BadQueryError("keyterm is for nova-3 and Flux.")
    if "keywords" in query and model.startswith("nova-3"):
        raise BadQueryError("keywords is not supported by nova-3; use keyterm.")
    interim_results = _flag(query, "interim_results")
    utterance_end = _number(query, "utterance_end_ms", 1000, 5000)
    if utterance_end is not None and not interim_results:
        raise BadQueryError("utterance_end_ms needs interim_results=true.")
    endpointing = query.get("endpointing", "10")
    return OptionsV1(
        model=model,
        language=language,
        sound=_sound(query),
        interim_results=interim_results,
        punctuated=_flag(query, "punctuate") or _flag(query, "smart_format"),
        endpointing=None if endpointing == "false" else (_number(query, "endpointing", 0, 60_000) or 10) / 1000,
        utterance_end=None if utterance_end is None else utterance_end / 1000,
        vad_events=_flag(query, "vad_events"),
        keyterms=keyterms,
    )


def options_v2(query: MultiMapping[str]) -> OptionsV2:
    """Reads the query of `/v2/listen`. Raises BadQueryError."""
    _known(query, _SOCKET | _V2_ONLY)
    model = _model(query)
    if model not in ("flux-general-en", "flux-general-multi"):
        raise BadQueryError(f"/v2/listen does not serve the model {model!r}.")
    hints = tuple(query.getall("language_hint", ()))
    if hints and model != "flux-general-multi":
        raise BadQueryError("language_hint is for flux-general-multi.")
    options = OptionsV2(
        model=model,
        hints=hints,
        sound=_sound(query),
        eot_threshold=_number(query, "eot_threshold", 0.5, 1.0) or 0.7,
        eager_eot_threshold=_number(query, "eager_eot_threshold", 0.3, 0.9),
        eot_timeout=(_number(query, "eot_timeout_ms", 500, 60_000) or 5000) / 1000,
        keyterms=keyterms_within(query.getall("keyterm", ())),
    )
    check_turns(options)
    return options


def check_turns(options: OptionsV2) -> None:
    """Refuses hints and thresholds that are wrong in themselves or do not fit together. Raises BadQueryError."""
    for hint in options.hints:
        if hint not in LANGUAGES_FLUX:
            raise BadQueryError(f"{options.model} does not understand the language {hint!r}.")
    if options.eager_eot_threshold is not None and options.eager_eot_threshold > options.eot_threshold:
        raise BadQueryError("eager_eot_threshold must not be above eot_threshold.")


def keyterms_within(keyterms: Collection[str]) -> tuple[str, ...]:
    """The keyterms, if they are not too many. Raises BadQueryError."""
    if sum(len(term.split()) for term in keyterms) > KEYTERM_TOKENS:
        raise BadQueryError("Keyterm limit exceeded: at most 500 tokens in all.")
    return tuple(keyterms)


def _known(query: MultiMapping[str], names: Collection[str]) -> None:
    if unknown := sorted(set(query) - set(names)):
        raise BadQueryError(f"Unknown query parameters: {', '.join(unknown)}.")


def _model(query: MultiMapping[str]) -> str:
    if not (model := query.get("model")):
        raise BadQueryError("A model is required.")
    return model


def _sound(query: MultiMapping[str]) -> Sound:
    encoding = query.get("encoding")
    if encoding is None:
        return Sound(None)
    if encoding != "linear16":
        raise BadQueryError(f"This stand-in decodes linear16, not {encoding!r}.")
    rate = _number(query, "sample_rate", 8000, 48_000)
    if rate is None:
        raise BadQueryError("linear16 needs a sample_rate.")
    return Sound(int(rate))


def _flag(query: MultiMapping[str], name: str) -> bool:
    value = query.get(name, "false")
    if value not in ("true", "false"):
        raise BadQueryError(f"{name} must be true or false, not {value!r}.")
    return value == "true"


def _number(query: MultiMapping[str], name: str, least: float, most: float) -> float | None:
    if name not in query:
        return None
    try:
        value = float(query[name])
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise BadQueryError(f"{name} must be between {least:g} and {most:g}, not {query[name]!r}.")
    return value
