"""What of a text a voice should be given to say: words, but no Markdown and no emoji."""

from __future__ import annotations

import re
import unicodedata

_PUNCTUATION = str.maketrans("，。！？；：、（）“”‘’　", ",.!?;:,()\"\"'' ")
_MARKDOWN = re.compile(r"[*`]|(?<!\w)#+|(?<=\w)_+(?=\w)|_")
_KEPT_SYMBOLS = frozenset("°©®™")
_SILENT = frozenset({"So", "Sk", "Cf", "Co", "Cs", "Cn", "Cc"})
"""Unicode categories of what nobody pronounces."""

_EMOJI_MARKS = frozenset("\ufe0e\ufe0f\u20e3")
"""Variation selectors and the keycap: marks, but of emoji."""


def speakable(text: str) -> str:
    """`text` without Markdown, emoji and letters that are not Latin; empty if no word or number is left."""
    spoken = _MARKDOWN.sub(_unmarked, text.translate(_PUNCTUATION))
    spoken = "".join(character if _is_spoken(character) else " " for character in spoken)
    spoken = " ".join(spoken.split())
    return spoken if any(map(str.isalnum, spoken)) else ""


def has_words(text: str) -> bool:
    """Whether there is a letter or digit in `text`, of whatever script."""
    return any(map(str.isalnum, text))


def _unmarked(match: re.Match[str]) -> str:
    return " " if match.group().startswith("_") else ""


def _is_spoken(character: str) -> bool:
    category = unicodedata.category(character)
    if category.startswith(("L", "M", "N")):
        name = unicodedata.name(character, "")
        return character.isascii() or name.startswith("LATIN") or (category == "No" and name.startswith("VULGAR"))
    return category not in _SILENT or character in _KEPT_SYMBOLS


def spoken_characters(text: str) -> list[tuple[str, int]]:
    """What a voice for every script is given of `text`, and for each character the index in `text` it comes from.

    White space is one space between words; where something was left out there is none before a comma. Empty if no word
    or number is left.
    """
    unmarked = {at for match in _MARKDOWN.finditer(text) for at in range(*match.span())}
    spoken: list[tuple[str, int]] = []
    gap: int | None = None
    left_out = False
    for at, character in enumerate(text):
        mark = at in unmarked
        if mark and character != "_":
            continue
        if mark or character.isspace() or not _is_pronounced(character):
            gap = at
            left_out = left_out or not character.isspace()
            continue
        if gap is not None and spoken and not (left_out and unicodedata.category(character) in _AFTER_WORDS):
            spoken.append((" ", gap))
        spoken.append((character, at))
        gap, left_out = None, False
    return spoken if any(character.isalnum() for character, _ in spoken) else []


_AFTER_WORDS = frozenset({"Po", "Pe", "Pf"})
"""Unicode categories of commas, full stops and closing brackets."""


def _is_pronounced(character: str) -> bool:
    if character in _KEPT_SYMBOLS:
        return True
    return unicodedata.category(character) not in _SILENT and character not in _EMOJI_MARKS
