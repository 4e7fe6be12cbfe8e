"""What of a text an English voice should be given to say."""

from __future__ import annotations

import re
import unicodedata

_PUNCTUATION = str.maketrans("，。！？；：、（）“”‘’　", ",.!?;:,()\"\"'' ")
_MARKDOWN = re.compile(r"[*`]|(?<!\w)#+|(?<=\w)_+(?=\w)|_")
_KEPT_SYMBOLS = frozenset("°©®™")


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
    return category not in {"So", "Sk", "Cf", "Co", "Cs", "Cn", "Cc"} or character in _KEPT_SYMBOLS
