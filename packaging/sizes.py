"""Lists what takes the space in the packaged program, largest first, in millions of bytes.

python packaging/sizes.py dist/echoflow
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

SMALLEST_MB = 1.0
"""What is smaller is one line together."""


def sizes(folder: Path) -> Counter[str]:
    """Bytes by package: the names in `folder` and in its `_internal`; `numpy.libs` counts as `numpy`."""
    used: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            parts = path.relative_to(folder).parts
            inside = parts[1:] if parts[0] == "_internal" else parts
            name = inside[0].removesuffix(".libs") if len(inside) > 1 or parts[0] != "_internal" else inside[0]
            used["the program and its Python modules" if name == folder.name else name] += path.stat().st_size
    return used


def table(used: Counter[str]) -> str:
    """A line for each, and the sum."""
    large = [(name, size) for name, size in used.most_common() if size >= SMALLEST_MB * 1e6]
    rest = used.total() - sum(size for _, size in large)
    lines = [f"{size / 1e6:8.1f}  {name}" for name, size in [*large, ("everything else", rest), ("all", used.total())]]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table(sizes(Path(sys.argv[1]))))
