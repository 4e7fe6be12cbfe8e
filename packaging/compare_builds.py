"""Tells whether two builds of the packaged program have the same files with the same content.

    python packaging/compare_builds.py dist/echoflow build/again/echoflow

Names, what is in the files, which may be run and where links lead; not when they were made. Status 1 if they differ.
"""

from __future__ import annotations

import hashlib
import stat
import sys
from pathlib import Path


def contents(folder: Path) -> dict[str, str]:
    """For each file and link below `folder` what it is, by its name in there."""
    return {
        str(path.relative_to(folder)): _describe(path)
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def _describe(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return f"{'program' if path.stat().st_mode & stat.S_IXUSR else 'file'} {digest}"


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """A line for each name that is in one only, or is not the same in both."""
    lines = [f"only in the first: {name}" for name in sorted(one.keys() - other.keys())]
    lines += [f"only in the second: {name}" for name in sorted(other.keys() - one.keys())]
    lines += [f"not the same: {name}" for name in sorted(one.keys() & other.keys()) if one[name] != other[name]]
    return lines


def main(arguments: list[str]) -> int:
    """Prints the differences, or that there are none."""
    one, other = (contents(Path(folder)) for folder in arguments)
    found = differences(one, other)
    for line in found:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(one)} and {len(other)} files, {len(found)} differences\n")
    return 1 if found or not one else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
