"""Imported for its effect: `support`, where the tests keep their sounds and their room, can be imported after it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
