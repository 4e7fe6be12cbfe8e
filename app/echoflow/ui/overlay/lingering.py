"""How long the card stays when nothing more is said: until it can have been noticed and read."""

from __future__ import annotations

LINGER_MILLISECONDS = 5_000
"""How long what is finished stays at least."""

ERROR_LINGER_MILLISECONDS = 10_000
_NOTICING_MILLISECONDS = 1_500
_CHARACTER_MILLISECONDS = 65
"""Reading takes about 15 letters a second, as subtitles count it; a Chinese character counts as three of them."""


def lingering_milliseconds(message: str, *, is_error: bool) -> int:
    """Until the card leaves; `message` is a sentence of the app's own on it, or empty."""
    least = ERROR_LINGER_MILLISECONDS if is_error else LINGER_MILLISECONDS
    return max(least, reading_milliseconds(message))


def reading_milliseconds(text: str) -> int:
    """How long it takes to notice `text` and read it once."""
    wide = sum("\u2e80" <= character <= "\uffef" for character in text)
    return _NOTICING_MILLISECONDS + _CHARACTER_MILLISECONDS * (len(text) + 2 * wide)
