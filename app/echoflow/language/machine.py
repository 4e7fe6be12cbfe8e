"""What the machine has to give a model: memory and cores. None or a fair guess where that cannot be known."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def available_memory() -> int | None:
    """Bytes of main memory that can still be taken, within the limits of a container; None if unknown."""
    try:
        free = parse_meminfo(Path("/proc/meminfo").read_text())
    except OSError:
        return None
    limits = [value for value in (free, cgroup_available(Path("/sys/fs/cgroup"))) if value is not None]
    return min(limits, default=None)


def parse_meminfo(text: str) -> int | None:
    """`MemAvailable` of Linux's /proc/meminfo in bytes."""
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name == "MemAvailable":
            return int(value.split()[0]) * 1024
    return None


def cgroup_available(folder: Path) -> int | None:
    """What a version 2 control group may still take; its file cache can be given up and counts as free."""
    try:
        limit = (folder / "memory.max").read_text().strip()
        used = int((folder / "memory.current").read_text())
        details = dict(line.split() for line in (folder / "memory.stat").read_text().splitlines())
    except (OSError, ValueError):
        return None
    if limit == "max":
        return None
    return max(0, int(limit) - used + int(details.get("inactive_file", 0)) + int(details.get("active_file", 0)))


def physical_cores() -> int:
    """Cores this process may run on; the second thread of a core slows matrix products down."""
    if sys.platform == "linux":
        cores = {_core(cpu) for cpu in os.sched_getaffinity(0)}
        return max(1, len(cores))
    count = os.cpu_count() or 1
    return count if sys.platform == "darwin" else max(1, count // 2)


def _core(cpu: int) -> str:
    try:
        return Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list").read_text()
    except OSError:
        return str(cpu)
