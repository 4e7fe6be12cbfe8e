"""What a process takes, read from /proc (Linux): processor time, memory, threads and how often it wakes up."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Usage:
    """Of one process over a while.

    Attributes:
        cpu: share of one core, 1.0 is all of it.
        rss_mb: resident memory at the end, pages shared with other processes included, in MB of 10^6 bytes.
        pss_mb: the same with each shared page divided among those that share it.
        threads: at the end.
        wakeups: times a thread was put to sleep and woken, a second.
    """

    cpu: float
    rss_mb: float
    pss_mb: float
    threads: int
    wakeups: float


def measure(processes: dict[str, int], seconds: float) -> dict[str, Usage]:
    """What each process (by name: its id) takes in the next `seconds`, all at the same time."""
    before = {name: (cpu_seconds(pid), _switches(pid), time.monotonic()) for name, pid in processes.items()}
    time.sleep(seconds)
    usages = {}
    for name, pid in processes.items():
        cpu, switches, began = before[name]
        took = time.monotonic() - began
        rss, pss = memory_mb(pid)
        threads = len(list(Path(f"/proc/{pid}/task").iterdir()))
        usages[name] = Usage(
            (cpu_seconds(pid) - cpu) / took, rss, pss, threads, max(0, _switches(pid) - switches) / took
        )
    return usages


def memory_mb(pid: int) -> tuple[float, float]:
    """Resident and proportional memory of `pid` in MB."""
    fields = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
        name, amount = line.split()[:2]
        fields[name] = int(amount) * 1024 / 1e6
    return fields["Rss:"], fields["Pss:"]


def cpu_seconds(pid: int) -> float:
    """Processor time of all threads of `pid` so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _switches(pid: int) -> int:
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            status = (task / "status").read_text(encoding="utf-8")
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("voluntary_ctxt"))
    return total
