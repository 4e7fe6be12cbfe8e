"""Into the computer, or out of it."""

from __future__ import annotations

from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["input", "output"]
