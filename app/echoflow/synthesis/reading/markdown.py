"""Markdown to what is to be read of it, character by character, each with its place in the text.

A model writes for the screen. A good reader aloud says the words and lets the marks shape them: a heading or an item of
a list ends with a stop, a number at a line's start counts, a table is read row by row. Code nobody can follow by ear:
one sentence says that it is there, once per block and as soon as it begins, and it is passed over in silence. Lists are
read to their end, however long: whoever has heard enough cuts in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

Placed: TypeAlias = list[tuple[str, int]]
"""Characters to be read, each with the index of the character that it stands for."""

_FENCE = re.compile(r"[ \t]*(```+|~~~+)(?P<rest>[^\n]*)")
_RULE = re.compile(r"[ \t]*(?:[-*_][ \t]*){3,}\n?$")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}[-:| \t]*\n?$")
_OPENING = re.compile(
    r"[ \t]*(?P<quote>(?:>[ \t]?)+)?"
    r"(?P<block>\#{1,6}[ \t]+|[-*+•][ \t]+(?:\[[ xX]\][ \t]+)?|(?P<number>\d{1,3})[.)、][ \t]+)?"
)
_INLINE = re.compile(
    r"(?P<escaped>\\[*_\#`~\[\]>.!|-])"
    r"|(?P<math>\\[()\[\]]|\$\$)|\\(?P<command>times|cdot|div|approx|leq|geq|neq|pm|rightarrow|to|sqrt)\b"
    r"|!?\[(?P<link>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+\"[^\"\n]*\")?\)"
    r"|(?P<note>\[\^?\d+\])|<(?P<address>https?://[^<>\s]+|[^<>\s@]+@[^<>\s]+)>"
    r"|(?P<tag></?(?:br|b|i|u|em|strong|p|sub|sup|span|div|code|kbd|hr|small)\b[^<>\n]*>)"
    r"|(?P<code>`+)(?P<inside>[^`\n]+)(?P=code)"
    r"|(?P<times>(?<=\d)[ ]?\*[ ]?(?=\d))|(?P<mark>\*+|~~|`+|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9]))|(?P<joint>_)"
)
_COMMANDS = {"times": "×", "cdot": "·", "div": "÷", "approx": "≈", "leq": "≤", "geq": "≥", "neq": "≠", "pm": "±"}
_COMMANDS |= {"rightarrow": "→", "to": "→", "sqrt": "√"}


@dataclass(frozen=True, slots=True)
class _Line:
    begins: bool
    text: str
    at: int

    @property
    def ends(self) -> bool:
        return self.text.endswith("\n")


class Markdown:
    """Follows one answer, phrase by phrase; a phrase may begin or end anywhere, but within no mark."""

    def __init__(self) -> None:
        self._at_line_start = True
        self._fence = ""
        self._stops = False
        self._row = False

    @property
    def in_code(self) -> bool:
        """The next phrase begins within a block of code."""
        return bool(self._fence)

    def read(self, phrase: str, remark: str) -> Placed:
        """What is to be read of the next phrase; `remark` is said in place of code."""
        placed: Placed = []
        at = 0
        for text in phrase.splitlines(keepends=True):
            # Lines end where Python says; only a line feed begins a block.
            line = _Line(self._at_line_start, text, at)
            placed += self._line(line, remark)
            self._at_line_start = line.ends
            at += len(text)
        return placed

    def _line(self, line: _Line, remark: str) -> Placed:
        fence = _FENCE.match(line.text) if line.begins else None
        if self._fence:
            if fence is not None and fence[1].startswith(self._fence) and not fence["rest"].strip():
                self._fence = ""
            return []
        if fence is not None and fence[1][0] not in fence["rest"]:
            self._fence = fence[1]
            return [(character, line.at) for character in f"{remark}\n"]
        if line.begins and (_RULE.match(line.text) or _TABLE_RULE.match(line.text)):
            return self._silent(line)
        return self._words(line)

    def _silent(self, line: _Line) -> Placed:
        return [("\n", line.at + len(line.text) - 1)] if line.ends else []

    def _words(self, line: _Line) -> Placed:
        placed: Placed = []
        begin = 0
        if line.begins:
            opening = _OPENING.match(line.text)
            assert opening is not None
            begin = opening.end()
            self._row = line.text.lstrip().startswith("|")
            self._stops = self._row or opening["block"] is not None
            if number := opening["number"]:
                placed += [(digit, line.at + opening.start("number") + at) for at, digit in enumerate(number)]
                placed += [(",", line.at + opening.end("number")), (" ", line.at + begin - 1)]
        placed += _inline(line.text[begin:], line.at + begin)
        if self._row:
            placed = _cells(placed)
        if self._stops and line.ends:
            placed = _stopped(placed)
        return placed


def _inline(text: str, at: int) -> Placed:
    placed: Placed = []
    done = 0
    for match in _INLINE.finditer(text):
        placed += _as_it_is(text, done, match.start(), at)
        placed += _replaced(match, text, at)
        done = match.end()
    return placed + _as_it_is(text, done, len(text), at)


def _replaced(match: re.Match[str], text: str, at: int) -> Iterator[tuple[str, int]]:
    if match["escaped"]:
        yield match["escaped"][1], at + match.start() + 1
    elif match["command"]:
        yield _COMMANDS[match["command"]], at + match.start()
    elif match["link"]:
        yield from _inline(match["link"], at + match.start("link"))
    elif name := next((name for name in ("address", "inside") if match[name]), None):
        yield from _as_it_is(text, *match.span(name), at)
    elif match["times"]:
        for offset, character in enumerate(match["times"]):
            yield ("×" if character == "*" else character), at + match.start() + offset
    elif match["tag"] or match["joint"]:
        yield " ", at + match.start()


def _as_it_is(text: str, begin: int, end: int, at: int) -> Placed:
    return [(text[index], at + index) for index in range(begin, end)]


def _cells(placed: Placed) -> Placed:
    """A row of a table with commas between the cells."""
    first = next((index for index, (character, _) in enumerate(placed) if character.isalnum()), len(placed))
    words = [index for index, (character, _) in enumerate(placed) if character.isalnum()]
    last = words[-1] if words else -1
    return [
        ("," if first < index < last else " ", at) if character == "|" else (character, at)
        for index, (character, at) in enumerate(placed)
    ]


def _stopped(placed: Placed) -> Placed:
    """With a full stop at the end of the line, if it has none."""
    end = len(placed)
    while end and placed[end - 1][0].isspace():
        end -= 1
    if not end or (not placed[end - 1][0].isalnum() and placed[end - 1][0] not in ")）%°\"”'"):
        return placed
    last, at = placed[end - 1]
    stop = "。" if "\u4e00" <= last <= "\u9fff" else "."
    return [*placed[:end], (stop, at), *placed[end:]]
