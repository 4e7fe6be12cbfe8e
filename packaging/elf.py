"""What a folder of programs and libraries needs from the system it runs on."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MAGIC = b"\x7fELF"


@dataclass(frozen=True, slots=True)
class Needs:
    """What is not in the folder itself.

    Attributes:
        libraries: their names as the linker knows them (libGL.so.1).
        glibc: the oldest version of the C library that has everything.
    """

    libraries: frozenset[str]
    glibc: tuple[int, int]


def needs(folder: Path) -> Needs:
    """What all the ELF files below `folder` need; asks `readelf`, of binutils.

    Raises:
        subprocess.CalledProcessError: one of them cannot be read.
    """
    there = {file.name for file in folder.rglob("*")}
    files = [str(file) for file in _elf_files(folder)]
    if not files:
        return Needs(frozenset(), (2, 0))
    told = subprocess.run(
        ["readelf", "--dynamic", "--version-info", "--wide", *files],
        capture_output=True,
        text=True,
        check=True,
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    ).stdout
    needed = frozenset(re.findall(r"\(NEEDED\).*\[(.+)\]", told))
    versions = ((int(major), int(minor)) for major, minor in re.findall(r"Name: GLIBC_(\d+)\.(\d+)", told))
    return Needs(needed - there, max(versions, default=(2, 0)))


def _elf_files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as opened:
                if opened.read(len(_MAGIC)) == _MAGIC:
                    yield file
