"""What languages are called."""

from __future__ import annotations

from types import MappingProxyType

LANGUAGE_NAMES = MappingProxyType(
    {
        "ar": "العربية",
        "de": "Deutsch",
        "en": "English",
        "es": "Español",
        "fr": "Français",
        "hi": "हिन्दी",
        "it": "Italiano",
        "ja": "日本語",
        "ko": "한국어",
        "pt": "Português",
        "ru": "Русский",
        "zh": "中文",
    }
)
"""Each in its own words, as who speaks it looks for it."""


def language_name(code: str) -> str:
    """Of an ISO 639-1 code; the code itself of a language that has no name here, and nothing of none."""
    return LANGUAGE_NAMES.get(code, code)
